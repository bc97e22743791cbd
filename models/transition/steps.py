"""A step of an action plan as a type, and what steps are made from: dates, commissioners, words.

Quarters are those of the financial year: Q1 is April to June, Q4 January to March. Which steps a plan asks for is in
`action_plan` and `consents`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from models.accounts.contract_places import ContractPlaces, contract_places
from models.case.types import Case, FundingStream, Group, HubPhase, Option
from models.plan.plan import Plan


class StepKind(StrEnum):
    """What a step is, in the order in which steps of one date stand."""

    APPROVE = "approve pooling"
    ALIGN = "align money"
    AGREE = "agree to contract jointly"
    NOTICE = "serve notice"
    TENDER = "tender"
    RENEW = "renew"
    SET_UP = "set up in house"
    HUB = "set up hub"
    END = "end contract"
    START = "start contract"


OF_CONTRACTS = (
    StepKind.NOTICE,
    StepKind.TENDER,
    StepKind.RENEW,
    StepKind.SET_UP,
    StepKind.END,
    StepKind.START,
)  # steps about a contract


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A quarter of a financial year: `year` is an index from 0, negative before the horizon; `number` 1 to 4."""

    year: int
    number: int

    def label(self, case: Case) -> str:
        """`Q4 2011/12`."""
        return f"Q{self.number} {case.year_label(self.year)}"


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `year`: the year of the plan that needs it. `amount` in pence, None where no money goes with it.

    `about`: the contract or offer, the hub, or the stream; blank for an agreement. With `boroughs` it names a contract
    or award as in contracts.csv. `by_whom`: commissioners, an owner of money, a provider.
    """

    kind: StepKind
    year: int
    begins: Quarter
    by_when: Quarter
    objective: str
    action: str
    by_whom: tuple[str, ...]
    subject: str
    boroughs: Group
    amount: int | None

    @property
    def contract(self) -> str:
        """The contract or offer it is about, blank where it is about none."""
        return self.subject if self.kind in OF_CONTRACTS else ""

    @property
    def remark(self) -> str:
        """What is to be checked of its dates, blank where it lies within the horizon."""
        if self.by_when.year < 0:
            return "before the plan begins: check it can still be met"
        return "begins before the plan does: check it can still be met" if self.begins.year < 0 else ""


def quarter_of(month: int) -> Quarter:
    """The quarter of a month, counted from 0, April of the first year; negative before it."""
    return Quarter(month // 12, month % 12 // 3 + 1)


def last_quarter_before(month: int) -> Quarter:
    """The quarter that holds the last day before a month begins."""
    return quarter_of(month - 1)


@dataclass(frozen=True)
class PlanContext:
    """A case, an option and its plan, and what several steps ask of them."""

    case: Case
    option: Option
    plan: Plan

    @cached_property
    def contract_places(self) -> ContractPlaces:
        """Who has which places."""
        return contract_places(self.case, self.option, self.plan)

    @cached_property
    def hub_phases(self) -> dict[str, HubPhase]:
        """The hub row of each borough that joins a hub within the horizon or before."""
        hub_phases = (phase for phase in self.option.hub_phases if phase.from_year < self.case.horizon)
        return {borough: phase for phase in hub_phases for borough in phase.boroughs}

    def is_pooled(self, stream: FundingStream, borough: str, year: int) -> bool:
        """Whether a stream may pay for one of its own homes as pooled money in that year."""
        phase = self.hub_phases.get(borough)
        return self.option.level == 3 and stream.poolable and phase is not None and phase.from_year <= year

    def commissioners(self, boroughs: Group) -> tuple[str, ...]:
        """Who commissions for these boroughs, each once."""
        return tuple(dict.fromkeys(self.case.borough(name).commissioner for name in boroughs))

    def date(self, words: str, year: int) -> str:
        """`1 April 2013`: the day in the calendar year in which a financial year starts."""
        return f"{words} {self.case.first_year + year}"

    def preparation_quarters(self, year: int) -> tuple[Quarter, Quarter]:
        """The quarters in which what is ready on 1 April of a year is begun and done."""
        done = last_quarter_before(12 * year)
        return min(quarter_of(12 * year - self.case.tender_months), done), done


def ordered(case: Case, names: set[str]) -> Group:
    """The boroughs named, in the table's order."""
    return tuple(borough.name for borough in case.boroughs if borough.name in names)


def called(name: str, what: str) -> str:
    """A name with what it is, unless it says so: `north hub`, `hub North`."""
    return name if what in name.casefold() else f"{what} {name}"


def pounds(pence: int) -> str:
    """`£25,000`, `£79.68`."""
    return f"£{pence // 100:,}" + (f".{pence % 100:02d}" if pence % 100 else "")
