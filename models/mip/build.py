"""Builds the integer programme of one option: its variables, its constraints and its objectives.

The programme always minimises. An objective that is to be as large as possible therefore enters with its sign reversed.
Money is in thousands of pounds, so that coefficients lie in a range that solvers handle well. Outcomes are weighted
outcomes, net of cost if the case has `most_per_outcome`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pulp
from pulp import lpSum

from models.case.money import discount_factor
from models.case.vocabulary import SECONDARY_OBJECTIVE
from models.mip.constraints import CONSTRAINTS, Constraint
from models.mip.costs import charge_terms
from models.mip.funding_pools import THOUSAND_POUNDS
from models.mip.instance import OptionInstance
from models.mip.valid_inequalities import VALID_INEQUALITIES
from models.mip.variable_builder import create_variables
from models.mip.variables import NO_MARGINS, Margins, Term, Variables
from models.plan.plan import Plan

ROW_TOLERANCE = 1e-9  # for a row without variables, in the row's own units


class InfeasibleConstraint(Exception):
    """A constraint without variables does not hold: `rule` is its name, `index` the index of its row."""

    def __init__(self, rule: str, index: tuple[object, ...]) -> None:
        super().__init__(f"{rule}{list(index)}")
        self.rule, self.index = rule, index


@dataclass(frozen=True, slots=True)
class MipModel:
    """The integer programme of one option. `objectives`: by name, each as an expression to be minimised."""

    problem: pulp.LpProblem
    variables: Variables
    objectives: dict[str, Term]

    def set_objective(self, objective: str, weight: float = 0.0) -> None:
        """Minimise an objective plus `weight` times its secondary objective.

        With a weight above 0, no plan can be better in one of the two and as good in the other.
        """
        terms = [self.objectives[objective]]
        if weight:
            terms.append(weight * self.objectives[SECONDARY_OBJECTIVE[objective]])
        self.problem.setObjective(lpSum(terms))

    def fix_decisions(self, plan: Plan) -> None:
        """Fix every yes-or-no decision to its value in a plan. Only places and payments remain to be chosen."""
        for (offer, group, service, band, year), term in self.variables.band.items():
            _fix(term, plan.bands.get((offer, group, service, year)) == band)
        for contract_year, term in self.variables.keep.items():
            _fix(term, contract_year in plan.kept)
        for arrangement_year, term in self.variables.arranged.items():
            _fix(term, arrangement_year in plan.arrangements)

    def constrain_objective(self, objective: str, value: float, scale: float = 1.0) -> None:
        """Require an objective to be no worse than a value, as minimised and in the programme's units.

        scale: what the row is multiplied by.
        """
        row = lpSum([self.objectives[objective]]) * scale <= value * scale
        self.problem.addConstraint(row, f"no_worse_{objective}")

    def constrain_outcomes(self, least: float) -> None:
        """Require so many weighted outcomes: row `least_outcomes`. Raises InfeasibleConstraint."""
        row = lpSum([self.objectives["outcomes"]]) <= -least
        _add_row(self.problem, "least_outcomes", ("weighted outcomes",), "least_outcomes", row)

    def constrain_cost(self, thousands: float) -> None:
        """Limit the discounted cost, in thousands of pounds: row `ceiling`. Raises InfeasibleConstraint."""
        _add_row(
            self.problem, "ceiling", ("discounted cost",), "ceiling", lpSum([self.objectives["cost"]]) <= thousands
        )


def build(
    instance: OptionInstance,
    whole_places: bool = False,
    strengthened: bool = True,
    restricted_to: Plan | None = None,
    margins: Margins = NO_MARGINS,
    between: Callable[[], None] = lambda: None,
) -> MipModel:
    """Build the integer programme of an option.

    whole_places: whether places must be whole numbers; otherwise they are continuous.
    strengthened: whether the valid inequalities are added. They exclude no plan and bring the bound nearer.
    restricted_to: a plan. Only the contracts, awards and arrangements of this plan may be chosen.
    margins: what is asked for beyond the rules.
    between: called between the parts of the work. Whatever it raises ends the work.
    Raises InfeasibleConstraint if a constraint without variables does not hold.
    """
    problem = pulp.LpProblem("option", pulp.LpMinimize)
    variables = create_variables(instance, problem, whole_places, restricted_to, margins)
    between()
    variables.add_charges(charge_terms(variables))
    for constraint in (*CONSTRAINTS, *(VALID_INEQUALITIES if strengthened else ())):
        between()
        _add_rows(problem, constraint, variables)
    objectives = {"outcomes": -net_outcomes(variables), "cost": cost(variables), "value": -value(variables)}
    return MipModel(problem, variables, objectives)


def net_outcomes(variables: Variables) -> Any:
    """Weighted outcomes; if an outcome may not cost more than most_per_outcome, less discounted cost at that rate."""
    most = variables.instance.case.most_per_outcome
    return outcomes(variables) - (0 if most is None else THOUSAND_POUNDS / most * cost(variables))


def outcomes(variables: Variables) -> Any:
    """Weighted outcomes, Σ outcome_weight[s] · success_rate · places, over all boroughs, services and years."""
    weight = {service.name: float(service.outcome_weight) for service in variables.instance.case.services}
    return lpSum(
        weight[service] * source.success_rate * source.places
        for (_, service, _), sources in variables.sources.items()
        for source in sources
    )


def cost(variables: Variables) -> Any:
    """Discounted cost in thousands of pounds, Σ discount factor · cost[b,s,y]."""
    factor = _discount_factors(variables.instance)
    return lpSum(charge.pence / THOUSAND_POUNDS * factor[charge.cell[2]] * charge.times for charge in variables.charges)


def value(variables: Variables) -> Any:
    """Discounted net value in thousands of pounds.

    Σ discount factor · (value_per_outcome[s] · success_rate · places − cost).
    """
    worth = {s.name: float(s.value_per_outcome / THOUSAND_POUNDS) for s in variables.instance.case.services}
    factor = _discount_factors(variables.instance)
    gross = lpSum(
        factor[year] * worth[service] * source.success_rate * source.places
        for (_, service, year), sources in variables.sources.items()
        for source in sources
    )
    return gross - cost(variables)


def _discount_factors(instance: OptionInstance) -> list[float]:
    return [float(discount_factor(instance.case.discount_rate, year)) for year in instance.case.years]


def _add_rows(problem: pulp.LpProblem, constraint: Constraint, variables: Variables) -> None:
    rule = constraint.__name__
    for number, (index, row) in enumerate(constraint(variables)):
        _add_row(problem, rule, index, f"{rule}[{number}]", row)


def _add_row(problem: pulp.LpProblem, rule: str, index: tuple[object, ...], name: str, row: Any) -> None:
    """Add a row that has variables; check a row that has none."""
    if len(row):
        problem.addConstraint(row, name)
    elif not row.valid(ROW_TOLERANCE):
        raise InfeasibleConstraint(rule, index)


def _fix(term: Term, chosen: bool) -> None:
    if not isinstance(term, int):
        term.lowBound = term.upBound = int(chosen)
