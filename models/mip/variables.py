"""The decisions of an option as variables of the programme, under the same keys as in a plan.

A decision without a choice is not a variable but a number, 0 or 1: for example a required arrangement, a firm contract,
or an award in a year in which it cannot be live. The user's names never reach the solver: a variable is named by its
kind and a number. Money is in thousands of pounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pulp

from models.case.types import Group, OfferLine
from models.mip.funding_pools import THOUSAND_POUNDS, FundingPools
from models.mip.instance import Award, Cell, OptionInstance
from models.plan.ledger import ONE_OFF_KINDS, ChargeKind

Term = Any  # a PuLP variable, expression or number; PuLP is not typed

PurchaseKey = tuple[str, Group, str, str, int, int]  # offer, group, service, borough, price band, year

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


@dataclass(frozen=True, slots=True)
class Margins:
    """By how much more is asked for than the rules do, so that a plan keeps them in spite of a solver's tolerances.

    `shares`: of rules with shares of many decimals, see `whole_number_rows.at_least`. `money`: thousands of pounds that
    every funding pool is short of its amount.
    """

    shares: float = 0.0
    money: float = 0.0


NO_MARGINS = Margins()


@dataclass
class Variables:
    """Every decision of an option. Values are variables, or numbers where there is no choice.

    Keys are those of `models.plan.plan.Plan`, with the price band before the year in `band` and `bought`.
    `pay`: (position of the funding pool, position of the cell group); `carry`: position of the funding pool.
    `margins`: what is asked for beyond the rules.
    `rounded`: under the keys of `bought`, the pence that parts of a penny in the price of places add up to.
    """

    instance: OptionInstance
    problem: pulp.LpProblem
    funding_pools: FundingPools
    margins: Margins = NO_MARGINS
    arranged: dict[tuple[str, Group, int], Term] = field(default_factory=dict)
    keep: dict[tuple[str, int], Term] = field(default_factory=dict)
    use: dict[tuple[str, str, str, int], Term] = field(default_factory=dict)
    band: dict[tuple[str, Group, str, int, int], Term] = field(default_factory=dict)
    bands: list[BandYear] = field(default_factory=list)
    live: dict[tuple[str, Group, int], Term] = field(default_factory=dict)
    start: dict[tuple[str, Group, int], Term] = field(default_factory=dict)
    bought: dict[PurchaseKey, Source] = field(default_factory=dict)
    rounded: dict[PurchaseKey, Term] = field(default_factory=dict)
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
        return [source for _, source in self.purchase_items(band)]

    def purchase_items(self, band: BandYear) -> list[tuple[PurchaseKey, Source]]:
        """The same, each with its key."""
        keys = ((*band.award.key, band.line.service, borough, band.band, band.year) for borough in band.award.group)
        return [(key, self.bought[key]) for key in keys if key in self.bought]

    def places_today(self, cell: Cell) -> int:
        """The most places that existing contracts can give in a cell."""
        return sum(source.max_places for source in self.sources.get(cell, ()) if not source.is_new)

    def places(self, borough: str, service: str, year: int) -> Term:
        """Σ x + Σ w: places bought and used for a borough, service and year."""
        return pulp.lpSum(source.places for source in self.sources.get((borough, service, year), ()))


# What a constraint yields: the index of each row of the programme, and the row itself.
Row = tuple[tuple[object, ...], Any]
Constraint = Callable[[Variables], Iterator[Row]]
