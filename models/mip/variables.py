"""The decisions of an option as variables of the programme, under the keys that a plan uses.

A decision that cannot be anything else is not a variable but its value, 0 or 1: a required arrangement, a firm
contract, an award in a year in which it cannot be live. The user's names never reach the solver: a variable is named by
its kind and a number.

`within` closes every award, contract year and arrangement that a plan does not take, so that what it takes can be
given up or bought in another band, but nothing is added.
`whole` makes places whole; otherwise they are continuous. Money is in thousands of pounds.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pulp

from models.case.types import Contract, ContractLine, Group, OfferLine
from models.mip.funding_pools import THOUSAND_POUNDS, FundingPools, pool_funding
from models.mip.instance import Award, Cell, OptionInstance
from models.plan.ledger import ONE_OFF_KINDS, ChargeKind
from models.plan.plan import Plan

Term = Any  # a PuLP variable, expression or number; PuLP is not typed

ALWAYS: Group = ()


class BandYear(NamedTuple):
    """One band of an award's line in one year: between `least` and `most` places at `unit_price` pence."""

    award: Award
    line: OfferLine
    band: int
    year: int
    least: int
    most: int


class Source(NamedTuple):
    """One way a borough gets places of a service in a year: `taken` while `on` is 1, and never more than `most`.

    `way`: the group that buys them together; the borough alone, for what a joint arrangement would put an end to; or
    ALWAYS, for an existing contract that stands whatever is arranged. `new`: an award, not an existing contract.
    """

    borough: str
    supplier: str
    taken: Term
    on: Term
    most: int
    success_rate: float
    way: Group
    new: bool


class Charged(NamedTuple):
    """An amount in pence, charged to a cell as often as `times` says."""

    cell: Cell
    kind: ChargeKind
    amount: int
    times: Term

    @property
    def one_off(self) -> bool:
        """Whether it is a start, exit or set-up cost."""
        return self.kind in ONE_OFF_KINDS

    @property
    def thousands(self) -> Term:
        """What it comes to, in thousands of pounds."""
        return self.amount / THOUSAND_POUNDS * self.times


@dataclass
class Variables:
    """Every decision. Keys as in `models.plan.plan.Plan`; values are variables, or numbers where there is no choice."""

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
    charges: list[Charged] = field(default_factory=list)
    cost: dict[Cell, list[Charged]] = field(default_factory=lambda: defaultdict(list))

    def running(self, contract: str, year: int) -> Term:
        """keep[h,y], 1 before the first year."""
        return 1 if year < 0 else self.keep[contract, year]

    def is_live(self, award: Award, year: int) -> Term:
        """z[d,y], 0 outside the years in which it can be."""
        return self.live.get((*award.key, year), 0)

    def in_force(self, service: str, group: Group, year: int) -> Term:
        """J[s,g,y], 0 before the first year."""
        return self.arranged.get((service, group, year), 0)

    def bought_in(self, band: BandYear) -> list[Source]:
        """What each borough of an award buys in one band, boroughs without demand left out."""
        keys = ((*band.award.key, band.line.service, borough, band.band, band.year) for borough in band.award.group)
        return [self.bought[key] for key in keys if key in self.bought]

    def bands_of(self, award: Award, line: OfferLine, year: int) -> list[Term]:
        """u[d,s,k,y] for the bands of one line of an award."""
        keys = ((*award.key, line.service, band, year) for band in range(len(line.bands)))
        return [self.band[key] for key in keys if key in self.band]

    def today(self, cell: Cell) -> int:
        """The places of existing contracts that could be used in a cell."""
        return sum(source.most for source in self.sources.get(cell, ()) if not source.new)

    def provided(self, borough: str, service: str, year: int) -> Term:
        """Places bought and used for a borough, service and year."""
        return pulp.lpSum(source.taken for source in self.sources.get((borough, service, year), ()))


def variables(instance: OptionInstance, problem: pulp.LpProblem, whole: bool, within: Plan | None = None) -> Variables:
    """Every decision of the question, added to the problem."""
    made = Variables(instance, problem, pool_funding(instance))
    maker = _Maker(made, "Integer" if whole else "Continuous", within)
    maker.arrangements()
    maker.contracts()
    maker.awards()
    maker.money()
    return made


