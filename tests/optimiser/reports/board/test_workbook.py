"""The rules a board's workbook keeps, each tested on the file written."""

import re
import zipfile
from pathlib import Path

import boards
import pictured
import pytest
import worked
from openpyxl import Workbook
from sentences import missing
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

SHEETS = [
    "Cover",
    "Contents",
    "Summary",
    "Options and gates",
    "Appraisal matrix",
    "Judgement and measure",
    "Scores",
    "Scoring basis",
    "Scale",
    "Options compared",
    "Economic case",
    "Risks",
    "Robustness",
    "Changes",
    "Fixed or flexible",
    "Decision",
    "Action plan",
    "Who pays, who gains",
    "Who loses, who moves",
    "Cost per person",
    "Coverage grid",
    "Year by year",
    "Allocation by tier",
    "Today",
    "Return recast",
    "Return by stream",
    "Who provides what",
    "Allocation",
    "Funding",
    "Who pays",
    "Payment schedule",
    "Provision",
    "Coverage",
    "Floors",
    "Contracts",
    "Contract costs",
    "Handovers",
    "Inputs tested",
    "Assumptions",
    "Run record",
    "Checks",
]
WITHOUT_MONEY = {
    "Cover",
    "Contents",
    "Options and gates",
    "Scores",
    "Risks",
    "Robustness",
    "Fixed or flexible",
    "Coverage grid",
    "Who provides what",
    "Provision",
    "Floors",
    "Contracts",
    "Handovers",
    "Who loses, who moves",
    "Coverage",
}


@pytest.fixture(scope="module")
def book() -> Workbook:
    return boards.opened(boards.path_of_full())


@pytest.fixture(scope="module")
def values() -> Workbook:
    return boards.opened(boards.path_of_full(), values=True)


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    with zipfile.ZipFile(boards.path_of_full()) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


# 1. Cover, Contents with working links and a way back


def test_the_sheets_are_these_in_this_order(book: Workbook) -> None:
    assert book.sheetnames == SHEETS


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("Case", "worked example"),
        ("For", "The boards of A and B"),
        ("Preferred option, as run", "joint (unproven)"),
        ("Years", "2010/11 to 2011/12"),
        ("Price base", "2010/11"),
        ("Input", "full"),
        ("Input SHA-256", "0" * 64),
        ("Rows of the case: given (number)", 1),
        ("Rows of the case: derived (number)", 1),
        ("Rows of the case: illustrative (number)", 1),
        ("Rows of the case: not said (number)", 1),
    ],
)
def test_the_cover_says(values: Workbook, item: str, words: object) -> None:
    said = {row["Item"]: row["What it is"] for row in boards.rows(values, "Cover")}
    assert said[item] == words


def test_the_cover_says_what_is_not_proven(values: Workbook) -> None:
    (status,) = (row["What it is"] for row in boards.rows(values, "Cover") if row["Item"] == "Status")
    assert not missing(str(status), "Not all proven", "joint", "See Run record.")


def test_the_cover_says_of_which_aim_the_plans_are_proven(tmp_path: Path) -> None:
    run = worked.run()
    cover = boards.rows(boards.opened(boards.written(run, tmp_path), values=True), "Cover")
    (status,) = (str(row["What it is"]) for row in cover if row["Item"] == "Status")
    assert not missing(status, "Proven: no option has a plan", "outcomes", "by more than the gap of 0.02%")


def test_contents_links_to_every_other_sheet(book: Workbook) -> None:
    sheet, found = boards.table(book, "Contents")
    links = {row[0].hyperlink.location for row in boards.cells(sheet, found)[1:]}
    assert links == {f"'{name}'!A1" for name in SHEETS if name != "Contents"}


def test_contents_sets_the_boards_part_apart_and_says_how_to_print_it_alone(values: Workbook) -> None:
    parts = [row["Part"] for row in boards.rows(values, "Contents")]
    assert parts == ["board"] * 23 + ["detail"] * 17
    assert "click the tab Cover, hold Shift, click the tab Today, and print" in " ".join(shown(values["Contents"]))


def test_every_sheet_links_back_to_contents(book: Workbook) -> None:
    back = {sheet.title: sheet["A3"].hyperlink.location for sheet in book if sheet.title != "Contents"}
    assert back == {name: "'Contents'!A1" for name in SHEETS if name != "Contents"}


# 2. One subject a sheet, its title and a sentence, nothing hidden or blank


def test_a1_is_the_title_of_each_sheet(book: Workbook) -> None:
    titles = [str(sheet["A1"].value).split(" (£")[0] for sheet in book]
    assert titles == ["Options appraisal: worked example", *SHEETS[1:]]


