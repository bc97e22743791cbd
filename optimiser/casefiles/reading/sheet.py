"""Turns one sheet, its XML and its values, into a grid, and notes what is wrong with its layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from models.case.faults import Fault
from optimiser.casefiles.reading.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Grid,
    Line,
    NoValue,
    Place,
    split_at_headings,
    titles_above,
)
from optimiser.casefiles.reading.markup import MOST_BLANK_ROWS, SheetMarkup, column_letters
from optimiser.casefiles.reading.number_format import (
    UnknownFormat,
    is_general,
    shown_number,
    shown_text,
    shows_a_year,
)
from optimiser.casefiles.reading.numbers import decimal_of
from optimiser.casefiles.reading.shown import EVIDENCE, Shown

UNREAD = NoValue("a cell that cannot be read", "Open the workbook in Excel and save it again.")
UNCALCULATED = NoValue(
    "a formula that was never calculated", "Open the workbook in Excel, let it calculate, and save it."
)

NOUGHT = NoValue(
    "a 0 stored for a formula that may never have been calculated",
    "Open the workbook in Excel, let it calculate, and save it; in LibreOffice, choose Data, Calculate, Recalculate "
    "Hard before saving.",
)

STRUCK = "It is read all the same. If it is not meant to count, delete the row, or correct the cell."
ALL_NOUGHTS = (
    "It is read all the same. If a formula should give another figure, choose Data, Calculate, Recalculate Hard in "
    "LibreOffice, and save."
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A cell's stored value; whether it is an error; its number format, blank for yes and no; whether struck out."""

    value: object
    error: bool
    shown_as: str
    struck: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet that holds a table, with its markup."""

    name: str
    table: str
    hidden: bool
    scan: SheetMarkup
    uncalculated: bool = False  # whether its formulas may never have been calculated
    chained: bool = True  # whether Excel calculated them

    @cached_property
    def width(self) -> int:
        """The last column that is read, from 1."""
        last = max((columns[-1] for row, columns in self.scan.filled.items() if row <= self.scan.last_row), default=1)
        return min(last, MOST_COLUMNS)

    @property
    def unreadable(self) -> bool:
        """Whether none of its values can be read."""
        return bool(
            self.scan.disordered or self.scan.no_numbers or not self.scan.last_row or self.scan.last_row > MOST_ROWS
        )


def remarks(sheet: Sheet) -> Iterator[Fault]:
    """What is wrong with a sheet before its values are read."""
    if sheet.hidden:
        yield _warning(sheet, "a hidden sheet", "a sheet in sight")
    if sheet.scan.disordered:
        yield _fault(
            sheet, "rows or cells out of order", "a sheet as Excel saves it", "Open it in Excel and save it again."
        )
    elif not sheet.scan.last_row:
        yield _fault(sheet, "an empty sheet", "headings and rows", "Fill the table in, or take the sheet out.")
    if sheet.scan.last_row > MOST_ROWS:
        yield _fault(sheet, f"more than {MOST_ROWS:,} rows", "a table of a case", "Divide the case.")
    for row, column, content in sheet.scan.no_numbers:
        yield _fault(sheet, f'"{content}", which is not a number', "a number", "Retype it.", row, column)
    if not (sheet.uncalculated or sheet.chained or sheet.scan.calculated):
        yield from _all_noughts(sheet)
    yield from _strays(sheet)


def _all_noughts(sheet: Sheet) -> Iterator[Fault]:
    """Warnings of formulas that all give 0: a programme may have kept the 0 of another that calculated nothing."""
    for row, column in sorted(sheet.scan.noughts):
        fault = _fault(sheet, "a 0, as from every formula of the sheet", "a figure", ALL_NOUGHTS, row, column)
        yield replace(fault, warning=True)


def _strays(sheet: Sheet) -> Iterator[Fault]:
    """A fault for the first filled cell outside the rows and columns that are read."""
    for row, columns in sheet.scan.filled.items():
        beyond = columns if row > sheet.scan.last_row else [column for column in columns if column > MOST_COLUMNS]
        if beyond and sheet.scan.last_row:
            yield _fault(
                sheet,
                "a cell far from the table",
                f"a table without {MOST_BLANK_ROWS} blank rows inside it and within {MOST_COLUMNS} columns",
                "Clear the cell, or move it to the table.",
                row,
                beyond[0],
            )
            return


def grid(sheet: Sheet, rows: Iterable[Sequence[Stored | None]], faults: list[Fault]) -> Grid:
    """The sheet's values as a grid. Adds to `faults` what is wrong with merged and hidden cells."""
    lines, struck = [], {}
    for number, row in enumerate(rows, 1):
        struck[number] = [at for at, stored in enumerate(row) if stored and stored.struck]
        cells = tuple(_value(sheet, number, column, stored) for column, stored in enumerate(row, 1))
        if any(cell is not None for cell in cells):
            lines.append(Line(number, cells))
    heading, body = split_at_headings(sheet.table, lines or [Line(1, (None,))])
    width = max((i for i, cell in enumerate(heading.cells, 1) if cell is not None), default=1)
    faults.extend(_merged(sheet, heading.number, width))
    faults.extend(_hidden(sheet, heading.number, width))
    words = tuple(cell.text or cell.held if isinstance(cell, Shown) else cell for cell in heading.cells)
    faults.extend(_struck_out(sheet, heading.number, words, struck))
    shown, titles = replace(heading, cells=words), titles_above(heading, lines)
    return Grid(sheet.table, sheet.name, shown, tuple(body), _places(sheet), typed=True, titles=titles)


