"""The declarations of tables and columns agree with the model's words, with what is refused, and with the documents."""

from pathlib import Path

import pytest
from case_tables import faults_of, set_cell, tables, with_cells, write_folder

from models.appraisal import measures
from models.case.vocabulary import MEASURES, REQUIRED_TABLES, SETTING_NAMES, TABLE_NAMES
from optimiser.casefiles.schema.columns import Kind
from optimiser.casefiles.schema.reference_page import page
from optimiser.casefiles.schema.tables import BY_NAME, SETTING, SETTINGS, TABLES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "tables.md"
MODULE = "optimiser.casefiles.schema.reference_page"
AGAIN = f"python -c \"from {MODULE} import page; print(page(), end='')\" > docs/reference/tables.md"


def test_the_tables_are_those_of_the_vocabulary_in_its_order():
    assert tuple(table.name for table in TABLES) == TABLE_NAMES
    assert tuple(table.name for table in TABLES if table.required) == REQUIRED_TABLES


def test_the_settings_are_those_of_the_vocabulary_in_its_order():
    assert tuple(setting.name for setting in SETTINGS) == SETTING_NAMES


def test_the_measures_are_those_that_are_measured():
    assert tuple(measure.name for measure in measures.MEASURES) == MEASURES


def test_the_reference_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), f"make it anew: {AGAIN}"


def test_the_reference_page_names_every_table_and_column():
    text = page()
    named = [
        f"| `{column.name}` |" in text for table in TABLES for column in table.columns[:-2] if table.name != "settings"
    ]
    named += [f"| `{setting}` |" in text for setting in SETTING]
    assert named.count(False) == 0


def test_every_column_says_what_it_holds_in_a_sentence():
    columns = [column for table in TABLES for column in (*table.columns, table.years, table.options) if column]
    assert [
        column.name
        for column in columns
        if not column.help.endswith(".")
        or (not column.help[0].isupper() and column.help[0] != "%" and not column.help[0].isdigit())
    ] == []


def test_every_optional_figure_says_what_a_blank_means():
    figures = (Kind.MONEY, Kind.COUNT, Kind.SHARE, Kind.NUMBER)
    columns = [(table.name, column) for table in TABLES for column in table.columns if column.kind in figures]
    assert [(table, column.name) for table, column in columns if not column.required and not column.default] == []


@pytest.mark.parametrize(
    ("table", "column"),
    [(table.name, column.name) for table in TABLES for column in table.columns if column.required],
)
def test_a_blank_in_a_required_column_is_a_fault_with_its_place(table, column, tmp_path):
    case = tables()
    set_cell(case[table], 0, column, "")
    found = [
        fault
        for fault in faults_of(write_folder(tmp_path, case))
        if fault.location == f'{table}.csv, line 2, column "{column}"'
    ]
    assert [fault.found for fault in found] == ["a blank cell"]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table.name, column.name)
        for table in TABLES
        for column in table.columns
        if column.kind in (Kind.MONEY, Kind.COUNT, Kind.SHARE)
    ],
)
def test_text_in_a_column_of_figures_is_a_fault_with_its_place(table, column, tmp_path):
    path = write_folder(tmp_path, with_cells((table, 0, column, "about ten")))
    found = [fault for fault in faults_of(path) if fault.location == f'{table}.csv, line 2, column "{column}"']
    assert [fault.found for fault in found] == ['"about ten"']


@pytest.mark.parametrize(
    ("table", "column"),
    [(table.name, column.name) for table in TABLES for column in table.columns if column.refers],
)
def test_a_name_that_is_not_there_is_a_fault_with_its_place(table, column, tmp_path):
    path = write_folder(tmp_path, with_cells((table, 0, column, "Nowhere at all")))
    found = [fault for fault in faults_of(path) if fault.location == f'{table}.csv, line 2, column "{column}"']
    assert [fault.found.split(",")[0] for fault in found] == ['"Nowhere at all"']


def test_columns_refer_to_tables_that_are_there():
    assert {column.refers for table in TABLES for column in table.columns} - {""} <= set(BY_NAME)
