"""The workbook of a comparison of two runs: its sheets in their order, and its checks.

The checks: bridges add up, what moved explains the change of places, and every answer is proven.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from optimiser.analyses.comparison.results import Bridge, Moves, RunComparison
from optimiser.excel.checks import HALF_PENNY, Check, count_check, fill_checks
from optimiser.excel.page import CONTENTS, Page
from optimiser.excel.report import CONTENTS_DESCRIPTION, COVER, POUNDS, Sheet, fill_contents
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell
from optimiser.reports.comparison import bridges, sheets
from optimiser.reports.comparison.sheets import ComparisonReport
from optimiser.reports.prose.comparison import figure_label, subject_label

TOLERANCE = Fraction(1, 10**6)  # of outcomes and scores, which a cell holds as a float
FILL_LAST = (COVER, CONTENTS)  # after what they refer to


def write(comparison: RunComparison, path: Path) -> tuple[str, ...]:
    """Write the workbook; return what each check that fails says, nothing if all pass. Raises OSError."""
    return ComparisonReport(comparison).write(path, SHEETS, FILL_LAST)


def _write_checks(report: ComparisonReport, page: Page) -> None:
    """Write the master check and a row for each check."""
    options = {f"option_{number}": moves.option for number, moves in enumerate(report.comparison.moves)}
    fill_checks(report, page, lambda addresses: _checks(report, addresses), {"counted": "yes", **options})


def _checks(report: ComparisonReport, addresses: Mapping[str, str]) -> Iterator[Check]:
    for bridge in report.comparison.bridges:
        yield _bridge_adds_up(report, bridge)
    for number, moves in enumerate(report.comparison.moves):
        yield _places_explained(report, moves, addresses[f"option_{number}"], addresses["counted"])
    unproven = int(not report.comparison.proven)
    yield count_check("Answers of this comparison that are not proven (1 for any)", unproven)


def _bridge_adds_up(report: ComparisonReport, bridge: Bridge) -> Check:
    """The old figure and the shares of all causes make the new figure."""
    table, first = report.bridge_tables[bridge.subject, bridge.figure]
    last = first + len(bridge.parts) + 1
    per_unit = Fraction(100) if bridge.is_money else Fraction(1)
    total = bridge.old + sum((part.share for part in bridge.parts), Fraction(0))
    cells = f"{table.address(first, 'amount')}:{table.local_address(last - 1, 'amount')}"
    return Check(
        f"{subject_label(bridge.subject)}: the old {figure_label(bridge.figure)} and the shares of all causes add up"
        f" to the new ({bridges.unit(bridge)})",
        Cell(bridge.new / per_unit, formula=f"={table.address(last, 'amount')}"),
        Cell(total / per_unit, formula=f"=SUM({cells})"),
        HALF_PENNY if bridge.is_money else TOLERANCE,
    )


def _places_explained(report: ComparisonReport, moves: Moves, option: str, counted: str) -> Check:
    """The places that moved make the change of the measure places. `option`, `counted`: addresses of those words."""
    difference = sum(move.new - move.old for move in moves.places if move.counted)
    formula = ""
    if moves.places:
        table = report.table("MovedPlaces")
        formula = (
            f"=SUMIFS({table.column_range('difference')},{table.column_range('option')},{option},"
            f"{table.column_range('counted')},{counted})"
        )
    return Check(
        f"{moves.option}: the places on Moved places add up to the change of the measure places (places)",
        Cell(moves.new_places - moves.old_places),
        Cell(difference, formula=formula),
        Fraction(0),
        NumberFormat.COUNT,
    )


SHEETS: tuple[Sheet[ComparisonReport], ...] = (
    Sheet(COVER, "Which two runs are compared, what changed, and how to read this workbook.", sheets.write_cover_sheet),
    Sheet(CONTENTS, CONTENTS_DESCRIPTION, fill_contents),
    Sheet(
        "Input changes",
        "What changed in the input, the settings and the versions, cell by cell.",
        sheets.write_input_changes,
        POUNDS,
    ),
    Sheet(
        "Bridge",
        "From the old run's cost, outcomes and score to the new run's, by cause.",
        sheets.write_bridges,
        POUNDS,
    ),
    Sheet(
        "Moved contracts",
        "Contracts that start, continue or end in another way than in the old run.",
        sheets.write_moved_contracts,
    ),
    Sheet(
        "Moved places",
        "Places that each borough gained or lost, by service and provider.",
        sheets.write_moved_places,
    ),
    Sheet("Run record", "Which input each run used, and what is proven of the comparison.", sheets.write_run_record),
    Sheet("Checks", "Checks across the sheets. If any check fails, the master check fails.", _write_checks),
)
