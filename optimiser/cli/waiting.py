"""While a solver works: what is known so far, on one line of a terminal; and Ctrl-C at any moment."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

import click

if TYPE_CHECKING:
    from optimiser.solving import Progress

Answer = TypeVar("Answer")
WIDTH = 100


class Line:
    """One line that is written over as the solving goes on; silent where stderr is not a terminal."""

    def __init__(self, objective: str, *, show: bool) -> None:
        self._money = objective != "outcomes"
        self.shows = show and sys.stderr.isatty()
        self._length = 0

    def __call__(self, progress: Progress) -> None:
        """Show where an option stands."""
        best, bound = self._figure(progress.best), self._figure(progress.bound)
        self._write(f"{progress.option}: {progress.stage}, best {best}, bound {bound}, {progress.seconds:.0f} s")

    def clear(self) -> None:
        """Leave the line blank."""
        if self._length:
            self._write("")
            click.echo("\r", err=True, nl=False)

    def _write(self, text: str) -> None:
        if self.shows:
            short = text if len(text) <= WIDTH else text[: WIDTH - 3] + "..."
            click.echo("\r" + short.ljust(self._length), err=True, nl=False)
            self._length = len(short)

    def _figure(self, aim: float | None) -> str:
        if aim is None or aim in (float("inf"), float("-inf")):
            return "none yet"
        return f"£{aim / 100:,.0f}" if self._money else f"{aim:,.1f}"


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
    """Do the work while the main thread waits: a solver deep in its own code then cannot hold up a Ctrl-C."""
    thread = _Work(work)
    thread.start()
    while thread.is_alive():
        thread.join(0.1)
    if thread.error is not None:
        raise thread.error
    return thread.answer[0]
