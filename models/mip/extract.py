"""Reads a plan from the variables of a solved programme. No other module reads decisions from variables.

Call these functions only once the solver's own status says that it has a solution: PuLP leaves numbers in the variables
of an infeasible programme too.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pulp

from models.mip.instance import Cell
from models.mip.variables import Term, Variables
from models.plan.plan import Plan

PLACE_TOLERANCE = 1e-6  # places; a smaller number counts as none


def extract_decisions(variables: Variables) -> Plan:
    """The yes-or-no decisions, without places and payments: a plan for `build(restricted_to=...)`."""
    return Plan(
        option=variables.instance.option.name,
        arrangements=frozenset(key for key, term in variables.arranged.items() if is_chosen(term)),
        kept=frozenset(key for key, term in variables.keep.items() if is_chosen(term)),
        live=frozenset(key for key, term in variables.live.items() if is_chosen(term)),
        bands={
            (offer, group, service, year): band
            for (offer, group, service, band, year), term in variables.band.items()
            if is_chosen(term)
        },
    )


def extract_plan(variables: Variables) -> Plan:
    """The decisions and the places, in whole places. Payments are left out: `funding_flow` works them out."""
    decided = extract_decisions(variables)
    used = {key: rounded_value(term) for key, term in variables.use.items()}
    bought = {
        (offer, group, service, borough, year): rounded_value(source.places)
        for (offer, group, service, borough, _, year), source in variables.bought.items()
        if is_chosen(source.active)
    }
    return Plan(
        option=decided.option,
        arrangements=decided.arrangements,
        kept=decided.kept,
        used={key: places for key, places in used.items() if places},
        live=decided.live,
        bands=decided.bands,
        bought={key: places for key, places in bought.items() if places},
    )


def cell_charges(variables: Variables) -> dict[Cell, int]:
    """What each cell is charged, in pence, once decisions and places are rounded to whole numbers."""
    owed: dict[Cell, int] = defaultdict(int)
    for charge in variables.charges:
        owed[charge.cell] += charge.pence * rounded_value(charge.times)
    return {cell: pence for cell, pence in owed.items() if pence}


def has_idle_contract(variables: Variables) -> bool:
    """Whether an award is live, or a contract that may stop is kept, in a year in which it gives no place."""
    filled = {
        (offer, group, year)
        for (offer, group, _, _, _, year), source in variables.bought.items()
        if _has_places(source.places)
    }
    used = {(contract, year) for (contract, _, _, year), term in variables.use.items() if _has_places(term)}
    kept = {key for key, term in variables.keep.items() if not isinstance(term, int) and is_chosen(term)}
    live = {key for key, term in variables.live.items() if is_chosen(term)}
    return bool(live - filled or kept - used)


def rounded_value(term: Term) -> int:
    """The value of a term in the solution, as the nearest whole number."""
    return round(value_of(term))


def is_chosen(term: Term) -> bool:
    """Whether a yes-or-no decision is yes in the solution."""
    return value_of(term) > 0.5


def value_of(term: Any) -> float:
    """The value of a term in the solution; 0 for a variable that the programme does not contain."""
    return float(term) if isinstance(term, int | float) else float(pulp.value(term) or 0)


def _has_places(term: Term) -> bool:
    return value_of(term) > PLACE_TOLERANCE
