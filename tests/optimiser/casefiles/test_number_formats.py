"""A cell is read as a person sees it, whatever its number format; if that is not certain, it is refused."""

from __future__ import annotations

import zipfile
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from cell_forms import Form, Outcome, in_workbook, remedy_of

from optimiser.casefiles.reading.typed_rows import read_table
from optimiser.casefiles.reading.workbook import read_workbook

MONEY, COUNT, SHARE = "boroughs.back_office_cost", "boroughs.in_treatment", "contracts.success_rate"
NUMBER, GATE, BAND = "criteria.weight", "criteria.gate", "settings.value"
JUDGEMENT, LIKELIHOOD, CAPACITY = "judgements.as is", "risks.likelihood", "offers.capacity"
NAME, TEXT, TIER, YESNO = "contracts.provider", "risks.mitigation", "services.tier", "services.independent"
TERM, MONTHS, FEE, EXIT = "offers.minimum_term", "contracts.notice_months", "offers.annual_fee", "contracts.exit_cost"
ENDS, CHANGE, WEIGHT = "contracts.ends", "scenarios.change", "services.outcome_weight"
ACCOUNTING = '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-'
ROUNDED = "a figure shown rounded"

SAME = [  # read as held, without a word: a person sees the same figure
    (MONEY, 150000, "General"),
    (MONEY, 150000, "@"),
    (MONEY, 150000, "0"),
    (MONEY, 150000, "#,##0"),
    (MONEY, 150000.5, "#,##0.00"),
    (MONEY, 150000.5, "£#,##0.00"),
    (MONEY, 150000.5, '"£"#,##0.00'),
    (MONEY, 150000.5, "[$£-809]#,##0.00"),
    (MONEY, 150000.5, ACCOUNTING),
    (MONEY, 0, ACCOUNTING),
    (MONEY, 0, '0;-0;"nil"'),
    (MONEY, 150000, "[Blue]#,##0;[Red]-#,##0"),
    (MONEY, 150000, "#,##0_);[Red](#,##0)"),
    (MONEY, 150000, '0,"k"'),
    (MONEY, 150000, '£0.00,,"m"'),
    (MONEY, 150000, '[>=1000000]0.0,,"m";[>=1000]0,"k";0'),
    (MONEY, 123456, "0.00000E+00"),
    (MONEY, 12.5, "# ?/?"),
    (MONEY, 1500.5, "#\\ ##0.00"),
    (MONEY, 1234567, "#'###'##0"),
    (MONEY, 1500, '#,##0" a year"'),
    (MONEY, 1500, '#,##0" pa"'),
    (MONEY, 1500, '#,##0" p.a."'),
    ("criteria.low", 1500, "£#,##0"),
    (MONEY, 1500, '#,##0" GBP"'),
    (MONEY, 12345.67, "#,##0"),  # a whole pound of many is no other figure
    ("prices.unit_price", 50, '£0.00" a place"'),
    ("prices.unit_price", 50, '£0.00" per place"'),
    (CAPACITY, 40, '0" places a year"'),
    (COUNT, 40, "000"),
    (COUNT, 40, '0" people"'),
    (COUNT, 1234567, "##\\,##\\,##0"),
    (CAPACITY, 30, '0" places"'),
    (TERM, 1, '0" year"'),
    (TERM, 3, '0" years"'),
    (MONTHS, 6, '0" months"'),
    (MONTHS, 6, '0"m"'),
    (MONTHS, 6, '0" mths"'),
    (EXIT, 500, "+#,##0;-#,##0"),
    (SHARE, 0.75, "0%"),
    (SHARE, 0.125, "0.0%"),
    (SHARE, 0.125, "0.0 %"),
    (SHARE, 0.5, "# ?/?"),
    (SHARE, 0.333333333333333, "0.0###"),
    (WEIGHT, 0.75, "0%"),
    (NUMBER, -0.0, "0.0"),
    (NUMBER, 2.5, "General;-General"),
    (JUDGEMENT, 75, "0"),
    (JUDGEMENT, 75, "00.0"),
    (EXIT, 0, "#,###"),  # a blank means 0 there too
    (FEE, 0, "0;;"),
]
AS_SHOWN = [  # a name, a word or a year is read as it is shown
    (NAME, 5, '"Lot "0', "Lot 5"),
    (NAME, 7, "000", "007"),
    (NAME, 1.1, "0.00", "1.10"),
    (NAME, 1.1, "0.0", "1.1"),
    (NAME, 442071234567, "+00 00 0000 0000", "+44 20 7123 4567"),
    (NAME, 123456789, "000-00-0000", "123-45-6789"),
    (NAME, "5", '"Lot "@', "Lot 5"),
    (NAME, "North", '@" Ltd"', "North Ltd"),
    (NAME, "North", "0.00", "North"),
    (NAME, 12, "0%", "1200%"),
    (TEXT, 0.75, "0%", "75%"),
    (TEXT, 1500, "£#,##0", "£1,500"),
    (TIER, 3, '"Tier "0', "3"),
    (TIER, 3, "0.0", "3"),
    (YESNO, 1, '"yes";;"no"', True),
    (YESNO, 0, '[=1]"yes";"no"', False),
    (ENDS, 202627, "0000\\/00", 2026),
    (CHANGE, -0.1, "0%", "-10%"),
    (CHANGE, -0.125, "0.0%", "-12.5%"),
    (CHANGE, -0.125, "0.00%", "-12.5%"),
    (CHANGE, 0.1, "+0%;-0%", "+10%"),
    (CHANGE, -0.1, "0 %", "-10%"),
    (CHANGE, -5000, "#,##0", "-5000"),
    (CHANGE, 5000, "+#,##0;-#,##0", "+5000"),
    (CHANGE, -0.1, "General", "-0.1"),
]
OTHER = [  # shown as another figure: what is found, and what the remedy says to write
    (MONEY, 0.75, "0%", '0.75 shown as "75%"', "pounds"),
    (FEE, 0.75, "0%", '0.75 shown as "75%"', "pounds"),
    (EXIT, 0.5, "0.0%", '0.5 shown as "50.0%"', "pounds"),
    (COUNT, 0.75, "0%", '0.75 shown as "75%"', "a whole number"),
    (COUNT, 1, "0%", '1 shown as "100%"', "a whole number"),
    (CAPACITY, 30, "0%", '30 shown as "3000%"', "a whole number"),
    (MONTHS, 6, "0%", '6 shown as "600%"', "a whole number"),
    (LIKELIHOOD, 1, "0%", '1 shown as "100%"', "a whole number"),
    (JUDGEMENT, 0.75, "0%", '0.75 shown as "75%"', "75"),
    (JUDGEMENT, 0.755, "0.0%", '0.755 shown as "75.5%"', "75.5"),
    (GATE, 0.5, "0%", '0.5 shown as "50%"', "50"),
    (NUMBER, 0.3, "0%", '0.3 shown as "30%"', "30"),
    (MONEY, 500, '">"#,##0', '500 shown as ">500"', "500"),
    (MONEY, 500, '"~"#,##0', '500 shown as "~500"', "500"),
    (MONEY, 500, '#,##0"+"', '500 shown as "500+"', "500"),
    (COUNT, 1500, '#,##0"*"', '1500 shown as "1,500*"', "1500"),
    (MONEY, 500, '#,##0"†"', '500 shown as "500†"', "500"),
    (SHARE, 0.5, '0%"*"', '0.5 shown as "50%*"', "0.5"),
    (MONEY, 500, "[$₹]#,##0", '500 shown as "₹500"', "500"),
    (JUDGEMENT, 3, '0"/5"', '3 shown as "3/5"', "60"),
    (MONEY, 150, '0"k"', '150 shown as "150k"', "150000"),
    (MONEY, 300, '0"000"', '300 shown as "300000"', "300000"),
    (MONEY, 300, '0",000"', '300 shown as "300,000"', "300000"),
    (MONEY, 300, '£0"k"', '300 shown as "£300k"', "300000"),
    (MONEY, 0.15, '0.00"m"', '0.15 shown as "0.15m"', "150000"),
    (MONEY, 2, '0" million"', '2 shown as "2 million"', "2000000"),
    (MONEY, 300, '0" thousand"', '300 shown as "300 thousand"', "300000"),
    (MONEY, 300000, "0,", '300000 shown as "300"', "300"),
    (MONEY, 300000, "£#,##0,", '300000 shown as "£300"', "300"),
    (MONEY, 1500000, "0.0,,", '1500000 shown as "1.5"', "1.5"),
    (MONEY, 150, "$#,##0", '150 shown as "$150"', "150"),
    (MONEY, 150, "[$€-2] #,##0.00", '150 shown as "€ 150.00"', "150"),
    (MONEY, 150, '0"p"', '150 shown as "150p"', "150"),
    (MONEY, 500, "(#,##0)", '500 shown as "(500)"', "-500"),
    (NUMBER, -500, "#,##0;[Red]#,##0", '-500 shown as "500"', "500"),
    (MONEY, 500, "-0", '500 shown as "-500"', "-500"),
    (MONEY, 500, "0-", '500 shown as "500-"', "-500"),
    ("criteria.low", -500, "-0", '-500 shown as "--500"', "-500"),
    ("criteria.low", -500, "(0)", '-500 shown as "-(500)"', "-500"),
    (MONEY, 1500, '0"."00', '1500 shown as "15.00"', "15"),
    (COUNT, 30, '0" dozen"', '30 shown as "30 dozen"', "30"),
    (CAPACITY, 30, '0" years"', '30 shown as "30 years"', "30"),
    (MONEY, 1500, '0" years"', '1500 shown as "1500 years"', "1500"),
    (MONEY, 1500, '0" a month"', '1500 shown as "1500 a month"', "1500"),
    (MONEY, 1500, '0" per week"', '1500 shown as "1500 per week"', "1500"),
    ("prices.unit_price", 50, '0" an hour"', '50 shown as "50 an hour"', "50"),
    (TERM, 1, '0" month"', '1 shown as "1 month"', "1"),
    (MONTHS, 6, '0" weeks"', '6 shown as "6 weeks"', "6"),
    (MONTHS, 1, '0" year"', '1 shown as "1 year"', "1"),
    (COUNT, 7, '[<10]"few";0', '7 shown as "few"', "7"),
    (COUNT, 7, '"seven"', '7 shown as "seven"', "7"),
    (MONEY, 5, '"TBC"', '5 shown as "TBC"', "5"),
    (MONEY, 0, '0;-0;"n/a"', '0 shown as "n/a"', "0"),
    (JUDGEMENT, 80, '[>=75]"High";"Low"', '80 shown as "High"', "80"),
    (SHARE, 0.5, '0.0"%"', '0.5 shown as "0.5%"', "0.005"),
    (SHARE, 0.75, '0.00"%"', '0.75 shown as "0.75%"', "0.0075"),
    (COUNT, 442071234567, "+00 00 0000 0000", '442071234567 shown as "+44 20 7123 4567"', "442071234567"),
]
HIDDEN = [  # hidden, or in a format that is not understood
    (MONEY, 150000, ";;;"),
    (MONEY, 150000, '""'),
    (NAME, "North", ";;;"),
    (CAPACITY, 0, "#,###"),  # a blank would mean no limit
    (CAPACITY, 0, "0;-0;"),
    (MONEY, 5, "[DBNum1]0"),
    ("criteria.low", -500, '[>=1000]0,"k";0'),  # programmes differ on whether they show the sign
]
ROUNDED_FORMS = [  # read as held, with a warning: what is shown differs by more than half of one per cent
    (MONEY, 0.4, "0"),
    (SHARE, 0.347, "0%"),
    (SHARE, 1 / 3, "0%"),
    (SHARE, 0.004, "0.00"),
    (JUDGEMENT, 62.5, "0"),
    (NUMBER, 1.4, "0"),
    (SHARE, 0.35, "# ?/?"),
    (MONEY, 150000, '0.0,,"m"'),
    (CHANGE, -0.333, "0%"),
]


