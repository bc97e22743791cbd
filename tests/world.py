"""Tiny cases built by hand, for tests: short to write, everything not said has a plain default.

    case = world(
        boroughs=("A", "B"),
        services=("day",),
        offers=[offer("O", "P", line("day", price=100, success="1/2"))],
        options=[option("joint", level=3, arrangements=[arrangement("day", "A B")])],
    )

What the builders take, throughout:
- money is whole pence, places are whole, years are indices from 0;
- several names are a tuple, or one string with blanks between: "A B" is ("A", "B"), "" is nobody;
- `ALL` (the default for boroughs, services and options) means all there are, filled in by `world`;
- a figure for each year is one number, the same every year, or a tuple with one a year;
- a rate, share or weight is an int, or a string such as "1/2" or "0.035", so that it stays exact.

Nothing is checked here: a world may break what `assembly` would refuse. Not here: plans, and reading of tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from models.case.types import (
    Arrangement,
    Band,
    Borough,
    Case,
    Contract,
    ContractLine,
    Criterion,
    Floor,
    Offer,
    OfferLine,
    Option,
    Risk,
    Saving,
    Service,
    Stream,
    Wave,
)
from tests.filling import ALL, Fill, Names, Number, Yearly, YearlyOrBlank, blanks, listed, maybe, yearly

__all__ = ["ALL", "PLENTY", "arrangement", "borough", "contract", "criterion", "floor", "line", "offer", "option"]
__all__ += ["risk", "saving", "service", "stream", "today", "wave", "world"]

PLENTY = 10**9  # pence a year: more than any tiny plan costs
Thing = TypeVar("Thing")


def world(
    boroughs: Iterable[str | Borough] | str = ("A",),
    services: Iterable[str | Service] | str = ("day",),
    horizon: int = 1,
    *,
    funding: Iterable[Stream] | None = None,
    demand: Yearly | Mapping[tuple[str, str], Yearly] = 10,
    floors: Iterable[Floor] = (),
    savings: Iterable[Saving] = (),
    contracts: Iterable[Contract] = (),
    offers: Iterable[Offer] = (),
    options: Iterable[Option] | None = None,
    criteria: Iterable[Criterion] = (),
    risks: Iterable[Risk] = (),
    objective: str = "outcomes",
    rate: Number = 0,
    management: int = 0,
    gap: Number | None = None,
    title: str = "tiny world",
    first_year: int = 2010,
) -> Case:
    """A whole case. `management` is contract_management_cost, `rate` discount_rate, `gap` access_gap.

    Left out: each borough has a stream of its own, called "grant", with `PLENTY` for everything; demand is 10
    everywhere (a mapping leaves out what has no row); one option, `option()`.
    """
    places = [borough(each) if isinstance(each, str) else each for each in _each(boroughs)]
    kinds = [service(each) if isinstance(each, str) else each for each in _each(services)]
    fill = Fill(places, kinds, horizon)
    chosen = [option()] if options is None else list(options)
    streams = [stream("grant", place.name) for place in places] if funding is None else funding
    return Case(
        title=title,
        first_year=first_year,
        horizon=horizon,
        objective=objective,
        discount_rate=Fraction(rate),
        contract_management_cost=management,
        access_gap=maybe(gap),
        price_base="2010/11",
        band_high=Fraction("66.67"),
        band_medium=Fraction("33.33"),
        tender_months=6,
        boroughs=tuple(places),
        services=tuple(kinds),
        funding=tuple(fill.stream(each) for each in streams),
        demand=fill.demand(demand),
        floors=tuple(fill.floor(each) for each in floors),
        savings=tuple(fill.saving(each) for each in savings),
        contracts=tuple(fill.contract(each) for each in contracts),
        offers=tuple(fill.offer(each, chosen) for each in offers),
        options=tuple(fill.option(each) for each in chosen),
        criteria=tuple(criteria),
        risks=tuple(risks),
        scenarios=(),
        actions=(),
        assumptions=(),
    )


def borough(
    name: str, *, back_office: int = 0, share: Number = 1, commissioner: str | None = None, in_treatment: int = 1
) -> Borough:
    """A borough that commissions for itself; `share` is its weight in shared costs."""
    return Borough(name, in_treatment, back_office, Fraction(share), commissioner or name)


def service(
    name: str,
    *,
    tier: int | str = 3,
    weight: Number = 1,
    value: int = 0,
    people: Number | None = None,
    independent: bool = False,
) -> Service:
    """A service; `people` a place is 1 in tiers 3 and 4, else 0; `value` is pence an outcome."""
    each = (1 if str(tier) in ("3", "4") else 0) if people is None else people
    return Service(name, str(tier), "place", Fraction(weight), value, Fraction(each), independent, f"tier {tier}")


def stream(
    name: str = "grant",
    homes: Names = ALL,
    amounts: Yearly = PLENTY,
    *,
    ring_fence: Names = ALL,
    purpose: Names | None = None,
    aligned: Names | None = None,
    poolable: bool = False,
    keep: Number = 0,
    lapses: bool = False,
) -> Stream:
    """A stream of money; `keep` is carry_forward. Purpose defaults to the ring fence, aligned to the purpose."""
    fence = frozenset(listed(ring_fence))
    own = fence if purpose is None else frozenset(listed(purpose))
    wide = own if aligned is None else frozenset(listed(aligned))
    home = listed(homes)
    owner = home[0] if home else ""
    return Stream(name, home, owner, fence, own, wide, poolable, Fraction(keep), lapses, yearly(amounts))


def floor(
    boroughs: Names = ALL,
    services: Names = ALL,
    figures: YearlyOrBlank = 1,
    *,
    people: bool = False,
    statutory: bool = False,
) -> Floor:
    """A minimum provision over all its boroughs and services together; None in `figures` is no floor that year."""
    return Floor(listed(boroughs), listed(services), people, statutory, blanks(figures))


def saving(
    boroughs: Names = ALL, figures: YearlyOrBlank = 0, *, percentage: bool = False, one_off: bool = True
) -> Saving:
    """A savings target: pence, or a share of the baseline where `percentage`; None in `figures` is no target."""
    return Saving(listed(boroughs), percentage, one_off, blanks(figures))


def contract(
    name: str,
    provider: str,
    *lines: ContractLine,
    committed_to: int | None = None,
    ends: int | None = None,
    in_house: bool = False,
) -> Contract:
    """A contract that runs today; lines are made by `today`."""
    return Contract(name, provider, lines, committed_to, ends, in_house, 0)


def today(
    service: str, boroughs: Names = ALL, *, places: int = 10, cost: int = 0, exit_cost: int = 0, success: Number = 0
) -> ContractLine:
    """One line of an existing contract: `cost` is its annual cost."""
    return ContractLine(service, listed(boroughs), places, cost, exit_cost, Fraction(success))


def offer(
    name: str,
    provider: str,
    *lines: OfferLine,
    boroughs: Names = ALL,
    options: Names = ALL,
    first: int = 0,
    term: int = 1,
    in_house: bool = False,
) -> Offer:
    """What a provider would contract for; lines are made by `line`; several lines make a bundle."""
    return Offer(name, provider, lines, listed(boroughs), listed(options), first, term, in_house)


def line(
    service: str,
    *,
    price: int | None = None,
    bands: Sequence[tuple[int, int]] = (),
    capacity: int | None = None,
    fee: int = 0,
    start: int = 0,
    success: Number = 0,
) -> OfferLine:
    """One line of an offer: one `price` for any number of places, 0 if left out, or `bands` of (from, price)."""
    steps = tuple(Band(*step) for step in bands) or (Band(0, price or 0),)
    return OfferLine(service, capacity, fee, start, Fraction(success), steps)


def option(
    name: str = "alone",
    *,
    level: int = 1,
    existing: str = "free",
    joint_cost: int = 0,
    max_contracts: int | None = None,
    max_providers: int | None = None,
    transfer_limit: Number | None = None,
    dropped: str = "",
    waves: Iterable[Wave] = (),
    arrangements: Iterable[Arrangement] = (),
) -> Option:
    """A collaboration option; `joint_cost` is joint_contract_cost."""
    limit = maybe(transfer_limit)
    money = (joint_cost, max_contracts, max_providers, limit)
    return Option(name, "", level, existing, *money, dropped, tuple(waves), tuple(arrangements))


def wave(
    hub: str = "hub",
    boroughs: Names = ALL,
    *,
    annual_cost: int = 0,
    setup_cost: int = 0,
    retained: Number = 1,
    first: int = 0,
) -> Wave:
    """A row of hubs: its boroughs join the hub in year `first` and keep the share `retained` of their back office."""
    return Wave(hub, listed(boroughs), annual_cost, setup_cost, Fraction(retained), first)


def arrangement(service: str, boroughs: Names = ALL, *, required: bool = False, first: int = 0) -> Arrangement:
    """A service that a group may, or must, contract jointly from year `first`."""
    return Arrangement(service, listed(boroughs), required, first)


def criterion(
    name: str,
    *,
    weight: Number = 1,
    measure: str | None = None,
    higher: bool = True,
    low: Number | None = None,
    high: Number | None = None,
    gate: Number | None = None,
    judgements: Mapping[str, Number] | None = None,
    same_as: str | None = None,
    between: tuple[Number, Number] | None = None,
) -> Criterion:
    """A criterion, measured where `measure` is named, else judged 0..100 for each option.

    `between`: the least and the most that its weight might be.
    """
    judged = {option: Fraction(score) for option, score in (judgements or {}).items()}
    words = {option: str(score) for option, score in judged.items()}
    least, most = (Fraction(end) for end in between) if between else (None, None)
    ends = (maybe(low), maybe(high), maybe(gate))
    return Criterion(name, Fraction(weight), measure, higher, *ends, judged, words, same_as, least, most)


def risk(name: str, options: Names, likelihood: int, impact: int) -> Risk:
    """A risk of the options named."""
    return Risk(name, listed(options), likelihood, impact, "", "")


def _each(names: Iterable[Thing] | str) -> Iterable[Thing | str]:
    return names.split() if isinstance(names, str) else names
