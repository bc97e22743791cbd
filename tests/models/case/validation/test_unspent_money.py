"""Faults of the column `streams` of the table savings: each has a remedy, and the case has no fault once it is done."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from case_tables import Tables, check_faults, set_cell, tables, with_cells, write_folder

from optimiser.casefiles.reading import read

AT = 'savings.csv, line 2, column "streams"'
NEXT = 'savings.csv, line 3, column "streams"'


def with_savings(*rows: tuple[str, str, str], **funding: str) -> Tables:
    """The small case with savings rows of boroughs, measure and streams; the grant has other values in `funding`."""
    case = with_cells(*(("funding", 2, column, text) for column, text in funding.items()))
    case["savings"] = [["borough", "measure", "streams", "2010/11", "2011/12"]]
    case["savings"] += [[boroughs, measure, streams, "", "0"] for boroughs, measure, streams in rows]
    return case


def is_sound(path: Path, case: Tables, *cells: tuple[str, int, str, str]) -> bool:
    """Whether the case can be read once these cells are changed."""
    mended = copy.deepcopy(case)
    for table, row, column, text in cells:
        set_cell(mended[table], row, column, text)
    return read(write_folder(path, mended)).case is not None


def test_an_unknown_stream_is_a_fault_and_no_other(tmp_path: Path) -> None:
    case = with_savings(("all", "%", "treatment budgets"))
    check_faults(case, tmp_path, [(AT, '"treatment budgets"', "a stream of the table funding", '"treatment budget"')])


def test_a_stream_that_may_be_carried_forward_may_not_be_left_out(tmp_path: Path) -> None:
    case = with_savings(("all", "%", "treatment budget"), carry_forward="0.25")
    told = ('"grant" left out', "carry_forward of 0.25", "money carried forward is kept")
    remedy = 'Add "grant" to streams, or write 0 in funding.csv, line 4, column "carry_forward".'
    check_faults(case, tmp_path, [(AT, *told, remedy)])
    assert is_sound(tmp_path / "added", case, ("savings", 0, "streams", "treatment budget, grant"))
    assert is_sound(tmp_path / "set", case, ("funding", 2, "carry_forward", "0"))


def test_a_stream_of_several_rows_that_may_be_carried_forward_is_one_fault(tmp_path: Path) -> None:
    case = with_savings(("all", "%", "grant"))
    for row in (0, 1):
        set_cell(case["funding"], row, "carry_forward", "1")
    where = 'funding.csv, line 2, column "carry_forward" and funding.csv, line 3, column "carry_forward"'
    check_faults(
        case, tmp_path, [(AT, '"treatment budget" left out, with a carry_forward of 1', f"write 0 in {where}.")]
    )
    assert is_sound(tmp_path / "set", case, ("funding", 0, "carry_forward", "0"), ("funding", 1, "carry_forward", "0"))


def test_only_rows_with_a_carry_forward_are_named(tmp_path: Path) -> None:
    case = with_savings(("all", "%", "grant"))
    set_cell(case["funding"], 1, "carry_forward", "1")
    check_faults(case, tmp_path, [(AT, 'write 0 in funding.csv, line 3, column "carry_forward".')])
    assert is_sound(tmp_path / "set", case, ("funding", 1, "carry_forward", "0"))


def test_names_that_are_not_separated_by_commas_are_told_to_be(tmp_path: Path) -> None:
    case = with_savings(("all", "%", "treatment budget; grant"))
    check_faults(
        case, tmp_path, [(AT, '"treatment budget; grant"', "Separate names with commas: treatment budget, grant.")]
    )
    assert is_sound(tmp_path / "commas", case, ("savings", 0, "streams", "treatment budget, grant"))


def test_the_word_none_is_told_to_name_streams_or_to_be_left_out(tmp_path: Path) -> None:
    case = with_savings(("all", "%", "None"))
    check_faults(case, tmp_path, [(AT, '"none"', "at least one must be named", "leave the cell blank if all do")])
    assert is_sound(tmp_path / "named", case, ("savings", 0, "streams", "grant"))
    assert is_sound(tmp_path / "blank", case, ("savings", 0, "streams", ""))


def test_it_may_be_if_it_belongs_to_other_boroughs(tmp_path: Path) -> None:
    assert is_sound(tmp_path, with_savings(("Brook", "%", "treatment budget"), carry_forward="0.25"))


def test_a_stream_with_homes_within_and_outside_the_row_may_not_be_left_out(tmp_path: Path) -> None:
    case = with_savings(("Ashby, Brook", "%", "treatment budget"))
    told = ('"grant" left out', "belongs to Ashby and Calder", "boroughs of the row only")
    check_faults(case, tmp_path, [(AT, *told, 'Add "grant" to streams', "add Calder to borough")])
    assert is_sound(tmp_path / "added", case, ("savings", 0, "streams", "all"))
    assert is_sound(tmp_path / "wider", case, ("savings", 0, "borough", "Ashby, Brook, Calder"))


def test_rows_that_leave_out_other_money_beside_the_same_do_not_go_together(tmp_path: Path) -> None:
    """The first row leaves out the grant and Ashby's extra money, the second both budgets of Ashby and the grant."""
    case = with_savings(("Ashby, Calder", "%", "treatment budget"), ("all", "%", "extra"))
    case["funding"].append(["extra", "Ashby", "all", "100", "100"])
    where = f"{AT}, for Ashby and Calder"
    told = (f'"grant" left out here and in {where}', "one of them all that the other does")
    check_faults(case, tmp_path, [(NEXT, *told, "Leave streams blank", "list the same streams in both")])
    assert is_sound(tmp_path / "blank", case, ("savings", 1, "streams", ""))
    assert is_sound(tmp_path / "first", case, ("savings", 0, "streams", ""))
    assert is_sound(tmp_path / "same", case, ("savings", 1, "streams", "treatment budget"))
    assert is_sound(tmp_path / "also", case, ("savings", 0, "streams", "extra"))


