"""The sheet Options and gates: every option of the case, why some are not appraised, and who passes which gate.

Gates are read live from Appraisal matrix. Which option dominates which is in `dominance`.
"""

from __future__ import annotations

from models.appraisal.dominance import dominated_options
from models.case.types import Option
from models.plan.plan import Status
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, shorten, unique_headings
from optimiser.reports.board.appraisal import dominance
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
from optimiser.reports.board.appraisal.scores import FAILED
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import LONGEST_LABEL, SolvedOption
from optimiser.reports.formats import NONE, STATUS_LABELS
from optimiser.text import listed

LEVELS = {1: "1: single agency", 2: "2: aligned", 3: "3: pooled"}
EXISTING = {"free": "free to stop", "run": "run on", "stop": "stop"}
NO_DESCRIPTION, NOT_ASKED, APPRAISED = "no description", "not included in this run", "appraised"
NO_FIGURES = "no figures"
LONGLIST_COLUMNS = (
    Column("option", "Option", max_width=30),
    Column("description", "Description", max_width=56),
    Column("level", "Level", max_width=18),
    Column("existing", "Today's contracts", max_width=14),
    Column("appraised", "Appraised", max_width=40),
    Column("gates", "Gates", max_width=16),
    Column("dominated", "Dominated by, as run", max_width=24),
)
GATE_COLUMNS = (
    Column("option", "Option", max_width=30),
    Column("criterion", "Critical success factor", max_width=56),
    Column("score", "Score (points)", NumberFormat.TENTH),
    Column("least", "Least score (points)", NumberFormat.EXACT),
    Column("result", "Result"),
)


def fill(report: BoardReport, page: Page) -> None:
    """Write every option, the gates, and which options are dominated."""
    page.write_caption("Every option of the case")
    labels = unique_headings(shorten(report.label(option.name), LONGEST_LABEL) for option in report.case.options)
    rows = [_option_row(report, option, label) for option, label in zip(report.case.options, labels, strict=True)]
    page.write_table("Longlist", LONGLIST_COLUMNS, rows)
    if report.has_scores():
        page.skip_row()
        _write_gates(report, page)
        page.skip_row()
        dominance.fill(report, page)


def _option_row(report: BoardReport, option: Option, label: str) -> list[Cell]:
    solved = next((other for other in report.options if other.name == option.name), None)
    return [
        Cell(label),
        Cell(option.description.strip() or NO_DESCRIPTION),
        Cell(LEVELS[option.level]),
        Cell(EXISTING[option.existing]),
        Cell(_appraised(report, option)),
        _gates_cell(report, solved) if solved else Cell(NO_FIGURES),
        Cell(_dominated_by(report, solved) if solved else NO_FIGURES),
    ]


def _appraised(report: BoardReport, option: Option) -> str:
    """Whether an option is appraised, or why not."""
    if option.dropped:
        return f"dropped: {option.dropped}"
    result = report.run.results.get(option.name)
    if result is None:
        return NOT_ASKED
    status = result.answer.status
    if status is Status.UNPROVEN:
        return f"{APPRAISED}, but unproven"
    return APPRAISED if status.has_figures else STATUS_LABELS[status]


def _gates_cell(report: BoardReport, option: SolvedOption) -> Cell:
    """Whether an option passes every gate."""
    if not report.has_table("Result"):
        return Cell("no criteria")
    fails = bool(report.run.appraisal.standings[option.name].gates_failed)
    failed_gates = report.table("Result").address(FAILED, option.key)
    formula = f"=IF({failed_gates},{word_cell(report, FAILS)},{word_cell(report, PASSES)})"
    return Cell(WORDS[FAILS if fails else PASSES], formula=formula)


def _dominated_by(report: BoardReport, option: SolvedOption) -> str:
    names = dominated_options(report.run.appraisal).get(option.name, ())
    return listed([report.label(name) for name in names]) or NONE


def _write_gates(report: BoardReport, page: Page) -> None:
    page.write_caption("Critical success factors: gates that an option must pass before scores are compared")
    gated = [position for position, criterion in enumerate(report.case.criteria) if criterion.gate is not None]
    if not gated:
        page.write_text("No criterion has a gate, so every option with figures is eligible.")
        return
    page.write_text(
        "If you type a gate on Appraisal matrix that the case does not have, it counts there. It is listed here"
        " only once the case has it and is run again."
    )
    rows = [(position, option) for position in gated for option in report.options]
    table = page.write_formula_table(
        "Gates", GATE_COLUMNS, rows, lambda table, row, item: _gate_row(report, table, row, *item)
    )
    results = table.relative_range((0, table.row_count - 1), ("result", "result"))
    page.shade_equal_cells([results], f"={word_cell(report, FAIL)}", page.styles.failed_check())


def _gate_row(report: BoardReport, table: Table, row: int, position: int, option: SolvedOption) -> list[Cell]:
    criterion = report.case.criteria[position]
    score = report.run.appraisal.standings[option.name].scores[position]
    score_cell, least_cell = table.local_address(row, "score"), table.local_address(row, "least")
    passes = f"ROUND({score_cell},{figure_cell(report, DIGITS)})>={least_cell}"
    result = f"IF({passes},{word_cell(report, PASS)},{word_cell(report, FAIL)})"
    gate = report.table("Matrix").address(position, "gate")
    no_gate = word_cell(report, NO_GATE)
    return [
        Cell(option.label),
        Cell(criterion.name),
        Cell(score.score, formula=f"={report.table('Scores').address(position, option.key)}"),
        Cell(criterion.gate or 0, formula=f"=IF(ISNUMBER({gate}),{gate},{no_gate})"),
        Cell(
            WORDS[PASS if score.passed else FAIL],
            formula=f"=IF(ISNUMBER({least_cell}),{result},{no_gate})",
            bold=True,
        ),
    ]


SHEET = Sheet(
    "Options and gates", "Whether each option is appraised, which gates it passes, and which options dominate it.", fill
)
