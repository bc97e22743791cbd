"""Whether a plan speaks only of what is there: known names, years of the horizon, groups in order, whole numbers.

What does not is a breach of the rule nearest to it, and is left out of the plan that the checks and charges go by.
Negative numbers are breaches too, but stay in the sums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from models.case.text import index_label
from models.case.types import COMMISSIONING, Case, Group
from models.plan.ledger import Violation
from models.plan.plan import Plan

Key = TypeVar("Key", bound=tuple[object, ...])


def sound(case: Case, plan: Plan) -> tuple[Plan, list[Violation]]:
    """The plan without what is not there, and a breach for each thing left out or negative."""
    names = _Names(case)
    violations: list[Violation] = []
    kept = replace(
        plan,
        arrangements=_members("arrangement_begins", plan.arrangements, names.arrangement, violations),
        kept=_members("contract_end", plan.kept, names.kept, violations),
        used=_figures("contract_end", plan.used, names.used, violations),
        live=_members("offer_open", plan.live, names.live, violations),
        bands=_figures("price_band", plan.bands, names.band, violations),
        bought=_figures("price_band", plan.bought, names.bought, violations),
        spent=_figures("eligible", plan.spent, names.spent, violations),
        carried=_figures("funding", plan.carried, names.carried, violations),
    )
    return kept, violations


class _Names:
    """What is there. Each method says what is wrong with a key of the plan, a blank where nothing is."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.boroughs = {borough.name: place for place, borough in enumerate(case.boroughs)}
        self.services = {service.name for service in case.services}
        self.contracts = {contract.name for contract in case.contracts}
        self.contract_lines = {(each.name, line.service): line for each in case.contracts for line in each.lines}
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
            return "no line of a known contract"
        if borough not in self.contract_lines[contract, service].boroughs:
            return "a borough that the line is not for"
        return self._year(year)

    def live(self, offer: str, group: Group, year: int) -> str:
        return "an unknown offer" if offer not in self.offers else self._group(group, 1) or self._year(year)

    def band(self, offer: str, group: Group, service: str, year: int) -> str:
        if (offer, service) not in self.offer_lines:
            return "no line of a known offer"
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
        return "" if borough in self.boroughs else "an unknown borough"

    def _group(self, group: Group, least: int) -> str:
        if any(name not in self.boroughs for name in group):
            return "an unknown borough"
        places = [self.boroughs[name] for name in group]
        if places != sorted(set(places)):
            return "a group not in the order of the boroughs"
        return "" if len(group) >= least else "a group too small"


def _members(rule: str, keys: Iterable[Key], wrong: Callable[..., str], violations: list[Violation]) -> frozenset[Key]:
    good: set[Key] = set()
    for key in sorted(keys, key=repr):
        fault = wrong(*key)
        if fault:
            violations.append(Violation(rule, _index(key), fault, "only what the case holds"))
        else:
            good.add(key)
    return frozenset(good)


def _figures(
    rule: str, figures: Mapping[Key, int], wrong: Callable[..., str], violations: list[Violation]
) -> dict[Key, int]:
    good: dict[Key, int] = {}
    for key, figure in figures.items():
        fault = wrong(*key)
        if fault:
            violations.append(Violation(rule, _index(key), fault, "only what the case holds"))
        elif type(figure) is not int:
            violations.append(Violation(rule, _index(key), repr(figure), "a whole number"))
        else:
            good[key] = figure
            if figure < 0:
                violations.append(Violation(rule, _index(key), f"{figure}", "no less than 0"))
    return good


def _index(key: tuple[object, ...]) -> str:
    return index_label(*(" + ".join(part) if isinstance(part, tuple) else str(part) for part in key))
