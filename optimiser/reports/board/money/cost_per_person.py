"""The sheet Cost per person: cost per person of each borough, and its distance from all boroughs, with a chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from models.accounts.cost_per_person import (
    CostPerPerson,
    cost_per_person_planned,
    cost_per_person_today,
    cost_per_person_today_by_places,
)
from optimiser.excel.bar_charts import grouped_bar_chart
from optimiser.excel.chart_parts import Series
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import TODAY
from optimiser.reports.formats import NO_FIGURE, to_pounds
from optimiser.text import pounds

COLUMNS = (
    Column("option", "Option", max_width=30),
    Column("borough", "Borough", max_width=24),
    Column("cost", "Cost a year (£)", NumberFormat.MONEY),
    Column("people", "People (number)", NumberFormat.COUNT),
    Column("each", "Cost per person (£ a person)", NumberFormat.MONEY),
)
COMPARISON = (
    Column("everywhere", "All boroughs (£ a person)", NumberFormat.MONEY),
    Column("distance", "Distance from all boroughs (£ a person)", NumberFormat.MONEY),
)
BY_PLACES = f"{TODAY}, by places"
CHART_WIDTH, MAX_CHART_HEIGHT = 560, 640  # pixels
CHART_MARGIN, BAR_HEIGHT, BOROUGH_GAP = 90, 13, 10  # pixels: title and legend, a bar, between two boroughs
TITLE = "Cost per person (£ a person a year)"


@dataclass(frozen=True, slots=True)
class BoroughCosts:
    """The cost per person of each borough, today or in an option.

    `period`: the label with the year, for sentences. `first_row`: the table's row of the first borough.
    """

    label: str
    period: str
    boroughs: tuple[CostPerPerson, ...]
    first_row: int


def has_people(report: BoardReport) -> bool:
    """Whether anyone is counted, today or in any option, so that there is a cost per person."""
    return bool(report.options) and any(borough.people for costs in _all(report) for borough in costs.boroughs)


def fill(report: BoardReport, page: Page) -> None:
    """Write the findings and what the figures mean, then today and each option by borough, with a chart."""
    page.max_width = 118.0  # leaves room for the chart beside the table
    every, several = list(_all(report)), len(report.case.boroughs) > 1
    charted = _charted(report, every)
    _write_sentences(report, page, charted)
    page.skip_row()

    def make_row(table: Table, row: int, costs: BoroughCosts) -> list[Cell]:
        return [*_cells(table, row, costs), *(_comparison_cells(table, row, costs) if several else ())]

    rows = [costs for costs in every for _ in costs.boroughs]
    table = page.write_formula_table("PerPerson", (*COLUMNS, *COMPARISON) if several else COLUMNS, rows, make_row)
    fitting = _that_fit(charted, len(report.case.boroughs))
    if fitting:
        size = CHART_WIDTH, max(170, _chart_height(len(fitting), len(report.case.boroughs)))
        page.insert_chart_beside(_chart(report, table, fitting), table, alt_text=_alt_text(fitting), size=size)


def _write_sentences(report: BoardReport, page: Page, charted: list[BoroughCosts]) -> None:
    last = report.case.year_label(report.case.horizon - 1)
    for costs in charted:
        page.write_text(_finding(costs), bold=True)
    page.write_text(
        (
            "Today is the cost of a year of today's arrangements, divided by the people in effective treatment. An"
            f" option is its cost for the borough in the last year, {last}, divided by the people that its places of"
            " that year stand for (places times people a place)."
        )
        + (
            (
                f" The two count people differently. To compare an option with today, use {BY_PLACES}: today's"
                " cost, divided by the people that today's places stand for."
            )
            if cost_per_person_today_by_places(report.case) != cost_per_person_today(report.case)
            else " Today, both ways give the same number of people."
        )
    )
    if len(report.case.boroughs) > 1:
        page.write_text(
            "All boroughs is their total cost, divided by their total people. A minus sign means less than that."
        )


def _all(report: BoardReport) -> Iterator[BoroughCosts]:
    """Today; the same by places if that counts other people; then each option."""
    size = len(report.case.boroughs)
    today, by_places = cost_per_person_today(report.case), cost_per_person_today_by_places(report.case)
    yield BoroughCosts(TODAY, TODAY, today, 0)
    differs = [borough.people for borough in by_places] != [borough.people for borough in today]
    if differs:
        yield BoroughCosts(BY_PLACES, BY_PLACES, by_places, size)
    last = report.case.year_label(report.case.horizon - 1)
    for number, option in enumerate(report.options, start=2 if differs else 1):
        boroughs = cost_per_person_planned(report.case, option.plan, option.ledger)
        yield BoroughCosts(option.label, f"{option.label}, {last}", boroughs, number * size)


def _charted(report: BoardReport, every: list[BoroughCosts]) -> list[BoroughCosts]:
    """Today, the reference and the preferred option, if they count people; otherwise the first that does."""
    options = (option for option in (report.reference, report.preferred) if option is not None)
    labels = {TODAY, BY_PLACES, *(option.label for option in options)}
    with_people = [costs for costs in every if any(borough.people for borough in costs.boroughs)]
    return [costs for costs in with_people if costs.label in labels] or with_people[:1]


def _that_fit(charted: list[BoroughCosts], boroughs: int) -> list[BoroughCosts]:
    """Those that fit in one chart: the reference is left out first, then today. None if not even one fits."""
    while charted and _chart_height(len(charted), boroughs) > MAX_CHART_HEIGHT:
        charted = [charted[0], charted[-1]] if len(charted) > 2 else charted[1:]
    return charted


def _chart_height(series: int, boroughs: int) -> int:
    return CHART_MARGIN + boroughs * (BAR_HEIGHT * series + BOROUGH_GAP)


def _finding(costs: BoroughCosts) -> str:
    """`Today: from £2,756 in St Helens to £4,707 in Halton, against £3,306 in all boroughs.`"""
    figures = sorted(
        (borough.per_person, borough.borough) for borough in costs.boroughs if borough.per_person is not None
    )
    if len(figures) == 1:
        return f"{costs.period}: {pounds(figures[0][0])} in {figures[0][1]}."
    (low, cheapest), (high, dearest) = figures[0], figures[-1]
    average = next(borough.all_boroughs for borough in costs.boroughs if borough.all_boroughs is not None)
    extremes = f"from {pounds(low)} in {cheapest} to {pounds(high)} in {dearest}"
    return f"{costs.period}: {extremes}; {pounds(average)} in all boroughs together."


def _alt_text(charted: list[BoroughCosts]) -> str:
    """How far the boroughs lie apart in each part of the chart, and the lowest and highest."""
    what = "Bar chart of cost per person by borough, £ a person a year."
    return " ".join([what, *_spread_sentence(charted), *map(_finding, charted)])


def _spread_sentence(charted: list[BoroughCosts]) -> Iterator[str]:
    """One sentence, on those with at least two boroughs."""
    figures = [
        (costs.period, [borough.per_person for borough in costs.boroughs if borough.per_person is not None])
        for costs in charted
    ]
    spreads = [f"{period} {pounds(max(costs) - min(costs))}" for period, costs in figures if len(costs) > 1]
    if spreads:
        yield f"Difference between the dearest and the cheapest borough: {'; '.join(spreads)}."


def _cells(table: Table, row: int, costs: BoroughCosts) -> Iterator[Cell]:
    borough = costs.boroughs[row - costs.first_row]
    cost, people = (table.relative_address(row, key) for key in ("cost", "people"))
    yield from (Cell(costs.label), Cell(borough.borough), Cell(to_pounds(borough.cost)), Cell(borough.people))
    yield _figure(borough.per_person, f"={cost}/{people}")


def _comparison_cells(table: Table, row: int, costs: BoroughCosts) -> Iterator[Cell]:
    borough = costs.boroughs[row - costs.first_row]
    per_person, everywhere = (table.relative_address(row, key) for key in ("each", "everywhere"))
    cost, people = (_all_boroughs(table, costs, key) for key in ("cost", "people"))
    yield _figure(borough.all_boroughs, f"=SUM({cost})/SUM({people})")
    yield _figure(borough.difference, f"={per_person}-{everywhere}")


def _figure(pence: Fraction | None, formula: str) -> Cell:
    return Cell(NO_FIGURE) if pence is None else Cell(to_pounds(pence), formula=formula)


def _all_boroughs(table: Table, costs: BoroughCosts, key: str) -> str:
    last = costs.first_row + len(costs.boroughs) - 1
    return f"{table.local_address(costs.first_row, key)}:{table.local_address(last, key)}"


def _chart(report: BoardReport, table: Table, charted: list[BoroughCosts]) -> Any:
    series = [
        Series(
            costs.period,
            f"'{table.sheet}'!{_all_boroughs(table, costs, 'borough')}",
            f"'{table.sheet}'!{_all_boroughs(table, costs, 'each')}",
        )
        for costs in charted
    ]
    return grouped_bar_chart(report.workbook, series, title=TITLE)


SHEET = Sheet(
    "Cost per person",
    "Each borough's cost per person, today and in each option's last year, against all boroughs.",
    fill,
    POUNDS,
    is_included=has_people,
)
