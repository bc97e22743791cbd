"""Tiny cases all of whose nearly best plans can be tried, for the tests of ranges and of nearness."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from models.appraisal.scoring import appraise
from models.case.types import Case
from models.plan.plan import Plan
from optimiser.engine.run import Run, judged
from optimiser.solving import solve
from optimiser.solving.settings import Settings
from tests.model.oracle_all import plans
from tests.model.tiny import tiny

OPEN = (3, 12, 16, 26, 27, 28, 29, 30, 38, 41, 48, 49, 51, 52, 69, 75, 76, 79, 93, 108)  # plans that differ in places
SETTLED = (1, 5, 6, 7, 9, 11, 15, 24, 25, 32, 36, 37)  # all plans within half a per cent have the same places
SETTINGS = Settings(gap=0.0)


@cache
def solved(number: int) -> Run:
    """The run of the first option of a tiny case, with nothing given away."""
    return run_of(tiny(number))


def run_of(case: Case) -> Run:
    """The same of any case."""
    option = case.options[0]
    result = judged(case, SETTINGS, solve(case, option, SETTINGS), None)
    return Run(case, "", "", SETTINGS, {option.name: result}, appraise(case, {option.name: result.measures}), {})


def best(run: Run) -> Fraction:
    """What the first aim comes to, exact."""
    ledger = next(iter(run.results.values())).ledger
    assert ledger is not None
    return ledger.aims.of(run.case.objective)


def own(run: Run) -> Plan:
    """The plan of the run's one option."""
    plan = next(iter(run.results.values())).answer.plan
    assert plan is not None
    return plan


def all_within(case: Case, worst: Fraction) -> list[Plan]:
    """Every plan of the first option whose first aim is no worse than that."""
    return list(plans(case, case.options[0], worst))
