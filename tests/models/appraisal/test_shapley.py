"""Shares of a change: worked by hand, against games whose shares are known, and by the laws of the Shapley value."""

from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.appraisal.shapley import (
    coalitions,
    coalitions_along,
    exact_shares,
    merge_players,
    round_to_total,
    sampled_shares,
)

F, P, Q = "funding", "prices", "demand"
Worth = dict[frozenset[str], Fraction]
FEW = settings(max_examples=25)


def game(players: str) -> st.SearchStrategy[Worth]:
    every = list(coalitions(players))
    twelfths = st.lists(st.integers(-12_000, 12_000), min_size=len(every), max_size=len(every))
    return twelfths.map(lambda worths: {some: Fraction(worth, 12) for some, worth in zip(every, worths, strict=True)})


def test_two_causes_share_what_only_both_together_add() -> None:
    """Alone they bring 3 and 2, together 6: the 1 that only both bring is halved."""
    worth = {frozenset(): 10, frozenset([F]): 13, frozenset([P]): 12, frozenset([F, P]): 16}
    assert exact_shares([F, P], {some: Fraction(n) for some, n in worth.items()}) == {
        F: Fraction(7, 2),
        P: Fraction(5, 2),
    }


def test_one_cause_has_the_whole_change() -> None:
    assert exact_shares([F], {frozenset(): Fraction(5), frozenset([F]): Fraction(2)}) == {F: -3}


def test_no_players_have_no_shares() -> None:
    assert exact_shares([], {frozenset(): Fraction(5)}) == {}


def test_the_glove_game_has_its_textbook_shares() -> None:
    """Two hold a left glove, one a right one; a pair is worth 1: the right glove has 2/3, each left one 1/6."""
    worth = {some: Fraction(int("r" in some and bool(some & {"a", "b"}))) for some in coalitions("abr")}
    assert exact_shares("abr", worth) == {"a": Fraction(1, 6), "b": Fraction(1, 6), "r": Fraction(2, 3)}


@FEW
@given(st.lists(st.integers(0, 900), min_size=1, max_size=6))
def test_the_airport_game_has_its_textbook_shares(lengths: list[int]) -> None:
    """The airport game: a coalition costs its longest runway; each piece is shared by those who reach as far."""
    planes = range(len(lengths))
    worth = {some: Fraction(max((lengths[plane] for plane in some), default=0)) for some in coalitions(planes)}
    pieces = sorted({0, *lengths})
    need = {end: [plane for plane in planes if lengths[plane] >= end] for end in pieces}
    fair = {
        plane: sum(
            (Fraction(end - start, len(need[end])) for start, end in pairwise(pieces)
             if lengths[plane] >= end),
            Fraction(0),
        )
        for plane in planes
    }  # fmt: skip
    assert exact_shares(planes, worth) == fair


@FEW
@given(game("abcd"))
def test_shares_sum_to_the_whole_change(worth: Worth) -> None:
    assert sum(exact_shares("abcd", worth).values()) == worth[frozenset("abcd")] - worth[frozenset()]


@FEW
@given(game("abc"))
def test_a_cause_that_changes_nothing_has_no_share(worth: Worth) -> None:
    wider = {some: worth[some - {"d"}] for some in coalitions("abcd")}
    assert exact_shares("abcd", wider) == {**exact_shares("abc", worth), "d": 0}


@FEW
@given(game("abc"))
def test_interchangeable_causes_have_equal_shares(worth: Worth) -> None:
    swapped = {some: worth[frozenset({"a": "b", "b": "a"}.get(each, each) for each in some)] for some in worth}
    both = {some: worth[some] + swapped[some] for some in worth}
    assert exact_shares("abc", both)["a"] == exact_shares("abc", both)["b"]


@FEW
@given(game("abc"), game("abc"))
def test_shares_of_two_games_add_up(one: Worth, other: Worth) -> None:
    first, second = exact_shares("abc", one), exact_shares("abc", other)
    both = exact_shares("abc", {some: one[some] + other[some] for some in one})
    assert both == {player: first[player] + second[player] for player in "abc"}


@FEW
@given(game("abcd"))
def test_all_orders_together_give_the_exact_shares(worth: Worth) -> None:
    every = [list(order) for order in permutations("abcd")]
    assert {player: share for player, (share, _) in sampled_shares(every, worth).items()} == exact_shares("abcd", worth)


@FEW
@given(game("abcd"), st.lists(st.permutations("abcd"), min_size=2, max_size=5))
def test_sampled_shares_sum_to_the_whole_change(worth: Worth, orders: list[list[str]]) -> None:
    found = sampled_shares(orders, worth)
    assert sum(share for share, _ in found.values()) == worth[frozenset("abcd")] - worth[frozenset()]


def test_the_variance_is_that_of_the_mean_over_pairs_of_orders() -> None:
    """Two pairs of orders: the mean of what they add, and the variance between them over two."""
    worth = {some: Fraction(0) for some in coalitions("abc")}
    worth |= {frozenset("a"): Fraction(6), frozenset("ab"): Fraction(12), frozenset("abc"): Fraction(12)}
    # a adds 6 in abc and 12 in its reverse cba: 9 on average. In bac it adds 12, in its reverse cab 0: 6 on average.
    assert sampled_shares(["abc", "bac"], worth)["a"] == (Fraction(15, 2), Fraction(9, 4))


def test_a_single_order_is_refused_because_it_has_no_variance() -> None:
    with pytest.raises(ValueError, match="two orders at least"):
        sampled_shares(["ab"], {some: Fraction(0) for some in coalitions("ab")})


def test_an_order_goes_through_its_coalitions() -> None:
    assert coalitions_along("ba") == [frozenset(), frozenset("b"), frozenset("ba")]


def test_the_two_players_whose_merging_rules_out_most_impossible_coalitions_are_merged() -> None:
    parts = [frozenset(each) for each in "abc"]
    impossible = [frozenset("a"), frozenset("ac"), frozenset("b")]  # each has one of a and b without the other
    assert merge_players(parts, impossible) == (frozenset("ab"), frozenset("c"))


def test_merged_players_can_be_merged_again() -> None:
    parts = (frozenset("ab"), frozenset("c"), frozenset("d"))
    assert merge_players(parts, [frozenset("ab")]) == (frozenset("abc"), frozenset("d"))


@pytest.mark.parametrize(
    ("exact", "whole", "expected"),
    [
        (["1/2", "1/2"], 1, [1, 0]),  # a tie goes to the earlier
        (["-1/2", "-1/2"], -1, [0, -1]),
        (["310/3", "-10/3", "0"], 100, [103, -3, 0]),
        ([], 0, []),
    ],
)
def test_rounded_shares_sum_to_the_penny(exact: list[str], whole: int, expected: list[int]) -> None:
    assert round_to_total([Fraction(share) for share in exact], whole) == expected


@FEW
@given(st.lists(st.fractions(-10_000, 10_000, max_denominator=60), min_size=1, max_size=7))
def test_rounding_moves_no_share_by_a_whole_unit(exact: list[Fraction]) -> None:
    total = sum(exact, Fraction(0))
    exact[0] += round(total) - total
    parts = round_to_total(exact, round(total))
    assert sum(parts) == round(total)
    assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))


def test_shares_that_do_not_make_the_whole_are_refused() -> None:
    with pytest.raises(ValueError, match="left to share"):
        round_to_total([Fraction(1)], 7)
