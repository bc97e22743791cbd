"""Charts: bars, columns, points and lines beside their table, few colours, alt text that says the finding.

Names and figures are taken from the table's cells, so that a chart follows them and no name becomes a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any

from optimiser.excel.profile import ACCESSIBLE, COMPACT
from optimiser.excel.styles import CHART_COLOURS, FONT, INK, LINE
from optimiser.excel.tables import Table

MOST = len(CHART_COLOURS)  # series of a chart: one a colour
WHOLE = "#,##0"
MARKS = ("diamond", "circle", "square", "triangle")  # of points: by colour and by shape
DASHES = ("solid", "dash", "round_dot")  # of lines: the next where all marks are used


@dataclass(frozen=True, slots=True)
class Series:
    """One series: the addresses of its name, of what each figure is for, and of the figures."""

    name: str
    categories: str
    values: str


@dataclass(frozen=True, slots=True)
class Point:
    """One point: its series, of one figure each way; `kind` 0 to 3; the side on which its name stands."""

    series: Series
    kind: int
    side: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through the points of a series, `number` from 0, and one point of it that is told apart, if there is one.

    `at`: of that point, the addresses, its series named as the line; `side`: where its name stands.
    """

    series: Series
    number: int
    at: Series | None = None
    side: str = "right"


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis shows, and from where to where, in steps."""

    name: str
    start: float
    end: float
    step: float

    def part(self, value: float) -> float:
        """How far along the axis a value stands: 0 to 1."""
        return (value - self.start) / (self.end - self.start)


def axis(name: str, values: Sequence[float]) -> Axis:
    """An axis around these values in round steps, with at least a quarter of a step beside the lowest and highest."""
    low, high = min(values), max(values)
    apart = step((high - low) or abs(high) / 5)
    start = floor(low / apart - 0.25) * apart
    return Axis(name, max(start, 0.0) if low >= 0 else start, (floor(high / apart + 0.25) + 1) * apart, apart)


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
            "data_labels": {"value": True, "num_format": "#,##0.0" if most else WHOLE, "font": text(workbook)},
        }
    )
    _titled(workbook, chart, title)
    chart.set_legend({"none": True})
    chart.set_y_axis(_names_down(workbook))
    chart.set_x_axis(
        {"min": 0, **({"max": most} if most else {}), "visible": False, "major_gridlines": {"visible": False}}
    )
    return chart


def stacked(workbook: Any, series: Sequence[Series], *, title: str, longest: float) -> Any:
    """A bar for each category, the first on top, with a part for each series, at most MOST; `longest`: all of a bar."""
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    _add(workbook, chart, series, {"gap": 60})
    _titled(workbook, chart, title)
    chart.set_y_axis(_names_down(workbook))
    below = {"label_position": "high"}  # below the bars, as the first stands on top
    chart.set_x_axis({**_scale(workbook), **below, "major_unit": step(longest)})
    return chart


def columns(workbook: Any, series: Sequence[Series], *, title: str) -> Any:
    """For each category a column a series, side by side; at most MOST series."""
    chart = workbook.add_chart({"type": "column"})
    _add(workbook, chart, series, {"gap": 80, "overlap": 0})
    _titled(workbook, chart, title)
    chart.set_x_axis({"num_font": text(workbook), "line": {"color": LINE}, "major_tick_mark": "none"})
    chart.set_y_axis(_scale(workbook))
    return chart


def scatter(workbook: Any, points: Sequence[Point], *, title: str, across: Axis, up: Axis) -> Any:
    """A point for each series, with its name beside it; `kind` says which of MARKS and CHART_COLOURS it has."""
    chart = workbook.add_chart({"type": "scatter"})
    for each in points:
        colour = {"color": CHART_COLOURS[each.kind]}
        chart.add_series(
            {
                "name": f"={each.series.name}",
                "categories": f"={each.series.categories}",
                "values": f"={each.series.values}",
                "marker": {"type": MARKS[each.kind], "size": 9, "fill": colour, "border": colour},
                "data_labels": {"series_name": True, "value": False, "position": each.side, "font": text(workbook)},
            }
        )
    _titled(workbook, chart, title)
    chart.set_legend({"none": True})
    chart.set_x_axis(_between(workbook, across))
    chart.set_y_axis(_between(workbook, up))
    return chart


def curves(workbook: Any, lines: Sequence[Curve], *, title: str, across: Axis, up: Axis) -> Any:
    """Straight lines through points: marks and dashes tell them apart, colours repeat. Points told apart are large."""
    chart = workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    for each in lines:
        chart.add_series(_curve(each))
    told = [each for each in lines if each.at is not None]
    for each in told:
        chart.add_series(_told_apart(workbook, each))
    _titled(workbook, chart, title)
    twice = list(range(len(lines), len(lines) + len(told)))
    chart.set_legend({"position": "bottom", "font": text(workbook), "delete_series": twice})
    chart.set_x_axis(_between(workbook, across))
    chart.set_y_axis(_between(workbook, up))
    return chart


def text(workbook: Any) -> dict[str, Any]:
    """The font of a chart's text: as large as the profile of the workbook has it."""
    large = workbook.formats[0].font_size >= ACCESSIBLE.size
    return {"name": FONT, "size": (ACCESSIBLE if large else COMPACT).chart, "color": INK}


