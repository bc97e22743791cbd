"""The exact values of the three objectives of a plan: docs/model.md, section 5."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction

from models.audit.audited_plan import AuditedPlan
from models.case.money import discount_factor
from models.plan.ledger import Charge, ObjectiveValues


def objective_values(audited: AuditedPlan, charges: Iterable[Charge]) -> ObjectiveValues:
    """Weighted outcomes, and discounted cost and discounted net value in pence, of a plan's places and charges."""
    weighted, worth = Fraction(0), Fraction(0)
    for (service, year), outcomes in _outcomes(audited).items():
        factor = discount_factor(audited.case.discount_rate, year)
        weighted += audited.services[service].outcome_weight * outcomes
        worth += audited.services[service].value_per_outcome * outcomes * factor
    cost = _discounted_cost(audited, charges)
    return ObjectiveValues(weighted, cost, worth - cost)


def _outcomes(audited: AuditedPlan) -> dict[tuple[str, int], Fraction]:
    """Σ success rate · places, by (service, year)."""
    places_by_rate: defaultdict[tuple[str, int, Fraction], int] = defaultdict(int)
    for service, year, rate, places in _rated_places(audited):
        places_by_rate[service, year, rate] += places
    outcomes: defaultdict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for (service, year, rate), places in places_by_rate.items():
        outcomes[service, year] += rate * places
    return outcomes


def _rated_places(audited: AuditedPlan) -> Iterator[tuple[str, int, Fraction, int]]:
    """Every figure of places, as (service, year, success rate, places)."""
    rates = {(c.name, line.service): line.success_rate for c in audited.case.contracts for line in c.lines}
    for (contract, service, _, year), places in audited.plan.used.items():
        yield service, year, rates[contract, service], places
    for (offer, _, service, _, year), places in audited.plan.bought.items():
        yield service, year, audited.offer_lines[offer, service].success_rate, places


def _discounted_cost(audited: AuditedPlan, charges: Iterable[Charge]) -> Fraction:
    by_year: defaultdict[int, int] = defaultdict(int)
    for charge in charges:
        by_year[charge.year] += charge.amount
    rate = audited.case.discount_rate
    return sum((pence * discount_factor(rate, year) for year, pence in by_year.items()), Fraction(0))
