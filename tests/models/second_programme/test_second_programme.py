"""The second programme is exact, and is written for every rule of docs/model.md that the first has rows for."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tiny_cases import tiny_case
from tiny_streams import tiny_case_leaving_out

from models.audit import RULE_NAMES
from models.second_programme import Programme, Sum, second_programme

WITHOUT_ROWS = {"offer_open", "eligible"}  # they forbid a decision altogether, so that it has no column
HELPERS = {"start"}  # what start[d,y] is


def test_a_row_is_multiplied_until_all_its_numbers_are_whole() -> None:
    programme = Programme()
    first, second = programme.column(5), programme.column(5)
    programme.at_least("rule", Sum().add(first, Fraction(1, 3)).add(second, Fraction(1, 4)), Fraction(1, 6))
    (row,) = programme.rows
    assert (dict(row.terms), row.least) == ({0: 4, 1: 3}, 2)


def test_a_sum_of_whole_numbers_has_a_whole_least() -> None:
    programme = Programme()
    third = Fraction("0.333333333333333")
    programme.at_least("rule", Sum().add(programme.column(5), third).add(programme.column(5), third), 1)
    (row,) = programme.rows
    assert (dict(row.terms), row.least) == ({0: 1, 1: 1}, 4)


def test_pence_are_not_rounded() -> None:
    programme = Programme()
    programme.at_least("rule", Sum().add(programme.column(5, is_pence=True), 2), 3)
    (row,) = programme.rows
    assert (dict(row.terms), row.least) == ({0: 2}, 3)


def test_an_equation_that_whole_numbers_cannot_meet_is_impossible() -> None:
    programme = Programme()
    programme.equal("odd", Sum().add(programme.column(5), 2), 3)
    assert (programme.impossible, programme.rows) == ("odd", [])


@pytest.mark.parametrize(("least", "rule"), [(1, "too much"), (0, "")])
def test_a_row_without_a_decision_is_either_always_met_or_impossible(least: int, rule: str) -> None:
    programme = Programme()
    programme.at_least("too much", Sum(), least)
    assert (programme.impossible, programme.rows) == (rule, [])


def test_every_rule_has_rows_in_some_random_case() -> None:
    cases = [made for number in range(120) for made in (tiny_case(number), tiny_case_leaving_out(number))]
    written = [second_programme(case, case.options[0], case.objective).programme for case in cases]
    rules = {row.rule for programme in written for row in programme.rows} | {each.impossible for each in written}
    assert rules - {""} - HELPERS == set(RULE_NAMES) - WITHOUT_ROWS
