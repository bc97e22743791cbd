"""Every scenario of the Portsmouth case side by side, and that the page tells the same."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from command_line import small_case
from examples import INPUTS, appraised

from optimiser.analyses.scenarios import ScenarioPack, solve_scenarios
from optimiser.casefiles.reading import read_all
from optimiser.cli.commands.scenarios import code, outcome
from optimiser.engine.parallel import Pool
from optimiser.engine.run import Result
from optimiser.solving.settings import Settings

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scenarios.md"
WITHDRAWN = "The police commissioner withdraws the money"


@cache
def pack() -> ScenarioPack:
    with Pool(1) as pool:
        return solve_scenarios(read_all(INPUTS / "portsmouth"), Settings(), pool)


def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_page_shows_what_the_command_says() -> None:
    (shown,) = re.findall(r"^```text\n(.*?)^```", text(), re.MULTILINE | re.DOTALL)
    assert shown.splitlines() == list(outcome(pack()))
    assert code(pack()) == 0


def test_a_scenario_has_the_plans_that_it_has_when_it_is_appraised_by_itself() -> None:
    """Other tests solve these two by themselves."""
    for member in pack().members:
        if member.run.scenario in ("", WITHDRAWN):
            own = appraised("portsmouth", member.run.scenario).results
            assert {name: _told(result) for name, result in member.run.results.items()} == {
                name: _told(result) for name, result in own.items()
            }


def _told(result: Result) -> tuple[object, ...]:
    return result.answer.status, result.answer.plan, result.answer.bound, result.measures


@pytest.mark.parametrize(
    ("option", "outcomes", "cost"),
    [
        ("services run on", "595.84", 966_930_000),
        ("hub outside", "737.54", 1_008_851_000),
        ("hub in house", "737.54", 1_008_851_000),
    ],
)
def test_what_the_options_would_come_to_without_promises(option: str, outcomes: str, cost: int) -> None:
    """Without the floors every pound goes where it brings most outcomes, and what brings none is not bought."""
    measures = pack().base.benchmark[option].measures
    assert measures is not None
    assert (f"{float(measures['outcomes'] or 0):.2f}", measures["cost"]) == (outcomes, cost)


def test_the_script_of_the_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a small case in place of the example, whose years it takes."""
    small_case(
        tmp_path / "inputs" / "portsmouth",
        scenarios="scenario,table,where,column,change\nless,funding,borough=Ashby,2010/11,-10%",
    )
    monkeypatch.chdir(tmp_path)
    (script,) = re.findall(r"^```python\n(.*?)^```", text(), re.MULTILINE | re.DOTALL)
    exec(compile(script.replace("2013/14", "2010/11"), "docs/scenarios.md", "exec"), {})  # noqa: S102 - our own page
    assert "scenario-1" in capsys.readouterr().out
