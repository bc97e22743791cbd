"""Each solver finds the same status, value and bound, and claims nothing that is not proven. All minimise."""

from __future__ import annotations

import math
import re
import shutil
from pathlib import Path
from random import Random
from typing import Any

import pulp
import pytest

from optimiser.errors import NoSuchSolver
from optimiser.solving import solver_named
from optimiser.solving.solver_interface import Limits, SolverResult
from optimiser.solving.solvers import Cbc
from optimiser.solving.status import relative_gap

pytestmark = [pytest.mark.slow, pytest.mark.solver]

GLPK = pytest.param(
    "GLPK_CMD", marks=pytest.mark.skipif(not shutil.which("glpsol"), reason="GLPK's glpsol is not installed here")
)
SOLVERS = ["HiGHS", "CBC", GLPK]
PROVING = ["HiGHS", "CBC"]


EXACTLY, LONG = 0.0, 30.0
WEIGHTS = (5, 4, 3)
ROWS = (((2, 3, 1), 5), ((4, 1, 2), 11), ((3, 4, 2), 8))  # most is 13, at 2, 0, 1: Chvátal, Linear Programming, 1983


def _problem(columns: int = 0, most: float | None = 1, category: str = "Integer") -> tuple[pulp.LpProblem, list[Any]]:
    problem = pulp.LpProblem("problem", pulp.LpMinimize)
    return problem, [problem.add_variable(f"x_{number}", 0, most, category) for number in range(columns)]


def _textbook(category: str = "Integer") -> pulp.LpProblem:
    problem, x = _problem(3, None, category)
    problem.setObjective(-pulp.lpSum(weight * each for weight, each in zip(WEIGHTS, x, strict=True)))
    for number, (row, most) in enumerate(ROWS):
        problem.addConstraint(pulp.lpSum(a * each for a, each in zip(row, x, strict=True)) <= most, f"row_{number}")
    return problem


