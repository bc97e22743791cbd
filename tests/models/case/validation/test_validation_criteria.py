"""Pairs of criteria on one subject, and the ranges of weights."""

from fractions import Fraction

import pytest
from case_tables import faults_of, with_cells, write_folder

from optimiser.casefiles.reading import describe, read

PAIRED = [("criteria", 1, "same_as", "outcomes")]
RANGED = [("criteria", 0, "weight_low", "2"), ("criteria", 0, "weight_high", "4.5")]


def told(cells, tmp_path):
    return describe(faults_of(write_folder(tmp_path, with_cells(*cells))))


def criteria(cells, tmp_path):
    return read(write_folder(tmp_path, with_cells(*cells))).case.criteria


def test_a_judged_criterion_may_name_the_measured_one(tmp_path):
    assert [each.same_as for each in criteria(PAIRED, tmp_path)] == [None, "outcomes"]


def test_a_measured_criterion_may_name_the_judged_one(tmp_path):
    assert [each.same_as for each in criteria([("criteria", 0, "same_as", "fit")], tmp_path)] == ["fit", None]


def test_each_of_a_pair_may_name_the_other(tmp_path):
    both = criteria([*PAIRED, ("criteria", 0, "same_as", "fit")], tmp_path)
    assert [each.same_as for each in both] == ["fit", "outcomes"]


def test_a_range_of_a_weight_is_exact(tmp_path):
    first, second = criteria(RANGED, tmp_path)
    assert (first.weight_low, first.weight, first.weight_high) == (2, 3, Fraction(9, 2))
    assert (second.weight_low, second.weight_high) == (None, None)


def test_a_range_may_end_at_the_weight_itself(tmp_path):
    first, _ = criteria([("criteria", 0, "weight_low", "3"), ("criteria", 0, "weight_high", "3")], tmp_path)
    assert (first.weight_low, first.weight_high) == (3, 3)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            [("criteria", 1, "same_as", "outcome")],
            'criteria.csv, line 3, column "same_as": expected a criterion of the table criteria, found "outcome". '
            'Did you mean "outcomes"?',
            id="an unknown criterion",
        ),
        pytest.param(
            [("criteria", 1, "same_as", "fit")],
            'criteria.csv, line 3, column "same_as": expected another criterion on the same subject, found the '
            "criterion itself. Name that, or clear the cell.",
            id="itself",
        ),
        pytest.param(
            [*PAIRED, ("criteria", 1, "measure", "cost"), ("criteria", 1, "better", "lower")],
            'criteria.csv, line 3, column "same_as": expected a criterion that is judged, as this one is measured, '
            'found "outcomes", which is measured too. It sets a judgement against a measure: name such a pair, or clear'
            " the cell.",
            id="both measured",
        ),
        pytest.param(
            RANGED[:1],
            'criteria.csv, line 2, column "weight_high": expected both ends of the range or neither, found a blank '
            "cell beside weight_low. Fill in the other end.",
            id="a range without its upper end",
        ),
        pytest.param(
            RANGED[1:],
            'criteria.csv, line 2, column "weight_low": expected both ends of the range or neither, found a blank '
            "cell beside weight_high. Fill in the other end.",
            id="a range without its lower end",
        ),
        pytest.param(
            [("criteria", 0, "weight_low", "3.5"), ("criteria", 0, "weight_high", "4")],
            'criteria.csv, line 2, column "weight_low": expected weight_low at or below the weight, found 3.5 beside a '
            "weight of 3. The range must hold the weight.",
            id="a range above the weight",
        ),
        pytest.param(
            [("criteria", 0, "weight_low", "1"), ("criteria", 0, "weight_high", "2")],
            'criteria.csv, line 2, column "weight_high": expected weight_high at or above the weight, found 2 beside a '
            "weight of 3. The range must hold the weight.",
            id="a range below the weight",
        ),
        pytest.param(
            [("criteria", 0, "weight_low", "-1"), ("criteria", 0, "weight_high", "4")],
            'criteria.csv, line 2, column "weight_low": expected a number, found -1. Write 0 or more.',
            id="a range that begins below nothing",
        ),
        pytest.param(
            [("criteria", 1, "same_as", "outcomes"), ("criteria", 0, "measure", "outcoms")],
            'criteria.csv, line 2, column "measure": expected the name of a measure, found "outcoms". '
            'Did you mean "outcomes"?',
            id="a measure that cannot be read says nothing about its pair",
        ),
    ],
)
def test_each_contradiction_is_a_fault(cells, expected, tmp_path):
    assert told(cells, tmp_path) == expected


def test_two_judged_criteria_are_no_pair(tmp_path):
    case = with_cells(*PAIRED, ("criteria", 0, "measure", ""), ("criteria", 0, "better", ""))
    case["judgements"].append(["outcomes", "Low", "Low"])
    assert describe(faults_of(write_folder(tmp_path, case))) == (
        'criteria.csv, line 3, column "same_as": expected a criterion that is measured, as this one is judged, found'
        ' "outcomes", which is judged too. It sets a judgement against a measure: name such a pair, or clear the cell.'
    )
