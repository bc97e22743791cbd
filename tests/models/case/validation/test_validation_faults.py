"""Every bad input gives every fault at once, each with its location, what was found, what is expected and a remedy.

An expected message is its location and the facts that it must contain.
"""

import pytest
from case_tables import check_faults, check_messages, faults_of, tables, with_cells, write_folder

from models.case.faults import CaseFaults
from models.case.vocabulary import REQUIRED_TABLES
from optimiser.casefiles.reading import describe, read
from optimiser.casefiles.schema.tables import TABLES


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            [("funding", 0, "borough", "Ashbey")],
            [('funding.csv, line 2, column "borough"', '"Ashbey"', '"Ashby"')],
            id="an unknown borough",
        ),
        pytest.param(
            [("demand", 0, "service", "prescribng")],
            [('demand.csv, line 2, column "service"', '"prescribng"', '"prescribing"')],
            id="an unknown service",
        ),
        pytest.param(
            [
                ("scenarios", 0, "table", "offers"),
                ("scenarios", 0, "column", "capacity"),
                ("scenarios", 0, "where", "provider=Provider X"),
            ],
            [('scenarios.csv, line 2, column "where"', '"provider=Provider X"', '"Provider B"')],
            id="an unknown provider",
        ),
        pytest.param(
            [("hubs", 0, "option", "Partial")],
            [('hubs.csv, line 2, column "option"', '"Partial"', '"partial"')],
            id="an unknown option",
        ),
        pytest.param(
            [("services", 0, "tier", "5")],
            [('services.csv, line 2, column "tier"', "1, 2, 3, 4 or infrastructure", '"5"')],
            id="an unknown tier of a service",
        ),
        pytest.param(
            [("joint", 0, "services", "tier 4")],
            [('joint.csv, line 2, column "services"', '"tier 4"', "services")],
            id="a tier without services",
        ),
        pytest.param(
            [("demand", 1, "borough", "Ashby")],
            [("demand.csv, line 3", "Ashby", "prescribing", "second")],
            id="two demand rows of one borough and service",
        ),
        pytest.param(
            [("funding", 1, "borough", "Ashby"), ("scenarios", 0, "where", "")],
            [('funding.csv, line 3, column "stream"', "stream and home", "second row")],
            id="two streams of one name and home",
        ),
        pytest.param(
            [("demand", 0, "2010/11", "-3")],
            [('demand.csv, line 2, column "2010/11"', "whole number", "found -3", "0 or more")],
            id="a negative place",
        ),
        pytest.param(
            [("demand", 0, "2010/11", "3.5")],
            [('demand.csv, line 2, column "2010/11"', "whole number", "found 3.5")],
            id="a fractional place",
        ),
        pytest.param(
            [("minimum", 0, "2011/12", "50.5")],
            [('minimum.csv, line 2, column "2011/12"', "whole number", "50.5")],
            id="a floor of a fractional place",
        ),
        pytest.param(
            [("contracts", 0, "success_rate", "35")],
            [('contracts.csv, line 2, column "success_rate"', "share from 0 to 1", "found 35", "Write 0.35 for 35%")],
            id="a share outside 0 to 1",
        ),
        pytest.param(
            [("savings", 0, "2011/12", "10")],
            [('savings.csv, line 2, column "2011/12"', "share from 0 to 1", "found 10", "Write 0.1 for 10%")],
            id="a percentage as 10",
        ),
        pytest.param(
            [
                ("contracts", 0, "ends", "2009/10"),
                ("contracts", 1, "ends", "2009/10"),
                ("contracts", 0, "committed_to", ""),
                ("contracts", 1, "committed_to", ""),
            ],
            [
                (
                    'contracts.csv, line 2, column "ends"',
                    "before the first year",
                    "the first year or a later one",
                    "delete its rows",
                )
            ],
            id="a contract that ended before the first year",
        ),
        pytest.param(
            [("contracts", 0, "committed_to", "2012/13"), ("contracts", 1, "committed_to", "2012/13")],
            [('contracts.csv, line 2, column "committed_to"', "after the contract ends", "no later than its ends")],
            id="committed beyond the end",
        ),
        pytest.param(
            [("contracts", 1, "provider", "Provider B")],
            [('contracts.csv, line 3, column "provider"', '"Provider A"', "first row", '"Provider B"')],
            id="rows of one contract with two providers",
        ),
        pytest.param(
            [("contracts", 1, "committed_to", "")],
            [('contracts.csv, line 3, column "committed_to"', "2010/11", "first row", "blank")],
            id="rows of one contract committed to two years",
        ),
        pytest.param(
            [("offers", 1, "from", "2011/12")],
            [('offers.csv, line 4, column "from"', "2011/12", "first row", "2010/11", "blank")],
            id="rows of one offer open from two years",
        ),
        pytest.param(
            [("offers", 1, "boroughs", "Ashby")],
            [('offers.csv, line 4, column "boroughs"', "Ashby", "first row", "Brook", "Calder", "blank")],
            id="rows of one offer for two groups of boroughs",
        ),
        pytest.param(
            [("offers", 1, "boroughs", "Ashby"), ("offers", 2, "boroughs", "Nowhere")],
            [('offers.csv, line 4, column "boroughs"', '"Nowhere"', "boroughs")],
            id="an unknown name in one row of an offer, which is not also compared with the first row",
        ),
        pytest.param(
            [("offers", 1, "boroughs", "Nowhere"), ("offers", 2, "boroughs", "Ashby")],
            [('offers.csv, line 3, column "boroughs"', '"Nowhere"', "boroughs")],
            id="an unknown name in the first row of an offer, with which no other row is compared",
        ),
        pytest.param(
            [("contracts", 1, "service", "prescribing")],
            [('contracts.csv, line 3, column "service"', '"prescribing"', "second")],
            id="two lines of one service in a contract",
        ),
        pytest.param(
            [("offers", 0, "provider", "provider a")],
            [('offers.csv, line 2, column "provider"', '"provider a"', '"Provider A"')],
            id="a provider in other capitals",
        ),
        pytest.param(
            [("funding", 0, "stream", "Treatment budget")],
            [('funding.csv, line 3, column "stream"', '"treatment budget"', '"Treatment budget"')],
            id="a stream in other capitals",
        ),
        pytest.param(
            [("options", 1, "level", "1")],
            [('joint.csv, line 2, column "boroughs"', "2 commissioners (Ashby, Brook) at level 1", "level in options")],
            id="a joint row at level 1",
        ),
        pytest.param(
            [("joint", 0, "boroughs", "Ashby")],
            [('joint.csv, line 2, column "boroughs"', "two or more", '"Ashby"')],
            id="a joint row of one borough",
        ),
        pytest.param(
            [("contracts", 1, "service", "involvement"), ("contracts", 1, "success_rate", "0.1")],
            [('contracts.csv, line 3, column "success_rate"', "infrastructure", "0 or a blank", "tier in services")],
            id="a success rate on infrastructure",
        ),
        pytest.param(
            [("risks", 1, "option", "as is"), ("risks", 1, "risk", "another")],
            [('risks.csv, lines 2 and 3, column "option"', "no score for partial", "every option")],
            id="risks scored for one option only",
        ),
        pytest.param(
            [("risks", 1, "option", "all")],
            [('risks.csv, line 3, column "option"', '"as is" a second time', "Delete one")],
            id="a risk scored twice for an option",
        ),
        pytest.param(
            [("prices", 0, "offer", "Q9")],
            [('prices.csv, line 2, column "offer"', '"Q9"', "offers")],
            id="a price without an offer",
        ),
        pytest.param(
            [("prices", 2, "service", "")],
            [
                ('offers.csv, line 3, column "offer"', '"Q2"', "prescribing", "prices"),
                ('prices.csv, line 4, column "service"', '"Q2"', "prescribing", "advice", "blank"),
            ],
            id="a blank service in the prices of a bundle, which leaves a line without a price",
        ),
        pytest.param(
            [("prices", 0, "from_places", "60")],
            [('prices.csv, line 3, column "from_places"', "50 after 60", "rising order")],
            id="bands out of order",
        ),
        pytest.param(
            [("prices", 0, "from_places", "50")],
            [('prices.csv, line 3, column "from_places"', "second band from 50", "Delete one")],
            id="two bands that start alike",
        ),
        pytest.param(
            [("criteria", 0, "weight", "0"), ("criteria", 1, "weight", "0")],
            [('criteria.csv, line 1, column "weight"', "all 0", "at least one weight above 0")],
            id="weights of zero in all",
        ),
        pytest.param(
            [("criteria", 0, "measure", "outcoms")],
            [('criteria.csv, line 2, column "measure"', '"outcoms"', '"outcomes"')],
            id="an unknown measure",
        ),
        pytest.param(
            [("criteria", 1, "better", "lower")],
            [('criteria.csv, line 3, column "better"', "found lower", "higher or a blank", "Reverse the judgements")],
            id="a judged criterion of which less is better",
        ),
        pytest.param(
            [("criteria", 0, "low", "2"), ("criteria", 0, "high", "1")],
            [('criteria.csv, line 2, column "low"', "found 2", "above high (1)", "Swap")],
            id="a scale upside down",
        ),
        pytest.param(
            [("judgements", 0, "partial", "")],
            [('judgements.csv, line 2, column "partial"', "0", "100", "High, Medium, Low", "blank")],
            id="a blank judgement",
        ),
        pytest.param(
            [("judgements", 0, "parshal", "Low")],
            [('judgements.csv, line 1, column "parshal"', '"parshal"', '"partial"')],
            id="a judgement column that is no option",
        ),
        pytest.param(
            [("judgements", 0, "criterion", "fitt")],
            [
                ('criteria.csv, line 3, column "measure"', '"fit"', "measure", "judgements"),
                ('judgements.csv, line 2, column "criterion"', '"fitt"', '"fit"'),
            ],
            id="judgements of an unknown criterion",
        ),
        pytest.param(
            [("settings", 1, "value", "2010")],
            [('settings.csv, line 3, column "value"', "2010/11", '"2010"')],
            id="a year that is not a financial year",
        ),
        pytest.param(
            [("settings", 2, "value", "3")],
            [
                ('funding.csv, column "2012/13"', "2012/13", "no such column", "first_year", "settings"),
                ('demand.csv, column "2012/13"', "2012/13", "no such column", "first_year", "settings"),
                ('minimum.csv, column "2012/13"', "2012/13", "no such column", "first_year", "settings"),
                ('savings.csv, column "2012/13"', "2012/13", "no such column", "first_year", "settings"),
            ],
            id="a year of the plan without its column",
        ),
        pytest.param(
            [("settings", 0, "setting", "band_high"), ("settings", 0, "value", "20")],
            [
                (
                    'settings.csv, line 2, column "value"',
                    "High from 20",
                    "Medium from 33.33",
                    "Raise band_high or lower band_medium",
                )
            ],
            id="High below Medium",
        ),
        pytest.param(
            [("settings", 2, "setting", "title")],
            [
                ("settings.csv", "no row for years", "for example 3"),
                ('settings.csv, line 4, column "setting"', '"title" a second time'),
            ],
            id="a setting twice and a needed one not at all",
        ),
        pytest.param(
            [
                *(("offers", row, "offer", "k1") for row in (1, 2)),
                *(("prices", row, "offer", "k1") for row in (2, 3)),
            ],
            [('offers.csv, line 3, column "offer"', '"k1"', '"k1 renewed"', "prices")],
            id="an offer named as a contract, in whatever capitals",
        ),
        pytest.param(
            [("boroughs", 2, "borough", "ashby")],
            [
                ('boroughs.csv, line 4, column "borough"', "capitals", '"ashby"', '"Ashby"'),
                ('funding.csv, line 4, column "borough"', '"Calder"', "boroughs"),
            ],
            id="two boroughs that differ by capitals",
        ),
        pytest.param(
            [("boroughs", 2, "borough", "Brook")],
            [
                ('boroughs.csv, line 4, column "borough"', '"Brook"', "second"),
                ('funding.csv, line 4, column "borough"', '"Calder"', "boroughs"),
            ],
            id="a borough twice",
        ),
        pytest.param(
            [("services", 2, "service", "Tier 2")],
            [('services.csv, line 4, column "service"', '"Tier 2"')],
            id="a service named as a tier",
        ),
        pytest.param(
            [("services", 2, "service", "commissioning")],
            [('services.csv, line 4, column "service"', '"commissioning"')],
            id="a service named commissioning",
        ),
        pytest.param(
            [("services", 2, "service", "users, carers")],
            [('services.csv, line 4, column "service"', "commas", '"users, carers"')],
            id="a comma in a name that stands in lists",
        ),
        pytest.param(
            [("funding", 2, "borough", "Ashby, Ashby")],
            [('funding.csv, line 4, column "borough"', '"Ashby" twice')],
            id="a name twice in a list",
        ),
        pytest.param(
            [("options", 0, "dropped", "too dear")],
            [('options.csv, line 2, column "dropped"', "reference option", "clear the cell")],
            id="a reference that is not appraised",
        ),
        pytest.param(
            [("scenarios", 0, "change", "10%")],
            [('scenarios.csv, line 2, column "change"', '"10%"', "-10%, +5000 or =120000", "Begin it with +, - or =")],
            id="a change without its sign",
        ),
        pytest.param(
            [("scenarios", 0, "column", "2010/12")],
            [('scenarios.csv, line 2, column "column"', '"2010/12"', '"2011/12"')],
            id="a scenario on a column that is not there",
        ),
        pytest.param(
            [("scenarios", 0, "column", "stream")],
            [('scenarios.csv, line 2, column "change"', '"-10%"', "stream", "no figure", "begin the change with =")],
            id="a percentage of a name",
        ),
        pytest.param(
            [("scenarios", 0, "where", "treatment budget")],
            [('scenarios.csv, line 2, column "where"', "commas", '"treatment budget"')],
            id="a condition that is none",
        ),
        pytest.param(
            [("funding", 2, "borough", "Nowhere, Calder, all"), ("funding", 2, "stream", "another")],
            [('funding.csv, line 4, column "borough"', '"Nowhere"', "boroughs")],
            id="an unknown name beside all",
        ),
        pytest.param(
            [("funding", 0, "ring_fence", "advice, advice")],
            [('funding.csv, line 2, column "ring_fence"', '"advice" twice')],
            id="a service twice in a list",
        ),
        pytest.param(
            [("offers", 0, "minimum_term", "0")],
            [('offers.csv, line 2, column "minimum_term"', "whole number from 1 to 100", "found 0")],
            id="a term of no years",
        ),
        pytest.param(
            [("risks", 0, "likelihood", "6")],
            [('risks.csv, line 2, column "likelihood"', "from 1 to 5", "found 6")],
            id="a likelihood above 5",
        ),
        pytest.param(
            [("boroughs", 0, "back_office_cost", "-1")],
            [('boroughs.csv, line 2, column "back_office_cost"', "pounds, 0 or more", "found -1")],
            id="a negative cost",
        ),
    ],
)
def test_a_bad_cell_gives_these_faults_and_no_others(cells, expected, tmp_path):
    check_faults(with_cells(*cells), tmp_path, expected)


