"""The order in which rows are typed changes no plan, except for the three orders that have a meaning."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TypeVar

import pytest
from tiny_cases import tiny_case

from models.audit import verify
from models.case.types import Case
from models.mip.row_order import in_name_order
from models.plan.plan import Plan
from optimiser.solving import solve
from optimiser.solving.settings import Settings

Row = TypeVar("Row")


def shuffled(case: Case, number: int, *, boroughs: bool = False) -> Case:
    """The same case with the rows of the tables whose order has no meaning in another order.

    `boroughs`: those too, whose order decides who gets the pennies of a shared amount.
    """
    draw = Random(number)  # noqa: S311 - shuffles rows, keeps no secret

    def mixed(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(draw.sample(rows, len(rows)))

    rows = mixed(case.boroughs) if boroughs else case.boroughs
    order = {borough.name: position for position, borough in enumerate(rows)}

    def group(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(names, key=order.__getitem__))

    contracts = (
        replace(each, lines=mixed(tuple(replace(line, boroughs=group(line.boroughs)) for line in each.lines)))
        for each in case.contracts
    )
    offers = (replace(each, boroughs=group(each.boroughs), lines=mixed(each.lines)) for each in case.offers)
    options = (
        replace(
            option,
            hub_phases=mixed(tuple(replace(phase, boroughs=group(phase.boroughs)) for phase in option.hub_phases)),
            arrangements=mixed(tuple(replace(each, group=group(each.group)) for each in option.arrangements)),
        )
        for option in case.options
    )
    return replace(
        case,
        boroughs=rows,
        services=mixed(case.services),
        funding=tuple(replace(stream, homes=group(stream.homes)) for stream in case.funding),
        demand=dict(mixed(tuple(case.demand.items()))),
        minimums=mixed(
            tuple(replace(row, boroughs=group(row.boroughs), services=mixed(row.services)) for row in case.minimums)
        ),
        savings_targets=mixed(tuple(replace(row, boroughs=group(row.boroughs)) for row in case.savings_targets)),
        contracts=mixed(tuple(contracts)),
        offers=mixed(tuple(offers)),
        options=tuple(options),
    )


def decisions(plan: Plan) -> Plan:
    """A plan without who pays, its groups in an order that does not depend on the case."""
    return replace(in_name_order(plan), spent={}, carried={})


@pytest.mark.parametrize("gap", [0.0, 0.001])
@pytest.mark.parametrize("number", range(24))
def test_the_order_of_rows_changes_no_plan(number: int, gap: float) -> None:
    case = tiny_case(number)
    other = shuffled(case, number)
    first, second = (solve(each, each.options[0], Settings(gap=gap)) for each in (case, other))
    assert first.status is second.status
    if first.plan is None or second.plan is None:
        assert first.plan is second.plan
        return
    assert decisions(first.plan) == decisions(second.plan)
    assert verify(other, second.plan).violations == ()
    assert (first.objective_value, first.bound, first.secondary_bound) == (
        second.objective_value,
        second.bound,
        second.secondary_bound,
    )


def test_the_pennies_of_a_shared_amount_follow_the_table() -> None:
    """The audit shares by the order of the table: a plan whose costs did not would be short of a penny."""
    solved = 0
    for number in range(24, 60):
        other = shuffled(tiny_case(number), number, boroughs=True)
        answer = solve(other, other.options[0], Settings())
        if answer.plan is not None:
            assert verify(other, answer.plan).violations == ()
            solved += 1
    assert solved > 10
