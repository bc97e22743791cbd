"""Reads a grid into typed rows, with every fault of its headings and cells.

Rows of totals under or among the data are found and left out: they would count twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from models.case.faults import Fault
from models.case.types import financial_year
from models.case.validation import UNREADABLE, Row
from optimiser.casefiles.reading.cells import Cell, read_cell
from optimiser.casefiles.reading.complaint import Complaint
from optimiser.casefiles.reading.grid import Grid, Line, Unreadable
from optimiser.casefiles.reading.headings import Layout, match_headings
from optimiser.casefiles.reading.numbers import decimal_in, decimal_of
from optimiser.casefiles.reading.shown import Shown
from optimiser.casefiles.reading.words import tidy
from optimiser.casefiles.schema.columns import Column, Kind, Table, expected_text, value_text
from optimiser.casefiles.schema.tables import BY_NAME, SAVINGS, SETTING

SHARE_MEASURES = ("%", "largest_provider_share", "joint_share", "overhead_share", "coverage", "worst_coverage")
LABELS = ("total", "totals", "grand total", "subtotal", "sub-total", "sum", "overall total")


@dataclass(frozen=True)
class TypedTable:
    """The typed rows of one table, their faults and warnings, and where each cell is."""

    grid: Grid
    layout: Layout
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]

    def place(self, row: int | None, column: str) -> str:
        """Where the user finds a cell, from the row's position and the column's name."""
        if row is None and self._position(column) is None:
            return self.grid.place(None, None, column)
        number = self.lines[row].number if row is not None else self.grid.headings.number
        return self.grid.place(number, self._position(column), column)

    def _position(self, column: str) -> int | None:
        if column in self.layout.columns:
            return self.layout.columns[column]
        labels = {financial_year(start): position for start, position in self.layout.years.items()}
        return labels.get(column, self.layout.options.get(column))


def read_table(grid: Grid) -> TypedTable:
    """Read every cell of a grid as its column declares."""
    table = BY_NAME[grid.table]
    layout = match_headings(grid, table)
    faults = list(layout.faults)
    totals = _total_rows(grid, table, layout)
    faults.extend(_fault_of_totals(line, grid, table) for line in totals)
    summed = {line.number for line in totals}
    lines = tuple(line for line in grid.lines if line.number not in summed)
    rows = tuple(_row(line, grid, table, layout, faults) for line in lines)
    return TypedTable(grid, layout, lines, rows, tuple(faults))


def _total_rows(grid: Grid, table: Table, layout: Layout) -> list[Line]:
    """The rows that are named as totals, and rows without a name whose every figure is the sum of those above."""
    key = layout.columns.get(table.columns[0].name)
    if key is None:
        return []
    figures = [at for name, at in layout.columns.items() if table.by_name[name].kind in (Kind.MONEY, Kind.COUNT)]
    figures += list(layout.years.values())
    return list(_totals(grid.lines, key, figures))


def _totals(lines: Sequence[Line], key: int, figures: Sequence[int]) -> Iterator[Line]:
    sums = dict.fromkeys(figures, Fraction(0))
    for position, line in enumerate(lines):
        label = _cell(line, key)
        given = {at: value for at in figures if (value := _number(_cell(line, at))) is not None}
        summed = label is None and position > 1 and given and all(sums[at] == value for at, value in given.items())
        if summed or (isinstance(label, str) and tidy(label).casefold().rstrip(":") in LABELS):
            yield line
        for at, value in given.items():
            sums[at] += value


def _cell(line: Line, at: int) -> object:
    return line.cells[at] if at < len(line.cells) else None


def _number(raw: object) -> Fraction | None:
    raw = raw.held if isinstance(raw, Shown) else raw
    if isinstance(raw, str):
        return decimal_in(raw.strip())
    return decimal_of(raw) if isinstance(raw, (int, float)) and not isinstance(raw, bool) else None


def _fault_of_totals(line: Line, grid: Grid, table: Table) -> Fault:
    place = grid.place(line.number, None, "")
    return Fault(
        table.name, "a row of totals", "rows of the table alone", "Take it out: it would count twice.", location=place
    )


def _row(line: Line, grid: Grid, table: Table, layout: Layout, faults: list[Fault]) -> Row:
    reader = _Reader(line, grid, table, faults)
    cells: dict[str, object] = {}
    for column in table.columns:
        position = layout.columns.get(column.name)
        if position is None:
            cells[column.name] = UNREADABLE if column.name in layout.missing else None
        else:
            cells[column.name] = reader.read(position, effective_column(column, cells), column.name)
    if table.years:
        held = effective_column(table.years, cells)
        cells["years"] = {year: reader.read(at, held, financial_year(year)) for year, at in layout.years.items()}
    if table.options:
        cells["options"] = {option: reader.read(at, table.options, option) for option, at in layout.options.items()}
    return {**cells, "_place": grid.place(line.number, None, ""), **row_description(table, cells)}


def effective_column(column: Column, cells: Mapping[str, object]) -> Column:
    """A column's declaration. For a setting's value it is the declaration of that setting.

    The measure of a row may say that its figures are shares.
    """
    if column.kind is not Kind.SETTING:
        in_shares = column.kind is Kind.NUMBER and cells.get("measure") in SHARE_MEASURES
        of_measure = column is SAVINGS.years or column.name in ("low", "high")
        return replace(column, per_cent=True) if in_shares and of_measure else column
    return SETTING.get(str(cells.get("setting")), Column("value", Kind.TEXT, ""))


@dataclass
class _Reader:
    line: Line
    grid: Grid
    table: Table
    faults: list[Fault]

    def read(self, position: int, column: Column, name: str) -> object:
        raw = self.line.cells[position] if position < len(self.line.cells) else None
        if raw is Unreadable.SPOILT:
            return UNREADABLE
        cell = Cell(raw, column, self.grid.typed)
        try:
            value = read_cell(cell)
        except Complaint as complaint:
            self._tell(complaint, cell, position, name, warning=False)
            return UNREADABLE
        for remark in cell.warnings:
            self._tell(remark, cell, position, name, warning=True)
        return value

    def _tell(self, complaint: Complaint, cell: Cell, position: int, name: str, warning: bool) -> None:
        self.faults.append(
            Fault(
                self.table.name,
                complaint.found,
                complaint.expected or expected_text(cell.column),
                complaint.remedy,
                column=name,
                location=self.grid.place(self.line.number, position, name),
                warning=warning,
            )
        )


def row_description(table: Table, cells: Mapping[str, object]) -> dict[str, object]:
    """What the assumptions log says of a row: its name and its values."""
    keys = [c for c in table.columns if c.kind is Kind.NAME or (c.kind is Kind.LIST and c.required)]
    keys = keys or [table.columns[0]]
    rest = [c for c in table.columns if c not in keys and c.name not in ("source", "note")]
    values = [_value_words(c, cells) for c in rest if _shown(cells[c.name])]
    for label, column, inner in (
        ("years", table.years, cells.get("years")),
        ("options", table.options, cells.get("options")),
    ):
        if column and isinstance(inner, Mapping):
            values += [
                f"{financial_year(k) if label == 'years' else k} {value_text(v, column.kind)}"
                for k, v in inner.items()
                if _shown(v)
            ]
    return {
        "_row": ", ".join(value_text(cells[c.name], c.kind) for c in keys if _shown(cells[c.name])),
        "_values": "; ".join(values),
    }


def _value_words(column: Column, cells: Mapping[str, object]) -> str:
    words = value_text(cells[column.name], effective_column(column, cells).kind)
    return words if column.kind is Kind.SETTING else f"{column.name.replace('_', ' ')} {words}"


def _shown(value: object) -> bool:
    return value is not None and value is not UNREADABLE
