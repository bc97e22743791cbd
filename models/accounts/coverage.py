"""Places against demand in the last year, service by borough: today's places and those of each option.

Infrastructure services have no coverage and are left out. What an option's coverage is over all is the measure
`coverage` in `figures`. Places are whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.accounts.baseline import places_by_borough_today
from models.case.types import Case, Service

Places = Mapping[tuple[str, str, int], int]  # by borough, service and year


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One service in one borough, or in all together where `borough` is blank, in the last year; in places.

    `floor`: the highest floor in places for just this, None where there is none. `today`: what today's places would
    meet of the demand; `together`: whether some of them are held with other boroughs, so that its part is a share and
    no fact. `places`: one figure an option. A blank `service` is all services together.
    """

    service: str
    borough: str
    demand: int
    minimum: Fraction | None
    today: int
    apportioned: bool
    places: tuple[int, ...]


def coverage(case: Case, options: Sequence[Places]) -> tuple[CoverageLine, ...]:
    """Each service by borough, then over all boroughs; all services together come last.

    A service or borough for which nothing is wanted, held or given is left out; so are the lines for all boroughs where
    there is one alone.
    """
    held = places_by_borough_today(case)
    parts = [line for service in _counted(case) for line in _of_service(case, service, held, options)]
    each = (_of_borough(borough.name, parts) for borough in case.boroughs)
    everything = [line for line in each if line is not None]
    return (*_with_sums(case, parts), *everything, *_over_all(case, everything, ""))


def _held_together(case: Case, borough: str, service: str) -> bool:
    lines = (line for contract in case.contracts for line in contract.lines if line.service == service)
    return any(borough in line.boroughs and len(line.boroughs) > 1 for line in lines)


def _counted(case: Case) -> Iterator[Service]:
    return (service for service in case.services if not service.is_infrastructure)


def _of_service(
    case: Case, service: Service, held: Mapping[tuple[str, str], int], options: Sequence[Places]
) -> Iterator[CoverageLine]:
    last = case.horizon - 1
    for borough in case.boroughs:
        at = (borough.name, service.name)
        demand, floor = case.places_demanded(*at, last), _floor(case, (borough.name,), service.name)
        places = tuple(each.get((*at, last), 0) for each in options)
        if demand or floor or held.get(at) or any(places):
            together = _held_together(case, *at)
            yield CoverageLine(
                service.name, borough.name, demand, floor, min(held.get(at, 0), demand), together, places
            )


def _floor(case: Case, boroughs: Sequence[str], service: str) -> Fraction | None:
    """The highest floor in places, in the last year, over just these boroughs and this service."""
    found = [
        figure
        for floor in case.minimums
        if not floor.counts_people and set(floor.boroughs) == set(boroughs) and floor.services == (service,)
        if (figure := floor.figures[-1]) is not None
    ]
    return max(found, default=None)


def _with_sums(case: Case, parts: Sequence[CoverageLine]) -> Iterator[CoverageLine]:
    """The parts of each service, each followed by the line for all boroughs."""
    for service in _counted(case):
        own = [line for line in parts if line.service == service.name]
        yield from own
        yield from _over_all(case, own, service.name)


def _over_all(case: Case, own: Sequence[CoverageLine], service: str) -> Iterator[CoverageLine]:
    if own and len(case.boroughs) > 1:
        floor = _floor(case, [borough.name for borough in case.boroughs], service) if service else None
        yield _sum(own, service, "", floor)


def _of_borough(borough: str, parts: Sequence[CoverageLine]) -> CoverageLine | None:
    """All services of one borough; None where there is nothing, or one service alone is all there is."""
    own = [line for line in parts if line.borough == borough]
    return _sum(own, "", borough, None) if own and len({line.service for line in parts}) > 1 else None


def _sum(lines: Sequence[CoverageLine], service: str, borough: str, floor: Fraction | None) -> CoverageLine:
    places = tuple(map(sum, zip(*(line.places for line in lines), strict=True)))
    demand, today = sum(line.demand for line in lines), sum(line.today for line in lines)
    together = bool(borough) and any(line.apportioned for line in lines)
    return CoverageLine(service, borough, demand, floor, today, together, places)