# 3. Real tables, named, nothing merged, nothing blank inside


# 4. Units, price base, sign convention


def test_the_title_of_every_sheet_with_money_has_the_price_base(book: Workbook) -> None:
    with_base = {sheet.title for sheet in book if str(sheet["A1"].value).endswith(" (£, prices of 2010/11)")}
    assert with_base == set(SHEETS) - WITHOUT_MONEY


def test_the_sign_is_explained_once(book: Workbook) -> None:
    said = [sheet.title for sheet in book for value in shown(sheet) if value == "Minus sign"]
    assert said == ["Cover"]


# 5. True values, formats round; totals foot


def test_cells_hold_the_pence_and_formats_round(values: Workbook) -> None:
    """As is costs 205 a year, discounted by 0.8; the other 205 and 308: 40 + 10 for swap, 5 for links, 185 for day with
    its start, 15 to manage it, 20 of back offices, 26 for the hub and 7 to leave.
    """
    cost = next(row for row in boards.rows(values, "Measures") if row["Measure"] == "Present cost")
    assert (cost["as is"], cost["joint (unproven)"], cost["Unit"]) == (369, 451.4, "£")
    sheet, found = boards.table(values, "Measures")
    assert boards.cells(sheet, found)[2][3].number_format == "#,##0"


def test_the_totals_of_today_foot_and_cross_foot(values: Workbook) -> None:
    sheet, found = boards.table(values, "Today")
    *_, total = boards.cells(sheet, found)
    data = boards.rows(values, "Today")
    headings = [name for name in data[0] if name.endswith("(£)") and not name.startswith(("Total", "Of which"))]
    assert [row["Total (£)"] for row in data] == [sum(row[name] for name in headings) for row in data]
    assert total[1 + len(headings)].value == sum(row["Total (£)"] for row in data) == 205


# 6. Colour never alone; contrast


def test_contrast_of_conditional_shading_is_at_least_four_and_a_half(book: Workbook) -> None:
    styles = [rule.dxf for sheet in book for area in sheet.conditional_formatting for rule in area.rules]
    assert len(styles) == 13
    assert min(contrast(ink_of(style.font), style.fill.bgColor.rgb) for style in styles) >= 4.5


def test_the_shaded_cells_say_the_word_too(values: Workbook) -> None:
    sheet, found = boards.table(values, "Matrix")
    measured = [row[2:-2] for row in boards.cells(sheet, found)[1:3]]
    assert [[cell.value for cell in row] for row in measured] == [["Low", "High"], ["Medium", "Medium"]]
    shaded = {str(area.sqref) for area in sheet.conditional_formatting}
    assert shaded == {" ".join(f"{row[0].coordinate}:{row[-1].coordinate}" for row in measured)}


# 7. Charts


def test_every_chart_has_alt_text_that_says_the_finding() -> None:
    first, *others = [each.finding for each in pictured.charts(boards.path_of_full())]
    assert not missing(
        first,
        *('"joint" is preferred, with a weighted score of 81.0 out of 100', 'ahead of "as is" on 32.6'),
        "From the highest: joint (unproven) 81.0, as is 32.6.",
    )
    assert [finding for finding in others if not re.fullmatch(r"[A-Z].{60,}\d.*\.", finding)] == []


def test_every_chart_has_at_most_four_colours() -> None:
    colours = [{colour for *_, colour in each.series} for each in pictured.charts(boards.path_of_full())]
    assert {len(each) for each in colours} <= {1, 2, 3, 4}
    assert len(colours) >= 6


# 8. Live formulas: stored values, no constants, one pattern a column, nothing volatile


def test_no_formula_is_volatile_or_leaves_the_workbook(book: Workbook, parts: dict[str, str]) -> None:
    functions = {name for _, _, formula in boards.formulas(book) for name in re.findall(r"([A-Z]+)\(", formula)}
    assert functions == {
        "ABS", "COUNT", "FIXED", "IF", "INDEX", "ISNUMBER", "ISTEXT", "MAX", "MEDIAN", "MIN", "ROUND", "ROWS", "SMALL",
        "SUBSTITUTE", "SUM", "SUMPRODUCT",
    }  # fmt: skip
    assert not [name for name in parts if "external" in name.lower() or "vba" in name.lower()]


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("Allocation", ["Spend (£)"]),
        ("Funding", ["Unspent (£)"]),
        ("Provision", ["Unmet demand (places)", "Demand met (share)"]),
        ("Floors", ["Above the floor (as counted)"]),
        ("ContractCosts", ["Total (£)"]),
        ("Basis", ["Scores worst at", "Scores best at"]),
        ("Scores", ["as is", "joint (unproven)"]),
        ("Checks", ["Difference (in its unit)", "Result"]),
        ("Today", ["Total (£)", "Commissioning and infrastructure (share of total)"]),
    ],
)
def test_a_column_of_formulas_has_one_pattern(book: Workbook, name: str, columns: list[str]) -> None:
    data = boards.rows(book, name)
    assert {column: len({boards.bare(str(row[column])) for row in data}) for column in columns} == dict.fromkeys(
        columns, 1
    )


