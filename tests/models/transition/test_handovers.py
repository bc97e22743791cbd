"""What becomes of today's contracts, and who changes provider, on tiny plans counted by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
import worked
from plan_builder import build_plan
from world import borough, contract, line, offer, service, today, world

from models.accounts.contract_places import TODAY, ContractPlaces, contract_places, people_for_places
from models.case.types import Case
from models.plan.plan import Plan
from models.transition.handovers import Handover, HandoverOutcome, ProviderChange, describe, handovers, provider_changes


def known(case: Case, plan: Plan) -> ContractPlaces:
    return contract_places(case, case.option(plan.option), plan)


def summary(case: Case, plan: Plan) -> list[tuple[str, str, str, int | None, HandoverOutcome, list[str]]]:
    return [
        (each.contract.name, each.service, each.borough, each.year, each.outcome, [one.name for one in each.successors])
        for each in handovers(known(case, plan))
    ]


def counted(case: Case, plan: Plan) -> list[tuple[str, str, int, int, int]]:
    return [
        (each.service, each.borough, each.year, each.moved, each.lost) for each in provider_changes(known(case, plan))
    ]


def of(case: Case, plan: Plan, name: str) -> list[Handover]:
    return [each for each in handovers(known(case, plan)) if each.contract.name == name]


# -- today and successors --------------------------------------------------------------------------------------------


def test_todays_places_of_several_boroughs_are_apportioned_by_cost_share_with_largest_remainder() -> None:
    """10 places by weights 5, 3 and 1: 5.56, 3.33 and 1.11; the tenth goes to the largest remainder."""
    case = world(
        boroughs=[borough("A", share=5), borough("B", share=3), borough("C")],
        contracts=[contract("K", "P", today("day", places=10))],
    )
    have = known(case, build_plan(case))
    assert [have.total("day", name, TODAY) for name in "ABC"] == [6, 3, 1]


def test_in_the_worked_example_k1_goes_to_the_joint_award_of_its_own_provider_and_the_others_run_on() -> None:
    assert summary(worked.case(), worked.joint()) == [
        ("K1", "day", "A", 1, HandoverOutcome.HANDED_OVER, ["O"]),
        ("K2", "swap", "A", None, HandoverOutcome.RUNS_ON, []),
        ("K2", "swap", "B", None, HandoverOutcome.RUNS_ON, []),
        ("own", "links", "A", None, HandoverOutcome.RUNS_ON, []),
    ]
    assert describe(of(worked.case(), worked.joint(), "K1")) == "O (P, as before)"


def ending(**bought: int) -> tuple[Case, Plan]:
    """K of P has 8 of A's day places in the first year and is gone in the second; `bought` of each offer then."""
    case = world(
        horizon=2,
        contracts=[contract("K", "P", today("day", places=8)), contract("L", "Q", today("day", places=5))],
        offers=[offer("N", "R", line("day")), offer("M", "P", line("day"))],
    )
    plan = build_plan(
        case,
        kept=[("K", 0), ("L", 0), ("L", 1)],
        used={("K", "day", "A", 0): 8, ("L", "day", "A", 0): 5, ("L", "day", "A", 1): bought.get("L", 5)},
        live=[(name, "A", 1) for name in ("N", "M") if bought.get(name)],
        bought={(name, "A", "day", "A", 1): n for name, n in bought.items() if name != "L"},
    )
    return case, plan


@pytest.mark.parametrize(
    ("bought", "successors", "moved", "lost"),
    [
        pytest.param({"N": 8}, ["N"], 8, 0, id="a new provider takes all"),
        pytest.param({"N": 6}, ["N"], 6, 2, id="a new provider takes some"),
        pytest.param({"N": 9}, ["N"], 8, 0, id="a new provider opens more than closed"),
        pytest.param({"L": 7}, ["L"], 2, 6, id="a contract that runs on takes more"),
        pytest.param({"L": 7, "N": 6}, ["L", "N"], 8, 0, id="both"),
        pytest.param({"M": 8}, ["M"], 0, 0, id="the same provider under a new contract is no move"),
        pytest.param({"M": 5, "N": 3}, ["N", "M"], 3, 0, id="the same provider and another"),
        pytest.param(
            {"M": 8, "N": 3}, ["M"], 0, 0, id="the same provider has all: what is new elsewhere is no successor"
        ),
        pytest.param({}, [], 0, 8, id="nobody"),
        pytest.param({"L": 4}, [], 0, 9, id="nobody, and a contract that runs on has fewer too"),
    ],
)
def test_successors_and_moves_when_a_contract_of_8_places_ends(
    bought: dict[str, int], successors: list[str], moved: int, lost: int
) -> None:
    case, plan = ending(**bought)
    fate = HandoverOutcome.HANDED_OVER if successors else HandoverOutcome.NOBODY
    assert summary(case, plan)[0] == ("K", "day", "A", 1, fate, successors)
    assert counted(case, plan) == [("day", "A", 1, moved, lost)] * bool(moved or lost)


