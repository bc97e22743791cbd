"""Works out which stream pays for which cell, exactly, in whole pence.

The plan does not change here; only its costs are allocated to streams. Several allocations may keep every rule. This
one is chosen, in this order:

1. over the horizon, as much as possible is spent of the streams that savings targets leave out;
2. over the horizon, as little money as possible is spent outside its homes;
3. stream by stream in the table's order, and year by year, as much of the stream is spent as possible;
4. nothing is carried forward that is not needed later.

It is found as a flow of least cost in whole numbers (`network`), so that nothing is rounded. The streams that a target
leaves out are one source of the flow, and each penny that they need to spend is worth more than all other pennies
together. Of two targets, the streams must be apart, or those of one part of the other's, so that the sources form a
tree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import floor

from models.mip.instance import Cell, Eligibility, OptionInstance
from models.mip.network import UNLIMITED, Network, Node
from models.mip.savings import Needed


class Shortfall(Exception):
    """The money that may pay does not cover every cost, or cannot meet every savings target; `pence` are missing."""

    def __init__(self, pence: int) -> None:
        super().__init__(f"{pence} pence cannot be paid")
        self.pence = pence


@dataclass(frozen=True, slots=True)
class Payments:
    """`spent`: (stream, borough, service, year) -> pence; `carried`: (stream, year) -> pence. Zeros are left out."""

    spent: Mapping[tuple[int, str, str, int], int]
    carried: Mapping[tuple[int, int], int]


@dataclass
class _FundingNetwork:
    """Money flows from each stream's amount, by way of the year's spending, to the cells.

    `spending`: (stream, year) -> the arc for all that it spends; `paying`: (stream, *cell) -> the arcs to that cell;
    `needed`: (streams, year) -> the arc for what these streams need to spend.
    """

    network: Network = field(default_factory=Network)
    spending: dict[tuple[int, int], int] = field(default_factory=dict)
    paying: dict[tuple[int, str, str, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    needed: dict[tuple[frozenset[int], int], int] = field(default_factory=dict)


def allocate_funding(instance: OptionInstance, charges: Mapping[Cell, int], needed: Needed) -> Payments:
    """Allocate what each cell is charged, in pence, to the streams. Raises Shortfall if the money does not suffice.

    `needed`: the least that the streams which each savings target leaves out must spend.
    """
    funding = _funding_network(instance, charges, needed)
    network = funding.network
    missing = sum(charges.values()) - network.send_cheapest("source", "sink")
    missing = missing or sum(needed[key] - network.flow(arc) for key, arc in funding.needed.items())
    if missing:
        raise Shortfall(missing)
    network.update_potentials()
    for arc in funding.spending.values():
        network.maximise_and_freeze(arc)
    spent = {key: sum(map(network.flow, arcs)) for key, arcs in funding.paying.items()}
    by_stream_year = {key: network.flow(arc) for key, arc in funding.spending.items()}
    return Payments({key: pence for key, pence in spent.items() if pence}, _carried(instance, by_stream_year))


def _funding_network(instance: OptionInstance, charges: Mapping[Cell, int], needed: Needed) -> _FundingNetwork:
    funding, limit = _FundingNetwork(), instance.option.transfer_limit
    network, worth = funding.network, 1 + sum(charges.values())  # of a penny: more than all pennies spent outside
    _add_needed(funding, needed, worth * worth)
    for f, stream in enumerate(instance.case.funding):
        for year, amount in enumerate(stream.amounts):
            available, home, outside = ("available", f, year), ("home", f, year), ("outside", f, year)
            own = _source(needed, frozenset([f]), year)
            network.add_arc(own, available, amount, cost=0 if own == "source" else -worth)
            if year + 1 < instance.case.horizon:
                network.add_arc(available, ("available", f, year + 1), floor(stream.carry_forward * amount))
            funding.spending[f, year] = network.add_arc(available, home, UNLIMITED)
            network.add_arc(home, outside, UNLIMITED if limit is None else floor(limit * amount), cost=1)
            for cell in instance.cells(year):
                eligibility = instance.eligibility(stream, cell) if charges.get(cell) else Eligibility.NO
                if eligibility is not Eligibility.NO:
                    payer = home if eligibility is Eligibility.HOME else outside
                    funding.paying[f, *cell].append(network.add_arc(payer, cell, UNLIMITED))
    for cell, pence in charges.items():
        network.add_arc(cell, "sink", pence)
    return funding


def _add_needed(funding: _FundingNetwork, needed: Needed, worth: int) -> None:
    """A source for the streams that each target leaves out: the first pence, as needed, are worth the most."""
    for (streams, year), pence in needed.items():
        around = _source({key: 0 for key in needed if key[0] != streams}, streams, year)
        funding.needed[streams, year] = funding.network.add_arc(around, (streams, year), pence, cost=-worth)
        funding.network.add_arc(around, (streams, year), UNLIMITED)


def _source(needed: Needed, streams: frozenset[int], year: int) -> Node:
    """Where the money of some streams comes from: the smallest set of streams that has them all, or "source"."""
    around = [key for key in needed if key[1] == year and streams <= key[0]]
    return min(around, key=lambda key: len(key[0]), default="source")


def _carried(instance: OptionInstance, spent: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], int]:
    """The least that each stream has to carry forward, by (stream, year), for what it spends in each year."""
    carried: dict[tuple[int, int], int] = {}
    for f, stream in enumerate(instance.case.funding):
        needed = 0
        for year in reversed(instance.case.years):
            if needed:
                carried[f, year] = needed
            needed = max(0, spent[f, year] + needed - stream.amounts[year])
    return dict(sorted(carried.items()))
