"""Work in another thread, so that the main thread, which alone hears a Ctrl-C, is free to end the command."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


def in_background(work: Callable[[], Answer]) -> Answer:
    """Do the work in another thread and wait for it; what it raises is raised here.

    A solver deep in its own code then cannot hold up a Ctrl-C, and a library that swallows every error while it loads
    cannot swallow it. Files are not to be written there: the command may end at any moment.
    """
    thread = _Thread(work)
    thread.start()
    while thread.is_alive():
        thread.join(0.1)
    if thread.error is not None:
        raise thread.error
    return thread.answer[0]


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
