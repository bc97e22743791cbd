"""Plans made by hand for tiny worlds: what is decided is said, what follows from it is filled in.

Bands are those the places reach, and every cost is paid from the first stream whose home the borough is, unless the
test says otherwise. Nothing is checked: most plans here are made to break a rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from models.audit import judge
from models.case.types import Case, Group
from models.plan.plan import Plan

Joint = tuple[str, str, int]  # service, group as "A B", year
Live = tuple[str, str, int]  # offer, group as "A B", year
Bought = Mapping[tuple[str, str, str, str, int], int]  # offer, group as "A B", service, borough, year -> places
Bands = Mapping[tuple[str, str, str, int], int]  # offer, group as "A B", service, year -> position


def planned(
    case: Case,
    *,
    option: str | None = None,
    joint: Iterable[Joint] = (),
    kept: Iterable[tuple[str, int]] = (),
    used: Mapping[tuple[str, str, str, int], int] | None = None,
    live: Iterable[Live] = (),
    bought: Bought | None = None,
    bands: Bands | None = None,
    spent: Mapping[tuple[int, str, str, int], int] | None = None,
    carried: Mapping[tuple[int, int], int] | None = None,
) -> Plan:
    """A plan of the first option, or of the one named; `bands` and `spent`, where given, replace what is filled in."""
    plan = Plan(
        option or case.options[0].name,
        arrangements=frozenset((service, _group(names), year) for service, names, year in joint),
        kept=frozenset(kept),
        used=dict(used or {}),
        live=frozenset((offer, _group(names), year) for offer, names, year in live),
        bought={(offer, _group(names), *rest): n for (offer, names, *rest), n in (bought or {}).items()},  # type: ignore[misc]
        carried=dict(carried or {}),
    )
    plan = replace(plan, bands=reached(case, plan))
    if bands is not None:
        given = {(offer, _group(names), service, year): k for (offer, names, service, year), k in bands.items()}
        plan = replace(plan, bands={**plan.bands, **given})
    return replace(plan, spent=paid(case, plan) if spent is None else dict(spent))


def reached(case: Case, plan: Plan) -> dict[tuple[str, Group, str, int], int]:
    """The band that the places of each line of each live deal reach."""
    places: Counter[tuple[str, Group, str, int]] = Counter()
    for (offer, group, service, _, year), number in plan.bought.items():
        places[offer, group, service, year] += number
    return {
        (offer, group, line.service, year): max(
            (k for k, band in enumerate(line.bands) if band.from_places <= places[offer, group, line.service, year]),
            default=0,
        )
        for offer, group, year in plan.live
        for line in case.offer(offer).lines
    }


def paid(case: Case, plan: Plan) -> dict[tuple[int, str, str, int], int]:
    """Every charge of the plan paid from the first stream whose home the borough is."""
    spent: Counter[tuple[int, str, str, int]] = Counter()
    for charge in judge(case, plan).charges:
        stream = next(i for i, each in enumerate(case.funding) if charge.borough in each.homes)
        spent[stream, charge.borough, charge.service, charge.year] += charge.amount
    return dict(spent)


def _group(names: str) -> Group:
    return tuple(names.split())