def forms(rows: list[tuple]) -> list[Form]:
    return [Form(column, held, shown_as) for column, held, shown_as, *_ in rows]


def outcomes(folder: Path, rows: list[tuple]) -> list[tuple[tuple, Outcome]]:
    return list(zip(rows, in_workbook(folder / "forms.xlsx", forms(rows)), strict=True))


def number(held: object) -> Fraction:
    return Fraction(f"{held:.15g}")


def test_a_figure_that_is_shown_as_it_is_held_is_read_without_a_word(tmp_path: Path) -> None:
    for (column, held, shown_as), got in outcomes(tmp_path, SAME):
        assert (column, shown_as, got.value, got.warnings) == (column, shown_as, number(held), ()), got.fault


def test_names_words_years_and_changes_are_read_as_they_are_shown(tmp_path: Path) -> None:
    for (column, _, shown_as, expected), got in outcomes(tmp_path, AS_SHOWN):
        assert (column, shown_as, got.value) == (column, shown_as, expected), got.fault


def test_a_figure_that_is_shown_as_another_is_refused_with_both(tmp_path: Path) -> None:
    for (column, _, shown_as, found, remedy), got in outcomes(tmp_path, OTHER):
        assert got.fault, (column, shown_as, got)
        assert (column, shown_as, got.fault[0], remedy_of(got)) == (column, shown_as, found, remedy)