def test_a_borough_is_in_one_hub_row_of_an_option(tmp_path):
    case = tables()
    case["hubs"].append(["partial", "a second hub", "Brook, Calder", "1", "1"])
    check_faults(case, tmp_path, [('hubs.csv, line 3, column "boroughs"', '"partial"', '"the hub"', "Brook")])


def test_each_service_and_group_has_one_joint_row(tmp_path):
    case = tables()
    case["joint"].append(["partial", "Brook, Ashby", "prescribing", "allowed"])
    check_faults(case, tmp_path, [('joint.csv, line 3, column "services"', "prescribing", "second")])


def test_required_groups_in_force_in_one_year_must_not_share_a_borough(tmp_path):
    case = tables()
    case["joint"].append(["partial", "Brook, Calder", "prescribing", "required"])
    check_faults(
        case,
        tmp_path,
        [('joint.csv, line 3, column "boroughs"', "Brook, Calder", "Ashby, Brook", "both for prescribing in 2010/11")],
    )


def test_a_wider_required_group_takes_over_from_a_narrower_one(tmp_path):
    case = with_cells(("joint", 0, "from", "2010/11"))
    case["joint"].append(["partial", "all", "prescribing", "required", "2011/12"])
    assert len(read(write_folder(tmp_path, case)).case.options[1].arrangements) == 2


