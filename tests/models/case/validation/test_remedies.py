"""The remedy of a message is right: the message names it, and the case that follows it has neither fault nor warning.

An edit is a cell (table, row from 0, column, text) or (what, table, ...): `add` a row of cells, `drop` a row, rename a
`head`, `drop column`, `swap` two columns, take a whole table `out`, or put it `in` as it was.
"""

import pytest
from case_tables import set_cell, tables, write_folder
from remedies_of_names import HEADINGS_AND_NAMES
from remedies_of_options import CRITERIA_AND_OPTIONS
from remedies_of_supply import SUPPLY_AND_NEED

from models.case.faults import CaseFaults
from optimiser.casefiles.reading import read

REMEDIES = {**HEADINGS_AND_NAMES, **CRITERIA_AND_OPTIONS, **SUPPLY_AND_NEED}


def add(rows, *cells):
    rows.append([*cells, *[""] * (len(rows[0]) - len(cells))])


def drop(rows, row):
    del rows[row + 1]


def head(rows, old, new):
    rows[0][rows[0].index(old)] = new


def drop_column(rows, name):
    at = rows[0].index(name)
    for row in rows:
        del row[at]


def swap(rows, *names):
    one, two = map(rows[0].index, names)
    for row in rows:
        row[one], row[two] = row[two], row[one]


EDITS = {"add": add, "drop": drop, "head": head, "drop column": drop_column, "swap": swap}


def edited(edits):
    case = tables()
    for what, *rest in edits:
        if what == "out":
            del case[rest[0]]
        elif what == "in":
            case[rest[0]] = tables()[rest[0]]
        elif what in EDITS:
            EDITS[what](case[rest[0]], *rest[1:])
        else:
            set_cell(case[what], *rest)
    return case


def messages(folder):
    try:
        return read(folder).warnings
    except CaseFaults as wrong:
        return wrong.faults


def test_there_are_many():
    assert len(REMEDIES) == len(HEADINGS_AND_NAMES) + len(CRITERIA_AND_OPTIONS) + len(SUPPLY_AND_NEED) > 75


def test_the_case_without_an_edit_has_no_message(tmp_path):
    assert messages(write_folder(tmp_path / "case", tables())) == ()


@pytest.mark.parametrize("name", REMEDIES)
def test_the_remedy_is_named_and_ends_the_message(name, tmp_path):
    wrong, remedy, right = REMEDIES[name]
    told = messages(write_folder(tmp_path / "wrong", edited(wrong)))
    assert [fault.remedy for fault in told if remedy in fault.remedy], told
    assert messages(write_folder(tmp_path / "right", edited([*wrong, *right]))) == ()
