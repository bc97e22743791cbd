"""The unconstrained benchmark: what it leaves out and keeps, and that no plan of the case is better than its bound."""

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
from models.case.reduced import policy_constraints, without_policy_constraints
from models.case.types import COMMISSIONING, Case
from optimiser.solving import solve
from optimiser.solving.settings import Settings


def constrained_case() -> Case:
    """One borough has £100 for ten people, and £20 that may only pay for talks. The minimum is five talks."""
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


def test_minimums_savings_targets_access_gap_and_tied_money_are_left_out() -> None:
    case = replace(constrained_case(), savings_targets=(saving("A", (Fraction(0),)),), access_gap=Fraction(1, 10))
    benchmark = without_policy_constraints(case)
    assert (benchmark.minimums, benchmark.savings_targets, benchmark.access_gap) == ((), (), None)
    everything = {"day", "talks", COMMISSIONING}
    assert [stream.ring_fence for stream in benchmark.funding] == [everything] * 2
    assert [stream.purpose for stream in benchmark.funding] == [everything] * 2
    assert [stream.aligned for stream in benchmark.funding] == [everything] * 2


def test_everything_else_stays_the_same() -> None:
    case = worked.case()
    benchmark = without_policy_constraints(case)
    restored = replace(
        benchmark,
        minimums=case.minimums,
        savings_targets=case.savings_targets,
        access_gap=case.access_gap,
        funding=case.funding,
    )
    assert restored == case
    for tied, free in zip(case.funding, benchmark.funding, strict=True):
        assert replace(free, ring_fence=tied.ring_fence, purpose=tied.purpose, aligned=tied.aligned) == tied


def test_a_case_without_policy_constraints_is_its_own_benchmark() -> None:
    benchmark = without_policy_constraints(constrained_case())
    assert (without_policy_constraints(benchmark), policy_constraints(benchmark)) == (benchmark, ())


def test_policy_constraints_are_counted_in_words_without_those_that_constrain_nothing() -> None:
    without_effect = (floor("A", "day", (Fraction(0),)), floor("A", "day", (None,)))
    case = replace(
        constrained_case(), minimums=(*constrained_case().minimums, *without_effect), access_gap=Fraction(1, 10)
    )
    assert policy_constraints(case) == ("1 minimum", "1 tied funding stream", "1 access gap")
    assert policy_constraints(replace(case, savings_targets=(saving("A", (Fraction(0),)), saving("A", (None,))))) == (
        "1 minimum", "1 savings target", "1 tied funding stream", "1 access gap",
    )  # fmt: skip


def test_the_cost_of_the_policy_constraints_is_as_worked_out_by_hand() -> None:
    """Five talks cost £50, of which the tied money pays £20. The other £70 buy seven places: 3.5 and 0.5 outcomes.

    Without policy constraints, all £120 are free: ten places and two talks give 5 and 0.2 outcomes.
    """
    case = constrained_case()
    settings = Settings(gap=0.0)
    tied, free = (solve(each, each.options[0], settings) for each in (case, without_policy_constraints(case)))
    assert (tied.objective_value, free.objective_value) == (pytest.approx(4.0), pytest.approx(5.2))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    case = draw_case(draw(st.randoms(use_true_random=False)), draw(st.sampled_from(OBJECTIVES)))
    assume(small_enough(case))
    return case


@pytest.mark.slow  # many random cases are solved
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much])
@given(case=cases())
def test_a_plan_of_the_case_is_a_plan_of_the_benchmark_and_no_better_than_its_bound(case: Case) -> None:
    own, free = (solve(each, each.options[0], Settings()) for each in (case, without_policy_constraints(case)))
    assume(own.plan is not None)
    assert own.plan is not None
    ledger = verify(without_policy_constraints(case), own.plan)
    assert ledger.violations == ()
    assert free.bound is not None
    value = float(ledger.objectives.of(case.objective))
    better = free.bound - value if case.objective == "cost" else value - free.bound
    assert better <= 1e-6 * max(1.0, abs(value))
