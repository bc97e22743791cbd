"""In which order the points of a sweep are solved, and what each is given of those before it.

The order is fixed beforehand, whoever solves and however fast: the ends and the case as it stands first, then wave by
wave the point in the middle of each gap. A point knows of the waves before its own alone, so that what its search
starts from, and with it the answer, is the same on one core and on a hundred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

Wave = tuple[Fraction, ...]
ZERO = Fraction(0)


def evenly_spaced(low: Fraction, high: Fraction, count: int) -> tuple[Fraction, ...]:
    """So many changes from one to the other at equal distances, exact, both ends among them.

    Raises ValueError for an end below -1, which leaves less than nothing, for fewer than two, and for ends that are not
    in order.
    """
    if not -1 <= low < high:
        raise ValueError("the first change must lie below the last, and no change takes off more than all")
    if count < 2:
        raise ValueError("a sweep has at least two points")
    return tuple(low + (high - low) * number / (count - 1) for number in range(count))


def solving_waves(points: Iterable[Fraction]) -> Iterator[Wave]:
    """All points, and 0 for the case as it stands, each once: what may be solved at one time after what."""
    there = sorted({*points, ZERO})
    begun = {0, there.index(ZERO), len(there) - 1}
    yield tuple(there[each] for each in sorted(begun))
    while middles := list(_middles(sorted(begun))):
        yield tuple(there[each] for each in middles)
        begun.update(middles)


def nearest_on_side(point: Fraction, known: Iterable[Fraction], side: int) -> Fraction | None:
    """The nearest of the known points on one side, 1 for above and -1 for below; None where there is none."""
    return min((each for each in known if (each - point) * side > 0), key=lambda each: abs(each - point), default=None)


def _middles(begun: Sequence[int]) -> Iterator[int]:
    for low, high in pairwise(begun):
        if high - low > 1:
            yield (low + high) // 2
