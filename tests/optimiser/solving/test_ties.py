"""The third rule: of plans that are equal in both objectives, the one is taken that changes the fewest contracts."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from near_optimal import FIXED, FLEXIBLE, objective_value, plans_within, solved_run
from world import contract, line, offer, option, today, world

from models.audit import verify
from models.case.types import Case
from models.case.vocabulary import SECONDARY_OBJECTIVE
from models.plan.plan import Plan
from optimiser.solving import solve
from optimiser.solving.settings import Settings

EXACT = Settings(gap=0.0)


def changes(case: Case, plan: Plan) -> int:
    """Contract-years in which an existing contract does not run, or an award does."""
    today_kept = set(product((each.name for each in case.contracts), case.years))
    return len(today_kept - plan.kept) + len(plan.live)


def second(case: Case, plan: Plan) -> Fraction:
    return verify(case, plan).objectives.of(SECONDARY_OBJECTIVE[case.objective])


@pytest.mark.slow
@pytest.mark.parametrize("number", [*FLEXIBLE, *FIXED])
def test_no_equal_plan_changes_fewer_contracts(number: int) -> None:
    run = solved_run(number)
    (answer,) = (result.answer for result in run.results.values())
    assert answer.ties_settled
    assert answer.plan is not None
    own = second(run.case, answer.plan)
    equal = [plan for plan in plans_within(run.case, objective_value(run)) if second(run.case, plan) == own]
    assert changes(run.case, answer.plan) == min(changes(run.case, plan) for plan in equal)


def test_of_an_award_and_an_equal_contract_the_contract_stays() -> None:
    """Ten places at 100p either way, with the same success."""
    case = world(
        contracts=[contract("K", "P", today("day", "A", places=10, cost=1000, success="1/2"))],
        offers=[offer("O", "Q", line("day", price=100, success="1/2"))],
        options=[option(existing="free")],
    )
    answer = solve(case, case.options[0], EXACT)
    assert answer.ties_settled
    assert answer.plan is not None
    assert (answer.plan.kept, answer.plan.live) == ({("K", 0)}, frozenset())


def test_within_a_gap_no_tie_is_settled() -> None:
    case = world(offers=[offer("O", "Q", line("day", price=100, success="1/2"))])
    assert not solve(case, case.options[0], Settings(gap=0.001)).ties_settled
