"""The order in which the points of a sweep are solved, and which solved point is nearest to another.

The order is fixed beforehand: first both ends and the unchanged case, then wave by wave the middle of each gap. A point
uses only points of earlier waves, so that the plan its search starts from, and with it the answer, is the same with one
worker and with a hundred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

Wave = tuple[Fraction, ...]
UNCHANGED = Fraction(0)


def evenly_spaced(low: Fraction, high: Fraction, count: int) -> tuple[Fraction, ...]:
    """`count` changes from `low` to `high`, both included, at equal distances and exact.

    Raises ValueError if the ends are not in order, if `low` is below -1 (which would leave less than nothing), and for
    fewer than two points.
    """
    if not -1 <= low < high:
        raise ValueError("the first change must lie below the last, and no change takes off more than all")
    if count < 2:
        raise ValueError("a sweep has at least two points")
    return tuple(low + (high - low) * number / (count - 1) for number in range(count))


def solving_waves(points: Iterable[Fraction]) -> Iterator[Wave]:
    """All points and the unchanged case, each once, in waves: the points of a wave may be solved at the same time."""
    ordered = sorted({*points, UNCHANGED})
    reached = {0, ordered.index(UNCHANGED), len(ordered) - 1}
    yield tuple(ordered[position] for position in sorted(reached))
    while middles := list(_middles(sorted(reached))):
        yield tuple(ordered[position] for position in middles)
        reached.update(middles)


def nearest_on_side(point: Fraction, solved: Iterable[Fraction], side: int) -> Fraction | None:
    """The nearest solved point on one side, 1 for above and -1 for below; None if there is none."""
    on_side = (other for other in solved if (other - point) * side > 0)
    return min(on_side, key=lambda other: abs(other - point), default=None)


def _middles(reached: Sequence[int]) -> Iterator[int]:
    for low, high in pairwise(reached):
        if high - low > 1:
            yield (low + high) // 2
