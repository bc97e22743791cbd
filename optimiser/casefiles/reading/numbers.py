"""Reads the numbers of files and sheets exactly, and says what a cell holds.

A number must be a plain decimal. `retyping` says what to write instead of another form, such as £2,000.50.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from fractions import Fraction
from math import isfinite

from optimiser.casefiles.schema.columns import LARGEST, decimal_text

SIGNIFICANT = 15  # digits that a spreadsheet keeps and shows of a number
LONGEST = 80  # characters of a number: more is no figure of a case
DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


def decimal_in(text: str) -> Fraction | None:
    """The number that a plain decimal states; None if the text is not one."""
    return Fraction(text) if len(text) <= LONGEST and DECIMAL.fullmatch(text) else None


def decimal_of(value: float) -> Fraction | None:
    """The decimal that a spreadsheet shows for its number; None if it is not a number."""
    if isinstance(value, int):
        return Fraction(value)
    return Fraction(f"{value:.{SIGNIFICANT}g}") if isfinite(value) else None


def significant(text: str) -> int:
    """The number of significant digits of a plain decimal, to compare with what a spreadsheet's number can hold."""
    mantissa = re.split("[eE]", text)[0]
    digits = re.sub(r"\D", "", mantissa).lstrip("0")
    return len(digits if "." in mantissa else digits.rstrip("0"))


def found_text(raw: object) -> str:
    """What a cell holds, as a message shows it."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, datetime):
        return f"the date {raw:%d/%m/%Y}" if raw.time() == time(0) else f"the date and time {raw:%d/%m/%Y %H:%M}"
    if isinstance(raw, date):
        return f"the date {raw:%d/%m/%Y}"
    if isinstance(raw, (int, float)):
        value = decimal_of(raw)
        return str(raw) if value is None or abs(value) > LARGEST else decimal_text(value)
    return f'"{raw}"'
