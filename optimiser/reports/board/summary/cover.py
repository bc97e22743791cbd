"""The sheet Cover: what the workbook is, for whom, what is proven, and how to read it."""

from __future__ import annotations

from collections.abc import Iterator

from models.plan.plan import Status
from optimiser.casefiles.change_text import change_label
from optimiser.excel.page import Page
from optimiser.excel.report import COVER, Sheet, write_cover
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell
from optimiser.reports.board.appraisal.scale import AS_RUN, WORDS
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.summary.run_record import scenario_label
from optimiser.reports.board.summary.summary import QUALITIES
from optimiser.reports.provenance import boards_label, cover_items
from optimiser.text import gap_percent, listed

TERMS = (
    ("£", "Pounds; cells hold the pence, and where they are not shown only the display is rounded."),
    (
        "Minus sign",
        "A difference below the reference; a saving that is a loss. Costs and amounts stand without a sign.",
    ),
    (
        "Yellow cell",
        "May be typed over: weights, gates, judgements and the scale. Scores, ranks and the preferred option follow.",
    ),
    ("High, Medium, Low", "How far an option meets a criterion; the shading only repeats the word."),
    ("Pass, FAIL", "Whether a check holds; the master check fails where any check does."),
    ("optimal, within gap", "Proven: no plan is better, or none is better by more than the gap that was asked for."),
    ("Other figures", "Plans within the gap are alike in what is best, but may differ in other figures, cost too."),
    ("unproven", "A plan that keeps every rule, but may not be the best; said wherever its figures stand."),
    ("no figure", "Cannot be worked out: there is nothing to divide by."),
    ("given", "Taken from a document, which the case names."),
    ("derived", "Worked out from what is given; the case shows the sum."),
    ("illustrative", "Supposed, because nothing is known: to be replaced before anything is decided on it."),
    ("not said", "The case does not say where the row comes from."),
    ("Reference", "Business as usual, the first option: what all others are compared with."),
)


def fill(report: BoardReport, page: Page) -> None:
    """Write the items and the terms, on one page."""
    write_cover(page, _about(report), TERMS)


def _about(report: BoardReport) -> Iterator[list[Cell]]:
    case, run = report.case, report.run
    preferred = report.preferred.label if report.preferred else "none: see Summary"
    rows = [
        ("Case", case.title or "untitled"),
        ("For", boards_label(case)),
        ("What it holds", f"{len(report.options)} options, each with the best plan found, compared and appraised."),
        (
            "Scenario",
            f"{scenario_label(run)}: Run record lists its changes" if change_label(run) else scenario_label(run),
        ),
        ("Preferred option, as run", preferred),
        ("Status", _status(report)),
    ]
    yield from ([Cell(item), Cell(words)] for item, words in rows)
    yield [Cell("Master check"), report.master_check_cell(bold=True)]
    if report.live_status:
        yield [Cell("Weights, gates and judgements"), Cell(WORDS[AS_RUN], formula=f"={report.live_status}", bold=True)]
    yield from _source_qualities(report)
    yield from ([Cell(item), Cell(words)] for item, words in (("Years", run.case.years_label), *cover_items(run)))


def _source_qualities(report: BoardReport) -> Iterator[list[Cell]]:
    """How many rows of the case have each quality of source, repeated from Summary."""
    quality_table = report.table("Quality")
    for row, quality in enumerate(QUALITIES):
        count = sum(assumption.quality == quality for assumption in report.case.assumptions)
        yield [
            Cell(f"Rows of the case: {quality} (number)"),
            Cell(count, NumberFormat.COUNT, f"={quality_table.address(row, 'rows')}", align_left=True),
        ]


def _status(report: BoardReport) -> str:
    answers = [result.answer for result in report.run.results.values()]
    unproven = [answer.option for answer in answers if answer.status in (Status.UNPROVEN, Status.NO_ANSWER)]
    if unproven:
        return f"Not all proven: {listed(unproven)} may have better plans than were found. See Run record."
    infeasible = [answer.option for answer in answers if answer.status is Status.INFEASIBLE]
    also = f"; {listed(infeasible)} proven to have no plan" if infeasible else ""
    objective = report.run.settings.objective or report.case.objective
    return (
        f"Proven: no plan is better at {objective} by more than a gap of {gap_percent(report.run.settings.gap)}{also}."
    )


SHEET = Sheet(COVER, "What this workbook is, for whom, and how to read it.", fill)
