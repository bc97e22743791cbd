"""A solver's claim that there is no plan counts only if a second look confirms it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pytest
from world import borough, floor, line, offer, service, stream, world

from models.audit import verify
from models.case.types import Case
from models.plan.plan import Status
from optimiser.solving import search, solve
from optimiser.solving.settings import Settings
from optimiser.solving.solver_interface import Limits, ProgressCallback, SolverResult


@dataclass
class _FindsNothing:
    """A solver that calls every programme infeasible."""

    name: str = "finds nothing"

    def __call__(self, _problem: Any, _limits: Limits, _on_progress: ProgressCallback | None) -> SolverResult:
        return SolverResult(None, math.inf, infeasible=True)


def _case(money: int) -> Case:
    """Three day places must be bought, at 100 pence each."""
    return world(
        services=[service("day")],
        demand=5,
        funding=[stream("grant", "A", money)],
        floors=[floor("A", "day", 3)],
        offers=[offer("O", "P", line("day", price=100, success="1/2"))],
    )


@pytest.mark.parametrize("gap", [0.0, 0.0002])
def test_a_plan_that_the_solver_missed_is_found_and_nothing_is_claimed_of_it(
    gap: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "solver_named", lambda _: _FindsNothing())
    case = _case(300)
    answer = solve(case, case.options[0], Settings(gap=gap))
    assert answer.plan is not None
    assert verify(case, answer.plan).violations == ()
    assert (answer.status, answer.bound) == (Status.UNPROVEN, None)
    assert any("was disproved" in remark for remark in answer.remarks)


@pytest.mark.parametrize("gap", [0.0, 0.0002])
def test_a_penny_too_little_is_still_proven_infeasible(gap: float) -> None:
    case = _case(299)
    assert solve(case, case.options[0], Settings(gap=gap)).status is Status.INFEASIBLE


def test_a_penny_too_little_of_millions_is_proven_infeasible_too() -> None:
    case = world(
        services=[service("day")],
        demand=5,
        funding=[stream("grant", "A", 4_000_000_299)],
        floors=[floor("A", "day", 3)],
        offers=[offer("O", "P", line("day", price=100, fee=4_000_000_000))],
    )
    assert solve(case, case.options[0], Settings()).status is Status.INFEASIBLE


@pytest.mark.filterwarnings("ignore:PULP_CBC_CMD is deprecated:DeprecationWarning")  # PuLP 3 brings CBC only so
def test_a_plan_a_penny_too_dear_for_millions_gives_way_to_one_that_is_not() -> None:
    """CBC lets three places for £40,000,000.01 through; nothing is a plan."""
    case = world(
        boroughs=[borough("A", back_office=1)],
        services=[service("day")],
        demand=4,
        funding=[stream("grant", "A", 4_000_000_000)],
        offers=[offer("O", "P", line("day", bands=[(3, 1_333_333_333)], fee=1, success="1"))],
    )
    answer = solve(case, case.options[0], Settings(gap=0.0, solver="CBC"))
    assert answer.plan is not None
    assert verify(case, answer.plan).violations == ()
    assert answer.objective_value == 0
