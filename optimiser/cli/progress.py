"""How far the solving is, on one line of a terminal that is written over as it goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import isfinite
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from optimiser.engine.parallel import BatchProgress
    from optimiser.solving import Progress

    Report = Callable[[Progress | BatchProgress], None]


@contextmanager
def progress_line(activity: str, *, quiet: bool, objective: str = "") -> Iterator[Report | None]:
    """What to call as the solving goes on, None if nobody sees it: when quiet, or stderr is not a terminal.

    `activity`: what the line says first. `objective`: that of the appraisal, for the unit of the figures of a search.
    """
    line = Line()
    if quiet or not line.visible:
        yield None
        return
    line.show(activity)
    try:
        yield lambda progress: line.show(describe(progress, objective))
    finally:
        line.clear()


class Line:
    """One line of stderr that is written over; nothing is written if stderr is not a terminal."""

    def __init__(self) -> None:
        self.visible = sys.stderr.isatty()
        self._length = 0

    def show(self, text: str) -> None:
        """Put a text in place of the one on the line, cut to the width of the terminal."""
        if self.visible:
            width = get_terminal_size().columns - 1
            shown = text if len(text) <= width else text[: max(width - 3, 0)] + "..."
            click.echo("\r" + shown.ljust(self._length), err=True, nl=False)
            self._length = len(shown)

    def clear(self) -> None:
        """Leave the line blank."""
        if self._length:
            self.show("")
            click.echo("\r", err=True, nl=False)


def describe(progress: Progress | BatchProgress, objective: str = "") -> str:
    """A step of many programmes or of the search for one option, in words.

    `inputs: 12 of 96 solved, about 3 min left`, or `joint: places, best £1,200,000, bound £1,190,000, 3 s`.
    """
    from optimiser.engine.parallel import BatchProgress  # noqa: PLC0415 - loaded already where anything is solved

    if isinstance(progress, BatchProgress):
        return f"{progress.stage}: {progress.done} of {progress.total} solved{_time_left(progress.seconds_left)}"
    in_money = _objective_of(progress.stage, objective) != "outcomes"
    best, bound = _figure(progress.best, in_money), _figure(progress.bound, in_money)
    return f"{progress.option}: {progress.stage}, best {best}, bound {bound}, {progress.seconds:.0f} s"


def _objective_of(stage: str, objective: str) -> str:
    """The objective that a stage of the search works on: the secondary one in its own stage, else the first."""
    from models.mip.build import SECONDARY_OBJECTIVE  # noqa: PLC0415 - as above
    from optimiser.solving.search import SECONDARY_STAGE  # noqa: PLC0415 - as above

    return SECONDARY_OBJECTIVE[objective] if stage == SECONDARY_STAGE else objective


def _time_left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f", about {seconds / 60:.0f} min left" if seconds >= 90 else f", about {seconds:.0f} s left"


def _figure(value: float | None, in_money: bool) -> str:
    if value is None or not isfinite(value):
        return "none yet"
    return f"£{value:,.0f}" if in_money else f"{value:,.1f}"
