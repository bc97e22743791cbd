"""Settled or open: which lines of an option are the same in every plan nearly as good, and which are to choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.plan.allocation_lines import NEAR_OPTIMAL_TOLERANCE, LineRange, LineState, NearOptimalRanges
from optimiser.excel import charts
from optimiser.excel.page import Page
from optimiser.excel.styles import CHART_COLOURS, LINE, Look
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.book import Book
from optimiser.text import gap_percent, quoted

DRAWN = 12  # lines of the picture
STATES = (LineState.FIXED, LineState.FLEXIBLE, LineState.UNDETERMINED)
HOW = (
    (
        "A line is a borough, a service and a provider; its figure is the places over all years, under all contracts of"
        " that provider. Who pays is not part of it, nor in which year the places are."
    ),
    (
        "Least and most found are those of real plans, each with whole places and each through the same checks as the"
        " plan of the run. No plan nearly as good can have less, or more, than is proven. Where found and proven"
        " differ, the end of the range lies between them."
    ),
    (
        "Each line is looked at alone: two open lines cannot both be moved as far as they go, and what one provider"
        " loses another mostly gains."
    ),
)
LINES = (
    Column("borough", "Borough", most=18),
    Column("service", "Service", most=34),
    Column("provider", "Provider", most=34),
    Column("state", "State", most=12),
    Column("places", "In the plan (places)", Look.COUNT, most=12),
    Column("low", "Least found (places)", Look.COUNT, most=12),
    Column("high", "Most found (places)", Look.COUNT, most=12),
    Column("least", "Proven: never less than (places)", Look.COUNT, most=14),
    Column("most", "Proven: never more than (places)", Look.COUNT, most=14),
)
COUNTS = (
    Column("borough", "Borough", most=28),
    Column("settled", "Settled (number)", Look.COUNT, total=True),
    Column("open", "Open (number)", Look.COUNT, total=True),
    Column("not_told", "Not told (number)", Look.COUNT, total=True),
)
WIDEST = (
    Column("line", "Line", most=60),
    Column("places", "In the plan (places)", Look.COUNT),
    Column("low", "Least found (places)", Look.COUNT),
    Column("high", "Most found (places)", Look.COUNT),
    Column("fewer", "Fewest, minus the plan (places)", Look.COUNT),
    Column("more", "Most, minus the plan (places)", Look.COUNT),
)


def has_settled(book: Book) -> bool:
    """Whether it was asked for, and there was a plan to ask it of."""
    return book.findings.flexibility is not None


def fill(book: Book, page: Page) -> None:
    """The sentence, counts by borough, the widest ranges with their picture, every line."""
    found = book.findings.flexibility
    assert found is not None  # the sheet is wanted only where there is one
    page.text(told(found, book.label(found.option)), strong=True)
    for words in HOW:
        page.text(words)
    page.gap()
    page.caption("How many lines of each borough are settled")
    boroughs = dict.fromkeys(each.line.borough for each in found.ranges)
    page.table_or("There is no line.", "SettledCounts", COUNTS, [_counts(found, name) for name in boroughs])
    _widest(book, page, found)
    page.gap()
    page.caption("Every line that the plan has, or that a plan nearly as good may have")
    page.table_or("There is no line.", "SettledLines", LINES, [_line(each) for each in found.ranges])


def told(found: NearOptimalRanges, label: str) -> str:
    """The sentence at the top: how many lines are settled, open, and not told."""
    settled, open_, not_told = (found.count(state) for state in STATES)
    rest = f" For {not_told:,} neither is known." if not_told else ""
    never = f" {found.never_used:,} more could be had, but proven in no such plan." if found.never_used else ""
    return (
        f"{settled:,} of {len(found.ranges):,} lines of {quoted(label)} are settled: proven to be the same in every"
        f" plan whose first aim is at most {gap_percent(float(NEAR_OPTIMAL_TOLERANCE))} worse."
        f" {_open(open_, found.plans_examined)}{rest}{never}"
    )


def _open(count: int, plans: int) -> str:
    if count == 0:
        return "None is open."
    which = "1 is open: it differs" if count == 1 else f"{count:,} are open: they differ"
    choice = "it is" if count == 1 else "they are"
    return f"{which} between such plans, of which {plans:,} are known, so that {choice} the board's to choose."


def _counts(found: NearOptimalRanges, borough: str) -> list[Cell]:
    states = [each.state for each in found.ranges if each.line.borough == borough]
    return [Cell(borough), *(Cell(states.count(state)) for state in STATES)]


def _line(each: LineRange) -> list[Cell]:
    figures = (each.places, each.lowest_found, each.highest_found, each.lower_bound, each.upper_bound)
    return [*(Cell(name) for name in each.line), Cell(each.state.value), *(Cell(figure) for figure in figures)]


def _widest(book: Book, page: Page, found: NearOptimalRanges) -> None:
    """The open lines that may move farthest, drawn from the least to the most found."""
    widest = sorted(found.ranges, key=lambda each: each.lowest_found - each.highest_found)[:DRAWN]
    drawn = [each for each in widest if each.state is LineState.FLEXIBLE]
    if not drawn:
        return
    page.gap()
    page.caption("The open lines with the widest range")
    table = page.reserve("WidestLines", WIDEST, len(drawn))
    table.fill([_drawn(table, row, each) for row, each in enumerate(drawn)])
    page.gap()
    page.caption("The same as a picture")
    page.picture(_chart(book, table), finding=_finding(book, found, drawn), size=(820, 120 + 26 * len(drawn)))


def _drawn(table: Table, row: int, each: LineRange) -> list[Cell]:
    plan, low, high = (table.here(row, key).replace("$", "") for key in ("places", "low", "high"))
    return [
        Cell(_name(each)),
        *(Cell(figure) for figure in (each.places, each.lowest_found, each.highest_found)),
        Cell(each.lowest_found - each.places, formula=f"={low}-{plan}"),
        Cell(each.highest_found - each.places, formula=f"={high}-{plan}"),
    ]


def _name(each: LineRange) -> str:
    return f"{each.line.borough}, {each.line.service}: {each.line.provider}"


def _chart(book: Book, table: Table) -> Any:
    """A bar a line from the least to the most; 0, where its two colours meet, is the plan."""
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    font = charts.text(book.workbook)
    for key, colour in (("fewer", CHART_COLOURS[0]), ("more", CHART_COLOURS[3])):
        chart.add_series(
            {"name": f"={table.cell(-1, key)}", "categories": f"={table.column('line')}",
             "values": f"={table.column(key)}", "fill": {"color": colour}, "gap": 40}
        )  # fmt: skip
    title = {**font, "size": font["size"] + 2, "bold": True}
    chart.set_title({"name": "How far the plan's places may move", "name_font": title})
    chart.set_legend({"position": "bottom", "font": font})
    names = {"reverse": True, "num_font": font, "line": {"color": LINE}, "major_tick_mark": "none"}
    chart.set_y_axis({**names, "label_position": "low"})
    grid = {"visible": True, "line": {"color": LINE, "width": 0.5}}
    chart.set_x_axis({"num_format": charts.WHOLE, "num_font": font, "major_gridlines": grid, "label_position": "high"})
    return chart


def _finding(book: Book, found: NearOptimalRanges, drawn: Sequence[LineRange]) -> str:
    """What the chart says, for who cannot see it."""
    lines = (
        f"{_name(each)}, {each.lowest_found:,} to {each.highest_found:,}, {each.places:,} in the plan" for each in drawn
    )
    head = f"Bar chart of the widest ranges of {quoted(book.label(found.option))}, in places:"
    return f"{head} {'; '.join(lines)}."
