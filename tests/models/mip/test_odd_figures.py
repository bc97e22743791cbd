"""Figures that binary fractions do not hold, and units of any size, change no plan: against trying every plan."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import isclose

import pytest
from odd_figures import with_mixed_money, with_mixed_weights, with_money_times, with_odd_figures, with_weights_times
from oracle import best
from tiny_cases import tiny_case
from world import line, offer, stream, world

from models.audit import verify, verify_claim
from models.case.types import Case
from models.plan.plan import Status
from optimiser.solving import solve
from optimiser.solving.settings import Settings

pytestmark = pytest.mark.slow

MADE: dict[str, Callable[[int], Case]] = {
    "parts of pennies and thirds": with_odd_figures,
    "pennies beside millions": with_mixed_money,
    "weights of very different sizes": with_mixed_weights,
    "weights times 1e-9": lambda number: with_weights_times(tiny_case(number), Fraction(1, 10**9)),
    "weights times 1e-5": lambda number: with_weights_times(tiny_case(number), Fraction(1, 10**5)),
    "weights times 1e9": lambda number: with_weights_times(tiny_case(number), Fraction(10**9)),
    "money times 1e6": lambda number: with_money_times(tiny_case(number), 10**6),
}


@pytest.mark.parametrize("gap", [0.0, 0.0002])
@pytest.mark.parametrize("number", range(16))
@pytest.mark.parametrize("made", MADE)
def test_solving_finds_the_same_values_as_trying_every_plan(made: str, number: int, gap: float) -> None:
    assert_as_by_trying_every_plan(MADE[made](number), Settings(gap=gap, time_limit=60.0))


@pytest.mark.filterwarnings("ignore:PULP_CBC_CMD is deprecated:DeprecationWarning")  # PuLP 3 brings CBC only so
@pytest.mark.parametrize("number", range(0, 16, 4))
@pytest.mark.parametrize("made", MADE)
def test_another_solver_agrees(made: str, number: int) -> None:
    assert_as_by_trying_every_plan(MADE[made](number), Settings(gap=0.0, time_limit=60.0, solver="CBC"))


@pytest.mark.parametrize("power", [-9, -4, 4, 9])
@pytest.mark.parametrize("number", range(0, 30, 3))
def test_a_power_of_ten_of_all_weights_changes_neither_plan_nor_claim(number: int, power: int) -> None:
    case, factor = tiny_case(number), Fraction(10) ** power
    settings = Settings(time_limit=60.0)
    plain, scaled = (solve(each, each.options[0], settings) for each in (case, with_weights_times(case, factor)))
    assert (scaled.status, scaled.plan) == (plain.status, plain.plan)
    times = float(factor) if case.objective == "outcomes" else 1.0
    for one, other in ((plain.objective_value, scaled.objective_value), (plain.bound, scaled.bound)):
        assert other == (None if one is None else pytest.approx(one * times, rel=1e-6, abs=0.0))


@pytest.mark.parametrize("solver", ["HiGHS", "CBC"])
@pytest.mark.parametrize("gap", [0.0, 0.0002])
def test_packs_below_a_penny_are_paid_for(gap: float, solver: str) -> None:
    """£4,000.00 buys 816,326 packs at £0.0049 each: one more would cost £4,000.0023."""
    case = world(
        demand=1_000_000,
        funding=[stream("grant", "A", 400_000)],
        offers=[offer("O", "P", line("day", price=Fraction("0.49"), success="1"))],
    )
    answer = solve(case, case.options[0], Settings(gap=gap, solver=solver))
    assert answer.plan is not None
    assert answer.objective_value == 816_326
    assert [charge.amount for charge in verify(case, answer.plan).charges] == [400_000]


def assert_as_by_trying_every_plan(case: Case, settings: Settings) -> None:
    expected, answer = best(case, case.options[0]), solve(case, case.options[0], settings)
    if expected is None:
        assert answer.status is Status.INFEASIBLE
        return
    assert answer.plan is not None
    ledger = verify(case, answer.plan)
    assert ledger.violations == ()
    assert verify_claim(answer, ledger.objectives, settings.gap) == ()
    value, size = ledger.objectives.of(case.objective), abs(float(expected.primary))
    assert isclose(expected.primary, value, rel_tol=max(settings.gap, 1e-9), abs_tol=0.0)
    assert answer.bound is not None
    sign = 1 if case.objective == "cost" else -1  # so that less is better
    assert sign * answer.bound <= sign * expected.primary + Fraction(1e-6 * size)
    if settings.gap == 0.0:
        second = ledger.objectives.secondary_to(case.objective)
        assert isclose(expected.second, second, rel_tol=1e-9, abs_tol=0.0)
