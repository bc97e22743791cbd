"""On Options compared: outcomes against cost, a point an option, with what the picture says in words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.appraisal.measures import MEASURES
from optimiser.excel.charts import Axis, Point, Series, axis, scatter
from optimiser.excel.label_placement import Spot, sides
from optimiser.excel.page import Page
from optimiser.excel.tables import Table, shortened
from optimiser.reports.board.book import Book, Solved
from optimiser.text import listed, pounds, quoted, tenths

SIZE = (760, 400)  # pixels
PLOT = (640.0, 300.0)  # of that, where the points are
LINE = 16.0
PREFERRED, OTHER, REFERENCE = 0, 1, 2  # kinds of points
ROWS = {measure.name: row for row, measure in enumerate(MEASURES)}


def fill(book: Book, page: Page, figures: Table) -> None:
    """The chart under its own heading; nothing where there is one option, as it is compared with none."""
    if len(book.solved) < 2:
        return
    page.gap()
    page.caption("Outcomes against cost")
    page.text(finding(book))
    page.text(_marks(book))
    cost = axis("Cost over all years (£)", [_cost(each) for each in book.solved])
    outcomes = axis("Outcomes over all years (outcomes)", [_outcomes(each) for each in book.solved])
    points = [
        Point(_series(figures, each), _kind(book, each), side)
        for each, side in zip(book.solved, _sides(book.solved, cost, outcomes), strict=True)
    ]
    title = "Outcomes against cost of each option: higher and further left is better"
    chart = scatter(book.workbook, points, title=title, across=cost, up=outcomes)
    page.picture(chart, finding=_alt_text(book), size=SIZE)


def finding(book: Book) -> str:
    """Which options no other beats at both: no dearer and no fewer outcomes, and better at one."""
    best = [each for each in book.solved if not any(_beats(other, each) for other in book.solved)]
    if len({(_exact(each, "cost"), _exact(each, "outcomes")) for each in book.solved}) == 1:
        return "All options cost the same and have as many outcomes."
    names = listed([quoted(each.label) for each in best])
    if len(best) == len(book.solved):
        return "Each option that costs more has more outcomes: none is beaten at both."
    if len(best) == 1:
        return f"{names} has the most outcomes at the least cost: no other has as many for as little."
    return f"{names} are not beaten: every other option costs no less than one of them and has no more outcomes."


def _marks(book: Book) -> str:
    """What the shapes mean, which the colours only repeat."""
    shapes = [f"diamond: {book.preferred.label}, preferred"] if book.preferred else []
    if book.reference is not None and book.reference is not book.preferred:
        shapes.append(f"square: {book.reference.label}, the reference")
    rest = {each.number for each in book.solved} - {each.number for each in (book.preferred, book.reference) if each}
    shapes += ["circle: any other"] if rest else []
    return f"Marks: {'; '.join(shapes)}. The axes show where the options differ: they need not begin at nought."


def _alt_text(book: Book) -> str:
    each = [
        f"{one_.label} {tenths(_exact(one_, 'outcomes'))} for {pounds(_exact(one_, 'cost'))}" for one_ in book.solved
    ]
    return f"Scatter chart of outcomes against cost over all years. {finding(book)} Outcomes: {', '.join(each)}."


def _beats(other: Solved, each: Solved) -> bool:
    gains = (_exact(other, "outcomes") - _exact(each, "outcomes"), _exact(each, "cost") - _exact(other, "cost"))
    return min(gains) >= 0 and max(gains) > 0


def _series(figures: Table, each: Solved) -> Series:
    cost, outcomes = (figures.cell(ROWS[name], each.key) for name in ("cost", "outcomes"))
    return Series(figures.cell(-1, each.key), cost, outcomes)


def _kind(book: Book, each: Solved) -> int:
    if each == book.preferred:
        return PREFERRED
    return REFERENCE if each == book.reference else OTHER


def _sides(solved: Sequence[Solved], cost: Axis, outcomes: Axis) -> list[str]:
    spots = [
        Spot(shortened(each.label), cost.part(_cost(each)) * PLOT[0], outcomes.part(_outcomes(each)) * PLOT[1])
        for each in solved
    ]
    return sides(spots, PLOT, LINE)


def _exact(each: Solved, measure: str) -> Fraction:
    return each.measures[measure] or Fraction(0)


def _cost(each: Solved) -> float:
    return float(_exact(each, "cost") / 100)


def _outcomes(each: Solved) -> float:
    return float(_exact(each, "outcomes"))
