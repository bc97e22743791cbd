"""From a solved programme to a plan: the only place where decisions are read off the variables.

Only to be called once the solver's own status says that there is a plan: PuLP leaves numbers in the variables of a
programme that has none.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pulp

from models.mip.instance import Cell
from models.mip.variables import Term, Variables
from models.plan.plan import Plan

LEAST = 1e-6  # of a place: less is none


def decisions(v: Variables) -> Plan:
    """The yes-or-no decisions alone, as `build(within=...)` takes them."""
    return Plan(
        option=v.instance.option.name,
        arrangements=frozenset(key for key, term in v.arranged.items() if yes(term)),
        kept=frozenset(key for key, term in v.keep.items() if yes(term)),
        live=frozenset(key for key, term in v.live.items() if yes(term)),
        bands={(*key[:3], key[4]): key[3] for key, term in v.band.items() if yes(term)},
    )


def plan(v: Variables) -> Plan:
    """Decisions and whole places; who pays is not in it yet."""
    decided = decisions(v)
    used = {key: whole(term) for key, term in v.use.items()}
    bought = {(*key[:4], key[5]): whole(source.taken) for key, source in v.bought.items() if yes(source.on)}
    return Plan(
        option=decided.option,
        arrangements=decided.arrangements,
        kept=decided.kept,
        used={key: places for key, places in used.items() if places},
        live=decided.live,
        bands=decided.bands,
        bought={key: places for key, places in bought.items() if places},
    )


def bills(v: Variables) -> dict[Cell, int]:
    """What each cell is charged, in whole pence, for the whole decisions read off."""
    owed: dict[Cell, int] = defaultdict(int)
    for charge in v.charges:
        owed[charge.cell] += charge.amount * whole(charge.times)
    return {cell: amount for cell, amount in owed.items() if amount}


def idle(v: Variables) -> bool:
    """Whether an award is live, or a contract kept that need not be, without a place in it."""
    filled = {(*key[:2], key[5]) for key, source in v.bought.items() if amount(source.taken) > LEAST}
    used = {(key[0], key[3]) for key, term in v.use.items() if amount(term) > LEAST}
    kept = {key for key, term in v.keep.items() if not isinstance(term, int) and yes(term)}
    live = {key for key, term in v.live.items() if yes(term)}
    return bool(live - filled or kept - used)


def saturated(v: Variables, borough: str) -> bool:
    """Whether a borough has nearly all the weighted outcomes that its demand allows with the best of its sources."""
    reached = possible = 0.0
    weight = {service.name: float(service.outcome_weight) for service in v.instance.case.services}
    for (b, service, year), sources in v.sources.items():
        if b == borough:
            best = max(source.success_rate for source in sources)
            possible += weight[service] * best * v.instance.case.places_demanded(b, service, year)
            reached += weight[service] * sum(source.success_rate * amount(source.taken) for source in sources)
    return reached >= 0.99 * possible


def whole(term: Term) -> int:
    """The nearest whole number to what a term came to."""
    return round(amount(term))


def yes(term: Term) -> bool:
    """Whether a yes-or-no decision came to yes."""
    return amount(term) > 0.5


def amount(term: Any) -> float:
    """What a term came to; a variable that the programme did not need counts as 0."""
    return float(term) if isinstance(term, int | float) else float(pulp.value(term) or 0)
