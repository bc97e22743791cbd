"""The type of a step in an action plan, and what every step needs: dates, commissioners and names.

Quarters are those of the financial year: Q1 is April to June, Q4 January to March. Which steps a plan needs is decided
in `action_plan` and `consents`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from models.accounts.contract_places import ContractPlaces, contract_places
from models.case.text import listed
from models.case.types import Case, FundingStream, Group, HubPhase, Option
from models.plan.plan import Plan

MOST_NAMED = 4  # a step names up to four services, and gives the number of them if there are more


class StepKind(StrEnum):
    """What a step is. Steps of the same date are listed in this order."""

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


CONTRACT_STEPS = (
    StepKind.NOTICE, StepKind.TENDER, StepKind.RENEW, StepKind.SET_UP, StepKind.END, StepKind.START,
)  # fmt: skip


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A quarter of a financial year: `year` is an index from 0, negative before the horizon; `number` is 1 to 4."""

    year: int
    number: int

    def label(self, case: Case) -> str:
        """The quarter in words, such as `Q4 2011/12`."""
        return f"Q{self.number} {case.year_label(self.year)}"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an action plan.

    `year` is the year of the plan for which the step is needed. `amount` is in pence, None if no money goes with the
    step. `subject` names the contract or offer, the hub, or the stream, and is blank for an agreement; together with
    `boroughs` it identifies a contract or award as contracts.csv does. `by_whom` names commissioners, owners of money
    and providers.
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
        """The existing contract or offer that the step is about; blank if it is about something else."""
        return self.subject if self.kind in CONTRACT_STEPS else ""

    @property
    def remark(self) -> str:
        """A warning if the step falls before the plan's first year, else blank."""
        if self.by_when.year < 0:
            return "due before the plan's first year: check that it can still be done in time"
        begins_early = self.begins.year < 0
        return "begins before the plan's first year: check that it can still be done in time" if begins_early else ""


def quarter_of(month: int) -> Quarter:
    """The quarter of a month. Month 0 is April of the first year; earlier months are negative."""
    return Quarter(month // 12, month % 12 // 3 + 1)


def last_quarter_before(month: int) -> Quarter:
    """The quarter that contains the last day before a month."""
    return quarter_of(month - 1)


@dataclass(frozen=True)
class PlanContext:
    """A case, an option and its plan, with the questions about them that several steps ask."""

    case: Case
    option: Option
    plan: Plan

    @cached_property
    def contract_places(self) -> ContractPlaces:
        """The places of every contract and award."""
        return contract_places(self.case, self.option, self.plan)

    @cached_property
    def hub_phases(self) -> dict[str, HubPhase]:
        """By borough, the hub phase in which it joins a hub before or within the horizon."""
        phases = (phase for phase in self.option.hub_phases if phase.from_year < self.case.horizon)
        return {borough: phase for phase in phases for borough in phase.boroughs}

    def is_pooled(self, stream: FundingStream, borough: str, year: int) -> bool:
        """Whether a stream may pay for one of its own boroughs as pooled money in a year."""
        phase = self.hub_phases.get(borough)
        return self.option.level == 3 and stream.poolable and phase is not None and phase.from_year <= year

    def commissioners(self, boroughs: Group) -> tuple[str, ...]:
        """The commissioners for these boroughs, without repeats."""
        return tuple(dict.fromkeys(self.case.borough(name).commissioner for name in boroughs))

    def date(self, day: str, year: int) -> str:
        """A day in the calendar year in which a financial year starts: `1 April 2013`."""
        return f"{day} {self.case.first_year + year}"

    def preparation_quarters(self, year: int) -> tuple[Quarter, Quarter]:
        """The first and last quarter of the preparation for a start on 1 April of a year."""
        end = last_quarter_before(12 * year)
        return min(quarter_of(12 * year - self.case.tender_months), end), end


def in_table_order(case: Case, boroughs: Collection[str]) -> Group:
    """These boroughs in the order of the table."""
    return tuple(borough.name for borough in case.boroughs if borough.name in boroughs)


def hub_label(name: str) -> str:
    """A hub's name that says it is a hub: `"north hub"` stays, and `"North"` becomes `"hub North"`."""
    return name if "hub" in name.casefold() else f"hub {name}"


def services_label(services: Sequence[str]) -> str:
    """The names of the services, or their number if there are more than `MOST_NAMED`."""
    return listed(services) if len(services) <= MOST_NAMED else f"{len(services)} services"
