"""Units that are not the column's own are faults, wherever they stand; the column's own are read without a word."""

import pytest
from case_tables import CSV_TEXT, faults_of, tables, with_cells, write_folder, write_workbook

from models.case.faults import CaseFaults
from optimiser.casefiles.reading import describe, read
from optimiser.casefiles.reading.grid import Grid, Line
from optimiser.casefiles.reading.typed_rows import read_table

THOUSANDS = (
    *("£000", "£'000", "£\u2019000", "£ 000s", "£000s", "£k", "£K", "k£", "£ k", "GBP k", "GBP thou.", "£ thousands"),
    *("thousands", "in thousands", "'000", "000s", "000", "£1000s", "£1,000s", "x1000", "£ (000)", "in £ thousands"),
    *(
        "thousands of pounds",
        "£, thousands",
        "Thousands",
        "£ THOUSANDS",
        "£000, 2010/11 prices",
        "£,000",
        "£0.0k",
        "£1k",
        "1000 £",
    ),
)
OTHERS = (
    *(
        "£m",
        "£M",
        "£ millions",
        "£mn",
        "millions",
        "£bn",
        "billions",
        "hundreds",
        "£00",
        "£'00s",
        "pence",
        "p",
        "in pence",
    ),
    *("€", "€000", "euro", "EUR", "euros", "$", "US$", "dollars", "USD", "%", "per cent", "pct", "FTE", "WTE"),
    *(
        "£ pcm",
        "pcm",
        "p.c.m.",
        "per month",
        "£ per month",
        "£/month",
        "monthly",
        "a month",
        "per quarter",
        "quarterly",
    ),
    *(
        "Q1",
        "Q3",
        "quarter 2",
        "Q1-Q2",
        "per week",
        "£ a week",
        "p.w.",
        "weekly",
        "per day",
        "per hour",
        "hourly",
        "£/hr",
    ),
    *("months", "weeks", "days", "per 1,000", "per 1000", "per 100,000", "per head", "6 months", "Apr-Sep"),
    *("April to June", "YTD", "half-year", "per fortnight", "£ per place", "£0.0m", "April", "€k"),
)
OWN = (
    "£",
    "£s",
    "£'s",
    "GBP",
    "pounds",
    "£ a year",
    "£ per annum",
    "£ p.a.",
    "£pa",
    "pounds sterling",
    "annual",
    "£/year",
)
DRESS = ("{} ({})", "{} [{}]", "{} {}", "{} - {}", "{}, {}", "{}: {}", "{}\n{}", "({1}) {0}", "{1} {0}")


def told(case, tmp_path):
    return describe(faults_of(write_folder(tmp_path / "case", case)))


def headed(table, column, heading):
    case = tables()
    case[table][0][case[table][0].index(column)] = heading
    return case


def remarks(case, table):
    """The faults and warnings of one table, without those that other tables may raise."""
    headings, *rows = [tuple(cell or None for cell in row) for row in case[table]]
    lines = [Line(number, row) for number, row in enumerate(rows, 2)]
    return read_table(Grid(table, f"{table}.csv", Line(1, headings), lines, lambda *place: str(place))).faults


@pytest.mark.parametrize("unit", [*THOUSANDS, *OTHERS])
def test_a_unit_that_is_not_pounds_a_year_is_a_fault_of_a_year_of_money(unit):
    for dress in DRESS:
        found = remarks(headed("funding", "2010/11", dress.format("2010/11", unit)), "funding")
        assert [fault.found.startswith("figures in") for fault in found] == [True], (dress, found)
        assert "Did you mean" not in found[0].remedy
        assert 'then write the heading as "2010/11".' in found[0].remedy, dress


@pytest.mark.parametrize("unit", THOUSANDS)
def test_thousands_are_found_in_any_dress_with_what_to_do(unit):
    for dress in DRESS:
        (fault,) = remarks(headed("contracts", "annual_cost", dress.format("annual cost", unit)), "contracts")
        assert fault.remedy.startswith("Multiply each figure by 1,000, then write the heading as"), dress