def test_an_allowed_group_may_share_boroughs_with_a_required_one(tmp_path):
    case = tables()
    case["joint"].append(["partial", "Brook, Calder", "prescribing", "allowed"])
    assert len(read(write_folder(tmp_path, case)).case.options[1].arrangements) == 2


def test_at_level_1_boroughs_of_one_commissioner_may_contract_jointly(tmp_path):
    shared = [("boroughs", row, "commissioner", "one PCT") for row in range(2)]
    assert read(write_folder(tmp_path, with_cells(("options", 1, "level", "1"), *shared))).warnings == ()


@pytest.mark.parametrize("name", REQUIRED_TABLES)
def test_a_missing_table_raises_no_other_fault(name, tmp_path):
    case = tables()
    del case[name]
    check_faults(case, tmp_path, [("case", f"{name}.csv", "none")])


@pytest.mark.parametrize("name", sorted(tables()))
def test_a_cell_that_cannot_be_read_raises_no_other_fault(name, tmp_path):
    many = []
    for row in range(1, len(tables()[name])):
        for column in range(len(tables()[name][0])):
            case = tables()
            case[name][row][column] = "#N/A"
            found = faults_of(write_folder(tmp_path / "case", case))
            many += [(row, column, found)] if len(found) > 1 else []
    assert many == []


