"""Plans that a tolerance lets through although they miss a rule, and the margins with which others are sought."""

from __future__ import annotations

from models.audit import verify
from models.case.types import Case
from models.mip.variables import Margins
from models.plan.plan import Plan

MARGINS_TRIED = 1, 100, 10_000  # times the first margin: some solvers have tolerances relative to a row
SHARES_MARGIN = 1e-6  # ten times a solver's tolerance
RULES_OF_SHARES = ("minimum_provision", "equal_access")
ONLY_NARROW_MISSES = "every plan found misses a rule by less than a solver can tell"


class NarrowMiss(Exception):
    """A plan misses a rule by a tolerance. `margins`: those with which another plan is to be sought."""

    def __init__(self, margins: Margins) -> None:
        super().__init__("a plan misses a rule by a tolerance")
        self.margins = margins


def misses_by_decimals(case: Case, plan: Plan) -> bool:
    """Whether a plan misses a rule with shares of many decimals, so narrowly that a solver lets it through."""
    if case.access_gap is None and not any(minimum.counts_people for minimum in case.minimums):
        return False
    return any(each.rule in RULES_OF_SHARES for each in verify(case, plan).violations)
