"""Years and dates as people type them for a financial year: read if certain, else refused with the readings."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from case_tables import tables, write_folder
from cell_forms import Form, Outcome, in_csv, in_workbook

from models.case.faults import CaseFaults
from models.case.types import financial_year
from optimiser.casefiles.reading import read

ENDS, FIRM, FROM = "contracts.ends", "contracts.committed_to", "offers.from"
WAVE, JOINT = "hubs.from", "joint.from"

THE_END_OF_2026_27 = [
    *("2027-03-31", "2027-03-31 00:00:00", "2027-03-31T23:59:59", "2027/03/31", "2027.03.31", "20270331"),
    *("31/03/2027", "31/3/2027", "31/03/27", "31.03.2027", "31-03-2027", "31/03/2027 00:00", "03/31/2027"),
    *("31 March 2027", "31st March 2027", "31 Mar 2027", "31-Mar-27", "31 Mar 27", "31st of March 2027", "31-MAR-2027"),
    *("March 31, 2027", "Mar 31 2027", "Wednesday 31 March 2027", "Wed, 31 March 2027"),
    *("Mar-27", "Mar '27", "March 2027", "Mar-2027", "03/2027", "2027-03", "end of March 2027"),
    *(
        "2026-27",
        "26/27",
        "2026/2027",
        "2026\u201327",
        "2026-2027",
        "2026 to 2027",
        "2026 / 27",
        "FY26/27",
        "FY 2026/27",
    ),
    *(" 2026/27 ", "2026/27"),
]
OTHERS = [  # a column, what it holds, and the year that it means
    (FROM, "2027-04-01", 2027),
    (FROM, "1 April 2027", 2027),
    (FROM, "Apr-27", 2027),
    (FROM, "2027-09-01", 2027),
    (FROM, "25/26", 2025),
    (WAVE, "1 April 2011", 2011),
    (JOINT, "2011-12", 2011),
    (FIRM, "31 March 2012", 2011),
    (ENDS, "05/06/2027", 2027),  # 5 June or 6 May: one financial year
    (ENDS, "30 September 2027", 2027),
    (ENDS, "03.04.2027", 2027),  # full stops: the day is first
    (ENDS, "04.03.2027", 2026),
    (FROM, "01.04.2013", 2013),
    (ENDS, "03.31.2027", 2026),
    (ENDS, "29/02/2028", 2027),
    (ENDS, "Nov-10", 2010),
    (ENDS, "2010-11", 2010),
    (ENDS, "99/00", 1999),
    (ENDS, "1999-00", 1999),
    (ENDS, "10/11", 2010),
]
SEVERAL = [  # refused, with each of its readings
    (ENDS, "03/04/2027", ("2027/28 for 3 April 2027", "2026/27 for 4 March 2027")),
    (ENDS, "04/03/2027", ("2026/27 for 4 March 2027", "2027/28 for 3 April 2027")),
    (FROM, "01/04/2027", ("2027/28 for 1 April 2027", "2026/27 for 4 January 2027")),
    (
        ENDS,
        "1 April 2027",
        ("2026/27 for what ends with the day before", "2027/28 for what runs on after 1 April 2027"),
    ),
    (FIRM, "2027-04-01", ("2026/27 for what ends with the day before", "2027/28 for what runs on after 1 April 2027")),
    (ENDS, "Apr-27", ("2026/27 for what ends before that month", "2027/28 for what runs on in April 2027")),
    (FROM, "31 March 2027", ("2027/28 for what begins with the day after", "2026/27 for what runs on 31 March 2027")),
    (ENDS, "2027", ("2027/28 for the year that begins in 2027", "2026/27 for the year that ends in 2027")),
    (ENDS, "FY27", ("2027/28 for the year that begins in 2027", "2026/27 for the year that ends in 2027")),
    (FROM, "FY2027", ("2027/28 for the year that begins in 2027", "2026/27 for the year that ends in 2027")),
    (ENDS, "Mar-02", ("2001/02 for March 2002", "2002/03 for a typed 2002/03")),
    (ENDS, "2002-03", ("2001/02 for March 2002", "2002/03 for")),
]
NONE = [  # refused, with what a blank means
    *((ENDS, word, "Clear the cell: a blank means that it runs beyond the horizon") for word in ("Ongoing", "Rolling")),
    *(
        (ENDS, word, "a blank means that it runs beyond the horizon")
        for word in ("open-ended", "n/a", "N/A", "-", "none")
    ),
    (ENDS, "until further notice", "a blank means that it runs beyond the horizon"),
    (ENDS, "TBC", "a blank means that it runs beyond the horizon"),
    (ENDS, "31/02/2027", "a blank means that it runs beyond the horizon"),
    (ENDS, "2010/12", "a blank means that it runs beyond the horizon"),
    (ENDS, "46477", "number of a day"),
    (ENDS, "27 March", "a blank means that it runs beyond the horizon"),
    (ENDS, "Mar 27", "a blank means that it runs beyond the horizon"),
    (FIRM, "Rolling", "a blank means that it may be ended in any year"),
    (FIRM, "Rolling", "a year after the plan's last"),
    (FROM, "now", "a blank means the first year"),
]
DATES = [  # dates of a workbook
    (ENDS, date(2027, 3, 31), "dd/mm/yyyy", 2026),
    (ENDS, datetime(2027, 3, 31, 23, 59), "dd/mm/yyyy hh:mm", 2026),  # noqa: DTZ001 - a sheet knows no time zone
    (ENDS, date(2027, 3, 31), "[$-809]d mmmm yyyy", 2026),
    (ENDS, date(2027, 3, 1), "mmm-yy", 2026),
    (ENDS, date(2010, 11, 1), "mmm-yy", 2010),
    (FROM, date(2027, 4, 1), "dd/mm/yyyy", 2027),
    (WAVE, date(2027, 10, 1), "yyyy-mm-dd", 2027),
]
DATES_REFUSED = [
    (ENDS, date(2027, 4, 1), "dd/mm/yyyy", "2026/27 for what ends with the day before"),
    (ENDS, date(2002, 3, 1), "mmm-yy", "2002/03 for a typed 2002/03"),
    (FROM, date(2027, 3, 31), "dd/mm/yyyy", "2027/28 for what begins with the day after"),
    (ENDS, date(2026, 11, 10), "d-mmm", "Retype it with its year"),
    (ENDS, 46477, "General", "number of a day"),
    (ENDS, 2027, "General", "2026/27 for the year that ends in 2027"),
]


def csv(folder: Path, rows: list[tuple]) -> list[tuple[tuple, Outcome]]:
    return list(zip(rows, in_csv(folder, [Form(column, held) for column, held, *_ in rows]), strict=True))


def sheet(path: Path, rows: list[tuple]) -> list[tuple[tuple, Outcome]]:
    return list(zip(rows, in_workbook(path, [Form(*row[:3]) for row in rows]), strict=True))


@pytest.mark.parametrize("column", [ENDS, FIRM])
def test_the_last_day_of_a_year_is_that_year_however_it_is_written(tmp_path: Path, column: str) -> None:
    for (_, held), got in csv(tmp_path / "case", [(column, held) for held in THE_END_OF_2026_27]):
        assert (held, got.value) == (held, 2026), got.fault
        told = [remedy.partition(";")[0] for _, remedy in got.warnings]
        assert told == ([] if held.strip() == "2026/27" else ["It is read as 2026/27"]), held


def test_a_text_of_a_workbook_is_read_as_that_of_a_file_is(tmp_path: Path) -> None:
    forms = [Form(ENDS, held) for held in THE_END_OF_2026_27]
    assert {got.value for got in in_workbook(tmp_path / "forms.xlsx", forms)} == {2026}


def test_any_other_date_is_the_year_in_which_it_falls(tmp_path: Path) -> None:
    for (column, held, year), got in csv(tmp_path / "case", OTHERS):
        assert (column, held, got.value) == (column, held, year), got.fault
        assert got.warnings[0][1].startswith(f"It is read as {financial_year(year)};")


def test_a_date_that_leaves_out_a_part_of_the_year_is_told_so(tmp_path: Path) -> None:
    rows = [(ENDS, "30 September 2027"), (ENDS, "31 March 2027"), (FROM, "1 September 2027"), (FROM, "1 April 2027")]
    told = ["The plan counts whole years" in got.warnings[0][1] for _, got in csv(tmp_path / "case", rows)]
    assert told == [True, False, True, False]


def test_a_date_with_several_readings_is_refused_with_each(tmp_path: Path) -> None:
    for (column, held, readings), got in csv(tmp_path / "case", SEVERAL):
        assert got.fault, (column, held)
        assert [reading for reading in readings if reading not in got.fault[1]] == [], got.fault


def test_a_word_is_refused_with_what_a_blank_means(tmp_path: Path) -> None:
    for (column, held, fact), got in csv(tmp_path / "case", NONE):
        assert got.fault, (column, held)
        assert fact in got.fault[1], (held, got.fault)


def test_a_date_of_a_workbook_is_the_year_in_which_it_falls(tmp_path: Path) -> None:
    for (column, held, shown_as, year), got in sheet(tmp_path / "forms.xlsx", DATES):
        assert (column, held, shown_as, got.value) == (column, held, shown_as, year), got.fault


def test_a_date_of_a_workbook_with_several_readings_is_refused(tmp_path: Path) -> None:
    for (column, held, shown_as, fact), got in sheet(tmp_path / "forms.xlsx", DATES_REFUSED):
        assert got.fault, (column, held, shown_as)
        assert fact in got.fault[1]


@pytest.mark.parametrize(("held", "shown_as"), [("Nov-10", "General"), (date(2010, 11, 1), "mmm-yy")])
def test_a_price_base_that_a_spreadsheet_turned_into_a_date_is_read_as_the_year(tmp_path, held, shown_as):
    form = Form("settings.value", held, shown_as, (("setting", "price_base"),))
    [got] = in_workbook(tmp_path / "forms.xlsx", [form])
    assert (got.value, len(got.warnings)) == ("2010/11", 1)


def test_a_first_year_without_a_default_is_told_its_form(tmp_path):
    [got] = in_csv(tmp_path / "case", [Form("settings.value", "soon", beside=(("setting", "first_year"),))])
    assert got.fault == ('"soon"', "Write a financial year such as 2010/11, as text.")


@pytest.mark.parametrize("change", ["=31/03/2012", "=2011-12", "=31 March 2012"])
def test_a_change_of_a_year_is_in_the_form_of_the_plan_or_refused_with_it(tmp_path, change):
    case = write_folder(tmp_path / "case", tables())
    with pytest.raises(CaseFaults, match="Write =2011/12 if that is meant"):
        read(case, changes=[("contracts", "", "ends", change)])
    assert read(case, changes=[("contracts", "", "ends", "=2011/12")]).case.contracts[0].ends == 1