@pytest.mark.parametrize(
    ("table", "column"),
    [(table.name, column.name) for table in TABLES for column in table.columns if column.required],
)
def test_a_missing_column_raises_no_other_fault(table, column, tmp_path):
    case = tables()
    at = case[table][0].index(column)
    for row in case[table]:
        del row[at]
    assert [fault.found for fault in faults_of(write_folder(tmp_path, case))] == ["no such column"]


def test_a_table_without_rows_is_a_fault(tmp_path):
    case = tables()
    case["offers"], case["prices"] = case["offers"][:1], case["prices"][:1]
    check_faults(case, tmp_path, [("offers.csv", "no rows"), ("prices.csv", "no rows")])


def test_a_misspelt_column_is_reported_once_with_the_column_that_was_meant(tmp_path):
    case = tables()
    case["services"][0][1] = "teir"
    check_faults(case, tmp_path, [('services.csv, line 1, column "teir"', '"teir"', '"tier"')])


def test_a_missing_column_is_named(tmp_path):
    case = tables()
    case["services"] = [row[:1] for row in case["services"]]
    check_faults(case, tmp_path, [("services.csv, line 1", "no such column")])


@pytest.mark.parametrize(
    ("table", "column", "heading", "found", "expected"),
    [
        ("boroughs", "back_office_cost", "Back office cost (£k)", "£k", "£ a year"),
        ("boroughs", "back_office_cost", "back office cost (£000s)", "£000s", "£ a year"),
        ("contracts", "annual_cost", "annual cost (£ million)", "£ million", "£ a year"),
        ("contracts", "annual_cost", "annual cost (£ a month)", "£ a month", "£ a year"),
        ("contracts", "success_rate", "success rate (%)", "%", "a share from 0 to 1"),
        ("funding", "2010/11", "2010/11 (£'000)", "£'000", "pounds"),
    ],
)
def test_a_heading_in_another_unit_is_a_fault(table, column, heading, found, expected, tmp_path):
    case = tables()
    case[table][0][case[table][0].index(column)] = heading
    facts = (f"expected {expected},", f'"{found}"', "then write the heading as")
    check_faults(case, tmp_path, [(f'{table}.csv, line 1, column "{heading}"', *facts)])


