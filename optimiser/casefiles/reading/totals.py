"""Finds rows of totals under or among the data: they would count twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from optimiser.casefiles.reading.cells import tidy
from optimiser.casefiles.reading.grid import Grid, Line
from optimiser.casefiles.reading.headings import Layout
from optimiser.casefiles.reading.numbers import decimal_in, decimal_of
from optimiser.casefiles.schema.columns import Kind, Table

LABELS = ("total", "totals", "grand total", "subtotal", "sub-total", "sum", "overall total")


def total_rows(grid: Grid, table: Table, found: Layout) -> list[Line]:
    """The rows that are named as totals, and rows without a name whose every figure is the sum of those above."""
    key = found.columns.get(table.columns[0].name)
    if key is None:
        return []
    figures = [at for name, at in found.columns.items() if table.by_name[name].kind in (Kind.MONEY, Kind.COUNT)]
    figures += list(found.years.values())
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
    if isinstance(raw, str):
        return decimal_in(raw.strip())
    return decimal_of(raw) if isinstance(raw, (int, float)) and not isinstance(raw, bool) else None
