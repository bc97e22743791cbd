"""The coverage grid and who provides what, against the worked example by hand, and at the edges."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import boards
import pictured
import pytest
import worked
from plan_builder import build_plan
from world import contract, floor, service, today, world

from models.accounts.baseline import places_by_borough_today
from models.accounts.contract_places import TODAY, contract_places
from models.accounts.coverage import coverage
from optimiser.engine.run import Run


def rows(run: Run, folder: Path, table: str) -> list[tuple[object, ...]]:
    found = boards.rows(boards.opened(boards.written(run, folder), values=True), table)
    return [tuple(row.values()) for row in found]


def test_places_held_together_today_are_shared_by_cost_share() -> None:
    case = world(boroughs="A B C", contracts=[contract("K", "P", today("day", places=10))])
    assert places_by_borough_today(case) == {("A", "day"): 4, ("B", "day"): 3, ("C", "day"): 3}


def test_today_s_places_are_those_that_handovers_start_from() -> None:
    case = worked.case()
    start = contract_places(case, case.reference, worked.as_is())
    found = {(b, s): start.total(s, b, TODAY) for b in ("A", "B") for s in ("day", "swap", "links")}
    assert {at: places for at, places in found.items() if places} == places_by_borough_today(case)


def test_places_demand_floor_and_today_of_each_line() -> None:
    """K1's 10 day places are A's; K2's 20 are shared, 10 each; both options use 20 swap places in the last year."""
    found = boards.rows(boards.opened(boards.path_of_full(), values=True), "CoveragePlaces")
    assert [tuple(row.values()) for row in found] == [
        ("day", "A", 20, 5, 10, "alone", 10, 12),
        ("day", "B", 20, "none", 0, "alone", 0, 8),
        ("day", "all boroughs", 40, "none", 10, "alone", 10, 20),
        ("swap", "A", 10, "none", 10, "together", 10, 10),
        ("swap", "B", 30, "none", 10, "together", 10, 10),
        ("swap", "all boroughs", 40, "none", 20, "alone", 20, 20),
        ("all services", "A", 30, "none", 20, "together", 20, 22),
        ("all services", "B", 50, "none", 10, "together", 10, 18),
        ("all services", "all boroughs", 80, "none", 30, "alone", 30, 40),
    ]


def test_shares_are_places_over_demand() -> None:
    found = boards.rows(boards.opened(boards.path_of_full(), values=True), "Coverage")
    assert [tuple(row.values())[3:] for row in found] == [
        (0.5, 0.5, 0.6),
        (0, 0, 0.4),
        (0.25, 0.25, 0.5),
        (1, 1, 1),
        (pytest.approx(1 / 3),) * 3,
        (0.5, 0.5, 0.5),
        (pytest.approx(2 / 3), pytest.approx(2 / 3), pytest.approx(22 / 30)),
        (0.2, 0.2, 0.36),
        (0.375, 0.375, 0.5),
    ]


def test_the_words_say_every_gap() -> None:
    found = boards.rows(boards.opened(boards.path_of_full(), values=True), "CoverageWords")
    assert [(row["as is"], row["joint (unproven)"]) for row in found] == [
        ("as today", "above today"),
        ("nobody served", "above today"),
        ("as today", "above today"),
        ("all met", "all met"),
        ("as today", "as today"),
        ("as today", "as today"),
        ("as today", "above today"),
        ("as today", "above today"),
        ("as today", "above today"),
    ]


def test_the_gaps_of_each_option_are_counted_without_the_sums() -> None:
    found = boards.rows(boards.opened(boards.path_of_full(), values=True), "CoverageGaps")
    assert [tuple(row.values()) for row in found] == [("as is", 4, 1, 0, 0, 0), ("joint (unproven)", 4, 0, 0, 0, 0)]


def test_the_last_line_is_the_measure_coverage() -> None:
    values = boards.opened(boards.path_of_full(), values=True)
    measured = next(row for row in boards.rows(values, "Measures") if row["Measure"] == "Coverage")
    last = boards.rows(values, "Coverage")[-1]
    assert (last["as is (share)"], last["joint (unproven) (share)"]) == (
        measured["as is"],
        measured["joint (unproven)"],
    )


def test_the_places_are_those_of_provision_in_the_last_year() -> None:
    values = boards.opened(boards.path_of_full(), values=True)
    provision = {
        (row["Service"], row["Borough"]): row["Provided (places)"]
        for row in boards.rows(values, "Provision")
        if (row["Option"], row["Year"]) == ("joint (unproven)", "2011/12") and row["Service"] != "links"
    }
    grid = boards.rows(values, "CoveragePlaces")
    parts = [row for row in grid if row["Service"] != "all services" and row["Borough"] != "all boroughs"]
    assert {(row["Service"], row["Borough"]): row["joint (unproven) (places)"] for row in parts} == provision


