"""Robustness: what would change the preferred option: other weights, other inputs, and signs of bias.

What was solved for it, point by point, stands on the sheet Inputs tested.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.appraisal.bias import OPTIONS_NEEDED
from models.appraisal.weight_sensitivity import SwitchPoint, WeightRange, weight_in_points
from optimiser.analyses.sensitivity import Draws, Moved, Robustness, Switch
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.appraisal import tornado
from optimiser.reports.board.book import Book
from optimiser.reports.prose.sensitivity import nearest, then
from optimiser.text import quoted, upper_first

NO_CHANGE = "no change"
ALL = "all"
UNPROVEN = "not all proven"
ANYWHERE, WITHIN = "all weights", "weights within their ranges"
UNTESTED = (
    "The inputs are not tested in this run. Add --robust to the command: then funding, demand, prices, success rates,"
    " hub cost and back office retained are moved one by one, and every option is optimised again."
)
SPANS = (
    Column("criterion", "Criterion", most=40),
    Column("weight", "Weight now (points)", Look.TENTH),
    Column("share", "Weight now (share of all)", Look.SHARE),
    Column("least_points", "Stays preferred down to (points)", Look.TENTH),
    Column("least", "Stays preferred down to (share of all)", Look.SHARE),
    Column("below", "Preferred below that", most=26),
    Column("most_points", "Stays preferred up to (points)", Look.TENTH),
    Column("most", "Stays preferred up to (share of all)", Look.SHARE),
    Column("above", "Preferred above that", most=26),
)
SWITCHES = (
    Column("input", "Input", most=40),
    Column("less", "Lower: still preferred at (change)", Look.SHARE),
    Column("lost_less", "Lower: no longer at (change)", Look.SHARE),
    Column("to_less", "Then preferred, lower", most=26),
    Column("more", "Higher: still preferred at (change)", Look.SHARE),
    Column("lost_more", "Higher: no longer at (change)", Look.SHARE),
    Column("to_more", "Then preferred, higher", most=26),
)
SIGNS = (Column("sign", "Sign of bias", most=34), Column("words", "What was found", most=100))
ORDINALS = ("1st", "2nd", "3rd")


def fill(book: Book, page: Page) -> None:
    """The sentence; inputs where they were tested; weights one by one; ranks over draws; signs of bias."""
    found = book.findings.sensitivity
    page.text(_labelled(book, nearest(found)), strong=True)
    page.text("All of this is of the run: it does not follow what is typed into the Appraisal matrix.")
    if found.inputs is None:
        page.text(UNTESTED)
    else:
        _inputs(book, page, found, found.inputs)
    _weights(book, page, found)
    _ranks(book, page, found)
    _signs(book, page, found)


def _inputs(book: Book, page: Page, found: Robustness, inputs: tuple[Moved, ...]) -> None:
    page.gap()
    page.caption("Switching values: one input moved, everything optimised again")
    page.text(
        "All figures of the input are moved alike. -20, -10, +10 and +20 % are solved; where the preferred option"
        " changes, the nearest of these brackets is narrowed to one percentage point, and both its ends are solved. A"
        " change between two of these points that changes back before the next is not seen."
    )
    page.text(
        "The plans at each point are proven within the gap of the run, no further: where options score almost alike, a"
        " change of preference may be of that size. A point where not every answer is proven is never called a switch."
    )
    if found.preferred is None:
        page.text("No option is preferred, so that there is nothing to switch from. Inputs tested has every point.")
        return
    page.text(f"What is moved: {'; '.join(f'{each.name}: {each.covers}' for each in inputs)}.")
    page.table("Switching", SWITCHES, [_switching(book, each) for each in inputs])
    page.gap()
    tornado.fill(book, page, found.preferred, inputs)


def _switching(book: Book, each: Moved) -> list[Cell]:
    return [Cell(each.name), *_end(book, each, each.below, -1), *_end(book, each, each.above, 1)]


def _end(book: Book, each: Moved, end: Switch | None, side: int) -> tuple[Cell, Cell, Cell]:
    """Where it is still preferred, where no longer, and who is preferred then."""
    if end is not None:
        return Cell(end.kept), Cell(end.lost), Cell(_labelled(book, upper_first(then(end))))
    if any(by * side >= 0 for by in each.unknown):
        return Cell(UNPROVEN), Cell(UNPROVEN), Cell(UNPROVEN)
    return (
        Cell(max((point.by for point in each.points if point.by * side >= 0), key=abs)),
        Cell(NO_CHANGE),
        Cell(NO_CHANGE),
    )


def _labelled(book: Book, words: str) -> str:
    """A sentence with the options named as on the other sheets."""
    for each in book.solved:
        words = words.replace(quoted(each.name), quoted(each.label))
    return words


def _weights(book: Book, page: Page, found: Robustness) -> None:
    page.gap()
    page.caption("Weights: how far each can move alone")
    page.text(
        "Points are those of a criterion while the others keep theirs; shares are of all weight. Exact: worked out from"
        " where the scores are level, not tried out."
    )
    nothing = (
        "No weight can move the preference: fewer than two options may be preferred, or one criterion has all weight."
    )
    page.table_or(nothing, "WeightSpans", SPANS, [_span(book, each) for each in found.weights])


def _span(book: Book, span: WeightRange) -> list[Cell]:
    weights = {criterion.name: criterion.weight for criterion in book.case.criteria}
    own = weights[span.criterion]
    others = sum(weights.values()) - own
    ends = [cell for turn in (span.below, span.above) for cell in _turn(book, turn, others)]
    return [Cell(span.criterion), Cell(own), Cell(span.share), *ends]


def _turn(book: Book, turn: SwitchPoint | None, others: Fraction) -> tuple[Cell, Cell, Cell]:
    """The weight in points and as a share, and who is preferred beyond it."""
    if turn is None:
        return Cell(NO_CHANGE), Cell(NO_CHANGE), Cell(NO_CHANGE)
    needed = weight_in_points(turn.share, others)
    return Cell(ALL if needed is None else needed), Cell(turn.share), Cell(book.label(turn.option))


def _ranks(book: Book, page: Page, found: Robustness) -> None:
    page.gap()
    page.caption("Weights: how often each option ranks where")
    known = [draws for draws in (found.anywhere, found.ranges) if draws is not None]
    page.text(
        "Over all weights: every set of weights that adds up to all weight is as likely as any other (Dirichlet)."
        " Within their ranges: each weight is as likely anywhere between weight_low and weight_high, on its own; one"
        " without a range stays as it is."
    )
    for draws in known:
        kind = WITHIN if draws.within else ANYWHERE
        page.text(f"Drawn {draws.count:,} times over {kind}, seed {draws.seed}: a share is right to 0.5 of a point.")
    page.table_or(
        "No option is scored.", "RankDraws", _rank_columns(known), [row for each in known for row in _drawn(book, each)]
    )


def _rank_columns(known: list[Draws]) -> list[Column]:
    count = max((len(draws.ranks) for draws in known), default=0)
    ranks = [Column(f"rank{number}", f"Ranks {_ordinal(number)} (share)", Look.SHARE) for number in range(count)]
    first = (Column("draws", "Drawn over", most=28), Column("option", "Option", most=34))
    return [*first, Column("preferred", "Preferred (share)", Look.SHARE), *ranks]


def _drawn(book: Book, draws: Draws) -> Iterator[list[Cell]]:
    kind = WITHIN if draws.within else ANYWHERE
    for name, ranks in draws.ranks.items():
        shares = [Cell(draws.share(each)) for each in (draws.preferred[name], *ranks)]
        yield [Cell(upper_first(kind)), Cell(book.label(name)), *shares]


def _ordinal(number: int) -> str:
    return ORDINALS[number] if number < len(ORDINALS) else f"{number + 1}th"


def _signs(book: Book, page: Page, found: Robustness) -> None:
    page.gap()
    page.caption("Signs of bias in the appraisal")
    page.text(
        "Looked for: an option that decides between others by being there, or one that would if it were added; criteria"
        " that measure the same thing; a criterion on which no option differs. Whether scores rise and fall together is"
        f" looked at from {OPTIONS_NEEDED} scored options on: with fewer they may do so by chance."
    )
    rows = [[Cell(upper_first(each.kind.value)), Cell(_labelled(book, each.sentence))] for each in found.bias]
    page.table_or("None is found.", "BiasSigns", SIGNS, rows)
