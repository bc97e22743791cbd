"""The decisions of docs/model.md, section 2, as columns of the second programme.

A decision that the rules forbid or prescribe altogether has no column: it is the number 0 or 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from models.case.types import Arrangement, Case, Contract, ContractLine, Group, Offer, OfferLine, Option
from models.second_programme.linear import Programme, Sum, total

NOTHING = Sum()


def within_capacity(line: OfferLine, places: int) -> int:
    """So many places, or the line's capacity if that is less."""
    return places if line.capacity is None else min(places, line.capacity)


@dataclass(frozen=True, slots=True)
class Award:
    """An offer taken up by a group of boroughs, or by one alone."""

    offer: Offer
    group: Group

    @property
    def key(self) -> tuple[str, Group]:
        """The name of the offer and the group."""
        return self.offer.name, self.group

    @property
    def is_joint(self) -> bool:
        """Whether several boroughs contract together."""
        return len(self.group) > 1


@dataclass
class Decisions:
    """The columns for one option, by the indices of docs/model.md; each is made when it is first asked for."""

    case: Case
    option: Option
    programme: Programme

    def __post_init__(self) -> None:
        self._columns: dict[tuple[object, ...], Sum] = {}

    @cached_property
    def awards(self) -> tuple[Award, ...]:
        """Every award that the option may have."""
        return tuple(award for offer in self.case.offers for award in self._awards(offer))

    @cached_property
    def position(self) -> dict[str, int]:
        """The position of each borough in its table."""
        return {borough.name: number for number, borough in enumerate(self.case.boroughs)}

    def groups(self, service: str) -> list[Group]:
        """The groups that have an arrangement for a service."""
        return [each.group for each in self.option.arrangements if each.service == service]

    def in_force(self, service: str, group: Group, year: int) -> Sum:
        """J[s,g,y]."""
        arrangement = next(a for a in self.option.arrangements if (a.service, a.group) == (service, group))
        if year < arrangement.from_year:
            return NOTHING
        if arrangement.required:
            return Sum(constant=int(not self._gives_way(arrangement, year)))
        return self._column(("J", service, group, year), 1)

    def keep(self, contract: Contract, year: int) -> Sum:
        """keep[h,y]; 1 before the horizon."""
        return Sum(constant=1) if year < 0 else self._column(("keep", contract.name, year), 1)

    def used(self, contract: Contract, line: ContractLine, borough: str, year: int) -> Sum:
        """w[h,s,b,y]; nothing for a borough that the line does not have."""
        if borough not in line.boroughs:
            return NOTHING
        return self._column(("w", contract.name, line.service, borough, year), line.places)

    def live(self, award: Award, year: int) -> Sum:
        """z[d,y]; 0 before the horizon and before the offer opens."""
        if year < max(award.offer.from_year, 0):
            return NOTHING
        return self._column(("z", *award.key, year), 1)

    def starts(self, award: Award, year: int) -> Sum:
        """start[d,y]."""
        if year < max(award.offer.from_year, 0):
            return NOTHING
        return self._column(("start", *award.key, year), 1)

    def band(self, award: Award, line: OfferLine, band: int, year: int) -> Sum:
        """u[d,s,k,y]."""
        return self._column(("u", *award.key, line.service, band, year), 1)

    def bought(self, award: Award, line: OfferLine, borough: str, band: int, year: int) -> Sum:
        """x[d,s,b,k,y]; nothing for a borough that is not in the group."""
        if borough not in award.group or year < max(award.offer.from_year, 0):
            return NOTHING
        most = within_capacity(line, self.case.places_demanded(borough, line.service, year))
        return self._column(("x", *award.key, line.service, borough, band, year), most)

    def priced(self, award: Award, line: OfferLine, borough: str, band: int, year: int) -> Sum:
        """unit_price · x[d,s,b,k,y] in pence: a part of a penny is charged as one."""
        bought, price = self.bought(award, line, borough, band, year), Fraction(line.bands[band].unit_price)
        whole, part = Sum().add(bought, floor(price)), price - floor(price)
        if not part or not bought.terms:
            return whole
        exact, most = Sum().add(bought, part), max(self.programme.columns[column].most for column in bought.terms)
        pence = self._column(("pence", *award.key, line.service, borough, band, year), ceil(most * part))
        self.programme.at_least("paid_in_full", pence, exact)
        self.programme.at_most("paid_in_full", pence, Sum().add(exact).add(1 - Fraction(1, part.denominator)))
        return whole.add(pence)

    def engaged(self, provider: str, year: int) -> Sum:
        """1 if the provider has a live award that is not in house."""
        return self._column(("engaged", provider, year), 1)

    def paid(self, stream: int, borough: str, service: str, year: int) -> Sum:
        """t[f,b,s,y], pence."""
        most = sum(self.case.funding[stream].amounts)
        return self._column(("t", stream, borough, service, year), most, is_pence=True)

    def carried(self, stream: int, year: int, most: int) -> Sum:
        """carry[f,y], pence; nothing before the horizon."""
        return NOTHING if year < 0 else self._column(("carry", stream, year), most, is_pence=True)

    def supplies(self, borough: str, service: str, year: int) -> Iterator[tuple[Sum, Contract | Award, int]]:
        """Each source of places of a cell: the places, who gives them, and the position of the price band."""
        for contract in self.case.contracts:
            for line in contract.lines:
                if line.service == service and borough in line.boroughs:
                    yield self.used(contract, line, borough, year), contract, 0
        for award in self.awards:
            for offered in award.offer.lines:
                if offered.service == service and borough in award.group:
                    for band in range(len(offered.bands)):
                        yield self.bought(award, offered, borough, band, year), award, band

    def places(self, borough: str, service: str, year: int) -> Sum:
        """Σ x + Σ w of a cell."""
        return total(places for places, _, _ in self.supplies(borough, service, year))

    def taken(self) -> dict[tuple[object, ...], int]:
        """The position of each column by its symbol and index."""
        return {key: next(iter(column.terms)) for key, column in self._columns.items()}

    def _column(self, key: tuple[object, ...], most: int, is_pence: bool = False) -> Sum:
        if key not in self._columns:
            self._columns[key] = self.programme.column(most, is_pence)
        return self._columns[key]

    def _gives_way(self, arrangement: Arrangement, year: int) -> bool:
        """Whether another required arrangement of a larger group for the service has begun."""
        return any(
            other.required
            and other.service == arrangement.service
            and set(other.group) > set(arrangement.group)
            and other.from_year <= year
            for other in self.option.arrangements
        )

    def _awards(self, offer: Offer) -> Iterator[Award]:
        if self.option.name not in offer.options:
            return
        for borough in self.case.boroughs:
            if borough.name in offer.boroughs:
                yield Award(offer, (borough.name,))
        for group in dict.fromkeys(self.groups(offer.lines[0].service)):
            has_all = all(group in self.groups(line.service) for line in offer.lines)
            if has_all and set(group) <= set(offer.boroughs):
                yield Award(offer, group)
