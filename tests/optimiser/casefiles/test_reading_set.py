"""Changes of --set made while a case is read: as a row of the table scenarios, with faults in a place of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_tables import Tables, tables, write_folder

from models.case.appraisal_inputs import ScenarioChange
from models.case.faults import CaseFaults
from optimiser.casefiles.reading import Change, read, read_all

LESS = ("funding", "stream=treatment budget, borough=Brook", "2011/12", "-10%")
HEADINGS = ["scenario", "table", "where", "column", "change"]


def refused(tmp_path: Path, *changes: Change, scenario: str = "", case: Tables | None = None) -> list[str]:
    with pytest.raises(CaseFaults) as found:
        read(write_folder(tmp_path / "case", case or tables()), scenario, changes)
    return [str(fault) for fault in found.value.faults]


def test_a_change_means_what_it_means_as_a_row_of_a_scenario(tmp_path: Path) -> None:
    path = write_folder(tmp_path / "case", tables())
    as_row, as_set = read(path, "less money"), read(path, changes=[LESS])
    assert as_set.case.funding == as_row.case.funding
    assert as_set.case.funding[1].amounts == (30_000_000, 26_100_000)


def test_the_reading_names_its_changes_and_no_scenario(tmp_path: Path) -> None:
    reading = read(write_folder(tmp_path / "case", tables()), changes=[LESS])
    where = (("stream", "treatment budget"), ("borough", "Brook"))
    assert reading.scenario == ""
    assert reading.changes == (ScenarioChange("--set", "funding", where, "2011/12", "-10%"),)


def test_the_typed_rows_hold_the_changes(tmp_path: Path) -> None:
    path = write_folder(tmp_path / "case", tables())
    before, after = read(path).tables["funding"][1], read(path, changes=[LESS]).tables["funding"][1]
    assert (before["years"], after["years"]) == ({2010: 300_000, 2011: 290_000}, {2010: 300_000, 2011: 261_000})


def test_a_blank_where_means_every_row(tmp_path: Path) -> None:
    case = read(write_folder(tmp_path / "case", tables()), changes=[("funding", "", "2010/11", "=1")]).case
    assert [stream.amounts[0] for stream in case.funding] == [100, 100, 100]


def test_changes_are_made_in_order_after_those_of_the_scenario(tmp_path: Path) -> None:
    """290,000 less a tenth is 261,000; and 1,000 is 262,000; half of it 131,000."""
    of_brook = LESS[:3]
    changes = [(*of_brook, "+1000"), (*of_brook, "-50%")]
    reading = read(write_folder(tmp_path / "case", tables()), "less money", changes)
    assert reading.case.funding[1].amounts[1] == 13_100_000
    assert (reading.scenario, len(reading.changes)) == ("less money", 2)


def test_a_setting_without_a_row_is_told_to_get_one(tmp_path: Path) -> None:
    change = ("settings", "setting=most_per_outcome", "value", "=5000")
    (told,) = refused(tmp_path, change)
    assert told.endswith("Add a row most_per_outcome to the table settings; its value may stay blank.")
    case = {**tables(), "settings": [*tables()["settings"], ["most_per_outcome", ""]]}
    assert read(write_folder(tmp_path / "added", case), changes=[change]).case.most_per_outcome == 500_000
    (told,) = refused(tmp_path, (*change[:3], "+5"))
    assert told.endswith("Add a row most_per_outcome to the table settings, with its value.")
    (told,) = refused(tmp_path, ("settings", "setting=most_per_outcomes", "value", "=5000"))
    assert "Add a row" not in told


def test_conditions_are_held_against_the_case_as_it_stands(tmp_path: Path) -> None:
    changes = [
        ("offers", "provider=Provider B", "provider", "=Provider C"),
        ("offers", "provider=Provider B", "annual_fee", "=100"),
    ]
    made = read(write_folder(tmp_path / "case", tables()), changes=changes).case.offer("Q1")
    assert (made.provider, made.lines[0].annual_fee) == ("Provider C", 10_000)


def test_the_cases_own_scenarios_stay_as_they_are(tmp_path: Path) -> None:
    path = write_folder(tmp_path / "case", tables())
    changed = read(path, changes=[LESS])
    assert changed.case.scenario_changes == read(path).case.scenario_changes
    assert changed.tables["scenarios"] == read(path).tables["scenarios"]


def test_every_fault_is_told_at_once_each_with_its_place_and_what_was_meant(tmp_path: Path) -> None:
    told = refused(
        tmp_path,
        ("fundings", "", "2010/11", "-10%"),
        ("funding", "steam=grant", "2010/11", "-10%"),
        ("funding", "stream=grnt", "2010/11", "-10%"),
        ("funding", "stream=grant", "2010/12", "-10%"),
        ("funding", "stream=grant", "2010/11", "10%"),
        ("funding", "stream=grant", "purpose", "-10%"),
        ("funding", "stream=grant", "2010/11", ""),
    )
    cells = ("TABLE", "WHERE", "WHERE", "COLUMN", "CHANGE", "CHANGE", "CHANGE")
    places = [f"--set number {number}, its {cell}" for number, cell in enumerate(cells, 1)]
    assert sorted(each.split(": ")[0] for each in told) == places
    words = "\n".join(told)
    assert 'Did you mean "funding"?' in words
    assert 'Did you mean "stream"?' in words
    assert '"stream=grnt", which no row of funding matches. Did you mean "grant"?' in words


def test_a_figure_that_the_column_may_not_hold_is_refused_in_its_place(tmp_path: Path) -> None:
    told, _ = refused(tmp_path, LESS, ("prices", "offer=Q1", "unit_price", "-1000"))
    assert told.startswith("--set number 2, its CHANGE: expected ")
    assert 'found "-1000", which makes -99.5. Make the change smaller.' in told


def test_what_no_longer_fits_other_tables_is_told_in_its_own_place(tmp_path: Path) -> None:
    (told, *_) = refused(tmp_path, ("offers", "offer=Q1", "service", "=prescribed"))
    assert told.startswith('--set, offers.csv, line 2, column "service": expected ')


def test_with_a_scenario_both_are_named_in_the_place(tmp_path: Path) -> None:
    (told, *_) = refused(tmp_path, ("offers", "offer=Q1", "service", "=prescribed"), scenario="less money")
    assert told.startswith('scenario "less money" and --set, offers.csv, line 2, column "service": expected ')


def test_the_same_change_twice_is_a_fault_as_the_same_row_is(tmp_path: Path) -> None:
    (told,) = refused(tmp_path, LESS, LESS)
    assert told.startswith("--set number 2: expected each row once")


def test_the_assumptions_log_says_that_set_made_the_figure(tmp_path: Path) -> None:
    case = tables()
    case["funding"][0].append("source")
    for row in case["funding"][1:]:
        row.append("given: the letter")
    log = {
        each.row: each for each in read(write_folder(tmp_path / "case", case), changes=[LESS]).case.assumptions
        if each.table == "funding"
    }  # fmt: skip
    brook = log["treatment budget, Brook"]
    assert (brook.quality, brook.source) == ("derived", "derived: --set makes 2011/12 -10%; before: given: the letter")


def test_all_are_read_in_order_the_case_first_and_the_changes_last(tmp_path: Path) -> None:
    found = read_all(write_folder(tmp_path / "case", tables()), [("funding", "stream=grant", "2010/11", "=1")])
    assert [(each.scenario, bool(each.changes)) for each in found] == [("", False), ("less money", False), ("", True)]
    assert [each.case.funding[2].amounts[0] for each in found] == [10_000_000, 10_000_000, 100]


def test_the_faults_of_all_scenarios_and_changes_are_told_together(tmp_path: Path) -> None:
    lines = [["one", "prices", "offer=Q1", "unit_price", "-1000"], ["two", "funding", "", "2010/11", "-1%"]]
    path = write_folder(tmp_path / "case", {**tables(), "scenarios": [HEADINGS, *lines]})
    with pytest.raises(CaseFaults) as found:
        read_all(path, [("options", "option=partial", "level", "=4")])
    assert [fault.location for fault in found.value.faults] == [
        'scenario "one", scenarios.csv, line 2, column "change"',
        'scenario "one", scenarios.csv, line 2, column "change"',
        "--set number 1, its CHANGE",
    ]
