"""What is charged to each borough and service in each year: docs/model.md, section 4, as sums of decisions in pence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from models.case.money import share
from models.case.types import COMMISSIONING, Contract
from models.second_programme.decisions import Award, Decisions
from models.second_programme.linear import Number, Sum

Cell = tuple[str, str, int]  # borough, service or commissioning, year


@dataclass
class Costs:
    """`cost`: of each cell; `one_off`: the part of it that is start, exit and set-up costs."""

    made: Decisions
    cost: dict[Cell, Sum] = field(default_factory=dict)
    one_off: dict[Cell, Sum] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = [*(service.name for service in self.made.case.services), COMMISSIONING]
        for year in self.made.case.years:
            for borough in self.made.case.boroughs:
                for service in names:
                    self.cost[borough.name, service, year] = Sum()
                    self.one_off[borough.name, service, year] = Sum()
        for year in self.made.case.years:
            for contract in self.made.case.contracts:
                self._existing(contract, year)
            for award in self.made.awards:
                if year >= award.offer.from_year:
                    self._award(award, year)
            self._back_offices(year)
            self._hubs(year)

    def baseline(self, boroughs: Iterable[str]) -> int:
        """A year of today's arrangements, as charged to some boroughs."""
        case, wanted = self.made.case, set(boroughs)
        base = sum(borough.back_office_cost for borough in case.boroughs if borough.name in wanted)
        for contract in case.contracts:
            parts = [self._parts(line.annual_cost, line.boroughs) for line in contract.lines]
            if not contract.in_house:
                parts.append(self._parts(case.contract_management_cost, _boroughs(contract)))
            base += sum(int(pence) for part in parts for name, pence in part if name in wanted)
        return base

    def _existing(self, contract: Contract, year: int) -> None:
        case, keep = self.made.case, self.made.keep(contract, year)
        stops = Sum().add(self.made.keep(contract, year - 1)).add(keep, -1)
        for line in contract.lines:
            self._charge(line.annual_cost, line.boroughs, line.service, year, keep)
            if contract.ends is None or year <= contract.ends:
                self._charge(line.exit_cost, line.boroughs, line.service, year, stops, one_off=True)
        if not contract.in_house:
            self._charge(case.contract_management_cost, _boroughs(contract), COMMISSIONING, year, keep)

    def _award(self, award: Award, year: int) -> None:
        made, live, starts = self.made, self.made.live(award, year), self.made.starts(award, year)
        for line in award.offer.lines:
            for position in range(len(line.bands)):
                for name in award.group:
                    pence = made.priced(award, line, name, position, year)
                    self._charge(1, [name], line.service, year, pence)
            self._charge(line.annual_fee, award.group, line.service, year, live)
            self._charge(line.start_cost, award.group, line.service, year, starts, one_off=True)
        if not award.offer.in_house:
            yearly = made.option.joint_contract_cost if award.is_joint else made.case.contract_management_cost
            self._charge(yearly, award.group, COMMISSIONING, year, live)

    def _back_offices(self, year: int) -> None:
        retained = {
            name: phase.back_office_retained
            for phase in self.made.option.hub_phases
            if phase.from_year <= year
            for name in phase.boroughs
        }
        for borough in self.made.case.boroughs:
            pence = floor(retained.get(borough.name, 1) * borough.back_office_cost + Fraction(1, 2))
            self._charge(pence, [borough.name], COMMISSIONING, year, Sum(constant=1))

    def _hubs(self, year: int) -> None:
        phases = self.made.option.hub_phases
        for hub in dict.fromkeys(phase.hub for phase in phases):
            begun = [phase for phase in phases if phase.hub == hub and phase.from_year <= year]
            members = [name for phase in begun for name in phase.boroughs]
            if members:
                yearly = sum(phase.annual_cost for phase in begun)
                self._charge(yearly, members, COMMISSIONING, year, Sum(constant=1))
        for phase in phases:
            if phase.from_year == year:
                self._charge(phase.setup_cost, phase.boroughs, COMMISSIONING, year, Sum(constant=1), one_off=True)

    def _charge(
        self, pence: Number, boroughs: Iterable[str], service: str, year: int, times: Sum, one_off: bool = False
    ) -> None:
        for name, part in self._parts(pence, boroughs):
            self.cost[name, service, year].add(times, part)
            if one_off:
                self.one_off[name, service, year].add(times, part)

    def _parts(self, pence: Number, boroughs: Iterable[str]) -> list[tuple[str, Number]]:
        """An amount shared over boroughs; pennies that tie go to the borough that is earlier in its table."""
        names = sorted(set(boroughs), key=self.made.position.__getitem__)
        if len(names) == 1:
            return [(names[0], pence)]
        weights = [self.made.case.borough(name).cost_share for name in names]
        return list(zip(names, share(pence, weights), strict=True))  # type: ignore[arg-type]


def _boroughs(contract: Contract) -> set[str]:
    return {name for line in contract.lines for name in line.boroughs}
