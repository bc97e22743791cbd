"""Charts: bars and columns beside their table, few colours, alt text that says the finding.

Names and figures are taken from the table's cells, so that a chart follows them and no name becomes a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any

from optimiser.workbook.looks import CHART_COLOURS, FONT, INK, LINE
from optimiser.workbook.tables import Table

MOST = len(CHART_COLOURS)  # series of a chart: one a colour
WHOLE = "#,##0"
TEXT = {"name": FONT, "size": 9, "color": INK}


@dataclass(frozen=True, slots=True)
class Series:
    """One series: the addresses of its name, of what each figure is for, and of the figures."""

    name: str
    categories: str
    values: str


def bars(workbook: Any, table: Table, names: str, values: str, *, title: str, most: float | None = None) -> Any:
    """A bar for each row of a table, the first row on top; `most` is the end of the scale, None for what fits."""
    chart = workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": title,
            "categories": f"={table.column(names)}",
            "values": f"={table.column(values)}",
            "fill": {"color": CHART_COLOURS[0]},
            "gap": 60,
            "data_labels": {"value": True, "num_format": "#,##0.0" if most else WHOLE, "font": TEXT},
        }
    )
    _titled(chart, title)
    chart.set_legend({"none": True})
    chart.set_y_axis(_names_down())
    chart.set_x_axis(
        {"min": 0, **({"max": most} if most else {}), "visible": False, "major_gridlines": {"visible": False}}
    )
    return chart


def stacked(workbook: Any, series: Sequence[Series], *, title: str, longest: float) -> Any:
    """A bar for each category, the first on top, with a part for each series, at most MOST; `longest`: all of a bar."""
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    _add(chart, series, {"gap": 60})
    _titled(chart, title)
    chart.set_y_axis(_names_down())
    below = {"label_position": "high"}  # below the bars, as the first stands on top
    chart.set_x_axis({**_scale(), **below, "major_unit": step(longest)})
    return chart


def columns(workbook: Any, series: Sequence[Series], *, title: str) -> Any:
    """For each category a column a series, side by side; at most MOST series."""
    chart = workbook.add_chart({"type": "column"})
    _add(chart, series, {"gap": 80, "overlap": 0})
    _titled(chart, title)
    chart.set_x_axis({"num_font": TEXT, "line": {"color": LINE}, "major_tick_mark": "none"})
    chart.set_y_axis(_scale())
    return chart


def step(longest: float) -> float:
    """1, 2 or 5 times a power of ten, so that a scale up to `longest` has at most five steps; 1 for nothing."""
    if longest <= 0:
        return 1.0
    power = 10.0 ** floor(log10(longest / 5))
    return float(next(each * power for each in (1, 2, 5, 10) if each * power * 5 >= longest * (1 - 1e-9)))


def _add(chart: Any, series: Sequence[Series], spacing: dict[str, int]) -> None:
    if len(series) > MOST:
        raise ValueError(f"a chart has at most {MOST} colours, not {len(series)}")
    for each, colour in zip(series, CHART_COLOURS, strict=False):
        chart.add_series(
            {"name": f"={each.name}", "categories": f"={each.categories}", "values": f"={each.values}",
             "fill": {"color": colour}, **spacing}
        )  # fmt: skip
    chart.set_legend({"position": "bottom", "font": TEXT} if len(series) > 1 else {"none": True})


def _titled(chart: Any, title: str) -> None:
    chart.set_title({"name": title, "name_font": {**TEXT, "size": 11, "bold": True}, "overlay": False})


def _names_down() -> dict[str, object]:
    return {"reverse": True, "num_font": TEXT, "line": {"color": LINE}, "major_tick_mark": "none"}


def _scale() -> dict[str, object]:
    return {"min": 0, "num_format": WHOLE, "num_font": TEXT, "line": {"none": True}, "major_tick_mark": "none",
            "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}}}  # fmt: skip
