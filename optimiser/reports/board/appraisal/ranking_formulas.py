"""Formulas that rank options by a score and name the one that is preferred: for tables with a column an option.

Each is given the rows it needs; ties go to the lower present cost, then to the earlier place in the list, as in
`models.appraisal.scoring`. What they are said of is the sheets' business.
"""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.scoring import Standing
from optimiser.excel.tables import Table
from optimiser.reports.board.appraisal.scale import BROKEN, DIGITS, FAILS, NO_WEIGHT, NOBODY, number, word
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import to_pounds

SCORE, RANK, FAILED, STANDING, COST, PLACE = range(6)  # the rows of the result on Appraisal matrix


def everyone(report: BoardReport, table: Table, row: int) -> str:
    """The cells of all options in a row."""
    return table.row_range(row, report.options[0].key, report.options[-1].key)


def score(scores: str, weights: str, total: str, none: str, counted: str = "") -> str:
    """The weighted score; words where no weight counts. `counted`: a column of flags for the rows that count."""
    flags = f",{counted}" if counted else ""
    return f"=IF({total},SUMPRODUCT({weights},{scores}{flags})/{total},{none})"


def rank(report: BoardReport, table: Table, row: int, option: SolvedOption) -> str:
    """How many options stand before this one or are it: by score, then present cost, then place in the list."""
    digits, result = number(report, DIGITS), report.table("Result")
    scores, own = (
        f"ROUND({at},{digits})" for at in (everyone(report, table, row), table.local_address(row, option.key))
    )
    costs, own_cost = everyone(report, result, COST), result.address(COST, option.key)
    places, own_place = everyone(report, result, PLACE), result.address(PLACE, option.key)
    before = f"({scores}>{own})+({scores}={own})*({costs}<{own_cost})"
    counted = f"SUMPRODUCT({before}+({scores}={own})*({costs}={own_cost})*({places}<={own_place}))"
    own_score = table.local_address(row, option.key)
    return f"=IF(ISNUMBER({own_score}),{counted},{own_score})"


def standing(report: BoardReport, table: Table, row: int, option: SolvedOption) -> str:
    """The rank in a row, or words where the option fails a gate."""
    failed = report.table("Result").address(FAILED, option.key)
    return f"=IF({failed},{word(report, FAILS)},{table.local_address(row, option.key)})"


def place(report: BoardReport, ranks: str, wanted: str) -> str:
    """The place in the list of the option with a rank, without the equals sign."""
    places = everyone(report, report.table("Result"), PLACE)
    return f"SUMPRODUCT(ISNUMBER({ranks})*({ranks}={wanted})*{places})"


def preferred(report: BoardReport, ranks: str, total: str, unread: str) -> str:
    """The option that is preferred, or words where none may be."""
    names = everyone(report, report.table("Result"), -1)
    first = f"INDEX({names},{place(report, ranks, f'MIN({ranks})')})"
    none = f"IF({total},{word(report, NOBODY)},{word(report, NO_WEIGHT)})"
    return f"=IF({unread},{word(report, BROKEN)},IF(COUNT({ranks}),{first},{none}))"


def eligible(report: BoardReport) -> list[Standing]:
    """The options that may be preferred in the run, the preferred one first."""
    there = [each for each in report.run.appraisal.standings.values() if each.eligible]
    return sorted(there, key=lambda each: each.rank or 0)


def present_cost(option: SolvedOption) -> Fraction:
    """An option's present cost, £, exact."""
    return to_pounds(option.measures["present_cost"] or Fraction(0))
