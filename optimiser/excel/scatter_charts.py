"""Charts of points and lines over two axes of figures; colour, marker and dash tell the series apart.

A name stands beside its point on a side where it covers neither another name nor another point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from optimiser.excel.chart_parts import (
    MAX_SERIES,
    WHOLE,
    Axis,
    Series,
    chart_font,
    grid_lines,
    legend_below,
    scale_between,
    set_title,
)
from optimiser.excel.layout import text_width
from optimiser.excel.styles import CHART_COLOURS, LINE
from optimiser.excel.tables import Table

MARKERS = ("diamond", "circle", "square", "triangle")  # one for each colour
MARKED_LINE_DASHES = ("solid", "dash", "round_dot")  # the next one once all markers are used
DASHES = ("solid", "dash", "round_dot", "long_dash_dot")
MAX_LINES = len(CHART_COLOURS) * len(DASHES)  # lines without markers that can be told apart
SIDES = ("right", "left", "above", "below")  # in the order in which they are tried
NAME_DISTANCE = 7.0  # pixels from the middle of a marker to its name

Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Point:
    """A point: a series of one figure on each axis; `kind` 0 to 3: its marker; `side`: where its name stands."""

    series: Series
    kind: int
    side: str


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line through the points of a series. `number`: from 0, its colour, marker and dash.

    `highlight`: the addresses of one point that is drawn large, with the name of the line. `side`: where that name
    stands.
    """

    series: Series
    number: int
    highlight: Series | None = None
    side: str = "right"


@dataclass(frozen=True, slots=True)
class Line:
    """A line over a column of figures.

    `key`: of the column. `stretches`: first and last row of each run of rows with figures; the line has a gap between
    them.
    """

    key: str
    stretches: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class LabelledPoint:
    """A point with its name. `x`, `y`: pixels from the left and from the bottom of the plot."""

    name: str
    x: float
    y: float


def scatter_chart(workbook: Any, points: Sequence[Point], *, title: str, across: Axis, up: Axis) -> Any:
    """A chart with a point for each series and its name beside it."""
    chart = workbook.add_chart({"type": "scatter"})
    for point in points:
        colour = {"color": CHART_COLOURS[point.kind]}
        chart.add_series(
            {
                **_addresses(point.series),
                "marker": {"type": MARKERS[point.kind], "size": 9, "fill": colour, "border": colour},
                "data_labels": _name_label(workbook, point.side),
            }
        )
    set_title(workbook, chart, title)
    chart.set_legend({"none": True})
    chart.set_x_axis(scale_between(workbook, across))
    chart.set_y_axis(scale_between(workbook, up))
    return chart


def marked_line_chart(workbook: Any, lines: Sequence[MarkedLine], *, title: str, across: Axis, up: Axis) -> Any:
    """A chart of straight lines through marked points; highlighted points are large and named."""
    chart = workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    for line in lines:
        chart.add_series(_marked_line(line))
    highlights = [_highlight(workbook, line, line.highlight) for line in lines if line.highlight is not None]
    for highlight in highlights:
        chart.add_series(highlight)
    set_title(workbook, chart, title)
    repeated = list(range(len(lines), len(lines) + len(highlights)))
    chart.set_legend({**legend_below(workbook), "delete_series": repeated})
    chart.set_x_axis(scale_between(workbook, across))
    chart.set_y_axis(scale_between(workbook, up))
    return chart


def empty_line_chart(workbook: Any, *, title: str, across: Axis, up: Axis) -> Any:
    """A chart without its lines, which may stand above its table; `draw_lines` adds them. `across` is in shares."""
    chart = workbook.add_chart({"type": "scatter", "subtype": "straight"})
    set_title(workbook, chart, title)
    chart.set_x_axis({**_line_axis(workbook, across), "num_format": "0.0%", "label_position": "low"})
    chart.set_y_axis({**_line_axis(workbook, up), "num_format": WHOLE, "label_position": "low"})
    return chart


def draw_lines(workbook: Any, chart: Any, table: Table, across: str, lines: Sequence[Line]) -> None:
    """Draw at most MAX_LINES lines over the column `across` of a table."""
    if len(lines) > MAX_LINES:
        raise ValueError(f"at most {MAX_LINES} lines can be told apart, not {len(lines)}")
    parts = [(number, line.key, rows) for number, line in enumerate(lines) for rows in line.stretches]
    for number, key, rows in parts:
        chart.add_series(_line_series(table, across, key, rows, number))
    repeated = [place for place, part in enumerate(parts) if place and parts[place - 1][0] == part[0]]
    chart.set_legend({**legend_below(workbook), **({"delete_series": repeated} if repeated else {})})


