"""Long work: done in another thread, while a line of the terminal that is written over shows how far it is."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import isfinite
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Generic, TypeVar

import click

if TYPE_CHECKING:
    from optimiser.engine.parallel import BatchProgress
    from optimiser.solving import Progress

    Report = Callable[[Progress | BatchProgress], None]

Answer = TypeVar("Answer")


def with_progress(
    activity: str, work: Callable[[Report | None], Answer], *, quiet: bool, objective: str = ""
) -> Answer:
    """Do the work, which is given what to call as it goes on. `activity` and `objective` are as in `progress_line`."""
    with progress_line(activity, quiet=quiet, objective=objective) as report:
        return in_background(lambda: work(report))


def in_background(work: Callable[[], Answer]) -> Answer:
    """Do the work in another thread and wait for it; what it raises is raised here.

    The main thread, which alone hears a Ctrl-C, is then free to end the command, however deep a solver is in its own
    code; and a library that swallows every error while it loads cannot swallow the Ctrl-C. Files are not to be written
    there: the command may end at any moment.
    """
    thread = _Thread(work)
    thread.start()
    while thread.is_alive():
        thread.join(0.1)
    if thread.error is not None:
        raise thread.error
    return thread.answer[0]


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


class _Thread(threading.Thread, Generic[Answer]):
    """Does the work and keeps its answer, or its error."""

    def __init__(self, work: Callable[[], Answer]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self.answer: list[Answer] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.answer.append(self._work())
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
            self.error = error


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
    from optimiser.engine.parallel import BatchProgress  # loaded already where anything is solved

    if isinstance(progress, BatchProgress):
        return f"{progress.stage}: {progress.done} of {progress.total} solved{_time_left(progress.seconds_left)}"
    in_money = _objective_of(progress.stage, objective) != "outcomes"
    best, bound = _figure(progress.best, in_money), _figure(progress.bound, in_money)
    return f"{progress.option}: {progress.stage}, best {best}, bound {bound}, {progress.seconds:.0f} s"


def _objective_of(stage: str, objective: str) -> str:
    """The objective that a stage of the search works on: the secondary one in its own stage, else the first."""
    from models.case.vocabulary import SECONDARY_OBJECTIVE
    from optimiser.solving.search import SECONDARY_STAGE  # as above

    return SECONDARY_OBJECTIVE[objective] if stage == SECONDARY_STAGE else objective


def _time_left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f", about {seconds / 60:.0f} min left" if seconds >= 90 else f", about {seconds:.0f} s left"


def _figure(value: float | None, in_money: bool) -> str:
    if value is None or not isfinite(value):
        return "none yet"
    return f"£{value:,.0f}" if in_money else f"{value:,.1f}"
