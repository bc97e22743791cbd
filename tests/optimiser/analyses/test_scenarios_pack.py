"""A pack of scenarios: what is solved and kept, how figures differ in words, and the files for scripts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import packs
import pytest
from command_line import csv_rows

from models.plan.plan import Answer, Status
from optimiser.analyses.findings import findings_of
from optimiser.analyses.last_outcomes import assess_last_outcomes
from optimiser.analyses.ranking import prove_ranking
from optimiser.analyses.scenarios import ScenarioRun
from optimiser.casefiles.reading import read
from optimiser.engine.answer_cache import AnswerCache
from optimiser.engine.parallel import Pool
from optimiser.engine.run import Result, run_case
from optimiser.engine.run_folder import read_scenario_answers
from optimiser.engine.switch import list_files
from optimiser.errors import NotWritten
from optimiser.reports.data.data_table import csv_files
from optimiser.reports.data.result_json import result_json
from optimiser.reports.data.scenario_tables import BENCHMARK, SCENARIO_TABLES, SCENARIOS
from optimiser.reports.folder import fill_run_folder, stale_scenario_folders, write_scenarios
from optimiser.reports.prose.scenarios import (
    amount_text,
    are_proven_different,
    difference_text,
    objective_difference_text,
    preference_change,
    standing_text,
)
from optimiser.solving.settings import Settings

pytestmark = pytest.mark.slow  # packs are solved, of several scenarios each

OPTIONS = ("as is", "alone", "joint")


def member(name: str) -> ScenarioRun:
    return next(each for each in packs.pack().members if each.name == name)


def without_seconds(text: str) -> list[str]:
    return [line for line in text.splitlines() if '"seconds":' not in line]


# What is solved


def test_the_case_comes_first_then_each_scenario_in_its_order_then_the_changes() -> None:
    found = [(each.name, each.folder) for each in packs.pack().members]
    assert found == [
        ("as it stands", "as-it-stands"),
        (packs.LESS, "scenario-1"),
        (packs.TOO_MUCH, "scenario-2"),
        (packs.AS_PROMISED, "scenario-3"),
        ("as set", "as-set"),
    ]


def test_each_scenario_has_the_answers_that_it_has_by_itself(tmp_path: Path) -> None:
    path = packs.case(tmp_path)
    for name in (packs.LESS, packs.TOO_MUCH):
        alone = prove_ranking(run_case(read(path, name), Settings()), Pool(1), AnswerCache())
        alone = replace(alone, source=member(name).run.source)
        (last,) = assess_last_outcomes([alone], Pool(1))
        found = replace(findings_of(alone), last_outcomes=last)
        assert without_seconds(result_json(member(name).findings)) == without_seconds(result_json(found))


def test_a_scenario_without_a_plan_is_said_so_and_the_others_go_on() -> None:
    there = {each.name: [result.answer.status for result in each.run.results.values()] for each in packs.pack().members}
    assert there.pop(packs.TOO_MUCH) == [Status.INFEASIBLE] * 3
    assert {status.has_figures for each in there.values() for status in each} == {True}


def test_the_benchmark_of_a_scenario_without_a_plan_may_have_one_and_is_never_preferred() -> None:
    found = member(packs.TOO_MUCH)
    assert [result.measures is not None for result in found.benchmark.values()] == [True] * 3
    assert found.preferred is None
    assert set(found.run.appraisal.standings) == set(OPTIONS)


def test_changed_money_is_rounded_half_up_to_a_penny_and_places_to_a_whole() -> None:
    """700,000 less 12.3456 % is 613,580.80; 240 less 0.333 % is 239.2008; 200 and a quarter of a per cent is 200.5."""
    case = member(packs.LESS).run.case
    assert case.funding[0].amounts == (61_358_080, 69_000_000)
    assert case.offer("new outreach").lines[0].bands[0].unit_price == Fraction(
        "23920.08"
    )  # six decimals of a pound are kept
    assert case.places_demanded("Ashby", "outreach", 0) == 201


# What is kept


def test_every_option_of_every_scenario_is_solved_with_and_without_policy_constraints() -> None:
    """Five readings of three options, twice."""
    assert (packs.pack().reused_answers, packs.pack().total_answers) == (0, 30)


def test_a_pack_in_the_folder_gives_all_its_answers_to_the_next() -> None:
    again = packs.made(read_scenario_answers(packs.folder()))
    assert (again.reused_answers, again.total_answers) == (30, 30)
    assert csv_files(SCENARIO_TABLES, again) == csv_files(SCENARIO_TABLES, packs.pack())


def test_other_settings_are_other_questions() -> None:
    assert packs.made(read_scenario_answers(packs.folder()), Settings(gap=0.01, options=("alone",))).reused_answers == 0


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "run.json").write_text("{}", encoding="utf-8")
    assert read_scenario_answers(tmp_path).answers == {}
    assert read_scenario_answers(tmp_path / "none").answers == {}


# Words


def result(primary: float, bound: float, cost: int = 0, outcomes: int = 0, objective: str = "outcomes") -> Result:
    """A result of which only what is asked about is there."""
    found = next(iter(packs.pack().base.run.results.values()))
    plan = found.answer.plan
    answer = Answer("as is", objective, Status.WITHIN_GAP, plan, primary, bound, 0.0)
    measures = {**(found.measures or {}), "cost": Fraction(cost), "outcomes": Fraction(outcomes), "coverage": None}
    return replace(found, answer=answer, measures=measures)


@pytest.mark.parametrize(
    ("measure", "by", "words"),
    [
        ("cost", Fraction(123_449), "£1,234 more"),
        ("cost", Fraction(-49), "less than £1 less"),
        ("outcomes", Fraction("12.34"), "12.3 more"),
        ("outcomes", Fraction("-0.04"), "less than 0.1 fewer"),
        ("coverage", Fraction("0.0125"), "1.3 percentage points more"),
        ("coverage", Fraction("-0.5"), "50.0 percentage points less"),
    ],
)
def test_a_difference_is_told_without_its_sign(measure: str, by: Fraction, words: str) -> None:
    assert amount_text(measure, by) == words


def test_better_and_worse_are_as_the_measure_is_usually_judged() -> None:
    base = result(10, 10, cost=1000, outcomes=10)
    here = result(20, 20, cost=2000, outcomes=20)
    assert difference_text("cost", base, here) == "Worse: £10 more"
    assert difference_text("outcomes", base, here) == "Better: 10.0 more"
    assert difference_text("cost", base, base) == "Same"
    assert difference_text("coverage", base, here) == "Same"


def test_a_difference_of_what_is_best_that_is_not_proven_is_within_the_gap() -> None:
    """The one's best is 10 to 11, the other's 10.5 to 12: both may be 10.7."""
    base, here = result(10, 11, outcomes=10), result(10.5, 12, outcomes=11)
    assert difference_text("outcomes", base, here) == "Within the gap: 1.0 more"
    assert objective_difference_text(base, here) == "Within the gap: not proven to differ"
    assert not are_proven_different(base.answer, here.answer)


def test_outcomes_with_a_limit_are_not_the_objective_and_another_limit_is_another_objective() -> None:
    def limited(found: Result, most: int) -> Result:
        assert found.ledger is not None
        objectives = replace(found.ledger.objectives, most_per_outcome=most)
        return replace(found, ledger=replace(found.ledger, objectives=objectives))

    base, here = limited(result(10, 11, outcomes=10), 500), limited(result(10.5, 12, outcomes=11), 500)
    assert difference_text("outcomes", base, here) == "Better: 1.0 more"
    assert objective_difference_text(base, here) == "Within the gap: not proven to differ"
    assert objective_difference_text(base, limited(here, 600)).startswith("Not compared")


@pytest.mark.parametrize(
    ("objective", "base", "here", "said"),
    [
        ("outcomes", (10, 11), (12, 13), "Better: proven"),
        ("outcomes", (12, 13), (10, 11), "Worse: proven"),
        ("cost", (12, 11), (10, 9), "Better: proven"),
        ("cost", (10, 9), (12, 11), "Worse: proven"),
        ("value", (-5, -4), (-3, -2), "Better: proven"),
        ("value", (5, 5), (5, 5), "Same"),
    ],
)
def test_what_is_proven_of_the_first_aim(
    objective: str, base: tuple[float, float], here: tuple[float, float], said: str
) -> None:
    assert objective_difference_text(result(*base, objective=objective), result(*here, objective=objective)) == said


def test_where_one_has_no_plan_that_is_said_in_place_of_a_difference() -> None:
    base, none = packs.pack().base.result("alone"), member(packs.TOO_MUCH).result("alone")
    assert none is not None
    assert difference_text("cost", base, none) == objective_difference_text(base, none) == "No plan here"
    assert difference_text("cost", none, base) == "A plan only here"
    assert difference_text("cost", none, none) == "No plan in either"
    assert difference_text("cost", base, None) == "Not appraised"
    slow = replace(none, answer=replace(none.answer, status=Status.NO_ANSWER))
    assert difference_text("cost", base, slow) == "No answer here"


def test_how_an_option_stands_and_whether_another_is_preferred() -> None:
    pack = packs.pack()
    assert [standing_text(pack.base, name) for name in OPTIONS].count("preferred") == 1
    assert standing_text(member(packs.TOO_MUCH), "alone") == "no plan"
    preferred = pack.base.preferred
    assert preference_change(pack, member(packs.TOO_MUCH)) == f'No option is preferred, instead of "{preferred}"'
    assert preference_change(pack, member(packs.AS_PROMISED)) == "Same option"


# Files


def test_the_listing_has_a_row_a_scenario_and_option() -> None:
    found = csv_rows(packs.folder() / "scenarios.csv")
    assert list(found[0]) == list(SCENARIOS.names)
    assert [(row["folder"], row["option"]) for row in found] == [
        (each.folder, option) for each in packs.pack().members for option in OPTIONS
    ]
    assert {row["preferred"] for row in found} == {"yes", "no"}


def test_figures_of_the_listing_are_those_of_each_scenarios_own_result() -> None:
    for row in csv_rows(packs.folder() / "scenarios.csv"):
        own = next(each for each in packs.pack().members if each.folder == row["folder"]).run
        measures, base = own.results[row["option"]].measures, packs.pack().base.run.results[row["option"]].measures
        assert base is not None
        if measures is None:
            assert {row[name] for name in ("rank", "score", "cost", "saving", "outcomes", "cost_difference")} == {""}
            continue
        assert row["cost"] == f"{int(measures['cost'] or 0) // 100}.{int(measures['cost'] or 0) % 100:02d}"
        assert Fraction(row["cost_difference"]) * 100 == (measures["cost"] or 0) - (base["cost"] or 0)
        assert float(row["outcomes"]) == float(measures["outcomes"] or 0)


def test_the_benchmark_is_listed_apart_without_score_rank_or_preference() -> None:
    found = csv_rows(packs.folder() / "yardstick.csv")
    assert list(found[0]) == list(BENCHMARK.names)
    assert not {"score", "rank", "preferred"} & set(found[0])
    too_much = [row for row in found if row["scenario"] == packs.TOO_MUCH]
    assert {row["cost_difference"] for row in too_much} == {""}
    assert all(row["cost"] for row in too_much)


def test_each_folder_holds_what_an_appraisal_of_that_scenario_writes(tmp_path: Path) -> None:
    each = member(packs.LESS)
    fill_run_folder(each.findings, tmp_path, known=each.answers)
    list_files(tmp_path)
    there = {path.name: path.read_bytes() for path in sorted((packs.folder() / each.folder).iterdir())}
    assert there == {path.name: path.read_bytes() for path in sorted(tmp_path.iterdir())}


def test_a_name_that_begins_like_a_formula_stays_a_name() -> None:
    again = replace(packs.pack(), members=(replace(member(packs.AS_PROMISED), name="=1+1"),))
    (line, *_) = csv_files(SCENARIO_TABLES, again)["scenarios.csv"].splitlines()[1:]
    assert line.startswith("'=1+1,scenario-3,as is,")


def test_a_folder_that_holds_a_case_is_not_written_to(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="holds a case"):
        write_scenarios(packs.pack(), packs.case(tmp_path))


def test_folders_that_an_earlier_pack_has_left_are_named(tmp_path: Path) -> None:
    for each in packs.pack().members:
        (tmp_path / each.folder).mkdir()
        (tmp_path / each.folder / "run.json").touch()
    (tmp_path / "scenario-9").mkdir()
    fewer = replace(packs.pack(), members=packs.pack().members[:2])
    assert stale_scenario_folders(fewer, tmp_path) == ["as-set", "scenario-2", "scenario-3"]
    assert stale_scenario_folders(packs.pack(), tmp_path) == []
