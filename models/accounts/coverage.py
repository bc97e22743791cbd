"""Coverage: places against demand in the last year, by service and borough, today and in each option.

Infrastructure services have no coverage and are left out. The coverage of an option as one figure is the measure
`coverage`. Places are whole.
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
    """One service in one borough in the last year, in places.

    A blank `borough` is all boroughs together, and a blank `service` all services together. `minimum`: the highest
    minimum in places for exactly this borough and service, None if there is none. `today`: how much of the demand
    today's places would meet. `apportioned`: whether some of today's places are under a contract with other boroughs,
    so that the borough's part is a computed share. `places`: one figure for each option.
    """

    service: str
    borough: str
    demand: int
    minimum: Fraction | None
    today: int
    apportioned: bool
    places: tuple[int, ...]


def coverage(case: Case, options: Sequence[Places]) -> tuple[CoverageLine, ...]:
    """Each service by borough, each followed by its line for all boroughs; then all services by borough and in all.

    A service and borough with no demand, no minimum, no places today and no places in any option is left out. A case
    with one borough has no lines for all boroughs.
    """
    today = places_by_borough_today(case)
    lines = [line for service in _counted_services(case) for line in _service_lines(case, service, today, options)]
    by_borough = (_all_services(borough.name, lines) for borough in case.boroughs)
    all_services = [line for line in by_borough if line is not None]
    return (*_with_totals(case, lines), *all_services, *_all_boroughs(case, all_services, ""))


def _counted_services(case: Case) -> Iterator[Service]:
    return (service for service in case.services if not service.is_infrastructure)


def _service_lines(
    case: Case, service: Service, today: Mapping[tuple[str, str], int], options: Sequence[Places]
) -> Iterator[CoverageLine]:
    last = case.horizon - 1
    for borough in case.boroughs:
        key = (borough.name, service.name)
        demand, minimum = case.places_demanded(*key, last), _minimum(case, (borough.name,), service.name)
        places = tuple(option.get((*key, last), 0) for option in options)
        if demand or minimum or today.get(key) or any(places):
            met_today = min(today.get(key, 0), demand)
            apportioned = _has_shared_line(case, *key)
            yield CoverageLine(service.name, borough.name, demand, minimum, met_today, apportioned, places)


def _has_shared_line(case: Case, borough: str, service: str) -> bool:
    lines = (line for contract in case.contracts for line in contract.lines if line.service == service)
    return any(borough in line.boroughs and len(line.boroughs) > 1 for line in lines)


def _minimum(case: Case, boroughs: Sequence[str], service: str) -> Fraction | None:
    """The highest minimum in places, in the last year, over exactly these boroughs and this service."""
    figures = (
        minimum.figures[-1]
        for minimum in case.minimums
        if not minimum.counts_people and set(minimum.boroughs) == set(boroughs) and minimum.services == (service,)
    )
    return max((figure for figure in figures if figure is not None), default=None)


def _with_totals(case: Case, lines: Sequence[CoverageLine]) -> Iterator[CoverageLine]:
    """The lines of each service, each service followed by its line for all boroughs."""
    for service in _counted_services(case):
        of_service = [line for line in lines if line.service == service.name]
        yield from of_service
        yield from _all_boroughs(case, of_service, service.name)


def _all_boroughs(case: Case, lines: Sequence[CoverageLine], service: str) -> Iterator[CoverageLine]:
    if lines and len(case.boroughs) > 1:
        minimum = _minimum(case, [borough.name for borough in case.boroughs], service) if service else None
        yield _total(lines, service, "", minimum)


def _all_services(borough: str, lines: Sequence[CoverageLine]) -> CoverageLine | None:
    """All services of one borough; None if the borough has no line, or if there is only one service in all."""
    of_borough = [line for line in lines if line.borough == borough]
    several = len({line.service for line in lines}) > 1
    return _total(of_borough, "", borough, None) if of_borough and several else None


def _total(lines: Sequence[CoverageLine], service: str, borough: str, minimum: Fraction | None) -> CoverageLine:
    places = tuple(map(sum, zip(*(line.places for line in lines), strict=True)))
    demand, today = sum(line.demand for line in lines), sum(line.today for line in lines)
    apportioned = bool(borough) and any(line.apportioned for line in lines)
    return CoverageLine(service, borough, demand, minimum, today, apportioned, places)
