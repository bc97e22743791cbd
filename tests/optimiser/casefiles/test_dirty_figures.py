"""Figures as people type them in a CSV file: read if they are plain, else refused with what to write."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from cell_forms import Form, Outcome, in_csv, in_workbook, remedy_of

MONEY, COUNT, SHARE, WEIGHT = (
    "boroughs.back_office_cost",
    "boroughs.in_treatment",
    "contracts.success_rate",
    "criteria.weight",
)
CAPACITY, EXIT, TERM, PRICE = "offers.capacity", "contracts.exit_cost", "offers.minimum_term", "prices.unit_price"
JUDGEMENT, GATE, LOW, WEIGHT = "judgements.as is", "criteria.gate", "criteria.low", "criteria.weight"
MONTHS = "contracts.notice_months"
FLOOR = "minimum.2010/11"

READ = [  # plain decimals, with spaces that nobody sees
    (MONEY, "300000", "300000"),
    (MONEY, " 300000 ", "300000"),
    (MONEY, "300000.00", "300000"),
    (MONEY, "300\u200b000", "300000"),
    (MONEY, "+500", "500"),
    (MONEY, "1234.567", "1234.567"),
    (MONEY, "0.125", "0.125"),
    (MONEY, "12.3450", "12.345"),
    (MONEY, "3e5", "300000"),
    (COUNT, "40.0", "40"),
    (SHARE, "0.333", "0.333"),
    (SHARE, "0.33333333", "0.33333333"),
    (SHARE, "0.333333333333333333333333", "0.333333333333333333333333"),
    (WEIGHT, "1.125", "1.125"),
    (LOW, "-12.500", "-12.5"),
]
UNCLEAR = [  # a full stop with three digits after it: what it is if it stands for thousands, and if it does not
    (MONEY, "300.000", "300000", "300"),
    (MONEY, "1.000", "1000", "1"),
    (MONEY, "1.234", "1234", "1.2340"),
    (MONEY, "12.500", "12500", "12.5"),
    (MONEY, "-1.250", "-1250", "-1.25"),
    (PRICE, "79.680", "79680", "79.68"),
    (COUNT, "1.000", "1000", "1"),
    (COUNT, "120.000", "120000", "120"),
    (COUNT, "1.234", "1234", ""),
    (CAPACITY, "2.000", "2000", "2"),
    (FLOOR, "1.500", "1500", "1.5"),
    (MONEY, "\u00a3210.000", "210000", "210"),
    (MONEY, "210.000 \u00a3", "210000", "210"),
    (MONEY, "c. 210.000", "210000", "210"),
    (MONEY, "210.000 pa", "210000", "210"),
    (MONEY, "1.250*", "1250", "1.25"),
    (MONEY, "1.234k", "1234000", "1234"),
    (CAPACITY, "1.000 places", "1000", "1"),
    (COUNT, "2.000 people", "2000", "2"),
]
COMMAS = [  # a comma with three digits after it: what it is if it stands for thousands, and if it does not
    (MONEY, "1,250", "1250", "1.25"),
    (PRICE, "260,125", "260125", "260.1250"),
    (MONEY, "\u00a31,250", "1250", "1.25"),
    (CAPACITY, "1,000", "1000", "1"),
    (LOW, "(1,500)", "-1500", "-1.5"),
]
RETYPED = [  # refused, with the number that seems to be meant
    (MONEY, "1,000", "1000"),
    (MONEY, "£1,000", "1000"),
    (MONEY, "£ 1,000.50", "1000.5"),
    (MONEY, "1 234", "1234"),
    (MONEY, "1\u00a0234", "1234"),
    (MONEY, "1\u2009234\u2009567", "1234567"),
    (MONEY, "1\u202f234", "1234"),
    (MONEY, "1'234", "1234"),
    (MONEY, "1\u2019234'567.50", "1234567.5"),
    (MONEY, "1.234.567", "1234567"),
    (MONEY, "1.234,56", "1234.56"),
    (MONEY, "1.234.567,8", "1234567.8"),
    (MONEY, "1,5", "1.5"),
    (MONEY, "900,50", "900.5"),
    (MONEY, "12345,6789", "12345.6789"),
    (MONEY, "£300k", "300000"),
    (MONEY, "300K", "300000"),
    (MONEY, "300 k", "300000"),
    (MONEY, "0.3m", "300000"),
    (MONEY, "£1.2 million", "1200000"),
    (MONEY, "12 thousand", "12000"),
    (MONEY, "1.5bn", "1500000000"),
    (MONEY, "GBP 500", "500"),
    (MONEY, "500 GBP", "500"),
    (MONEY, "500 pounds", "500"),
    (MONEY, "500 pa", "500"),
    (MONEY, "500 p.a.", "500"),
    (MONEY, "£500 per annum", "500"),
    (MONEY, "500 a year", "500"),
    (MONEY, "£500/year", "500"),
    (MONEY, "c. 500", "500"),
    (MONEY, "c500", "500"),
    (MONEY, "circa £500", "500"),
    (MONEY, "approx. 500", "500"),
    (MONEY, "about 1,500", "1500"),
    (MONEY, "~500", "500"),
    (MONEY, "500*", "500"),
    (MONEY, "500 **", "500"),
    (MONEY, "500?", "500"),
    (MONEY, "500 (est)", "500"),
    (MONEY, "500 [1]", "500"),
    (MONEY, "1,O00", "1000"),
    (MONEY, "l00", "100"),
    (MONEY, "500 DR", "500"),
    (MONEY, "500\u00b2", "500"),
    (MONEY, "\uff15\uff10\uff10", "500"),
    (COUNT, "1,200", "1200"),
    (COUNT, "40 people", "40"),
    (CAPACITY, "40 places", "40"),
    (CAPACITY, "40 places a year", "40"),
    (TERM, "3 years", "3"),
    (TERM, "3.000", "3"),
    (PRICE, "0,066", "0.066"),
    (PRICE, "0,5", "0.5"),
    (MONEY, "1 234,567", "1234.567"),
    (SHARE, "0,035", "0.035"),
    (SHARE, "0,350", "0.35"),
    (SHARE, "1,000", "1"),
    (WEIGHT, "0,125", "0.125"),
    (JUDGEMENT, "62,500", "62.5"),
    ("services.outcome_weight", "1,250", "1.25"),
    (MONTHS, "6m", "6"),
    (MONTHS, "12 m", "12"),
    (MONTHS, "3 mths", "3"),
    (MONTHS, "6 mo.", "6"),
    (MONTHS, "6 months", "6"),
    (JUDGEMENT, "3/5", "60"),
    (JUDGEMENT, "5 / 5", "100"),
    (JUDGEMENT, "7 out of 10", "70"),
    (JUDGEMENT, "2 of 4", "50"),
    (GATE, "3/5", "60"),
    (MONEY, "500+", "500"),
    (SHARE, "28 per cent", "0.28"),
    (SHARE, "28 percent", "0.28"),
    (SHARE, "2.8pct", "0.028"),
    (LOW, "(500)", "-500"),
    (LOW, "500-", "-500"),
    (LOW, "\u2212500", "-500"),
    (LOW, "500CR", "-500"),
    (SHARE, "35%", "0.35"),
    (SHARE, "35 %", "0.35"),
    (SHARE, "3.5%", "0.035"),
    ("services.outcome_weight", "75%", "0.75"),
    (JUDGEMENT, "75%", "75"),
    (GATE, "50 %", "50"),
]
SIGNED = [  # a sign where no figure is below 0: the figure without it
    (MONEY, "(500)", "500"),
    (MONEY, "500-", "500"),
    (MONEY, "500CR", "500"),
    (MONEY, "500 cr", "500"),
    (MONEY, "-£500", "500"),
    (MONEY, "£-500", "500"),
    (MONEY, "\u2212500", "500"),
    (COUNT, "(40)", "40"),
]
WORDS = [  # no figure at all: facts of the remedy
    (MONEY, "TBC", ("Write a figure", "0 if there is none")),
    (MONEY, "£", ("Write a figure",)),
    (MONEY, "n/a", ("Write a figure", "0 if there is none")),
    (MONEY, "-", ("Write 0 for none",)),
    (MONEY, " £ -   ", ("Write 0 for none",)),
    (MONEY, "nil", ("Write 0 for none",)),
    (MONEY, "none", ("Write 0 for none",)),
    (MONEY, "100-200", ("one figure", "note")),
    (MONEY, "£100 to £200", ("one figure", "note")),
    (MONEY, "$500", ("Write a figure",)),
    (MONEY, "500 euro", ("Write a figure",)),
    (MONEY, "500p", ("Write a figure",)),
    (MONEY, "10%", ("without the per cent sign",)),
    (MONEY, "=A1", ("Write a figure",)),
    (MONEY, "B5", ("Write a figure",)),
    (MONEY, "<500", ("Write a figure",)),
    (MONEY, "1,00,0", ("Write a figure",)),
    (MONEY, "1.2.3", ("Write a figure",)),
    (MONEY, "12/5", ("Retype it as 2.4",)),
    (MONEY, "nan", ("Write a figure",)),
    (CAPACITY, "TBC", ("Write a plain number", "a blank means no limit")),
    (CAPACITY, "unlimited", ("Write a plain number", "a blank means no limit")),
    (CAPACITY, "-", ("Write 0 for none", "a blank means no limit")),
    (EXIT, "n/a", ("Write a plain number", "a blank means 0")),
    (TERM, "-", ("Write a plain number", "a blank means 1")),
    (TERM, "12 months", ("in years", '"months"')),
    (MONTHS, "1 year", ("in months", '"year"')),
    (MONTHS, "12 weeks", ("in months", '"weeks"')),
    (MONTHS, "6k", ("in months",)),
    (MONEY, "210000 \u20ac", ("in \u00a3 a year", '"\u20ac"')),
    (PRICE, "96200000p", ("in \u00a3 a place", '"p"')),
    (MONEY, "\u00a31,500 per month", ("in \u00a3 a year", '"month"')),
    ("risks.likelihood", "nil", ("Write a figure.",)),
]


def csv(folder: Path, rows: list[tuple]) -> list[tuple[tuple, Outcome]]:
    return list(zip(rows, in_csv(folder, [Form(column, held) for column, held, *_ in rows]), strict=True))


def test_a_plain_decimal_is_read_exactly(tmp_path: Path) -> None:
    for (column, held, expected), got in csv(tmp_path / "case", READ):
        assert (column, held, got.value, got.warnings) == (column, held, Fraction(expected), ()), got.fault


def test_a_sign_with_three_digits_after_it_is_refused_with_both_readings(tmp_path: Path) -> None:
    for (column, held, thousands, decimal), got in csv(tmp_path / "case", [*UNCLEAR, *COMMAS]):
        assert got.fault, (column, held)
        assert re.search(rf"Write {thousands} if the (full stop|comma) stands for thousands", got.fault[1]), held
        assert bool(re.search(rf"or {decimal} if it is a decimal (point|comma)", got.fault[1])) == bool(decimal), held


@pytest.mark.parametrize("reading", [2, 3])
def test_either_reading_is_read_as_it_is_written(tmp_path: Path, reading: int) -> None:
    told = [*UNCLEAR, *COMMAS]
    rows = [(row[0], row[reading]) for row in told if row[reading] and not row[1].startswith("-")]
    for (_, held), got in csv(tmp_path / "case", rows):
        assert (held, got.value, got.fault) == (held, Fraction(held), None)


@pytest.mark.parametrize("forms", [RETYPED, SIGNED], ids=["retyped", "signed"])
def test_a_dressed_up_figure_is_refused_with_the_figure_that_is_meant(tmp_path: Path, forms: list[tuple]) -> None:
    for (column, held, expected), got in csv(tmp_path / "case", forms):
        assert got.fault, (column, held)
        assert (column, held, remedy_of(got)) == (column, held, expected)


@pytest.mark.parametrize("forms", [RETYPED, SIGNED], ids=["retyped", "signed"])
def test_the_figure_that_the_remedy_names_is_read(tmp_path: Path, forms: list[tuple]) -> None:
    for (column, written), got in csv(tmp_path / "case", [(column, new) for column, _, new in forms]):
        assert (column, written, got.value, got.fault) == (column, written, Fraction(written), None)


def test_a_text_without_a_figure_is_refused_with_what_a_blank_means(tmp_path: Path) -> None:
    for (column, held, facts), got in csv(tmp_path / "case", WORDS):
        assert got.fault, (column, held)
        assert [fact for fact in facts if fact not in got.fault[1]] == [], (column, held, got.fault)


def test_the_same_texts_in_a_workbook_are_refused_with_the_same_remedies(tmp_path: Path) -> None:
    rows = [*UNCLEAR, *COMMAS, *RETYPED, *SIGNED, *WORDS]
    forms = [Form(column, held) for column, held, *_ in rows]
    in_sheet = in_workbook(tmp_path / "forms.xlsx", forms)
    for form, ours, theirs in zip(forms, in_sheet, in_csv(tmp_path / "case", forms), strict=True):
        assert (form, ours.fault) == (form, theirs.fault)


def test_excels_third_is_read_with_its_fifteen_digits(tmp_path: Path) -> None:
    [third, eight] = in_workbook(tmp_path / "forms.xlsx", [Form(SHARE, 1 / 3), Form(SHARE, 0.12345678)])
    assert (third.value, third.warnings) == (Fraction("0.333333333333333"), ())
    assert (eight.value, eight.warnings) == (Fraction("0.12345678"), ())


@pytest.mark.parametrize(("measure", "unclear"), [("£", True), ("%", False)])
def test_a_saving_by_share_may_have_three_decimals(tmp_path: Path, measure: str, unclear: bool) -> None:
    [got] = in_csv(tmp_path / "case", [Form("savings.2010/11", "1.125", beside=(("measure", measure),))])
    assert (got.fault is not None) == unclear
