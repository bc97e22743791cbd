"""The meaning of blank cells, worked out by hand."""

from fractions import Fraction

import pytest
from case_tables import tables, with_cells, write_folder

from models.case.appraisal_inputs import Action, Criterion, Risk, ScenarioChange, SuccessFactor
from models.case.types import (
    Arrangement,
    Band,
    Borough,
    Contract,
    ContractLine,
    FundingStream,
    HubPhase,
    MinimumProvision,
    Offer,
    OfferLine,
    Option,
    SavingsTarget,
    Service,
)
from optimiser.casefiles.reading import read
from optimiser.errors import CaseFaults

BOROUGHS = ("Ashby", "Brook", "Calder")
EVERYTHING = frozenset({"advice", "prescribing", "involvement", "commissioning"})


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return read(write_folder(tmp_path_factory.mktemp("case"), tables())).case


def after(tmp_path, *cells):
    return read(write_folder(tmp_path, with_cells(*cells))).case


def test_settings(case):
    said = (
        case.title,
        case.first_year,
        case.horizon,
        case.objective,
        case.discount_rate,
        case.contract_management_cost,
    )
    assert said == ("A small case", 2010, 2, "outcomes", Fraction(35, 1000), 0)
    assert (case.access_gap, case.price_base, case.tender_months) == (None, "2010/11", 6)
    assert (case.band_high, case.band_medium) == (Fraction(6667, 100), Fraction(3333, 100))
    assert case.most_per_outcome is None


def test_a_borough_commissions_for_itself_and_shares_costs_by_people_in_treatment(case):
    assert case.boroughs[0] == Borough("Ashby", 100, 5_000_000, Fraction(100), "Ashby")


def test_a_place_is_one_person_only_in_tiers_3_and_4(tmp_path):
    case = after(
        tmp_path,
        ("services", 1, "tier", "4"),
        ("minimum", 0, "service", "tier 4"),
        ("joint", 0, "services", "tier 4"),
        ("funding", 2, "ring_fence", "all"),
    )
    assert [service.people_per_place for service in case.services] == [0, 1, 0]


def test_a_service_is_headed_by_its_tier(case):
    assert case.services[0] == Service(
        "advice", "1", "place", Fraction(1), 0, Fraction(0), independent=False, heading="tier 1"
    )
    assert case.services[2].heading == "infrastructure"


def test_a_stream_pays_for_every_service_without_a_ring_fence(case):
    assert case.funding[0] == FundingStream(
        name="treatment budget",
        homes=("Ashby",),
        owner="Ashby",
        ring_fence=EVERYTHING,
        purpose=EVERYTHING,
        aligned=EVERYTHING,
        poolable=False,
        carry_forward=Fraction(0),
        lapses=False,
        amounts=(20_000_000, 19_000_050),
    )


def test_purpose_follows_the_ring_fence_and_aligned_the_purpose(tmp_path):
    stream = after(tmp_path, ("funding", 2, "purpose", "commissioning")).funding[2]
    assert (stream.homes, stream.owner) == (("Ashby", "Calder"), "Ashby, Calder")
    assert stream.ring_fence == {"prescribing", "commissioning"}
    assert (stream.purpose, stream.aligned) == ({"commissioning"}, {"commissioning"})


def test_demand_without_a_row_is_none(case):
    assert dict(case.demand) == {("Ashby", "prescribing"): (60, 61), ("Brook", "prescribing"): (160, 161)}
    assert case.places_demanded("Calder", "prescribing", 0) == 0


def test_a_minimum_counts_places_and_a_blank_year_has_none(case):
    assert case.minimums == (
        MinimumProvision(
            BOROUGHS, ("prescribing",), counts_people=False, statutory=False, figures=(None, Fraction(50))
        ),
    )


def test_a_savings_target_includes_one_off_costs_by_default(case):
    assert case.savings_targets == (
        SavingsTarget(BOROUGHS, is_share=True, includes_one_off=True, figures=(None, Fraction(1, 100))),
    )


def test_a_savings_target_leaves_out_the_streams_that_it_does_not_name(tmp_path):
    case = after(tmp_path, ("savings", 0, "streams", "treatment budget"))
    assert case.savings_targets[0].not_kept == ("grant",)
    left_out = [case.savings_targets[0].leaves_out(stream) for stream in case.funding]
    assert left_out == [False, False, True]  # treatment budget is two rows
    assert after(tmp_path, ("savings", 0, "streams", "all")).savings_targets[0].not_kept == ()


