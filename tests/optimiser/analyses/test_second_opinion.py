"""What a second solver says of a run: it agrees, contradicts, or leaves an option not verified."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
import worked

from models.plan.plan import Status
from optimiser.analyses.second_opinion import Agreement, OptionOpinion, SecondOpinion, judged
from optimiser.cli import Exit, appraisal_text
from optimiser.engine.run import Result
from optimiser.reports.data.second_opinion_json import second_opinion_json
from optimiser.reports.prose.second_opinion import second_opinion_sentences
from optimiser.solving.second_solver import SecondAnswer


def result() -> Result:
    """An option with a plan under the objective outcomes, proven to the last digit."""
    found = worked.run().results["joint"]
    assert found.ledger is not None
    value = float(found.ledger.objectives.outcomes)
    return replace(found, answer=replace(found.answer, objective="outcomes", objective_value=value, bound=value))


def value() -> float:
    ledger = result().ledger
    assert ledger is not None
    return float(ledger.objectives.outcomes)


def better(times: str) -> SecondAnswer:
    """An answer of the second solver whose audited plan has so many times the outcomes of the run's."""
    ledger = result().ledger
    assert ledger is not None
    objectives = replace(ledger.objectives, outcomes=ledger.objectives.outcomes * Fraction(times))
    return SecondAnswer(ledger=replace(ledger, objectives=objectives), bound=float(objectives.outcomes))


def of(second: SecondAnswer, found: Result | None = None, gap: float = 0.0) -> OptionOpinion:
    return judged(found or result(), second, gap)


def without_plan(status: Status) -> Result:
    found = result()
    answer = replace(found.answer, status=status, plan=None, objective_value=None, bound=None, gap=None)
    return replace(found, answer=answer, ledger=None, measures=None)


@pytest.mark.parametrize(("factor", "gap"), [(1.0, 0.0), (1.0003, 0.0002), (1.0000009, 0.0)])
def test_it_agrees_if_its_bound_leaves_no_more_than_twice_the_gap(factor: float, gap: float) -> None:
    found = of(SecondAnswer(bound=value() * factor, is_finished=True), gap=gap)
    assert (found.agreement, found.why) == (Agreement.AGREES, "")
    assert found.within is not None
    assert found.within >= Fraction(factor) - 1


@pytest.mark.parametrize(("factor", "gap"), [(1.01, 0.0), (1.0005, 0.0002)])
def test_a_bound_that_leaves_more_open_verifies_nothing(factor: float, gap: float) -> None:
    assert of(SecondAnswer(bound=value() * factor), gap=gap).agreement is Agreement.NOT_VERIFIED


@pytest.mark.parametrize(
    "second",
    [
        SecondAnswer(is_infeasible=True, is_finished=True),
        better("1.01"),
        SecondAnswer(bound=0.99 * 1e-9),
    ],
    ids=["no plan", "a better plan than the bound", "a bound that the plan passes"],
)
def test_it_contradicts_a_plan(second: SecondAnswer) -> None:
    assert of(second).agreement is Agreement.CONTRADICTS


def test_a_better_plan_within_the_bound_of_the_run_is_no_contradiction() -> None:
    found = result()
    loose = replace(found, answer=replace(found.answer, bound=value() * 1.02, status=Status.UNPROVEN))
    assert of(better("1.01"), loose).agreement is Agreement.NOT_VERIFIED


@pytest.mark.parametrize(
    ("status", "second", "agreement"),
    [
        (Status.INFEASIBLE, SecondAnswer(is_infeasible=True), Agreement.AGREES),
        (Status.INFEASIBLE, better("1"), Agreement.CONTRADICTS),
        (Status.INFEASIBLE, SecondAnswer(bound=3.0), Agreement.NOT_VERIFIED),
        (Status.INFEASIBLE, SecondAnswer(bound=3.0, refused="it is a penny short"), Agreement.NOT_VERIFIED),
        (Status.NO_ANSWER, SecondAnswer(is_infeasible=True), Agreement.NOT_VERIFIED),
        (Status.NO_ANSWER, better("1"), Agreement.NOT_VERIFIED),
    ],
)
def test_an_option_without_a_plan_is_judged_too(status: Status, second: SecondAnswer, agreement: Agreement) -> None:
    assert of(second, without_plan(status)).agreement is agreement


def test_a_time_that_ended_and_a_plan_that_was_refused_are_told() -> None:
    why = of(SecondAnswer(bound=value() * 2, refused="it is a penny short")).why
    assert all(part in why for part in ("a penny short", "time ended"))


def opinion(*found: OptionOpinion) -> SecondOpinion:
    return SecondOpinion("SCIP 10.0", {f"{each.option} {number}": each for number, each in enumerate(found)})


AGREED = OptionOpinion("a", "outcomes", Agreement.AGREES, within=Fraction(4, 10**5), bound=2.0)


def test_the_sentence_claims_no_more_than_was_proven() -> None:
    (told,) = second_opinion_sentences(opinion(AGREED, replace(AGREED, option="b", within=Fraction(1234567, 10**10))))
    assert told == (
        "A second solver, on a programme written separately from the definitions, found no plan for"
        ' "a" and "b" with a value of the objective that is better by more than 0.0124% (SCIP 10.0).'
    )


def test_what_is_not_verified_is_never_called_agreed() -> None:
    told = list(second_opinion_sentences(opinion(replace(AGREED, agreement=Agreement.NOT_VERIFIED, why="no bound"))))
    assert told == ['"a" is not verified by a second solver: no bound.']
    assert not opinion(replace(AGREED, agreement=Agreement.NOT_VERIFIED)).agrees


def test_a_contradiction_says_not_to_use_the_figures_and_ends_with_1() -> None:
    found = opinion(of(better("1.01")), AGREED)
    assert "Do not use the figures" in next(second_opinion_sentences(found))
    assert appraisal_text.code(worked.run()) is Exit.DONE
    assert appraisal_text.code(worked.run(), (), found) is Exit.UNPROVEN


def test_the_json_has_every_option_and_whether_all_agree() -> None:
    found = second_opinion_json(opinion(AGREED))
    assert found == {
        "solver": "SCIP 10.0",
        "agrees": True,
        "options": {
            "a 0": {
                "verdict": "agrees",
                "value": None,
                "bound": 2.0,
                "within": 4e-5,
                "no_plan": False,
                "why": None,
                "seconds": 0.0,
            }
        },
    }
