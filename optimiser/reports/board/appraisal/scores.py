"""The sheet Scores: each option's score on each criterion, from 0 to 100, live from Scoring basis."""

from __future__ import annotations

from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.appraisal.scale import BEST, NO_SPREAD, WORST, figure_cell
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each criterion and a column for each option."""
    options = [Column(option.key, option.label, NumberFormat.TENTH, max_width=16) for option in report.options]
    columns = [Column("criterion", "Criterion", max_width=60), Column("unit", "Unit"), *options]
    rows = [
        [
            Cell(criterion.name),
            Cell("points"),
            *(_score(report, position, option) for option in report.options),
        ]
        for position, criterion in enumerate(report.case.criteria)
    ]
    page.write_table("Scores", columns, rows)


def _score(report: BoardReport, position: int, option: SolvedOption) -> Cell:
    """A value's place between the ends that score worst and best; the worst score if there is no value."""
    basis = report.table("Basis")
    best, worst, middle = (figure_cell(report, row) for row in (BEST, WORST, NO_SPREAD))
    zero, full, value = (basis.address(position, key) for key in ("zero", "full", option.key))
    between = f"{worst}+({best}-{worst})*({value}-{zero})/({full}-{zero})"
    score = f"IF({full}={zero},{middle},MEDIAN({worst},{best},{between}))"
    as_run = report.run.appraisal.standings[option.name].scores[position].score
    return Cell(as_run, formula=f"=IF(ISNUMBER({value}),{score},{worst})")


SHEET = Sheet(
    "Scores",
    "Each option's score on each criterion, 0 to 100, from Scoring basis.",
    fill,
    is_included=BoardReport.has_scores,
)
