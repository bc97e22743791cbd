"""Coverage: places against the last year's demand, service by borough, in places and in shares; and what words mean.

The arithmetic is in `models.accounts.coverage`. Shares and sums are live formulas over the places. The board's grid of
words over these tables is in `coverage`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.accounts.coverage import CoverageLine, coverage
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column, Table, distinct
from optimiser.reports.board.book import Book
from optimiser.reports.board.shares import provided
from optimiser.reports.formats import NONE

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


def fill(book: Book, page: Page) -> None:
    """What the words mean, the shares, then the places that all the others are worked out from."""
    found = lines(book)
    if not found:
        page.text("No service has demand or places in the last year.")
        return
    page.caption("What the words of Coverage grid mean")
    page.table("CoverageTerms", _TERMS, [[word, use] for word, use in USES.items()])
    page.gap()
    page.caption("Places as a share of demand")
    shares = page.reserve("Coverage", columns(book, " (share)", (_DEMAND, SHARE_TODAY), Look.SHARE), len(found))
    page.gap()
    page.caption("Places")
    heads = (_DEMAND, Column("floor", "Floor (places)", Look.EXACT), _TODAY, Column("held", "Today held", most=12))
    places = page.reserve("CoveragePlaces", columns(book, " (places)", heads, Look.COUNT), len(found))
    places.fill(_placed(book, places, found, row) for row in range(len(found)))
    shares.fill(_shared(book, places, line, row) for row, line in enumerate(found))


def lines(book: Book) -> tuple[CoverageLine, ...]:
    """The lines that each table has, in the same order."""
    return coverage(book.case, [provided(each.plan) for each in book.solved])


def word(book: Book, row: int) -> str:
    """The address of a word, as any sheet may use it."""
    return book.table("CoverageTerms").cell(row, "word")


_TERMS = (Column("word", "Word", most=30), Column("use", "When it is said", most=60))
_DEMAND = Column("demand", "Demand (places)", Look.COUNT)
_TODAY = Column("today", "Today (places)", Look.COUNT)
SHARE_TODAY = Column("today", "Today (share)", Look.SHARE)


def columns(book: Book, unit: str, heads: Sequence[Column], its_look: Look) -> list[Column]:
    """Service and borough, the heads, then a column an option."""
    before = [Column("service", "Service", most=30), Column("borough", "Borough", most=24), *heads]
    named = [column.heading for column in before]
    headings = distinct([*named, *(f"{each.label}{unit}" for each in book.solved)])[len(before) :]
    options = zip(book.solved, headings, strict=True)
    return [*before, *(Column(each.key, heading, its_look, most=16) for each, heading in options)]


def names(line: CoverageLine) -> list[Cell]:
    """Which service and borough a line is of."""
    whole = not (line.service and line.borough)
    names = (line.service or WORDS[ALL_SERVICES], line.borough or WORDS[ALL_BOROUGHS])
    return [Cell(name, strong=whole) for name in names]


def _placed(book: Book, places: Table, found: Sequence[CoverageLine], row: int) -> list[Cell]:
    line = found[row]
    cells = [("demand", line.demand), ("today", line.today)]
    cells += [(each.key, number) for each, number in zip(book.solved, line.places, strict=True)]
    demand, *others = [Cell(number, formula=_sum(book, places, found, row, key)) for key, number in cells]
    floor, held = NONE if line.minimum is None else line.minimum, WORDS[TOGETHER if line.apportioned else ALONE]
    today, *options = others
    return [*names(line), demand, Cell(floor), today, Cell(held), *options]


def _sum(book: Book, places: Table, found: Sequence[CoverageLine], row: int, key: str) -> str:
    """The formula of a line that sums others: those of its service above it, or of its borough, or all boroughs'."""
    line = found[row]
    if line.service and line.borough:
        return ""
    if not line.borough:
        own = [n for n, each in enumerate(found) if each.service == line.service and each.borough]
        return f"=SUM({places.here(own[0], key)}:{places.here(own[-1], key)})".replace("$", "")
    borough, service = places.here(row, "borough"), word(book, ALL_SERVICES)
    last = max(n for n, each in enumerate(found) if each.service)

    def part(column: str) -> str:
        return f"{places.here(0, column)}:{places.here(last, column)}"

    return f"=SUMPRODUCT(({part('borough')}={borough})*({part('service')}<>{service})*{part(key)})"


def _shared(book: Book, places: Table, line: CoverageLine, row: int) -> list[Cell]:
    options = zip(book.solved, line.places, strict=True)
    return [
        *names(line),
        Cell(line.demand, formula=f"={places.here(row, 'demand')}"),
        _share(book, places, line, row, "today", line.today),
        *(_share(book, places, line, row, each.key, number) for each, number in options),
    ]


def _share(book: Book, places: Table, line: CoverageLine, row: int, key: str, number: int) -> Cell:
    demand, had = (places.here(row, name).replace("$", "") for name in ("demand", key))
    value = Fraction(number, line.demand) if line.demand else WORDS[NO_DEMAND]
    return Cell(value, formula=f"=IF({demand},{had}/{demand},{word(book, NO_DEMAND)})")
