"""The time limit: every step of an option ends with it, and what is in hand by then is the answer."""

from __future__ import annotations

from typing import Any

import pytest
import worked

from models.mip.instance import OptionInstance
from models.plan.plan import Status
from optimiser.solving import solve
from optimiser.solving.search import GRACE_SECONDS, MIN_STEP_SECONDS, WHOLE_PLACES_STAGE, NoPlan, Search
from optimiser.solving.settings import Settings
from optimiser.solving.solver_interface import Limits, ProgressCallback, SolverResult


class Recording:
    """A solver that finds nothing and keeps the limits that it was given."""

    name = "recording"

    def __init__(self) -> None:
        self.limits: list[Limits] = []

    def __call__(self, _problem: Any, limits: Limits, _progress: ProgressCallback | None) -> SolverResult:
        self.limits.append(limits)
        return SolverResult(None, float("-inf"))


def search(seconds: float, ago: float) -> tuple[Search, Recording]:
    """The search for the option joint of the worked example, begun `ago` seconds before."""
    case, recording = worked.case(), Recording()
    made = Search(OptionInstance(case, case.option("joint")), Settings(time_limit=seconds), None)
    made.solver, made.started_at = recording, made.started_at - ago
    return made, recording


@pytest.mark.parametrize(("ago", "most"), [(0.0, MIN_STEP_SECONDS), (59.0, 1.0 + GRACE_SECONDS), (70.0, 0.1)])
def test_a_step_has_no_more_than_is_left_of_the_limit_and_its_grace(ago: float, most: float) -> None:
    made, recording = search(60.0, 0.0)
    model = made.build()
    made.started_at -= ago
    with pytest.raises(NoPlan):
        made.run(model, made.objective, WHOLE_PLACES_STAGE, Limits(0.0, MIN_STEP_SECONDS))
    assert 0.0 < recording.limits[0].seconds <= most


def test_nothing_is_built_any_more_once_the_time_is_up() -> None:
    made, recording = search(60.0, 60.0 + GRACE_SECONDS)
    with pytest.raises(NoPlan) as none:
        made.build()
    assert (none.value.result.infeasible, recording.limits) == (False, [])


def test_an_option_without_time_has_no_answer_and_is_not_called_infeasible() -> None:
    case = worked.case()
    for gap in (0.0, 0.0002):
        answer = solve(case, case.option("joint"), Settings(gap=gap, time_limit=-GRACE_SECONDS))
        assert (answer.status, answer.plan) == (Status.NO_ANSWER, None)
