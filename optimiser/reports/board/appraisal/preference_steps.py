"""What follows from what is typed, step by step: cells changed or not readable, who is first, and who is next.

The steps stand in a table of their own, so that the formulas of the status and of the sentence stay short.
"""

from __future__ import annotations

from fractions import Fraction

from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal.ranking_formulas import (
    COST,
    SCORE,
    STANDING,
    eligible,
    everyone,
    place,
    present_cost,
)
from optimiser.reports.board.appraisal.scale import AS_RUN, BROKEN, CHANGED, NO_ONE, SECOND, WORDS, number, word
from optimiser.reports.board.appraisal.typed import changed, unread
from optimiser.reports.board.report import BoardReport

TOTAL, BAD, MOVED, MAY, FIRST, NEXT, FIRST_SCORE, NEXT_SCORE, FIRST_COST, NEXT_COST, FIRST_NAME, NEXT_NAME = range(12)
ITEMS = (
    ("Sum of the weights", "points"),
    ("Yellow cells that cannot be read", "cells"),
    ("Yellow cells that have changed since the run", "cells"),
    ("Options that may be preferred", "options"),
    ("Place in the list of the preferred option", "place"),
    ("Place in the list of the next", "place"),
    ("Weighted score of the preferred option", "points"),
    ("Weighted score of the next", "points"),
    ("Present cost of the preferred option", "£"),
    ("Present cost of the next", "£"),
    ("The preferred option", "option"),
    ("The next that may be preferred", "option"),
)


def reserve(page: Page) -> Table:
    """Room for the table of steps, at the foot of a page."""
    page.skip_row()
    page.write_caption("From what is typed to the sentence, step by step")
    columns = [
        Column("item", "Step", max_width=44),
        Column("unit", "Unit"),
        Column("now", "Now (in its unit)", NumberFormat.EXACT),
    ]
    return page.reserve_table("Following", columns, len(ITEMS))


def fill(report: BoardReport, table: Table) -> None:
    """The steps, each with its formula."""
    formulas, values = _formulas(report, table), _values(report)
    looks = {
        FIRST_SCORE: NumberFormat.TENTH,
        NEXT_SCORE: NumberFormat.TENTH,
        FIRST_COST: NumberFormat.PENCE,
        NEXT_COST: NumberFormat.PENCE,
    }
    table.fill(
        [Cell(item), Cell(unit), Cell(values[row], looks.get(row, NumberFormat.EXACT), formulas[row])]
        for row, (item, unit) in enumerate(ITEMS)
    )


def status(report: BoardReport, table: Table) -> Cell:
    """Whether what is typed is as it was in the run."""
    bad, moved = table.address(BAD, "now"), table.address(MOVED, "now")
    changed = f"IF({moved},{word(report, CHANGED)},{word(report, AS_RUN)})"
    return Cell(WORDS[AS_RUN], formula=f"=IF({bad},{word(report, BROKEN)},{changed})")


def _formulas(report: BoardReport, table: Table) -> list[str]:
    result, matrix = report.table("Result"), report.table("Matrix")
    ranks = everyone(report, result, STANDING)
    may, none = table.local_address(MAY, "now"), word(report, NO_ONE)
    enough = f"{may}>={number(report, SECOND)}"
    first, second = (
        place(report, ranks, f"MIN({ranks})"),
        place(report, ranks, f"SMALL({ranks},{number(report, SECOND)})"),
    )

    def of(row: int, its_place: int) -> str:
        at = table.local_address(its_place, "now")
        return f"=IF(ISNUMBER({at}),INDEX({everyone(report, result, row)},{at}),{none})"

    return [
        f"={matrix.address(matrix.row_count, 'weight')}",
        f"={unread(report)}",
        f"={changed(report)}",
        f"=COUNT({ranks})",
        f"=IF({may},{first},{none})",
        f"=IF({enough},{second},{none})",
        *(of(row, at) for row in (SCORE, COST, -1) for at in (FIRST, NEXT)),
    ]


def _values(report: BoardReport) -> list[Fraction | int | str]:
    """What the steps are in the run."""
    ranked = eligible(report)
    by_name = {option.name: option for option in report.options}
    two = [by_name[each.option] for each in ranked[:2]]
    none = [WORDS[NO_ONE]] * (2 - len(two))
    cost = [present_cost(each) for each in two]
    scores = [report.run.appraisal.standings[each.name].score or Fraction(0) for each in two]
    return [
        sum((each.weight for each in report.case.criteria), Fraction(0)),
        0,
        0,
        len(ranked),
        *(each.number + 1 for each in two), *none,
        *scores, *none,
        *cost, *none,
        *(each.label for each in two), *none,
    ]  # fmt: skip
