"""What each constraint costs: tiny cases worked out by hand, solved with the constraint binding and with it relaxed.

Every place brings one outcome unless stated, so that outcomes are places. Every plan passes the audit.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from world import (
    arrangement,
    borough,
    contract,
    floor,
    hub_phase,
    line,
    offer,
    option,
    saving,
    service,
    stream,
    today,
    world,
)

from models.audit import verify
from models.case.types import Arrangement, Case, OfferLine
from models.plan.plan import Status
from optimiser.solving import solve
from optimiser.solving.settings import Settings

EXACT = Settings(gap=0.0, time_limit=60.0)
OFFICE = "commissioning"
DAY = service("day", weight=1)


def _best(case: Case) -> Fraction | None:
    """The objective of the best plan, in outcomes or pence; None if the case is proven infeasible."""
    answer = solve(case, case.options[0], EXACT)
    if answer.status is Status.INFEASIBLE:
        return None
    assert answer.status is Status.OPTIMAL
    assert answer.plan is not None
    ledger = verify(case, answer.plan)
    assert ledger.violations == ()
    return ledger.objectives.of(case.objective)


def _places(**more: int | None) -> OfferLine:
    """Day places at 100 pence, one outcome each."""
    return line("day", price=100, success=1, **more)


PAIR, ALL_THREE = arrangement("day", "A B"), arrangement("day", "A B C", first=1)
MUST = arrangement("day", "A B", required=True)


@pytest.mark.parametrize(
    ("joint", "expected"),
    [((), 0), ((PAIR,), 40), ((ALL_THREE,), 30), ((PAIR, ALL_THREE), 50), ((MUST, ALL_THREE), 40)],
    ids=["nobody together", "the pair alone", "all three from the second year", "one after the other", "pair required"],
)
def test_a_larger_group_takes_over_from_one_not_required(joint: tuple[Arrangement, ...], expected: int) -> None:
    """Ten places are wanted in each of A, B and C in two years; the pair's offer starts at 12, that of all at 25."""
    case = world(
        "A B C",
        [DAY],
        2,
        offers=[
            offer("Two", "P", line("day", bands=((12, 100),), success=1), boroughs="A B"),
            offer("Three", "Q", line("day", bands=((25, 50),), success=1)),
        ],
        options=[option("joint", level=2, arrangements=joint)],
    )
    assert _best(case) == expected


@pytest.mark.parametrize(
    ("committed_to", "existing", "allowed", "expected"),
    [
        (None, "free", False, 12),
        (None, "run", False, 12),
        (None, "run", True, 24),
        (0, "run", True, 30),
        (1, "run", True, 36),
        (0, "stop", True, 30),
        (0, "stop", False, 6),
    ],
)
def test_a_contract_that_crosses_a_joint_arrangement_ends_with_its_commitment(
    committed_to: int | None, existing: str, allowed: bool, expected: int
) -> None:
    """K gives A and B six places a year; B and C together can have twelve. Both at once only while K is firm."""
    joint = [arrangement("day", "B C")] if allowed else []
    case = world(
        "A B C",
        [DAY],
        2,
        contracts=[contract("K", "Q", today("day", "A B", places=6, success=1), committed_to=committed_to)],
        offers=[offer("O", "P", line("day", bands=((12, 100),), capacity=12, success=1))],
        options=[option("joint", level=2, existing=existing, arrangements=joint)],
    )
    assert _best(case) == expected


@pytest.mark.parametrize(("demand", "pence", "places"), [(5, 500, 5), (6, 360, 6), (9, 360, 6)])
def test_paying_for_more_places_is_cheaper_past_a_threshold(demand: int, pence: int, places: int) -> None:
    """Five are needed, at 100 each; six at 60."""
    case = world(
        services=[DAY],
        objective="cost",
        demand=demand,
        floors=[floor("A", "day", 5)],
        offers=[offer("O", "P", line("day", bands=((1, 100), (6, 60)), success=1))],
    )
    answer = solve(case, case.options[0], EXACT)
    assert _best(case) == pence
    assert answer.plan is not None
    assert sum(answer.plan.bought.values()) == places


