"""Year by year: each option's money, places by tier, and people and outcomes, each table with its picture.

Money is added up live from Funding and Allocation; the arithmetic of the rest is in `models.accounts.yearly_profile`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from models.accounts.yearly_profile import TIERS, YearProfile, minimum_people, yearly_profile
from models.case.money import round_half_up
from optimiser.excel.charts import MOST, Series, columns
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.book import Book, Solved
from optimiser.reports.formats import NONE, to_pounds
from optimiser.text import listed, pounds, quoted

SIZE = (500, 320)  # pixels
Row = tuple[Solved, YearProfile]

OPTION, YEAR = Column("option", "Option", most=24), Column("year", "Year")
MONEY = (
    OPTION,
    YEAR,
    Column("amount", "Amounts of all streams (£)", Look.MONEY),
    Column("brought", "Brought forward (£)", Look.MONEY),
    Column("cost", "Cost (£)", Look.MONEY),
    Column("once", "Of which one-off (£)", Look.MONEY),
    Column("carried", "Carried forward (£)", Look.MONEY),
    Column("unspent", "Unspent (£)", Look.MONEY),
    Column("lapsed", "Of which lapses (£)", Look.MONEY),
)
PLACES = (
    OPTION,
    YEAR,
    *(Column(f"tier{tier}", f"Tier {tier} (places)", Look.COUNT) for tier in TIERS),
    Column("places", "All tiers (places)", Look.COUNT),
)
PEOPLE = (
    OPTION,
    YEAR,
    Column("people", "People (people)", Look.COUNT),
    Column("outcomes", "Outcomes (outcomes)", Look.TENTH),
)
FLOOR = (
    Column("floor", "Floor over all (people)", Look.COUNT),
    Column("above", "Above the floor (people)", Look.COUNT),
)


def fill(book: Book, page: Page) -> None:
    """Three tables with a row an option and year, each with a chart beside it."""
    rows = [
        (each, step) for each in book.solved for step in yearly_profile(book.case, each.option, each.plan, each.ledger)
    ]
    page.text(
        "Amounts and what is brought forward, less cost and what is carried forward, are unspent. Infrastructure counts"
        " in cost, not in places."
    )
    page.gap()
    _money(book, page, rows)
    page.gap()
    _places(book, page, rows)
    page.gap()
    _people(book, page, rows)


def _money(book: Book, page: Page, rows: Sequence[Row]) -> None:
    page.caption("Money")
    table = page.reserve("MoneyPath", MONEY, len(rows))
    table.fill(_money_row(book, table, number, *row) for number, row in enumerate(rows))
    shown = _shown(book, MOST - 1)
    series = [_named(table, "amount", shown[0].number * book.case.horizon, book.case.horizon)]
    series += [_of(book, table, each, "cost") for each in shown]
    finding = _finding(book, rows, shown, "cost of a year", lambda step: pounds(step.cost))
    there = _span(book, [pounds(step.amounts) for each, step in rows if each is shown[0]])
    title = "Cost of a year, and the amounts of all streams (£)"
    page.chart(
        columns(book.workbook, series, title=title),
        table,
        finding=f"{finding} The streams' amounts are {there}.",
        size=SIZE,
    )


def _money_row(book: Book, table: Table, number: int, each: Solved, step: YearProfile) -> list[Cell]:
    at = {column.key: table.here(number, column.key).replace("$", "") for column in MONEY}

    def from_(name: str, *keys: str) -> str:
        """What a sheet has for the option and year of this row."""
        if not book.has(name):
            return ""
        there = book.table(name)
        own = f"({there.column('option')}={at['option']})*({there.column('year')}={at['year']})"
        return "=" + "+".join(f"SUMPRODUCT({own}*{there.column(key)})" for key in keys)

    return [
        Cell(each.label),
        Cell(book.case.year_label(step.year)),
        Cell(to_pounds(step.amounts), formula=from_("Funding", "amount")),
        Cell(to_pounds(step.brought_forward), formula=from_("Funding", "brought")),
        Cell(to_pounds(step.cost), formula=from_("Allocation", "spend")),
        Cell(to_pounds(step.one_off), formula=from_("Allocation", "once")),
        Cell(to_pounds(step.carried_forward), formula=from_("Funding", "carried")),
        Cell(
            to_pounds(step.unspent),
            formula=f"=SUM({at['amount']}:{at['brought']})-{at['cost']}-{at['carried']}",
        ),
        Cell(to_pounds(step.lapsed)),
    ]


def _places(book: Book, page: Page, rows: Sequence[Row]) -> None:
    page.caption("Places")
    table = page.reserve("PlacesPath", PLACES, len(rows))
    table.fill(_places_row(book, table, number, *row) for number, row in enumerate(rows))
    shown = _shown(book, MOST)
    series = [_of(book, table, each, "places") for each in shown]
    finding = _finding(book, rows, shown, "places a year in tiers 1 to 4", lambda step: f"{_all_tiers(step):,}")
    chart = columns(book.workbook, series, title="Places a year, tiers 1 to 4")
    page.chart(chart, table, finding=finding, size=SIZE)


def _places_row(book: Book, table: Table, number: int, each: Solved, step: YearProfile) -> list[Cell]:
    first, last = (table.here(number, f"tier{tier}").replace("$", "") for tier in (TIERS[0], TIERS[-1]))
    tiers = [Cell(step.places[tier]) for tier in TIERS]
    total = Cell(_all_tiers(step), formula=f"=SUM({first}:{last})")
    return [Cell(each.label), Cell(book.case.year_label(step.year)), *tiers, total]


def _people(book: Book, page: Page, rows: Sequence[Row]) -> None:
    page.caption("People in structured treatment, and outcomes")
    floored = any(minimum_people(book.case, year) is not None for year in book.case.years)
    if floored:
        page.text("The floor is the least number of people over all boroughs and services that count people.")
    table = page.reserve("PeoplePath", (*PEOPLE, *FLOOR) if floored else PEOPLE, len(rows))
    table.fill(_people_row(book, table, floored, number, *row) for number, row in enumerate(rows))
    if not any(step.people for _, step in rows):
        return
    shown = _shown(book, MOST - floored)
    series = [_of(book, table, each, "people") for each in shown]
    if floored:
        series.append(_named(table, "floor", shown[0].number * book.case.horizon, book.case.horizon))
    finding = _finding(book, rows, shown, "people in structured treatment a year", lambda step: _whole(step.people))
    title = "People in structured treatment a year" + (", and the floor" if floored else "")
    chart = columns(book.workbook, series, title=title)
    page.chart(chart, table, finding=f"{finding}{_floors(book)}", size=SIZE)


def _people_row(book: Book, table: Table, floored: bool, number: int, each: Solved, step: YearProfile) -> list[Cell]:
    floors = _floor(table, number, step) if floored else []
    return [Cell(each.label), Cell(book.case.year_label(step.year)), Cell(step.people), Cell(step.outcomes), *floors]


def _floor(table: Table, number: int, step: YearProfile) -> list[Cell]:
    if step.minimum_people is None:
        return [Cell(NONE), Cell(NONE)]
    people, floor = (table.here(number, key).replace("$", "") for key in ("people", "floor"))
    return [Cell(step.minimum_people), Cell(step.people - step.minimum_people, formula=f"={people}-{floor}")]


def _shown(book: Book, most: int) -> list[Solved]:
    """The options of a chart, in the case's order: the preferred, the reference, then the next in rank."""
    standings = book.run.appraisal.standings
    order = sorted(
        book.solved,
        key=lambda each: (
            each != book.preferred,
            each != book.reference,
            standings[each.name].rank or len(book.solved),
            each.number,
        ),
    )
    return sorted(order[:most], key=lambda each: each.number)