@dataclass
class _Maker:
    made: Variables
    places: str
    within: Plan | None
    count: int = 0

    def _new(self, kind: str, most: float | None, category: str) -> Term:
        self.count += 1  # stands first in the name: PuLP 3 sorts columns by name, and both majors are to find one plan
        return self.made.problem.add_variable(f"x{self.count:07d}_{kind}", 0, most, category)

    def _choice(self, kind: str, open_: bool = True) -> Term:
        return self._new(kind, 1, "Integer") if open_ else 0

    def _open(self, taken: str, key: object) -> bool:
        return self.within is None or key in getattr(self.within, taken)

    def arrangements(self) -> None:
        instance = self.made.instance
        for (service, group), arrangement in instance.arrangements.items():
            for year in instance.case.years:
                key = service, group, year
                if arrangement.required or year < arrangement.from_year:
                    self.made.arranged[key] = int(instance.required(arrangement, year))
                else:
                    self.made.arranged[key] = self._choice("arranged", self._open("arrangements", key))

    def contracts(self) -> None:
        for contract in self.made.instance.case.contracts:
            for year in self.made.instance.case.years:
                self.made.keep[contract.name, year] = self._kept(contract, year)
                for line in contract.lines:
                    self._use(contract, line, year)

    def _kept(self, contract: Contract, year: int) -> Term:
        if contract.is_committed(year) or not contract.can_run(year):
            return int(contract.can_run(year))
        if self.made.instance.option.existing == "stop":
            return 0
        return self._choice("keep", self._open("kept", (contract.name, year)))

    def _use(self, contract: Contract, line: ContractLine, year: int) -> None:
        on = self.made.keep[contract.name, year]
        for borough in line.boroughs:
            most = min(line.places, self.made.instance.case.places_demanded(borough, line.service, year))
            if most > 0 and not _is_zero(on):
                taken = self._new("use", most, self.places)
                self.made.use[contract.name, line.service, borough, year] = taken
                way = (borough,) if self.made.instance.gives_way(contract, line, borough, year) else ALWAYS
                source = Source(borough, contract.name, taken, on, most, float(line.success_rate), way, new=False)
                self.made.sources[borough, line.service, year].append(source)

    def awards(self) -> None:
        instance = self.made.instance
        for award in instance.awards:
            for year in instance.live_years(award):
                if self._open("live", (*award.key, year)):
                    self._award(award, year)

    def _award(self, award: Award, year: int) -> None:
        made, usable = self.made, [self._usable(award, line, year) for line in award.offer.lines]
        if not all(usable):
            return
        for line, bands in zip(award.offer.lines, usable, strict=True):
            for band in bands:
                self._band(band)
            chosen = [made.band[(*award.key, line.service, band.band, year)] for band in bands]
            made.live.setdefault((*award.key, year), pulp.lpSum(chosen))
        made.live_awards.append((award, year, made.live[(*award.key, year)]))
        made.start[(*award.key, year)] = self._new("start", 1, "Continuous")

    def _usable(self, award: Award, line: OfferLine, year: int) -> list[BandYear]:
        usable = self.made.instance.usable_bands(award, line, year)
        return [BandYear(award, line, k, year, least, most) for k, least, most in usable]

    def _band(self, band: BandYear) -> None:
        made, award, service, year = self.made, band.award, band.line.service, band.year
        on = self._choice("band")
        made.bands.append(band)
        made.band[(*award.key, service, band.band, year)] = on
        for borough in award.group:
            most = min(band.most, made.instance.case.places_demanded(borough, service, year))
            if most > 0:
                taken = self._new("buy", most, self.places)
                source = Source(
                    borough, award.offer.name, taken, on, most, float(band.line.success_rate), award.group, new=True
                )
                made.bought[(*award.key, service, borough, band.band, year)] = source
                made.sources[borough, service, year].append(source)

    def money(self) -> None:
        made = self.made
        for award, year, _ in made.live_awards if made.instance.option.max_new_providers is not None else ():
            if not award.offer.in_house and (award.offer.provider, year) not in made.engaged:
                made.engaged[award.offer.provider, year] = self._new("engaged", 1, "Continuous")
        for link in made.funding_pools.links:
            made.pay[link] = self._new("pay", None, "Continuous")
        for number, pool in enumerate(made.funding_pools.pools):
            if pool.keepable:
                made.carry[number] = self._new("carry", pool.keepable, "Continuous")


def _is_zero(term: Term) -> bool:
    return isinstance(term, int) and term == 0