def gaps() -> Run:
    """One borough, where a service falls to nothing, one below the floor, one below today, and one has no demand."""
    names = ("gone", "short", "less", "idle")
    case = world(
        services=[service(name) for name in names],
        demand={("A", "gone"): 5, ("A", "short"): 20, ("A", "less"): 20},
        floors=[floor("A", "short", 15)],
        contracts=[contract("K", "P", *(today(name, "A", places=12, cost=100) for name in names))],
    )
    used = {("K", "short", "A", 0): 12, ("K", "less", "A", 0): 11}
    return pictured.run_of(case, build_plan(case, kept=[("K", 0)], used=used))


def test_nothing_below_the_floor_below_today_and_no_demand_are_told_apart(tmp_path: Path) -> None:
    """Today's 12 places count as far as there is demand: 5 of those for what wants 5."""
    assert rows(gaps(), tmp_path, "CoverageWords") == [
        ("gone", "A", 1, "nobody served"),
        ("short", "A", 0.6, "below the floor"),
        ("less", "A", 0.6, "below today"),
        ("idle", "A", "no demand", "no demand"),
        ("all services", "A", pytest.approx(29 / 45), "below today"),
    ]
    assert rows(gaps(), tmp_path, "CoverageGaps") == [("alone", 3, 1, 1, 1, 0)]


def test_a_service_held_today_that_nobody_wants_is_said_to_have_no_demand() -> None:
    (idle,) = (line for line in coverage(gaps().case, [{}]) if line.service == "idle")
    assert (idle.demand, idle.today, idle.places) == (0, 0, (0,))


def test_below_a_share_of_what_is_held_together_is_not_said_to_be_below_today(tmp_path: Path) -> None:
    case = world(boroughs="A B", contracts=[contract("K", "P", today("day", places=10))])
    used = {("K", "day", "A", 0): 2, ("K", "day", "B", 0): 8}
    run = pictured.run_of(case, build_plan(case, kept=[("K", 0)], used=used))
    assert [row[-1] for row in rows(run, tmp_path, "CoverageWords")] == ["below its share", "above today", "as today"]


def test_a_floor_over_all_boroughs_stands_on_their_line() -> None:
    case = replace(worked.case(), minimums=(floor(("A", "B"), "day", 15), floor(("A", "B"), ("day", "swap"), 99)))
    lines = coverage(case, [])
    assert [line.minimum for line in lines if line.service == "day"] == [None, None, 15]
    assert {line.minimum for line in lines if line.service != "day"} == {None}


def test_one_borough_with_one_service_has_one_line(tmp_path: Path) -> None:
    assert rows(pictured.alone(), tmp_path, "Coverage") == [("day", "A", 10, 0, 0.4)]


def test_without_demand_or_places_the_sheet_says_so(tmp_path: Path) -> None:
    case = world(demand={})
    book = boards.opened(boards.written(pictured.run_of(case, build_plan(case)), tmp_path), values=True)
    for name in ("Coverage grid", "Coverage"):
        told = [row[0].value for row in book[name].iter_rows()]
        assert told[-1] == "No service has demand or places in the last year."
    assert book["Who provides what"]["A7"].value == "Nobody provides anything, and there is no demand."


def test_ten_options_have_a_column_each_in_one_table(tmp_path: Path) -> None:
    book = boards.opened(boards.written(pictured.many(10), tmp_path), values=True)
    assert len(boards.rows(book, "CoverageWords")[0]) == 3 + 10
    assert [len(boards.rows(book, f"Providers{letter}")[0]) for letter in "ABC"] == [3 + 4, 3 + 4, 3 + 2]


def test_who_provides_what_names_everybody_and_says_where_nobody_does() -> None:
    found = boards.rows(boards.opened(boards.path_of_full(), values=True), "ProvidersA")
    assert [tuple(row.values()) for row in found] == [
        ("day", "A", "P (10)", "P (10)", "P (12)"),
        ("day", "B", "nobody", "nobody", "P (8)"),
        ("swap", "A", "Q (20 together)", "Q (10)", "Q (10)"),
        ("swap", "B", "Q (20 together)", "Q (10)", "Q (10)"),
        ("links", "A", "A council (1)", "A council (1)", "A council (1)"),
    ]


def test_providers_of_one_service_stand_by_places(tmp_path: Path) -> None:
    case = world(
        contracts=[
            contract("small", "P", today("day", places=2)),
            contract("large", "Q", today("day", places=5)),
            contract("more", "P", today("day", places=1)),
            contract("empty", "R", today("day", places=0)),
        ]
    )
    kept = [(one.name, 0) for one in case.contracts]
    used = {("small", "day", "A", 0): 2, ("large", "day", "A", 0): 5, ("more", "day", "A", 0): 1}
    run = pictured.run_of(case, build_plan(case, kept=kept, used=used))
    assert rows(run, tmp_path, "ProvidersA") == [("day", "A", "P (2), Q (5), P (1), R (0)", "Q (5), P (3)")]
