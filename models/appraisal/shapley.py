"""A change shared over its causes, whatever the order in which they are told: the Shapley value.

A coalition is the set of causes that have changed; its worth is the figure then. Exact over all orders, or the mean
over some orders with its error. Not here: what a cause is, how a worth is found, and chance: the orders come from
outside. Source: L. S. Shapley, "A Value for n-Person Games", Contributions to the Theory of Games II, Princeton, 1953;
by sampled orders: J. Castro, D. Gómez and J. Tejada, "Polynomial calculation of the Shapley value based on sampling",
Computers & Operations Research, 2009.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from math import factorial, floor
from typing import TypeVar

Player = TypeVar("Player", bound=Hashable)


def coalitions(players: Sequence[Player]) -> Iterator[frozenset[Player]]:
    """Every set of players, by size: 2^n, nobody first and everybody last."""
    return (frozenset(some) for size in range(len(players) + 1) for some in combinations(players, size))


def coalitions_along(order: Sequence[Player]) -> list[frozenset[Player]]:
    """The coalitions that an order goes through: nobody, its first, its first two, ..., everybody."""
    return [frozenset(order[:size]) for size in range(len(order) + 1)]


def exact_shares(players: Sequence[Player], worth: Mapping[frozenset[Player], Fraction]) -> dict[Player, Fraction]:
    """Each player's share: the sum over coalitions S without it of |S|! (n - |S| - 1)! / n! (worth(S + it) - worth(S)).

    `worth` has every coalition. Exact; the shares sum to what everybody is worth less what nobody is.
    """
    n = len(players)
    weight = [Fraction(factorial(size) * factorial(n - size - 1), factorial(n)) for size in range(n)]
    found = dict.fromkeys(players, Fraction(0))
    for some in coalitions(players):
        for player in players:
            if player not in some:
                found[player] += weight[len(some)] * (worth[some | {player}] - worth[some])
    return found


def sampled_shares(
    orders: Sequence[Sequence[Player]], worth: Mapping[frozenset[Player], Fraction]
) -> dict[Player, tuple[Fraction, Fraction]]:
    """Each player's share as the mean of what it adds over these orders, and the variance of that mean. Both exact.

    An order is put together with its reverse, and the variance is that between such pairs: two orders at least. The
    shares sum to what everybody is worth less what nobody is, as they do in each order. `worth`: every coalition met.
    """
    if len(orders) < 2:
        raise ValueError("two orders at least, as one has no variance")
    pairs = [(_added(order, worth), _added(order[::-1], worth)) for order in orders]
    found = {}
    for player in orders[0]:
        each = [(one[player] + other[player]) / 2 for one, other in pairs]
        mean = sum(each, Fraction(0)) / len(each)
        spread = sum(((one - mean) ** 2 for one in each), Fraction(0)) / (len(each) - 1)
        found[player] = mean, spread / len(each)
    return found


def merge_players(
    parts: Sequence[frozenset[Player]], impossible: Collection[frozenset[Player]]
) -> tuple[frozenset[Player], ...]:
    """Two parts made one: those with whose joining most of the impossible coalitions no longer occur, else the first.

    `parts` do not overlap, two at least; an impossible coalition is a union of some of them. A coalition no longer
    occurs where it has one of the two without the other.
    """

    def gone(pair: tuple[frozenset[Player], frozenset[Player]]) -> int:
        return sum((pair[0] <= some) != (pair[1] <= some) for some in impossible)

    one, other = max(combinations(parts, 2), key=gone)
    return tuple(one | other if part == one else part for part in parts if part != other)


def round_to_total(exact: Sequence[Fraction], whole: int) -> list[int]:
    """Shares in whole units that sum to `whole`, by largest remainder; ties go to the earlier.

    Raises ValueError where the exact shares are not within one unit a share of the whole.
    """
    parts = [floor(share) for share in exact]
    left = whole - sum(parts)
    if not 0 <= left <= len(parts):
        raise ValueError(f"{left} units left to share among {len(parts)}")
    for position in sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))[:left]:
        parts[position] += 1
    return parts


def _added(order: Sequence[Player], worth: Mapping[frozenset[Player], Fraction]) -> dict[Player, Fraction]:
    """What each adds when it comes in this order."""
    steps = [worth[after] - worth[before] for before, after in pairwise(coalitions_along(order))]
    return dict(zip(order, steps, strict=True))
