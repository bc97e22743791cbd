"""Savings targets, and what an option saves against each, year by year, in whole pence.

A target covers the boroughs of its scope. A target that is a share of the scope's baseline is rounded down to a penny.
Start, exit and set-up costs are left out if the target says so. Money that is not spent of streams that the target
leaves out counts as if it had been spent. The constraint that holds a plan to its targets is in
`models.mip.constraints`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from models.accounts.funding_return import spend_today
from models.case.types import Case, SavingsTarget
from models.plan.ledger import ONE_OFF_KINDS, ChargeKind, Ledger
from models.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class TargetSavings:
    """One savings target in pence. `required` has one figure for each year, None if the target asks for nothing."""

    target: SavingsTarget
    baseline: int
    required: tuple[int | None, ...]

    def saved(self, case: Case, plan: Plan, ledger: Ledger) -> tuple[int, ...]:
        """What an option saves in each year, as the target counts it."""
        cost = self._not_kept(case, plan)
        for charge in ledger.charges:
            if charge.borough in self.target.boroughs and self._counts(charge.kind):
                cost[charge.year] += charge.amount
        return tuple(self.baseline - cost[year] for year in case.years)

    def _not_kept(self, case: Case, plan: Plan) -> dict[int, int]:
        """The money of each year that is not spent, of the streams that the target leaves out."""
        streams = {f for f, stream in enumerate(case.funding) if self.target.leaves_out(stream)}
        unspent = {year: sum(case.funding[f].amounts[year] for f in streams) for year in case.years}
        for (f, *_, year), pence in plan.spent.items():
            if f in streams:
                unspent[year] -= pence
        return unspent

    def _counts(self, kind: ChargeKind) -> bool:
        return self.target.includes_one_off or kind not in ONE_OFF_KINDS


def target_savings(case: Case) -> tuple[TargetSavings, ...]:
    """The targets that ask for a saving in any year, in the case's order."""
    targets = (target for target in case.savings_targets if any(figure is not None for figure in target.figures))
    return tuple(_in_pence(case, target) for target in targets)


def _in_pence(case: Case, target: SavingsTarget) -> TargetSavings:
    baseline = sum(pence for (borough, _), pence in spend_today(case).items() if borough in target.boroughs)
    required = (
        None if figure is None else floor(figure * baseline) if target.is_share else int(figure)
        for figure in target.figures
    )
    return TargetSavings(target, baseline, tuple(required))
