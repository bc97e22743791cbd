"""Inputs moved one by one: every point on the sheet Inputs tested, and on Robustness what each input does to the lead.

The lead is that of the preferred option over its best rival; it is shown as a table and a tornado chart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from optimiser.analyses.sensitivity import InputSensitivity, OptionStanding, SensitivityPoint
from optimiser.excel.bar_charts import two_sided_bar_chart
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport
from optimiser.reports.formats import NO_FIGURE, to_pounds
from optimiser.reports.prose.certainty import leader_adjective
from optimiser.text import quoted, tenths

LESS, MORE = Fraction(-1, 5), Fraction(1, 5)
NO_LEAD = "no lead"
NO_LEAD_WIDTH = Fraction(1000)  # points: inputs without a lead come first
CHART_SIZE = (760, 330)  # pixels
LEAD_COLUMNS = (
    Column("input", "Input", max_width=26),
    Column("now", "Lead as run (points)", NumberFormat.TENTH),
    Column("less", "Lead with 20 % less (points)", NumberFormat.TENTH),
    Column("more", "Lead with 20 % more (points)", NumberFormat.TENTH),
    Column("change_less", "Change with 20 % less (points)", NumberFormat.TENTH),
    Column("change_more", "Change with 20 % more (points)", NumberFormat.TENTH),
    Column("drawn", "As drawn", max_width=40),
)
COLUMNS = (
    Column("input", "Input", max_width=22),
    Column("by", "Change (share)", NumberFormat.SHARE),
    Column("option", "Option", max_width=34),
    Column("status", "Status", max_width=14),
    Column("cost", "Cost (£)", NumberFormat.MONEY),
    Column("outcomes", "Outcomes (number)", NumberFormat.TENTH),
    Column("score", "Weighted score (points)", NumberFormat.TENTH),
    Column("rank", "Rank (number)", NumberFormat.COUNT),
    Column("stands", "How it stands", max_width=30),
)


@dataclass(frozen=True, slots=True)
class InputLead:
    """The preferred option's lead with 20% less and 20% more of an input; None if there is no lead then."""

    name: str
    less: Fraction | None
    more: Fraction | None


def write_leads(report: BoardReport, page: Page, preferred: str, inputs: tuple[InputSensitivity, ...]) -> None:
    """Write the inputs that move the lead most first; a sentence if there is no lead to move."""
    page.write_caption("How far each input changes the preferred option's lead")
    now = inputs[0].at(Fraction(0)).lead(preferred)
    if now is None:
        page.write_text("No other option is eligible, so there is no lead to change.")
        return
    page.write_text(
        f"The lead is the weighted score of {quoted(report.label(preferred))} less that of its best eligible"
        f" rival. Below 0 the rival is {leader_adjective(report.run)}."
        f' "{NO_LEAD}" means that one of the two is not eligible at that point, for example because it has no plan.'
    )
    leads = [InputLead(each.name, each.at(LESS).lead(preferred), each.at(MORE).lead(preferred)) for each in inputs]
    leads.sort(key=lambda lead: -_largest_change(now, lead))
    table = page.write_formula_table(
        "Tornado", LEAD_COLUMNS, leads, lambda table, row, lead: _lead_row(table, row, now, lead)
    )
    page.skip_row()
    page.write_caption("The same as a chart")
    page.insert_chart(_chart(report, table), alt_text=_alt_text(report, preferred, now, leads), size=CHART_SIZE)


def has_tested_inputs(report: BoardReport) -> bool:
    """Whether inputs were tested."""
    return bool(report.findings.sensitivity.inputs)


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each input, change and option."""
    rows = [
        [
            Cell(tested.name),
            Cell(point.change),
            Cell(report.label(name)),
            *_cells(point, name, result, leader_adjective(report.run)),
        ]
        for tested in report.findings.sensitivity.inputs or ()
        for point in tested.points
        for name, result in point.options.items()
    ]
    page.write_table("InputsTested", COLUMNS, rows)


def _largest_change(now: Fraction, lead: InputLead) -> Fraction:
    return max(NO_LEAD_WIDTH if points is None else abs(points - now) for points in (lead.less, lead.more))


def _lead_row(table: Table, row: int, now: Fraction, lead: InputLead) -> list[Cell]:
    leads = [Cell(NO_LEAD if points is None else points) for points in (lead.less, lead.more)]
    changes = (_change_cell(table, row, now, key, points) for key, points in (("less", lead.less), ("more", lead.more)))
    return [Cell(lead.name), Cell(now), *leads, *changes, Cell(_bar_name(lead))]


def _bar_name(lead: InputLead) -> str:
    """The input's name, and which bars are missing because there is no lead."""
    missing = [way for way, points in (("less", lead.less), ("more", lead.more)) if points is None]
    return f"{lead.name} (no lead with {' or '.join(missing)})" if missing else lead.name


def _change_cell(table: Table, row: int, now: Fraction, key: str, points: Fraction | None) -> Cell:
    if points is None:
        return Cell(NO_LEAD)
    lead_cell, now_cell = (table.relative_address(row, name) for name in (key, "now"))
    return Cell(points - now, formula=f"={lead_cell}-{now_cell}")


def _chart(report: BoardReport, table: Table) -> Any:
    """Two bars for each input from 0, the lead as run: to the left if the lead shrinks."""
    title = "Change in the preferred option's lead"
    keys = ("change_less", "change_more")
    return two_sided_bar_chart(report.workbook, table, "drawn", keys, title=title, stacked=False)


def _alt_text(report: BoardReport, preferred: str, now: Fraction, leads: list[InputLead]) -> str:
    head = (
        f"Bar chart of how the lead of {quoted(report.label(preferred))}, {tenths(now)} points as run, changes if"
        " one input is 20% less or more:"
    )
    inputs = (f"{lead.name}, {_lead_words(lead.less)} with less, {_lead_words(lead.more)} with more" for lead in leads)
    return f"{head} {'; '.join(inputs)}."


def _lead_words(points: Fraction | None) -> str:
    return "no lead" if points is None else f"a lead of {tenths(points)}"


def _cells(point: SensitivityPoint, name: str, result: OptionStanding, adjective: str) -> Iterator[Cell]:
    yield Cell(result.status.value)
    cost = None if result.cost is None else to_pounds(result.cost)
    for figure in (cost, result.outcomes, result.score, result.rank):
        yield Cell(NO_FIGURE if figure is None else Fraction(figure))
    yield Cell(_standing(point, name, result, adjective))


def _standing(point: SensitivityPoint, name: str, result: OptionStanding, adjective: str) -> str:
    if not result.status.has_figures:
        return "has no figures"
    if name == point.preferred:
        return adjective if point.proven else "first, but not all proven"
    return "eligible" if result.eligible else "fails a gate, or is not scored"


SHEET = Sheet(
    "Inputs tested",
    "How each option stands if one input is changed and every option is optimised again.",
    fill,
    POUNDS,
    is_included=has_tested_inputs,
)
