"""Work in another thread, and the line of progress."""

import sys
from io import StringIO

import pytest

from optimiser.cli.progress import describe, in_background, progress_line
from optimiser.engine.parallel import BatchProgress
from optimiser.solving import Progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("quiet", [False, True])
def test_nothing_is_shown_without_a_terminal(capsys: pytest.CaptureFixture[str], quiet: bool) -> None:
    with progress_line("solving", quiet=quiet) as progress:
        assert progress is None
    assert capsys.readouterr() == ("", "")


def test_a_terminal_shows_each_step_over_the_last_and_is_left_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Terminal())
    with progress_line("solving", quiet=False) as progress:
        assert progress is not None
        progress(BatchProgress("inputs", 1, 2, None))
    first, *shown, last = screen.getvalue().split("\r")[1:]
    assert (first, shown[0].rstrip(), shown[-1].strip(), last) == ("solving", "inputs: 1 of 2 solved", "", "")


def test_the_time_left_is_in_minutes_from_a_minute_and_a_half() -> None:
    assert describe(BatchProgress("inputs", 12, 96, 180.0)) == "inputs: 12 of 96 solved, about 3 min left"
    assert describe(BatchProgress("inputs", 12, 96, 89.0)) == "inputs: 12 of 96 solved, about 89 s left"


def test_the_figures_of_a_search_are_in_the_unit_of_its_objective() -> None:
    search = Progress("joint", "places", 1200.0, None, 3.0)
    assert describe(search, "cost") == "joint: places, best £1,200, bound none yet, 3 s"
    assert describe(search, "outcomes") == "joint: places, best 1,200.0, bound none yet, 3 s"


def test_the_answer_or_the_error_of_the_work_comes_back() -> None:
    assert in_background(lambda: 3) == 3
    with pytest.raises(KeyError, match="lost"):
        in_background(lambda: {}["lost"])  # type: ignore[no-any-return, misc]
