"""Words that mean nothing, errors, letters that nobody sees, entities, changes and lists as people type them."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_tables import faults_of, tables, with_cells, write_folder
from cell_forms import Form, Outcome, in_csv, in_workbook, remedy_of

from optimiser.casefiles.reading import describe, read

DROPPED, CHANGE, PROVIDER, TEXT = "options.dropped", "scenarios.change", "contracts.provider", "risks.mitigation"
YESNO, LIST = "funding.poolable", "funding.borough"

NOTHING = [
    *(
        "no",
        "No",
        "NO",
        "n",
        "none",
        "None",
        "0",
        "-",
        "\u2013",
        "n/a",
        "N/A",
        "na",
        "nil",
        "false",
        "FALSE",
        "not dropped",
    ),
    *("not applicable", "tbc", "?", "null"),
]
MEANT_AS_BLANK = [
    ("boroughs.commissioner", "n/a", "a blank means the borough itself"),
    ("boroughs.commissioner", "-", "a blank means the borough itself"),
    ("funding.owner", "none", "a blank means its home"),
    ("services.unit", "-", "a blank means place"),
    ("services.heading", "n/a", "a blank means its tier"),
    ("offers.options", "n/a", "a blank means all"),
    ("funding.ring_fence", "none", "a blank means all"),
    ("prices.service", "-", "a blank means the offer's only one"),
    ("criteria.same_as", "no", "a blank means none"),
]
ERRORS = [
    *("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BUSY!"),
    *("#WERT!", "#NV", "Err:502", "Err:508", "err:502", "#####", "Halton, #REF!"),
]
CHANGES = [
    *((form, "-10%") for form in ("-10%", "-10 %", "\u221210%", "\u201310%", "\u2212 10 %", "- 10%", "-10 per cent")),
    *((form, "-10%") for form in ("-10 percent", "-10pc", "-10 pct", "\uff0d10\uff05", " -10% ")),
    ("-10.0%", "-10.0%"),
    ("-.5%", "-0.5%"),
    ("+ 5000", "+5000"),
    ("+5000", "+5000"),
    ("=120000", "=120000"),
    ("= tier 3", "= tier 3"),
]
CHANGES_REFUSED = [
    *(
        (form, "-10%")
        for form in ("10% less", "10 per cent lower", "minus 10%", "down 10%", "reduce by 10%", "cut of 10%")
    ),
    *((form, "+10%") for form in ("10% more", "plus 10%", "up 10 %", "increase by 10%", "10% uplift", "x1.1", "*1.1")),
    ("x0.9", "-10%"),
    ("+5,000", "+5000"),
    ("-£5,000", "-5000"),
    ("£5,000 less", "-5000"),
    ("-5k", "-5000"),
]
HIDDEN_LETTERS = [
    *("Provider\u200b A", "\ufeffProvider A", "Pro\u00advider A", "Provider\u00a0A", "Provider  A", "Provider \u2060A"),
    *("Provider A\u3164", "Provider\ufe0f A", "Provider\u2009A", "Provider\nA"),
]
BIDI = ["Provider\u200e A", "\u202eProvider A", "Provider\u2066 A", "Provider\u061c A"]


def csv(folder: Path, column: str, held: list[str]) -> list[tuple[str, Outcome]]:
    return list(zip(held, in_csv(folder, [Form(column, text) for text in held]), strict=True))


def test_a_word_for_nothing_does_not_drop_an_option(tmp_path: Path) -> None:
    for text, got in csv(tmp_path / "case", DROPPED, NOTHING):
        assert got.fault, text
        assert got.fault[1].startswith("Clear the cell if it is appraised"), text


def test_a_word_for_nothing_in_a_cell_of_a_workbook_does_not_drop_an_option(tmp_path: Path) -> None:
    held = [False, 0, "no", "-"]
    for got in in_workbook(tmp_path / "forms.xlsx", [Form(DROPPED, value) for value in held]):
        assert got.fault
        assert got.fault[1].startswith("Clear the cell if it is appraised")


def test_yes_alone_is_no_reason_in_a_workbook_but_words_are(tmp_path: Path) -> None:
    truth, words = in_workbook(tmp_path / "forms.xlsx", [Form(DROPPED, True), Form(DROPPED, "Not lawful")])
    assert truth.fault == ("TRUE", "Write why it is not appraised.")
    assert words.value == "Not lawful"


def test_an_option_whose_cell_is_cleared_as_told_is_appraised(tmp_path: Path) -> None:
    said = with_cells(("options", 1, "dropped", "no"))
    assert "a blank, or a reason" in describe(faults_of(write_folder(tmp_path / "said", said)))
    cleared = with_cells(("options", 1, "dropped", ""))
    assert read(write_folder(tmp_path / "cleared", cleared)).case.options[1].dropped == ""


def test_a_word_for_nothing_where_a_blank_has_a_meaning_is_refused_with_it(tmp_path: Path) -> None:
    forms = [Form(column, held) for column, held, _ in MEANT_AS_BLANK]
    for (column, held, fact), got in zip(MEANT_AS_BLANK, in_csv(tmp_path / "case", forms), strict=True):
        assert got.fault, (column, held)
        assert fact in got.fault[1]


@pytest.mark.parametrize("column", [PROVIDER, TEXT, "boroughs.back_office_cost", LIST])
def test_an_error_of_a_spreadsheet_is_no_name_text_or_figure(tmp_path: Path, column: str) -> None:
    errors = ERRORS if column in (PROVIDER, LIST) else ERRORS[:-1]
    for text, got in csv(tmp_path / "case", column, errors):
        assert got.fault, text
        assert got.fault[0] == f"the error {text}"


def test_a_name_with_a_number_sign_is_a_name(tmp_path: Path) -> None:
    for text, got in csv(tmp_path / "case", PROVIDER, ["#1 Recovery", "Team #2", "Errol Ltd", "NA"]):
        assert (got.value, got.warnings) == (text, ())


@pytest.mark.parametrize("way", [in_csv, in_workbook])
def test_a_change_is_read_in_every_form_that_is_certain(tmp_path: Path, way) -> None:
    for (form, expected), got in zip(
        CHANGES, way(tmp_path / "x.xlsx", [Form(CHANGE, f) for f, _ in CHANGES]), strict=True
    ):
        assert (form, got.value) == (form, expected), got.fault


def test_a_change_in_words_is_refused_with_the_change_that_is_meant(tmp_path: Path) -> None:
    forms = [Form(CHANGE, form) for form, _ in CHANGES_REFUSED]
    for (form, expected), got in zip(CHANGES_REFUSED, in_csv(tmp_path / "case", forms), strict=True):
        assert got.fault, form
        assert (form, remedy_of(got)) == (form, expected)


@pytest.mark.parametrize("change", ["-10 %", "\u221210%", "-10 per cent"])
def test_a_tenth_less_is_a_tenth_less(tmp_path: Path, change: str) -> None:
    case = write_folder(tmp_path / "case", tables())
    set_change = ("funding", "stream=treatment budget, borough=Ashby", "2010/11", change)
    assert read(case, changes=[set_change]).case.funding[0].amounts[0] == 18_000_000


def test_letters_that_nobody_sees_are_left_out_of_a_name_and_told(tmp_path: Path) -> None:
    for text, got in csv(tmp_path / "case", PROVIDER, HIDDEN_LETTERS):
        assert (text, got.value) == (text, "Provider A")
        assert [remedy for _, remedy in got.warnings] == ['It is read as "Provider A".'], text


def test_a_mark_that_turns_the_direction_of_text_is_refused(tmp_path: Path) -> None:
    for text, got in csv(tmp_path / "case", PROVIDER, BIDI):
        assert got.fault, text
        assert got.fault[0].startswith("a hidden character")


@pytest.mark.parametrize("column", [PROVIDER, LIST, TEXT])
def test_an_entity_of_a_web_page_is_told(tmp_path: Path, column: str) -> None:
    held = ["Smith &amp; Sons", "St Helens&#39;", "a&nbsp;b", "&pound;5"]
    for (text, got), sign in zip(csv(tmp_path / "case", column, held), ["&", "'", "\u00a0", "£"], strict=True):
        assert [f'Write "{sign}" wherever it occurs' in remedy for _, remedy in got.warnings] == [True], text
    for text, got in csv(tmp_path / "plain", column, ["Smith & Sons", "R&D; training", "AT&T"]):
        assert (text, got.warnings) == (text, ())


def test_a_letter_of_another_script_in_a_latin_word_is_told(tmp_path: Path) -> None:
    [(_, got)] = csv(tmp_path / "case", PROVIDER, ["H\u0430lton"])
    assert "cyrillic small letter a" in got.warnings[0][0]
    for text, got in csv(tmp_path / "case", PROVIDER, ["Caf\u00e9", "\u0410\u043b\u044c\u0444\u0430", "\u03b1 team"]):
        assert (text, got.warnings) == (text, ())


def test_a_number_with_decimals_as_a_name_is_told_in_a_workbook(tmp_path: Path) -> None:
    one, whole, text = in_workbook(
        tmp_path / "forms.xlsx", [Form(PROVIDER, 1.1), Form(PROVIDER, 12), Form(PROVIDER, "1.1")]
    )
    assert (one.value, [("1.10 was typed" in remedy) for _, remedy in one.warnings]) == ("1.1", [True])
    assert (whole.value, whole.warnings, text.value, text.warnings) == ("12", (), "1.1", ())


def test_yes_and_no_are_read_in_any_capitals_and_nothing_else_is(tmp_path: Path) -> None:
    read_as = dict(csv(tmp_path / "case", YESNO, ["yes", "No", "TRUE", "false", " YES "]))
    assert [got.value for got in read_as.values()] == [True, False, True, False, True]
    for text, got in csv(
        tmp_path / "other", YESNO, ["y", "n", "1", "0", "\u2713", "x", "on", "ja", "-", "n/a", "yes?"]
    ):
        assert got.fault == (f'"{text}"', "Write yes or no.")


@pytest.mark.parametrize(
    "listed",
    ["Ashby & Brook", "Ashby and Brook", "Ashby; Brook", "Ashby/Brook", "Ashby + Brook", "Ashby\nBrook", "ashby; BROOK",
     "Ashby | Brook"],
)  # fmt: skip
def test_a_list_with_other_signs_than_commas_is_refused_with_the_list_that_is_meant(
    tmp_path: Path, listed: str
) -> None:
    case = with_cells(("hubs", 0, "boroughs", listed))
    assert "Separate names with commas: Ashby, Brook." in describe(faults_of(write_folder(tmp_path / "case", case)))


def test_a_list_of_tiers_and_services_is_told_in_the_same_way(tmp_path: Path) -> None:
    case = with_cells(("funding", 0, "ring_fence", "tier 3 and advice"))
    assert "Separate names with commas: tier 3, advice." in describe(faults_of(write_folder(tmp_path / "case", case)))


def test_a_line_break_after_a_comma_is_a_space(tmp_path: Path) -> None:
    case = with_cells(("hubs", 0, "boroughs", "Ashby,\nBrook"))
    assert read(write_folder(tmp_path / "case", case)).case.options[1].hub_phases[0].boroughs == ("Ashby", "Brook")


def test_a_name_that_holds_such_a_sign_stays_one_name(tmp_path: Path) -> None:
    case = tables()
    for rows in case.values():
        for row in rows:
            row[:] = [cell.replace("Calder", "Calder and Vale") for cell in row]
    assert "Calder and Vale" in [each.name for each in read(write_folder(tmp_path / "case", case)).case.boroughs]


@pytest.mark.parametrize(
    ("table", "where", "column", "change", "told"),
    [
        ("funding", "stream=grant", "2010/11", "-0.1", True),
        ("demand", "borough=Brook", "2010/11", "+0.05", True),
        ("funding", "stream=grant", "2010/11", "-10%", False),
        ("funding", "stream=grant", "2010/11", "-100", False),
        ("contracts", "contract=K1, service=prescribing", "success_rate", "-0.05", False),
    ],
)
def test_a_change_of_less_than_one_on_large_figures_is_told(tmp_path: Path, table, where, column, change, told) -> None:
    case = {**tables(), "scenarios": [["scenario", "table", "where", "column", "change"]]}
    case["scenarios"].append(["what if", table, where, column, change])
    warnings = describe(read(write_folder(tmp_path / "case", case)).warnings)
    assert ("if a share of each figure is meant" in warnings) == told
    assert ("Write -10%" in warnings) == (told and change == "-0.1")
