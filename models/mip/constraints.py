"""The rules of the model, one generator each, in the model's order; `RULES` is the contents page.

A rule takes the variables and yields its rows: an index and a constraint. It changes nothing. The row's name in the
programme is `rule[index]`. Symbols: b borough, s service, y year, h existing contract, d award, o offer, k band,
g group, f stream; J arranged, keep, z live, u band, x buy, w use, t pay. Money is in thousands of pounds.

Rules that a column cannot break because it was never made (an award before its offer opens, money that may not be spent
on a cell) yield no rows; their sentence says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction
from math import floor
from typing import Any

from pulp import lpSum

from models.case.types import Contract, Group, MinimumProvision, SavingsTarget
from models.mip.costs import baseline
from models.mip.funding_pools import THOUSAND_POUNDS
from models.mip.instance import Award
from models.mip.variables import Term, Variables

Row = tuple[tuple[object, ...], Any]  # the row's index, and the constraint (PuLP is not typed)
Rule = Callable[[Variables], Iterator[Row]]


# -- joint contracting -----------------------------------------------------------------------------------------------


def one_arrangement(v: Variables) -> Iterator[Row]:
    """A borough contracts a service jointly in at most one group: Σ_{g∋b} J[s,g,y] ≤ 1, each b, s, y."""
    for borough in v.instance.case.boroughs:
        for service in v.instance.arrangements_of:
            groups = v.instance.containing(service, borough.name)
            for year in v.instance.case.years:
                yield (borough.name, service, year), lpSum(v.in_force(service, a.group, year) for a in groups) <= 1


def arrangement_lasts(v: Variables) -> Iterator[Row]:
    """An arrangement goes on or gives way to a larger one: J[s,g,y] + Σ_{G⊃g} J[s,G,y] ≥ J[s,g,y-1], each s, g, y."""
    for (service, group), arrangement in v.instance.arrangements.items():
        larger = [arrangement, *v.instance.supersets(arrangement)]
        for year in v.instance.case.years:
            now = lpSum(v.in_force(service, a.group, year) for a in larger)
            yield (service, group, year), now >= v.in_force(service, group, year - 1)


def arrangement_begins(v: Variables) -> Iterator[Row]:
    """An allowed arrangement begins with a contract: J[s,g,y] ≤ J[s,g,y-1] + Σ_d z[d,y] over g's awards for s."""
    for (service, group), arrangement in v.instance.arrangements.items():
        awards = _awards_of(v, service, group)
        for year in v.instance.case.years if not arrangement.required else ():
            before, now = v.in_force(service, group, year - 1), v.in_force(service, group, year)
            yield (service, group, year), now <= before + lpSum(v.is_live(d, year) for d in awards)


# -- existing contracts ----------------------------------------------------------------------------------------------


def commitment(v: Variables) -> Iterator[Row]:
    """A firm contract runs: keep[h,y] = 1 up to committed_to."""
    for contract in v.instance.case.contracts:
        for year in v.instance.case.years:
            if contract.is_committed(year):
                yield (contract.name, year), lpSum([v.keep[contract.name, year]]) == 1


def contract_end(v: Variables) -> Iterator[Row]:
    """Once ended it stays ended: keep[h,y] ≤ keep[h,y-1], 0 after its end; Σ_b w[h,s,b,y] ≤ places[h,s] · keep[h,y]."""
    for contract in v.instance.case.contracts:
        for year in v.instance.case.years:
            keep = v.keep[contract.name, year]
            yield (contract.name, year), lpSum([keep]) <= v.running(contract.name, year - 1) * contract.can_run(year)
            for line in contract.lines:
                used = lpSum(v.use.get((contract.name, line.service, b, year), 0) for b in line.boroughs)
                yield (contract.name, line.service, year), used <= line.places * keep


def existing(v: Variables) -> Iterator[Row]:
    """What happens to today's contracts: run, keep[h,y] ≥ 1 − D[h,y] up to the end; stop, 0 after committed_to."""
    for contract in v.instance.case.contracts:
        for year in v.instance.case.years:
            keep = lpSum([v.keep[contract.name, year]])
            if v.instance.option.existing == "run" and contract.can_run(year):
                yield (contract.name, year), keep >= 1 - lpSum(_crossing(v, contract, year))
            if v.instance.option.existing == "stop" and not contract.is_committed(year):
                yield (contract.name, year), keep <= 0


