"""The yardstick without promises: what it leaves out and keeps, and that no plan of the case beats its bound."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
import worked
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tiny_cases import OBJECTIVES, draw_case, small_enough
from world import floor, line, offer, saving, service, stream, world

from models.audit import verify
from models.case.types import COMMISSIONING, Case
from models.case.unconstrained import policy_constraints, without_policy_constraints
from optimiser.solving import solve
from optimiser.solving.settings import Settings


def promised() -> Case:
    """One borough has 100 £ for ten people, and 20 £ that may go on talks alone; eight places are promised."""
    return world(
        services=[service("day"), service("talks", tier=1)],
        demand={("A", "day"): 10, ("A", "talks"): 30},
        funding=[
            stream("grant", "A", 10_000),
            stream("tied", "A", 2000, ring_fence="talks"),
        ],
        offers=[
            offer("D", "P", line("day", price=1000, success="1/2")),
            offer("T", "Q", line("talks", price=1000, success="1/10")),
        ],
        floors=[floor("A", "talks", (Fraction(5),))],
    )


def test_floors_savings_access_and_what_money_is_tied_to_are_left_out() -> None:
    case = replace(promised(), savings_targets=(saving("A", (Fraction(0),)),), access_gap=Fraction(1, 10))
    free = without_policy_constraints(case)
    assert (free.minimums, free.savings_targets, free.access_gap) == ((), (), None)
    everything = {"day", "talks", COMMISSIONING}
    assert [each.ring_fence for each in free.funding] == [everything] * 2
    assert [each.purpose for each in free.funding] == [everything] * 2
    assert [each.aligned for each in free.funding] == [everything] * 2


def test_all_else_stays_as_it_is() -> None:
    case = worked.case()
    free = without_policy_constraints(case)
    again = replace(
        free,
        minimums=case.minimums,
        savings_targets=case.savings_targets,
        access_gap=case.access_gap,
        funding=case.funding,
    )
    assert again == case
    for own, loose in zip(case.funding, free.funding, strict=True):
        tied = replace(loose, ring_fence=own.ring_fence, purpose=own.purpose, aligned=own.aligned)
        assert tied == own


def test_a_case_without_promises_is_its_own_yardstick() -> None:
    free = without_policy_constraints(promised())
    assert (without_policy_constraints(free), policy_constraints(free)) == (free, ())


def test_what_is_promised_is_counted_in_words_and_what_asks_for_nothing_is_not() -> None:
    nothing = (floor("A", "day", (Fraction(0),)), floor("A", "day", (None,)))
    case = replace(promised(), minimums=(*promised().minimums, *nothing), access_gap=Fraction(1, 10))
    assert policy_constraints(case) == ("1 floor", "1 tied stream", "1 access gap")
    assert policy_constraints(replace(case, savings_targets=(saving("A", (Fraction(0),)), saving("A", (None,))))) == (
        "1 floor", "1 savings target", "1 tied stream", "1 access gap",
    )  # fmt: skip


def test_what_the_promises_cost_is_worked_out_by_hand() -> None:
    """Five talks cost 50 £, of which the tied money pays 20 £; the 70 £ left buy seven places: 3.5 and 0.5 outcomes.
    Without promises all 120 £ are free: ten places and two talks, 5 and 0.2 outcomes.
    """
    case = promised()
    asked = Settings(gap=0.0)
    tied, free = (solve(each, each.options[0], asked) for each in (case, without_policy_constraints(case)))
    assert (tied.objective_value, free.objective_value) == (pytest.approx(4.0), pytest.approx(5.2))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    case = draw_case(draw(st.randoms(use_true_random=False)), draw(st.sampled_from(OBJECTIVES)))
    assume(small_enough(case))
    return case


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much])
@given(case=cases())
def test_a_plan_of_the_case_is_a_plan_of_the_yardstick_and_no_better_than_its_bound(case: Case) -> None:
    own, free = (solve(each, each.options[0], Settings()) for each in (case, without_policy_constraints(case)))
    assume(own.plan is not None)
    assert own.plan is not None
    ledger = verify(without_policy_constraints(case), own.plan)
    assert ledger.violations == ()
    assert free.bound is not None
    value = float(ledger.objectives.of(case.objective))
    better = free.bound - value if case.objective == "cost" else value - free.bound
    assert better <= 1e-6 * max(1.0, abs(value))
