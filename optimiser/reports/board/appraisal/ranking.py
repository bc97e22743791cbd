"""Formulas that rank options by a score and name the one that is preferred: for tables with a column an option.

Each is given the rows it needs; ties go to the lower present cost, then to the earlier place in the list, as in
`models.appraisal.scoring`. What they are said of is the sheets' business.
"""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.scoring import Standing
from optimiser.excel.tables import Table
from optimiser.reports.board.appraisal.scale import BROKEN, DIGITS, FAILS, NO_WEIGHT, NOBODY, number, word
from optimiser.reports.board.book import Book, Solved
from optimiser.reports.formats import to_pounds

SCORE, RANK, FAILED, STANDING, COST, PLACE = range(6)  # the rows of the result on Appraisal matrix


def everyone(book: Book, table: Table, row: int) -> str:
    """The cells of all options in a row."""
    return table.row(row, book.solved[0].key, book.solved[-1].key)


def score(scores: str, weights: str, total: str, none: str, counted: str = "") -> str:
    """The weighted score; words where no weight counts. `counted`: a column of flags for the rows that count."""
    flags = f",{counted}" if counted else ""
    return f"=IF({total},SUMPRODUCT({weights},{scores}{flags})/{total},{none})"


def rank(book: Book, table: Table, row: int, each: Solved) -> str:
    """How many options stand before this one or are it: by score, then present cost, then place in the list."""
    digits, result = number(book, DIGITS), book.table("Result")
    scores, own = (f"ROUND({at},{digits})" for at in (everyone(book, table, row), table.here(row, each.key)))
    costs, own_cost = everyone(book, result, COST), result.cell(COST, each.key)
    places, own_place = everyone(book, result, PLACE), result.cell(PLACE, each.key)
    before = f"({scores}>{own})+({scores}={own})*({costs}<{own_cost})"
    counted = f"SUMPRODUCT({before}+({scores}={own})*({costs}={own_cost})*({places}<={own_place}))"
    own_score = table.here(row, each.key)
    return f"=IF(ISNUMBER({own_score}),{counted},{own_score})"


def standing(book: Book, table: Table, row: int, each: Solved) -> str:
    """The rank in a row, or words where the option fails a gate."""
    failed = book.table("Result").cell(FAILED, each.key)
    return f"=IF({failed},{word(book, FAILS)},{table.here(row, each.key)})"


def place(book: Book, ranks: str, wanted: str) -> str:
    """The place in the list of the option with a rank, without the equals sign."""
    places = everyone(book, book.table("Result"), PLACE)
    return f"SUMPRODUCT(ISNUMBER({ranks})*({ranks}={wanted})*{places})"


def preferred(book: Book, ranks: str, total: str, unread: str) -> str:
    """The option that is preferred, or words where none may be."""
    names = everyone(book, book.table("Result"), -1)
    first = f"INDEX({names},{place(book, ranks, f'MIN({ranks})')})"
    none = f"IF({total},{word(book, NOBODY)},{word(book, NO_WEIGHT)})"
    return f"=IF({unread},{word(book, BROKEN)},IF(COUNT({ranks}),{first},{none}))"


def eligible(book: Book) -> list[Standing]:
    """The options that may be preferred in the run, the preferred one first."""
    there = [each for each in book.run.appraisal.standings.values() if each.eligible]
    return sorted(there, key=lambda each: each.rank or 0)


def present_cost(each: Solved) -> Fraction:
    """An option's present cost, £, exact."""
    return to_pounds(each.measures["present_cost"] or Fraction(0))