def test_what_the_remedy_says_is_read_if_the_column_may_hold_it(tmp_path: Path) -> None:
    figures = [row for row in OTHER if row[4].lstrip("-").replace(".", "").isdigit() and not row[4].startswith("-")]
    retyped = [(column, float(remedy), "General") for column, _, _, _, remedy in figures]
    for (column, held, _), got in outcomes(tmp_path, retyped):
        assert (column, held, got.fault, got.warnings) == (column, held, None, ())


def test_a_figure_that_is_hidden_is_refused(tmp_path: Path) -> None:
    for row, got in outcomes(tmp_path, HIDDEN):
        assert got.fault, row
        assert "Format the cell as General" in got.fault[1]


def test_a_figure_that_is_shown_much_rounded_is_read_with_its_decimals_and_told(tmp_path: Path) -> None:
    for row, got in outcomes(tmp_path, ROUNDED_FORMS):
        assert got.fault is None, row
        assert [found for found, _ in got.warnings] == [ROUNDED], row
    assert got.value == "-33.3%"


def test_a_hidden_nought_in_a_place_that_must_be_filled_is_read_and_told(tmp_path: Path) -> None:
    [got] = in_workbook(tmp_path / "forms.xlsx", [Form("boroughs.back_office_cost", 0, "#,###")])
    assert (got.value, [found for found, _ in got.warnings]) == (0, ["0, which its number format hides"])