def test_a_savings_target_in_pounds_is_whole_pence(tmp_path):
    saving = after(tmp_path, ("savings", 0, "measure", "£"), ("savings", 0, "2011/12", "0.125")).savings_targets[0]
    assert (saving.is_share, saving.figures) == (False, (None, Fraction(13)))


def test_the_rows_of_a_contract_are_its_lines(case):
    first = ContractLine("prescribing", ("Ashby",), 40, 4_000_000, 0, Fraction(1, 10))
    second = ContractLine("advice", ("Ashby",), 10, 100_000, 0, Fraction(0))
    assert case.contracts == (Contract("K1", "Provider A", (first, second), 0, 1, in_house=False, notice_months=0),)


def test_a_contract_may_be_committed_and_run_beyond_the_horizon(tmp_path):
    cells = [
        ("contracts", row, column, year)
        for row in range(2)
        for column, year in (("committed_to", "2014/15"), ("ends", ""))
    ]
    contract = after(tmp_path, *cells).contracts[0]
    assert (contract.committed_to, contract.ends, contract.is_committed(1), contract.can_run(1)) == (
        4,
        None,
        True,
        True,
    )


def test_a_commitment_that_ended_before_the_horizon_has_no_effect(tmp_path):
    cells = [("contracts", row, "committed_to", "2008/09") for row in range(2)]
    contract = after(tmp_path, *cells).contracts[0]
    assert (contract.committed_to, contract.is_committed(0)) == (-2, False)


def test_an_offer_is_open_everywhere_from_the_first_year_without_limit(case):
    line = OfferLine("prescribing", None, 0, 0, Fraction(1, 5), (Band(0, 90_050), Band(50, 85_000)))
    assert case.offers[0] == Offer("Q1", "Provider B", (line,), BOROUGHS, ("as is", "partial"), 0, 1, in_house=False)


def test_the_first_band_may_set_a_minimum_purchase(tmp_path):
    assert after(tmp_path, ("prices", 3, "from_places", "5")).offers[1].lines[1].bands == (Band(5, 9_000),)


def test_each_line_of_a_bundle_has_its_own_prices(case):
    assert [(line.service, line.bands) for line in case.offers[1].lines] == [
        ("prescribing", (Band(0, 80_000),)),
        ("advice", (Band(0, 9_000),)),
    ]


def test_an_option_leaves_existing_contracts_free_and_sets_no_limits(case):
    assert case.reference == Option("as is", "", 1, "free", 0, None, None, None, "")


def test_a_hub_leaves_back_office_costs_unchanged_by_default(case):
    assert case.options[1].hub_phases == (
        HubPhase("the hub", ("Ashby", "Brook"), 6_000_000, 1_000_000, Fraction(1), 0),
    )


def test_a_hub_may_begin_before_the_horizon(tmp_path):
    assert after(tmp_path, ("hubs", 0, "from", "2008/09")).options[1].hub_phases[0].from_year == -2


def test_a_joint_row_is_an_arrangement_for_each_of_its_services(case):
    assert case.options[1].arrangements == (Arrangement("prescribing", ("Ashby", "Brook"), required=True, from_year=0),)


def test_all_services_of_a_joint_row_leave_commissioning_out(tmp_path):
    made = after(tmp_path, ("joint", 0, "services", "ALL")).options[1].arrangements
    assert [arrangement.service for arrangement in made] == ["advice", "prescribing", "involvement"]


def test_a_group_stands_in_the_order_of_the_boroughs(tmp_path):
    assert after(tmp_path, ("joint", 0, "boroughs", "Calder, Ashby")).options[1].arrangements[0].group == (
        "Ashby",
        "Calder",
    )


def test_criteria_are_measured_or_judged(case):
    assert case.criteria == (
        Criterion("outcomes", Fraction(3), "outcomes", True, None, None, None),
        Criterion(
            "fit",
            Fraction(1),
            None,
            True,
            None,
            None,
            None,
            {"as is": Fraction(100), "partial": Fraction(125, 2)},
            {"as is": "High", "partial": "62.5"},
        ),
    )


def test_a_dropped_option_needs_neither_judgement_nor_risk(tmp_path):
    cells = [
        ("options", 1, "dropped", "too dear"),
        ("judgements", 0, "partial", ""),
        ("risks", 1, "option", "as is"),
        ("risks", 1, "risk", "another"),
    ]
    case = after(tmp_path, *cells)
    assert (case.options[1].dropped, dict(case.criteria[1].judgements)) == ("too dear", {"as is": Fraction(100)})


