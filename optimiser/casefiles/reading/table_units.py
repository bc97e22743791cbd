"""Units that stand beside a table: in the name of its sheet or file, in lines of title, in a row under the headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.case.faults import Fault
from optimiser.casefiles.reading.grid import Grid, Line
from optimiser.casefiles.reading.per_cents import cells_under, per_cents
from optimiser.casefiles.reading.unit_words import Sort
from optimiser.casefiles.reading.units import (
    NO_FIGURES,
    RELATIVE,
    Unit,
    conversion,
    foreign_units,
    is_unit,
    own_unit,
    stated_units,
    units_in,
)
from optimiser.casefiles.schema.columns import Column, Kind, Table

OF_TABLES = (Sort.SCALE, Sort.PENCE, Sort.CURRENCY, Sort.PERCENT, Sort.RATE, Sort.STAFF, Sort.SHORTER, Sort.LONGER)
LABELS = {"unit", "units", "name", "names", "text", "list", "yes/no", "y/n", "-", "n/a", "in", "figures", "format"}
MONEY = Column("figures", Kind.MONEY, "", unit="£")
NEVER_NAMES = re.compile(
    r"(?:month|week|quarter|dai|hour|fortnight)ly|q[1-4]|ytd|periods? \d+|p\d+|year to date|part[- ]year"
)
UNITS_ROWS = 2  # lines under the headings that may give units


def units_beside(grid: Grid, table: Table) -> Iterator[Fault]:
    """The faults of units in the grid's name and in the lines of title above its headings, and warnings of periods."""
    texts = [(grid.name, grid.place(None, None, ""), f'name it "{_plain_name(grid)}"')]
    texts += [(text, grid.place(line.number, None, ""), "delete these words") for line, text in _titles(grid)]
    for text, place, then in texts:
        if units := _foreign(stated_units(text), table):
            yield _fault(table, text, units, place, then)
        elif periods := [u for u in units_in(text) if NEVER_NAMES.fullmatch(u.words) and _foreign([u], table)]:
            found, remedy = f'"{periods[0].words}" in "{text}"', "Check that each figure is for a whole year."
            yield Fault(table.name, found, "figures for whole years", remedy, location=place, warning=True)


def unit_of_input(name: str) -> Iterator[Fault]:
    """The fault of a unit of money in the name of a workbook or folder, such as `budgets in thousands.xlsx`."""
    for unit in units_in(name.replace("_", " ")):
        if unit.sort in (Sort.SCALE, Sort.CURRENCY) and re.match(r"in |£|gbp|pounds|€|\$", unit.words):
            remedy = f"{conversion([unit], MONEY)}, then rename the file or folder."
            yield Fault("", f'figures in "{unit.words}", as its name says', "figures in pounds", remedy, location=name)
            return


def footnotes(grid: Grid, columns: dict[int, Column], table: Table) -> dict[int, Fault]:
    """By the number of its line, the fault of each line that holds nothing but a sentence about units."""
    found = {}
    for line in grid.lines:
        texts = [cell for cell in line.cells if cell is not None]
        if len(texts) == 1 and isinstance(texts[0], str) and table.columns[0] in columns.values():
            if units := _foreign([unit for unit in stated_units(texts[0]) if not unit.loose], table):
                place = grid.place(line.number, None, "")
                found[line.number] = _fault(table, texts[0], units, place, "delete the row")
    return found


def row_of_units(grid: Grid, columns: dict[int, Column], table: Table) -> tuple[Line, list[Fault]] | None:
    """A row of units under the headings, with a fault for each unit that is not its column's own, or a warning.

    `columns`: by position, the column of the table that stands there.
    """
    named = table.columns[0] in columns.values()
    for line in grid.lines[: UNITS_ROWS * named]:
        cells = [(at, cell) for at, cell in enumerate(line.cells) if cell is not None]
        of_figures = [cell for at, cell in cells if at in columns and columns[at].kind not in NO_FIGURES]
        if (
            of_figures
            and all(_may_be_unit(cell) for _, cell in cells)
            and any(is_unit(str(cell)) for cell in of_figures)
        ):
            return line, list(_of_cells(grid, line, columns, table))
    return None


def _of_cells(grid: Grid, line: Line, columns: dict[int, Column], table: Table) -> Iterator[Fault]:
    faults = []
    for at, cell in enumerate(line.cells):
        if isinstance(cell, str) and at in columns and (units := foreign_units(units_in(cell), columns[at])):
            shares = per_cents(
                units, cells_under(grid, at)[grid.lines.index(line) + 1 :], columns[at], "delete this row"
            )
            remedy = shares.remedy if shares else f"{conversion(units, columns[at])}, then delete this row."
            if not remedy:
                continue
            place = grid.place(line.number, at, columns[at].name)
            faults.append(Fault(table.name, f'figures in "{cell}"', own_unit(columns[at]), remedy, location=place))
    place = grid.place(line.number, None, "")
    left_out = Fault(table.name, "a row of units", "rows of the table alone", "It is left out.", location=place)
    yield from faults or [replace(left_out, warning=True)]


def _may_be_unit(cell: object) -> bool:
    return isinstance(cell, str) and (is_unit(cell) or cell.strip().casefold().rstrip(":") in LABELS)


def _foreign(units: Sequence[Unit] | tuple[Unit, ...], table: Table) -> tuple[Unit, ...]:
    """The units that are no column's own, among those that a whole table can be in."""
    figures = [column for column in (*table.columns, table.years, table.options) if column and _has_figures(column)]
    return tuple(
        unit
        for unit in units
        if unit.sort in OF_TABLES
        and figures
        and all(foreign_units([unit], column) for column in figures)
        and not (unit.sort is Sort.LONGER and table.years and "total" not in unit.words)  # the years of its columns
    )


def _has_figures(column: Column) -> bool:
    return column.kind not in NO_FIGURES and column.name not in RELATIVE


def _main_figures(table: Table) -> Column:
    """The column that a unit of the whole table most likely means."""
    money = [column for column in (table.years, *table.columns) if column and column.kind is Kind.MONEY]
    others = [column for column in (table.years, *table.columns) if column and _has_figures(column)]
    return (money or others or [MONEY])[0]


def _fault(table: Table, text: str, units: tuple[Unit, ...], place: str, then: str) -> Fault:
    column = _main_figures(table)
    way = conversion(units, column).replace("each figure", "each figure that is so")
    return Fault(
        table.name,
        f'figures in "{units[0].words}", as "{text}" says',
        f"figures in {own_unit(column)}",
        f"{way}, then {then}.",
        location=place,
    )


def _titles(grid: Grid) -> Iterator[tuple[Line, str]]:
    for line in grid.titles:
        yield from ((line, cell) for cell in line.cells if isinstance(cell, str))


def _plain_name(grid: Grid) -> str:
    ending = ".csv" if grid.name.casefold().endswith(".csv") else ""
    return f"{grid.table}{ending}"