def test_a_column_twice_is_a_fault(tmp_path):
    case = tables()
    for row in case["services"]:
        row.append(row[1])
    check_faults(case, tmp_path, [('services.csv, line 1, column "tier"', "second")])


def test_figures_under_a_blank_heading_are_a_fault(tmp_path):
    case = with_cells(("services", 1, "stray", "7"), ("services", 1, "unit", "place"))
    case["services"][0][2] = ""
    check_faults(case, tmp_path, [('services.csv, line 1, column "number 3"', "blank", "heading")])


def test_years_out_of_order_are_a_fault(tmp_path):
    case = tables()
    case["demand"][0][2:] = ["2011/12", "2010/11"]
    check_faults(case, tmp_path, [('demand.csv, line 1, column "2010/11"', "2010/11", "2011/12")])


def test_the_same_line_twice_in_the_action_plan_is_a_fault(tmp_path):
    case = tables()
    case["actions"].append(case["actions"][1])
    check_faults(case, tmp_path, [("actions.csv, line 3", "repeats an earlier row", "Delete one")])


@pytest.mark.parametrize("table", ["minimum", "savings"])
def test_each_scope_and_measure_has_one_row(table, tmp_path):
    case = tables()
    case[table].append([*case[table][1][:-1], "0"])
    check_faults(case, tmp_path, [(f"{table}.csv, line 3", "one row", "scope and measure", "second")])


