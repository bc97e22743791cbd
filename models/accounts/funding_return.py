"""The funding return recast: spend by heading and borough, today and in a plan, and by funding stream.

A heading is a line of the funding return. Each service names its heading, and commissioning has one of its own. Money
is in whole pence. A plan's charges and payments are taken from its ledger; only today's year is priced here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from models.accounts.baseline import charges_today
from models.accounts.distribution import StreamYear, stream_years
from models.case.types import COMMISSIONING, Case
from models.plan.ledger import Ledger
from models.plan.plan import Plan

COMMISSIONING_HEADING = COMMISSIONING.capitalize()


@dataclass(frozen=True, slots=True)
class StreamReturn:
    """One stream's return to its grantor for one year: `spend` is by heading, and its sum is `stream_year.spent`."""

    stream_year: StreamYear
    spend: Mapping[str, int]


def headings(case: Case, services: Collection[str]) -> tuple[str, ...]:
    """Commissioning, then the headings of these services in the case's order."""
    of_services = (service.heading for service in case.services if service.name in services)
    return tuple(dict.fromkeys((COMMISSIONING_HEADING, *of_services)))


def heading_of(case: Case, service: str) -> str:
    """The heading of a service, or of commissioning."""
    return COMMISSIONING_HEADING if service == COMMISSIONING else case.service(service).heading


def spend_today(case: Case) -> dict[tuple[str, str], int]:
    """Pence of a year of today's arrangements, by borough and heading; their sum is the baseline."""
    spend: dict[tuple[str, str], int] = defaultdict(int)
    for borough, service, amount in charges_today(case):
        spend[borough, heading_of(case, service)] += amount
    return spend


def spend_planned(case: Case, ledger: Ledger) -> dict[tuple[int, str, str], int]:
    """Pence by year, borough and heading; their sum is the plan's cost."""
    spend: dict[tuple[int, str, str], int] = defaultdict(int)
    for charge in ledger.charges:
        spend[charge.year, charge.borough, heading_of(case, charge.service)] += charge.amount
    return spend


def stream_returns(case: Case, plan: Plan) -> tuple[StreamReturn, ...]:
    """The returns to the grantors: every stream in the case's order, each in every year.

    In each return, spend + carried forward + unspent = amount + brought forward.
    """
    spend: dict[tuple[int, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (stream, _, service, year), amount in plan.spent.items():
        spend[stream, year][heading_of(case, service)] += amount
    years = sorted(stream_years(case, plan), key=lambda stream_year: (stream_year.stream, stream_year.year))
    return tuple(StreamReturn(each, dict(spend[each.stream, each.year])) for each in years)
