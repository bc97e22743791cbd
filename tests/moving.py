"""What a board may type into the yellow cells of the full workbook, with the same in the case where that has a meaning.

Not here: what must follow from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import boards
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from models.case.types import Case, Criterion
from optimiser.engine.run import Run

Change = Callable[[Criterion], Criterion]
Typed = tuple[str, int, str, object]  # table, row, heading, what is typed

WEIGHT, GATE, JOINT = "Weight (points)", "Gate: least score to be preferred (points)", "joint (unproven)"


def weight(value: int) -> Change:
    return lambda criterion: replace(criterion, weight=Fraction(value))


def gate(value: int) -> Change:
    return lambda criterion: replace(criterion, gate=Fraction(value))


def judged(option: str, value: int, word: str = "") -> Change:
    def change(criterion: Criterion) -> Criterion:
        points = {**criterion.judgements, option: Fraction(value)}
        words = {**criterion.words, option: word or str(value)}
        return replace(criterion, judgements=MappingProxyType(points), words=MappingProxyType(words))

    return change


def ends(low: int | None, high: int | None) -> Change:
    def change(criterion: Criterion) -> Criterion:
        return replace(
            criterion, low=None if low is None else Fraction(low), high=None if high is None else Fraction(high)
        )

    return change


def lower(criterion: Criterion) -> Criterion:
    return replace(criterion, higher_is_better=False)


MOVES: Mapping[str, tuple[Typed, Change]] = {
    "a weight": (("Matrix", 0, WEIGHT, 40), weight(40)),
    "a weight to nothing": (("Matrix", 0, WEIGHT, 0), weight(0)),
    "a weight that turns the order": (("Matrix", 2, WEIGHT, 30), weight(30)),
    "a gate on the leader": (("Matrix", 2, GATE, 60), gate(60)),
    "a gate that no option passes": (("Matrix", 1, GATE, 90), gate(90)),
    "a judgement": (("Matrix", 2, JOINT, 10), judged("joint", 10)),
    "a judgement in a word": (("Matrix", 2, JOINT, "High"), judged("joint", 100, "High")),
    "a judgement in small letters": (("Matrix", 2, "as is", "low"), judged("as is", 0, "Low")),
    "an end above all values": (("Basis", 0, "Low end", 7), ends(7, None)),
    "an end below all values": (("Basis", 0, "High end", 1), ends(None, 1)),
    "ends the wrong way round": (("Basis", 1, "Low end", 2000), ends(2000, 1000)),
    "both ends alike": (("Basis", 1, "High end", 0), ends(0, 0)),
    "which way is better": (("Basis", 0, "Better", "lower"), lower),
}

WEIGHTLESS = [("Matrix", row, WEIGHT, 0) for row in range(3)]
EACH_ODD: Sequence[Typed] = [
    ("Matrix", 0, WEIGHT, -1),
    ("Matrix", 1, WEIGHT, "three"),
    ("Matrix", 2, WEIGHT, None),
    ("Matrix", 2, "as is", 101),
    ("Matrix", 2, JOINT, "perhaps"),
    ("Matrix", 0, GATE, 101),
    ("Matrix", 1, GATE, "high"),
    ("Basis", 0, "Better", "sideways"),
    ("Basis", 0, "Low end", "two"),
    ("Basis", 1, "High end", "ten"),
    ("Scale", 0, "Figure (in its unit)", "top"),
]
ODD: Mapping[str, Sequence[Typed]] = {
    "a weight wiped": [("Matrix", 0, WEIGHT, None)],
    "a judgement wiped": [("Matrix", 2, JOINT, None)],
    "whatever cannot be read": EACH_ODD,
}
SAME: Mapping[str, Sequence[Typed]] = {
    "the same again": [("Matrix", 0, WEIGHT, 3), ("Matrix", 2, "as is", "High")],
}


def typed(original: Path, wanted: Mapping[Path, Sequence[Typed]]) -> None:
    """Save a workbook under each path with other values in its yellow cells, as a board would."""
    book = load_workbook(original)
    for path, cells in wanted.items():
        before = [(cell, cell.value, value) for cell, value in ((_cell(book, *each[:3]), each[3]) for each in cells)]
        for cell, _, value in before:
            cell.value = value  # type: ignore[assignment]
        book.save(path)
        for cell, value, _ in before:
            cell.value = value


def _cell(book: Workbook, name: str, row: int, heading: str) -> Cell:
    sheet, found = boards.table(book, name)
    data = boards.cells(sheet, found)
    cell = data[row + 1][[cell.value for cell in data[0]].index(heading)]
    assert cell.fill.fgColor.rgb == "FFFFF2CC", "a yellow cell, which may be typed over"
    return cell


def with_change(case: Case, row: int, change: Change) -> Case:
    """The case with one criterion changed."""
    criteria = list(case.criteria)
    criteria[row] = change(criteria[row])
    return replace(case, criteria=tuple(criteria))


def expected(move: str) -> Run:
    """The run of the case with the same change."""
    where, change = MOVES[move]
    return boards.with_case(boards.full(), with_change(boards.full_case(), where[1], change))
