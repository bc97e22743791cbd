"""Constraints on awards: when they may be live, price bands, capacity, minimum terms, independence and limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pulp import lpSum

from models.case.types import Group
from models.mip.instance import Award
from models.mip.variables import Row, Term, Variables


def offer_open(variables: Variables) -> Iterator[Row]:
    """No award is live before its offer opens.

    z[d,y] = 0 for each d and each y before from[o]. Rows: offer_open[d,y]. No variable is created for such a year, so
    there are no rows.
    """
    for award, year, live in variables.live_awards:
        if year < award.offer.from_year:
            yield (*award.key, year), live == 0


def price_band(variables: Variables) -> Iterator[Row]:
    """Each line of a live award is in one price band, and its places lie within that band.

    Σ_k u[d,s,k,y] = z[d,y] for each d, s, y. Rows: price_band[d,s,y]; none for the first line, which defines z[d,y].
    least[k] · u[d,s,k,y] ≤ Σ_b x[d,s,b,k,y] ≤ most[k] · u[d,s,k,y] for each d, s, k, y, and for an award of a group
    x[d,s,b,k,y] ≤ most[b,k] · u[d,s,k,y] for each of its boroughs, in places. Rows: price_band[d,s,k,y,…].
    """
    for award, year, live in variables.live_awards:
        for line in award.offer.lines[1:]:
            yield (*award.key, line.service, year), lpSum(variables.band_terms(award, line, year)) == live
    for band in variables.bands:
        index = (*band.award.key, band.line.service, band.band, band.year)
        chosen, sources = variables.band[index], variables.purchases(band)
        bought = lpSum(source.places for source in sources)
        yield (*index, "least"), bought >= band.min_places * chosen
        yield (*index, "most"), bought <= band.max_places * chosen
        for position, source in enumerate(sources if band.award.joint else ()):
            yield (*index, position), source.places <= source.max_places * source.active


def capacity(variables: Variables) -> Iterator[Row]:
    """All awards of an offer share the capacity of each of its lines.

    Σ_{d of o} Σ_{b,k} x[d,s,b,k,y] ≤ capacity[o,s] for each o, s with a capacity and each y, in places.
    Rows: capacity[o,s,y].
    """
    bought: dict[tuple[str, str, int], list[Term]] = defaultdict(list)
    limits: dict[tuple[str, str, int], int] = {}
    for band in variables.bands:
        if band.line.capacity is not None:
            key = (band.award.offer.name, band.line.service, band.year)
            bought[key] += [source.places for source in variables.purchases(band)]
            limits[key] = band.line.capacity
    for key, places in bought.items():
        yield key, lpSum(places) <= limits[key]


def minimum_term(variables: Variables) -> Iterator[Row]:
    """An award that starts is live for its minimum term, or to the end of the horizon.

    start[d,y] ≥ z[d,y] − z[d,y-1] and start[d,y] + z[d,y-1] ≤ 1, so that start is 1 exactly if the award starts.
    Σ start[d,y'] over the minimum_term years y' that end with y ≤ z[d,y]. Each for each d, y.
    Rows: minimum_term[d,y,…]. Source: Rajan and Takriti, IBM Research Report RC23628 (2005).
    """
    for award, year, live in variables.live_awards:
        before, start = variables.live_term(award, year - 1), variables.start[*award.key, year]
        yield (*award.key, year, "rises"), lpSum([start]) >= live - before
        yield (*award.key, year, "anew"), lpSum([start, before]) <= 1
        yield (*award.key, year, "lasts"), _recent_starts(variables, award, year) <= live
    for award in variables.instance.awards:
        for year in variables.instance.case.years:
            if (*award.key, year) not in variables.live:
                yield (*award.key, year, "lasts"), _recent_starts(variables, award, year) <= 0


def independence(variables: Variables) -> Iterator[Row]:
    """The provider of an independent service has no other contract in the boroughs that it serves with it.

    For each award d with a line for an independent service and each y: z[d,y] + z[d',y] ≤ 1 for each other award d',
    and z[d,y] + keep[h,y] ≤ 1 for each existing contract h, of the same provider with a borough in common; z[d,y] ≤ 0
    if d has another line. Rows: independence[d,…,y].
    """
    independent = {service.name for service in variables.instance.case.services if service.independent}
    for award, year, live in variables.live_awards:
        if not independent & {line.service for line in award.offer.lines}:
            continue
        if len(award.offer.lines) > 1:
            yield (*award.key, year), lpSum([live]) <= 0
        for other, other_year, other_live in variables.live_awards:
            if other_year == year and other.key != award.key and _meet(award, other.offer.provider, other.group):
                yield (*award.key, *other.key, year), lpSum([live, other_live]) <= 1
        for contract in variables.instance.case.contracts:
            if _meet(award, contract.provider, tuple(b for line in contract.lines for b in line.boroughs)):
                yield (*award.key, contract.name, year), lpSum([live, variables.keep[contract.name, year]]) <= 1


def new_contract_limit(variables: Variables) -> Iterator[Row]:
    """No more awards are live in a year than the option allows, not counting those in house.

    Σ_d z[d,y] ≤ max_new_contracts for each y. Rows: new_contract_limit[y].
    """
    limit = variables.instance.option.max_new_contracts
    for year in variables.instance.case.years if limit is not None else ():
        live = [live for award, at, live in variables.live_awards if at == year and not award.offer.in_house]
        yield (year,), lpSum(live) <= limit


def new_provider_limit(variables: Variables) -> Iterator[Row]:
    """No more providers have a live award in a year than the option allows, not counting awards in house.

    z[d,y] ≤ engaged[p,y] for each award d of provider p and each y. Rows: new_provider_limit[d,y].
    Σ_p engaged[p,y] ≤ max_new_providers for each y. Rows: new_provider_limit[y].
    """
    limit = variables.instance.option.max_new_providers
    for year in variables.instance.case.years if limit is not None else ():
        engaged: dict[str, Term] = {}
        for award, at, live in variables.live_awards:
            if at == year and not award.offer.in_house:
                provider = award.offer.provider
                engaged[provider] = variables.engaged[provider, year]
                yield (*award.key, year), lpSum([live]) <= engaged[provider]
        yield (year,), lpSum(engaged.values()) <= limit


def _recent_starts(variables: Variables, award: Award, year: int) -> Term:
    """Σ start[d,y'] over the minimum_term years y' that end with y."""
    recent = range(max(0, year - award.offer.minimum_term + 1), year + 1)
    return lpSum(variables.start.get((*award.key, past), 0) for past in recent)


def _meet(award: Award, provider: str, boroughs: Group) -> bool:
    """Whether an award has this provider and one of these boroughs."""
    return award.offer.provider == provider and bool(set(award.group) & set(boroughs))
