"""Matches the headings of a grid to the columns of its table, to years and to options."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeVar

from models.case.faults import Fault, closest_name, did_you_mean
from models.case.types import financial_year
from optimiser.casefiles.reading.grid import Grid, NoValue
from optimiser.casefiles.reading.numbers import found_text
from optimiser.casefiles.reading.words import tidy
from optimiser.casefiles.reading.years import year_of_heading
from optimiser.casefiles.schema.columns import (
    WORDS,
    Column,
    Kind,
    Table,
    heading_unit,
    normalised_heading,
    year_of,
)

THOUSANDS = re.compile(r"000|thousand|million|\b[km]\b|£[km]\b|\bmn\b")
SHORTER = re.compile(r"month|week|quarter|day")
Key = TypeVar("Key", bound=Hashable)


@dataclass
class Layout:
    """The position of each column of a table in its grid, from 0. `missing`: required columns that are not there."""

    columns: dict[str, int] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)
    options: dict[str, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)


def match_headings(grid: Grid, table: Table) -> Layout:
    """Match the headings of a grid. A heading that cannot be matched is a fault."""
    return _Matcher(grid, table).matched()


@dataclass
class _Matcher:
    grid: Grid
    table: Table
    found: Layout = field(default_factory=Layout)
    unknown: dict[int, object] = field(default_factory=dict)

    def matched(self) -> Layout:
        for position, raw in enumerate(self.grid.headings.cells):
            self.match(position, tidy(raw) or None if isinstance(raw, str) else raw)
        required = [column.name for column in self.table.columns if column.required]
        self.found.missing = tuple(name for name in required if name not in self.found.columns)
        self.years_in_order(self.found.years)
        resembled = {self.tell_unknown(position, name) for position, name in self.unknown.items()}
        for name in self.found.missing:
            if name not in resembled:
                self.tell(None, "no such column", f"a column {name}", f"Add the column {name}.")
        return self.found

    def match(self, position: int, heading: object) -> None:
        if heading is None:
            self.nameless(position)
        elif isinstance(heading, str) and normalised_heading(heading) in self.table.by_name:
            self.put(self.found.columns, normalised_heading(heading), position)
            self.in_its_unit(position, heading, self.table.by_name[normalised_heading(heading)])
        elif self.table.years and (year := self.year(position, heading)) is not None:
            self.put(self.found.years, year, position)
            self.in_its_unit(position, str(heading), self.table.years)
        elif self.table.options and not isinstance(heading, NoValue):
            self.put(self.found.options, heading if isinstance(heading, str) else found_text(heading), position)
        else:
            self.unknown[position] = heading

    def put(self, where: dict[Key, int], key: Key, position: int) -> None:
        if key in where:
            self.tell(position, "a second column of that name", "each heading once", "Take one of them out.")
        where.setdefault(key, position)

    def year(self, position: int, heading: object) -> int | None:
        """The year that a heading names, with or without a unit, also if a spreadsheet turned it into a date."""
        if isinstance(heading, str) and (start := year_of(heading.partition("(")[0])) is not None:
            return start
        meant = year_of_heading(heading)
        if meant is not None:
            remedy = f"It is read as {financial_year(meant)}; format the heading as text and retype it."
            self.tell(
                position, f"the heading {found_text(heading)}", f"a heading such as {financial_year(meant)}", remedy
            )
            self.found.faults[-1] = replace(self.found.faults[-1], warning=True)
        return meant

    def in_its_unit(self, position: int, heading: str, column: Column) -> None:
        """Add a fault if the heading's unit is not the column's: its figures would mean something else."""
        given = heading_unit(heading)
        another = THOUSANDS.search(given) or (given == "%" and column.kind is Kind.SHARE)
        if another or (SHORTER.search(given) and not SHORTER.search(column.unit)):
            remedy = "Convert the figures, and then the heading."
            self.tell(position, f'figures in "{given}"', column.unit or WORDS[column.kind], remedy)

    def nameless(self, position: int) -> None:
        lines = self.grid.lines
        if any(position < len(line.cells) and line.cells[position] is not None for line in lines):
            found, expected = "figures or text under a blank heading", "a heading over every column"
            self.tell(position, found, expected, "Give the column its heading, or clear it.")

    def years_in_order(self, years: Mapping[int, int]) -> None:
        for before, after in pairwise(years):
            if after < before:
                found = f"{financial_year(after)} after {financial_year(before)}"
                remedy = "Check that each figure stands under its year, and put the columns in order."
                self.tell(years[after], found, "years in order", remedy)

    def tell_unknown(self, position: int, heading: object) -> str:
        """Add a fault for a heading that no column has; return the name of the column that it resembles."""
        if isinstance(heading, NoValue):
            self.tell(position, heading.found, "a heading", heading.remedy)
            return ""
        free = [name for name in self.table.by_name if name not in self.found.columns]
        years = [financial_year(start) for start in range(2000, 2060)] if self.table.years else []
        word, names = normalised_heading(found_text(heading).strip('"')), [*free, *years]
        remedy = did_you_mean(word, names) or "Correct it, or take the column out; remarks go under a heading note."
        self.tell(position, f"the heading {found_text(heading)}", f"a column of the table {self.table.name}", remedy)
        return closest_name(word, names)

    def tell(self, position: int | None, found: str, expected: str, remedy: str) -> None:
        place = self.grid.place(self.grid.headings.number, position, "")
        self.found.faults.append(Fault(self.table.name, found, expected, remedy, location=place))
