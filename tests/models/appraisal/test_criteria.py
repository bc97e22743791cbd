"""Judgement beside measurement, and the score without the criteria of cost: on worked figures."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pymcdm
import pytest
from world import criterion, option, world

from models.appraisal.criteria import (
    BENEFIT_MEASURES,
    COST_MEASURES,
    MatchedCriteria,
    compare_judgements,
    cost_criteria,
    matched_criteria,
    without_cost,
)
from models.appraisal.scoring import appraise
from models.case.appraisal_inputs import Criterion
from models.case.types import Case
from models.case.vocabulary import MEASURES

NAMES = ("as is", "joint")
CRITERIA = (
    criterion("welcome", weight=2, judgements={"as is": 100, "joint": 50}),
    criterion("cheap", weight=1, judgements={"as is": 0, "joint": 100}, same_as="spend"),
    criterion("fewer", weight=1, judgements={"as is": 0, "joint": 50}),
    criterion("spend", weight=4, measure="cost", higher=False, low=100, high=200, between=(3, 5)),
    criterion("contracts", weight=2, measure="contracts", higher=False, low=0, high=20, same_as="fewer"),
)
FIGURES = {
    "as is": {"cost": Fraction(11000), "present_cost": Fraction(11000), "contracts": Fraction(20)},
    "joint": {"cost": Fraction(18000), "present_cost": Fraction(18000), "contracts": Fraction(5)},
}


def case(*criteria: Criterion) -> Case:
    return world(options=[option(name) for name in NAMES], criteria=criteria or CRITERIA)


def test_every_measure_is_of_cost_or_of_benefit_and_none_is_both() -> None:
    assert sorted([*COST_MEASURES, *BENEFIT_MEASURES]) == sorted(MEASURES)


def test_a_pair_may_be_given_on_either_criterion() -> None:
    assert matched_criteria(case()) == (MatchedCriteria(judged=1, measured=3), MatchedCriteria(judged=2, measured=4))


def test_a_pair_given_on_both_criteria_is_one_pair() -> None:
    spend = replace(CRITERIA[3], same_as="cheap")
    assert matched_criteria(case(*CRITERIA[:3], spend, CRITERIA[4])) == (MatchedCriteria(1, 3), MatchedCriteria(2, 4))


def test_several_judgements_may_be_matched_with_one_measure() -> None:
    also = replace(CRITERIA[0], same_as="spend")
    assert matched_criteria(case(also, *CRITERIA[1:])) == (
        MatchedCriteria(0, 3),
        MatchedCriteria(1, 3),
        MatchedCriteria(2, 4),
    )


def test_bands_agree_or_differ_option_by_option() -> None:
    """Spend of 110 and 180 on a scale from 200 to 100 scores 90 and 20; 20 and 5 contracts of 20 score 0 and 75."""
    one = case()
    found = [
        (each.option, each.judged.band, each.measured.band, each.agree)
        for each in compare_judgements(one, appraise(one, FIGURES))
    ]
    assert found == [
        ("as is", "Low", "High", False),
        ("joint", "High", "Low", False),
        ("as is", "Low", "Low", True),
        ("joint", "Medium", "High", False),
    ]


def test_the_criteria_of_cost_are_those_measured_in_money_spent_and_their_judgements() -> None:
    assert cost_criteria(case()) == {"spend", "cheap"}


def test_the_score_without_the_criteria_of_cost_is_that_of_the_rest() -> None:
    """As is: (2 x 100 + 0 + 2 x 0) / 5 = 40; joint: (2 x 50 + 50 + 2 x 75) / 5 = 60; with cost 56 and 48."""
    one = case()
    left = without_cost(one)
    assert left is not None
    with_it, without = (appraise(each, FIGURES) for each in (one, left))
    assert [each.score for each in with_it.standings.values()] == [56, 48]
    assert [each.score for each in without.standings.values()] == [40, 60]
    assert (with_it.preferred, without.preferred) == ("as is", "joint")


def test_the_score_without_cost_is_the_weighted_sum_of_pymcdm() -> None:
    """Of the criteria of benefit alone, with the weights that they have among themselves."""
    left = without_cost(case())
    assert left is not None
    standings = appraise(left, FIGURES).standings.values()
    kept = [n for n, each in enumerate(left.criteria) if each.weight]
    matrix = np.array([[float(each.scores[n].score) for n in kept] for each in standings])
    weights = np.array([float(left.criteria[n].weight) for n in kept])
    sums = pymcdm.methods.WSM(normalization_function=_as_it_is)(matrix, weights / weights.sum(), np.ones(len(kept)))
    assert [float(each.score or 0) for each in standings] == pytest.approx(list(sums))


def test_a_gate_on_a_criterion_of_cost_still_holds() -> None:
    gated = replace(CRITERIA[3], gate=Fraction(50))
    left = without_cost(case(*CRITERIA[:3], gated, CRITERIA[4]))
    assert left is not None
    assert appraise(left, FIGURES).preferred == "as is"


def test_there_is_no_score_without_cost_if_only_cost_has_weight() -> None:
    assert without_cost(case(CRITERIA[3], replace(CRITERIA[0], weight=Fraction(0)))) is None


def test_a_weight_that_is_left_out_has_no_range() -> None:
    left = without_cost(case())
    assert left is not None
    assert [(each.weight, each.weight_low, each.weight_high) for each in left.criteria][3] == (0, None, None)


def _as_it_is(column: np.ndarray, cost: bool = False) -> np.ndarray:
    """Scores are on one scale already, the higher the better."""
    assert not cost
    return column
