"""Year by year: each option's money, places by tier, and people and outcomes, each table with its picture.

Money is added up live from Funding and Allocation; the arithmetic of the rest is in `models.accounts.yearly_profile`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from models.accounts.yearly_profile import TIERS, YearProfile, minimum_people, yearly_profile
from models.case.money import round_half_up
from optimiser.excel.bar_charts import column_chart
from optimiser.excel.chart_parts import MAX_SERIES, Series
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import NONE, to_pounds
from optimiser.text import listed, pounds, quoted

SIZE = (500, 320)  # pixels
Row = tuple[SolvedOption, YearProfile]

OPTION, YEAR = Column("option", "Option", max_width=24), Column("year", "Year")
MONEY = (
    OPTION,
    YEAR,
    Column("amount", "Amounts of all streams (£)", NumberFormat.MONEY),
    Column("brought", "Brought forward (£)", NumberFormat.MONEY),
    Column("cost", "Cost (£)", NumberFormat.MONEY),
    Column("once", "Of which one-off (£)", NumberFormat.MONEY),
    Column("carried", "Carried forward (£)", NumberFormat.MONEY),
    Column("unspent", "Unspent (£)", NumberFormat.MONEY),
    Column("lapsed", "Of which lapses (£)", NumberFormat.MONEY),
)
PLACES = (
    OPTION,
    YEAR,
    *(Column(f"tier{tier}", f"Tier {tier} (places)", NumberFormat.COUNT) for tier in TIERS),
    Column("places", "All tiers (places)", NumberFormat.COUNT),
)
PEOPLE = (
    OPTION,
    YEAR,
    Column("people", "People (people)", NumberFormat.COUNT),
    Column("outcomes", "Outcomes (outcomes)", NumberFormat.TENTH),
)
FLOOR = (
    Column("floor", "Floor over all (people)", NumberFormat.COUNT),
    Column("above", "Above the floor (people)", NumberFormat.COUNT),
)


def fill(report: BoardReport, page: Page) -> None:
    """Three tables with a row an option and year, each with a chart beside it."""
    rows = [
        (option, step)
        for option in report.options
        for step in yearly_profile(report.case, option.definition, option.plan, option.ledger)
    ]
    page.write_text(
        "Amounts and what is brought forward, less cost and what is carried forward, are unspent. Infrastructure"
        " counts in cost, not in places."
    )
    page.skip_row()
    _money(report, page, rows)
    page.skip_row()
    _places(report, page, rows)
    page.skip_row()
    _people(report, page, rows)


def _money(report: BoardReport, page: Page, rows: Sequence[Row]) -> None:
    page.write_caption("Money")
    table = page.reserve_table("MoneyPath", MONEY, len(rows))
    table.fill(_money_row(report, table, number, *row) for number, row in enumerate(rows))
    shown = _shown(report, MAX_SERIES - 1)
    series = [_named(table, "amount", shown[0].number * report.case.horizon, report.case.horizon)]
    series += [_of(report, table, each, "cost") for each in shown]
    finding = _finding(report, rows, shown, "cost of a year", lambda step: pounds(step.cost))
    there = _span(report, [pounds(step.amounts) for each, step in rows if each is shown[0]])
    title = "Cost of a year, and the amounts of all streams (£)"
    page.insert_chart_beside(
        column_chart(report.workbook, series, title=title),
        table,
        alt_text=f"{finding} The streams' amounts are {there}.",
        size=SIZE,
    )


def _money_row(report: BoardReport, table: Table, number: int, option: SolvedOption, step: YearProfile) -> list[Cell]:
    at = {column.key: table.relative_address(number, column.key) for column in MONEY}

    def from_(name: str, *keys: str) -> str:
        """What a sheet has for the option and year of this row."""
        if not report.has_table(name):
            return ""
        there = report.table(name)
        own = f"({there.column_range('option')}={at['option']})*({there.column_range('year')}={at['year']})"
        return "=" + "+".join(f"SUMPRODUCT({own}*{there.column_range(key)})" for key in keys)

    return [
        Cell(option.label),
        Cell(report.case.year_label(step.year)),
        Cell(to_pounds(step.amounts), formula=from_("Funding", "amount")),
        Cell(to_pounds(step.brought_forward), formula=from_("Funding", "brought")),
        Cell(to_pounds(step.cost), formula=from_("Allocation", "spend")),
        Cell(to_pounds(step.one_off), formula=from_("Allocation", "once")),
        Cell(to_pounds(step.carried_forward), formula=from_("Funding", "carried")),
        Cell(to_pounds(step.unspent), formula=f"=SUM({at['amount']}:{at['brought']})-{at['cost']}-{at['carried']}"),
        Cell(to_pounds(step.lapsed)),
    ]


def _places(report: BoardReport, page: Page, rows: Sequence[Row]) -> None:
    page.write_caption("Places")
    table = page.reserve_table("PlacesPath", PLACES, len(rows))
    table.fill(_places_row(report, table, number, *row) for number, row in enumerate(rows))
    shown = _shown(report, MAX_SERIES)
    series = [_of(report, table, each, "places") for each in shown]
    finding = _finding(report, rows, shown, "places a year in tiers 1 to 4", lambda step: f"{_all_tiers(step):,}")
    chart = column_chart(report.workbook, series, title="Places a year, tiers 1 to 4")
    page.insert_chart_beside(chart, table, alt_text=finding, size=SIZE)


def _places_row(report: BoardReport, table: Table, number: int, option: SolvedOption, step: YearProfile) -> list[Cell]:
    first, last = (table.relative_address(number, f"tier{tier}") for tier in (TIERS[0], TIERS[-1]))
    tiers = [Cell(step.places[tier]) for tier in TIERS]
    total = Cell(_all_tiers(step), formula=f"=SUM({first}:{last})")
    return [Cell(option.label), Cell(report.case.year_label(step.year)), *tiers, total]


def _people(report: BoardReport, page: Page, rows: Sequence[Row]) -> None:
    page.write_caption("People in structured treatment, and outcomes")
    floored = any(minimum_people(report.case, year) is not None for year in report.case.years)
    if floored:
        page.write_text("The floor is the least number of people over all boroughs and services that count people.")
    table = page.reserve_table("PeoplePath", (*PEOPLE, *FLOOR) if floored else PEOPLE, len(rows))
    table.fill(_people_row(report, table, floored, number, *row) for number, row in enumerate(rows))
    if not any(step.people for _, step in rows):
        return
    shown = _shown(report, MAX_SERIES - floored)
    series = [_of(report, table, each, "people") for each in shown]
    if floored:
        series.append(_named(table, "floor", shown[0].number * report.case.horizon, report.case.horizon))
    finding = _finding(report, rows, shown, "people in structured treatment a year", lambda step: _whole(step.people))
    title = "People in structured treatment a year" + (", and the floor" if floored else "")
    chart = column_chart(report.workbook, series, title=title)
    page.insert_chart_beside(chart, table, alt_text=f"{finding}{_floors(report)}", size=SIZE)


def _people_row(
    report: BoardReport, table: Table, floored: bool, number: int, option: SolvedOption, step: YearProfile
) -> list[Cell]:
    floors = _floor(table, number, step) if floored else []
    return [
        Cell(option.label),
        Cell(report.case.year_label(step.year)),
        Cell(step.people),
        Cell(step.outcomes),
        *floors,
    ]


def _floor(table: Table, number: int, step: YearProfile) -> list[Cell]:
    if step.minimum_people is None:
        return [Cell(NONE), Cell(NONE)]
    people, floor = (table.relative_address(number, key) for key in ("people", "floor"))
    return [Cell(step.minimum_people), Cell(step.people - step.minimum_people, formula=f"={people}-{floor}")]


def _shown(report: BoardReport, most: int) -> list[SolvedOption]:
    """The options of a chart, in the case's order: the preferred, the reference, then the next in rank."""
    standings = report.run.appraisal.standings
    order = sorted(
        report.options,
        key=lambda each: (
            each != report.preferred,
            each != report.reference,
            standings[each.name].rank or len(report.options),
            each.number,
        ),
    )
    return sorted(order[:most], key=lambda each: each.number)


