"""The second solver agrees with trying every plan, and its plan counts only if the audit accepts it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import isclose

import pytest
from odd_figures import with_odd_figures
from oracle import best
from tiny_cases import limited_case, tiny_case
from tiny_streams import tiny_case_leaving_out

from models.case.types import Case
from optimiser.errors import NoSecondSolver
from optimiser.solving import second_solver
from optimiser.solving.second_solver import solve_again

needs_solver = pytest.mark.skipif(
    not second_solver.is_installed(), reason='the second solver is not installed: pip install ".[verify]"'
)


@needs_solver
@pytest.mark.parametrize("number", range(12))
@pytest.mark.parametrize("make", [tiny_case, limited_case, tiny_case_leaving_out, with_odd_figures])
def test_it_finds_the_same_as_trying_every_plan(make: Callable[[int], Case], number: int) -> None:
    case = make(number)
    expected, found = best(case, case.options[0]), solve_again(case, case.options[0], case.objective, 0.0, 30.0)
    assert found.is_infeasible == (expected is None)
    if expected is not None:
        assert found.ledger is not None
        assert found.bound is not None
        assert found.ledger.objectives.of(case.objective) == expected.primary
        assert isclose(found.bound, expected.primary, rel_tol=1e-6, abs_tol=1e-6)


@needs_solver
def test_the_order_of_the_rows_changes_no_value() -> None:
    case = tiny_case(4)
    answers = [solve_again(case, case.options[0], case.objective, 0.0, 30.0, seed) for seed in ("one", "two", "three")]
    values = {None if each.ledger is None else each.ledger.objectives.of(case.objective) for each in answers}
    assert len(values) == 1


@needs_solver
def test_a_plan_that_the_audit_refuses_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    case = tiny_case(0)
    option = replace(case.options[0])
    written = second_solver.second_programme(case, option, case.objective)
    written.programme.rows = [row for row in written.programme.rows if row.rule != "demand"]
    columns = [replace(column, most=column.most + 10) for column in written.programme.columns]
    written.programme.columns[:] = columns
    written.programme.aim.terms = {n: Fraction(abs(number)) for n, number in written.programme.aim.terms.items()}
    written.programme.is_least = False
    monkeypatch.setattr(second_solver, "second_programme", lambda *_: written)
    found = solve_again(case, option, case.objective, 0.0, 30.0)
    assert (found.plan, found.ledger) == (None, None)
    assert found.refused


def test_what_native_code_writes_to_the_screen_meanwhile_is_not_shown(capfd: pytest.CaptureFixture[str]) -> None:
    with second_solver._native_errors_silenced():
        os.write(2, b"Cannot set feasibility tolerance")
    os.write(2, b"shown again")
    assert capfd.readouterr().err == "shown again"


def test_without_it_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_solver, "MODULE", "no_such_solver")
    with pytest.raises(NoSecondSolver, match=r'pip install "\.\[verify\]"'):
        second_solver.load_second_solver()
