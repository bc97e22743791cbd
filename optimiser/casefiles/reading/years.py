"""Reads a financial year from what people type in its place: 2026-27, FY26, 31 March 2027, Mar-27, Ongoing.

Each form gives the years that it may mean. If it gives one, that is read; if it gives several, none is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime

from models.case.types import financial_year
from optimiser.casefiles.schema.columns import Column

Years = dict[int, str]  # the calendar year in which a financial year begins, and for what it stands
LAST = ("ends", "committed_to")  # columns that hold the last year of something
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONG = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november")
DAYS = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]m|Z)?)?"
MONTH = r"(?P<month>[a-z]{3,9})\.?"
NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
SERIALS = range(36_526, 73_416)  # the numbers by which Excel counts the days from 2000 to 2100
OPEN = (
    *("ongoing", "rolling", "open-ended", "open ended", "until further notice", "evergreen", "permanent", "indefinite"),
    *("no end", "no end date", "none", "n/a", "na", "-"),
)


def years_meant(raw: object, column: Column) -> Years:
    """The financial years that a cell may mean, each with what it would stand for; none if it is no year at all."""
    if isinstance(raw, datetime):
        return _of_day(raw.date(), column)
    if isinstance(raw, date):
        return _of_day(raw, column)
    text = re.sub("[\u2010-\u2015\u2212]", "-", raw).replace("\u2019", "'") if isinstance(raw, str) else str(raw)
    for pattern, read in FORMS:
        if match := pattern.fullmatch(text):
            return read(match, column)
    return {}


def year_of_heading(raw: object) -> int | None:
    """The financial year that a spreadsheet turned into a date: a typed 2010/11 becomes 1 November 2010."""
    if isinstance(raw, str):
        match = re.fullmatch(r"([A-Za-z]{3})-(\d{2})|01/(\d\d)/(\d{4})|(\d{4})-(\d\d)-01( 00:00:00)?", raw, re.ASCII)
        if not match:
            return None
        month = _month(match[1]) if match[1] else int(match[3] or match[6])
        year = 2000 + int(match[2]) if match[2] else int(match[4] or match[5])
    elif isinstance(raw, date) and raw.day == 1:
        year, month = raw.year, raw.month
    else:
        return None
    return year if month == (year + 1) % 100 else None


def is_part_of_a_year(raw: object, words: str, column: Column) -> bool:
    """Whether what a year stands for, such as 30 September 2027, leaves out a part of the year."""
    if year_of_heading(raw) is not None:
        return False
    whole = ("31 March", "March", "the year") if column.name in LAST else ("1 April", "April", "the year")
    return not words.startswith(whole)


def how_to_write_the_year(raw: object, column: Column) -> str:
    """The remedy for a cell that means no financial year, or several."""
    meant = [f"{financial_year(start)} for {words}" for start, words in years_meant(raw, column).items()]
    if meant:
        return f"Write {', or '.join(meant)}; as text."
    if str(raw).isdecimal() and len(str(raw)) == 5 and int(str(raw)) in SERIALS:
        return "It looks like the number of a day: format the cell as a date, or write the financial year, as text."
    if not column.default:
        return "Write a financial year such as 2010/11, as text."
    blank = f"a blank means {_what_a_blank_means(column)}"
    if isinstance(raw, str) and raw.casefold() in OPEN:
        never = " Write a year after the plan's last if it may not be ended." if column.name == "committed_to" else ""
        return f"Clear the cell: {blank}.{never}"
    return f"Write a financial year such as 2010/11, as text, or clear the cell: {blank}."


def _what_a_blank_means(column: Column) -> str:
    words = {"ends": "that it runs beyond the horizon", "committed_to": "that it may be ended in any year"}
    return words.get(column.name, column.default)


def _of_day(day: date, column: Column) -> Years:
    """The years of a day. The first day of a year as a last day, or the last as a first, may mean the other year."""
    start = day.year if day.month >= 4 else day.year - 1
    words = f"{day.day} {day:%B %Y}"
    typed = {year: f"a typed {financial_year(year)}" for year in [year_of_heading(day)] if year not in (None, start)}
    if column.name in LAST and (day.month, day.day) == (4, 1):
        return {start - 1: "what ends with the day before", start: f"what runs on after {words}", **typed}
    if column.name not in LAST and (day.month, day.day) == (3, 31):
        return {start + 1: "what begins with the day after", start: f"what runs on {words}", **typed}
    return {start: words, **typed}


def _of_month(year: int, month: int, column: Column) -> Years:
    """The years of a month of which no day is named."""
    start = year if month >= 4 else year - 1
    words = f"{date(year, month, 1):%B %Y}"
    if column.name in LAST and month == 4:
        return {start - 1: "what ends before that month", start: f"what runs on in {words}"}
    typed = year_of_heading(date(year, month, 1))
    return {start: words} if typed in (None, start) else {start: words, typed: f"a typed {financial_year(typed)}"}


def _days(year: str, months_and_days: Iterator[tuple[int, int]], column: Column) -> Years:
    """The years of a date whose month and day may be read in several ways."""
    full = _full(year)
    meant: Years = {}
    for month, day in months_and_days:
        try:
            readings = _of_day(date(full, month, day), column)
        except ValueError:
            continue
        meant = {**meant, **{start: words for start, words in readings.items() if start not in meant}}
    return meant


def _year_first(match: re.Match[str], column: Column) -> Years:
    return _days(match["year"], iter([(int(match["month"]), int(match["day"]))]), column)


def _numbers(match: re.Match[str], column: Column) -> Years:
    """31/03/2027; 03/04/2027, which an American reads as the 4th of March; 03.04.2027, whose day is first."""
    first, second = int(match["first"]), int(match["second"])
    day_first = match["sign"] == "." and second <= 12
    return _days(match["year"], iter([(second, first), (first, second)][: 1 if day_first else 2]), column)


def _named(match: re.Match[str], column: Column) -> Years:
    month = _month(match["month"])
    return _days(match["year"], iter([(month, int(match["day"]))]), column) if month else {}


def _month_of_year(match: re.Match[str], column: Column) -> Years:
    given = match["month"]
    month = int(given) if given.isdigit() else _month(given)
    return _of_month(_full(match["year"]), month, column) if 1 <= month <= 12 else {}


def _span(match: re.Match[str], column: Column) -> Years:
    """2026-27, 26/27, 2026/2027 and 2026 to 2027; and 2027-03, which is a month."""
    first, second = match["first"], match["second"]
    start = _full(first)
    meant: Years = {}
    if (start + 1) % 100 == int(second) % 100 and (len(second) == 2 or int(second) == start + 1):
        meant[start] = f"the year that begins in {start}"
    iso = match["sign"] == "-" and len(first) == 4 and len(second) == 2 and 1 <= int(second) <= 12
    if iso and (meant or int(second) < start % 100):
        meant = {**_of_month(start, int(second), column), **meant}
    return meant


def _bare(match: re.Match[str], _: Column) -> Years:
    year = _full(match["year"])
    return {year: f"the year that begins in {year}", year - 1: f"the year that ends in {year}"}


def _full(year: str) -> int:
    """A year of two digits is one from 1970 to 2069."""
    number = int(year)
    return number if len(year) == 4 else number + (2000 if number < 70 else 1900)


def _month(name: str) -> int:
    """A month's number from its name, 0 if there is none of that name."""
    short, name = name[:3].casefold(), name.casefold()
    known = short in MONTHS and (name in (short, "sept", "december") or name in LONG)
    return MONTHS.index(short) + 1 if known else 0


FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str], Column], Years]]] = [
    (re.compile(pattern, re.ASCII | re.IGNORECASE), read)
    for pattern, read in (
        (rf"(?P<year>(?:19|20)\d\d)(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}}){TIME}", _year_first),
        (r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)", _year_first),
        (rf"(?P<first>\d{{1,2}})(?P<sign>[-/.])(?P<second>\d{{1,2}})(?P=sign)(?P<year>\d{{4}}|\d\d){TIME}", _numbers),
        (rf"{DAYS}{NTH}[\s-]*(?:of\s+)?{MONTH},?[\s-]*(?P<year>\d{{4}}|'?\d\d){TIME}", _named),
        (rf"{DAYS}{MONTH}\s+{NTH},?\s+(?P<year>\d{{4}}){TIME}", _named),
        (rf"(?:end\s+(?:of\s+)?)?{MONTH},?[\s-]*(?P<year>(?:19|20)\d\d)", _month_of_year),
        (rf"{MONTH}\s?[-']\s?(?P<year>\d\d)", _month_of_year),
        (r"(?P<month>\d{1,2})[-/.](?P<year>(?:19|20)\d\d)", _month_of_year),
        (
            r"(?:FY\s*)?(?P<first>(?:19|20|21)\d\d|\d\d)\s*(?P<sign>[-/\\]|\bto\b)\s*(?P<second>(?:19|20|21)\d\d|\d\d)",
            _span,
        ),
        (r"(?:FY|financial year)?\s*'?(?P<year>(?:19|20|21)\d\d)", _bare),
        (r"(?:FY|financial year)\s*'?(?P<year>\d\d)", _bare),
    )
]
