"""One table's sheet: title, sentence, headings with notes, and yellow cells that take only what the column holds."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from optimiser.columns import Column, Kind, Table
from optimiser.reading.cells import expected
from optimiser.tables import SETTING
from optimiser.template.filling import Filling, Value
from optimiser.template.layout import HEADINGS, cells, positions, setting_cell
from optimiser.template.pens import Pens

SPARE, LEAST_ROWS = 20, 30  # yellow rows below the last filled one, and at least
WIDTHS = {Kind.NAME: 28, Kind.LIST: 28, Kind.TEXT: 34, Kind.SETTING: 34, Kind.CHOICE: 16, Kind.YEAR: 12}
MOST_LISTED = 255  # characters that Excel takes for a list of words


def sheet(book: Any, pens: Pens, table: Table, filling: Filling) -> None:
    """Write the sheet of a table."""
    page = book.add_worksheet(table.name)
    page.write_string(0, 0, plain_words(table.name), pens.title)
    page.write_string(1, 0, _sentence(table), pens.plain)
    page.write_url(2, 0, "internal:Checklist!A1", pens.link, "Back to the checklist")
    rows = filling.of(table.name)
    last = HEADINGS + max(
        len(rows) + (0 if table.name == "settings" else SPARE), 0 if table.name == "settings" else LEAST_ROWS
    )
    for at, (column, number) in enumerate(positions(table)):
        _heading(page, pens, table, at, column, number, filling)
        page.set_column(at, at, WIDTHS.get(column.kind, 13))
        if column.kind is not Kind.SETTING:
            page.data_validation(HEADINGS + 1, at, last, at, rule(column))
        for row in range(HEADINGS + 1, last + 1):
            values = rows[row - HEADINGS - 1] if row - HEADINGS <= len(rows) else {}
            _cell(page, pens, table, row, at, column, _value(values, column, number, filling), values)
        if number is not None:
            top = xl_col_to_name(at)
            page.conditional_format(
                HEADINGS + 1,
                at,
                last,
                at,
                {"type": "formula", "criteria": f'={top}${HEADINGS + 1}=""', "format": pens.closed},
            )
    _print(page)


def plain_words(name: str) -> str:
    """A table's name as a title: `Success factors`."""
    return name.replace("_", " ").capitalize()


def _sentence(table: Table) -> str:
    need = "It must be filled in." if table.required else "It may stay empty."
    years = " The years take their headings from first year and years on the sheet settings." if table.years else ""
    options = " The columns take their headings from the sheet options." if table.options else ""
    return f"{table.help} {need}{years}{options}"


def _heading(
    page: Any, pens: Pens, table: Table, at: int, column: Column, number: int | None, filling: Filling
) -> None:
    if number is None:
        page.write_string(HEADINGS, at, column.heading, pens.heading)
    elif table.years:
        page.write_formula(
            HEADINGS, at, _year_formula(number, column, filling), pens.heading, _year_heading(number, column, filling)
        )
    else:
        page.write_formula(HEADINGS, at, _option_formula(number), pens.heading, _nth(filling.options, number) or " ")
    page.write_comment(HEADINGS, at, note(column), {"x_scale": 2, "y_scale": 1.2})


def _year_heading(number: int, column: Column, filling: Filling) -> str:
    label = _nth(filling.labels, number)
    return f"{label} ({column.unit})" if label else " "


def _year_formula(number: int, column: Column, filling: Filling) -> str:
    names = [str(row["setting"]) for row in filling.of("settings")]
    first, years = setting_cell(names, "first_year"), setting_cell(names, "years")
    start = f"LEFT({first},4)+{number}"
    return f'=IFERROR(IF({number}<{years},({start})&"/"&RIGHT({start}+1,2)&" ({column.unit})",""),"")'


def _option_formula(number: int) -> str:
    name = f"options!$A${HEADINGS + 2 + number}"
    return f'=IF({name}="","",{name})'


def _nth(names: tuple[str, ...], number: int) -> str:
    return names[number] if number < len(names) else ""


def _value(values: dict[str, Value], column: Column, number: int | None, filling: Filling) -> Value:
    if number is None:
        return values.get(column.name)
    return values.get(_nth(filling.labels if column.name == "years" else filling.options, number))


def _cell(
    page: Any, pens: Pens, table: Table, row: int, at: int, column: Column, value: Value, values: dict[str, Value]
) -> None:
    if column.kind is Kind.SETTING:
        column = SETTING[str(values["setting"])]
        page.data_validation(row, at, row, at, rule(column))
    pen = pens.grey if table.name == "settings" and at == 0 else pens.input(column)
    if table.name == "settings" and at == 0:
        page.write_string(row, at, SETTING[str(value)].heading, pen)
        page.write_comment(row, at, note(SETTING[str(value)]), {"x_scale": 2})
    elif isinstance(value, str):
        page.write_string(row, at, value, pen)
    elif value is None:
        page.write_blank(row, at, None, pen)
    else:
        page.write_number(row, at, value, pen)


def note(column: Column) -> str:
    """What the note on a heading says: what to type, what a blank means, which words it takes."""
    blank = "It must be filled in." if column.required else f"Blank: {column.default or 'nothing'}."
    words = f" One of: {', '.join(column.allowed)}." if 0 < len(column.allowed) <= 6 else ""
    return f"{column.help} {blank}{words}"


def rule(column: Column) -> dict[str, object]:
    """What Excel lets be typed in a column's cells."""
    told = {"error_title": "Not what this column holds", "error_message": f"Expected {expected(column)}."[:255]}
    if column.kind is Kind.YESNO:
        return {"validate": "list", "source": ["yes", "no"], **told}
    if column.allowed:
        listed = len(",".join(column.allowed)) < MOST_LISTED
        return {"validate": "list", "source": list(column.allowed) if listed else _listed(column), **told}
    if column.kind is Kind.NAME and column.refers:
        return {"validate": "list", "source": f"={cells(column.refers, _key(column.refers))}", **told}
    if column.kind in (Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT):
        return {"validate": "integer" if column.kind is Kind.COUNT else "decimal", **_range(column), **told}
    return {"validate": "any"}


def _listed(column: Column) -> str:
    """The cells of the sheet Lists that hold a column's words: measures, then settings."""
    at = "B" if column.name == "setting" else "A"
    return f"=Lists!${at}$2:${at}${len(column.allowed) + 1}"


def _key(table: str) -> str:
    return {
        "boroughs": "borough",
        "services": "service",
        "options": "option",
        "offers": "offer",
        "criteria": "criterion",
    }[table]


def _range(column: Column) -> dict[str, object]:
    least, most = (0, 1) if column.kind is Kind.SHARE else (column.least, column.most)
    if most is not None and least is not None:
        return {"criteria": "between", "minimum": least, "maximum": most}
    return {"criteria": ">=", "value": -(10**12) if least is None else least}


def _print(page: Any) -> None:
    page.freeze_panes(HEADINGS + 1, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADINGS)
    page.hide_gridlines(2)
