"""Curves: a line for each option over an axis of figures, told apart by colour and by dashes.

Names and figures are taken from the table's cells. Where a figure is missing, the line has a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from optimiser.excel.charts import Axis, text
from optimiser.excel.styles import CHART_COLOURS, LINE
from optimiser.excel.tables import Table

DASHES = ("solid", "dash", "round_dot", "long_dash_dot")
MOST = len(CHART_COLOURS) * len(DASHES)  # curves that can be told apart


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve: the key of its column, and the stretches of rows in which it has figures, each first to last."""

    key: str
    stretches: tuple[tuple[int, int], ...]


def axes(workbook: Any, *, title: str, across: Axis, up: Axis) -> Any:
    """A chart without its curves yet, so that it may stand above its table; `draw` draws them."""
    chart = workbook.add_chart({"type": "scatter", "subtype": "straight"})
    font = text(workbook)
    chart.set_title({"name": title, "name_font": {**font, "size": font["size"] + 2, "bold": True}, "overlay": False})
    chart.set_x_axis({**_axis(workbook, across), "num_format": "0.0%", "label_position": "low"})
    chart.set_y_axis({**_axis(workbook, up), "num_format": "#,##0", "label_position": "low"})
    return chart


def draw(workbook: Any, chart: Any, table: Table, across: str, found: Sequence[Curve]) -> None:
    """Draw at most MOST curves over the column `across` of a table."""
    if len(found) > MOST:
        raise ValueError(f"at most {MOST} curves can be told apart, not {len(found)}")
    parts = [(number, each.key, rows) for number, each in enumerate(found) for rows in each.stretches]
    for number, key, rows in parts:
        chart.add_series(_series(table, across, key, rows, number))
    again = [place for place, part in enumerate(parts) if place and parts[place - 1][0] == part[0]]
    chart.set_legend({"position": "bottom", "font": text(workbook), **({"delete_series": again} if again else {})})


def _series(table: Table, across: str, key: str, rows: tuple[int, int], number: int) -> dict[str, Any]:
    colour = CHART_COLOURS[number % len(CHART_COLOURS)]
    dash = DASHES[(number + number // len(CHART_COLOURS)) % len(DASHES)]
    one = rows[0] == rows[1]
    fill = {"color": colour}
    return {
        "name": f"={table.cell(-1, key)}",
        "categories": f"={_part(table, across, rows)}",
        "values": f"={_part(table, key, rows)}",
        "line": {"color": colour, "width": 2.0, "dash_type": dash},
        "marker": {"type": "circle", "size": 6, "fill": fill, "border": fill} if one else {"type": "none"},
    }


def _part(table: Table, key: str, rows: tuple[int, int]) -> str:
    return f"{table.cell(rows[0], key)}:{table.here(rows[1], key)}"


def _axis(workbook: Any, axis: Axis) -> dict[str, object]:
    font = text(workbook)
    lines = {"visible": True, "line": {"color": LINE, "width": 0.5}}
    return {
        "min": axis.start,
        "max": axis.end,
        "major_unit": axis.step,
        "num_font": font,
        "name": axis.name,
        "name_font": {**font, "bold": False},
        "line": {"color": LINE},
        "major_tick_mark": "none",
        "major_gridlines": lines,
    }
