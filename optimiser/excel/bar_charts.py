"""Bar charts and column charts, each beside its table and in at most four colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from optimiser.excel.chart_parts import (
    MAX_SERIES,
    TENTHS,
    WHOLE,
    Series,
    category_axis,
    chart_font,
    grid_lines,
    legend_below,
    names_downwards,
    round_step,
    scale_from_zero,
    set_title,
)
from optimiser.excel.styles import CHART_COLOURS
from optimiser.excel.tables import Table

HIDDEN_SCALE = {"min": 0, "visible": False, "major_gridlines": {"visible": False}}


def bar_chart(workbook: Any, table: Table, names: str, values: str, *, title: str, end: float | None = None) -> Any:
    """A bar for each row of a table, the first on top. `names`, `values`: columns; `end`: of the scale, if fixed."""
    chart = workbook.add_chart({"type": "bar"})
    labels = {"value": True, "num_format": TENTHS if end else WHOLE, "font": chart_font(workbook)}
    chart.add_series(
        {
            "name": title,
            "categories": f"={table.column_range(names)}",
            "values": f"={table.column_range(values)}",
            "fill": {"color": CHART_COLOURS[0]},
            "gap": 60,
            "data_labels": labels,
        }
    )
    set_title(workbook, chart, title)
    chart.set_legend({"none": True})
    chart.set_y_axis(names_downwards(workbook))
    chart.set_x_axis({**HIDDEN_SCALE, **({"max": end} if end else {})})
    return chart


def grouped_bar_chart(workbook: Any, series: Sequence[Series], *, title: str) -> Any:
    """For each category a bar for each series, with its figure, the first category on top. Names are plain text."""
    chart = workbook.add_chart({"type": "bar"})
    labels = {"value": True, "num_format": WHOLE, "font": chart_font(workbook)}
    for one, colour in zip(series, CHART_COLOURS, strict=False):
        chart.add_series(
            {"name": one.name, "categories": f"={one.categories}", "values": f"={one.values}",
             "fill": {"color": colour}, "gap": 60, "data_labels": labels}
        )  # fmt: skip
    set_title(workbook, chart, title)
    chart.set_legend(legend_below(workbook))
    chart.set_y_axis(names_downwards(workbook))
    chart.set_x_axis(HIDDEN_SCALE)
    return chart


def stacked_bar_chart(workbook: Any, series: Sequence[Series], *, title: str, longest: float) -> Any:
    """A bar for each category, the first on top, with a part for each series, at most MAX_SERIES.

    `longest`: the length of the longest bar.
    """
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    _add_series(workbook, chart, series, {"gap": 60})
    set_title(workbook, chart, title)
    chart.set_y_axis(names_downwards(workbook))
    below_bars = {"label_position": "high"}  # as the first bar stands on top
    chart.set_x_axis({**scale_from_zero(workbook), **below_bars, "major_unit": round_step(longest)})
    return chart


def two_sided_bar_chart(
    workbook: Any, table: Table, names: str, values: tuple[str, str], *, title: str, stacked: bool
) -> Any:
    """Two bars from 0 for each row of a table, in two colours: side by side, or in one line if `stacked`.

    `names`, `values`: columns. Figures may be negative; they are shown to one decimal unless `stacked`.
    """
    chart = workbook.add_chart({"type": "bar", **({"subtype": "stacked"} if stacked else {})})
    for key, colour in zip(values, (CHART_COLOURS[0], CHART_COLOURS[3]), strict=True):
        chart.add_series(
            {"name": f"={table.address(-1, key)}", "categories": f"={table.column_range(names)}",
             "values": f"={table.column_range(key)}", "fill": {"color": colour}, "gap": 40,
             **({} if stacked else {"overlap": 0})}
        )  # fmt: skip
    set_title(workbook, chart, title)
    chart.set_legend(legend_below(workbook))
    chart.set_y_axis({**names_downwards(workbook), "label_position": "low"})
    figures = {"num_format": WHOLE if stacked else TENTHS, "num_font": chart_font(workbook)}
    chart.set_x_axis({**figures, "major_gridlines": grid_lines(), "label_position": "high"})
    return chart


def column_chart(workbook: Any, series: Sequence[Series], *, title: str) -> Any:
    """For each category a column for each series, side by side; at most MAX_SERIES series."""
    chart = workbook.add_chart({"type": "column"})
    _add_series(workbook, chart, series, {"gap": 80, "overlap": 0})
    set_title(workbook, chart, title)
    chart.set_x_axis(category_axis(workbook))
    chart.set_y_axis(scale_from_zero(workbook))
    return chart


def column_chart_with_line(workbook: Any, series: Sequence[Series], line: Series, *, title: str) -> Any:
    """A column chart of at most MAX_SERIES - 1 series, with one more as a line with markers. It may go below 0."""
    chart = column_chart(workbook, series, title=title)
    colour = CHART_COLOURS[MAX_SERIES - 1]
    lines = workbook.add_chart({"type": "line"})
    lines.add_series(
        {
            "name": f"={line.name}",
            "categories": f"={line.categories}",
            "values": f"={line.values}",
            "line": {"color": colour, "width": 2},
            "marker": {"type": "diamond", "size": 8, "fill": {"color": colour}, "border": {"color": colour}},
        }
    )
    chart.combine(lines)
    chart.set_legend(legend_below(workbook))
    chart.set_x_axis({**category_axis(workbook), "label_position": "low"})
    figures = {"num_format": WHOLE, "num_font": chart_font(workbook)}
    chart.set_y_axis({**figures, "line": {"none": True}, "major_gridlines": grid_lines()})
    return chart


def _add_series(workbook: Any, chart: Any, series: Sequence[Series], spacing: dict[str, int]) -> None:
    if len(series) > MAX_SERIES:
        raise ValueError(f"a chart has at most {MAX_SERIES} series, not {len(series)}")
    for one, colour in zip(series, CHART_COLOURS, strict=False):
        chart.add_series(
            {"name": f"={one.name}", "categories": f"={one.categories}", "values": f"={one.values}",
             "fill": {"color": colour}, **spacing}
        )  # fmt: skip
    chart.set_legend(legend_below(workbook) if len(series) > 1 else {"none": True})
