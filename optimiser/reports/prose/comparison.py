"""Sentences and labels of a comparison of two runs, for the screen, the paper and the workbook.

Figures are rounded half up, as the cells of the workbook show them. Only `rounded_steps`, for files, makes rounded
shares add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from models.appraisal.shapley import round_to_total
from models.case.money import round_half_up
from optimiser.analyses.comparison.input_changes import ChangeKind
from optimiser.analyses.comparison.results import (
    PREFERRED,
    RUN,
    SCORE,
    Bridge,
    BridgePart,
    Cause,
    ComparedRun,
    InputChange,
    Moves,
    RunComparison,
)
from optimiser.reports.prose.proof import TELL_FROM_PENCE
from optimiser.reports.prose.second_opinion import recorded_contradiction
from optimiser.text import listed, plural, pounds, quoted, tenths

OLD_RUN, NEW_RUN = "old run", "new run"
CLOSE = "but too close to call"
NOTHING = "Nothing changed: the input and the answers are the same."


def causes_label(part: BridgePart) -> str:
    """The causes of a share: `funding`, or `funding + prices` if they share it."""
    return " + ".join(part.causes)


def subject_label(name: str) -> str:
    """`The preferred option`, or the option's name."""
    return "The preferred option" if name == PREFERRED else name


def preferred_label(side: ComparedRun) -> str:
    """The preferred option of a run; `joint (ahead, too close to call)`; blank if there is none."""
    return f"{side.preferred} (ahead, too close to call)" if side.too_close else side.preferred


def figure_label(figure: str) -> str:
    """A figure as text: `"cost"`, `"weighted outcomes"`, `"score"`."""
    return figure.replace("_", " ")


def rounded_steps(bridge: Bridge, unit: Fraction) -> list[int]:
    """The old figure, the share of each part and the new figure, in whole units; the rounded figures add up."""
    old, new = round_half_up(bridge.old / unit), round_half_up(bridge.new / unit)
    exact = [part.share / unit for part in bridge.parts]
    rounded = iter(round_to_total([share for share in exact if share], new - old))
    return [old, *(next(rounded) if share else 0 for share in exact), new]


def amount_text(bridge: Bridge, figure: Fraction, *, signed: bool = False, pence: bool = False) -> str:
    """A figure of a bridge: `£1,234`, `£1,234.00` with `pence`, `12.5`. `signed`: with + or -, and `0` for zero."""
    if signed and not figure:
        return "0"
    if bridge.is_money:
        return pounds(figure, decimals=2 if pence else 0, signed=signed, as_cell=True)
    return tenths(figure, signed=signed, as_cell=True)


def comparison_headline(comparison: RunComparison) -> str:
    """What changed in the input, and what that did to the preferred option."""
    if comparison.is_empty:
        return " ".join([*contradicted_runs(comparison), NOTHING])
    remade = comparison.bridges or comparison.moves  # else the old run could not be made again
    sentences = [
        *contradicted_runs(comparison),
        *_input_sentences(comparison),
        *([_preferred_sentence(comparison.old, comparison.new)] if remade else []),
        *_years_and_prices(comparison.old, comparison.new),
        *_figure_sentences(comparison),
        *_margin_sentence(comparison),
        *_plan_sentences(comparison),
    ]
    return " ".join(sentences)


def contradicted_runs(comparison: RunComparison) -> Iterator[str]:
    """For each of the two runs, on which options a second solver contradicted it, if it did."""
    for which, side in ((OLD_RUN, comparison.old), (NEW_RUN, comparison.new)):
        if side.contradicted:
            yield recorded_contradiction(side.contradicted, f"the {which}")


def since_last_run(comparison: RunComparison) -> str:
    """The headline for a summary: `Since the last different run in this folder: ...`."""
    return f"Since the last different run in this folder: {comparison_headline(comparison)}"


