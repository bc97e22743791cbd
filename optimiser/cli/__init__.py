"""The command line: the only room that prints or exits. Here, how a run of the command ends, whatever happens.

The commands are in `commands`, what they say in `words`. Nothing heavy is loaded before a command needs it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import IntEnum

from optimiser.cli.standard_output import reserve_standard_output


class Exit(IntEnum):
    """What the exit code says."""

    DONE = 0  # done, and proven within the gap
    UNPROVEN = 1  # done, but something is not proven, or a check failed
    USAGE = 2  # the command was not understood
    FAULTS = 3  # the input has faults
    NO_PLAN = 4  # no option has a plan
    NOT_WRITTEN = 5  # the output cannot be written
    NO_WORKERS = 69  # the processes or the cluster that were to solve cannot be used, or were lost
    OUR_BUG = 70  # our error
    STOPPED = 130  # Ctrl-C


class Failure(Exception):
    """Something that ends a command: words for stderr, and the exit code."""

    def __init__(self, words: str, code: Exit) -> None:
        super().__init__(words)
        self.code = code


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its code. No traceback reaches the user."""
    try:
        reserve_standard_output()
        _printable()
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        _say("Stopped. Nothing was written.")
        code = Exit.STOPPED
    except BrokenPipeError:  # whoever read our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = Exit.DONE
    _leave(code)


def _run(arguments: Sequence[str] | None) -> int:
    import click  # noqa: PLC0415 - a Ctrl-C while it loads ends as any other

    from optimiser.cli.commands import optimiser  # noqa: PLC0415 - as click

    try:
        return int(optimiser.main(arguments, prog_name="optimiser", standalone_mode=False) or 0)
    except click.ClickException as error:
        _loud()
        error.show()
        return error.exit_code
    except Failure as failure:
        _say(str(failure))
        return failure.code
    except click.Abort as stopped:
        raise KeyboardInterrupt from stopped
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001 - the last door: whatever else went wrong is our error
        return _our_bug(error, arguments)


def _our_bug(error: Exception, arguments: Sequence[str] | None) -> int:
    """One sentence for the user, the rest in a report file."""
    from optimiser.cli.crash_report import report  # noqa: PLC0415 - only where it is needed

    said, path = report(error, sys.argv[1:] if arguments is None else arguments)
    _say(f"This is our error, not yours: {said} Nothing was written.\nPlease send us the report: {path}")
    return Exit.OUR_BUG


def _printable() -> None:
    """A character that the screen cannot show becomes a question mark, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _say(text: str) -> None:
    _loud()
    sys.stderr.write(text + "\n")


def _loud() -> None:
    """An error is said on the screen, even where all else goes to a log alone."""
    if (log := sys.modules.get("optimiser.cli.log")) is not None:
        log.loud()


def _leave(code: int) -> None:
    """Exit at once where a solver is still at work in another thread, else as usual; a log says how it ended."""
    sys.stderr.flush()
    if (log := sys.modules.get("optimiser.cli.log")) is not None:
        log.end(code)
    if code == Exit.STOPPED:
        os._exit(code)
    sys.exit(code)
