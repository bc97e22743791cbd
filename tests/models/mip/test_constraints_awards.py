"""The constraints on new contracts, each met, just broken and not applicable: rows against plans made by hand."""

from __future__ import annotations

from plan_builder import build_plan
from plan_in_model import plan_in_variables, rows_if_met, rows_of, rows_violated, variables_of
from world import arrangement, contract, line, offer, option, service, today, world

from models.case.types import Case, Contract, Offer

BANDED = offer("O", "P", line("day", bands=((2, 100), (4, 90), (6, 80))))
VOICE = service("voice", tier=1, independent=True)


def _case(
    *offers: Offer,
    horizon: int = 1,
    demand: int = 10,
    contracts: tuple[Contract, ...] = (),
) -> Case:
    """A and B, which may contract a day service jointly; an independent voice; two options."""
    only = option("only", level=2, arrangements=[arrangement("day", "A B")])
    return world(
        "A B",
        ("day", "bed", VOICE),
        horizon,
        demand=demand,
        offers=offers,
        contracts=contracts,
        options=[only, option("other")],
    )


def test_offer_open_is_met_from_the_year_it_opens() -> None:
    case = _case(offer("O", "P", line("bed"), first=1), horizon=3)
    plan = build_plan(case, live=[("O", "A", 1), ("O", "A", 2)])
    assert rows_if_met("offer_open", case, plan) == []
    assert {1, 2} == {year for _, _, year in variables_of(case).live}


def test_offer_open_is_broken_a_year_early_and_met_by_creating_no_variable_for_that_year() -> None:
    case = _case(offer("O", "P", line("bed"), first=1), horizon=3)
    placed = plan_in_variables(case, build_plan(case, live=[("O", "A", 0), ("O", "A", 1)]))
    assert ("award", ("O", ("A",), 0)) in placed.not_expressible


def test_offer_open_leaves_out_offers_of_other_options_and_boroughs_not_served() -> None:
    case = _case(offer("O", "P", line("day"), options="other"), offer("X", "P", line("day"), boroughs="B"))
    assert {("X", ("B",))} == {key[:2] for key in variables_of(case, "only").live}
    assert {("O", ("A",)), ("O", ("B",)), ("X", ("B",))} == {key[:2] for key in variables_of(case, "other").live}


def test_offer_open_does_not_apply_to_an_offer_open_before_the_first_year() -> None:
    case = _case(offer("O", "P", line("bed"), first=-1), horizon=2)
    assert {0, 1} == {year for _, _, year in variables_of(case).live}


def test_price_band_is_met_at_the_least_and_at_the_most_places_of_a_band() -> None:
    case = _case(BANDED)
    for places in (4, 5):
        plan = build_plan(case, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): places})
        assert plan.bands["O", ("A",), "day", 0] == 1
        assert ("O", ("A",), "day", 1, 0, "most") in rows_if_met("price_band", case, plan)


def test_price_band_is_broken_by_one_place_too_many_for_the_band() -> None:
    case = _case(BANDED)
    bought, bands = {("O", "A B", "day", "A", 0): 3, ("O", "A B", "day", "B", 0): 3}, {("O", "A B", "day", 0): 1}
    plan = build_plan(case, joint=[("day", "A B", 0)], live=[("O", "A B", 0)], bought=bought, bands=bands)
    assert rows_violated("price_band", case, plan) == [("O", ("A", "B"), "day", 1, 0, "most")]


def test_one_borough_s_places_are_kept_within_the_band_by_their_upper_bound() -> None:
    case = _case(BANDED)
    bought = {("O", "A", "day", "A", 0): 6}
    placed = plan_in_variables(
        case, build_plan(case, live=[("O", "A", 0)], bought=bought, bands={("O", "A", "day", 0): 1})
    )
    assert placed.violated_rows("price_band") == [("O", ("A",), "day", 1, 0, "most")]
    assert [kind for kind, _ in placed.not_expressible] == ["bounds"]


