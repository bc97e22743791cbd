"""The workbook of a pack of scenarios: which sheets it has, in their order, and what fills each of them."""

from __future__ import annotations

from pathlib import Path

from optimiser.analyses.scenarios import ScenarioPack
from optimiser.excel.page import CONTENTS
from optimiser.excel.report import CONTENTS_DESCRIPTION, COVER, POUNDS, Sheet, fill_contents
from optimiser.reports.scenarios import about, benchmark, changes, checks, figures
from optimiser.reports.scenarios.report import ScenarioReport

SHEETS: tuple[Sheet[ScenarioReport], ...] = (
    Sheet(COVER, "What this workbook is, for whom, and how to read it.", about.write_cover_sheet),
    Sheet(CONTENTS, CONTENTS_DESCRIPTION, fill_contents),
    Sheet(
        "Summary",
        "Which option is preferred in each scenario, and what the policy constraints cost.",
        about.write_summary,
        POUNDS,
    ),
    Sheet(
        "Standing",
        "The rank and score of each option, and what is proven of it, scenario by scenario.",
        figures.write_standings,
    ),
    Sheet(
        "Figures",
        "Cost, saving, outcomes and coverage of each option, scenario by scenario.",
        figures.write_figures,
        POUNDS,
    ),
    Sheet(
        "Differences",
        "How each figure differs from the base case, in words and as a figure.",
        figures.write_differences,
        POUNDS,
    ),
    Sheet(
        "What changes",
        "What each scenario changes, in words, and every figure before and after.",
        changes.write_changes,
        POUNDS,
    ),
    Sheet(
        "No promises",
        "The unconstrained benchmark, which cannot be chosen: each option without policy constraints.",
        benchmark.write_benchmark,
        POUNDS,
    ),
    Sheet(
        "Run record",
        "Settings, input and versions, and what is proven.",
        about.write_run_record,
        POUNDS,
    ),
    Sheet(
        "Checks",
        "Checks across the sheets. If any check fails, the master check fails.",
        checks.write_checks,
        POUNDS,
    ),
)
FILL_LAST = ("Checks", "Summary", COVER, CONTENTS)  # after what they refer to


def write(pack: ScenarioPack, path: Path) -> tuple[str, ...]:
    """Write the workbook; return what each check that fails says, nothing if all pass. Raises OSError."""
    return ScenarioReport(pack).write(path, SHEETS, FILL_LAST)
