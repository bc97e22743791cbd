"""On Options compared: outcomes against cost, a point an option, with what the picture says in words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.appraisal.measures import MEASURES
from optimiser.excel.chart_parts import Axis, Series, axis_around
from optimiser.excel.label_placement import LabelledPoint, label_sides
from optimiser.excel.page import Page
from optimiser.excel.scatter_charts import Point, scatter_chart
from optimiser.excel.tables import Table, shorten
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.text import listed, pounds, quoted, tenths

SIZE = (760, 400)  # pixels
PLOT = (640.0, 300.0)  # of that, where the points are
LINE = 16.0
PREFERRED, OTHER, REFERENCE = 0, 1, 2  # kinds of points
ROWS = {measure.name: row for row, measure in enumerate(MEASURES)}


def fill(report: BoardReport, page: Page, figures: Table) -> None:
    """The chart under its own heading; nothing where there is one option, as it is compared with none."""
    if len(report.options) < 2:
        return
    page.skip_row()
    page.write_caption("Outcomes against cost")
    page.write_text(finding(report))
    page.write_text(_marks(report))
    cost = axis_around("Cost over all years (£)", [_cost(option) for option in report.options])
    outcomes = axis_around("Outcomes over all years (outcomes)", [_outcomes(option) for option in report.options])
    points = [
        Point(_series(figures, each), _kind(report, each), side)
        for each, side in zip(report.options, _sides(report.options, cost, outcomes), strict=True)
    ]
    title = "Outcomes against cost of each option: higher and further left is better"
    chart = scatter_chart(report.workbook, points, title=title, across=cost, up=outcomes)
    page.insert_chart(chart, alt_text=_alt_text(report), size=SIZE)


def finding(report: BoardReport) -> str:
    """Which options no other beats at both: no dearer and no fewer outcomes, and better at one."""
    best = [option for option in report.options if not any(_beats(other, option) for other in report.options)]
    if len({(_exact(option, "cost"), _exact(option, "outcomes")) for option in report.options}) == 1:
        return "All options cost the same and have as many outcomes."
    names = listed([quoted(each.label) for each in best])
    if len(best) == len(report.options):
        return "Each option that costs more has more outcomes: none is beaten at both."
    if len(best) == 1:
        return f"{names} has the most outcomes at the least cost: no other has as many for as little."
    return f"{names} are not beaten: every other option costs no less than one of them and has no more outcomes."


def _marks(report: BoardReport) -> str:
    """What the shapes mean, which the colours only repeat."""
    shapes = [f"diamond: {report.preferred.label}, preferred"] if report.preferred else []
    if report.reference is not None and report.reference is not report.preferred:
        shapes.append(f"square: {report.reference.label}, the reference")
    rest = {option.number for option in report.options} - {
        each.number for each in (report.preferred, report.reference) if each
    }
    shapes += ["circle: any other"] if rest else []
    return f"Marks: {'; '.join(shapes)}. The axes show where the options differ: they need not begin at nought."


def _alt_text(report: BoardReport) -> str:
    each = [
        f"{one_.label} {tenths(_exact(one_, 'outcomes'))} for {pounds(_exact(one_, 'cost'))}" for one_ in report.options
    ]
    return f"Scatter chart of outcomes against cost over all years. {finding(report)} Outcomes: {', '.join(each)}."


def _beats(other: SolvedOption, option: SolvedOption) -> bool:
    gains = (_exact(other, "outcomes") - _exact(option, "outcomes"), _exact(option, "cost") - _exact(other, "cost"))
    return min(gains) >= 0 and max(gains) > 0


def _series(figures: Table, option: SolvedOption) -> Series:
    cost, outcomes = (figures.address(ROWS[name], option.key) for name in ("cost", "outcomes"))
    return Series(figures.address(-1, option.key), cost, outcomes)


def _kind(report: BoardReport, option: SolvedOption) -> int:
    if option == report.preferred:
        return PREFERRED
    return REFERENCE if option == report.reference else OTHER


def _sides(solved: Sequence[SolvedOption], cost: Axis, outcomes: Axis) -> list[str]:
    spots = [
        LabelledPoint(shorten(each.label), cost.share(_cost(each)) * PLOT[0], outcomes.share(_outcomes(each)) * PLOT[1])
        for each in solved
    ]
    return label_sides(spots, PLOT, LINE)


def _exact(option: SolvedOption, measure: str) -> Fraction:
    return option.measures[measure] or Fraction(0)


def _cost(option: SolvedOption) -> float:
    return float(_exact(option, "cost") / 100)


def _outcomes(option: SolvedOption) -> float:
    return float(_exact(option, "outcomes"))
