"""Whatever a file holds, reading it gives a case or faults that say where, what, and how to put it right."""

import zipfile
from pathlib import Path

import pytest
from case_tables import tables, write_folder, write_workbook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.case.faults import CaseFaults
from optimiser.casefiles.reading import describe, read

pytestmark = pytest.mark.slow

CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "",
            "all",
            "Ashby",
            "Brook, Calder",
            "tier 3",
            "commissioning",
            "prescribing",
            "2010/11",
            "2009/10",
            "-1",
            "0",
            "1e9",
            "0.5",
            "35",
            "yes",
            "High",
            "required",
            "1,O00",
            "£5",
            "=1+1",
            "#N/A",
            "Q1",
            "K1",
            "as is",
            "partial",
            "cost",
            "\u00a0",
        ]
    ),
    st.floats().map(str),
    st.integers().map(str),
)
PLACES = st.tuples(st.sampled_from(sorted(tables())), st.integers(0, 4), st.integers(0, 8))
SPOILS = st.lists(st.tuples(PLACES, CELLS), min_size=1, max_size=6)
one_folder = [HealthCheck.function_scoped_fixture]  # each example writes over the one before
often = settings(max_examples=60, deadline=None, suppress_health_check=one_folder)
slowly = settings(max_examples=15, deadline=None, suppress_health_check=one_folder)


def spoilt(spoils):
    case = tables()
    for (table, row, column), text in spoils:
        rows = case[table]
        cells = rows[row % len(rows)]
        cells[column % len(cells)] = text
    return case


def outcome(path: Path) -> None:
    """Reading comes to nothing that a user cannot use."""
    reading, found = None, ()
    try:
        reading = read(path)
    except CaseFaults as told:
        found = told.faults
    assert (reading is None) == bool(found)
    assert all(fault.location and fault.found and fault.expected and not fault.warning for fault in found)
    assert all(fault.remedy.endswith((".", "?")) for fault in found)
    assert describe(found).count("\n") < max(len(found), 1)
    assert reading is None or all(warning.location and warning.warning for warning in reading.warnings)


@often
@given(spoils=SPOILS)
def test_cells_of_any_kind_in_a_folder(spoils, tmp_path):
    outcome(write_folder(tmp_path, spoilt(spoils)))


@slowly
@given(spoils=SPOILS)
def test_cells_of_any_kind_in_a_workbook(spoils, tmp_path):
    printable = [(place, "".join(c for c in text if c.isprintable())) for place, text in spoils]
    outcome(write_workbook(tmp_path / "case.xlsx", spoilt(printable)))


@often
@given(name=st.sampled_from(sorted(tables())), data=st.binary(max_size=200))
def test_bytes_of_any_kind_in_a_file(name, data, tmp_path):
    path = write_folder(tmp_path, tables())
    (path / f"{name}.csv").write_bytes(data)
    outcome(path)


@slowly
@given(at=st.integers(0, 10**6), data=st.binary(min_size=1, max_size=8))
def test_bytes_of_any_kind_in_a_workbook(at, data, tmp_path):
    path = write_workbook(tmp_path / "case.xlsx", tables())
    whole = path.read_bytes()
    at %= len(whole)
    path.write_bytes(whole[:at] + data + whole[at + len(data) :])
    outcome(path)


@slowly
@given(part=st.integers(0, 40), at=st.integers(0, 10**6), data=st.binary(min_size=1, max_size=6))
def test_bytes_of_any_kind_in_a_part_of_a_workbook(part, at, data, tmp_path):
    path = write_workbook(tmp_path / "case.xlsx", tables())
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = sorted(parts)[part % len(parts)]
    at %= max(len(parts[name]), 1)
    parts[name] = parts[name][:at] + data + parts[name][at + len(data) :]
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    outcome(path)
