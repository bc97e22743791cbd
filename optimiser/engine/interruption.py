"""What a command that is stopped must undo, and what it may say of the files of its run.

A signal may end a command at any moment, without another line of the code that it interrupts. So whatever is on the
disk for a while only, a lock or a temporary folder, says here how to take it away; and the switch of files says here
when it begins and ends. The command line reads this when it is told to stop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum


class Phase(Enum):
    """How far the writing of this process has come."""

    NOTHING = "nothing of this run is in its folder"
    SWITCHING = "files are being put in place"
    WRITTEN = "the files of this run are in place"


@dataclass
class Interruption:
    """The state of this process. `kept`: what of the work stays for the next run although it was stopped, in words."""

    phase: Phase = Phase.NOTHING
    kept: Callable[[], str] = str
    _cleanups: list[Callable[[], None]] = field(default_factory=list)

    def begin(self) -> None:
        """Forget what an earlier command in this process has written."""
        self.phase, self.kept = Phase.NOTHING, str

    @contextmanager
    def undo(self, cleanup: Callable[[], None]) -> Iterator[None]:
        """Call `cleanup` at the end, or if the process is stopped before it. It may find that nothing is left to do."""
        self._cleanups.append(cleanup)
        try:
            yield
        finally:
            cleanup()
            if cleanup in self._cleanups:
                self._cleanups.remove(cleanup)

    def undo_all(self) -> None:
        """Take away all that is on the disk for a while only, the latest first. Raises nothing."""
        while self._cleanups:
            with suppress(Exception):
                self._cleanups.pop()()

    @contextmanager
    def switching(self, ends: Phase) -> Iterator[None]:
        """While files are put in place. `ends`: the phase afterwards; the one before, if an error is raised."""
        before, self.phase = self.phase, Phase.SWITCHING
        try:
            yield
            before = ends
        finally:
            self.phase = before


interruption = Interruption()
