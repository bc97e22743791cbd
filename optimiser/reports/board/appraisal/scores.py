"""Scores: each option's score on each criterion, from 0 to 100, as a live formula over the scoring basis."""

from __future__ import annotations

from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.appraisal.scale import BEST, NO_SPREAD, WORST
from optimiser.reports.board.report import BoardReport


def fill(report: BoardReport, page: Page) -> None:
    """One row a criterion, one column an option."""
    options = [Column(option.key, option.label, NumberFormat.TENTH, max_width=16) for option in report.options]
    rows = [
        [Cell(criterion.name), Cell("points"), *_scores(report, number)]
        for number, criterion in enumerate(report.case.criteria)
    ]
    page.write_table("Scores", [Column("criterion", "Criterion", max_width=60), Column("unit", "Unit"), *options], rows)


def _scores(report: BoardReport, number: int) -> list[Cell]:
    basis, scale = report.table("Basis"), report.table("Scale")
    best, worst, middle = (scale.address(row, "figure") for row in (BEST, WORST, NO_SPREAD))
    zero, full = basis.address(number, "zero"), basis.address(number, "full")
    cells = []
    for option in report.options:
        value = basis.address(number, option.key)
        along = f"{worst}+({best}-{worst})*({value}-{zero})/({full}-{zero})"
        spread = f"IF({full}={zero},{middle},MEDIAN({worst},{best},{along}))"
        score = report.run.appraisal.standings[option.name].scores[number].score
        cells.append(Cell(score, formula=f"=IF(ISNUMBER({value}),{spread},{worst})"))
    return cells


SHEET = Sheet(
    "Scores",
    "Each option's score on each criterion, 0 to 100, from Scoring basis.",
    fill,
    is_included=BoardReport.has_scores,
)
