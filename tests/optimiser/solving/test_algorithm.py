"""What an answer claims: status, bound, gap, and a secondary objective that does not cost the objective anything.

Every place brings one outcome unless said; every plan passes the audit.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf
from typing import Any

import pytest
from tiny_cases import OBJECTIVES, tiny_case
from world import borough, contract, floor, line, offer, option, service, stream, today, world

from models.audit import verify, verify_claim
from models.case.types import Case
from models.plan.ledger import ObjectiveValues
from models.plan.plan import Answer, Status
from optimiser.solving import Progress, algorithm, search, solve, solver_named
from optimiser.solving.settings import Settings
from optimiser.solving.solver_interface import Limits, ProgressCallback, SolverResult

EXACT, USUAL = Settings(gap=0.0, time_limit=60.0), Settings(time_limit=60.0)
CASES = range(3, 240, 13)


def _solved(case: Case, settings: Settings = EXACT, progress: Callable[[Progress], None] | None = None) -> Answer:
    """The answer for the first option, with its claim verified."""
    answer = solve(case, case.options[0], settings, progress)
    ledger = verify(case, answer.plan) if answer.plan is not None else None
    assert ledger is None or ledger.violations == ()
    assert verify_claim(answer, ledger.objectives if ledger else None, settings.gap) == ()
    return answer


def _objectives(case: Case, settings: Settings = EXACT) -> ObjectiveValues:
    answer = _solved(case, settings)
    assert answer.plan is not None
    return verify(case, answer.plan).objectives


def _day(objective: str = "outcomes", *, money: int = 1000, demand: int = 10, wanted: int | None = None) -> Case:
    """Day places at 100 pence, each of half an outcome worth 300."""
    return world(
        services=[service("day", value=300)],
        objective=objective,
        demand=demand,
        funding=[stream("grant", "A", money)],
        floors=[] if wanted is None else [floor("A", "day", wanted)],
        offers=[offer("O", "P", line("day", price=100, success="1/2"))],
    )


# -- objectives ------------------------------------------------------------------------------------------------------


def test_outcomes_are_as_many_as_the_money_buys() -> None:
    answer = _solved(_day(money=799))
    assert (answer.status, answer.objective_value, answer.bound, answer.gap) == (Status.OPTIMAL, 3.5, 3.5, 0.0)


def test_cost_is_claimed_in_pence() -> None:
    answer = _solved(_day("cost", wanted=3))
    assert (answer.status, answer.objective) == (Status.OPTIMAL, "cost")
    assert (answer.objective_value, answer.bound) == (pytest.approx(300), pytest.approx(300))


def test_value_is_claimed_in_pence_and_may_be_a_loss() -> None:
    assert _solved(_day("value")).objective_value == pytest.approx(10 * (150 - 100))
    dear = replace(_day("value", wanted=3), services=(service("day", value=100),))
    assert _solved(dear).objective_value == pytest.approx(3 * (50 - 100))


def test_money_to_come_counts_less() -> None:
    """A contract must be left; in either year, for 100. The second is discounted at a quarter."""
    row = today("day", cost=0, exit_cost=100)
    case = world(
        horizon=2,
        objective="cost",
        rate="1/4",
        contracts=[contract("K", "P", row)],
        floors=[floor("A", "day", (0, 1))],
        offers=[offer("O", "P", line("day", fee=100), first=1)],
        options=[option("only", existing="stop")],
    )
    assert _objectives(case).cost == 100 + 100 * Fraction(4, 5)


def test_the_settings_objective_comes_before_the_case_s() -> None:
    answer = _solved(_day("outcomes", wanted=2), replace(EXACT, objective="cost"))
    assert (answer.objective, answer.objective_value) == ("cost", pytest.approx(200))


def test_nothing_to_gain_is_an_optimal_answer() -> None:
    answer = _solved(_day(demand=0))
    assert (answer.status, answer.objective_value, answer.gap) == (Status.OPTIMAL, 0.0, 0.0)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_world_with_nothing_to_decide_has_its_cost_as_its_answer(objective: str) -> None:
    case = world((borough("A", back_office=70),), objective=objective)
    assert _solved(case).status is Status.OPTIMAL
    assert _objectives(case) == ObjectiveValues(Fraction(0), Fraction(70), Fraction(-70))


def test_a_world_without_money_and_without_bills_has_an_answer() -> None:
    assert _solved(world(funding=[])).status is Status.OPTIMAL


# -- secondary objective ---------------------------------------------------------------------------------------------


def _two_providers(objective: str) -> Case:
    """The same places from P at 100 or Q at 90; R's bring twice the outcomes, at P's price."""
    return world(
        services=[service("day", value=100)],
        objective=objective,
        demand=5,
        floors=[floor("A", "day", 5)],
        offers=[
            offer("P", "P", line("day", price=100, success="1/2")),
            offer("Q", "Q", line("day", price=90, success="1/2")),
            offer("R", "R", line("day", price=90, success="1/4")),
        ],
    )


def test_the_best_outcomes_are_had_at_the_least_cost() -> None:
    objectives = _objectives(_two_providers("outcomes"))
    assert (objectives.outcomes, objectives.cost) == (Fraction(5, 2), 450)


def test_the_least_cost_buys_the_most_outcomes() -> None:
    objectives = _objectives(_two_providers("cost"))
    assert (objectives.cost, objectives.outcomes) == (450, Fraction(5, 2))


def test_the_best_value_is_had_at_the_least_cost() -> None:
    """Places at 100 that bring outcomes worth 100 change nothing: as few as the floor allows are bought."""
    case = world(
        services=[service("day", value=100)],
        objective="value",
        floors=[floor("A", "day", 2)],
        offers=[offer("O", "P", line("day", price=100, success=1))],
    )
    objectives = _objectives(case)
    assert (objectives.value, objectives.cost) == (0, 200)


def _three_prices(most: int | None, objective: str = "outcomes") -> Case:
    """Two places at 100, two at 200 and two at 300 a whole outcome; the law asks for one place."""
    offers = [
        offer(name, name, line("day", price=price, capacity=2, success=1))
        for name, price in (("P", 100), ("Q", 200), ("R", 300))
    ]
    return world(offers=offers, floors=[floor("A", "day", 1)], objective=objective, most=most)


@pytest.mark.parametrize("settings", [EXACT, USUAL], ids=["exact", "usual"])
@pytest.mark.parametrize(("most", "outcomes"), [(None, 6), (300, 4), (299, 4), (201, 4), (200, 2), (100, 1), (1, 1)])
def test_no_outcome_is_bought_that_costs_more_than_its_limit(
    most: int | None, outcomes: int, settings: Settings
) -> None:
    """An outcome that costs exactly as much is left out for the least cost; the law's is bought all the same."""
    case = _three_prices(most)
    answer = solve(case, case.options[0], settings)
    assert answer.plan is not None
    objectives = verify(case, answer.plan).objectives
    assert objectives.outcomes == outcomes
    assert answer.objective_value == pytest.approx(float(objectives.of("outcomes")))
    assert answer.secondary_bound == pytest.approx(float(objectives.cost), rel=2e-4)


