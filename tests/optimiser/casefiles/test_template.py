"""The workbook to fill in: it reads back, its checklist tells the truth, and it takes only what a column holds."""

import zipfile
from dataclasses import replace

import boards
import pytest

from models.case.faults import CaseFaults
from optimiser.casefiles.examples import example, examples
from optimiser.casefiles.reading import read
from optimiser.casefiles.schema.tables import TABLES
from optimiser.casefiles.template import new
from optimiser.casefiles.template.questions import QUESTIONS


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("new") / "case.xlsx"
    new(path)
    return path


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("new") / "case.xlsx"
    new(path, "three-boroughs")
    return path


@pytest.mark.parametrize("name", examples())
def test_an_example_as_a_workbook_is_the_same_case_without_a_remark(name, tmp_path):
    new(tmp_path / "case.xlsx", name)
    ours, theirs = read(tmp_path / "case.xlsx"), read(example(name))
    assert (ours.warnings, theirs.warnings) == ((), ())
    assert _without_places(ours.case) == _without_places(theirs.case)


def _without_places(case):
    return replace(case, assumptions=tuple(replace(assumption, location="") for assumption in case.assumptions))


def test_the_empty_workbook_lacks_only_what_is_to_be_filled_in(empty):
    with pytest.raises(CaseFaults) as told:
        read(empty)
    assert {fault.found for fault in told.value.faults} == {"a blank cell", "no rows"}


def test_there_is_a_sheet_for_each_table_after_the_checklist_and_the_guide(empty):
    book = boards.opened(empty)
    assert book.sheetnames == ["Checklist", "How to fill", *(table.name for table in TABLES), "Lists"]


def test_the_checklist_asks_twelve_questions_four_of_the_finance_officer():
    assert [question.asked for question in QUESTIONS] == ["Finance officer"] * 4 + ["Head of service"] * 8


def test_each_question_links_to_the_cells_that_answer_it(filled):
    book = boards.opened(filled)
    for row, question in enumerate(QUESTIONS, 7):
        table, cell = book["Checklist"].cell(row, 5).hyperlink.location.split("!")
        heading = book[table].cell(4, book[table][cell].column).value
        assert (table, heading.split(" (")[0].replace(" ", "_")) == (question.table, question.column)


def _checklist(path):
    sheet = boards.opened(path, values=True)["Checklist"]
    return sheet["A4"].value, [sheet.cell(row, 6).value for row in range(7, 27)]


def test_the_example_answers_every_question(filled):
    assert _checklist(filled) == ("Complete: everything needed is filled in.", ["Yes"] * 20)


def test_the_empty_workbook_answers_none(empty):
    assert _checklist(empty) == ("20 of 20 still to be filled in.", ["No"] * 20)


def test_the_year_headings_follow_the_settings(filled, empty):
    sheet = boards.opened(filled)["demand"]
    assert sheet["C4"].value == (
        "=IFERROR(IF(0<settings!$B$7,(LEFT(settings!$B$6,4)+0)"
        '&"/"&RIGHT(LEFT(settings!$B$6,4)+0+1,2)&" (places)",""),"")'
    )
    stored = [boards.opened(path, values=True)["demand"]["C4"].value for path in (filled, empty)]
    assert stored == ["2010/11 (places)", " "]


def test_cells_take_only_what_their_column_holds(empty):
    rules = {
        next(iter(rule.sqref.ranges)).coord: rule
        for rule in boards.opened(empty)["offers"].data_validations.dataValidation
    }
    by_column = {area[0]: (rule.type, rule.formula1, rule.formula2) for area, rule in rules.items()}
    assert by_column["C"] == ("list", "services!$A$5:$A$1000", None)
    assert by_column["G"] == ("whole", "0", None)
    assert by_column["J"] == ("decimal", "0", "1")
    assert by_column["L"] == ("list", '"yes,no"', None)


def test_a_limit_to_what_an_outcome_costs_takes_a_penny_or_more(empty):
    sheet = boards.opened(empty)["settings"]
    row = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("most per outcome"))
    (rule,) = [each for each in sheet.data_validations.dataValidation if f"B{row}" in each.sqref]
    assert (rule.operator, rule.formula1, rule.error) == ("greaterThanOrEqual", "0.01", "Expected £0.01 or more.")


def test_every_heading_carries_a_note(empty):
    book = boards.opened(empty)
    bare = [
        (sheet.title, cell.value)
        for table in TABLES
        for sheet in [book[table.name]]
        for cell in sheet[4]
        if cell.value and not cell.comment
    ]
    assert bare == []


def test_money_headings_carry_their_unit(empty):
    headings = [cell.value for cell in boards.opened(empty)["hubs"][4]]
    assert headings[3:5] == ["annual cost (£ a year)", "setup cost (£)"]


def test_text_that_begins_with_an_equals_sign_stays_text(filled):
    sheet = boards.opened(filled)["scenarios"]
    changes = [
        cell for (cell,) in sheet.iter_rows(min_row=5, min_col=5, max_col=5) if str(cell.value or "").startswith("=")
    ]
    assert changes
    assert {cell.data_type for cell in changes} <= {"s", "f"}
    with zipfile.ZipFile(filled) as archive:
        markup = archive.read(f"xl/worksheets/sheet{boards.opened(filled).sheetnames.index('scenarios') + 1}.xml")
    assert b"<f>120" not in markup
    assert b"<f>1420" not in markup


def test_the_same_call_gives_the_same_bytes(filled, tmp_path):
    new(tmp_path / "again.xlsx", "three-boroughs")
    assert (tmp_path / "again.xlsx").read_bytes() == filled.read_bytes()


def test_a_file_that_is_there_is_left_alone(tmp_path):
    (tmp_path / "case.xlsx").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        new(tmp_path / "case.xlsx")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("case.xlsx", b"mine")]


def test_an_example_that_is_not_there_leaves_nothing_behind(tmp_path):
    with pytest.raises(KeyError):
        new(tmp_path / "case.xlsx", "four-boroughs")
    assert list(tmp_path.iterdir()) == []
