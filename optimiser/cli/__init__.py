"""The command line: the only room that prints or exits. This module ends every run of the command, whatever happens.

`commands` has a module for each command: its options and help, what it does, and what it prints; only what appraise
prints is in `appraisal_text`. `failures` turns errors into words and exit codes. A command loads whatever is heavy
inside its functions, so that help and usage errors come at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import IntEnum
from typing import Self

from optimiser.cli import standard_output, stopping

NOT_CERTAIN = "done, but something is not proven or not certain, or a check failed"  # of Exit.UNPROVEN, if it ranks


class Exit(IntEnum):
    """The exit codes, each with its `meaning` as help says it."""

    meaning: str

    DONE = 0, "done, and proven within the gap"
    UNPROVEN = 1, "done, but something is not proven, or a check failed"
    USAGE = 2, "the command was not understood"
    FAULTS = 3, "the input has faults"
    NO_PLAN = 4, "no plan was found for any option"
    NOT_WRITTEN = 5, "the output cannot be written"
    NO_WORKERS = 69, "the worker processes or the cluster failed"
    OUR_BUG = 70, "an error in the optimiser"
    STOPPED = 130, "stopped with Ctrl-C"
    TERMINATED = 143, "stopped by the system (SIGTERM)"

    def __new__(cls, code: int, meaning: str) -> Self:
        """A number that also knows what it means."""
        member = int.__new__(cls, code)
        member._value_, member.meaning = code, meaning
        return member

    @classmethod
    def of(cls, *, has_plan: bool, proven: bool, failing: Sequence[str] = ()) -> Exit:
        """The code of finished work. `failing`: the checks of the workbook that fail."""
        if not has_plan:
            return cls.NO_PLAN
        return cls.UNPROVEN if failing or not proven else cls.DONE


class Failure(Exception):
    """Ends a command: words for stderr, and the exit code."""

    def __init__(self, words: str, code: Exit) -> None:
        super().__init__(words)
        self.code = code


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its code. No traceback reaches the user."""
    stopping.listen()
    try:
        standard_output.reserve_standard_output()
        code = _run(arguments)
        if (stopped := stopping.postponed()) is not None:
            stopping.end(stopped)
    except KeyboardInterrupt:  # of a caller who hears Ctrl-C in another way
        stopping.end(Exit.STOPPED)
    stopping.listen_no_more()
    _leave(_code_of_output(code))


def _run(arguments: Sequence[str] | None) -> int:
    import click  # a Ctrl-C while it loads ends as any other

    from optimiser.cli.commands import optimiser  # as click

    try:
        return int(optimiser.main(arguments, prog_name="optimiser", standalone_mode=False) or 0)
    except click.ClickException as error:
        _unmute()
        error.show()
        return error.exit_code
    except Failure as failure:
        _say(str(failure))
        return failure.code
    except click.Abort as stopped:
        raise KeyboardInterrupt from stopped
    except KeyboardInterrupt:
        raise
    except Exception as error:  # noqa: BLE001 - whatever else went wrong is our error
        return _our_bug(error, arguments)


def _our_bug(error: Exception, arguments: Sequence[str] | None) -> int:
    """One sentence for the user, the rest in a report file."""
    from optimiser.cli.failures import crash_report  # only where it is needed

    _say(crash_report(error, sys.argv[1:] if arguments is None else arguments))
    return Exit.OUR_BUG


def _code_of_output(code: int) -> int:
    """The exit code, changed if the work was done but what was to be said of it could not all be said.

    A reader who closes a pipe has had enough, and that is no fault.
    """
    log = sys.modules.get("optimiser.cli.log")
    problems = [*standard_output.problems(), *(log.problems() if log is not None else ())]
    for problem in problems:
        _say(f"{problem} {stopping.what_was_written()}")
    return Exit.NOT_WRITTEN if problems and code in (Exit.DONE, Exit.UNPROVEN, Exit.NO_PLAN) else code


def _say(text: str) -> None:
    _unmute()
    sys.stderr.write(text + "\n")


def _unmute() -> None:
    """Show errors on the screen, even if everything else is written to a log alone."""
    if (log := sys.modules.get("optimiser.cli.log")) is not None:
        log.unmute_screen()


def _leave(code: int) -> None:
    """Exit with a code."""
    sys.stderr.flush()
    if (log := sys.modules.get("optimiser.cli.log")) is not None:
        log.end(code)
    sys.exit(code)
