"""Reads a grid into typed rows, with every fault of its headings and cells.

Rows of totals and of units under or among the data are found and left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.case.faults import Fault
from models.case.types import financial_year
from models.case.validation import UNREADABLE, Row
from optimiser.casefiles.reading.cells import Cell, read_cell
from optimiser.casefiles.reading.complaint import Complaint
from optimiser.casefiles.reading.grid import Grid, Line, Unreadable
from optimiser.casefiles.reading.headings import Layout, column_named, match_headings
from optimiser.casefiles.reading.per_cents import is_per_cent_untold, per_cents
from optimiser.casefiles.reading.stray_lines import stray_lines
from optimiser.casefiles.reading.table_units import footnotes, row_of_units, units_beside
from optimiser.casefiles.reading.totals import Totals
from optimiser.casefiles.reading.unit_words import Sort
from optimiser.casefiles.reading.units import (
    conversion,
    foreign_units,
    own_unit,
    stated_units,
    units_beside_a_name,
    words_not_read,
)
from optimiser.casefiles.reading.words import tidy
from optimiser.casefiles.schema.columns import Column, Kind, Table, expected_text, value_text
from optimiser.casefiles.schema.tables import BY_NAME, SAVINGS, SETTING

NO_TOTAL = "not a total"  # in the note of a row that adds up others and is a row of its own
MOST_FAULTS = 1_000  # of a table; after that its rows are not read
SHARE_MEASURES = ("%", "largest_provider_share", "joint_share", "overhead_share", "coverage", "worst_coverage")


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
    faults = [*units_beside(grid, table), *layout.faults]
    columns = _columns_by_position(table, layout)
    left_out = footnotes(grid, columns, table)
    if of_units := row_of_units(grid, columns, table):
        left_out[of_units[0].number] = of_units[1][0]
        faults.extend(of_units[1][1:])
    totals = _totals(grid, table, layout)
    left_out.update({line.number: _fault_of_totals(line, grid, table) for line in totals.certain()})
    faults.extend(left_out.values())
    lines = tuple(line for line in grid.lines if line.number not in left_out)
    faults.extend(
        _fault_of_sums(line, which, grid, table)
        for line, which in totals.likely(lines)
        if not _is_said_to_be_no_total(line, layout)
    )
    stray = stray_lines(lines, grid, columns, table)
    faults.extend(stray.values())
    lines = tuple(_spoilt(line) if line.number in stray else line for line in lines)
    rows = tuple(_rows(lines, grid, table, layout, faults))
    return TypedTable(grid, layout, lines, rows, tuple(faults))


def _rows(lines: Sequence[Line], grid: Grid, table: Table, layout: Layout, faults: list[Fault]) -> Iterator[Row]:
    """The typed rows. The rows after very many faults are unreadable without a word each, and that is told once."""
    seen = wrong = 0
    for line in lines:
        already = wrong > MOST_FAULTS
        wrong, seen = wrong + sum(not fault.warning for fault in faults[seen:]), len(faults)
        if wrong > MOST_FAULTS and not already:
            faults.append(_too_many_faults(line, grid, table))
        yield _row(_spoilt(line) if wrong > MOST_FAULTS else line, grid, table, layout, faults)


def _spoilt(line: Line) -> Line:
    """A line whose cells are unreadable without a word each."""
    return replace(line, cells=(Unreadable.SPOILT,) * len(line.cells))


def _too_many_faults(line: Line, grid: Grid, table: Table) -> Fault:
    found, remedy = f"more than {MOST_FAULTS:,} faults above", "Correct those first: no row from here on was read."
    return Fault(table.name, found, "rows that can be read", remedy, location=grid.place(line.number, None, ""))


def _columns_by_position(table: Table, layout: Layout) -> dict[int, Column]:
    columns = {at: table.by_name[name] for name, at in layout.columns.items()}
    return columns | (dict.fromkeys(layout.years.values(), table.years) if table.years else {})


def _totals(grid: Grid, table: Table, layout: Layout) -> Totals:
    """The names of the table's rows, and its figures that add up."""
    named = [c.name for c in table.columns if c.kind in (Kind.NAME, Kind.LIST)] or [table.columns[0].name]
    figures = [at for name, at in layout.columns.items() if table.by_name[name].kind in (Kind.MONEY, Kind.COUNT)]
    known = table.columns[0].name in layout.columns  # else a blank name says nothing
    at_names = [layout.columns[name] for name in named if known and name in layout.columns]
    return Totals(grid, table, at_names, [*figures, *layout.years.values()])


