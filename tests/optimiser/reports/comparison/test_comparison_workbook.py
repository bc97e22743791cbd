"""The workbook and the files of a comparison: they hold what was found, and keep the rules of the board's workbook."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp

import boards
import libreoffice
import pytest
from command_line import TABLES
from compared import DUEL, appraised, compared
from openpyxl import Workbook
from sentences import missing

from optimiser.analyses.comparison import PREFERRED, SCORE, Bridge, RunComparison
from optimiser.excel.waterfall import Bar, can_be_drawn, scale_of, waterfall_bars, waterfall_rows
from optimiser.reports.comparison import SHEETS
from optimiser.reports.data.comparison_tables import COMPARISON_TABLES
from optimiser.reports.data.data_table import csv_files
from optimiser.reports.data.findings_json import comparison_json
from optimiser.reports.folder import write_comparison
from optimiser.reports.prose.comparison import amount_text, comparison_headline, moves_text

NAMES = [sheet.name for sheet in SHEETS]


@cache
def found() -> RunComparison:
    """The towns with less money in Ashby, a dearer day programme, another judgement, and a risk of one name =1+1."""
    new = appraised(
        TABLES,
        funding=TABLES["funding"].replace("700000,690000", "560000,552000"),
        prices=TABLES["prices"].replace("2500", "3100").replace("2200", "2900"),
        judgements=TABLES["judgements"].replace("High,High,Medium", "Low,High,High"),
        actions="objective,action\n=1+1,write the plan",
    )
    return compared(appraised(TABLES), new)


@cache
def path() -> Path:
    folder = Path(mkdtemp())
    assert write_comparison(found(), folder).failing == ()
    return folder / "changes.xlsx"


@cache
def book() -> Workbook:
    return boards.opened(path())


def texts() -> Iterator[str]:
    for sheet in book():
        yield from (str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def listed(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_files(COMPARISON_TABLES, found())[name])))


def test_the_sheets_are_these() -> None:
    assert book().sheetnames == NAMES


def test_every_sheet_has_a_title_a_sentence_and_a_way_back() -> None:
    for sheet in book():
        assert str(sheet["A1"].value).split(" (£")[0] in (sheet.title, "What changed: two towns")
        assert re.fullmatch(r"[A-Z].{20,110}\.", str(sheet["A2"].value))
    assert {sheet["A3"].hyperlink.location for sheet in book() if sheet.title != "Contents"} == {"'Contents'!A1"}


def test_tables_start_in_column_a_and_have_names_that_say_what_they_hold() -> None:
    names = [table.name for _, table in boards.tables(book())]
    assert all(re.fullmatch(r"[A-Z][A-Za-z]{4,}", name) for name in names)
    assert max(Counter(names).values()) == 1
    assert {table.ref.split(":")[0].rstrip("0123456789") for _, table in boards.tables(book())} == {"A"}


def test_no_cell_inside_a_table_is_blank() -> None:
    blank = []
    for sheet, table in boards.tables(book()):
        data = boards.cells(sheet, table)
        kept = data[: len(data) - (table.totalsRowCount or 0)]
        blank += [f"{sheet.title}!{cell.coordinate}" for row in kept for cell in row if cell.value in (None, "")]
    assert blank == []


def test_formulas_hold_no_constants() -> None:
    bare = {boards.bare(formula) for _, _, formula in boards.formulas(book())}
    assert [each for each in bare if re.search(r"(?<![A-Z])\d", each)] == []


def test_a_name_that_begins_with_an_equals_sign_stays_a_name() -> None:
    assert any("=1+1" in text for text in texts())
    assert [formula for _, _, formula in boards.formulas(book()) if "1+1" in formula] == []
    assert "'" not in {row["row"][:1] for row in listed("input_changes.csv")}
    assert any("=1+1" in row["row"] for row in listed("input_changes.csv"))


def test_every_check_passes() -> None:
    checks = boards.rows(boards.opened(path(), values=True), "Checks")
    assert {row["Result"] for row in checks} == {"Pass"}
    assert len(checks) == len(found().bridges) + len(found().moves) + 1


@pytest.mark.libreoffice
def test_stored_values_are_what_an_office_works_out(tmp_path: Path) -> None:
    (again,) = libreoffice.recalculate([path()], tmp_path)
    number, wrong = boards.different(path(), again)
    assert number > 20
    assert wrong == []


def test_there_is_a_waterfall_each_for_cost_outcomes_and_score_with_its_finding() -> None:
    with zipfile.ZipFile(path()) as archive:
        charts = [name for name in archive.namelist() if "/charts/chart" in name]
        drawings = "".join(archive.read(name).decode() for name in archive.namelist() if "/drawings/drawing" in name)
    assert len(charts) == 3
    findings = re.findall(r'descr="([^"]*)"', drawings)
    assert [finding.split(" of ")[0] for finding in findings] == ["Waterfall chart"] * 3
    assert all("funding" in finding and "judgements" in finding for finding in findings)


def test_the_same_comparison_gives_the_same_bytes(tmp_path: Path) -> None:
    write_comparison(found(), tmp_path)
    assert (tmp_path / "changes.xlsx").read_bytes() == path().read_bytes()


def test_the_input_changes_are_all_listed() -> None:
    assert len(listed("input_changes.csv")) == len(found().inputs)
    assert len(boards.rows(book(), "InputChanges")) == len(found().inputs)
    assert [row["by"] for row in listed("input_changes.csv")] == [change.by for change in found().inputs]


def test_the_bridges_in_the_file_add_up_as_written() -> None:
    steps: dict[tuple[str, str], list[Fraction]] = {}
    for row in listed("bridge.csv"):
        steps.setdefault((row["option"], row["figure"]), []).append(Fraction(row["amount"]))
    assert len(steps) == len(found().bridges)
    assert all(sum(figures[:-1]) == figures[-1] for figures in steps.values())


def test_the_moves_in_the_file_are_those_found() -> None:
    rows = listed("moves.csv")
    places = [row for row in rows if row["kind"] == "places"]
    assert len(rows) == sum(len(each.contracts) + len(each.places) for each in found().moves)
    assert all(int(row["new"]) - int(row["old"]) == int(row["difference"]) for row in places)


def test_nothing_changed_is_said_on_every_sheet_that_would_have_a_table(tmp_path: Path) -> None:
    same = appraised(DUEL)
    nothing = compared(same, same)
    assert comparison_headline(nothing).startswith("Nothing changed")
    assert write_comparison(nothing, tmp_path).failing == ()
    said = [str(cell.value) for sheet in boards.opened(tmp_path / "changes.xlsx") for row in sheet for cell in row]
    assert {"No figure changed, so there is no bridge.", "No contract differs.", "No places moved."} <= set(said)


def test_the_headline_says_what_changed_and_what_that_did() -> None:
    words = comparison_headline(found())
    first, second, *_ = words.split(". ")
    assert missing(first, "2 entries in funding, 2 in prices and 2 in judgements") == []
    assert missing(second, "without effect on the figures", "1 entry in actions") == []
    bridge = found().bridge(PREFERRED, SCORE)
    assert bridge is not None
    assert f"score {'rises' if bridge.new > bridge.old else 'falls'} from" in words
    assert moves_text(found().moves[0]) in words


# The waterfall


def test_bars_float_where_the_one_before_led() -> None:
    found = waterfall_bars(["old", "more", "less", "new"], Fraction(10), [Fraction(5), Fraction(-3)], Fraction(12))
    assert [(bar.start, bar.end, bar.kind) for bar in found] == [
        (0, 10, "run"),
        (10, 15, "more"),
        (15, 12, "less"),
        (0, 12, "run"),
    ]
    assert all(one.end == other.start for one, other in pairwise(found[1:-1]))


def test_what_is_drawn_is_the_length_under_what_it_is() -> None:
    found = waterfall_rows([Bar("less", Fraction(15), Fraction(12)), Bar("more", Fraction(2), Fraction(5))])
    assert [[cell.value for cell in row] for row in found] == [["less", 12, 0, 0, 3], ["more", 2, 0, 3, 0]]


def test_a_figure_below_nought_is_not_drawn() -> None:
    assert not can_be_drawn(
        waterfall_bars(["old", "a", "b", "new"], Fraction(1), [Fraction(-4), Fraction(5)], Fraction(2))
    )


@pytest.mark.parametrize(
    ("old", "new", "start"),
    [(1_000_000, 1_020_000, 995_000), (10, 16, 0), (0, 0, 0), (100, 20, 0)],
)
def test_the_scale_begins_below_small_steps_and_else_at_nought(old: int, new: int, start: int) -> None:
    found = waterfall_bars(["old", "a", "new"], Fraction(old), [Fraction(new - old)], Fraction(new))
    scale = scale_of(found)
    assert scale.start == start
    assert scale.end >= max(old, new)


def test_result_json_has_every_change_and_bridge() -> None:
    said = comparison_json(found())
    assert isinstance(said, dict)
    assert len(said["input_changes"]) == len(found().inputs)
    assert [each["figure"] for each in said["bridges"]] == [each.figure for each in found().bridges]
    for each in said["bridges"]:
        assert each["old"] + sum(part["share"] for part in each["parts"]) == each["new"]
    assert comparison_json(None) is None


@pytest.mark.parametrize(
    ("figure", "share", "words"),
    [
        ("cost", "-123456", "-£1,235"),
        ("cost", "20", "£0"),
        (SCORE, "0.04", "0.0"),
        (SCORE, "-3/2", "-1.5"),
        (SCORE, "0", "0"),
    ],
)
def test_a_share_is_rounded_half_up_with_its_sign_and_none_where_nothing_is_shown(
    figure: str, share: str, words: str
) -> None:
    bridge = Bridge(PREFERRED, figure, Fraction(0), Fraction(share), (), Fraction(0), (), 0)
    assert amount_text(bridge, Fraction(share), signed=True) == words
