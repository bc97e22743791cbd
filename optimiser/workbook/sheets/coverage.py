"""Coverage grid: what of the last year's demand each option meets, service by borough, with a word for every gap.

The arithmetic is in `models.coverage`. Words, shares and sums are live formulas over the places at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.coverage import Covered, coverage
from optimiser.workbook.book import Book
from optimiser.workbook.facts import provided
from optimiser.workbook.looks import Look
from optimiser.workbook.page import Page
from optimiser.workbook.tables import Cell, Column, Table, distinct
from optimiser.workbook.words import NONE

NO_DEMAND, NOBODY, FLOOR, BELOW, BELOW_SHARE, AS_TODAY, ABOVE, ALL_MET = range(8)  # the rows of the words
ALL_BOROUGHS, ALL_SERVICES, ALONE, TOGETHER = range(8, 12)
USES = {
    "no demand": "nothing is wanted in the last year",
    "nobody served": "there is demand, and not one place",
    "below the floor": "fewer places than the floor for just this service and borough",
    "below today": "fewer places than today's would meet of the demand",
    "below its share": "fewer places than its part, by cost share, of places that boroughs hold together today",
    "as today": "as many places as today's, and demand is left",
    "above today": "more places than today's, and demand is left",
    "all met": "as many places as are wanted",
    "all boroughs": "the line of a service for all boroughs together",
    "all services": "the line of a borough for all its services together",
    "alone": "today's places are of contracts of this line alone, or there are none",
    "together": "today's places are in part of contracts with other boroughs",
}
WORDS = tuple(USES)
GAPS = (NOBODY, FLOOR, BELOW, BELOW_SHARE)
SHADED = {NOBODY: "Extreme", FLOOR: "High", BELOW: "Medium", BELOW_SHARE: "Low"}  # as the shading of bands is called


@dataclass(frozen=True, slots=True)
class _Grid:
    """The tables, which have the same rows and the same keys, and the lines they show."""

    book: Book
    lines: tuple[Covered, ...]
    words: Table
    shares: Table
    places: Table

    def word(self, row: int) -> str:
        """The address of a word."""
        return self.words.here(row, "word")


def fill(book: Book, page: Page) -> None:
    """The words first, then how many gaps each option has, the grid in words, in shares and in places."""
    last = book.case.label(book.case.horizon - 1)
    page.text(
        f"All of {last}, the last year. Today's places are set against the same demand, and count as far as there is"
        " demand for them. Places that boroughs hold together today are shared over them by cost share: that is a"
        " reckoning, as each may use any of them. Infrastructure is left out; floors over several services or in people"
        " are on Floors."
    )
    page.gap()
    lines = coverage(book.case, [provided(each.plan) for each in book.solved])
    if not lines:
        page.text("No service has demand or places in the last year.")
        return
    page.caption("Gaps of each option")
    gaps = page.reserve("CoverageGaps", _gap_columns(), len(book.solved))
    page.gap()
    _grids(book, page, lines, gaps)


def _grids(book: Book, page: Page, lines: tuple[Covered, ...], gaps: Table) -> None:
    page.caption("In words")
    said = page.reserve("CoverageWords", _columns(book, "", (_SHARE_TODAY,), Look.TEXT), len(lines))
    page.gap()
    page.caption("What the words mean")
    words = page.table("CoverageTerms", _TERMS, [[word, use] for word, use in USES.items()])
    page.gap()
    page.caption("Places as a share of demand")
    shares = page.reserve("Coverage", _columns(book, " (share)", (_DEMAND, _SHARE_TODAY), Look.SHARE), len(lines))
    page.gap()
    page.caption("Places")
    heads = (_DEMAND, Column("floor", "Floor (places)", Look.EXACT), _TODAY, Column("held", "Today held", most=12))
    places = page.reserve("CoveragePlaces", _columns(book, " (places)", heads, Look.COUNT), len(lines))
    grid = _Grid(book, lines, words, shares, places)
    places.fill(_placed(grid, row) for row in range(len(lines)))
    shares.fill(_shared(grid, row) for row in range(len(lines)))
    said.fill(list(_said(grid, row)) for row in range(len(lines)))
    gaps.fill(list(_counted(grid, said, row)) for row in range(len(book.solved)))
    _shade(page, grid, said)


_TERMS = (Column("word", "Word", most=30), Column("use", "When it is said", most=24))
_DEMAND = Column("demand", "Demand (places)", Look.COUNT)
_TODAY = Column("today", "Today (places)", Look.COUNT)
_SHARE_TODAY = Column("today", "Today (share)", Look.SHARE)


def _gap_columns() -> list[Column]:
    counts = [Column(f"gap{row}", f"{WORDS[row].capitalize()} (lines)", Look.COUNT) for row in GAPS]
    return [
        Column("option", "Option", most=30),
        Column("lines", "Services by borough, with demand (lines)", Look.COUNT),
        *counts,
    ]


def _columns(book: Book, unit: str, heads: Sequence[Column], its_look: Look) -> list[Column]:
    before = [Column("service", "Service", most=30), Column("borough", "Borough", most=24), *heads]
    named = [column.heading for column in before]
    headings = distinct([*named, *(f"{each.label}{unit}" for each in book.solved)])[len(before) :]
    options = zip(book.solved, headings, strict=True)
    return [*before, *(Column(each.key, heading, its_look, most=16) for each, heading in options)]


def _names(line: Covered) -> list[Cell]:
    whole = not (line.service and line.borough)
    names = (line.service or WORDS[ALL_SERVICES], line.borough or WORDS[ALL_BOROUGHS])
    return [Cell(name, strong=whole) for name in names]


def _placed(grid: _Grid, row: int) -> list[Cell]:
    line = grid.lines[row]
    cells = [("demand", line.demand), ("today", line.today)]
    cells += [(each.key, number) for each, number in zip(grid.book.solved, line.places, strict=True)]
    demand, *others = [Cell(number, formula=_sum(grid, row, key)) for key, number in cells]
    floor, held = NONE if line.floor is None else line.floor, WORDS[TOGETHER if line.together else ALONE]
    today, *options = others
    return [*_names(line), demand, Cell(floor), today, Cell(held), *options]


def _sum(grid: _Grid, row: int, key: str) -> str:
    """The formula of a line that sums others: those of its service above it, or of its borough, or all boroughs'."""
    line = grid.lines[row]
    if line.service and line.borough:
        return ""
    if not line.borough:
        own = [n for n, each in enumerate(grid.lines) if each.service == line.service and each.borough]
        return f"=SUM({grid.places.here(own[0], key)}:{grid.places.here(own[-1], key)})".replace("$", "")
    borough, service = grid.places.here(row, "borough"), grid.word(ALL_SERVICES)
    last = max(n for n, each in enumerate(grid.lines) if each.service)

    def part(column: str) -> str:
        return f"{grid.places.here(0, column)}:{grid.places.here(last, column)}"

    return f"=SUMPRODUCT(({part('borough')}={borough})*({part('service')}<>{service})*{part(key)})"


