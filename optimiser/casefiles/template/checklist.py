"""Writes the checklist: what is needed, with a link to its cells, and Yes or No as they are filled in.

The twelve questions come first, then the required tables. One line says whether everything is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from optimiser.casefiles.schema.columns import Table
from optimiser.casefiles.schema.tables import TABLES
from optimiser.casefiles.template.content import TemplateContent
from optimiser.casefiles.template.layout import CellFormats, cells, first_cell, setting_cell
from optimiser.casefiles.template.questions import QUESTIONS, formula, is_answered

TITLES = ("No.", "Asked of", "Question", "What is needed", "Where", "Filled in?")
WIDTHS = (6, 17, 52, 60, 26, 12)
TOP = 5  # the row of the headings, from 0
VERDICT = 5  # the column of Yes and No, from 0
COMPLETE = "Complete: everything needed is filled in."


@dataclass(frozen=True)
class _Item:
    """A line of the checklist. `test`: a formula without its equals sign; `holds`: its result when the workbook is
    made.
    """

    asked: str
    words: str
    needed: str
    table: str
    column: str
    test: str
    holds: bool


def write_checklist(book: Any, pens: CellFormats, filling: TemplateContent) -> None:
    """Write the checklist, the first sheet."""
    page = book.add_worksheet("Checklist")
    page.write_string(0, 0, "Checklist", pens.title)
    about = "What an appraisal needs, and whether it is filled in. Begin with the sheet How to fill."
    page.write_string(1, 0, about, pens.plain)
    items = list(_items(filling))
    _overall(page, pens, [item.holds for item in items])
    for at, (title, width) in enumerate(zip(TITLES, WIDTHS, strict=True)):
        page.write_string(TOP, at, title, pens.heading)
        page.set_column(at, at, width)
    for row, item in enumerate(items, TOP + 1):
        _line(page, pens, row, item)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1)
    page.hide_gridlines(2)


def _items(filling: TemplateContent) -> Iterator[_Item]:
    for ask in QUESTIONS:
        yield _Item(ask.asked, ask.words, ask.needed, ask.table, ask.column, formula(ask), is_answered(ask, filling))
    for table in TABLES:
        if table.required:
            test, holds = _settings(filling) if table.name == "settings" else _rows(table, filling)
            column = "value" if table.name == "settings" else table.columns[0].name
            yield _Item("Both", f"Is the sheet {table.name} filled in?", table.help, table.name, column, test, holds)


def _settings(filling: TemplateContent) -> tuple[str, bool]:
    """A formula for whether the required settings are filled, and its result."""
    names = [str(row["setting"]) for row in filling.of("settings")]
    said = {row["setting"]: row.get("value") for row in filling.of("settings")}
    needed = ("first_year", "years")
    test = ",".join(f'{setting_cell(names, name)}<>""' for name in needed)
    return f"AND({test})", all(said[name] is not None for name in needed)


def _rows(table: Table, filling: TemplateContent) -> tuple[str, bool]:
    """A formula for whether a table has rows, and its result."""
    return f"COUNTA({cells(table.name, table.columns[0].name)})>0", bool(filling.of(table.name))


def _overall(page: Any, pens: CellFormats, holds: Sequence[bool]) -> None:
    """Write the line that says whether everything is there, and the shading of Yes and No."""
    count = f'COUNTIF($F${TOP + 2}:$F${TOP + 1 + len(holds)},"No")'
    rest = f" of {len(holds)} still to be filled in."
    stored = f"{holds.count(False)}{rest}" if False in holds else COMPLETE
    page.write_formula(3, 0, f'=IF({count}=0,"{COMPLETE}",{count}&"{rest}")', pens.overall, stored)
    for word, pen in (("Yes", pens.good), ("No", pens.bad)):
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": pen}
        page.conditional_format(TOP + 1, VERDICT, TOP + len(holds), VERDICT, rule)


def _line(page: Any, pens: CellFormats, row: int, item: _Item) -> None:
    page.write_number(row, 0, row - TOP, pens.number)
    for at, text in enumerate((item.asked, item.words, item.needed), 1):
        page.write_string(row, at, text, pens.wrapped)
    where = f"internal:{first_cell(item.table, item.column)}"
    page.write_url(row, 4, where, pens.boxed_link, f"{item.table}: {item.column.replace('_', ' ')}")
    page.write_formula(row, VERDICT, f'=IF({item.test},"Yes","No")', pens.verdict, "Yes" if item.holds else "No")
