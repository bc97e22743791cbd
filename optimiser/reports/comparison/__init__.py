"""The workbook of a comparison of two runs: which sheets it has, in their order, and what fills each of them."""

from __future__ import annotations

from pathlib import Path

from optimiser.analyses.comparison.results import RunComparison
from optimiser.excel.page import CONTENTS
from optimiser.excel.report import CONTENTS_DESCRIPTION, COVER, POUNDS, Sheet, fill_contents
from optimiser.reports.comparison import checks, sheets
from optimiser.reports.comparison.report import ComparisonReport

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
    Sheet("Checks", "Checks across the sheets. If any check fails, the master check fails.", checks.write_checks),
)
FILL_LAST = (COVER, CONTENTS)  # after what they refer to


def write(comparison: RunComparison, path: Path) -> tuple[str, ...]:
    """Write the workbook; return what each check that fails says, nothing if all pass. Raises OSError."""
    return ComparisonReport(comparison).write(path, SHEETS, FILL_LAST)
