"""The sheet Assumptions: each row of the case that states a source, with its values, and what the row affects."""

from __future__ import annotations

from models.case.appraisal_inputs import Assumption
from models.case.faults import Fault
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.report import BoardReport
from optimiser.reports.formats import NONE

COLUMNS = (
    Column("place", "Where", max_width=20),
    Column("row", "Row", max_width=26),
    Column("values", "Value", max_width=44),
    Column("unit", "Unit", max_width=18),
    Column("quality", "Quality", max_width=12),
    Column("source", "Source", max_width=48),
    Column("note", "Note", max_width=36),
    Column("moves", "What it moves", max_width=28),
)
WARNING_COLUMNS = (
    Column("where", "Where the warning is", max_width=20),
    Column("found", "Found", max_width=26),
    Column("expected", "Expected", max_width=44),
    Column("remedy", "What to do, or what was done", max_width=30),
)
UNITS = {
    "settings": "as named",
    "boroughs": "people; £ a year",
    "services": "as named; £ an outcome",
    "funding": "£ a year",
    "demand": "places a year",
    "minimum": "places or people a year",
    "savings": "share of the baseline, or £",
    "contracts": "places and £ a year; £ once for exit",
    "offers": "places and £ a year; £ once for the start",
    "prices": "£ a place",
    "options": "£ a year; counts; shares",
    "hubs": "£ a year; £ once for set-up; share",
    "criteria": "weight, ends and gate in points",
    "judgements": "points, or High, Medium, Low",
    "risks": "points from 1 to 5",
    "success_factors": "as named",
}
AFFECTS = {
    "settings": "every option, by what the setting is",
    "boroughs": "commissioning costs; how shared costs are divided; the baseline",
    "services": "outcomes, people and headings; who may provide what",
    "funding": "what can be afforded; who pays; what is left unspent",
    "demand": "the most places that may be bought; coverage; equal access",
    "minimum": "the fewest places that must be bought; whether an option has a plan",
    "savings": "the most that may be spent; whether an option has a plan",
    "contracts": "the baseline; costs, places and outcomes while they run; what ends when",
    "offers": "what may be bought, from whom, where, and with what outcome",
    "prices": "the cost of new contracts",
    "options": "what an option may do",
    "hubs": "commissioning costs and who may pool money",
    "joint": "which contracts may, or must, be joint",
    "criteria": "scores, rank and the preferred option",
    "judgements": "scores, rank and the preferred option",
    "risks": "the measure risk, and scores on it",
    "scenarios": "nothing, unless the run is of the scenario",
    "actions": "the sheet Own actions only",
    "success_factors": "no result: it is what success is measured by",
}


def fill(report: BoardReport, page: Page) -> None:
    """Write the warnings about the input if there are any, and a row for each row that has a source or a note."""
    page.max_width = 195.0
    if warnings := list(dict.fromkeys(report.run.warnings)):
        page.write_caption("Warnings about the input")
        page.write_table("InputWarnings", WARNING_COLUMNS, [_warning(warning) for warning in warnings])
        page.skip_row()
        page.write_caption("Where the figures come from")
    rows = [_row(assumption) for assumption in report.case.assumptions]
    page.write_table_or_text("No row of the case says where its figures come from.", "Assumptions", COLUMNS, rows)


def _warning(warning: Fault) -> list[Cell]:
    return [Cell(text) for text in (warning.location or warning.table, warning.found, warning.expected, warning.remedy)]


def _row(assumption: Assumption) -> list[Cell]:
    texts = (
        assumption.location or assumption.table,
        assumption.row,
        assumption.values,
        UNITS.get(assumption.table, NONE),
        assumption.quality,
        assumption.source or "not said",
        assumption.note,
        AFFECTS.get(assumption.table, "not known"),
    )
    return [Cell(text or NONE) for text in texts]


SHEET = Sheet("Assumptions", "Each row of the case that has a source or a note, and what it affects.", fill, POUNDS)
