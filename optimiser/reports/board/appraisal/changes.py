"""The sheet Changes: what changed in the input, the figures and the plans since the run that the folder held before."""

from __future__ import annotations

from optimiser.analyses.comparison.results import SCORE, RunComparison
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.reports.board.report import BoardReport
from optimiser.reports.comparison import bridges
from optimiser.reports.prose.comparison import comparison_headline, how_to_read_bridges, main_bridges

MOST_LISTED = 40  # changes of the input that are listed one by one
TABLE_NAMES = {"cost": "BridgeCost", SCORE: "BridgeScore"}
OUTCOMES = "BridgeOutcomes"
WHERE_ALL_ARE = "The file result.json lists all of them, under changes_since."


def has_changes(report: BoardReport) -> bool:
    """Whether the run was compared with an earlier one, and something changed."""
    return report.findings.comparison is not None


def fill(report: BoardReport, page: Page) -> None:
    """Write the bridges of the preferred option's cost, outcomes and score; what moved; and the input changes."""
    comparison = report.findings.comparison
    assert comparison is not None  # otherwise the report does not have the sheet
    page.write_text(comparison_headline(comparison), bold=True)
    for sentence in comparison.without:
        page.write_text(sentence)
    charts = [
        bridges.write_bridge(report.workbook, page, comparison, bridge, TABLE_NAMES.get(bridge.figure, OUTCOMES))
        for bridge in main_bridges(comparison)
    ]
    if any(moves.any_moved for moves in comparison.moves):
        page.skip_row()
        page.write_caption("What changed between the two plans of each option")
        bridges.write_move_counts(page, comparison)
    if comparison.bridges:
        page.skip_row()
        page.write_caption("How to read the bridges")
        for sentence in how_to_read_bridges(comparison):
            page.write_text(sentence)
        bridges.write_causes(page, comparison)
    _write_input_changes(page, comparison)
    bridges.draw_bridge_charts(page, charts)


def _write_input_changes(page: Page, comparison: RunComparison) -> None:
    page.skip_row()
    page.write_caption("What changed in the input")
    if not comparison.inputs:
        page.write_text("Nothing: the input, the settings and the software are the same.")
        return
    bridges.write_change_counts(page, comparison)
    page.skip_row()
    listed = sorted(comparison.inputs, key=lambda change: change.cause is None)[:MOST_LISTED]
    page.write_caption("Each change")
    if len(listed) < len(comparison.inputs):
        page.write_text(
            f"The first {MOST_LISTED} of {len(comparison.inputs):,} changes, starting with those that may change"
            f" a figure. {WHERE_ALL_ARE}"
        )
    bridges.write_input_changes(page, "InputChanges", listed)


SHEET = Sheet(
    "Changes",
    "What changed since the earlier run in this folder, and how much each cause adds.",
    fill,
    POUNDS,
    is_included=has_changes,
)
