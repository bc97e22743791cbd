"""On which side of each point of a chart its name stands, so that names cover neither each other nor other points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimiser.excel.text_width import width_of

SIDES = ("right", "left", "above", "below")  # as they are tried
MARK = 7.0  # pixels from the middle of a mark to its name


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in pixels from the left and from the bottom of the plot, with its name."""

    name: str
    across: float
    up: float


def sides(spots: Sequence[Spot], plot: tuple[float, float], line: float) -> list[str]:
    """A side for each; the right where no side is free. `plot`: its width and height, `line`: height of a line."""
    taken = [_around(each.across, each.up, 2 * MARK, 2 * MARK) for each in spots]
    found = []
    for own, spot in enumerate(spots):
        others = [box for number, box in enumerate(taken) if number != own]
        free = [side for side in SIDES if _free(_box(spot, side, line), others, plot)]
        found.append(free[0] if free else SIDES[0])
        taken.append(_box(spot, found[-1], line))
    return found


Box = tuple[float, float, float, float]  # left, bottom, right, top


def _box(spot: Spot, side: str, line: float) -> Box:
    """Where the name stands; a digit is a little less wide than half a line is high."""
    width = width_of(spot.name) * line * 0.5
    across = {"right": MARK + width / 2, "left": -MARK - width / 2}.get(side, 0.0)
    up = {"above": MARK + 1 + line / 2, "below": -MARK - 1 - line / 2}.get(side, 0.0)
    return _around(spot.across + across, spot.up + up, width, line)


def _around(across: float, up: float, width: float, height: float) -> Box:
    return across - width / 2, up - height / 2, across + width / 2, up + height / 2


def _free(box: Box, others: Sequence[Box], plot: tuple[float, float]) -> bool:
    within = box[0] >= 0 and box[1] >= 0 and box[2] <= plot[0] and box[3] <= plot[1]
    return within and not any(_meet(box, other) for other in others)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