@pytest.mark.parametrize(
    ("measure", "held", "shown_as", "sound"),
    [("%", 0.1, "0%", True), ("£", 0.1, "0%", False), ("%", 0.1, "0.00", True), ("£", 5000, "£#,##0", True)],
)
def test_a_per_cent_is_a_share_in_a_saving_by_share_alone(tmp_path, measure, held, shown_as, sound):
    [got] = in_workbook(tmp_path / "forms.xlsx", [Form("savings.2010/11", held, shown_as, (("measure", measure),))])
    assert (got.fault is None) == sound


@pytest.mark.parametrize(("measure", "sound"), [("coverage", True), ("joint_share", True), ("cost", False)])
def test_a_per_cent_is_a_share_at_the_ends_of_a_scale_of_shares_alone(tmp_path, measure, sound):
    [got] = in_workbook(tmp_path / "forms.xlsx", [Form("criteria.low", 0.5, "0%", (("measure", measure),))])
    assert (got.fault is None) == sound


@pytest.mark.parametrize("setting", ["band_high", "tender_months", "contract_management_cost"])
def test_a_per_cent_in_a_setting_that_is_no_share_is_refused(tmp_path, setting):
    [got] = in_workbook(tmp_path / "forms.xlsx", [Form("settings.value", 0.5, "0%", (("setting", setting),))])
    assert got.fault is not None
    assert got.fault[0] == '0.5 shown as "50%"'


