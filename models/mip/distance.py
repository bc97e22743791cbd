"""How far one plan is from another, and the same as terms of the programme: for keeping close to an earlier plan.

First the contract-years that differ: an existing contract that runs in a year under one plan and not the other, or a
award (an offer with its boroughs) that is live under one and not the other. Then the places moved: for every existing
contract or award, borough, service and year, by how many places the two differ, added up. A plan with fewer differing
contract-years is always the nearer one. Arrangements and who pays do not count. What the programme does with this is in
`optimiser.solving.stay_close`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from pulp import lpSum

from models.mip.variables import Term, Variables
from models.plan.plan import Plan

Key = tuple[object, ...]


class Distance(NamedTuple):
    """Contract-years that differ, and places moved; compared in that order."""

    contract_years: int
    places: int

    def __str__(self) -> str:
        return f"{_counted(self.contract_years, 'contract-year')} and {_counted(self.places, 'place')}"


def distance(one: Plan, other: Plan) -> Distance:
    """How far apart two plans are."""
    years = len(one.kept ^ other.kept) + len(one.live ^ other.live)
    return Distance(years, _moved(one.used, other.used) + _moved(one.bought, other.bought))


def later(plan: Plan, years: int) -> Plan:
    """The plan as seen from a case that begins so many years later (earlier, where negative): years are renumbered.

    Decisions alone: who pays is left out, and so is what lies before the first year.
    """
    return replace(
        plan,
        arrangements=frozenset((*key[:2], key[2] - years) for key in plan.arrangements if key[2] >= years),
        kept=frozenset((name, year - years) for name, year in plan.kept if year >= years),
        used=_later(plan.used, years),
        live=frozenset((*key[:2], key[2] - years) for key in plan.live if key[2] >= years),
        bands=_later(plan.bands, years),
        bought=_later(plan.bought, years),
        spent={},
        carried={},
    )


def contract_years(v: Variables, old: Plan) -> Any:
    """Σ |keep − old| + Σ |z − old| over what the programme can decide; what it cannot is the same in all its plans."""
    kept = (_differs(term, key in old.kept) for key, term in v.keep.items())
    live = (_differs(term, key in old.live) for key, term in v.live.items())
    return lpSum([*kept, *live])


def places_moved(v: Variables, old: Plan) -> Any:
    """Σ |places − old| over what the programme can decide; makes a column and two rows where the old plan has places.

    e ≥ old − places and e ≥ places − old, with e minimised.
    """
    taken: defaultdict[Key, list[Term]] = defaultdict(list)
    for key, term in v.use.items():
        taken["used", *key].append(term)
    for bought, source in v.bought.items():
        taken["bought", *bought[:4], bought[5]].append(source.taken)
    before = dict(_keyed(old))
    return lpSum(_moved_by(v, lpSum(terms), before.get(key, 0)) for key, terms in taken.items())


def _keyed(old: Plan) -> Iterator[tuple[Key, int]]:
    for used, places in old.used.items():
        yield ("used", *used), places
    for bought, places in old.bought.items():
        yield ("bought", *bought), places


def _differs(term: Term, was: bool) -> Term:
    return 1 - term if was else term


def _moved_by(v: Variables, places: Any, before: int) -> Any:
    if before == 0:
        return places
    number = len(v.problem.variables())
    moved = v.problem.add_variable(f"y{number:07d}_moved", 0)
    v.problem.addConstraint(moved >= before - places, f"fewer[{number}]")
    v.problem.addConstraint(moved >= places - before, f"more[{number}]")
    return moved


def _moved(one: Mapping[Any, int], other: Mapping[Any, int]) -> int:
    return sum(abs(one.get(key, 0) - other.get(key, 0)) for key in one.keys() | other.keys())


def _later(figures: Mapping[Any, int], years: int) -> dict[Any, int]:
    return {(*key[:-1], key[-1] - years): figure for key, figure in figures.items() if key[-1] >= years}


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
