"""A case: the tables of a commissioning question as frozen types.

Here are the types alone. `assembly` makes a `Case` out of typed rows and finds every fault between tables;
`optimiser.casefiles.reading` makes the typed rows out of a folder or a workbook.

Units: money is whole pence (`int`); shares, rates and weights are exact (`Fraction`); places are whole (`int`).
A year is an index from 0, the first year of the horizon; a year before the horizon is negative.
Every collection is a tuple in the order of the user's table, and a group of boroughs is a tuple of names in the
order of the `boroughs` table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import TypeVar

COMMISSIONING = "commissioning"  # the built-in service that back offices, hubs and contract management are charged to
INFRASTRUCTURE = "infrastructure"  # the tier of services that count in costs only
STRUCTURED = ("3", "4")  # tiers in which a place is a person in structured treatment

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Borough:
    """A commissioning borough. `back_office_cost` in pence a year; `cost_share` its weight in shared amounts."""

    name: str
    in_treatment: int
    back_office_cost: int
    cost_share: Fraction
    commissioner: str


@dataclass(frozen=True, slots=True)
class Service:
    """A service: `tier` is "1" to "4" or "infrastructure"; `value_per_outcome` in pence."""

    name: str
    tier: str
    unit: str
    outcome_weight: Fraction
    value_per_outcome: int
    people_per_place: Fraction
    independent: bool
    heading: str

    @property
    def is_infrastructure(self) -> bool:
        """Whether it counts in costs but not in places, people, outcomes, coverage or equal access."""
        return self.tier == INFRASTRUCTURE


@dataclass(frozen=True, slots=True)
class FundingStream:
    """A stream of money: `amounts` in pence, one a year of the horizon.

    `homes` are the boroughs it belongs to. `ring_fence`, `purpose` and `aligned` are sets of service names, in
    which `commissioning` may stand.
    """

    name: str
    homes: Group
    owner: str
    ring_fence: frozenset[str]
    purpose: frozenset[str]
    aligned: frozenset[str]
    poolable: bool
    carry_forward: Fraction
    lapses: bool
    amounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MinimumProvision:
    """A minimum provision: `figures` one a year, None where there is no floor; in places or in people."""

    boroughs: Group
    services: tuple[str, ...]
    counts_people: bool
    statutory: bool
    figures: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class SavingsTarget:
    """A savings target over boroughs: `figures` one a year, None where there is none.

    A share of the scope's baseline where `percentage`, else whole pence. `one_off`: whether start, exit and set-up
    costs count in the total that is held.
    """

    boroughs: Group
    is_share: bool
    includes_one_off: bool
    figures: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class ContractLine:
    """One service of an existing contract: `places` a year for `boroughs`; money in pence."""

    service: str
    boroughs: Group
    places: int
    annual_cost: int
    exit_cost: int
    success_rate: Fraction


@dataclass(frozen=True, slots=True)
class Contract:
    """A block contract that runs today, kept or ended whole.

    `committed_to`: the last firm year, None where there is none (it may lie before or beyond the horizon).
    `ends`: the last year it can run, None for beyond the horizon.
    """

    name: str
    provider: str
    lines: tuple[ContractLine, ...]
    committed_to: int | None
    ends: int | None
    in_house: bool
    notice_months: int

    def is_committed(self, year: int) -> bool:
        """Whether the contract cannot be ended in that year."""
        return self.committed_to is not None and year <= self.committed_to

    def can_run(self, year: int) -> bool:
        """Whether that year is not after the contract's end."""
        return self.ends is None or year <= self.ends


@dataclass(frozen=True, slots=True)
class Band:
    """A price band: from `from_places` on, every place costs `unit_price` pence."""

    from_places: int
    unit_price: int


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One service of an offer: `capacity` places a year (None: no limit); bands with rising `from_places`."""

    service: str
    capacity: int | None
    annual_fee: int
    start_cost: int
    success_rate: Fraction
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a provider would contract for, taken whole: a bundle where it has several lines.

    `options` are the names of the options in which it is open; `first` the first year in which it can be live.
    """

    name: str
    provider: str
    lines: tuple[OfferLine, ...]
    boroughs: Group
    options: tuple[str, ...]
    from_year: int
    minimum_term: int
    in_house: bool


@dataclass(frozen=True, slots=True)
class HubPhase:
    """A row of `hubs`: boroughs that join a hub in year `first`; `retained` is the share of back office they keep."""

    hub: str
    boroughs: Group
    annual_cost: int
    setup_cost: int
    back_office_retained: Fraction
    from_year: int


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One service that a group of two or more boroughs contracts jointly, from year `first` on."""

    service: str
    group: Group
    required: bool
    from_year: int


@dataclass(frozen=True, slots=True)
class Option:
    """A collaboration option: `level` 1 single agency, 2 aligned, 3 pooled; `existing` is free, run or stop."""

    name: str
    description: str
    level: int
    existing: str
    joint_contract_cost: int
    max_new_contracts: int | None
    max_new_providers: int | None
    transfer_limit: Fraction | None
    dropped: str
    hub_phases: tuple[HubPhase, ...] = ()
    arrangements: tuple[Arrangement, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """What options are scored on: `measure` names a measured figure, else `judgements` holds 0..100 by option.

    `low` and `high` are in the measure's own unit (pounds for money), None for the least and largest value found.
    `words` holds each judgement as the user wrote it. `gate`: the least score an option must reach to be preferred.
    `same_as` names a criterion on the same subject, one of the two judged and the other measured. `weight_low` and
    `weight_high`: between what the weight might lie, both None where that is not said.
    """

    name: str
    weight: Fraction
    measure: str | None
    higher_is_better: bool
    low: Fraction | None
    high: Fraction | None
    gate: Fraction | None
    judgements: Mapping[str, Fraction] = field(default_factory=lambda: MappingProxyType({}))
    judgement_words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    same_as: str | None = None
    weight_low: Fraction | None = None
    weight_high: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk of the options it names: `likelihood` and `impact` 1 to 5."""

    name: str
    options: tuple[str, ...]
    likelihood: int
    impact: int
    mitigation: str
    owner: str


