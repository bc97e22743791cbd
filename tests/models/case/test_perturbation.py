"""One input changed by a share: all of its figures and no others, each rounded once.

And inputs that relax a case: the objective is never worse in the relaxed case.
"""

from __future__ import annotations

from dataclasses import fields, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import examples
import pytest
from command_line import small_case

from models.case.perturbation import DECREASE, INCREASE, UNCERTAIN_INPUTS, perturbed, relaxing_direction
from models.case.types import Case, SavingsTarget
from models.plan.plan import Answer
from optimiser.casefiles.reading import read
from optimiser.solving import solve
from optimiser.solving.settings import Settings

TO_OPTIMALITY = Settings(gap=0.0)
SIGNS = {"outcomes": 1, "cost": -1, "value": 1}
TENTH = Fraction(1, 10)
CHANGED_FIELDS = {
    "funding": {"funding"},
    "demand": {"demand"},
    "prices": {"offers"},
    "success rates": {"contracts", "offers"},
    "hub cost": {"options"},
    "back office retained": {"options"},
}


@pytest.fixture(scope="module")
def case() -> Case:
    return read(examples.INPUTS / "three-boroughs").case


@pytest.fixture
def small(tmp_path: Path) -> Case:
    return read(small_case(tmp_path / "case")).case


@pytest.mark.parametrize("name", CHANGED_FIELDS)
def test_only_the_tables_of_the_input_change(case: Case, name: str) -> None:
    moved = perturbed(case, name, -TENTH)
    assert {
        each.name for each in fields(Case) if getattr(moved, each.name) != getattr(case, each.name)
    } == CHANGED_FIELDS[name]
    assert perturbed(case, name, Fraction(0)) == case


def test_every_input_is_tested_here() -> None:
    assert {each.name for each in UNCERTAIN_INPUTS} == set(CHANGED_FIELDS)


def test_money_is_rounded_half_up_to_a_penny_and_places_to_a_whole(case: Case) -> None:
    by = Fraction(1, 3)
    assert perturbed(case, "funding", -by).funding[3].amounts[0] == 84_525_267  # 126,787,900 x 2/3 = 84,525,266.67
    assert perturbed(case, "demand", by).demand["Halton", "specialist prescribing"][0] == round(
        case.demand["Halton", "specialist prescribing"][0] * Fraction(4, 3)
    )
    line = perturbed(case, "prices", by).offer("Arch Halton renewed").lines[0]
    assert (line.bands[0].unit_price, line.annual_fee) == (58_512, 560)  # 43,884 and 420 pence by 4/3


def test_a_share_never_exceeds_one(case: Case) -> None:
    most = perturbed(case, "success rates", Fraction(100))
    assert {line.success_rate for offer in most.offers for line in offer.lines} <= {Fraction(0), Fraction(1)}
    kept = perturbed(case, "back office retained", Fraction(1))
    assert {hub_phase.back_office_retained for option in kept.options for hub_phase in option.hub_phases} == {
        Fraction(1)
    }


def test_contracts_that_run_keep_their_prices(case: Case) -> None:
    assert perturbed(case, "prices", TENTH).contracts == case.contracts


def test_a_case_without_hubs_has_no_hub_cost_to_change(case: Case) -> None:
    (hub_cost,) = (each for each in UNCERTAIN_INPUTS if each.name == "hub cost")
    portsmouth = read(examples.INPUTS / "portsmouth").case
    assert (hub_cost.applies_to(case), hub_cost.applies_to(portsmouth)) == (True, False)


def test_only_funding_demand_and_the_retained_back_office_have_a_proven_direction(small: Case) -> None:
    directions = {each.name: relaxing_direction(small, each.name) for each in UNCERTAIN_INPUTS}
    assert {name: direction for name, direction in directions.items() if direction is not None} == {
        "funding": INCREASE,
        "demand": INCREASE,
        "back office retained": DECREASE,
    }


def test_demand_has_no_proven_direction_if_there_is_an_access_gap(small: Case) -> None:
    assert relaxing_direction(replace(small, access_gap=Fraction(1, 10)), "demand") is None


def test_money_has_no_proven_direction_if_a_savings_target_leaves_out_a_stream(small: Case) -> None:
    name = small.funding[0].name
    target = SavingsTarget(small.funding[0].homes, False, True, (Fraction(0),) * small.horizon, (name,))
    left_out = replace(small, savings_targets=(target,))
    directions = {each.name: relaxing_direction(left_out, each.name) for each in UNCERTAIN_INPUTS}
    assert {name for name, direction in directions.items() if direction is not None} == {"demand"}


@pytest.mark.slow  # a case is solved to optimality twice for each
@pytest.mark.parametrize("objective", SIGNS)
@pytest.mark.parametrize("name", ["funding", "demand", "back office retained"])
def test_the_best_plan_of_a_relaxed_case_is_no_worse(small: Case, name: str, objective: str) -> None:
    direction = relaxing_direction(small, name)
    assert direction is not None
    changes = sorted((Fraction(percent, 100) for percent in (-30, -4, 0, 6)), key=lambda by: by * direction)
    for option in small.options:
        answers = [_solved(perturbed(small, name, by), option.name, objective) for by in changes]
        values = [SIGNS[objective] * answer.objective_value for answer in answers if answer.objective_value is not None]
        assert [answer.objective_value is None for answer in answers] == sorted(
            (a.objective_value is None for a in answers), reverse=True
        )
        assert all(tighter <= relaxed + 1e-6 * abs(relaxed) for tighter, relaxed in pairwise(values))


def _solved(case: Case, option: str, objective: str) -> Answer:
    return solve(case, case.option(option), replace(TO_OPTIMALITY, objective=objective))