# 9. Checks with one master check


def test_the_first_three_checks_are_baseline_funders_and_todays_contracts_and_suppliers(values: Workbook) -> None:
    first = boards.rows(values, "Checks")[:4]
    found = [
        (row["Check (unit in brackets)"], row["Expected (in its unit)"], row["Actual (in its unit)"]) for row in first
    ]
    charges = "Every charge has a funder: services of a borough in a year"
    counted = "in the case, without in-house provision; actual: those that the reference option starts with (number)"
    assert found == [
        ("The baseline of the run equals today's return by borough and heading (£ a year)", 205, 205),
        (f"{charges} that are paid more or less than they cost (number)", 0, 0),
        (f"Today's contracts {counted}", 2, 2),
        (f"Today's suppliers {counted}", 2, 2),
    ]


def test_the_master_check_stands_on_checks_cover_and_summary(values: Workbook) -> None:
    cover = {row["Item"]: row["What it is"] for row in boards.rows(values, "Cover")}
    summary = {row[0].value: row[1].value for row in values["Summary"].iter_rows(max_row=20, max_col=2)}
    assert (values["Checks"]["B5"].value, cover["Master check"], summary["All checks"]) == ("FAIL",) * 3


# 10. Assumptions and run record


def test_assumptions_have_value_unit_source_quality_and_what_they_move(values: Workbook) -> None:
    assert boards.rows(values, "Assumptions")[0] == {
        "Where": "demand.csv, line 2",
        "Row": "row 0",
        "Value": "0 places",
        "Unit": "places a year",
        "Quality": "given",
        "Source": "given: return",
        "Note": "none",
        "What it moves": "the most places that may be bought; coverage; equal access",
    }


def test_the_run_record_has_input_solver_settings_and_proof(values: Workbook) -> None:
    record = {row["Item"]: row["What it is"] for row in boards.rows(values, "Record")}
    figures = {row["Item"]: row["Figure"] for row in boards.rows(values, "RecordFigures")}
    proof = {row["Option"]: row for row in boards.rows(values, "Proof")}
    assert (record["Input SHA-256"], record["Solver"], record["Objective"]) == ("0" * 64, "HiGHS", "outcomes")
    assert (figures["Gap asked for"], figures["Baseline: a year of today's arrangements"]) == (0.0002, 205)
    assert (proof["joint (unproven)"]["Gap (share)"], proof["as is"]["Gap (share)"]) == (0.05, 0)
    assert proof["nothing"]["Remarks"] == "The floor of day cannot be met."


# 11. Print set-up


def test_the_document_has_a_title_and_an_author(book: Workbook) -> None:
    assert (book.properties.title, book.properties.creator) == ("Options appraisal: worked example", "optimiser")


# 12. The reference is there; no benefit-cost ratios or traffic lights


def test_the_reference_is_named_and_stands_in_every_comparison(values: Workbook) -> None:
    for name in ("Measures", "Differences", "Basis", "Scores", "Result", "Matrix"):
        assert "as is" in boards.rows(values, name)[0]
    assert 'The reference is "as is". A minus sign means less than in the reference.' in shown(
        values["Options compared"]
    )


# 14. Frozen headings only where a table is longer than a screen; no filters


# The scale that the formulas refer to


def test_the_scale_has_the_figures_that_scores_are_made_of(values: Workbook) -> None:
    scale = {row["Name"]: (row["Figure (in its unit)"], row["Unit"]) for row in boards.rows(values, "Scale")}
    assert scale == {
        "High": (66.67, "points"),
        "Medium": (33.33, "points"),
        "Low": (0, "points"),
        "Best": (100, "points"),
        "Worst": (0, "points"),
        "No spread": (50, "points"),
        "Digits": (9, "decimals"),
        "Judged High": (100, "points"),
        "Judged Medium": (50, "points"),
        "Judged Low": (0, "points"),
        "Shown": (1, "decimals"),
        "Second": (2, "place"),
    }
