"""The sheets about the workbook of a frontier: cover and run record."""

from __future__ import annotations

from models.plan.plan import Status
from optimiser.analyses.frontier.results import FLAT_SHARE, Frontiers
from optimiser.excel.page import Page
from optimiser.excel.report import write_cover, write_items
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column
from optimiser.reports.formats import STATUS_LABELS
from optimiser.reports.frontier.report import FrontierReport
from optimiser.reports.provenance import boards_label, cover_items, input_items, version_items
from optimiser.text import gap_percent, listed


def write_cover_sheet(report: FrontierReport, page: Page) -> None:
    """Write what the workbook is, and how to read it."""
    frontiers = report.frontiers
    rows = [
        ("Case", frontiers.case.title or "untitled"),
        ("For", boards_label(frontiers.case)),
        (
            "What it holds",
            "For each option, the most outcomes found and the proven bound at each cost; where options cross.",
        ),
        ("Scenario", frontiers.scenario or "none: the base case"),
        ("Status", _status(frontiers)),
    ]
    master_check = ("Master check", report.master_check_cell(bold=True))
    write_cover(page, [*rows, master_check, *cover_items(frontiers)], _TERMS)


_TERMS = (
    ("Present cost", "The costs of all years, with later years discounted. Ceilings and crossings use it."),
    ("Cost", "The same without discounting, as budgets show it."),
    (
        "Ceiling",
        "The highest present cost that a plan may have. Under each ceiling, the plan with most outcomes is sought.",
    ),
    (
        "Bound",
        "Proven: no plan under the ceiling has more outcomes. The best plan lies between the plan shown and the bound.",
    ),
    ("optimal, within gap", "Proven: no plan has more, or none has more by more than the gap asked for."),
    ("unproven", "The plan meets every constraint, but a better plan may exist under the same ceiling."),
    ("Plan of the appraisal", "The plan that optimiser appraise finds for the option, and scores and ranks."),
    ("leads", "It is proven that its plan has more outcomes than any plan of the other options at that cost."),
    ("level", "It is not proven which option has most outcomes at that cost."),
    ("flat", "The last £100,000 buys less than half of what £100,000 buys on average over the whole frontier."),
)


def write_run_record(report: FrontierReport, page: Page) -> None:
    """Write the input, settings and versions, the figures of the run, and what is proven of each option."""
    frontiers, settings = report.frontiers, report.frontiers.settings
    page.write_caption("Input, settings and versions")
    rows = [
        *input_items(frontiers),
        ("Scenario", frontiers.scenario or "none: the base case"),
        ("Objective of the plan of the appraisal", settings.objective or frontiers.case.objective),
        ("Solver", settings.solver),
        ("Options asked for", ", ".join(settings.options) or "all"),
        *version_items(frontiers),
    ]
    write_items(page, "Record", rows, (34, 82))
    page.skip_row()
    page.write_caption("Figures of the run")
    figures = [
        [Cell("Gap asked for"), Cell(settings.gap, NumberFormat.GAP), Cell("share")],
        [Cell("Time limit of each point"), Cell(settings.time_limit, NumberFormat.TENTH), Cell("seconds")],
        [
            Cell("Points asked for, for each option"),
            Cell(frontiers.requested_points, NumberFormat.COUNT),
            Cell("points"),
        ],
        [Cell("Called flat below this share of the average"), Cell(FLAT_SHARE, NumberFormat.SHARE), Cell("share")],
    ]
    page.write_table(
        "RecordFigures",
        [Column("item", "Item", max_width=44), Column("figure", "Figure", NumberFormat.EXACT), Column("unit", "Unit")],
        figures,
    )
    page.skip_row()
    page.write_caption("What is proven of each option's plan with most outcomes")
    page.write_table(
        "Proof",
        [Column("option", "Option", max_width=30), Column("status", "Plan with most outcomes", max_width=70)],
        [[Cell(report.labels[option.option]), Cell(STATUS_LABELS[option.status])] for option in frontiers.options],
    )


def _status(frontiers: Frontiers) -> str:
    if frontiers.proven:
        gap = gap_percent(frontiers.settings.gap)
        return f"Proven: at each ceiling no plan has more outcomes than the one shown by more than a gap of {gap}."
    unproven = [
        option.option
        for option in frontiers.options
        if {option.status, *(point.status for point in option.points)} & {Status.UNPROVEN, Status.NO_ANSWER}
    ]
    return f"Not all proven: {listed(unproven)} may have better plans at some ceilings. See Frontier."
