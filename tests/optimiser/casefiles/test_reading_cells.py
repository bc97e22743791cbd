"""One cell: what it is read as, or what is said of it."""

from datetime import datetime
from fractions import Fraction

import pytest

from optimiser.casefiles.reading.cells import Cell, read_cell
from optimiser.casefiles.reading.complaint import Complaint
from optimiser.casefiles.schema.columns import Column, Kind, decimal_text, normalised_heading, value_text, year_of

MONEY = Column("amount", Kind.MONEY, "")
COUNT = Column("places", Kind.COUNT, "")
SHARE = Column("share", Kind.SHARE, "")
NUMBER = Column("low", Kind.NUMBER, "", least=None)
NAME = Column("provider", Kind.NAME, "")
TEXT = Column("by_when", Kind.TEXT, "")
LIST = Column("boroughs", Kind.LIST, "")
YEAR = Column("from", Kind.YEAR, "")
YESNO = Column("in_house", Kind.YESNO, "")
JUDGEMENT = Column("options", Kind.JUDGEMENT, "", most=100)
ABOVE_ONE = Column("optimism_bias_hub", Kind.NUMBER, "", most=2)
EITHER = "1000 if the comma stands for thousands, or 1 if it is a decimal comma"
BARE_2010 = "Write 2010/11 for the year that begins in 2010, or 2009/10 for the year that ends in 2010; as text."
LEVEL = Column("level", Kind.CHOICE, "", allowed=("1", "2", "3"))


def value(raw, column, typed=False):
    return read_cell(Cell(raw, column, typed))


def complaint(raw, column, typed=False):
    with pytest.raises(Complaint) as told:
        value(raw, column, typed)
    return told.value.found, told.value.remedy


@pytest.mark.parametrize(
    ("raw", "column", "expected"),
    [
        ("1000", MONEY, Fraction(1000)),
        (" 79.68 ", MONEY, Fraction(7968, 100)),
        ("0.035", SHARE, Fraction(35, 1000)),
        ("0.11740890688259109312", SHARE, Fraction(11740890688259109312, 10**20)),
        ("5e-05", SHARE, Fraction(5, 100000)),
        (".5", SHARE, Fraction(1, 2)),
        ("1", SHARE, Fraction(1)),
        ("-12.5", NUMBER, Fraction(-25, 2)),
        ("3.0", COUNT, 3),
        ("2010/11", YEAR, 2010),
        ("1999/00", YEAR, 1999),
        ("Yes", YESNO, True),
        ("FALSE", YESNO, False),
        ("NA", NAME, "NA"),
        ("001", NAME, "001"),
        ("=cmd", NAME, "=cmd"),
        ("Halton ,St Helens", LIST, ("Halton", "St Helens")),
        ("high", JUDGEMENT, "High"),
        ("62.5", JUDGEMENT, Fraction(125, 2)),
        ("Level 2", LEVEL, "2"),
        ("  ", MONEY, None),
        ("\u200b", NAME, None),
    ],
)
def test_text_is_read_as_its_column_says(raw, column, expected):
    assert value(raw, column) == expected


@pytest.mark.parametrize(
    ("raw", "column", "expected"),
    [
        (0.1, SHARE, Fraction(1, 10)),
        (0.1 + 0.2, SHARE, Fraction(3, 10)),
        (1267879, MONEY, Fraction(1267879)),
        (40.0, COUNT, 40),
        (3, LEVEL, "3"),
        (1, NAME, "1"),
        (True, YESNO, True),
        (datetime(2010, 6, 1), TEXT, "1 June 2010"),  # noqa: DTZ001 - a sheet knows no time zone
        (0.35, SHARE, Fraction(7, 20)),
    ],
)
def test_a_cell_of_a_sheet_is_read_as_it_shows(raw, column, expected):
    assert value(raw, column, typed=True) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("1,000", ('"1,000"', f"Write {EITHER}.")),
        ("£2,000.50 ", ('"£2,000.50"', "Retype it as 2000.5.")),
        ("(1,000)", ('"(1,000)"', f"Write {EITHER}, if the sign is not meant: the figure may not be less than 0.")),
        ("-£5", ('"-£5"', "Write 5, if the sign is not meant: the figure may not be less than 0.")),
        ("1,O00", ('"1,O00" (a letter O)', f"Write {EITHER}.")),
        ("l00", ('"l00" (a letter l)', "Retype it as 100.")),
        ("£35k", ('"£35k"', "Retype it as 35000.")),
        ("1.2m", ('"1.2m"', "Retype it as 1200000.")),
        ("1,5", ('"1,5"', "Retype it as 1.5.")),
        ("10%", ('"10%"', "Write a number, without the per cent sign.")),
        ("NaN", ('"NaN" (not a number)', "Write a plain number, or leave the cell blank where a blank is allowed.")),
        ("inf", ('"inf" (not a number)', "Write a plain number, or leave the cell blank where a blank is allowed.")),
        ("n/a", ('"n/a"', "Write a plain number, or leave the cell blank where a blank is allowed.")),
        ("1e308", ("1e308, which is beyond any budget", "Write a number up to 1,000,000,000,000.")),
        ("#N/A", ("the error #N/A", "Put the formula behind it right, or type the value.")),
        ("9" * 80, ("9" * 24 + ", which is beyond any budget", "Write a number up to 1,000,000,000,000.")),
        ("1e999", ("1e999, which is beyond any budget", "Write a number up to 1,000,000,000,000.")),
        ("-1", ("-1", "Write 0 or more.")),
        ("\u0661", ('"\u0661"', "Write pounds: one plain number.")),
    ],
)
def test_a_dressed_up_number_is_told_with_the_number_meant(raw, expected):
    assert complaint(raw, MONEY) == expected


