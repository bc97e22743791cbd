"""Run record: what was asked, of what input, with which versions, and what is proven of each option."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import PurePath

from models.accounts.baseline import baseline
from models.plan.plan import Answer
from optimiser.casefiles.changes import lines, where_of
from optimiser.engine.run import Run
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.book import Book
from optimiser.reports.formats import NONE, STATUS, to_pounds

GAP, LIMIT, BASELINE, YEARS = range(4)  # the rows of the table of figures
ABSENT = "none"


def fill(book: Book, page: Page) -> None:
    """What was asked, in words and figures; then a row an option."""
    page.caption("Input, settings and versions")
    columns = [Column("item", "Item", most=30), Column("words", "What it is", most=82)]
    page.table("Record", columns, [[Cell(item), Cell(words)] for item, words in _words(book.run)])
    page.gap()
    if lines(book.run):
        page.caption("What is changed, against the case as it stands")
        page.table("ScenarioChanges", _CHANGES, _changes(book.run))
        page.gap()
    page.caption("Figures of the run")
    figures = [Column("item", "Item", most=30), Column("figure", "Figure", Look.EXACT), Column("unit", "Unit")]
    page.table("RecordFigures", figures, _figures(book.run))
    page.gap()
    page.caption("What is proven of each option")
    page.table_or(
        "No option was to be solved.", "Proof", _PROOF, [_proof(book, answer) for answer in _answers(book.run)]
    )


def scenario(run: Run) -> str:
    """The scenario by its name, and how many changes were made beside it."""
    beside = f"{len(run.changes)} change{'s' * (len(run.changes) > 1)} of --set" if run.changes else ""
    return ", with ".join(filter(None, [run.scenario, beside])) or "none: the case as it stands"


def _words(run: Run) -> Iterator[tuple[str, str]]:
    asked = run.settings
    yield "Input", PurePath(run.source).name or "a case made in a script"
    yield "Input SHA-256", run.digest or NONE
    yield "Scenario", scenario(run)
    yield "Objective", asked.objective or run.case.objective
    yield "Solver", asked.solver
    yield "Options asked for", ", ".join(asked.options) or "all"
    yield "Time", "not written, so that the same input gives the same file; result.json has the seconds"
    for name, version in run.versions.items():
        yield f"Version of {name}", version


def _figures(run: Run) -> list[list[Cell]]:
    return [
        [Cell("Gap asked for"), Cell(run.settings.gap, Look.GAP), Cell("share")],
        [Cell("Time limit an option"), Cell(run.settings.time_limit, Look.TENTH), Cell("seconds")],
        [Cell("Baseline: a year of today"), Cell(to_pounds(baseline(run.case)), Look.PENCE), Cell("£ a year")],
        [Cell("Years of the horizon"), Cell(run.case.horizon, Look.COUNT), Cell("years")],
    ]


_CHANGES = (
    Column("by", "Changed by", most=30),
    Column("table", "Table", most=30),
    Column("where", "Rows in which", most=60),
    Column("column", "Column", most=30),
    Column("change", "Change", most=30),
)


def _changes(run: Run) -> list[list[Cell]]:
    """The lines of the scenario and of --set, as they were written."""
    return [
        [Cell(line.name), Cell(line.table), Cell(where_of(line)), Cell(line.column), Cell(line.change)]
        for line in lines(run)
    ]


_PROOF = (
    Column("option", "Option", most=30),
    Column("status", "Status", most=60),
    Column("aim", "First aim", most=30),
    Column("value", "Value (in the aim's unit)", Look.PENCE),
    Column("bound", "Proven bound (in the aim's unit)", Look.PENCE),
    Column("gap", "Gap (share)", Look.GAP),
    Column("solver", "Solver", most=20),
    Column("remarks", "Remarks", most=40),
)
AIMS = {
    "outcomes": "weighted outcomes, as many as possible",
    "cost": "present cost in £, as low as possible",
    "value": "present value less cost in £, as high as possible",
}


def _answers(run: Run) -> list[Answer]:
    return [result.answer for result in run.results.values()]


def _proof(book: Book, answer: Answer) -> list[Cell]:
    solved = next((each for each in book.solved if each.name == answer.option), None)
    exact = solved.ledger.objectives.of(answer.objective) if solved else None
    return [
        Cell(book.label(answer.option)),
        Cell(STATUS[answer.status]),
        Cell(AIMS[answer.objective]),
        _aim(answer, exact),
        _aim(answer, _finite(answer.bound)),
        Cell(ABSENT if answer.gap is None or _finite(answer.gap) is None else answer.gap),
        Cell(answer.solver or book.run.settings.solver),
        Cell("; ".join(answer.remarks) or NONE),
    ]


def _finite(value: float | None) -> Fraction | None:
    return None if value is None or value != value or abs(value) == float("inf") else Fraction(value)  # noqa: PLR0124


def _aim(answer: Answer, value: Fraction | None) -> Cell:
    """The value of a first aim: outcomes as they are, money in pounds."""
    if value is None:
        return Cell(ABSENT)
    return Cell(value) if answer.objective == "outcomes" else Cell(to_pounds(value))
