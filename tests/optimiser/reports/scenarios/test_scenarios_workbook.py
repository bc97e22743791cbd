"""The workbook of a pack keeps every rule of the board's, and says what the pack found."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import boards
import libreoffice
import packs
import pictured
import pytest
from openpyxl import Workbook
from workbook_rules import (  # noqa: F401 - the rules of every workbook, tested here on this one
    contrast,
    ink_of,
    shown,
    test_a2_is_a_sentence_on_each_sheet,
    test_all_tables_start_in_column_a,
    test_contrast_of_all_text_is_at_least_four_and_a_half,
    test_every_cell_below_the_head_is_in_a_table_or_a_line_of_its_own,
    test_every_formula_has_a_stored_value,
    test_every_heading_over_numbers_has_its_unit_or_its_row_has,
    test_every_sheet_is_a4_landscape_one_page_wide,
    test_header_cells_are_styled_themselves_as_not_every_program_draws_table_styles,
    test_headings_are_text_and_differ_within_a_table,
    test_no_cell_inside_a_table_is_blank,
    test_no_formula_holds_a_constant,
    test_no_ratio_is_judged_against_a_threshold,
    test_no_sheet_has_a_filter,
    test_no_sheet_is_blank,
    test_no_two_tables_touch,
    test_nothing_is_merged,
    test_nothing_tells_the_time,
    test_only_a_table_longer_than_a_screen_keeps_its_heading_in_sight,
    test_pounds_stand_alone_and_never_in_thousands,
    test_sheet_names_are_short_and_nothing_is_hidden,
    test_tables_have_names_that_say_what_they_hold,
    test_the_first_sheet_is_active_with_the_cursor_at_a1,
    test_the_header_row_of_the_last_table_repeats,
    test_there_are_no_headers_and_footers,
)

from optimiser.reports import scenarios
from optimiser.reports.scenarios import checks
from optimiser.solving.settings import Settings

SHEETS = [
    *("Cover", "Contents", "Summary", "Standing", "Figures", "Differences", "What changes", "No promises"),
    *("Run record", "Checks"),
]
MEMBERS = ["As it stands", packs.LESS, packs.TOO_MUCH, packs.AS_PROMISED, "as set"]


@pytest.fixture(scope="module")
def path() -> Path:
    return packs.folder() / "scenarios.xlsx"


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return boards.opened(path)


@pytest.fixture(scope="module")
def values(path: Path) -> Workbook:
    return boards.opened(path, values=True)


@pytest.fixture(scope="module")
def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_sheets_of_a_pack_are_these_in_this_order(book: Workbook) -> None:
    assert book.sheetnames == SHEETS


def test_every_sheet_of_a_pack_links_to_contents_and_back(book: Workbook) -> None:
    sheet, found = boards.table(book, "Contents")
    links = {row[0].hyperlink.location for row in boards.cells(sheet, found)[1:]}
    assert links == {f"'{name}'!A1" for name in SHEETS if name != "Contents"}
    assert {each["A3"].hyperlink.location for each in book if each.title != "Contents"} == {"'Contents'!A1"}


def test_shading_of_a_pack_has_contrast_and_only_repeats_the_first_word(book: Workbook) -> None:
    rules = [rule for sheet in book for area in sheet.conditional_formatting for rule in area.rules]
    assert min(contrast(ink_of(rule.dxf.font), rule.dxf.fill.bgColor.rgb) for rule in rules) >= 4.5
    words = {rule.text for rule in rules if rule.type == "beginsWith"}
    differences, standings = {"Better", "Worse", "No plan here", "No plan in either"}, {"preferred", "ahead"}
    assert words == {*differences, *standings, "no plan", "no answer"}


def test_charts_of_a_pack_have_few_colours_and_say_the_finding(path: Path) -> None:
    found = list(pictured.charts(path))
    titles = ["Cost (£) by scenario and option", "Weighted outcomes by scenario and option"]
    assert [chart.title for chart in found] == titles
    assert [len({colour for *_, colour in chart.series}) for chart in found] == [3, 3]
    assert [chart.finding for chart in found if not re.fullmatch(r"[A-Z].{60,}\d.*\.", chart.finding)] == []


def test_side_by_side_has_scenarios_down_and_options_across(values: Workbook) -> None:
    for name in ("Standing", "Score", "State", "FiguresCost", "FiguresSaving", "FiguresCoverage"):
        assert [row["Scenario"] for row in boards.rows(values, name)] == MEMBERS
    assert list(boards.rows(values, "FiguresCost")[0]) == ["Scenario", "as is (£)", "alone (£)", "joint (£)"]


def test_figures_are_those_of_the_scenarios_own_plans(values: Workbook) -> None:
    for row, member in zip(boards.rows(values, "FiguresCost"), packs.pack().members, strict=True):
        for option, result in member.run.results.items():
            own = float((result.measures["cost"] or 0) / 100) if result.measures else "no plan"
            assert row[f"{option} (£)"] == own


def test_differences_are_from_the_case_as_it_stands(values: Workbook) -> None:
    figures, differences = boards.rows(values, "FiguresCost"), boards.rows(values, "LessCost")
    words = boards.rows(values, "WordsCost")
    assert [row["Scenario"] for row in differences] == MEMBERS[1:]
    assert differences[0]["joint (£)"] == pytest.approx(figures[1]["joint (£)"] - figures[0]["joint (£)"])
    assert differences[1]["joint (£)"] == "no plan"
    assert [row["joint"] for row in words][1:3] == ["No plan here", "Same"]
    assert str(words[0]["joint"]).startswith(("Better: £", "Worse: £"))


def test_every_line_is_told_in_words_with_its_source(values: Workbook) -> None:
    found = boards.rows(values, "Lines")
    assert list(found[0].values()) == [
        packs.LESS, "funding", "where stream is treatment budget and borough is Ashby", "2010/11",
        "lowered by 12.3456%", "illustrative: what if", "a letter, unsigned",
    ]  # fmt: skip
    assert list(found[-1].values()) == [
        "as set", "prices", "where offer is new day and unit_price is 2200", "unit_price", "lowered by 10%", "none",
        "none",
    ]  # fmt: skip


def test_every_figure_stands_before_and_after_rounded_to_the_penny_and_the_place(values: Workbook) -> None:
    """700,000 less 12.3456 % is 613,580.80; 240 less 0.333 % is 239.2008; 200 and a quarter of a per cent is 200.5."""
    found = [list(row.values())[1:] for row in boards.rows(values, "ChangedFigures")]
    assert found[:4] == [
        ["funding", "treatment budget, Ashby", "2010/11", 700_000, 613_580.80, "£"],
        ["prices", "new outreach", "unit_price", 240, 239.2008, "£"],
        ["demand", "Ashby, outreach", "2010/11", 200, 201, "number"],
        ["minimum", "all, day programme", "2010/11", 150, 5000, "number"],
    ]
    assert found[-2:] == [
        ["settings", "title", "value", "two towns", "another title", "as named"],
        ["prices", "new day", "unit_price", 2200, 1980, "£"],
    ]


def test_the_yardstick_says_that_nobody_can_choose_it_and_stands_in_no_ranking(values: Workbook) -> None:
    assert "it cannot be chosen, and it is not scored, ranked or preferred" in " ".join(
        str(value) for value in shown(values["No promises"])
    )
    for name in ("Preferred", "Standing", "Score"):
        assert not [
            row for row in boards.rows(values, name) if "policy constraints" in " ".join(map(str, row.values()))
        ]


def test_what_the_promises_cost_is_the_difference_of_the_two(values: Workbook) -> None:
    found = boards.rows(values, "NoPromises")
    assert [row["Option"] for row in found] == ["as is", "alone", "joint"]
    for row in found:
        with_, without, more = list(row.values())[2:5]
        assert more == pytest.approx(without - with_)
    elsewhere = [row for row in boards.rows(values, "NoPromisesElsewhere") if row["Scenario"] == packs.TOO_MUCH]
    assert {list(row.values())[2] for row in elsewhere} == {"no plan"}


def test_all_checks_pass_and_the_master_check_stands_on_checks_cover_and_summary(values: Workbook) -> None:
    assert {row["Result"] for row in boards.rows(values, "Checks")} == {"Pass"}
    cover = {row["Item"]: row["What it is"] for row in boards.rows(values, "Cover")}
    assert cover["Master check"] == values["Checks"]["B5"].value == "Pass"
    assert "Pass" in [row[1].value for row in values["Summary"].iter_rows(max_row=12) if len(row) > 1]


@pytest.mark.libreoffice
def test_where_cost_is_what_is_best_present_cost_is_compared_and_all_checks_pass(tmp_path: Path) -> None:
    """Discounted costs are no whole pence: each is rounded once, and all sums are of what is shown."""
    path = tmp_path / "scenarios.xlsx"
    assert scenarios.write(packs.made(settings=Settings(objective="cost")), path) == ()
    found = boards.rows(boards.opened(path, values=True), "LessPresentCost")
    words = boards.rows(boards.opened(path, values=True), "WordsPresentCost")
    assert [row["joint (£)"] for row in found][1] == "no plan"
    assert str(words[-1]["joint"]).startswith("Better: £")
    (again,) = libreoffice.recalculate([path], tmp_path)
    assert boards.different(path, again)[1] == []


def test_a_figure_that_is_not_the_scenarios_own_fails_its_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = checks._file_figures

    def other(result: checks.ResultFile, measure: str) -> object:
        return {name: each and each + (measure == "cost") for name, each in own(result, measure).items()}

    monkeypatch.setattr(checks, "_file_figures", other)
    failing = scenarios.write(packs.pack(), tmp_path / "scenarios.xlsx")
    assert failing[0] == "As it stands: cost of all options together, as in its own result.json (£)"
    assert len(failing) == 4  # the differences stand: both files are out by the same


def test_an_option_better_than_the_bound_without_promises_fails_its_check(tmp_path: Path) -> None:
    base = packs.pack().base
    free = base.benchmark["alone"]
    beaten = replace(
        free, answer=replace(free.answer, bound=(base.run.results["alone"].answer.objective_value or 0) - 1)
    )
    member = replace(base, benchmark={**base.benchmark, "alone": beaten})
    failing = scenarios.write(replace(packs.pack(), members=(member,)), tmp_path / "scenarios.xlsx")
    assert failing == (
        "As it stands, alone: objective no better than the bound without policy constraints (in its unit)",
    )
