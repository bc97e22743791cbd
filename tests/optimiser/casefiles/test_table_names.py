"""Which file or sheet is which table: names that carry a table's, tables under other names, and what is left unread."""

from collections.abc import Callable
from pathlib import Path

import pytest
from case_tables import Tables, faults_of, tables, write_folder, write_workbook

from models.case.faults import describe
from models.case.types import Case
from optimiser.casefiles.reading import CaseFile, read

CARRIED = (
    ("funding", "our case - funding"),
    ("funding", "our case \u2013 funding"),
    ("funding", "funding_2012"),
    ("funding", "01_funding"),
    ("funding", "case.funding"),
    ("funding", "funding (1)"),
    ("funding", "funding - Copy"),
    ("funding", "Copy of funding"),
    ("success_factors", "our case - success factors"),
    ("success_factors", "success-factors"),
    ("minimum", "our case - minimum"),
)
NEAR = (
    ("minimum", "Floors"),
    ("minimum", "Minimum provision"),
    ("minimum", "Sheet1"),
    ("savings", "Saving plan"),
    ("savings", "Savings targets"),
    ("contracts", "Contracts 2012"),
    ("contracts", "Register"),
    ("funding", "Funding streams"),
    ("funding", "a - funding - b"),
    ("funding", "fundng"),
    ("funding", "Council budgets"),
    ("demand", "Demand 25-26"),
    ("offers", "Providers' offers"),
    ("prices", "Price list"),
    ("judgements", "Scores"),
    ("success_factors", "CSFs"),
)
Writer = Callable[[Path, Tables], Path]


def folder(path: Path, case: Tables) -> Path:
    path.mkdir(exist_ok=True)
    return write_folder(path / "case", case)


def workbook(path: Path, case: Tables) -> Path:
    path.mkdir(exist_ok=True)
    return write_workbook(path / "case.xlsx", case)


def renamed(table: str, name: str) -> Tables:
    case = tables()
    case[name] = case.pop(table)
    return case


def figures(reading: CaseFile) -> dict[str, object]:
    names = (name for name in Case.__slots__ if name != "assumptions")
    return {name: getattr(reading.case, name) for name in names}


@pytest.mark.parametrize("write", [folder, workbook])
@pytest.mark.parametrize(("table", "name"), CARRIED)
def test_a_name_that_carries_a_tables_name_is_that_table_and_is_told(
    tmp_path: Path, write: Writer, table: str, name: str
) -> None:
    reading = read(write(tmp_path, renamed(table, name)))
    assert figures(reading) == figures(read(write(tmp_path / "own", tables())))
    ending = ".csv" if write is folder else ""
    assert f'"{name}{ending}" as {table}' in describe(reading.warnings)


@pytest.mark.parametrize("write", [folder, workbook])
@pytest.mark.parametrize(("table", "name"), NEAR)
def test_a_table_under_another_name_is_a_fault_and_its_remedy_helps(
    tmp_path: Path, write: Writer, table: str, name: str
) -> None:
    path = write(tmp_path, renamed(table, name))
    kind, ending = ("file", ".csv") if write is folder else ("sheet", "")
    [told] = [line for line in describe(faults_of(path)).splitlines() if line.startswith(name)]
    assert f"expected a {kind} named {table}{ending}" in told
    assert f"Rename it to {table}{ending};" in told
    if write is folder:
        (path / f"{name}.csv").rename(path / f"{table}.csv")
        assert read(path).warnings == ()


@pytest.mark.parametrize("write", [folder, workbook])
@pytest.mark.parametrize(
    "name", ["contract list", "Contracts 2012", "Demand last year", "working", "funding - remarks"]
)
def test_what_is_near_a_table_that_is_there_is_listed_and_not_read(tmp_path: Path, write: Writer, name: str) -> None:
    held = {"Contracts 2012": tables()["contracts"], "Demand last year": tables()["demand"]}
    reading = read(write(tmp_path, {**tables(), name: held.get(name, [["ref", "who"], ["1", "2"]])}))
    [told] = describe(reading.warnings).splitlines()
    assert f'found 1 other: "{name}' in told
    assert figures(reading) == figures(read(write(tmp_path / "own", tables())))