@pytest.mark.parametrize(
    ("raw", "column", "expected"),
    [
        ("35", SHARE, ("35", "Write 0.35 for 35%.")),
        ("35%", SHARE, ('"35%"', "Write 0.35 for 35%.")),
        ("-0.1", SHARE, ("-0.1", "Write it from 0 to 1.")),
        ("3.5", COUNT, ("3.5", "Write a whole number.")),
        ("2010", YEAR, ('"2010"', BARE_2010)),
        ("2010/12", YEAR, ('"2010/12"', "Write a financial year such as 2010/11, as text.")),
        ("next year", YEAR, ('"next year"', "Write a financial year such as 2010/11, as text.")),
        ("y", YESNO, ('"y"', "Write yes or no.")),
        ("Hihg", JUDGEMENT, ('"Hihg"', 'Did you mean "High"?')),
        ("101", JUDGEMENT, ("101", "Write 100 or less.")),
        ("10", ABOVE_ONE, ("10", "Write 2 or less; write 0.1 for 10%.")),
        ("201", ABOVE_ONE, ("201", "Write 2 or less.")),
        ("Halton,,Warrington", LIST, ('"Halton,,Warrington"', "Take out the comma that has no name beside it.")),
    ],
)
def test_what_a_column_does_not_hold_is_told(raw, column, expected):
    assert complaint(raw, column) == expected


@pytest.mark.parametrize(
    ("raw", "column", "expected"),
    [
        (True, MONEY, ("TRUE", "Format the cell as a number and retype it.")),
        (datetime(2010, 3, 1), COUNT, ("the date 01/03/2010", "Format the cell as a number and retype it.")),  # noqa: DTZ001
        (datetime(2010, 3, 1), NAME, ("the date 01/03/2010", "Type it as text: begin with an apostrophe.")),  # noqa: DTZ001
        (float("nan"), MONEY, ("nan, which is not a number", "Retype it.")),
        (float("inf"), MONEY, ("inf, which is not a number", "Retype it.")),
        (1e308, MONEY, ("1e+308, which is beyond any budget", "Write a number up to 1,000,000,000,000.")),
        (2010, YEAR, ("2010", BARE_2010)),
        (1, YESNO, ("1", "Write yes or no.")),
    ],
)
def test_the_wrong_kind_of_cell_is_told(raw, column, expected):
    assert complaint(raw, column, typed=True) == expected


@pytest.mark.parametrize("raw", ["Nov-10", "2010-11-01", "2010-11-01 00:00:00", datetime(2010, 11, 1)])  # noqa: DTZ001
def test_a_year_that_a_spreadsheet_made_a_date_of_is_read_and_told(raw):
    cell = Cell(raw, YEAR, typed=True)
    assert (read_cell(cell), [told.remedy for told in cell.warnings]) == (
        2010,
        ["It is read as 2010/11; format the cell as text and retype it."],
    )


def test_digits_without_end_are_no_number():
    assert complaint("9" * 5000, MONEY)[1] == "Write a plain number, or leave the cell blank where a blank is allowed."


@pytest.mark.parametrize(("hidden", "code"), [("\u202e", "U+202E"), ("\x07", "U+0007")])
def test_a_hidden_character_is_told(hidden, code):
    assert complaint(f"Hal{hidden}ton", NAME) == (f"a hidden character ({code})", "Retype the cell.")


def test_a_letter_and_its_accent_are_read_as_one():
    assert value("Cafe\u0301", NAME) == "Caf\u00e9"


def test_a_number_stored_as_text_is_read_and_told():
    cell = Cell("1000", MONEY, typed=True)
    assert (read_cell(cell), [told.found for told in cell.warnings]) == (Fraction(1000), ['"1000" stored as text'])


def test_a_number_with_more_digits_than_a_sheet_holds_may_stand_as_text():
    cell = Cell("0.11740890688259109312", SHARE, typed=True)
    assert (read_cell(cell), cell.warnings) == (Fraction(11740890688259109312, 10**20), [])


def test_odd_spaces_in_a_name_are_read_as_one_and_told():
    cell = Cell("St\u00a0 Helens", NAME, typed=False)
    assert (read_cell(cell), [told.remedy for told in cell.warnings]) == ("St Helens", ['It is read as "St Helens".'])


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Back office cost (£)", "back_office_cost"),
        ("  BACK__OFFICE  cost ", "back_office_cost"),
        ("unit price (£ a place)", "unit_price"),
        ("places [a year]", "places"),
    ],
)
def test_headings_match_whatever_their_dress(heading, expected):
    assert normalised_heading(heading) == expected


@pytest.mark.parametrize("text", ["2010/12", "10/11", "2010-11", "2010/1", "x2010/11"])
def test_nothing_else_is_a_financial_year(text):
    assert year_of(text) is None


@pytest.mark.parametrize(
    ("number", "expected"),
    [("0.035", "0.035"), ("1267879", "1267879"), ("-0.5", "-0.5"), ("79.68", "79.68"), ("-12", "-12")],
)
def test_a_decimal_is_shown_as_written(number, expected):
    assert decimal_text(Fraction(number)) == expected


def test_values_are_put_into_words():
    words = [value_text(Fraction("1267879.5"), Kind.MONEY), value_text(2010, Kind.YEAR), value_text(True, Kind.YESNO)]
    assert words == ["£1,267,879.50", "2010/11", "yes"]
