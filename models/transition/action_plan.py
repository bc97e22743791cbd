"""The action plan of an option: every step that its plan asks for, with its dates, who takes it, and its money.

From the case and the plan alone, in the manner of a treatment-planning grid. Every contract or award that starts or
ends has exactly one step that says so, with the money that contracts.csv has. Here are the steps about contracts and
hubs; what somebody must consent to is in `consents`, what a step is in `steps`.

Dates: a contract that ends before year y ends on the 31 March before it, and notice is due `notice_months` before that
day. A tender takes the last `tender_months` before 1 April of the first year; so does renewing with the provider of
the year before, or setting up own staff or a hub, since a case gives no other time for it. Joint contracting is agreed
before the tender begins; money is pooled or aligned before the year in which the plan first needs it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from models.case.types import Case, HubPhase, Option
from models.plan.contract_register import ENDS, EXISTING, STARTS, RegisteredContract
from models.plan.plan import Plan
from models.transition.consents import agreements, alignments, approvals
from models.transition.handovers import Handover, HandoverOutcome, describe, handovers_of, listed
from models.transition.steps import PlanContext, Quarter, Step, StepKind, called, last_quarter_before, ordered, pounds

MOST_NAMED = 4  # services that an objective names; only their number where there are more


def action_plan(case: Case, option: Option, plan: Plan) -> tuple[Step, ...]:
    """The steps by date, then kind, then contract: by when they must be done, then when they begin."""
    known = PlanContext(case, option, plan)
    found = [*approvals(known), *alignments(known), *agreements(known), *_hubs(known), *_changes(known)]
    order = list(StepKind)
    return tuple(sorted(found, key=lambda step: (step.by_when, step.begins, order.index(step.kind))))


def _hubs(known: PlanContext) -> Iterator[Step]:
    """A hub to set up, or to be joined: one a hub and year, with all its rows of that year."""
    found: dict[tuple[str, int], list[HubPhase]] = defaultdict(list)
    for phase in known.option.hub_phases:
        if phase.from_year in known.case.years:
            found[phase.hub, phase.from_year].append(phase)
    for (hub, year), hub_phases in found.items():
        joins = any(phase.hub == hub and phase.from_year < year for phase in known.option.hub_phases)
        group = ordered(known.case, {borough for phase in hub_phases for borough in phase.boroughs})
        annual = pounds(sum(phase.annual_cost for phase in hub_phases))
        action = f"{'Prepare to join' if joins else 'Set up'} the {called(hub, 'hub')}, to start on "
        action += f"{known.date('1 April', year)}; it costs {annual} a year{' more' * joins}"
        cost = sum(phase.setup_cost for phase in hub_phases)
        who = known.commissioners(group)
        yield Step(
            StepKind.HUB, year, *known.preparation_quarters(year), "Commission together", action, who, hub, group, cost
        )


def _changes(known: PlanContext) -> Iterator[Step]:
    """What goes with every contract or award that starts or ends, in the order of contracts.csv within a contract."""
    for one in known.contract_places.contracts:
        for year in known.case.years:
            state = one.state(year)
            if state == ENDS:
                yield from _ending(known, one, year)
            elif state == STARTS:
                yield from _starting(known, one, year)


def _ending(known: PlanContext, one: RegisteredContract, year: int) -> Iterator[Step]:
    months = _notice_months(known.case, one, year)
    if months:
        yield _notice(known, one, year, months)
    due = last_quarter_before(12 * year)
    parts = handovers_of(known.contract_places, one, year)
    providers = [successor.provider for part in parts for successor in part.successors]
    who = tuple(dict.fromkeys((*known.commissioners(one.boroughs), one.provider, *providers)))
    action = f"{_how_it_ends(known, one, year)}. {_handing(parts)}"
    objective = f"Hand over {_short(one.services)}"
    yield Step(StepKind.END, year, due, due, objective, action, who, one.name, one.boroughs, one.exit_cost(year))


def _notice_months(case: Case, one: RegisteredContract, year: int) -> int:
    """The months of notice to serve; none for an award, or for a contract that reaches its end."""
    if one.kind != EXISTING or not case.contract(one.name).can_run(year):
        return 0
    return case.contract(one.name).notice_months


def _notice(known: PlanContext, one: RegisteredContract, year: int, months: int) -> Step:
    due = last_quarter_before(12 * year - months)
    length = f"{months} months'" if months > 1 else "1 month's"
    action = f"Serve {length} notice, so that it ends on {known.date('31 March', year)}"
    objective = f"Hand over {_short(one.services)}"
    who = known.commissioners(one.boroughs)
    return Step(StepKind.NOTICE, year, due, due, objective, action, who, one.name, one.boroughs, None)


def _how_it_ends(known: PlanContext, one: RegisteredContract, year: int) -> str:
    runs_out = one.kind == EXISTING and not known.case.contract(one.name).can_run(year)
    day = known.date("31 March", year)
    return f"Runs out on {day}, without notice" if runs_out else f"End on {day}"


def _handing(parts: Sequence[Handover]) -> str:
    fates = {part.outcome for part in parts} - {HandoverOutcome.NOTHING}
    if not fates:
        return "No places to hand over"
    return "Nobody takes over" if fates == {HandoverOutcome.NOBODY} else f"Hand over to: {describe(parts)}"


def _starting(known: PlanContext, one: RegisteredContract, year: int) -> Iterator[Step]:
    kind, what = _preparation(known, one, year)
    day, objective = known.date("1 April", year), f"Provide {_short(one.services)}"
    commissioners = known.commissioners(one.boroughs)
    yield Step(
        kind, year, *known.preparation_quarters(year),
        objective, f"{what}, to start on {day}", commissioners, one.name, one.boroughs, None,
    )  # fmt: skip
    first = Quarter(year, 1)
    action = f"Start on {day} with {one.provider}: {one.all_places(year):,} places in the first year"
    who = tuple(dict.fromkeys((*commissioners, one.provider)))
    money = one.places_cost(year) + one.annual_fee(year) + one.start_cost(year)
    yield Step(StepKind.START, year, first, first, objective, action, who, one.name, one.boroughs, money)


def _preparation(known: PlanContext, one: RegisteredContract, year: int) -> tuple[StepKind, str]:
    """What has to be done before it can start; of a provider that is there already, no tender need be."""
    in_house = known.case.offer(one.name).in_house
    if _there(known, one, year - 1):
        return (
            StepKind.RENEW,
            f"Agree to go on with {one.provider}{', or tender where that is required' * (not in_house)}",
        )
    return (
        (StepKind.SET_UP, "Set up own provision or direct spend") if in_house else (StepKind.TENDER, "Tender and award")
    )


def _there(known: PlanContext, one: RegisteredContract, year: int) -> bool:
    """Whether in that year its provider serves each of its services and boroughs; before the first year, today."""
    return all(
        any(
            other.provider == one.provider and other.is_live(year)
            for other in known.contract_places.serving(service, borough)
        )
        for service, boroughs in ((line.service, line.boroughs) for line in one.lines)
        for borough in boroughs
    )


def _short(services: Sequence[str]) -> str:
    return listed(services) if len(services) <= MOST_NAMED else f"{len(services)} services"
