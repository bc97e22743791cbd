"""The steps of an action plan that somebody must consent to: owners of money, and boroughs that contract jointly.

Approval before money is pooled, agreement before it is aligned, agreement before boroughs contract together. The other
steps are in `action_plan`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from models.case.types import COMMISSIONING, Case, FundingStream, Group
from models.transition.handovers import listed
from models.transition.steps import PlanContext, Step, StepKind, called, last_quarter_before, ordered, pounds

MOST_NAMED = 4  # services that money is aligned for, by name; only their number where there are more


def approvals(known: PlanContext) -> Iterator[Step]:
    """Each owner's approval before its money is pooled: one a stream's name, hub and first year of membership there."""
    found: dict[tuple[str, str, str, int], list[FundingStream]] = defaultdict(list)
    for stream in known.case.funding if known.option.level == 3 else ():
        hub_phases = (
            [known.hub_phases[home] for home in stream.homes if home in known.hub_phases] if stream.poolable else []
        )
        for hub in dict.fromkeys(phase.hub for phase in hub_phases):
            first = min(phase.from_year for phase in hub_phases if phase.hub == hub)
            found[stream.owner, stream.name, hub, max(first, 0)].append(stream)
    for (owner, name, hub, year), streams in found.items():
        due = last_quarter_before(12 * year)
        action = f"Approve that {name} is pooled in the {called(hub, 'hub')} from {known.case.year_label(year)} on"
        amount = sum(stream.amounts[year] for stream in streams)
        homes = ordered(known.case, {home for stream in streams for home in stream.homes})
        yield Step(StepKind.APPROVE, year, due, due, "Pool the money", action, (owner,), name, homes, amount)


def alignments(known: PlanContext) -> Iterator[Step]:
    """Each owner's agreement, from level 2 on, that its money pays for other services than its own purpose.

    None is asked for what the option would allow and the plan does not do.
    """
    for number, stream in enumerate(known.case.funding if known.option.level > 1 else ()):
        used = _beyond_purpose(known, number)
        if not used:
            continue
        year = min(used)
        due = last_quarter_before(12 * year)
        action = f"Agree that {stream.name} pays {_purposes(known.case, stream, used, year)}"
        about = (stream.name, stream.homes, stream.amounts[year])
        yield Step(StepKind.ALIGN, year, due, due, "Align the money", action, (stream.owner,), *about)


def agreements(known: PlanContext) -> Iterator[Step]:
    """The boroughs' agreement to contract jointly: one a group and year, before the tender for it begins."""
    begun: dict[tuple[int, Group], set[str]] = defaultdict(set)
    for service, group, year in known.plan.arrangements:
        if (service, group, year - 1) not in known.plan.arrangements:
            begun[year, group].add(service)
    for (year, group), services in sorted(begun.items(), key=lambda one: (one[0][0], _position(known.case, one[0][1]))):
        due = last_quarter_before(12 * year - known.case.tender_months)
        who = known.commissioners(group)
        jointly = (
            f"contract jointly from {known.case.year_label(year)} on for {listed(_in_order(known.case, services))}"
        )
        action = f"{'Agree' if len(who) > 1 else 'Decide'} to {jointly}"
        yield Step(StepKind.AGREE, year, due, due, "Contract jointly", action, who, "", group, None)


def _beyond_purpose(known: PlanContext, number: int) -> dict[int, int]:
    """Pence by year that a stream spends at home on what is not its purpose, without being pooled there."""
    stream = known.case.funding[number]
    found: dict[int, int] = defaultdict(int)
    for (which, borough, service, year), pence in known.plan.spent.items():
        at_home = which == number and borough in stream.homes
        if at_home and pence and service not in stream.purpose and not known.is_pooled(stream, borough, year):
            found[year] += pence
    return found


def _purposes(case: Case, stream: FundingStream, used: Mapping[int, int], year: int) -> str:
    more = _some(case, stream.aligned - stream.purpose)
    return f"also for {more}, on which the plan spends {pounds(used[year])} in {case.year_label(year)}"


def _some(case: Case, names: Collection[str]) -> str:
    return listed(_in_order(case, names)) if len(names) <= MOST_NAMED else f"{len(names)} services"


def _in_order(case: Case, names: Collection[str]) -> list[str]:
    """Services in the case's order, commissioning last."""
    return [name for name in (*(service.name for service in case.services), COMMISSIONING) if name in names]


def _position(case: Case, group: Group) -> list[int]:
    position = {borough.name: number for number, borough in enumerate(case.boroughs)}
    return [position[name] for name in group]