def _value(sheet: Sheet, row: int, column: int, stored: Stored | None) -> object:
    """A cell's value, or why it has none."""
    if (row, column) in sheet.scan.uncalculated:
        return UNCALCULATED
    if sheet.uncalculated and (row, column) in sheet.scan.noughts:
        return NOUGHT
    if stored is None:
        return UNREAD if column in sheet.scan.filled.get(row, ()) else None
    if stored.error:
        return NoValue(f"the error {stored.value}", "Put the formula right, or type the value.")
    value = _as_shown(stored.value, stored.shown_as)
    if sheet.scan.no_zeros and _is_nought(value):
        return Shown(0, "")
    return value.strip() or None if isinstance(value, str) else value


def _is_nought(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == 0


def _as_shown(value: object, code: str) -> object:
    """A cell's value; with what the cell shows, if its number format shows something else."""
    if isinstance(value, bool) or is_general(code):
        return value
    try:
        if isinstance(value, str):
            text = shown_text(value, code)
            return value if text == value else Shown(value, text.strip())
        if isinstance(value, date):
            return value if is_general(code) or shows_a_year(code) else Shown(value, "")
        number = decimal_of(value) if isinstance(value, (int, float)) else None
        if number is None or not isinstance(value, (int, float)):
            return value
        text = shown_number(number, code)
        return value if number.denominator == 1 and text == str(number.numerator) else Shown(value, text)
    except UnknownFormat:
        return Shown(value, None) if isinstance(value, (int, float, str)) else value


def _merged(sheet: Sheet, top: int, width: int) -> Iterator[Fault]:
    for first_row, first, last_row, last in sheet.scan.merged:
        if last_row >= top and first_row <= sheet.scan.last_row and first <= width:
            area = f"{column_letters(first)}{first_row}:{column_letters(last)}{last_row}"
            yield _fault(
                sheet,
                f"merged cells {area}",
                "a value in each cell",
                "Unmerge them and fill each in.",
                first_row,
                first,
            )


def _hidden(sheet: Sheet, top: int, width: int) -> Iterator[Fault]:
    """Warnings of hidden rows and columns of the table."""
    why = "a row hidden by a filter or by hand" if sheet.scan.filtered else "a hidden row"
    for row in sorted(sheet.scan.hidden_rows):
        if top <= row <= sheet.scan.last_row and row in sheet.scan.filled:
            yield _warning(sheet, why, "rows in sight", row)
    for first, last in sheet.scan.hidden_columns:
        for column in range(first, min(last, width) + 1):
            yield _warning(sheet, "a hidden column", "columns in sight", top, column)


def _struck_out(
    sheet: Sheet, top: int, headings: Sequence[object], struck: Mapping[int, Sequence[int]]
) -> Iterator[Fault]:
    """Warnings of rows with a cell that is struck out, be it a name or a figure, by the number of their row."""
    evidence = {at for at, heading in enumerate(headings) if str(heading).strip().casefold() in EVIDENCE}
    for row, columns in struck.items():
        if row > top and (of_table := [at for at in columns if at < len(headings) and at not in evidence]):
            fault = _fault(sheet, "a cell that is struck out", "rows that count", STRUCK, row, of_table[0] + 1)
            yield replace(fault, warning=True)


def _places(sheet: Sheet) -> Place:
    def place(row: int | None, column: int | None, heading: str) -> str:
        if row is None:
            return sheet.name
        if column is not None:
            return f"{sheet.name}, cell {column_letters(column + 1)}{row}"
        return f'{sheet.name}, row {row}, column "{heading}"' if heading else f"{sheet.name}, row {row}"

    return place


def _fault(
    sheet: Sheet, found: str, expected: str, remedy: str, row: int | None = None, column: int | None = None
) -> Fault:
    place = _places(sheet)(row, None if column is None else column - 1, "")
    return Fault(sheet.table, found, expected, remedy, location=place)


def _warning(sheet: Sheet, found: str, expected: str, row: int | None = None, column: int | None = None) -> Fault:
    return replace(_fault(sheet, found, expected, "It is read all the same.", row, column), warning=True)
