"""`optimiser new`: a workbook to fill in, and an example that appraises like its folder."""

import json
from pathlib import Path

import pytest
from command_line import CSV_FILES, ROOT, files_below, run_optimiser


def test_a_new_workbook_is_made_and_its_blanks_are_told_as_faults(tmp_path: Path) -> None:
    made = run_optimiser("new", "my case.xlsx", cwd=tmp_path)
    assert (made.returncode, made.stdout) == (0, "")
    command = made.stderr.splitlines()[-1].partition("run: ")[2]
    assert command.replace("'", '"') == 'optimiser check "my case.xlsx"'  # Windows and others quote differently
    completed = run_optimiser("check", "my case.xlsx", cwd=tmp_path)
    assert completed.returncode == 3
    assert "settings, cell B6: expected the setting first_year, found a blank cell" in completed.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["my case.xlsx"]


def test_the_example_as_a_workbook_holds_what_its_folder_holds(tmp_path: Path) -> None:
    assert run_optimiser("new", "example.xlsx", "--example", "three-boroughs", cwd=tmp_path).returncode == 0
    book, folder = (
        run_optimiser("check", each, cwd=tmp_path) for each in ("example.xlsx", ROOT / "inputs" / "three-boroughs")
    )
    assert (book.returncode, folder.returncode) == (0, 0)
    assert book.stdout == folder.stdout


def test_the_example_as_a_workbook_gives_the_answers_of_its_folder(tmp_path: Path) -> None:
    run_optimiser("new", "example.xlsx", "--example", "three-boroughs", cwd=tmp_path)
    asked = ("--option", "as is", "-q")
    for source, output in (("example.xlsx", "book"), (ROOT / "inputs" / "three-boroughs", "folder")):
        assert run_optimiser("appraise", source, "-o", output, *asked, cwd=tmp_path).returncode == 0
    book, folder = files_below(tmp_path / "book"), files_below(tmp_path / "folder")
    for name in CSV_FILES:
        assert book[name] == folder[name]
    completed = [json.loads(files["result.json"]) for files in (book, folder)]
    assert completed[0]["input_sha256"] != completed[1]["input_sha256"]
    for each in completed:
        del each["input_sha256"]
        for option in each["options"].values():
            del option["seconds"]
    assert completed[0] == completed[1]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("there.xlsx", "--no-input"), 5, "there.xlsx already exists. Name another file."),
        (("there.xlsx",), 5, "there.xlsx already exists"),  # no terminal to ask on
        (("case.xls",), 2, "must end in .xlsx"),
        (("case.xlsx", "--example", "three-borough"), 2, 'Did you mean "three-boroughs"?'),
        (("there.xlsx/case.xlsx",), 5, "cannot be written"),
        (("nowhere/case.xlsx",), 5, "There is no folder nowhere."),
    ],
)
def test_what_cannot_be_made_is_said_and_what_is_there_stays(
    tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    (tmp_path / "there.xlsx").write_bytes(b"mine")
    completed = run_optimiser("new", *arguments, cwd=tmp_path)
    assert (completed.returncode, completed.stdout) == (code, "")
    assert words in completed.stderr
    assert "Traceback" not in completed.stderr
    assert files_below(tmp_path) == {"there.xlsx": b"mine"}
