"""The sheet Coverage: places against the last year's demand, by service and borough, and what the grid's words mean.

The arithmetic is in `models.accounts.coverage`. Shares and sums are live formulas over the places. The grid of words
over these tables is in `coverage_grid`.
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

NO_DEMAND, NOBODY, FLOOR, BELOW, BELOW_SHARE, AS_TODAY, ABOVE, ALL_MET = range(8)  # rows of USES
ALL_BOROUGHS, ALL_SERVICES, ALONE, TOGETHER = range(8, 12)
USES = {
    "no demand": "there is no demand in the last year",
    "nobody served": "there is demand, but no places",
    "below the floor": "fewer places than the minimum for this service and borough alone",
    "below today": "fewer places than today's, counted up to demand",
    "below its share": "fewer places than its share, by cost share, of places that boroughs hold together today",
    "as today": "as many places as today, and some demand is not met",
    "above today": "more places than today, and some demand is not met",
    "all met": "at least as many places as demand",
    "all boroughs": "the total of a service over all boroughs",
    "all services": "the total of a borough over all its services",
    "alone": "today's places are under contracts of this line alone, or there are none",
    "together": "some of today's places are under contracts with other boroughs",
}
WORDS = tuple(USES)


def fill(report: BoardReport, page: Page) -> None:
    """Write what the words mean, the shares of demand, then the places from which all else is worked out."""
    lines = coverage_lines(report)
    if not lines:
        page.write_text("No service has demand or places in the last year.")
        return
    page.write_caption("What the words of Coverage grid mean")
    page.write_table("CoverageTerms", TERM_COLUMNS, [[word, use] for word, use in USES.items()])
    page.skip_row()
    page.write_caption("Places as a share of demand")
    share_columns = coverage_columns(report, " (share)", (DEMAND, SHARE_TODAY), NumberFormat.SHARE)
    shares = page.reserve_table("Coverage", share_columns, len(lines))
    page.skip_row()
    page.write_caption("Places")
    place_columns = coverage_columns(report, " (places)", (DEMAND, MINIMUM, TODAY, HELD), NumberFormat.COUNT)
    places = page.reserve_table("CoveragePlaces", place_columns, len(lines))
    places.fill(_places_row(report, places, lines, row) for row in range(len(lines)))
    shares.fill(_shares_row(report, places, line, row) for row, line in enumerate(lines))


def coverage_lines(report: BoardReport) -> tuple[CoverageLine, ...]:
    """The lines of each table, in the same order."""
    return coverage(report.case, [places_provided(option.plan) for option in report.options])


def word_cell(report: BoardReport, row: int) -> str:
    """The address of a word, from any sheet."""
    return report.table("CoverageTerms").address(row, "word")


def coverage_columns(
    report: BoardReport, unit: str, heads: Sequence[Column], number_format: NumberFormat
) -> list[Column]:
    """Service and borough, the heads, then a column for each option, whose heading ends with `unit`."""
    before = [Column("service", "Service", max_width=30), Column("borough", "Borough", max_width=24), *heads]
    other_headings = [column.heading for column in before]
    labels = [f"{option.label}{unit}" for option in report.options]
    headings = unique_headings([*other_headings, *labels])[len(before) :]
    options = zip(report.options, headings, strict=True)
    return [*before, *(Column(option.key, heading, number_format, max_width=16) for option, heading in options)]


def line_names(line: CoverageLine) -> list[Cell]:
    """The service and the borough of a line, in bold if it is a total."""
    is_total = not (line.service and line.borough)
    names = (line.service or WORDS[ALL_SERVICES], line.borough or WORDS[ALL_BOROUGHS])
    return [Cell(name, bold=is_total) for name in names]


TERM_COLUMNS = (Column("word", "Word", max_width=30), Column("use", "When it is said", max_width=60))
DEMAND = Column("demand", "Demand (places)", NumberFormat.COUNT)
MINIMUM = Column("floor", "Floor (places)", NumberFormat.EXACT)
TODAY = Column("today", "Today (places)", NumberFormat.COUNT)
HELD = Column("held", "Today held", max_width=12)
SHARE_TODAY = Column("today", "Today (share)", NumberFormat.SHARE)


def _places_row(report: BoardReport, places: Table, lines: Sequence[CoverageLine], row: int) -> list[Cell]:
    line = lines[row]
    numbers = [("demand", line.demand), ("today", line.today)]
    numbers += [(option.key, number) for option, number in zip(report.options, line.places, strict=True)]
    demand, today, *options = [Cell(number, formula=_sum(report, places, lines, row, key)) for key, number in numbers]
    minimum = Cell(NONE if line.minimum is None else line.minimum)
    held = Cell(WORDS[TOGETHER if line.apportioned else ALONE])
    return [*line_names(line), demand, minimum, today, held, *options]


def _sum(report: BoardReport, places: Table, lines: Sequence[CoverageLine], row: int, key: str) -> str:
    """The formula of a total: over the boroughs of a service, the services of a borough, or everything."""
    line = lines[row]
    if line.service and line.borough:
        return ""
    if not line.borough:
        added = [number for number, other in enumerate(lines) if other.service == line.service and other.borough]
        return places.sum_down(added[0], added[-1], key)
    borough, all_services = places.local_address(row, "borough"), word_cell(report, ALL_SERVICES)
    last = max(number for number, other in enumerate(lines) if other.service)

    def cells(column: str) -> str:
        return f"{places.local_address(0, column)}:{places.local_address(last, column)}"

    return f"=SUMPRODUCT(({cells('borough')}={borough})*({cells('service')}<>{all_services})*{cells(key)})"


def _shares_row(report: BoardReport, places: Table, line: CoverageLine, row: int) -> list[Cell]:
    options = zip(report.options, line.places, strict=True)
    return [
        *line_names(line),
        Cell(line.demand, formula=f"={places.local_address(row, 'demand')}"),
        _share(report, places, line, row, "today", line.today),
        *(_share(report, places, line, row, option.key, number) for option, number in options),
    ]


def _share(report: BoardReport, places: Table, line: CoverageLine, row: int, key: str, number: int) -> Cell:
    demand, provided = (places.relative_address(row, name) for name in ("demand", key))
    value = Fraction(number, line.demand) if line.demand else WORDS[NO_DEMAND]
    return Cell(value, formula=f"=IF({demand},{provided}/{demand},{word_cell(report, NO_DEMAND)})")


SHEET = Sheet(
    "Coverage",
    "Places against the last year's demand, by service and borough, and what the words of Coverage grid mean.",
    fill,
    is_included=BoardReport.has_plans,
)
