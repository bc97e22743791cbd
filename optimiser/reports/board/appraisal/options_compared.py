"""The sheet Options compared: every measure of every option, outcomes against cost, and the differences."""

from __future__ import annotations

from collections.abc import Iterator

from models.appraisal.measures import MEASURES, Measure
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, difference, difference_formula
from optimiser.reports.board.appraisal import outcomes_against_cost
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import measure_figure, measure_format, measure_heading
from optimiser.reports.prose.saving import KEPT, anything_lapses
from optimiser.text import quoted

BETTER = {True: "more", False: "less", None: "neither"}


def fill(report: BoardReport, page: Page) -> None:
    """Write the figures and, in the same columns, their differences from the reference."""
    page.max_width = 190.0
    page.write_caption("Figures")
    if anything_lapses(report.run):
        page.write_text(KEPT)
    explanations = (Column("better", "Usually better"), Column("means", "What it is", max_width=72))
    rows = [_figures(report, measure) for measure in MEASURES]
    figures = page.write_table("Measures", [*_columns(report), *explanations], rows)
    outcomes_against_cost.fill(report, page, figures)
    page.skip_row()
    page.write_caption("Differences from the reference")
    if report.reference is None:
        name = quoted(report.case.reference.name)
        page.write_text(f"{name}, the reference, has no figures, so there is nothing to compare with.")
        return
    page.write_text(
        f"The reference is {quoted(report.reference.label)}. A minus sign means less than in the reference."
    )
    differences = [list(_differences(report, report.reference, figures, row)) for row in range(len(MEASURES))]
    page.write_table("Differences", _columns(report), differences)


def _columns(report: BoardReport) -> list[Column]:
    options = [Column(option.key, option.label, NumberFormat.PENCE, max_width=16) for option in report.options]
    return [Column("measure", "Measure"), Column("unit", "Unit"), *options]


def _figures(report: BoardReport, measure: Measure) -> list[Cell]:
    number_format = measure_format(measure.name)
    figures = (measure_figure(measure.name, option.measures[measure.name]) for option in report.options)
    return [
        *_names(measure),
        *(Cell(figure, number_format) for figure in figures),
        Cell(BETTER[measure.more_is_better]),
        Cell(measure.sentence),
    ]


def _differences(report: BoardReport, reference: SolvedOption, figures: Table, row: int) -> Iterator[Cell]:
    measure = MEASURES[row]
    yield from _names(measure)
    reference_figure = measure_figure(measure.name, reference.measures[measure.name])
    reference_cell = figures.local_address(row, reference.key)
    for option in report.options:
        figure = measure_figure(measure.name, option.measures[measure.name])
        formula = difference_formula(figures.local_address(row, option.key), reference_cell)
        yield Cell(difference(figure, reference_figure), measure_format(measure.name), formula)


def _names(measure: Measure) -> list[Cell]:
    return [Cell(measure_heading(measure.name)), Cell(measure.unit)]


SHEET = Sheet(
    "Options compared",
    "Every measure of every option over the whole horizon, and its difference from the reference.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
