"""The model as a whole: the same best value in every form, its objectives, and constraints that cannot be met."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import Any

import pytest
from oracle import best
from plan_in_model import plan_in_variables, rule_of
from tiny_cases import OBJECTIVES, tiny_case
from world import borough, contract, floor, line, offer, option, service, stream, today, world

from models.audit import verify
from models.case.types import Case
from models.case.vocabulary import SECONDARY_OBJECTIVE
from models.mip.build import InfeasibleConstraint, MipModel, build
from models.mip.extract import cell_charges, extract_decisions, extract_plan, value_of
from models.mip.funding_flow import allocate_funding
from models.mip.funding_pools import THOUSAND_POUNDS
from models.mip.instance import OptionInstance
from models.mip.savings import spending_needed
from models.mip.variables import Variables
from models.plan.ledger import ObjectiveValues
from models.plan.plan import Plan
from optimiser.solving import solver_named
from optimiser.solving.solver_interface import Limits, SolverResult

CASES = range(0, 240, 5)
SOME = range(0, 240, 11)
CLOSE = {"rel": 1e-7, "abs": 1e-9}
NOTHING = SolverResult(None, inf, infeasible=True)


def _instance(case: Case) -> OptionInstance:
    return OptionInstance(case, case.options[0])


def _run(model: MipModel, objective: str) -> SolverResult:
    model.set_objective(objective)
    return solver_named("HiGHS")(model.problem, Limits(0.0, 60.0), None)


def _best(case: Case, objective: str, *, whole: bool = True, tight: bool = True) -> SolverResult:
    try:
        return _run(build(_instance(case), whole_places=whole, strengthened=tight), objective)
    except InfeasibleConstraint:
        return NOTHING


@pytest.mark.slow  # many random cases are solved
@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("number", CASES)
def test_the_best_value_is_the_same_with_and_without_valid_inequalities(number: int, objective: str) -> None:
    tight, plain = (_best(tiny_case(number), objective, tight=each) for each in (True, False))
    assert tight.infeasible == plain.infeasible
    if plain.value is not None:
        assert tight.value == pytest.approx(plain.value, **CLOSE)


@pytest.mark.slow  # many random cases are solved
@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("number", SOME)
def test_continuous_places_bound_the_value_of_whole_ones(number: int, objective: str) -> None:
    relaxed, whole = (_best(tiny_case(number), objective, whole=each) for each in (False, True))
    assert whole.infeasible or not relaxed.infeasible
    if whole.value is not None and relaxed.value is not None:
        assert relaxed.value <= whole.value + 1e-9 * max(1.0, abs(whole.value))


@pytest.mark.slow  # many random cases are solved
@pytest.mark.parametrize("number", SOME)
def test_restricting_the_model_to_the_best_plan_leaves_its_value(number: int) -> None:
    case = tiny_case(number)
    if _best(case, case.objective).value is None:
        return
    free = build(_instance(case), whole_places=True)
    found = _run(free, case.objective)
    restricted = _run(
        build(_instance(case), whole_places=True, restricted_to=extract_decisions(free.variables)), case.objective
    )
    assert restricted.value == pytest.approx(found.value, **CLOSE)


def _paid(model: MipModel) -> Plan:
    variables = model.variables
    paid = allocate_funding(variables.instance, cell_charges(variables), spending_needed(variables))
    return replace(extract_plan(model.variables), spent=paid.spent, carried=paid.carried)


@pytest.mark.slow  # many random cases are solved
@pytest.mark.parametrize("number", CASES)
def test_an_extracted_plan_meets_every_constraint_once_it_is_paid_for(number: int) -> None:
    case = tiny_case(number)
    if _best(case, case.objective).value is None:
        return
    model = build(_instance(case), whole_places=True)
    _run(model, case.objective)
    placed = plan_in_variables(case, _paid(model))
    assert (placed.not_expressible, placed.violated_constraints()) == ([], set())


@pytest.mark.slow  # many random cases are solved
@pytest.mark.parametrize("number", SOME)
def test_the_objectives_of_the_model_are_those_that_the_audit_recomputes(number: int) -> None:
    case = tiny_case(number)
    found = best(case, case.options[0])
    if found is None:
        return
    model = build(_instance(case), whole_places=True)
    placed = plan_in_variables(case, found.plan)
    assert placed.not_expressible == []
    put = {column.name: column.varValue for column in _columns(placed.variables)}
    for column in _columns(model.variables):
        column.varValue = put[column.name]
    assert _objective_values(model) == pytest.approx(_minimised(verify(case, found.plan).objectives), **CLOSE)


def _columns(variables: Variables) -> list[Any]:
    """Every variable except those of money."""
    kinds = (variables.arranged, variables.keep, variables.use, variables.band, variables.start)
    decided = [term for kind in kinds for term in kind.values() if not isinstance(term, int)]
    return decided + [source.places for source in variables.bought.values()]


def _objective_values(model: MipModel) -> dict[str, float]:
    return {name: value_of(objective) for name, objective in model.objectives.items()}


def test_outcomes_are_net_of_cost_if_they_have_a_limit() -> None:
    """£30 for 3 outcomes, each worth £15: 3 - 30 / 15 = 1."""
    case = world(offers=[offer("O", "P", line("day", price=1000, success=1))], demand=3, most=1500)
    model = build(_instance(case), whole_places=True)
    _run(model, "outcomes")
    assert _objective_values(model) == pytest.approx({"outcomes": -1.0, "cost": 0.03, "value": 0.03}, **CLOSE)


def _minimised(objectives: ObjectiveValues) -> dict[str, float]:
    """The exact objectives as in the model: all to be minimised, money in thousands of pounds."""
    return {
        "outcomes": -float(objectives.outcomes),
        "cost": float(objectives.cost / THOUSAND_POUNDS),
        "value": -float(objectives.value / THOUSAND_POUNDS),
    }


def test_the_objectives_of_a_plan_worked_out_by_hand() -> None:
    """Two years at 25%; 3 places at 1000 pence, success rate 1/2, 5000 pence an outcome, outcome weight 2."""
    case = world(
        "A",
        [service("day", weight=2, value=5000)],
        2,
        rate="1/4",
        demand=3,
        floors=[floor("A", "day", 3)],
        offers=[offer("O", "P", line("day", price=1000, success="1/2"))],
    )
    model = build(_instance(case), whole_places=True)
    _run(model, "cost")
    assert _objective_values(model) == pytest.approx({"outcomes": -6.0, "cost": 0.054, "value": -(0.135 - 0.054)})


def test_every_objective_has_a_secondary_objective() -> None:
    assert SECONDARY_OBJECTIVE == {"outcomes": "cost", "cost": "outcomes", "value": "cost"}


def test_a_minimum_that_nobody_can_meet_is_infeasible_under_its_rule() -> None:
    case = world("A", floors=[floor("A", "day", 1)])
    with pytest.raises(InfeasibleConstraint) as raised:
        build(_instance(case))
    assert (raised.value.rule, raised.value.index) == ("minimum_provision", (0, 0))


def test_a_back_office_that_no_money_may_pay_is_infeasible_under_its_rule() -> None:
    case = world((borough("A", back_office=5),), funding=[stream("grant", "A", ring_fence="day")])
    with pytest.raises(InfeasibleConstraint) as raised:
        build(_instance(case))
    assert raised.value.rule == "paid_in_full"


def test_rows_without_variables_that_are_met_are_left_out() -> None:
    case = world("A", contracts=[contract("K", "P", today("day"), committed_to=9)])
    model = build(_instance(case))
    found = model.problem.constraints
    rows = found() if callable(found) else found.values()
    assert {rule_of(row.name) for row in rows} == {"contract_end", "demand", "paid_in_full", "funding"}


def test_a_constrained_objective_is_no_worse_than_its_limit() -> None:
    case = world("A", demand=8, offers=[offer("O", "P", line("day", price=100, success="1/2"))])
    model = build(_instance(case), whole_places=True)
    assert _run(model, "outcomes").value == pytest.approx(-4.0)
    model.constrain_objective("outcomes", -2.5)
    assert _run(model, "cost").value == pytest.approx(0.005)  # five places at £1


def test_a_model_restricted_to_a_plan_has_no_variable_for_anything_else() -> None:
    case = world(
        "A B",
        horizon=2,
        contracts=[contract("K", "Q", today("day", "A", places=4, success=1))],
        offers=[offer("O", "P", line("day", bands=((0, 9), (3, 8)), capacity=8, success=1))],
        options=[option("joint", level=2)],
    )
    free = build(_instance(case), whole_places=True)
    _run(free, "outcomes")
    taken = extract_decisions(free.variables)
    within = build(_instance(case), whole_places=True, restricted_to=taken).variables
    assert {key for key, term in within.keep.items() if not isinstance(term, int)} == taken.kept
    assert set(within.live) == taken.live
    assert within.use
    assert within.bought