@pytest.mark.parametrize("write", [folder, workbook])
def test_a_sheet_of_notes_is_not_listed(tmp_path: Path, write: Writer) -> None:
    case = {**tables(), "Notes on floors": tables()["minimum"], "ReadMe": [["about", "it"], ["a", "b"]]}
    assert read(write(tmp_path, case)).warnings == ()


@pytest.mark.parametrize("write", [folder, workbook])
@pytest.mark.parametrize("name", ["funding (1)", "our case - funding"])
def test_two_for_one_table_are_a_fault_that_names_both(tmp_path: Path, write: Writer, name: str) -> None:
    told = describe(faults_of(write(tmp_path, {**tables(), name: tables()["funding"]})))
    assert f"expected one {'file' if write is folder else 'sheet'} for the table funding" in told
    assert f'"{name}' in told
    assert '"funding' in told


def test_a_whole_case_that_was_exported_is_read(tmp_path: Path) -> None:
    path = folder(tmp_path, {f"our case - {name}": rows for name, rows in tables().items()})
    assert figures(read(path)) == figures(read(folder(tmp_path / "own", tables())))


def test_the_files_that_are_there_are_listed_if_a_table_is_missing(tmp_path: Path) -> None:
    path = folder(tmp_path, renamed("funding", "x"))
    (path / "x.csv").write_text("money,who\n1,2\n", encoding="utf-8")
    told = describe(faults_of(path))
    assert 'found 1 other: "x.csv"' in told
    assert "case: expected a file funding.csv, found none. Add it." in told


DRESSES = (
    ("funding.txt", "Save it as CSV UTF-8 under the name funding.csv."),
    ("funding.csv.txt", "Save it as CSV UTF-8 under the name funding.csv."),
    ("Funding streams.txt", "Save it as CSV UTF-8 under the name funding.csv."),
    ("funding.tsv", "Save it as CSV UTF-8 under the name funding.csv."),
    ("funding", "Save it as CSV UTF-8 under the name funding.csv."),
    ("funding.xlsx", "Save its sheet as CSV UTF-8 under the name funding.csv."),
    ("funding.ods", "Save its sheet as CSV UTF-8 under the name funding.csv."),
    ("funding.csv.gz", "Unpack it, and put the file funding.csv in its place."),
)


@pytest.mark.parametrize(("name", "remedy"), DRESSES)
def test_a_table_in_another_dress_is_a_fault(tmp_path: Path, name: str, remedy: str) -> None:
    path = folder(tmp_path, tables())
    (path / "funding.csv").rename(path / name)
    told = describe(faults_of(path))
    assert told.startswith(f"{name}: expected a file named funding.csv, found a file ")
    assert told.endswith(remedy)


@pytest.mark.parametrize("name", ["funding.CSV", "FUNDING.csv", "funding .csv"])
def test_an_ending_in_capitals_is_the_same(tmp_path: Path, name: str) -> None:
    path = folder(tmp_path, tables())
    (path / "funding.csv").rename(path / name)
    assert read(path).warnings == ()


@pytest.mark.parametrize(
    "name",
    [".DS_Store", "~$case.xlsx", "README.md", "notes.docx", "Thumbs.db", "desktop.ini", "funding.csv~"],
)
def test_files_that_everyone_has_beside_tables_are_not_listed(tmp_path: Path, name: str) -> None:
    path = folder(tmp_path, tables())
    (path / name).write_bytes(b"x")
    (path / "sources").mkdir()
    assert read(path).warnings == ()


def test_the_results_of_a_run_are_no_case(tmp_path: Path) -> None:
    path = folder(tmp_path, {"funding": [["option", "year"], ["as is", "2010/11"]]})
    (path / "run.json").write_text("{}", encoding="utf-8")
    assert describe(faults_of(path)) == (
        f"{path}: expected a folder with a CSV file for each table, found the results of a run. "
        "Name the case that was run."
    )


def test_every_other_file_is_listed(tmp_path: Path) -> None:
    path = folder(tmp_path, tables())
    for name in ("board paper.docx", "funding.txt", "old.csv"):
        (path / name).write_bytes(b"x,y\n1,2\n")
    assert describe(read(path).warnings) == (
        'case: expected files named as tables, found 3 others: "board paper.docx", "funding.txt" and "old.csv". '
        "What is not named as a table is not read."
    )
