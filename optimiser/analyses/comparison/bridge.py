"""The bridge from an old figure to a new one by cause: a cause's share is what it adds on average over all orders.

Up to MAX_EXACT_CAUSES causes all orders count; beyond that SAMPLED_ORDERS are drawn with a fixed SEED, each with its
reverse. If there is no figure with some causes changed and others not, causes are merged, as few as possible. Money is
shared in whole pence. The arithmetic is in `models.appraisal.shapley`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, isqrt
from random import Random

from models.appraisal.shapley import (
    coalitions,
    coalitions_along,
    exact_shares,
    merge_players,
    round_to_total,
    sampled_shares,
)
from optimiser.analyses.comparison.coalitions import (
    Coalition,
    CoalitionPoint,
    CoalitionSolver,
    MissingFigure,
    figure_tolerance,
    read_figure,
)
from optimiser.analyses.comparison.results import Bridge, BridgePart, Cause

MAX_EXACT_CAUSES = 6  # with at most this many causes, every order counts
SAMPLED_ORDERS = 8  # orders drawn for more causes than that; each counts forwards and backwards
SEED = 20101
ERROR_SCALE = 1000  # a standard error is rounded up to one part in so many

Parts = tuple[Coalition, ...]


@dataclass
class BridgeRequest:
    """A bridge to be found. `old`, `new`: the figures of the runs. `parts`: the causes, merged where they must be."""

    subject: str
    figure: str
    old: Fraction
    new: Fraction
    parts: Parts

    def of(self, point: CoalitionPoint) -> Fraction | MissingFigure:
        """The figure of this bridge at a point between the two runs."""
        return read_figure(point, self.subject, self.figure)


def find_bridges(
    points: CoalitionSolver,
    ends: tuple[CoalitionPoint, CoalitionPoint],
    wanted: Sequence[tuple[str, str]],
    *,
    version: bool,
) -> list[Bridge]:
    """The bridges of these subjects and figures, for which both runs have a figure.

    `version`: whether the old input had to be solved again. Raises what solving raises.
    """
    every = tuple(frozenset([cause]) for cause in points.causes)
    found = [BridgeRequest(*which, *_figures(ends, *which), every) for which in wanted]
    unsettled = list(found)
    while unsettled:
        points.solve(each for one in unsettled for each in needed_coalitions(one.parts))
        unsettled = [one for one in unsettled if _join_parts(points, one)]
    return [_bridge(points, ends, one, version) for one in found]


def needed_coalitions(parts: Parts) -> list[Coalition]:
    """The coalitions that are needed to share a change over these parts, both ends included."""
    if len(parts) <= MAX_EXACT_CAUSES:
        return [_union(some) for some in coalitions(parts)]
    both = (way for order in sampled_orders(parts) for way in (order, order[::-1]))
    return list(dict.fromkeys(_union(some) for order in both for some in coalitions_along(order)))


def sampled_orders(parts: Parts) -> list[list[Coalition]]:
    """The orders that are drawn, always the same for the same parts."""
    chance = Random(SEED)  # noqa: S311 - no secret hangs on it
    return [chance.sample(parts, len(parts)) for _ in range(SAMPLED_ORDERS)]


def _figures(ends: tuple[CoalitionPoint, CoalitionPoint], subject: str, name: str) -> tuple[Fraction, Fraction]:
    old, new = (read_figure(end, subject, name, proven=False) for end in ends)
    if isinstance(old, MissingFigure) or isinstance(new, MissingFigure):
        raise ValueError(f"{subject or 'the preferred option'} has no {name} at both ends")
    return old, new


def _join_parts(points: CoalitionSolver, one: BridgeRequest) -> bool:
    """Whether a figure is missing between the ends; if so, two parts are merged."""
    everything = _union(one.parts)
    between = [some for some in needed_coalitions(one.parts) if some and some != everything]
    missing = [some for some in between if isinstance(one.of(points.points[some]), MissingFigure)]
    if missing:
        one.parts = merge_players(one.parts, missing)
    return bool(missing)


def _bridge(
    points: CoalitionSolver, ends: tuple[CoalitionPoint, CoalitionPoint], one: BridgeRequest, version: bool
) -> Bridge:
    """The bridge, once every figure is known. The first part is the old input's figure now, less its figure then."""
    start = read_figure(points.points[frozenset()], one.subject, one.figure, proven=version)
    off = max(figure_tolerance(point, one.subject, one.figure) for point in (*ends, *_points(points, one)))
    first = Cause.VERSION if version else Cause.CHOICE
    if isinstance(start, MissingFigure):
        whole = BridgePart((first, *points.causes), one.new - one.old, None, False)
        return _bridge_of_parts(one, [whole], off, [_unsolved_note(start)])
    parts = [BridgePart((first,), start - one.old, None, False)] if version or start != one.old else []
    return _bridge_of_parts(one, [*parts, *_share_parts(points, one, start)], off, list(_merge_notes(points, one)))


