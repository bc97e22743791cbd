"""Why an option is preferred, in the words of the Summary."""

from dataclasses import replace
from fractions import Fraction

import boards
import worked
from sentences import missing
from world import criterion

from models.appraisal.scoring import Appraisal
from models.case.appraisal_inputs import Criterion
from optimiser.engine.run import Run
from optimiser.reports.prose.preference import preference_headline, preference_reasons


def scored(*criteria: Criterion) -> Run:
    """The worked example under other criteria: joint has 5 outcomes and costs 451.40, as is 2 and 369.00."""
    return boards.with_case(worked.run(), replace(worked.case(), criteria=criteria))


def judged(name: str, weight: int, as_is: int, joint: int, gate: int | None = None) -> Criterion:
    return criterion(name, weight=weight, judgements={"as is": as_is, "joint": joint, "nothing": 0}, gate=gate)


RECOVERY = criterion("recovery", weight=3, measure="outcomes", low=2, high=5)


def test_the_headline_gives_the_scores_of_the_preferred_option_and_the_next() -> None:
    run = scored(RECOVERY, judged("welcome", 1, 100, 50))
    assert preference_headline(run) == (
        '"joint" is preferred, with a weighted score of 87.5 out of 100, ahead of "as is" on 25.0, the next'
        " eligible option."
    )


def test_a_lead_that_one_decimal_does_not_show_is_said_in_words() -> None:
    run = scored(judged("welcome", 9_999, 50, 50), judged("fit", 1, 0, 100))
    assert preference_headline(run) == (
        '"joint" is preferred, with a weighted score of 50.0 out of 100, less than a tenth of a point ahead of'
        ' "as is", the next eligible option.'
    )


def test_the_headline_says_where_no_other_option_may_be_preferred() -> None:
    run = scored(RECOVERY, judged("welcome", 1, 0, 50, gate=40))
    assert (
        preference_headline(run)
        == '"joint" is preferred, with a weighted score of 87.5 out of 100; no other option is eligible.'
    )


def test_the_headline_says_what_decides_a_tie() -> None:
    run = scored(judged("welcome", 1, 50, 50))
    assert preference_headline(run) == (
        '"as is" is preferred, with a weighted score of 50.0 out of 100, the same score as "joint";'
        " its lower present cost decides."
    )


def test_the_headline_says_that_each_option_fails_a_gate() -> None:
    assert (
        preference_headline(scored(judged("welcome", 1, 50, 50, gate=60)))
        == "No option is preferred: every option fails a gate."
    )


def test_without_figures_no_option_is_preferred() -> None:
    run = replace(worked.run(), appraisal=Appraisal({}, None))
    assert preference_headline(run) == "No option is preferred: no option has figures."


def test_what_gains_and_loses_most_is_named_in_points_of_the_score() -> None:
    run = scored(RECOVERY, judged("welcome", 1, 100, 50))
    assert missing(preference_reasons(run)[0], '"as is"', "recovery (+75.0)", "welcome (-12.5)") == []


def test_a_next_option_that_costs_less_and_has_more_outcomes_is_said_to() -> None:
    """As is costs less than joint; with its outcomes above those of joint it is outdone on neither."""
    run = scored(RECOVERY, judged("welcome", 1, 100, 50))
    assert not any("costs less" in reason for reason in preference_reasons(run))
    measures = {**(run.results["as is"].measures or {}), "weighted_outcomes": Fraction(12)}
    better = replace(run.results["as is"], measures=measures)
    reason = preference_reasons(replace(run, results={**run.results, "as is": better}))[1]
    assert missing(reason, '"as is" costs less', "more expected weighted outcomes", '"joint"', "other criteria") == []


def test_an_option_that_scores_more_but_fails_a_gate_is_named_with_its_gate() -> None:
    run = scored(RECOVERY, judged("welcome", 1, 100, 50, gate=60))
    assert missing(preference_reasons(run)[0], '"joint" scores 87.5', "fails the gate on welcome", "50.0", "60.0") == []


def test_where_the_judgements_alone_prefer_another_the_measures_that_carry_it_are_named() -> None:
    run = scored(RECOVERY, judged("welcome", 1, 100, 50))
    reason = preference_reasons(run)[-1]
    assert missing(reason, "judged criteria alone", '"as is"', "100.0 against 50.0", "recovery (+75.0)") == []


def test_where_the_judgements_alone_prefer_another_the_gate_that_carries_it_is_named() -> None:
    run = scored(judged("reach", 3, 0, 100), judged("welcome", 1, 100, 50, gate=60))
    reason = preference_reasons(run)[-1]
    assert missing(reason, "judged criteria alone", '"joint"', "87.5 against 25.0", "gate on welcome") == []


def test_where_the_judgements_alone_agree_that_is_said() -> None:
    run = scored(RECOVERY, judged("welcome", 1, 0, 50))
    assert missing(preference_reasons(run)[-1], "judged criteria alone", "no option", '"joint" (50.0)') == []


def test_without_judgements_nothing_is_said_of_them() -> None:
    (reason,) = preference_reasons(scored(RECOVERY))
    assert missing(reason, '"as is"', "recovery (+100.0)") == []
    assert "judged" not in reason


def test_where_none_is_preferred_every_gate_is_named() -> None:
    run = scored(judged("welcome", 1, 40, 50, gate=60))
    joint, as_is = preference_reasons(run)
    assert missing(joint, '"joint" scores 50.0', "fails the gate on welcome (50.0", "60.0") == []
    assert missing(as_is, '"as is" scores 40.0', "fails the gate on welcome (40.0", "60.0") == []


def test_only_the_three_criteria_that_carry_most_are_named() -> None:
    run = scored(*(judged(f"c{weight}", weight, 0, 100) for weight in range(1, 6)))
    reason = preference_reasons(run)[0]
    assert missing(reason, '"as is"', "c5 (+33.3), c4 (+26.7) and c3 (+20.0)") == []
    assert "c2" not in reason


def test_a_weight_of_nothing_carries_nothing() -> None:
    run = scored(replace(judged("welcome", 1, 100, 50), weight=Fraction(0)), RECOVERY)
    reason = preference_reasons(run)[0]
    assert missing(reason, '"as is"', "recovery (+100.0)") == []
    assert "welcome" not in reason
