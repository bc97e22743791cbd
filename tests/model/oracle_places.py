"""The oracle's places: every way to fill the lines that stand in a year, and what it costs and brings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from models.case.types import Case, Floor, Group
from tests.model.oracle_costs import Bill, Costs, Deal, add

Taken = tuple[tuple[str, Group, str, str, int], ...]  # name, group (none for a contract), service, borough, places


@dataclass(frozen=True)
class Choice:
    """Places of one year: weighted outcomes, their worth in pence, unit prices paid, and what counts for the floors."""

    outcomes: Fraction
    worth: Fraction
    bill: Bill
    counted: tuple[Fraction, ...]
    taken: Taken

    def beaten_by(self, other: Choice) -> bool:
        """Whether the other brings no less, counts no less for the floors, and is nowhere dearer."""
        return (
            self.outcomes <= other.outcomes
            and self.worth <= other.worth
            and all(mine >= its for mine, its in zip(self.bill, other.bill, strict=True))
            and all(mine <= its for mine, its in zip(self.counted, other.counted, strict=True))
        )


@dataclass(frozen=True)
class Source:
    """A line that stands: `name` and `group` its deal, or a contract's name and no group."""

    name: str
    group: Group
    boroughs: Group
    room: str  # what its places are limited by: the contract's name, or the offer's
    rate: Fraction


class Places:
    """All choices of places under given contracts and deals; a choice that another beats is left out."""

    def __init__(self, case: Case, costs: Costs) -> None:
        self.case, self.costs = case, costs
        self.known: dict[object, list[Choice]] = {}

    def choices(self, kept: frozenset[str], live: frozenset[Deal], year: int) -> list[Choice]:
        """Every unbeaten choice for all services together that reaches the floors."""
        floors = [(floor, floor.figures[year]) for floor in self.case.floors if floor.figures[year] is not None]
        whole = [self.nothing(len(floors))]
        for service in self.case.services:
            parts = self._of(service.name, kept, live, year, [floor for floor, _ in floors])
            whole = _unbeaten([both(one, two) for one in whole for two in parts])
        return [c for c in whole if all(n >= least for n, (_, least) in zip(c.counted, floors, strict=True))]  # type: ignore[operator]

    def nothing(self, floors: int) -> Choice:
        """No place at all, which counts nothing for each of so many floors."""
        return Choice(Fraction(0), Fraction(0), self.costs.nothing, (Fraction(0),) * floors, ())

    def _of(
        self, service: str, kept: frozenset[str], live: frozenset[Deal], year: int, floors: list[Floor]
    ) -> list[Choice]:
        key = (service, tuple((each.name, each.group) for each in self._sources(service, kept, live)), year)
        if key not in self.known:
            self.known[key] = _unbeaten(self.every(service, kept, live, year, floors))
        return self.known[key]

    def every(
        self, service: str, kept: frozenset[str], live: frozenset[Deal], year: int, floors: list[Floor]
    ) -> list[Choice]:
        """Every choice for one service, beaten or not."""
        deals = [deal for deal in live if any(line.service == service for line in self.case.offer(deal[0]).lines)]
        every = self._fill(service, list(self._sources(service, kept, live)), year)
        made = (self._choice(service, taken, deals, floors) for taken in every if self._level(service, taken, year))
        return [choice for choice in made if choice is not None]

    def _sources(self, service: str, kept: frozenset[str], live: frozenset[Deal]) -> Iterator[Source]:
        for contract in self.case.contracts:
            for line in contract.lines:
                if contract.name in kept and line.service == service:
                    yield Source(contract.name, (), line.boroughs, f"K {contract.name}", line.success_rate)
        for name, group in sorted(live):
            for row in self.case.offer(name).lines:
                if row.service == service:
                    yield Source(name, group, group, f"O {name}", row.success_rate)

    def _fill(self, service: str, sources: list[Source], year: int) -> Iterator[Taken]:
        room = {each.room: self._room(each, service) for each in sources}
        wanted = {b.name: self.case.wanted(b.name, service, year) for b in self.case.boroughs}
        slots = [(each, name) for each in sources for name in each.boroughs]

        def fill(place: int, taken: Taken) -> Iterator[Taken]:
            if place == len(slots):
                yield taken
                return
            source, name = slots[place]
            most = min(wanted[name], room[source.room])
            for number in range(most + 1):
                wanted[name] -= number
                room[source.room] -= number
                more = ((source.name, source.group, service, name, number),) if number else ()
                yield from fill(place + 1, (*taken, *more))
                wanted[name] += number
                room[source.room] += number

        yield from fill(0, ())

    def _room(self, source: Source, service: str) -> int:
        if not source.group:
            return next(line.places for line in self.case.contract(source.name).lines if line.service == service)
        most = next(line.capacity for line in self.case.offer(source.name).lines if line.service == service)
        return 10**9 if most is None else most

    def _level(self, service: str, taken: Taken, year: int) -> bool:
        """Whether access is as equal as it must be."""
        if self.case.access_gap is None or self.case.service(service).infrastructure:
            return True
        wanted = {b.name: self.case.wanted(b.name, service, year) for b in self.case.boroughs}
        got = Counter(dict.fromkeys(wanted, 0))
        for *_, name, number in taken:
            got[name] += number
        if not sum(wanted.values()):
            return True
        least = Fraction(sum(got.values()), sum(wanted.values())) - self.case.access_gap
        return all(Fraction(got[name], most) >= least for name, most in wanted.items() if most)

    def _choice(self, service: str, taken: Taken, deals: list[Deal], floors: list[Floor]) -> Choice | None:
        """What the places bring and cost; None where a deal has fewer than its first band begins at."""
        prices = {deal: self._price(service, taken, deal) for deal in deals}
        if None in prices.values():
            return None
        bill = list(self.costs.nothing)
        outcomes, counted = Fraction(0), [Fraction(0)] * len(floors)
        kind = self.case.service(service)
        for name, group, _, borough, number in taken:
            if group:
                bill[self.costs.index[borough, service]] += number * (prices[name, group] or 0)
            outcomes += number * self._rate(name, group, service)
            for place, floor in enumerate(floors):
                if borough in floor.boroughs and service in floor.services:
                    counted[place] += number * (kind.people_per_place if floor.people else 1)
        return Choice(
            outcomes * kind.outcome_weight, outcomes * kind.value_per_outcome, tuple(bill), tuple(counted), taken
        )

    def _price(self, service: str, taken: Taken, deal: Deal) -> int | None:
        number = sum(places for name, group, _, _, places in taken if (name, group) == deal)
        bands = next(line.bands for line in self.case.offer(deal[0]).lines if line.service == service)
        return next((band.unit_price for band in reversed(bands) if band.from_places <= number), None)

    def _rate(self, name: str, group: Group, service: str) -> Fraction:
        lines = self.case.offer(name).lines if group else self.case.contract(name).lines
        return next(line.success_rate for line in lines if line.service == service)


def both(one: Choice, two: Choice) -> Choice:
    """Two choices together."""
    return Choice(
        one.outcomes + two.outcomes,
        one.worth + two.worth,
        add(one.bill, two.bill),
        tuple(a + b for a, b in zip(one.counted, two.counted, strict=True)),
        one.taken + two.taken,
    )


def _unbeaten(choices: list[Choice]) -> list[Choice]:
    """The choices that no other beats; of equal ones the first."""
    good: list[Choice] = []
    for choice in sorted(choices, key=lambda each: (sum(each.bill), -each.outcomes, -each.worth)):
        if not any(choice.beaten_by(other) for other in good):
            good.append(choice)
    return good
