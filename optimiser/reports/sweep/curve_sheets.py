"""The workbook of a sweep while it is being written, and its sheets with a curve.

A curve is one figure of every option at every change of the input, as a chart and as a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor

from optimiser.analyses.sweep.results import Sweep
from optimiser.excel.chart_parts import Axis, axis_around, round_step
from optimiser.excel.page import Page
from optimiser.excel.report import Report, Sheet
from optimiser.excel.scatter_charts import MAX_LINES, Line, draw_lines, empty_line_chart
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, shorten, unique_headings
from optimiser.reports.data.sweep_table import SweepRow, sweep_row
from optimiser.reports.formats import (
    NO_FIGURE,
    measure_figure,
    measure_format,
    measure_heading,
    measure_unit,
    price_base_label,
)
from optimiser.reports.prose.sweep import moved_label
from optimiser.text import quoted

CHANGE_COLUMN = Column("by", "Change (share)", NumberFormat.SHARE)
SCORE = "score"
NOTHING_TO_DRAW = "There is nothing to draw: no option has this figure at any point."
MAX_LABEL = 60  # characters of an option's name in a heading
CHART_SIZE = (900, 400)  # pixels
Values = Mapping[str, Sequence[float | None]]  # by option, one for each point; None without a plan


@dataclass
class SweepReport(Report):
    """The workbook of a sweep while it is being written."""

    sweep: Sweep

    subject = "Options appraisal"

    @property
    def kind(self) -> str:
        """What kind of report it is."""
        return f"Sweep over {self.sweep.input_name}"

    @property
    def case_title(self) -> str:
        """The title of the case."""
        return self.sweep.case.title or "untitled"

    @property
    def price_base(self) -> str:
        """The year of its prices in words."""
        return price_base_label(self.sweep.case)

    @property
    def title(self) -> str:
        """What the cover says first."""
        return shorten(self.kind, 120)


def curve_sheet(sweep: Sweep, name: str) -> Sheet[SweepReport]:
    """The sheet of a measure or of SCORE."""
    description = f"{_heading(name)} of every option at every change of {sweep.input_name}."

    def fill(report: SweepReport, page: Page) -> None:
        values = {
            option: [_value(name, sweep_row(point, option)) for point in sweep.points] for option in sweep.options
        }
        figures = [figure for curve in values.values() for figure in curve if figure is not None]
        chart = None
        if figures:
            up = axis_around(_unit(name), figures)
            page.write_caption("As a picture")
            chart = empty_line_chart(report.workbook, title=description.rstrip("."), across=_change_axis(sweep), up=up)
            page.insert_chart(chart, alt_text=_alt_text(sweep, name, values), size=CHART_SIZE)
            page.skip_row()
        else:
            page.write_text(NOTHING_TO_DRAW)
        page.write_caption("As a table")
        table_name = f"{_heading(name).replace(' ', '')}AtChanges"
        table = page.write_table(table_name, _columns(sweep, name), _rows(sweep, name))
        lines = [Line(f"option{number}", _unbroken_parts(curve)) for number, curve in enumerate(values.values())]
        if chart is not None:
            draw_lines(report.workbook, chart, table, "by", lines[:MAX_LINES])

    return Sheet(_heading(name), description, fill, "" if _unit(name) == _heading(name).lower() else _unit(name))


def _columns(sweep: Sweep, name: str) -> list[Column]:
    labels = unique_headings(f"{shorten(option, MAX_LABEL)} ({_unit(name)})" for option in sweep.options)
    return [
        CHANGE_COLUMN,
        *(Column(f"option{number}", label, _format(name), max_width=22) for number, label in enumerate(labels)),
    ]


def _rows(sweep: Sweep, name: str) -> list[list[Cell]]:
    return [
        [Cell(point.change), *(_cell(name, sweep_row(point, option)) for option in sweep.options)]
        for point in sweep.points
    ]


def _cell(name: str, row: SweepRow) -> Cell:
    if name == SCORE:
        return Cell(NO_FIGURE if row.score is None else row.score)
    return Cell(measure_figure(name, row.measures[name]))


def _value(name: str, row: SweepRow) -> float | None:
    """What the curve shows; None leaves a gap in it."""
    value = _cell(name, row).value
    return None if isinstance(value, str) else float(value)


def _unbroken_parts(values: Sequence[float | None]) -> tuple[tuple[int, int], ...]:
    """The first and last row of each part of a curve without a gap."""
    groups = groupby(enumerate(values), key=lambda pair: pair[1] is None)
    parts = [[row for row, _ in group] for missing, group in groups if not missing]
    return tuple((part[0], part[-1]) for part in parts)


def _change_axis(sweep: Sweep) -> Axis:
    """The axis of changes: all points within whole steps of 1, 2 or 5 per cent or the like."""
    low, high = float(sweep.points[0].change), float(sweep.points[-1].change)
    step = round_step(high - low)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return Axis(f"Change of {sweep.input_name}", first * step, last * step, step)


def _alt_text(sweep: Sweep, name: str, values: Values) -> str:
    """What the chart shows: the first and last figure of each option."""
    ends = "; ".join(f"{quoted(option)} {_ends(sweep, name, curve)}" for option, curve in values.items())
    return f"Line chart of {_heading(name).lower()} ({_unit(name)}) over the change of {sweep.input_name}: {ends}."


def _ends(sweep: Sweep, name: str, curve: Sequence[float | None]) -> str:
    figures = [(point.change, value) for point, value in zip(sweep.points, curve, strict=True) if value is not None]
    if not figures:
        return "has no figures"
    (first, first_value), (last, last_value) = figures[0], figures[-1]
    start = f"{_format(name).display(first_value).strip()} at {moved_label(first)}"
    if first == last:
        return start
    return f"from {start} to {_format(name).display(last_value).strip()} at {moved_label(last)}"


def _format(name: str) -> NumberFormat:
    return NumberFormat.TENTH if name == SCORE else measure_format(name)


def _heading(name: str) -> str:
    return "Score" if name == SCORE else measure_heading(name)


def _unit(name: str) -> str:
    return "points" if name == SCORE else measure_unit(name)