@pytest.mark.parametrize("unit", ["€k", "€000", "$m", "EUR 000", "£000 a month"])
def test_a_scale_of_another_unit_is_not_all_that_must_be_converted(unit):
    (fault,) = remarks(headed("funding", "2010/11", f"2010/11 ({unit})"), "funding")
    assert fault.remedy.startswith("Convert each figure to pounds")


def test_a_heading_that_resembles_several_columns_is_asked_about():
    found = remarks(headed("contracts", "annual_cost", "cost (£k)"), "contracts")
    assert any("then correct the heading. Did you mean" in fault.remedy for fault in found)


@pytest.mark.parametrize("unit", OWN)
def test_the_own_unit_of_a_column_is_read_without_a_word(unit, tmp_path):
    for dress in DRESS:
        assert remarks(headed("contracts", "annual_cost", dress.format("annual cost", unit)), "contracts") == ()
        assert remarks(headed("funding", "2010/11", dress.format("2010/11", unit)), "funding") == ()
    plain = read(write_folder(tmp_path / "plain", tables()))
    given = read(write_folder(tmp_path / "case", headed("contracts", "annual_cost", f"annual cost {unit}")))
    assert (given.case.contracts, given.warnings) == (plain.case.contracts, ())


@pytest.mark.parametrize(
    ("table", "column", "heading"),
    [
        ("prices", "unit_price", "unit price (£ per place)"),
        ("prices", "unit_price", "unit price £/place"),
        ("prices", "from_places", "from places (places)"),
        ("contracts", "places", "places (a year)"),
        ("contracts", "places", "places (people)"),
        ("contracts", "success_rate", "success rate (share)"),
        ("contracts", "success_rate", "success rate (per place)"),
        ("contracts", "success_rate", "success rate (0-1)"),
        ("contracts", "committed_to", "committed to (months of notice)"),
        ("savings", "2011/12", "2011/12 (share or £)"),
        ("savings", "2011/12", "2011/12 (£)"),
        ("minimum", "2011/12", "2011/12 (places or people)"),
        ("demand", "2011/12", "2011/12 places"),
        ("criteria", "weight", "weight (%)"),
        ("boroughs", "in_treatment", "in treatment (people)"),
        ("funding", "2010/11", "2010/11 (April to March)"),
        ("funding", "2010/11", "2010/11 (2000/01 prices)"),
        ("funding", "2010/11", "2010/11 (12 months)"),
        ("funding", "2010/11", "2010/11 (budget)"),
        ("success_factors", "unit", "unit (per month)"),
    ],
)
def test_a_heading_with_its_own_unit_is_read(table, column, heading, tmp_path):
    assert read(write_folder(tmp_path / "case", headed(table, column, heading))).warnings == ()


@pytest.mark.parametrize(
    ("table", "column", "heading", "remedy"),
    [
        ("boroughs", "in_treatment", "in treatment (£)", "Convert each figure to people"),
        ("boroughs", "in_treatment", "in treatment (hundreds)", "Multiply each figure by 100"),
        ("contracts", "annual_cost", "annual cost (£ per place)", "Convert each figure to £ a year"),
        ("contracts", "success_rate", "success rate (%)", "Write any per cent as a share (0.1 is read as 10%)"),
        ("contracts", "success_rate", "success rate %", "Write any per cent as a share (0.1 is read as 10%)"),
        ("savings", "2011/12", "2011/12 (%)", "as a share"),
        ("savings", "2011/12", "2011/12 (£000)", "Multiply each figure by 1,000"),
        ("minimum", "2011/12", "2011/12 (FTE)", "Convert each figure to places or people"),
        ("minimum", "2011/12", "2011/12 (%)", "Convert each figure to places or people"),
        ("demand", "2011/12", "2011/12 (per 1,000)", "Convert each figure to places"),
        ("demand", "2011/12", "2011/12 (per month)", "Convert each figure to places"),
        ("prices", "unit_price", "unit price (pence)", "Divide each figure by 100"),
        ("prices", "unit_price", "unit price (£ a day)", "Convert each figure to £ a place"),
        ("success_factors", "today", "today (thousands)", "Multiply each figure by 1,000"),
        ("settings", "value", "value (£k)", "Multiply each figure by 1,000"),
        ("funding", "2010/11", "2010/11 budget (£000)", "Multiply each figure by 1,000"),
    ],
)
def test_a_unit_of_another_kind_says_how_to_convert(table, column, heading, remedy, tmp_path):
    assert remedy in told(headed(table, column, heading), tmp_path)


