"""The plain model of the benchmarks has the same optimum: two readings of docs/model.md and two solvers."""

from __future__ import annotations

from math import isclose
from pathlib import Path

import pytest
from tiny_cases import tiny_case
from tiny_streams import tiny_case_leaving_out

from benchmarks.cbc import solve_with_cbc
from benchmarks.random_case import CaseSpec, write_case
from models.case.types import Case
from models.plan.plan import Status
from optimiser.casefiles.reading import read
from optimiser.solving import solve
from optimiser.solving.settings import Settings

NUMBERS = range(60)


@pytest.mark.slow  # many random cases are solved
@pytest.mark.parametrize("number", NUMBERS)
def test_the_plain_model_has_the_same_optimum(number: int) -> None:
    assert_same_optimum(tiny_case(number))


@pytest.mark.slow  # many random cases are solved
@pytest.mark.parametrize("number", range(20))
def test_the_plain_model_has_the_same_optimum_if_savings_targets_leave_out_streams(number: int) -> None:
    assert_same_optimum(tiny_case_leaving_out(number))


def assert_same_optimum(case: Case) -> None:
    ours = solve(case, case.options[0], Settings(gap=0.0))
    plain = solve_with_cbc(case, case.options[0].name, gap=0.0, seconds=60.0)
    assert plain.infeasible == (ours.status is Status.INFEASIBLE)
    if not plain.infeasible:
        assert plain.value is not None
        assert ours.objective_value is not None
        assert isclose(plain.value, ours.objective_value, rel_tol=1e-6, abs_tol=1e-6)


def test_a_random_case_has_no_fault_and_is_the_same_every_time(tmp_path: Path) -> None:
    for folder in ("once", "again"):
        write_case(CaseSpec(seed=3), tmp_path / folder)
    once, again = (read(tmp_path / folder) for folder in ("once", "again"))
    assert once.warnings == ()
    assert once.digest == again.digest
    assert (len(once.case.boroughs), len(once.case.services), len(once.case.options)) == (3, 11, 5)
