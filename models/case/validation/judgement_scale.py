"""Whether judgements in numbers are points of 100, as the model reads them, or marks out of 5 or out of 10."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.case.text import quoted_list
from models.case.validation.row_reader import RowReader, TableReader

HIGHEST_MARK = 10  # judgements of which none is above it look like marks, not like points of 100
EXPECTED = "High, Medium, Low or points from 0 to 100"
OUT_OF_100 = "out of 100"  # in the note of a row whose low points are meant


def check_points(judgements: TableReader) -> None:
    """Log one fault for all judgements in numbers if none is above 10: they may be marks out of 5 or out of 10.

    If only those of one row are so low, that is a warning.
    """
    marked = [(row, numbers) for row in judgements if (numbers := list(_numbers(row)))]
    unsaid = [(row, numbers) for row, numbers in marked if OUT_OF_100 not in row.text("note").casefold()]
    highest = max((number for _, numbers in marked for number in numbers), default=Fraction(0))
    names = quoted_list([row.text("criterion") for row, _ in unsaid])
    said = f'If they are points of 100, write "{OUT_OF_100}" in the column note'
    if unsaid and 0 < highest <= HIGHEST_MARK:
        found, remedy = f"no number above {float(highest):g}: {names}", f"Multiply each number by {_factors(highest)}."
        judgements.fault(found, EXPECTED, f"{remedy} {said} of each of these rows.")
    for row, numbers in unsaid if highest > HIGHEST_MARK else ():
        if len(numbers) > 1 and 0 < max(numbers) <= HIGHEST_MARK:
            found = f"no number above {float(max(numbers)):g}, beside a row with {float(highest):g}"
            row.warn("criterion", found, EXPECTED, f"They are read as points of 100. {said}.")


def _numbers(row: RowReader) -> Iterator[Fraction]:
    return (value for value in row.judgements_by_option().values() if isinstance(value, Fraction))


def _factors(highest: Fraction) -> str:
    shares = ["100 if they are shares"] if highest <= 1 else []
    fives = ["20 if they are out of 5"] if highest <= 5 else []
    return ", ".join([*shares, *fives, "10 if they are out of 10"])
