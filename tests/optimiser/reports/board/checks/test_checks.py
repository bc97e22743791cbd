"""The checks of the workbook find what is wrong: each planted fault turns its own check, and the master check."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import boards
import pytest
import worked

from models.plan.contract_register import contract_register
from models.plan.ledger import Violation
from models.plan.plan import Plan, Status
from optimiser.engine.run import Result, Run
from optimiser.reports.board import solved_options, write


def failing(run: Run, folder: Path) -> list[str]:
    """The checks that fail."""
    told = write(boards.findings(run), folder / "appraisal.xlsx")
    values = boards.opened(folder / "appraisal.xlsx", values=True)
    found = boards.rows(values, "Checks")
    failed = [str(row["Check (unit in brackets)"]) for row in found if row["Result"] == "FAIL"]
    assert values["Checks"]["B5"].value == ("FAIL" if failed else "Pass")
    assert list(told) == failed
    return failed


def changed(change: Callable[[Result], Result]) -> Run:
    run = worked.run()
    return replace(run, results={**run.results, "joint": change(run.results["joint"])})


def measured(name: str, by: int) -> Run:
    def change(result: Result) -> Result:
        assert result.measures is not None
        return replace(result, measures={**result.measures, name: (result.measures[name] or Fraction(0)) + by})

    return changed(change)


def planned(**parts: object) -> Run:
    def change(result: Result) -> Result:
        assert result.answer.plan is not None
        return replace(result, answer=replace(result.answer, plan=replace(result.answer.plan, **parts)))  # type: ignore[arg-type]

    return changed(change)


def spent(more: int) -> dict[tuple[int, str, str, int], int]:
    """What the plan spends, and some pence more of A's grant on A's day in the first year."""
    key = (0, "A", "day", 0)
    before = worked.joint().spent
    return {**before, key: before[key] + more}


FUNDERS = (
    "Every charge has a funder: services of a borough in a year that are paid more or less than they cost (number)"
)
PLANTED: dict[str, tuple[Run, list[str]]] = {
    "a penny too much in the cost": (
        measured("cost", 1),
        [
            "joint: the spend on Allocation equals the cost on Options compared (£)",
            "joint: the saving on Options compared equals the years' baselines less the cost (£)",
            "joint: the payments on Who pays equal the cost on Options compared (£)",
            "joint: Payment schedule equals the cost on Options compared (£)",
            "joint: the boroughs' cost on Who pays, who gains equals the cost on Options compared (£)",
            "joint: Year by year has the same cost as Options compared (£)",
            "joint: spend on Allocation by tier equals cost on Options compared (£)",
            "joint: Economic case has the same cost as Options compared (£)",
        ],
    ),
    "a penny too much in the saving": (
        measured("saving", 1),
        [
            "joint: the saving on Options compared equals the years' baselines less the cost (£)",
            "joint: Economic case has the same saving as Options compared (£)",
        ],
    ),
    "a penny too much in what is unspent": (
        measured("unspent", 1),
        [
            "joint: unspent on Funding equals unspent on Options compared (£)",
            "joint: unspent on Who pays, who gains equals unspent on Options compared (£)",
            "joint: Year by year has the same unspent as Options compared (£)",
            "joint: Economic case has the same unspent as Options compared (£)",
        ],
    ),
    "a penny too much in what is transferred": (
        measured("transfers", 1),
        ["joint: money moved out of streams equals the transfers on Options compared (£)"],
    ),
    "a penny paid too much": (
        planned(spent=spent(1)),
        [
            FUNDERS,
            "joint: the payments on Who pays equal the cost on Options compared (£)",
            "joint: unspent on Funding equals unspent on Options compared (£)",
            "joint: Payment schedule equals the cost on Options compared (£)",
            "joint: paid from home and moved in equal the boroughs' cost on Who pays, who gains (£)",
            "joint: unspent on Who pays, who gains equals unspent on Options compared (£)",
            "joint: Year by year has the same lapsed as Options compared (£)",
            "joint: Economic case has the same lapsed as Options compared (£)",
        ],
    ),
    "a contract that the ledger does not charge": (
        planned(kept=worked.joint().kept | {("K1", 1)}),
        [
            "joint: Contract costs without management equal the services on Allocation (£)",
            "joint: Economic case has the same provision and fees as Contract costs (£)",
            "joint: Economic case has the same contract management as Contract costs (£)",
        ],
    ),
    "a breach that the audit found": (
        changed(lambda one: replace(one, ledger=replace(one.ledger, violations=(Violation("demand", "A", "3", "2"),)))),  # type: ignore[type-var]
        ["joint: violations of rules found by the audit (number)"],
    ),
    "a gap wider than asked for": (
        changed(lambda one: replace(one, answer=replace(one.answer, gap=0.002, status=Status.UNPROVEN))),
        ["joint (unproven): the gap proven, against the gap asked for (share)"],
    ),
    "no gap at all": (
        changed(lambda one: replace(one, answer=replace(one.answer, gap=None, bound=None, status=Status.UNPROVEN))),
        ["joint (unproven): not proven to have a plan within the gap, or to have no plan (number)"],
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_fails_its_own_checks_and_no_other(fault: str, tmp_path: Path) -> None:
    run, expected = PLANTED[fault]
    assert failing(run, tmp_path) == expected


def test_the_worked_example_passes_every_check(tmp_path: Path) -> None:
    assert failing(worked.run(), tmp_path) == []


def test_an_option_without_plan_or_proof_fails(tmp_path: Path) -> None:
    run = worked.run()
    none = run.results["nothing"]
    open_one = replace(none, answer=replace(none.answer, status=Status.NO_ANSWER))
    failed = failing(replace(run, results={**run.results, "nothing": open_one}), tmp_path)
    assert failed == ["nothing: not proven to have a plan within the gap, or to have no plan (number)"]


def test_a_floor_that_is_missed_fails(tmp_path: Path) -> None:
    """The floor of people over both boroughs is 8 in the second year, and of day in A 5: cut A's places to 4."""
    run = boards.full()
    plan = worked.as_is()
    fewer = {key: 4 if key[:3] == ("K1", "day", "A") else places for key, places in plan.used.items()}
    failed = failing(boards.with_plan(run, "as is", replace(plan, used=fewer)), tmp_path)
    assert "as is: rows of Provision with fewer places than the floor (number)" in failed
    assert "as is: rows of Floors with less than the floor (number)" in failed


