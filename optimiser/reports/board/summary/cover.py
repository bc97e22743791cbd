"""Cover: what this is, for whom, how far it is proven, of what date and prices, and how to read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from models.plan.plan import Status
from optimiser.casefiles.change_text import change_label
from optimiser.excel.page import Page
from optimiser.excel.report import COVER, Sheet, write_cover
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell
from optimiser.reports.board.appraisal.scale import AS_RUN, WORDS
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.summary.run_record import scenario
from optimiser.reports.board.summary.summary import QUALITIES
from optimiser.text import gap_percent, listed

READING = (
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
    """What it is, and how to read it, on one page."""
    write_cover(page, _about(report), READING)


def _about(report: BoardReport) -> Iterator[list[Cell]]:
    case, run = report.case, report.run
    preferred = report.preferred.label if report.preferred else "none: see Summary"
    rows = [
        ("Case", case.title or "untitled"),
        ("For", f"The board{'s' * (len(case.boroughs) > 1)} of {listed([borough.name for borough in case.boroughs])}"),
        ("What it holds", f"{len(report.options)} options, each with the best plan found, compared and appraised."),
        ("Scenario", f"{scenario(run)}: Run record lists its changes" if change_label(run) else scenario(run)),
        ("Preferred option, as run", preferred),
        ("Status", _status(report)),
    ]
    yield from ([Cell(item), Cell(words)] for item, words in rows)
    yield [Cell("Master check"), report.master_check_cell(bold=True)]
    if report.live_status:
        yield [Cell("Weights, gates and judgements"), Cell(WORDS[AS_RUN], formula=f"={report.live_status}", bold=True)]
    yield from _qualities(report)
    rest = [
        ("Years", run.case.years_label),
        ("Price base", case.price_base or "not said"),
        ("Date", "Undated, so that the same input always gives the same file; the input is named below."),
        ("Input", PurePath(run.source).name or "a case made in a script"),
        ("Input SHA-256", run.digest or "none"),
        ("Version", f"optimiser {run.versions.get('optimiser', 'not known')}"),
    ]
    yield from ([Cell(item), Cell(words)] for item, words in rest)


def _qualities(report: BoardReport) -> Iterator[list[Cell]]:
    """The counts of Summary once more."""
    counts = report.table("Quality")
    for row, quality in enumerate(QUALITIES):
        count = sum(each.quality == quality for each in report.case.assumptions)
        yield [
            Cell(f"Rows of the case: {quality} (number)"),
            Cell(count, NumberFormat.COUNT, f"={counts.address(row, 'rows')}", align_left=True),
        ]


def _status(report: BoardReport) -> str:
    answers = [result.answer for result in report.run.results.values()]
    open_ones = [each.option for each in answers if each.status in (Status.UNPROVEN, Status.NO_ANSWER)]
    if open_ones:
        return f"Not all proven: {listed(open_ones)} may have better plans than were found. See Run record."
    none = [each.option for each in answers if each.status is Status.INFEASIBLE]
    also = f"; {listed(none)} proven to have no plan" if none else ""
    aim = report.run.settings.objective or report.case.objective
    return f"Proven: no plan is better at {aim} by more than a gap of {gap_percent(report.run.settings.gap)}{also}."


SHEET = Sheet(COVER, "What this workbook is, for whom, and how to read it.", fill)
