"""Options and gates: every option of the case, which are appraised and why others are not, and who passes which gate.

Gates are read from Appraisal matrix and follow it. Which option dominates which is in `dominance`.
"""

from __future__ import annotations

from models.appraisal.dominance import dominated_options
from models.case.types import Criterion, Option
from models.plan.plan import Status
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column, Table, distinct, shortened
from optimiser.reports.board.appraisal import dominance
from optimiser.reports.board.appraisal.ranking import FAILED
from optimiser.reports.board.appraisal.scale import DIGITS, FAIL, FAILS, NO_GATE, PASS, PASSES, WORDS, number, word
from optimiser.reports.board.book import LONGEST_LABEL, Book, Solved
from optimiser.reports.formats import NONE, STATUS
from optimiser.text import listed

LEVELS = {1: "1: single agency", 2: "2: aligned", 3: "3: pooled"}
EXISTING = {"free": "free to stop", "run": "run on", "stop": "stop"}
NO_WORDS, NOT_ASKED, APPRAISED = "no description", "not asked for in this run", "appraised"
NO_FIGURES = "no figures"
LONGLIST = (
    Column("option", "Option", most=30),
    Column("description", "Description", most=56),
    Column("level", "Level", most=18),
    Column("existing", "Today's contracts", most=14),
    Column("appraised", "Appraised", most=40),
    Column("gates", "Gates", most=16),
    Column("dominated", "Dominated by, as run", most=24),
)
GATES = (
    Column("option", "Option", most=30),
    Column("criterion", "Critical success factor", most=56),
    Column("score", "Score (points)", Look.TENTH),
    Column("least", "Least score (points)", Look.EXACT),
    Column("result", "Result"),
)


def fill(book: Book, page: Page) -> None:
    """Every option, the gates, and the options that are dominated."""
    page.caption("Every option of the case")
    labels = _labels(book)
    page.table("Longlist", LONGLIST, [_option(book, *each) for each in zip(book.case.options, labels, strict=True)])
    if book.case.criteria and book.solved:
        page.gap()
        _gates(book, page)
        page.gap()
        dominance.fill(book, page)


def _labels(book: Book) -> list[str]:
    """The options as the sheets name them, those without figures too."""
    return distinct(shortened(book.label(option.name), LONGEST_LABEL) for option in book.case.options)


def _option(book: Book, option: Option, label: str) -> list[Cell]:
    return [
        Cell(label),
        Cell(option.description.strip() or NO_WORDS),
        Cell(LEVELS[option.level]),
        Cell(EXISTING[option.existing]),
        Cell(_appraised(book, option)),
        _passes(book, next((each for each in book.solved if each.name == option.name), None)),
        Cell(_dominated_by(book, option)),
    ]


def _dominated_by(book: Book, option: Option) -> str:
    if not any(each.name == option.name for each in book.solved):
        return NO_FIGURES
    return listed([book.label(name) for name in dominated_options(book.run.appraisal).get(option.name, ())]) or NONE


def _appraised(book: Book, option: Option) -> str:
    """Appraised, or why not."""
    if option.dropped:
        return f"dropped: {option.dropped}"
    result = book.run.results.get(option.name)
    if result is None:
        return NOT_ASKED
    status = result.answer.status
    return (
        f"{APPRAISED}, but unproven"
        if status is Status.UNPROVEN
        else APPRAISED
        if status.has_figures
        else STATUS[status]
    )


def _passes(book: Book, each: Solved | None) -> Cell:
    if each is None:
        return Cell(NO_FIGURES)
    if not book.has("Result"):
        return Cell("no criteria")
    failed = bool(book.run.appraisal.standings[each.name].gates_failed)
    gates = book.table("Result").cell(FAILED, each.key)
    return Cell(WORDS[FAILS if failed else PASSES], formula=f"=IF({gates},{word(book, FAILS)},{word(book, PASSES)})")


def _gates(book: Book, page: Page) -> None:
    page.caption("Critical success factors: gates that an option must pass before scores are compared")
    gated = [n for n, criterion in enumerate(book.case.criteria) if criterion.gate is not None]
    if not gated:
        page.text("No criterion has a gate: every option with figures may be preferred.")
        return
    page.text(
        "A gate that is typed on Appraisal matrix where the case has none counts there, and stands here once it is run."
    )
    table = page.reserve("Gates", GATES, len(gated) * len(book.solved))
    rows = [(position, each) for position in gated for each in book.solved]
    table.fill([_gate(book, table, row, position, each) for row, (position, each) in enumerate(rows)])
    _alarm(book, page, table)


def _gate(book: Book, table: Table, row: int, position: int, each: Solved) -> list[Cell]:
    criterion = book.case.criteria[position]
    scored = book.run.appraisal.standings[each.name].scores[position]
    score, least = table.here(row, "score"), table.here(row, "least")
    passed = f"IF(ROUND({score},{number(book, DIGITS)})>={least},{word(book, PASS)},{word(book, FAIL)})"
    return [
        Cell(each.label),
        Cell(criterion.name),
        Cell(scored.score, formula=f"={book.table('Scores').cell(position, each.key)}"),
        _least(book, criterion, position),
        Cell(
            WORDS[PASS if scored.passed else FAIL],
            formula=f"=IF(ISNUMBER({least}),{passed},{word(book, NO_GATE)})",
            strong=True,
        ),
    ]


def _least(book: Book, criterion: Criterion, position: int) -> Cell:
    gate = book.table("Matrix").cell(position, "gate")
    return Cell(criterion.gate or 0, formula=f"=IF(ISNUMBER({gate}),{gate},{word(book, NO_GATE)})")


def _alarm(book: Book, page: Page, table: Table) -> None:
    cells = f"{table.here(0, 'result')}:{table.here(table.count - 1, 'result')}".replace("$", "")
    rule = {"type": "cell", "criteria": "==", "value": f"={word(book, FAIL)}", "format": page.looks.alarm()}
    page.worksheet.conditional_format(cells, rule)