@pytest.mark.parametrize(
    ("column", "heading", "own"),
    [
        ("notice_months", "notice months (months)", True),
        ("notice_months", "notice months (weeks)", False),
        ("notice_months", "notice months (years)", False),
    ],
)
def test_months_are_months(column, heading, own, tmp_path):
    case = with_cells(("contracts", 0, column, "3"), ("contracts", 1, column, "3"))
    case["contracts"][0][-1] = heading
    folder = write_folder(tmp_path / "case", case)
    if own:
        assert read(folder).case.contracts[0].notice_months == 3
    else:
        assert "then write the heading as" in describe(faults_of(folder))


@pytest.mark.parametrize(
    ("label", "value", "own"),
    [
        ("contract management cost (£k)", "1", False),
        ("contract management cost £k", "1", False),
        ("contract_management_cost £000", "1", False),
        ("contract management cost (pence)", "1", False),
        ("contract management cost (£ per month)", "1", False),
        ("tender months (weeks)", "6", False),
        ("discount rate (%)", "0.5", False),
        ("optimism bias fees %", "1", False),
        ("contract management cost (£ a year)", "1", True),
        ("contract management cost £", "1", True),
        ("tender months (months)", "6", True),
        ("band high (%)", "70", True),
        ("materiality (share)", "0.01", True),
    ],
)
def test_the_label_of_a_setting_has_its_own_unit(label, value, own, tmp_path):
    case = tables()
    case["settings"].append([label, value])
    folder = write_folder(tmp_path / "case", case)
    if own:
        assert read(folder).warnings == ()
    else:
        assert "then write the label as" in describe(faults_of(folder))


@pytest.mark.parametrize(
    ("row", "value"), [(3, "2010/11, £000s"), (3, "2010/11 (£k)"), (0, "A small case (£000)"), (0, "In £ thousands")]
)
def test_thousands_in_the_price_base_or_the_title_are_a_fault(row, value, tmp_path):
    assert "Multiply each figure by 1,000" in told(with_cells(("settings", row, "value", value)), tmp_path)


@pytest.mark.parametrize("title", ["A £2m programme", "The 2000 club", "Thousand Oaks", "Quarter Mile", "£5k each"])
def test_a_title_may_name_an_amount_or_a_place(title, tmp_path):
    assert read(write_folder(tmp_path / "case", with_cells(("settings", 0, "value", title)))).case.title == title


TITLES = (
    "All figures in £000s", "All figures in thousands", "Funding (£000)", "Funding, £k", "Funding - thousands",
    "£m", "Figures are in pence", "Funding by year, £ per month", "Amounts are monthly", "All in euros", "Money in €",
    "thousands of pounds", "Funding (monthly)", "Per quarter",
)  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_a_unit_in_a_line_of_title_is_a_fault_of_the_table(title, tmp_path):
    case = tables()
    case["funding"][:0] = [[title, "", "", "", ""]]
    found = faults_of(write_folder(tmp_path / "case", case))
    assert [(fault.location, "delete these words" in fault.remedy) for fault in found] == [
        ("funding.csv, line 1", True)
    ]
    sheet = faults_of(write_workbook(tmp_path / "case.xlsx", case))
    assert [(fault.location, "delete these words" in fault.remedy) for fault in sheet] == [("funding, row 1", True)]


@pytest.mark.parametrize("title", ["Funding", "The streams, by year", "Money is pounds, not thousands", "£1.2m in all"])
def test_a_title_without_a_unit_is_no_fault(title, tmp_path):
    case = tables()
    case["funding"][:0] = [[title, "", "", "", ""]]
    assert read(write_folder(tmp_path / "case", case)).warnings == ()