def joint_replaces_separate(v: Variables) -> Iterator[Row]:
    """Joint contracts need the arrangement, z[d,y] ≤ J[s,g,y]; under it nobody contracts alone, z[d,y] + Σ_{g∋b} J ≤ 1;

    and no existing contract crosses it after committed_to: keep[h,y] + J[s,g,y] ≤ 1 for each term of D[h,y].
    """
    for award, year, live in v.live_awards:
        for line in award.offer.lines:
            index = (*award.key, line.service, year)
            if award.joint:
                yield index, live <= v.in_force(line.service, award.group, year)
            else:
                joint = v.instance.containing(line.service, award.group[0])
                yield index, live + lpSum(v.in_force(line.service, a.group, year) for a in joint) <= 1
    for contract in v.instance.case.contracts:
        for year in v.instance.case.years:
            for term, force in enumerate(_crossing(v, contract, year) if not contract.is_committed(year) else ()):
                yield (contract.name, term, year), lpSum([v.keep[contract.name, year], force]) <= 1


# -- awards -----------------------------------------------------------------------------------------------------------


def offer_open(v: Variables) -> Iterator[Row]:
    """No award before its offer opens: z[d,y] = 0 for y < from[o]. Held by making no column for such a year."""
    for award, year, live in v.live_awards:
        if year < award.offer.from_year:
            yield (*award.key, year), live == 0


def price_band(v: Variables) -> Iterator[Row]:
    """One band a line of a live award, Σ_k u[d,s,k,y] = z[d,y], and its places in that band alone:

    least[k] · u ≤ Σ_b x[d,s,b,k,y] ≤ most[k] · u, and x[d,s,b,k,y] ≤ most[b] · u for each borough.
    """
    for award, year, live in v.live_awards:
        for line in award.offer.lines[1:]:
            yield (*award.key, line.service, year), lpSum(v.bands_of(award, line, year)) == live
    for band in v.bands:
        index = (*band.award.key, band.line.service, band.band, band.year)
        sources = v.bought_in(band)
        bought = lpSum(source.taken for source in sources)
        yield (*index, "least"), bought >= band.least * v.band[index]
        yield (*index, "most"), bought <= band.most * v.band[index]
        for position, source in enumerate(sources if band.award.joint else ()):
            yield (*index, position), source.taken <= source.most * source.on


def capacity(v: Variables) -> Iterator[Row]:
    """An offer's line has a capacity: Σ_{d of o} Σ_{b,k} x[d,s,b,k,y] ≤ capacity[o,s], each year."""
    bought: dict[tuple[str, str, int], list[Term]] = defaultdict(list)
    limits: dict[tuple[str, str, int], int] = {}
    for band in v.bands:
        if band.line.capacity is not None:
            key = (band.award.offer.name, band.line.service, band.year)
            bought[key] += [source.taken for source in v.bought_in(band)]
            limits[key] = band.line.capacity
    for key, terms in bought.items():
        yield key, lpSum(terms) <= limits[key]


def minimum_term(v: Variables) -> Iterator[Row]:
    """An award started lasts its term: start[d,y] is 1 exactly where z rises (start ≥ z[y] − z[y-1], start + z[y-1] ≤
    1),

    and Σ start over the last minimum_term years ≤ z[d,y]. Source of the form: Rajan and Takriti, IBM RC23628 (2005).
    """
    for award, year, live in v.live_awards:
        before, start = v.is_live(award, year - 1), v.start[(*award.key, year)]
        recent = range(max(0, year - award.offer.minimum_term + 1), year + 1)
        yield (*award.key, year, "rises"), lpSum([start]) >= live - before
        yield (*award.key, year, "anew"), lpSum([start, before]) <= 1
        yield (*award.key, year, "lasts"), lpSum(v.start.get((*award.key, past), 0) for past in recent) <= live
    for award in v.instance.awards:
        for year in v.instance.case.years:
            if (*award.key, year) not in v.live:
                recent = range(max(0, year - award.offer.minimum_term + 1), year)
                yield (*award.key, year, "lasts"), lpSum(v.start.get((*award.key, past), 0) for past in recent) <= 0


