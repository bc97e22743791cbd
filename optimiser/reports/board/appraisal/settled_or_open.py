"""Settled or open: which lines of an option are the same in every plan nearly as good, and which are to choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.plan.allocation_lines import NEAR_OPTIMAL_TOLERANCE, LineRange, LineState, NearOptimalRanges
from optimiser.excel.bar_charts import two_sided_bar_chart
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport
from optimiser.text import gap_percent, quoted

DRAWN = 12  # lines of the picture
STATES = (LineState.FIXED, LineState.FLEXIBLE, LineState.UNDETERMINED)
HOW = (
    (
        "A line is a borough, a service and a provider; its figure is the places over all years, under all"
        " contracts of that provider. Who pays is not part of it, nor in which year the places are."
    ),
    (
        "Least and most found are those of real plans, each with whole places and each through the same checks as"
        " the plan of the run. No plan nearly as good can have less, or more, than is proven. Where found and"
        " proven differ, the end of the range lies between them."
    ),
    (
        "Each line is looked at alone: two open lines cannot both be moved as far as they go, and what one"
        " provider loses another mostly gains."
    ),
)
LINES = (
    Column("borough", "Borough", max_width=18),
    Column("service", "Service", max_width=34),
    Column("provider", "Provider", max_width=34),
    Column("state", "State", max_width=12),
    Column("places", "In the plan (places)", NumberFormat.COUNT, max_width=12),
    Column("low", "Least found (places)", NumberFormat.COUNT, max_width=12),
    Column("high", "Most found (places)", NumberFormat.COUNT, max_width=12),
    Column("least", "Proven: never less than (places)", NumberFormat.COUNT, max_width=14),
    Column("most", "Proven: never more than (places)", NumberFormat.COUNT, max_width=14),
)
COUNTS = (
    Column("borough", "Borough", max_width=28),
    Column("settled", "Settled (number)", NumberFormat.COUNT, total=True),
    Column("open", "Open (number)", NumberFormat.COUNT, total=True),
    Column("not_told", "Not told (number)", NumberFormat.COUNT, total=True),
)
WIDEST = (
    Column("line", "Line", max_width=60),
    Column("places", "In the plan (places)", NumberFormat.COUNT),
    Column("low", "Least found (places)", NumberFormat.COUNT),
    Column("high", "Most found (places)", NumberFormat.COUNT),
    Column("fewer", "Fewest, minus the plan (places)", NumberFormat.COUNT),
    Column("more", "Most, minus the plan (places)", NumberFormat.COUNT),
)


def has_settled(report: BoardReport) -> bool:
    """Whether it was asked for, and there was a plan to ask it of."""
    return report.findings.flexibility is not None


def fill(report: BoardReport, page: Page) -> None:
    """The sentence, counts by borough, the widest ranges with their picture, every line."""
    found = report.findings.flexibility
    assert found is not None  # the sheet is wanted only where there is one
    page.write_text(told(found, report.label(found.option)), bold=True)
    for words in HOW:
        page.write_text(words)
    page.skip_row()
    page.write_caption("How many lines of each borough are settled")
    boroughs = dict.fromkeys(each.line.borough for each in found.ranges)
    page.write_table_or_text("There is no line.", "SettledCounts", COUNTS, [_counts(found, name) for name in boroughs])
    _widest(report, page, found)
    page.skip_row()
    page.write_caption("Every line that the plan has, or that a plan nearly as good may have")
    page.write_table_or_text("There is no line.", "SettledLines", LINES, [_line(each) for each in found.ranges])


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


def _widest(report: BoardReport, page: Page, found: NearOptimalRanges) -> None:
    """The open lines that may move farthest, drawn from the least to the most found."""
    widest = sorted(found.ranges, key=lambda each: each.lowest_found - each.highest_found)[:DRAWN]
    drawn = [each for each in widest if each.state is LineState.FLEXIBLE]
    if not drawn:
        return
    page.skip_row()
    page.write_caption("The open lines with the widest range")
    table = page.reserve_table("WidestLines", WIDEST, len(drawn))
    table.fill([_drawn(table, row, each) for row, each in enumerate(drawn)])
    page.skip_row()
    page.write_caption("The same as a picture")
    page.insert_chart(_chart(report, table), alt_text=_finding(report, found, drawn), size=(820, 120 + 26 * len(drawn)))


def _drawn(table: Table, row: int, each: LineRange) -> list[Cell]:
    plan, low, high = (table.relative_address(row, key) for key in ("places", "low", "high"))
    return [
        Cell(_name(each)),
        *(Cell(figure) for figure in (each.places, each.lowest_found, each.highest_found)),
        Cell(each.lowest_found - each.places, formula=f"={low}-{plan}"),
        Cell(each.highest_found - each.places, formula=f"={high}-{plan}"),
    ]


def _name(each: LineRange) -> str:
    return f"{each.line.borough}, {each.line.service}: {each.line.provider}"


def _chart(report: BoardReport, table: Table) -> Any:
    """A bar for each line from the least to the most; 0, where its two colours meet, is the plan."""
    title = "How far the plan's places may move"
    return two_sided_bar_chart(report.workbook, table, "line", ("fewer", "more"), title=title, stacked=True)


def _finding(report: BoardReport, found: NearOptimalRanges, drawn: Sequence[LineRange]) -> str:
    """What the chart says, for who cannot see it."""
    lines = (
        f"{_name(each)}, {each.lowest_found:,} to {each.highest_found:,}, {each.places:,} in the plan" for each in drawn
    )
    head = f"Bar chart of the widest ranges of {quoted(report.label(found.option))}, in places:"
    return f"{head} {'; '.join(lines)}."


SHEET = Sheet(
    "Settled or open",
    "Which lines of the plan are the same in all plans nearly as good, and which are to choose.",
    fill,
    is_included=has_settled,
)
