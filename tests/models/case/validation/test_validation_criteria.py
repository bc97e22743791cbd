"""Pairs of criteria on one subject, and the ranges of weights."""

from fractions import Fraction

import pytest
from case_tables import check_faults, with_cells, write_folder

from optimiser.casefiles.reading import read

PAIRED = [("criteria", 1, "same_as", "outcomes")]
RANGED = [("criteria", 0, "weight_low", "2"), ("criteria", 0, "weight_high", "4.5")]


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
            ('criteria.csv, line 3, column "same_as"', '"outcome"', 'Did you mean "outcomes"?'),
            id="an unknown criterion",
        ),
        pytest.param(
            [("criteria", 1, "same_as", "fit")],
            ('criteria.csv, line 3, column "same_as"', "another criterion", "the criterion itself"),
            id="itself",
        ),
        pytest.param(
            [*PAIRED, ("criteria", 1, "measure", "cost"), ("criteria", 1, "better", "lower")],
            (
                'criteria.csv, line 3, column "same_as"',
                "criterion that is judged",
                '"outcomes", which is also measured',
            ),
            id="both measured",
        ),
        pytest.param(
            RANGED[:1],
            ('criteria.csv, line 2, column "weight_high"', "both ends", "a blank cell beside weight_low"),
            id="a range without its upper end",
        ),
        pytest.param(
            RANGED[1:],
            ('criteria.csv, line 2, column "weight_low"', "both ends", "a blank cell beside weight_high"),
            id="a range without its lower end",
        ),
        pytest.param(
            [("criteria", 0, "weight_low", "3.5"), ("criteria", 0, "weight_high", "4")],
            ('criteria.csv, line 2, column "weight_low"', "at or below the weight", "3.5", "a weight of 3"),
            id="a range above the weight",
        ),
        pytest.param(
            [("criteria", 0, "weight_low", "1"), ("criteria", 0, "weight_high", "2")],
            ('criteria.csv, line 2, column "weight_high"', "at or above the weight", "2", "a weight of 3"),
            id="a range below the weight",
        ),
        pytest.param(
            [("criteria", 0, "weight_low", "-1"), ("criteria", 0, "weight_high", "4")],
            ('criteria.csv, line 2, column "weight_low"', "found -1", "0 or more"),
            id="a range that begins below 0",
        ),
        pytest.param(
            [("criteria", 1, "same_as", "outcomes"), ("criteria", 0, "measure", "outcoms")],
            ('criteria.csv, line 2, column "measure"', '"outcoms"', 'Did you mean "outcomes"?'),
            id="an unreadable measure gives no fault of its pair",
        ),
    ],
)
def test_each_contradiction_is_a_fault(cells, expected, tmp_path):
    check_faults(with_cells(*cells), tmp_path, [expected])


def test_two_judged_criteria_are_not_a_pair(tmp_path):
    case = with_cells(*PAIRED, ("criteria", 0, "measure", ""), ("criteria", 0, "better", ""))
    case["judgements"].append(["outcomes", "Low", "Low"])
    fault = ('criteria.csv, line 3, column "same_as"', "criterion that is measured", '"outcomes", which is also judged')
    check_faults(case, tmp_path, [fault])
