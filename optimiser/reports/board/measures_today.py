"""Today's figures of the measures that today's contracts give by themselves, a year, in the measures' own units."""

from __future__ import annotations

from fractions import Fraction

from models.accounts.baseline import baseline
from models.case.money import round_half_up
from models.case.types import Case
from optimiser.reports.formats import to_pounds


def today(case: Case) -> dict[str, Fraction]:
    """By measure, where it can be known. Money in pounds, rounded once to the penny.

    Places are those held, not those used: today's use is not in the case.
    """
    everything = [line for contract in case.contracts for line in contract.lines]
    lines = [line for line in everything if not case.service(line.service).is_infrastructure]
    there = [contract for contract in case.contracts if not contract.in_house]
    places = Fraction(sum(line.places for line in lines))
    people = sum((case.service(line.service).people_per_place * line.places for line in lines), Fraction(0))
    outcomes = sum((line.success_rate * line.places for line in lines), Fraction(0))
    weighted = sum(
        (case.service(one.service).outcome_weight * one.success_rate * one.places for one in lines), Fraction(0)
    )
    cost = Fraction(baseline(case), 100)
    found = {
        "cost": cost,
        "places": places,
        "people": people,
        "outcomes": outcomes,
        "weighted_outcomes": weighted,
        "contracts": Fraction(len(there)),
        "providers": Fraction(len({contract.provider for contract in there})),
    }
    for name, over in (("unit_cost", places), ("cost_per_person", people), ("cost_per_outcome", outcomes)):
        if over:
            found[name] = to_pounds(round_half_up(100 * cost / over))
    return found
