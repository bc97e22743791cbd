"""The sheet Fixed or flexible: which lines are the same in every near-optimal plan, and which the board can choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.plan.allocation_lines import LineRange, LineState, NearOptimalRanges
from optimiser.excel.bar_charts import two_sided_bar_chart
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport
from optimiser.reports.prose.sensitivity import STATES, flexibility_sentence
from optimiser.text import quoted

LINES_IN_CHART = 12
EXPLANATIONS = (
    (
        "A line is a borough, a service and a provider. Its figure is the places over all years, under all"
        " contracts of that provider. It does not say who pays, or in which year the places are provided."
    ),
    (
        "The least and most found are those of real plans. Each has whole places and has passed the same checks"
        " as the plan of the run. No near-optimal plan can have fewer or more places than is proven. If the"
        " figures found and proven differ, the end of the range lies between them."
    ),
    (
        "Each line is tested on its own. Two flexible lines may not both be able to reach the ends of their"
        " ranges, because places that one provider loses are often gained by another."
    ),
)
LINE_COLUMNS = (
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
COUNT_COLUMNS = (
    Column("borough", "Borough", max_width=28),
    Column("fixed", "Fixed (number)", NumberFormat.COUNT, total=True),
    Column("flexible", "Flexible (number)", NumberFormat.COUNT, total=True),
    Column("undetermined", "Undetermined (number)", NumberFormat.COUNT, total=True),
)
WIDEST_COLUMNS = (
    Column("line", "Line", max_width=60),
    Column("places", "In the plan (places)", NumberFormat.COUNT),
    Column("low", "Least found (places)", NumberFormat.COUNT),
    Column("high", "Most found (places)", NumberFormat.COUNT),
    Column("fewer", "Fewest, minus the plan (places)", NumberFormat.COUNT),
    Column("more", "Most, minus the plan (places)", NumberFormat.COUNT),
)


def has_ranges(report: BoardReport) -> bool:
    """Whether the ranges were asked for, and an option had a plan."""
    return report.findings.flexibility is not None


def fill(report: BoardReport, page: Page) -> None:
    """Write the sentence, counts by borough, the widest ranges with a chart, and every line."""
    ranges = report.findings.flexibility
    assert ranges is not None  # otherwise the report does not have the sheet
    page.write_text(flexibility_sentence(ranges, report.label(ranges.option)), bold=True)
    for sentence in EXPLANATIONS:
        page.write_text(sentence)
    page.skip_row()
    page.write_caption("Number of lines in each state, by borough")
    boroughs = dict.fromkeys(each.line.borough for each in ranges.ranges)
    page.write_table_or_text(
        "There are no lines.", "FlexibilityCounts", COUNT_COLUMNS, [_count_row(ranges, name) for name in boroughs]
    )
    _write_widest(report, page, ranges)
    page.skip_row()
    page.write_caption("Every line of the plan or of a near-optimal plan")
    page.write_table_or_text(
        "There are no lines.", "FlexibilityLines", LINE_COLUMNS, [_line_row(each) for each in ranges.ranges]
    )


def _count_row(ranges: NearOptimalRanges, borough: str) -> list[Cell]:
    states = [each.state for each in ranges.ranges if each.line.borough == borough]
    return [Cell(borough), *(Cell(states.count(state)) for state in STATES)]


def _line_row(line_range: LineRange) -> list[Cell]:
    figures = (
        line_range.places,
        line_range.lowest_found,
        line_range.highest_found,
        line_range.lower_bound,
        line_range.upper_bound,
    )
    return [*map(Cell, line_range.line), Cell(line_range.state.value), *map(Cell, figures)]


def _write_widest(report: BoardReport, page: Page, ranges: NearOptimalRanges) -> None:
    """Write the flexible lines with the widest range, with a chart from the least to the most found."""
    by_width = sorted(ranges.ranges, key=lambda each: each.lowest_found - each.highest_found)
    widest = [each for each in by_width[:LINES_IN_CHART] if each.state is LineState.FLEXIBLE]
    if not widest:
        return
    page.skip_row()
    page.write_caption("The flexible lines with the widest ranges")
    table = page.write_formula_table("WidestLines", WIDEST_COLUMNS, widest, _widest_row)
    page.skip_row()
    page.write_caption("The same as a chart")
    size = (820, 120 + 26 * len(widest))
    page.insert_chart(_chart(report, table), alt_text=_alt_text(report, ranges, widest), size=size)


def _widest_row(table: Table, row: int, line_range: LineRange) -> list[Cell]:
    plan, low, high = (table.relative_address(row, key) for key in ("places", "low", "high"))
    places, lowest, highest = line_range.places, line_range.lowest_found, line_range.highest_found
    return [
        Cell(_name(line_range)),
        *(Cell(figure) for figure in (places, lowest, highest)),
        Cell(lowest - places, formula=f"={low}-{plan}"),
        Cell(highest - places, formula=f"={high}-{plan}"),
    ]


def _name(line_range: LineRange) -> str:
    line = line_range.line
    return f"{line.borough}, {line.service}: {line.provider}"


def _chart(report: BoardReport, table: Table) -> Any:
    """A bar for each line from the least to the most; 0, where its two colours meet, is the plan."""
    title = "How far places may differ from the plan (places)"
    return two_sided_bar_chart(report.workbook, table, "line", ("fewer", "more"), title=title, stacked=True)


def _alt_text(report: BoardReport, ranges: NearOptimalRanges, widest: Sequence[LineRange]) -> str:
    lines = (
        f"{_name(each)}, {each.lowest_found:,} to {each.highest_found:,}, {each.places:,} in the plan"
        for each in widest
    )
    head = f"Bar chart of the widest ranges of {quoted(report.label(ranges.option))}, in places:"
    return f"{head} {'; '.join(lines)}."


SHEET = Sheet(
    "Fixed or flexible",
    "Which lines of the plan are the same in all near-optimal plans, and which the board can choose.",
    fill,
    is_included=has_ranges,
)
