"""The long run of random cases, made short: every way to solve a case agrees, and what does not is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.fuzz import trial as trials
from benchmarks.fuzz.__main__ import Fuzz, shows
from benchmarks.fuzz.draw import draw_tables
from benchmarks.fuzz.figures import FAMILIES, Tables
from benchmarks.fuzz.folder import read_tables
from benchmarks.fuzz.minimise import minimised
from benchmarks.fuzz.trial import Trial, disagreements
from models.plan.plan import Status
from optimiser.casefiles.schema.tables import SETTINGS, TABLES
from optimiser.engine.run import Result

SEED = "short"
CASES = 30
pytestmark = [
    pytest.mark.slow,  # each case is solved in seven ways
    pytest.mark.filterwarnings("ignore:PULP_CBC_CMD is deprecated:DeprecationWarning"),  # PuLP 3 brings CBC only so
]


@pytest.mark.parametrize("number", range(CASES))
def test_every_way_to_solve_a_random_case_agrees(number: int) -> None:
    case_file = read_tables(draw_tables(SEED, number).tables)
    if case_file is not None:
        options = [option for option in case_file.case.options if not option.dropped]
        assert {option.name: disagreements(Trial(case_file.case, option)) for option in options} == {
            option.name: {} for option in options
        }


def test_most_draws_are_cases_and_use_every_column_and_setting_of_the_schema() -> None:
    drawn = [draw_tables(SEED, number).tables for number in range(120)]
    read = [tables for tables in drawn[:30] if read_tables(tables) is not None]
    assert len(read) >= 15
    filled = {(name, heading) for tables in drawn for name, rows in tables.items() for row in rows for heading in row}
    wanted = {(table.name, column.name) for table in TABLES for column in table.columns}
    everywhere = {(table.name, heading) for table in TABLES for heading in ("source", "note")}
    assert wanted - filled - everywhere == set()
    settings = {row["setting"] for tables in drawn for row in tables["settings"]}
    assert settings == {setting.name for setting in SETTINGS}


def test_the_same_seed_and_number_draw_the_same_tables_and_others_do_not() -> None:
    assert draw_tables("a", 7) == draw_tables("a", 7)
    assert draw_tables("a", 7).tables != draw_tables("b", 7).tables
    assert [draw_tables("a", number).family for number in range(len(FAMILIES))] == list(FAMILIES)


def test_a_false_answer_is_found_made_smaller_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    solved = trials._solved

    def wrong(case, option, settings):  # type: ignore[no-untyped-def]
        found: Result = solved(case, option, settings)
        if settings.gap == 0.0:
            return found
        answer = replace(found.answer, status=Status.INFEASIBLE, plan=None, objective_value=None, bound=None, gap=None)
        return replace(found, answer=answer, ledger=None)

    monkeypatch.setattr(trials, "_solved", wrong)
    tables = small_tables()
    fuzz = Fuzz(SEED, tmp_path)
    fuzz._keep("plain", 0, tables, "only", {"every plan": "as planted"})
    (folder,) = map(Path, fuzz.kept)
    told = (folder / "README.md").read_text(encoding="utf-8")
    assert "infeasible" in told
    assert "--seed short, case 0" in told
    assert sum(len(path.read_text().splitlines()) for path in folder.glob("*.csv")) < sum(map(len, tables.values()))
    monkeypatch.undo()
    assert shows(tables, "only", "every plan") == ""


def small_tables() -> Tables:
    """The tables of the first random case that has a plan."""
    for number in range(CASES):
        tables = draw_tables(SEED, number).tables
        case_file = read_tables(tables)
        if case_file is not None:
            trial = Trial(case_file.case, case_file.case.options[0])
            if trial.is_small and trial.oracle is not None:
                return tables
    raise AssertionError("no random case has a plan")


def test_tables_are_made_as_small_as_shows_the_fault() -> None:
    tables = {
        "settings": [{"setting": "years", "value": "2"}, {"setting": "title", "value": "x"}],
        "demand": [{"borough": name, "2010/11": "8", "2011/12": "9"} for name in "ABC"],
        "prices": [{"unit_price": "12.50"}],
    }

    def shows_it(fewer: Tables) -> bool:
        set_ = [row["setting"] for row in fewer.get("settings", ())]
        return "years" in set_ and "B" in [row["borough"] for row in fewer.get("demand", ())]

    smaller = minimised(tables, shows_it, 5.0)
    assert smaller == {
        "settings": [{"setting": "years", "value": "1"}],
        "demand": [{"borough": "B", "2010/11": ""}],
    }
