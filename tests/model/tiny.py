"""Random tiny cases, small enough to try every plan, in which every feature of the model turns up.

The same number gives the same case. Money is scarce on purpose, so that a good share has no plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random
from typing import TypeVar

from models.case.types import (
    Arrangement,
    Case,
    Contract,
    ContractLine,
    Floor,
    Group,
    Offer,
    OfferLine,
    Option,
    Saving,
    Stream,
)
from models.case.types import Wave as Row
from tests.world import (
    arrangement,
    borough,
    contract,
    floor,
    line,
    offer,
    option,
    saving,
    service,
    stream,
    today,
    wave,
    world,
)

Thing = TypeVar("Thing")
OBJECTIVES = ("outcomes", "cost", "value")
MOST_DEALS = {1: 9, 2: 6}  # by years of the horizon


def tiny(number: int) -> Case:
    """The random case of that number: one option that is asked about, the first."""
    draw = Random(f"tiny {number}")  # noqa: S311 - draws cases, keeps no secret
    while True:
        case = drawn(draw, OBJECTIVES[number % 3])
        if small_enough(case):
            return case


def drawn(draw: Random, objective: str) -> Case:
    """A case drawn at random, of any size the tables may have."""
    return _Tiny(draw).case(objective)


def small_enough(case: Case) -> bool:
    """Whether there are so few deals that every plan can be tried."""
    return _deals(case) <= MOST_DEALS[case.horizon]


class _Tiny:
    """One draw of a case. Every method draws one table."""

    def __init__(self, draw: Random) -> None:
        self.draw = draw
        self.names = ("A", "B", "C")[: draw.choice((1, 2, 2, 2, 3))]
        self.kinds = ("day", "bed", "staff")[: draw.choice((1, 2, 2, 3))]
        self.years = 1 if len(self.names) * len(self.kinds) > 4 else draw.choice((1, 2, 2))
        self.level = draw.choice((1, 2, 3, 3))
        self.penny = draw.choice((0, 0, 1, 33))  # added to prices, so that sharing has remainders

    def case(self, objective: str) -> Case:
        boroughs = [
            borough(name, back_office=self.pence(0, 20), share=self.draw.choice((0, 1, 2, "7/3")), commissioner="one")
            for name in self.names
        ]
        case = world(
            boroughs,
            [self.service(name) for name in self.kinds],
            self.years,
            demand=dict(self.demand()),
            contracts=list(self.contracts()),
            offers=list(self.offers()),
            options=[self.option(), option("other")],
            objective=objective,
            rate=self.draw.choice((0, "0.035", "1/4")),
            management=self.pence(0, 5),
            gap=self.draw.choice((None, None, None, "0.2", "0.5")),
            floors=list(self.floors()),
            savings=list(self.savings()),
        )
        return replace(
            case, funding=world(self.names, self.kinds, self.years, funding=list(self.funding(case))).funding
        )

    def chance(self, likelihood: float) -> bool:
        return self.draw.random() < likelihood

    def pence(self, least: int, most: int) -> int:
        """An amount in round hundreds of pence, with the odd penny."""
        return self.draw.randint(least, most) * 100 + self.penny

    def some(self, things: tuple[Thing, ...], least: int = 1) -> tuple[Thing, ...]:
        chosen = self.draw.sample(range(len(things)), self.draw.randint(least, len(things)))
        return tuple(things[place] for place in sorted(chosen))

    def service(self, name: str):  # type: ignore[no-untyped-def]
        if name == "staff":
            return service(name, tier="infrastructure", weight=0)
        tier, alone = self.draw.choice((1, 2, 3, 4)), self.chance(0.15)
        return service(
            name, tier=tier, weight=self.draw.choice((1, 2, "1/2")), value=self.pence(0, 60), independent=alone
        )

    def demand(self) -> Iterator[tuple[tuple[str, str], tuple[int, ...]]]:
        for name in self.names:
            for kind in self.kinds:
                if self.chance(0.93):
                    most = 2 if len(self.names) == 3 else 3
                    yield (
                        (name, kind),
                        tuple(self.draw.choice((0, *range(1, most + 1), most)) for _ in range(self.years)),
                    )

    def rate(self, kind: str) -> str | int:
        return 0 if kind == "staff" else self.draw.choice(("1/10", "1/4", "0.33", "1/2"))

    def contracts(self) -> Iterator[Contract]:
        for number in range(self.draw.choice((0, 1, 1, 2))):
            firm = self.draw.choice((None, None, -1, 0, 1))
            ends = self.draw.choice((None, None, 0, 1))
            if firm is not None and ends is not None and firm > ends:
                firm = ends
            lines = [self.today(kind) for kind in self.some(self.kinds)[: 1 + self.chance(0.3)]]
            provider, own = self.draw.choice(("P", "Q")), self.chance(0.15)
            yield contract(f"K{number}", provider, *lines, committed_to=firm, ends=ends, in_house=own)

    def today(self, kind: str) -> ContractLine:
        places, cost = self.draw.randint(1, 4), self.pence(0, 30)
        return today(
            kind, self.some(self.names), places=places, cost=cost, exit_cost=self.pence(0, 8), success=self.rate(kind)
        )

    def offers(self) -> Iterator[Offer]:
        for number in range(self.draw.choice((2, 2, 3, 3))):
            lines = [self.line(kind) for kind in self.some(self.kinds)[: 1 + self.chance(0.3)]]
            yield offer(
                f"O{number}",
                self.draw.choice(("P", "Q", "R")),
                *lines,
                boroughs=self.some(self.names) if self.chance(0.4) else self.names,
                options=self.draw.choice(("only", "only other", "only other", "only other", "only other", "other")),
                first=self.draw.choice((-1, 0, 0, 0, 1)),
                term=self.draw.choice((1, 1, 2, 3)),
                in_house=self.chance(0.15),
            )

    def line(self, kind: str) -> OfferLine:
        price, bands = self.pence(2, 15), [(0, 0)]
        bands = [(self.draw.choice((0, 0, 0, 1)), price)]
        for start in self.draw.choice(((), (), (2,), (3,), (2, 4))):
            price = max(1, price - self.pence(0, 3))
            bands.append((start, price))
        capacity = self.draw.choice((None, None, 1, 2, 4))
        fee, start_cost = self.draw.choice((0, self.pence(0, 4))), self.draw.choice((0, self.pence(0, 4)))
        return line(kind, bands=bands, capacity=capacity, fee=fee, start=start_cost, success=self.rate(kind))

    def option(self) -> Option:
        return option(
            "only",
            level=self.level,
            existing=self.draw.choice(("free", "free", "free", "run", "stop")),
            joint_cost=self.pence(0, 6),
            max_contracts=self.draw.choice((None, None, None, 1, 2)),
            max_providers=self.draw.choice((None, None, None, 1)),
            transfer_limit=self.draw.choice((None, None, None, "0.1", "0.333", 0)),
            waves=list(self.waves()),
            arrangements=list(self.arrangements()),
        )

    def waves(self) -> Iterator[Row]:
        if self.chance(0.1 if self.level == 3 else 0.5):
            return
        left = list(self.names)
        self.draw.shuffle(left)
        hub = "hub"
        while left:
            size = self.draw.randint(1, len(left))
            group, left = sorted(left[:size]), left[size:]
            yield wave(
                hub,
                tuple(group),
                annual_cost=self.pence(0, 10),
                setup_cost=self.pence(0, 5),
                retained=self.draw.choice((0, "1/3", "1/2", 1)),
                first=self.draw.choice((-1, 0, 0, 1)),
            )
            hub = self.draw.choice(("hub", "hub", "other hub"))
            if self.chance(0.2):
                return

    def arrangements(self) -> Iterator[Arrangement]:
        """At most one required group a service, but for a wider one that takes its place."""
        groups: list[Group] = [g for size in (2, 3) for g in combinations(self.names, size)]
        for kind in self.kinds:
            if groups and self.chance(0.8):
                narrow = self.draw.choice(groups)
                must = self.chance(0.4)
                yield arrangement(kind, narrow, required=must, first=self.draw.choice((-1, 0, 0, 1)))
                wider = [group for group in groups if set(group) > set(narrow)]
                if wider and self.chance(0.5):
                    yield arrangement(kind, wider[0], required=self.chance(0.5), first=self.draw.choice((0, 1)))

    def floors(self) -> Iterator[Floor]:
        for _ in range(self.draw.choice((0, 0, 1, 1, 2))):
            names = self.names if self.chance(0.7) else self.some(self.names)
            kinds = self.kinds if self.chance(0.7) else self.some(self.kinds)
            figures = [self.draw.choice((None, None, 1, 1, 2)) for _ in range(self.years)]
            yield floor(names, kinds, figures, people=self.chance(0.2))

    def savings(self) -> Iterator[Saving]:
        if self.chance(0.2):
            percentage = self.chance(0.5)
            figures = [self.draw.choice((None, 0, "0.0333")) if percentage else self.draw.choice((None, 0, 150))]
            figures += [None] * (self.years - 1)
            yield saving(self.some(self.names), figures, percentage=percentage, one_off=self.chance(0.5))

    def funding(self, case: Case) -> Iterator[Stream]:
        """A general stream for most boroughs, and some that are ring-fenced or shared; about what a plan would cost."""
        everything = (*self.kinds, "commissioning")
        for name in self.names:
            need = case.borough(name).back_office_cost + 600 * sum(
                sum(v) for k, v in case.demand.items() if k[0] == name
            )
            need += sum(row.annual_cost for each in case.contracts for row in each.lines if name in row.boroughs)
            part = self.draw.choice((0.3, 1, 1.4, 2.5) if self.level == 3 else (0.6, 0.9, 1, 1.4, 2, 2))
            yield stream("general", name, self.amounts(need * part), keep=self.keep(), poolable=self.chance(0.7))
        for number in range(self.draw.choice((0, 1, 1, 2))):
            fence = self.some(everything)
            yield stream(
                f"special {number}",
                self.some(self.names),
                self.amounts(self.pence(2, 30)),
                ring_fence=fence,
                purpose=self.some(fence),
                aligned=fence if self.chance(0.5) else None,
                keep=self.keep(),
                poolable=self.chance(0.7),
            )

    def keep(self) -> str | int:
        return self.draw.choice((0, "0.05", "0.333", 1))

    def amounts(self, usual: float) -> list[int]:
        parts = sorted(self.draw.choice((0.7, 1, 1.3)) for _ in range(self.years))
        if self.chance(0.7):  # more at first, so that it is worth keeping some
            parts.reverse()
        return [int(usual * part) // 100 * 100 + self.penny for part in parts]


def _deals(case: Case) -> int:
    """How many deals the option could have at most."""
    only = case.options[0]
    groups = {each.group for each in only.arrangements}
    number = 0
    for each in case.offers:
        if only.name in each.options:
            number += len(each.boroughs) + sum(set(group) <= set(each.boroughs) for group in groups)
    return number
