"""The steps of an action plan that need somebody's consent: owners of money, and boroughs that contract jointly.

An owner approves before its money is pooled and agrees before it is aligned; boroughs agree before they contract
together. The other steps are in `action_plan`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from models.case.text import exact_pounds, listed
from models.case.types import COMMISSIONING, Case, FundingStream, Group
from models.transition.steps import (
    PlanContext,
    Step,
    StepKind,
    hub_label,
    in_table_order,
    last_quarter_before,
    services_label,
)


def approvals(context: PlanContext) -> Iterator[Step]:
    """The owners' approval before their money is pooled: one step for each stream's name, hub and first year there."""
    streams_of: dict[tuple[str, str, str, int], list[FundingStream]] = defaultdict(list)
    for stream in context.case.funding if context.option.level == 3 else ():
        for hub, year in _first_pooled(context, stream).items():
            streams_of[stream.owner, stream.name, hub, year].append(stream)
    for (owner, name, hub, year), streams in streams_of.items():
        due = last_quarter_before(12 * year)
        action = f"Approve pooling {name} in the {hub_label(hub)} from {context.case.year_label(year)}"
        amount = sum(stream.amounts[year] for stream in streams)
        homes = in_table_order(context.case, {home for stream in streams for home in stream.homes})
        yield Step(StepKind.APPROVE, year, due, due, "Pool the money", action, (owner,), name, homes, amount)


def alignments(context: PlanContext) -> Iterator[Step]:
    """From level 2 on, the owners' agreement that their money pays for services other than its own purpose.

    There is a step only if the plan spends money in that way, not if the option merely allows it.
    """
    for number, stream in enumerate(context.case.funding if context.option.level > 1 else ()):
        spending = _spending_beyond_purpose(context, number)
        if not spending:
            continue
        year = min(spending)
        due = last_quarter_before(12 * year)
        action = f"Agree that {stream.name} {_extra_purposes(context.case, stream, spending, year)}"
        subject = (stream.name, stream.homes, stream.amounts[year])
        yield Step(StepKind.ALIGN, year, due, due, "Align the money", action, (stream.owner,), *subject)


def agreements(context: PlanContext) -> Iterator[Step]:
    """The boroughs' agreement to contract jointly, before the tender begins: one step for each group and year."""
    case, arrangements = context.case, context.plan.arrangements
    starting: dict[tuple[int, Group], set[str]] = defaultdict(set)
    for service, group, year in arrangements:
        if (service, group, year - 1) not in arrangements:
            starting[year, group].add(service)
    for year, group in sorted(starting, key=lambda start: (start[0], _positions(case, start[1]))):
        due = last_quarter_before(12 * year - case.tender_months)
        who = context.commissioners(group)
        services = listed(_in_case_order(case, starting[year, group]))
        jointly = f"contract jointly for {services} from {case.year_label(year)}"
        action = f"{'Agree' if len(who) > 1 else 'Decide'} to {jointly}"
        yield Step(StepKind.AGREE, year, due, due, "Contract jointly", action, who, "", group, None)


def _first_pooled(context: PlanContext, stream: FundingStream) -> dict[str, int]:
    """By hub, the first year of the horizon in which a stream's money is pooled there."""
    phases = [context.hub_phases[home] for home in stream.homes if home in context.hub_phases]
    hubs = dict.fromkeys(phase.hub for phase in phases) if stream.poolable else {}
    return {hub: max(min(phase.from_year for phase in phases if phase.hub == hub), 0) for hub in hubs}


def _spending_beyond_purpose(context: PlanContext, number: int) -> dict[int, int]:
    """Pence by year that a stream spends in its own boroughs on services outside its purpose, without being pooled."""
    stream = context.case.funding[number]
    spending: dict[int, int] = defaultdict(int)
    for (which, borough, service, year), pence in context.plan.spent.items():
        at_home = which == number and borough in stream.homes
        if at_home and pence and service not in stream.purpose and not context.is_pooled(stream, borough, year):
            spending[year] += pence
    return spending


def _extra_purposes(case: Case, stream: FundingStream, spending: Mapping[int, int], year: int) -> str:
    services = services_label(_in_case_order(case, stream.aligned - stream.purpose))
    amount = exact_pounds(spending[year], trim=True)
    return f"also pays for {services}; the plan spends {amount} on this in {case.year_label(year)}"


def _in_case_order(case: Case, services: Collection[str]) -> list[str]:
    """These services in the case's order, commissioning last."""
    return [name for name in (*(service.name for service in case.services), COMMISSIONING) if name in services]


def _positions(case: Case, group: Group) -> list[int]:
    position = {borough.name: number for number, borough in enumerate(case.boroughs)}
    return [position[name] for name in group]