def _fault_of_totals(line: Line, grid: Grid, table: Table) -> Fault:
    place = grid.place(line.number, None, "")
    remedy = "Delete the row: it would count twice. If it adds up nothing, give it another name."
    return Fault(table.name, "a row of totals", "rows of the table alone", remedy, location=place)


def _fault_of_sums(line: Line, which: str, grid: Grid, table: Table) -> Fault:
    remedy = (
        'Delete the row if it is a total: it would count twice. If it is not, write "not a total" in its column note.'
    )
    found, place = f"a row that adds up {which}", grid.place(line.number, None, "")
    return Fault(table.name, found, "rows that add up no others", remedy, location=place)


def _is_said_to_be_no_total(line: Line, layout: Layout) -> bool:
    at = layout.columns.get("note")
    note = line.cells[at] if at is not None and at < len(line.cells) else None
    return NO_TOTAL in tidy(str(getattr(note, "text", note))).casefold()


def _row(line: Line, grid: Grid, table: Table, layout: Layout, faults: list[Fault]) -> Row:
    reader = _Reader(line, grid, table, faults, layout)
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
    layout: Layout
    told: set[int] = field(default_factory=set)  # where a fault of the label covers a figure that is no share

    def read(self, position: int, column: Column, name: str) -> object:
        raw = self.line.cells[position] if position < len(self.line.cells) else None
        if raw is Unreadable.SPOILT:
            return UNREADABLE
        if self.table.name == "settings" and isinstance(raw, str):
            raw = self.without_unit(raw, column, position)
        cell = Cell(raw, column, self.grid.typed)
        try:
            value = read_cell(cell)
        except Complaint as complaint:
            if position in self.layout.per_cents | self.told and is_per_cent_untold(raw):
                return UNREADABLE
            self._tell(complaint, cell, position, name, warning=False)
            return UNREADABLE
        for remark in cell.warnings:
            self._tell(remark, cell, position, name, warning=True)
        return value

    def without_unit(self, text: str, column: Column, position: int) -> str:
        """A setting's label without its unit, and a text as it stands, with a fault for a unit that is not its own."""
        named = column_named(text, SETTING) if column.name == "setting" else None
        if named:
            setting, given = SETTING[named[0]], named[1]
            foreign = foreign_units(units_beside_a_name(given), setting)
            if not foreign and words_not_read(given, setting):
                remark = f"These words are not read: the figure is taken as {own_unit(setting)}. Check that it is so."
                told = Complaint(f'"{given}" beside the label "{setting.name}"', remark, own_unit(setting))
                self._tell(told, Cell(text, setting, self.grid.typed), position, column.name, warning=True)
        elif column.name in ("price_base", "title"):
            setting, given = Column(column.name, Kind.MONEY, "", unit="£"), text
            foreign = tuple(u for u in foreign_units(stated_units(text), setting) if u.sort is Sort.SCALE)
        else:
            return text
        if foreign:
            then = f'write the label as "{setting.name}"' if named else f'take "{foreign[0].words}" out'
            at = self.layout.columns.get("value") if named else None
            shares = per_cents(foreign, self.line.cells[at : at + 1], setting, then) if at is not None else None
            if shares and at is not None and shares.told:
                self.told.add(at)
            remedy = shares.remedy if shares else f"{conversion(foreign, setting)}, then {then}."
            if not remedy:
                return setting.name if named else text
            complaint = Complaint(f'figures in "{foreign[0].words}", as "{text}" says', remedy, own_unit(setting))
            self._tell(complaint, Cell(text, setting, self.grid.typed), position, column.name, warning=False)
        return setting.name if named else text

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
