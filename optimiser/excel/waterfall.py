"""A waterfall chart: from one figure to another by steps, each a bar that starts where the one before it ended.

The chart is a native stacked bar chart whose first part is not drawn. Each bar's name gives its figure with its sign;
its colour only repeats the sign. A table holds the names and lengths that are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from optimiser.excel.chart_parts import (
    WHOLE,
    Axis,
    axis_around,
    chart_font,
    grid_lines,
    legend_below,
    names_downwards,
    round_step,
    set_title,
)
from optimiser.excel.styles import CHART_COLOURS, NumberFormat
from optimiser.excel.tables import Cell, Column, Table

KINDS = (("run", "Run", 0), ("more", "More", 1), ("less", "Less", 3))  # key, heading, colour
BELOW = "below"  # the part of a bar that is not drawn
LONG_FIGURE = 9  # characters; if the scale's figures are longer, only every second one has room


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name with its figure in words, and where it starts and ends. `total`: a figure, not a step."""

    name: str
    start: Fraction
    end: Fraction
    total: bool = False

    @property
    def low(self) -> Fraction:
        """Its lower end."""
        return min(self.start, self.end)

    @property
    def kind(self) -> str:
        """The key of its kind in KINDS."""
        return "run" if self.total else "more" if self.end >= self.start else "less"


def waterfall_bars(names: Sequence[str], old: Fraction, steps: Sequence[Fraction], new: Fraction) -> list[Bar]:
    """The bars from the old figure by its steps to the new. `names`: one for each figure and step, in this order."""
    levels = [old]
    for step in steps:
        levels.append(levels[-1] + step)
    floating = (Bar(name, *ends) for name, ends in zip(names[1:-1], pairwise(levels), strict=True))
    return [Bar(names[0], Fraction(0), old, total=True), *floating, Bar(names[-1], Fraction(0), new, total=True)]


def can_be_drawn(bars: Sequence[Bar]) -> bool:
    """Whether no bar goes below 0."""
    return all(bar.low >= 0 for bar in bars)


def waterfall_columns(unit: str, number_format: NumberFormat) -> list[Column]:
    """The columns of the table that the chart is drawn from."""
    return [
        Column("drawn", "Bar", max_width=44),
        Column(BELOW, f"Not drawn ({unit})", number_format),
        *(Column(key, f"{heading} ({unit})", number_format) for key, heading, _ in KINDS),
    ]


def waterfall_rows(bars: Sequence[Bar]) -> Iterator[list[Cell]]:
    """The rows of that table: where a bar begins, and its length in the column of its kind."""
    for bar in bars:
        lengths = (abs(bar.end - bar.start) if key == bar.kind else Fraction(0) for key, _, _ in KINDS)
        yield [Cell(bar.name), Cell(Fraction(0) if bar.total else bar.low), *map(Cell, lengths)]


def empty_waterfall(workbook: Any, bars: Sequence[Bar], *, title: str, whole: bool) -> Any:
    """The chart without its series, the first bar on top. `whole`: its scale has no decimals."""
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    set_title(workbook, chart, title)
    chart.set_legend(legend_below(workbook))  # not every program can leave one series out of it
    chart.set_y_axis(names_downwards(workbook))
    chart.set_x_axis(_scale(workbook, scale_of(bars), whole=whole))
    return chart


def draw_waterfall(chart: Any, table: Table) -> None:
    """Give a chart its series: the part that is not drawn, then a run's figures, what is more, and what is less."""
    for key, colour in ((BELOW, None), *((key, CHART_COLOURS[number]) for key, _, number in KINDS)):
        style = {"fill": {"color": colour}} if colour else {"fill": {"none": True}, "border": {"none": True}}
        ranges = {"categories": f"={table.column_range('drawn')}", "values": f"={table.column_range(key)}"}
        chart.add_series({"name": f"={table.address(-1, key)}", **ranges, **style, "gap": 45})


def scale_of(bars: Sequence[Bar]) -> Axis:
    """The scale: from 0, or from just below the steps if these are small compared with the figures."""
    levels = [float(level) for bar in bars for level in ((bar.end,) if bar.total else (bar.start, bar.end))]
    around_steps = axis_around("", levels)
    if around_steps.start > 0 and max(levels) - min(levels) < max(levels) / 4:
        return around_steps
    step = round_step(max(levels))
    return Axis("", 0.0, step * max(1, -(-max(levels) // step)), step)


def _scale(workbook: Any, axis: Axis, *, whole: bool) -> dict[str, object]:
    font = chart_font(workbook)
    step = axis.step * (2 if len(f"{axis.end:,.0f}") > LONG_FIGURE else 1)
    no_decimals = whole or (axis.step >= 1 and float(axis.step).is_integer())
    name = {"name": "the scale does not begin at 0", "name_font": {**font, "bold": False}} if axis.start else {}
    return {
        **name, "min": axis.start, "max": axis.end, "major_unit": step, "num_font": font, "label_position": "high",
        "num_format": WHOLE if no_decimals else "#,##0.0##", "line": {"none": True}, "major_tick_mark": "none",
        "major_gridlines": grid_lines(),
    }  # fmt: skip
