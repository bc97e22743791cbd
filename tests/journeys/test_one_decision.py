"""One decision: the preferred option does not depend on the gap, or it is said to be too close to call."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import preferred_words
import pytest
from command_line import ROOT, run_optimiser
from sentences import missing
from world import borough, contract, criterion, line, offer, option, stream, today, world

from models.case.types import Case
from optimiser import Settings, appraise, read_case
from optimiser.analyses import ranking
from optimiser.cli import appraisal_text
from optimiser.engine.run import Run
from optimiser.reports.prose.certainty import certainty_sentences, too_close_sentence

PORTSMOUTH, SANDWELL = (ROOT / "inputs" / name for name in ("portsmouth", "sandwell"))
GAPS = (0.02, 0.001, 0.0001)


def run_of(case: Case, **settings: float) -> Run:
    return appraise(case, Settings(**settings), workers=1).run  # type: ignore[arg-type]


def decision(run: Run) -> str | None:
    """The preferred option; None if it is too close to call."""
    assert run.certainty is not None
    return run.appraisal.preferred if run.certainty.certain else None


@pytest.mark.parametrize("folder", [PORTSMOUTH, SANDWELL])
def test_the_preferred_option_does_not_depend_on_the_gap(folder: Path) -> None:
    case = read_case(folder).case
    preferred = {run.appraisal.preferred for run in (run_of(case, gap=gap) for gap in GAPS) if decision(run)}
    assert len(preferred) == 1


def test_two_options_a_point_apart_are_certain_once_ranges_are_searched_or_they_are_solved_closer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Portsmouth's hubs are 1.3 points apart, and the contracts of the first may cost it 1.25 within the gap."""
    searched = run_of(read_case(PORTSMOUTH).case)
    assert (searched.solved_closer, decision(searched)) == ((), "hub outside")
    monkeypatch.setattr(ranking, "MAX_SEARCHES", 0)
    run = run_of(read_case(PORTSMOUTH).case)
    assert run.solved_closer == ("hub outside", "hub in house")
    assert decision(run) == run.appraisal.preferred == "hub outside"
    assert all(run.results[name].answer.ties_settled for name in run.solved_closer)


def test_without_time_for_it_the_order_is_too_close_to_call() -> None:
    run = run_of(read_case(PORTSMOUTH).case, ranking_time=0.0)
    assert decision(run) is None
    assert run.certainty is not None
    assert run.certainty.rivals == ("hub in house",)
    assert too_close_sentence(run).startswith('Too close to call between "hub outside" and "hub in house": ')
    assert "No closer search was made (--ranking-time 0)." in too_close_sentence(run)
    assert appraisal_text.code(run) == 1


def test_too_close_to_call_is_said_first_and_ends_with_1(tmp_path: Path) -> None:
    done = run_optimiser("appraise", PORTSMOUTH, "--ranking-time", "0", "-o", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert 'Too close to call between "hub outside" and "hub in house"' in done.stdout
    result = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    assert (result["certain"], result["ranking"]["rivals"]) == (False, ["hub in house"])
    paper = (tmp_path / "out" / "appraisal.md").read_text(encoding="utf-8").splitlines()
    assert paper[2].startswith('**Too close to call between "hub outside" and "hub in house"')
    assert done.stderr.splitlines()[-1] == (
        "The preferred option is not certain. Next: appraise again with a longer --ranking-time, or with --gap 0."
    )
    workbook = preferred_words.texts_of_workbook(tmp_path / "out" / "appraisal.xlsx")
    texts = [*workbook, *paper, *done.stdout.splitlines(), *done.stderr.splitlines()]
    assert preferred_words.claims(texts) == []


def test_a_used_folder_gives_what_a_new_one_gives(tmp_path: Path) -> None:
    first, second = (run_optimiser("appraise", PORTSMOUTH, "-o", "out", cwd=tmp_path) for _ in range(2))
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout == second.stdout
    assert "Every option keeps its answer" in second.stderr


def test_an_option_that_is_removed_or_renamed_changes_no_other_score() -> None:
    """Rank reversal, on a case whose scales have no ends of their own."""
    case = scored_on_blank_scales()
    whole = run_of(case, gap=0.0)
    fewer = run_of(replace(case, options=case.options[:2]), gap=0.0)
    for name in fewer.results:
        assert whole.appraisal.standings[name].score == fewer.appraisal.standings[name].score
    assert any("set from the figures of" in line for line in appraisal_text.outcome(whole).splitlines())
    offers = [replace(each, options=(*each.options[:-1], "another")) for each in case.offers]  # the last is "more"
    options = (*case.options[:2], replace(case.options[2], name="another"))
    renamed = replace(case, options=options, offers=tuple(offers))
    assert [each.score for each in run_of(renamed, gap=0.0).appraisal.standings.values()] == [
        each.score for each in whole.appraisal.standings.values()
    ]


def test_the_sentence_names_a_preferred_option_that_stays() -> None:
    run = run_of(scored_on_blank_scales(), gap=0.0)
    assert missing(next(iter(certainty_sentences(run))), "No better plan", f'"{run.appraisal.preferred}"') == []


def scored_on_blank_scales() -> Case:
    """Three options that differ in what they may buy."""
    return world(
        boroughs=[borough("A", back_office=5000)],
        horizon=2,
        demand=100,
        funding=[stream("grant", "A", 60_000)],
        contracts=[contract("K", "P", today("day", "A", places=30, cost=30_000, success="1/2"))],
        offers=[
            offer("L", "Q", line("day", price=900, success="1/2"), options="some more"),
            offer("M", "R", line("day", price=800, fee=9000, success="1/2"), options="more"),
        ],
        options=[option("as is", existing="run"), option("some", existing="free"), option("more", existing="free")],
        criteria=[
            criterion("recovery", weight=3, measure="outcomes"),
            criterion("thrift", weight=1, measure="saving"),
            criterion("reach", weight=1, measure="worst_coverage"),
        ],
    )
