"""Signs of bias: each is found if it was planted, by hand, and not otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from sentences import missing
from world import criterion, option, world

from models.appraisal.bias import BiasKind, BiasSign, bias_signs
from models.appraisal.scoring import appraise
from models.case.appraisal_inputs import Criterion

NAMES = ("one", "two", "three", "four")


def found(*criteria: Criterion, **measures: tuple[int, ...]) -> tuple[BiasSign, ...]:
    """Signs of an appraisal; measures one an option, money in pence; `present_cost` is the same unless it is given."""
    count = len(next(iter(measures.values()), None) or criteria[0].judgements)
    known = {"present_cost": (100,) * count, **measures}
    figures: dict[str, Mapping[str, Fraction | None]] = {
        name: {measure: Fraction(values[at]) for measure, values in known.items()}
        for at, name in enumerate(NAMES[:count])
    }
    case = replace(world(options=[option(name) for name in figures], criteria=criteria), blank_ends="options")
    return bias_signs(case, figures, appraise(case, figures))


def judged(name: str, *marks: int, weight: int = 1, gate: int | None = None) -> Criterion:
    return criterion(name, weight=weight, judgements=dict(zip(NAMES, marks, strict=False)), gate=gate)


def of(sign: BiasKind, those: tuple[BiasSign, ...]) -> list[tuple[str, ...]]:
    return [each.subjects for each in those if each.kind is sign]


def test_an_option_at_the_end_of_a_scale_may_decide_between_two_others() -> None:
    """Places 100, 80 and 0: scores 100, 80, 0, so that one leads two by 20 on it and loses 30 on the judged: two is
    preferred. Without three, one scores 100 and two 0.
    """
    those = found(criterion("places", measure="places"), judged("kind", 50, 80, 0), places=(100, 80, 0))
    assert those[0].subjects == ("three",)
    facts = ('Without "three", "one" would be preferred', '"two"', 'scale of "places"')
    assert missing(those[0].sentence, *facts) == []


def test_a_scale_with_both_ends_given_lets_no_option_decide_between_others() -> None:
    places = criterion("places", measure="places", low=0, high=100)
    assert of(BiasKind.PRESENCE, found(places, judged("kind", 50, 80, 0), places=(100, 80, 0))) == []


def test_an_option_that_only_changes_the_order_of_the_others_is_a_sign_too() -> None:
    """Without four, three and two change places behind one: 100, 90 and 80 become 100, 50 and 0."""
    those = found(criterion("places", measure="places"), judged("kind", 90, 30, 45, 0), places=(100, 90, 80, 0))
    (sign,) = [each for each in those if each.subjects == ("four",)]
    facts = ('Without "four", the others would rank "one", "two" and "three"', 'scale of "places"')
    assert missing(sign.sentence, *facts) == []


def test_an_option_added_beyond_an_end_that_is_not_given_may_decide_too() -> None:
    """Places 100 and 80 are 20 apart; one leads by 100 on them and lags by 80 on the judged. With the low end at L, it
    leads by 100 x 20 / (100 - L): level at L = 75 of 80, 100 - L = 25.
    """
    those = found(criterion("places", measure="places", high=100), judged("kind", 0, 80), places=(100, 80))
    (sign,) = [each for each in those if each.kind is BiasKind.PRESENCE]
    facts = ('no low end for the scale of "places"', "less than about 75", "scores 0", '"two" preferred', '"one"')
    assert missing(sign.sentence, *facts) == []


def test_the_two_options_have_equal_scores_at_the_end_of_the_stretched_scale() -> None:
    """The appraisal with that option there, once just within 75 and once just beyond."""
    criteria = (criterion("places", measure="places", high=100), judged("kind", 0, 80, 0))
    case = replace(world(options=[option(name) for name in NAMES[:3]], criteria=criteria), blank_ends="options")
    preferred = []
    for there in (Fraction("75.01"), Fraction("74.99")):
        figures = {
            name: {"present_cost": Fraction(100), "places": value}
            for name, value in zip(NAMES, (Fraction(100), Fraction(80), there), strict=False)
        }
        preferred.append(appraise(case, figures).preferred)
    assert preferred == ["one", "two"]


def test_money_is_given_in_pounds_and_lower_may_be_better() -> None:
    """Cost £1,000 and £1,200, lower better: one leads by 100 and lags by 80; level where 200 of the scale are 80 %."""
    cost = criterion("thrift", measure="cost", higher=False, low=1000)
    (sign,) = [
        each for each in found(cost, judged("kind", 0, 80), cost=(100_000, 120_000)) if each.kind is BiasKind.PRESENCE
    ]
    assert missing(sign.sentence, "more than about 1,250", '"thrift"') == []


def test_an_option_that_would_have_to_lie_far_beyond_a_scale_is_no_sign() -> None:
    """One leads by 100 and lags by 10: level only on a scale ten times as long."""
    places = criterion("places", measure="places", high=100)
    assert of(BiasKind.PRESENCE, found(places, judged("kind", 0, 10), places=(100, 80))) == []


def test_two_criteria_of_one_measure_count_it_twice() -> None:
    those = found(criterion("a", measure="cost"), criterion("b", measure="saving"), cost=(1, 2), saving=(5, 9))
    assert of(BiasKind.DOUBLE, those) == [("a", "b")]
    assert missing(those[-1].sentence, '"a" and "b" measure the same thing') == []


def test_scores_that_move_together_over_four_options_are_one_group_with_its_weight() -> None:
    along = judged("a", 0, 30, 60, 90, weight=2), judged("b", 5, 30, 65, 90)
    (sign,) = found(*along, judged("c", 90, 60, 30, 0), judged("d", 50, 0, 0, 50))
    facts = ('"a" and "b" rise and fall together', 'those on "c" do the opposite', "0.95", "80% of the total weight")
    assert missing(sign.sentence, *facts) == []


def test_three_options_are_too_few_to_say_that_scores_move_together() -> None:
    assert found(judged("a", 0, 30, 90), judged("b", 0, 30, 90)) == ()


def test_scores_move_together_from_a_correlation_beyond_the_limit_on() -> None:
    """Distances (-1, 0, 0, 1) and (-19, b, -b, 19): 38 / sqrt(2 (722 + 2 b^2)) is 0.95 at b^2 = 39, between 6 and 7."""
    marks = judged("a", 40, 50, 50, 60)
    assert of(BiasKind.DOUBLE, found(marks, judged("b", 31, 56, 44, 69))) == [("a", "b")]
    assert of(BiasKind.DOUBLE, found(marks, judged("b", 31, 57, 43, 69))) == []


def test_a_criterion_on_which_no_option_differs_decides_nothing() -> None:
    those = found(judged("a", 0, 30), judged("b", 50, 50))
    assert [each.kind for each in those] == [BiasKind.IDLE]
    assert missing(those[0].sentence, 'same score on "b"', "weight has no effect") == []


@pytest.mark.parametrize("criteria", [(), (judged("a", 40),)])
def test_there_is_no_sign_of_bias_without_options_or_with_one(criteria: tuple[Criterion, ...]) -> None:
    assert found(*criteria, places=(10,)) == ()
