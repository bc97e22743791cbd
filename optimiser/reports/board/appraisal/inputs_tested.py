"""The sheet Inputs tested: every point at which an input was changed, and how each option stands there."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from optimiser.analyses.sensitivity import OptionStanding, SensitivityPoint
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.report import BoardReport
from optimiser.reports.formats import NO_FIGURE, to_pounds

COLUMNS = (
    Column("input", "Input", max_width=22),
    Column("by", "Change (share)", NumberFormat.SHARE),
    Column("option", "Option", max_width=34),
    Column("status", "Status", max_width=14),
    Column("cost", "Cost (£)", NumberFormat.MONEY),
    Column("outcomes", "Outcomes (number)", NumberFormat.TENTH),
    Column("score", "Weighted score (points)", NumberFormat.TENTH),
    Column("rank", "Rank (number)", NumberFormat.COUNT),
    Column("stands", "How it stands", max_width=30),
)


def has_tested_inputs(report: BoardReport) -> bool:
    """Whether inputs were tested."""
    return bool(report.findings.sensitivity.inputs)


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each input, change and option."""
    rows = [
        [Cell(tested.name), Cell(point.change), Cell(report.label(name)), *_cells(point, name, result)]
        for tested in report.findings.sensitivity.inputs or ()
        for point in tested.points
        for name, result in point.options.items()
    ]
    page.write_table("InputsTested", COLUMNS, rows)


def _cells(point: SensitivityPoint, name: str, result: OptionStanding) -> Iterator[Cell]:
    yield Cell(result.status.value)
    cost = None if result.cost is None else to_pounds(result.cost)
    for figure in (cost, result.outcomes, result.score, result.rank):
        yield Cell(NO_FIGURE if figure is None else Fraction(figure))
    yield Cell(_standing(point, name, result))


def _standing(point: SensitivityPoint, name: str, result: OptionStanding) -> str:
    if not result.status.has_figures:
        return "has no figures"
    if name == point.preferred:
        return "preferred" if point.proven else "first, but not all proven"
    return "eligible" if result.eligible else "fails a gate, or is not scored"


SHEET = Sheet(
    "Inputs tested",
    "How each option stands if one input is changed and every option is optimised again.",
    fill,
    POUNDS,
    is_included=has_tested_inputs,
)