def independence(v: Variables) -> Iterator[Row]:
    """The provider of an independent service gives a borough nothing else: z[d,y] + z[d',y] ≤ 1, z[d,y] + keep[h,y] ≤ 1

    for each other award or contract of its provider in a borough of d; and it may not hold another line: z[d,y] = 0.
    """
    independent = {service.name for service in v.instance.case.services if service.independent}
    for award, year, live in v.live_awards:
        if not independent & {line.service for line in award.offer.lines}:
            continue
        if len(award.offer.lines) > 1:
            yield (*award.key, year), lpSum([live]) <= 0
        for other, other_year, other_live in v.live_awards:
            if other_year == year and other.key != award.key and _meet(award, other.offer.provider, other.group):
                yield (*award.key, *other.key, year), lpSum([live, other_live]) <= 1
        for contract in v.instance.case.contracts:
            if _meet(award, contract.provider, tuple(b for line in contract.lines for b in line.boroughs)):
                yield (*award.key, contract.name, year), lpSum([live, v.keep[contract.name, year]]) <= 1


# -- provision -------------------------------------------------------------------------------------------------------


def demand(v: Variables) -> Iterator[Row]:
    """No more places than could be used: Σ x + Σ w ≤ demand[b,s,y]."""
    for borough, service, year in list(v.sources):
        wanted = v.instance.case.places_demanded(borough, service, year)
        yield (borough, service, year), v.provided(borough, service, year) <= wanted


def minimum_provision(v: Variables) -> Iterator[Row]:
    """A floor over its scope: Σ people_per_place[s] · (x + w) ≥ figure (places: each counts 1)."""
    for number, floor_ in enumerate(v.instance.case.minimums):
        for year, figure in enumerate(floor_.figures):
            if figure is not None:
                yield (number, year), _scope(v, floor_, year) >= float(figure)


def equal_access(v: Variables) -> Iterator[Row]:
    """No borough far below the whole: places[b]/demand[b] ≥ Σ_b places/Σ_b demand − access_gap; not infrastructure."""
    gap = v.instance.case.access_gap
    for service in v.instance.case.services if gap is not None else ():
        for year in v.instance.case.years if not service.is_infrastructure else ():
            everywhere = [borough.name for borough in v.instance.case.boroughs]
            total = v.instance.wanted(everywhere, service.name, year)
            overall = lpSum(v.provided(b, service.name, year) for b in everywhere)
            for borough in everywhere:
                wanted = v.instance.case.places_demanded(borough, service.name, year)
                if wanted:
                    least = float(Fraction(wanted, total)) * overall - float((gap or 0) * wanted)
                    yield (borough, service.name, year), v.provided(borough, service.name, year) >= least


# -- money -----------------------------------------------------------------------------------------------------------


def paid_in_full(v: Variables) -> Iterator[Row]:
    """Every cost has a payer: Σ_f t[f,b,s,y] = cost[b,s,y], added up over the cells that the same pots may pay for."""
    paying: dict[int, list[Term]] = defaultdict(list)
    for (_, payee), paid in v.pay.items():
        paying[payee].append(paid)
    for payee, cells in enumerate(v.funding_pools.payees):
        cost = lpSum(charge.thousands for cell in cells for charge in v.cost.get(cell, ()))
        yield (payee,), lpSum(paying[payee]) == cost


def funding(v: Variables) -> Iterator[Row]:
    """A stream spends what it has: Σ t[f,·,·,y] + carry[f,y] ≤ amount[f,y] + carry[f,y-1]."""
    spent: dict[int, list[Term]] = defaultdict(list)
    for (payer, _), paid in v.pay.items():
        spent[payer].append(paid)
    for number, pool in enumerate(v.funding_pools.pools):
        received = v.carry.get(pool.before, 0) if pool.before is not None else 0
        yield (number,), lpSum(spent[number]) + v.carry.get(number, 0) <= pool.amount + received


def eligible(v: Variables) -> Iterator[Row]:
    """Money is spent only on what it may pay for: t[f,b,s,y] = 0 elsewhere. Held by making no such column."""
    for link, paid in v.pay.items():
        if link not in v.funding_pools.links:
            yield link, paid == 0


