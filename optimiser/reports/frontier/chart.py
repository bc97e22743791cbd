"""The sheet with the chart of a frontier: outcomes against present cost, a line for each option."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from optimiser.analyses.frontier.results import FrontierPoint, Frontiers, OptionFrontier
from optimiser.excel.chart_parts import Axis, Series, axis_around
from optimiser.excel.page import Page
from optimiser.excel.scatter_charts import MARKERS, LabelledPoint, MarkedLine, label_sides, marked_line_chart
from optimiser.excel.tables import shorten
from optimiser.reports.frontier.report import OPTIONS_TABLE, FrontierReport
from optimiser.reports.prose import frontier as prose
from optimiser.text import pounds, tenths

CHART_SIZE = (900, 480)  # pixels
PLOT_SIZE = (780.0, 350.0)  # pixels of the chart in which the points are
LINE_HEIGHT = 16.0  # pixels of a label
MAX_LABEL = 40  # characters of an option's name
DASHES = ("", ", dashed", ", dotted")


def write_chart(report: FrontierReport, page: Page) -> None:
    """Write which option has most outcomes where, what the marks mean, and the chart."""
    frontiers = report.frontiers
    page.write_caption("Outcomes against present cost")
    for sentence in prose.crossing_sentences(frontiers):
        page.write_text(sentence)
    if not frontiers.with_points:
        return
    page.write_text(f"Large marks are the plans of the appraisal. {'; '.join(_mark_meanings(report))}.")
    page.write_text("The axes need not start at zero: they show the range in which the options differ.")
    unit = prose.outcomes_unit(frontiers)
    points = [point for option in frontiers.with_points for point in option.points_shown]
    across = axis_around("Present cost (£)", [float(point.present_cost / 100) for point in points])
    up = axis_around(unit.capitalize(), [float(point.weighted_outcomes) for point in points])
    sides = _label_sides(frontiers, report.labels, across, up)
    lines = [
        _line(report, number, option, sides.get(option.option, "right"))
        for number, option in enumerate(frontiers.with_points)
    ]
    title = f"Most {unit} at each present cost, by option: higher and further left is better"
    chart = marked_line_chart(report.workbook, lines, title=title, across=across, up=up)
    page.insert_chart(chart, alt_text=_alt_text(frontiers), size=CHART_SIZE)


def _mark_meanings(report: FrontierReport) -> Iterator[str]:
    """The shape and the dashes of each option's line; colours only repeat them."""
    for number, option in enumerate(report.frontiers.with_points):
        dash = DASHES[number // len(MARKERS) % len(DASHES)]
        yield f"{MARKERS[number % len(MARKERS)]}{dash}: {report.labels[option.option]}"


def _line(report: FrontierReport, number: int, option: OptionFrontier, side: str) -> MarkedLine:
    """The line of an option, with a large mark at the plan of the appraisal, labelled on that side."""
    table, summary = report.option_tables[option.option], report.table(OPTIONS_TABLE)
    name = summary.address(report.frontiers.options.index(option), "option")
    last = len(option.points) - 1  # the plan of the appraisal may have a row below the frontier's own
    across, up = (f"{table.address(0, key)}:{table.local_address(last, key)}" for key in ("present", "value"))
    line = Series(name, across, up)
    if option.appraised_point is None:
        return MarkedLine(line, number)
    row = next(row for row, point in enumerate(option.points_shown) if point.is_appraised)
    return MarkedLine(line, number, Series(name, table.address(row, "present"), table.address(row, "value")), side)


def _label_sides(frontiers: Frontiers, labels: Mapping[str, str], across: Axis, up: Axis) -> dict[str, str]:
    """On which side of its large mark each option's name stands, so that it covers no other name and no point."""

    def labelled(name: str, point: FrontierPoint) -> LabelledPoint:
        x, y = across.share(float(point.present_cost / 100)), up.share(float(point.weighted_outcomes))
        return LabelledPoint(name, x * PLOT_SIZE[0], y * PLOT_SIZE[1])

    chosen = {
        option.option: option.appraised_point for option in frontiers.with_points if option.appraised_point is not None
    }
    named = [labelled(shorten(labels[name], MAX_LABEL), point) for name, point in chosen.items()]
    others = [
        labelled("", point) for option in frontiers.with_points for point in option.points if not point.is_appraised
    ]
    return dict(zip(chosen, label_sides([*named, *others], PLOT_SIZE, LINE_HEIGHT), strict=False))


def _alt_text(frontiers: Frontiers) -> str:
    last_points = [(option.option, option.steps[-1]) for option in frontiers.with_points]
    ends = [
        f"{name} up to {tenths(point.weighted_outcomes)} for {pounds(point.present_cost)}"
        for name, point in last_points
    ]
    sentences = " ".join(prose.crossing_sentences(frontiers))
    unit = prose.outcomes_unit(frontiers)
    return f"Scatter chart of most {unit} at each present cost. {sentences} Ends: {', '.join(ends)}."
