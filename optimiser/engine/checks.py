"""What must hold of an answer, over and above the rules, before anything of it may be written.

The audit holds the plan against every rule, and the answer's figures and status against what it recomputed. Here the
answer is held against what was asked, and the figures that will be written against the audited ledger: computed twice,
by rooms that share nothing but the plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from models.audit import verify_claim
from models.case.types import Case, Option
from models.plan.contract_register import RegisteredContract, contract_register
from models.plan.ledger import ChargeKind, Ledger, Violation
from models.plan.plan import Answer, Plan

COMMISSIONING_ONLY = frozenset(
    {ChargeKind.BACK_OFFICE, ChargeKind.HUB, ChargeKind.SET_UP}
)  # costs that no contract brings


def claim_violations(
    case: Case, option: Option, objective: str | None, gap: float, answer: Answer, ledger: Ledger | None
) -> tuple[Violation, ...]:
    """What an answer claims wrongly: another option or objective than asked; figures or a status not as recomputed.

    `ledger`: of its plan, None where it has none; `gap`: the one asked for.
    """
    asked = objective or case.objective
    wrong = [] if answer.objective == asked else [Violation("claim", "objective", answer.objective, asked)]
    if answer.plan is not None and answer.plan.option != option.name:
        wrong.append(Violation("claim", "option", answer.plan.option, option.name))
    return (*wrong, *verify_claim(answer, ledger.objectives if ledger else None, gap))


def tie_violations(
    case: Case, option: Option, plan: Plan, ledger: Ledger, measures: Mapping[str, Fraction | None]
) -> tuple[Violation, ...]:
    """Where the figures to be written do not tie with the audited ledger; nothing where they all do."""
    figures = [*_aims(ledger, measures), *_contracts(case, option, plan, ledger), *_unpaid(plan, ledger)]
    return tuple(Violation("tie", what, str(found), str(needed)) for what, found, needed in figures if found != needed)


def _aims(ledger: Ledger, measures: Mapping[str, Fraction | None]) -> Iterator[tuple[str, object, object]]:
    yield "weighted outcomes", measures["weighted_outcomes"], ledger.objectives.outcomes
    yield "present cost", measures["present_cost"], ledger.objectives.cost


def _contracts(case: Case, option: Option, plan: Plan, ledger: Ledger) -> Iterator[tuple[str, object, object]]:
    """Each year, what contracts cost and commissioning's other costs make all charges."""
    each = contract_register(case, option, plan)
    for year in case.years:
        charges = [charge for charge in ledger.charges if charge.year == year]
        rest = sum(charge.amount for charge in charges if charge.kind in COMMISSIONING_ONLY)
        found = sum(_cost(one, year) for one in each) + rest
        yield f"contracts, {case.year_label(year)}", found, sum(charge.amount for charge in charges)


def _cost(one: RegisteredContract, year: int) -> int:
    recurrent = one.places_cost(year) + one.annual_fee(year) + one.management_cost(year)
    return recurrent + one.start_cost(year) + one.exit_cost(year)


def _unpaid(plan: Plan, ledger: Ledger) -> Iterator[tuple[str, object, object]]:
    yield "funding", sum(plan.spent.values()), sum(charge.amount for charge in ledger.charges)
