"""The three aims of a plan, exact: section 5 of the model. Not here: which is the first, and what is proven of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction

from models.audit.facts import Facts
from models.case.money import discount_factor
from models.plan.ledger import Charge, ObjectiveValues


def objectives(facts: Facts, charges: Iterable[Charge]) -> ObjectiveValues:
    """Weighted outcomes, discounted cost and discounted net value (pence), of the charges and places of a plan."""
    recovered = _outcomes(facts)
    weighted, worth = Fraction(0), Fraction(0)
    for (service, year), number in recovered.items():
        weighted += facts.services[service].outcome_weight * number
        worth += facts.services[service].value_per_outcome * number * discount_factor(facts.case.discount_rate, year)
    cost = _discounted(facts, charges)
    return ObjectiveValues(weighted, cost, worth - cost)


def _outcomes(facts: Facts) -> dict[tuple[str, int], Fraction]:
    """Success rate times places, by service and year."""
    places: defaultdict[tuple[str, int, Fraction], int] = defaultdict(int)
    for service, year, rate, number in _rated(facts):
        places[service, year, rate] += number
    outcomes: defaultdict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for (service, year, rate), number in places.items():
        outcomes[service, year] += rate * number
    return outcomes


def _rated(facts: Facts) -> Iterator[tuple[str, int, Fraction, int]]:
    rates = {(each.name, line.service): line.success_rate for each in facts.case.contracts for line in each.lines}
    for (contract, service, _, year), places in facts.plan.used.items():
        yield service, year, rates[contract, service], places
    for (offer, _, service, _, year), places in facts.plan.bought.items():
        yield service, year, facts.offer_lines[offer, service].success_rate, places


def _discounted(facts: Facts, charges: Iterable[Charge]) -> Fraction:
    by_year: defaultdict[int, int] = defaultdict(int)
    for charge in charges:
        by_year[charge.year] += charge.amount
    rate = facts.case.discount_rate
    return sum((amount * discount_factor(rate, year) for year, amount in by_year.items()), Fraction(0))
