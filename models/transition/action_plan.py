"""The action plan of an option: every step that its plan needs, with dates, who takes the step and its money.

It uses only the case and the plan. Each contract or award that starts or ends has exactly one step that says so, with
the same money as in contracts.csv. This module has the steps about contracts and hubs; steps that need consent are in
`consents`, and the type of a step is in `steps`.

Dates. A contract that ends before year y ends on 31 March before that year, and notice is due `notice_months` earlier.
A tender takes the last `tender_months` before 1 April of the first year. Renewing with last year's provider, setting up
in-house provision and setting up a hub take the same time, because the case gives no other figure for them.
Boroughs agree on a joint contract before its tender begins. Owners agree to pool or align money before the first year
in which the plan needs it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from models.case.text import exact_pounds
from models.case.types import Case, HubPhase, Option
from models.plan.contract_register import ENDS, EXISTING, STARTS, RegisteredContract
from models.plan.plan import Plan
from models.transition.consents import agreements, alignments, approvals
from models.transition.handovers import Handover, HandoverOutcome, describe, handovers_of
from models.transition.steps import (
    PlanContext,
    Quarter,
    Step,
    StepKind,
    hub_label,
    in_table_order,
    last_quarter_before,
    services_label,
)


def action_plan(case: Case, option: Option, plan: Plan) -> tuple[Step, ...]:
    """The steps, sorted by the date by which they must be done, then the date on which they begin, then their kind."""
    context = PlanContext(case, option, plan)
    consents = (*approvals(context), *alignments(context), *agreements(context))
    steps = (*consents, *_hub_steps(context), *_contract_steps(context))
    order = list(StepKind)
    return tuple(sorted(steps, key=lambda step: (step.by_when, step.begins, order.index(step.kind))))


def _hub_steps(context: PlanContext) -> Iterator[Step]:
    """Setting up or joining a hub: one step for each hub and year, covering all its phases of that year."""
    phases_of: dict[tuple[str, int], list[HubPhase]] = defaultdict(list)
    for phase in context.option.hub_phases:
        if phase.from_year in context.case.years:
            phases_of[phase.hub, phase.from_year].append(phase)
    for (hub, year), phases in phases_of.items():
        joins = any(phase.hub == hub and phase.from_year < year for phase in context.option.hub_phases)
        group = in_table_order(context.case, {borough for phase in phases for borough in phase.boroughs})
        annual = exact_pounds(sum(phase.annual_cost for phase in phases), trim=True)
        action = f"{'Prepare to join' if joins else 'Set up'} the {hub_label(hub)}, to start on "
        action += f"{context.date('1 April', year)}; it {'adds' if joins else 'costs'} {annual} a year"
        yield Step(
            StepKind.HUB, year, *context.preparation_quarters(year), "Commission together", action,
            context.commissioners(group), hub, group, sum(phase.setup_cost for phase in phases),
        )  # fmt: skip


def _contract_steps(context: PlanContext) -> Iterator[Step]:
    """The steps of every contract or award that starts or ends, in the order of contracts.csv."""
    for contract in context.contract_places.contracts:
        for year in context.case.years:
            state = contract.state(year)
            if state == ENDS:
                yield from _steps_to_end(context, contract, year)
            elif state == STARTS:
                yield from _steps_to_start(context, contract, year)


def _steps_to_end(context: PlanContext, contract: RegisteredContract, year: int) -> Iterator[Step]:
    """Notice, if the contract needs it, then the end and handover. `year` is the first without the contract."""
    months = _notice_months(context.case, contract, year)
    if months:
        yield _notice_step(context, contract, year, months)
    due = last_quarter_before(12 * year)
    handovers = handovers_of(context.contract_places, contract, year)
    successors = [successor.provider for handover in handovers for successor in handover.successors]
    who = tuple(dict.fromkeys((*context.commissioners(contract.boroughs), contract.provider, *successors)))
    action = f"{_how_it_ends(context, contract, year)}. {_handover_sentence(handovers)}"
    objective = f"Hand over {services_label(contract.services)}"
    yield Step(
        StepKind.END, year, due, due, objective, action, who, contract.name, contract.boroughs, contract.exit_cost(year)
    )


def _notice_months(case: Case, contract: RegisteredContract, year: int) -> int:
    """The months of notice to serve; 0 for an award, and for a contract that has reached its end date."""
    if contract.kind != EXISTING or not case.contract(contract.name).can_run(year):
        return 0
    return case.contract(contract.name).notice_months


def _notice_step(context: PlanContext, contract: RegisteredContract, year: int, months: int) -> Step:
    due = last_quarter_before(12 * year - months)
    length = f"{months} months'" if months > 1 else "1 month's"
    action = f"Serve {length} notice to end the contract on {context.date('31 March', year)}"
    objective = f"Hand over {services_label(contract.services)}"
    who = context.commissioners(contract.boroughs)
    return Step(StepKind.NOTICE, year, due, due, objective, action, who, contract.name, contract.boroughs, None)


def _how_it_ends(context: PlanContext, contract: RegisteredContract, year: int) -> str:
    runs_out = contract.kind == EXISTING and not context.case.contract(contract.name).can_run(year)
    date = context.date("31 March", year)
    return f"The contract reaches its end date on {date}; no notice is needed" if runs_out else f"End on {date}"


def _handover_sentence(handovers: Sequence[Handover]) -> str:
    outcomes = {handover.outcome for handover in handovers} - {HandoverOutcome.NOTHING}
    if not outcomes:
        return "No places to hand over"
    if outcomes == {HandoverOutcome.NOBODY}:
        return "No contract takes over its places"
    return f"Hand over to: {describe(handovers)}"


def _steps_to_start(context: PlanContext, contract: RegisteredContract, year: int) -> Iterator[Step]:
    """The preparation and the start of an award. `year` is its first year."""
    kind, preparation = _preparation(context, contract, year)
    date, objective = context.date("1 April", year), f"Provide {services_label(contract.services)}"
    commissioners = context.commissioners(contract.boroughs)
    yield Step(
        kind, year, *context.preparation_quarters(year),
        objective, f"{preparation}, to start on {date}", commissioners, contract.name, contract.boroughs, None,
    )  # fmt: skip
    first = Quarter(year, 1)
    action = f"Start on {date} with {contract.provider}: {contract.all_places(year):,} places in the first year"
    who = tuple(dict.fromkeys((*commissioners, contract.provider)))
    cost = contract.places_cost(year) + contract.annual_fee(year) + contract.start_cost(year)
    yield Step(StepKind.START, year, first, first, objective, action, who, contract.name, contract.boroughs, cost)


def _preparation(context: PlanContext, contract: RegisteredContract, year: int) -> tuple[StepKind, str]:
    """What must be done before the contract can start; renewing needs no tender step of its own."""
    in_house = context.case.offer(contract.name).in_house
    if _already_provides(context, contract, year - 1):
        tender = "" if in_house else ", or tender if procurement rules require it"
        return StepKind.RENEW, f"Renew with {contract.provider}{tender}"
    if in_house:
        return StepKind.SET_UP, "Set up in-house provision or direct spending"
    return StepKind.TENDER, "Tender and award"


def _already_provides(context: PlanContext, contract: RegisteredContract, year: int) -> bool:
    """Whether the contract's provider serves each of its services and boroughs in a year; year -1 is today."""
    return all(
        any(
            other.provider == contract.provider and other.is_live(year)
            for other in context.contract_places.serving(line.service, borough)
        )
        for line in contract.lines
        for borough in line.boroughs
    )