def test_every_fault_is_reported_at_once_in_the_order_of_the_tables(tmp_path):
    case = with_cells(
        ("prices", 0, "unit_price", "£2,000.50 "),
        ("boroughs", 0, "in_treatment", "1,O00"),
        ("funding", 0, "poolable", "y"),
        ("options", 1, "level", "4"),
        ("demand", 0, "borough", "Ashbey"),
    )
    expected = [
        ('boroughs.csv, line 2, column "in_treatment"', "0", "whole number", '"1,O00"', "a letter O", "1000"),
        ('funding.csv, line 2, column "poolable"', "yes or no", '"y"'),
        ('demand.csv, line 2, column "borough"', '"Ashbey"', '"Ashby"'),
        ('prices.csv, line 2, column "unit_price"', "pounds", '"£2,000.50"', "2000.5"),
        ('options.csv, line 3, column "level"', "1", "2", "3", '"4"'),
    ]
    check_faults(case, tmp_path, expected)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            [("hubs", 0, "from", "2012/13")],
            [('hubs.csv, line 2, column "from"', "after the last year of the plan", "no effect")],
            id="a hub that begins after the plan",
        ),
        pytest.param(
            [("funding", 2, "purpose", "advice, prescribing")],
            [('funding.csv, line 4, column "purpose"', "found advice", "ring_fence")],
            id="a purpose outside the ring fence",
        ),
        pytest.param(
            [("settings", 3, "value", "")],
            [("settings.csv", "no price_base", "2010/11")],
            id="no price base",
        ),
        pytest.param(
            [("prices", 1, "unit_price", "950")],
            [('prices.csv, line 3, column "unit_price"', "higher price for more places", "used as given")],
            id="a price that rises with places",
        ),
        pytest.param(
            [
                ("judgements", 0, "criterion", "outcomes"),
                ("criteria", 1, "measure", "cost"),
                ("criteria", 1, "better", "lower"),
            ],
            [('judgements.csv, line 2, column "criterion"', '"outcomes"', "not used", "clear its measure")],
            id="judgements of a measured criterion",
        ),
    ],
)
def test_input_that_may_be_intended_is_a_warning(cells, expected, tmp_path):
    check_messages(describe(read(write_folder(tmp_path, with_cells(*cells))).warnings), expected)


@pytest.mark.parametrize("typed", ["0", "0.004", "-5"])
def test_a_limit_to_what_an_outcome_costs_is_a_penny_or_more(typed, tmp_path):
    at = 'settings.csv, line 6, column "value"'
    remedy = "Write 0.01 or more, or leave it blank for no limit."
    check_faults(with_settings(["most_per_outcome", typed]), tmp_path, [(at, "expected £0.01 or more", typed, remedy)])
    for row, mended in enumerate(("0.01", "")):
        assert read(write_folder(tmp_path / str(row), with_settings(["most_per_outcome", mended]))).case


@pytest.mark.parametrize(("limit", "objective", "warned"), [
    ("5000", "cost", True), ("5000", "value", True),
    ("5000", "outcomes", False), ("5000", "", False), ("", "cost", False),
])  # fmt: skip
def test_a_limit_to_what_an_outcome_costs_is_a_warning_where_it_is_not_used(limit, objective, warned, tmp_path):
    held = with_settings(["most_per_outcome", limit], ["objective", objective])
    place = ('settings.csv, line 6, column "value"', f"under the objective {objective}", "It is not used")
    check_messages(describe(read(write_folder(tmp_path, held)).warnings), [place] if warned else [])


def with_settings(*rows):
    held = tables()
    return {**held, "settings": [*held["settings"], *rows]}


def test_years_beyond_the_plan_are_a_warning(tmp_path):
    warned = read(
        write_folder(
            tmp_path,
            with_cells(
                ("settings", 2, "value", "1"), ("minimum", 0, "2010/11", "1"), ("scenarios", 0, "column", "2010/11")
            ),
        )
    ).warnings
    assert [(fault.table, fault.found) for fault in warned] == [
        (name, "figures for 2011/12") for name in ("funding", "demand", "minimum", "savings")
    ]


def test_no_fault_leaves_the_input_changed(tmp_path):
    path = write_folder(tmp_path / "case", with_cells(("demand", 0, "2010/11", "x")))
    before = {file.name: file.read_bytes() for file in path.iterdir()}
    with pytest.raises(CaseFaults):
        read(path)
    assert {file.name: file.read_bytes() for file in path.iterdir()} == before
