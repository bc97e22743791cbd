"""Checks that a plan names only what the case has: known names, years of the horizon, ordered groups, whole numbers.

A part that does not is a violation of the nearest rule, and is left out of the plan that the other checks and the
charges see. A negative number is a violation too, but remains in the plan and in its sums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from models.case.text import group_label, index_label
from models.case.types import COMMISSIONING, Case, Group
from models.plan.ledger import Violation
from models.plan.plan import Plan

Key = TypeVar("Key", bound=tuple[object, ...])
KNOWN_KEY = "names of the case, years of the horizon, and groups in the order of the boroughs"


def check_structure(case: Case, plan: Plan) -> tuple[Plan, list[Violation]]:
    """The plan without the parts that the case does not have, and a violation for each such part or negative number."""
    fault = _KeyFaults(case)
    violations: list[Violation] = []
    known_part = replace(
        plan,
        arrangements=_known_keys("arrangement_begins", plan.arrangements, fault.arrangement, violations),
        kept=_known_keys("contract_end", plan.kept, fault.kept, violations),
        used=_known_figures("contract_end", plan.used, fault.used, violations),
        live=_known_keys("offer_open", plan.live, fault.live, violations),
        bands=_known_figures("price_band", plan.bands, fault.band, violations),
        bought=_known_figures("price_band", plan.bought, fault.bought, violations),
        spent=_known_figures("eligible", plan.spent, fault.spent, violations),
        carried=_known_figures("funding", plan.carried, fault.carried, violations),
    )
    return known_part, violations


class _KeyFaults:
    """What is wrong with a key of a plan: one method for each part of the plan. Each returns a blank if nothing is."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.positions = {borough.name: position for position, borough in enumerate(case.boroughs)}
        self.services = {service.name for service in case.services}
        self.contracts = {contract.name for contract in case.contracts}
        self.contract_lines = {(c.name, line.service): line for c in case.contracts for line in c.lines}
        self.offers = {offer.name for offer in case.offers}
        self.offer_lines = {(offer.name, line.service) for offer in case.offers for line in offer.lines}

    def arrangement(self, service: str, group: Group, year: int) -> str:
        if service not in self.services:
            return "an unknown service"
        return self._group(group, 2) or self._year(year)

    def kept(self, contract: str, year: int) -> str:
        return "an unknown contract" if contract not in self.contracts else self._year(year)

    def used(self, contract: str, service: str, borough: str, year: int) -> str:
        if (contract, service) not in self.contract_lines:
            return "a line that no contract has"
        if borough not in self.contract_lines[contract, service].boroughs:
            return "a borough that the line does not serve"
        return self._year(year)

    def live(self, offer: str, group: Group, year: int) -> str:
        return "an unknown offer" if offer not in self.offers else self._group(group, 1) or self._year(year)

    def band(self, offer: str, group: Group, service: str, year: int) -> str:
        if (offer, service) not in self.offer_lines:
            return "a line that no offer has"
        return self._group(group, 1) or self._year(year)

    def bought(self, offer: str, group: Group, service: str, borough: str, year: int) -> str:
        return self.band(offer, group, service, year) or self._borough(borough)

    def spent(self, stream: int, borough: str, service: str, year: int) -> str:
        if service != COMMISSIONING and service not in self.services:
            return "an unknown service"
        return self._borough(borough) or self.carried(stream, year)

    def carried(self, stream: int, year: int) -> str:
        if type(stream) is not int or not 0 <= stream < len(self.case.funding):
            return "an unknown stream"
        return self._year(year)

    def _year(self, year: int) -> str:
        return "" if type(year) is int and 0 <= year < self.case.horizon else "a year outside the horizon"

    def _borough(self, borough: str) -> str:
        return "" if borough in self.positions else "an unknown borough"

    def _group(self, group: Group, least: int) -> str:
        if any(name not in self.positions for name in group):
            return "an unknown borough"
        positions = [self.positions[name] for name in group]
        if positions != sorted(set(positions)):
            return "a group that is not in the order of the boroughs"
        return "" if len(group) >= least else "a group of too few boroughs"


def _known_keys(
    rule: str, keys: Iterable[Key], fault_of: Callable[..., str], violations: list[Violation]
) -> frozenset[Key]:
    known: set[Key] = set()
    for key in sorted(keys, key=repr):
        if fault := fault_of(*key):
            violations.append(Violation(rule, _index(key), fault, KNOWN_KEY))
        else:
            known.add(key)
    return frozenset(known)


def _known_figures(
    rule: str, figures: Mapping[Key, int], fault_of: Callable[..., str], violations: list[Violation]
) -> dict[Key, int]:
    known: dict[Key, int] = {}
    for key, figure in figures.items():
        if fault := fault_of(*key):
            violations.append(Violation(rule, _index(key), fault, KNOWN_KEY))
        elif type(figure) is not int:
            violations.append(Violation(rule, _index(key), repr(figure), "a whole number"))
        else:
            known[key] = figure
            if figure < 0:
                violations.append(Violation(rule, _index(key), f"{figure}", "0 or more"))
    return known


def _index(key: tuple[object, ...]) -> str:
    return index_label(*(group_label(part) if isinstance(part, tuple) else str(part) for part in key))
