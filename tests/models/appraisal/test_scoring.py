"""Scores, bands, gates, ranks and the preferred option, by hand and against pymcdm's weighted sum."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pymcdm
import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import criterion, option, world

from models.appraisal.scoring import Appraisal, appraise, score_band
from models.case.appraisal_inputs import Criterion
from models.case.types import Case

NAMES = ("as is", "alone", "joint", "full")
Figures = Mapping[str, Fraction | None]


def case(*criteria: Criterion, options: tuple[str, ...] = NAMES) -> Case:
    """A case whose blank ends are the least and greatest figures; other blank ends are in test_scales."""
    return replace(world(options=[option(name) for name in options], criteria=criteria), blank_ends="options")


def found(outcomes: int | None, present_cost: int = 100, **others: int) -> Figures:
    figures = {"outcomes": outcomes, "present_cost": present_cost, **others}
    return {name: None if each is None else Fraction(each) for name, each in figures.items()}


def scores(appraisal: Appraisal, position: int = 0) -> list[Fraction]:
    return [standing.scores[position].score for standing in appraisal.standings.values()]


def judged(name: str = "welcome", *marks: int, weight: int = 1, gate: int | None = None) -> Criterion:
    return criterion(name, weight=weight, judgements=dict(zip(NAMES, marks, strict=False)), gate=gate)


@pytest.mark.parametrize(
    ("higher", "low", "high", "expected"),
    [
        (True, None, None, [0, 25, 75, 100]),  # from the least to the largest found
        (False, None, None, [100, 75, 25, 0]),
        (True, 0, 100, [10, 20, 40, 50]),
        (True, 20, 40, [0, 0, 100, 100]),  # held within 0..100
        (False, 20, 40, [100, 100, 0, 0]),
        (True, 0, None, [20, 40, 80, 100]),  # one end given
        (True, None, 30, [0, 50, 100, 100]),
        (True, 60, None, [0, 0, 0, 0]),  # none reaches the least that counts
        (False, 60, None, [100, 100, 100, 100]),
        (True, None, 5, [100, 100, 100, 100]),  # all are past the most that counts
        (False, None, 5, [0, 0, 0, 0]),
        (True, 50, None, [50, 50, 50, 50]),  # no spread between what was given and what was found
    ],
)
def test_a_measured_criterion_scores_along_its_scale(
    higher: bool, low: int | None, high: int | None, expected: list[int]
) -> None:
    one = case(criterion("c", measure="outcomes", higher=higher, low=low, high=high))
    appraisal = appraise(one, dict(zip(NAMES, map(found, (10, 20, 40, 50)), strict=True)))
    assert scores(appraisal) == expected


def test_no_spread_scores_50() -> None:
    appraisal = appraise(case(criterion("c", measure="outcomes")), {"as is": found(7), "alone": found(7)})
    assert scores(appraisal) == [50, 50]


def test_an_absent_figure_scores_0_whichever_is_better_and_does_not_stretch_the_scale() -> None:
    better = case(criterion("more", measure="outcomes"), criterion("less", measure="outcomes", higher=False))
    appraisal = appraise(better, {"as is": found(None), "alone": found(10), "joint": found(20)})
    assert (scores(appraisal, 0), scores(appraisal, 1)) == ([0, 0, 100], [0, 100, 0])


def test_a_figure_absent_everywhere_scores_0_everywhere() -> None:
    appraisal = appraise(case(criterion("c", measure="outcomes")), {"as is": found(None), "alone": found(None)})
    assert scores(appraisal) == [0, 0]


def test_low_and_high_of_money_are_pounds_and_so_is_the_value() -> None:
    one = case(criterion("thrift", measure="present_cost", higher=False, low=100, high=200))
    appraisal = appraise(one, {"as is": found(1, 12_500), "alone": found(1, 20_000)})
    assert scores(appraisal) == [75, 0]
    assert [standing.scores[0].value for standing in appraisal.standings.values()] == [125, 200]


def test_a_judged_criterion_scores_its_judgement_and_has_no_value() -> None:
    appraisal = appraise(case(judged("welcome", 100, 50, 0)), dict.fromkeys(NAMES[:3], found(1)))
    assert scores(appraisal) == [100, 50, 0]
    assert {standing.scores[0].value for standing in appraisal.standings.values()} == {None}


@pytest.mark.parametrize(
    ("score", "expected"),
    [("100", "High"), ("66.67", "High"), ("66.66", "Medium"), ("33.33", "Medium"), ("33.32", "Low"), ("0", "Low")],
)
def test_bands_begin_at_their_figure(score: str, expected: str) -> None:
    assert score_band(case(), Fraction(score)) == expected


def test_two_thirds_is_medium_because_the_band_begins_at_66_67() -> None:
    assert score_band(case(), Fraction(200, 3)) == "Medium"


def test_the_score_is_the_exact_weighted_mean() -> None:
    one = case(judged("x", 100, 0, weight=2), judged("y", 50, 50, weight=1))
    appraisal = appraise(one, dict.fromkeys(NAMES[:2], found(1)))
    assert [each.score for each in appraisal.standings.values()] == [Fraction(250, 3), Fraction(50, 3)]


def test_the_highest_score_is_preferred_and_ranked_first() -> None:
    appraisal = appraise(case(judged("x", 10, 30, 20)), dict.fromkeys(NAMES[:3], found(1)))
    assert appraisal.preferred == "alone"
    assert {name: standing.rank for name, standing in appraisal.standings.items()} == {
        "as is": 3,
        "alone": 1,
        "joint": 2,
    }


def test_ties_go_to_the_lower_present_cost_then_to_the_earlier_option() -> None:
    costs = {"as is": found(1, 30), "alone": found(1, 20), "joint": found(1, 20), "full": found(1, 40)}
    appraisal = appraise(case(judged("x", 50, 50, 50, 50)), costs)
    assert [appraisal.standings[name].rank for name in NAMES] == [3, 1, 2, 4]
    assert appraisal.preferred == "alone"


def test_an_option_that_fails_a_gate_keeps_its_rank_and_is_not_preferred() -> None:
    one = case(judged("x", 100, 60, weight=9), judged("deliverable", 39, 40, gate=40))
    appraisal = appraise(one, dict.fromkeys(NAMES[:2], found(1)))
    first, second = appraisal.standings.values()
    assert (first.rank, first.gates_failed, first.scores[1].passed) == (1, ("deliverable",), False)
    assert (second.rank, second.gates_failed, second.scores[1].passed) == (2, (), True)
    assert second.scores[0].passed is None
    assert appraisal.preferred == "alone"


def test_no_option_is_preferred_if_none_passes_every_gate() -> None:
    appraisal = appraise(case(judged("x", 10, 20, gate=50)), dict.fromkeys(NAMES[:2], found(1)))
    assert appraisal.preferred is None
    assert [standing.rank for standing in appraisal.standings.values()] == [2, 1]


def test_options_without_figures_have_no_score_and_do_not_stretch_the_scale() -> None:
    one = case(criterion("c", measure="outcomes"))
    appraisal = appraise(one, {"as is": found(10), "alone": None, "joint": found(30)})
    assert list(appraisal.standings) == ["as is", "alone", "joint"]
    nothing = appraisal.standings["alone"]
    assert (nothing.scores, nothing.score, nothing.rank, nothing.gates_failed) == ((), None, None, ())
    assert [appraisal.standings[name].score for name in ("as is", "joint")] == [0, 100]


def test_without_criteria_nothing_is_scored_ranked_or_preferred() -> None:
    appraisal = appraise(case(), {"as is": found(1), "alone": found(2)})
    assert [(standing.score, standing.rank) for standing in appraisal.standings.values()] == [(None, None)] * 2
    assert appraisal.preferred is None


def test_no_option_is_preferred_if_none_has_figures() -> None:
    appraisal = appraise(case(judged("x", 1)), {"as is": None})
    assert (appraisal.preferred, appraisal.standings["as is"].rank) == (None, None)


def test_the_order_of_the_figures_given_changes_nothing() -> None:
    one = case(judged("x", 50, 50))
    figures = {"as is": found(1), "alone": found(1)}
    assert appraise(one, dict(reversed(figures.items()))) == appraise(one, figures)


@given(
    weights=st.lists(st.integers(1, 9), min_size=2, max_size=5),
    data=st.data(),
)
def test_scores_are_those_of_pymcdms_weighted_sum(weights: list[int], data: st.DataObject) -> None:
    """Where low and high are blank, the score is a weighted sum of min-max normalised figures."""
    measures = ("outcomes", "places", "people", "contracts", "present_cost")[: len(weights)]
    higher = [data.draw(st.booleans()) for _ in weights]
    column = st.lists(st.integers(0, 1000), min_size=4, max_size=4, unique=True)
    columns = [data.draw(column) for _ in weights]
    criteria = [
        criterion(name, weight=w, measure=name, higher=up)
        for name, w, up in zip(measures, weights, higher, strict=True)
    ]
    rows = zip(*columns, strict=True)
    figures = {
        name: found(1) | dict(zip(measures, map(Fraction, row), strict=True))
        for name, row in zip(NAMES, rows, strict=True)
    }
    ours = [float(standing.score or 0) for standing in appraise(case(*criteria), figures).standings.values()]
    matrix = np.array(columns, dtype=float).T
    shares = np.array(weights) / sum(weights)
    method = pymcdm.methods.WSM(normalization_function=pymcdm.normalizations.minmax_normalization)
    theirs = method(matrix, shares, np.where(higher, 1, -1), validation=False)
    assert ours == pytest.approx([100 * each for each in theirs], abs=1e-9)


def test_a_heavier_weight_on_what_an_option_is_best_at_never_lowers_its_rank() -> None:
    def rank(weight: int) -> int | None:
        one = case(judged("x", 90, 10, weight=weight), judged("y", 10, 80))
        return appraise(one, dict.fromkeys(NAMES[:2], found(1))).standings["as is"].rank

    assert [rank(weight) for weight in (0, 1, 2, 9)] == [2, 1, 1, 1]


def test_a_case_may_set_its_own_bands() -> None:
    own = replace(case(), band_high=Fraction(90), band_medium=Fraction(10))
    assert [score_band(own, Fraction(score)) for score in (90, 89, 10, 9)] == ["High", "Medium", "Medium", "Low"]
