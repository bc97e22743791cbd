"""Rows and columns of totals are faults; names that only resemble a total's, and sums by chance, are read."""

import pytest
from case_tables import faults_of, tables, with_cells, write_folder, write_workbook

from optimiser.casefiles.reading import describe, read

TOTALS = (
    *(
        "Total",
        "TOTAL",
        "total:",
        "Totals",
        "Grand total",
        "GRAND TOTAL",
        "grand-total",
        "Sub-total",
        "Subtotal",
        "sub total",
    ),
    *("SUB-TOTAL:", "Overall total", "Sum", "SUM:", "Overall", "tot.", "Tot", "Σ", "∑", "=", "**Total**", "__Total__"),
    *(
        "T O T A L",
        "TOTAL £",
        "Total (£)",
        "Total £ a year",
        "Total 2010/11",
        "Net total",
        "Running total",
        "Sum total",
    ),
    *("total =", "  Total  ", "Total -", "(Total)", "Total.", "TTL", "# Total", '"Total"'),
)
OF_FUNDING = (
    *(
        "Total grant, all",
        "Total grant",
        "Total funding",
        "TOTAL FUNDING",
        "Ashby total",
        "Ashby Total:",
        "Grant sub-total",
    ),
    *("Total for all boroughs", "Total - all streams", "Total of the above budgets", "All funding"),
    *("All boroughs", "all streams", "Treatment budget total", "Total treatment budget", "Total Brook", "Total (all)"),
    *("Total, Ashby", "Total income", "Borough totals", "Ashby - total", "Total budget 2010/11"),
)
NO_TOTALS = (
    *(
        "Total Recovery Ltd",
        "Total Place pilot",
        "Totnes",
        "Summerfield",
        "All Saints",
        "Total Care",
        "Sum of Us",
        "Totally",
    ),
    *(
        "Overall Trust",
        "Subtotal Ltd",
        "Tottenham",
        "Summit",
        "Allsorts",
        "Total Recovery",
        "Equals",
        "All Nations Trust",
    ),
)


def with_row(table, row, at=None):
    case = tables()
    case[table].insert(len(case[table]) if at is None else at, row)
    return case


def faults(case, tmp_path):
    found = [faults_of(write_folder(tmp_path / "case", case)), faults_of(write_workbook(tmp_path / "case.xlsx", case))]
    assert [len(each) for each in found] == [len(found[0])] * 2
    return found[0]


@pytest.mark.parametrize("name", [*TOTALS, *OF_FUNDING])
@pytest.mark.parametrize("at", [1, 3, None])
def test_a_row_of_funding_that_is_named_a_total_is_a_fault(name, at, tmp_path):
    case = with_row("funding", [name, "all", "all", "600000", "580000.50"], at)
    case["minimum"], case["savings"] = case["minimum"][:1], case["savings"][:1]
    found = faults(case, tmp_path)
    assert [(fault.found, fault.location) for fault in found] == [
        ("a row of totals", f"funding.csv, line {(at or 4) + 1}")
    ]
    assert found[0].remedy.startswith("Delete the row")


@pytest.mark.parametrize("name", NO_TOTALS)
def test_a_name_that_resembles_a_total_is_a_name(name, tmp_path):
    case = with_row("funding", [name, "Ashby", "all", "120000", "7000"])
    for table in ("contracts", "offers"):
        case[table] = [[name if cell == "Provider A" else cell for cell in row] for row in case[table]]
    case["boroughs"] = [[name if cell == "Calder" else cell for cell in row] for row in case["boroughs"]]
    case["funding"] = [[cell.replace("Calder", name) for cell in row] for row in case["funding"]]
    assert read(write_folder(tmp_path / "case", case)).warnings == ()


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("boroughs", ["**Total**", "600", "120000"]),
        ("boroughs", ["All boroughs", "600", "120000"]),
        ("boroughs", ["Total boroughs", "600", "120000"]),
        ("demand", ["Ashby", "Total", "60", "61"]),
        ("demand", ["Total", "prescribing", "220", "222"]),
        ("demand", ["Ashby total", "prescribing", "60", "61"]),
        ("demand", ["all boroughs", "prescribing", "220", "222"]),
        ("demand", ["", "", "220", "222"]),
        ("contracts", ["Total", "", "", "", "50", "41000", "", "", ""]),
        ("contracts", ["K1 total", "Provider A", "prescribing", "Ashby", "50", "41000", "", "", ""]),
        ("contracts", ["", "", "", "", "50", "41000", "", "", ""]),
        ("contracts", ["K2", "Total", "prescribing", "Ashby", "50", "41000", "", "", ""]),
        ("offers", ["Total", "", "", ""]),
        ("prices", ["Total", "", "", "2640.50"]),
        ("hubs", ["partial", "Total", "Calder", "60000", "10000"]),
        ("minimum", ["Total", "tier 3", "", "50"]),
        ("savings", ["Total", "%", "", "0.01"]),
        ("criteria", ["Total", "4", "", ""]),
        ("risks", ["Total", "as is", "4", "5"]),
        ("settings", ["Total", "2"]),
    ],
)
def test_a_total_is_found_in_every_table(table, row, tmp_path):
    found = faults(with_row(table, row), tmp_path)
    assert [fault.found for fault in found] == ["a row of totals"]


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("criteria", "Total cost"),
        ("criteria", "Overall"),
        ("risks", "Total failure of a provider"),
        ("success_factors", "Total in treatment"),
        ("services", "Total abstinence programme"),
        ("offers", "Total wellbeing"),
    ],
)
def test_a_total_of_a_subject_is_a_name_where_rows_add_up_to_nothing(table, name, tmp_path):
    old = {
        "criteria": "fit",
        "risks": "a gap in service",
        "success_factors": "work",
        "services": "advice",
        "offers": "Q2",
    }
    case = {
        key: [[name if cell == old[table] else cell for cell in row] for row in rows] for key, rows in tables().items()
    }
    assert read(write_folder(tmp_path / "case", case)).warnings == ()


