"""How many places of each service each borough has under a plan, compared with today or with another plan.

Infrastructure is left out. Places are whole and are for one year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.accounts.contract_places import TODAY, ContractPlaces
from models.case.types import Case, Service
from models.plan.contract_register import EXISTING


@dataclass(frozen=True, slots=True)
class ServiceComparison:
    """Places of a borough's service, before and in an option. `before` is today or the reference.

    Each pair has the places in the last year and the places in all years. `rounding`: by how many places `before` may
    differ from the exact share of shared contracts. `served`: whether a contract of the borough runs in the last year.
    """

    borough: str
    service: Service
    before: tuple[int, int]
    planned: tuple[int, int]
    rounding: int = 0
    served: bool = True

    @property
    def loses(self) -> bool:
        """Whether the option has fewer places, in the last year or in all years."""
        return any(planned < before for planned, before in zip(self.planned, self.before, strict=True))

    @property
    def closes(self) -> bool:
        """Whether there are places before, and in the last year neither places nor a contract that has the service."""
        return self.before[0] > 0 == self.planned[0] and not self.served

    @property
    def is_cut(self) -> bool:
        """Whether there are fewer places in the last year than before, by more than rounding can explain."""
        return self.closes or self.last_year_change < -self.rounding

    @property
    def last_year_change(self) -> int:
        """The places of the last year, less those before."""
        return self.planned[0] - self.before[0]


def compare_with_today(places: ContractPlaces) -> Iterator[ServiceComparison]:
    """Each borough's services under a plan and today, as many years."""
    for borough, service in _services(places.case):
        today = places.total(service.name, borough, TODAY)
        planned = [places.total(service.name, borough, year) for year in places.case.years]
        serving = places.serving(service.name, borough)
        shared = sum(contract.kind == EXISTING and len(contract.boroughs) > 1 for contract in serving)
        served = any(contract.is_live(places.case.years[-1]) for contract in serving)
        before, after = (today, today * len(planned)), (planned[-1], sum(planned))
        yield ServiceComparison(borough, service, before, after, shared, served)


def compare(reference: ContractPlaces, places: ContractPlaces) -> Iterator[ServiceComparison]:
    """Each borough's services under a plan and under that of the reference."""
    for borough, service in _services(places.case):
        before, planned = (
            [each.total(service.name, borough, year) for year in places.case.years] for each in (reference, places)
        )
        yield ServiceComparison(borough, service, (before[-1], sum(before)), (planned[-1], sum(planned)))


def _services(case: Case) -> Iterator[tuple[str, Service]]:
    """Each borough with each service that is not infrastructure."""
    services = [service for service in case.services if not service.is_infrastructure]
    return ((borough.name, service) for borough in case.boroughs for service in services)
