"""Valid inequalities exclude no plan, and they bring the bound nearer in cases worked out by hand."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from oracle import best
from plan_in_model import plan_in_variables
from pulp import lpSum
from tiny_cases import tiny_case
from world import contract, floor, line, offer, today, world

from models.case.types import Case
from models.mip import build as build_module
from models.mip.build import InfeasibleConstraint, MipModel, build
from models.mip.instance import OptionInstance
from models.mip.valid_inequalities import VALID_INEQUALITIES, cover, flow_cover, sole_source
from models.mip.variables import Variables
from optimiser.solving import solver_named
from optimiser.solving.solver_interface import Limits

pytestmark = pytest.mark.slow  # many random cases are solved

CASES = range(1, 240, 4)
OBJECTIVES_PER_CASE = 6  # random objectives


def _broken(variables: Variables) -> list[tuple[str, object]]:
    return [(cut.__name__, index) for cut in VALID_INEQUALITIES for index, row in cut(variables) if not row.valid(1e-6)]


@pytest.mark.parametrize("number", CASES)
def test_the_plan_found_by_trying_every_plan_is_not_excluded(number: int) -> None:
    case = tiny_case(number)
    found = best(case, case.options[0])
    if found is not None:
        assert _broken(plan_in_variables(case, found.plan).variables) == []


@pytest.mark.parametrize("number", CASES)
def test_no_plan_that_is_best_for_a_random_objective_is_excluded(number: int) -> None:
    draw, case = Random(number), tiny_case(number)  # noqa: S311 - draws objectives, keeps no secret
    try:
        model = build(OptionInstance(case, case.options[0]), whole_places=True, strengthened=False)
    except InfeasibleConstraint:
        return
    for _ in range(OBJECTIVES_PER_CASE):
        model.problem.setObjective(lpSum(draw.uniform(-1, 1) * column for column in _columns(model)))
        if solver_named("HiGHS")(model.problem, Limits(0.0, 60.0), None).value is None:
            return
        assert _broken(model.variables) == []


def _columns(model: MipModel) -> list[Any]:
    """Every variable except those of money."""
    variables = model.variables
    kinds = (variables.arranged, variables.keep, variables.use, variables.band, variables.start)
    decided = [term for kind in kinds for term in kind.values() if not isinstance(term, int)]
    return decided + [source.places for source in variables.bought.values()]


def _bound(case: Case, monkeypatch: pytest.MonkeyPatch, *cuts: object) -> float:
    """The least cost in pounds with these valid inequalities if every decision may be a fraction."""
    monkeypatch.setattr(build_module, "VALID_INEQUALITIES", cuts)
    model = build(OptionInstance(case, case.options[0]))
    for column in model.problem.variables():
        column.cat = "Continuous"
    model.set_objective("cost")
    found = solver_named("HiGHS")(model.problem, Limits(0.0, 60.0), None)
    assert found.value is not None
    return found.value * 1000


def test_cover_counts_the_whole_fee_if_there_is_a_minimum(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four of ten places: without it, two fifths of a fee of £100."""
    case = world(floors=[floor("A", "day", 4)], offers=[offer("O", "P", line("day", fee=100_00))])
    assert _bound(case, monkeypatch) == pytest.approx(40)
    assert _bound(case, monkeypatch, cover) == pytest.approx(100)


def test_sole_source_counts_no_more_of_the_other_sources_than_the_minimum(monkeypatch: pytest.MonkeyPatch) -> None:
    """O costs £100 and £1 a place, X £50 a place; without it, two fifths of the fee and of O's ten places."""
    dear, fee = line("day", price=50_00), line("day", price=1_00, fee=100_00)
    case = world(floors=[floor("A", "day", 4)], offers=[offer("O", "P", fee), offer("X", "Q", dear)])
    assert _bound(case, monkeypatch) == pytest.approx(44)
    assert _bound(case, monkeypatch, sole_source) == pytest.approx(104)


def test_flow_cover_counts_the_whole_fee_for_the_last_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today's contract gives eight of ten places; two more need O, whose fee is £100."""
    case = world(
        floors=[floor("A", "day", 10)],
        contracts=[contract("K", "Q", today("day", places=8), committed_to=0)],
        offers=[offer("O", "P", line("day", fee=100_00))],
    )
    assert _bound(case, monkeypatch) == pytest.approx(20)
    assert _bound(case, monkeypatch, flow_cover) == pytest.approx(100)


def test_a_minimum_over_several_boroughs_gives_no_rows() -> None:
    case = world("A B", floors=[floor("A B", "day", 4)], offers=[offer("O", "P", line("day"))])
    variables = build(OptionInstance(case, case.options[0])).variables
    assert [*cover(variables), *sole_source(variables)] == []


def test_a_minimum_in_people_gives_no_rows() -> None:
    case = world(floors=[floor("A", "day", 4, people=True)], offers=[offer("O", "P", line("day"))])
    variables = build(OptionInstance(case, case.options[0])).variables
    assert [*cover(variables), *sole_source(variables)] == []


def test_flow_cover_gives_no_rows_unless_demand_exceeds_places_today() -> None:
    full = world(contracts=[contract("K", "Q", today("day", places=10))], offers=[offer("O", "P", line("day"))])
    none = world(offers=[offer("O", "P", line("day"))])
    for case in (full, none):
        assert list(flow_cover(build(OptionInstance(case, case.options[0])).variables)) == []
