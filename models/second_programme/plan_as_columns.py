"""A plan as values of the second programme's columns, to see in exact numbers whether it meets every row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any

from models.plan.plan import Plan
from models.second_programme.decisions import Decisions
from models.second_programme.linear import Programme, Row


def missed_rule(programme: Programme, made: Decisions, plan: Plan) -> str:
    """The rule of the first row that a plan with its payments misses, exactly; blank if it meets every row."""
    values = {column: VALUES[str(key[0])](made, plan, key[1:]) for key, column in made.taken().items()}
    too_much = any(value > programme.columns[column].most for column, value in values.items())
    if programme.impossible or too_much:
        return programme.impossible or "the most of a decision"
    return next((row.rule for row in programme.rows if not _is_met(row, values)), "")


def _is_met(row: Row, values: Mapping[int, int]) -> bool:
    total = sum(number * values[column] for column, number in row.terms.items())
    return total == row.least if row.is_equal else total >= row.least


def _start(_: Decisions, plan: Plan, index: Any) -> int:
    *award, year = index
    return int(index in plan.live and (*award, year - 1) not in plan.live)


def _chosen(_: Decisions, plan: Plan, index: Any) -> int:
    offer, group, service, band, year = index
    return int(plan.bands.get((offer, group, service, year)) == band)


def _places(_: Decisions, plan: Plan, index: Any) -> int:
    """The places that are bought in a price band: none if the plan is in another."""
    offer, group, service, borough, band, year = index
    is_chosen = plan.bands.get((offer, group, service, year)) == band
    return plan.bought.get((offer, group, service, borough, year), 0) if is_chosen else 0


def _parts(made: Decisions, plan: Plan, index: Any) -> int:
    """What the parts of a penny in the price of places add up to."""
    (line,) = (line for line in made.case.offer(index[0]).lines if line.service == index[2])
    price = Fraction(line.bands[index[4]].unit_price)
    return ceil(_places(made, plan, index) * (price - floor(price)))


def _engaged(made: Decisions, plan: Plan, index: Any) -> int:
    outside = {offer.name: offer.provider for offer in made.case.offers if not offer.in_house}
    return int(any((outside.get(offer), year) == index for offer, _, year in plan.live))


VALUES: Mapping[str, Callable[[Decisions, Plan, Any], int]] = {  # by the symbol of the decision
    "J": lambda _, plan, index: int(index in plan.arrangements),
    "keep": lambda _, plan, index: int(index in plan.kept),
    "w": lambda _, plan, index: plan.used.get(index, 0),
    "z": lambda _, plan, index: int(index in plan.live),
    "start": _start,
    "u": _chosen,
    "x": _places,
    "pence": _parts,
    "engaged": _engaged,
    "t": lambda _, plan, index: plan.spent.get(index, 0),
    "carry": lambda _, plan, index: plan.carried.get(index, 0),
}
