"""The floors of a case: which stand beside a borough's service, which on a sheet of their own, and what meets them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from models.case.types import Case, MinimumProvision
from models.plan.plan import Plan
from optimiser.reports.board.allocations import places_provided

Key = tuple[str, str, int]  # borough, service, year


@dataclass(frozen=True, slots=True)
class Own:
    """The floor of one borough and one service in places in one year: the highest, and whether any is statutory."""

    figure: Fraction
    statutory: bool


@dataclass(frozen=True, slots=True)
class Wide:
    """A floor over several boroughs or services, or in people, in one year, and what is provided against it."""

    year: int
    floor: MinimumProvision
    figure: Fraction
    had: Fraction


def own(case: Case) -> dict[Key, Own]:
    """The floors in places for one borough and one service alone."""
    found: dict[Key, list[tuple[Fraction, bool]]] = defaultdict(list)
    for floor in case.minimums:
        if not is_wide(floor):
            for year, figure in enumerate(floor.figures):
                if figure is not None:
                    found[floor.boroughs[0], floor.services[0], year].append((figure, floor.statutory))
    return {key: Own(max(figures)[0], any(law for _, law in figures)) for key, figures in found.items()}


def is_wide(floor: MinimumProvision) -> bool:
    """Whether it is not in places of one service in one borough."""
    return floor.counts_people or len(floor.boroughs) > 1 or len(floor.services) > 1


def wide(case: Case, plan: Plan) -> Iterator[Wide]:
    """The other floors, year by year."""
    had = places_provided(plan)
    people = {service.name: service.people_per_place for service in case.services}
    for year in case.years:
        for floor in filter(is_wide, case.minimums):
            if (figure := floor.figures[year]) is not None:
                scope = ((borough, service) for borough in floor.boroughs for service in floor.services)
                counted = (
                    had.get((b, s, year), 0) * (people[s] if floor.counts_people else Fraction(1)) for b, s in scope
                )
                yield Wide(year, floor, figure, sum(counted, Fraction(0)))
