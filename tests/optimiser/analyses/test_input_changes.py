"""What changed in the input: every cell, by what names its row; applying what is listed to the old makes the new."""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.case.validation import Row
from optimiser.analyses.comparison.causes import (
    CAUSE_OF,
    INPUT_CAUSES,
    TEXT_COLUMNS,
    cause_of,
    changed_causes,
    mix_tables,
)
from optimiser.analyses.comparison.input_changes import (
    NAMED_BY,
    Cells,
    ChangeKind,
    Difference,
    Key,
    cell_text,
    cells_text,
    differences,
    percent_change,
    row_text,
    rows_by_name,
)
from optimiser.analyses.comparison.results import Cause
from optimiser.casefiles.schema.tables import BY_NAME, SETTING, TABLES

STREAM: Row = {"stream": "grant", "borough": ("A",), "poolable": True, "years": {2010: Fraction(100)}, "_row": 1}


def applied(old: Mapping[Key, Cells], found: list[Difference]) -> dict[Key, Cells]:
    """The rows of a table after its differences."""
    made = {key: dict(cells) for key, cells in old.items()}
    for each in found:
        if each.kind is ChangeKind.OUT:
            del made[each.row]
        elif each.kind is ChangeKind.IN:
            made[each.row] = dict(each.new)  # type: ignore[call-overload]
        elif each.kind is ChangeKind.CHANGED and each.new is None:
            del made[each.row][each.column]
        elif each.kind is ChangeKind.CHANGED:
            made[each.row][each.column] = each.new
    return made


CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(0, 3), st.fractions(0, 2, max_denominator=3), st.text("ab", max_size=2)
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {"stream": st.sampled_from("xyz"), "borough": st.tuples(st.sampled_from("AB"))},
        optional={
            "owner": CELLS,
            "lapses": CELLS,
            "years": st.dictionaries(st.integers(2010, 2012), CELLS),
            "note": CELLS,
        },
    ),
    max_size=6,
)


@settings(max_examples=60)
@given(ROWS, ROWS)
def test_applying_the_changes_to_the_old_rows_makes_the_new(old: list[Row], new: list[Row]) -> None:
    before, after = ({"funding": each} for each in (old, new))
    found = list(differences(before, after))
    assert applied(rows_by_name(before, "funding"), found) == rows_by_name(after, "funding")


@settings(max_examples=60)
@given(ROWS, ROWS)
def test_without_a_note_of_their_order_rows_in_both_stand_in_one_order(old: list[Row], new: list[Row]) -> None:
    before, after = ({"funding": each} for each in (old, new))
    one, other = rows_by_name(before, "funding"), rows_by_name(after, "funding")
    moved = any(each.kind is ChangeKind.MOVED for each in differences(before, after))
    assert moved == ([key for key in one if key in other] != [key for key in other if key in one])


def test_a_cell_that_changed_is_named_by_its_row_and_column() -> None:
    new = {**STREAM, "years": {2010: Fraction(90)}}
    (found,) = differences({"funding": [STREAM]}, {"funding": [new]})
    assert (found.table, found.column, found.old, found.new) == ("funding", "2010/11", 100, 90)
    assert row_text("funding", found.row) == "stream grant, borough A"


def test_a_renamed_row_is_one_taken_out_and_one_added() -> None:
    found = differences({"funding": [STREAM]}, {"funding": [{**STREAM, "stream": "pool"}]})
    assert [(each.kind, each.row[0][0]) for each in found] == [(ChangeKind.OUT, "grant"), (ChangeKind.IN, "pool")]


def test_rows_of_one_name_are_told_apart_by_their_position() -> None:
    twice = [STREAM, {**STREAM, "owner": "us"}]
    (found,) = differences({"funding": twice}, {"funding": [STREAM, {**STREAM, "owner": "them"}]})
    assert (found.row, found.old, found.new) == ((("grant", ("A",)), 1), "us", "them")
    assert row_text("funding", found.row) == "stream grant, borough A (row 2 of that name)"


def test_a_blank_cell_and_one_that_is_not_there_are_the_same() -> None:
    assert differences({"funding": [STREAM]}, {"funding": [{**STREAM, "owner": None, "note": ""}]}) == ()


def test_where_a_row_stands_in_the_file_is_no_change() -> None:
    assert differences({"funding": [STREAM]}, {"funding": [{**STREAM, "_row": 7}]}) == ()