@pytest.mark.parametrize("title", ["Q1 forecast of funding", "Monthly monitoring", "Quarterly return"])
def test_a_title_that_names_a_part_of_a_year_is_a_warning(title, tmp_path):
    case = tables()
    case["funding"][:0] = [[title, "", "", "", ""]]
    assert "whole year" in describe(read(write_folder(tmp_path / "case", case)).warnings)


@pytest.mark.parametrize("words", [" (£000)", " £k", " (thousands)", " - in thousands", "_000s", " (monthly)", " (€)"])
def test_a_unit_in_the_name_of_a_sheet_or_file_is_a_fault(words, tmp_path):
    case = tables()
    case[f"funding{words}"] = case.pop("funding")
    for path in (write_folder(tmp_path / "case", case), write_workbook(tmp_path / "case.xlsx", case)):
        found = faults_of(path)
        assert [(fault.table, "figures in" in fault.found) for fault in found] == [("funding", True)]


@pytest.mark.parametrize("name", ["budgets in thousands.xlsx", "case £000.xlsx", "case (£k).xlsx", "case_£m.xlsx"])
def test_a_unit_of_money_in_the_name_of_the_workbook_is_a_fault(name, tmp_path):
    assert "as its name says" in describe(faults_of(write_workbook(tmp_path / name, tables())))


@pytest.mark.parametrize("name", ["000.xlsx", "m.xlsx", "thousand-oaks.xlsx", "thousands.xlsx", "case-2000.xlsx"])
def test_a_name_of_a_workbook_that_only_looks_like_a_unit_is_read(name, tmp_path):
    assert read(write_workbook(tmp_path / name, tables())).warnings == ()


@pytest.mark.parametrize(
    "row",
    [
        ["", "", "", "£000", "£000"],
        ["", "", "", "£k", "£k"],
        ["Units", "", "", "£m", "£m"],
        ["unit:", "-", "-", "pence", "pence"],
        ["", "", "", "", "(thousands)"],
        ["", "", "", "£", "£000"],
        ["", "", "", "per month", "per month"],
    ],
)
def test_a_row_of_other_units_under_the_headings_is_a_fault(row, tmp_path):
    case = tables()
    case["funding"].insert(1, row)
    message = told(case, tmp_path)
    assert "then delete this row" in message
    assert "Retype" not in message


@pytest.mark.parametrize(
    "row", [["", "", "", "£", "£"], ["units", "", "", "£ a year", "pounds"], ["name", "", "", "£", ""]]
)
def test_a_row_of_the_columns_own_units_is_left_out_with_a_warning(row, tmp_path):
    plain = read(write_folder(tmp_path / "plain", tables())).case
    case = tables()
    case["funding"].insert(1, row)
    given = read(write_folder(tmp_path / "case", case))
    assert (given.case.funding, len(given.warnings)) == (plain.funding, 1)
    assert "a row of units" in str(given.warnings[0])


def test_a_sentence_on_units_under_the_table_is_a_fault(tmp_path):
    case = tables()
    case["funding"].append(["All figures in £000s", "", "", "", ""])
    message = told(case, tmp_path)
    assert "then delete the row" in message
    assert message.count("\n") == 0


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("boroughs", "Ashby", "Thousand Oaks"),
        ("boroughs", "Ashby", "Monthly"),
        ("funding", "grant", "PCM grant"),
        ("funding", "grant", "pcm"),
        ("funding", "grant", "£1m fund"),
        ("services", "advice", "Week-end clinic"),
        ("services", "advice", "Day care"),
        ("services", "advice", "advice (per hour)"),
        ("options", "partial", "partial (£k)"),
        ("options", "partial", "Q1"),
        ("contracts", "K1", "Thousands"),
    ],
)
def test_a_name_that_looks_like_a_unit_is_a_name(table, old, new, tmp_path):
    assert old in CSV_TEXT[table]
    case = {name: [[_renamed(cell, old, new) for cell in row] for row in rows] for name, rows in tables().items()}
    assert read(write_folder(tmp_path / "case", case)).warnings == ()
    assert read(write_workbook(tmp_path / "case.xlsx", case)).warnings == ()