def test_price_band_is_broken_by_one_place_too_few_for_the_band() -> None:
    case = _case(BANDED)
    bought = {("O", "A", "day", "A", 0): 3}
    plan = build_plan(case, live=[("O", "A", 0)], bought=bought, bands={("O", "A", "day", 0): 1})
    assert rows_violated("price_band", case, plan) == [("O", ("A",), "day", 1, 0, "least")]


def test_price_band_is_broken_by_a_live_contract_short_of_its_first_band() -> None:
    case = _case(BANDED)
    plan = build_plan(case, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): 1})
    assert rows_violated("price_band", case, plan) == [("O", ("A",), "day", 0, 0, "least")]


def test_price_band_counts_the_places_of_all_boroughs_of_an_award() -> None:
    case = _case(BANDED)
    bought = {("O", "A B", "day", "A", 0): 3, ("O", "A B", "day", "B", 0): 3}
    plan = build_plan(case, joint=[("day", "A B", 0)], live=[("O", "A B", 0)], bought=bought)
    assert plan.bands["O", ("A", "B"), "day", 0] == 2
    assert ("O", ("A", "B"), "day", 2, 0, "least") in rows_if_met("price_band", case, plan)


def test_price_band_is_broken_by_places_of_a_contract_that_is_not_live() -> None:
    case = _case(offer("O", "P", line("day")))
    plan = build_plan(case, bought={("O", "A", "day", "A", 0): 1})
    assert rows_violated("price_band", case, plan) == [("O", ("A",), "day", 0, 0, "most")]


def test_price_band_is_broken_by_a_bundle_that_is_not_taken_whole() -> None:
    case = _case(offer("O", "P", line("day"), line("bed")))
    plan = build_plan(case, live=[("O", "A", 0)])
    assert ("O", ("A",), "bed", 0) in rows_if_met("price_band", case, plan)
    del plan.bands["O", ("A",), "bed", 0]  # type: ignore[attr-defined]
    assert rows_violated("price_band", case, plan) == [("O", ("A",), "bed", 0)]


def test_price_band_does_not_apply_if_nothing_is_on_offer() -> None:
    assert rows_of("price_band", _case()) == []


def test_a_band_that_demand_or_capacity_cannot_reach_is_left_out() -> None:
    assert {0, 1} == {key[3] for key in variables_of(_case(BANDED, demand=5)).band if len(key[1]) == 1}
    scarce = offer("O", "P", line("day", bands=((2, 100), (4, 90), (6, 80)), capacity=3))
    assert {0} == {key[3] for key in variables_of(_case(scarce)).band}


def test_an_offer_whose_first_band_demand_cannot_reach_is_left_out() -> None:
    assert variables_of(world(demand=1, offers=[BANDED])).live == {}


def test_capacity_is_met_by_as_many_places_as_there_are() -> None:
    case = _case(offer("O", "P", line("day", capacity=4)))
    bought = {("O", "A", "day", "A", 0): 1, ("O", "B", "day", "B", 0): 3}
    plan = build_plan(case, live=[("O", "A", 0), ("O", "B", 0)], bought=bought)
    assert rows_if_met("capacity", case, plan) == [("O", "day", 0)]


def test_capacity_is_broken_by_one_place_more_over_two_awards() -> None:
    case = _case(offer("O", "P", line("day", capacity=4)))
    bought = {("O", "A", "day", "A", 0): 2, ("O", "B", "day", "B", 0): 3}
    plan = build_plan(case, live=[("O", "A", 0), ("O", "B", 0)], bought=bought)
    assert rows_violated("capacity", case, plan) == [("O", "day", 0)]


def test_capacity_does_not_apply_without_a_limit() -> None:
    assert rows_of("capacity", _case(offer("O", "P", line("day")))) == []


def test_minimum_term_is_met_to_the_year() -> None:
    case = _case(offer("O", "P", line("bed"), term=2), horizon=4)
    plan = build_plan(case, live=[("O", "A", 0), ("O", "A", 1)])
    assert ("O", ("A",), 1, "lasts") in rows_if_met("minimum_term", case, plan)


