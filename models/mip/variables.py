"""The decisions of an option as variables of the programme, under the same keys as in a plan.

A decision without a choice is not a variable but a number, 0 or 1: for example a required arrangement, a firm contract,
or an award in a year in which it cannot be live. The user's names never reach the solver: a variable is named by its
kind and a number. Money is in thousands of pounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pulp

from models.case.types import Contract, ContractLine, Group, OfferLine
from models.mip.funding_pools import THOUSAND_POUNDS, FundingPools, pool_funding
from models.mip.instance import Award, Cell, OptionInstance
from models.plan.ledger import ONE_OFF_KINDS, ChargeKind
from models.plan.plan import Plan

Term = Any  # a PuLP variable, expression or number; PuLP is not typed

ALWAYS: Group = ()  # the buyers of a source that no arrangement brings to an end


class BandYear(NamedTuple):
    """One price band (`band`: its position) of one line of an award in one year."""

    award: Award
    line: OfferLine
    band: int
    year: int
    min_places: int
    max_places: int


class Source(NamedTuple):
    """One way in which a borough gets places of a service in one year.

    `places` are at most `max_places`, and 0 unless `active` is 1. `supplier`: an existing contract or an offer.
    `buyers`: the group that buys the places together; or the borough alone, if a joint arrangement would end the
    source; or ALWAYS, for an existing contract that no arrangement ends. `is_new`: an award, not an existing contract.
    """

    borough: str
    supplier: str
    places: Term
    active: Term
    max_places: int
    success_rate: float
    buyers: Group
    is_new: bool


class ChargeTerm(NamedTuple):
    """A cost of one cell: an amount in pence, charged as many times as the term `times` says."""

    cell: Cell
    kind: ChargeKind
    pence: int
    times: Term

    @property
    def one_off(self) -> bool:
        """Whether it is a start, exit or set-up cost."""
        return self.kind in ONE_OFF_KINDS

    @property
    def thousands(self) -> Term:
        """The cost in thousands of pounds."""
        return self.pence / THOUSAND_POUNDS * self.times


@dataclass
class Variables:
    """Every decision of an option. Values are variables, or numbers where there is no choice.

    Keys are those of `models.plan.plan.Plan`, with the price band before the year in `band` and `bought`.
    `pay`: (position of the funding pool, position of the cell group); `carry`: position of the funding pool.
    """

    instance: OptionInstance
    problem: pulp.LpProblem
    funding_pools: FundingPools
    arranged: dict[tuple[str, Group, int], Term] = field(default_factory=dict)
    keep: dict[tuple[str, int], Term] = field(default_factory=dict)
    use: dict[tuple[str, str, str, int], Term] = field(default_factory=dict)
    band: dict[tuple[str, Group, str, int, int], Term] = field(default_factory=dict)
    bands: list[BandYear] = field(default_factory=list)
    live: dict[tuple[str, Group, int], Term] = field(default_factory=dict)
    start: dict[tuple[str, Group, int], Term] = field(default_factory=dict)
    bought: dict[tuple[str, Group, str, str, int, int], Source] = field(default_factory=dict)
    engaged: dict[tuple[str, int], Term] = field(default_factory=dict)
    pay: dict[tuple[int, int], Term] = field(default_factory=dict)
    carry: dict[int, Term] = field(default_factory=dict)
    sources: dict[Cell, list[Source]] = field(default_factory=lambda: defaultdict(list))
    live_awards: list[tuple[Award, int, Term]] = field(default_factory=list)
    charges: list[ChargeTerm] = field(default_factory=list)
    charges_to: dict[Cell, list[ChargeTerm]] = field(default_factory=lambda: defaultdict(list))

    def add_charges(self, charges: Iterable[ChargeTerm]) -> None:
        """Record the costs of the option."""
        for charge in charges:
            self.charges.append(charge)
            self.charges_to[charge.cell].append(charge)

    def keep_term(self, contract: str, year: int) -> Term:
        """keep[h,y]; 1 before the first year."""
        return 1 if year < 0 else self.keep[contract, year]

    def live_term(self, award: Award, year: int) -> Term:
        """z[d,y]; 0 in a year in which the award cannot be live."""
        return self.live.get((*award.key, year), 0)

    def arranged_term(self, service: str, group: Group, year: int) -> Term:
        """J[s,g,y]; 0 before the first year."""
        return self.arranged.get((service, group, year), 0)

    def band_terms(self, award: Award, line: OfferLine, year: int) -> list[Term]:
        """u[d,s,k,y] of the usable price bands of one line of an award."""
        keys = ((*award.key, line.service, band, year) for band in range(len(line.bands)))
        return [self.band[key] for key in keys if key in self.band]

    def purchases(self, band: BandYear) -> list[Source]:
        """What the boroughs of an award buy in one price band; a borough without demand buys nothing."""
        keys = ((*band.award.key, band.line.service, borough, band.band, band.year) for borough in band.award.group)
        return [self.bought[key] for key in keys if key in self.bought]

    def places_today(self, cell: Cell) -> int:
        """The most places that existing contracts can give in a cell."""
        return sum(source.max_places for source in self.sources.get(cell, ()) if not source.is_new)

    def places(self, borough: str, service: str, year: int) -> Term:
        """Σ x + Σ w: places bought and used for a borough, service and year."""
        return pulp.lpSum(source.places for source in self.sources.get((borough, service, year), ()))


def create_variables(
    instance: OptionInstance, problem: pulp.LpProblem, whole_places: bool, restricted_to: Plan | None = None
) -> Variables:
    """Create every decision of an option and add its variables to the problem.

    whole_places: whether places must be whole numbers; otherwise they are continuous. restricted_to: a plan. An award,
    contract or arrangement that is not in this plan in a year gets no variable for that year. Those in the plan may
    still end or be bought in another price band.
    """
    variables = Variables(instance, problem, pool_funding(instance))
    builder = _VariableBuilder(variables, "Integer" if whole_places else "Continuous", restricted_to)
    builder.add_arrangements()
    builder.add_contracts()
    builder.add_awards()
    builder.add_money()
    return variables


@dataclass
class _VariableBuilder:
    variables: Variables
    place_category: str
    restricted_to: Plan | None
    count: int = 0

    def add_arrangements(self) -> None:
        instance = self.variables.instance
        for (service, group), arrangement in instance.arrangements.items():
            for year in instance.case.years:
                key = service, group, year
                if arrangement.required or year < arrangement.from_year:
                    self.variables.arranged[key] = int(instance.is_required(arrangement, year))
                else:
                    self.variables.arranged[key] = self._choice("arranged", self._allowed("arrangements", key))

    def add_contracts(self) -> None:
        for contract in self.variables.instance.case.contracts:
            for year in self.variables.instance.case.years:
                self.variables.keep[contract.name, year] = self._keep(contract, year)
                for line in contract.lines:
                    self._add_use(contract, line, year)

    def add_awards(self) -> None:
        instance = self.variables.instance
        for award in instance.awards:
            for year in instance.live_years(award):
                if self._allowed("live", (*award.key, year)):
                    self._add_award(award, year)

    def add_money(self) -> None:
        variables = self.variables
        limited = variables.instance.option.max_new_providers is not None
        for award, year, _ in variables.live_awards if limited else ():
            provider = award.offer.provider
            if not award.offer.in_house and (provider, year) not in variables.engaged:
                variables.engaged[provider, year] = self._variable("engaged", 1, "Continuous")
        for link in variables.funding_pools.links:
            variables.pay[link] = self._variable("pay", None, "Continuous")
        for number, pool in enumerate(variables.funding_pools.pools):
            if pool.max_carry:
                variables.carry[number] = self._variable("carry", pool.max_carry, "Continuous")

    def _keep(self, contract: Contract, year: int) -> Term:
        if contract.is_committed(year) or not contract.can_run(year):
            return int(contract.can_run(year))
        if self.variables.instance.option.existing == "stop":
            return 0
        return self._choice("keep", self._allowed("kept", (contract.name, year)))

    def _add_use(self, contract: Contract, line: ContractLine, year: int) -> None:
        instance, keep = self.variables.instance, self.variables.keep[contract.name, year]
        for borough in line.boroughs:
            most = min(line.places, instance.case.places_demanded(borough, line.service, year))
            if most > 0 and not _is_zero(keep):
                places = self._variable("use", most, self.place_category)
                self.variables.use[contract.name, line.service, borough, year] = places
                buyers = (borough,) if instance.gives_way(contract, line, borough, year) else ALWAYS
                rate = float(line.success_rate)
                source = Source(borough, contract.name, places, keep, most, rate, buyers, is_new=False)
                self.variables.sources[borough, line.service, year].append(source)

    def _add_award(self, award: Award, year: int) -> None:
        variables, bands = self.variables, [self._usable_bands(award, line, year) for line in award.offer.lines]
        if not all(bands):
            return
        for line, line_bands in zip(award.offer.lines, bands, strict=True):
            for band in line_bands:
                self._add_band(band)
            chosen = variables.band_terms(award, line, year)
            variables.live.setdefault((*award.key, year), pulp.lpSum(chosen))
        variables.live_awards.append((award, year, variables.live[*award.key, year]))
        variables.start[*award.key, year] = self._variable("start", 1, "Continuous")

    def _usable_bands(self, award: Award, line: OfferLine, year: int) -> list[BandYear]:
        usable = self.variables.instance.usable_bands(award, line, year)
        return [BandYear(award, line, position, year, least, most) for position, least, most in usable]

    def _add_band(self, band: BandYear) -> None:
        variables, award, service, year = self.variables, band.award, band.line.service, band.year
        chosen = self._choice("band")
        variables.bands.append(band)
        variables.band[*award.key, service, band.band, year] = chosen
        rate = float(band.line.success_rate)
        for borough in award.group:
            most = min(band.max_places, variables.instance.case.places_demanded(borough, service, year))
            if most > 0:
                places = self._variable("buy", most, self.place_category)
                source = Source(borough, award.offer.name, places, chosen, most, rate, award.group, is_new=True)
                variables.bought[*award.key, service, borough, band.band, year] = source
                variables.sources[borough, service, year].append(source)

    def _allowed(self, part: str, key: object) -> bool:
        """Whether the plan that the programme is restricted to, if any, takes a decision."""
        return self.restricted_to is None or key in getattr(self.restricted_to, part)

    def _choice(self, kind: str, allowed: bool = True) -> Term:
        return self._variable(kind, 1, "Integer") if allowed else 0

    def _variable(self, kind: str, most: float | None, category: str) -> Term:
        # The number stands first: PuLP 3 sorts variables by name, PuLP 4 does not, and both must find the same plan.
        self.count += 1
        return self.variables.problem.add_variable(f"x{self.count:07d}_{kind}", 0, most, category)


def _is_zero(term: Term) -> bool:
    return isinstance(term, int) and term == 0
