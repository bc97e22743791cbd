"""The workbook of a comparison while it is being written, and its sheets except the checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from optimiser.analyses.comparison.results import SCORE, ComparedRun, RunComparison
from optimiser.excel.page import Page
from optimiser.excel.report import Report, write_cover, write_items
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.comparison import bridges
from optimiser.reports.formats import NONE, prices_of
from optimiser.reports.prose.comparison import (
    comparison_headline,
    how_to_read_bridges,
    main_bridges,
    preferred_label,
)
from optimiser.text import yes_no

TABLE_NAMES = {"cost": "Cost", SCORE: "Score"}
TERMS = (
    ("Old run, new run", "The two folders that were compared, in this order."),
    ("£", "Pounds; cells hold the pence."),
    ("Minus sign", "Less in the new run than in the old run, or a cause that lowers the figure."),
    ("Cause", "A group of input tables, or versions and settings. The sheet Bridge says what each covers."),
    ("within the gap", "No larger than the error that the gaps allow: the true share may be zero."),
    ("+ between causes", "These causes share one figure; the sheet Bridge says why."),
    ("none", "There is nothing to report."),
    ("Pass, FAIL", "Whether a check holds. The master check fails if any check fails."),
)


@dataclass
class ComparisonReport(Report):
    """The workbook of a comparison while it is being written.

    `bridge_tables`: the table of each bridge and the row in which it begins, by subject and figure.
    """

    comparison: RunComparison
    bridge_tables: dict[tuple[str, str], tuple[Table, int]] = field(default_factory=dict)

    kind = "What changed"
    subject = "Two runs of an options appraisal compared"

    @property
    def case_title(self) -> str:
        """The title of the case."""
        return self.comparison.new.title

    @property
    def price_base(self) -> str:
        """The year of its prices in words."""
        return prices_of(self.comparison.price_base)

    def figures(self) -> tuple[str, ...]:
        """The figures of bridges, in their order."""
        return ("cost", self.comparison.outcomes, SCORE)


def write_cover_sheet(report: ComparisonReport, page: Page) -> None:
    """Write which runs were compared, what the comparison found, and how to read it."""
    write_cover(page, [*_cover_items(report), ("Master check", report.master_check_cell(bold=True))], TERMS)


def write_input_changes(report: ComparisonReport, page: Page) -> None:
    """Write how many changes there are in each table; then every change."""
    if not report.comparison.inputs:
        page.write_text("The input, the settings and the versions are unchanged.")
        return
    page.write_caption("How many changes there are")
    bridges.write_change_counts(page, report.comparison)
    page.skip_row()
    page.write_caption("Every change")
    page.write_text("A row is identified by its name. A renamed row counts as one row removed and one row added.")
    bridges.write_input_changes(page, "InputChanges", report.comparison.inputs)


def write_bridges(report: ComparisonReport, page: Page) -> None:
    """Write the preferred option's bridges with waterfalls, every option's as tables, and how to read them."""
    comparison = report.comparison
    for sentence in comparison.without:
        page.write_text(sentence)
    if not comparison.bridges:
        page.write_text("No figure changed, so there is no bridge.")
        return
    charts = []
    for bridge in main_bridges(comparison):
        name = f"Bridge{_table_name(bridge.figure)}"
        charts.append(bridges.write_bridge(report.workbook, page, comparison, bridge, name))
        report.bridge_tables[bridge.subject, bridge.figure] = (page.tables[-1], 0)
    for figure in report.figures():
        _write_option_bridges(report, page, figure)
    page.skip_row()
    page.write_caption("How to read the bridges")
    for sentence in how_to_read_bridges(comparison):
        page.write_text(sentence)
    bridges.write_causes(page, comparison)
    bridges.draw_bridge_charts(page, charts)


def write_moved_contracts(report: ComparisonReport, page: Page) -> None:
    """Write how much moved; then each contract in each year in which it differs."""
    page.write_caption("How much moved in each option's plan")
    bridges.write_move_counts(page, report.comparison)
    page.skip_row()
    page.write_caption("Contracts that differ")
    page.write_text(
        "A contract starts in its first year, continues in later years, and ends in the first year without it."
    )
    columns = [
        Column("option", "Option", max_width=28),
        Column("contract", "Contract or offer", max_width=34),
        Column("boroughs", "Boroughs", max_width=26),
        Column("provider", "Provider", max_width=26),
        Column("year", "Year", max_width=10),
        Column("old", "Old run", max_width=18),
        Column("new", "New run", max_width=18),
    ]
    rows = [
        [move.option, move.contract, move.boroughs, move.provider, move.year, move.old, move.new]
        for moves in report.comparison.moves
        for move in moves.contracts
    ]
    page.write_table_or_text("No contract differs.", "MovedContracts", columns, rows)


def write_moved_places(report: ComparisonReport, page: Page) -> None:
    """Write each borough, service, provider and year in which the number of places differs."""
    columns = [
        Column("option", "Option", max_width=28),
        Column("borough", "Borough", max_width=24),
        Column("service", "Service", max_width=30),
        Column("provider", "Provider", max_width=28),
        Column("year", "Year", max_width=10),
        Column("old", "Old run (places)", NumberFormat.COUNT),
        Column("new", "New run (places)", NumberFormat.COUNT),
        Column("difference", "Difference (places)", NumberFormat.COUNT, total=True),
        Column("counted", "Counted in the measure places", max_width=12),
    ]
    rows: list[list[str | int]] = [
        [move.option, move.borough, move.service, move.provider, move.year, move.old, move.new, move.new - move.old,
         yes_no(move.counted)]
        for moves in report.comparison.moves
        for move in moves.places
    ]  # fmt: skip
    page.write_table_or_text("No places moved.", "MovedPlaces", columns, rows)


def write_run_record(report: ComparisonReport, page: Page) -> None:
    """Write what the two runs were made from, and what is proven of the answers between them."""
    page.write_caption("The two runs")
    columns = [
        Column("item", "Item", max_width=30),
        Column("old", "Old run", max_width=66),
        Column("new", "New run", max_width=66),
    ]
    sides = zip(_run_items(report.comparison.old), _run_items(report.comparison.new), strict=True)
    page.write_table("TwoRuns", columns, [[Cell(item), Cell(old), Cell(new)] for (item, old), (_, new) in sides])
    page.skip_row()
    page.write_caption("The comparison")
    proven = "every answer is proven within the gap" if report.comparison.proven else "NOT every answer is proven"
    rows = [
        ("Causes", ", ".join(report.comparison.causes) or NONE),
        ("Gap asked for", f"{report.comparison.gap:.4%}"),
        ("Proof", proven),
        ("Time", "not shown, so that the same runs give the same file"),
    ]
    write_items(page, "Between", rows)


def _write_option_bridges(report: ComparisonReport, page: Page, figure: str) -> None:
    table = bridges.write_option_bridges(page, report.comparison, figure, f"Options{_table_name(figure)}")
    row = 0
    for bridge in report.comparison.bridges:
        if bridge.subject and bridge.figure == figure:
            assert table is not None
            report.bridge_tables[bridge.subject, figure] = (table, row)
            row += len(bridge.parts) + 2


def _cover_items(report: ComparisonReport) -> Iterator[tuple[str, str]]:
    comparison = report.comparison
    yield "Case", comparison.new.title or "untitled"
    yield "What changed", comparison_headline(comparison)
    yield "Old run", _folder(comparison.old)
    yield "New run", _folder(comparison.new)
    yield "Preferred in the old run", preferred_label(comparison.old) or NONE
    yield "Preferred in the new run", preferred_label(comparison.new) or NONE
    yield "Date", "Undated, so that the same runs always give the same file."


def _run_items(side: ComparedRun) -> Iterator[tuple[str, str]]:
    yield "Folder", _folder(side)
    yield "Title", side.title or "untitled"
    yield "Input", PurePath(side.source).name or NONE
    yield "Input SHA-256", side.digest or NONE
    yield "Scenario", side.scenario or "none: the base case"
    yield "Preferred option", side.preferred or NONE


def _folder(side: ComparedRun) -> str:
    return side.run or "not named"


def _table_name(figure: str) -> str:
    return TABLE_NAMES.get(figure, "Outcomes")
