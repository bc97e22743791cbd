"""Inputs that relax a case: the objective is never worse in the relaxed case."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from command_line import small_case

from models.case.monotonicity import DECREASE, INCREASE, relaxing_direction
from models.case.perturbation import UNCERTAIN_INPUTS, perturbed
from models.case.types import Case
from models.plan.plan import Answer
from optimiser.casefiles.reading import read
from optimiser.solving import solve
from optimiser.solving.settings import Settings

TO_OPTIMALITY = Settings(gap=0.0)
SIGNS = {"outcomes": 1, "cost": -1, "value": 1}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return read(small_case(tmp_path / "case")).case


def test_only_funding_demand_and_the_retained_back_office_have_a_proven_direction(case: Case) -> None:
    directions = {each.name: relaxing_direction(case, each.name) for each in UNCERTAIN_INPUTS}
    assert {name: direction for name, direction in directions.items() if direction is not None} == {
        "funding": INCREASE,
        "demand": INCREASE,
        "back office retained": DECREASE,
    }


def test_demand_has_no_proven_direction_if_there_is_an_access_gap(case: Case) -> None:
    assert relaxing_direction(replace(case, access_gap=Fraction(1, 10)), "demand") is None


@pytest.mark.parametrize("objective", SIGNS)
@pytest.mark.parametrize("name", ["funding", "demand", "back office retained"])
def test_the_best_plan_of_a_relaxed_case_is_no_worse(case: Case, name: str, objective: str) -> None:
    direction = relaxing_direction(case, name)
    assert direction is not None
    changes = sorted((Fraction(percent, 100) for percent in (-30, -4, 0, 6)), key=lambda by: by * direction)
    for option in case.options:
        answers = [_solved(perturbed(case, name, by), option.name, objective) for by in changes]
        values = [SIGNS[objective] * answer.objective_value for answer in answers if answer.objective_value is not None]
        assert [answer.objective_value is None for answer in answers] == sorted(
            (a.objective_value is None for a in answers), reverse=True
        )
        assert all(tighter <= relaxed + 1e-6 * abs(relaxed) for tighter, relaxed in pairwise(values))


def _solved(case: Case, option: str, objective: str) -> Answer:
    return solve(case, case.option(option), replace(TO_OPTIMALITY, objective=objective))
