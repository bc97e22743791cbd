"""Outcomes against cost on the sheet Options compared: a point for each option, and the finding in words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.appraisal.measures import outcomes_shown
from optimiser.excel.chart_parts import Axis, Series, axis_around
from optimiser.excel.page import Page
from optimiser.excel.scatter_charts import LabelledPoint, Point, label_sides, scatter_chart
from optimiser.excel.tables import Table, shorten
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.prose.certainty import leader_adjective
from optimiser.text import listed, pounds, quoted, tenths

CHART_SIZE = (760, 400)  # pixels
PLOT_SIZE = (640.0, 300.0)  # pixels of that in which the points are
LINE_HEIGHT = 16.0
PREFERRED, OTHER, REFERENCE = 0, 1, 2  # kinds of points


def fill(report: BoardReport, page: Page, figures: Table) -> None:
    """Write the finding and the chart under their own caption; nothing if there is only one option."""
    if len(report.options) < 2:
        return
    page.skip_row()
    page.write_caption("Outcomes against cost")
    page.write_text(finding(report))
    page.write_text(_markers_sentence(report))
    across = axis_around("Cost over all years (£)", [_cost(option) for option in report.options])
    unit = outcomes_shown(report.case).replace("_", " ")
    up = axis_around(f"Outcomes over all years ({unit})", [_outcomes(option) for option in report.options])
    sides = _name_sides(report.options, across, up)
    points = [
        Point(_series(report, figures, option), _kind(report, option), side)
        for option, side in zip(report.options, sides, strict=True)
    ]
    title = "Outcomes against cost of each option: higher and further left is better"
    chart = scatter_chart(report.workbook, points, title=title, across=across, up=up)
    page.insert_chart(chart, alt_text=_alt_text(report), size=CHART_SIZE)


def finding(report: BoardReport) -> str:
    """Which options no other beats: none costs no more, has no fewer outcomes, and is better at one of the two."""
    options = report.options
    best = [option for option in options if not any(_beats(other, option) for other in options)]
    if len({(_exact(option, "cost"), _exact_outcomes(option)) for option in options}) == 1:
        return "All options have the same cost and the same outcomes."
    names = listed([quoted(option.label) for option in best])
    if len(best) == len(options):
        return "Each option that costs more also has more outcomes."
    if len(best) == 1:
        return f"{names} has at least as many outcomes as every other option, and costs no more."
    return f"Every other option costs at least as much as one of {names}, and has no more outcomes than it."


def _markers_sentence(report: BoardReport) -> str:
    """What the shapes mean; the colours only repeat it."""
    shapes = [f"diamond: {report.preferred.label}, {leader_adjective(report.run)}"] if report.preferred else []
    if report.reference is not None and report.reference is not report.preferred:
        shapes.append(f"square: {report.reference.label}, the reference")
    if any(_kind(report, option) == OTHER for option in report.options):
        shapes.append("circle: any other option")
    return f"Marks: {'; '.join(shapes)}. The axes cover the range of the options and need not start at 0."


def _alt_text(report: BoardReport) -> str:
    figures = [
        f"{option.label} {tenths(_exact_outcomes(option))} for {pounds(_exact(option, 'cost'))}"
        for option in report.options
    ]
    return f"Scatter chart of outcomes against cost over all years. {finding(report)} Outcomes: {', '.join(figures)}."


def _beats(other: SolvedOption, option: SolvedOption) -> bool:
    more_outcomes = _exact_outcomes(other) - _exact_outcomes(option)
    less_cost = _exact(option, "cost") - _exact(other, "cost")
    return min(more_outcomes, less_cost) >= 0 and max(more_outcomes, less_cost) > 0


def _series(report: BoardReport, figures: Table, option: SolvedOption) -> Series:
    cost, outcomes = (report.measure_cell(name, option) for name in ("cost", outcomes_shown(report.case)))
    return Series(figures.address(-1, option.key), cost, outcomes)


def _kind(report: BoardReport, option: SolvedOption) -> int:
    if option == report.preferred:
        return PREFERRED
    return REFERENCE if option == report.reference else OTHER


def _name_sides(options: Sequence[SolvedOption], across: Axis, up: Axis) -> list[str]:
    points = [
        LabelledPoint(
            shorten(option.label),
            across.share(_cost(option)) * PLOT_SIZE[0],
            up.share(_outcomes(option)) * PLOT_SIZE[1],
        )
        for option in options
    ]
    return label_sides(points, PLOT_SIZE, LINE_HEIGHT)


def _exact(option: SolvedOption, measure: str) -> Fraction:
    return option.measures[measure] or Fraction(0)


def _exact_outcomes(option: SolvedOption) -> Fraction:
    """Weighted outcomes if the services differ in weight, as on the screen."""
    return _exact(option, outcomes_shown(option.case))


def _cost(option: SolvedOption) -> float:
    return float(_exact(option, "cost") / 100)


def _outcomes(option: SolvedOption) -> float:
    return float(_exact_outcomes(option))
