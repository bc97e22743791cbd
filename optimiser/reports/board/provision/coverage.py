"""Coverage: places against the last year's demand, service by borough, in places and in shares; and what words mean.

The arithmetic is in `models.accounts.coverage`. Shares and sums are live formulas over the places. The board's grid of
words over these tables is in `coverage`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.accounts.coverage import CoverageLine, coverage
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, unique_headings
from optimiser.reports.board.allocations import places_provided
from optimiser.reports.board.report import BoardReport
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


def fill(report: BoardReport, page: Page) -> None:
    """What the words mean, the shares, then the places that all the others are worked out from."""
    found = lines(report)
    if not found:
        page.write_text("No service has demand or places in the last year.")
        return
    page.write_caption("What the words of Coverage grid mean")
    page.write_table("CoverageTerms", _TERMS, [[word, use] for word, use in USES.items()])
    page.skip_row()
    page.write_caption("Places as a share of demand")
    shares = page.reserve_table(
        "Coverage", columns(report, " (share)", (_DEMAND, SHARE_TODAY), NumberFormat.SHARE), len(found)
    )
    page.skip_row()
    page.write_caption("Places")
    heads = (
        _DEMAND,
        Column("floor", "Floor (places)", NumberFormat.EXACT),
        _TODAY,
        Column("held", "Today held", max_width=12),
    )
    places = page.reserve_table("CoveragePlaces", columns(report, " (places)", heads, NumberFormat.COUNT), len(found))
    places.fill(_placed(report, places, found, row) for row in range(len(found)))
    shares.fill(_shared(report, places, line, row) for row, line in enumerate(found))


def lines(report: BoardReport) -> tuple[CoverageLine, ...]:
    """The lines that each table has, in the same order."""
    return coverage(report.case, [places_provided(option.plan) for option in report.options])


def word(report: BoardReport, row: int) -> str:
    """The address of a word, as any sheet may use it."""
    return report.table("CoverageTerms").address(row, "word")


_TERMS = (Column("word", "Word", max_width=30), Column("use", "When it is said", max_width=60))
_DEMAND = Column("demand", "Demand (places)", NumberFormat.COUNT)
_TODAY = Column("today", "Today (places)", NumberFormat.COUNT)
SHARE_TODAY = Column("today", "Today (share)", NumberFormat.SHARE)


def columns(report: BoardReport, unit: str, heads: Sequence[Column], number_format: NumberFormat) -> list[Column]:
    """Service and borough, the heads, then a column an option."""
    before = [Column("service", "Service", max_width=30), Column("borough", "Borough", max_width=24), *heads]
    named = [column.heading for column in before]
    headings = unique_headings([*named, *(f"{option.label}{unit}" for option in report.options)])[len(before) :]
    options = zip(report.options, headings, strict=True)
    return [*before, *(Column(each.key, heading, number_format, max_width=16) for each, heading in options)]


def names(line: CoverageLine) -> list[Cell]:
    """Which service and borough a line is of."""
    whole = not (line.service and line.borough)
    names = (line.service or WORDS[ALL_SERVICES], line.borough or WORDS[ALL_BOROUGHS])
    return [Cell(name, bold=whole) for name in names]


def _placed(report: BoardReport, places: Table, found: Sequence[CoverageLine], row: int) -> list[Cell]:
    line = found[row]
    cells = [("demand", line.demand), ("today", line.today)]
    cells += [(each.key, number) for each, number in zip(report.options, line.places, strict=True)]
    demand, *others = [Cell(number, formula=_sum(report, places, found, row, key)) for key, number in cells]
    floor, held = NONE if line.minimum is None else line.minimum, WORDS[TOGETHER if line.apportioned else ALONE]
    today, *options = others
    return [*names(line), demand, Cell(floor), today, Cell(held), *options]


def _sum(report: BoardReport, places: Table, found: Sequence[CoverageLine], row: int, key: str) -> str:
    """The formula of a line that sums others: those of its service above it, or of its borough, or all boroughs'."""
    line = found[row]
    if line.service and line.borough:
        return ""
    if not line.borough:
        own = [n for n, each in enumerate(found) if each.service == line.service and each.borough]
        return f"=SUM({places.local_address(own[0], key)}:{places.local_address(own[-1], key)})".replace("$", "")
    borough, service = places.local_address(row, "borough"), word(report, ALL_SERVICES)
    last = max(n for n, each in enumerate(found) if each.service)

    def part(column: str) -> str:
        return f"{places.local_address(0, column)}:{places.local_address(last, column)}"

    return f"=SUMPRODUCT(({part('borough')}={borough})*({part('service')}<>{service})*{part(key)})"


def _shared(report: BoardReport, places: Table, line: CoverageLine, row: int) -> list[Cell]:
    options = zip(report.options, line.places, strict=True)
    return [
        *names(line),
        Cell(line.demand, formula=f"={places.local_address(row, 'demand')}"),
        _share(report, places, line, row, "today", line.today),
        *(_share(report, places, line, row, each.key, number) for each, number in options),
    ]


def _share(report: BoardReport, places: Table, line: CoverageLine, row: int, key: str, number: int) -> Cell:
    demand, had = (places.relative_address(row, name) for name in ("demand", key))
    value = Fraction(number, line.demand) if line.demand else WORDS[NO_DEMAND]
    return Cell(value, formula=f"=IF({demand},{had}/{demand},{word(report, NO_DEMAND)})")


SHEET = Sheet(
    "Coverage",
    "Places against the last year's demand, service by borough, and what the words of Coverage grid mean.",
    fill,
    is_included=BoardReport.has_plans,
)
