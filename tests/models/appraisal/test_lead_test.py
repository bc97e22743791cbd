"""A lead that is smaller than what the gaps leave open is told; one that is larger is not. Reckoned by hand.

Two options scored on outcomes alone, from 0 to 100: 50 for the first and 49.9 for the second.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from world import criterion, option, world

from models.appraisal.lead_test import possible_leaders
from models.case.types import Case
from models.plan.plan import Answer, Status

FIGURES = {"one": Fraction(50), "two": Fraction(499, 10)}


def case(gate: str | None = None) -> Case:
    told = [criterion("recovery", measure="outcomes", low=0, high=100, gate=gate)]
    return world(options=[option("one"), option("two")], criteria=told)


def leads(bound: float | None, of: Case | None = None) -> tuple[str, ...]:
    measures = {name: {"outcomes": each, "present_cost": Fraction(1)} for name, each in FIGURES.items()}
    answers = {
        name: Answer(
            name, "outcomes", Status.WITHIN_GAP, objective_value=float(each), bound=bound if name == "two" else 50.0
        )
        for name, each in FIGURES.items()
    }
    return possible_leaders(of or case(), measures, answers)


@pytest.mark.parametrize(("bound", "told"), [(49.9, ()), (49.99, ()), (50.05, ("two",)), (None, ())])
def test_an_option_could_lead_where_its_bound_is_beyond_the_leader(bound: float | None, told: tuple[str, ...]) -> None:
    assert leads(bound) == told


def test_one_that_fails_a_gate_even_at_its_bound_could_not() -> None:
    """Neither reaches 60, so that nobody is preferred, and nobody could be."""
    assert leads(50.05, case(gate="60")) == ()
