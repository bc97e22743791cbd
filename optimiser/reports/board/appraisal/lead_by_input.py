"""The tornado: how the preferred option's lead over its best rival moves with each input, as a table and a chart."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from optimiser.analyses.sensitivity import InputSensitivity
from optimiser.excel.bar_charts import two_sided_bar_chart
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport
from optimiser.text import quoted, tenths

LESS, MORE = Fraction(-1, 5), Fraction(1, 5)
NO_LEAD = "no lead"
COLUMNS = (
    Column("input", "Input", max_width=26),
    Column("now", "Lead as run (points)", NumberFormat.TENTH),
    Column("less", "Lead with 20 % less (points)", NumberFormat.TENTH),
    Column("more", "Lead with 20 % more (points)", NumberFormat.TENTH),
    Column("change_less", "Change with 20 % less (points)", NumberFormat.TENTH),
    Column("change_more", "Change with 20 % more (points)", NumberFormat.TENTH),
    Column("drawn", "As drawn", max_width=40),
)


def fill(report: BoardReport, page: Page, preferred: str, inputs: tuple[InputSensitivity, ...]) -> None:
    """The inputs that move the lead most first; nothing where there is no lead to be moved."""
    page.write_caption("How far each input moves the preferred option's lead")
    now = inputs[0].at(Fraction(0)).lead(preferred)
    if now is None:
        page.write_text("No other option may be preferred, so that there is no lead to move.")
        return
    page.write_text(
        f"The lead is the weighted score of {quoted(report.label(preferred))} less that of its best rival that"
        f' may be preferred; below 0 the rival is preferred. "{NO_LEAD}": one of the two may not be preferred'
        " there, mostly because it has no plan."
    )
    rows = sorted(((each, *_leads(preferred, each)) for each in inputs), key=lambda row: -_width(now, *row[1:]))
    table = page.reserve_table("Tornado", COLUMNS, len(rows))
    table.fill([_row(table, number, now, *row) for number, row in enumerate(rows)])
    page.skip_row()
    page.write_caption("The same as a picture")
    page.insert_chart(_chart(report, table), alt_text=_finding(report, preferred, now, rows), size=(760, 330))


def _leads(preferred: str, each: InputSensitivity) -> tuple[Fraction | None, Fraction | None]:
    return each.at(LESS).lead(preferred), each.at(MORE).lead(preferred)


def _width(now: Fraction, *leads: Fraction | None) -> Fraction:
    """How far a bar reaches; without a lead, farthest."""
    return max(Fraction(1000) if lead is None else abs(lead - now) for lead in leads)


def _row(
    table: Table, number: int, now: Fraction, each: InputSensitivity, less: Fraction | None, more: Fraction | None
) -> list[Cell]:
    leads = [Cell(NO_LEAD if lead is None else lead) for lead in (less, more)]
    changes = (_change(table, number, now, key, lead) for key, lead in (("less", less), ("more", more)))
    return [Cell(each.name), Cell(now), *leads, *changes, Cell(_drawn(each.name, less, more))]


def _drawn(name: str, less: Fraction | None, more: Fraction | None) -> str:
    """The input's name; where a bar is missing because there is no lead, so much."""
    without = [way for way, lead in (("less", less), ("more", more)) if lead is None]
    return f"{name} (no lead with {' or '.join(without)})" if without else name


def _change(table: Table, number: int, now: Fraction, key: str, lead: Fraction | None) -> Cell:
    if lead is None:
        return Cell(NO_LEAD)
    own, before = (table.relative_address(number, name) for name in (key, "now"))
    return Cell(lead - now, formula=f"={own}-{before}")


def _chart(report: BoardReport, table: Table) -> Any:
    """Two bars for each input from 0, the lead as run: to the left if the lead shrinks."""
    title = "Change of the preferred option's lead"
    keys = ("change_less", "change_more")
    return two_sided_bar_chart(report.workbook, table, "drawn", keys, title=title, stacked=False)


Row = tuple[InputSensitivity, Fraction | None, Fraction | None]


def _finding(report: BoardReport, preferred: str, now: Fraction, rows: list[Row]) -> str:
    """What the chart says, for who cannot see it."""
    head = (
        f"Bar chart of how the lead of {quoted(report.label(preferred))}, {tenths(now)} points as run, changes when"
        " one input is 20 % less or more:"
    )
    return f"{head} {'; '.join(_moves(rows))}."


def _moves(rows: list[Row]) -> Iterator[str]:
    for each, less, more in rows:
        yield f"{each.name}, {_told(less)} with less, {_told(more)} with more"


def _told(lead: Fraction | None) -> str:
    return "no lead" if lead is None else f"a lead of {tenths(lead)}"
