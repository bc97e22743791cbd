"""The steps from what is typed to the preference: cells changed or not readable, the preferred option, and the next.

The steps stand in a table of their own, so that the formulas of the status and of the sentence stay short.
"""

from __future__ import annotations

from fractions import Fraction

from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal.editable_cells import count_changed, count_unreadable
from optimiser.reports.board.appraisal.scale import (
    AS_RUN,
    BROKEN,
    CHANGED,
    NO_ONE,
    SECOND,
    WORDS,
    figure_cell,
    in_words,
    word_cell,
)
from optimiser.reports.board.appraisal.scores import (
    COST,
    SCORE,
    STANDING,
    eligible_standings,
    option_cells,
    place_of_rank,
    present_cost,
)
from optimiser.reports.board.report import BoardReport

(
    TOTAL_WEIGHT,
    UNREADABLE_CELLS,
    CHANGED_CELLS,
    ELIGIBLE,
    FIRST,
    NEXT,
    FIRST_SCORE,
    NEXT_SCORE,
    FIRST_COST,
    NEXT_COST,
    FIRST_NAME,
    NEXT_NAME,
) = range(12)
STEPS = (
    ("Sum of the weights", "points"),
    ("Yellow cells that cannot be read", "cells"),
    ("Yellow cells that have changed since the run", "cells"),
    ("Eligible options", "options"),
    ("Place in the list of the preferred option", "place"),
    ("Place in the list of the next eligible option", "place"),
    ("Weighted score of the preferred option", "points"),
    ("Weighted score of the next eligible option", "points"),
    ("Present cost of the preferred option", "£"),
    ("Present cost of the next eligible option", "£"),
    ("The preferred option", "option"),
    ("The next eligible option", "option"),
)


FORMATS = {
    FIRST_SCORE: NumberFormat.TENTH,
    NEXT_SCORE: NumberFormat.TENTH,
    FIRST_COST: NumberFormat.PENCE,
    NEXT_COST: NumberFormat.PENCE,
}


def reserve(page: Page) -> Table:
    """Make room for the table of steps at the foot of a page."""
    page.skip_row()
    page.write_caption("From the typed cells to the sentence, step by step")
    columns = [
        Column("item", "Step", max_width=44),
        Column("unit", "Unit"),
        Column("now", "Now (in its unit)", NumberFormat.EXACT),
    ]
    return page.reserve_table("Following", columns, len(STEPS))


def fill(report: BoardReport, table: Table) -> None:
    """Write the steps, each with its formula."""
    formulas, values = _formulas(report, table), _values(report)
    table.fill(
        [
            Cell(in_words(report, step)),
            Cell(unit),
            Cell(values[row], FORMATS.get(row, NumberFormat.EXACT), formulas[row]),
        ]
        for row, (step, unit) in enumerate(STEPS)
    )


def status_cell(report: BoardReport, table: Table) -> Cell:
    """Whether anything was typed over since the run, and whether it can be read."""
    unreadable, changed = table.address(UNREADABLE_CELLS, "now"), table.address(CHANGED_CELLS, "now")
    if_readable = f"IF({changed},{word_cell(report, CHANGED)},{word_cell(report, AS_RUN)})"
    return Cell(WORDS[AS_RUN], formula=f"=IF({unreadable},{word_cell(report, BROKEN)},{if_readable})")


def _formulas(report: BoardReport, table: Table) -> list[str]:
    result, matrix = report.table("Result"), report.table("Matrix")
    ranks = option_cells(report, result, STANDING)
    eligible, none, second = (
        table.local_address(ELIGIBLE, "now"),
        word_cell(report, NO_ONE),
        figure_cell(report, SECOND),
    )
    first_place = place_of_rank(report, ranks, f"MIN({ranks})")
    second_place = place_of_rank(report, ranks, f"SMALL({ranks},{second})")

    def of_option(row: int, step: int) -> str:
        """What the result has in a row for the option whose place a step gives."""
        place = table.local_address(step, "now")
        return f"=IF(ISNUMBER({place}),INDEX({option_cells(report, result, row)},{place}),{none})"

    return [
        f"={matrix.address(matrix.row_count, 'weight')}",
        f"={count_unreadable(report)}",
        f"={count_changed(report)}",
        f"=COUNT({ranks})",
        f"=IF({eligible},{first_place},{none})",
        f"=IF({eligible}>={second},{second_place},{none})",
        *(of_option(row, step) for row in (SCORE, COST, -1) for step in (FIRST, NEXT)),
    ]


def _values(report: BoardReport) -> list[Fraction | int | str]:
    """The values of the steps in the run."""
    ranked = eligible_standings(report)
    by_name = {option.name: option for option in report.options}
    two = [by_name[standing.option] for standing in ranked[:2]]
    missing = [WORDS[NO_ONE]] * (2 - len(two))
    costs = [present_cost(option) for option in two]
    scores = [standing.score or Fraction(0) for standing in ranked[:2]]
    return [
        sum((criterion.weight for criterion in report.case.criteria), Fraction(0)),
        0,
        0,
        len(ranked),
        *(option.number + 1 for option in two), *missing,
        *scores, *missing,
        *costs, *missing,
        *(option.label for option in two), *missing,
    ]  # fmt: skip