def _renamed(cell, old, new):
    return ", ".join(new if name == old else name for name in cell.split(", ")).replace(f"={old}", f"={new}")


def test_converted_figures_under_the_heading_that_the_message_names_are_the_right_case(tmp_path):
    case = tables()
    right = read(write_folder(tmp_path / "right", case)).case
    case["funding"][0][3] = "2010/11 £000"
    for row in case["funding"][1:]:
        row[3] = f"{float(row[3]) / 1000:g}"
    with pytest.raises(CaseFaults, match='Multiply each figure by 1,000, then write the heading as "2010/11"'):
        read(write_folder(tmp_path / "case", case))
    case["funding"][0][3] = "2010/11"
    for row in case["funding"][1:]:
        row[3] = f"{float(row[3]) * 1000:g}"
    assert read(write_folder(tmp_path / "case", case)).case.funding == right.funding


AMOUNTS = (
    "Contracts register: spend over £5,000", "Population 205,000", "1,000 places", "Excludes contracts below £5,000",
    "Options for the £3,000,000 pooled budget", "Figures rounded to nearest £000", "Spend over £1,000",
    "(all figures in whole pounds, not £000)", "To the nearest thousand", "Spend of £5 000", "£5'000 and over",
)  # fmt: skip


@pytest.mark.parametrize("words", AMOUNTS)
def test_an_amount_or_a_rounding_is_no_unit(words, tmp_path):
    case = tables()
    for at, name in enumerate(("contracts", "funding", "demand")):
        case[name][:0] = [[words, *[""] * (len(case[name][0]) - 1)]]
        assert len(case[name][0]) == len(case[name][1]), at
    case["settings"][1][1] = words
    assert read(write_folder(tmp_path / "case", case)).warnings == ()


@pytest.mark.parametrize(
    ("unit", "way"),
    [
        *[(unit, "Multiply each figure by 10,000") for unit in ("£10,000s", "£10000s", "10,000s", "tens of thousands")],
        *[(unit, "Multiply each figure by 100,000") for unit in ("£100,000s", "£100k", "hundreds of thousands")],
        *[(unit, "Multiply each figure by 100") for unit in ("£ in 100s", "£100s")],
        *[(unit, "Multiply each figure by 1,000") for unit in ("£th", "£ Ks", "Ks", "£000, nearest £1,000")],
        *[(unit, "Multiply each figure by 1,000,000") for unit in ("£ms", "£1,000,000s")],
    ],
)
def test_a_scale_says_by_how_much(unit, way):
    (fault,) = remarks(headed("contracts", "annual_cost", f"Annual cost ({unit})"), "contracts")
    assert fault.remedy.startswith(f"{way}, then")


PERIODS = (
    "£ per 4 weeks", "4-weekly", "per 28 days", "six months", "3 years", "whole life", "P6", "M1-M6", "monthly avg",
    "cost per place", "paid monthly", "quarterly in advance", "total over term", "cumulative", "to date", "P1-P6",
    "period 6", "bi-monthly", "over the contract term", "average weekly cost", "unit cost", "% of total",
)  # fmt: skip


@pytest.mark.parametrize("unit", PERIODS)
def test_another_period_is_a_fault_of_a_yearly_cost(unit):
    (fault,) = remarks(headed("contracts", "annual_cost", f"Annual cost ({unit})"), "contracts")
    assert fault.remedy == 'Convert each figure to £ a year, then write the heading as "annual cost (£ a year)".'
    assert not fault.warning


@pytest.mark.parametrize("unit", ["of 100", "1 in", "out of 10"])
def test_a_rate_is_a_share_of_1(unit):
    (fault,) = remarks(headed("contracts", "success_rate", f"Success rate ({unit})"), "contracts")
    assert not fault.warning


@pytest.mark.parametrize(
    "words", ["change", "over £5,000", "population 205,000", "growth", "per contract", "saving", "10%", "people"]
)
def test_words_that_are_not_known_are_told(words):
    for table, column in (("contracts", "annual_cost"), ("funding", "2010/11")):
        (remark,) = remarks(headed(table, column, f"{column.replace('_', ' ')} ({words})"), table)
        assert (remark.warning, "not read" in remark.remedy) == (True, True)


