"""A plan of the run meets every row of the second programme exactly, and a plan that misses a rule is told which."""

from __future__ import annotations

from dataclasses import replace

import pytest
from odd_figures import with_odd_figures
from tiny_cases import tiny_case
from tiny_streams import tiny_case_leaving_out

from models.second_programme import second_programme
from optimiser.solving import solve
from optimiser.solving.settings import Settings


@pytest.mark.parametrize("number", range(24))
@pytest.mark.parametrize("make", [tiny_case, tiny_case_leaving_out, with_odd_figures])
def test_the_plan_of_the_run_meets_every_row(make, number):
    case = make(number)
    plan = solve(case, case.options[0], Settings(gap=0.0)).plan
    if plan is not None:
        assert second_programme(case, case.options[0], case.objective).missed_rule(plan) == ""


def test_a_plan_that_pays_a_penny_too_little_misses_its_rule():
    case = tiny_case(0)
    plan = solve(case, case.options[0], Settings(gap=0.0)).plan
    written = second_programme(case, case.options[0], case.objective)
    key = next(iter(plan.spent))
    assert written.missed_rule(replace(plan, spent={**plan.spent, key: plan.spent[key] - 1})) == "paid_in_full"
    assert written.missed_rule(replace(plan, spent={})) != ""
