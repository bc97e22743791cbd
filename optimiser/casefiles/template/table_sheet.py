"""Writes the sheet of one table: title, sentence, headings with notes, yellow cells that accept only valid values."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from optimiser.casefiles.schema.columns import Column, Kind, Table, expected_text
from optimiser.casefiles.schema.tables import BY_NAME, EVIDENCE, SETTING
from optimiser.casefiles.template.content import TemplateContent, Value
from optimiser.casefiles.template.layout import HEADINGS, CellFormats, cells, positions, setting_cell

SPARE, LEAST_ROWS = 20, 30  # yellow rows below the last filled one, and at least
WIDTHS = {Kind.NAME: 28, Kind.LIST: 28, Kind.TEXT: 40, Kind.SETTING: 34, Kind.CHOICE: 16, Kind.YEAR: 12}
LINE_HEIGHT = 13.5  # points
MOST_LISTED = 255  # characters that Excel takes for a list of words
FIGURES = (Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT)


def write_table_sheet(book: Any, pens: CellFormats, table: Table, filling: TemplateContent) -> None:
    """Write the sheet of a table."""
    page = book.add_worksheet(table.name)
    _above(page, pens, table)
    for at, (column, number) in enumerate(positions(table)):
        page.set_column(at, at, _width(column))
        _heading(page, pens, table, at, column, number, filling)
    if table.name == "settings":
        _settings(page, pens, filling)
    else:
        _rows(page, pens, table, filling)
    _print(page)


def _above(page: Any, pens: CellFormats, table: Table) -> None:
    need = "This sheet must be filled in." if table.required else "This sheet may stay empty."
    years = " The years take their headings from first year and years on the sheet settings." if table.years else ""
    options = " The options take their headings from the sheet options." if table.options else ""
    page.write_string(0, 0, table.name.replace("_", " ").capitalize(), pens.title)
    page.write_string(1, 0, f"{table.help} {need}{years}{options}", pens.plain)
    page.write_url(2, 0, "internal:Checklist!A1", pens.link, "Back to the checklist")
    page.set_row(HEADINGS, 3 * LINE_HEIGHT)


def _heading(
    page: Any, pens: CellFormats, table: Table, at: int, column: Column, number: int | None, filling: TemplateContent
) -> None:
    """Write a heading with its note: a fixed one, or a year or option that follows another sheet."""
    if number is None:
        page.write_string(HEADINGS, at, column.heading, pens.heading)
    elif table.years:
        label = _nth(filling.labels, number)
        shown = f"{label} ({column.unit})" if label else " "
        page.write_formula(HEADINGS, at, _year_formula(number, column, filling), pens.heading, shown)
    else:
        name = f"options!$A${HEADINGS + 2 + number}"
        formula = f'=IF({name}="","",{name})'
        page.write_formula(HEADINGS, at, formula, pens.heading, _nth(filling.options, number) or " ")
    page.write_comment(HEADINGS, at, _note(column), {"x_scale": 2, "y_scale": 1.2})


def _year_formula(number: int, column: Column, filling: TemplateContent) -> str:
    """A formula for the year's name and unit if it is within the plan, else a blank."""
    names = [str(row["setting"]) for row in filling.of("settings")]
    first, years = setting_cell(names, "first_year"), setting_cell(names, "years")
    start = f"LEFT({first},4)+{number}"
    return f'=IFERROR(IF({number}<{years},({start})&"/"&RIGHT({start}+1,2)&" ({column.unit})",""),"")'


def _settings(page: Any, pens: CellFormats, filling: TemplateContent) -> None:
    """Write one row for each setting: its name in grey and a cell that accepts only valid values."""
    for row, values in enumerate(filling.of("settings"), HEADINGS + 1):
        setting = SETTING[str(values["setting"])]
        page.write_string(row, 0, setting.heading, pens.grey)
        page.write_comment(row, 0, _note(setting), {"x_scale": 2})
        page.data_validation(row, 1, row, 1, _validation(setting))
        _write(page, row, 1, values.get("value"), pens.input(setting))
        for at, column in enumerate(EVIDENCE, 2):
            _write(page, row, at, values.get(column.name), pens.input(column))
        _height(page, row, [(values.get(column.name), _width(column)) for column in EVIDENCE])


