"""What a criterion says about another and about its own weight: the criterion on the same subject, and the range.

What is scored and how it is judged is in `scoring`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.case.validation.names import KnownNames
from models.case.validation.rows import RowReader

ENDS = ("weight_low", "weight_high")


def weight_range(row: RowReader) -> tuple[Fraction | None, Fraction | None]:
    """The least and the most that a weight might be; faults where one end is blank or the weight is not between."""
    low, high = (row.optional_number(end) for end in ENDS)
    _check_both_ends(row)
    if row.has_value("weight") and low is not None and low > row.number("weight"):
        _fault_outside_range(row, ENDS[0], low, "at or below the weight")
    if row.has_value("weight") and high is not None and high < row.number("weight"):
        _fault_outside_range(row, ENDS[1], high, "at or above the weight")
    return low, high


def check_paired_criteria(rows: Sequence[RowReader], names: KnownNames) -> None:
    """Note a fault where `same_as` names no criterion, the row itself, or one that is judged or measured alike."""
    by_name = {row.text("criterion"): row for row in rows}
    for row in rows:
        if row.has_value("same_as") and names.check_known(row, "same_as", row.text("same_as")):
            _check_pair(row, by_name[row.text("same_as")])


def _check_both_ends(row: RowReader) -> None:
    for blank, filled in (ENDS, ENDS[::-1]):
        if row.has_value(filled) and not row.has_value(blank) and not row.is_unreadable(blank):
            row.fault(
                blank, f"a blank cell beside {filled}", "both ends of the range or neither", "Fill in the other end."
            )


def _fault_outside_range(row: RowReader, end: str, found: Fraction, expected: str) -> None:
    row.fault(
        end,
        f"{float(found):g} beside a weight of {float(row.number('weight')):g}",
        f"{end} {expected}",
        "The range must hold the weight.",
    )


def _check_pair(row: RowReader, other: RowReader) -> None:
    if row is other:
        row.fault(
            "same_as", "the criterion itself", "another criterion on the same subject", "Name that, or clear the cell."
        )
    elif not (row.is_unreadable("measure") or other.is_unreadable("measure")) and row.has_value(
        "measure"
    ) == other.has_value("measure"):
        kind, wanted = ("measured", "judged") if row.has_value("measure") else ("judged", "measured")
        row.fault(
            "same_as",
            f'"{row.text("same_as")}", which is {kind} too',
            f"a criterion that is {wanted}, as this one is {kind}",
            "It sets a judgement against a measure: name such a pair, or clear the cell.",
        )
