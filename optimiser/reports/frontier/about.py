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
        ("What it holds", "For each option, the most outcomes that it can have at each cost, and where options cross."),
        ("Scenario", frontiers.scenario or "none: the case as it stands"),
        ("Status", _status(frontiers)),
    ]
    master_check = ("Master check", report.master_check_cell(bold=True))
    write_cover(page, [*rows, master_check, *cover_items(frontiers)], _TERMS)


_TERMS = (
    ("Present cost", "All costs of all years, later years discounted. Ceilings and crossings are on it."),
    ("Cost", "The same without discounting: what the budgets show."),
    ("Ceiling", "The most that the present cost may come to; under each, the plan with most outcomes is sought."),
    ("Bound", "Proven: no plan under the ceiling has more. The truth lies between the plan's outcomes and the bound."),
    ("optimal, within gap", "Proven: no plan has more, or none has more by more than the gap that was asked for."),
    ("unproven", "A plan that keeps every rule, but a better one may exist under the same ceiling."),
    ("Plan of the appraisal", "What the ordinary appraisal of the option finds: the plan that is scored and ranked."),
    ("leads", "Its plan has more outcomes than every other option can have at that cost, which is proven."),
    ("level", "Within what is proven the options cannot be told apart at that cost."),
    ("flat", "The last £100,000 buys less than half of what £100,000 buys on average from the cheapest plan on."),
)


def write_run_record(report: FrontierReport, page: Page) -> None:
    """Write the input, settings and versions, the figures of the run, and what is proven of each option."""
    frontiers, settings = report.frontiers, report.frontiers.settings
    page.write_caption("Input, settings and versions")
    rows = [
        *input_items(frontiers),
        ("Scenario", frontiers.scenario or "none: the case as it stands"),
        ("Plan of the appraisal is best at", settings.objective or frontiers.case.objective),
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
        [Cell("Points asked for of each option"), Cell(frontiers.requested_points, NumberFormat.COUNT), Cell("points")],
        [Cell("Called flat below this part of the average"), Cell(FLAT_SHARE, NumberFormat.SHARE), Cell("share")],
    ]
    page.write_table(
        "RecordFigures",
        [Column("item", "Item", max_width=44), Column("figure", "Figure", NumberFormat.EXACT), Column("unit", "Unit")],
        figures,
    )
    page.skip_row()
    page.write_caption("What is proven of each option's end of the frontier")
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