def test_a_sum_by_chance_is_not_told(tmp_path):
    case = tables()
    del case["scenarios"]
    case["funding"][1:] = [
        ["one", "Ashby", "all", "100", "100"],
        ["two", "Brook", "all", "100", "100"],
        ["three", "Calder", "all", "200", "200"],
    ]
    assert read(write_folder(tmp_path / "case", case)).warnings == ()
    case["funding"][1:] = [[*row[:3], f"{row[3]}000", f"{int(row[4]) // 2}000"] for row in case["funding"][1:]]
    assert read(write_folder(tmp_path / "case", case)).warnings == ()


@pytest.mark.parametrize(
    ("row", "which"),
    [
        (["everything", "all", "all", "600000", "580000.50"], "all other rows"),
        (["treatment budget", "Calder", "all", "500000", "480000.50"], 'the other rows of "treatment budget"'),
    ],
)
def test_sums_to_the_penny_under_another_name_are_a_fault_unless_a_note_says_otherwise(row, which, tmp_path):
    case = with_row("funding", row)
    found = faults_of(write_folder(tmp_path / "case", case))
    assert [(fault.location, fault.found) for fault in found] == [
        ("funding.csv, line 5", f"a row that adds up {which}")
    ]
    assert 'write "not a total" in its column note' in found[0].remedy
    for number, line in enumerate(case["funding"]):
        line.append("note" if not number else "Not a total: the match funding" if number == 4 else "")
    assert read(write_folder(tmp_path / "noted", case)).warnings == ()


def test_a_subtotal_without_a_name_adds_up_the_rows_just_above(tmp_path):
    case = tables()
    case["funding"].insert(3, ["", "", "", "500000", "480000.50"])
    case["funding"].append(["", "", "", "600000", "580000.50"])
    found = faults_of(write_folder(tmp_path / "case", case))
    assert [(fault.found, fault.location) for fault in found] == [
        ("a row of totals", "funding.csv, line 4"),
        ("a row of totals", "funding.csv, line 6"),
    ]


@pytest.mark.parametrize(
    "heading", ["Total", "TOTAL £", "Sum", "Grand total", "All years", "Total (£)", "Subtotal", "Σ"]
)
def test_a_column_of_totals_is_a_fault_with_its_own_words(heading, tmp_path):
    case = tables()
    for row, figure in zip(case["funding"], (heading, "390000.50", "590000", "200000"), strict=True):
        row.append(figure)
    found = faults(case, tmp_path)
    assert [fault.found.startswith("a column of totals") for fault in found] == [True]
    assert found[0].remedy.startswith("Delete the column")


@pytest.mark.parametrize("name", ["Total grant, all", "", "Ashby total"])
def test_the_case_without_the_row_is_right(name, tmp_path):
    right = read(write_folder(tmp_path / "right", tables()))
    case = with_row("funding", [name, "all" if name else "", "", "600000", "580000.50"])
    assert "Delete the row" in describe(faults_of(write_folder(tmp_path / "case", case)))
    del case["funding"][4]
    assert read(write_folder(tmp_path / "case", case)).case.funding == right.case.funding


def test_a_large_table_of_rows_without_names_is_read_in_good_time(tmp_path):
    case = with_cells(("demand", 0, "2010/11", "7"))
    case["demand"] += [["", "", "1", "2"] for _ in range(2_000)]
    assert len(faults_of(write_folder(tmp_path / "case", case))) > 2_000
