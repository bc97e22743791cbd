"""A remark that a rule cannot hold names the row of the user's table, as the user finds it."""

import pytest
from case_tables import tables, write_folder, write_workbook

from optimiser.casefiles.reading import read
from optimiser.solving import solve
from optimiser.solving.settings import Settings
from optimiser.solving.status import row_in_words


@pytest.fixture
def case():
    rows = tables()
    del rows["joint"], rows["scenarios"]
    rows["minimum"] = [
        ["borough", "service", "2010/11", "2011/12"],
        ["all", "tier 3", "", "50"],
        ["Calder", "involvement", "", "7"],
    ]
    return rows


def test_a_floor_that_no_contract_or_offer_can_meet_is_named_by_its_line(case, tmp_path):
    read_case = read(write_folder(tmp_path / "case", case)).case
    answer = solve(read_case, read_case.options[0], Settings())
    assert answer.remarks == ("rule minimum_provision cannot hold for minimum.csv, line 3, 2011/12",)


def test_a_row_of_a_workbook_is_named_by_its_row(case, tmp_path):
    in_workbook = read(write_workbook(tmp_path / "case.xlsx", case)).case
    assert row_in_words(in_workbook, "savings", (0, 1)) == "savings, row 2, 2011/12"
    assert row_in_words(in_workbook, "minimum_provision", (1, 0)) == "minimum, row 3, 2010/11"


def test_other_rules_have_names_and_years(case, tmp_path):
    read_case = read(write_folder(tmp_path / "case", case)).case
    assert row_in_words(read_case, "demand", ("Ashby", ("a", "b"), 0)) == "Ashby, a, b, 2010/11"
