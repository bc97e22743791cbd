"""In which order the points of a sweep are solved, and what each may know of the others."""

from __future__ import annotations

from fractions import Fraction

import pytest

from optimiser.analyses.sweep import evenly_spaced, nearest_on_side, solving_waves

TENTH = Fraction(1, 10)


def test_points_are_at_equal_distances_and_exact() -> None:
    assert evenly_spaced(-TENTH, TENTH, 4) == (-TENTH, -TENTH / 3, TENTH / 3, TENTH)


@pytest.mark.parametrize(("low", "high", "count"), [(TENTH, TENTH, 3), (TENTH, -TENTH, 3), (-2, 0, 3), (-TENTH, 0, 1)])
def test_points_that_make_no_sweep_are_refused(low: Fraction, high: Fraction, count: int) -> None:
    with pytest.raises(ValueError, match=r"first change|two points"):
        evenly_spaced(Fraction(low), Fraction(high), count)


def test_the_ends_and_the_case_as_it_stands_come_first_then_the_middles_of_the_gaps() -> None:
    points = [Fraction(each, 100) for each in range(-4, 6)]
    assert [[int(100 * each) for each in wave] for wave in solving_waves(points)] == [
        [-4, 0, 5],
        [-2, 2],
        [-3, -1, 1, 3],
        [4],
    ]


def test_every_point_is_in_one_wave_and_the_case_as_it_stands_in_the_first() -> None:
    points = evenly_spaced(Fraction(1, 7), Fraction(2, 7), 9)
    order = list(solving_waves([*points, *points]))
    assert sorted(by for wave in order for by in wave) == [Fraction(0), *points]
    assert order[0] == (Fraction(0), points[-1])


def test_the_nearest_point_on_a_side_is_never_the_point_itself() -> None:
    known = [Fraction(each) for each in (-3, -1, 0, 2, 5)]
    assert (
        nearest_on_side(Fraction(0), known, 1),
        nearest_on_side(Fraction(0), known, -1),
        nearest_on_side(Fraction(5), known, 1),
    ) == (
        2,
        -1,
        None,
    )
