"""A table of results as a pandas data frame. Columns and types are those of the table, whatever the case holds.

Text is pandas' "string" and money "float64" in pounds, rounded to the penny. What is absent is missing: NaN in figures,
pandas.NA in text, ranks and yes or no.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from optimiser.reports.data.data_table import Cell, Column, DataTable, Kind, Source, pounds_decimal, price_decimal

if TYPE_CHECKING:
    import pandas as pd

DTYPES = {
    Kind.TEXT: "string",
    Kind.FLAG: "boolean",
    Kind.COUNT: "int64",
    Kind.NUMBER: "float64",
    Kind.MONEY: "float64",
    Kind.PRICE: "float64",
    Kind.CHANGE: "float64",
}


def data_frame(table: DataTable[Source], source: Source) -> pd.DataFrame:
    """The rows that a table makes from a result, with a column of fixed type for each column of the table."""
    import pandas as pd  # noqa: PLC0415 - loaded only where a frame is made

    rows = [[_value(*pair) for pair in zip(table.columns, row, strict=True)] for row in table.rows(source)]
    return pd.DataFrame(rows, columns=table.names, dtype="object").astype(dtypes(table))


def dtypes(table: DataTable[Source]) -> dict[str, str]:
    """The type of each column by name. A column of whole numbers with blanks is "Int64", which may be missing."""
    return {column.name: dtype(column) for column in table.columns}


def dtype(column: Column) -> str:
    """The pandas type of a column."""
    return "Int64" if column.kind is Kind.COUNT and column.blank else DTYPES[column.kind]


def _value(column: Column, cell: Cell) -> object:
    if cell == "" and column.blank:
        return None
    if column.kind is Kind.PRICE and isinstance(cell, int | Fraction):
        return float(price_decimal(cell))
    if column.kind is Kind.MONEY and isinstance(cell, int | Fraction):
        return float(pounds_decimal(cell))
    return float(cell) if isinstance(cell, Fraction | Decimal) else cell
