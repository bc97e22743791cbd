"""Columns and cells for the years of the horizon, which many sheets share."""

from __future__ import annotations

from collections.abc import Sequence

from models.case.types import Case
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.formats import to_pounds


def year_key(year: int) -> str:
    """The key of a year's column."""
    return f"year{year}"


def payment_columns(case: Case) -> list[Column]:
    """A column in pence for each year, then one for all years."""
    years = [Column(year_key(year), f"{case.year_label(year)} (£)", NumberFormat.PENCE) for year in case.years]
    return [*years, Column("amount", "All years (£)", NumberFormat.PENCE)]


def payment_cells(table: Table, row: int, amounts: Sequence[int]) -> list[Cell]:
    """The cells of those columns: the amounts of the years, in pence, and their live sum."""
    return [*(Cell(to_pounds(amount)) for amount in amounts), sum_of_years(table, row, amounts)]


def sum_of_years(table: Table, row: int, amounts: Sequence[int]) -> Cell:
    """The live sum of a row over the years."""
    formula = table.sum_across(row, year_key(0), year_key(len(amounts) - 1))
    return Cell(to_pounds(sum(amounts)), formula=formula)
