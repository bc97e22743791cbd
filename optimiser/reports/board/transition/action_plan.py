"""Action plan: what the preferred option asks for, by date; the board's own lines; and the other options' steps.

Three sheets: what each option asks for in figures, and the plan of the preferred one (of the reference where none is
preferred); the board's own actions; and, in the detail, the plans of the others.
"""

from __future__ import annotations

from collections import Counter

from models.case.types import Case
from models.transition.action_plan import action_plan
from models.transition.steps import Step, StepKind
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.book import Book, Solved
from optimiser.reports.formats import NONE, comma, of_boroughs, to_pounds
from optimiser.text import quoted

COLUMNS = (
    Column("begins", "Begins", most=12),
    Column("by_when", "By when", most=12),
    Column("objective", "Objective", most=26),
    Column("action", "Action", most=48),
    Column("by_whom", "By whom", most=28),
    Column("about", "Contract, hub or stream", most=28),
    Column("boroughs", "Boroughs", most=22),
    Column("amount", "Money (£)", Look.MONEY),
    Column("remark", "To check", most=24),
)
COUNTS = (
    Column("option", "Option", most=26),
    Column("steps", "Steps (number)", Look.COUNT),
    Column("starts", "Contracts to start (number)", Look.COUNT),
    Column("ends", "Contracts to end (number)", Look.COUNT),
    Column("notices", "Notices to serve (number)", Look.COUNT),
    Column("late", "Steps that fall or begin before the plan does (number)", Look.COUNT),
)
OWN_COLUMNS = (
    Column("objective", "Objective", most=40),
    Column("action", "Action", most=70),
    Column("by_when", "By when", most=20),
    Column("by_whom", "By whom", most=30),
)
NOT_SAID = "not said"
QUARTERS = "Quarters are of the financial year: Q1 is April to June, Q4 January to March."
MONEY = (
    "Money: of a start, the first year's prices, fee and start cost; of an end, its exit cost; of a hub, its set-up"
    " cost; of an approval or agreement of an owner, what the stream has in that year. It is not to be added up."
)
PREPARING = (
    "A tender takes as long as the case says; renewals, own provision and hubs are given the same time. A contract that"
    " runs out needs no notice."
)


def leading(book: Book) -> Solved:
    """The option whose plan stands first: the preferred, else the reference, else the first with figures."""
    return book.preferred or book.reference or book.solved[0]


def others(book: Book) -> list[Solved]:
    """The other options with figures."""
    return [each for each in book.solved if each is not leading(book)]


def has_own(book: Book) -> bool:
    """Whether the case has lines of the board's own."""
    return bool(book.case.actions)


def has_others(book: Book) -> bool:
    """Whether another option asks for anything."""
    return any(_steps(book.case, each) for each in others(book))


def fill(book: Book, page: Page) -> None:
    """A row an option, then the steps of the preferred one, a row a step, by date."""
    page.paper = 190.0
    each = leading(book)
    rows = [_row(book.case, step) for step in _steps(book.case, each)]
    for words in (QUARTERS, MONEY, PREPARING):
        page.text(words)
    if has_own(book):
        page.text("The board's own lines are on Own actions.")
    page.gap()
    page.table("StepsByOption", COUNTS, [_counts(book.case, one) for one in book.solved])
    page.gap()
    page.caption(f"The plan of {quoted(each.label)}, {_standing(book, each)}")
    page.table_or("The option asks for no step: nothing starts or ends.", "ActionPlan", COLUMNS, rows)


def fill_own(book: Book, page: Page) -> None:
    """The board's own lines, in its order."""
    rows = [
        [Cell(text or NOT_SAID) for text in (own.objective, own.action, own.by_when, own.by_whom)]
        for own in book.case.actions
    ]
    page.table("OwnActions", OWN_COLUMNS, rows)


def fill_others(book: Book, page: Page) -> None:
    """The steps of every other option, a row a step, by option and date."""
    page.paper = 190.0
    columns = (Column("option", "Option", most=20), *COLUMNS)
    rows = [[Cell(each.label), *_row(book.case, step)] for each in others(book) for step in _steps(book.case, each)]
    page.text("How to read it is on Action plan.")
    page.gap()
    page.table("OtherPlans", columns, rows)


def _steps(case: Case, each: Solved) -> tuple[Step, ...]:
    return action_plan(case, each.option, each.plan)


def _standing(book: Book, each: Solved) -> str:
    if each is book.preferred:
        return "the preferred option as run"
    return "the reference, as no option is preferred" if each is book.reference else "as no option is preferred"


def _counts(case: Case, each: Solved) -> list[Cell]:
    steps = _steps(case, each)
    kinds = Counter(step.kind for step in steps)
    late = sum(bool(step.remark) for step in steps)
    figures = (len(steps), kinds[StepKind.START], kinds[StepKind.END], kinds[StepKind.NOTICE], late)
    return [Cell(each.label), *(Cell(figure) for figure in figures)]


def _row(case: Case, step: Step) -> list[Cell]:
    dates = (step.begins.label(case), step.by_when.label(case))
    names = (comma(step.by_whom), step.subject or NONE, of_boroughs(case, step.boroughs))
    return [
        *(Cell(text) for text in (*dates, step.objective, step.action, *names)),
        Cell(NONE if step.amount is None else to_pounds(step.amount)),
        Cell(step.remark or NONE),
    ]
