"""Defines what a table and a column are: kinds, ranges, defaults and help. `tables` declares them.

It also matches headings, says what a column's cells should hold, and writes typed values as text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from models.case.types import financial_year

SMALLEST = Fraction(1, 10**30)  # a figure that is not 0 is no smaller: floating point would lose it
LARGEST = 10**12  # no figure of a case is larger: a slip of the keyboard, not a budget


class Kind(StrEnum):
    """The kind of a column's values; each kind is read as one Python type."""

    NAME = "name"  # str
    TEXT = "text"  # str
    LIST = "list of names"  # tuple[str, ...]
    CHOICE = "choice"  # str, one of the column's `allowed`
    YESNO = "yes/no"  # bool
    YEAR = "financial year"  # int, the calendar year in which it starts
    MONEY = "pounds"  # Fraction, pounds
    COUNT = "whole number"  # int
    SHARE = "share"  # Fraction, 0 to 1
    NUMBER = "number"  # Fraction
    JUDGEMENT = "judgement"  # str, one of High, Medium, Low, or Fraction, 0 to 100
    SETTING = "setting"  # as the setting of that row


WORDS = {
    Kind.NAME: "a name",
    Kind.TEXT: "text",
    Kind.LIST: "names separated by commas",
    Kind.YESNO: "yes or no",
    Kind.YEAR: "a financial year such as 2010/11",
    Kind.MONEY: "pounds",
    Kind.SHARE: "a share from 0 to 1",
    Kind.NUMBER: "a number",
    Kind.JUDGEMENT: "High, Medium, Low or a number from 0 to 100",
    Kind.SETTING: "a value",
}


@dataclass(frozen=True, slots=True)
class Column:
    """The declaration of a column. `help`: one sentence on what to type; `default`: what a blank means.

    `required`: a blank is a fault. `least` and `most`: the range of its figures. `decimals`: of a pound, those
    that money keeps. `refers`: the table whose names it holds. `per_cent`: its numbers are shares too, so that 0.75
    may be shown as 75%.
    """

    name: str
    kind: Kind
    help: str
    default: str = ""
    required: bool = False
    unit: str = ""
    allowed: tuple[str, ...] = ()
    least: int | Fraction | None = 0
    most: int | None = None
    refers: str = ""
    decimals: int = 2
    per_cent: bool = False

    @property
    def heading(self) -> str:
        """The heading as the template shows it: `back office cost (£)`."""
        plain = self.name.replace("_", " ")
        return f"{plain} ({self.unit})" if self.unit and not plain.endswith(self.unit) else plain


@dataclass(frozen=True, slots=True)
class Table:
    """The declaration of a table. `years`: its columns headed by a financial year; `options`: those headed by an
    option.
    """

    name: str
    help: str
    columns: tuple[Column, ...]
    required: bool = False
    years: Column | None = None
    options: Column | None = None
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})


def expected_text(column: Column) -> str:
    """What a column's cells should hold."""
    if column.kind is Kind.CHOICE:
        return _one_of(column)
    if column.kind is Kind.COUNT or (column.kind is Kind.NUMBER and column.most is not None):
        what = "a whole number" if column.kind is Kind.COUNT else "a number"
        return (
            f"{what} from {column.least} to {column.most}"
            if column.most is not None
            else f"{what}, {column.least} or more"
        )
    if column.kind is Kind.MONEY and column.least:
        return f"£{decimal_text(Fraction(column.least))} or more"
    return WORDS[column.kind]


def normalised_heading(heading: str) -> str:
    """A heading as it is matched: lower case, underscores for spaces, without a unit in brackets at its end."""
    bare = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", " ".join(heading.split()))
    return re.sub(r"[\s_]+", "_", bare.strip()).casefold()


def heading_unit(heading: str) -> str:
    """The unit in brackets at the end of a heading; blank if there is none."""
    match = re.search(r"[(\[]([^()\[\]]*)[)\]]\s*$", heading)
    return " ".join(match[1].split()).casefold() if match else ""


def year_of(text: str) -> int | None:
    """The calendar year in which a financial year starts: 2010 for `2010/11`; None if the text is no financial year."""
    match = re.fullmatch(r"((?:19|20|21)\d{2})/(\d{2})", text.strip(), re.ASCII)
    if not match or (int(match[1]) + 1) % 100 != int(match[2]):
        return None
    return int(match[1])


def decimal_text(value: Fraction) -> str:
    """A decimal as written, without an exponent: 0.035, 1267879, 79.68."""
    if value.denominator == 1:
        return str(value.numerator)
    places = next((n for n in range(1, 31) if (value * 10**n).denominator == 1), 30)
    digits = f"{abs(round(value * 10**places)):0{places + 1}d}"
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def value_text(value: object, kind: Kind) -> str:
    """A typed value as a person writes it: £1,267,879, 2010/11, yes, tier 2 and tier 3."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if kind is Kind.YEAR and isinstance(value, int):
        return financial_year(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, (int, Fraction)):
        words = decimal_text(Fraction(value))
        return pounds_text(words) if kind is Kind.MONEY else words
    return str(value)


def pounds_text(words: str) -> str:
    """Pounds with their sign and thousands: £1,267,879, £79.68, -£5."""
    sign, digits = ("-", words[1:]) if words.startswith("-") else ("", words)
    whole, _, pence = digits.partition(".")
    return f"{sign}£{int(whole):,}" + (f".{pence.ljust(2, '0')}" if pence else "")


def _one_of(column: Column) -> str:
    if len(column.allowed) > 6:
        return {"setting": "a setting of the case"}.get(column.name, "the name of a measure")
    return f"{', '.join(column.allowed[:-1])} or {column.allowed[-1]}"
