"""Every error that the package raises on purpose ends every command with words and an exit code."""

import inspect
import os
import shlex
from pathlib import Path

import click
import pytest

from optimiser import errors
from optimiser.cli import Exit, Failure
from optimiser.cli.commands import optimiser
from optimiser.cli.failures import ending, typed
from optimiser.errors import OptimiserError

ARGUMENTS: dict[str, tuple[object, ...]] = {
    "CaseFaults": ([],),
    "NoSuchSolver": ("XYZ", ["HiGHS"]),
    "NoRecord": ("out holds no run.", "Appraise again."),
}
ERRORS = [
    each(*ARGUMENTS.get(name, ("It cannot be done.",)))
    for name, each in vars(errors).items()
    if inspect.isclass(each) and issubclass(each, OptimiserError) and name not in {"OptimiserError", "BrokenAnswer"}
]


def context(command: str) -> click.Context:
    found = click.Context(optimiser.commands[command], info_name=command)
    found.params = {"case": Path("my case")}
    return found


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("command", optimiser.commands)
def test_an_error_ends_a_command_with_words_and_a_code(command: str, error: OptimiserError) -> None:
    ended = ending(error, context(command))
    assert isinstance(ended, Failure | click.UsageError)
    assert str(ended).strip()


@pytest.mark.parametrize(
    ("command", "error", "code"),
    [
        ("appraise", errors.CaseFaults([]), Exit.FAULTS),
        ("appraise", errors.BrokenDecision("x"), Exit.FAULTS),
        ("appraise", errors.NotWritten("x"), Exit.NOT_WRITTEN),
        ("appraise", errors.NoCluster("x"), Exit.NO_WORKERS),
        ("sweep", errors.WorkersLost("x"), Exit.NO_WORKERS),
        ("compare", errors.NoRecord("x"), Exit.FAULTS),
        ("compare", errors.NotAnOption("x"), Exit.FAULTS),
        ("decide", errors.NoRecord("x"), Exit.FAULTS),
        ("decide", errors.NotWritten("x"), Exit.NOT_WRITTEN),
        ("decide", errors.NoSuchSolver("x", []), Exit.USAGE),
        ("new", errors.NotWritten("x"), Exit.NOT_WRITTEN),
        ("appraise", errors.RunCutShort("x"), Exit.NOT_WRITTEN),
        ("decide", errors.RunCutShort("x"), Exit.NOT_WRITTEN),
    ],
)
def test_the_exit_code_depends_on_what_the_command_was_given(command: str, error: OptimiserError, code: Exit) -> None:
    ended = ending(error, context(command))
    assert isinstance(ended, Failure)
    assert ended.code == code


@pytest.mark.parametrize(
    ("error", "parameter"),
    [
        (errors.NoSuchScenario("x"), "--scenario"),
        (errors.NotAnOption("x"), "--option"),
        (errors.NoSuchSolver("x", []), "--solver"),
        (errors.NoSuchInput("x"), "INPUT"),
        (errors.NoRecord("x"), "--stay-close"),
    ],
)
def test_a_usage_error_names_its_parameter(error: OptimiserError, parameter: str) -> None:
    ended = ending(error, context("appraise"))
    assert isinstance(ended, click.BadParameter)
    assert (ended.param_hint, ended.exit_code) == (parameter, Exit.USAGE)


@pytest.mark.skipif(os.name == "nt", reason="the shell of Windows has other quotes")
@pytest.mark.parametrize("name", ["plain", "two words", 'a "quoted" case', "it's", "R&D; $HOME", "a*b"])
def test_a_path_is_printed_so_that_it_can_be_pasted(name: str) -> None:
    assert shlex.split(typed(Path(name))) == [name]


@pytest.mark.parametrize("command", ["appraise", "decide", "sweep"])
def test_after_a_run_was_cut_short_nobody_is_told_that_nothing_has_changed(command: str) -> None:
    said = str(ending(errors.RunCutShort("out cannot be written: No space left."), context(command)))
    assert "may hold files of two runs. None of them is lost." in said
    assert "not changed" not in said
    assert "Nothing" not in said