@pytest.mark.parametrize("setting", ["discount_rate", "access_gap", "materiality", "optimism_bias_hub"])
def test_a_per_cent_in_a_setting_that_is_a_share_is_read(tmp_path, setting):
    [got] = in_workbook(tmp_path / "forms.xlsx", [Form("settings.value", 0.035, "0.0%", (("setting", setting),))])
    assert (got.value, got.warnings) == (Fraction(35, 1000), ())


@pytest.mark.parametrize(
    "shown_as", ["dd/mm/yyyy", "[$-809]d mmmm yyyy", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "mmm-yy"]
)
def test_a_number_that_is_shown_as_a_date_is_no_money(tmp_path, shown_as):
    [got] = in_workbook(tmp_path / "forms.xlsx", [Form(MONEY, 41365, shown_as)])
    assert got.fault == ("the date 01/04/2013", "Format the cell as a number and retype it.")


def test_a_date_without_its_year_is_no_financial_year(tmp_path):
    [got] = in_workbook(tmp_path / "forms.xlsx", [Form(ENDS, datetime(2026, 11, 10), "d-mmm")])  # noqa: DTZ001
    assert got.fault == ("the date 10 November without its year", "Retype it with its year.")


LOCALE_DATE = (31, ("the date 01/04/2013", "Format the cell as a number and retype it."))
LOCALE_MONEY = [(number, None) for number in (5, 8, 37, 40, 41, 42, 43, 44)]


@pytest.mark.parametrize(("number", "expected"), [LOCALE_DATE, *LOCALE_MONEY])
def test_a_format_that_each_country_shows_in_its_own_way_is_taken_as_a_british_one(tmp_path, number, expected):
    path = tmp_path / "forms.xlsx"
    in_workbook(path, [Form(MONEY, 41365, "mm-dd-yy")])  # whose number is 14
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b'numFmtId="14"', f'numFmtId="{number}"'.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    table = read_table(read_workbook(path).grids[0])
    told = [(fault.found, fault.remedy) for fault in table.faults if "cell" in fault.location]
    assert told == ([expected] if expected else [])


def test_a_hidden_note_is_read_all_the_same(tmp_path):
    note, figure = in_workbook(
        tmp_path / "forms.xlsx", [Form("risks.note", "why", ";;;"), Form("risks.note", 5, ";;;")]
    )
    assert (note.value, figure.value, note.fault, figure.fault) == ("why", "5", None, None)


@pytest.mark.parametrize(("column", "read"), [(MONEY, True), (EXIT, True), (CAPACITY, False)])
def test_a_nought_on_a_sheet_that_shows_noughts_as_blanks_is_read_where_a_blank_means_the_same(tmp_path, column, read):
    path = tmp_path / "forms.xlsx"
    in_workbook(path, [Form(column, 0)])
    book = openpyxl.load_workbook(path)
    book.worksheets[0].sheet_view.showZeros = False
    book.save(path)
    faults = [fault for fault in read_table(read_workbook(path).grids[0]).faults if "cell" in fault.location]
    assert ([fault for fault in faults if not fault.warning] == []) == read
    assert (faults == []) == (column == EXIT)
