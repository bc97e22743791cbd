"""The workbook of a frontier: which sheets it has, in their order, and what fills each of them."""

from __future__ import annotations

from pathlib import Path

from optimiser.analyses.frontier.results import Frontiers
from optimiser.excel.page import CONTENTS
from optimiser.excel.report import CONTENTS_DESCRIPTION, COVER, POUNDS, Sheet, fill_contents
from optimiser.reports.frontier import about, chart, sheets
from optimiser.reports.frontier.report import FrontierReport

SHEETS: tuple[Sheet[FrontierReport], ...] = (
    Sheet(COVER, "What this workbook is, for whom, and how to read it.", about.write_cover_sheet),
    Sheet(CONTENTS, CONTENTS_DESCRIPTION, fill_contents),
    Sheet(
        "Summary",
        "Which option has most outcomes at which cost, and what £100,000 more or less does.",
        sheets.write_summary,
        POUNDS,
    ),
    Sheet(
        "Picture",
        "Most outcomes at each present cost: a line for each option, and the plans of the appraisal.",
        chart.write_chart,
    ),
    Sheet(
        "Frontier",
        "For each option, the most outcomes under each ceiling on present cost, with the proven bound.",
        sheets.write_frontiers,
        POUNDS,
    ),
    Sheet(
        "Crossings",
        "Which option has most outcomes at which present cost, and every cost at which they were compared.",
        sheets.write_crossings,
        POUNDS,
    ),
    Sheet("Run record", "Settings, input and versions.", about.write_run_record),
    Sheet("Checks", "Checks across the sheets. If any check fails, the master check fails.", about.write_checks),
)
FILL_LAST = ("Summary", "Picture", COVER, CONTENTS)  # after what they refer to


def write(frontiers: Frontiers, path: Path) -> tuple[str, ...]:
    """Write the workbook; return what each check that fails says, nothing if all pass. Raises OSError."""
    return FrontierReport(frontiers).write(path, SHEETS, FILL_LAST)
