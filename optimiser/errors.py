"""Every error that a user of the package or of the command line may meet, below one base class.

The message of each says where the error is, what was found and what to do. The command line gives each its exit code in
one place, `optimiser.cli.failures`. Each passes all its arguments to `Exception`, so that a worker process can send it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from models.case import faults

if TYPE_CHECKING:
    from models.plan.ledger import Violation

__all__ = ["BrokenAnswer", "BrokenDecision", "CaseFaults", "NoCluster", "NoRecord", "NoSuchExample", "NoSuchInput"]
__all__ += [
    "NoSecondSolver",
    "NoSuchScenario",
    "NoSuchSolver",
    "NotAnOption",
    "NotDecidable",
    "NotWritten",
    "OptimiserError",
]
__all__ += ["RunCutShort", "WorkersLost"]


class OptimiserError(Exception):
    """The base class of the errors that this package raises on purpose."""


class CaseFaults(OptimiserError, faults.CaseFaults):
    """The input has faults: all of them, in `faults`, in the order of the tables."""


class NoSuchScenario(OptimiserError):
    """The case has no scenario of that name; the message lists those that it has."""


class NotAnOption(OptimiserError):
    """The case does not have the option that was named, or does not appraise it; the message says why."""


class NoSuchSolver(OptimiserError):
    """The solver `name` is not known or not installed; `known` lists those that can be used here."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name, known)
        self.name, self.known = name, tuple(known)

    def __str__(self) -> str:
        return f'The solver "{self.name}" cannot be used here. Those that can be used: {", ".join(self.known)}.'


class NoSecondSolver(OptimiserError):
    """The second solver is not installed."""

    def __str__(self) -> str:
        return 'The second solver is not installed. Install it in the folder of this project: pip install ".[verify]"'


class NoSuchInput(OptimiserError):
    """No input of that name can be moved in a sweep of this case; the message lists those that can."""


class NoSuchExample(OptimiserError):
    """The package has no example case of that name; the message lists those that it has."""


class BrokenAnswer(OptimiserError):
    """An answer breaks a rule or claims what is not so: an error in this package. `violations` say what is broken."""

    def __init__(self, option: str, violations: Iterable[Violation]) -> None:
        self.option, self.violations = option, tuple(violations)
        super().__init__(option, self.violations)

    def __str__(self) -> str:
        return f"{self.option}: " + "; ".join(map(str, self.violations))


class WorkersLost(OptimiserError):
    """Worker processes could not start, or ended before their work was done; the message says what to do."""


class NoCluster(WorkersLost):
    """The cluster cannot be used: no scheduler answers, or a worker has other versions. The message says which."""


class NoRecord(OptimiserError):
    """A folder holds no run that can be read; the message says where, what was found (`found`), and what to do."""

    def __init__(self, found: str, remedy: str = "") -> None:
        super().__init__(found, remedy)
        self.found, self.remedy = found, remedy

    def __str__(self) -> str:
        return f"{self.found} {self.remedy}".rstrip()


class NotDecidable(OptimiserError):
    """The choice cannot be recorded as a decision on this run; the message says why, and what to do."""


class BrokenDecision(OptimiserError):
    """A decision.json cannot be read; the message says where, what was found, and what to do."""


class NotWritten(OptimiserError):
    """The output cannot be written; the message says where and why. The files that were there have not changed."""


class RunCutShort(NotWritten):
    """As NotWritten, but a run into the folder was stopped while its files were put in place.

    So the folder may hold files of two runs. None is lost, and the next run into it puts the rest in place.
    """
