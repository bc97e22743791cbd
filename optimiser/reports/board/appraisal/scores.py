"""The sheet Scores, live from Scoring basis; and the formulas that rank options by a score and name the preferred one.

The formulas are for tables with a column for each option. Each is given the rows it needs; ties go to the lower present
cost, then to the earlier place in the list, as in `models.appraisal.scoring`. The sheets decide what is ranked.
"""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.scoring import Standing
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal.scale import (
    BEST,
    BROKEN,
    DIGITS,
    FAILS,
    NO_SPREAD,
    NO_WEIGHT,
    NOBODY,
    WORST,
    figure_cell,
    word_cell,
)
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import to_pounds

SCORE, RANK, FAILED, STANDING, COST, PLACE = range(6)  # the rows of the result on Appraisal matrix


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


def option_cells(report: BoardReport, table: Table, row: int) -> str:
    """The cells of all options in a row."""
    return table.row_range(row, report.options[0].key, report.options[-1].key)


def score_formula(scores: str, weights: str, total: str, if_no_weight: str) -> str:
    """The weighted score, or words if no weight counts."""
    return f"=IF({total},SUMPRODUCT({weights},{scores})/{total},{if_no_weight})"


def rank_formula(report: BoardReport, table: Table, row: int, option: SolvedOption) -> str:
    """The number of options up to and including this one: by score, then present cost, then place in the list."""
    decimals, result = figure_cell(report, DIGITS), report.table("Result")
    score_cell = table.local_address(row, option.key)
    scores, score = (f"ROUND({cells},{decimals})" for cells in (option_cells(report, table, row), score_cell))
    costs, cost = option_cells(report, result, COST), result.address(COST, option.key)
    places, place = option_cells(report, result, PLACE), result.address(PLACE, option.key)
    before = f"({scores}>{score})+({scores}={score})*({costs}<{cost})"
    counted = f"SUMPRODUCT({before}+({scores}={score})*({costs}={cost})*({places}<={place}))"
    return f"=IF(ISNUMBER({score_cell}),{counted},{score_cell})"


def standing_formula(report: BoardReport, table: Table, row: int, option: SolvedOption) -> str:
    """The rank in a row, or words if the option fails a gate."""
    failed = report.table("Result").address(FAILED, option.key)
    return f"=IF({failed},{word_cell(report, FAILS)},{table.local_address(row, option.key)})"


def place_of_rank(report: BoardReport, ranks: str, rank: str) -> str:
    """The place in the list of the option with a rank, without the equals sign."""
    places = option_cells(report, report.table("Result"), PLACE)
    return f"SUMPRODUCT(ISNUMBER({ranks})*({ranks}={rank})*{places})"


def preferred_formula(report: BoardReport, ranks: str, total: str, unreadable: str) -> str:
    """The preferred option, or words if there is none."""
    names = option_cells(report, report.table("Result"), -1)
    first = f"INDEX({names},{place_of_rank(report, ranks, f'MIN({ranks})')})"
    none = f"IF({total},{word_cell(report, NOBODY)},{word_cell(report, NO_WEIGHT)})"
    return f"=IF({unreadable},{word_cell(report, BROKEN)},IF(COUNT({ranks}),{first},{none}))"


def eligible_standings(report: BoardReport) -> list[Standing]:
    """The options that may be preferred in the run, the preferred one first."""
    eligible = [standing for standing in report.run.appraisal.standings.values() if standing.eligible]
    return sorted(eligible, key=lambda standing: standing.rank or 0)


def present_cost(option: SolvedOption) -> Fraction:
    """An option's present cost, £, exact."""
    return to_pounds(option.measures["present_cost"] or Fraction(0))


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
