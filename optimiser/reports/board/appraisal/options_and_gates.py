"""Options and gates: every option of the case, which are appraised and why others are not, and who passes which gate.

Gates are read from Appraisal matrix and follow it. Which option dominates which is in `dominance`.
"""

from __future__ import annotations

from models.appraisal.dominance import dominated_options
from models.case.appraisal_inputs import Criterion
from models.case.types import Option
from models.plan.plan import Status
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, shorten, unique_headings
from optimiser.reports.board.appraisal import dominance
from optimiser.reports.board.appraisal.ranking_formulas import FAILED
from optimiser.reports.board.appraisal.scale import (
    DIGITS,
    FAIL,
    FAILS,
    NO_GATE,
    PASS,
    PASSES,
    WORDS,
    figure_cell,
    word_cell,
)
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import LONGEST_LABEL, SolvedOption
from optimiser.reports.formats import NONE, STATUS_LABELS
from optimiser.text import listed

LEVELS = {1: "1: single agency", 2: "2: aligned", 3: "3: pooled"}
EXISTING = {"free": "free to stop", "run": "run on", "stop": "stop"}
NO_WORDS, NOT_ASKED, APPRAISED = "no description", "not asked for in this run", "appraised"
NO_FIGURES = "no figures"
LONGLIST = (
    Column("option", "Option", max_width=30),
    Column("description", "Description", max_width=56),
    Column("level", "Level", max_width=18),
    Column("existing", "Today's contracts", max_width=14),
    Column("appraised", "Appraised", max_width=40),
    Column("gates", "Gates", max_width=16),
    Column("dominated", "Dominated by, as run", max_width=24),
)
GATES = (
    Column("option", "Option", max_width=30),
    Column("criterion", "Critical success factor", max_width=56),
    Column("score", "Score (points)", NumberFormat.TENTH),
    Column("least", "Least score (points)", NumberFormat.EXACT),
    Column("result", "Result"),
)


def fill(report: BoardReport, page: Page) -> None:
    """Every option, the gates, and the options that are dominated."""
    page.write_caption("Every option of the case")
    labels = _labels(report)
    page.write_table(
        "Longlist", LONGLIST, [_option(report, *each) for each in zip(report.case.options, labels, strict=True)]
    )
    if report.case.criteria and report.options:
        page.skip_row()
        _gates(report, page)
        page.skip_row()
        dominance.fill(report, page)


def _labels(report: BoardReport) -> list[str]:
    """The options as the sheets name them, those without figures too."""
    return unique_headings(shorten(report.label(option.name), LONGEST_LABEL) for option in report.case.options)


def _option(report: BoardReport, option: Option, label: str) -> list[Cell]:
    return [
        Cell(label),
        Cell(option.description.strip() or NO_WORDS),
        Cell(LEVELS[option.level]),
        Cell(EXISTING[option.existing]),
        Cell(_appraised(report, option)),
        _passes(report, next((each for each in report.options if each.name == option.name), None)),
        Cell(_dominated_by(report, option)),
    ]


def _dominated_by(report: BoardReport, option: Option) -> str:
    if not any(each.name == option.name for each in report.options):
        return NO_FIGURES
    return listed([report.label(name) for name in dominated_options(report.run.appraisal).get(option.name, ())]) or NONE


def _appraised(report: BoardReport, option: Option) -> str:
    """Appraised, or why not."""
    if option.dropped:
        return f"dropped: {option.dropped}"
    result = report.run.results.get(option.name)
    if result is None:
        return NOT_ASKED
    status = result.answer.status
    return (
        f"{APPRAISED}, but unproven"
        if status is Status.UNPROVEN
        else APPRAISED
        if status.has_figures
        else STATUS_LABELS[status]
    )


def _passes(report: BoardReport, each: SolvedOption | None) -> Cell:
    if each is None:
        return Cell(NO_FIGURES)
    if not report.has_table("Result"):
        return Cell("no criteria")
    failed = bool(report.run.appraisal.standings[each.name].gates_failed)
    gates = report.table("Result").address(FAILED, each.key)
    return Cell(
        WORDS[FAILS if failed else PASSES],
        formula=f"=IF({gates},{word_cell(report, FAILS)},{word_cell(report, PASSES)})",
    )


def _gates(report: BoardReport, page: Page) -> None:
    page.write_caption("Critical success factors: gates that an option must pass before scores are compared")
    gated = [n for n, criterion in enumerate(report.case.criteria) if criterion.gate is not None]
    if not gated:
        page.write_text("No criterion has a gate: every option with figures may be preferred.")
        return
    page.write_text(
        "A gate that is typed on Appraisal matrix where the case has none counts there, and stands here once it is run."
    )
    table = page.reserve_table("Gates", GATES, len(gated) * len(report.options))
    rows = [(position, option) for position in gated for option in report.options]
    table.fill([_gate(report, table, row, position, each) for row, (position, each) in enumerate(rows)])
    _alarm(report, page, table)


def _gate(report: BoardReport, table: Table, row: int, position: int, option: SolvedOption) -> list[Cell]:
    criterion = report.case.criteria[position]
    scored = report.run.appraisal.standings[option.name].scores[position]
    score, least = table.local_address(row, "score"), table.local_address(row, "least")
    passed = (
        f"IF(ROUND({score},{figure_cell(report, DIGITS)})>={least},{word_cell(report, PASS)},{word_cell(report, FAIL)})"
    )
    return [
        Cell(option.label),
        Cell(criterion.name),
        Cell(scored.score, formula=f"={report.table('Scores').address(position, option.key)}"),
        _least(report, criterion, position),
        Cell(
            WORDS[PASS if scored.passed else FAIL],
            formula=f"=IF(ISNUMBER({least}),{passed},{word_cell(report, NO_GATE)})",
            bold=True,
        ),
    ]


def _least(report: BoardReport, criterion: Criterion, position: int) -> Cell:
    gate = report.table("Matrix").address(position, "gate")
    return Cell(criterion.gate or 0, formula=f"=IF(ISNUMBER({gate}),{gate},{word_cell(report, NO_GATE)})")


def _alarm(report: BoardReport, page: Page, table: Table) -> None:
    cells = f"{table.local_address(0, 'result')}:{table.local_address(table.row_count - 1, 'result')}".replace("$", "")
    rule = {
        "type": "cell",
        "criteria": "==",
        "value": f"={word_cell(report, FAIL)}",
        "format": page.styles.failed_check(),
    }
    page.worksheet.conditional_format(cells, rule)


SHEET = Sheet(
    "Options and gates", "Every option, why some are not appraised, who passes each gate, and who is dominated.", fill
)
