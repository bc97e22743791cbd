"""The integer programme of one option a second time, written from docs/model.md alone, to be solved by another solver.

It shares nothing with `models.mip` but the case and the sharing of pence, and keeps to the definitions: no row is
added, tightened or left out to make it faster, and every number in its rows is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.case.types import Case, Group, Option
from models.plan.plan import Plan
from models.second_programme import rules_of_contracts, rules_of_money
from models.second_programme.costs import Costs
from models.second_programme.decisions import Decisions
from models.second_programme.linear import Column, Programme, Row, Sum
from models.second_programme.plan_as_columns import missed_rule

__all__ = ["Column", "Programme", "Row", "SecondProgramme", "Sum", "second_programme"]


@dataclass(frozen=True, slots=True)
class SecondProgramme:
    """The programme of an option, and the decisions from which a plan can be read."""

    programme: Programme
    decisions: Decisions

    def plan(self, values: Mapping[int, int]) -> Plan:
        """The plan of whole numbers by the position of their column, without who pays."""
        made, case = self.decisions, self.decisions.case
        found = {key: values.get(column, 0) for key, column in made.taken().items()}
        chosen = {key for key, number in found.items() if number}
        return Plan(
            option=made.option.name,
            arrangements=frozenset(
                (each.service, each.group, year)
                for each in made.option.arrangements
                for year in case.years
                if _value(made.in_force(each.service, each.group, year), values)
            ),
            kept=frozenset(key[1:] for key in chosen if key[0] == "keep"),  # type: ignore[misc]
            used={key[1:]: found[key] for key in sorted(chosen, key=str) if key[0] == "w"},  # type: ignore[misc]
            live=frozenset(key[1:] for key in chosen if key[0] == "z"),  # type: ignore[misc]
            bands={key[1:4] + key[5:]: key[4] for key in sorted(chosen, key=str) if key[0] == "u"},  # type: ignore[misc]
            bought=_bought(found),
        )

    def missed_rule(self, plan: Plan) -> str:
        """The rule of the first row that a plan with its payments misses, exactly; blank if it meets every row."""
        return missed_rule(self.programme, self.decisions, plan)


def second_programme(case: Case, option: Option, objective: str) -> SecondProgramme:
    """Write the programme of an option for an objective: `outcomes`, `cost` or `value`."""
    programme = Programme(is_least=objective == "cost")
    made = Decisions(case, option, programme)
    rules_of_contracts.arrangements(made, programme)
    rules_of_contracts.contracts(made, programme)
    rules_of_contracts.awards(made, programme)
    rules_of_contracts.limits(made, programme)
    rules_of_money.provision(made, programme)
    costs = Costs(made)
    rules_of_money.money(made, programme, costs)
    programme.aim = rules_of_money.aim(made, costs, objective)
    return SecondProgramme(programme, made)


def _value(sum_: Sum, values: Mapping[int, int]) -> int:
    return int(sum_.constant + sum(number * values.get(column, 0) for column, number in sum_.terms.items()))


def _bought(found: Mapping[tuple[object, ...], int]) -> dict[tuple[str, Group, str, str, int], int]:
    """Places by offer, group, service, borough and year: the sum over the price bands."""
    bought: dict[tuple[str, Group, str, str, int], int] = {}
    for key, places in found.items():
        if key[0] == "x" and places:
            _, offer, group, service, borough, _, year = key
            index = (offer, group, service, borough, year)
            bought[index] = bought.get(index, 0) + places  # type: ignore[index, arg-type]
    return bought
