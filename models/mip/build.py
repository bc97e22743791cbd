"""The integer programme of one option: its variables, the rules, and the aims.

The programme always minimises; an aim that is to be as large as possible stands negated. Money is in thousands of
pounds, so that coefficients lie within what a solver handles well; outcomes are in weighted outcomes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pulp
from pulp import lpSum

from models.case.money import discount_factor
from models.mip.constraints import CONSTRAINTS, Rule
from models.mip.costs import charges
from models.mip.funding_pools import THOUSAND_POUNDS
from models.mip.instance import OptionInstance
from models.mip.valid_inequalities import VALID_INEQUALITIES
from models.mip.variables import Term, Variables, variables
from models.plan.plan import Plan

SECONDARY_OBJECTIVE = {"outcomes": "cost", "cost": "outcomes", "value": "cost"}


@dataclass(frozen=True, slots=True)
class MipModel:
    """A built programme. `aims`: each aim as an expression to be minimised, by name."""

    problem: pulp.LpProblem
    variables: Variables
    objectives: dict[str, Term]

    def set_objective(self, objective: str, weight: float = 0.0) -> None:
        """Make an aim the objective, tilted by so much of its second aim: then no plan is better in both."""
        self.problem.setObjective(
            lpSum(
                [
                    self.objectives[objective],
                    *([weight * self.objectives[SECONDARY_OBJECTIVE[objective]]] if weight else []),
                ]
            )
        )

    def fix_decisions(self, taken: Plan) -> None:
        """Take every yes-or-no decision as a plan took it, so that only places and money are left to choose."""
        v = self.variables
        for key, term in v.band.items():
            _fix(term, taken.bands.get((key[0], key[1], key[2], key[4])) == key[3])
        for contract_year, term in v.keep.items():
            _fix(term, contract_year in taken.kept)
        for arrangement_year, term in v.arranged.items():
            _fix(term, arrangement_year in taken.arrangements)

    def limit_objective(self, objective: str, value: float) -> None:
        """Let an aim be no worse than a value (in the programme's sense and units)."""
        self.problem.addConstraint(lpSum([self.objectives[objective]]) <= value, f"hold_{objective}")

    def limit_cost(self, thousands: float) -> None:
        """Let discounted cost be no more than so many thousands of pounds: row `ceiling`. Raises Contradiction."""
        row = lpSum([self.objectives["cost"]]) <= thousands
        if len(row):
            self.problem.addConstraint(row, "ceiling")
        elif not row.valid(1e-9):
            raise Contradiction("ceiling", ("discounted cost",))


def build(instance: OptionInstance, whole: bool = False, tight: bool = True, within: Plan | None = None) -> MipModel:
    """The programme of a question.

    whole: places are whole, else continuous. tight: with rows that cut no plan off but bring the bound nearer.
    within: only what this plan takes may be taken. Raises Contradiction where a row without any decision cannot hold.
    """
    problem = pulp.LpProblem("option", pulp.LpMinimize)
    v = variables(instance, problem, whole, within)
    for charge in charges(v):
        v.charges.append(charge)
        v.cost[charge.cell].append(charge)
    for rule in (*CONSTRAINTS, *(VALID_INEQUALITIES if tight else ())):
        _add(problem, rule, v)
    return MipModel(problem, v, {"outcomes": -outcomes(v), "cost": cost(v), "value": -value(v)})


class Contradiction(Exception):
    """A rule cannot hold whatever is decided; `rule` is its name, `index` the row."""

    def __init__(self, rule: str, index: tuple[object, ...]) -> None:
        super().__init__(f"{rule}{list(index)}")
        self.rule, self.index = rule, index


def outcomes(v: Variables) -> Any:
    """Σ outcome_weight[s] · success_rate · places, all years, boroughs and services."""
    weight = {service.name: float(service.outcome_weight) for service in v.instance.case.services}
    return lpSum(weight[s] * i.success_rate * i.taken for (_, s, _), found in v.sources.items() for i in found)


def cost(v: Variables) -> Any:
    """Σ discounted cost, in thousands of pounds."""
    factor = [float(discount_factor(v.instance.case.discount_rate, year)) for year in v.instance.case.years]
    return lpSum(charge.amount / THOUSAND_POUNDS * factor[charge.cell[2]] * charge.times for charge in v.charges)


def value(v: Variables) -> Any:
    """Σ discounted (value_per_outcome[s] · success_rate · places − cost), in thousands of pounds."""
    worth = {service.name: service.value_per_outcome / THOUSAND_POUNDS for service in v.instance.case.services}
    factor = [float(discount_factor(v.instance.case.discount_rate, year)) for year in v.instance.case.years]
    gained = lpSum(
        factor[y] * worth[s] * i.success_rate * i.taken for (_, s, y), found in v.sources.items() for i in found
    )
    return gained - cost(v)


def _add(problem: pulp.LpProblem, rule: Rule, v: Variables) -> None:
    for number, (index, row) in enumerate(rule(v)):
        if len(row):
            problem.addConstraint(row, f"{rule.__name__}[{number}]")
        elif not row.valid(1e-9):
            raise Contradiction(rule.__name__, index)


def _fix(term: Term, taken: bool) -> None:
    if not isinstance(term, int):
        term.lowBound = term.upBound = int(taken)
