"""Where a decision ceases to hold, against values reckoned by hand, and against the case solved just beside them.

The case is that of test_switching_values: with £1,000 "large" has 55 places and is preferred to "small" with 40; at
15 % less money both have 40 and small costs less, and so at 17 % dearer.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache

import pytest
from sentences import missing
from world import criterion, line, offer, option, stream, world

from models.case.perturbation import perturbed
from models.case.types import Case
from optimiser.analyses.decision import (
    Decision,
    Thresholds,
    Verdict,
    evaluate_decision,
    evaluate_with_thresholds,
    find_thresholds,
    make_decision,
)
from optimiser.casefiles.reading import CaseFile
from optimiser.engine.answer_cache import AnswerCache
from optimiser.engine.parallel import BatchProgress, Pool
from optimiser.engine.run import Run, run_case
from optimiser.reports.prose.decision import decision_sentences, threshold_sentence
from optimiser.solving.settings import Settings

PERCENT = Fraction(1, 100)
DAY = date(2010, 4, 1)


def case() -> Case:
    tiny = world(
        demand=100,
        funding=[stream("grant", "A", 100_000)],
        offers=[
            offer("S", "P", line("day", price=1000, success="1/2", capacity=40), options="small"),
            offer("L", "Q", line("day", price=1000, fee=45_000, success="1/2"), options="large"),
        ],
        options=[option("small"), option("large")],
        criteria=[criterion("recovery", measure="outcomes")],
    )
    return replace(tiny, blank_ends="options")  # so that one of the two scores 100 and the other 0


def solved(of: Case) -> Run:
    return run_case(CaseFile(of), Settings())


@cache
def base() -> Run:
    return solved(case())


@cache
def chosen(name: str) -> Decision:
    return make_decision(base(), name, "It helps most.", DAY)


@cache
def found(name: str) -> Thresholds:
    with Pool(1) as pool:
        return find_thresholds(base(), chosen(name), pool)


def ends(name: str) -> list[tuple[str, int, tuple[Fraction, Fraction] | None]]:
    return [
        (
            each.input_name,
            each.side,
            None if each.switching_value is None else (each.switching_value.holds_at, each.switching_value.fails_at),
        )
        for each in found(name).by_input
    ]


def test_the_thresholds_of_funding_and_prices_are_those_reckoned_by_hand() -> None:
    assert ends("large") == [
        ("funding", -1, (-14 * PERCENT, -15 * PERCENT)),
        ("funding", 1, None),
        ("prices", -1, None),
        ("prices", 1, (16 * PERCENT, 17 * PERCENT)),
    ]


@pytest.mark.parametrize(
    ("name", "kept", "lost"),
    [("funding", -14 * PERCENT, -15 * PERCENT), ("prices", 16 * PERCENT, 17 * PERCENT)],
)
def test_just_beside_a_threshold_the_case_solved_alone_says_the_same(name: str, kept: Fraction, lost: Fraction) -> None:
    verdicts = [evaluate_decision(chosen("large"), solved(perturbed(case(), name, by))).verdict for by in (kept, lost)]
    assert verdicts == [Verdict.HOLDS, Verdict.BROKEN]


def test_a_threshold_says_what_is_broken_there() -> None:
    sentence = threshold_sentence(found("large").by_input[0])
    assert missing(sentence, "no longer holds if funding falls by 15%, but not by 14%", "-14% and -15%") == []
    assert missing(sentence, '"small" ranks above it (rank 1, 50.0 points', '"large": rank 2, 50.0 points') == []
    assert missing(sentence, '"small" rank 2, 0.0 points; "large" rank 1, 100.0 points') == []


def test_where_no_threshold_is_found_it_says_how_far_was_looked() -> None:
    sentence = threshold_sentence(found("large").by_input[1])
    assert missing(sentence, "still holds if funding rises", "10%", "20%", "solved") == []


def test_a_choice_of_the_second_is_not_lost_to_the_first_that_was_above_it_already() -> None:
    assert [switch for _, _, switch in ends("small")] == [None] * 4


def test_a_later_run_has_thresholds_of_its_own() -> None:
    """At 5 % more money: 18 % off leaves £861 and 41 places, 19 % £850.50 and 40."""
    with Pool(1) as pool:
        now = evaluate_with_thresholds(solved(perturbed(case(), "funding", 5 * PERCENT)), chosen("large"), pool)
    assert now.thresholds is not None
    falls = now.thresholds.by_input[0].switching_value
    assert falls is not None
    assert (falls.holds_at, falls.fails_at) == (-18 * PERCENT, -19 * PERCENT)


def test_of_a_decision_that_does_not_hold_no_threshold_is_looked_for() -> None:
    with Pool(1) as pool:
        now = evaluate_with_thresholds(solved(perturbed(case(), "funding", -15 * PERCENT)), chosen("large"), pool)
    assert now.thresholds == Thresholds()
    assert (
        list(decision_sentences(now))[-1]
        == "Changes at which it no longer holds are looked for only if it holds in this run and that is proven."
    )


def test_what_is_known_is_not_solved_again() -> None:
    known, first, second = AnswerCache(), list[BatchProgress](), list[BatchProgress]()
    with Pool(1) as pool:
        before = find_thresholds(base(), chosen("large"), pool, first.append, known)
        again = find_thresholds(base(), chosen("large"), pool, second.append, known)
    assert again == before
    assert (sum(step.done == step.total for step in first) > 0, second) == (True, [])


def test_a_point_that_is_not_proven_tells_nothing_and_is_said() -> None:
    falls = replace(found("large").by_input[1], unproven_changes=(20 * PERCENT,))
    assert threshold_sentence(falls) == (
        "No change was found at which it no longer holds if funding rises by up to 20%. Not every answer is proven at"
        " +20%, so a nearer change may have been missed."
    )
