"""LibreOffice opens the board's workbook: it changes no value, follows what a board moves, and prints all of it."""

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import boards
import libreoffice
import pytest
import workbook_edits
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from workbook_edits import ALL_WEIGHTS_ZERO, EDITS, INVALID_EDITS, UNCHANGING_EDITS, Edit

pytestmark = pytest.mark.libreoffice

ALL_ZERO, GATE_WIPED = "every weight 0", "a gate wiped"
OTHERS: Mapping[str, Sequence[Edit]] = {
    **INVALID_EDITS,
    **UNCHANGING_EDITS,
    ALL_ZERO: ALL_WEIGHTS_ZERO,
    GATE_WIPED: [("Matrix", 2, workbook_edits.GATE, None)],
}
ON_SUMMARY = "Preferred with the weights on Appraisal matrix"
PREFERRED, STATUS, SENTENCE = "B7", "B8", "A9"  # on Appraisal matrix
AS_RUN, CHANGED = "as run", "changed since the run: re-run to renew the plans"
UNREADABLE = "not readable: see the yellow cells"
FOLLOWING = ("Matrix", "Scores", "Basis", "Result", "WithoutCost", "CostCriteria", "Dominance", "Judged", "JudgedPairs")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def recalculated(folder: Path) -> dict[str, Path]:
    """The workbook as written, one with a wrong stored value, and one for each move, all recalculated."""
    paths = {
        name: folder / f"book{number}.xlsx" for number, name in enumerate(("as written", "tampered", *EDITS, *OTHERS))
    }
    shutil.copy(boards.path_of_full(), paths["as written"])
    cells = {"tampered": (), **{move: [where] for move, (where, _) in EDITS.items()}, **OTHERS}
    workbook_edits.save_with_edits(boards.path_of_full(), {paths[name]: edits for name, edits in cells.items()})
    tampered(paths["tampered"])
    return dict(zip(paths, libreoffice.recalculate(list(paths.values()), folder), strict=True))


@pytest.fixture(scope="module")
def books(recalculated: dict[str, Path]) -> dict[str, Workbook]:
    return {name: load_workbook(path, data_only=True) for name, path in recalculated.items()}


def tampered(path: Path) -> None:
    """Give the first weighted score a stored value that its formula does not have."""
    sheet = workbook_edits.part_of(boards.opened(boards.path_of_full()), "Appraisal matrix")
    parts = workbook_edits.parts_of(path)
    parts[sheet], count = re.subn(r"(<f>IF[^<]*SUMPRODUCT[^<]*</f><v>)32\.6[0-9]*", r"\g<1>999", parts[sheet])
    assert count == 1
    workbook_edits.save_parts(path, parts)


def results(book: Workbook) -> dict[str, list[object]]:
    """The rows of the result by name, an option a figure."""
    return {str(row["Result"]): [row["as is"], row["joint (unproven)"]] for row in boards.rows(book, "Result")}


def test_recalculation_changes_no_stored_value(recalculated: dict[str, Path]) -> None:
    count, changed = boards.different(boards.path_of_full(), recalculated["as written"])
    assert changed == []
    assert count > 200


def test_recalculation_is_done_even_where_a_value_is_stored(books: dict[str, Workbook]) -> None:
    assert results(books["tampered"])["Weighted score"][0] == pytest.approx(32.62)


@pytest.mark.parametrize("move", EDITS)
def test_scores_ranks_gates_and_words_follow_what_a_board_moves(books: dict[str, Workbook], move: str) -> None:
    run = workbook_edits.expected_run(move)
    standings = [run.appraisal.standings[name] for name in ("as is", "joint")]
    found = results(books[move])
    assert found["Weighted score"] == pytest.approx([float(each.score or 0) for each in standings])
    assert found["Rank"] == [each.rank for each in standings]
    assert found["Gates failed"] == [len(each.gates_failed) for each in standings]
    words = [[row["as is"], row["joint (unproven)"]] for row in boards.rows(books[move], "Matrix")]
    assert words[:2] == [[each.scores[n].band for each in standings] for n in range(2)]


@pytest.mark.parametrize("move", EDITS)
def test_the_preferred_option_follows_what_a_board_moves(books: dict[str, Workbook], move: str) -> None:
    names = {"as is": "as is", "joint": "joint (unproven)", None: "none is eligible"}
    preferred = names[workbook_edits.expected_run(move).appraisal.preferred]
    assert (books[move]["Appraisal matrix"]["B6"].value, books[move]["Appraisal matrix"]["B7"].value) == (
        "joint (unproven)",
        preferred,
    )
    assert _said(books[move]["Summary"], ON_SUMMARY) == preferred


@pytest.mark.parametrize("move", EDITS)
def test_the_standings_on_summary_follow_what_a_board_moves(books: dict[str, Workbook], move: str) -> None:
    appraisal = workbook_edits.expected_run(move).appraisal
    words = [
        "preferred" if name == appraisal.preferred else "fails a gate" if standing.gates_failed else "passes"
        for name, standing in ((name, appraisal.standings[name]) for name in ("as is", "joint"))
    ]
    assert [row["Standing"] for row in boards.rows(books[move], "Standings")] == words


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """For each move the workbook of a run of the case with the same change, as it is written."""
    runs = {move: tmp_path_factory.mktemp("again") for move in EDITS}
    return {
        move: load_workbook(boards.written(workbook_edits.expected_run(move), path), data_only=True)
        for move, path in runs.items()
    }


@pytest.mark.parametrize("name", FOLLOWING)
@pytest.mark.parametrize("move", EDITS)
def test_what_follows_a_move_is_what_a_run_of_the_changed_case_writes(
    books: dict[str, Workbook], again: dict[str, Workbook], move: str, name: str
) -> None:
    found, expected = (_figures(book, name) for book in (books[move], again[move]))
    assert found == expected


