"""The workbook while it is being written: the run, the sheets begun, and the tables that other sheets refer to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from models.accounts.distribution import StreamYear, stream_years
from models.accounts.payment_schedule import Payment, payment_schedule
from models.case.types import Case, Option
from models.plan.contract_register import RegisteredContract, contract_register
from models.plan.ledger import Ledger
from models.plan.plan import Plan, Status
from optimiser.analyses.findings import Findings
from optimiser.engine.run import Result, Run
from optimiser.excel.page import Page
from optimiser.excel.styles import Looks
from optimiser.excel.tables import Table, distinct, shortened
from optimiser.reports.board.shares import Share, shares

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
class Solved:
    """An option with figures: `label` names it on every sheet, `key` in formulas, `number` counts from 0."""

    number: int
    label: str
    case: Case
    option: Option
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
        return self.option.name

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
        found = contract_register(self.case, self.option, self.plan)
        return [(year, one) for year in self.case.years for one in found if one.state(year)]


@dataclass
class Book:
    """`pages` by sheet name, in the workbook's order.

    `master`: the address of the master check, and `failing` what each check that fails says; `live_preferred`: the
    address of the option that is preferred with the weights as they stand, `live_status` of whether what may be typed
    is as in the run, `live_sentence` of the sentence on the preferred option. Each is there once its sheet is filled.
    """

    findings: Findings
    workbook: Any
    looks: Looks
    solved: tuple[Solved, ...]
    pages: dict[str, Page] = field(default_factory=dict)
    master: str = ""
    failing: tuple[str, ...] = ()
    live_preferred: str = ""
    live_status: str = ""
    live_sentence: str = ""

    @property
    def run(self) -> Run:
        """The run."""
        return self.findings.run

    @property
    def case(self) -> Case:
        """The case."""
        return self.run.case

    @property
    def holds(self) -> bool:
        """Whether the master check passes."""
        return not self.failing

    @property
    def reference(self) -> Solved | None:
        """The reference option, None where it has no figures."""
        return next((each for each in self.solved if each.name == self.case.reference.name), None)

    @property
    def preferred(self) -> Solved | None:
        """The preferred option, None where none may be."""
        return next((each for each in self.solved if each.name == self.run.appraisal.preferred), None)

    def label(self, name: str) -> str:
        """How an option is named on the sheets."""
        return next((each.label for each in self.solved if each.name == name), name)

    def table(self, name: str) -> Table:
        """The table of that name. Raises KeyError where it does not stand yet."""
        for page in self.pages.values():
            for table in page.tables:
                if table.name == name:
                    return table
        raise KeyError(name)

    def has(self, name: str) -> bool:
        """Whether a table of that name stands."""
        return any(table.name == name for page in self.pages.values() for table in page.tables)


def solved(run: Run) -> tuple[Solved, ...]:
    """The options with figures in the case's order; where a figure is not proven, the label says so."""
    found = [result for result in run.results.values() if result.answer.plan is not None]
    labels = distinct([*BESIDE_OPTIONS, *(shortened(_label(result), LONGEST_LABEL) for result in found)])[
        len(BESIDE_OPTIONS) :
    ]
    return tuple(_solved(run.case, found, labels))


def _solved(case: Case, found: list[Result], labels: list[str]) -> Iterator[Solved]:
    for number, (result, label) in enumerate(zip(found, labels, strict=True)):
        plan, ledger, measures = result.answer.plan, result.ledger, result.measures
        if plan is None or ledger is None or measures is None:
            raise ValueError(f"{result.option.name} has a plan without a ledger and measures")
        yield Solved(number, label, case, result.option, result, plan, ledger, dict(measures))


def _label(result: Result) -> str:
    return f"{result.option.name} (unproven)" if result.answer.status is Status.UNPROVEN else result.option.name
