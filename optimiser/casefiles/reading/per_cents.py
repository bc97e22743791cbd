"""Figures under a heading or label in per cent: which of them are shares already, and what to do with the others.

A figure that is shown with a per cent sign is read by that sign. Any other is not changed: it may be 28 for 28%, or
0.28. So the remedy never says to divide: it says how each figure is written as a share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimiser.casefiles.reading.grid import Grid
from optimiser.casefiles.reading.numbers import decimal_in, decimal_of
from optimiser.casefiles.reading.shown import NIL, Shown
from optimiser.casefiles.reading.unit_words import Sort
from optimiser.casefiles.reading.units import Unit, holds_shares
from optimiser.casefiles.schema.columns import Column, decimal_text


@dataclass(frozen=True, slots=True)
class PerCents:
    """What to do with figures in per cent. `remedy`: blank if each is a share by its own sign.

    `told`: whether the remedy covers each figure above 1, so that no cell need say so too.
    """

    remedy: str
    told: bool = False


def cells_under(grid: Grid, position: int) -> list[object]:
    """The cells of a column of a grid, without its heading."""
    return [line.cells[position] for line in grid.lines if position < len(line.cells)]


def per_cents(units: Sequence[Unit], cells: Sequence[object], column: Column, then: str) -> PerCents | None:
    """What to do with the cells of a column in these units; None if one is no per cent, or the column holds no share.

    `then`: the rest of the remedy, such as `write the heading as "success rate"`.
    """
    if {unit.sort for unit in units} != {Sort.PERCENT}:
        return None
    unsigned = [cell for cell in cells if not _says_itself(cell)]
    if not unsigned:
        return PerCents("")
    if not holds_shares(column):
        return None
    figures = [figure for figure in map(_figure, unsigned) if figure is not None]
    if any(figure > 1 for figure in figures) or not figures:
        example = next((figure for figure in figures if 1 < figure <= 100), Fraction(28))
        words = f"{decimal_text(example)}% is {decimal_text(example / 100)}"
        return PerCents(f"Write each per cent as a share ({words}), then {then}.", told=True)
    figure = decimal_text(figures[0])
    held = decimal_text(figures[0] * 100)
    return PerCents(f"Write any per cent as a share ({figure} is read as {held}%), then {then}.")


def is_per_cent_untold(cell: object) -> bool:
    """Whether a cell is a plain figure above 1 that may be a per cent."""
    figure = _figure(cell)
    return figure is not None and 1 < figure <= 100 and not _says_itself(cell)


def _says_itself(cell: object) -> bool:
    """Whether a cell is blank, is 0, or has a per cent sign of its own."""
    text = str(cell.text if isinstance(cell, Shown) else cell).strip()
    return cell is None or text.endswith("%") or text.casefold() in NIL or _figure(cell) == 0


def _figure(cell: object) -> Fraction | None:
    held = cell.held if isinstance(cell, Shown) else cell
    if isinstance(held, bool):
        return None
    if isinstance(held, (int, float)):
        return decimal_of(held)
    return decimal_in(held.strip()) if isinstance(held, str) else None