def test_rows_for_boroughs_that_overlap_are_not_told_to_list_the_same_streams(tmp_path: Path) -> None:
    case = with_savings(("Ashby, Brook", "%", "grant"), ("Brook, Calder", "£", "grant"))
    case["funding"] = [["stream", "borough", "2010/11", "2011/12"]]
    case["funding"] += [["own", name, "200000", "200000"] for name in ("Ashby", "Brook", "Calder")]
    case["funding"] += [["grant", "all", "9", "9"]]
    case["scenarios"] = case["scenarios"][:1]
    check_faults(
        case, tmp_path, [(NEXT, '"own"', "for Ashby and Brook", "Leave streams blank in one of the two rows.")]
    )
    assert is_sound(tmp_path / "blank", case, ("savings", 1, "streams", ""))


@pytest.mark.parametrize("boroughs", [("Ashby, Calder", "all"), ("all", "Brook"), ("Ashby, Calder", "Brook")])
def test_rows_that_are_apart_or_one_part_of_the_other_go_together(boroughs: tuple[str, str], tmp_path: Path) -> None:
    case = with_savings(*((names, "%", "extra") for names in boroughs))
    case["funding"].append(["extra", "Ashby", "all", "100", "100"])
    assert is_sound(tmp_path, case)


def test_two_rows_of_one_scope_may_count_other_streams(tmp_path: Path) -> None:
    assert is_sound(tmp_path, with_savings(("all", "%", "all"), ("all", "%", "treatment budget")))


def test_a_stream_whose_name_cannot_be_listed_is_a_fault_only_where_streams_are_listed(tmp_path: Path) -> None:
    case = with_savings(("all", "%", "treatment budget"))
    case["funding"].append(["extra, late", "Ashby", "all", "100", "100"])
    check_faults(case, tmp_path, [('funding.csv, line 5, column "stream"', '"extra, late"', "comma")])
    assert is_sound(tmp_path / "blank", case, ("savings", 0, "streams", ""))


def test_a_table_without_the_column_is_as_before() -> None:
    assert "streams" not in tables()["savings"][0]
