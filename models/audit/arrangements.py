"""Checks of joint contracting: which arrangements are in force, when they begin and how long they last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.audit.audited_plan import AuditedPlan, Finding
from models.case.text import group_label, index_label
from models.case.types import Arrangement, Group
from models.plan.ledger import Charge

SUPERSEDED = "not in force, because a required arrangement of a larger group has begun"


def one_arrangement(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """A service of a borough is under at most one arrangement.

    A required arrangement ends when a required one of a larger group begins.
    """
    for (service, borough, year), groups in audited.joint_at.items():
        if len(groups) > 1:
            index = index_label(service, borough, audited.case.year_label(year))
            yield (
                index,
                "arrangements of " + " and of ".join(map(group_label, groups)) + " in force",
                "at most one of them",
            )
    for a, year in _required(audited):
        if _is_superseded(audited, a, year) and audited.is_in_force(a.service, a.group, year):
            yield _index(audited, a.service, a.group, year), "in force", SUPERSEDED


def arrangement_lasts(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """An arrangement in force continues, or gives way to one of a larger group.

    A required one continues until a required one of a larger group begins.
    """
    for service, group, year in sorted(audited.plan.arrangements):
        if year + 1 in audited.case.years and not _continues(audited, service, group, year + 1):
            index = _index(audited, service, group, year + 1)
            yield (
                index,
                "neither it nor one of a larger group in force",
                "one of them in force, as it was the year before",
            )
    for a, year in _missing(audited):
        before = audited.is_in_force(a.service, a.group, year - 1)
        if before and _continues(audited, a.service, a.group, year):  # by a larger one; otherwise reported above
            yield _index(audited, a.service, a.group, year), "not in force", "in force, because it is required"


def arrangement_begins(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """An arrangement is one of the option's and is not in force before its year.

    A required one begins in that year, an allowed one in a year in which an award of its group for the service is live.
    """
    for service, group, year in sorted(audited.plan.arrangements):
        missing = _missing_condition(audited, service, group, year)
        if missing:
            yield _index(audited, service, group, year), "in force", missing
    for a, year in _missing(audited):
        if not audited.is_in_force(a.service, a.group, year - 1):
            yield _index(audited, a.service, a.group, year), "not in force", "in force, because it is required"


def _missing_condition(audited: AuditedPlan, service: str, group: Group, year: int) -> str:
    """What an arrangement in force needs and does not have; blank if nothing is missing."""
    arrangement = audited.arrangements.get((service, group))
    if arrangement is None:
        return "only arrangements of the option"
    if year < arrangement.from_year:
        return f"not in force before {audited.case.year_label(arrangement.from_year)}"
    if audited.option.level == 1 and len({audited.boroughs[name].commissioner for name in group}) > 1:
        return "boroughs of one commissioner, because the option has level 1"
    begun = arrangement.required or audited.is_in_force(service, group, year - 1)
    return (
        ""
        if begun or (service, group, year) in audited.joint_awards
        else "a joint contract of the group for the service, live in its first year"
    )


def _continues(audited: AuditedPlan, service: str, group: Group, year: int) -> bool:
    """Whether the arrangement, or one of a larger group for the service, is in force."""
    return any(set(other) >= set(group) for other in audited.joint_at.get((service, group[0], year), ()))


def _required(audited: AuditedPlan) -> Iterator[tuple[Arrangement, int]]:
    return ((a, year) for a in audited.option.arrangements if a.required for year in audited.case.years)


def _missing(audited: AuditedPlan) -> Iterator[tuple[Arrangement, int]]:
    """The required arrangements that should be in force in a year and are not."""
    for a, year in _required(audited):
        due = year >= a.from_year and not _is_superseded(audited, a, year)
        if due and not audited.is_in_force(a.service, a.group, year):
            yield a, year


def _is_superseded(audited: AuditedPlan, arrangement: Arrangement, year: int) -> bool:
    first = audited.superseded_from.get((arrangement.service, arrangement.group))
    return first is not None and year >= first


def _index(audited: AuditedPlan, service: str, group: Group, year: int) -> str:
    return index_label(service, group_label(group), audited.case.year_label(year))