@pytest.mark.parametrize(("term", "pence"), [(1, 100), (2, 200), (3, 300), (9, 300)])
def test_a_minimum_term_is_paid_to_its_end_or_the_horizon(term: int, pence: int) -> None:
    """Places are needed in the first of three years only."""
    case = world(
        horizon=3,
        objective="cost",
        floors=[floor("A", "day", (5, None, None))],
        offers=[offer("O", "P", line("day", fee=100), term=term)],
    )
    assert _best(case) == pence


@pytest.mark.parametrize(("independent", "pence"), [(False, 20), (True, 60)])
def test_an_independent_service_costs_another_provider(independent: bool, pence: int) -> None:
    """P sells each at 10; Q the voice at 50 and day places at 70."""
    case = world(
        services=["day", service("voice", tier=1, independent=independent)],
        objective="cost",
        floors=[floor("A", "day", 1), floor("A", "voice", 1)],
        offers=[
            offer("PV", "P", line("voice", price=10)),
            offer("PD", "P", line("day", price=10)),
            offer("QV", "Q", line("voice", price=50)),
            offer("QD", "Q", line("day", price=70)),
        ],
    )
    assert _best(case) == pence


def test_an_independent_provider_may_serve_another_borough_otherwise() -> None:
    """P's voice for A at 10, its day places for B at 10; and in both boroughs it would be 40."""
    case = world(
        "A B",
        ["day", service("voice", tier=1, independent=True)],
        objective="cost",
        floors=[floor("B", "day", 1), floor("A", "voice", 1)],
        offers=[offer("PV", "P", line("voice", price=10)), offer("PD", "P", line("day", price=10))],
    )
    assert _best(case) == 20


@pytest.mark.parametrize(("keep", "places"), [(0, 2), ("0.333", 2), ("1/3", 3), (1, 3)])
def test_money_kept_for_the_next_year_buys_a_place_from_the_last_penny_on(keep: str | int, places: int) -> None:
    """300 pence and then none; two places a year are wanted at 100. A third carried forward is 100; 0.333 is 99."""
    case = world(
        services=[DAY],
        horizon=2,
        demand=2,
        funding=[stream("grant", "A", (300, 0), keep=keep)],
        offers=[offer("O", "P", _places())],
    )
    assert _best(case) == places


@pytest.mark.parametrize(("limit", "places"), [(0, 0), ("0.2999", 2), ("0.3", 3), (None, 10)])
def test_no_more_leaves_home_than_the_limit_to_the_penny(limit: str | int | None, places: int) -> None:
    """A has 1,000 pence and wants nothing; B has nothing and wants ten places at 100."""
    case = world(
        "A B",
        [DAY],
        demand={("B", "day"): 10},
        funding=[stream("grant", "A", 1000, poolable=True)],
        offers=[offer("O", "P", _places())],
        options=[option("pooled", level=3, hub_phases=[hub_phase("hub", "A B")], transfer_limit=limit)],
    )
    assert _best(case) == places


@pytest.mark.parametrize(("level", "together", "places"), [(1, True, 0), (2, True, 4), (3, True, 8), (3, False, 4)])
def test_money_reaches_further_with_each_level(level: int, together: bool, places: int) -> None:
    """A's grant is for beds, aligned to day places; each of A and B wants four of them."""
    hubs = [hub_phase("hub", "A B")] if together else [hub_phase("one", "A"), hub_phase("two", "B")]
    case = world(
        "A B",
        [DAY, "bed"],
        demand=4,
        funding=[stream("grant", "A", ring_fence=("day", "bed"), purpose="bed", aligned=("day", "bed"), poolable=True)],
        offers=[offer("O", "P", _places())],
        options=[option("only", level=level, hub_phases=hubs)],
    )
    assert _best(case) == places