@dataclass(frozen=True, slots=True)
class ScenarioChange:
    """One change of a named scenario: the rows of `table` that match `where`, their `column`, and the change."""

    name: str
    table: str
    where: tuple[tuple[str, str], ...]
    column: str
    change: str


@dataclass(frozen=True, slots=True)
class Action:
    """A line of the board's own action plan."""

    objective: str
    action: str
    by_when: str
    by_whom: str


@dataclass(frozen=True, slots=True)
class SuccessFactor:
    """What the board will judge success by: `today` its figure today in `unit`, None where there is no data.

    `measure` names the figure of an option that moves it, None where there is none.
    """

    name: str
    today: Fraction | None
    unit: str
    measure: str | None


@dataclass(frozen=True, slots=True)
class Assumption:
    """Where a row's figures come from: `row` says which in words, `values` what it holds, `place` its cell or line."""

    table: str
    location: str
    row: str
    values: str
    source: str
    note: str

    @property
    def quality(self) -> str:
        """The first word of the source: given, derived or illustrative; "not said" for anything else."""
        first = self.source.strip().split(" ")[0].strip(":;,.").lower() if self.source.strip() else ""
        return first if first in ("given", "derived", "illustrative") else "not said"


@dataclass(frozen=True, slots=True)
class Case:
    """A whole question. `first_year`: the calendar year in which the first financial year starts (2010 for 2010/11).

    `optimism_bias`: by kind of cost (`vocabulary.COST_KINDS`), the share that the economic case adds, where above 0.
    """

    title: str
    first_year: int
    horizon: int
    objective: str
    discount_rate: Fraction
    contract_management_cost: int
    access_gap: Fraction | None
    price_base: str
    band_high: Fraction
    band_medium: Fraction
    tender_months: int
    boroughs: tuple[Borough, ...]
    services: tuple[Service, ...]
    funding: tuple[FundingStream, ...]
    demand: Mapping[tuple[str, str], tuple[int, ...]]
    minimums: tuple[MinimumProvision, ...]
    savings_targets: tuple[SavingsTarget, ...]
    contracts: tuple[Contract, ...]
    offers: tuple[Offer, ...]
    options: tuple[Option, ...]
    criteria: tuple[Criterion, ...]
    risks: tuple[Risk, ...]
    scenario_changes: tuple[ScenarioChange, ...]
    actions: tuple[Action, ...]
    assumptions: tuple[Assumption, ...]
    success_factors: tuple[SuccessFactor, ...] = ()
    optimism_bias: Mapping[str, Fraction] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def years(self) -> range:
        """The years of the horizon, as indices from 0."""
        return range(self.horizon)

    @property
    def years_label(self) -> str:
        """The years planned, `2010/11 to 2012/13`, or the one year."""
        return " to ".join(dict.fromkeys((self.year_label(0), self.year_label(self.horizon - 1))))

    def year_label(self, year: int) -> str:
        """A year's name: 0 is "2010/11" where the first year is 2010."""
        start = self.first_year + year
        return f"{start}/{(start + 1) % 100:02d}"

    def places_demanded(self, borough: str, service: str, year: int) -> int:
        """Places that could be used; 0 where the case has no row."""
        row = self.demand.get((borough, service))
        return row[year] if row else 0

    def service(self, name: str) -> Service:
        """The service of that name. Raises KeyError where there is none."""
        return _named(self.services, name)

    def borough(self, name: str) -> Borough:
        """The borough of that name. Raises KeyError where there is none."""
        return _named(self.boroughs, name)

    def option(self, name: str) -> Option:
        """The option of that name. Raises KeyError where there is none."""
        return _named(self.options, name)

    def contract(self, name: str) -> Contract:
        """The existing contract of that name. Raises KeyError where there is none."""
        return _named(self.contracts, name)

    def offer(self, name: str) -> Offer:
        """The offer of that name. Raises KeyError where there is none."""
        return _named(self.offers, name)

    @property
    def reference(self) -> Option:
        """Business as usual: the first option."""
        return self.options[0]


Named = TypeVar("Named", Borough, Service, Option, Contract, Offer)


def _named(things: tuple[Named, ...], name: str) -> Named:
    for thing in things:
        if thing.name == name:
            return thing
    raise KeyError(name)
