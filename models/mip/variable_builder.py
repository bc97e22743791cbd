"""Creates the variables of an option. A decision without a choice becomes a number instead: 0 or 1."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

import pulp

from models.case.money import price_of
from models.case.types import Contract, ContractLine, OfferLine
from models.mip.funding_pools import pool_funding
from models.mip.instance import Award, OptionInstance
from models.mip.variables import ALWAYS, NO_MARGINS, BandYear, Margins, Source, Term, Variables
from models.plan.plan import Plan


def create_variables(
    instance: OptionInstance,
    problem: pulp.LpProblem,
    whole_places: bool,
    restricted_to: Plan | None = None,
    margins: Margins = NO_MARGINS,
) -> Variables:
    """Create every decision of an option and add its variables to the problem.

    whole_places: whether places must be whole numbers; otherwise they are continuous. restricted_to: a plan. An award,
    contract or arrangement that is not in this plan in a year gets no variable for that year. Those in the plan may
    still end or be bought in another price band. margins: what is asked for beyond the rules.
    """
    variables = Variables(instance, problem, pool_funding(instance), margins)
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
                key = *award.key, service, borough, band.band, year
                variables.bought[key] = source
                price = Fraction(band.line.bands[band.band].unit_price)
                if price.denominator > 1:
                    pence = price_of(most, price - floor(price))
                    variables.rounded[key] = self._variable("rounded", pence, self.place_category)
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