def step(longest: float) -> float:
    """1, 2 or 5 times a power of ten, so that a scale up to `longest` has at most five steps; 1 for nothing."""
    if longest <= 0:
        return 1.0
    power = 10.0 ** floor(log10(longest / 5))
    return float(next(each * power for each in (1, 2, 5, 10) if each * power * 5 >= longest * (1 - 1e-9)))


def _curve(each: Curve) -> dict[str, Any]:
    number = each.number % MOST
    colour = {"color": CHART_COLOURS[number]}
    return {
        "name": f"={each.series.name}",
        "categories": f"={each.series.categories}",
        "values": f"={each.series.values}",
        "line": {**colour, "width": 1.5, "dash_type": DASHES[each.number // MOST % len(DASHES)]},
        "marker": {"type": MARKS[number], "size": 5, "fill": colour, "border": colour},
    }


def _told_apart(workbook: Any, each: Curve) -> dict[str, Any]:
    assert each.at is not None
    number = each.number % MOST
    colour = {"color": CHART_COLOURS[number]}
    return {
        "name": f"={each.at.name}",
        "categories": f"={each.at.categories}",
        "values": f"={each.at.values}",
        "line": {"none": True},
        "marker": {"type": MARKS[number], "size": 11, "fill": colour, "border": colour},
        "data_labels": {"series_name": True, "value": False, "position": each.side, "font": text(workbook)},
    }


def _between(workbook: Any, axis: Axis) -> dict[str, object]:
    """An axis that need not begin at nought; Axis.end is whole steps from its start."""
    return {**_scale(workbook), "min": axis.start, "max": axis.end, "major_unit": axis.step,
            "name": axis.name, "name_font": {**text(workbook), "bold": False}}  # fmt: skip


def _add(workbook: Any, chart: Any, series: Sequence[Series], spacing: dict[str, int]) -> None:
    if len(series) > MOST:
        raise ValueError(f"a chart has at most {MOST} colours, not {len(series)}")
    for each, colour in zip(series, CHART_COLOURS, strict=False):
        chart.add_series(
            {"name": f"={each.name}", "categories": f"={each.categories}", "values": f"={each.values}",
             "fill": {"color": colour}, **spacing}
        )  # fmt: skip
    chart.set_legend({"position": "bottom", "font": text(workbook)} if len(series) > 1 else {"none": True})


def _titled(workbook: Any, chart: Any, title: str) -> None:
    font = text(workbook)
    chart.set_title({"name": title, "name_font": {**font, "size": font["size"] + 2, "bold": True}, "overlay": False})


def _names_down(workbook: Any) -> dict[str, object]:
    return {"reverse": True, "num_font": text(workbook), "line": {"color": LINE}, "major_tick_mark": "none"}


def _scale(workbook: Any) -> dict[str, object]:
    lines = {"visible": True, "line": {"color": LINE, "width": 0.5}}
    marks = {"line": {"none": True}, "major_tick_mark": "none", "major_gridlines": lines}
    return {"min": 0, "num_format": WHOLE, "num_font": text(workbook), **marks}