@pytest.mark.parametrize(
    ("percentage", "figure", "one_off", "places"),
    [(False, 0, True, 8), (False, 0, False, 10), (True, "0.1", True, 7), (True, "0.1", False, 9), (False, 1, False, 9)],
)
def test_savings_include_start_and_exit_costs_only_if_one_off_is_yes(
    percentage: bool, figure: str | int, one_off: bool, places: int
) -> None:
    """Today's contract costs 1,000 pence and 50 to leave; the new one costs 70 to start and 100 a place."""
    case = world(
        services=[DAY],
        demand=20,
        contracts=[contract("K", "P", today("day", cost=1000, exit_cost=50))],
        savings=[saving("A", figure, percentage=percentage, one_off=one_off)],
        offers=[offer("O", "Q", _places(start=70))],
    )
    assert _best(case) == places


@pytest.mark.parametrize(
    ("exit_cost", "committed_to", "ends", "pence"),
    [
        (30, None, None, 30),  # left at once
        (130, None, None, 130),
        (250, None, None, 200),  # dearer to leave than to run
        (30, 0, None, 130),  # left in the last year
        (30, None, 0, 30),
        (130, None, 0, 100),  # runs to its end, which costs nothing
        (30, 0, 0, 100),
        (30, 0, 1, 130),  # left in its last year
        (30, 1, 1, 200),
    ],
)
def test_an_exit_cost_is_charged_up_to_the_contract_s_own_end(
    exit_cost: int, committed_to: int | None, ends: int | None, pence: int
) -> None:
    """A contract at 100 a year, over two years, that nobody needs."""
    row = today("day", cost=100, exit_cost=exit_cost)
    case = world(horizon=2, objective="cost", contracts=[contract("K", "P", row, committed_to=committed_to, ends=ends)])
    assert _best(case) == pence


@pytest.mark.parametrize(("first", "pence"), [(0, 616), (-1, 586)])
def test_hub_phases_cost_from_their_year_on(first: int, pence: int) -> None:
    """Year 1: 51 + 51 + 101 of back offices, half of 101 rounded up; 100 for the hub, 30 to set it up unless before.
    Year 2: 51 + 51, C keeps nothing; 150 for the hub, and 31 to set C's row up.
    """
    case = world(
        tuple(borough(name, back_office=101) for name in "ABC"),
        horizon=2,
        objective="cost",
        options=[
            option(
                "hub",
                level=3,
                hub_phases=[
                    hub_phase("hub", "A B", annual_cost=100, setup_cost=30, retained="1/2", first=first),
                    hub_phase("hub", "C", annual_cost=50, setup_cost=31, retained=0, first=1),
                ],
            )
        ],
    )
    assert _best(case) == pence


def test_money_is_pooled_only_from_the_year_of_a_hub_phase_on() -> None:
    """B has no money. A's pays for B's four places a year once B has joined: in two of three years."""
    case = world(
        "A B",
        [DAY],
        3,
        demand={("B", "day"): 4},
        funding=[stream("grant", "A", poolable=True)],
        offers=[offer("O", "P", _places())],
        options=[option("hub", level=3, hub_phases=[hub_phase("hub", "A"), hub_phase("hub", "B", first=1)])],
    )
    assert _best(case) == 8


@pytest.mark.parametrize(("bundled", "pence"), [(False, 10), (True, 200)])
def test_a_bundle_is_taken_whole(bundled: bool, pence: int) -> None:
    """One day place is needed: 10 from P, whose beds cost a fee of 500; 200 from Q."""
    day, bed = line("day", price=10), line("bed", fee=500)
    ours = [offer("O", "P", day, bed)] if bundled else [offer("O", "P", day), offer("B", "P", bed)]
    case = world(
        services="day bed",
        objective="cost",
        floors=[floor("A", "day", 1)],
        offers=[*ours, offer("X", "Q", line("day", price=200))],
    )
    assert _best(case) == pence


@pytest.mark.parametrize(("limit", "places"), [(None, 9), (2, 9), (1, 6), (0, 2)])
def test_new_providers_are_limited_not_counting_in_house(limit: int | None, places: int) -> None:
    case = world(
        services=[DAY],
        offers=[
            offer("O", "P", _places(capacity=3)),
            offer("X", "Q", _places(capacity=4)),
            offer("own", "A itself", _places(capacity=2), in_house=True),
        ],
        options=[option("only", max_providers=limit)],
    )
    assert _best(case) == places


