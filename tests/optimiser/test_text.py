from fractions import Fraction

import pytest

from optimiser.text import gap_percent, listed, lower_first, percent, plural, pounds, tenths, upper_first


@pytest.mark.parametrize(
    ("pence", "shown"), [(0, "£0"), (49, "£0"), (50, "£1"), (123456, "£1,235"), (-250, "-£2"), (-49, "£0")]
)
def test_pounds_are_rounded_half_up(pence: int, shown: str) -> None:
    assert pounds(pence) == shown


@pytest.mark.parametrize(("pence", "shown"), [(250, "£3"), (-250, "-£3"), (-49, "£0"), (-51, "-£1")])
def test_pounds_beside_a_cell_are_rounded_as_a_spreadsheet_shows_them(pence: int, shown: str) -> None:
    assert pounds(pence, as_cell=True) == shown


def test_pounds_may_show_pence_and_the_sign_of_a_rise() -> None:
    assert pounds(Fraction(123450), decimals=2) == "£1,234.50"
    assert [pounds(pence, signed=True) for pence in (100, 0, 49, -100)] == ["+£1", "£0", "£0", "-£1"]


def test_figures_are_rounded_half_up_to_one_decimal() -> None:
    assert [tenths(value) for value in (0.25, 0.75, -0.25, 1234.56, 0)] == ["0.3", "0.8", "-0.2", "1,234.6", "0.0"]
    assert tenths(Fraction(-1, 4), as_cell=True) == "-0.3"


def test_a_share_shows_only_the_decimals_that_it_needs() -> None:
    assert [percent(Fraction(n, 1000)) for n in (0, 314, 310, -15)] == ["0%", "31.4%", "31%", "-1.5%"]
    assert percent(Fraction(31, 100), trim=False) == "31.0%"
    assert [percent(Fraction(n, 100), 0) for n in (10, 0, 100)] == ["10%", "0%", "100%"]
    assert percent(Fraction(41, 10_000), 2) == "0.41%"


def test_a_gap_is_never_below_what_counts_as_optimal() -> None:
    assert [gap_percent(gap) for gap in (0.001, 0.05, 0.0)] == ["0.1%", "5%", "0.0001%"]


def test_a_count_has_its_noun_in_the_singular_or_plural() -> None:
    assert [plural(n, "row") for n in (0, 1, 1234)] == ["0 rows", "1 row", "1,234 rows"]
    assert plural(2, "criterion", "criteria") == "2 criteria"


def test_lists_read_as_english() -> None:
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert listed(["a", "b", "c", "d"], most=2) == "a, b and 2 more"


def test_the_first_letter_alone_is_changed() -> None:
    assert (upper_first("aB c"), lower_first("AB c"), upper_first("")) == ("AB c", "aB c", "")
