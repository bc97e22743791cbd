"""The picture of a frontier: outcomes against present cost, a line an option, the plan of the appraisal told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from optimiser.analyses.frontier.results import Frontiers, OptionFrontier, Point
from optimiser.excel.charts import MARKS, Axis, Curve, Series, axis, curves
from optimiser.excel.label_placement import Spot, sides
from optimiser.excel.page import Page
from optimiser.excel.tables import shortened
from optimiser.reports.frontier.book import SUMMARY, Book, rows_of
from optimiser.reports.prose import frontier as words
from optimiser.text import pounds, tenths

SIZE = (900, 480)  # pixels
PLOT = (780.0, 350.0)  # of that, where the points are
LINE = 16.0
LABEL = 40  # characters of an option's name


def fill(book: Book, page: Page) -> None:
    """The sentences on who has most, what the marks mean, and the chart."""
    found, labels = book.found, book.labels
    page.caption("Outcomes against present cost")
    for sentence in words.crossings(found):
        page.text(sentence)
    if not found.drawn:
        return
    page.text(f"Large marks: the plans of the appraisal. {'; '.join(_marks(found, labels))}.")
    page.text("The axes show where the options differ: they need not begin at nought.")
    unit = words.unit(found)
    across = axis("Present cost (£)", [float(p.present_cost / 100) for each in found.drawn for p in rows_of(each)])
    up = axis(f"{unit.capitalize()}", [float(p.weighted) for each in found.drawn for p in rows_of(each)])
    places = _sides(found, labels, across, up)
    lines = [_curve(book, number, each, places.get(each.option, "right")) for number, each in enumerate(found.drawn)]
    title = f"Most {unit} at each present cost, by option: higher and further left is better"
    chart = curves(book.workbook, lines, title=title, across=across, up=up)
    page.picture(chart, finding=_alt_text(found), size=SIZE)


def _marks(found: Frontiers, labels: Mapping[str, str]) -> Iterator[str]:
    """What the shapes mean, which the colours only repeat."""
    for number, each in enumerate(found.drawn):
        more = ("", ", dashed", ", dotted")[number // len(MARKS) % 3]
        yield f"{MARKS[number % len(MARKS)]}{more}: {labels[each.option]}"


def _curve(book: Book, number: int, each: OptionFrontier, side: str) -> Curve:
    table, summary = book.tables[each.option], book.tables[SUMMARY]
    name = summary.cell(book.found.options.index(each), "option")
    line = Series(name, table.column("present"), table.column("value"))
    if each.chosen is None:
        return Curve(line, number)
    row = next(row for row, point in enumerate(rows_of(each)) if point.chosen)
    return Curve(line, number, Series(name, table.cell(row, "present"), table.cell(row, "value")), side)


def _sides(found: Frontiers, labels: Mapping[str, str], across: Axis, up: Axis) -> dict[str, str]:
    """On which side of each large mark its name stands: where it covers neither a name nor a point."""

    def spot(name: str, point: Point) -> Spot:
        wide, high = across.part(float(point.present_cost / 100)), up.part(float(point.weighted))
        return Spot(name, wide * PLOT[0], high * PLOT[1])

    told = {each.option: each.chosen for each in found.drawn if each.chosen is not None}
    named = [spot(shortened(labels[name], LABEL), point) for name, point in told.items()]
    others = [spot("", point) for each in found.drawn for point in each.points if not point.chosen]
    return dict(zip(told, sides([*named, *others], PLOT, LINE), strict=False))


def _alt_text(found: Frontiers) -> str:
    ends = [
        f"{each.option} up to {tenths(each.steps[-1].weighted)} for {pounds(each.steps[-1].present_cost)}"
        for each in found.drawn
    ]
    finding = " ".join(words.crossings(found))
    return f"Scatter chart of most {words.unit(found)} at each present cost. {finding} Ends: {', '.join(ends)}."