def _rows(page: Any, pens: CellFormats, table: Table, filling: TemplateContent) -> None:
    """Write the filled rows and yellow rows below. A column without a heading is grey."""
    rows = filling.of(table.name)
    last = HEADINGS + max(len(rows) + SPARE, LEAST_ROWS)
    for at, (column, number) in enumerate(positions(table)):
        page.data_validation(HEADINGS + 1, at, last, at, _validation(column))
        for row in range(HEADINGS + 1, last + 1):
            values = rows[row - HEADINGS - 1] if row - HEADINGS <= len(rows) else {}
            _write(page, row, at, _value(values, column, number, filling), pens.input(column))
        if number is not None:
            blank = f'={xl_col_to_name(at)}${HEADINGS + 1}=""'
            page.conditional_format(
                HEADINGS + 1, at, last, at, {"type": "formula", "criteria": blank, "format": pens.closed}
            )
    for row, values in enumerate(rows, HEADINGS + 1):
        _height(page, row, [(values.get(column.name), _width(column)) for column, _ in positions(table)])


def _note(column: Column) -> str:
    """The note on a heading: what to type, what a blank means, which words it accepts."""
    blank = "It must be filled in." if column.required else f"Blank: {column.default or 'nothing'}."
    words = f" One of: {', '.join(column.allowed)}." if 0 < len(column.allowed) <= 6 else ""
    return f"{column.help} {blank}{words}"


def _validation(column: Column) -> dict[str, object]:
    """What Excel accepts in a column's cells."""
    message = {"error_title": "Not what this column holds", "error_message": f"Expected {expected_text(column)}."[:255]}
    if column.kind is Kind.YESNO:
        return {"validate": "list", "source": ["yes", "no"], **message}
    if column.allowed:
        return {"validate": "list", "source": _words(column), **message}
    if column.kind is Kind.NAME and column.refers:
        names = BY_NAME[column.refers].columns[0].name
        return {"validate": "list", "source": f"={cells(column.refers, names)}", **message}
    if column.kind in FIGURES:
        return {"validate": "integer" if column.kind is Kind.COUNT else "decimal", **_limits(column), **message}
    return {"validate": "any"}


def _words(column: Column) -> list[str] | str:
    """A choice's words or, if they are too long for a cell, the range of the sheet Lists that holds them."""
    if len(",".join(column.allowed)) < MOST_LISTED:
        return list(column.allowed)
    at = "B" if column.name == "setting" else "A"
    return f"=Lists!${at}$2:${at}${len(column.allowed) + 1}"


def _limits(column: Column) -> dict[str, object]:
    declared, most = (0, 1) if column.kind is Kind.SHARE else (column.least, column.most)
    least = float(declared) if isinstance(declared, Fraction) else declared
    if most is not None and least is not None:
        return {"criteria": "between", "minimum": least, "maximum": most}
    return {"criteria": ">=", "value": -(10**12) if least is None else least}


def _value(values: dict[str, Value], column: Column, number: int | None, filling: TemplateContent) -> Value:
    if number is None:
        return values.get(column.name)
    return values.get(_nth(filling.labels if column.name == "years" else filling.options, number))


def _nth(names: tuple[str, ...], number: int) -> str:
    return names[number] if number < len(names) else ""


def _write(page: Any, row: int, at: int, value: Value, pen: Any) -> None:
    """Write text as text, even if it begins with an equals sign; a number as a number; a blank as a blank."""
    if isinstance(value, str):
        page.write_string(row, at, value, pen)
    elif value is None:
        page.write_blank(row, at, None, pen)
    else:
        page.write_number(row, at, value, pen)


def _width(column: Column) -> int:
    return 38 if column.name == "setting" else WIDTHS.get(column.kind, 13)


def _height(page: Any, row: int, cells: list[tuple[Value, int]]) -> None:
    """Make a row high enough for its longest text."""
    lines = max(ceil(len(value) / (1.1 * width)) if isinstance(value, str) else 1 for value, width in cells)
    if lines > 1:
        page.set_row(row, lines * LINE_HEIGHT)


def _print(page: Any) -> None:
    page.freeze_panes(HEADINGS + 1, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADINGS)
    page.hide_gridlines(2)