def transfer_limit(v: Variables) -> Iterator[Row]:
    """Money spent outside a stream's homes: Σ_{b not a home} t[f,b,·,y] ≤ ⌊limit · amount[f,y]⌋."""
    outside: dict[int, list[Term]] = defaultdict(list)
    for link, away in v.funding_pools.links.items():
        if away:
            outside[link[0]].append(v.pay[link])
    for number, pool in enumerate(v.funding_pools.pools):
        if pool.outside is not None and outside[number]:
            yield (number,), lpSum(outside[number]) <= pool.outside


def savings(v: Variables) -> Iterator[Row]:
    """A saving over its scope: Σ cost[b,s,y] ≤ baseline − saving; no start, exit, set-up costs where one_off is no."""
    for number, saving in enumerate(v.instance.case.savings_targets):
        for year, figure in enumerate(saving.figures):
            if figure is not None:
                allowed = baseline(v.instance, saving.boroughs) - _saving(v, saving, figure)
                yield (number, year), lpSum(_charged(v, saving, year)) <= allowed / THOUSAND_POUNDS


def new_contract_limit(v: Variables) -> Iterator[Row]:
    """At most so many new contracts: Σ_d z[d,y] ≤ max_new_contracts, in house left out."""
    limit = v.instance.option.max_new_contracts
    for year in v.instance.case.years if limit is not None else ():
        live = [live for award, at, live in v.live_awards if at == year and not award.offer.in_house]
        yield (year,), lpSum(live) <= limit


def new_provider_limit(v: Variables) -> Iterator[Row]:
    """At most so many new providers: Σ_p engaged[p,y] ≤ max_new_providers, z[d,y] ≤ engaged[p,y]; not in house."""
    limit = v.instance.option.max_new_providers
    for year in v.instance.case.years if limit is not None else ():
        engaged: dict[str, Term] = {}
        for award, at, live in v.live_awards:
            if at == year and not award.offer.in_house:
                provider = award.offer.provider
                engaged[provider] = v.engaged[provider, year]
                yield (*award.key, year), lpSum([live]) <= engaged[provider]
        yield (year,), lpSum(engaged.values()) <= limit


CONSTRAINTS: tuple[Rule, ...] = (
    one_arrangement,
    arrangement_lasts,
    arrangement_begins,
    commitment,
    contract_end,
    existing,
    joint_replaces_separate,
    offer_open,
    price_band,
    capacity,
    minimum_term,
    independence,
    demand,
    minimum_provision,
    equal_access,
    paid_in_full,
    funding,
    eligible,
    transfer_limit,
    savings,
    new_contract_limit,
    new_provider_limit,
)

# -- what the rules are written with ---------------------------------------------------------------------------------


def _awards_of(v: Variables, service: str, group: Group) -> list[Award]:
    return [d for d in v.instance.awards if d.group == group and any(line.service == service for line in d.offer.lines)]


def _crossing(v: Variables, contract: Contract, year: int) -> list[Term]:
    return [v.in_force(a.service, a.group, year) for a in v.instance.crossing(contract)]


def _meet(award: Award, provider: str, boroughs: Group) -> bool:
    return award.offer.provider == provider and bool(set(award.group) & set(boroughs))


def _scope(v: Variables, row: MinimumProvision, year: int) -> Any:
    people = {service.name: service.people_per_place for service in v.instance.case.services}
    weight = {name: float(people[name]) if row.counts_people else 1.0 for name in row.services}
    return lpSum(
        weight[s] * v.provided(b, s, year) for b in row.boroughs for s in row.services if (b, s, year) in v.sources
    )


def _saving(v: Variables, row: SavingsTarget, figure: Fraction) -> int:
    return floor(figure * baseline(v.instance, row.boroughs)) if row.is_share else int(figure)


def _charged(v: Variables, row: SavingsTarget, year: int) -> list[Term]:
    scope = set(row.boroughs)
    counted = [
        c for c in v.charges if c.cell[0] in scope and c.cell[2] == year and (row.includes_one_off or not c.one_off)
    ]
    return [charge.thousands for charge in counted]
