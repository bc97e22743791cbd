"""Savings targets and what an option saves against each, year by year, in whole pence.

A target is over the boroughs of its scope; what it asks as a share of the scope's baseline is rounded down to a penny,
and start, exit and set-up costs are left out where it says so. Not here: the rule that holds a plan to it (`rules`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from models.accounts.funding_return import spend_today
from models.case.types import Case, SavingsTarget
from models.plan.ledger import ONE_OFF_KINDS, Ledger


@dataclass(frozen=True, slots=True)
class TargetSavings:
    """One row of `savings`: `asked` is what it asks in each year, None where it asks nothing."""

    target: SavingsTarget
    baseline: int
    required: tuple[int | None, ...]

    def saved(self, case: Case, ledger: Ledger) -> tuple[int, ...]:
        """What an option saves in each year, as the target counts it."""
        cost = dict.fromkeys(case.years, 0)
        for charge in ledger.charges:
            if charge.borough in self.target.boroughs and (
                self.target.includes_one_off or charge.kind not in ONE_OFF_KINDS
            ):
                cost[charge.year] += charge.amount
        return tuple(self.baseline - cost[year] for year in case.years)


def target_savings(case: Case) -> tuple[TargetSavings, ...]:
    """Those that ask anything in any year, in the case's order."""
    return tuple(
        _target(case, each) for each in case.savings_targets if any(figure is not None for figure in each.figures)
    )


def _target(case: Case, saving: SavingsTarget) -> TargetSavings:
    baseline = sum(pence for (borough, _), pence in spend_today(case).items() if borough in saving.boroughs)
    asked = (
        None if figure is None else floor(figure * baseline) if saving.is_share else int(figure)
        for figure in saving.figures
    )
    return TargetSavings(saving, baseline, tuple(asked))
