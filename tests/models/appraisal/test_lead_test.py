"""A lead that is smaller than what the gaps leave open is reported; one that is larger is not. Calculated by hand.

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
    criteria = [criterion("recovery", measure="outcomes", low=0, high=100, gate=gate)]
    return world(options=[option("one"), option("two")], criteria=criteria)


def leads(bound: float | None, of: Case | None = None) -> tuple[str, ...]:
    measures = {name: {"outcomes": each, "present_cost": Fraction(1)} for name, each in FIGURES.items()}
    answers = {
        name: Answer(
            name, "outcomes", Status.WITHIN_GAP, objective_value=float(each), bound=bound if name == "two" else 50.0
        )
        for name, each in FIGURES.items()
    }
    return possible_leaders(of or case(), measures, answers)


@pytest.mark.parametrize(("bound", "expected"), [(49.9, ()), (49.99, ()), (50.05, ("two",)), (None, ())])
def test_an_option_could_lead_if_its_bound_is_beyond_the_leader(bound: float | None, expected: tuple[str, ...]) -> None:
    assert leads(bound) == expected


def test_an_option_that_fails_a_gate_at_its_bound_could_not_lead() -> None:
    """Neither reaches 60, so that nobody is preferred, and nobody could be."""
    assert leads(50.05, case(gate="60")) == ()
