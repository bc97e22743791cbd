"""The rows of the plan tables, from an option's plan and its audited ledger alone, in the order of the case.

Money is whole pence. The columns are in `plan_tables`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.accounts.payment_schedule import payment_schedule
from models.case.types import COMMISSIONING, Case, Option
from models.plan.contract_register import RegisteredContract, contract_register
from models.plan.ledger import Ledger
from models.plan.plan import Plan
from models.transition.action_plan import action_plan
from optimiser.engine.run import Run

CARRIED_FORWARD = "carried forward"
UNSPENT = "unspent"

Row = tuple[str | int | Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class AuditedPlan:
    """One option's plan with its audited ledger."""

    case: Case
    option: Option
    plan: Plan
    ledger: Ledger


def for_each_plan(rows: Callable[[AuditedPlan], Iterator[Row]]) -> Callable[[Run], Iterator[Row]]:
    """The rows of a whole run: those of each option that has a plan, in the order of the case."""

    def run_rows(run: Run) -> Iterator[Row]:
        for result in run.results.values():
            if result.answer.plan is not None and result.ledger is not None:
                yield from rows(AuditedPlan(run.case, result.option, result.answer.plan, result.ledger))

    return run_rows


def plan_rows(audited: AuditedPlan) -> Iterator[Row]:
    """A row for each line and borough of each live contract and year, 0 places included."""
    for year, contract in _contract_years(audited):
        if not contract.is_live(year):
            continue
        for line in contract.lines:
            price = contract.unit_price(line.service, year)
            for borough in line.boroughs:
                places = contract.places(line.service, borough, year)
                names = (contract.provider, line.service, borough)
                yield (*_contract_key(audited, year, contract), *names, places, price)


def contract_rows(audited: AuditedPlan) -> Iterator[Row]:
    """A row for each contract and year in which it starts, continues or has just ended."""
    for year, contract in _contract_years(audited):
        if (state := contract.state(year)) is None:
            continue
        yield (
            *_contract_key(audited, year, contract),
            contract.provider,
            ", ".join(contract.services),
            ", ".join(contract.boroughs),
            contract.all_places(year),
            state,
            contract.places_cost(year),
            contract.annual_fee(year),
            contract.start_cost(year),
            contract.exit_cost(year),
            contract.management_cost(year),
        )


def cost_rows(audited: AuditedPlan) -> Iterator[Row]:
    """A row for each year, borough and service (or commissioning) with a charge."""
    charged: dict[tuple[int, str, str], int] = defaultdict(int)
    for charge in audited.ledger.charges:
        charged[charge.year, charge.borough, charge.service] += charge.amount
    for year in audited.case.years:
        for borough, service in _boroughs_and_services(audited.case):
            if amount := charged.get((year, borough, service)):
                yield audited.option.name, audited.case.year_label(year), borough, service, amount


def funding_rows(audited: AuditedPlan) -> Iterator[Row]:
    """A row for each year, stream, borough and service that the stream pays for, carries forward or leaves unspent."""
    case, plan = audited.case, audited.plan
    for year in case.years:
        for number, stream in enumerate(case.funding):
            key = (audited.option.name, case.year_label(year), stream.name, ", ".join(stream.homes))
            spent = [(b, s, plan.spent.get((number, b, s, year), 0)) for b, s in _boroughs_and_services(case)]
            brought, carried = (plan.carried.get((number, each), 0) for each in (year - 1, year))
            unspent = stream.amounts[year] + brought - carried - sum(amount for *_, amount in spent)
            for borough, service, amount in [*spent, ("", CARRIED_FORWARD, carried), ("", UNSPENT, unspent)]:
                if amount:
                    yield (*key, borough, service, amount)


def payment_rows(audited: AuditedPlan) -> Iterator[Row]:
    """A row for each payment of the schedule. Raises ValueError if payments and charges differ."""
    case = audited.case
    for payment in payment_schedule(case, audited.plan, audited.ledger):
        stream, payee = case.funding[payment.stream], payment.payee
        yield (
            *(audited.option.name, case.year_label(payment.year), payee.contract, payee.kind, payment.provider),
            *(stream.name, ", ".join(stream.homes), stream.owner, payment.borough, payment.service, payment.amount),
        )


def provision_rows(audited: AuditedPlan) -> Iterator[Row]:
    """A row for each year, borough and service with demand or places."""
    case, plan = audited.case, audited.plan
    provided: dict[tuple[str, str, int], int] = defaultdict(int)
    for (_, service, borough, year), places in plan.used.items():
        provided[borough, service, year] += places
    for (_, _, service, borough, year), places in plan.bought.items():
        provided[borough, service, year] += places
    for year in case.years:
        for b, s in _boroughs_and_services(case):
            places = provided.get((b, s, year), 0)
            if (b, s) in case.demand or places:
                yield audited.option.name, case.year_label(year), b, s, case.places_demanded(b, s, year), places


def action_rows(audited: AuditedPlan) -> Iterator[Row]:
    """A row for each step of the action plan, by date."""
    case = audited.case
    for step in action_plan(case, audited.option, audited.plan):
        yield (
            *(audited.option.name, case.year_label(step.year), step.begins.label(case), step.by_when.label(case)),
            *(step.kind.value, step.objective, step.action, ", ".join(step.by_whom)),
            *(step.contract, ", ".join(step.boroughs), step.amount, step.remark),
        )


def _contract_years(audited: AuditedPlan) -> Iterator[tuple[int, RegisteredContract]]:
    register = contract_register(audited.case, audited.option, audited.plan)
    return ((year, contract) for year in audited.case.years for contract in register)


def _contract_key(audited: AuditedPlan, year: int, contract: RegisteredContract) -> Row:
    return audited.option.name, audited.case.year_label(year), contract.name, contract.kind


def _boroughs_and_services(case: Case) -> Sequence[tuple[str, str]]:
    services = (*(service.name for service in case.services), COMMISSIONING)
    return [(borough.name, service) for borough in case.boroughs for service in services]
