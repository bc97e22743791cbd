"""The minimums of a case: those of one borough and service, for Provision, and all others, for Floors."""

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
class ServiceMinimum:
    """The highest minimum of one borough and service in one year, in places, and whether any is statutory."""

    figure: Fraction
    statutory: bool


@dataclass(frozen=True, slots=True)
class WideMinimum:
    """A minimum over several boroughs or services, or in people, in one year, and what is provided against it."""

    year: int
    minimum: MinimumProvision
    figure: Fraction
    provided: Fraction


def service_minimums(case: Case) -> dict[Key, ServiceMinimum]:
    """The minimums in places of one borough and one service, by borough, service and year."""
    figures_by_key: dict[Key, list[tuple[Fraction, bool]]] = defaultdict(list)
    for minimum in case.minimums:
        if not is_wide(minimum):
            for year, figure in enumerate(minimum.figures):
                if figure is not None:
                    key = (minimum.boroughs[0], minimum.services[0], year)
                    figures_by_key[key].append((figure, minimum.statutory))
    return {
        key: ServiceMinimum(max(figures)[0], any(statutory for _, statutory in figures))
        for key, figures in figures_by_key.items()
    }


def is_wide(minimum: MinimumProvision) -> bool:
    """Whether a minimum is over several boroughs or services, or in people."""
    return minimum.counts_people or len(minimum.boroughs) > 1 or len(minimum.services) > 1


def wide_minimums(case: Case, plan: Plan) -> Iterator[WideMinimum]:
    """The minimums over several boroughs or services, or in people, year by year, with what a plan provides."""
    places = places_provided(plan)
    for year in case.years:
        for minimum in filter(is_wide, case.minimums):
            if (figure := minimum.figures[year]) is not None:
                provided = sum(
                    (
                        places.get((borough, service, year), 0) * _counted_per_place(case, minimum, service)
                        for borough in minimum.boroughs
                        for service in minimum.services
                    ),
                    Fraction(0),
                )
                yield WideMinimum(year, minimum, figure, provided)


def _counted_per_place(case: Case, minimum: MinimumProvision, service: str) -> Fraction:
    return case.service(service).people_per_place if minimum.counts_people else Fraction(1)