def label_sides(points: Sequence[LabelledPoint], plot: tuple[float, float], line: float) -> list[str]:
    """The side of each point's name; the right if no side is free.

    `plot`: its width and height in pixels. `line`: the height of a line of text in pixels.
    """
    taken = [_box_around(point.x, point.y, 2 * NAME_DISTANCE, 2 * NAME_DISTANCE) for point in points]
    sides = []
    for number, point in enumerate(points):
        others = [box for other, box in enumerate(taken) if other != number]
        free = [side for side in SIDES if _is_free(_label_box(point, side, line), others, plot)]
        sides.append(free[0] if free else SIDES[0])
        taken.append(_label_box(point, sides[-1], line))
    return sides


def _addresses(series: Series) -> dict[str, str]:
    return {"name": f"={series.name}", "categories": f"={series.categories}", "values": f"={series.values}"}


def _name_label(workbook: Any, side: str) -> dict[str, object]:
    return {"series_name": True, "value": False, "position": side, "font": chart_font(workbook)}


def _marked_line(line: MarkedLine) -> dict[str, Any]:
    number = line.number % MAX_SERIES
    colour = {"color": CHART_COLOURS[number]}
    dash = MARKED_LINE_DASHES[line.number // MAX_SERIES % len(MARKED_LINE_DASHES)]
    return {
        **_addresses(line.series),
        "line": {**colour, "width": 1.5, "dash_type": dash},
        "marker": {"type": MARKERS[number], "size": 5, "fill": colour, "border": colour},
    }


def _highlight(workbook: Any, line: MarkedLine, point: Series) -> dict[str, Any]:
    number = line.number % MAX_SERIES
    colour = {"color": CHART_COLOURS[number]}
    return {
        **_addresses(point),
        "line": {"none": True},
        "marker": {"type": MARKERS[number], "size": 11, "fill": colour, "border": colour},
        "data_labels": _name_label(workbook, line.side),
    }


def _line_series(table: Table, across: str, key: str, rows: tuple[int, int], number: int) -> dict[str, Any]:
    colour = CHART_COLOURS[number % len(CHART_COLOURS)]
    dash = DASHES[(number + number // len(CHART_COLOURS)) % len(DASHES)]
    fill = {"color": colour}
    marker = {"type": "circle", "size": 6, "fill": fill, "border": fill}  # a single point has no line to see
    return {
        "name": f"={table.address(-1, key)}",
        "categories": f"={_rows_of(table, across, rows)}",
        "values": f"={_rows_of(table, key, rows)}",
        "line": {"color": colour, "width": 2.0, "dash_type": dash},
        "marker": marker if rows[0] == rows[1] else {"type": "none"},
    }


def _rows_of(table: Table, key: str, rows: tuple[int, int]) -> str:
    return f"{table.address(rows[0], key)}:{table.local_address(rows[1], key)}"


def _line_axis(workbook: Any, axis: Axis) -> dict[str, object]:
    font = chart_font(workbook)
    return {
        "min": axis.start,
        "max": axis.end,
        "major_unit": axis.step,
        "num_font": font,
        "name": axis.name,
        "name_font": {**font, "bold": False},
        "line": {"color": LINE},
        "major_tick_mark": "none",
        "major_gridlines": grid_lines(),
    }


def _label_box(point: LabelledPoint, side: str, line: float) -> Box:
    """Where the name stands; a digit is a little less wide than half a line is high."""
    width = text_width(point.name) * line * 0.5
    x = {"right": NAME_DISTANCE + width / 2, "left": -NAME_DISTANCE - width / 2}.get(side, 0.0)
    y = {"above": NAME_DISTANCE + 1 + line / 2, "below": -NAME_DISTANCE - 1 - line / 2}.get(side, 0.0)
    return _box_around(point.x + x, point.y + y, width, line)


def _box_around(x: float, y: float, width: float, height: float) -> Box:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _is_free(box: Box, others: Sequence[Box], plot: tuple[float, float]) -> bool:
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= plot[0] and box[3] <= plot[1]
    return inside and not any(_overlap(box, other) for other in others)


def _overlap(first: Box, second: Box) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]