def test_the_other_tables_are_kept_as_written(case):
    assert case.risks[1] == Risk("a gap in service", ("partial",), 3, 4, "", "")
    assert case.scenario_changes == (
        ScenarioChange(
            "less money", "funding", (("stream", "treatment budget"), ("borough", "Brook")), "2011/12", "-10%"
        ),
    )
    assert case.actions == (Action("start", "write the plan", "", ""),)
    assert case.success_factors == (
        SuccessFactor("planned exits", Fraction(271), "people", None),
        SuccessFactor("work", None, "people", None),
    )


def test_a_condition_may_hold_a_name_with_a_comma(tmp_path):
    case = after(tmp_path, ("scenarios", 0, "where", "stream=grant, borough=Ashby, Calder"))
    assert case.scenario_changes[0].where == (("stream", "grant"), ("borough", "Ashby, Calder"))


@pytest.mark.parametrize(
    ("table", "where", "column", "change"),
    [
        ("contracts", "ends=2011/12, service=advice", "annual_cost", "+5000"),
        ("contracts", "Success rate=0.1", "Annual cost", "-5%"),
        ("contracts", "in_house=no", "committed_to", "=2011/12"),
        ("judgements", "criterion=fit", "as is", "=Low"),
        ("settings", "setting=discount_rate", "value", "=0.05"),
        ("funding", "2010/11=200000", "2011/12", "=0"),
    ],
)
def test_a_scenario_finds_its_rows_by_any_column(table, where, column, change, tmp_path):
    cells = [
        ("settings", 0, "setting", "discount_rate"),
        ("settings", 0, "value", "0.03"),
        ("contracts", 0, "in_house", "no"),
        ("contracts", 1, "in_house", "no"),
    ]
    line = [
        ("scenarios", 0, "table", table),
        ("scenarios", 0, "where", where),
        ("scenarios", 0, "column", column),
        ("scenarios", 0, "change", change),
    ]
    assert after(tmp_path, *cells, *line).scenario_changes[0].column == {"Annual cost": "annual_cost"}.get(
        column, column
    )


def test_every_row_that_holds_something_is_an_assumption(tmp_path):
    case = after(tmp_path, ("funding", 0, "source", "given: section 6.3"), ("funding", 0, "note", "held flat"))
    (stream,) = [a for a in case.assumptions if a.table == "funding" and a.source]
    assert (stream.location, stream.row, stream.quality, stream.note) == (
        "funding.csv, line 2",
        "treatment budget, Ashby",
        "given",
        "held flat",
    )
    assert stream.values == "ring fence all; 2010/11 £200,000; 2011/12 £190,000.50"
    assert len(case.assumptions) == sum(len(rows) - 1 for rows in tables().values())


def test_half_a_penny_is_rounded_up(tmp_path):
    assert after(tmp_path, ("contracts", 0, "annual_cost", "79.6850")).contracts[0].lines[0].annual_cost == 7969


@pytest.mark.parametrize(
    ("typed", "pence"), [("79.6850", "7968.5"), ("0.0049", "0.49"), ("0.000001", "0.0001"), ("0.0000005", "0.0001")]
)
def test_a_unit_price_keeps_six_decimals_of_a_pound(tmp_path, typed, pence):
    case = after(tmp_path, ("prices", 0, "unit_price", typed))
    assert case.offers[0].lines[0].bands[0].unit_price == Fraction(pence)


@pytest.mark.parametrize(("weights", "warned"), [("0.009", True), ("0.01", False), ("0", False), ("", False)])
def test_weights_too_small_to_show_are_a_warning(tmp_path, weights, warned):
    named = tables()
    place = named["services"][0].index("outcome_weight") if "outcome_weight" in named["services"][0] else None
    for row in named["services"]:
        if place is None:
            row.append(weights if row is not named["services"][0] else "outcome_weight")
        elif row is not named["services"][0]:
            row[place] = weights
    reading = read(write_folder(tmp_path, named))
    assert any(each.column == "outcome_weight" for each in reading.warnings) is warned


@pytest.mark.parametrize(("typed", "warned"), [("0.004", True), ("3000.0051", False), ("0.01", False), ("0", False)])
def test_pounds_that_rounding_changes_much_are_a_warning(tmp_path, typed, warned):
    named = with_cells(("contracts", 0, "annual_cost", typed))
    reading = read(write_folder(tmp_path, named))
    assert any("more than 2 decimals" in each.found for each in reading.warnings) is warned


@pytest.mark.parametrize(("table", "column"), [("prices", "unit_price"), ("services", "value_per_outcome")])
def test_a_price_that_would_be_rounded_to_nothing_is_a_fault(tmp_path, table, column):
    named = with_cells((table, 0, column, "0.0000004"))
    with pytest.raises(CaseFaults, match="less than a millionth of a pound"):
        read(write_folder(tmp_path, named))
