"""Savings against their targets: what each asks, what each option saves, and a picture of one target.

What counts towards a target is in `models.appraisal.savings_targets`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.appraisal.savings_targets import TargetSavings, target_savings
from optimiser.excel.bar_charts import column_chart_with_line
from optimiser.excel.chart_parts import MAX_SERIES, Series
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, unique_headings
from optimiser.reports.board.economic.option_tables import year_key
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import NONE, borough_names, to_pounds
from optimiser.text import listed, pounds, quoted

SIZE = (560, 320)  # pixels
ASKED = "Target"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the picture shows: the position of the target, its years, and the options."""

    position: int
    target: TargetSavings
    years: tuple[int, ...]
    options: tuple[SolvedOption, ...]


def reserve(report: BoardReport, page: Page) -> tuple[Table, Table] | None:
    """Room for the picture's figures and for every target, where the case has any; None where it has none."""
    found = target_savings(report.case)
    if not found:
        return None
    drawn = _drawn(report, found)
    page.skip_row()
    page.write_caption("Savings against their targets")
    page.write_text(
        "A saving is the scope's baseline less its cost; where one-off costs do not count, start, exit and"
        f" set-up costs are left out. The picture is of {_scope(report, drawn.target)}."
    )
    small = page.reserve_table("SavingsDrawn", _drawn_columns(drawn), len(drawn.years))
    page.insert_chart_beside(_chart(report, small, drawn), small, alt_text=_finding(report, drawn), size=SIZE)
    page.skip_row()
    page.write_caption("Every target, and what each option saves as that target counts it")
    large = page.reserve_table("SavingsTargets", [*_NAMES, *_years(report)], len(found) * (1 + len(report.options)))
    return small, large


def fill(report: BoardReport, tables: tuple[Table, Table]) -> None:
    """The rows of both tables."""
    small, large = tables
    found = target_savings(report.case)
    large.fill([_row(report, target, each) for target in found for each in (None, *report.options)])
    drawn = _drawn(report, found)
    small.fill([_drawn_row(report, large, drawn, year) for year in drawn.years])


_NAMES = (
    Column("scope", "Boroughs that save together", max_width=40),
    Column("line", "Target or option", max_width=26),
    Column("once", "One-off costs count"),
)


def _years(report: BoardReport) -> list[Column]:
    return [
        Column(year_key(year), f"{report.case.year_label(year)} (£)", NumberFormat.MONEY) for year in report.case.years
    ]


def _row(report: BoardReport, target: TargetSavings, each: SolvedOption | None) -> list[Cell]:
    """What the target asks, or what an option saves."""
    figures: Sequence[int | None] = target.required if each is None else target.saved(report.case, each.ledger)
    return [
        Cell(borough_names(report.case, target.target.boroughs)),
        Cell(ASKED if each is None else each.label),
        Cell("yes" if target.target.includes_one_off else "no"),
        *(Cell(NONE if figure is None else to_pounds(figure)) for figure in figures),
    ]


def _drawn(report: BoardReport, found: Sequence[TargetSavings]) -> Drawn:
    """The first target over all boroughs, or else the first, in its longest run of years, with its first options."""
    everywhere = [one for one in found if len(one.target.boroughs) == len(report.case.boroughs)]
    target = (everywhere or list(found))[0]
    rank = {
        option.name: report.run.appraisal.standings[option.name].rank or len(report.options)
        for option in report.options
    }
    order = sorted(
        report.options,
        key=lambda each: (each != report.preferred, each != report.reference, rank[each.name], each.number),
    )
    options = sorted(order[: MAX_SERIES - 1], key=lambda each: each.number)
    return Drawn(list(found).index(target), target, _longest_run(target.required), tuple(options))


def _longest_run(asked: Sequence[int | None]) -> tuple[int, ...]:
    """The longest run of years in which something is asked, the earliest of several."""
    runs: list[tuple[int, ...]] = [()]
    for year, figure in enumerate(asked):
        if figure is None:
            runs.append(())
        else:
            runs[-1] = (*runs[-1], year)
    return max(runs, key=len)


def _drawn_columns(drawn: Drawn) -> list[Column]:
    names = unique_headings(["Year", ASKED, *(each.label for each in drawn.options)])
    figures = [
        Column(each.key, f"{name} (£)", NumberFormat.MONEY) for each, name in zip(drawn.options, names[2:], strict=True)
    ]
    return [Column("year", "Year"), Column("asked", f"{ASKED} (£)", NumberFormat.MONEY), *figures]


def _drawn_row(report: BoardReport, large: Table, drawn: Drawn, year: int) -> list[Cell]:
    first = drawn.position * (1 + len(report.options))
    asked = drawn.target.required[year]
    cells = [Cell(to_pounds(asked or 0), formula=f"={large.local_address(first, year_key(year))}")]
    for each in drawn.options:
        saved = drawn.target.saved(report.case, each.ledger)[year]
        cells.append(Cell(to_pounds(saved), formula=f"={large.local_address(first + 1 + each.number, year_key(year))}"))
    return [Cell(report.case.year_label(year)), *cells]


def _chart(report: BoardReport, table: Table, drawn: Drawn) -> Any:
    """A column for each option, and the target as a line with markers, which shows a target of 0 too."""
    years = table.column_range("year")
    series = [Series(table.address(-1, each.key), years, table.column_range(each.key)) for each in drawn.options]
    line = Series(table.address(-1, "asked"), years, table.column_range("asked"))
    return column_chart_with_line(report.workbook, series, line, title="Saving against the target (£ a year)")


def _finding(report: BoardReport, drawn: Drawn) -> str:
    """The target in its first and last year, and what each option saves there."""
    said = []
    for each in drawn.options:
        preferred = ", the preferred option," if each == report.preferred else ""
        said.append(
            f"{quoted(each.label)}{preferred} {_ends(report, drawn, drawn.target.saved(report.case, each.ledger))}"
        )
    left = len(report.options) - len(drawn.options)
    more = f" {left} further options are in the table alone." if left else ""
    asked = _ends(report, drawn, [figure or 0 for figure in drawn.target.required])
    return (
        f"Column chart of the saving of {_scope(report, drawn.target)} a year, with the target as a line: the target"
        f" {asked}; {'; '.join(said)}.{more}"
    )


def _ends(report: BoardReport, drawn: Drawn, figures: Sequence[int]) -> str:
    """`£5 in 2010/11 and £7 in 2011/12`."""
    ends = sorted({drawn.years[0], drawn.years[-1]})
    return listed([f"{pounds(figures[year])} in {report.case.year_label(year)}" for year in ends])


def _scope(report: BoardReport, target: TargetSavings) -> str:
    names = target.target.boroughs
    return "all boroughs together" if len(names) == len(report.case.boroughs) > 1 else listed(list(names))
