"""Writes the sheet How to fill, and the lists of words that some cells offer."""

from __future__ import annotations

from typing import Any

from models.case.vocabulary import MEASURES
from optimiser.casefiles.schema.tables import SETTING, TABLES
from optimiser.casefiles.template.content import TemplateContent
from optimiser.casefiles.template.layout import CellFormats, cells

ADVICE = (
    "Type in the yellow cells. Grey cells are filled in already or work themselves out.",
    "Point at a heading to read what its column holds and what a blank means.",
    "Begin with the sheets settings, boroughs, services and options: the other sheets use their names.",
    "Write a name the same way everywhere, capitals included. A list is names separated by commas, or all.",
    "Money is pounds, not thousands. A share is from 0 to 1: write 0.35 for 35%.",
    "A place is one person treated with one service for one year, unless the service's unit says otherwise.",
    "Leave a cell blank only if its note says what a blank means. Write 0 if you mean none.",
    "Say in the column source where a row comes from: begin with given, derived or illustrative.",
    "Do not put totals under a table, hide rows or merge cells.",
    "Then save the workbook and run:  optimiser check FILE.xlsx  - it names every cell that needs another look.",
    "When the check finds nothing more, run:  optimiser appraise FILE.xlsx",
)
TITLES = ("Table", "What it holds", "Must it be filled in?", "Rows filled in")


def write_guide(book: Any, pens: CellFormats, filling: TemplateContent) -> None:
    """Write the sheet How to fill."""
    page = book.add_worksheet("How to fill")
    page.write_string(0, 0, "How to fill this workbook", pens.title)
    page.write_string(1, 0, "What goes where, and what to do next.", pens.plain)
    for row, advice in enumerate(ADVICE, 3):
        page.write_string(row, 0, f"{row - 2}. {advice}", pens.plain)
    top = 4 + len(ADVICE)
    for at, (title, width) in enumerate(zip(TITLES, (22, 90, 24, 16), strict=True)):
        page.write_string(top, at, title, pens.heading)
        page.set_column(at, at, width)
    for row, table in enumerate(TABLES, top + 1):
        key = "value" if table.name == "settings" else table.columns[0].name
        rows = sum(line.get(key) is not None for line in filling.of(table.name))
        page.write_url(row, 0, f"internal:{table.name}!A1", pens.boxed_link, table.name)
        page.write_string(row, 1, table.help, pens.wrapped)
        page.write_string(row, 2, "Yes" if table.required else "No", pens.wrapped)
        page.write_formula(row, 3, f"=COUNTA({cells(table.name, key)})", pens.number, rows)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1)
    page.hide_gridlines(2)


def write_lists(book: Any, pens: CellFormats) -> None:
    """Write the sheet Lists: the words that are too many for a cell's own list."""
    page = book.add_worksheet("Lists")
    for at, (title, words) in enumerate((("Measures", MEASURES), ("Settings", tuple(SETTING)))):
        page.write_string(0, at, title, pens.heading)
        page.set_column(at, at, 28)
        for row, word in enumerate(words, 1):
            page.write_string(row, at, word, pens.grey)
    page.hide_gridlines(2)
