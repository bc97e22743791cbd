"""The picture of a frontier: outcomes against present cost, a line an option, the plan of the appraisal told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from optimiser.analyses.frontier.results import Frontiers, OptionFrontier, Point
from optimiser.excel.chart_parts import Axis, Series, axis_around
from optimiser.excel.label_placement import LabelledPoint, label_sides
from optimiser.excel.page import Page
from optimiser.excel.scatter_charts import MARKERS, MarkedLine, marked_line_chart
from optimiser.excel.tables import shorten
from optimiser.reports.data.frontier_tables import points_shown
from optimiser.reports.frontier.report import SUMMARY, FrontierReport
from optimiser.reports.prose import frontier as words
from optimiser.text import pounds, tenths

SIZE = (900, 480)  # pixels
PLOT = (780.0, 350.0)  # of that, where the points are
LINE = 16.0
LABEL = 40  # characters of an option's name


def fill(report: FrontierReport, page: Page) -> None:
    """The sentences on who has most, what the marks mean, and the chart."""
    found, labels = report.frontiers, report.labels
    page.write_caption("Outcomes against present cost")
    for sentence in words.crossing_sentences(found):
        page.write_text(sentence)
    if not found.drawn:
        return
    page.write_text(f"Large marks: the plans of the appraisal. {'; '.join(_marks(found, labels))}.")
    page.write_text("The axes show where the options differ: they need not begin at nought.")
    unit = words.outcomes_unit(found)
    across = axis_around(
        "Present cost (£)", [float(p.present_cost / 100) for each in found.drawn for p in points_shown(each)]
    )
    up = axis_around(f"{unit.capitalize()}", [float(p.weighted) for each in found.drawn for p in points_shown(each)])
    places = _sides(found, labels, across, up)
    lines = [_curve(report, number, each, places.get(each.option, "right")) for number, each in enumerate(found.drawn)]
    title = f"Most {unit} at each present cost, by option: higher and further left is better"
    chart = marked_line_chart(report.workbook, lines, title=title, across=across, up=up)
    page.insert_chart(chart, alt_text=_alt_text(found), size=SIZE)


def _marks(found: Frontiers, labels: Mapping[str, str]) -> Iterator[str]:
    """What the shapes mean, which the colours only repeat."""
    for number, each in enumerate(found.drawn):
        more = ("", ", dashed", ", dotted")[number // len(MARKERS) % 3]
        yield f"{MARKERS[number % len(MARKERS)]}{more}: {labels[each.option]}"


def _curve(report: FrontierReport, number: int, each: OptionFrontier, side: str) -> MarkedLine:
    table, summary = report.option_tables[each.option], report.table(SUMMARY)
    name = summary.address(report.frontiers.options.index(each), "option")
    line = Series(name, table.column_range("present"), table.column_range("value"))
    if each.chosen is None:
        return MarkedLine(line, number)
    row = next(row for row, point in enumerate(points_shown(each)) if point.chosen)
    return MarkedLine(line, number, Series(name, table.address(row, "present"), table.address(row, "value")), side)


def _sides(found: Frontiers, labels: Mapping[str, str], across: Axis, up: Axis) -> dict[str, str]:
    """On which side of each large mark its name stands: where it covers neither a name nor a point."""

    def spot(name: str, point: Point) -> LabelledPoint:
        wide, high = across.share(float(point.present_cost / 100)), up.share(float(point.weighted))
        return LabelledPoint(name, wide * PLOT[0], high * PLOT[1])

    told = {each.option: each.chosen for each in found.drawn if each.chosen is not None}
    named = [spot(shorten(labels[name], LABEL), point) for name, point in told.items()]
    others = [spot("", point) for each in found.drawn for point in each.points if not point.chosen]
    return dict(zip(told, label_sides([*named, *others], PLOT, LINE), strict=False))


def _alt_text(found: Frontiers) -> str:
    ends = [
        f"{each.option} up to {tenths(each.steps[-1].weighted)} for {pounds(each.steps[-1].present_cost)}"
        for each in found.drawn
    ]
    finding = " ".join(words.crossing_sentences(found))
    return (
        f"Scatter chart of most {words.outcomes_unit(found)} at each present cost. {finding} Ends: {', '.join(ends)}."
    )