def test_two_contracts_renewed_in_one_year_do_not_succeed_each_other() -> None:
    case = world(
        horizon=2,
        contracts=[contract("K", "P", today("day", places=8)), contract("L", "Q", today("day", places=5))],
        offers=[offer("K again", "P", line("day")), offer("L again", "Q", line("day"))],
    )
    plan = build_plan(
        case,
        kept=[("K", 0), ("L", 0)],
        used={("K", "day", "A", 0): 8, ("L", "day", "A", 0): 5},
        live=[("K again", "A", 1), ("L again", "A", 1)],
        bought={("K again", "A", "day", "A", 1): 8, ("L again", "A", "day", "A", 1): 5},
    )
    assert [each[-1] for each in summary(case, plan)] == [["K again"], ["L again"]]
    assert counted(case, plan) == []


def test_a_contract_that_ends_before_the_first_year_is_compared_with_today() -> None:
    case = world(
        boroughs="A B",
        contracts=[contract("K", "P", today("day", "A B", places=5))],
        offers=[offer("N", "R", line("day"))],
    )
    plan = build_plan(case, live=[("N", "A", 0)], bought={("N", "A", "day", "A", 0): 4})
    assert [(each.borough, each.year, each.places, each.outcome) for each in handovers(known(case, plan))] == [
        ("A", 0, 3, HandoverOutcome.HANDED_OVER),
        ("B", 0, 2, HandoverOutcome.NOBODY),
    ]
    assert counted(case, plan) == [("day", "A", 0, 3, 0), ("day", "B", 0, 0, 2)]


def test_a_line_without_places_has_nothing_to_hand_over() -> None:
    case = world(horizon=2, contracts=[contract("K", "P", today("day", places=8))])
    assert summary(case, build_plan(case, kept=[("K", 0)]))[0][-2:] == (HandoverOutcome.NOTHING, [])


# -- words -----------------------------------------------------------------------------------------------------------


def test_successors_are_named_by_service_and_borough_if_they_differ() -> None:
    case = world(
        boroughs="A B",
        services="day swap links",
        horizon=2,
        contracts=[contract("K", "P", *(today(name, "A B", places=4) for name in ("day", "swap", "links")))],
        offers=[offer("N", "R", line("day"), line("swap")), offer("M", "P", line("day"))],
    )
    plan = build_plan(
        case,
        kept=[("K", 0)],
        used={("K", name, where, 0): 2 for name in ("day", "swap", "links") for where in "AB"},
        live=[("N", "A", 1), ("M", "B", 1)],
        bought={("N", "A", "day", "A", 1): 2, ("N", "A", "swap", "A", 1): 2, ("M", "B", "day", "B", 1): 2},
    )
    assert describe(of(case, plan, "K")) == (
        "day and swap in A: N (R); day in B: M (P, as before); swap in B, links: nobody"
    )


def test_a_contract_that_runs_on_says_so() -> None:
    assert describe(of(worked.case(), worked.joint(), "K2")) == "runs on"


@pytest.mark.parametrize(
    ("used", "words"),
    [
        pytest.param({"A": 2}, "N (R)", id="a borough without places is left out"),
        pytest.param({"A": 2, "B": 1}, "day in A: N (R); day in B: nobody", id="a borough with places is not"),
        pytest.param({}, "no places to hand over", id="unless none has any"),
    ],
)
def test_handovers_without_places_are_left_out_of_the_description(used: dict[str, int], words: str) -> None:
    case = world(
        boroughs="A B",
        horizon=2,
        contracts=[contract("K", "P", today("day", "A B", places=4))],
        offers=[offer("N", "R", line("day"))],
    )
    plan = build_plan(
        case,
        kept=[("K", 0)],
        used={("K", "day", where, 0): n for where, n in used.items()},
        live=[("N", "A", 1)],
        bought={("N", "A", "day", "A", 1): used.get("A", 0)},
    )
    assert describe(of(case, plan, "K")) == words


