"""A folder of CSV files: encodings, separators, quotes, what does not belong, and the fingerprint."""

import hashlib
import shutil
import subprocess

import pytest
from case_tables import CSV_TEXT, faults_of, tables, with_cells, write_folder

from models.case.faults import CaseFaults
from optimiser.casefiles.reading import describe, read


@pytest.fixture
def path(tmp_path):
    return write_folder(tmp_path / "case", tables())


def told(path):
    return describe(faults_of(path))


def refusal(path):
    with pytest.raises(CaseFaults) as refused:
        read(path)
    return str(refused.value)


def test_a_heading_on_two_lines_is_told_on_one(tmp_path):
    case = tables()
    case["actions"][0][1] = "act\nion"
    told = describe(faults_of(write_folder(tmp_path / "case", case)))
    assert 'actions.csv, line 1, column "act ion": expected a column of the table actions' in told
    assert told.count("\n") < len(faults_of(tmp_path / "case"))


def test_the_small_case_reads_without_a_remark(path):
    assert (read(path).warnings, read(path).source) == ((), str(path))


def test_a_mark_at_the_start_of_a_file_changes_nothing(path):
    before = read(path).case
    (path / "boroughs.csv").write_bytes(b"\xef\xbb\xbf" + (path / "boroughs.csv").read_bytes())
    assert read(path).case == before


@pytest.mark.parametrize("separator", [";", "\t"])
def test_semicolons_and_tabs_separate_too(path, separator):
    before = read(path).case
    (path / "demand.csv").write_text(CSV_TEXT["demand"].replace(",", separator), encoding="utf-8")
    assert read(path).case == before


def test_decimal_commas_among_semicolons_are_not_guessed(path):
    (path / "prices.csv").write_text(CSV_TEXT["prices"].replace(",", ";").replace("900.50", "900,50"), encoding="utf-8")
    assert told(path) == (
        'prices.csv, line 2, column "unit_price": expected pounds, found "900,50". Retype it as 900.5.'
    )


def test_windows_letters_are_read_and_said(path):
    (path / "actions.csv").write_bytes("objective,action\nstart,write the plan \u2013 £ first\n".encode("cp1252"))
    reading = read(path)
    assert reading.case.actions[0].action == "write the plan \u2013 £ first"
    assert describe(reading.warnings) == (
        "actions.csv: expected CSV UTF-8, found letters that are not UTF-8. "
        "It is read as Windows-1252; save it as CSV UTF-8."
    )


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param(b"", "an empty file. Write the headings and rows, or take the file out.", id="empty"),
        pytest.param(b"\n , \n", "an empty file. Write the headings and rows, or take the file out.", id="blank"),
        pytest.param("a,b".encode("utf-16"), "a file in another encoding. Save it as CSV UTF-8.", id="wide letters"),
        pytest.param(b"a,\x81\n", "a file in another encoding. Save it as CSV UTF-8.", id="no encoding at all"),
        pytest.param(b"a,b\0\n", "a file in another encoding. Save it as CSV UTF-8.", id="null bytes"),
        pytest.param(
            b"PK\x03\x04",
            "an Excel workbook under the name of a CSV file. Save the sheet as CSV UTF-8.",
            id="a workbook",
        ),
    ],
)
def test_a_file_that_is_no_table_is_told(path, data, found):
    (path / "actions.csv").write_bytes(data)
    assert told(path) == f"actions.csv: expected a table as CSV, found {found}"


def test_quotes_that_do_not_match_are_told_with_their_line(path):
    (path / "actions.csv").write_text('objective,action\nstart,"write "the" plan"\n', encoding="utf-8")
    assert told(path).startswith("actions.csv, line 2: expected a table as CSV, found quotes that do not match")


def test_a_quote_that_is_never_closed_is_told(path):
    (path / "actions.csv").write_text('objective,action\nstart,"write the plan\n', encoding="utf-8")
    assert told(path).startswith("actions.csv, line 2: expected a table as CSV, found quotes that do not match")


def test_lines_are_counted_as_an_editor_counts_them(path):
    (path / "actions.csv").write_text('objective,action\n\nstart,"two\nlines"\nend,\n', encoding="utf-8")
    assert told(path) == 'actions.csv, line 5, column "action": expected the action, found a blank cell. Fill it in.'


@pytest.mark.parametrize(
    ("line", "cells", "remedy"),
    [
        ("partial,the hub,Ashby, Brook,60000,10000", 6, "Put quotes round names or figures with a comma in them."),
        ("partial,the hub,Ashby", 3, "Write a comma for each blank cell too."),
    ],
)
def test_a_line_with_too_many_or_too_few_cells_is_told(path, line, cells, remedy):
    (path / "hubs.csv").write_text(f"option,hub,boroughs,annual_cost,setup_cost\n{line}\n", encoding="utf-8")
    assert told(path) == f"hubs.csv, line 2: expected 5 cells, found {cells} cells under 5 headings. {remedy}"


def test_a_title_may_stand_above_the_headings(path):
    (path / "services.csv").write_text(f"Services,\nAll that we buy,\n{CSV_TEXT['services']}", encoding="utf-8")
    assert read(path).warnings == ()


