"""Matches the headings of a grid to the columns of its table, to years and to options."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeVar

from models.case.faults import Fault, closest_name, did_you_mean
from models.case.types import financial_year
from optimiser.casefiles.reading.grid import Grid, NoValue
from optimiser.casefiles.reading.numbers import found_text
from optimiser.casefiles.reading.per_cents import cells_under, per_cents
from optimiser.casefiles.reading.totals import is_total_name
from optimiser.casefiles.reading.units import (
    NO_FIGURES,
    Unit,
    conversion,
    foreign_units,
    is_unit,
    own_unit,
    stated_units,
    units_beside_a_name,
    without_units,
    words_not_read,
)
from optimiser.casefiles.reading.words import tidy
from optimiser.casefiles.reading.years import year_of_heading
from optimiser.casefiles.schema.columns import Column, Kind, Table, heading_unit, normalised_heading, year_of

YEAR_AT_AN_END = re.compile(r"(?P<before>.*?)(?P<year>\b\d{4}/\d{2}\b)(?P<after>.*)", re.DOTALL)
ANOTHER_FORM = re.compile(
    r"(?P<before>.*?)(?:\bfy\s*|\bfinancial year\s*)?(?<![\d/-])(?P<first>(?:19|20|21)\d\d)\s?[-/\u2013]\s?"
    r"(?P<second>(?:(?:19|20|21)\d\d)|\d\d)(?![\d/-])(?P<after>.*)",
    re.IGNORECASE,
)
ANY_FIGURES = Column("figures", Kind.MONEY, "", unit="pounds")  # under a heading that no column has
Key = TypeVar("Key", bound=Hashable)


@dataclass
class Layout:
    """The position of each column of a table in its grid, from 0. `missing`: required columns that are not there.

    `per_cents`: where the fault of the heading covers each figure that is no share.
    """

    columns: dict[str, int] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)
    options: dict[str, int] = field(default_factory=dict)
    per_cents: set[int] = field(default_factory=set)
    missing: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)


def match_headings(grid: Grid, table: Table) -> Layout:
    """Match the headings of a grid. A heading that cannot be matched is a fault."""
    return _Matcher(grid, table).matched()


def column_named(heading: str, columns: Mapping[str, Column]) -> tuple[str, str] | None:
    """The column that a heading names, and the unit beside the name: `price £` is as `price (£)`. None: no column."""
    if normalised_heading(heading) in columns:
        return normalised_heading(heading), heading_unit(heading)
    words = re.sub(r"[\s_]+", " ", heading).casefold()
    for name in sorted(columns, key=len, reverse=True):
        apart = re.fullmatch(rf"(.*?)\b{re.escape(name.replace('_', ' '))}\b(.*)", words)
        if apart and columns[name].kind not in NO_FIGURES and is_unit(" ".join(apart.groups())):
            return name, " ".join(apart.groups()).strip()
    return None


@dataclass
class _Matcher:
    grid: Grid
    table: Table
    found: Layout = field(default_factory=Layout)
    unknown: dict[int, object] = field(default_factory=dict)

    def matched(self) -> Layout:
        for position, raw in enumerate(self.grid.headings.cells):
            self.match(position, tidy(raw) or None if isinstance(raw, str) else raw)
        resembled = {self.tell_unknown(position, name) for position, name in self.unknown.items()}
        required = [column.name for column in self.table.columns if column.required]
        self.found.missing = tuple(name for name in required if name not in self.found.columns)
        self.years_in_order(self.found.years)
        for name in self.found.missing:
            if name not in resembled:
                self.tell(None, "no such column", f"a column {name}", f"Add the column {name}.")
        return self.found

    def match(self, position: int, heading: object) -> None:
        if heading is None:
            self.nameless(position)
        elif isinstance(heading, str) and (named := column_named(heading, self.table.by_name)):
            name, unit = named
            self.put(self.found.columns, name, position)
            self.in_its_unit(position, unit, self.table.by_name[name], self.table.by_name[name].heading)
        elif self.table.years and (dated := self.year(position, heading)) is not None:
            year, unit = dated
            self.put(self.found.years, year, position)
            self.in_its_unit(position, unit, self.table.years, financial_year(year))
        elif self.table.options and not isinstance(heading, NoValue):
            self.put(self.found.options, heading if isinstance(heading, str) else found_text(heading), position)
        else:
            self.unknown[position] = heading

    def put(self, where: dict[Key, int], key: Key, position: int) -> None:
        if key in where:
            self.tell(position, "a second column of that name", "each heading once", "Take one of them out.")
        where.setdefault(key, position)

    def year(self, position: int, heading: object) -> tuple[int, str] | None:
        """The year that a heading names and the unit beside it, also if a spreadsheet turned the year into a date."""
        if isinstance(heading, str) and (start := year_of(re.split(r"[(\[]", heading)[0])) is not None:
            beside = heading.strip()[len("2010/11") :].strip()
            return start, heading_unit(heading) if re.fullmatch(r"[(\[][^()\[\]]*[)\]]", beside) else beside
        if isinstance(heading, str) and (parts := YEAR_AT_AN_END.fullmatch(heading)):
            start, beside = year_of(parts["year"]), f"{parts['before']} {parts['after']}"
            if start is not None and is_unit(beside):
                return start, beside.strip()
        if isinstance(heading, str) and (other := self.another_form(position, heading)):
            return other
        meant = year_of_heading(heading)
        if meant is None:
            return None
        remedy = f"It is read as {financial_year(meant)}; format the heading as text and retype it."
        self.warn(position, f"the heading {found_text(heading)}", f"a heading such as {financial_year(meant)}", remedy)
        return meant, ""

    def another_form(self, position: int, heading: str) -> tuple[int, str] | None:
        """The year that a heading names in another form, such as 2013-14 or "2013/14 budget"; None if in doubt."""
        parts = ANOTHER_FORM.fullmatch(" ".join(heading.split()))
        if not parts or not _are_a_year(parts["first"], parts["second"]):
            return None
        start, beside = int(parts["first"]), f"{parts['before']} {parts['after']}".strip()
        if stated_units(beside) or words_not_read(beside, self.table.years or ANY_FIGURES):
            return None
        year = financial_year(start)
        self.warn(
            position, f'the heading "{heading}"', f"a heading such as {year}", f"It is read as {year}; write it so."
        )
        return start, beside

    def in_its_unit(self, position: int, given: str, column: Column, heading: str) -> None:
        """Add a fault if the heading's unit is not the column's: its figures would mean something else."""
        foreign = foreign_units(units_beside_a_name(given), column)
        then = f'write the heading as "{heading}"'
        if foreign:
            shares = per_cents(foreign, cells_under(self.grid, position), column, then)
            remedy = shares.remedy if shares else f"{conversion(foreign, column)}, then {then}."
            if remedy:
                self.tell(position, f'figures in "{given}"', own_unit(column), remedy)
            if shares and shares.told:
                self.found.per_cents.add(position)
        elif words_not_read(given, column):
            remedy = f"These words are not read: the figures are taken as {own_unit(column)}. Check that they are so."
            self.warn(position, f'"{given}" beside the heading "{heading}"', own_unit(column), remedy)

    def nameless(self, position: int) -> None:
        lines = self.grid.lines
        if any(position < len(line.cells) and line.cells[position] is not None for line in lines):
            found, expected = "figures or text under a blank heading", "a heading over every column"
            self.tell(position, found, expected, "Give the column its heading, or clear it.")

    def years_in_order(self, years: Mapping[int, int]) -> None:
        for before, after in pairwise(sorted(years, key=years.__getitem__)):
            if after < before:
                found = f"{financial_year(after)} after {financial_year(before)}"
                remedy = "Check that each figure stands under its year, and put the columns in order."
                self.tell(years[after], found, "years in order", remedy)

    def tell_unknown(self, position: int, heading: object) -> str:
        """Add a fault for a heading that no column has; return the name of the column that it resembles."""
        if isinstance(heading, NoValue):
            self.tell(position, heading.found, "a heading", heading.remedy)
            return ""
        if isinstance(heading, str) and (is_total_name(heading, self.table) or heading.casefold() == "all years"):
            remedy = "Delete the column: the totals are worked out."
            self.tell(position, f"a column of totals, {found_text(heading)}", "the columns of the table alone", remedy)
            return ""
        free = [name for name in self.table.by_name if name not in self.found.columns]
        years = [financial_year(start) for start in range(2000, 2060)] if self.table.years else []
        written, expected = found_text(heading).strip('"'), f"a column of the table {self.table.name}"
        word, names = normalised_heading(without_units(written)), [*free, *years]
        units = stated_units(written)
        if units and (told := self.in_another_unit(position, written, units, names)) is not None:
            return told
        remedy = did_you_mean(word, names) or "Correct it, or take the column out; remarks go under a heading note."
        self.tell(position, f"the heading {found_text(heading)}", expected, remedy)
        near = closest_name(word, names)
        if (start := year_of(near)) is not None and str(start) in written:
            self.found.years.setdefault(start, position)  # else its year would be told as missing too
        return near

    def in_another_unit(self, position: int, heading: str, units: Sequence[Unit], names: Sequence[str]) -> str | None:
        """Add a fault for figures in another unit, under a heading that is not quite a column's; give its column."""
        words = f" {re.sub(r'[^a-z0-9/]+', ' ', heading.casefold())} "
        named = max((name for name in names if f" {name.replace('_', ' ')} " in words), key=len, default="")
        near = named or closest_name(normalised_heading(without_units(heading)), names)
        column = self.table.by_name.get(near) or (self.table.years if near else None) or ANY_FIGURES
        foreign = foreign_units(units, column)
        if not foreign:
            return None
        if named in self.table.by_name:
            self.put(self.found.columns, named, position)
        elif (start := year_of(named)) is not None:
            self.put(self.found.years, start, position)
        other = (
            f'correct the heading. Did you mean "{near}"?' if near else "correct the heading, or take the column out."
        )
        then = f'write the heading as "{named}".' if named else other
        found = f'figures in "{foreign[0].words}" under the heading "{heading}"'
        expected = f"a column of the table {self.table.name}, in {own_unit(column)}"
        self.tell(position, found, expected, f"{conversion(foreign, column)}, then {then}")
        return near

    def warn(self, position: int, found: str, expected: str, remedy: str) -> None:
        self.tell(position, found, expected, remedy)
        self.found.faults[-1] = replace(self.found.faults[-1], warning=True)

    def tell(self, position: int | None, found: str, expected: str, remedy: str) -> None:
        place = self.grid.place(self.grid.headings.number, position, "")
        self.found.faults.append(Fault(self.table.name, found, expected, remedy, location=place))


def _are_a_year(first: str, second: str) -> bool:
    """Whether two years follow each other. A form such as 2002-03, which may be a month of another year, is none."""
    follows = (int(first) + 1) % 100 == int(second) % 100 and (len(second) == 2 or int(second) == int(first) + 1)
    return follows and (len(second) == 4 or int(second) > 3)
