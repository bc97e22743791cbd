"""How an error ends a command: its words on the screen and its exit code, for every command in this one place.

An error of our own also leaves a report.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

import click

from optimiser import errors
from optimiser.cli import Exit, Failure
from optimiser.cli.stopping import NOTHING_WRITTEN, what_was_written
from optimiser.errors import OptimiserError

NOTHING_RECORDED = "Nothing was recorded."
ELSEWHERE = "The files that were there have not changed. Name another folder with --output."
CUT_SHORT = (
    "A run into that folder was stopped while its files were put in place, so the folder may hold files of two runs. "
    "None of them is lost. Remove the cause, then run the command again: it puts the rest in place first."
)
PARAMETERS: dict[type[OptimiserError], str] = {  # the parameter whose value an error is about
    errors.NoSuchScenario: "--scenario",
    errors.NotAnOption: "--option",
    errors.NoSecondSolver: "--verify",
    errors.NoSuchSolver: "--solver",
    errors.NoSuchInput: "INPUT",
    errors.NoSuchExample: "--example",
    errors.NoRecord: "--stay-close",
}
# What is said after the message, or blank for what was written; and the exit code.
FAILURES: dict[type[OptimiserError], tuple[str, Exit]] = {
    errors.BrokenDecision: (f" {NOTHING_WRITTEN}", Exit.FAULTS),
    errors.NotWritten: (f" {ELSEWHERE}", Exit.NOT_WRITTEN),
    errors.RunCutShort: (f" {CUT_SHORT}", Exit.NOT_WRITTEN),
    errors.WorkersLost: ("", Exit.NO_WORKERS),
    errors.NoCluster: ("", Exit.NO_WORKERS),
}


def ending(error: OptimiserError, context: click.Context) -> Exception:
    """What ends the command: a usage error with the parameter that it is about, or a Failure with its exit code."""
    of_command = {"compare": _of_compare, "decide": _of_decide, "new": _of_new}.get(context.info_name or "")
    return (of_command(error) if of_command else None) or _of_any(error, context)


def crash_report(error: Exception, arguments: Sequence[str]) -> str:
    """Write a file with the versions, the command and the traceback of an error of our own.

    Returns what to tell the user: the error in one sentence, and where the report is.
    """
    kind, message = type(error).__name__, " ".join(str(error).split())
    sentence = f"{kind}: {message}" if message else kind
    path = _write_report(error, arguments)
    remedy = f"Please send us the report: {path}" if path else "Please send us the command and the input."
    return f"This is an error in the optimiser: {sentence.rstrip('.')}. {what_was_written()}\n{remedy}"


def typed(path: Path) -> str:
    """A path as the user types it, so that it can be pasted: in quotes where the shell needs them."""
    if os.name != "nt":
        return shlex.quote(str(path))
    return f'"{path}"' if re.search(r"[\s&()^;,=!%'+`~{}]", str(path)) else str(path)


def _of_any(error: OptimiserError, context: click.Context) -> Exception:
    if (parameter := PARAMETERS.get(type(error))) is not None:
        return click.BadParameter(str(error), context, param_hint=parameter)
    if isinstance(error, errors.NotDecidable):
        return click.UsageError(str(error), context)
    if isinstance(error, errors.CaseFaults):
        written = "" if context.info_name == "check" else f"{NOTHING_WRITTEN} "
        return Failure(f"{_faults(error)}\n{written}{_check_again(error, context)}", Exit.FAULTS)
    remark, code = FAILURES[type(error)]
    return Failure(f"{error}{remark}" if remark else f"{error}\n{what_was_written()}", code)


def _of_compare(error: OptimiserError) -> Exception | None:
    """A run that cannot be compared is a fault of the input: the two folders are all that is given."""
    return Failure(str(error), Exit.FAULTS) if isinstance(error, errors.NoRecord | errors.NotAnOption) else None


def _of_decide(error: OptimiserError) -> Exception | None:
    match error:
        case errors.NoRecord() | errors.BrokenDecision():
            return Failure(f"{error} {NOTHING_RECORDED}", Exit.FAULTS)
        case errors.RunCutShort():
            return None  # what was decided may be among the files that are still to be put in place
        case errors.NotWritten():
            return Failure(f"{error} {NOTHING_RECORDED}", Exit.NOT_WRITTEN)
        case errors.NoSuchSolver(name=name):
            words = f'The run was solved with "{name}", which cannot be used here.'
            return Failure(f"{words} Use --no-thresholds, which needs no solver. {NOTHING_RECORDED}", Exit.USAGE)
    return None


def _of_new(error: OptimiserError) -> Exception | None:
    return Failure(f"{error} Name another file.", Exit.NOT_WRITTEN) if isinstance(error, errors.NotWritten) else None


def _faults(error: errors.CaseFaults) -> str:
    from optimiser.casefiles.reading import describe  # loaded only if there are faults

    return describe(error.faults)


def _check_again(error: errors.CaseFaults, context: click.Context) -> str:
    """What to do: `optimiser check` is named only if it finds something. What it does not read, it cannot find."""
    in_changes = [fault.location.startswith("--set") for fault in error.faults]
    case = context.params.get("case")
    if case is not None and not (in_changes and all(in_changes)) and _check_finds_faults(case):
        also = "--set and " if any(in_changes) else ""
        return f"Correct {also}the input, then run: optimiser check {typed(case)}"
    what = "--set" if context.params.get("changes") or any(in_changes) else "the input"
    return f"Correct {what}, then run the command again."


def _check_finds_faults(case: Path) -> bool:
    from optimiser.api.cases import check_case  # as above

    try:
        return bool(check_case(case).scenario_faults)
    except errors.CaseFaults:
        return True


def _write_report(error: Exception, arguments: Sequence[str]) -> Path | None:
    """The path of the report, None if no temporary file can be written."""
    import platform
    import tempfile
    import traceback

    from optimiser.engine.versions import versions

    made_with = ", ".join(f"{name} {version}" for name, version in versions().items())
    trace = "".join(traceback.format_exception(error))
    text = f"{made_with}\n{platform.platform()}\noptimiser {' '.join(arguments)}\n\n{trace}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="optimiser-report-", suffix=".txt", delete=False
        ) as file:
            file.write(text)
    except OSError:
        return None
    return Path(file.name)
