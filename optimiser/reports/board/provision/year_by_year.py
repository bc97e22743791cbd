"""The sheet Year by year: money, places by tier, and people and outcomes of each option, each with a chart.

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
from optimiser.reports.prose.certainty import leader_phrase
from optimiser.text import listed, pounds, quoted

CHART_SIZE = (500, 320)  # pixels
Row = tuple[SolvedOption, YearProfile]

OPTION, YEAR = Column("option", "Option", max_width=24), Column("year", "Year")
MONEY_COLUMNS = (
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
PLACES_COLUMNS = (
    OPTION,
    YEAR,
    *(Column(f"tier{tier}", f"Tier {tier} (places)", NumberFormat.COUNT) for tier in TIERS),
    Column("places", "All tiers (places)", NumberFormat.COUNT),
)
PEOPLE_COLUMNS = (
    OPTION,
    YEAR,
    Column("people", "People (people)", NumberFormat.COUNT),
    Column("outcomes", "Outcomes (outcomes)", NumberFormat.TENTH),
)
MINIMUM_COLUMNS = (
    Column("floor", "Floor over all (people)", NumberFormat.COUNT),
    Column("above", "Above the floor (people)", NumberFormat.COUNT),
)


def fill(report: BoardReport, page: Page) -> None:
    """Write three tables with a row for each option and year, each with a chart beside it."""
    rows = [
        (option, profile)
        for option in report.options
        for profile in yearly_profile(report.case, option.definition, option.plan, option.ledger)
    ]
    page.write_text(
        "Unspent is the amounts and what is brought forward, less the cost and what is carried forward."
        " Infrastructure counts in cost, but not in places."
    )
    page.skip_row()
    _write_money(report, page, rows)
    page.skip_row()
    _write_places(report, page, rows)
    page.skip_row()
    _write_people(report, page, rows)


def _write_money(report: BoardReport, page: Page, rows: Sequence[Row]) -> None:
    page.write_caption("Money")
    table = page.write_formula_table(
        "MoneyPath", MONEY_COLUMNS, rows, lambda table, number, row: _money_row(report, table, number, *row)
    )
    options = report.options_for_chart(MAX_SERIES - 1)
    series = [_column_series(report, table, options[0], "amount")]
    series += [_option_series(report, table, option, "cost") for option in options]
    finding = _finding(report, rows, options, "cost of a year", lambda profile: pounds(profile.cost))
    amounts = [pounds(profile.amounts) for option, profile in rows if option is options[0]]
    title = "Cost of a year, and the amounts of all streams (£)"
    page.insert_chart_beside(
        column_chart(report.workbook, series, title=title),
        table,
        alt_text=f"{finding} The amounts of all streams are {_first_and_last(report, amounts)}.",
        size=CHART_SIZE,
    )


def _money_row(report: BoardReport, table: Table, row: int, option: SolvedOption, profile: YearProfile) -> list[Cell]:
    cells = {column.key: table.relative_address(row, column.key) for column in MONEY_COLUMNS}

    def sum_from(name: str, key: str) -> str:
        """The formula that adds up a column of another sheet for the option and year of this row."""
        if not report.has_table(name):
            return ""
        other = report.table(name)
        same_option = f"({other.column_range('option')}={cells['option']})"
        same_year = f"({other.column_range('year')}={cells['year']})"
        return f"=SUMPRODUCT({same_option}*{same_year}*{other.column_range(key)})"

    unspent = f"=SUM({cells['amount']}:{cells['brought']})-{cells['cost']}-{cells['carried']}"
    return [
        Cell(option.label),
        Cell(report.case.year_label(profile.year)),
        Cell(to_pounds(profile.amounts), formula=sum_from("Funding", "amount")),
        Cell(to_pounds(profile.brought_forward), formula=sum_from("Funding", "brought")),
        Cell(to_pounds(profile.cost), formula=sum_from("Allocation", "spend")),
        Cell(to_pounds(profile.one_off), formula=sum_from("Allocation", "once")),
        Cell(to_pounds(profile.carried_forward), formula=sum_from("Funding", "carried")),
        Cell(to_pounds(profile.unspent), formula=unspent),
        Cell(to_pounds(profile.lapsed)),
    ]


def _write_places(report: BoardReport, page: Page, rows: Sequence[Row]) -> None:
    page.write_caption("Places")
    table = page.write_formula_table(
        "PlacesPath", PLACES_COLUMNS, rows, lambda table, number, row: _places_row(report, table, number, *row)
    )
    options = report.options_for_chart(MAX_SERIES)
    series = [_option_series(report, table, option, "places") for option in options]
    what = "places a year in tiers 1 to 4"
    finding = _finding(report, rows, options, what, lambda profile: f"{_all_tiers(profile):,}")
    chart = column_chart(report.workbook, series, title="Places a year, tiers 1 to 4")
    page.insert_chart_beside(chart, table, alt_text=finding, size=CHART_SIZE)


def _places_row(report: BoardReport, table: Table, row: int, option: SolvedOption, profile: YearProfile) -> list[Cell]:
    tiers = [Cell(profile.places[tier]) for tier in TIERS]
    total = Cell(_all_tiers(profile), formula=table.sum_across(row, f"tier{TIERS[0]}", f"tier{TIERS[-1]}"))
    return [Cell(option.label), Cell(report.case.year_label(profile.year)), *tiers, total]


def _write_people(report: BoardReport, page: Page, rows: Sequence[Row]) -> None:
    page.write_caption("People in structured treatment, and outcomes")
    has_minimum = any(minimum_people(report.case, year) is not None for year in report.case.years)
    if has_minimum:
        page.write_text(
            "The floor is the minimum number of people, over all boroughs and all services that count people."
        )
    columns = (*PEOPLE_COLUMNS, *MINIMUM_COLUMNS) if has_minimum else PEOPLE_COLUMNS

    def make_row(table: Table, row: int, item: Row) -> list[Cell]:
        option, profile = item
        names = [Cell(option.label), Cell(report.case.year_label(profile.year))]
        minimum = _minimum_cells(table, row, profile) if has_minimum else []
        return [*names, Cell(profile.people), Cell(profile.outcomes), *minimum]

    table = page.write_formula_table("PeoplePath", columns, rows, make_row)
    if any(profile.people for _, profile in rows):
        _insert_people_chart(report, page, table, rows, has_minimum=has_minimum)


def _minimum_cells(table: Table, row: int, profile: YearProfile) -> list[Cell]:
    minimum = profile.minimum_people
    if minimum is None:
        return [Cell(NONE), Cell(NONE)]
    people_cell, minimum_cell = (table.relative_address(row, key) for key in ("people", "floor"))
    return [Cell(minimum), Cell(profile.people - minimum, formula=f"={people_cell}-{minimum_cell}")]


def _insert_people_chart(
    report: BoardReport, page: Page, table: Table, rows: Sequence[Row], *, has_minimum: bool
) -> None:
    options = report.options_for_chart(MAX_SERIES - has_minimum)
    series = [_option_series(report, table, option, "people") for option in options]
    if has_minimum:
        series.append(_column_series(report, table, options[0], "floor"))
    what = "people in structured treatment a year"
    finding = _finding(report, rows, options, what, lambda profile: _whole(profile.people))
    title = "People in structured treatment a year" + (", and the floor" if has_minimum else "")
    chart = column_chart(report.workbook, series, title=title)
    page.insert_chart_beside(chart, table, alt_text=f"{finding}{_minimum_sentence(report)}", size=CHART_SIZE)


def _option_series(report: BoardReport, table: Table, option: SolvedOption, key: str) -> Series:
    """An option's years of a column, with the option's name."""
    first = option.number * report.case.horizon
    return Series(table.address(first, "option"), *_year_ranges(report, table, option, key))


def _column_series(report: BoardReport, table: Table, option: SolvedOption, key: str) -> Series:
    """An option's years of a column, with the column's heading as name."""
    return Series(table.address(-1, key), *_year_ranges(report, table, option, key))


def _year_ranges(report: BoardReport, table: Table, option: SolvedOption, key: str) -> Iterator[str]:
    first = option.number * report.case.horizon
    last = first + report.case.horizon - 1
    for column in ("year", key):
        yield f"{table.address(first, column)}:{table.local_address(last, column)}"


def _finding(
    report: BoardReport,
    rows: Sequence[Row],
    options: Sequence[SolvedOption],
    what: str,
    figure: Callable[[YearProfile], str],
) -> str:
    """The alternative text of a chart: each option's first and last year, and which option is preferred."""
    parts = []
    for option in options:
        preferred = f", {leader_phrase(report.run)}," if option == report.preferred else ""
        figures = [figure(profile) for other, profile in rows if other is option]
        parts.append(f"{quoted(option.label)}{preferred} {_first_and_last(report, figures)}")
    return f"Column chart of the {what}: {'; '.join(parts)}.{report.left_out_of_chart(len(options))}"


def _first_and_last(report: BoardReport, figures: Sequence[str]) -> str:
    """`308 in 2010/11 and 405 in 2011/12`."""
    ends = sorted({0, len(figures) - 1})
    return listed([f"{figures[year]} in {report.case.year_label(year)}" for year in ends])


def _minimum_sentence(report: BoardReport) -> str:
    case = report.case
    by_year = [(year, minimum) for year in case.years if (minimum := minimum_people(case, year)) is not None]
    if not by_year:
        return ""
    return f" The floor is {listed([f'{_whole(minimum)} in {case.year_label(year)}' for year, minimum in by_year])}."


def _all_tiers(profile: YearProfile) -> int:
    return sum(profile.places.values())


def _whole(figure: Fraction) -> str:
    return f"{round_half_up(figure):,}"


SHEET = Sheet(
    "Year by year",
    "Money, places, people and outcomes of each option, year by year.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