def _of(book: Book, table: Table, each: Solved, key: str) -> Series:
    """An option's years of a column, called by the option's name."""
    first = each.number * book.case.horizon
    return Series(table.cell(first, "option"), *_years(table, key, first, book.case.horizon))


def _named(table: Table, key: str, first: int, count: int) -> Series:
    """Some years of a column, called by its heading."""
    return Series(table.cell(-1, key), *_years(table, key, first, count))


def _years(table: Table, key: str, first: int, count: int) -> Iterator[str]:
    for each in ("year", key):
        yield f"{table.cell(first, each)}:{table.here(first + count - 1, each)}"


def _finding(
    book: Book, rows: Sequence[Row], shown: Sequence[Solved], what: str, figure: Callable[[YearProfile], str]
) -> str:
    """The chart in words: each option from the first year to the last, the preferred said to be so."""
    said = []
    for each in shown:
        preferred = ", the preferred option," if each == book.preferred else ""
        span = _span(book, [figure(step) for one, step in rows if one is each])
        said.append(f"{quoted(each.label)}{preferred} {span}")
    left = len(book.solved) - len(shown)
    more = f" {left} further options are in the table alone." if left else ""
    return f"Column chart of the {what}: {'; '.join(said)}.{more}"


def _span(book: Book, figures: Sequence[str]) -> str:
    """`308 in 2010/11 and 405 in 2011/12`."""
    ends = {0, len(figures) - 1}
    return listed([f"{figures[year]} in {book.case.year_label(year)}" for year in sorted(ends)])


def _floors(book: Book) -> str:
    found = [(year, floor) for year in book.case.years if (floor := minimum_people(book.case, year)) is not None]
    if not found:
        return ""
    return f" The floor is {listed([f'{_whole(floor)} in {book.case.year_label(year)}' for year, floor in found])}."


def _all_tiers(step: YearProfile) -> int:
    return sum(step.places.values())


def _whole(figure: Fraction) -> str:
    return f"{round_half_up(figure):,}"