def test_under_another_objective_an_outcome_has_no_limit() -> None:
    """At no cost more, the least cost buys every outcome, however small the limit."""
    answers = [
        solve(case, case.options[0], EXACT)
        for case in (replace(_two_providers("cost"), most_per_outcome=most) for most in (None, 1))
    ]
    assert answers[0].plan == answers[1].plan
    assert answers[0].secondary_bound == answers[1].secondary_bound


def test_the_secondary_objective_is_best_also_if_money_limits_the_objective() -> None:
    """1,000 pence buy ten of twenty places, from the dear P or, with a fee of 50 saved, from Q."""
    case = world(
        services=[service("day")],
        demand=20,
        funding=[stream("grant", "A", 1050)],
        offers=[
            offer("P", "P", line("day", price=100, fee=50, success=1)),
            offer("Q", "Q", line("day", price=100, fee=0, success=1)),
        ],
    )
    objectives = _objectives(case)
    assert (objectives.outcomes, objectives.cost) == (10, 1000)


@pytest.mark.slow  # many random cases are solved
@pytest.mark.parametrize("settings", [EXACT, USUAL], ids=["exact", "usual"])
@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("number", CASES)
def test_the_secondary_objective_never_worsens_the_objective_or_itself(
    number: int, objective: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = replace(tiny_case(number), objective=objective)
    if not _solved(case, settings).status.has_figures:
        return
    after = _objectives(case, settings)
    monkeypatch.setattr(algorithm.Algorithm, "_best_secondary", lambda *_: None)
    monkeypatch.setattr(algorithm.Algorithm, "_with_secondary", lambda _, first: first)
    before = _objectives(case, settings)
    worse = (before.of(objective) - after.of(objective)) * (-1 if objective == "cost" else 1)
    assert worse <= Fraction(1, 10**9) * abs(before.of(objective))
    assert after.outcomes >= before.outcomes if objective == "cost" else after.cost <= before.cost


def test_outcomes_of_little_weight_are_not_given_up_for_money(monkeypatch: pytest.MonkeyPatch) -> None:
    """The secondary weight is left out if it would leave all places empty."""
    monkeypatch.setattr(algorithm.Algorithm, "_solve_with_whole_places", None)  # must not be needed
    case = world(
        services=[replace(service("day"), outcome_weight=Fraction(1, 10**6))],
        demand=20,
        funding=[stream("grant", "A", 1000)],
        offers=[offer("O", "P", line("day", price=100, success=1))],
    )
    answer = _solved(case, USUAL)
    assert answer.plan is not None
    assert sum(answer.plan.bought.values()) == 10


# -- statuses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("settings", [EXACT, USUAL], ids=["exact", "usual"])
@pytest.mark.parametrize(
    "case",
    [
        world(floors=[floor("A", "day", 1)]),
        _day(money=250, wanted=3),
        world((borough("A", back_office=5),), funding=[stream("grant", "A", 4)]),
    ],
    ids=["nobody provides", "too little money", "an office not paid for"],
)
def test_a_case_without_a_plan_is_proven_infeasible(case: Case, settings: Settings) -> None:
    answer = _solved(case, settings)
    assert answer.status is Status.INFEASIBLE
    assert (answer.plan, answer.objective_value, answer.bound, answer.gap) == (None, None, None, None)


def test_a_case_that_only_fractions_of_places_could_solve_is_infeasible() -> None:
    """With no gap allowed and 2 and 3 places wanted, only none or all five are even; the money buys three."""
    case = world(
        "A B",
        demand={("A", "day"): 2, ("B", "day"): 3},
        gap=0,
        funding=[stream("grant", "A B", 300)],
        floors=[floor("A B", "day", 1)],
        offers=[offer("O", "P", line("day", price=100))],
    )
    for settings in (EXACT, USUAL):
        assert _solved(case, settings).status is Status.INFEASIBLE


@pytest.mark.parametrize("number", CASES)
def test_the_usual_gap_gives_an_answer_within_it_of_the_best(number: int) -> None:
    case = tiny_case(number)
    exact, usual = _solved(case), _solved(case, USUAL)
    assert exact.status in (Status.OPTIMAL, Status.INFEASIBLE)
    assert usual.status in (Status.OPTIMAL, Status.WITHIN_GAP, Status.INFEASIBLE)
    assert (exact.status is Status.INFEASIBLE) == (usual.status is Status.INFEASIBLE)
    if exact.objective_value is not None and usual.objective_value is not None and usual.bound is not None:
        slack = 0.001 * abs(usual.objective_value) + 1e-9
        assert abs(usual.objective_value - exact.objective_value) <= slack
        assert abs(usual.bound - usual.objective_value) <= slack


def test_a_wide_gap_is_claimed_as_such() -> None:
    case = _day(money=1_000_000_000, demand=7)
    assert _solved(case, Settings(gap=0.5, time_limit=60.0)).status in (Status.OPTIMAL, Status.WITHIN_GAP)


@dataclass
class ChangesResults:
    """A solver that proves less than HiGHS: its results are changed."""

    change: Callable[[SolverResult], SolverResult]
    spoil_values: bool = False
    name: str = "pretending"

    def __call__(self, problem: Any, limits: Limits, on_progress: ProgressCallback | None) -> SolverResult:
        found = self.change(solver_named("HiGHS")(problem, limits, on_progress))
        for column in problem.variables() if self.spoil_values and found.value is None else ():
            column.varValue = 0.5
        return found


def _change_results(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[SolverResult], SolverResult], *, spoil_values: bool = False
) -> None:
    monkeypatch.setattr(search, "solver_named", lambda _: ChangesResults(change, spoil_values))


