"""A warm start: whole places for the contracts of an earlier plan, as far as this case still allows them.

HiGHS is never given the plan (docs/decisions/0011). Its contracts are fixed in a model of this case, so the result is a
plan of this case or nothing. Contracts, offers and years that the case does not have are ignored.
"""

from __future__ import annotations

from models.mip.extract import has_idle_contract
from optimiser.solving.search import Incumbent, Search


def warm_start(search: Search) -> Incumbent | None:
    """The best whole places for the contracts of the start, or for part of them. None without a start or a plan."""
    start = search.request.start
    if start is None:
        return None
    incumbent = search.with_whole_places(start, search.weight)
    if incumbent is not None and not has_idle_contract(incumbent.model.variables):
        return incumbent
    part = search.without_idle_contracts(start)
    if part is start:
        return incumbent
    return search.better_weighted(incumbent, search.with_whole_places(part, search.weight))
