"""Judgements in marks out of 5 or out of 10 are not read as points of 100 without a word."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from case_tables import Tables, faults_of, tables, write_folder

from optimiser.casefiles.reading import read


def judged(*rows: tuple[str, ...], note: str = "") -> Tables:
    """The small case with judgements of criteria that are all judged: for each a value for `as is` and `partial`."""
    case = tables()
    case["criteria"] = [["criterion", "weight"], *[[f"c{at}", "1"] for at, _ in enumerate(rows)]]
    case["judgements"] = [["criterion", "as is", "partial", "note"]]
    case["judgements"] += [[f"c{at}", *row, note] for at, row in enumerate(rows)]
    return case


@pytest.mark.parametrize(
    ("rows", "factor"),
    [
        ([("1", "5")], "20 if they are out of 5"),
        ([("3", "5"), ("1", "3")], "20 if they are out of 5"),
        ([("2", "9")], "10 if they are out of 10"),
        ([("0", "10"), ("High", "Low")], "10 if they are out of 10"),
        ([("0.75", "1")], "100 if they are shares"),
        ([("High", "4")], "20 if they are out of 5"),
    ],
)
def test_marks_are_one_fault_that_says_how_to_make_points_of_them(
    rows: list[tuple[str, ...]], factor: str, tmp_path: Path
) -> None:
    [fault] = faults_of(write_folder(tmp_path / "case", judged(*rows)))
    assert '"c0"' in fault.found
    assert factor in fault.remedy
    by = int(factor.split(maxsplit=1)[0])
    points = [[str(float(mark) * by) if mark[0].isdigit() else mark for mark in row] for row in rows]
    case = read(write_folder(tmp_path / "case", judged(*map(tuple, points)))).case
    for criterion, row in zip(case.criteria, rows, strict=True):
        for got, mark in zip(criterion.judgements.values(), row, strict=True):
            assert got == (Fraction(mark) * by if mark[0].isdigit() else {"High": 100, "Low": 0}[mark])


def test_low_points_are_read_if_the_note_says_that_they_are_points(tmp_path: Path) -> None:
    made = read(write_folder(tmp_path, judged(("1", "5"), note="Points out of 100.")))
    assert list(made.case.criteria[0].judgements.values()) == [1, 5]


@pytest.mark.parametrize("row", [("0", "0"), ("0", "High"), ("0", "11"), ("5", "60")])
def test_plain_points_are_read_without_a_word(row: tuple[str, ...], tmp_path: Path) -> None:
    assert not [w for w in read(write_folder(tmp_path, judged(row))).warnings if w.table == "judgements"]


def test_a_row_of_marks_beside_a_row_of_points_is_a_warning(tmp_path: Path) -> None:
    made = read(write_folder(tmp_path, judged(("1", "5"), ("60", "80"), ("3", "70"))))
    told = [w for w in made.warnings if w.table == "judgements"]
    assert [("line 2" in w.location, "no number above 5" in w.found) for w in told] == [(True, True)]
