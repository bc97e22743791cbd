"""The bridge from an old figure to the new by cause: each cause's share is what it adds on average over all orders.

Up to EXACT causes all orders count, beyond that ORDERS drawn with a fixed SEED, each with its reverse. Where a figure
cannot be read with some causes changed and others not, causes are told together, as few as will do. Money is shared in
whole pence. The arithmetic is in `models.appraisal.shapley`.
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
from optimiser.analyses.comparison.coalitions import Coalition, Point, Points, Why, figure, noise
from optimiser.analyses.comparison.results import Bridge, Cause, Part

EXACT = 6  # causes up to which every order counts
ORDERS = 8  # drawn beyond that, each with its reverse
SEED = 20101
ROOT = 1000  # a standard error is rounded up to one part in so many

Parts = tuple[Coalition, ...]


@dataclass
class Wanted:
    """A bridge to be found. `old`, `new`: the two runs' figures; `parts`: the causes, those together that must be."""

    subject: str
    figure: str
    old: Fraction
    new: Fraction
    parts: Parts

    def of(self, point: Point) -> Fraction | Why:
        """Its figure at a point between the ends."""
        return figure(point, self.subject, self.figure)


def bridges(
    points: Points, ends: tuple[Point, Point], wanted: Sequence[tuple[str, str]], *, version: bool
) -> list[Bridge]:
    """The bridges of these subjects and figures, of which both ends have a figure.

    `points` knows the new end already; `version`: whether the old input had to be solved again. Raises what solving
    raises.
    """
    every = tuple(frozenset([cause]) for cause in points.causes)
    found = [Wanted(*which, *_figures(ends, *which), every) for which in wanted]
    unsettled = list(found)
    while unsettled:
        points.solve(each for one in unsettled for each in needed(one.parts))
        unsettled = [one for one in unsettled if _join(points, one)]
    return [_bridge(points, ends, one, version) for one in found]


def needed(parts: Parts) -> list[Coalition]:
    """The coalitions that sharing over these parts takes, the two ends with them."""
    if len(parts) <= EXACT:
        return [_union(some) for some in coalitions(parts)]
    both = (way for order in orders(parts) for way in (order, order[::-1]))
    return list(dict.fromkeys(_union(some) for order in both for some in coalitions_along(order)))


def orders(parts: Parts) -> list[list[Coalition]]:
    """The orders that are drawn: always the same for the same parts."""
    chance = Random(SEED)  # noqa: S311 - no secret hangs on it
    return [chance.sample(parts, len(parts)) for _ in range(ORDERS)]


def _figures(ends: tuple[Point, Point], subject: str, name: str) -> tuple[Fraction, Fraction]:
    old, new = (figure(end, subject, name, proven=False) for end in ends)
    if isinstance(old, Why) or isinstance(new, Why):
        raise ValueError(f"{subject or 'the preferred option'} has no {name} at both ends")
    return old, new


def _join(points: Points, one: Wanted) -> bool:
    """Whether a figure is missing between the ends; then two parts are made one, to be looked at again."""
    everything = _union(one.parts)
    between = [some for some in needed(one.parts) if some and some != everything]
    missing = [some for some in between if isinstance(one.of(points.at[some]), Why)]
    if missing:
        one.parts = merge_players(one.parts, missing)
    return bool(missing)


def _bridge(points: Points, ends: tuple[Point, Point], one: Wanted, version: bool) -> Bridge:
    """With everything that it takes known. First comes what the old input gives now, less what it gave."""
    start = figure(points.at[frozenset()], one.subject, one.figure, proven=version)
    off = max(noise(point, one.subject, one.figure) for point in (*ends, *_points(points, one)))
    first = Cause.VERSION if version else Cause.CHOICE
    if isinstance(start, Why):
        whole = Part((first, *points.causes), one.new - one.old, None, False)
        return _told(one, [whole], off, [_again(start)])
    parts = [Part((first,), start - one.old, None, False)] if version or start != one.old else []
    return _told(one, [*parts, *_shared(points, one, start)], off, list(_together(points, one)))


def _told(one: Wanted, parts: Sequence[Part], off: Fraction, together: Sequence[str]) -> Bridge:
    marked = (Part(each.causes, each.share, each.error, 0 < abs(each.share) <= off) for each in parts)
    drawn = 2 * ORDERS if len(one.parts) > EXACT else 0
    return Bridge(one.subject, one.figure, one.old, one.new, tuple(marked), off, tuple(together), drawn)


def _points(points: Points, one: Wanted) -> Iterator[Point]:
    return (points.at[some] for some in needed(one.parts))


def _shared(points: Points, one: Wanted, start: Fraction) -> list[Part]:
    """Each part's share, of the new figure less the start."""
    if not one.parts:
        return []
    worth = {some: _worth(points, one, start, _union(some)) for some in _sets(one.parts)}
    if len(one.parts) <= EXACT:
        exact, errors = exact_shares(one.parts, worth), dict.fromkeys(one.parts)
    else:
        both = sampled_shares(orders(one.parts), worth)
        exact = {part: share for part, (share, _) in both.items()}
        errors = {part: _root(variance) for part, (_, variance) in both.items()}
    whole = _whole(one, [exact[part] for part in one.parts], one.new - start)
    return [Part(_ordered(part), share, errors[part], False) for part, share in zip(one.parts, whole, strict=True)]


def _sets(parts: Parts) -> list[frozenset[Coalition]]:
    """The coalitions of parts that are needed."""
    return [frozenset(part for part in parts if part <= some) for some in needed(parts)]


def _worth(points: Points, one: Wanted, start: Fraction, some: Coalition) -> Fraction:
    """The ends are the runs' own figures, even where they are not proven."""
    if not some:
        return start
    found = one.new if some == _union(one.parts) else one.of(points.at[some])
    if isinstance(found, Why):
        raise TypeError(f"{sorted(some)}: {found}")
    return found


def _whole(one: Wanted, exact: Sequence[Fraction], change: Fraction) -> Sequence[Fraction]:
    """Money in whole pence, anything else as it is."""
    if one.figure != "cost":
        return exact
    return [Fraction(share) for share in round_to_total(exact, int(change))]


def _together(points: Points, one: Wanted) -> Iterator[str]:
    """Which causes are told together, and why."""
    for part in one.parts:
        if len(part) > 1:
            reasons = dict.fromkeys(_reasons(points, one, part))
            names = " + ".join(_ordered(part))
            yield f"Told together: {names}. With some of these changed and others not, {' or '.join(reasons)}."


def _reasons(points: Points, one: Wanted, part: Coalition) -> Iterator[str]:
    """Why there is no figure where the part is split."""
    for some, point in points.at.items():
        found = one.of(point)
        if some & part and not part <= some and isinstance(found, Why):
            yield f"{found} ({point.fault.rstrip('.')})" if found is Why.FAULTS else str(found)
            if found is Why.FAULTS:
                return  # one fault is enough to see why


def _again(why: Why) -> str:
    return f"Nothing can be told apart: when today's programme solves the old input again, {why}."


def _ordered(part: Coalition) -> tuple[Cause, ...]:
    return tuple(cause for cause in Cause if cause in part)


def _union(parts: Sequence[Coalition] | frozenset[Coalition]) -> Coalition:
    return frozenset[Cause]().union(*parts)


def _root(variance: Fraction) -> Fraction:
    """The square root, rounded up to a part in ROOT."""
    squared = ceil(variance * ROOT * ROOT)
    below = isqrt(squared)
    return Fraction(below + (below * below < squared), ROOT)
