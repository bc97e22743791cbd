"""Adds streams and cells together as far as the rules allow, so that the programme stays small.

Streams of one year that may pay for the same cells in the same way form one funding pool. Cells that the same pools may
pay for in the same way form one cell group. Nothing is lost: within a pool and a group any split of the money is
allowed, and `funding_flow` works out the split afterwards. A stream that may be carried forward forms a pool by itself,
and streams share a pool only if the same savings targets leave them out.
Money is in thousands of pounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import floor

from models.case.types import FundingStream
from models.mip.instance import Cell, Eligibility, OptionInstance

THOUSAND_POUNDS = 100_000  # pence


@dataclass(frozen=True, slots=True)
class FundingPool:
    """One year of one or more streams (their positions in `case.funding`). Amounts are in thousands of pounds.

    `transfer_limit`: the most that may be spent outside the streams' homes; None if there is no limit.
    `max_carry`: the most that may be carried forward to the next year.
    `previous`: the position of the pool that carries money forward to this one; None if there is none.
    """

    year: int
    streams: tuple[int, ...]
    amount: float
    transfer_limit: float | None
    max_carry: float
    previous: int | None


@dataclass(frozen=True, slots=True)
class FundingPools:
    """The pools, the cell groups, and which pool may pay for which group.

    `links`: (position of the pool, position of the group) -> whether the group lies outside the pool's homes.
    """

    pools: tuple[FundingPool, ...]
    cell_groups: tuple[tuple[Cell, ...], ...]
    links: Mapping[tuple[int, int], bool]


def pool_funding(instance: OptionInstance) -> FundingPools:
    """The funding pools and cell groups of every year of the horizon."""
    pools: list[FundingPool] = []
    cell_groups: list[tuple[Cell, ...]] = []
    links: dict[tuple[int, int], bool] = {}
    last_year: dict[int, int] = {}  # first stream of a pool -> the pool's position
    for year in instance.case.years:
        eligibility = {f: _eligibility(instance, stream, year) for f, stream in enumerate(instance.case.funding)}
        stream_groups = _streams_alike(instance, eligibility)
        first = len(pools)
        pools += [_pool(instance, streams, year, last_year) for streams in stream_groups]
        last_year = {streams[0]: first + i for i, streams in enumerate(stream_groups)}
        by_pool = [eligibility[streams[0]] for streams in stream_groups]
        for reach, cells in _cells_alike(instance, by_pool, year).items():
            links |= {
                (first + i, len(cell_groups)): each is Eligibility.OUTSIDE
                for i, each in enumerate(reach)
                if each is not Eligibility.NO
            }
            cell_groups.append(tuple(cells))
    return FundingPools(tuple(pools), tuple(cell_groups), links)


def _eligibility(instance: OptionInstance, stream: FundingStream, year: int) -> tuple[Eligibility, ...]:
    """A stream's eligibility for each cell of a year. Without a transfer limit, OUTSIDE is the same as HOME."""
    limited = instance.option.transfer_limit is not None
    exact = (instance.eligibility(stream, cell) for cell in instance.cells(year))
    return tuple(each if limited or each is Eligibility.NO else Eligibility.HOME for each in exact)


def _streams_alike(
    instance: OptionInstance, eligibility: Mapping[int, tuple[Eligibility, ...]]
) -> list[tuple[int, ...]]:
    groups: dict[object, list[int]] = defaultdict(list)
    for number, stream in enumerate(instance.case.funding):
        alone = number if stream.carry_forward else None
        leaving_out = tuple(target.leaves_out(stream) for target in instance.case.savings_targets)
        groups[eligibility[number], alone, leaving_out].append(number)
    return [tuple(group) for group in groups.values()]


def _pool(instance: OptionInstance, group: tuple[int, ...], year: int, last_year: Mapping[int, int]) -> FundingPool:
    limit, is_last = instance.option.transfer_limit, year == instance.case.horizon - 1
    streams = [instance.case.funding[number] for number in group]
    amount = sum(s.amounts[year] for s in streams)
    outside = None if limit is None else sum(floor(limit * s.amounts[year]) for s in streams) / THOUSAND_POUNDS
    carry = 0 if is_last else sum(floor(s.carry_forward * s.amounts[year]) for s in streams)
    previous = last_year.get(group[0]) if streams[0].carry_forward else None
    return FundingPool(year, group, amount / THOUSAND_POUNDS, outside, carry / THOUSAND_POUNDS, previous)


def _cells_alike(
    instance: OptionInstance, by_pool: list[tuple[Eligibility, ...]], year: int
) -> dict[tuple[Eligibility, ...], list[Cell]]:
    """The cells of a year, grouped by their eligibility for each pool of the year."""
    groups: dict[tuple[Eligibility, ...], list[Cell]] = defaultdict(list)
    for i, cell in enumerate(instance.cells(year)):
        groups[tuple(eligibility[i] for eligibility in by_pool)].append(cell)
    return groups
