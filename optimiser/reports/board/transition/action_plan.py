"""The sheets Action plan, Own actions and Other action plans: the steps that options need, by date.

Action plan has the counts of each option and the steps of the preferred one, or of the reference if none is preferred.
"""

from __future__ import annotations

from collections import Counter

from models.case.types import Case
from models.transition.action_plan import action_plan
from models.transition.steps import Step, StepKind
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import NONE, borough_names, to_pounds
from optimiser.reports.prose.certainty import leader_phrase
from optimiser.text import quoted

COLUMNS = (
    Column("begins", "Begins", max_width=12),
    Column("by_when", "By when", max_width=12),
    Column("objective", "Objective", max_width=26),
    Column("action", "Action", max_width=48),
    Column("by_whom", "By whom", max_width=28),
    Column("about", "Contract, hub or stream", max_width=28),
    Column("boroughs", "Boroughs", max_width=22),
    Column("amount", "Money (£)", NumberFormat.MONEY),
    Column("remark", "To check", max_width=24),
)
COUNT_COLUMNS = (
    Column("option", "Option", max_width=26),
    Column("steps", "Steps (number)", NumberFormat.COUNT),
    Column("starts", "Contracts to start (number)", NumberFormat.COUNT),
    Column("ends", "Contracts to end (number)", NumberFormat.COUNT),
    Column("notices", "Notices to serve (number)", NumberFormat.COUNT),
    Column("late", "Steps that fall or begin before the plan does (number)", NumberFormat.COUNT),
)
OWN_ACTION_COLUMNS = (
    Column("objective", "Objective", max_width=40),
    Column("action", "Action", max_width=70),
    Column("by_when", "By when", max_width=20),
    Column("by_whom", "By whom", max_width=30),
)
NOT_SAID = "not said"
QUARTERS = "Quarters are of the financial year: Q1 is April to June, Q4 January to March."
MONEY = (
    "The money of a start is the first year's prices, fee and start cost. The money of an end is its exit cost,"
    " and that of a hub is its set-up cost. The money of a funder's approval or agreement is what the stream has"
    " in that year. Do not add these figures up."
)
PREPARATION = (
    "A tender takes as long as the case says. Renewals, in-house provision and hubs are given the same time. A"
    " contract that reaches its end date needs no notice."
)


def main_option(report: BoardReport) -> SolvedOption:
    """The option whose plan is shown first: the preferred, or else the reference, or else the first."""
    return report.preferred or report.reference or report.options[0]


def other_options(report: BoardReport) -> list[SolvedOption]:
    """The options whose plans are on Other action plans."""
    return [option for option in report.options if option is not main_option(report)]


def has_own_actions(report: BoardReport) -> bool:
    """Whether the case has actions of the board's own."""
    return bool(report.case.actions)


def has_other_plans(report: BoardReport) -> bool:
    """Whether another option needs any step."""
    return any(_steps(report.case, option) for option in other_options(report))


def fill(report: BoardReport, page: Page) -> None:
    """Write the counts of each option, then the steps of the main option by date."""
    page.max_width = 190.0
    option = main_option(report)
    rows = [_row(report.case, step) for step in _steps(report.case, option)]
    for sentence in (QUARTERS, MONEY, PREPARATION):
        page.write_text(sentence)
    if has_own_actions(report):
        page.write_text("The board's own actions are on Own actions.")
    page.skip_row()
    page.write_table("StepsByOption", COUNT_COLUMNS, [_counts(report.case, each) for each in report.options])
    page.skip_row()
    page.write_caption(f"The plan of {quoted(option.label)}, {_standing(report, option)}")
    page.write_table_or_text("The option needs no step: nothing starts or ends.", "ActionPlan", COLUMNS, rows)


def fill_own_actions(report: BoardReport, page: Page) -> None:
    """Write the board's own actions, in the order of the case."""
    rows = [
        [Cell(text or NOT_SAID) for text in (action.objective, action.action, action.by_when, action.by_whom)]
        for action in report.case.actions
    ]
    page.write_table("OwnActions", OWN_ACTION_COLUMNS, rows)


def fill_other_plans(report: BoardReport, page: Page) -> None:
    """Write the steps of every other option, by option and date."""
    page.max_width = 190.0
    columns = (Column("option", "Option", max_width=20), *COLUMNS)
    rows = [
        [Cell(option.label), *_row(report.case, step)]
        for option in other_options(report)
        for step in _steps(report.case, option)
    ]
    page.write_text("Action plan explains how to read this sheet.")
    page.skip_row()
    page.write_table("OtherPlans", columns, rows)


def _steps(case: Case, option: SolvedOption) -> tuple[Step, ...]:
    return action_plan(case, option.definition, option.plan)


def _standing(report: BoardReport, option: SolvedOption) -> str:
    if option is report.preferred:
        return f"{leader_phrase(report.run)} as run"
    return "the reference, as no option is preferred" if option is report.reference else "as no option is preferred"


def _counts(case: Case, option: SolvedOption) -> list[Cell]:
    steps = _steps(case, option)
    kinds = Counter(step.kind for step in steps)
    late = sum(bool(step.remark) for step in steps)
    figures = (len(steps), kinds[StepKind.START], kinds[StepKind.END], kinds[StepKind.NOTICE], late)
    return [Cell(option.label), *(Cell(figure) for figure in figures)]


def _row(case: Case, step: Step) -> list[Cell]:
    dates = (step.begins.label(case), step.by_when.label(case))
    names = (", ".join(step.by_whom), step.subject or NONE, borough_names(case, step.boroughs))
    return [
        *(Cell(text) for text in (*dates, step.objective, step.action, *names)),
        Cell(NONE if step.amount is None else to_pounds(step.amount)),
        Cell(step.remark or NONE),
    ]


SHEET = Sheet(
    "Action plan",
    "The steps that the preferred option needs: when each begins and ends, who takes it, and its money.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)


OWN_ACTIONS_SHEET = Sheet(
    "Own actions",
    "The board's own actions, as the case has them.",
    fill_own_actions,
    is_included=has_own_actions,
)


OTHER_PLANS_SHEET = Sheet(
    "Other action plans",
    "The steps that every other option needs: when each begins and ends, who takes it, and its money.",
    fill_other_plans,
    POUNDS,
    is_included=has_other_plans,
)