def _of(report: BoardReport, table: Table, option: SolvedOption, key: str) -> Series:
    """An option's years of a column, called by the option's name."""
    first = option.number * report.case.horizon
    return Series(table.address(first, "option"), *_years(table, key, first, report.case.horizon))


def _named(table: Table, key: str, first: int, count: int) -> Series:
    """Some years of a column, called by its heading."""
    return Series(table.address(-1, key), *_years(table, key, first, count))


def _years(table: Table, key: str, first: int, count: int) -> Iterator[str]:
    for each in ("year", key):
        yield f"{table.address(first, each)}:{table.local_address(first + count - 1, each)}"


def _finding(
    report: BoardReport,
    rows: Sequence[Row],
    shown: Sequence[SolvedOption],
    what: str,
    figure: Callable[[YearProfile], str],
) -> str:
    """The chart in words: each option from the first year to the last, the preferred said to be so."""
    said = []
    for each in shown:
        preferred = ", the preferred option," if each == report.preferred else ""
        span = _span(report, [figure(step) for one, step in rows if one is each])
        said.append(f"{quoted(each.label)}{preferred} {span}")
    left = len(report.options) - len(shown)
    more = f" {left} further options are in the table alone." if left else ""
    return f"Column chart of the {what}: {'; '.join(said)}.{more}"


def _span(report: BoardReport, figures: Sequence[str]) -> str:
    """`308 in 2010/11 and 405 in 2011/12`."""
    ends = {0, len(figures) - 1}
    return listed([f"{figures[year]} in {report.case.year_label(year)}" for year in sorted(ends)])


def _floors(report: BoardReport) -> str:
    found = [(year, floor) for year in report.case.years if (floor := minimum_people(report.case, year)) is not None]
    if not found:
        return ""
    return f" The floor is {listed([f'{_whole(floor)} in {report.case.year_label(year)}' for year, floor in found])}."


def _all_tiers(step: YearProfile) -> int:
    return sum(step.places.values())


def _whole(figure: Fraction) -> str:
    return f"{round_half_up(figure):,}"


SHEET = Sheet(
    "Year by year",
    "The path of money, places, people and outcomes of each option over the years.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
