"""The headline figures on the sheet Summary, and the sentences that say what they count."""

from __future__ import annotations

from collections.abc import Iterator

from models.appraisal.measures import outcomes_shown
from optimiser.excel.page import Page
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import measure_figure, measure_format, measure_heading, measure_unit

HEADLINE_MEASURES = (
    "cost",
    "saving",
    "transition_cost",
    "saving_recurrent",
    "people",
    "outcomes",
    "cost_per_person",
    "contracts",
    "worst_coverage",
)


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each option, then what the figures count."""
    page.skip_row()
    page.write_caption(
        f"Headline figures over {report.case.horizon} years" if report.case.horizon > 1 else "Headline figures"
    )
    outcomes = outcomes_shown(report.case)
    names = [outcomes if name == "outcomes" else name for name in HEADLINE_MEASURES]
    columns = [
        Column("option", "Option", max_width=38),
        *(Column(name, _heading(name), measure_format(name)) for name in names),
    ]
    rows = [[Cell(option.label), *(_figure(report, option, name) for name in names)] for option in report.options]
    page.write_table("Headlines", columns, rows)
    for sentence in _explanations(report.case.horizon):
        page.write_text(sentence)


def _figure(report: BoardReport, option: SolvedOption, measure: str) -> Cell:
    value = measure_figure(measure, option.measures[measure])
    return Cell(value, formula=f"={report.measure_cell(measure, option)}")


def _explanations(years: int) -> Iterator[str]:
    """What the figures count, as a reader may otherwise misread them."""
    if years > 1:
        yield f"People are counted again in each year: a person in treatment in every year counts {years} times."
    yield (
        "Saving is the cost of today's arrangements for as many years, less the cost of the option. Recurrent"
        " saving leaves out the transition cost, which is paid once."
    )
    yield (
        "Worst coverage is the share of demand met in the borough where that share is lowest. Options compared"
        " explains every measure."
    )


def _heading(measure: str) -> str:
    unit = measure_unit(measure)
    last = ", last year" if measure in ("contracts", "worst_coverage") else ""
    return f"{measure_heading(measure)}{last} ({'number' if unit == measure else unit})"