def test_headings_match_with_capitals_spaces_and_units(path):
    before = read(path).case
    other = CSV_TEXT["boroughs"].replace("back_office_cost", "Back office  cost (£)").replace("borough,", "BOROUGH,")
    (path / "boroughs.csv").write_text(other, encoding="utf-8")
    assert read(path).case == before


def test_the_year_columns_of_a_file_saved_by_a_spreadsheet_are_read_and_told(path):
    before = read(path).case
    spoilt = CSV_TEXT["demand"].replace("2010/11", "Nov-10").replace("2011/12", "Dec-11")
    (path / "demand.csv").write_text(spoilt, encoding="utf-8")
    reading = read(path)
    assert reading.case == before
    assert describe(reading.warnings).splitlines()[0] == (
        'demand.csv, line 1, column "Nov-10": expected a heading such as 2010/11, found the heading "Nov-10". '
        "It is read as 2010/11; format the heading as text and retype it."
    )


@pytest.mark.parametrize("name", ["saving", "pictures"])
def test_a_file_that_looks_like_a_missing_table_is_a_fault(tmp_path, name):
    case = tables()
    case[name] = case.pop("savings")
    assert told(write_folder(tmp_path / "case", case)) == (
        f'{name}.csv: expected a file named savings.csv, found a file "{name}" that looks like one. '
        'Rename it to savings.csv; if it is not that table, begin its name with "notes".'
    )


def test_a_file_that_is_no_table_is_listed(tmp_path):
    path = write_folder(tmp_path / "case", {**tables(), "pictures": [["file", "of"], ["a.png", "a bridge"]]})
    assert describe(read(path).warnings) == (
        'case: expected files named as tables, found 1 other: "pictures.csv". What is not named as a table is not read.'
    )


def test_two_files_for_one_table_are_a_fault(path):
    shutil.copy(path / "demand.csv", path / "demand .csv")
    assert told(path) == (
        'case: expected one file for the table demand, found "demand .csv" and "demand.csv". '
        'Take out all but one, or begin the names of the others with "notes".'
    )


def test_what_is_no_csv_file_is_left_alone(path):
    (path / "README.md").write_text("about this case", encoding="utf-8")
    (path / ".hidden.csv").write_text("x", encoding="utf-8")
    assert read(path).warnings == ()


def test_a_row_of_totals_is_a_fault(path):
    with (path / "funding.csv").open("a", encoding="utf-8") as file:
        file.write("Total:,,,600000,580000.50\n")
    assert told(path) == (
        "funding.csv, line 5: expected rows of the table alone, found a row of totals. "
        "Delete the row: it would count twice. If it adds up nothing, give it another name."
    )


def test_a_row_without_a_name_that_sums_the_rows_above_is_told_as_totals(path):
    with (path / "funding.csv").open("a", encoding="utf-8") as file:
        file.write(",,,600000,580000.50\n")
    assert told(path) == (
        "funding.csv, line 5: expected rows of the table alone, found a row of totals. "
        "Delete the row: it would count twice. If it adds up nothing, give it another name."
    )


def test_the_fingerprint_is_what_sha256sum_gives(path):
    listed = "".join(
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(path.glob("*.csv"))
    )
    assert read(path).digest == hashlib.sha256(listed.encode()).hexdigest()


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not on this machine")
def test_an_auditor_can_make_the_fingerprint_anew(path):
    command = "LC_ALL=C sha256sum *.csv | sha256sum"
    made = subprocess.run(["sh", "-c", command], cwd=path, capture_output=True, text=True, check=True)
    assert made.stdout.split()[0] == read(path).digest


def test_the_fingerprint_changes_with_a_figure(path, tmp_path):
    other = write_folder(tmp_path / "other", with_cells(("demand", 0, "2010/11", "59")))
    assert read(path).digest != read(other).digest


def test_a_folder_with_nothing_in_it_is_refused(tmp_path):
    assert refusal(tmp_path) == (
        f"{tmp_path}: expected a folder with a CSV file for each table, found no CSV file. "
        "Put a CSV file for each table in it."
    )


def test_a_folder_with_a_workbook_in_it_points_to_the_workbook(tmp_path):
    (tmp_path / "case.xlsx").touch()
    assert refusal(tmp_path).endswith(f"found no CSV file. Name the workbook itself: {tmp_path / 'case.xlsx'}.")


def test_what_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "nowhere") == (
        f"{tmp_path / 'nowhere'}: expected a folder of CSV files or an Excel workbook, found nothing there. "
        "Check the name."
    )


def test_many_faults_alike_share_a_line(path):
    rows = "".join(f"Ashbey,prescribing,{number},1\n" for number in range(9))
    (path / "demand.csv").write_text(f"borough,service,2010/11,2011/12\n{rows}", encoding="utf-8")
    assert told(path) == (
        'demand.csv, lines 2, 3, 4, 5, 6, 7 and 3 more, column "borough": expected a borough of the table boroughs, '
        'found "Ashbey". Did you mean "Ashby"?'
    )