@pytest.mark.parametrize(("limit", "places"), [(None, 40), (3, 40), (2, 30), (1, 20), (0, 0)])
def test_new_contracts_are_limited_and_a_bundle_is_one(limit: int | None, places: int) -> None:
    """Two services of ten places in A and in B: a bundle for one borough is one contract of twenty places."""
    both = (line("day", success=1, capacity=10), line("bed", success=1, capacity=10))
    case = world(
        "A B",
        [DAY, service("bed")],
        offers=[
            offer("One", "P", *both, boroughs="A"),
            offer("Day", "P", line("day", success=1), boroughs="B"),
            offer("Bed", "P", line("bed", success=1), boroughs="B"),
        ],
        options=[option("only", max_contracts=limit)],
    )
    assert _best(case) == places


@pytest.mark.parametrize(("gap", "places"), [(None, 12), ("1/5", 8), (0, 4)])
def test_equal_access_limits_the_better_served_borough(gap: str | int | None, places: int) -> None:
    """A could have ten places, B only two; ten are wanted in each. Within 1/5, A may have four more than B."""
    case = world(
        "A B",
        [DAY],
        gap=gap,
        offers=[
            offer("O", "P", _places(), boroughs="A"),
            offer("X", "Q", _places(capacity=2), boroughs="B"),
        ],
    )
    assert _best(case) == places


@pytest.mark.parametrize(("capacity", "places"), [(None, 20), (5, 5)])
def test_a_capacity_is_shared_by_all_awards_of_an_offer(capacity: int | None, places: int) -> None:
    case = world("A B", [DAY], offers=[offer("O", "P", _places(capacity=capacity))])
    assert _best(case) == places


@pytest.mark.parametrize(("first", "places"), [(-1, 30), (0, 30), (1, 20), (3, 0)])
def test_an_offer_gives_no_places_before_it_opens(first: int, places: int) -> None:
    case = world("A", [DAY], 3, offers=[offer("O", "P", _places(), first=first)])
    assert _best(case) == places


@pytest.mark.parametrize(("allowed", "pence"), [(False, 80), (True, 50)])
def test_a_joint_contract_is_managed_once(allowed: bool, pence: int) -> None:
    """Two contracts are managed at 40 each, a joint one at 50."""
    case = world(
        "A B",
        management=40,
        objective="cost",
        floors=[floor("A", "day", 1), floor("B", "day", 1)],
        offers=[offer("O", "P", line("day"))],
        options=[option("only", level=2, joint_cost=50, arrangements=[PAIR] if allowed else [])],
    )
    assert _best(case) == pence


@pytest.mark.parametrize(("amount", "expected"), [(99, None), (100, 0), (199, 0), (200, 1)])
def test_the_back_office_is_paid_before_a_place_can_be(amount: int, expected: int | None) -> None:
    """The office costs 100; so does a place. A penny short of the office is no plan at all."""
    case = world(
        (borough("A", back_office=100),),
        [DAY],
        funding=[stream("grant", "A", amount)],
        offers=[offer("O", "P", _places())],
    )
    assert _best(case) == expected


@pytest.mark.parametrize(("figure", "expected"), [(3, 300), (4, None)])
def test_a_minimum_that_the_money_cannot_meet_is_proven_infeasible(figure: int, expected: int | None) -> None:
    case = world(
        services=[DAY],
        objective="cost",
        funding=[stream("grant", "A", 399)],
        floors=[floor("A", "day", figure)],
        offers=[offer("O", "P", _places())],
    )
    assert _best(case) == expected


@pytest.mark.parametrize(("demand", "places"), [(0, 0), (3, 3)])
def test_no_more_places_are_bought_and_used_than_wanted(demand: int, places: int) -> None:
    case = world(
        services=[DAY],
        demand=demand,
        contracts=[contract("K", "Q", today("day", places=2, success=1), committed_to=0)],
        offers=[offer("O", "P", _places())],
    )
    assert _best(case) == places
