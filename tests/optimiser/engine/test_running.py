"""A run: which options are solved, what is refused, and in what order things are measured."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import worked
from world import option, world

from models.case.types import Case, Option
from models.plan.plan import Answer, Status
from optimiser.casefiles.reading import CaseFile
from optimiser.engine import run as running
from optimiser.engine.run import Run, options_to_solve, run_case
from optimiser.errors import BrokenAnswer, NotAnOption
from optimiser.solving.settings import Settings

OPTIONS = world(options=[option("as is"), option("Hub  and spoke"), option("full"), option("far", dropped="Too far.")])


def names(*asked: str) -> list[str]:
    return [one.name for one in options_to_solve(OPTIONS, asked)]


def test_all_options_but_dropped_ones_are_solved_where_none_is_named() -> None:
    assert names() == ["as is", "Hub  and spoke", "full"]


def test_the_reference_is_always_solved_and_the_order_is_the_cases() -> None:
    assert names("full") == ["as is", "full"]
    assert names("full", "hub and spoke") == ["as is", "Hub  and spoke", "full"]
    assert names("as is") == ["as is"]


def test_names_match_whatever_their_capitals_and_spaces() -> None:
    assert names(" HUB and Spoke ") == ["as is", "Hub  and spoke"]


def test_an_unknown_option_is_refused_with_the_one_that_may_be_meant() -> None:
    with pytest.raises(NotAnOption, match=r'has no option "ful"\. Did you mean "full"'):
        names("ful")


def test_an_unknown_option_like_no_other_is_answered_with_all_there_are() -> None:
    with pytest.raises(NotAnOption, match="It has: as is, Hub  and spoke, full"):
        names("xyz")


def test_a_dropped_option_is_refused_with_its_reason() -> None:
    with pytest.raises(NotAnOption, match='"far" is not appraised: Too far'):
        names("Far")


def answers(monkeypatch: pytest.MonkeyPatch, **changed: Answer) -> None:
    """Let the solver answer as in the worked example, but for what is changed."""
    known = {name.replace(" ", "_"): result.answer for name, result in worked.run().results.items()}

    def given(_: Case, options: tuple[Option, ...], *__: object) -> Iterator[Answer]:
        return iter([(known | changed)[each.name.replace(" ", "_")] for each in options])

    monkeypatch.setattr(running, "_answers", given)


def result(settings: Settings | None = None) -> Run:
    return run_case(CaseFile(worked.case(), (), "0" * 64, "worked"), settings or Settings())


def joint(**changed: object) -> Answer:
    return replace(worked.run().results["joint"].answer, **changed)  # type: ignore[arg-type]


def test_a_run_judges_measures_and_scores_every_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch)
    found, expected = result(), worked.run()
    assert found.results == expected.results
    assert found.appraisal == expected.appraisal
    assert (found.digest, found.source) == ("0" * 64, "worked")


def test_without_figures_of_the_reference_the_others_have_no_net_present_value(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, as_is=Answer("as is", "outcomes", Status.NO_ANSWER))
    measures = result().results["joint"].measures
    assert measures is not None
    assert measures["net_present_value"] is None


def test_a_plan_that_breaks_a_rule_is_our_error_and_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = worked.joint()
    answers(monkeypatch, joint=joint(plan=replace(plan, kept=plan.kept | {("K1", 1)})))
    with pytest.raises(BrokenAnswer, match="joint_replaces_separate") as broken:
        result()
    assert broken.value.option == "joint"


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ({"objective_value": 10.1, "bound": 10.1}, "primary"),
        ({"bound": 9.0}, "bound"),
        ({"bound": 10.5, "gap": 0.0}, "gap"),
        ({"bound": 10.5, "gap": 0.05}, "status"),
        ({"objective": "cost"}, "objective"),
        ({"status": Status.INFEASIBLE}, "plan"),
        ({"plan": None}, "plan"),
    ],
)
def test_a_claim_that_does_not_hold_is_our_error(
    monkeypatch: pytest.MonkeyPatch, claim: dict[str, object], words: str
) -> None:
    answers(monkeypatch, joint=joint(**claim))
    with pytest.raises(BrokenAnswer) as broken:
        result()
    assert words in {violation.where for violation in broken.value.violations}


def test_a_plan_of_another_option_is_our_error(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, joint=joint(plan=worked.as_is(), objective_value=4.0, bound=4.0))
    with pytest.raises(BrokenAnswer, match="option"):
        result()


def test_an_unproven_answer_is_kept_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, joint=joint(status=Status.UNPROVEN, bound=10.5, gap=0.05))
    assert result().results["joint"].answer.status is Status.UNPROVEN


def test_the_objective_asked_for_is_the_one_that_must_be_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch)
    with pytest.raises(BrokenAnswer, match="objective"):
        result(Settings(objective="cost"))