HARMLESS = (
    "budget", "actual", "forecast", "est.", "provisional", "net", "gross", "ex VAT", "note 1", "see note 3", "1", "a",
    "2010/11 prices", "£, 2010/11 prices", "12 months", "per 12 months", "as at 31 March 2012", "P1-P12", "FYE",
    "full year effect", "£, to nearest £1,000", "£, not £000", "rounded", "£ a year, excl. VAT",
)  # fmt: skip


@pytest.mark.parametrize("words", HARMLESS)
def test_words_that_change_no_figure_are_read_without_a_word(words):
    assert remarks(headed("contracts", "annual_cost", f"Annual cost ({words})"), "contracts") == ()


@pytest.mark.parametrize("title", ["Costs are per 4 weeks", "Contracts (3-year totals)", "Cost for 6 months"])
def test_a_title_of_another_period_is_a_fault(title, tmp_path):
    case = tables()
    case["contracts"][:0] = [[title, *[""] * (len(case["contracts"][0]) - 1)]]
    assert "Convert each figure" in told(case, tmp_path)


@pytest.mark.parametrize(("words", "told"), [(" (3 years)", True), (" (P6)", True), (" (2010 to 2012)", False)])
def test_a_sheet_for_another_period_is_a_fault(words, told, tmp_path):
    case = tables()
    case[f"contracts{words}"] = case.pop("contracts")
    path = write_workbook(tmp_path / "case.xlsx", case)
    if told:
        assert [fault.table for fault in faults_of(path)] == ["contracts"]
    else:
        read(path)


YEARS = ("2010-11", "2010/2011", "FY2010/11", "2010/11 budget", "Budget 2010/11", "FY 2010-11", "2010\u201311")


@pytest.mark.parametrize("heading", YEARS)
def test_a_year_in_another_form_is_read_with_a_warning(heading, tmp_path):
    plain = read(write_folder(tmp_path / "plain", tables())).case
    given = read(write_folder(tmp_path / "case", headed("funding", "2010/11", heading)))
    assert (given.case.funding, len(given.warnings)) == (plain.funding, 1)
    assert "It is read as 2010/11" in describe(given.warnings)


@pytest.mark.parametrize("heading", ["2010/11 change", "2010/11 xyz", "2010/11 cumulative"])
def test_a_year_that_is_not_read_is_one_fault(heading, tmp_path):
    (fault,) = faults_of(write_folder(tmp_path / "case", headed("funding", "2010/11", heading)))
    assert "2010/11" in fault.remedy


def test_the_same_year_twice_is_a_fault(tmp_path):
    case = headed("funding", "2011/12", "2010/11 actual")
    assert "a second column of that name" in told(case, tmp_path)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_line_that_names_the_separator_is_no_title(sign, tmp_path):
    folder = write_folder(tmp_path / "case", tables())
    plain = read(folder).case
    file = folder / "boroughs.csv"
    assert '"' not in file.read_text()
    file.write_text(f"sep={sign}\n" + file.read_text().replace(",", sign))
    given = read(folder)
    assert (given.case.boroughs, given.warnings) == (plain.boroughs, ())
    file.write_text(file.read_text().replace(f"Ashby{sign}", f"Ashby{sign}x", 1))
    assert "boroughs.csv, line 3" in describe(faults_of(folder))


@pytest.mark.parametrize("name", ["Cover", "notes", "assumptions"])
def test_a_scale_on_a_sheet_that_is_not_read_is_a_warning(name, tmp_path):
    case = tables()
    case[name] = [["Pooled budget"], ["All figures in £000"]]
    paths = [write_folder(tmp_path / "case", case)] * (name != "notes")  # a file of notes is not opened
    for path in (*paths, write_workbook(tmp_path / "case.xlsx", case)):
        assert '"£000" in "All figures in £000"' in describe(read(path).warnings)
    case[name] = [["Pooled budget of £5,000,000"], ["All figures in pounds, not £000"]]
    assert "£000" not in describe(read(write_workbook(tmp_path / "plain.xlsx", case)).warnings)
