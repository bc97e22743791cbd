"""How far one plan is from another, as numbers and as terms of the programme: for staying close to an earlier plan.

The distance has two parts. First come the contract-years that differ: an existing contract that runs in a year in one
plan only, or an award that is live in a year in one plan only. Then come the places moved: for every existing contract
or award, borough, service and year, the difference in places, added up. A plan with fewer differing contract-years is
always the nearer one. Arrangements and payments do not count. `optimiser.solving.stay_close` uses these terms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from pulp import lpSum

from models.case.text import plural
from models.mip.variables import Term, Variables
from models.plan.plan import Plan

Key = tuple[object, ...]


class Distance(NamedTuple):
    """The number of contract-years that differ and of places moved, compared in that order."""

    contract_years: int
    places: int

    def __str__(self) -> str:
        return f"{plural(self.contract_years, 'contract-year')} and {plural(self.places, 'place')}"


def distance(first: Plan, second: Plan) -> Distance:
    """How far apart two plans are."""
    contract_years = len(first.kept ^ second.kept) + len(first.live ^ second.live)
    places = _total_difference(first.used, second.used) + _total_difference(first.bought, second.bought)
    return Distance(contract_years, places)


def shift_years(plan: Plan, years: int) -> Plan:
    """The plan as seen from a case that begins `years` years later, or earlier if `years` is negative.

    Years are renumbered. Decisions before the new first year and all payments are left out.
    """
    return replace(
        plan,
        arrangements=frozenset((*key[:2], key[2] - years) for key in plan.arrangements if key[2] >= years),
        kept=frozenset((name, year - years) for name, year in plan.kept if year >= years),
        used=_shifted(plan.used, years),
        live=frozenset((*key[:2], key[2] - years) for key in plan.live if key[2] >= years),
        bands=_shifted(plan.bands, years),
        bought=_shifted(plan.bought, years),
        spent={},
        carried={},
    )


def contract_years(variables: Variables, old: Plan) -> Any:
    """Σ |keep − old keep| + Σ |z − old z|, over the contract-years that the programme has a variable or number for.

    What is left out is the same in all plans of the programme.
    """
    kept = (_difference(term, key in old.kept) for key, term in variables.keep.items())
    live = (_difference(term, key in old.live) for key, term in variables.live.items())
    return lpSum([*kept, *live])


def places_moved(variables: Variables, old: Plan) -> Any:
    """Σ |places − old places|, over the places that the programme has a variable for.

    If the old plan has places, a new variable e and two rows stand for the absolute value: e ≥ old − places and
    e ≥ places − old. They are exact as long as e is minimised.
    """
    terms_by_key: defaultdict[Key, list[Term]] = defaultdict(list)
    for key, term in variables.use.items():
        terms_by_key["used", *key].append(term)
    for (offer, group, service, borough, _, year), source in variables.bought.items():
        terms_by_key["bought", offer, group, service, borough, year].append(source.places)
    old_places = dict(_places_by_key(old))
    return lpSum(
        _absolute_difference(variables, lpSum(terms), old_places.get(key, 0)) for key, terms in terms_by_key.items()
    )


def _places_by_key(plan: Plan) -> Iterator[tuple[Key, int]]:
    for used, places in plan.used.items():
        yield ("used", *used), places
    for bought, places in plan.bought.items():
        yield ("bought", *bought), places


def _difference(term: Term, was_chosen: bool) -> Term:
    return 1 - term if was_chosen else term


def _absolute_difference(variables: Variables, places: Any, old: int) -> Any:
    if old == 0:
        return places
    number = len(variables.problem.variables())
    moved = variables.problem.add_variable(f"y{number:07d}_moved", 0)
    variables.problem.addConstraint(moved >= old - places, f"fewer[{number}]")
    variables.problem.addConstraint(moved >= places - old, f"more[{number}]")
    return moved


def _total_difference(first: Mapping[Any, int], second: Mapping[Any, int]) -> int:
    return sum(abs(first.get(key, 0) - second.get(key, 0)) for key in first.keys() | second.keys())


def _shifted(figures: Mapping[Any, int], years: int) -> dict[Any, int]:
    return {(*key[:-1], key[-1] - years): figure for key, figure in figures.items() if key[-1] >= years}
