"""On which side of each point of a chart its name stands, so that names cover neither each other nor other points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimiser.excel.text_width import text_width

SIDES = ("right", "left", "above", "below")  # in the order in which they are tried
MARKER = 7.0  # pixels from the middle of a marker to its name


@dataclass(frozen=True, slots=True)
class LabelledPoint:
    """A point with its name. `x`, `y`: pixels from the left and from the bottom of the plot."""

    name: str
    x: float
    y: float


def label_sides(points: Sequence[LabelledPoint], plot: tuple[float, float], line: float) -> list[str]:
    """The side of each point's name; the right if no side is free.

    `plot`: its width and height in pixels. `line`: the height of a line of text in pixels.
    """
    taken = [_box_around(point.x, point.y, 2 * MARKER, 2 * MARKER) for point in points]
    sides = []
    for number, point in enumerate(points):
        others = [box for other, box in enumerate(taken) if other != number]
        free = [side for side in SIDES if _is_free(_label_box(point, side, line), others, plot)]
        sides.append(free[0] if free else SIDES[0])
        taken.append(_label_box(point, sides[-1], line))
    return sides


Box = tuple[float, float, float, float]  # left, bottom, right, top


def _label_box(point: LabelledPoint, side: str, line: float) -> Box:
    """Where the name stands; a digit is a little less wide than half a line is high."""
    width = text_width(point.name) * line * 0.5
    x = {"right": MARKER + width / 2, "left": -MARKER - width / 2}.get(side, 0.0)
    y = {"above": MARKER + 1 + line / 2, "below": -MARKER - 1 - line / 2}.get(side, 0.0)
    return _box_around(point.x + x, point.y + y, width, line)


def _box_around(x: float, y: float, width: float, height: float) -> Box:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _is_free(box: Box, others: Sequence[Box], plot: tuple[float, float]) -> bool:
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= plot[0] and box[3] <= plot[1]
    return inside and not any(_overlap(box, other) for other in others)


def _overlap(first: Box, second: Box) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]