def count_input_changes(changes: Sequence[InputChange]) -> list[tuple[str, str, int, int, int]]:
    """By cause and table: cells changed, rows added, rows removed. A table in another order counts as one cell."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for change in changes:
        counts.setdefault((change.cause or "none", change.table), Counter())[change.what] += 1
    order = [*Cause, "none"]
    return [
        (cause, table, count[ChangeKind.CHANGED] + count[ChangeKind.MOVED], count[ChangeKind.IN], count[ChangeKind.OUT])
        for (cause, table), count in sorted(counts.items(), key=lambda item: order.index(item[0][0]))
    ]


def how_to_read_bridges(comparison: RunComparison) -> Iterator[str]:
    """How shares are worked out, how certain they are, and which causes share one. The last: if not all is proven."""
    drawn = max((bridge.sampled_orders for bridge in comparison.bridges), default=0)
    orders = f"over {drawn} orders drawn at random, with its standard error" if drawn else "over all possible orders"
    yield (
        "The share of a cause is what it adds on average when the causes change one after another,"
        f" {orders}. Every option was optimised again each time. The shares add up to the whole change."
    )
    if comparison.bridges:
        yield (
            f"The gaps of the plans allow an error of {float(_largest_gap(comparison)):.2%} at most in a figure. A"
            ' share that is no larger than this error is marked "within the gap": the true share may be zero. A figure'
            " that plans are not chosen for, such as cost when they are chosen for outcomes, may differ by more."
        )
    if any(Cause.CHOICE in part.causes for bridge in comparison.bridges for part in bridge.parts):
        yield (
            "Choice within the gap: the option's problem did not change, but another plan within the gap was found. No"
            " input made that difference."
        )
    yield from dict.fromkeys(sentence for bridge in comparison.bridges for sentence in bridge.together)
    if not comparison.proven:
        yield "Not every answer behind this comparison is proven within the gap, so its shares are uncertain."


def moves_text(moves: Moves) -> str:
    """`12 contracts differ; over all years 340 places are with another provider; 91 fewer places in total`."""
    contracts, places, more = moves.contracts_moved, moves.places_moved, moves.new_places - moves.old_places
    verb = "are" if places > 1 else "is"
    parts = [
        f"{plural(contracts, 'contract')} {'differ' if contracts > 1 else 'differs'}" if contracts else "",
        f"over all years {plural(places, 'place')} {verb} with another provider" if places else "",
        f"{plural(abs(more), 'fewer place' if more < 0 else 'more place')} in total" if more else "",
    ]
    text = "; ".join(part for part in parts if part)
    return text or ("places are used differently" if moves.any_moved else "nothing moved")


def main_bridges(comparison: RunComparison) -> list[Bridge]:
    """The bridges that have a chart: those of the preferred option, else of the first option that has any."""
    subject = next((bridge.subject for bridge in comparison.bridges), PREFERRED)
    bridges = (comparison.bridge(subject, name) for name in ("cost", comparison.outcomes, SCORE))
    return [bridge for bridge in bridges if bridge is not None]


def _largest_gap(comparison: RunComparison) -> Fraction:
    """The largest gap that a bridge depends on, as a share."""
    sizes = ((bridge.tolerance, max(abs(bridge.old), abs(bridge.new))) for bridge in comparison.bridges)
    return max((noise / size for noise, size in sizes if size), default=Fraction(0))


def _input_sentences(comparison: RunComparison) -> Iterator[str]:
    """How many entries changed in each table: first in tables that may move a figure, then in the others."""
    if not comparison.inputs:
        yield "The input is unchanged."
    elif all(change.what == ChangeKind.MOVED for change in comparison.inputs):
        tables = listed([change.table for change in comparison.inputs])
        meant = [change.table for change in comparison.inputs if change.cause or change.table == "scenarios"]
        if meant:
            depends = f"The order has a meaning in {listed(meant)}"
        else:
            depends = "No plan, cost or score depends on that order"
        yield f"The input differs only in the order of the rows, in {tables}. {depends}."
        return
    moving = Counter(change.table for change in comparison.inputs if change.cause)
    idle = Counter(change.table for change in comparison.inputs if change.table not in moving)
    if moving:
        yield f"Changed: {_entries(moving)}."
    if idle:
        yield f"Changed without effect on the figures: {_entries(idle)}."


def _entries(tables: Mapping[str, int]) -> str:
    """`3 entries in funding, 1 in demand and 41 in prices`."""
    (first, number), *others = [(Cause.VERSION if table == RUN else table, number) for table, number in tables.items()]
    start = f"{plural(number, 'entry', 'entries')} in {first}"
    return listed([start, *(f"{number:,} in {table}" for table, number in others)])


def _preferred_sentence(old: ComparedRun, new: ComparedRun) -> str:
    if not old.preferred and not new.preferred:
        return "No option is preferred, as before."
    if not new.preferred:
        before = f"{quoted(old.preferred)} was ahead, {CLOSE}" if old.too_close else f"it was {quoted(old.preferred)}"
        return f"No option is preferred now; before, {before}."
    if old.preferred == new.preferred and new.too_close:
        which = "both are" if old.too_close else "the new run is"
        return f"{quoted(new.preferred)} is ahead in both runs, but {which} too close to call."
    if old.preferred == new.preferred and not old.too_close:
        return f"{quoted(new.preferred)} is still preferred."
    now = f"ahead now, {CLOSE}" if new.too_close else "preferred now"
    return f"{quoted(new.preferred)} is {now}{_before(old, new)}."


def _before(old: ComparedRun, new: ComparedRun) -> str:
    """What was preferred, or ahead, in the old run, after what is in the new one."""
    if not old.preferred:
        return "; before, no option was preferred"
    who = "it" if old.preferred == new.preferred else quoted(old.preferred)
    if old.too_close:
        return f"; before, {who} was ahead, {CLOSE}"
    return f"; before, {who} was preferred" if new.too_close else f" instead of {who}"


def _years_and_prices(old: ComparedRun, new: ComparedRun) -> Iterator[str]:
    """Whether the figures of the two runs cover different years, or are in the prices of different years."""
    if old.years and new.years and old.years != new.years:
        yield f"The runs cover different years: {old.years} in the old run, {new.years} in the new run."
    if old.prices and new.prices and old.prices != new.prices:
        yield f"Their money is in different prices: of {old.prices} in the old run, of {new.prices} in the new run."


def _figure_sentences(comparison: RunComparison) -> Iterator[str]:
    """How cost, outcomes and score of the preferred option changed, each with the cause of the largest share."""
    bridges = (comparison.bridge(PREFERRED, name) for name in ("cost", comparison.outcomes, SCORE))
    changes = [_figure_change(bridge) for bridge in bridges if bridge]
    if changes:
        yield f"For the preferred option, {'; '.join(changes)}."


def _margin_sentence(comparison: RunComparison) -> Iterator[str]:
    """By how much the present cost of either run's preferred option may still be lower, if by more than £1,000."""
    margins = [(run.margin, name) for run, name in ((comparison.old, OLD_RUN), (comparison.new, NEW_RUN))]
    parts = [f"{pounds(margin)} in the {name}" for margin, name in margins if margin > TELL_FROM_PENCE]
    if parts:
        yield f"Its present cost may still be lower at no loss of its objective: by at most {listed(parts)}."


def _figure_change(bridge: Bridge) -> str:
    old, new, name = amount_text(bridge, bridge.old), amount_text(bridge, bridge.new), figure_label(bridge.figure)
    s = "" if name.endswith("s") else "s"
    if old == new:
        return f"{name} stay{s} at {new}"
    change = f"{name} {f'rise{s}' if bridge.new > bridge.old else f'fall{s}'} from {old} to {new}"
    if len(bridge.parts) < 2:
        return change
    largest = max(bridge.parts, key=lambda part: abs(part.share))
    return f"{change} (largest share: {causes_label(largest)}, {amount_text(bridge, largest.share, signed=True)})"


def _plan_sentences(comparison: RunComparison) -> Iterator[str]:
    for moves in comparison.moves:
        if moves.option == comparison.new.preferred and moves.any_moved:
            if comparison.old.preferred in ("", moves.option):
                yield f"Its plan compared with the old run: {moves_text(moves)}."
            else:
                yield f"The plan of {quoted(moves.option)} compared with its plan in the old run: {moves_text(moves)}."