def _shared(grid: _Grid, row: int) -> list[Cell]:
    line = grid.lines[row]
    options = zip(grid.book.solved, line.places, strict=True)
    return [
        *_names(line),
        Cell(line.demand, formula=f"={grid.places.here(row, 'demand')}"),
        _share(grid, row, "today", line.today),
        *(_share(grid, row, each.key, number) for each, number in options),
    ]


def _share(grid: _Grid, row: int, key: str, number: int) -> Cell:
    demand, had = (grid.places.here(row, name).replace("$", "") for name in ("demand", key))
    line = grid.lines[row]
    value = Fraction(number, line.demand) if line.demand else WORDS[NO_DEMAND]
    return Cell(value, formula=f"=IF({demand},{had}/{demand},{grid.word(NO_DEMAND)})")


def _said(grid: _Grid, row: int) -> Iterator[Cell]:
    line = grid.lines[row]
    yield from _names(line)
    today = Fraction(line.today, line.demand) if line.demand else WORDS[NO_DEMAND]
    yield Cell(today, formula=f"={grid.shares.here(row, 'today')}")
    for each, number in zip(grid.book.solved, line.places, strict=True):
        yield Cell(WORDS[_word(line, number)], formula=_formula(grid, row, each.key))


def _word(line: Covered, places: int) -> int:
    """The row of the word for so many places."""
    if not line.demand:
        return NO_DEMAND
    if line.floor is not None and places < line.floor:
        return FLOOR
    if not places:
        return NOBODY
    if places < line.today:
        return BELOW_SHARE if line.together else BELOW
    if places >= line.demand:
        return ALL_MET
    return ABOVE if places > line.today else AS_TODAY


def _formula(grid: _Grid, row: int, key: str) -> str:
    """The same, live; MAX makes the word of a floor that is not there 0."""
    names = ("demand", "floor", "today", "held", key)
    demand, floor, today, held, had = (grid.places.here(row, name).replace("$", "") for name in names)
    left = f"IF({had}>{today},{grid.word(ABOVE)},{grid.word(AS_TODAY)})"
    below = f"IF({held}={grid.word(TOGETHER)},{grid.word(BELOW_SHARE)},{grid.word(BELOW)})"
    served = f"IF({had}<{today},{below},IF({had}<{demand},{left},{grid.word(ALL_MET)}))"
    there = f"IF({had}<MAX({floor}),{grid.word(FLOOR)},IF({had},{served},{grid.word(NOBODY)}))"
    return f"=IF({demand},{there},{grid.word(NO_DEMAND)})"


def _counted(grid: _Grid, said: Table, row: int) -> Iterator[Cell]:
    """How many lines of one service and one borough have demand, and how many of them have each gap."""
    each = grid.book.solved[row]
    own = [line for line in grid.lines if line.service and line.borough]
    parts = (
        f"({said.column('service')}<>{grid.word(ALL_SERVICES)})*({said.column('borough')}<>{grid.word(ALL_BOROUGHS)})"
    )
    found = [_word(line, line.places[row]) for line in own]
    yield Cell(each.label)
    wanted = f"=SUMPRODUCT({parts}*({said.column(each.key)}<>{grid.word(NO_DEMAND)}))"
    yield Cell(sum(word != NO_DEMAND for word in found), formula=wanted)
    for gap in GAPS:
        yield Cell(
            found.count(gap), formula=f"=SUMPRODUCT({parts}*({said.column(each.key)}={grid.word(gap)}))", strong=True
        )


def _shade(page: Page, grid: _Grid, said: Table) -> None:
    first, last = grid.book.solved[0].key, grid.book.solved[-1].key
    cells = f"{said.here(0, first)}:{said.here(said.count - 1, last)}".replace("$", "")
    for row, band in SHADED.items():
        rule = {"type": "cell", "criteria": "==", "value": f"={grid.word(row)}", "format": page.looks.shade(band)}
        page.worksheet.conditional_format(cells, rule)