def _split(*, slack: bool) -> pulp.LpProblem:
    """A market split: halving four sums over 30 yes-or-no decisions. Far beyond a second for branch and bound.

    slack: as near as can be; else exactly, with as few as can be. Source: Cornuéjols and Dawande, IPCO VI (1998).
    """
    draw = Random(1)  # noqa: S311 - draws a problem, keeps no secret
    problem, x = _problem(30)
    off = [problem.add_variable(f"off_{number}", 0, None if slack else 0) for number in range(8)]
    for row in range(4):
        parts = [draw.randint(0, 99) for _ in x]
        halved = pulp.lpSum(a * each for a, each in zip(parts, x, strict=True)) + off[2 * row] - off[2 * row + 1]
        problem.addConstraint(halved == sum(parts) // 2, f"row_{row}")
    problem.setObjective(pulp.lpSum(off if slack else x))
    return problem


def _covering(scale: float, seed: int) -> pulp.LpProblem:
    """Cover eight rows with 25 yes-or-no decisions at prices of tens of `scale`."""
    draw = Random(seed)  # noqa: S311 - draws a problem, keeps no secret
    problem, x = _problem(25)
    for row in range(8):
        problem.addConstraint(pulp.lpSum(draw.randint(10, 99) * each for each in x) >= 400, f"row_{row}")
    problem.setObjective(pulp.lpSum(draw.randint(10, 99) * each for each in x) * scale)
    return problem


def _solve_with(
    solver: str, problem: pulp.LpProblem, gap: float = EXACTLY, seconds: float = LONG, **more: Any
) -> SolverResult:
    on_progress = more.pop("on_progress", None)
    return solver_named(solver)(problem, Limits(gap, seconds, **more), on_progress)


def _values(problem: pulp.LpProblem) -> list[float]:
    return [column.varValue for column in problem.variables() if column.name.startswith("x_")]


@pytest.mark.parametrize("solver", SOLVERS)
def test_the_best_whole_values_are_found_and_left_in_the_variables(solver: str) -> None:
    problem = _textbook()
    assert _solve_with(solver, problem).value == pytest.approx(-13)
    assert _values(problem) == [2, 0, 1]


@pytest.mark.parametrize("solver", PROVING)
def test_the_best_value_is_its_own_bound(solver: str) -> None:
    found = _solve_with(solver, _textbook())
    assert (found.value, found.bound, found.infeasible) == (pytest.approx(-13), pytest.approx(-13), False)


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_problem_without_whole_variables_is_proven_too(solver: str) -> None:
    found = _solve_with(solver, _textbook("Continuous"))
    assert (found.value, found.bound) == (pytest.approx(-13), pytest.approx(-13))


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_best_value_of_nothing_is_a_value(solver: str) -> None:
    problem, x = _problem(3)
    problem.setObjective(pulp.lpSum(x))
    problem.addConstraint(pulp.lpSum(x) <= 2, "row_0")
    assert _solve_with(solver, problem) == SolverResult(0.0, 0.0)


@pytest.mark.parametrize("solver", SOLVERS)
def test_an_objective_that_cannot_change_has_its_constant_as_value(solver: str) -> None:
    problem, x = _problem(3)
    problem.setObjective(pulp.lpSum([]) + 7)
    problem.addConstraint(pulp.lpSum(x) >= 2, "row_0")
    assert _solve_with(solver, problem) == SolverResult(7.0, 7.0)


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_variable_that_no_row_mentions_does_not_matter(solver: str) -> None:
    problem = _textbook()
    problem.add_variable("y_0", 0, 1, "Continuous")
    assert _solve_with(solver, problem).value == pytest.approx(-13)


@pytest.mark.parametrize("solver", SOLVERS)
def test_the_constant_of_an_objective_counts(solver: str) -> None:
    problem = _textbook()
    problem.setObjective(problem.objective + 20)
    assert _solve_with(solver, problem).value == pytest.approx(7)


@pytest.mark.parametrize("solver", ["HiGHS", "CBC"])
def test_a_problem_without_variables_has_its_constant_as_value(solver: str) -> None:
    problem, _ = _problem()
    problem.setObjective(pulp.lpSum([]) + 3)
    assert _solve_with(solver, problem) == SolverResult(3.0, 3.0)


@pytest.mark.parametrize("category", ["Integer", "Continuous"])
@pytest.mark.parametrize("solver", SOLVERS)
def test_a_problem_that_nothing_solves_is_infeasible(solver: str, category: str) -> None:
    problem, x = _problem(3, 1, category)
    problem.setObjective(pulp.lpSum(x))
    problem.addConstraint(pulp.lpSum(x) >= 2, "row_0")
    problem.addConstraint(x[0] + 2 * x[1] + 3 * x[2] <= 1, "row_1")
    assert _solve_with(solver, problem) == SolverResult(None, math.inf, infeasible=True)


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_problem_that_only_parts_solve_is_infeasible(solver: str) -> None:
    problem, x = _problem(3)
    problem.setObjective(pulp.lpSum(x))
    problem.addConstraint(2 * pulp.lpSum(x) == 3, "row_0")
    assert _solve_with(solver, problem) == SolverResult(None, math.inf, infeasible=True)


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_problem_without_end_is_neither_infeasible_nor_solved(solver: str) -> None:
    problem, (x, y) = _problem(2, None)
    problem.setObjective(-x - y)
    problem.addConstraint(x - y <= 3, "row_0")
    found = _solve_with(solver, problem)
    assert (found.bound, found.infeasible) == (-math.inf, False)


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_problem_without_end_and_without_plan_is_not_called_solved(solver: str) -> None:
    problem, (x, y, z) = _problem(3, None)
    problem.setObjective(-x - y)
    problem.addConstraint(x - y <= 3, "row_0")
    problem.addConstraint(2 * z == 1, "row_1")
    assert _solve_with(solver, problem).value is None


@pytest.mark.parametrize("possible", [True, False])
def test_highs_decides_if_cbc_gives_up_a_relaxation(possible: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """CBC then says that it is infeasible "or too expensive"."""
    monkeypatch.setattr(
        Cbc, "_log_of", lambda *_: "Result - Linear relaxation infeasible\n\nNo feasible solution found"
    )
    problem, (x, y) = _problem(2)
    problem.setObjective(x + y)
    problem.addConstraint(2 * x + 2 * y == (2 if possible else 3), "row_0")
    found = _solve_with("CBC", problem)
    assert (found.value, found.infeasible) == (None, not possible)


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_time_out_is_never_called_optimal(solver: str) -> None:
    """PuLP calls it so."""
    problem = _split(slack=True)
    found = _solve_with(solver, problem, seconds=1.0)
    assert found.value is not None
    assert not found.infeasible
    assert -0.001 <= found.bound <= 1e-6
    assert found.value >= 1
    assert problem.valid(1e-6)


@pytest.mark.parametrize("shown", [17.0, 5.5])
def test_cbc_may_change_its_plan_after_it_has_counted_its_value(shown: float) -> None:
    """As it says itself: "Postprocessing changed objective from 17 to 13". Its bound stands as shown."""
    problem = _textbook()
    problem.setObjective(problem.objective + 20)
    problem.solve(solver_named("CBC").command(msg=False))  # type: ignore[attr-defined]
    value, constant = problem.objective.value(), 20

    class Stopped(pulp.LpSolver):
        """Leaves the plan that is there and a log that counts it otherwise."""

        def __init__(self, logPath: str, **_more: Any) -> None:  # noqa: N803 - PuLP's word
            super().__init__()
            self.log = Path(logPath)

        def actualSolve(self, _problem: Any) -> int:  # noqa: N802 - PuLP's word
            lines = f"Result - Stopped on time limit\nObjective value: {shown - constant}\nLower bound: -15\n"
            self.log.write_text(lines)
            return 1

    found = Cbc(Stopped)(problem, Limits(EXACTLY, LONG), None)
    assert (found.value, found.infeasible) == (pytest.approx(value), False)
    assert found.bound == pytest.approx(5, abs=0.001)


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_time_out_without_a_plan_is_never_called_infeasible(solver: str) -> None:
    found = _solve_with(solver, _split(slack=False), seconds=1.0)
    assert (found.value, found.infeasible) == (None, False)
    assert found.bound <= 30


@pytest.mark.parametrize("solver", PROVING)
def test_a_search_that_is_cut_short_claims_no_more_than_it_proved(solver: str) -> None:
    found = _solve_with(solver, _split(slack=True), seconds=3.0, nodes=5)
    assert not found.infeasible
    assert found.bound <= 1


@pytest.mark.parametrize(
    ("solver", "scale"),
    [
        ("HiGHS", 1.0),
        ("HiGHS", 3e-6),
        ("CBC", 1.0),
        ("CBC", 3e-6),
    ],
)
def test_no_bound_is_above_what_another_solver_reaches(solver: str, scale: float) -> None:
    """At prices of a few pence too, where CBC's log shows three decimals of thousands of pounds."""
    other = {"HiGHS": "CBC", "CBC": "HiGHS"}[solver]
    for seed in (10, 16, 24):
        reached = _solve_with(other, _covering(scale, seed))
        assert reached.value is not None
        assert _solve_with(solver, _covering(scale, seed), gap=0.1).bound <= reached.value * (1 + 1e-6)


@pytest.mark.parametrize("solver", PROVING)
def test_a_gap_that_is_enough_is_reached(solver: str) -> None:
    found = _solve_with(solver, _covering(1.0, 3), gap=0.2)
    assert found.value is not None
    assert found.bound <= found.value <= found.bound * 1.25


@pytest.mark.parametrize("gap", [0.0002, 0.001])
def test_what_the_log_of_cbc_rounds_leaves_the_gap_met(gap: float) -> None:
    """CBC stops at its own gap, and its log has eight decimals of a value such as 2/3."""
    problem, (x,) = _problem(1)
    problem.setObjective(x * (-2 / 3))
    found = _solve_with("CBC", problem, gap=gap)
    assert found.value is not None
    assert relative_gap(found.bound, found.value) <= gap


@pytest.mark.parametrize("solver", SOLVERS)
def test_two_runs_leave_the_same_values(solver: str) -> None:
    one, other = _covering(1.0, 5), _covering(1.0, 5)
    assert _solve_with(solver, one) == _solve_with(solver, other)
    assert _values(one) == _values(other)


def test_highs_tells_how_far_it_is() -> None:
    steps: list[tuple[float | None, float | None]] = []
    _solve_with("HiGHS", _split(slack=True), seconds=1.0, on_progress=lambda best, bound: steps.append((best, bound)))
    assert steps
    assert any(best is not None and bound is not None and bound <= best for best, bound in steps)


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    for solver in PROVING:
        _solve_with(solver, _textbook(), on_progress=lambda *_: None)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["highs", "HiGHS", "HIGHS", "cbc", "CBC", "PULP_CBC_CMD", "coin_cmd"])
def test_a_solver_is_known_in_any_capitals(name: str) -> None:
    assert solver_named(name).name == ("HiGHS" if name.casefold() == "highs" else "CBC")


def test_an_unknown_solver_is_refused_with_those_that_can_be_used() -> None:
    with pytest.raises(NoSuchSolver) as raised:
        solver_named("nonsense")
    assert raised.value.name == "nonsense"
    assert "HiGHS" in raised.value.known
    assert len(raised.value.known) == len(set(raised.value.known))


def test_a_solver_that_pulp_knows_but_this_machine_has_not_is_refused() -> None:
    missing = next(name for name in pulp.listSolvers() if name not in pulp.listSolvers(onlyAvailable=True))
    with pytest.raises(NoSuchSolver, match=re.escape(missing)):
        solver_named(missing)
