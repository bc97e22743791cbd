"""The options of a run that have figures, as the sheets of the board's workbook use and name them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from models.accounts.distribution import StreamYear, stream_years
from models.accounts.payment_schedule import Payment, payment_schedule
from models.case.types import Case, Option
from models.plan.contract_register import RegisteredContract, contract_register
from models.plan.ledger import Ledger
from models.plan.plan import Plan, Status
from optimiser.engine.run import Result, Run
from optimiser.excel.tables import shorten, unique_headings
from optimiser.reports.board.allocations import Share, shares

LONGEST_LABEL = 100  # characters of an option's name in tables
TODAY = "Today"  # what stands beside the options without being one

# The other headings of the tables with a column an option: an option of that name is told apart from them.
BESIDE_OPTIONS = (
    *("Measure", "Unit", "Usually better", "What it is", "Result", "Note", "Criterion"),
    *("Weight (points)", "Gate: least score to be preferred (points)"),
    *("Measured by", "Better", "Low end", "High end", "Scores worst at", "Scores best at"),
    TODAY,
)


@dataclass(frozen=True)
class SolvedOption:
    """An option with figures: `label` names it on every sheet, `key` in formulas, `number` counts from 0."""

    number: int
    label: str
    case: Case
    definition: Option
    result: Result
    plan: Plan
    ledger: Ledger
    measures: dict[str, Fraction | None]

    @property
    def key(self) -> str:
        """The key of its column in tables with a column an option."""
        return f"option{self.number}"

    @property
    def name(self) -> str:
        """Its name in the case."""
        return self.definition.name

    @cached_property
    def shares(self) -> list[Share]:
        """Who provides what to whom."""
        return shares(self.case, self.plan, self.ledger)

    @cached_property
    def stream_years(self) -> list[StreamYear]:
        """Every stream in every year."""
        return stream_years(self.case, self.plan)

    @cached_property
    def payments(self) -> tuple[Payment, ...]:
        """The payment schedule; none where what is paid is not what is charged, which Checks then finds."""
        try:
            return payment_schedule(self.case, self.plan, self.ledger)
        except ValueError:
            return ()

    @cached_property
    def contracts(self) -> list[tuple[int, RegisteredContract]]:
        """The contracts of each year in which they run or have just ended."""
        found = contract_register(self.case, self.definition, self.plan)
        return [(year, one) for year in self.case.years for one in found if one.state(year)]


def solved_options(run: Run) -> tuple[SolvedOption, ...]:
    """The options with figures in the case's order; where a figure is not proven, the label says so."""
    found = [result for result in run.results.values() if result.answer.plan is not None]
    labels = unique_headings([*BESIDE_OPTIONS, *(shorten(_label(result), LONGEST_LABEL) for result in found)])[
        len(BESIDE_OPTIONS) :
    ]
    return tuple(_solved_options(run.case, found, labels))


def _solved_options(case: Case, found: list[Result], labels: list[str]) -> Iterator[SolvedOption]:
    for number, (result, label) in enumerate(zip(found, labels, strict=True)):
        plan, ledger, measures = result.answer.plan, result.ledger, result.measures
        if plan is None or ledger is None or measures is None:
            raise ValueError(f"{result.option.name} has a plan without a ledger and measures")
        yield SolvedOption(number, label, case, result.option, result, plan, ledger, dict(measures))


def _label(result: Result) -> str:
    return f"{result.option.name} (unproven)" if result.answer.status is Status.UNPROVEN else result.option.name
