"""Under a heading in per cent nothing is changed unseen: the remedies, once followed, give what was meant."""

import pytest
from case_tables import faults_of, tables, write_folder

from optimiser.casefiles.reading import describe, read
from optimiser.casefiles.reading.grid import Grid, Line
from optimiser.casefiles.reading.shown import Shown
from optimiser.casefiles.reading.typed_rows import read_table

HEADING = "Success rate (%)"


def rates(*cells, heading=HEADING, typed=True):
    """The faults of contracts with these success rates, and the rates that are read."""
    headings, *rows = tables()["contracts"]
    at = headings.index("success_rate")
    headings[at] = heading
    rows = [[*rows[0][:at], cell, *rows[0][at + 1 :]] for cell in cells]
    lines = [Line(number, tuple(None if cell == "" else cell for cell in row)) for number, row in enumerate(rows, 2)]
    grid = Grid("contracts", "contracts", Line(1, tuple(headings)), lines, lambda *place: str(place), typed)
    table = read_table(grid)
    remedies = [fault.remedy for fault in table.faults if "success" in fault.location or "success" in fault.remedy]
    return remedies, [row["success_rate"] for row in table.rows]


def test_figures_shown_with_their_sign_are_shares_and_so_is_a_nought_however_it_is_shown():
    for nought in (0, Shown(0, "-"), "", Shown(0, "0%")):
        remedies, read_as = rates(Shown(0.28, "28%"), nought)
        assert (remedies, float(read_as[0])) == ([], 0.28)


def test_figures_above_1_are_written_as_shares_once():
    remedies, _ = rates("28", "0.5", typed=False)
    assert remedies == ['Write each per cent as a share (28% is 0.28), then write the heading as "success rate".']


def test_figures_of_1_and_less_are_asked_about_and_nothing_is_divided():
    remedies, _ = rates("0.28", "0.5", typed=False)
    assert remedies == [
        'Write any per cent as a share (0.28 is read as 28%), then write the heading as "success rate".'
    ]


@pytest.mark.parametrize("cell", ["28%", "28", "0.28"])
def test_no_sequence_of_remedies_ends_with_another_figure(cell):
    """Each message is followed as it stands, until none is left: 28 % is read as 0.28."""
    heading = HEADING
    for _ in range(4):
        remedies, read_as = rates(cell, heading=heading, typed=False)
        if not remedies:
            break
        assert not any("Divide" in remedy or "Multiply" in remedy for remedy in remedies)
        assert len(remedies) == 1
        cell = "0.28"  # what every remedy says of 28 %, and of a share that is written already
        heading = "success rate" if "write the heading" in remedies[0] else heading
    assert (remedies, float(read_as[0])) == ([], 0.28)


@pytest.mark.parametrize(
    ("value", "remedy"),
    [
        ("3.5", 'Write each per cent as a share (3.5% is 0.035), then write the label as "discount_rate".'),
        ("0.035", 'Write any per cent as a share (0.035 is read as 3.5%), then write the label as "discount_rate".'),
        ("3.5%", "Write 0.035 for 3.5%."),
    ],
)
def test_a_setting_in_per_cent_has_one_fault_and_its_remedy_is_right(value, remedy, tmp_path):
    case = tables()
    case["settings"].append(["Discount rate (%)", value])
    (fault,) = faults_of(write_folder(tmp_path / "case", case))
    assert fault.remedy == remedy
    case["settings"][-1] = ["discount_rate", "0.035"]
    assert float(read(write_folder(tmp_path / "right", case)).case.discount_rate) == 0.035


def test_a_row_of_units_in_per_cent_says_how_to_write_a_share(tmp_path):
    case = tables()
    headings = case["contracts"][0]
    row = ["%" if name == "success_rate" else "" for name in headings]
    case["contracts"].insert(1, row)
    message = describe(faults_of(write_folder(tmp_path / "case", case)))
    assert "as a share" in message
    assert "Divide" not in message
