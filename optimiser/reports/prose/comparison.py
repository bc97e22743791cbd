"""A comparison in sentences and short lines, for the screen, the paper and the workbook.

A figure is rounded half up, as the workbook's cells show it; only `written`, for files, lets rounded shares add up.
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
from optimiser.text import listed, pounds, tenths

OLD_RUN, NEW_RUN = "old run", "new run"
NOTHING = "Nothing changed: the same input, the same answers."


def causes_label(part: BridgePart) -> str:
    """A part's name: `funding`, or `funding + prices` where they are told together."""
    return " + ".join(part.causes)


def subject_label(name: str) -> str:
    """`The preferred option`, or the option's name."""
    return "The preferred option" if name == PREFERRED else name


def figure_label(figure: str) -> str:
    """`cost`, `weighted outcomes`, `score`."""
    return figure.replace("_", " ")


def rounded_steps(bridge: Bridge, each: Fraction) -> list[int]:
    """The old figure, the share of each part, and the new figure, in units of `each`; they add up as written."""
    start, end = round_half_up(bridge.old / each), round_half_up(bridge.new / each)
    exact = [part.share / each for part in bridge.parts]
    some = iter(round_to_total([share for share in exact if share], end - start))
    return [start, *(next(some) if share else 0 for share in exact), end]


def amount_text(bridge: Bridge, figure: Fraction, *, signed: bool = False, pence: bool = False) -> str:
    """A figure of a bridge: `£1,234`, or with its `pence`; `12.5`. `signed`: with + or -, and `0` for none at all."""
    if signed and not figure:
        return "0"
    if bridge.is_money:
        return pounds(figure, decimals=2 if pence else 0, signed=signed, as_cell=True)
    return tenths(figure, signed=signed, as_cell=True)


def comparison_headline(found: RunComparison) -> str:
    """What a board is told first: what changed, and what that did to the preferred option, in a few sentences."""
    if found.is_empty:
        return NOTHING
    known = found.bridges or found.moves  # else the old run could not be made again
    return " ".join(
        [
            _input_sentence(found),
            *([_preferred_sentence(found.old, found.new)] if known else []),
            *_years_and_prices(found.old, found.new),
            *_figure_sentences(found),
            *_plan_sentences(found),
        ]
    )


def since_last_run(found: RunComparison) -> str:
    """The same for a summary: `Since the last different run into this folder: ...`."""
    return f"Since the last different run into this folder: {comparison_headline(found)}"


