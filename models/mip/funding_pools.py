"""Money put together as far as the rules allow, so that the programme is small: pots of streams, and payees of cells.

Streams that may pay for the same cells in the same way are one pot; cells that the same pots may pay for in the same
way are one payee. Money can be shared out within them afterwards whatever they hold together, so nothing is lost; who
pays for what is worked out in `whopays`. Streams that may be carried forward stand alone. Money is in thousands of
pounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import floor

from models.case.types import FundingStream
from models.mip.instance import Cell, OptionInstance, Reach

THOUSAND_POUNDS = 100_000  # pence


@dataclass(frozen=True, slots=True)
class FundingPool:
    """One year of one or more streams: `amount` in thousands of pounds.

    `outside`: the most that may be spent outside its homes, None without limit. `keepable`: the most that may be
    kept for the next year. `before`: the position of the pot whose kept money it receives, None where there is none.
    """

    year: int
    streams: tuple[int, ...]
    amount: float
    outside: float | None
    keepable: float
    before: int | None


@dataclass(frozen=True, slots=True)
class FundingPools:
    """`pots`, `payees` (each a tuple of cells), `links`: (pot, payee) -> whether that is outside the pot's homes."""

    pools: tuple[FundingPool, ...]
    payees: tuple[tuple[Cell, ...], ...]
    links: Mapping[tuple[int, int], bool]


def pool_funding(instance: OptionInstance) -> FundingPools:
    """The pots and payees of every year."""
    made: list[FundingPool] = []
    payees: list[tuple[Cell, ...]] = []
    links: dict[tuple[int, int], bool] = {}
    standing: dict[int, int] = {}
    for year in instance.case.years:
        reaches = {f: _reaches(instance, stream, year) for f, stream in enumerate(instance.case.funding)}
        groups = _alike(instance, reaches)
        first = len(made)
        for group in groups:
            made.append(_pool(instance, group, year, standing))
        standing = {group[0]: first + i for i, group in enumerate(groups)}
        for seen, cells in _payees(instance, [reaches[group[0]] for group in groups], year).items():
            links |= {
                (first + i, len(payees)): reach is Reach.OUTSIDE
                for i, reach in enumerate(seen)
                if reach is not Reach.NO
            }
            payees.append(tuple(cells))
    return FundingPools(tuple(made), tuple(payees), links)


def _reaches(instance: OptionInstance, stream: FundingStream, year: int) -> tuple[Reach, ...]:
    limited = instance.option.transfer_limit is not None
    seen = (instance.reach(stream, cell) for cell in instance.cells(year))
    return tuple(reach if limited or reach is Reach.NO else Reach.HOME for reach in seen)


def _alike(instance: OptionInstance, reaches: Mapping[int, tuple[Reach, ...]]) -> list[tuple[int, ...]]:
    groups: dict[object, list[int]] = defaultdict(list)
    for number, stream in enumerate(instance.case.funding):
        alone = number if stream.carry_forward else None
        groups[reaches[number], alone].append(number)
    return [tuple(group) for group in groups.values()]


def _pool(instance: OptionInstance, group: tuple[int, ...], year: int, standing: Mapping[int, int]) -> FundingPool:
    limit, last = instance.option.transfer_limit, year == instance.case.horizon - 1
    streams = [instance.case.funding[number] for number in group]
    outside = None if limit is None else sum(floor(limit * s.amounts[year]) for s in streams) / THOUSAND_POUNDS
    keepable = 0 if last else sum(floor(s.carry_forward * s.amounts[year]) for s in streams)
    before = standing.get(group[0]) if streams[0].carry_forward else None
    amount = sum(s.amounts[year] for s in streams)
    return FundingPool(year, group, amount / THOUSAND_POUNDS, outside, keepable / THOUSAND_POUNDS, before)


def _payees(
    instance: OptionInstance, reaches: list[tuple[Reach, ...]], year: int
) -> dict[tuple[Reach, ...], list[Cell]]:
    payees: dict[tuple[Reach, ...], list[Cell]] = defaultdict(list)
    for i, cell in enumerate(instance.cells(year)):
        payees[tuple(reach[i] for reach in reaches)].append(cell)
    return payees
