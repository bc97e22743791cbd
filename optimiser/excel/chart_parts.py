"""Parts that all charts share: fonts, titles, axes and their steps, and the addresses of what a chart shows.

Names and figures come from a table's cells, so that a chart follows them and no name becomes a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any

from optimiser.excel.styles import ACCESSIBLE, CHART_COLOURS, COMPACT, FONT, INK, LINE

MAX_SERIES = len(CHART_COLOURS)  # in a chart: one for each colour
WHOLE, TENTHS = "#,##0", "#,##0.0"


@dataclass(frozen=True, slots=True)
class Series:
    """The addresses of a series: its name, what each figure is for, and the figures."""

    name: str
    categories: str
    values: str


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis: its name, where it starts and ends, and the step between its figures."""

    name: str
    start: float
    end: float
    step: float

    def share(self, value: float) -> float:
        """How far along the axis a value stands, from 0 to 1."""
        return (value - self.start) / (self.end - self.start)


def axis_around(name: str, values: Sequence[float]) -> Axis:
    """An axis in round steps, with at least a quarter of a step beyond the lowest and the highest value."""
    low, high = min(values), max(values)
    step = round_step((high - low) or abs(high) / 5)
    start = floor(low / step - 0.25) * step
    return Axis(name, max(start, 0.0) if low >= 0 else start, (floor(high / step + 0.25) + 1) * step, step)


def round_step(longest: float) -> float:
    """1, 2 or 5 times a power of ten, so that a scale up to `longest` has at most five steps; 1 for nothing."""
    if longest <= 0:
        return 1.0
    power = 10.0 ** floor(log10(longest / 5))
    return float(next(step * power for step in (1, 2, 5, 10) if step * power * 5 >= longest * (1 - 1e-9)))


def chart_font(workbook: Any) -> dict[str, Any]:
    """The font of a chart's text, in the size of the workbook's profile."""
    accessible = workbook.formats[0].font_size >= ACCESSIBLE.size
    return {"name": FONT, "size": (ACCESSIBLE if accessible else COMPACT).chart, "color": INK}


def set_title(workbook: Any, chart: Any, title: str) -> None:
    """Give a chart its title, in bold and a little larger than its text."""
    font = chart_font(workbook)
    chart.set_title({"name": title, "name_font": {**font, "size": font["size"] + 2, "bold": True}, "overlay": False})


def legend_below(workbook: Any) -> dict[str, Any]:
    """A legend below the chart."""
    return {"position": "bottom", "font": chart_font(workbook)}


def category_axis(workbook: Any) -> dict[str, object]:
    """The axis of a column chart that has the names."""
    return {"num_font": chart_font(workbook), "line": {"color": LINE}, "major_tick_mark": "none"}


def names_downwards(workbook: Any) -> dict[str, object]:
    """The axis of a bar chart that has the names, the first on top."""
    return {"reverse": True, **category_axis(workbook)}


def grid_lines() -> dict[str, object]:
    """Thin lines across the plot, one for each figure of a scale."""
    return {"visible": True, "line": {"color": LINE, "width": 0.5}}


def scale_from_zero(workbook: Any) -> dict[str, object]:
    """An axis with figures from 0 and grid lines."""
    marks = {"line": {"none": True}, "major_tick_mark": "none", "major_gridlines": grid_lines()}
    return {"min": 0, "num_format": WHOLE, "num_font": chart_font(workbook), **marks}


def scale_between(workbook: Any, axis: Axis) -> dict[str, object]:
    """An axis that need not begin at 0; its end is whole steps from its start."""
    return {**scale_from_zero(workbook), "min": axis.start, "max": axis.end, "major_unit": axis.step,
            "name": axis.name, "name_font": {**chart_font(workbook), "bold": False}}  # fmt: skip
