"""Cost per person: what each borough costs a person, and its distance from all boroughs, today and in each option."""

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
AGAINST_ALL = (
    Column("everywhere", "All boroughs (£ a person)", NumberFormat.MONEY),
    Column("distance", "Distance from all boroughs (£ a person)", NumberFormat.MONEY),
)
BY_PLACES = f"{TODAY}, by places"
WIDTH, HIGHEST = 560, 640  # of the chart, in pixels
AROUND, BAR, BETWEEN = 90, 13, 10  # of its height: title and legend, a bar, the room between two boroughs
TITLE = "Cost per person (£ a person a year)"


@dataclass(frozen=True, slots=True)
class Shown:
    """Today or an option: its boroughs' figures. `first` is the table's row of the first of them."""

    label: str
    when: str
    figures: tuple[CostPerPerson, ...]
    first: int


def has_people(report: BoardReport) -> bool:
    """Whether anyone is counted, today or in any option, so that there is a figure to show."""
    return bool(report.options) and any(one.people for shown in _all(report) for one in shown.figures)


def fill(report: BoardReport, page: Page) -> None:
    """The finding and what the figures mean, then today and each option by borough, with a chart."""
    page.max_width = 118.0  # beside which the chart stands
    every, several = list(_all(report)), len(report.case.boroughs) > 1
    drawn = _drawn(report, every)
    _words(report, page, drawn)
    page.skip_row()
    rows = [(shown, number) for shown in every for number in range(len(shown.figures))]
    table = page.reserve_table("PerPerson", (*COLUMNS, *AGAINST_ALL) if several else COLUMNS, len(rows))
    table.fill([[*_row(table, *row), *(_against_all(table, *row) if several else ())] for row in rows])
    fitting = _fitting(drawn, len(report.case.boroughs))
    if fitting:
        size = WIDTH, max(170, _height(len(fitting), len(report.case.boroughs)))
        page.insert_chart_beside(_chart(report, table, fitting), table, alt_text=_alt_text(fitting), size=size)


def _words(report: BoardReport, page: Page, drawn: list[Shown]) -> None:
    last = report.case.year_label(report.case.horizon - 1)
    for shown in drawn:
        page.write_text(_finding(shown), bold=True)
    page.write_text(
        "Today: a year of today's arrangements over the people in effective treatment. An option: what its last year,"
        f" {last}, costs the borough over the people that its places of that year stand for (people a place times"
        " places)."
        + (
            (
                f" The two count people differently: compare an option with {BY_PLACES}, today's cost over the people"
                " that today's places stand for."
            )
            if cost_per_person_today_by_places(report.case) != cost_per_person_today(report.case)
            else " The two come to the same number of people today."
        )
    )
    if len(report.case.boroughs) > 1:
        page.write_text("All boroughs: their costs together over their people together. A minus sign: less than that.")


def _all(report: BoardReport) -> Iterator[Shown]:
    """Today, the same by places where that counts other people, then each option."""
    size = len(report.case.boroughs)
    today, held = cost_per_person_today(report.case), cost_per_person_today_by_places(report.case)
    yield Shown(TODAY, TODAY, today, 0)
    differs = [one.people for one in held] != [one.people for one in today]
    if differs:
        yield Shown(BY_PLACES, BY_PLACES, held, size)
    last = report.case.year_label(report.case.horizon - 1)
    for number, each in enumerate(report.options, start=2 if differs else 1):
        figures = cost_per_person_planned(report.case, each.plan, each.ledger)
        yield Shown(each.label, f"{each.label}, {last}", figures, number * size)


def _drawn(report: BoardReport, every: list[Shown]) -> list[Shown]:
    """Today, the reference and the preferred option, so far as they have a figure; else the first that has."""
    wanted = {TODAY, BY_PLACES, *(each.label for each in (report.reference, report.preferred) if each is not None)}
    there = [shown for shown in every if any(one.people for one in shown.figures)]
    return [shown for shown in there if shown.label in wanted] or there[:1]


def _fitting(drawn: list[Shown], boroughs: int) -> list[Shown]:
    """As many of them as can be read in one chart: the reference goes first, then today; none where one is too many."""
    while drawn and _height(len(drawn), boroughs) > HIGHEST:
        drawn = [drawn[0], drawn[-1]] if len(drawn) > 2 else drawn[1:]
    return drawn


def _height(series: int, boroughs: int) -> int:
    return AROUND + boroughs * (BAR * series + BETWEEN)


def _finding(shown: Shown) -> str:
    """`Today: from £2,756 in St Helens to £4,707 in Halton, against £3,306 in all boroughs.`"""
    there = sorted((one.per_person, one.borough) for one in shown.figures if one.per_person is not None)
    if len(there) == 1:
        return f"{shown.when}: {pounds(there[0][0])} in {there[0][1]}."
    (low, least), (high, most) = there[0], there[-1]
    everywhere = next(one.all_boroughs for one in shown.figures if one.all_boroughs is not None)
    extremes = f"from {pounds(low)} in {least} to {pounds(high)} in {most}"
    return f"{shown.when}: {extremes}, against {pounds(everywhere)} in all boroughs."


def _alt_text(drawn: list[Shown]) -> str:
    """What the chart shows: how far the boroughs lie apart in each that is drawn, and the ends."""
    what = "Bar chart of cost per person by borough, £ a person a year."
    return " ".join([what, *_spreads(drawn), *map(_finding, drawn)])


def _spreads(drawn: list[Shown]) -> Iterator[str]:
    """One sentence, of what is drawn with two boroughs or more."""
    there = [(shown.when, [one.per_person for one in shown.figures if one.per_person is not None]) for shown in drawn]
    told = [f"{pounds(max(each) - min(each))} in {when}" for when, each in there if len(each) > 1]
    if told:
        yield f"Between the dearest and the cheapest borough lie {'; '.join(told)}."


def _row(table: Table, shown: Shown, number: int) -> Iterator[Cell]:
    one, row = shown.figures[number], shown.first + number
    cost, people = (table.relative_address(row, key) for key in ("cost", "people"))
    yield from (Cell(shown.label), Cell(one.borough), Cell(to_pounds(one.cost)), Cell(one.people))
    yield _figure(one.per_person, f"={cost}/{people}")


def _against_all(table: Table, shown: Shown, number: int) -> Iterator[Cell]:
    one, row = shown.figures[number], shown.first + number
    own, everywhere = (table.relative_address(row, key) for key in ("each", "everywhere"))
    cost, people = (_block(table, shown, key) for key in ("cost", "people"))
    yield _figure(one.all_boroughs, f"=SUM({cost})/SUM({people})")
    yield _figure(one.difference, f"={own}-{everywhere}")


def _figure(pence: Fraction | None, formula: str) -> Cell:
    return Cell(NO_FIGURE) if pence is None else Cell(to_pounds(pence), formula=formula)


def _block(table: Table, shown: Shown, key: str) -> str:
    return f"{table.local_address(shown.first, key)}:{table.local_address(shown.first + len(shown.figures) - 1, key)}"


def _chart(report: BoardReport, table: Table, drawn: list[Shown]) -> Any:
    series = [
        Series(
            shown.when,
            f"'{table.sheet}'!{_block(table, shown, 'borough')}",
            f"'{table.sheet}'!{_block(table, shown, 'each')}",
        )
        for shown in drawn
    ]
    return grouped_bar_chart(report.workbook, series, title=TITLE)


SHEET = Sheet(
    "Cost per person",
    "What each borough costs a person and how far from all boroughs, today and in each last year.",
    fill,
    POUNDS,
    is_included=has_people,
)
