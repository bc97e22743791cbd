"""Constraints on joint contracting: which arrangements are in force, when they begin and how long they last."""

from __future__ import annotations

from collections.abc import Iterator

from pulp import lpSum

from models.case.types import Group
from models.mip.instance import Award
from models.mip.variables import Row, Variables


def one_arrangement(variables: Variables) -> Iterator[Row]:
    """A borough contracts a service jointly in at most one group.

    Σ_{g∋b} J[s,g,y] ≤ 1 for each b, s, y. Rows: one_arrangement[b,s,y].
    """
    instance = variables.instance
    for borough in instance.case.boroughs:
        for service in instance.arrangements_of:
            groups = [a.group for a in instance.arrangements_with(service, borough.name)]
            for year in instance.case.years:
                in_force = lpSum(variables.arranged_term(service, group, year) for group in groups)
                yield (borough.name, service, year), in_force <= 1


def arrangement_lasts(variables: Variables) -> Iterator[Row]:
    """An arrangement in force continues, or gives way to one of a larger group that contains its group.

    J[s,g,y] + Σ_{G⊃g} J[s,G,y] ≥ J[s,g,y-1] for each s, g, y. Rows: arrangement_lasts[s,g,y].
    """
    instance = variables.instance
    for (service, group), arrangement in instance.arrangements.items():
        successors = [arrangement, *instance.larger_arrangements(arrangement)]
        for year in instance.case.years:
            in_force = lpSum(variables.arranged_term(service, a.group, year) for a in successors)
            yield (service, group, year), in_force >= variables.arranged_term(service, group, year - 1)


def arrangement_begins(variables: Variables) -> Iterator[Row]:
    """An allowed arrangement comes into force only in a year in which one of its joint contracts is live.

    J[s,g,y] ≤ J[s,g,y-1] + Σ_d z[d,y] over the awards d of g with a line for s, for each allowed (s, g) and each y.
    Rows: arrangement_begins[s,g,y].
    """
    instance = variables.instance
    for (service, group), arrangement in instance.arrangements.items():
        awards = _awards_of(variables, service, group)
        for year in instance.case.years if not arrangement.required else ():
            before = variables.arranged_term(service, group, year - 1)
            live = lpSum(variables.live_term(award, year) for award in awards)
            yield (service, group, year), variables.arranged_term(service, group, year) <= before + live


def _awards_of(variables: Variables, service: str, group: Group) -> list[Award]:
    return [
        award
        for award in variables.instance.awards
        if award.group == group and any(line.service == service for line in award.offer.lines)
    ]