def count_input_changes(inputs: Sequence[InputChange]) -> list[tuple[str, str, int, int, int]]:
    """By cause and table: cells changed, rows added, rows taken out; a table in another order is a row of its own."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for each in inputs:
        found.setdefault((each.cause or "none", each.table), Counter())[each.what] += 1
    order = [*Cause, "none"]
    return [
        (cause, table, what[ChangeKind.CHANGED] + what[ChangeKind.MOVED], what[ChangeKind.IN], what[ChangeKind.OUT])
        for (cause, table), what in sorted(found.items(), key=lambda one: order.index(one[0][0]))
    ]


def how_to_read_bridges(found: RunComparison) -> Iterator[str]:
    """What a reader of the bridges must know: how shares are worked out, how sure they are, what is told together."""
    drawn = max((each.sampled_orders for each in found.bridges), default=0)
    how = f"over {drawn} orders drawn by chance, with its standard error" if drawn else "over all orders"
    yield (
        "The share of a cause is what it adds on average when the causes change one after another,"
        f" {how} in which they may; everything was optimised again each time. The shares add up to the whole change."
    )
    if found.bridges:
        yield (
            f"Every plan is proven within a gap, {float(_largest_gap(found)):.2%} at most. A share that is no larger"
            ' than what the figure may be off by that is marked "within the gap": it may be nothing. What the plans are'
            " not best at, such as cost where they are best at outcomes, may differ more between plans within the gap."
        )
    if any(Cause.CHOICE in part.causes for bridge in found.bridges for part in bridge.parts):
        yield (
            "Choice within the gap: the old question was not changed, but another plan that answers it as well was"
            " found; nothing in the input made that difference."
        )
    yield from dict.fromkeys(words for bridge in found.bridges for words in bridge.together)
    if not found.proven:
        yield "Not every answer behind this is proven within the gap: take the shares with care."


def moves_text(moves: Moves) -> str:
    """`12 contracts run otherwise; over the years 340 places are with another provider; 91 fewer places in all`."""
    contracts, places, more = moves.contracts_moved, moves.places_moved, moves.new_places - moves.old_places
    said = [
        f"{contracts:,} {'contracts run' if contracts > 1 else 'contract runs'} otherwise" if contracts else "",
        f"over the years {places:,} {'places are' if places > 1 else 'place is'} with another provider"
        if places
        else "",
        f"{abs(more):,} {'fewer' if more < 0 else 'more'} places in all" if more else "",
    ]
    return "; ".join(each for each in said if each) or (
        "places are used otherwise" if moves.any_moved else "nothing moved"
    )


def main_bridges(found: RunComparison) -> list[Bridge]:
    """The bridges that are shown with a chart: of the preferred option, else of the first option that has any."""
    whose = next((each.subject for each in found.bridges), PREFERRED)
    return [each for name in ("cost", found.outcomes, SCORE) if (each := found.bridge(whose, name)) is not None]


def _largest_gap(found: RunComparison) -> Fraction:
    """The largest gap that a bridge rests on, as a share."""
    sizes = ((each.tolerance, max(abs(each.old), abs(each.new))) for each in found.bridges)
    return max((noise / size for noise, size in sizes if size), default=Fraction(0))


def _input_sentence(found: RunComparison) -> str:
    """By table, how many cells and rows; first those that may move a figure, and of other tables what may not."""
    if not found.inputs:
        return "The input is as it was."
    moving = Counter(each.table for each in found.inputs if each.cause)
    idle = Counter(each.table for each in found.inputs if each.table not in moving)
    beside = f"moving no figure: {_entries(idle)}" if idle else ""
    if not moving:
        return f"Changed, {beside}."
    return f"Changed: {'; '.join([_entries(moving), *([beside] if beside else [])])}."


def _entries(tables: Mapping[str, int]) -> str:
    """`3 entries in funding, 1 in demand and 41 in prices`."""
    said = [f"{number:,} in {Cause.VERSION if table == RUN else table}" for table, number in tables.items()]
    number, where = said[0].split(" ", 1)
    return listed([f"{number} {'entry' if number == '1' else 'entries'} {where}", *said[1:]])


def _preferred_sentence(old: ComparedRun, new: ComparedRun) -> str:
    if not old.preferred and not new.preferred:
        return "No option is preferred, as before."
    if not new.preferred:
        return f'No option is preferred any more; it was "{old.preferred}".'
    if old.preferred == new.preferred:
        return f'"{new.preferred}" is still preferred.'
    before = f'no longer "{old.preferred}"' if old.preferred else "where none was"
    return f'"{new.preferred}" is preferred now, {before}.'


def _years_and_prices(old: ComparedRun, new: ComparedRun) -> Iterator[str]:
    """That the figures of the two runs are of other years, or in the prices of other years."""
    if old.years and new.years and old.years != new.years:
        yield f"The two runs plan other years, and their figures are of these: {old.years}, and now {new.years}."
    if old.prices and new.prices and old.prices != new.prices:
        yield f"Their money is not in the same prices: those of {old.prices}, and now of {new.prices}."


def _figure_sentences(found: RunComparison) -> Iterator[str]:
    """How cost, outcomes and score of the preferred option changed, each with the cause that did most."""
    said = [_figure_change(each) for name in ("cost", found.outcomes, SCORE) if (each := found.bridge(PREFERRED, name))]
    if said:
        yield f"For the preferred option {'; '.join(said)}."


def _figure_change(bridge: Bridge) -> str:
    start, end = amount_text(bridge, bridge.old), amount_text(bridge, bridge.new)
    name, most = figure_label(bridge.figure), max(bridge.parts, key=lambda part: abs(part.share), default=None)
    several = "" if name.endswith("s") else "s"
    if start == end:
        return f"{name} stay{several} at {end}"
    way = f"rise{several}" if bridge.new > bridge.old else f"fall{several}"
    said = f"{name} {way} from {start} to {end}"
    if most is None or len(bridge.parts) == 1:
        return said
    return f"{said}, most by {causes_label(most)} ({amount_text(bridge, most.share, signed=True)})"


def _plan_sentences(found: RunComparison) -> Iterator[str]:
    for each in found.moves:
        if each.option == found.new.preferred and each.any_moved:
            if found.old.preferred in ("", each.option):
                yield f"Its plan against the old run's: {moves_text(each)}."
            else:
                yield f'The plan of "{each.option}" against its own in the old run: {moves_text(each)}.'
