"""The files of a frontier: the table for scripts, the workbook, and the answers for the next time."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp

import boards
import frontiers
import libreoffice
import pytest
from openpyxl import Workbook
from sentences import missing

from models.case.appraisal_inputs import Assumption
from models.plan.plan import Status
from optimiser.api.data_frame import dtypes
from optimiser.api.frontier import FrontierResult, draw_frontier
from optimiser.engine.answer_cache import read_cache
from optimiser.engine.run_folder import ANSWERS_FILE
from optimiser.excel.chart_parts import Series
from optimiser.excel.scatter_charts import MARKED_LINE_DASHES, MARKERS, MarkedLine
from optimiser.excel.styles import CHART_COLOURS
from optimiser.reports.data.frontier_tables import CROSSINGS, POINTS
from optimiser.reports.folder import FRONTIER_WORKBOOK, write_frontier

SHEETS = ["Cover", "Contents", "Summary", "Picture", "Frontier", "Crossings", "Run record", "Checks"]


@cache
def folder() -> Path:
    """A folder with the files of the worked case."""
    made = Path(mkdtemp())
    written = write_frontier(frontiers.worked(), made)
    assert written.failing == ()
    return made


def book(*, values: bool = True) -> Workbook:
    return boards.opened(folder() / FRONTIER_WORKBOOK, values=values)


def parts() -> dict[str, str]:
    with zipfile.ZipFile(folder() / FRONTIER_WORKBOOK) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_table_has_a_row_a_point_in_pounds_by_rising_ceiling() -> None:
    rows = list(csv.DictReader(io.StringIO(POINTS.csv(frontiers.worked()))))
    large = [row for row in rows if row["option"] == "large"]
    assert list(rows[0]) == list(POINTS.names)
    last = dict(large[-1])
    assert last == {
        "option": "large",
        "ceiling": "1000.00",
        "present_cost": "1000.00",
        "cost": "1000.00",
        "outcomes": "27.5",
        "weighted_outcomes": "27.5",
        "bound": "27.5",  # HiGHS 1.16 finds 27.500000000000004: the last bits of a solver are not written
        "gap": "0.0",
        "status": "optimal",
        "kind": "step",
        "chosen": "yes",
    }
    assert all(float(low["ceiling"]) < float(high["ceiling"]) for low, high in pairwise(large))
    assert [row["option"] for row in rows if row["chosen"] == "yes"] == ["small", "large", "none"]


def test_an_option_whose_name_begins_as_a_formula_stays_text() -> None:
    named = frontiers.found(frontiers.case(names=("=small", "large", "none")), points=2)
    assert POINTS.csv(named).splitlines()[1].startswith("'=small,")


def test_the_crossings_have_a_row_a_stretch_in_pounds() -> None:
    *_, small, level, large = csv.DictReader(io.StringIO(CROSSINGS.csv(frontiers.worked())))
    assert list(large) == list(CROSSINGS.names)
    assert [row["leader"] for row in (small, level, large)] == ["small", "", "large"]
    assert (level["may_lead"], large["to_present_cost"]) == ("small, large", "1000.00")
    assert {row["among"] for row in (small, level, large)} == {"small, large, none"}


def test_the_frame_has_the_rows_of_the_table_with_fixed_types() -> None:
    frame = FrontierResult(frontiers.worked()).points
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == dtypes(POINTS)
    assert list(frame.columns) == list(POINTS.names)
    assert len(frame) == POINTS.csv(frontiers.worked()).count("\n") - 1
    assert frame[frame["chosen"]]["present_cost"].tolist() == [400.0, 1000.0, 0.0]


def test_a_script_draws_what_the_command_does() -> None:
    told = draw_frontier(frontiers.case(), points=2, workers=1)
    assert told.frontiers.options == frontiers.found(frontiers.case(), points=2).options
    assert told.crossings[-1].endswith('"large" has most outcomes.')


def test_the_same_frontier_gives_the_same_bytes(tmp_path: Path) -> None:
    write_frontier(frontiers.worked(), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in folder().iterdir()
    }


def test_what_is_kept_is_every_answer_that_was_needed_and_proven() -> None:
    kept = read_cache(folder() / ANSWERS_FILE)
    assert set(kept.answers) == set(frontiers.worked().used_answers.answers)
    assert {answer.status for answer in kept.answers.values()} <= {Status.OPTIMAL, Status.WITHIN_GAP}


# The workbook


def test_the_sheets_are_these_and_contents_leads_to_each() -> None:
    sheet, table = boards.table(book(values=False), "Contents")
    assert book().sheetnames == SHEETS
    links = {row[0].hyperlink.location for row in boards.cells(sheet, table)[1:]}
    assert links == {f"'{name}'!A1" for name in SHEETS if name != "Contents"}


def test_every_sheet_has_a_title_a_sentence_and_a_way_back() -> None:
    for sheet in book(values=False).worksheets:
        assert str(sheet["A1"].value)
        assert str(sheet["A2"].value).endswith(".")
        assert sheet["A3"].value == "Back to Contents" or sheet.title == "Contents"


def test_tables_have_names_of_their_own_and_text_headings_that_differ() -> None:
    names = [table.name for _, table in boards.tables(book())]
    headings = [[cell.value for cell in boards.cells(sheet, table)[0]] for sheet, table in boards.tables(book())]
    assert len(set(names)) == len(names)
    assert all(isinstance(each, str) for row in headings for each in row)
    assert [row for row in headings if len(set(row)) < len(row)] == []


def test_no_cell_is_merged_and_none_of_a_table_is_blank() -> None:
    assert [sheet.title for sheet in book().worksheets if sheet.merged_cells.ranges] == []
    blank = [
        (table.name, cell.coordinate)
        for sheet, table in boards.tables(book())
        for row in boards.cells(sheet, table)
        for cell in row
        if cell.value is None
    ]
    assert blank == []


def test_a_table_an_option_has_a_row_a_point_with_the_plan_chosen_marked() -> None:
    rows = boards.rows(book(), "Frontier2")
    large = frontiers.worked().options[1]
    assert [row["Ceiling on present cost (£)"] for row in rows] == [point.ceiling / 100 for point in large.points]
    assert [row["Plan"] for row in rows].count("of the appraisal") == 1
    assert (rows[-1]["Most found (outcomes)"], rows[-1]["Proven bound (outcomes)"]) == (27.5, 27.5)


def test_the_summary_says_who_has_most_and_has_a_row_an_option() -> None:
    said = [cell.value for row in book()["Summary"].iter_rows() for cell in row]
    assert 'From £862 on, "large" has most outcomes.' in said
    assert [row["Option"] for row in boards.rows(book(), "OptionFrontiers")] == ["small", "large", "none"]


def test_a_case_whose_money_is_supposed_says_so_before_anything_else(tmp_path: Path) -> None:
    supposed = (Assumption("funding", "funding.csv, line 2", "grant", "£ a year", "illustrative", ""),)
    case = replace(frontiers.worked().case, assumptions=supposed)
    write_frontier(replace(frontiers.worked(), case=case), tmp_path)
    said = [cell.value for cell in boards.opened(tmp_path / FRONTIER_WORKBOOK)["Summary"]["A"] if cell.value]
    assert str(said[3]).startswith("The result only shows the method: the one row")


def test_the_crossing_stands_in_pounds_with_what_is_level_between() -> None:
    rows = boards.rows(book(), "Stretches")
    assert [row["Leads"] for row in rows][-3:] == ["small", "not proven", "large"]
    assert rows[-2]["May have most there"] == "small, large"
    assert rows[-1]["To present cost (£)"] == 1000


def test_at_each_cost_compared_the_leader_has_more_than_the_bounds_of_the_others() -> None:
    for row in boards.rows(book(), "Compared"):
        least = {name: row[f"{name}: at least (outcomes)"] for name in ("small", "large", "none")}
        most = {name: row[f"{name}: at most (outcomes)"] for name in ("small", "large", "none")}
        ahead = [name for name in least if all(least[name] > most[other] for other in most if other != name)]  # type: ignore[operator]
        assert ahead == ([] if row["Leads"] == "level" else [row["Leads"]])


def test_the_chart_has_a_line_an_option_and_its_alt_text_says_who_has_most() -> None:
    charts = [text for name, text in parts().items() if re.match(r"xl/charts/chart\d+\.xml", name)]
    assert len(charts) == 1
    assert charts[0].count("<c:ser>") == 6  # a line and the plan of the appraisal, of each option
    assert charts[0].count("<c:legendEntry>") == 3
    drawing = next(text for name, text in parts().items() if name.startswith("xl/drawings/drawing"))
    assert "From £862 on, &quot;large&quot; has most outcomes." in drawing


def test_no_two_of_twelve_lines_look_alike() -> None:
    from optimiser.excel.scatter_charts import _marked_line  # noqa: PLC0415 - how a line is drawn is its own business

    drawn_so = [
        _marked_line(MarkedLine(Series("n", "c", "v"), number))
        for number in range(len(MARKERS) * len(MARKED_LINE_DASHES))
    ]
    looks = {(str(each["marker"]["type"]), str(each["line"]["dash_type"])) for each in drawn_so}
    colours = {str(each["line"]["color"]) for each in drawn_so}
    assert (len(looks), colours) == (12, set(CHART_COLOURS))


@pytest.mark.libreoffice
def test_what_is_stored_is_what_libreoffice_recalculates(tmp_path: Path) -> None:
    (again,) = libreoffice.recalculate([folder() / FRONTIER_WORKBOOK], tmp_path)
    count, wrong = boards.different(folder() / FRONTIER_WORKBOOK, again)
    assert (count > 20, wrong) == (True, [])


# What fails


def test_a_contradicted_answer_fails_a_check_which_the_cover_and_summary_repeat(tmp_path: Path) -> None:
    found = frontiers.found(frontiers.case(), pool=frontiers.Altered(1, alter=frontiers.no_plan), points=3)
    written = write_frontier(found, tmp_path)
    assert any(each.startswith("Answers of no plan under a ceiling") for each in written.failing)
    bad = boards.opened(tmp_path / FRONTIER_WORKBOOK, values=True)
    cover = {row["Item"]: row["What it is"] for row in boards.rows(bad, "Cover")}
    assert cover["Master check"] == "FAIL"
    assert str(cover["Status"]).startswith("Not all proven:")


def test_an_option_without_a_plan_is_said_and_has_no_table(tmp_path: Path) -> None:
    write_frontier(frontiers.found(frontiers.case(floors=50), points=2), tmp_path)
    without = boards.opened(tmp_path / FRONTIER_WORKBOOK, values=True)
    (small,) = (row for row in boards.rows(without, "OptionFrontiers") if row["Option"] == "small")
    assert set(small.values()) == {"small", "no plan", "not known", 0}
    assert "Frontier1" not in {table.name for _, table in boards.tables(without)}
    said = [cell.value for row in without["Frontier"].iter_rows() for cell in row]
    assert [cell for cell in said if cell and missing(str(cell), '"small"', "no plan", "proven") == []]
