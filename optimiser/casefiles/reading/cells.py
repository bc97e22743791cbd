"""Reads one cell: gives a typed value, or a complaint that says what was expected.

It guesses nothing. `models.case.validation` finds cells that contradict each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from models.case.faults import did_you_mean
from models.case.types import financial_year
from models.case.vocabulary import JUDGEMENT_SCORES
from optimiser.casefiles.reading.change_forms import change_meant
from optimiser.casefiles.reading.complaint import Complaint
from optimiser.casefiles.reading.grid import NoValue
from optimiser.casefiles.reading.numbers import SIGNIFICANT, decimal_in, decimal_of, found_text, significant
from optimiser.casefiles.reading.retyping import how_to_retype, how_to_write_clearly, is_unclear, what_it_is
from optimiser.casefiles.reading.shown import Shown, shown_value
from optimiser.casefiles.reading.words import check_says_something, tidied
from optimiser.casefiles.reading.years import (
    how_to_write_the_year,
    is_part_of_a_year,
    year_of_heading,
    years_meant,
)
from optimiser.casefiles.schema.columns import (
    LARGEST,
    SMALLEST,
    WORDS,
    Column,
    Kind,
    decimal_text,
    expected_text,
    year_of,
)

TRUTHS = {"yes": True, "no": False, "true": True, "false": False}


@dataclass
class Cell:
    """A cell to read: its raw value, its column, and whether a workbook holds it (`typed`). Reading adds warnings.

    The raw value is a Fraction if it was worked out.
    """

    raw: object
    column: Column
    typed: bool
    warnings: list[Complaint] = field(default_factory=list)


def read_cell(cell: Cell) -> object:
    """The typed value of a cell; None if it is blank. Raises Complaint."""
    if isinstance(cell.raw, Shown):
        held = cell.raw.held
        number = decimal_of(held) if isinstance(held, (int, float)) else None
        cell.raw = shown_value(cell.raw, number, cell.column, cell.warnings)
    if isinstance(cell.raw, str):
        cell.raw = tidied(cell.raw, cell.column, cell.warnings)
    if cell.raw is None:
        return None
    if isinstance(cell.raw, NoValue):
        raise Complaint(cell.raw.found, cell.raw.remedy)
    return READERS[cell.column.kind](cell)


def _text(cell: Cell) -> str:
    raw = cell.raw
    if cell.column.name == "price_base" and (start := year_of_heading(raw)) is not None:
        cell.warnings.append(Complaint(found_text(raw), _read_as(cell, start)))
        return financial_year(start)
    if isinstance(raw, str):
        check_says_something(raw, cell.column)
        return change_meant(raw) if cell.column.name == "change" else raw
    if isinstance(raw, date) and cell.column.kind is Kind.TEXT:
        return f"{raw.day} {raw:%B %Y}"
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _number_as_text(cell)
    if cell.column.name == "dropped" and isinstance(raw, bool):
        check_says_something(found_text(raw), cell.column)
        raise Complaint(found_text(raw), "Write why it is not appraised.", "a blank, or a reason")
    raise Complaint(found_text(raw), "Type it as text: begin with an apostrophe.")


def _number_as_text(cell: Cell) -> str:
    text = decimal_text(_figure(cell))
    check_says_something(text, cell.column)
    if cell.column.kind is Kind.NAME and "." in text:
        told = f"a sheet leaves out noughts at the end of a number. If {text}0 was typed, type it as text."
        cell.warnings.append(Complaint(f"the number {text} as a name", f'It is read as "{text}"; {told}'))
    return text


def _list(cell: Cell) -> tuple[str, ...]:
    text = _text(cell)
    names = tuple(name.strip() for name in text.split(","))
    if not all(names):
        raise Complaint(f'"{text}"', "Take out the comma that has no name beside it.")
    return names


def _choice(cell: Cell) -> str:
    text = _text(cell)
    bare = text.casefold()
    if cell.column.name in ("tier", "level"):
        bare = re.sub(rf"^{cell.column.name} (?=\d$)", "", bare)
    if cell.column.name in ("setting", "measure"):
        bare = re.sub(r"[\s_]+", "_", re.sub(r"\s*\([^()]*\)$", "", bare))
    for word in cell.column.allowed:
        if word.casefold() == bare:
            return word
    raise Complaint(
        f'"{text}"', did_you_mean(text, cell.column.allowed) or f"Write one of: {', '.join(cell.column.allowed)}."
    )


def _yes_no(cell: Cell) -> bool:
    if isinstance(cell.raw, bool):
        return cell.raw
    if isinstance(cell.raw, str) and cell.raw.casefold() in TRUTHS:
        return TRUTHS[cell.raw.casefold()]
    raise Complaint(found_text(cell.raw), "Write yes or no.")


def _year(cell: Cell) -> int:
    if isinstance(cell.raw, str) and (start := year_of(cell.raw)) is not None:
        return start
    meant = years_meant(cell.raw, cell.column)
    if len(meant) != 1:
        raise Complaint(found_text(cell.raw), how_to_write_the_year(cell.raw, cell.column))
    [(start, words)] = meant.items()
    whole = " The plan counts whole years." if is_part_of_a_year(cell.raw, words, cell.column) else ""
    cell.warnings.append(Complaint(found_text(cell.raw), f"{_read_as(cell, start)}{whole}"))
    return start


def _read_as(cell: Cell, start: int) -> str:
    how = "format the cell as text and retype it" if cell.typed else "write it so"
    return f"It is read as {financial_year(start)}; {how}."


def _count(cell: Cell) -> int:
    value = _figure(cell)
    if value.denominator != 1:
        raise Complaint(decimal_text(value), "Write a whole number.")
    return int(value)


def _share(cell: Cell) -> Fraction:
    value = _number(cell)
    if not 0 <= value <= 1:
        meant = (
            f"Write {decimal_text(value / 100)} for {decimal_text(value)}%."
            if 1 < value <= 100
            else "Write it from 0 to 1."
        )
        raise Complaint(decimal_text(value), meant)
    return value


def _judgement(cell: Cell) -> str | Fraction:
    if isinstance(cell.raw, str):
        for word in JUDGEMENT_SCORES:
            if word.casefold() == cell.raw.casefold():
                return word
        if not any(letter.isdigit() for letter in cell.raw):
            raise Complaint(f'"{cell.raw}"', did_you_mean(cell.raw, JUDGEMENT_SCORES) or "Write one of these.")
    return _figure(cell)


def _figure(cell: Cell) -> Fraction:
    """A number within the column's range."""
    value, column = _number(cell), cell.column
    if column.kind in (Kind.NAME, Kind.TEXT, Kind.LIST, Kind.CHOICE):
        return value
    if column.least is not None and value < column.least:
        least = decimal_text(Fraction(column.least))
        raise Complaint(decimal_text(value), f"Write {least} or more{_or_blank(column)}.", _no_less(column))
    if column.most is not None and value > column.most:
        raise Complaint(decimal_text(value), f"Write {column.most} or less{_as_share(column, value)}.")
    return value


