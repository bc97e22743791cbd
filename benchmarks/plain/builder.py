"""Builds the plain model: its variables by symbol, its costs by cell, and functions that add rows and charges.

Symbols are those of docs/model.md, section 2. Money is in pounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

import pulp

from models.case.money import share
from models.case.types import Arrangement, Case, Group, Offer, Option

PENCE = 100  # in a pound
Term = Any  # PuLP's variables and expressions have no types


class ModelBuilder:
    """The plain model of one option while it is built."""

    def __init__(self, case: Case, option: Option) -> None:
        self.case, self.option, self.years = case, option, case.years
        self.everywhere = tuple(borough.name for borough in case.boroughs)
        self.services = tuple(service.name for service in case.services)
        self.problem = pulp.LpProblem("plain", pulp.LpMinimize if case.objective == "cost" else pulp.LpMaximize)
        self.number = count()
        self.offer = {offer.name: offer for offer in case.offers}
        self.awards = [(o.name, g) for o in case.offers if option.name in o.options for g in self._groups(o)]
        self.j: dict[tuple[str, Group, int], Term] = {}
        self.keep: dict[tuple[str, int], Term] = {}
        self.z: dict[tuple[str, Group, int], Term] = {}
        self.places: dict[tuple[str, str, int], list[Term]] = defaultdict(list)
        self.bought: dict[tuple[str, str, int], list[Term]] = defaultdict(list)
        self.outcomes: dict[tuple[str, int], list[Term]] = defaultdict(list)
        self.cost: dict[tuple[str, str, int], list[Term]] = defaultdict(list)
        self.one_off: dict[tuple[str, int], list[Term]] = defaultdict(list)
        self.unspent: dict[tuple[str, Group, int], Term] = {}

    def variable(self, kind: str, low: int, high: float | None, category: str = "Integer") -> Term:
        """Add a variable; an integer unless stated."""
        return self.problem.add_variable(f"{kind}_{next(self.number)}", low, high, category)

    def row(self, row: Term) -> None:
        """Add a row."""
        self.problem.addConstraint(row)

    def charge(self, amount: int, group: Group, s: str, y: int, times: Term, one_off: bool = False) -> None:
        """Charge an amount in pence, shared over the group, `times` times."""
        for b, part in self.parts(amount, group):
            self.cost[b, s, y].append(part / PENCE * times)
            if one_off:
                self.one_off[b, y].append(part / PENCE * times)

    def provide(self, kind: str, b: str, s: str, y: int, success: float) -> Term:
        """Add an integer variable for places of a borough."""
        places = self.variable(kind, 0, self.case.places_demanded(b, s, y))
        self.places[b, s, y].append(places)
        self.outcomes[s, y].append(success * places)
        return places

    def parts(self, amount: int, group: Group) -> Sequence[tuple[str, int]]:
        """An amount shared over a group: each borough with its pence."""
        if not amount:
            return ()
        return list(zip(group, share(amount, [self.case.borough(b).cost_share for b in group]), strict=True))

    def ordered(self, boroughs: Iterable[str]) -> Group:
        """Boroughs in the table's order, each once."""
        among = set(boroughs)
        return tuple(b for b in self.everywhere if b in among)

    def arranged(self, service: str) -> list[Arrangement]:
        """The arrangements for a service."""
        return [a for a in self.option.arrangements if a.service == service]

    def joint(self, service: str, borough: str, year: int) -> Term:
        """Σ J[s,g,y] over the groups that contain a borough."""
        return pulp.lpSum(self.j[service, a.group, year] for a in self.arranged(service) if borough in a.group)

    def _groups(self, offer: Offer) -> list[Group]:
        alone: list[Group] = [(b,) for b in offer.boroughs]
        known = {(a.service, a.group) for a in self.option.arrangements}
        joint = dict.fromkeys(a.group for a in self.option.arrangements if set(a.group) <= set(offer.boroughs))
        return alone + [g for g in joint if all((line.service, g) in known for line in offer.lines)]
