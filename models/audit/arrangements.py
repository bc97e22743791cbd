"""Rules of what is contracted jointly: which arrangements are in force, and when they begin and last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.audit.facts import Facts, Finding
from models.case.text import group_label, index_label
from models.case.types import Arrangement, Group
from models.plan.ledger import Charge


def one_arrangement(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """Each service of a borough is under at most one arrangement; a required one gives way to a wider required one."""
    for (service, borough, year), groups in facts.joint_at.items():
        if len(groups) > 1:
            index = index_label(service, borough, facts.case.year_label(year))
            yield index, "arrangements of " + " and of ".join(map(group_label, groups)), "at most one"
    for each, year in _required(facts):
        if _superseded(facts, each, year) and facts.in_force(each.service, each.group, year):
            yield _index(facts, each.service, each.group, year), "in force", "given way to a wider required arrangement"


def arrangement_lasts(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """An arrangement once in force stays, or gives way to a wider one; a required one lasts until it is superseded."""
    for service, group, year in sorted(facts.plan.arrangements):
        if year + 1 in facts.case.years and not _goes_on(facts, service, group, year + 1):
            index = _index(facts, service, group, year + 1)
            yield index, "not in force, nor any wider one", "in force, as the year before"
    for each, year in _missing(facts):
        before = facts.in_force(each.service, each.group, year - 1)
        if before and _goes_on(facts, each.service, each.group, year):  # in a wider one, so not said above
            yield _index(facts, each.service, each.group, year), "not in force", "in force, as it is required"


def arrangement_begins(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """An arrangement is the option's, not before its year; a required one begins then, an allowed one with an award."""
    for service, group, year in sorted(facts.plan.arrangements):
        needed = _needed_to_begin(facts, service, group, year)
        if needed:
            yield _index(facts, service, group, year), "in force", needed
    for each, year in _missing(facts):
        if not facts.in_force(each.service, each.group, year - 1):
            yield _index(facts, each.service, each.group, year), "not in force", "in force, as it is required"


def _needed_to_begin(facts: Facts, service: str, group: Group, year: int) -> str:
    """What an arrangement in force lacks, a blank where it lacks nothing."""
    given = facts.given.get((service, group))
    if given is None:
        return "an arrangement that the option gives"
    if year < given.from_year:
        return f"none before {facts.case.year_label(given.from_year)}"
    if facts.option.level == 1 and len({facts.boroughs[name].commissioner for name in group}) > 1:
        return "boroughs of one commissioner, at level 1"
    begun = given.required or facts.in_force(service, group, year - 1)
    return "" if begun or (service, group, year) in facts.joint_awards else "a contract of the group for it live"


def _goes_on(facts: Facts, service: str, group: Group, year: int) -> bool:
    """Whether the arrangement or a wider one for the service is in force."""
    return any(set(other) >= set(group) for other in facts.joint_at.get((service, group[0], year), ()))


def _required(facts: Facts) -> Iterator[tuple[Arrangement, int]]:
    return ((each, year) for each in facts.option.arrangements if each.required for year in facts.case.years)


def _missing(facts: Facts) -> Iterator[tuple[Arrangement, int]]:
    """Required arrangements that are due and not in force."""
    for each, year in _required(facts):
        due = year >= each.from_year and not _superseded(facts, each, year)
        if due and not facts.in_force(each.service, each.group, year):
            yield each, year


def _superseded(facts: Facts, each: Arrangement, year: int) -> bool:
    end = facts.ends.get((each.service, each.group))
    return end is not None and year >= end


def _index(facts: Facts, service: str, group: Group, year: int) -> str:
    return index_label(service, group_label(group), facts.case.year_label(year))
