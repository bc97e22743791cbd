"""Whatever stands in a cell, and whatever its number format: it is read, or refused in words."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimiser.casefiles.reading.cells import Cell, read_cell
from optimiser.casefiles.reading.complaint import Complaint
from optimiser.casefiles.reading.number_format import UnknownFormat, shown_number
from optimiser.casefiles.reading.shown import Shown
from optimiser.casefiles.schema.columns import Kind
from optimiser.casefiles.schema.tables import SETTINGS, TABLES

COLUMNS = [column for table in TABLES for column in (*table.columns, table.years, table.options) if column]
COLUMNS = [column for column in (*COLUMNS, *SETTINGS) if column.kind is not Kind.SETTING]
TEXTS = st.text("0123456789.,-+%£kmM ()/'eE=@*?~#\u2212\u2013TBCabc½²&;\nxFY", min_size=1, max_size=14)
CODES = st.text('0#?.,%;"\\_*[]<>=-/@ Edmyhs£$kGeneral+()aAP', min_size=1, max_size=14)
NUMBERS = st.one_of(st.integers(-(10**30), 10**30), st.floats(allow_nan=False, allow_infinity=False))


@given(st.sampled_from(COLUMNS), TEXTS, st.booleans())
def test_a_text_is_read_or_refused_with_what_to_do(column, text, typed):
    check(Cell(text, column, typed))


@given(st.sampled_from(COLUMNS), NUMBERS, CODES)
def test_a_number_is_read_or_refused_whatever_its_number_format(column, number, code):
    with suppress(UnknownFormat):
        check(Cell(Shown(number, shown_number(Fraction(f"{number:.15g}"), code)), column, typed=True))


@pytest.mark.parametrize("text", ["9" * 5000, "O" + "9" * 5000, "+" + "9" * 5000, "1/0", "1e999", "-.%", "&#1114112;"])
def test_a_text_without_end_or_sense_is_refused_or_kept(text):
    for column in COLUMNS:
        check(Cell(text, column, typed=False))


def check(cell):
    told = None
    try:
        read_cell(cell)
    except Complaint as complaint:
        told = complaint
    assert told is None or (told.found and told.remedy)
