"""Inputs that only give a programme more: the first aim is never worse in a richer case."""

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

BEST = Settings(gap=0.0)
AIMS = {"outcomes": 1, "cost": -1, "value": 1}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return read(small_case(tmp_path / "case")).case


def test_funding_demand_and_the_retained_back_office_are_known_to_be_monotone_and_nothing_else_is(case: Case) -> None:
    ways = {each.name: relaxing_direction(case, each.name) for each in UNCERTAIN_INPUTS}
    assert {name: way for name, way in ways.items() if way is not None} == {
        "funding": INCREASE,
        "demand": INCREASE,
        "back office retained": DECREASE,
    }


def test_demand_is_not_where_access_must_be_equal_because_every_share_has_another_base(case: Case) -> None:
    assert relaxing_direction(replace(case, access_gap=Fraction(1, 10)), "demand") is None


@pytest.mark.parametrize("objective", AIMS)
@pytest.mark.parametrize("name", ["funding", "demand", "back office retained"])
def test_a_richer_case_has_no_worse_a_best_plan(case: Case, name: str, objective: str) -> None:
    way = relaxing_direction(case, name)
    assert way is not None
    changes = sorted((Fraction(each, 100) for each in (-30, -4, 0, 6)), key=lambda by: by * way)
    for option in case.options:
        answers = [_best(perturbed(case, name, by), option.name, objective) for by in changes]
        values = [AIMS[objective] * answer.objective_value for answer in answers if answer.objective_value is not None]
        assert [answer.objective_value is None for answer in answers] == sorted(
            (a.objective_value is None for a in answers), reverse=True
        )
        assert all(poor <= rich + 1e-6 * abs(rich) for poor, rich in pairwise(values))


def _best(case: Case, option: str, objective: str) -> Answer:
    return solve(case, case.option(option), replace(BEST, objective=objective))
