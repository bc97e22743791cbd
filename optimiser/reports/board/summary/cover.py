"""The sheets Cover and Contents: what the workbook is, for whom, what is proven, how to read it; and every sheet."""

from __future__ import annotations

from collections.abc import Iterator

from models.plan.plan import Status
from optimiser.casefiles.change_text import change_label
from optimiser.excel.page import CONTENTS, Page
from optimiser.excel.report import CONTENTS_DESCRIPTION, COVER, Sheet, contents_row, other_pages, write_cover
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.appraisal.scale import AS_RUN, WORDS
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.summary.run_record import scenario_label
from optimiser.reports.board.summary.summary import QUALITIES
from optimiser.reports.formats import boards_label, cover_items
from optimiser.reports.prose.certainty import is_uncertain, leader_word
from optimiser.text import gap_percent, listed, plural, quoted_list

TERMS = (
    ("£", "Pounds. Cells hold the pence; a cell that shows none is rounded only on screen and in print."),
    (
        "Minus sign",
        "A difference below the reference, or a saving that is a loss. Costs and amounts have no sign.",
    ),
    (
        "Yellow cell",
        "You can type over weights, gates, judgements and the scale. Scores, ranks and the preferred option follow.",
    ),
    ("High, Medium, Low", "How far an option meets a criterion. The shading only repeats the word."),
    ("Pass, FAIL", "Whether a check holds. The master check fails if any check fails."),
    ("optimal, within gap", "Proven: no plan is better, or none is better by more than the gap asked for."),
    ("Other figures", "Plans within the gap may differ in them. Summary says how much lower the cost could still be."),
    ("unproven", "A plan that meets every constraint, but a better one may exist. The word follows the option's name."),
    ("no figure", "It cannot be worked out, because there is nothing to divide by."),
    ("given", "Taken from a document that the case names."),
    ("derived", "Worked out from given figures; the case shows the calculation."),
    ("illustrative", "An assumption made because nothing is known. Replace it before you decide anything on it."),
    ("not said", "The case does not say where the row comes from."),
    ("Reference", "Business as usual, the first option. All other options are compared with it."),
)
LAST_BOARD_SHEET = "Today"  # of the sheets for the board; the detail follows


def fill(report: BoardReport, page: Page) -> None:
    """Write the items and the terms, on one page."""
    write_cover(page, _about(report), TERMS)


def fill_contents(report: BoardReport, page: Page) -> None:
    """A row for each other sheet; then how to print the board's part alone."""
    columns = [
        Column("sheet", "Sheet", max_width=30),
        Column("holds", "What it holds", max_width=100),
        Column("part", "Part"),
    ]
    names = list(report.pages)
    board = names[: names.index(LAST_BOARD_SHEET) + 1]
    rows = [[*contents_row(other), Cell("board" if other.name in board else "detail")] for other in other_pages(report)]
    page.write_table("Contents", columns, rows)
    page.skip_row()
    page.write_text(
        f"To print only the sheets for the board, click the tab {board[0]}, hold Shift, click the tab"
        f" {board[-1]}, and print the selected sheets. The detail behind them is long: it covers every option,"
        " year and contract."
    )


def _about(report: BoardReport) -> Iterator[list[Cell]]:
    case, run = report.case, report.run
    preferred = report.preferred.label if report.preferred else "none: see Summary"
    first = f"Option {leader_word(run)}" if report.preferred and is_uncertain(run) else "Preferred option"
    rows = [
        ("Case", case.title or "untitled"),
        ("For", boards_label(case)),
        ("What it holds", _contents_sentence(len(report.options))),
        (
            "Scenario",
            f"{scenario_label(run)}. Run record lists its changes." if change_label(run) else scenario_label(run),
        ),
        (f"{first}, as run", preferred),
        ("Status", _status(report)),
    ]
    yield from ([Cell(item), Cell(words)] for item, words in rows)
    yield [Cell("Master check"), report.master_check_cell(bold=True)]
    if report.live_status:
        yield [Cell("Weights, gates and judgements"), Cell(WORDS[AS_RUN], formula=f"={report.live_status}", bold=True)]
    yield from _source_qualities(report)
    yield from ([Cell(item), Cell(words)] for item, words in (("Years", run.case.years_label), *cover_items(run)))


def _contents_sentence(options: int) -> str:
    if not options:
        return "No option has a plan."
    each = "each of " if options > 1 else ""
    return f"The best plan found for {each}{plural(options, 'option')}, compared and appraised."


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
    if report.run.contradicted:
        names = quoted_list(report.run.contradicted)
        return f"Not proven: a second solver contradicts the answer for {names}. See Summary."
    answers = [result.answer for result in report.run.results.values()]
    unproven = [answer.option for answer in answers if answer.status in (Status.UNPROVEN, Status.NO_ANSWER)]
    if unproven:
        return f"Not all proven: there may be better plans for {listed(unproven)}. See Run record."
    infeasible = [answer.option for answer in answers if answer.status is Status.INFEASIBLE]
    has = "has" if len(infeasible) == 1 else "have"
    also = f" It is also proven that {listed(infeasible)} {has} no plan." if infeasible else ""
    objective = report.run.settings.objective or report.case.objective
    gap = gap_percent(report.run.settings.gap)
    return (
        f"Proven: no option has a plan that is better in the objective, {objective}, by more than the gap of"
        f" {gap}.{also}"
    )


SHEET = Sheet(COVER, "What this workbook is, who it is for, and how to read it.", fill)


CONTENTS_SHEET = Sheet(CONTENTS, CONTENTS_DESCRIPTION, fill_contents)
