"""Every bad input gives every fault at once, in house words and with its place."""

import pytest
from case_tables import faults_of, tables, with_cells, write_folder

from models.case.faults import CaseFaults
from models.case.vocabulary import REQUIRED_TABLES
from optimiser.casefiles.reading import describe, read
from optimiser.casefiles.schema.tables import TABLES

WIDER = "Rows of one name are one contract: make them agree, or give them two names."


def told(case, tmp_path):
    return describe(faults_of(write_folder(tmp_path / "case", case)))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            [("funding", 0, "borough", "Ashbey")],
            'funding.csv, line 2, column "borough": expected a borough of the table boroughs, found "Ashbey". '
            'Did you mean "Ashby"?',
            id="an unknown borough",
        ),
        pytest.param(
            [("demand", 0, "service", "prescribng")],
            'demand.csv, line 2, column "service": expected a service of the table services, found "prescribng". '
            'Did you mean "prescribing"?',
            id="an unknown service",
        ),
        pytest.param(
            [
                ("scenarios", 0, "table", "offers"),
                ("scenarios", 0, "column", "capacity"),
                ("scenarios", 0, "where", "provider=Provider X"),
            ],
            'scenarios.csv, line 2, column "where": expected at least one row that matches, found '
            '"provider=Provider X", which no row of offers matches. Did you mean "Provider B"?',
            id="an unknown provider",
        ),
        pytest.param(
            [("hubs", 0, "option", "Partial")],
            'hubs.csv, line 2, column "option": expected an option of the table options, found "Partial". '
            'Did you mean "partial"?',
            id="an unknown option",
        ),
        pytest.param(
            [("services", 0, "tier", "5")],
            'services.csv, line 2, column "tier": expected 1, 2, 3, 4 or infrastructure, found "5". '
            "Write one of: 1, 2, 3, 4, infrastructure.",
            id="an unknown tier of a service",
        ),
        pytest.param(
            [("joint", 0, "services", "tier 4")],
            'joint.csv, line 2, column "services": expected a tier with services, found "tier 4", in which there is '
            "no service. Leave it out, or add its services to the table services.",
            id="a tier without services",
        ),
        pytest.param(
            [("demand", 1, "borough", "Ashby")],
            "demand.csv, line 3: expected one row a borough and service, found Ashby, prescribing a second time. "
            "Take one of them out.",
            id="two demand rows of one borough and service",
        ),
        pytest.param(
            [("funding", 1, "borough", "Ashby"), ("scenarios", 0, "where", "")],
            'funding.csv, line 3, column "stream": expected one stream of that name and home, found a second. '
            "Take one of them out, or join the two rows.",
            id="two streams of one name and home",
        ),
        pytest.param(
            [("demand", 0, "2010/11", "-3")],
            'demand.csv, line 2, column "2010/11": expected a whole number, 0 or more, found -3. Write 0 or more.',
            id="a negative place",
        ),
        pytest.param(
            [("demand", 0, "2010/11", "3.5")],
            'demand.csv, line 2, column "2010/11": expected a whole number, 0 or more, found 3.5. '
            "Write a whole number.",
            id="a fractional place",
        ),
        pytest.param(
            [("minimum", 0, "2011/12", "50.5")],
            'minimum.csv, line 2, column "2011/12": expected a whole number of places, found 50.5. '
            "Places are whole: round it.",
            id="a floor of a fractional place",
        ),
        pytest.param(
            [("contracts", 0, "success_rate", "35")],
            'contracts.csv, line 2, column "success_rate": expected a share from 0 to 1, found 35. Write 0.35 for 35%.',
            id="a share outside 0 to 1",
        ),
        pytest.param(
            [("savings", 0, "2011/12", "10")],
            'savings.csv, line 2, column "2011/12": expected a share from 0 to 1, found 10. Write 0.1 for 10%.',
            id="a percentage as 10",
        ),
        pytest.param(
            [
                ("contracts", 0, "ends", "2009/10"),
                ("contracts", 1, "ends", "2009/10"),
                ("contracts", 0, "committed_to", ""),
                ("contracts", 1, "committed_to", ""),
            ],
            'contracts.csv, line 2, column "ends": expected the first year or a later one, found a year before the '
            "first year. A contract that has ended does not run today: take its rows out, or correct the year.",
            id="a contract that ended before the first year",
        ),
        pytest.param(
            [("contracts", 0, "committed_to", "2012/13"), ("contracts", 1, "committed_to", "2012/13")],
            'contracts.csv, line 2, column "committed_to": expected a year up to its ends, found a year after the '
            "contract ends. Correct one of the two years.",
            id="committed beyond the end",
        ),
        pytest.param(
            [("contracts", 1, "provider", "Provider B")],
            'contracts.csv, line 3, column "provider": expected "Provider A", as in the first row of that name, found '
            f'"Provider B". {WIDER}',
            id="rows of one contract with two providers",
        ),
        pytest.param(
            [("contracts", 1, "committed_to", "")],
            'contracts.csv, line 3, column "committed_to": expected 2010/11, as in the first row of that name, found '
            f"a blank cell. {WIDER}",
            id="rows of one contract committed to two years",
        ),
        pytest.param(
            [("offers", 1, "from", "2011/12")],
            'offers.csv, line 4, column "from": expected 2011/12, as in the first row of that name, found a blank '
            f"cell (which means 2010/11). {WIDER}",
            id="rows of one offer open from two years",
        ),
        pytest.param(
            [("offers", 1, "boroughs", "Ashby")],
            'offers.csv, line 4, column "boroughs": expected Ashby, as in the first row of that name, found a blank '
            f"cell (which means Ashby, Brook, Calder). {WIDER}",
            id="rows of one offer for two groups of boroughs",
        ),
        pytest.param(
            [("contracts", 1, "service", "prescribing")],
            'contracts.csv, line 3, column "service": expected one line a service in each contract, found '
            '"prescribing" a second time. Join the two rows.',
            id="two lines of one service in a contract",
        ),
        pytest.param(
            [("offers", 0, "provider", "provider a")],
            'offers.csv, line 2, column "provider": expected one spelling of one name, found "provider a" beside '
            '"Provider A". Write "Provider A" here too.',
            id="a provider in other capitals",
        ),
        pytest.param(
            [("funding", 0, "stream", "Treatment budget")],
            'funding.csv, line 3, column "stream": expected one spelling of one name, found "treatment budget" beside '
            '"Treatment budget". Write "Treatment budget" here too.',
            id="a stream in other capitals",
        ),
        pytest.param(
            [("options", 1, "level", "1")],
            'joint.csv, line 2, column "boroughs": expected boroughs of one commissioner, found boroughs of 2 '
            "commissioners (Ashby, Brook) at level 1. At level 1 each contracts by itself: raise the level in "
            "options, or take the row out.",
            id="a joint row at level 1",
        ),
        pytest.param(
            [("joint", 0, "boroughs", "Ashby")],
            'joint.csv, line 2, column "boroughs": expected two or more boroughs, found "Ashby". '
            "One borough alone needs no row here.",
            id="a joint row of one borough",
        ),
        pytest.param(
            [("contracts", 1, "service", "involvement"), ("contracts", 1, "success_rate", "0.1")],
            'contracts.csv, line 3, column "success_rate": expected 0 or a blank, found a success rate on an '
            "infrastructure service. Infrastructure has no outcomes: clear it, or correct the tier in services.",
            id="a success rate on infrastructure",
        ),
        pytest.param(
            [("risks", 1, "option", "as is"), ("risks", 1, "risk", "another")],
            'risks.csv, lines 2 and 3, column "option": expected each risk scored for every option, found no score '
            "for partial. Add the options here, or a row of the same risk for them.",
            id="risks scored for one option only",
        ),
        pytest.param(
            [("risks", 1, "option", "all")],
            'risks.csv, line 3, column "option": expected one score a risk and option, found "as is" a second time '
            "for this risk. Take one of them out.",
            id="a risk scored twice for an option",
        ),
        pytest.param(
            [("prices", 0, "offer", "Q9")],
            'prices.csv, line 2, column "offer": expected an offer of the table offers, found "Q9". '
            "Correct the name, or add the offer to offers.",
            id="a price without an offer",
        ),
        pytest.param(
            [("prices", 2, "service", "")],
            'offers.csv, line 3, column "offer": expected a price for each line of an offer, found no price of "Q2" '
            "for prescribing. Add its price to the table prices.\n"
            'prices.csv, line 4, column "service": expected one of the services of "Q2": prescribing, advice, found a '
            "blank cell. Say which; it may be blank only where the offer has one.",
            id="a blank service in the prices of a bundle, which leaves a line without a price",
        ),
        pytest.param(
            [("prices", 0, "from_places", "60")],
            'prices.csv, line 3, column "from_places": expected bands in rising order, found 50 after 60. '
            "Put the rows in order of from_places.",
            id="bands out of order",
        ),
        pytest.param(
            [("prices", 0, "from_places", "50")],
            'prices.csv, line 3, column "from_places": expected each band to start once, found a second band from 50. '
            "Take one out.",
            id="two bands that start alike",
        ),
        pytest.param(
            [("criteria", 0, "weight", "0"), ("criteria", 1, "weight", "0")],
            'criteria.csv, line 1, column "weight": expected weights of which at least one is above 0, found weights '
            "that are all 0. Give each criterion its weight.",
            id="weights of zero in all",
        ),
        pytest.param(
            [("criteria", 0, "measure", "outcoms")],
            'criteria.csv, line 2, column "measure": expected the name of a measure, found "outcoms". '
            'Did you mean "outcomes"?',
            id="an unknown measure",
        ),
        pytest.param(
            [("criteria", 1, "better", "lower")],
            'criteria.csv, line 3, column "better": expected higher or a blank for a criterion that is judged, found '
            "lower. High is always the best judgement: turn the judgements round, and clear this cell.",
            id="a judged criterion of which less is better",
        ),
        pytest.param(
            [("criteria", 0, "low", "2"), ("criteria", 0, "high", "1")],
            'criteria.csv, line 2, column "low": expected low at or below high, found 2, above high, 1. '
            "Exchange them; say in the column better which end is good.",
            id="a scale upside down",
        ),
        pytest.param(
            [("judgements", 0, "partial", "")],
            'judgements.csv, line 2, column "partial": expected High, Medium, Low or a number from 0 to 100, found a '
            "blank cell. Judge each option on it.",
            id="a blank judgement",
        ),
        pytest.param(
            [("judgements", 0, "parshal", "Low")],
            'judgements.csv, line 1, column "parshal": expected a column for each option, headed by its name, found a '
            'column "parshal". Did you mean "partial"?',
            id="a judgement column that is no option",
        ),
        pytest.param(
            [("judgements", 0, "criterion", "fitt")],
            'criteria.csv, line 3, column "measure": expected a measure, or a row in judgements, found neither a '
            'measure nor judgements. Name a measure, or add a row "fit" to the table judgements.\n'
            'judgements.csv, line 2, column "criterion": expected a criterion of the table criteria, found "fitt". '
            'Did you mean "fit"?',
            id="judgements of an unknown criterion",
        ),
        pytest.param(
            [("settings", 1, "value", "2010")],
            'settings.csv, line 3, column "value": expected a financial year such as 2010/11, found "2010". '
            "Write 2010/11, as text.",
            id="a year that is not a financial year",
        ),
        pytest.param(
            [("settings", 2, "value", "3")],
            'funding.csv, column "2012/13": expected a column for each year of the plan, here 2012/13, found no such '
            "column. Add the column 2012/13, or correct first_year or years in settings.\n"
            'demand.csv, column "2012/13": expected a column for each year of the plan, here 2012/13, found no such '
            "column. Add the column 2012/13, or correct first_year or years in settings.\n"
            'minimum.csv, column "2012/13": expected a column for each year of the plan, here 2012/13, found no such '
            "column. Add the column 2012/13, or correct first_year or years in settings.\n"
            'savings.csv, column "2012/13": expected a column for each year of the plan, here 2012/13, found no such '
            "column. Add the column 2012/13, or correct first_year or years in settings.",
            id="a year of the plan without its column",
        ),
        pytest.param(
            [("settings", 0, "setting", "band_high"), ("settings", 0, "value", "20")],
            'settings.csv, line 2, column "value": expected band_high at or above band_medium, found High from 20 '
            "and Medium from 33.33. Raise band_high or lower band_medium.",
            id="High below Medium",
        ),
        pytest.param(
            [("settings", 2, "setting", "title")],
            "settings.csv: expected the setting years, found no row for years. Add a row years with its value, for "
            "example 3.\n"
            'settings.csv, line 4, column "setting": expected each setting once, found "title" a second time. '
            "Take one of the rows out.",
            id="a setting twice and a needed one not at all",
        ),
        pytest.param(
            [
                *(("offers", row, "offer", "k1") for row in (1, 2)),
                *(("prices", row, "offer", "k1") for row in (2, 3)),
            ],
            'offers.csv, line 3, column "offer": expected a name that no contract of the table contracts has, found '
            '"k1", which is an existing contract. Give the offer another name, such as "k1 renewed", here and in '
            "prices.",
            id="an offer named as a contract, in whatever capitals",
        ),
        pytest.param(
            [("boroughs", 2, "borough", "ashby")],
            'boroughs.csv, line 4, column "borough": expected names that differ by more than capitals, found "ashby" '
            'beside "Ashby". Write both alike, or give one another name.\n'
            'funding.csv, line 4, column "borough": expected a borough of the table boroughs, found "Calder". '
            "Add it to boroughs, or correct it here.",
            id="two boroughs that differ by capitals",
        ),
        pytest.param(
            [("boroughs", 2, "borough", "Brook")],
            'boroughs.csv, line 4, column "borough": expected each name once, found "Brook" a second time. '
            "Give it another name, or take the row out.\n"
            'funding.csv, line 4, column "borough": expected a borough of the table boroughs, found "Calder". '
            "Add it to boroughs, or correct it here.",
            id="a borough twice",
        ),
        pytest.param(
            [("services", 2, "service", "Tier 2")],
            'services.csv, line 4, column "service": expected a name that means nothing else, found "Tier 2". '
            "Give it another name.",
            id="a service named as a tier",
        ),
        pytest.param(
            [("services", 2, "service", "commissioning")],
            'services.csv, line 4, column "service": expected a name that means nothing else, found "commissioning". '
            "Give it another name.",
            id="a service named commissioning",
        ),
        pytest.param(
            [("services", 2, "service", "users, carers")],
            'services.csv, line 4, column "service": expected a name without commas, which separate names in a list, '
            'found "users, carers". Leave the comma out.',
            id="a comma in a name that stands in lists",
        ),
        pytest.param(
            [("funding", 2, "borough", "Ashby, Ashby")],
            'funding.csv, line 4, column "borough": expected each name once, found "Ashby" twice. '
            "Take one of them out.",
            id="a name twice in a list",
        ),
        pytest.param(
            [("options", 0, "dropped", "too dear")],
            'options.csv, line 2, column "dropped": expected a blank for the first option, found a reason. '
            "The first option is the reference: it must be appraised.",
            id="a reference that is not appraised",
        ),
        pytest.param(
            [("scenarios", 0, "change", "10%")],
            'scenarios.csv, line 2, column "change": expected a change as -10%, +5000 or =120000, found "10%". '
            "Begin it with +, - or =; on a sheet, format the cell as text first.",
            id="a change without its sign",
        ),
        pytest.param(
            [("scenarios", 0, "column", "2010/12")],
            'scenarios.csv, line 2, column "column": expected a column of the table funding, found "2010/12". '
            'Did you mean "2011/12"?',
            id="a scenario on a column that is not there",
        ),
        pytest.param(
            [("scenarios", 0, "column", "stream")],
            'scenarios.csv, line 2, column "change": expected a figure to be raised or lowered, found "-10%" on cells '
            "of stream that hold no figure. Begin it with = to put a value there.",
            id="a percentage of a name",
        ),
        pytest.param(
            [("scenarios", 0, "where", "treatment budget")],
            'scenarios.csv, line 2, column "where": expected column=value, separated by commas, found '
            '"treatment budget". Write it as stream=pooled treatment budget, borough=Halton.',
            id="a condition that is none",
        ),
        pytest.param(
            [("funding", 2, "borough", "Nowhere, Calder, all"), ("funding", 2, "stream", "another")],
            'funding.csv, line 4, column "borough": expected a borough of the table boroughs, found "Nowhere". '
            "Add it to boroughs, or correct it here.",
            id="an unknown name beside all",
        ),
        pytest.param(
            [("funding", 0, "ring_fence", "advice, advice")],
            'funding.csv, line 2, column "ring_fence": expected each name once, found "advice" twice. '
            "Take one of them out.",
            id="a service twice in a list",
        ),
        pytest.param(
            [("offers", 0, "minimum_term", "0")],
            'offers.csv, line 2, column "minimum_term": expected a whole number, 1 or more, found 0. Write 1 or more.',
            id="a term of no years",
        ),
        pytest.param(
            [("risks", 0, "likelihood", "6")],
            'risks.csv, line 2, column "likelihood": expected a whole number from 1 to 5, found 6. Write 5 or less.',
            id="a likelihood above 5",
        ),
        pytest.param(
            [("boroughs", 0, "back_office_cost", "-1")],
            'boroughs.csv, line 2, column "back_office_cost": expected pounds, 0 or more, found -1. Write 0 or more.',
            id="a negative cost",
        ),
    ],
)
def test_a_bad_cell_gives_these_faults_and_no_others(cells, expected, tmp_path):
    assert told(with_cells(*cells), tmp_path) == expected


