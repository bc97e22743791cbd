"""Options compared: every measure of every option, outcomes against cost, and the difference from the reference."""

from __future__ import annotations

from collections.abc import Iterator

from models.appraisal.measures import MEASURES, Measure
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal import outcomes_against_cost
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import measure_figure, measure_format, measure_heading
from optimiser.text import quoted

BETTER = {True: "more", False: "less", None: "neither"}


def fill(report: BoardReport, page: Page) -> None:
    """Two tables with the same columns: the figures, and their differences from the reference."""
    page.max_width = 190.0
    page.write_caption("Figures")
    means = (Column("better", "Usually better"), Column("means", "What it is", max_width=72))
    figures = page.write_table("Measures", [*_columns(report), *means], [_figures(report, each) for each in MEASURES])
    outcomes_against_cost.fill(report, page, figures)
    page.skip_row()
    page.write_caption("Differences from the reference")
    if report.reference is None:
        name = quoted(report.case.reference.name)
        page.write_text(f"{name}, the reference, has no figures, so that there is nothing to compare with.")
        return
    page.write_text(
        f"The reference is {quoted(report.reference.label)}. A minus sign means less than in the reference."
    )
    rows = [list(_differences(report, report.reference, figures, row)) for row in range(len(MEASURES))]
    page.write_table("Differences", _columns(report), rows)


def _columns(report: BoardReport) -> list[Column]:
    options = [Column(option.key, option.label, NumberFormat.PENCE, max_width=16) for option in report.options]
    return [Column("measure", "Measure"), Column("unit", "Unit"), *options]


def _figures(report: BoardReport, measure: Measure) -> list[Cell]:
    shown = [
        Cell(measure_figure(measure.name, option.measures[measure.name]), measure_format(measure.name))
        for option in report.options
    ]
    return [*_names(measure), *shown, Cell(BETTER[measure.more_is_better]), Cell(measure.sentence)]


def _differences(report: BoardReport, reference: SolvedOption, figures: Table, row: int) -> Iterator[Cell]:
    measure = MEASURES[row]
    yield from _names(measure)
    against = measure_figure(measure.name, reference.measures[measure.name])
    there = figures.local_address(row, reference.key)
    for option in report.options:
        own, here = measure_figure(measure.name, option.measures[measure.name]), figures.local_address(row, option.key)
        absent = own if isinstance(own, str) else against
        value = absent if isinstance(own, str) or isinstance(against, str) else own - against
        formula = f"=IF(ISNUMBER({here}),IF(ISNUMBER({there}),{here}-{there},{there}),{here})"
        yield Cell(value, measure_format(measure.name), formula)


def _names(measure: Measure) -> list[Cell]:
    return [Cell(measure_heading(measure.name)), Cell(measure.unit)]


SHEET = Sheet(
    "Options compared",
    "Every measure of every option over the whole horizon, and its difference from the reference.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