def test_yes_and_one_are_not_the_same() -> None:
    assert len(differences({"funding": [STREAM]}, {"funding": [{**STREAM, "poolable": 1}]})) == 1


@pytest.mark.parametrize(
    ("table", "named", "column", "cell", "words"),
    [
        ("funding", "grant", "2010/11", Fraction(1_234_567), "£1,234,567"),
        ("funding", "grant", "poolable", True, "yes"),
        ("contracts", "K1", "ends", 2011, "2011/12"),
        ("settings", "contract_management_cost", "value", Fraction(6500), "£6,500"),
        ("settings", "first_year", "value", 2010, "2010/11"),
        ("minimum", "A", "2010/11", None, "blank"),
        ("judgements", "fit", "joint", "High", "High"),
    ],
)
def test_cells_are_in_the_users_words(table: str, named: str, column: str, cell: object, words: str) -> None:
    assert cell_text(table, ((named,), 0), column, cell) == words


def test_a_row_added_is_spelt_out() -> None:
    (found,) = differences({}, {"funding": [STREAM]})
    assert cells_text("funding", found.row, found.new) == (  # type: ignore[arg-type]
        "stream: grant; borough: A; poolable: yes; 2010/11: £100"
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (Fraction(200), Fraction(180), "-10.0%"),
        (3, 4, "+33.3%"),
        (Fraction(0), Fraction(5), ""),
        (True, False, ""),
        (None, Fraction(5), ""),
    ],
)
def test_by_how_much_is_said_of_what_it_was(old: object, new: object, words: str) -> None:
    assert percent_change(old, new) == words


def test_every_table_has_columns_that_name_its_rows() -> None:
    assert set(NAMED_BY) == {table.name for table in TABLES}
    assert [name for name, columns in NAMED_BY.items() if not set(columns) <= set(BY_NAME[name].by_name)] == []


def test_every_table_has_a_cause_or_moves_no_figure() -> None:
    assert set(BY_NAME) - set(CAUSE_OF) == {"settings", "scenarios", "actions", "success_factors"}
    assert [
        (name, column) for name in TEXT_COLUMNS for column in TEXT_COLUMNS[name] if column not in BY_NAME[name].by_name
    ] == []


@pytest.mark.parametrize(
    ("setting", "cause"),
    [
        ("access_gap", Cause.FLOORS),
        ("band_high", Cause.JUDGEMENTS),
        ("discount_rate", Cause.REST),
        ("title", None),
        ("optimism_bias_transition", None),
    ],
)
def test_a_setting_belongs_to_the_cause_of_its_subject(setting: str, cause: Cause | None) -> None:
    assert cause_of("settings", setting) is cause


def test_words_sources_and_order_of_settings_are_no_cause() -> None:
    asked = [{"setting": name, "value": name} for name in SETTING]
    words = [{**row, "value": "other", "source": "a letter"} if row["setting"] == "title" else row for row in asked]
    old = {"settings": asked, "funding": [STREAM], "actions": []}
    new = {"settings": words[::-1], "funding": [{**STREAM, "owner": "us", "note": "?"}], "actions": [{"action": "go"}]}
    assert changed_causes(old, new) == ()
    assert len(differences(old, new)) == 6  # the title, its source, the order, the owner, the note, the action


def test_the_tables_between_have_the_new_rows_of_what_has_changed_alone() -> None:
    asked = [{"setting": "years", "value": 1}, {"setting": "access_gap", "value": Fraction(0)}]
    old = {"settings": asked, "funding": [STREAM], "demand": [], "actions": [{"action": "go"}]}
    tight = [asked[0], {"setting": "access_gap", "value": Fraction(1)}]
    new = {"settings": tight, "funding": [{**STREAM, "lapses": True}], "minimum": [{"borough": ("A",)}]}
    between = mix_tables(old, new, {Cause.FLOORS})
    assert between == {"settings": tight, "funding": [STREAM], "minimum": [{"borough": ("A",)}]}
    assert changed_causes(old, new) == (Cause.FUNDING, Cause.FLOORS)


def test_with_everything_changed_the_tables_are_the_new() -> None:
    found: dict[str, list[Row]] = defaultdict(list)
    found["funding"] = [STREAM]
    assert mix_tables({}, found, INPUT_CAUSES) == {"settings": [], "funding": [STREAM]}
