"""Verifies a plan without a solver: a case and a plan in; every charge, the three objectives and every violation out.

The audit is written from docs/model.md alone. It shares no code with `models.mip`, which makes the plans, and imports
no solver. Each check is a function with the name of its rule. The audit does not say whether a plan is the best one:
that is the solver's claim, and `verify_claim` compares the claim with the recomputed figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.audit import arrangements, awards, contracts, money, provision
from models.audit.audited_plan import AuditedPlan, Finding
from models.audit.charges import baseline, charges, objective_values
from models.audit.claims import verify_claim
from models.audit.structure import check_structure
from models.case.types import Case
from models.plan.ledger import Charge, Ledger, Violation
from models.plan.plan import Plan

__all__ = ["RULE_NAMES", "baseline", "verify", "verify_claim"]

Check = Callable[[AuditedPlan, tuple[Charge, ...]], Iterator[Finding]]

_CHECKS: tuple[Check, ...] = (  # in the order of docs/model.md
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

RULE_NAMES: tuple[str, ...] = tuple(check.__name__ for check in _CHECKS)


def verify(case: Case, plan: Plan) -> Ledger:
    """Recompute every charge and objective of a plan and check it against every rule of docs/model.md, sections 2 to 5.

    Charges are in pence; charges of 0 are left out. Objectives are exact. Violations are in the order of `RULE_NAMES`.
    If the plan names something that the case does not have, this is a violation of the nearest rule, and that part of
    the plan is left out of everything else. Raises KeyError if the case has no option of the plan's name.
    """
    known_part, structure_violations = check_structure(case, plan)
    audited = AuditedPlan(case, case.option(plan.option), known_part)
    all_charges = charges(audited)
    violations = [Violation(check.__name__, *finding) for check in _CHECKS for finding in check(audited, all_charges)]
    ordered = sorted((*structure_violations, *violations), key=lambda violation: RULE_NAMES.index(violation.rule))
    return Ledger(all_charges, objective_values(audited, all_charges), tuple(ordered))
