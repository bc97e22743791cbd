"""The exact oracle of the tests, which tries every plan: where a case is small enough for it."""

from __future__ import annotations

import sys
from pathlib import Path

from models.case.types import Case, Option

FIXTURES = Path(__file__).resolve().parents[2] / "tests" / "fixtures"
MOST_AWARDS = {1: 8, 2: 5, 3: 2}  # by years of the horizon
MOST_PLACES, MOST_GROUPS = 40, 2  # of all demand together; arrangements that the plan may choose

if str(FIXTURES) not in sys.path:
    sys.path.append(str(FIXTURES))

from oracle import Best, best  # noqa: E402 - found only by the line above

__all__ = ["Best", "best", "is_small"]


def is_small(case: Case, option: Option) -> bool:
    """Whether every plan of an option can be tried in a moment."""
    groups = {each.group for each in option.arrangements}
    open_ = [offer for offer in case.offers if option.name in offer.options]
    awards = sum(len(each.boroughs) + sum(set(group) <= set(each.boroughs) for group in groups) for each in open_)
    chosen = sum(not each.required for each in option.arrangements)
    places = sum(sum(figures) for figures in case.demand.values())
    largest = max((max(figures) for figures in case.demand.values()), default=0)
    return awards <= MOST_AWARDS[case.horizon] and places <= MOST_PLACES and chosen <= MOST_GROUPS and largest <= 3
