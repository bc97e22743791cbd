"""A waterfall: from one figure to another by steps, each a bar that floats where the one before has led.

Native bars, stacked on a part that is not drawn. Each bar's name says what it is, with its sign; its colour only
repeats that. A table of what is drawn has the names and lengths.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from optimiser.excel.charts import Axis, axis, step, text
from optimiser.excel.styles import CHART_COLOURS, LINE, Look
from optimiser.excel.tables import Cell, Column, Table

KINDS = (("run", "Run", 0), ("more", "More", 1), ("less", "Less", 3))  # key, heading, colour
BELOW = "below"
WIDE = 9  # characters of a figure on the scale beyond which only every other one has room


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name with its figure in words, and from where to where it reaches; `run`: a figure, not a step."""

    name: str
    start: Fraction
    end: Fraction
    run: bool = False

    @property
    def low(self) -> Fraction:
        """Its lower end."""
        return min(self.start, self.end)

    @property
    def kind(self) -> str:
        """Which of KINDS it is."""
        return "run" if self.run else "more" if self.end >= self.start else "less"


def bars(names: Sequence[str], old: Fraction, steps: Sequence[Fraction], new: Fraction) -> list[Bar]:
    """The bars from the old figure by its steps to the new; `names`: one for each figure and step."""
    levels = [old]
    for each in steps:
        levels.append(levels[-1] + each)
    floating = (Bar(name, *ends) for name, ends in zip(names[1:-1], pairwise(levels), strict=True))
    return [Bar(names[0], Fraction(0), old, run=True), *floating, Bar(names[-1], Fraction(0), new, run=True)]


def drawable(drawn: Sequence[Bar]) -> bool:
    """Whether it can be drawn: nothing reaches below nought."""
    return all(bar.low >= 0 for bar in drawn)


def columns(unit: str, look: Look) -> list[Column]:
    """The columns of the table from which it is drawn."""
    return [
        Column("drawn", "Bar", most=44),
        Column(BELOW, f"Not drawn ({unit})", look),
        *(Column(key, f"{heading} ({unit})", look) for key, heading, _ in KINDS),
    ]


def rows(drawn: Sequence[Bar]) -> Iterator[list[Cell]]:
    """Its rows: where a bar begins, and its length under what it is."""
    for bar in drawn:
        lengths = (abs(bar.end - bar.start) if key == bar.kind else Fraction(0) for key, _, _ in KINDS)
        yield [Cell(bar.name), Cell(Fraction(0) if bar.run else bar.low), *map(Cell, lengths)]


def begun(workbook: Any, drawn: Sequence[Bar], *, title: str, whole: bool) -> Any:
    """The chart of these bars without its series, the first bar on top. `whole`: its scale shows no decimals."""
    made = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    font = text(workbook)
    made.set_title({"name": title, "name_font": {**font, "size": font["size"] + 2, "bold": True}, "overlay": False})
    made.set_legend({"position": "bottom", "font": font})  # not every program can leave one part out of it
    made.set_y_axis({"reverse": True, "num_font": font, "line": {"color": LINE}, "major_tick_mark": "none"})
    made.set_x_axis(_scale(workbook, span(drawn), whole=whole))
    return made


def draw(chart: Any, table: Table) -> None:
    """Give a chart its series: the part that is not drawn, then a run's figures, what is more, and what is less."""
    for key, colour in ((BELOW, None), *((key, CHART_COLOURS[number]) for key, _, number in KINDS)):
        look = {"fill": {"color": colour}} if colour else {"fill": {"none": True}, "border": {"none": True}}
        which = {"categories": f"={table.column('drawn')}", "values": f"={table.column(key)}"}
        chart.add_series({"name": f"={table.cell(-1, key)}", **which, **look, "gap": 45})


def span(drawn: Sequence[Bar]) -> Axis:
    """The scale: from nought, but from just below the steps where these are small against the figures."""
    levels = [float(level) for bar in drawn for level in ((bar.end,) if bar.run else (bar.start, bar.end))]
    near = axis("", levels)
    if near.start > 0 and max(levels) - min(levels) < max(levels) / 4:
        return near
    apart = step(max(levels))
    return Axis("", 0.0, apart * max(1, -(-max(levels) // apart)), apart)


def _scale(workbook: Any, its: Axis, *, whole: bool) -> dict[str, object]:
    font = text(workbook)
    apart = its.step * (2 if len(f"{its.end:,.0f}") > WIDE else 1)
    fine = whole or (its.step >= 1 and float(its.step).is_integer())
    name = {"name": "the scale does not begin at 0", "name_font": {**font, "bold": False}} if its.start else {}
    return {
        **name, "min": its.start, "max": its.end, "major_unit": apart, "num_font": font, "label_position": "high",
        "num_format": "#,##0" if fine else "#,##0.0##", "line": {"none": True}, "major_tick_mark": "none",
        "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
    }  # fmt: skip
