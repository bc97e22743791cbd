"""The options of a run that have a plan, as the board's workbook names and uses them."""

from __future__ import annotations

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
from optimiser.reports.board.allocations import Allocation, allocations

LONGEST_LABEL = 100  # characters of an option's name in tables
TODAY = "Today"  # stands beside the options in some tables without being one

# The other headings of tables with a column for each option: an option with such a name gets a number after it.
OTHER_HEADINGS = (
    *("Measure", "Unit", "Usually better", "What it is", "Result", "Note", "Criterion"),
    *("Weight (points)", "Gate: least score to be preferred (points)"),
    *("Measured by", "Better", "Low end", "High end", "Scores worst at", "Scores best at"),
    TODAY,
)


@dataclass(frozen=True)
class SolvedOption:
    """An option with a plan, its audited ledger and its measures.

    `number`: from 0. `label`: its name on every sheet. `definition`: the option as the case defines it.
    """

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
        """The key of its column in tables with a column for each option."""
        return f"option{self.number}"

    @property
    def name(self) -> str:
        """Its name in the case."""
        return self.definition.name

    @cached_property
    def allocations(self) -> list[Allocation]:
        """Who provides what to whom."""
        return allocations(self.case, self.plan, self.ledger)

    @cached_property
    def stream_years(self) -> list[StreamYear]:
        """Every stream in every year."""
        return stream_years(self.case, self.plan)

    @cached_property
    def payments(self) -> tuple[Payment, ...]:
        """The payment schedule; empty if the plan pays other amounts than it is charged, which Checks reports."""
        try:
            return payment_schedule(self.case, self.plan, self.ledger)
        except ValueError:
            return ()

    @cached_property
    def contracts(self) -> list[tuple[int, RegisteredContract]]:
        """The contracts of each year in which they run or have just ended, with the year."""
        contracts = contract_register(self.case, self.definition, self.plan)
        return [(year, contract) for year in self.case.years for contract in contracts if contract.state(year)]


def solved_options(run: Run) -> tuple[SolvedOption, ...]:
    """The options with a plan in the case's order. The label of an unproven option says that it is unproven."""
    results = [result for result in run.results.values() if result.answer.plan is not None]
    labels = unique_headings([*OTHER_HEADINGS, *(shorten(_label(result), LONGEST_LABEL) for result in results)])
    numbered = enumerate(zip(results, labels[len(OTHER_HEADINGS) :], strict=True))
    return tuple(_solved_option(run.case, number, label, result) for number, (result, label) in numbered)


def _solved_option(case: Case, number: int, label: str, result: Result) -> SolvedOption:
    plan, ledger, measures = result.answer.plan, result.ledger, result.measures
    if plan is None or ledger is None or measures is None:
        raise ValueError(f"{result.option.name} has a plan without a ledger and measures")
    return SolvedOption(number, label, case, result.option, result, plan, ledger, dict(measures))


def _label(result: Result) -> str:
    return f"{result.option.name} (unproven)" if result.answer.status is Status.UNPROVEN else result.option.name
