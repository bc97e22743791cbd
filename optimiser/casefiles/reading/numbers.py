"""Reads numbers and financial years as people type them and as spreadsheets change them.

A number must be a plain decimal. Other forms (1,000 or £2,000.50 or (1,000) or 1,O00) are faults; the remedy names the
number that seems to be meant. A financial year that a spreadsheet turned into a date is certain, and is read.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from fractions import Fraction
from math import isfinite

from models.case.types import financial_year
from optimiser.casefiles.schema.columns import LARGEST, decimal_text

LONGEST = 80  # characters of a number: more is no figure of a case
SIGNIFICANT = 15  # digits that a spreadsheet keeps and shows of a number
DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?", re.ASCII)
LOOKALIKES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DATES = (  # a first of a month as CSV files hold it: Nov-10, 01/11/2010, 2010-11-01
    re.compile(r"(?P<name>[A-Za-z]{3})-(?P<short>\d{2})", re.ASCII),
    re.compile(r"01/(?P<month>\d{2})/(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-01( 00:00:00)?", re.ASCII),
)


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


def what_it_is(text: str) -> str:
    """What a text in a number's place looks like: `"1,O00" (a letter O)`."""
    letters = [letter for letter in text if letter in "OoIl"]
    if letters and _undressed(text.translate(LOOKALIKES)) is not None:
        return f'"{text}" (a letter {letters[0]})'
    if text.casefold() in ("nan", "inf", "-inf", "infinity", "-infinity"):
        return f'"{text}" (not a number)'
    return f'"{text}"'


def how_to_retype(text: str, share: bool = False) -> str:
    """The remedy for a text in a number's place."""
    if text.endswith("%") and (percent := decimal_in(text[:-1].strip())) is not None:
        return (
            f"Write {decimal_text(percent / 100)} for {text}."
            if share
            else "Write a number, without the per cent sign."
        )
    if re.fullmatch(r"[£\s]*\d[\d.,]*\s*(k|m)", text.casefold()):
        return "Write the whole amount in pounds, not in thousands or millions."
    if re.fullmatch(r"-?\d+,\d{1,2}|-?\d+,\d{4,}", text):
        return "Write the decimal point as a full stop."
    meant = _undressed(text.translate(LOOKALIKES)) if len(text) <= LONGEST else None
    return (
        f"Retype it as {meant}." if meant else "Write a plain number, or leave the cell blank where a blank is allowed."
    )


def _undressed(text: str) -> str | None:
    """The plain decimal without its pound sign, thousands commas or accountant's brackets."""
    minus = (text.startswith("(") and text.endswith(")")) or text.replace("£", "").strip().startswith("-")
    bare = text.strip("()").replace("£", "").replace(" ", "").lstrip("-+")
    if not GROUPED.fullmatch(bare):
        return None
    return ("-" if minus else "") + bare.replace(",", "")


def year_meant(raw: object) -> int | None:
    """The financial year that a spreadsheet turned into a date: a typed 2010/11 becomes 1 November 2010."""
    if isinstance(raw, str):
        found = _month_in(raw)
    else:
        found = (raw.year, raw.month) if isinstance(raw, date) and raw.day == 1 else None
    return found[0] if found and found[1] == (found[0] + 1) % 100 else None


def _month_in(text: str) -> tuple[int, int] | None:
    """The year and month of a text that names the first of a month."""
    for pattern in DATES:
        if match := pattern.fullmatch(text):
            parts = match.groupdict()
            if "name" not in parts:
                return int(parts["year"]), int(parts["month"])
            if parts["name"].casefold() in MONTHS:
                return 2000 + int(parts["short"]), MONTHS.index(parts["name"].casefold()) + 1
    return None


def how_to_write_the_year(raw: object) -> str:
    """The remedy for a wrong value in a year's place."""
    start = raw.year if isinstance(raw, date) else None
    match = re.match(r"(\d{4})\b", str(raw))
    start = start or (int(match[1]) if match else None)
    return f"Write {financial_year(start)}, as text." if start else "Write it as 2010/11, as text."
