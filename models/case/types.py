"""The case as frozen types: boroughs, services, funding, contracts, offers, options, and the whole case.

The tables that no plan depends on are in `appraisal_inputs`. `validation` makes a `Case` from typed rows and reports
every fault. `optimiser.casefiles.reading` makes the typed rows from a folder or a workbook.

Units: money is whole pence (`int`); a unit price and the value of an outcome may have parts of a
penny (`Fraction`). Shares, rates and weights are exact (`Fraction`). Places are whole numbers (`int`).
A year is an index from 0, the first year of the horizon; a year before the horizon is negative.
Every collection is a tuple in the order of the user's table. A group of boroughs is a tuple of names in the order of
the `boroughs` table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import TypeVar

from models.case.appraisal_inputs import Action, Assumption, Criterion, Risk, ScenarioChange, SuccessFactor

COMMISSIONING = "commissioning"  # the built-in service to which back offices, hubs and contract management are charged
INFRASTRUCTURE = "infrastructure"  # the tier of services that count only in costs
STRUCTURED = ("3", "4")  # tiers in which one place is one person in structured treatment
DEFAULT_MATERIALITY = Fraction(5, 1000)

Group = tuple[str, ...]


def financial_year(start: int) -> str:
    """The name of the financial year that starts in a calendar year: "2010/11" for 2010."""
    return f"{start}/{(start + 1) % 100:02d}"


@dataclass(frozen=True, slots=True)
class Borough:
    """A borough that commissions. `back_office_cost`: pence a year. `cost_share`: its weight when a cost is shared."""

    name: str
    in_treatment: int
    back_office_cost: int
    cost_share: Fraction
    commissioner: str


@dataclass(frozen=True, slots=True)
class Service:
    """A service. `tier`: "1" to "4" or "infrastructure". `value_per_outcome`: pence and parts of a penny."""

    name: str
    tier: str
    unit: str
    outcome_weight: Fraction
    value_per_outcome: Fraction
    people_per_place: Fraction
    independent: bool
    heading: str

    @property
    def is_infrastructure(self) -> bool:
        """Whether the service counts in costs, but not in places, people, outcomes, coverage or equal access."""
        return self.tier == INFRASTRUCTURE


@dataclass(frozen=True, slots=True)
class FundingStream:
    """One source of money. `amounts`: pence, one for each year of the horizon.

    `homes`: the boroughs that the money belongs to. `ring_fence`, `purpose` and `aligned`: sets of service names, which
    may include `commissioning`.
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
    """A minimum of places or people. `figures`: one for each year, None if there is no minimum in that year."""

    boroughs: Group
    services: tuple[str, ...]
    counts_people: bool
    statutory: bool
    figures: tuple[Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class SavingsTarget:
    """A savings target of some boroughs together. `figures`: one for each year, None if there is no target.

    If `is_share`, a figure is a share of the boroughs' baseline; otherwise it is whole pence. `includes_one_off`:
    whether start, exit and set-up costs count towards the cost that the target limits. `not_kept`: the names of the
    streams whose owners do not keep what is not spent, in the order of the alphabet.
    """

    boroughs: Group
    is_share: bool
    includes_one_off: bool
    figures: tuple[Fraction | None, ...]
    not_kept: tuple[str, ...] = ()

    def leaves_out(self, stream: FundingStream) -> bool:
        """Whether money of the stream that is not spent counts as spent: it is not kept, and of these boroughs only."""
        return stream.name in self.not_kept and set(stream.homes) <= set(self.boroughs)


@dataclass(frozen=True, slots=True)
class ContractLine:
    """One service of an existing contract. `places`: a year, for all `boroughs` together. Money in pence."""

    service: str
    boroughs: Group
    places: int
    annual_cost: int
    exit_cost: int
    success_rate: Fraction


@dataclass(frozen=True, slots=True)
class Contract:
    """A block contract that runs today. It is kept or ended as a whole.

    `committed_to`: the last year in which the contract cannot be ended, None if there is no such year. It may be before
    or after the horizon. `ends`: the last year in which the contract can run, None if that is after the horizon.
    """

    name: str
    provider: str
    lines: tuple[ContractLine, ...]
    committed_to: int | None
    ends: int | None
    in_house: bool
    notice_months: int

    def is_committed(self, year: int) -> bool:
        """Whether the contract cannot be ended in the year."""
        return self.committed_to is not None and year <= self.committed_to

    def can_run(self, year: int) -> bool:
        """Whether the year is not after the contract's end."""
        return self.ends is None or year <= self.ends


@dataclass(frozen=True, slots=True)
class Band:
    """A price band. If a line has `from_places` places or more, each of its places costs `unit_price` pence."""

    from_places: int
    unit_price: Fraction


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One service of an offer. `capacity`: places a year, None for no limit. `bands`: by rising `from_places`."""

    service: str
    capacity: int | None
    annual_fee: int
    start_cost: int
    success_rate: Fraction
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a provider would contract for. It is taken up as a whole; with several lines it is a bundle.

    `options`: names of the options in which the offer is open. `from_year`: the first year in which an award of it can
    be live. `minimum_term`: years.
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
    """A row of `hubs`: boroughs that join a hub in `from_year`. Money in pence.

    `back_office_retained`: the share of its own back office cost that each of these boroughs continues to pay.
    """

    hub: str
    boroughs: Group
    annual_cost: int
    setup_cost: int
    back_office_retained: Fraction
    from_year: int


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One service that a group of two or more boroughs contracts jointly, from `from_year` on."""

    service: str
    group: Group
    required: bool
    from_year: int


@dataclass(frozen=True, slots=True)
class Option:
    """A collaboration option. `level`: 1 single agency, 2 aligned, 3 pooled. `existing`: free, run or stop.

    `joint_contract_cost`: pence a year. A limit that is None does not apply. `dropped`: why the option is not
    appraised.
    """

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
class Case:
    """All tables of a case. `first_year`: the calendar year in which the first year starts (2010 for 2010/11).

    `demand`: places for each year, by borough and service. `optimism_bias`: the share that the economic case adds to
    each kind of cost (`vocabulary.COST_KINDS`); kinds with a share of 0 are left out. `blank_ends`: what sets a blank
    end of a scale (`vocabulary.BLANK_ENDS_CHOICES`). `materiality`: the share of a figure up to which a difference is
    not material. `most_per_outcome`: pence that one weighted outcome may cost under the objective `outcomes`, None
    for no limit.
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
    blank_ends: str = "reference"
    materiality: Fraction = DEFAULT_MATERIALITY
    most_per_outcome: int | Fraction | None = None

    @property
    def years(self) -> range:
        """The years of the horizon, as indices from 0."""
        return range(self.horizon)

    @property
    def years_label(self) -> str:
        """The first and last year of the horizon, as in "2010/11 to 2012/13"; just the year if there is only one."""
        return " to ".join(dict.fromkeys((self.year_label(0), self.year_label(self.horizon - 1))))

    def year_label(self, year: int) -> str:
        """The name of a year of the case: 0 is "2010/11" if `first_year` is 2010."""
        return financial_year(self.first_year + year)

    def places_demanded(self, borough: str, service: str, year: int) -> int:
        """Places that could be used in the year; 0 if the case has no such row."""
        row = self.demand.get((borough, service))
        return row[year] if row else 0

    def service(self, name: str) -> Service:
        """The service of that name. Raises KeyError if there is none."""
        return _by_name(self.services, name)

    def borough(self, name: str) -> Borough:
        """The borough of that name. Raises KeyError if there is none."""
        return _by_name(self.boroughs, name)

    def option(self, name: str) -> Option:
        """The option of that name. Raises KeyError if there is none."""
        return _by_name(self.options, name)

    def contract(self, name: str) -> Contract:
        """The existing contract of that name. Raises KeyError if there is none."""
        return _by_name(self.contracts, name)

    def offer(self, name: str) -> Offer:
        """The offer of that name. Raises KeyError if there is none."""
        return _by_name(self.offers, name)

    @property
    def reference(self) -> Option:
        """The reference option, business as usual: the first one."""
        return self.options[0]


Named = TypeVar("Named", Borough, Service, Option, Contract, Offer)


def _by_name(items: tuple[Named, ...], name: str) -> Named:
    for item in items:
        if item.name == name:
            return item
    raise KeyError(name)