def test_minimum_term_is_broken_by_a_contract_a_year_short() -> None:
    case = _case(offer("O", "P", line("bed"), term=3), horizon=4)
    plan = build_plan(case, live=[("O", "A", 0), ("O", "A", 1)])
    assert rows_violated("minimum_term", case, plan) == [("O", ("A",), 2, "lasts")]


def test_minimum_term_does_not_apply_beyond_the_horizon() -> None:
    case = _case(offer("O", "P", line("bed"), term=5), horizon=3)
    plan = build_plan(case, live=[("O", "A", 2)])
    assert ("O", ("A",), 2, "lasts") in rows_if_met("minimum_term", case, plan)


def test_minimum_term_counts_a_start_exactly_if_a_contract_rises() -> None:
    case = _case(offer("O", "P", line("bed")), horizon=3)
    placed = plan_in_variables(case, build_plan(case, live=[("O", "A", 0), ("O", "A", 2)]))
    assert placed.violated_rows("minimum_term") == []
    placed.variables.start["O", ("A",), 2].varValue = 0
    assert placed.violated_rows("minimum_term") == [("O", ("A",), 2, "rises")]
    placed.variables.start["O", ("A",), 2].varValue = 1
    placed.variables.start["O", ("A",), 1].varValue = 1
    assert placed.violated_rows("minimum_term") == [("O", ("A",), 1, "anew"), ("O", ("A",), 1, "lasts")]


def test_minimum_term_forbids_a_start_before_a_year_without_demand() -> None:
    case = world(horizon=3, demand=(5, 0, 5), offers=[offer("O", "P", line("day", bands=((1, 100),)), term=2)])
    assert {0, 2} == {year for _, _, year in variables_of(case).live}
    plan = build_plan(case, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): 1})
    assert rows_violated("minimum_term", case, plan) == [("O", ("A",), 1, "lasts")]


def test_independence_is_met_if_the_provider_serves_another_borough() -> None:
    case = _case(offer("V", "P", line("voice")), offer("O", "P", line("bed")))
    plan = build_plan(case, live=[("V", "A", 0), ("O", "B", 0)])
    assert ("V", ("A",), "O", ("A",), 0) in rows_if_met("independence", case, plan)


def test_independence_is_broken_if_the_provider_has_another_contract_there() -> None:
    case = _case(offer("V", "P", line("voice")), offer("O", "P", line("bed")))
    plan = build_plan(case, live=[("V", "A", 0), ("O", "A", 0)])
    assert rows_violated("independence", case, plan) == [("V", ("A",), "O", ("A",), 0)]


def test_independence_is_broken_if_the_provider_runs_a_contract_of_today_there() -> None:
    case = _case(offer("V", "P", line("voice")), contracts=(contract("K", "P", today("bed", "A")),))
    kept = build_plan(case, kept=[("K", 0)], live=[("V", "A", 0)])
    assert rows_violated("independence", case, kept) == [("V", ("A",), "K", 0)]
    ended = build_plan(case, live=[("V", "A", 0)])
    assert rows_if_met("independence", case, ended) == [("V", ("A",), "K", 0)]


def test_independence_is_broken_by_a_bundle_with_another_service() -> None:
    case = _case(offer("V", "P", line("voice"), line("bed")))
    assert rows_violated("independence", case, build_plan(case, live=[("V", "A", 0)])) == [("V", ("A",), 0)]


def test_independence_does_not_apply_to_contracts_of_today_nor_to_other_services() -> None:
    both = contract("K", "P", today("voice", "A"), today("bed", "A"))
    case = _case(offer("O", "P", line("day")), offer("X", "P", line("bed")), contracts=(both,))
    plan = build_plan(case, kept=[("K", 0)], live=[("O", "A", 0), ("X", "A", 0)])
    assert rows_if_met("independence", case, plan) == []