MORE = ("places", "people", "outcomes")  # than were measured
WORTH = ("efficiency", "unit cost", "cost per outcome", "service change")  # that follow from them


def test_places_beyond_demand_fail(tmp_path: Path) -> None:
    plan = worked.as_is()
    more = {key: 21 if key[:3] == ("K1", "day", "A") else places for key, places in plan.used.items()}
    failed = failing(boards.with_plan(worked.run(), "as is", replace(plan, used=more)), tmp_path)
    assert failed == [
        "as is: rows of Provision with more places than demand (number)",
        "as is: the last line of Coverage equals coverage on Options compared (share)",
        *(f"as is: Year by year has the same {what} as Options compared ({what})" for what in MORE),
        *(f"as is: Economic case has the same {what} as Options compared (£)" for what in WORTH),
        "joint: Economic case has the same net present value as Options compared (£)",
    ]


def test_a_contract_missing_from_the_sheets_fails_the_counts_of_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two contracts of two suppliers are in the case; where K2 is lost on the way, one of one is found."""
    monkeypatch.setattr(
        solved_options,
        "contract_register",
        lambda *known: tuple(one for one in contract_register(*known) if one.name != "K2"),
    )
    failed = failing(worked.run(), tmp_path)
    assert [name.partition(",")[0] for name in failed[:2]] == [
        "Today's contracts in the case",
        "Today's suppliers in the case",
    ]


def test_where_the_reference_changes_nothing_its_first_year_is_todays_return(tmp_path: Path) -> None:
    values = boards.opened(boards.written(worked.run(), tmp_path), values=True)
    row = boards.rows(values, "Checks")[4]
    assert (row["Check (unit in brackets)"], row["Expected (in its unit)"], row["Actual (in its unit)"]) == (
        "as is: in the first year, in which nothing changes, the spend equals today's return (£)",
        205,
        205,
    )


def test_where_the_reference_changes_something_its_first_year_is_not_checked(tmp_path: Path) -> None:
    case = replace(worked.case(), options=(worked.case().option("joint"),))
    plan: Plan = worked.joint()
    kept = plan.kept - {("K1", 0)}
    run = worked.run()
    only = boards.with_case(replace(run, results={"joint": run.results["joint"]}), case)
    changed_run = boards.with_plan(only, "joint", replace(plan, kept=kept))
    names = [
        row["Check (unit in brackets)"]
        for row in boards.rows(boards.opened(boards.written(changed_run, tmp_path)), "Checks")
    ]
    assert not [name for name in names if "first year" in str(name)]