def _bridge_of_parts(one: BridgeRequest, parts: Sequence[BridgePart], off: Fraction, together: Sequence[str]) -> Bridge:
    marked = (BridgePart(each.causes, each.share, each.standard_error, 0 < abs(each.share) <= off) for each in parts)
    drawn = 2 * SAMPLED_ORDERS if len(one.parts) > MAX_EXACT_CAUSES else 0
    return Bridge(one.subject, one.figure, one.old, one.new, tuple(marked), off, tuple(together), drawn)


def _points(points: CoalitionSolver, one: BridgeRequest) -> Iterator[CoalitionPoint]:
    return (points.points[some] for some in needed_coalitions(one.parts))


def _share_parts(points: CoalitionSolver, one: BridgeRequest, start: Fraction) -> list[BridgePart]:
    """The share of each part in the change from the start to the new figure."""
    if not one.parts:
        return []
    worth = {some: _coalition_value(points, one, start, _union(some)) for some in _sets(one.parts)}
    if len(one.parts) <= MAX_EXACT_CAUSES:
        exact, errors = exact_shares(one.parts, worth), dict.fromkeys(one.parts)
    else:
        both = sampled_shares(sampled_orders(one.parts), worth)
        exact = {part: share for part, (share, _) in both.items()}
        errors = {part: _square_root(variance) for part, (_, variance) in both.items()}
    whole = _round_money(one, [exact[part] for part in one.parts], one.new - start)
    return [
        BridgePart(_ordered(part), share, errors[part], False) for part, share in zip(one.parts, whole, strict=True)
    ]


def _sets(parts: Parts) -> list[frozenset[Coalition]]:
    """The needed coalitions, as sets of parts."""
    return [frozenset(part for part in parts if part <= some) for some in needed_coalitions(parts)]


def _coalition_value(points: CoalitionSolver, one: BridgeRequest, start: Fraction, some: Coalition) -> Fraction:
    """The figure of a coalition. At both ends it is the run's own figure, even if that is not proven."""
    if not some:
        return start
    found = one.new if some == _union(one.parts) else one.of(points.points[some])
    if isinstance(found, MissingFigure):
        raise TypeError(f"{sorted(some)}: {found}")
    return found


def _round_money(one: BridgeRequest, exact: Sequence[Fraction], change: Fraction) -> Sequence[Fraction]:
    """Shares of money in whole pence; other shares stay exact."""
    if one.figure != "cost":
        return exact
    return [Fraction(share) for share in round_to_total(exact, int(change))]


def _merge_notes(points: CoalitionSolver, one: BridgeRequest) -> Iterator[str]:
    """Which causes are merged, and why."""
    for part in one.parts:
        if len(part) > 1:
            reasons = dict.fromkeys(_merge_reasons(points, one, part))
            names = " + ".join(_ordered(part))
            yield f"Told together: {names}. With some of these changed and others not, {' or '.join(reasons)}."


def _merge_reasons(points: CoalitionSolver, one: BridgeRequest, part: Coalition) -> Iterator[str]:
    """Why there is no figure if the causes of this part are separated."""
    for some, point in points.points.items():
        found = one.of(point)
        if some & part and not part <= some and isinstance(found, MissingFigure):
            yield f"{found} ({point.fault.rstrip('.')})" if found is MissingFigure.FAULTS else str(found)
            if found is MissingFigure.FAULTS:
                return  # one fault is enough to see why


def _unsolved_note(why: MissingFigure) -> str:
    return f"Nothing can be told apart: when today's programme solves the old input again, {why}."


def _ordered(part: Coalition) -> tuple[Cause, ...]:
    return tuple(cause for cause in Cause if cause in part)


def _union(parts: Sequence[Coalition] | frozenset[Coalition]) -> Coalition:
    return frozenset[Cause]().union(*parts)


def _square_root(variance: Fraction) -> Fraction:
    """The square root, rounded up to a multiple of 1 / ERROR_SCALE."""
    squared = ceil(variance * ERROR_SCALE * ERROR_SCALE)
    below = isqrt(squared)
    return Fraction(below + (below * below < squared), ERROR_SCALE)
