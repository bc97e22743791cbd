"""A table of results, declared once: its CSV text here, its data frame in `optimiser.api`, its page in docs/.

A column has a name, a kind, a unit and a meaning. Money is exact pence in the rows; a file or frame shows pounds with
two decimals, which JSON text keeps too. The same rows always give the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Generic, TypeVar

from models.case.money import PRICE_DECIMALS, round_half_up
from optimiser.text import yes_no

# A spreadsheet would take a text that begins so for a formula; the wide forms count as the narrow ones in some of them.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
CHANGE_DECIMALS = 10  # of a change that has no last decimal, such as 1/3
Cell = str | bool | int | float | Fraction | Decimal | None
Source = TypeVar("Source")
Json = None | bool | int | float | str | Decimal | Mapping[str, "Json"] | Sequence["Json"]


class Kind(Enum):
    """What the cells of a column hold, and so how a file and a frame show them."""

    TEXT = "text"
    FLAG = "yes or no"
    COUNT = "a whole number"
    NUMBER = "a number"
    MONEY = "pence, shown in pounds"
    PRICE = "pence and parts of a penny, shown in pounds"
    CHANGE = "the share by which an input changes"
    MIXED = "a text or a figure, written as it is"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `meaning` and `unit` are those of the documentation; `blank` is whether a cell may be empty.

    The unit of money is £ if none is given.
    """

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    blank: bool = False

    @property
    def unit_label(self) -> str:
        """The unit that the documentation states; blank for text and plain numbers."""
        return self.unit or ("£" if self.kind in (Kind.MONEY, Kind.PRICE) else "")


OPTION = Column("option", Kind.TEXT, "the option")


@dataclass(frozen=True)
class DataTable(Generic[Source]):
    """A table: its name, what one row is, its columns, and the function that makes its rows from a result."""

    name: str
    sentence: str
    columns: tuple[Column, ...]
    rows: Callable[[Source], Iterable[Sequence[Cell]]]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def csv(self, source: Source) -> str:
        """The text of a CSV file: the heading and a line for each row."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.names)
        for row in self.rows(source):
            writer.writerow(_text(column.kind, cell) for column, cell in zip(self.columns, row, strict=True))
        return text.getvalue()


def csv_files(tables: Iterable[DataTable[Source]], source: Source) -> dict[str, str]:
    """The text of the CSV file of each table, by file name."""
    return {f"{table.name}.csv": table.csv(source) for table in tables}


def pounds_decimal(pence: Fraction | int) -> Decimal:
    """Pence as pounds with two decimals, half up."""
    return Decimal(round_half_up(Fraction(pence))).scaleb(-2)


def price_decimal(pence: Fraction | int) -> Decimal:
    """A unit price in pence as pounds, exact: two decimals, or as many as it has."""
    exact = Decimal(round_half_up(Fraction(pence) * 10 ** (PRICE_DECIMALS - 2))).scaleb(-PRICE_DECIMALS).normalize()
    return exact if -exact.as_tuple().exponent > 2 else pounds_decimal(pence)  # type: ignore[operator]


def plain_number(figure: Fraction | None) -> int | float | None:
    """A whole figure as an int, any other as a float."""
    if figure is None:
        return None
    return figure.numerator if figure.denominator == 1 else float(figure)


def change_text(change: Fraction) -> str:
    """A change as a decimal: exact if it has at most CHANGE_DECIMALS decimals, else rounded to so many."""
    number = Decimal(round(change * 10**CHANGE_DECIMALS)).scaleb(-CHANGE_DECIMALS)
    text = f"{number:f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def no_formula(text: str) -> str:
    """A user's text with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def json_text(value: Json, indent: str = "") -> str:
    """JSON text, two spaces a level. A Decimal keeps its decimals, unlike in the standard library."""
    inner = indent + "  "
    if isinstance(value, Mapping):
        members = (f"{json.dumps(key, ensure_ascii=False)}: {json_text(item, inner)}" for key, item in value.items())
        return _braces("{}", members, indent)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _braces("[]", (json_text(item, inner) for item in value), indent)
    return f"{value:f}" if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False, allow_nan=False)


def _text(kind: Kind, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return yes_no(cell)
    if isinstance(cell, str):
        return cell if kind is Kind.MIXED and _is_figure(cell) else no_formula(cell)
    return _figure_text(kind, cell)


def _figure_text(kind: Kind, figure: float | Fraction | Decimal) -> str:
    if kind is Kind.MONEY:
        return f"{pounds_decimal(Fraction(figure)):f}"
    if kind is Kind.PRICE:
        return f"{price_decimal(Fraction(figure)):f}"
    if kind is Kind.CHANGE:
        return change_text(Fraction(figure))
    if isinstance(figure, Decimal):
        return f"{figure:f}"
    return str(float(figure) if isinstance(figure, Fraction) else figure)


def _is_figure(text: str) -> bool:
    """Whether a text is a number or a percentage, such as -10.0%."""
    return text.removesuffix("%").removeprefix("+").removeprefix("-").replace(".", "", 1).isdecimal()


def _braces(pair: str, parts: Iterator[str], indent: str) -> str:
    inside = f",\n{indent}  ".join(parts)
    return f"{pair[0]}\n{indent}  {inside}\n{indent}{pair[1]}" if inside else pair