def test_a_borough_is_in_one_hub_row_of_an_option(tmp_path):
    case = tables()
    case["hubs"].append(["partial", "a second hub", "Brook, Calder", "1", "1"])
    assert told(case, tmp_path) == (
        'hubs.csv, line 3, column "boroughs": expected each borough in at most one hub row of "partial", found Brook, '
        'which is in "the hub" already. Take it out of one of the two rows.'
    )


def test_one_service_and_group_stand_in_one_joint_row(tmp_path):
    case = tables()
    case["joint"].append(["partial", "Brook, Ashby", "prescribing", "allowed"])
    assert told(case, tmp_path) == (
        'joint.csv, line 3, column "services": expected each service once for a group of boroughs, found prescribing '
        "for the same boroughs a second time. Take it out of one of the two rows."
    )


def test_required_groups_in_force_in_one_year_share_no_borough(tmp_path):
    case = tables()
    case["joint"].append(["partial", "Brook, Calder", "prescribing", "required"])
    assert told(case, tmp_path) == (
        'joint.csv, line 3, column "boroughs": expected required arrangements for a service that share no borough in '
        "one year, found Brook, Calder and, in another row, Ashby, Brook: both for prescribing in 2010/11. "
        "Begin the wider one later or earlier so that it takes over, or take one out."
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
    assert told(case, tmp_path) == f"case: expected a file {name}.csv, found none. Add it."


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
    assert told(case, tmp_path) == (
        "offers.csv: expected at least one row under the headings, found no rows. Fill the table in.\n"
        "prices.csv: expected at least one row under the headings, found no rows. Fill the table in."
    )


def test_a_misspelt_column_is_told_once_with_the_column_meant(tmp_path):
    case = tables()
    case["services"][0][1] = "teir"
    assert told(case, tmp_path) == (
        'services.csv, line 1, column "teir": expected a column of the table services, found the heading "teir". '
        'Did you mean "tier"?'
    )


def test_a_missing_column_is_named(tmp_path):
    case = tables()
    case["services"] = [row[:1] for row in case["services"]]
    assert (
        told(case, tmp_path)
        == "services.csv, line 1: expected a column tier, found no such column. Add the column tier."
    )


@pytest.mark.parametrize(
    ("table", "column", "heading", "found", "expected"),
    [
        ("boroughs", "back_office_cost", "Back office cost (£k)", "£k", "£ a year"),
        ("boroughs", "back_office_cost", "back office cost (£000s)", "£000s", "£ a year"),
        ("contracts", "annual_cost", "annual cost (£ million)", "£ million", "£ a year"),
        ("contracts", "annual_cost", "annual cost (£ a month)", "£ a month", "£ a year"),
        ("contracts", "success_rate", "success rate (%)", "%", "a share from 0 to 1"),
        ("funding", "2010/11", "2010/11 (£'000)", "£'000", "£"),
    ],
)
def test_a_heading_in_another_unit_is_a_fault(table, column, heading, found, expected, tmp_path):
    case = tables()
    case[table][0][case[table][0].index(column)] = heading
    assert told(case, tmp_path) == (
        f'{table}.csv, line 1, column "{heading}": expected {expected}, found figures in "{found}". '
        "Convert the figures, and then the heading."
    )


def test_a_column_twice_is_a_fault(tmp_path):
    case = tables()
    for row in case["services"]:
        row.append(row[1])
    assert told(case, tmp_path) == (
        'services.csv, line 1, column "tier": expected each heading once, found a second column of that name. '
        "Take one of them out."
    )


def test_figures_under_a_blank_heading_are_a_fault(tmp_path):
    case = with_cells(("services", 1, "stray", "7"), ("services", 1, "unit", "place"))
    case["services"][0][2] = ""
    assert told(case, tmp_path) == (
        'services.csv, line 1, column "number 3": expected a heading over every column, found figures or text under a '
        "blank heading. Give the column its heading, or clear it."
    )


def test_years_out_of_order_are_a_fault(tmp_path):
    case = tables()
    case["demand"][0][2:] = ["2011/12", "2010/11"]
    assert told(case, tmp_path) == (
        'demand.csv, line 1, column "2010/11": expected years in order, found 2010/11 after 2011/12. '
        "Check that each figure stands under its year, and put the columns in order."
    )


def test_the_same_line_twice_in_the_action_plan_is_a_fault(tmp_path):
    case = tables()
    case["actions"].append(case["actions"][1])
    assert told(case, tmp_path) == (
        "actions.csv, line 3: expected each row once, found a row that stands there already. Take one of them out."
    )


@pytest.mark.parametrize(("table", "what"), [("minimum", "floor"), ("savings", "target")])
def test_one_scope_and_measure_stand_in_one_row(table, what, tmp_path):
    case = tables()
    case[table].append([*case[table][1][:-1], "0"])
    assert told(case, tmp_path) == (
        f"{table}.csv, line 3: expected one {what} of that scope and measure, found a second. "
        "Take one of them out, or join the two rows."
    )


def test_every_fault_of_a_case_is_told_at_once_in_the_order_of_the_tables(tmp_path):
    case = with_cells(
        ("prices", 0, "unit_price", "£2,000.50 "),
        ("boroughs", 0, "in_treatment", "1,O00"),
        ("funding", 0, "poolable", "y"),
        ("options", 1, "level", "4"),
        ("demand", 0, "borough", "Ashbey"),
    )
    assert told(case, tmp_path) == (
        'boroughs.csv, line 2, column "in_treatment": expected a whole number, 0 or more, found "1,O00" (a letter O). '
        "Retype it as 1000.\n"
        'funding.csv, line 2, column "poolable": expected yes or no, found "y". Write yes or no.\n'
        'demand.csv, line 2, column "borough": expected a borough of the table boroughs, found "Ashbey". '
        'Did you mean "Ashby"?\n'
        'prices.csv, line 2, column "unit_price": expected pounds, found "£2,000.50". Retype it as 2000.50.\n'
        'options.csv, line 3, column "level": expected 1, 2 or 3, found "4". Write one of: 1, 2, 3.'
    )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            [("hubs", 0, "from", "2012/13")],
            'hubs.csv, line 2, column "from": expected a year of the plan, found a year after the last of the plan. '
            "The row has no effect.",
            id="a hub that begins after the plan",
        ),
        pytest.param(
            [("funding", 2, "purpose", "advice, prescribing")],
            'funding.csv, line 4, column "purpose": expected services within its ring_fence, the only ones it may ever '
            "pay for, found advice. Widen ring_fence, or leave them out here.",
            id="a purpose outside the ring fence",
        ),
        pytest.param(
            [("settings", 3, "value", "")],
            "settings.csv: expected the year in whose prices the money stands, found no price_base. "
            "Add a row price_base, for example 2010/11.",
            id="no price base",
        ),
        pytest.param(
            [("prices", 1, "unit_price", "950")],
            'prices.csv, line 3, column "unit_price": expected a price that falls or stays as places rise, found a '
            "higher price for more places. It is used as it stands; correct it if it is not meant.",
            id="a price that rises with places",
        ),
        pytest.param(
            [
                ("judgements", 0, "criterion", "outcomes"),
                ("criteria", 1, "measure", "cost"),
                ("criteria", 1, "better", "lower"),
            ],
            'judgements.csv, line 2, column "criterion": expected judgements of criteria without a measure, found '
            'judgements of "outcomes". They are not used: the criterion is measured. Clear its measure to judge it.',
            id="judgements of a measured criterion",
        ),
    ],
)
def test_what_may_be_meant_is_a_warning(cells, expected, tmp_path):
    assert describe(read(write_folder(tmp_path, with_cells(*cells))).warnings) == expected


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