# -- moves -----------------------------------------------------------------------------------------------------------


def left(case: Case, plan: Plan) -> list[dict[str, int]]:
    return [
        {name: n for (_, name, _), n in each.left_contracts.items()} for each in provider_changes(known(case, plan))
    ]


def test_moved_places_are_apportioned_to_the_contracts_that_end_by_largest_remainder() -> None:
    """7 places open where 6, 4 and 2 close: 3.5, 2.33 and 1.17 of them; the last goes to the largest remainder."""
    ends = [("K", "P", 6), ("L", "Q", 4), ("J", "Q", 2)]
    case = world(
        horizon=2,
        contracts=[contract(name, provider, today("day", places=n)) for name, provider, n in ends],
        offers=[offer("N", "R", line("day"))],
    )
    plan = build_plan(
        case,
        kept=[(name, 0) for name, *_ in ends],
        used={(name, "day", "A", 0): n for name, _, n in ends},
        live=[("N", "A", 1)],
        bought={("N", "A", "day", "A", 1): 7},
    )
    assert counted(case, plan) == [("day", "A", 1, 7, 5)]
    assert left(case, plan) == [{"K": 4, "L": 2, "J": 1}]  # P and Q fall by 6 each: 4 and 3; of Q's 3, 2 and 1


def test_places_that_stay_with_their_provider_are_not_moved() -> None:
    """P closes 8 in K and opens 5 in M; 3 move to R, and all 3 leave K."""
    case, plan = ending(M=5, N=3)
    assert left(case, plan) == [{"K": 3}]


def test_no_places_move_between_todays_contracts_that_run_on() -> None:
    case = world(
        boroughs="A B",
        horizon=2,
        contracts=[contract(name, name, today("day", "A B", places=8)) for name in ("K", "L")],
    )
    used = {("K", "day", "A", 0): 8, ("L", "day", "B", 0): 8, ("L", "day", "A", 1): 8, ("K", "day", "B", 1): 8}
    plan = build_plan(case, kept=[(name, year) for name in ("K", "L") for year in (0, 1)], used=used)
    assert provider_changes(known(case, plan)) == ()


def test_places_that_leave_a_contract_that_runs_on_for_a_new_one_are_moved() -> None:
    """K and L run on with 5 and 9 used after 8 and 8: 2 fewer together, all of them K's; N opens 6."""
    case = world(
        horizon=2,
        contracts=[contract(name, name, today("day", places=9)) for name in ("K", "L")],
        offers=[offer("N", "R", line("day"))],
    )
    plan = build_plan(
        case,
        kept=[(name, year) for name in ("K", "L") for year in (0, 1)],
        used={("K", "day", "A", 0): 8, ("L", "day", "A", 0): 8, ("K", "day", "A", 1): 5, ("L", "day", "A", 1): 9},
        live=[("N", "A", 1)],
        bought={("N", "A", "day", "A", 1): 6},
    )
    assert counted(case, plan)[1:] == [("day", "A", 1, 2, 0)]
    assert left(case, plan)[1:] == [{"K": 2}]


def test_infrastructure_places_are_never_counted_as_moved() -> None:
    case = world(services=[service("links", tier="infrastructure")], contracts=[contract("K", "P", today("links"))])
    assert provider_changes(known(case, build_plan(case))) == ()


def test_people_are_places_times_people_a_place() -> None:
    case = world(services=[service("day", people="1/2"), service("drop-in", tier=2)])
    assert [people_for_places(case, name, 5) for name in ("day", "drop-in")] == [Fraction(5, 2), 0]


def test_places_of_an_award_that_ends_within_the_horizon_are_moved_too() -> None:
    case = world(horizon=3, offers=[offer("N", "R", line("day")), offer("M", "P", line("day"))])
    plan = build_plan(
        case,
        live=[("N", "A", 0), ("N", "A", 1), ("M", "A", 2)],
        bought={("N", "A", "day", "A", 0): 3, ("N", "A", "day", "A", 1): 4, ("M", "A", "day", "A", 2): 5},
    )
    assert provider_changes(known(case, plan)) == (ProviderChange("day", "A", 2, 4, 0, {("separate", "N", ("A",)): 4}),)
