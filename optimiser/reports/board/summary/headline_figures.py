"""The headline figures of Summary: which they are, and what a reader might take for something else."""

from __future__ import annotations

from collections.abc import Iterator

from models.appraisal.measures import MEASURES, outcomes_shown
from optimiser.excel.page import Page
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import measure_figure, measure_format, measure_heading, measure_unit

HEADLINES = (
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
    """A row an option, then the words."""
    page.skip_row()
    page.write_caption(
        f"Headline figures, {report.case.horizon} years together" if report.case.horizon > 1 else "Headline figures"
    )
    shown = outcomes_shown(report.case)
    headlines = [shown if name == "outcomes" else name for name in HEADLINES]
    columns = [
        Column("option", "Option", max_width=38),
        *(Column(name, _heading(name), measure_format(name)) for name in headlines),
    ]
    measures = report.table("Measures")
    order = [measure.name for measure in MEASURES]

    def cell(option: SolvedOption, name: str) -> Cell:
        return Cell(
            measure_figure(name, option.measures[name]), formula=f"={measures.address(order.index(name), option.key)}"
        )

    page.write_table(
        "Headlines",
        columns,
        [[Cell(option.label), *(cell(option, name) for name in headlines)] for option in report.options],
    )
    for line in _meanings(report.case.horizon):
        page.write_text(line)


def _meanings(years: int) -> Iterator[str]:
    """What a reader of the headline figures might take for something else."""
    if years > 1:
        yield f"People count anew in each year: one who is in treatment throughout counts {years} times."
    yield (
        "Saving is against as many years of today's arrangements at what they cost a year. The recurrent saving leaves"
        " out the transition cost, which is paid once."
    )
    yield (
        "Worst coverage is the share of demand that is met in the borough where least is met. Options compared explains"
        " every measure."
    )


def _heading(measure: str) -> str:
    its_unit = measure_unit(measure)
    last = ", last year" if measure in ("contracts", "worst_coverage") else ""
    return f"{measure_heading(measure)}{last} ({'number' if its_unit == measure else its_unit})"
