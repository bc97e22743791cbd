"""What a planted breach is: a world, a plan that keeps every rule, and one that breaks a single rule."""

from __future__ import annotations

from typing import NamedTuple

from models.audit import judge
from models.case.types import Case
from models.plan.plan import Plan


class Planted(NamedTuple):
    """`good` keeps every rule of the case; `bad` breaks `rule`, and `claim` says how."""

    rule: str
    claim: str
    case: Case
    good: Plan
    bad: Plan


def broken(case: Case, plan: Plan) -> set[str]:
    """The names of the rules that a plan breaks."""
    return {breach.rule for breach in judge(case, plan).breaches}