def _as_share(column: Column, value: Fraction) -> str:
    """For a share that may exceed 1: how to write a per cent."""
    if column.kind is not Kind.NUMBER or column.most is None or not value <= 100 * column.most < 1000:
        return ""
    return f"; write {decimal_text(value / 100)} for {decimal_text(value)}%"


def _no_less(column: Column) -> str:
    if column.kind is not Kind.MONEY:
        return ""
    return f"{WORDS[column.kind]}, 0 or more" if column.least == 0 else expected_text(column)


def _or_blank(column: Column) -> str:
    """How to say that there is no limit, if the column is one."""
    return ", or leave it blank for no limit" if column.default == "no limit" else ""


def _number(cell: Cell) -> Fraction:
    raw = cell.raw
    if isinstance(raw, str):
        value = _number_in_text(cell, raw)
    elif isinstance(raw, Fraction):
        value = raw
    elif isinstance(raw, (int, float)) and not isinstance(raw, bool):
        value = _number_in_sheet(raw)
    else:
        raise Complaint(found_text(raw), "Format the cell as a number and retype it.")
    if abs(value) > LARGEST:
        raise Complaint(f"{str(raw)[:24]}, which is beyond any budget", f"Write a number up to {LARGEST:,}.")
    if 0 < abs(value) < SMALLEST:
        raise Complaint(f"{str(raw)[:24]}, which is as good as 0", "Write 0, or a figure that counts.")
    return value


def _number_in_sheet(raw: float) -> Fraction:
    value = decimal_of(raw)
    if value is None:
        raise Complaint(f"{raw}, which is not a number", "Retype it.")
    return value


def _number_in_text(cell: Cell, text: str) -> Fraction:
    value = decimal_in(text)
    if value is None:
        raise Complaint(what_it_is(text, cell.column), how_to_retype(text, cell.column))
    if is_unclear(text, cell.column):
        raise Complaint(f'"{text}"', how_to_write_clearly(text, cell.column))
    if cell.typed and significant(text) <= SIGNIFICANT:  # else a number could not hold it
        cell.warnings.append(
            Complaint(f'"{text}" stored as text', f"It is read as {decimal_text(value)}; retype it as a number.")
        )
    return value


READERS: dict[Kind, Callable[[Cell], object]] = {
    Kind.NAME: _text,
    Kind.TEXT: _text,
    Kind.LIST: _list,
    Kind.CHOICE: _choice,
    Kind.YESNO: _yes_no,
    Kind.YEAR: _year,
    Kind.MONEY: _figure,
    Kind.COUNT: _count,
    Kind.SHARE: _share,
    Kind.NUMBER: _figure,
    Kind.JUDGEMENT: _judgement,
}
