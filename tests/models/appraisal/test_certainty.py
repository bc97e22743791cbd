"""Whether an order is certain, by hand: scores from ranges, gates, ties, and scales that move with the reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from world import criterion, option, world

from models.appraisal.certainty import RankingCertainty, ranking_certainty
from models.appraisal.scoring import appraise
from models.case.appraisal_inputs import Criterion

NAMES = ("one", "two", "three")
JUDGED = criterion("kind", judgements={"one": 50, "two": 50, "three": 0})


def certainty(
    *criteria: Criterion,
    places: tuple[int, ...] = (60, 50),
    ranges: Mapping[str, tuple[int, int] | None] | None = None,
    costs: Mapping[str, tuple[int, int]] | None = None,
    unanswered: tuple[str, ...] = (),
    blank_ends: str = "reference",
) -> RankingCertainty:
    """Of options with so many places; `ranges`: of places, by option; those left out are exact. `costs`: present."""
    names = NAMES[: len(places)]
    case = replace(world(options=[option(name) for name in NAMES], criteria=criteria), blank_ends=blank_ends)
    costs = costs or {}
    figures = {
        name: {
            "places": Fraction(number),
            "present_cost": Fraction(max(costs.get(name, (100, 100)))),
            "cost": Fraction(1000),
        }
        for name, number in zip(names, places, strict=True)
    }
    known = {
        name: {"places": None if ends is None else (Fraction(ends[0]), Fraction(ends[1]))}
        for name, ends in (ranges or {}).items()
    }
    for name, (least, most) in costs.items():
        known[name] = {**known.get(name, {}), "present_cost": (Fraction(least), Fraction(most))}
    return ranking_certainty(case, figures, known, appraise(case, figures), unanswered)


def on_places(gate: int | None = None) -> Criterion:
    return criterion("places", measure="places", low=0, high=100, gate=gate)


@pytest.mark.parametrize(
    ("ranges", "certain"),
    [
        ({}, True),
        ({"two": (50, 59)}, True),
        ({"two": (50, 60)}, False),  # it may reach the first
        ({"one": (55, 60), "two": (50, 54)}, True),
        ({"one": (54, 60), "two": (50, 55)}, False),
        ({"two": None}, False),  # nothing is known of it
    ],
)
def test_an_order_is_certain_if_the_ranges_do_not_meet(
    ranges: Mapping[str, tuple[int, int] | None], certain: bool
) -> None:
    result = certainty(on_places(), ranges=ranges)
    assert (result.certain, result.rivals) == (certain, () if certain else ("two",))
    assert [(pair.first, pair.second, pair.certain) for pair in result.pairs] == [("one", "two", certain)]
    assert result.pairs[0].open_criteria == (() if certain else ("places",))


def test_an_exact_tie_is_decided_by_the_rank() -> None:
    assert certainty(JUDGED, places=(60, 50)).certain


def test_an_option_that_cannot_pass_a_gate_is_no_rival_and_one_that_might_is() -> None:
    gated = criterion("kind", judgements={"one": 100, "two": 0}), on_places(gate=55)
    assert certainty(*gated, places=(60, 50), ranges={"two": (50, 54)}).rivals == ()
    assert certainty(on_places(gate=55), places=(60, 50), ranges={"one": (54, 60), "two": (50, 56)}).rivals == ("two",)


def test_a_preferred_option_that_might_fail_its_gate_is_not_certain_without_a_rival_either() -> None:
    result = certainty(on_places(gate=55), places=(60, 20), ranges={"one": (54, 60)})
    assert (result.certain, result.rivals, result.may_fail_gate) == (False, (), True)


def test_if_no_option_passes_its_gate_those_that_might_are_rivals() -> None:
    result = certainty(on_places(gate=80), ranges={"one": (60, 81), "two": (50, 70)})
    assert (result.certain, result.rivals) == (False, ("one",))


def test_an_option_without_an_answer_may_come_first() -> None:
    result = certainty(on_places(), unanswered=("three",))
    assert (result.certain, result.rivals, result.unanswered) == (False, (), ("three",))


def test_without_criteria_nothing_is_preferred_and_that_is_certain() -> None:
    assert certainty().certain


def test_a_scale_set_from_the_reference_moves_with_its_range() -> None:
    """The reference has 100 places, so the scale is 90 to 110: two scores 80 and three 70 of 106 and 104 places. If the
    reference may have 95 to 105, two may have as little as (106 - 105 + 10.5) / 21 = 54.8 and three as much as 97.4:
    each is taken at its own end, although one reference has one figure, so that the order is not called certain.
    """
    places = criterion("places", measure="places")
    judged = criterion("kind", judgements={"one": 0, "two": 50, "three": 50})
    assert certainty(places, judged, places=(100, 106, 104)).certain
    assert certainty(places, judged, places=(100, 106, 104), ranges={"one": (95, 105)}).rivals == ("three",)
    assert certainty(places, judged, places=(100, 106, 93), ranges={"one": (99, 101)}).certain


def test_if_the_reference_might_have_no_figure_to_set_a_scale_with_nothing_is_certain() -> None:
    """With 0 places the reference would score no more from its own scale, but from that of the next option."""
    places = criterion("places", measure="places")
    judged = criterion("kind", judgements={"one": 0, "two": 100, "three": 50})
    assert certainty(places, judged, places=(10, 10, 10)).certain
    assert certainty(places, judged, places=(10, 10, 10), ranges={"one": (0, 10)}).rivals == ("three", "one")
    assert certainty(places, judged, places=(10, 10, 10), ranges={"one": None}).rivals == ("three", "one")


def test_scales_from_the_options_are_certain_only_if_all_their_figures_are() -> None:
    places = criterion("places", measure="places")
    judged = criterion("kind", judgements={"one": 0, "two": 80, "three": 0})
    exact = certainty(places, judged, places=(60, 50, 40), blank_ends="options")
    assert (exact.certain, exact.rivals) == (True, ())
    assert not certainty(places, judged, places=(60, 50, 40), ranges={"three": (30, 40)}, blank_ends="options").certain


def test_a_tie_is_decided_by_present_cost_only_if_that_is_certain() -> None:
    judged = criterion("kind", judgements={"one": 50, "two": 50})
    assert certainty(judged, costs={"one": (90, 100)}).rivals == ("two",)
    assert certainty(judged, costs={"one": (90, 100), "two": (100, 110)}).rivals == ("two",)
    assert certainty(judged, costs={"two": (101, 110)}).certain


@pytest.mark.parametrize("seed", range(400))
def test_whatever_figures_there_are_within_the_ranges_a_certain_option_stays_preferred(seed: int) -> None:
    """Drawn scales, gates, weights and ranges: if an option is certain, every draw of figures prefers it."""
    draw = Random(seed)  # noqa: S311 - draws cases, keeps no secret
    names = NAMES[: draw.choice((2, 3))]
    bounds = {"contracts": (0, 6), "places": (40, 160), "cost": (90_000, 110_000), "saving": (-9_000, 9_000)}
    criteria = [_drawn(draw, name) for name in draw.sample(sorted(bounds), 2)]
    criteria.append(criterion("kind", judgements={name: draw.choice((0, 40, 60, 100)) for name in names}))
    ends = draw.choice(("reference", "reference", "options"))
    case = replace(world(options=[option(name) for name in names], criteria=criteria), blank_ends=ends)
    wide = draw.choice((0, 1, 1, 8))  # hundredths of the bounds that a range is wide
    ranges = {
        name: {measure: _narrow(draw, *those, wide) for measure, those in {**bounds, "present_cost": (90, 110)}.items()}
        for name in names
    }

    def figures() -> dict[str, dict[str, Fraction | None]]:
        return {
            name: {measure: Fraction(draw.randint(*ends)) for measure, ends in known.items()}
            for name, known in ranges.items()
        }

    found = figures()
    known = {name: {m: (Fraction(a), Fraction(b)) for m, (a, b) in of.items()} for name, of in ranges.items()}
    result = ranking_certainty(case, found, known, appraise(case, found))
    if result.certain:
        assert {appraise(case, figures()).preferred for _ in range(20)} == {appraise(case, found).preferred}


def _drawn(draw: Random, measure: str) -> Criterion:
    """A criterion with both ends, one or none."""
    low, high = {"contracts": (1, 5), "places": (50, 150), "cost": (900, 1100), "saving": (-50, 50)}[measure]
    ends = draw.choice(((None, None), (None, None), (low, None), (None, high), (low, high)))
    gate = draw.choice((None, None, 30))
    return criterion(measure, measure=measure, higher=draw.random() < 0.7, low=ends[0], high=ends[1], gate=gate)


def _narrow(draw: Random, low: int, high: int, hundredths: int) -> tuple[int, int]:
    middle, half = draw.randint(low, high), (high - low) * hundredths // 100
    return max(low, middle - half), min(high, middle + half)
