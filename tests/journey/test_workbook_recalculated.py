"""LibreOffice opens the board's workbook: it changes no value, follows what a board moves, and prints all of it."""

import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import boards
import office
import pytest
from openpyxl import Workbook, load_workbook

from models.case import Case, Criterion
from optimiser.running import Run

Change = Callable[[Criterion], Criterion]


def weight(value: int) -> Change:
    return lambda criterion: replace(criterion, weight=Fraction(value))


def gate(value: int) -> Change:
    return lambda criterion: replace(criterion, gate=Fraction(value))


def judged(option: str, value: int) -> Change:
    changed = {option: Fraction(value)}
    return lambda criterion: replace(criterion, judgements=MappingProxyType({**criterion.judgements, **changed}))


def ends(low: int | None, high: int | None) -> Change:
    def change(criterion: Criterion) -> Criterion:
        return replace(
            criterion, low=None if low is None else Fraction(low), high=None if high is None else Fraction(high)
        )

    return change


def lower(criterion: Criterion) -> Criterion:
    return replace(criterion, higher_is_better=False)


# What a board moves: the cell by table, row and heading, what it types, and the same in the case.
MOVES: Mapping[str, tuple[tuple[str, int, str, object], Change]] = {
    "a weight": (("Matrix", 0, "Weight (points)", 40), weight(40)),
    "a weight to nothing": (("Matrix", 0, "Weight (points)", 0), weight(0)),
    "a weight that turns the order": (("Matrix", 2, "Weight (points)", 30), weight(30)),
    "a gate on the leader": (("Matrix", 2, "Gate: least score to be preferred (points)", 60), gate(60)),
    "a gate that no option passes": (("Matrix", 1, "Gate: least score to be preferred (points)", 90), gate(90)),
    "a judgement": (("Basis", 2, "joint (unproven)", 10), judged("joint", 10)),
    "an end above all values": (("Basis", 0, "Low end", 7), ends(7, None)),
    "an end below all values": (("Basis", 0, "High end", 1), ends(None, 1)),
    "ends the wrong way round": (("Basis", 1, "Low end", 2000), ends(2000, 1000)),
    "both ends alike": (("Basis", 1, "High end", 0), ends(0, 0)),
    "which way is better": (("Basis", 0, "Better", "lower"), lower),
}
ROW_OF_CRITERION = ("recovery", "thrift", "welcome")


def moved(path: Path, where: tuple[str, int, str, object]) -> None:
    """Type one value over a cell, as a board would."""
    book = load_workbook(path)
    name, row, heading, value = where
    sheet, found = boards.table(book, name)
    data = boards.cells(sheet, found)
    column = [cell.value for cell in data[0]].index(heading)
    cell = data[row + 1][column]
    assert cell.fill.fgColor.rgb == "FFFFF2CC", "a yellow cell, which may be typed over"
    cell.value = value
    book.save(path)


def with_change(case: Case, row: int, change: Change) -> Case:
    criteria = list(case.criteria)
    criteria[row] = change(criteria[row])
    return replace(case, criteria=tuple(criteria))


def expected(move: str) -> Run:
    where, change = MOVES[move]
    return boards.with_case(boards.full(), with_change(boards.full_case(), where[1], change))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def recalculated(folder: Path) -> dict[str, Path]:
    """The workbook as written, one with a wrong stored value, and one for each move, all recalculated."""
    paths = {name: folder / f"book{number}.xlsx" for number, name in enumerate(("as written", "tampered", *MOVES))}
    for name, path in paths.items():
        shutil.copy(boards.path_of_full(), path)
        if name in MOVES:
            moved(path, MOVES[name][0])
    tampered(paths["tampered"])
    return dict(zip(paths, office.recalculated(list(paths.values()), folder), strict=True))


@pytest.fixture(scope="module")
def books(recalculated: dict[str, Path]) -> dict[str, Workbook]:
    return {name: load_workbook(path, data_only=True) for name, path in recalculated.items()}


def tampered(path: Path) -> None:
    """Give the first weighted score a stored value that its formula does not have."""
    sheet = "xl/worksheets/sheet4.xml"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text, count = re.subn(r"(<f>SUMPRODUCT[^<]*</f><v>)32\.6[0-9]*", r"\g<1>999", parts[sheet].decode())
    assert count == 1
    parts[sheet] = text.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def results(book: Workbook) -> dict[str, list[object]]:
    """The rows of the result by name, an option a figure."""
    return {str(row["Result"]): [row["as is"], row["joint (unproven)"]] for row in boards.rows(book, "Result")}


def test_recalculation_changes_no_stored_value(recalculated: dict[str, Path]) -> None:
    count, changed = boards.different(boards.path_of_full(), recalculated["as written"])
    assert changed == []
    assert count > 200


def test_recalculation_is_done_even_where_a_value_is_stored(books: dict[str, Workbook]) -> None:
    assert results(books["tampered"])["Weighted score"][0] == pytest.approx(32.62)


@pytest.mark.parametrize("move", MOVES)
def test_scores_ranks_gates_and_words_follow_what_a_board_moves(books: dict[str, Workbook], move: str) -> None:
    run = expected(move)
    standings = [run.appraisal.standings[name] for name in ("as is", "joint")]
    found = results(books[move])
    assert found["Weighted score"] == pytest.approx([float(each.score or 0) for each in standings])
    assert found["Rank"] == [each.rank for each in standings]
    assert found["Gates failed"] == [len(each.gates_failed) for each in standings]
    words = [[row["as is"], row["joint (unproven)"]] for row in boards.rows(books[move], "Matrix")]
    assert words == [[each.scores[n].band for each in standings] for n in range(3)]


@pytest.mark.parametrize("move", MOVES)
def test_the_preferred_option_follows_what_a_board_moves(books: dict[str, Workbook], move: str) -> None:
    names = {"as is": "as is", "joint": "joint (unproven)", None: "none may be preferred"}
    preferred = names[expected(move).appraisal.preferred]
    assert (books[move]["Appraisal matrix"]["B6"].value, books[move]["Appraisal matrix"]["B7"].value) == (
        "joint (unproven)",
        preferred,
    )
    assert books[move]["Summary"]["B7"].value == preferred


@pytest.mark.parametrize("move", MOVES)
def test_the_standings_on_summary_follow_what_a_board_moves(books: dict[str, Workbook], move: str) -> None:
    appraisal = expected(move).appraisal
    words = [
        "preferred" if name == appraisal.preferred else "fails a gate" if standing.gates_failed else "passes"
        for name, standing in ((name, appraisal.standings[name]) for name in ("as is", "joint"))
    ]
    assert [row["Standing"] for row in boards.rows(books[move], "Standings")] == words


def test_the_moves_reach_every_outcome() -> None:
    """Else the tests above could pass on a workbook in which nothing moves."""
    assert {expected(move).appraisal.preferred for move in MOVES} == {"as is", "joint", None}


def test_checks_do_not_mind_what_a_board_moves(books: dict[str, Workbook]) -> None:
    written = [row["Result"] for row in boards.rows(books["as written"], "Checks")]
    assert {
        move: [row["Result"] for row in boards.rows(books[move], "Checks")] == written for move in MOVES
    } == dict.fromkeys(MOVES, True)


def test_every_sheet_prints_with_no_number_cut_to_hashes(folder: Path) -> None:
    text = office.text_of(office.printed(boards.path_of_full(), folder))
    sheets = boards.opened(boards.path_of_full()).sheetnames[1:]
    assert [name for name in sheets if name not in text] == []
    assert "##" not in text
