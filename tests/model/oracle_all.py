"""The oracle without its short cuts: every plan of a tiny case that keeps the rules, however good.

What `oracle` leaves out on its way because it cannot be best is kept here: choices of places that another beats, and
all but the first that can be paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from models.case.types import Case, Option
from models.plan.plan import Plan
from tests.model.oracle import OneYear, Search, together
from tests.model.oracle_costs import Deal
from tests.model.oracle_places import Choice, Places, both
from tests.model.oracle_shapes import Shape, today


def plans(case: Case, option: Option, worst: Fraction) -> Iterator[Plan]:
    """Every plan whose first aim is no worse than `worst`, in the aim's own sense, but for who pays."""
    search = _All(case, option)
    most = worst if case.objective == "cost" else -worst
    for _, stood, years in search.histories(today(case), 0):
        for (first, _), chosen in together(years):
            if first <= most and search.purse.pays({year: bill for year, (_, bill, _) in enumerate(chosen)}):
                yield search.plan(stood, chosen)


class _All(Search):
    def __init__(self, case: Case, option: Option) -> None:
        super().__init__(case, option)
        self.places = _Every(case, self.costs)

    def year(self, before: Shape, shape: Shape, year: int) -> list[OneYear]:
        """Every choice of a year that might be paid."""
        return [each for each in self.ranked(before, shape, year) if self.purse.pays({year: each[1]}, generous=True)]


class _Every(Places):
    """All choices of places."""

    def choices(self, kept: frozenset[str], live: frozenset[Deal], year: int) -> list[Choice]:
        """Every choice for all services together that reaches the floors."""
        floors = [(floor, floor.figures[year]) for floor in self.case.floors if floor.figures[year] is not None]
        whole = [self.nothing(len(floors))]
        for service in self.case.services:
            parts = self.every(service.name, kept, live, year, [floor for floor, _ in floors])
            whole = [both(one, two) for one, two in product(whole, parts)]
        return [c for c in whole if all(n >= least for n, (_, least) in zip(c.counted, floors, strict=True))]  # type: ignore[operator]
