"""The oracle: the best plan of a tiny case by trying every one, in the model's words and with no solver.

Every sequence of years is tried: which arrangements are in force, which contracts run, which deals are live, and every
number of places under them; a plan counts if its bills can be paid to the penny. Nothing is taken from the programme
or the audit. Only what cannot be better in any way (no more outcomes, nowhere cheaper) is left out on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice, product

from models.case.types import Case, Option
from models.plan.plan import Plan
from tests.model.oracle_costs import Bill, Costs, add
from tests.model.oracle_places import Choice, Places
from tests.model.oracle_purse import Purse
from tests.model.oracle_shapes import Shape, shapes, today
from tests.planned import reached

Key = tuple[Fraction, Fraction]  # first and second aim, each turned so that less is better
OneYear = tuple[Key, Bill, Choice]


@dataclass(frozen=True)
class Best:
    """The best values of both aims, in the model's own direction, and a plan that reaches them."""

    primary: Fraction
    second: Fraction
    plan: Plan


def best(case: Case, option: Option, ceiling: int | None = None) -> Best | None:
    """The best plan of an option under the case's objective; None where there is none.

    ceiling: the most that it may cost in all, discounted, in pence.
    """
    search = Search(case, option, ceiling)
    found = search.best()
    if found is None:
        return None
    (first, second), stood, chosen = found
    turned = {"outcomes": (-1, 1), "cost": (1, -1), "value": (-1, 1)}[case.objective]
    return Best(turned[0] * first, turned[1] * second, search.plan(stood, chosen))


class Search:
    """The search for the best plan of an option; with another `year`, over more or fewer choices."""

    def __init__(self, case: Case, option: Option, ceiling: int | None = None) -> None:
        self.case, self.option, self.ceiling = case, option, ceiling
        self.costs, self.purse = Costs(case, option), Purse(case, option)
        self.places = Places(case, self.costs)
        self.carries = self.purse.carries()
        self.linked = self.carries or ceiling is not None  # a year's best may be too dear for another
        self.known: dict[object, list[OneYear]] = {}

    def best(self) -> tuple[Key, list[Shape], list[OneYear]] | None:
        """The best key that can be paid for, with its shapes and places."""
        found: tuple[Key, list[Shape], list[OneYear]] | None = None
        for bound, stood, years in sorted(self.histories(today(self.case), 0), key=lambda history: history[0]):
            if found is not None and bound >= found[0]:
                break
            for key, chosen in sorted(together(years), key=lambda each: each[0]):
                if found is not None and key >= found[0]:
                    break
                if self._within(chosen) and self.purse.pays({y: bill for y, (_, bill, _) in enumerate(chosen)}):
                    found = key, stood, chosen
                    break
        return found

    def _within(self, chosen: list[OneYear]) -> bool:
        """Whether a choice a year costs no more in all than the ceiling."""
        factor = 1 / (1 + self.case.discount_rate)
        return (
            self.ceiling is None or sum(factor**y * sum(bill) for y, (_, bill, _) in enumerate(chosen)) <= self.ceiling
        )

    def plan(self, stood: list[Shape], chosen: list[OneYear]) -> Plan:
        """The plan of a sequence of shapes and places."""
        taken = [(*each, year) for year, (_, _, choice) in enumerate(chosen) for each in choice.taken]
        spent, carried = self.purse.payment({year: bill for year, (_, bill, _) in enumerate(chosen)})
        plan = Plan(
            self.option.name,
            arrangements=frozenset((*each, year) for year, shape in enumerate(stood) for each in shape.joint),
            kept=frozenset((name, year) for year, shape in enumerate(stood) for name in shape.kept),
            used={(k, s, b, year): number for k, group, s, b, number, year in taken if not group},
            live=frozenset((*deal, year) for year, shape in enumerate(stood) for deal in shape.live),
            bought={(o, group, s, b, year): number for o, group, s, b, number, year in taken if group},
            spent=spent,
            carried=carried,
        )
        return replace(plan, bands=reached(self.case, plan))

    def histories(self, before: Shape, year: int) -> Iterator[tuple[Key, list[Shape], list[list[OneYear]]]]:
        """Every sequence of shapes from a year on, with the choices of each year and a bound on their sum."""
        if year == self.case.horizon:
            yield (Fraction(0), Fraction(0)), [], []
            return
        for shape in shapes(self.case, self.option, before, year):
            here = self.year(before, shape, year)
            if here:
                for bound, stood, years in self.histories(shape, year + 1):
                    yield _plus(here[0][0], bound), [shape, *stood], [here, *years]

    def year(self, before: Shape, shape: Shape, year: int) -> list[OneYear]:
        """The choices of a year, best first: those that might be paid, or the first where no year binds another."""
        state = (year, before.kept, before.live, shape.kept, shape.live)
        if state not in self.known:
            ranked = sorted(self.ranked(before, shape, year), key=lambda each: each[0])
            payable = (each for each in ranked if self.purse.pays({year: each[1]}, generous=self.carries))
            self.known[state] = list(payable if self.linked else islice(payable, 1))
        return self.known[state]

    def ranked(self, before: Shape, shape: Shape, year: int) -> Iterator[OneYear]:
        """Every choice of a year that makes the savings, paid or not."""
        lasting, one_off = self._fixed(before, shape, year)
        for choice in self.places.choices(shape.kept, shape.live, year):
            running = add(lasting, choice.bill)
            if self._saves(running, one_off, year):
                bill = add(running, one_off)
                yield self._key(choice, bill, year), bill, choice

    def _key(self, choice: Choice, bill: Bill, year: int) -> Key:
        factor = (1 + self.case.discount_rate) ** -year
        cost = factor * sum(bill)
        if self.case.objective == "outcomes":
            return -choice.outcomes, cost
        if self.case.objective == "cost":
            return cost, -choice.outcomes
        return cost - factor * choice.worth, cost

    def _fixed(self, before: Shape, shape: Shape, year: int) -> tuple[Bill, Bill]:
        """What the shapes cost before any place is bought: lasting, and one-off."""
        lasting, one_off = [self.costs.office[year]], [self.costs.set_up[year]]
        for contract in self.case.contracts:
            if contract.name in shape.kept:
                lasting.append(self.costs.running[contract.name])
            elif contract.name in before.kept and (contract.ends is None or year <= contract.ends):
                one_off.append(self.costs.leaving[contract.name])
        lasting += [self.costs.holding(deal) for deal in shape.live]
        one_off += [self.costs.starting(deal) for deal in shape.live - before.live]
        return add(*lasting), add(*one_off)

    def _saves(self, running: Bill, one_off: Bill, year: int) -> bool:
        for saving in self.case.savings:
            figure = saving.figures[year]
            if figure is None:
                continue
            base = self.costs.baseline(saving.boroughs)
            asked = (figure * base if saving.percentage else figure) // 1
            cost = self.costs.of(add(running, one_off) if saving.one_off else running, saving.boroughs)
            if cost > base - asked:
                return False
        return True


def together(years: list[list[OneYear]]) -> Iterator[tuple[Key, list[OneYear]]]:
    """Every combination of a choice a year, with the sum of its keys."""
    for chosen in product(*years):
        key = (Fraction(0), Fraction(0))
        for aims, _, _ in chosen:
            key = _plus(key, aims)
        yield key, list(chosen)


def _plus(one: Key, two: Key) -> Key:
    return one[0] + two[0], one[1] + two[1]
