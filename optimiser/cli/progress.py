"""While a solver works: what is known so far, on one line of a terminal; and Ctrl-C at any moment."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from math import isfinite
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Generic, TypeVar

import click

if TYPE_CHECKING:
    from optimiser.analyses.sensitivity import Step
    from optimiser.solving import Progress

Answer = TypeVar("Answer")


class Line:
    """One line that is written over as the solving goes on; silent where stderr is not a terminal.

    `aims`: the aim (outcomes, cost or value) that a stage of the solving works on.
    """

    def __init__(self, objectives: Callable[[str], str], *, show: bool) -> None:
        self._aims = objectives
        self.shows = show and sys.stderr.isatty()
        self._length = 0

    def __call__(self, progress: Progress) -> None:
        """Show where an option stands."""
        money = self._aims(progress.stage) != "outcomes"
        best, bound = _figure(progress.best, money), _figure(progress.bound, money)
        self.say(f"{progress.option}: {progress.stage}, best {best}, bound {bound}, {progress.seconds:.0f} s")

    def clear(self) -> None:
        """Leave the line blank."""
        if self._length:
            self.say("")
            click.echo("\r", err=True, nl=False)

    def say(self, text: str) -> None:
        """Put a text in place of the one that stands there."""
        if self.shows:
            room = get_terminal_size().columns - 1
            short = text if len(text) <= room else text[: max(room - 3, 0)] + "..."
            click.echo("\r" + short.ljust(self._length), err=True, nl=False)
            self._length = len(short)


def testing(step: Step) -> str:
    """How far a test of robustness is: `inputs: 12 of 96 solved, about 3 min left`."""
    return f"{step.stage}: {step.done} of {step.total} solved{_left(step.left)}"


class _Work(threading.Thread, Generic[Answer]):
    """Does one thing in the background and keeps what came of it."""

    def __init__(self, work: Callable[[], Answer]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self.answer: list[Answer] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.answer.append(self._work())
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            self.error = error


def aside(work: Callable[[], Answer]) -> Answer:
    """Do the work while the main thread, which alone hears a Ctrl-C, waits for it.

    A solver deep in its own code then cannot hold it up, and a library that swallows every error while it loads cannot
    swallow it.
    """
    thread = _Work(work)
    thread.start()
    while thread.is_alive():
        thread.join(0.1)
    if thread.error is not None:
        raise thread.error
    return thread.answer[0]


def _left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f", about {seconds / 60:.0f} min left" if seconds >= 90 else f", about {seconds:.0f} s left"


def _figure(objective: float | None, money: bool) -> str:
    if objective is None or not isfinite(objective):
        return "none yet"
    return f"£{objective:,.0f}" if money else f"{objective:,.1f}"
