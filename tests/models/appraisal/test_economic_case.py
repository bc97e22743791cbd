"""The economic case, its payback and its savings targets, by hand on the worked example and on tiny worlds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import worked
from case_tables import faults_of, with_cells, write_folder
from plan_builder import build_plan
from world import borough, contract, hub_phase, option, saving, today, world

from models.appraisal.economic_case import COST_KIND_OF, EconomicCase, economic_case
from models.appraisal.measures import measure
from models.appraisal.payback import Payback, payback
from models.appraisal.savings_targets import target_savings
from models.audit import verify
from models.case.money import discount_factor
from models.case.types import Case
from models.case.vocabulary import COST_KINDS
from models.plan.ledger import ONE_OFF_KINDS, ChargeKind
from models.plan.plan import Plan
from optimiser.casefiles.reading import read

RATE = Fraction("0.035")

# HM Treasury, The Green Book: Appraisal and Evaluation in Central Government (2003), annex 6: factors at 3.5 %.
GREEN_BOOK = {0: "1.0000", 1: "0.9662", 2: "0.9335", 3: "0.9019", 4: "0.8714", 5: "0.8420", 10: "0.7089"}


def of(plan: Plan, case: Case | None = None) -> EconomicCase:
    there = case or worked.case()
    return economic_case(there, there.option(plan.option), plan, verify(there, plan))


def biased(**shares: str) -> Case:
    return replace(worked.case(), optimism_bias={kind: Fraction(share) for kind, share in shares.items()})


# Costs by kind, funding and surplus


def test_every_kind_of_charge_has_one_kind_of_cost() -> None:
    assert set(COST_KIND_OF) == set(ChargeKind)
    assert set(COST_KIND_OF.values()) == set(COST_KINDS)
    assert {kind for kind, of_cost in COST_KIND_OF.items() if of_cost == "transition"} == ONE_OFF_KINDS


def test_the_costs_of_a_year_are_given_by_kind() -> None:
    """Joint, second year: 20 places of day at 900, 4,000 for swap, 500 for links; a fee of 200; half of 4,000 of back
    office; the hub 2,000; K2 managed for 1,000 and the joint award for 1,500; start 300, exit 700, set-up 600.
    """
    assert dict(of(worked.joint()).years[1].costs) == {
        "provision": 18_000 + 4_000 + 500,
        "fees": 200,
        "back_office": 2_000,
        "hub": 2_000,
        "contract_management": 1_000 + 1_500,
        "transition": 300 + 700 + 600,
    }


def test_the_surplus_is_what_is_neither_spent_nor_carried() -> None:
    """Both grants are 70,000 a year. As is costs 20,500; joint keeps 50 of its first year for its second, of 30,800."""
    assert [year.surplus for year in of(worked.as_is()).years] == [49_500, 49_500]
    assert [(year.carried_forward, year.brought_forward, year.surplus) for year in of(worked.joint()).years] == [
        (50, 0, 49_450),
        (0, 50, 39_250),
    ]


# Savings


def test_the_saving_is_recurrent_saving_less_one_off_costs_without_lapsed_money() -> None:
    """The baseline is 20,500. Day has 10 places today for 10,000: 10 more are worth 10,000; swap has 20 as today."""
    year = of(worked.joint()).years[1]
    assert (year.saving, year.transition, year.saving_recurrent) == (-10_300, 1_600, -8_700)
    assert (year.service_reduction, year.efficiency) == (-10_000, 1_300)
    assert year.lapsed == 21_650


def test_places_left_unused_are_service_lost() -> None:
    """18 of 20 places of swap in the first year, each at 200."""
    assert [year.service_reduction for year in of(worked.as_is()).years] == [400, 0]


@pytest.mark.parametrize("name", ["as is", "joint"])
def test_each_figure_summed_over_the_years_is_the_measure_of_its_name(name: str) -> None:
    result = worked.run().results[name]
    assert result.answer.plan is not None
    assert result.measures is not None
    found = of(result.answer.plan)
    assert {
        "cost": found.total(lambda year: year.cost),
        "present_cost": found.total(lambda year: year.present_cost),
        "saving": found.total(lambda year: year.saving),
        "saving_recurrent": found.total(lambda year: year.saving_recurrent),
        "service_change": found.total(lambda year: year.service_change),
        "efficiency": found.total(lambda year: year.efficiency),
        "places": found.total(lambda year: year.places),
        "outcomes": found.total(lambda year: year.outcomes),
        "transition_cost": found.total(lambda year: year.transition),
        "unspent": found.total(lambda year: year.surplus),
        "lapsed": found.total(lambda year: year.lapsed),
    } == {
        name: result.measures[name]
        for name in (
            *("cost", "present_cost", "saving", "saving_recurrent", "service_change", "efficiency", "places"),
            *("outcomes", "transition_cost", "unspent", "lapsed"),
        )
    }


# Present values


@pytest.mark.parametrize(("year", "factor"), GREEN_BOOK.items())
def test_a_discount_factor_is_that_of_the_green_book(year: int, factor: str) -> None:
    assert f"{float(discount_factor(RATE, year)):.4f}" == factor


def test_a_present_value_is_that_of_the_green_books_factors() -> None:
    """£1,000 a year for six years: 1.0000 + 0.9662 + 0.9335 + 0.9019 + 0.8714 + 0.8420 = 5.5150, so £5,515."""
    case = world(
        horizon=6, rate=RATE, contracts=[contract("K", "P", today("day", places=10, cost=100_000))], services="day"
    )
    plan = build_plan(case, kept=[("K", year) for year in case.years])
    found = of(plan, case)
    assert [f"{float(year.present_cost / 100):.1f}" for year in found.years] == [
        *("1000.0", "966.2", "933.5", "901.9", "871.4", "842.0"),
    ]
    assert f"{float(found.total(lambda year: year.present_cost) / 100):.0f}" == "5515"


def test_the_net_present_value_is_the_difference_of_the_nets() -> None:
    """An outcome of day is worth 10,000, at four fifths in the second year. As is: 1 a year; joint: 1, then 4."""
    as_is, joint = of(worked.as_is()), of(worked.joint())
    nets = [one.total(lambda year: year.net) for one in (as_is, joint)]
    assert nets == [18_000 - 36_900, 42_000 - 45_140]
    measured = measure(
        worked.case(),
        worked.case().option("joint"),
        worked.joint(),
        worked.ledger(worked.joint()),
        worked.ledger(worked.as_is()),
    )
    assert measured["net_present_value"] == nets[1] - nets[0] == 15_760


# Optimism bias


def test_optimism_bias_raises_its_own_kind_of_cost_alone() -> None:
    """A tenth of 22,500 of provision, and 30 % of 1,600 of transition."""
    year = of(worked.joint(), biased(provision="0.1", transition="0.3")).years[1]
    assert dict(year.bias) == {"provision": 2_250, "transition": 480}
    assert (year.cost, year.cost_with_bias, year.transition_with_bias) == (30_800, 33_530, 2_080)
    assert (year.present_cost, year.present_cost_with_bias) == (24_640, 26_824)
    assert (year.net, year.net_with_bias) == (32_000 - 24_640, 32_000 - 26_824)


def test_optimism_bias_moves_no_measure_and_no_charge() -> None:
    case, plan = biased(provision="2", hub="1"), worked.joint()
    option_, ledger, reference = case.option("joint"), verify(case, plan), worked.ledger(worked.as_is())
    assert ledger == worked.ledger(plan)
    assert measure(case, option_, plan, ledger, reference) == measure(
        worked.case(), option_, plan, worked.ledger(plan), reference
    )


def test_optimism_bias_that_is_not_a_whole_penny_is_kept_exact() -> None:
    year = of(worked.joint(), biased(contract_management="1/3")).years[1]
    assert year.cost_with_bias == 30_800 + Fraction(2_500, 3)


def test_a_case_may_set_optimism_bias_for_some_kinds(tmp_path: Path) -> None:
    path = write_folder(
        tmp_path,
        with_cells(("settings", 0, "setting", "optimism_bias_hub"), ("settings", 0, "value", "0.125")),
    )
    assert dict(read(path).case.optimism_bias) == {"hub": Fraction(1, 8)}


def test_a_case_without_any_has_none(tmp_path: Path) -> None:
    assert dict(read(write_folder(tmp_path, with_cells())).case.optimism_bias) == {}


def test_a_percentage_typed_for_a_share_is_refused(tmp_path: Path) -> None:
    path = write_folder(
        tmp_path,
        with_cells(("settings", 0, "setting", "optimism_bias_provision"), ("settings", 0, "value", "10")),
    )
    assert [fault.location for fault in faults_of(path)] == ['settings.csv, line 2, column "value"']


# Payback


def changing(
    saved: tuple[int, ...], setup: int, *, again: int = 0, bias: str = ""
) -> tuple[EconomicCase, EconomicCase]:
    """An option with a hub that costs less than the reference's contract, 10,000 a year, after a set-up cost.

    `saved`: what it saves in each year, the first and the last being free; `again`: a set-up cost in the last year.
    """
    years = len(saved)
    rows = [hub_phase("hub", annual_cost=10_000 - saved[0], setup_cost=setup)]
    rows += [hub_phase("hub", "B", annual_cost=saved[0] - saved[-1], setup_cost=again, first=years - 1)]
    case = world(
        boroughs=[borough("A"), borough("B")],
        horizon=years,
        rate="0.25",
        contracts=[contract("K", "P", today("day", "A", places=0, cost=10_000), in_house=True)],
        options=[option("as is"), option("hub", hub_phases=[replace(rows[0], boroughs=("A",)), rows[1]])],
    )
    case = replace(case, optimism_bias={"transition": Fraction(bias)} if bias else {})
    before = build_plan(case, option="as is", kept=[("K", year) for year in case.years])
    return of(build_plan(case, option="hub"), case), of(before, case)


def test_the_cost_of_change_is_paid_back_in_the_first_year_whose_savings_cover_it() -> None:
    """600 a year against 1,500: 600, 1,200, 1,800."""
    own, reference = changing((600, 600, 600, 600), 1_500)
    found = payback(own, reference)
    assert (found.due, found.cumulative_saving) == (1_500, (600, 1_200, 1_800, 2_400))
    assert (found.covered, found.year) == ((False, False, True, True), 2)


def test_a_cost_covered_to_the_penny_is_paid_back() -> None:
    own, reference = changing((500, 500, 500, 500), 1_500)
    assert payback(own, reference).year == 2


def test_discounted_savings_take_longer() -> None:
    """600, 480, 384, 307.20: 1,464 after three years, 1,771.20 after four."""
    own, reference = changing((600, 600, 600, 600), 1_500)
    found = payback(own, reference, discounted=True)
    assert found.cumulative_saving == (600, 1_080, 1_464, Fraction("1771.2"))
    assert found.year == 3


def test_a_cost_that_is_never_covered_has_no_year() -> None:
    own, reference = changing((300, 300), 1_500)
    found = payback(own, reference)
    assert (found.needed, found.year) == (True, None)


def test_a_later_transition_cost_must_be_covered_too() -> None:
    """600 a year would cover 1,000 by the second year; 700 more fall due in the third."""
    own, reference = changing((600, 600, 600), 1_000, again=700)
    found = payback(own, reference)
    assert (found.due, found.transition, found.year) == (1_700, (1_000, 0, 700), 2)


def test_a_cost_that_is_covered_only_for_a_time_is_not_paid_back() -> None:
    found = Payback(saved=tuple(map(Fraction, (900, -400, 600))), transition=tuple(map(Fraction, (800, 0, 0))))
    assert (found.cumulative_saving, found.covered, found.year) == ((900, 500, 1_100), (False, False, True), 2)


def test_optimism_bias_on_the_transition_takes_longer_to_pay_back() -> None:
    own, reference = changing((600, 600, 600, 600), 1_500, bias="0.5")
    assert payback(own, reference).year == 2
    assert payback(own, reference, with_bias=True).due == 2_250
    assert payback(own, reference, with_bias=True).year == 3


def test_the_reference_has_nothing_to_pay_back() -> None:
    _, reference = changing((600, 600), 1_500)
    found = payback(reference, reference)
    assert (found.due, found.needed, found.year) == (0, False, None)


def test_an_option_with_less_transition_cost_than_the_reference_has_nothing_to_pay_back() -> None:
    own, reference = changing((600, 600), 1_500)
    assert (payback(reference, own).due, payback(reference, own).year) == (-1_500, None)


# Savings targets


def test_a_target_is_over_its_scope_in_its_years_and_a_percentage_is_rounded_down() -> None:
    """A: 3,000 of back office, 10,000 for K1, half of K2's 4,000, 500 for links; 1,000 to manage K1, 500 for K2."""
    rows = (saving("A", (None, Fraction("0.1234567")), percentage=True), saving("A B", (0, 900), one_off=False))
    first, second = target_savings(replace(worked.case(), savings_targets=rows))
    assert (first.baseline, first.required) == (17_000, (None, 2_098))
    assert (second.baseline, second.required) == (20_500, (0, 900))


def test_a_saving_counts_what_a_stream_that_is_left_out_does_not_spend_as_spent() -> None:
    """A's grant has 40,000 a year; the other grant belongs to B."""
    plan, case = worked.as_is(), worked.case()
    spent = sum(pence for (f, *_, year), pence in plan.spent.items() if (f, year) == (0, 0))
    rows = (saving("A", (0, 0)), saving("A", (0, 0), not_kept="grant"))
    kept, not_kept = (
        target.saved(case, plan, worked.ledger(plan))[0]
        for target in target_savings(replace(case, savings_targets=rows))
    )
    assert (kept, not_kept) == (0, spent - 40_000)


def test_a_saving_leaves_one_off_costs_out_if_the_target_does() -> None:
    rows = (saving("A B", (0, 0)), saving("A B", (0, 0), one_off=False))
    case, plan = replace(worked.case(), savings_targets=rows), worked.joint()
    ledger = worked.ledger(plan)
    assert [target.saved(case, plan, ledger) for target in target_savings(case)] == [(0, -10_300), (0, -8_700)]


def test_a_row_that_asks_for_nothing_in_any_year_is_no_target() -> None:
    assert target_savings(replace(worked.case(), savings_targets=(saving("A", (None, None)),))) == ()
