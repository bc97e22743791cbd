"""What a plan is charged, to the penny, against sums done by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from plan_builder import build_plan
from world import arrangement, borough, contract, hub_phase, line, offer, option, service, today, world

from models.audit import baseline, verify
from models.case.types import Case
from models.plan.ledger import ChargeKind
from models.plan.plan import Plan

THREE = (borough("A", share=1), borough("B", share=1), borough("C", share=1))


def _charged(case: Case, plan: Plan, kind: ChargeKind) -> dict[tuple[str, str, int], int]:
    """Pence of one kind by borough, service and year."""
    total: Counter[tuple[str, str, int]] = Counter()
    for charge in verify(case, plan).charges:
        if charge.kind is kind:
            total[charge.borough, charge.service, charge.year] += charge.amount
    return dict(total)


def test_a_shared_cost_is_split_by_largest_remainder_and_ties_go_to_the_earlier_borough() -> None:
    case = world(
        (borough("A", share=3), borough("B", share=2), borough("C", share=2)),
        contracts=[contract("K", "P", today("day", "A B C", cost=102, exit_cost=1))],
    )
    # 102 * 3/7 = 43.71, 102 * 2/7 = 29.14 twice: floors sum to 101, and A has the largest remainder.
    kept = build_plan(case, kept=[("K", 0)])
    assert _charged(case, kept, ChargeKind.ANNUAL_COST) == {
        ("A", "day", 0): 44,
        ("B", "day", 0): 29,
        ("C", "day", 0): 29,
    }
    # 1 * 3/7 = 0.43: A again.
    assert _charged(case, build_plan(case), ChargeKind.EXIT_COST) == {("A", "day", 0): 1}
    equal = world(THREE, contracts=[contract("K", "P", today("day", "C B", cost=7))])
    assert _charged(equal, build_plan(equal, kept=[("K", 0)]), ChargeKind.ANNUAL_COST) == {
        ("B", "day", 0): 4,
        ("C", "day", 0): 3,
    }


def test_if_no_borough_has_a_cost_share_a_cost_is_split_equally() -> None:
    case = world(
        (borough("A", share=0), borough("B", share=0), borough("C", share=5)),
        contracts=[contract("K", "P", today("day", "A B", cost=9))],
    )
    assert _charged(case, build_plan(case, kept=[("K", 0)]), ChargeKind.ANNUAL_COST) == {
        ("A", "day", 0): 5,
        ("B", "day", 0): 4,
    }


def test_an_award_is_charged_its_places_to_who_buys_them_and_its_fee_and_start_to_all_its_boroughs() -> None:
    case = world(
        (borough("A", share=2), borough("B", share=1)),
        horizon=2,
        offers=[offer("O", "P", line("day", bands=((0, 1000), (3, 900)), fee=100, start=50))],
        options=[option("joint", level=2, arrangements=[arrangement("day", "A B")])],
    )
    plan = build_plan(
        case,
        joint=[("day", "A B", 0), ("day", "A B", 1)],
        live=[("O", "A B", 0), ("O", "A B", 1)],
        bought={("O", "A B", "day", "A", 0): 2, ("O", "A B", "day", "B", 0): 1, ("O", "A B", "day", "A", 1): 2},
    )
    assert _charged(case, plan, ChargeKind.UNIT_PRICE) == {
        ("A", "day", 0): 1800,
        ("B", "day", 0): 900,
        ("A", "day", 1): 2000,
    }
    fees = {("A", "day", 0): 67, ("B", "day", 0): 33, ("A", "day", 1): 67, ("B", "day", 1): 33}
    assert _charged(case, plan, ChargeKind.ANNUAL_FEE) == fees
    assert _charged(case, plan, ChargeKind.START_COST) == {
        ("A", "day", 0): 33,
        ("B", "day", 0): 17,
    }  # in the first year only


def test_an_award_taken_up_again_pays_to_start_again() -> None:
    case = world(horizon=3, offers=[offer("O", "P", line("day", start=5))])
    plan = build_plan(case, live=[("O", "A", 0), ("O", "A", 2)])
    assert _charged(case, plan, ChargeKind.START_COST) == {("A", "day", 0): 5, ("A", "day", 2): 5}


def test_leaving_a_contract_costs_something_only_up_to_its_end() -> None:
    lines = (today("day", "A", exit_cost=50), today("bed", "A", exit_cost=7))
    case = world(services=("day", "bed"), horizon=3, contracts=[contract("K", "P", *lines, ends=1)])
    early, late = build_plan(case, kept=[("K", 0)]), build_plan(case, kept=[("K", 0), ("K", 1)])
    assert _charged(case, early, ChargeKind.EXIT_COST) == {("A", "day", 1): 50, ("A", "bed", 1): 7}
    assert _charged(case, late, ChargeKind.EXIT_COST) == {}
    assert _charged(case, build_plan(case), ChargeKind.EXIT_COST) == {("A", "day", 0): 50, ("A", "bed", 0): 7}


def test_managing_a_contract_is_charged_once_a_contract_and_shared_over_all_its_boroughs() -> None:
    case = world(
        THREE,
        ("day", "bed"),
        management=100,
        contracts=[
            contract("K", "P", today("day", "A B"), today("bed", "B C")),
            contract("own", "A council", today("day", "A"), in_house=True),
        ],
        offers=[offer("O", "P", line("day"), line("bed")), offer("staff", "Q", line("day"), in_house=True)],
    )
    plan = build_plan(case, kept=[("K", 0), ("own", 0)], live=[("O", "C", 0), ("staff", "A", 0)])
    charged = {("A", "commissioning", 0): 34, ("B", "commissioning", 0): 33, ("C", "commissioning", 0): 133}
    assert _charged(case, plan, ChargeKind.CONTRACT_MANAGEMENT) == charged


def test_a_joint_award_pays_the_joint_contract_cost_in_place_of_contract_management() -> None:
    case = world(
        THREE,
        management=100,
        offers=[offer("O", "P", line("day")), offer("staff", "Q", line("day"), in_house=True)],
        options=[option("joint", level=2, joint_cost=500, arrangements=[arrangement("day", required=True)])],
    )
    plan = build_plan(case, joint=[("day", "A B C", 0)], live=[("O", "A B C", 0), ("staff", "A B C", 0)])
    assert _charged(case, plan, ChargeKind.CONTRACT_MANAGEMENT) == {}
    shares = {("A", "commissioning", 0): 167, ("B", "commissioning", 0): 167, ("C", "commissioning", 0): 166}
    assert _charged(case, plan, ChargeKind.JOINT_CONTRACT) == shares


def test_a_hub_is_shared_over_its_members_of_the_year_and_each_row_pays_its_own_set_up() -> None:
    case = world(
        (borough("A", share=1, back_office=101), borough("B", share=2, back_office=80), borough("C", back_office=60)),
        horizon=2,
        options=[
            option(
                hub_phases=[
                    hub_phase("hub", "A B", annual_cost=300, setup_cost=90, retained="1/2", first=-1),
                    hub_phase("hub", "C", annual_cost=101, setup_cost=40, retained="0", first=1),
                ]
            )
        ],
    )
    plan = build_plan(case)
    kept = {("A", 0): 51, ("B", 0): 40, ("C", 0): 60, ("A", 1): 51, ("B", 1): 40}  # half of 101 is 50.5, half up
    back_office = {(name, "commissioning", year): cost for (name, year), cost in kept.items()}
    assert _charged(case, plan, ChargeKind.BACK_OFFICE) == back_office
    # 300 over A and B; then 401 over A, B, C by 1:2:1 is 100.25, 200.5, 100.25
    hub = {("A", 0): 100, ("B", 0): 200, ("A", 1): 100, ("B", 1): 201, ("C", 1): 100}
    assert _charged(case, plan, ChargeKind.HUB) == {
        (name, "commissioning", year): cost for (name, year), cost in hub.items()
    }
    assert _charged(case, plan, ChargeKind.SET_UP) == {
        ("C", "commissioning", 1): 40
    }  # the first row's lies in the past


def test_the_baseline_is_a_year_of_all_of_todays_contracts_as_charged_to_the_boroughs_asked_for() -> None:
    case = world(
        (borough("A", back_office=1000), borough("B", back_office=500)),
        management=61,
        contracts=[
            contract("K", "P", today("day", "A B", cost=101), ends=0),
            contract("own", "A", today("day", "A", cost=7), in_house=True),
        ],
    )
    assert baseline(case, ["A"]) == 1000 + 51 + 31 + 7
    assert baseline(case, ["B"]) == 500 + 50 + 30
    assert baseline(case, ["A", "B"]) == 1669


def test_the_objectives_are_exact_and_discounted_from_the_second_year() -> None:
    case = world(
        (borough("A", back_office=1000),),
        (service("day", weight="1/3", value=600),),
        2,
        rate="0.035",
        contracts=[contract("K", "P", today("day", "A", cost=100, success="1/10"), ends=0)],
        offers=[offer("O", "P", line("day", price=50, success="1/4"), first=1)],
    )
    plan = build_plan(
        case,
        kept=[("K", 0)],
        used={("K", "day", "A", 0): 5},
        live=[("O", "A", 1)],
        bought={("O", "A", "day", "A", 1): 2},
    )
    objectives = verify(case, plan).objectives
    later = Fraction(1000, 1035)
    assert objectives.outcomes == Fraction(1, 3) * (Fraction(5, 10) + Fraction(2, 4))
    assert objectives.cost == 1100 + 1100 * later
    assert objectives.value == 300 + 300 * later - objectives.cost
    assert objectives.of("value") == objectives.value
    assert objectives.of("outcomes") == objectives.outcomes
    limited = verify(replace(case, most_per_outcome=700), plan).objectives
    assert limited.of("outcomes") == objectives.outcomes - objectives.cost / 700
    assert (limited.outcomes, limited.secondary_to("cost")) == (objectives.outcomes, objectives.outcomes)


def test_a_charge_names_what_it_is_for() -> None:
    case = world(
        (borough("A", back_office=5), "B"),
        ("day", "bed"),
        contracts=[contract("K", "P", today("day", "A", cost=3), today("bed", "B", cost=4))],
    )
    charges = verify(case, build_plan(case, kept=[("K", 0)])).charges
    assert [(each.cause, each.group, each.borough, each.kind, each.amount) for each in charges] == [
        ("K", ("A", "B"), "A", ChargeKind.ANNUAL_COST, 3),
        ("K", ("A", "B"), "B", ChargeKind.ANNUAL_COST, 4),
        ("", ("A",), "A", ChargeKind.BACK_OFFICE, 5),
    ]
