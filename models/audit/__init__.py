"""Verifies a plan without a solver: a case and a plan in; every charge, the three objectives and every violation out.

It is written from the model's page alone and shares no code with the programme that makes the plans: it imports
neither pulp nor the programme's rules nor its costs. Each check is a function with its rule's name. Not here: whether
a plan is the best there is; that is the solver's claim, which `same_claim` holds against what was recomputed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.audit import arrangements, awards, contracts, money, provision
from models.audit.charges import baseline, charges
from models.audit.claims import verify_claim
from models.audit.facts import Facts, Finding
from models.audit.objectives import objectives
from models.audit.structure import sound
from models.case.types import Case
from models.plan.ledger import Charge, Ledger, Violation
from models.plan.plan import Plan

__all__ = ["RULE_NAMES", "baseline", "verify", "verify_claim"]

Check = Callable[[Facts, tuple[Charge, ...]], Iterator[Finding]]

_CHECKS: tuple[Check, ...] = (
    arrangements.one_arrangement,
    arrangements.arrangement_lasts,
    arrangements.arrangement_begins,
    contracts.commitment,
    contracts.contract_end,
    contracts.existing,
    contracts.joint_replaces_separate,
    awards.offer_open,
    awards.price_band,
    awards.capacity,
    awards.minimum_term,
    awards.independence,
    provision.demand,
    provision.minimum_provision,
    provision.equal_access,
    money.paid_in_full,
    money.funding,
    money.eligible,
    money.transfer_limit,
    money.savings,
    awards.new_contract_limit,
    awards.new_provider_limit,
)

RULE_NAMES: tuple[str, ...] = tuple(check.__name__ for check in _CHECKS)  # in the model's order


def verify(case: Case, plan: Plan) -> Ledger:
    """Recompute every charge and aim of a plan and hold it against every rule of the model, sections 2 to 5.

    Charges are whole pence, those of nothing left out; aims are exact; breaches stand in the order of `RULES`, none
    for a plan that keeps them all. What a plan says of names or years that are not there is a breach of the nearest
    rule and counts for nothing else. Raises KeyError where the case has no option of the plan's name.
    """
    sounded, misshapen = sound(case, plan)
    facts = Facts(case, case.option(plan.option), sounded)
    paid = charges(facts)
    found = (Violation(check.__name__, *finding) for check in _CHECKS for finding in check(facts, paid))
    violations = sorted((*misshapen, *found), key=lambda violation: RULE_NAMES.index(violation.rule))
    return Ledger(paid, objectives(facts, paid), tuple(violations))
