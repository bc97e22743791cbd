"""Assumptions: every row of the case with its values, unit, source and quality, and what it moves."""

from __future__ import annotations

from models.case.types import Assumption
from optimiser.excel.page import Page
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.book import Book
from optimiser.reports.formats import NONE

COLUMNS = (
    Column("place", "Where", most=20),
    Column("row", "Row", most=26),
    Column("values", "Value", most=44),
    Column("unit", "Unit", most=18),
    Column("quality", "Quality", most=12),
    Column("source", "Source", most=48),
    Column("note", "Note", most=36),
    Column("moves", "What it moves", most=28),
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
MOVES = {
    "settings": "every option, by what the setting is",
    "boroughs": "commissioning costs; how shared costs are divided; the baseline",
    "services": "outcomes, people, headings; who may provide",
    "funding": "what can be afforded; who pays; what is left unspent",
    "demand": "the most places that may be bought; coverage; equal access",
    "minimum": "the least places that must be bought; whether an option has a plan",
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
    "scenarios": "nothing here: what if",
    "actions": "nothing here: the action plan",
    "success_factors": "nothing: it is what success is judged by",
}


def fill(book: Book, page: Page) -> None:
    """One row for each row of the case that has a source or a note."""
    page.paper = 195.0
    rows = [_row(each) for each in book.case.assumptions]
    page.table_or("The case says nowhere where its figures come from.", "Assumptions", COLUMNS, rows)


def _row(each: Assumption) -> list[Cell]:
    words = (each.location or each.table, each.row, each.values, UNITS.get(each.table, NONE), each.quality,
             each.source or "not said", each.note, MOVES.get(each.table, "not known"))  # fmt: skip
    return [Cell(word or NONE) for word in words]
