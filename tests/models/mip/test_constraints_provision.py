"""The constraints on provision, each met, just broken and not applicable: rows against plans made by hand."""

from __future__ import annotations

from collections.abc import Mapping

from plan_builder import build_plan
from plan_in_model import plan_in_variables, rows_if_met, rows_of, rows_violated, variables_of
from world import contract, floor, line, offer, service, today, world

from models.case.types import Case, MinimumProvision
from models.plan.plan import Plan

HALF = service("half", people="1/2")


def _case(
    *floors: MinimumProvision,
    gap: str | None = None,
    demand: int | Mapping[tuple[str, str], int] = 10,
    horizon: int = 1,
) -> Case:
    """A and B; today's contract K gives A up to five day places; O sells day, half and rent places."""
    return world(
        "A B",
        ("day", HALF, service("rent", tier="infrastructure")),
        horizon,
        demand=demand,
        gap=gap,
        floors=floors,
        contracts=[contract("K", "Q", today("day", "A", places=5))],
        offers=[offer("O", "P", line("day")), offer("H", "P", line("half")), offer("R", "P", line("rent"))],
    )


def _plan(case: Case, *, kept: int = 0, **bought: int) -> Plan:
    """`kept`: day places of K for A. `bought`: by offer and borough, as OA=3."""
    service_of = {"O": "day", "H": "half", "R": "rent"}
    places = {(key[0], key[1], service_of[key[0]], key[1], 0): number for key, number in bought.items()}
    return build_plan(
        case,
        kept=[("K", 0)] if kept else [],
        used={("K", "day", "A", 0): kept} if kept else {},
        live=[(key[0], key[1], 0) for key in bought],
        bought=places,
    )


def test_demand_is_met_by_all_the_places_that_could_be_used() -> None:
    case = _case(demand=6)
    assert ("A", "day", 0) in rows_if_met("demand", case, _plan(case, kept=2, OA=4))


def test_demand_is_broken_by_one_place_more_bought_and_used_together() -> None:
    case = _case(demand=6)
    assert rows_violated("demand", case, _plan(case, kept=2, OA=5)) == [("A", "day", 0)]


def test_demand_does_not_apply_if_there_is_none_and_no_places_can_be_bought() -> None:
    case = _case(demand={("B", "day"): 3})
    assert rows_of("demand", case) == [("B", "day", 0)]
    assert {"B"} == {key[3] for key in variables_of(case).bought}
    assert ("buy", ("O", ("A",), "day", "A", 0, 0)) in plan_in_variables(case, _plan(case, OA=1)).not_expressible


def test_minimum_provision_is_met_by_places_bought_and_used_over_the_scope() -> None:
    case = _case(floor("A B", "day", 7))
    assert rows_if_met("minimum_provision", case, _plan(case, kept=3, OA=1, OB=3)) == [(0, 0)]


def test_minimum_provision_is_broken_by_one_place_short() -> None:
    case = _case(floor("A B", "day", 8))
    assert rows_violated("minimum_provision", case, _plan(case, kept=3, OA=1, OB=3)) == [(0, 0)]


def test_minimum_provision_counts_people_by_their_service() -> None:
    case = _case(floor("A", "day half", "3/2", people=True))
    assert rows_if_met("minimum_provision", case, _plan(case, OA=1, HA=1)) == [(0, 0)]
    assert rows_if_met("minimum_provision", case, _plan(case, HA=3)) == [(0, 0)]
    assert rows_violated("minimum_provision", case, _plan(case, HA=2)) == [(0, 0)]


def test_minimum_provision_counts_places_of_every_service_alike() -> None:
    case = _case(floor("A", "day half rent", 3))
    assert rows_if_met("minimum_provision", case, _plan(case, OA=1, HA=1, RA=1)) == [(0, 0)]
    assert rows_violated("minimum_provision", case, _plan(case, OA=1, HA=1)) == [(0, 0)]


def test_minimum_provision_does_not_apply_in_a_year_left_blank() -> None:
    case = _case(floor("A", "day", (None, 2)), horizon=2)
    assert rows_of("minimum_provision", case) == [(0, 1)]
    assert rows_of("minimum_provision", _case()) == []


def test_minimum_provision_of_nothing_holds_without_any_place() -> None:
    case = _case(floor("A", "day", 0))
    assert rows_if_met("minimum_provision", case, _plan(case)) == [(0, 0)]


# 10 places are wanted in A and 10 in B. With a in A and b in B: b/10 >= (a + b)/20 - 1/5, so a - b <= 4.


def test_equal_access_is_met_at_the_gap() -> None:
    case = _case(gap="1/5")
    assert ("B", "day", 0) in rows_if_met("equal_access", case, _plan(case, kept=5, OA=2, OB=3))


def test_equal_access_is_broken_one_place_beyond_the_gap() -> None:
    case = _case(gap="1/5")
    assert rows_violated("equal_access", case, _plan(case, kept=5, OA=2, OB=2)) == [("B", "day", 0)]


def test_equal_access_is_a_share_of_each_borough_s_own_demand() -> None:
    """Wanted 3 and 6, no gap: B must have exactly twice A's places."""
    even = _case(gap="0", demand={("A", "day"): 3, ("B", "day"): 6})
    assert ("A", "day", 0) in rows_if_met("equal_access", even, _plan(even, OA=2, OB=4))
    assert rows_violated("equal_access", even, _plan(even, OA=2, OB=5)) == [("A", "day", 0)]
    assert rows_violated("equal_access", even, _plan(even, OA=2, OB=3)) == [("B", "day", 0)]


def test_equal_access_does_not_apply_without_a_gap_nor_to_infrastructure_nor_without_demand() -> None:
    assert rows_of("equal_access", _case()) == []
    demand = {("A", "day"): 3, ("A", "rent"): 3, ("B", "rent"): 3}
    assert rows_of("equal_access", _case(gap="0", demand=demand)) == [("A", "day", 0)]
    case = _case(gap="0")
    assert ("A", "half", 0) in rows_if_met("equal_access", case, _plan(case, RA=9))
