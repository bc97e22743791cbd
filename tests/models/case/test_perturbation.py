"""One input changed by a share: all of its figures and no others, each rounded once."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction

import examples
import pytest

from models.case.perturbation import UNCERTAIN_INPUTS, perturbed
from models.case.types import Case
from optimiser.casefiles.reading import read

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
