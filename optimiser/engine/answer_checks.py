"""Checks of an answer beyond the rules of the model, made before anything of it is written.

The audit verifies the plan against every rule, and the answer's figures and status against what it recomputes. Here the
answer is compared with what was asked for, and the measures that will be written are compared with the audited ledger:
both are computed from the plan, but share no code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from models.audit import verify_claim
from models.case.types import Case, Option
from models.plan.contract_register import RegisteredContract, contract_register
from models.plan.ledger import ChargeKind, Ledger, Violation
from models.plan.plan import Answer, Plan
from optimiser.solving.settings import Settings

WITHOUT_CONTRACT = frozenset({ChargeKind.BACK_OFFICE, ChargeKind.HUB, ChargeKind.SET_UP})  # charges of no contract
Comparison = tuple[str, object, object]  # what is compared, the figure found, and the one it must be


def claim_violations(
    case: Case, option: Option, settings: Settings, answer: Answer, ledger: Ledger | None
) -> tuple[Violation, ...]:
    """What an answer claims wrongly: the objective, the option, the figures or the status.

    `ledger`: the audited ledger of its plan, None if it has no plan.
    """
    objective = settings.objective or case.objective
    wrong = [] if answer.objective == objective else [Violation("claim", "objective", answer.objective, objective)]
    if answer.plan is not None and answer.plan.option != option.name:
        wrong.append(Violation("claim", "option", answer.plan.option, option.name))
    return (*wrong, *verify_claim(answer, ledger.objectives if ledger else None, settings.gap))


def tie_violations(
    case: Case, option: Option, plan: Plan, ledger: Ledger, measures: Mapping[str, Fraction | None]
) -> tuple[Violation, ...]:
    """Where the measures and the plan do not agree with the audited ledger; nothing if they all do."""
    compared = [*_objectives(ledger, measures), *_contract_costs(case, option, plan, ledger), *_funding(plan, ledger)]
    return tuple(Violation("tie", what, str(found), str(needed)) for what, found, needed in compared if found != needed)


def _objectives(ledger: Ledger, measures: Mapping[str, Fraction | None]) -> Iterator[Comparison]:
    yield "weighted outcomes", measures["weighted_outcomes"], ledger.objectives.outcomes
    yield "present cost", measures["present_cost"], ledger.objectives.cost


def _contract_costs(case: Case, option: Option, plan: Plan, ledger: Ledger) -> Iterator[Comparison]:
    """In each year, the costs of all contracts and the charges without a contract must add up to all charges."""
    contracts = contract_register(case, option, plan)
    for year in case.years:
        charges = [charge for charge in ledger.charges if charge.year == year]
        other = sum(charge.amount for charge in charges if charge.kind in WITHOUT_CONTRACT)
        found = sum(_cost(contract, year) for contract in contracts) + other
        yield f"contracts, {case.year_label(year)}", found, sum(charge.amount for charge in charges)


def _cost(contract: RegisteredContract, year: int) -> int:
    """Everything that a contract costs in a year, in pence."""
    recurrent = contract.places_cost(year) + contract.annual_fee(year) + contract.management_cost(year)
    return recurrent + contract.start_cost(year) + contract.exit_cost(year)


def _funding(plan: Plan, ledger: Ledger) -> Iterator[Comparison]:
    yield "funding", sum(plan.spent.values()), sum(charge.amount for charge in ledger.charges)
