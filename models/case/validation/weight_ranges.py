"""What a criterion says about another and about its own weight: the criterion on the same subject, and the range.

What is scored and how it is judged is in `scoring`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.case.validation.names import Names
from models.case.validation.rows import Record

ENDS = ("weight_low", "weight_high")


def weight_range(row: Record) -> tuple[Fraction | None, Fraction | None]:
    """The least and the most that a weight might be; faults where one end is blank or the weight is not between."""
    low, high = (row.bound(end) for end in ENDS)
    _both_or_neither(row)
    if row.known("weight") and low is not None and low > row.exact("weight"):
        _outside(row, ENDS[0], low, "at or below the weight")
    if row.known("weight") and high is not None and high < row.exact("weight"):
        _outside(row, ENDS[1], high, "at or above the weight")
    return low, high


def pair(rows: Sequence[Record], names: Names) -> None:
    """Note a fault where `same_as` names no criterion, the row itself, or one that is judged or measured alike."""
    by_name = {row.text("criterion"): row for row in rows}
    for row in rows:
        if row.known("same_as") and names.check(row, "same_as", row.text("same_as")):
            _check_pair(row, by_name[row.text("same_as")])


def _both_or_neither(row: Record) -> None:
    for blank, filled in (ENDS, ENDS[::-1]):
        if row.known(filled) and not row.known(blank) and not row.broken(blank):
            row.fault(
                blank, f"a blank cell beside {filled}", "both ends of the range or neither", "Fill in the other end."
            )


def _outside(row: Record, end: str, found: Fraction, expected: str) -> None:
    row.fault(
        end,
        f"{float(found):g} beside a weight of {float(row.exact('weight')):g}",
        f"{end} {expected}",
        "The range must hold the weight.",
    )


def _check_pair(row: Record, other: Record) -> None:
    if row is other:
        row.fault(
            "same_as", "the criterion itself", "another criterion on the same subject", "Name that, or clear the cell."
        )
    elif not (row.broken("measure") or other.broken("measure")) and row.known("measure") == other.known("measure"):
        kind, wanted = ("measured", "judged") if row.known("measure") else ("judged", "measured")
        row.fault(
            "same_as",
            f'"{row.text("same_as")}", which is {kind} too',
            f"a criterion that is {wanted}, as this one is {kind}",
            "It sets a judgement against a measure: name such a pair, or clear the cell.",
        )
