"""By how much the cost may still be lower for the same outcomes: said if it is more than £1,000."""

from dataclasses import replace

import pytest
import worked
from sentences import missing

from optimiser.engine.run import Run
from optimiser.reports.prose.proof import secondary_sentences


def with_bounds(pence: dict[str, float | None], objective: str = "outcomes") -> Run:
    """The worked example with plans that may cost so many pence less."""
    run = worked.run()
    results = dict(run.results)
    for name, less in pence.items():
        result = results[name]
        assert result.ledger is not None
        value = result.ledger.objectives.outcomes if objective == "cost" else result.ledger.objectives.cost
        bound = None if less is None else float(value) + (less if objective == "cost" else -less)
        results[name] = replace(result, answer=replace(result.answer, objective=objective, secondary_bound=bound))
    return replace(run, results=results)


def test_the_margin_is_exact_and_absent_without_a_proof() -> None:
    run = with_bounds({"as is": 250, "joint": None})
    assert run.results["as is"].secondary_margin == 250
    assert run.results["joint"].secondary_margin is None
    assert run.results["nothing"].secondary_margin is None


def test_only_more_than_a_thousand_pounds_is_worth_a_sentence() -> None:
    (sentence,) = secondary_sentences(with_bounds({"as is": 100_000, "joint": 250_000}))
    assert not missing(sentence, "same outcomes", "present cost", '£2,500 less for "joint"')
    assert "as is" not in sentence
    assert list(secondary_sentences(with_bounds({"as is": 100_000, "joint": 0}))) == []


@pytest.mark.parametrize(("objective", "facts"), [
    ("cost", ["same cost", '0.5 more for "joint"']),
    ("value", ["same value", '£2,500 less for "joint"']),
])  # fmt: skip
def test_the_sentence_follows_the_objective(objective: str, facts: list[str]) -> None:
    run = with_bounds({"as is": 0, "joint": 0.5 if objective == "cost" else 250_000}, objective)
    (sentence,) = secondary_sentences(run)
    assert not missing(sentence, *facts)


def test_the_most_is_rounded_up() -> None:
    (sentence,) = secondary_sentences(with_bounds({"as is": 0, "joint": 250_049}))
    assert "£2,501 less" in sentence
    (sentence,) = secondary_sentences(with_bounds({"as is": 0, "joint": 0.149}, "cost"))
    assert "0.2 more" in sentence


def test_options_without_a_proof_are_named() -> None:
    (sentence,) = secondary_sentences(with_bounds({"as is": 0, "joint": None}))
    assert not missing(sentence, "not proven", '"joint"')
    assert "as is" not in sentence
