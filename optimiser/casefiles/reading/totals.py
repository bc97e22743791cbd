"""Finds rows that add up other rows: they would count twice.

A row of totals is known by its name, by a blank name beside sums, or by figures that could hardly be sums by chance. A
name alone decides only if it cannot be a name of its own: `Total Place pilot` is a stream, `Total grant` is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd

from optimiser.casefiles.reading.grid import Grid, Line
from optimiser.casefiles.reading.numbers import decimal_in, decimal_of
from optimiser.casefiles.reading.shown import Shown
from optimiser.casefiles.reading.units import is_unit
from optimiser.casefiles.reading.words import tidy
from optimiser.casefiles.schema.columns import Table

PLAIN = r"(?:grand |sub[ -]?|overall )?totals?|sum(?: total)?"
TOTAL = rf"(?:running |column |final |net |gross )?(?:{PLAIN})|tot|ttl|overall|subtot"
SUBJECT = {  # what the rows of a table are, as the names of their totals say it
    "boroughs": "boroughs|councils|areas|authorities",
    "services": "services",
    "funding": "boroughs|funding|streams|grants|money|budgets?|income|sources|allocations|resources",
    "demand": "boroughs|services|demand|places",
    "contracts": "contracts|places|costs?|spend|spending",
    "offers": "offers|bids|places|capacity",
    "hubs": "hubs|costs?",
    "prices": "prices|offers",
}
SIGMA = "\u03c3"  # the Greek letter, as casefold gives it
WORDS = (
    r"all|the|of|for|in|and|by|year|annual|funding|grants?|budgets?|income|costs?|spend|spending|expenditure|places|demand"
    r"|boroughs?|services?|contracts?|offers?|money|streams?|hubs?|area|both|everything|amount|value|need"
)
SUMMED = ("boroughs", "funding", "demand", "contracts", "hubs")  # tables whose rows add up to something
DIGITS = 5  # of agreement that chance would hardly give: one in a hundred thousand


def is_total_name(text: str, table: Table) -> bool:
    """Whether a text, by itself, can only be the name of a total: Total, sub-total:, **TOTAL £**, Σ, all funding."""
    words = _words(text)
    pattern = TOTAL if table.name in SUBJECT else PLAIN
    return words in (SIGMA, "∑", "=", "t o t a l") or re.fullmatch(pattern, words) is not None


@dataclass(frozen=True)
class Totals:
    """The rows of totals of a grid.

    `named`: the position of each column of names; `figures`: of each column of figures that add up.
    """

    grid: Grid
    table: Table
    named: Sequence[int]
    figures: Sequence[int]

    def certain(self) -> tuple[Line, ...]:
        """The rows that are totals."""
        return tuple(self._certain())

    def likely(self, lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
        """The rows whose figures add up others, though no name says so, and which these are."""
        told: set[int] = set()
        for which, group in self._groups(lines) if self.table.name in SUMMED else ():
            rows = [tuple(self._value(line, at) for at in self.figures) for line in group]
            total = tuple(map(sum, zip(*rows, strict=True)))
            for line, row in zip(group, rows, strict=True):
                twice = tuple(2 * own for own in row)
                if any(row) and twice == total and line.number not in told and _is_no_chance(row, rows):
                    told.add(line.number)
                    yield line, which

    def _certain(self) -> Iterator[Line]:
        for position, line in enumerate(self.grid.lines):
            names = [text for at in self.named if isinstance(text := _cell(line, at), str)]
            blank = bool(self.named) and _cell(line, self.named[0]) is None
            others = [cell for cell in line.cells if isinstance(cell, str)] if blank else []
            if (
                any(is_total_name(text, self.table) for text in (*names, *others))
                or (blank and position in self._summed)
                or (names and not blank and self._is_of_others(names[0], position))
            ):
                yield line

    def _is_of_others(self, text: str, position: int) -> bool:
        """Whether a name says that it totals what other rows are about: `Total grant`, `Ashby total`, `All funding`."""
        subject, words = SUBJECT.get(self.table.name), _words(text)
        if not subject:
            return False
        if re.fullmatch(rf"all (?:the |our )?(?:{subject})", words):
            return position in self._summed or not self.table.columns[0].refers
        first = re.fullmatch(rf"(?:{TOTAL})\b(.+)", words)
        if not first:
            return re.fullmatch(r".+[ -](?:sub[ -]?|grand )?totals?", words) is not None
        rest = re.sub(r"[^\w&' ]", " ", first[1])
        for name in sorted(self._names, key=len, reverse=True):
            rest = re.sub(rf"\b{re.escape(name)}\b", " ", rest)
        plain = not re.sub(rf"\b(?:{WORDS}|\d+)\b", " ", rest).strip()
        return position in self._summed or (plain and self.table.name in SUMMED)

    @cached_property
    def _names(self) -> set[str]:
        """The names of the other rows, and of what they are for."""
        cells = [cell for line in self.grid.lines for at in self.named if isinstance(cell := _cell(line, at), str)]
        names = {_words(name) for cell in cells for name in (cell, *cell.split(","))}
        return {name for name in names if name and not re.search(r"\btotals?\b", name)}

    @cached_property
    def _summed(self) -> set[int]:
        """The positions of rows of which every figure is the sum of two or more rows just above, or of all others."""
        given = [tuple(at for at in self.figures if _number(_cell(line, at))) for line in self.grid.lines]
        found: set[int] = set()
        for columns in filter(None, dict.fromkeys(given)):
            rows = [tuple(self._value(line, at) for at in columns) for line in self.grid.lines]
            total = tuple(map(sum, zip(*rows, strict=True)))
            sums, reached = {(Fraction(0),) * len(columns): 0}, (Fraction(0),) * len(columns)
            for position, row in enumerate(rows):
                before = tuple(all_above - own for all_above, own in zip(reached, row, strict=True))
                above = sums.get(before, position) < position - 1
                if given[position] == columns and (above or (len(rows) > 2 and tuple(2 * own for own in row) == total)):
                    found.add(position)
                reached = tuple(all_above + own for all_above, own in zip(reached, row, strict=True))
                sums.setdefault(reached, position + 1)
        return found

    def _groups(self, lines: Sequence[Line]) -> Iterator[tuple[str, Sequence[Line]]]:
        """All rows, and the rows that share a name, if they are three or more."""
        if len(lines) > 2:
            yield "all other rows", lines
        for at in self.named:
            alike: dict[object, list[Line]] = {}
            for line in lines:
                alike.setdefault(_cell(line, at), []).append(line)
            for name, group in alike.items():
                if 2 < len(group) < len(lines) and isinstance(name, str):
                    yield f'the other rows of "{name}"', group

    def _value(self, line: Line, at: int) -> Fraction:
        return _number(_cell(line, at)) or Fraction(0)


def _is_no_chance(total: Sequence[Fraction], rows: Sequence[Sequence[Fraction]]) -> bool:
    """Whether the figures of a total, and of the rows that it adds up, have more digits than chance would give."""
    others = list(rows)
    others.remove(total)
    columns = {column for column in zip(*others, strict=True) if any(column)}
    return sum(map(_digits, columns)) >= DIGITS


def _digits(column: Sequence[Fraction]) -> int:
    """How many digits of a sum its parts leave open: 2 for 120,000 and 30,000, which are tens of thousands."""
    parts = [int(value * 100) for value in column if value]
    return len(str(abs(sum(parts)) // gcd(*parts))) if len(parts) > 1 else 0


def _words(text: str) -> str:
    """A name without what dresses it: capitals, asterisks, colons, brackets, units and years."""
    bare = re.sub(r"\b\d{4}/\d{2}\b", " ", tidy(text).casefold().replace("–", "-").replace("—", "-"))
    bare = " ".join(re.sub(r"[*_#>\"“”:.;()\[\]]+", " ", bare).split()).strip(" -")
    words = bare.split()
    while len(words) > 1 and is_unit(words[-1]) and words[-1] not in ("places", "people"):
        words.pop()
    return " ".join(words)


def _cell(line: Line, at: int) -> object:
    """A cell as it stands; a text with a number format as it is shown."""
    cell = line.cells[at] if at < len(line.cells) else None
    return cell.text if isinstance(cell, Shown) and isinstance(cell.held, str) else cell


def _number(raw: object) -> Fraction | None:
    raw = raw.held if isinstance(raw, Shown) else raw
    if isinstance(raw, str):
        return decimal_in(raw.strip())
    return decimal_of(raw) if isinstance(raw, (int, float)) and not isinstance(raw, bool) else None
