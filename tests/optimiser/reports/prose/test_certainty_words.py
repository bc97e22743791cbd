"""What the first option is called: preferred, or ahead if the ranking is not certain."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import boards
import pytest
import worked
from sentences import missing

from models.appraisal.certainty import RankingCertainty
from optimiser.cli import appraisal_text
from optimiser.engine.run import Run
from optimiser.reports.paper import paper
from optimiser.reports.prose.certainty import certainty_sentences, leader_phrase, leader_word, too_close_sentence
from optimiser.reports.prose.preference import preference_headline

RIVAL = RankingCertainty(rivals=("as is",))
GATE = RankingCertainty(may_fail_gate=True)


def uncertain(certainty: RankingCertainty = RIVAL, ranking_time: float = 60.0) -> Run:
    """The worked run, in which joint comes first, with this certainty."""
    run = worked.run()
    return replace(run, certainty=certainty, settings=replace(run.settings, ranking_time=ranking_time))


@pytest.mark.parametrize("certainty", [None, RankingCertainty()])
def test_a_certain_or_unexamined_first_option_is_preferred(certainty: RankingCertainty | None) -> None:
    run = replace(worked.run(), certainty=certainty)
    assert (leader_word(run), leader_phrase(run)) == ("preferred", "the preferred option")
    assert preference_headline(run).startswith('"joint" is preferred, ')


def test_an_uncertain_first_option_is_ahead_and_the_word_says_why_no_more() -> None:
    assert leader_phrase(uncertain()) == "the option that is ahead"
    assert [leader_word(uncertain(each)) for each in (RIVAL, GATE)] == [
        "ahead, too close to call",
        "ahead, not certain",
    ]


def test_the_headline_says_who_leads_by_how_much() -> None:
    assert (
        preference_headline(uncertain())
        == '"joint" leads with 81.0 points to 32.6 of "as is", the next eligible option.'
    )


@pytest.mark.parametrize(("behind", "said"), [(1, "less than a tenth of a point ahead of"), (0, "the same as")])
def test_a_lead_too_narrow_to_show_is_said_in_words(behind: int, said: str) -> None:
    run = uncertain()
    first, second = run.appraisal.standings["joint"], run.appraisal.standings["as is"]
    score = (first.score or Fraction(0)) - Fraction(behind, 10_000)
    standings = {**run.appraisal.standings, "as is": replace(second, score=score)}
    told = preference_headline(replace(run, appraisal=replace(run.appraisal, standings=standings)))
    assert told.startswith(f'"joint" leads with 81.0 points, {said} "as is"')


def test_a_good_ranking_is_said_to_be_safe_from_better_plans() -> None:
    (told,) = certainty_sentences(replace(worked.run(), certainty=RankingCertainty()))
    assert missing(told, "No better plan", "gaps", "would change", '"joint"') == []


def test_a_search_that_was_not_to_be_made_did_not_end() -> None:
    ended = replace(RIVAL, time_ended=True)
    assert "The time set for a closer search ended first." in too_close_sentence(uncertain(ended))
    told = too_close_sentence(uncertain(ended, ranking_time=0.0))
    assert "No closer search was made (--ranking-time 0)." in told
    assert "ended" not in told


def test_the_screen_marks_the_first_option_as_ahead() -> None:
    line = next(line for line in appraisal_text.outcome(uncertain()).splitlines() if line.startswith("joint "))
    assert line.endswith("ahead, too close to call")


def test_the_paper_asks_which_option_to_take_forward() -> None:
    told = paper(boards.findings(uncertain()))
    assert 'Which of "joint" and "as is" to take forward.' in told
    assert "| joint | ahead, too close to call" in told
    assert 'Whether to take "joint" forward.' in paper(boards.findings(uncertain(GATE)))
