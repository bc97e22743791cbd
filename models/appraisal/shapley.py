"""The Shapley value: a change divided among its causes, so that the order of the causes does not matter.

A coalition is the set of causes that have changed, and its worth is the figure once they have. The shares are exact
over all orders, or the mean over a sample of orders with its error. The caller defines the causes, supplies the worths
and draws the orders.

Sources: L. S. Shapley, "A Value for n-Person Games", Contributions to the Theory of Games II, Princeton, 1953. Sampled
orders: J. Castro, D. Gómez and J. Tejada, "Polynomial calculation of the Shapley value based on sampling", Computers &
Operations Research, 2009.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from math import factorial, floor
from typing import TypeVar

Player = TypeVar("Player", bound=Hashable)


def coalitions(players: Sequence[Player]) -> Iterator[frozenset[Player]]:
    """All 2^n sets of players by rising size, from the empty set to all players."""
    return (frozenset(some) for size in range(len(players) + 1) for some in combinations(players, size))


def coalitions_along(order: Sequence[Player]) -> list[frozenset[Player]]:
    """The coalitions along an order: the empty set, its first player, its first two, ..., all players."""
    return [frozenset(order[:size]) for size in range(len(order) + 1)]


def exact_shares(players: Sequence[Player], worth: Mapping[frozenset[Player], Fraction]) -> dict[Player, Fraction]:
    """Each player's share, exact.

    The share of player i is the sum over coalitions S without i of |S|! (n - |S| - 1)! / n! (worth(S + i) - worth(S)).
    `worth` has every coalition. The shares sum to worth(all players) - worth(empty set).
    """
    n = len(players)
    weight = [Fraction(factorial(size) * factorial(n - size - 1), factorial(n)) for size in range(n)]
    shares = dict.fromkeys(players, Fraction(0))
    for coalition in coalitions(players):
        for player in players:
            if player not in coalition:
                shares[player] += weight[len(coalition)] * (worth[coalition | {player}] - worth[coalition])
    return shares


def sampled_shares(
    orders: Sequence[Sequence[Player]], worth: Mapping[frozenset[Player], Fraction]
) -> dict[Player, tuple[Fraction, Fraction]]:
    """Each player's share, as the mean of its marginal contributions over these orders, and the variance of that mean.

    Each order is averaged with its reverse, and the variance is between these pairs, so there must be at least two
    orders; else ValueError. The shares sum to worth(all players) - worth(empty set). `worth` has every coalition along
    the orders and their reverses.
    """
    if len(orders) < 2:
        raise ValueError("two orders at least, as one has no variance")
    pairs = [(_contributions(order, worth), _contributions(order[::-1], worth)) for order in orders]
    shares = {}
    for player in orders[0]:
        samples = [(one[player] + other[player]) / 2 for one, other in pairs]
        mean = sum(samples, Fraction(0)) / len(samples)
        variance = sum(((sample - mean) ** 2 for sample in samples), Fraction(0)) / (len(samples) - 1)
        shares[player] = mean, variance / len(samples)
    return shares


def merge_players(
    parts: Sequence[frozenset[Player]], impossible: Collection[frozenset[Player]]
) -> tuple[frozenset[Player], ...]:
    """Merge the two parts that rule out the most impossible coalitions; the first such pair if several tie.

    There are at least two `parts`, and they do not overlap. An impossible coalition is a union of some of them. Merging
    two parts rules out the coalitions that contain exactly one of them.
    """

    def ruled_out(pair: tuple[frozenset[Player], frozenset[Player]]) -> int:
        return sum((pair[0] <= coalition) != (pair[1] <= coalition) for coalition in impossible)

    one, other = max(combinations(parts, 2), key=ruled_out)
    return tuple(one | other if part == one else part for part in parts if part != other)


def round_to_total(exact: Sequence[Fraction], whole: int) -> list[int]:
    """The shares rounded to whole units that sum to `whole`, by largest remainder; ties go to the earlier share.

    Raises ValueError if the exact shares do not sum to `whole` within one unit for each share.
    """
    parts = [floor(share) for share in exact]
    left = whole - sum(parts)
    if not 0 <= left <= len(parts):
        raise ValueError(f"{left} units left to share among {len(parts)}")
    for position in sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))[:left]:
        parts[position] += 1
    return parts


def _contributions(order: Sequence[Player], worth: Mapping[frozenset[Player], Fraction]) -> dict[Player, Fraction]:
    """Each player's marginal contribution in this order."""
    steps = [worth[after] - worth[before] for before, after in pairwise(coalitions_along(order))]
    return dict(zip(order, steps, strict=True))
