"""Changes: what changed since the run that the folder held before: in the input, in the figures, and in the plan."""

from __future__ import annotations

from typing import Any

from optimiser.analyses.comparison.results import SCORE, RunComparison
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.reports.board.report import BoardReport
from optimiser.reports.comparison import bridges
from optimiser.reports.prose.comparison import comparison_headline, how_to_read_bridges, main_bridges

LISTED = 40  # changes of the input that are listed one by one
FIGURES = {"cost": "BridgeCost", SCORE: "BridgeScore"}
OUTCOMES = "BridgeOutcomes"
EVERYTHING = "The file result.json has every one, under changes_since."


def has_changes(report: BoardReport) -> bool:
    """Whether the run was compared with an earlier one, and something changed."""
    return report.findings.comparison is not None


def fill(report: BoardReport, page: Page) -> None:
    """The sentence; the input; a bridge each for cost, outcomes and score of the preferred option; what moved."""
    if report.findings.comparison is not None:
        lay(report.workbook, page, report.findings.comparison)


def lay(workbook: Any, page: Page, found: RunComparison) -> None:
    """All of a comparison that a board looks at, on one page: the figures and why, what moved, then the input."""
    page.write_text(comparison_headline(found), bold=True)
    for line in found.without:
        page.write_text(line)
    drawn = [
        bridges.write_bridge(workbook, page, found, each, FIGURES.get(each.figure, OUTCOMES))
        for each in main_bridges(found)
    ]
    if any(each.any_moved for each in found.moves):
        page.skip_row()
        page.write_caption("What moved between the two plans of each option")
        bridges.write_move_counts(page, found)
    if found.bridges:
        page.skip_row()
        page.write_caption("How to read the bridges")
        for line in how_to_read_bridges(found):
            page.write_text(line)
        bridges.write_causes(page, found)
    _inputs(page, found)
    bridges.draw_bridge_charts(page, drawn)


def _inputs(page: Page, found: RunComparison) -> None:
    page.skip_row()
    page.write_caption("What changed in the input")
    if not found.inputs:
        page.write_text("Nothing: the input, the settings and the programme are as they were.")
        return
    bridges.write_change_counts(page, found)
    page.skip_row()
    some = sorted(found.inputs, key=lambda each: each.cause is None)[:LISTED]
    page.write_caption("The changes one by one")
    if len(some) < len(found.inputs):
        page.write_text(
            f"The first {LISTED} of {len(found.inputs):,}, those that may move a figure first. {EVERYTHING}"
        )
    bridges.write_input_changes(page, "InputChanges", some)


SHEET = Sheet(
    "Changes",
    "What changed since the run that this folder held before, by which cause, and what moved.",
    fill,
    POUNDS,
    is_included=has_changes,
)
