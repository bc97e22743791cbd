"""On every example case: the action plan has each change of a contract once, and today's contracts are all told of."""

from __future__ import annotations

from collections import Counter

import pytest
from examples import CASE_NAMES, appraised

from models.accounts.contract_places import contract_places
from models.transition.handovers import handovers, provider_changes
from optimiser.engine.run import Run
from optimiser.reports.data.plan_tables import PLAN_TABLES

STATES = {"start contract": "starts", "end contract": "ends"}


def table(run: Run, name: str) -> list[dict[str, object]]:
    (found,) = (each for each in PLAN_TABLES if each.name == name)
    return [dict(zip(found.names, row, strict=True)) for row in found.rows(run)]


def pence(row: dict[str, object], *columns: str) -> int:
    found = [row[column] for column in columns]
    return sum(amount for amount in found if isinstance(amount, int))


@pytest.mark.parametrize("name", CASE_NAMES)
def test_every_contract_that_starts_or_ends_has_one_step_with_its_money(name: str) -> None:
    run = appraised(name)
    which = ("option", "year", "contract", "boroughs")
    money = {"starts": ("unit_cost", "fee", "start_cost"), "ends": ("exit_cost",)}
    listed = Counter(
        (*(row[column] for column in which), row["state"], pence(row, *money[str(row["state"])]))
        for row in table(run, "contracts")
        if row["state"] in money
    )
    planned = Counter(
        (*(row[column] for column in which), STATES[str(row["step"])], row["amount"])
        for row in table(run, "action_plan")
        if row["step"] in STATES
    )
    assert planned == listed
    assert set(planned.values()) == {1}


@pytest.mark.parametrize("name", CASE_NAMES)
def test_each_of_today_s_contracts_runs_on_or_is_handed_over_and_all_who_move_have_left_something(name: str) -> None:
    run = appraised(name)
    for result in run.results.values():
        assert result.answer.plan is not None
        known = contract_places(run.case, result.option, result.answer.plan)
        lines = Counter((each.contract.name, each.service, each.borough) for each in handovers(known))
        expected = [(c.name, line.service, b) for c in run.case.contracts for line in c.lines for b in line.boroughs]
        assert lines == Counter(expected)
        assert [move for move in provider_changes(known) if sum(move.left_contracts.values()) != move.moved] == []
