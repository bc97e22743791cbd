"""What a decision is, when it holds, and what breaks it: on options that stand as written here, without a solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from decisions import COSTS, DAY, MARKS, decision, run_of
from sentences import missing

from models.appraisal.certainty import PairOrder, RankingCertainty
from models.appraisal.scoring import appraise
from models.plan.plan import Status
from optimiser.analyses.decision import Verdict, evaluate_decision, make_decision
from optimiser.engine.run import Run
from optimiser.errors import NotDecidable
from optimiser.reports.data.findings_json import decision_json
from optimiser.reports.prose.decision import choice_sentences, decision_sentences
from optimiser.solving.settings import Settings


def joint(now: Run, name: str = "joint", then: Run | None = None) -> list[str]:
    """What is said in a later run of the decision for an option."""
    return list(
        decision_sentences(
            evaluate_decision(make_decision(then or run_of(), name, "Most recover.", DAY, "the board"), now)
        )
    )


def verdict(now: Run, name: str = "joint", then: Run | None = None) -> Verdict:
    return evaluate_decision(make_decision(then or run_of(), name, "Most recover.", DAY), now).verdict


# What is recorded


def test_a_decision_has_the_figures_that_it_was_made_on() -> None:
    found = make_decision(run_of(), "joint", "Most recover.", DAY, "the board")
    stood = found.options["alone"]
    assert (found.option, found.on, found.by, found.preferred) == ("joint", "2010-04-01", "the board", "joint")
    assert (stood.cost, stood.outcomes, stood.score, stood.rank) == (Fraction(95_000), Fraction(95), Fraction(60), 2)
    assert (found.digest, set(found.answer_keys)) == ("ab" * 32, set(MARKS))


def test_an_option_is_found_whatever_its_capitals_and_spaces() -> None:
    assert make_decision(run_of(), " As  IS", "why", DAY).option == "as is"


def test_an_unknown_option_is_answered_with_the_one_that_may_be_meant() -> None:
    with pytest.raises(NotDecidable, match=r'^The run has no option "jiont". Did you mean "joint"\?$'):
        make_decision(run_of(), "jiont", "why", DAY)


def test_an_option_that_was_dropped_cannot_be_decided_on_and_the_reason_is_said() -> None:
    with pytest.raises(NotDecidable, match='"later" is not appraised in this run: too late'):
        make_decision(run_of(dropped="later"), "later", "why", DAY)


def test_a_decision_without_a_reason_is_refused() -> None:
    with pytest.raises(NotDecidable, match="A decision needs a reason"):
        make_decision(run_of(), "joint", " \n ", DAY)


def test_a_users_words_are_kept_on_one_line_without_what_no_file_can_hold() -> None:
    found = make_decision(
        run_of(), "joint", "Most recover,\r\nand \x07it\udcff is £5 = cheaper – ☂", DAY, "\tthe board "
    )
    assert (found.why, found.by) == ("Most recover, and it is £5 = cheaper – ☂", "the board")


# What is said when it is recorded


def test_of_the_preferred_option_it_is_said_that_it_is() -> None:
    assert list(choice_sentences(make_decision(run_of(), "joint", "why", DAY))) == [
        '"joint" in this run: optimal, cost £1,000, rank 1, 80.0 points.',
        "It is the preferred option.",
    ]


def test_of_another_it_is_said_who_is_preferred_and_ranks_above() -> None:
    assert list(choice_sentences(make_decision(run_of(), "alone", "why", DAY)))[1:] == [
        'It is not preferred: "joint" is.',
        (
            '"joint" ranks above it (rank 1, 80.0 points). '
            "This was so when it was chosen, and alone will not break the decision."
        ),
    ]


def open_run(
    *rivals: str, unanswered: tuple[str, ...] = (), may_fail_gate: bool = False, marks: Mapping[str, int] = MARKS
) -> Run:
    """A run whose preferred option each of the rivals could replace within what is proven."""
    preferred = max(marks, key=lambda name: marks[name])
    pairs = tuple(PairOrder(preferred, rival, certain=False) for rival in rivals)
    return replace(run_of(marks), certainty=RankingCertainty(pairs, rivals, unanswered, may_fail_gate))


def test_of_an_option_that_is_too_close_to_call_it_is_not_said_that_it_is_preferred() -> None:
    told = list(choice_sentences(make_decision(open_run("alone"), "joint", "why", DAY)))
    assert told[1:] == ['It is ahead, but too close to call with "alone".']
    told = list(choice_sentences(make_decision(open_run("alone"), "alone", "why", DAY)))
    assert told[1] == 'It is not preferred: "joint" is ahead, but too close to call with "alone".'
    told = list(choice_sentences(make_decision(open_run(may_fail_gate=True), "joint", "why", DAY)))
    assert told[1] == "It is ahead, but it is not certain that it passes every gate."
    told = list(choice_sentences(make_decision(open_run(unanswered=("alone",)), "joint", "why", DAY)))
    assert told[1] == 'It is ahead, but there is no answer for "alone".'


def test_a_later_run_that_is_too_close_to_call_says_no_more_than_that() -> None:
    told = joint(open_run("alone"))[0]
    assert missing(told, "still holds by the plans that were found", '"joint" and "alone" is too close to call') == []
    told = joint(open_run(may_fail_gate=True))[0]
    assert missing(told, "still holds by the plans that were found", "passes every gate") == []
    told = joint(open_run("joint", marks={"as is": 20, "alone": 81, "joint": 80}))[0]
    assert missing(told, "no longer holds by the plans that were found", '"alone" is too close to call') == []


def test_an_order_that_cannot_change_the_verdict_is_not_mentioned() -> None:
    assert joint(open_run("alone"), "as is")[0] == 'The decision of 2010-04-01 for "as is" (the board) still holds.'
    assert joint(open_run("alone"), "alone")[0] == 'The decision of 2010-04-01 for "alone" (the board) still holds.'


def test_of_one_that_fails_a_gate_it_is_said() -> None:
    gated = run_of(gate=50, welcome={"as is": 60, "alone": 60, "joint": 40})
    assert list(choice_sentences(make_decision(gated, "joint", "why", DAY)))[1:] == [
        'It is not preferred: "alone" is.',
        (
            '"joint" fails the gate of "welcome" (40.0 points; the gate is 50.0). This was so when it was chosen,'
            " and alone will not break the decision."
        ),
    ]


def test_of_one_without_figures_it_is_said_that_the_decision_cannot_hold() -> None:
    none = run_of(status={"joint": Status.INFEASIBLE})
    assert list(choice_sentences(make_decision(none, "joint", "why", DAY)))[:2] == [
        '"joint" in this run: infeasible.',
        '"joint" has no figures. Until it has, later runs will say that the decision does not hold.',
    ]


def test_of_one_that_never_had_figures_it_is_not_said_that_it_no_longer_holds() -> None:
    none = run_of(status={"joint": Status.INFEASIBLE})
    told = joint(none, "joint", none)
    assert told[0] == 'The decision of 2010-04-01 for "joint" (the board) does not hold.'
    assert missing(told[-1], "no figures when it was chosen", "none now") == []


def test_of_a_run_that_is_not_proven_it_is_said() -> None:
    said_now = list(choice_sentences(make_decision(run_of(status={"alone": Status.UNPROVEN}), "joint", "why", DAY)))
    assert said_now[-1].startswith('Not proven in this run: "alone".')


# When it holds


def test_on_the_same_run_it_holds_and_nothing_has_moved() -> None:
    assert joint(run_of()) == [
        'The decision of 2010-04-01 for "joint" (the board) still holds.',
        "Its cost, outcomes, score and rank have not changed since.",
    ]


def test_figures_that_moved_are_said_even_where_it_holds() -> None:
    dearer = run_of({**MARKS, "joint": 75}, costs={**COSTS, "joint": 110_000})
    assert joint(dearer) == [
        'The decision of 2010-04-01 for "joint" (the board) still holds.',
        "When decided and now: cost £1,000 and £1,100; outcomes 100.0 and 110.0; score 80.0 and 75.0.",
    ]


def test_a_move_too_small_to_be_shown_is_not_called_none() -> None:
    said = joint(run_of(costs={**COSTS, "joint": 100_001}))[1]
    assert missing(said, "cost, outcomes, score and rank", "changed by less than is shown") == []


def test_a_choice_of_the_second_holds_under_the_same_first() -> None:
    assert verdict(run_of(), "alone") is Verdict.HOLDS
    assert verdict(run_of({**MARKS, "joint": 100}), "alone") is Verdict.HOLDS


def test_a_gate_that_was_failed_when_it_was_chosen_breaks_nothing() -> None:
    gated = run_of(gate=50, welcome={"as is": 60, "alone": 60, "joint": 40})
    assert verdict(gated, "joint", gated) is Verdict.HOLDS


def test_one_above_that_fails_a_gate_breaks_nothing_until_it_passes() -> None:
    gated = run_of(gate=50, welcome={"as is": 60, "alone": 60, "joint": 40})
    assert verdict(gated, "alone", gated) is Verdict.HOLDS
    assert joint(run_of(gate=50, welcome={"as is": 60, "alone": 60, "joint": 55}), "alone", gated)[1] == (
        '"joint" ranks above it (rank 1, 80.0 points; "alone": rank 2, 60.0 points). When it was decided: "joint" rank'
        ' 1, 80.0 points, and it failed the gate of "welcome"; "alone" rank 2, 60.0 points.'
    )


# What breaks it


def test_an_option_that_comes_to_rank_above_breaks_it() -> None:
    assert joint(run_of({**MARKS, "alone": 90})) == [
        'The decision of 2010-04-01 for "joint" (the board) no longer holds.',
        (
            '"alone" ranks above it (rank 1, 90.0 points; "joint": rank 2, 80.0 points). When it was decided: "alone"'
            ' rank 2, 60.0 points; "joint" rank 1, 80.0 points.'
        ),
        "When decided and now: rank 1 and 2.",
    ]


def test_a_new_option_above_breaks_it() -> None:
    wider = run_of({**MARKS, "merger": 95}, costs={**COSTS, "merger": 1})
    assert joint(wider)[1].endswith('When it was decided: "merger" was not appraised.')


def test_an_option_that_had_no_figures_and_now_ranks_above_breaks_it() -> None:
    before = run_of(status={"joint": Status.INFEASIBLE})
    assert joint(run_of(), "alone", before)[1].endswith('When it was decided: "joint" had no figures (infeasible).')


def test_a_gate_that_it_passed_and_fails_now_breaks_it() -> None:
    before = run_of(gate=50, welcome=dict.fromkeys(MARKS, 60))
    after = run_of(gate=70, welcome={"as is": 80, "alone": 60, "joint": 60})
    assert joint(after, "joint", before)[1] == (
        '"joint" fails the gate of "welcome" (60.0 points; the gate is 70.0). When it was decided: 60.0 points; the'
        " gate is 50.0."
    )


def test_a_new_gate_that_it_fails_breaks_it() -> None:
    after = run_of(gate=50, welcome=dict.fromkeys(MARKS, 40))
    assert joint(after)[1].endswith("When it was decided: no such gate.")


def test_an_option_without_a_plan_breaks_it() -> None:
    assert joint(run_of(status={"joint": Status.INFEASIBLE}))[:2] == [
        'The decision of 2010-04-01 for "joint" (the board) no longer holds.',
        (
            '"joint" has no figures: infeasible, as no plan meets every constraint. When it was decided:'
            " cost £1,000, rank 1, 80.0 points."
        ),
    ]


def test_where_no_option_has_a_plan_that_is_said() -> None:
    none = run_of(status=dict.fromkeys(MARKS, Status.INFEASIBLE))
    assert joint(none)[1].startswith(
        '"joint" has no figures: infeasible, as no plan meets every constraint; nor has any other option.'
    )


def test_an_option_that_is_gone_or_dropped_breaks_it() -> None:
    without = {name: mark for name, mark in MARKS.items() if name != "joint"}
    assert joint(run_of(without))[1] == 'The case no longer has the option "joint". It has: as is, alone.'
    assert joint(run_of(without, dropped="joint"))[1] == '"joint" is dropped from the case: too late'


# What is not known


def test_where_an_answer_is_not_proven_it_is_not_known_and_what_was_found_is_said() -> None:
    assert joint(run_of({**MARKS, "alone": 90}, status={"alone": Status.UNPROVEN}))[:4] == [
        'The decision of 2010-04-01 for "joint" (the board): it is not known whether it still holds.',
        'The answer for "alone" is not proven (unproven).',
        "The figures that were found break it:",
        (
            '"alone" ranks above it (rank 1, 90.0 points; "joint": rank 2, 80.0 points). When it was decided: "alone"'
            ' rank 2, 60.0 points; "joint" rank 1, 80.0 points.'
        ),
    ]


def test_where_it_has_no_answer_it_is_not_known() -> None:
    assert verdict(run_of(status={"joint": Status.NO_ANSWER})) is Verdict.UNKNOWN


def test_proof_that_it_has_no_plan_needs_no_proof_of_others() -> None:
    assert verdict(run_of(status={"joint": Status.INFEASIBLE, "alone": Status.UNPROVEN})) is Verdict.BROKEN


def test_where_options_were_left_out_of_the_run_it_is_not_known() -> None:
    now = run_of()
    results = {name: each for name, each in now.results.items() if name != "alone"}
    part = replace(now, results=results, appraisal=appraise(now.case, {n: r.measures for n, r in results.items()}))
    assert joint(part)[1] == 'This run appraised only some options. It did not appraise "alone".'


# What else differs, and what scripts read


def test_another_aim_is_said() -> None:
    dearer = replace(run_of(), settings=Settings(objective="cost"))
    assert joint(dearer)[1] == "The objective differs: outcomes when it was decided, cost in this run."


def test_other_years_and_other_prices_than_when_it_was_decided_are_said() -> None:
    later = run_of()
    moved = replace(later, case=replace(later.case, first_year=later.case.first_year + 1, price_base="2011/12"))
    assert joint(moved)[1:3] == [
        "It was decided on figures for 2010/11; this run has figures for 2011/12.",
        "When it was decided, money was in prices of 2010/11; in this run it is in prices of 2011/12.",
    ]


def test_a_decision_that_does_not_know_its_years_and_prices_says_nothing_of_them() -> None:
    unknown = replace(decision(), years="", prices="")
    assert evaluate_decision(unknown, run_of()).differences == ()


def test_without_criteria_no_option_is_above_and_it_holds() -> None:
    bare = run_of()
    plain = replace(bare, case=replace(bare.case, criteria=()))
    plain = replace(
        plain, appraisal=appraise(plain.case, {name: each.measures for name, each in plain.results.items()})
    )
    assert verdict(plain, "alone", plain) is Verdict.HOLDS


def test_scripts_read_whether_it_holds_as_true_false_or_null() -> None:
    def holds(now: Run) -> object:
        said_now = decision_json(evaluate_decision(decision(), now))
        assert isinstance(said_now, dict)
        return said_now["holds"]

    part = run_of(status={"joint": Status.NO_ANSWER})
    assert [holds(now) for now in (run_of(), run_of({**MARKS, "alone": 90}), part)] == [True, False, None]
    assert decision_json(None) is None
