"""A user's text in a CSV file of results is never taken for a formula."""

import pytest

from optimiser.reports.data.data_table import no_formula


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_text_that_begins_as_a_formula_does_gets_an_apostrophe(start):
    assert no_formula(f"{start}HYPERLINK") == f"'{start}HYPERLINK"


@pytest.mark.parametrize("text", ["Ashby", "", "a=b", "'=1", "5"])
def test_any_other_text_stays_as_it_is(text):
    assert no_formula(text) == text
