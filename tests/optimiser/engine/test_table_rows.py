"""The typed rows of a case as JSON: they come back equal, cell types included."""

from __future__ import annotations

import json
from collections.abc import Mapping

from command_line import ROOT
from hypothesis import given
from hypothesis import strategies as some

from optimiser.casefiles.reading import read
from optimiser.engine.table_rows import tables_from_json, tables_to_json

NAMES = some.text(max_size=4)
CELLS = (
    NAMES
    | some.none()
    | some.booleans()
    | some.integers()
    | some.fractions()
    | some.lists(NAMES, max_size=3).map(tuple)
)
ROWS = some.fixed_dictionaries(
    {"name": CELLS, "share": CELLS},
    optional={
        "years": some.dictionaries(some.integers(1900, 2100), CELLS, max_size=3),
        "options": some.dictionaries(NAMES | some.just("exact"), CELLS, max_size=3),
    },
)


@given(some.lists(ROWS, max_size=4).map(tuple))
def test_typed_rows_come_back_equal(rows: tuple[Mapping[str, object], ...]) -> None:
    back = tables_from_json(json.loads(json.dumps(tables_to_json({"funding": rows}))))["funding"]
    assert [dict(row) for row in back] == [dict(row) for row in rows]
    assert [[type(cell) for cell in row.values()] for row in back] == [
        [type(cell) for cell in row.values()] for row in rows
    ]


def test_the_records_of_all_examples_are_read_again() -> None:
    for folder in sorted((ROOT / "inputs").iterdir()):
        tables = read(folder).tables
        assert tables_from_json(json.loads(json.dumps(tables_to_json(tables)))) == {
            name: tuple(rows) for name, rows in tables.items()
        }