@pytest.mark.parametrize("settings", [EXACT, USUAL], ids=["exact", "usual"])
def test_a_plan_without_a_proof_is_unproven(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    _change_results(monkeypatch, lambda found: replace(found, bound=-inf))
    answer = _solved(_day(), settings)
    assert (answer.status, answer.objective_value, answer.bound, answer.gap) == (Status.UNPROVEN, 5.0, None, None)


@pytest.mark.parametrize("settings", [EXACT, USUAL], ids=["exact", "usual"])
def test_a_plan_with_half_a_proof_is_unproven_with_its_gap(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    _change_results(monkeypatch, lambda found: replace(found, bound=found.bound * 2))
    answer = _solved(_day(), settings)
    assert (answer.status, answer.objective_value, answer.bound, answer.gap) == (Status.UNPROVEN, 5.0, 10.0, 1.0)


@pytest.mark.parametrize("settings", [EXACT, USUAL], ids=["exact", "usual"])
def test_a_small_gap_is_within_the_gap_only_where_one_was_asked_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _change_results(monkeypatch, lambda found: replace(found, bound=found.bound * 1.0001))
    expected = Status.UNPROVEN if settings is EXACT else Status.WITHIN_GAP
    assert _solved(_day(), settings).status is expected


@pytest.mark.parametrize("settings", [EXACT, USUAL], ids=["exact", "usual"])
def test_neither_a_plan_nor_a_proof_is_no_answer(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    _change_results(monkeypatch, lambda _: SolverResult(None, -inf))
    answer = _solved(_day(), settings)
    assert (answer.status, answer.plan, answer.objective_value, answer.gap) == (Status.NO_ANSWER, None, None, None)


@pytest.mark.parametrize("settings", [EXACT, USUAL], ids=["exact", "usual"])
@pytest.mark.parametrize("calls", [1, 2, 3, 4])
def test_a_later_stage_without_an_answer_leaves_the_plan_of_an_earlier_one(
    calls: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A solver may run out of time and leave other numbers in the variables."""
    made: list[SolverResult] = []

    def change(found: SolverResult) -> SolverResult:
        made.append(found)
        return found if len(made) <= calls else SolverResult(None, -inf)

    _change_results(monkeypatch, change, spoil_values=True)
    answer = _solved(_day(money=850, demand=20), settings)
    assert answer.status is Status.NO_ANSWER or answer.objective_value == 4.0


def test_a_time_limit_of_almost_nothing_gives_only_true_claims() -> None:
    for number in CASES:
        answer = _solved(tiny_case(number), Settings(gap=0.0, time_limit=1e-6))
        assert answer.status in tuple(Status)


@pytest.mark.slow  # many random cases are solved
@pytest.mark.parametrize("number", CASES)
def test_the_same_input_gives_the_same_plan(number: int) -> None:
    for settings in (EXACT, USUAL):
        one, other = (_solved(tiny_case(number), settings) for _ in range(2))
        assert replace(one, seconds=0.0) == replace(other, seconds=0.0)


@pytest.mark.solver
@pytest.mark.parametrize("solver", ["CBC"])
@pytest.mark.parametrize("number", range(0, 240, 24))
def test_another_solver_comes_to_the_same_status_and_value(number: int, solver: str) -> None:
    case = tiny_case(number)
    ours, theirs = _solved(case), _solved(case, replace(EXACT, solver=solver))
    assert (theirs.status, theirs.solver) == (ours.status, solver)
    if ours.objective_value is not None:
        assert theirs.objective_value == pytest.approx(ours.objective_value, rel=1e-6, abs=1e-6)


@pytest.mark.solver
@pytest.mark.skipif(not shutil.which("glpsol"), reason="GLPK's glpsol is not installed here")
@pytest.mark.parametrize("number", range(0, 240, 24))
def test_a_solver_that_is_not_asked_what_it_proved_claims_no_more_than_its_relaxation(number: int) -> None:
    case = tiny_case(number)
    ours, theirs = _solved(case), _solved(case, replace(EXACT, solver="GLPK_CMD"))
    assert (theirs.status is Status.INFEASIBLE) == (ours.status is Status.INFEASIBLE)
    if ours.objective_value is not None:
        assert theirs.objective_value == pytest.approx(ours.objective_value, rel=1e-6, abs=1e-6)


def test_progress_is_told_in_what_people_read() -> None:
    reported: list[Progress] = []
    _solved(tiny_case(2), USUAL, reported.append)
    assert {each.option for each in reported} <= {"only"}
    _solved(_day("cost", wanted=3), EXACT, reported.append)
    pounds = [each.best for each in reported if each.option == "alone" and each.best is not None]
    assert all(0 <= best <= 10 for best in pounds)