def _figures(book: Workbook, name: str) -> list[list[object]]:
    """The rows of a table, figures to nine decimals and words in small letters."""
    return [[_alike(value) for value in row.values()] for row in boards.rows(book, name)]


def _alike(value: object) -> object:
    return pytest.approx(value, abs=1e-9) if isinstance(value, (int, float)) else str(value).casefold()


@pytest.mark.parametrize("move", EDITS)
def test_the_sentence_follows_what_a_board_moves(
    books: dict[str, Workbook], again: dict[str, Workbook], move: str
) -> None:
    sheets = [book[move]["Appraisal matrix"] for book in (books, again)]
    assert sheets[0][SENTENCE].value == sheets[1][SENTENCE].value
    assert len(str(sheets[0][SENTENCE].value)) > 40


@pytest.mark.parametrize("move", EDITS)
def test_the_preferred_without_the_criteria_of_cost_follows_what_a_board_moves(
    books: dict[str, Workbook], again: dict[str, Workbook], move: str
) -> None:
    found, expected = (_said(book[move]["Judgement and measure"], "Preferred without them") for book in (books, again))
    assert found == expected


def _said(sheet: Worksheet, label: str) -> object:
    return next(sheet.cell(row, 2).value for row in range(1, 99) if sheet.cell(row, 1).value == label)


def test_a_cell_says_whether_what_is_typed_is_as_in_the_run(books: dict[str, Workbook]) -> None:
    said = {name: book["Appraisal matrix"][STATUS].value for name, book in books.items()}
    asked = {
        "as written": AS_RUN,
        "tampered": AS_RUN,
        **dict.fromkeys(EDITS, CHANGED),
        **dict.fromkeys(INVALID_EDITS, UNREADABLE),
    }
    assert said == {**asked, **dict.fromkeys(UNCHANGING_EDITS, AS_RUN), ALL_ZERO: CHANGED, GATE_WIPED: CHANGED}


def test_where_every_weight_is_0_words_stand_instead_of_figures(books: dict[str, Workbook]) -> None:
    book = books[ALL_ZERO]
    matrix, found = book["Appraisal matrix"], results(book)
    assert (found["Weighted score"], found["Rank"]) == (["no weight"] * 2, ["no weight"] * 2)
    assert matrix[PREFERRED].value == "no weight"
    assert matrix[SENTENCE].value == "No option is preferred: every weight is 0."
    assert _said(book["Judgement and measure"], "Preferred without them") == "no weight"


@pytest.mark.parametrize("odd", INVALID_EDITS)
def test_what_cannot_be_read_prefers_no_option_and_says_so(books: dict[str, Workbook], odd: str) -> None:
    matrix = books[odd]["Appraisal matrix"]
    assert matrix[PREFERRED].value == UNREADABLE
    assert matrix[SENTENCE].value == "No option is preferred: a yellow cell cannot be read."
    assert _said(books[odd]["Summary"], ON_SUMMARY) == UNREADABLE


def test_each_cell_that_cannot_be_read_is_counted(books: dict[str, Workbook]) -> None:
    counted = {
        name: _step(book, "Yellow cells that cannot be read") for name, book in books.items() if name in INVALID_EDITS
    }
    assert counted == {name: len(cells) for name, cells in INVALID_EDITS.items()}


def test_each_cell_that_has_changed_is_counted(books: dict[str, Workbook]) -> None:
    changed = {name: _step(books[name], "Yellow cells that have changed since the run") for name in (*EDITS, ALL_ZERO)}
    assert changed == {**dict.fromkeys(EDITS, 1), ALL_ZERO: 3}


def _step(book: Workbook, name: str) -> object:
    return next(row["Now (in its unit)"] for row in boards.rows(book, "Following") if row["Step"] == name)


def test_a_gate_may_be_wiped(books: dict[str, Workbook]) -> None:
    assert results(books[GATE_WIPED])["Gates failed"] == [0, 0]
    assert [row["Result"] for row in boards.rows(books[GATE_WIPED], "Gates")] == ["no gate", "no gate"]


def test_a_gate_that_is_moved_passes_and_fails_in_words(books: dict[str, Workbook]) -> None:
    rows = boards.rows(books["a gate on the leader"], "Gates")
    assert [(row["Score (points)"], row["Least score (points)"], row["Result"]) for row in rows] == [
        (100, 60, "Pass"),
        (50, 60, "FAIL"),
    ]


def test_nothing_typed_ends_in_an_error_of_the_spreadsheet(books: dict[str, Workbook]) -> None:
    errors = [
        f"{name}: {sheet.title}!{cell.coordinate} {cell.value}"
        for name, book in books.items()
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and re.match(r"#[A-Z]|Err:", cell.value)
    ]
    assert errors == []


def test_the_moves_reach_every_outcome() -> None:
    """Else the tests above could pass on a workbook in which nothing moves."""
    assert {workbook_edits.expected_run(move).appraisal.preferred for move in EDITS} == {"as is", "joint", None}


def test_checks_do_not_mind_what_a_board_moves(books: dict[str, Workbook]) -> None:
    written = [row["Result"] for row in boards.rows(books["as written"], "Checks")]
    assert {
        move: [row["Result"] for row in boards.rows(books[move], "Checks")] == written for move in EDITS
    } == dict.fromkeys(EDITS, True)


def test_every_sheet_prints_with_no_number_cut_to_hashes(folder: Path) -> None:
    text = libreoffice.text_of(libreoffice.print_to_pdf(boards.path_of_full(), folder))
    sheets = boards.opened(boards.path_of_full()).sheetnames[1:]
    assert [name for name in sheets if name not in text] == []
    assert "##" not in text
