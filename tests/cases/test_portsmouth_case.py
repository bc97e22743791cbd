"""The Portsmouth case against the report it is taken from, figure by figure, without the engine.

The report is "Re-modelling of community substance misuse services for Portsmouth, including de-commissioning existing
services and re-commissioning in line with the new model", by the Integrated Commissioning Unit to the city's Health
Overview and Scrutiny Panel, 22 March 2012. It gives dates, risks and conditions, and no pounds, places or rates. The
tables are read with the csv module alone, so that a fault in our reader cannot hide one in the case.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from models.audit import baseline
from optimiser.casefiles.reading import read, scenario_faults

CASE = Path(__file__).resolve().parents[2] / "inputs" / "portsmouth"
YEARS = ("2012/13", "2013/14", "2014/15", "2015/16")
NOTICE, NEW = YEARS[0], YEARS[1:]  # the year of notice to 31 March 2013; the new system from 1 April 2013
REFERENCE, OUTSIDE, IN_HOUSE = "services run on", "hub outside", "hub in house"
POLICE = "The police commissioner withdraws the money"
SCORES = {  # section 10: likelihood, severity
    "Service user, public or other stakeholder objections": (2, 3),
    "Contractual difficulties in new services, TUPE of staff among them": (2, 3),
    "Financial constraints that ask for more savings": (2, 4),
}
REAL = re.compile(
    r"cranstoun|kingsway|push\b|solent|nhs|fellowship|safer portsmouth|integrated commissioning"
    r"|portsmouth city|hampshire",
    re.IGNORECASE,
)  # who the report names, and who is known there


def rows(table: str) -> list[dict[str, str]]:
    with (CASE / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(",")]


def pounds(cell: str) -> Fraction:
    return Fraction(cell or 0)


def bought() -> list[dict[str, str]]:
    """The lines of today's contracts that are not direct spend."""
    return [row for row in rows("contracts") if row["in_house"] != "yes"]


def today(column: str) -> Counter[str]:
    """Today's places or annual cost by service."""
    found: Counter[str] = Counter()
    for row in rows("contracts"):
        found[row["service"]] += int(row[column])
    return found


def money(year: str) -> Fraction:
    return sum((pounds(row[year]) for row in rows("funding")), Fraction(0))


def settings() -> dict[str, str]:
    return {row["setting"]: row["value"] for row in rows("settings")}


def test_one_city_is_planned_from_the_year_of_notice_through_three_years_of_the_new_system() -> None:
    assert [row["borough"] for row in rows("boroughs")] == ["Portsmouth"]
    assert (settings()["first_year"], settings()["years"]) == (NOTICE, str(len(YEARS)))


def test_the_three_options_begin_with_today_s_services() -> None:
    assert [(row["option"], row["existing"]) for row in rows("options")] == [
        (REFERENCE, "run"),
        (OUTSIDE, "stop"),
        (IN_HOUSE, "stop"),
    ]


def test_twelve_months_notice_lies_on_the_statutory_service_and_on_no_other() -> None:
    """Section 11: notice in March 2012, so that it can end on 31 March 2013; without notice it has no end."""
    found = {(r["contract"], r["notice_months"], r["committed_to"], r["ends"]) for r in bought() if r["notice_months"]}
    assert found == {("Statutory community team", "12", NOTICE, "")}


def test_all_other_contracts_are_extended_to_end_together_on_31_march_2013() -> None:
    """Section 11; the statutory service apart, and direct spend apart."""
    others = [row for row in bought() if row["contract"] != "Statutory community team"]
    assert len({row["contract"] for row in others}) == 7
    assert {(row["committed_to"], row["ends"]) for row in others} == {(NOTICE, NOTICE)}


def test_the_new_system_starts_on_1_april_2013() -> None:
    assert {row["from"] for row in rows("offers")} == {"2013/14"}


def test_the_tenders_take_the_five_months_from_august_to_december() -> None:
    assert settings()["tender_months"] == str(len(("August", "September", "October", "November", "December")))


def test_it_is_planned_within_existing_resources_from_the_new_system_s_first_year() -> None:
    """Section 8: a saving of 0, cost not above today's; the cost of the change counts."""
    found = [
        (row["borough"], row["measure"], row["one_off"], *(row[year] for year in YEARS)) for row in rows("savings")
    ]
    assert found == [("Portsmouth", "£", "yes", "", "0", "0", "0")]


def test_the_public_health_grant_takes_the_place_of_the_pooled_treatment_budget_in_april_2013() -> None:
    """Section 8."""
    paid = {row["stream"]: [pounds(row[year]) > 0 for year in YEARS] for row in rows("funding")}
    assert paid.pop("pooled treatment budget") == [True, False, False, False]
    assert paid.pop("Public Health grant") == [False, True, True, True]
    assert paid == {
        stream: [True] * 4 for stream in ("police and community safety money", "health service money", "council money")
    }


@pytest.mark.parametrize("year", NEW)
def test_most_of_the_money_comes_as_public_health_grant_from_april_2013(year: str) -> None:
    """Section 8: "most of which"."""
    grant = next(row for row in rows("funding") if row["stream"] == "Public Health grant")
    assert pounds(grant[year]) > money(year) / 2


def test_a_year_of_today_s_arrangements_costs_2932500() -> None:
    """Illustrative: services 2,719,500, the commissioning team 165,000 and eight contracts at 6,000."""
    management = pounds(settings()["contract_management_cost"]) * len({row["contract"] for row in bought()})
    office = pounds(rows("boroughs")[0]["back_office_cost"])
    assert sum(today("annual_cost").values()) == 2719500
    assert office == 165000
    assert management == 8 * 6000
    assert baseline(read(CASE).case, ["Portsmouth"]) == 293250000  # pence


@pytest.mark.parametrize(("year", "expected"), [(NOTICE, 2960000), *((year, 2840000) for year in NEW)])
def test_the_money_of_a_year(year: str, expected: int) -> None:
    """Illustrative, but for its direction. Section 8: some savings from today's contract values will be necessary."""
    assert money(year) == expected
    assert (expected < 2932500) == (year in NEW)


def test_the_hub_and_no_other_service_is_independent() -> None:
    """Section 6: independent of the specific interventions."""
    assert [row["service"] for row in rows("services") if row["independent"] == "yes"] == ["recovery hub"]


def test_the_hub_is_a_service_and_no_row_of_hubs() -> None:
    assert not (CASE / "hubs.csv").exists()


def test_the_hub_is_offered_by_others_outside_and_by_the_city_alone_in_house() -> None:
    found = {(r["provider"], r["options"], r["in_house"]) for r in rows("offers") if r["service"] == "recovery hub"}
    assert found == {
        ("voluntary provider 1", OUTSIDE, "no"),
        ("voluntary provider 6", OUTSIDE, "no"),
        ("the city's own team", IN_HOUSE, "yes"),
    }


def test_the_two_hubs_have_the_same_spokes_to_choose_from() -> None:
    """So that what differs between them is the hub."""
    spokes = [r for r in rows("offers") if r["service"] != "recovery hub" and REFERENCE not in names(r["options"])]
    assert {row["options"] for row in spokes} == {f"{OUTSIDE}, {IN_HOUSE}"}


def test_one_bidder_for_the_hub_bids_for_spokes_too_so_that_independence_is_put_to_the_test() -> None:
    held: dict[str, set[str]] = {}
    for row in rows("offers"):
        if REFERENCE not in names(row["options"]):
            held.setdefault(row["provider"], set()).add(row["service"])
    assert held["voluntary provider 1"] > {"recovery hub", "psychosocial interventions"}
    assert held["voluntary provider 6"] > {"recovery hub", "needle exchange"}
    assert held["the city's own team"] == {"recovery hub"}


def test_the_services_that_the_report_names_are_there() -> None:
    """Sections 3, 5, 6 and 7; figure 1 did not survive."""
    assert {row["service"] for row in rows("services")} == {
        *("open access assessment", "alcohol treatment", "peer support", "criminal justice"),  # section 5
        *("detoxification preparation", "post-detoxification support", "residential rehabilitation"),  # section 5
        *("recovery hub", "prescribing", "detoxification", "psychosocial interventions"),  # section 6
        *("needle exchange", "user forum"),  # sections 7 and 3
    }


def test_every_person_finds_one_way_in_under_every_option() -> None:
    """Illustrative: as many as today's 900 assessments, by today's service or by the hub."""
    floor = next(row for row in rows("minimum") if "recovery hub" in row["service"])
    assert names(floor["service"]) == ["open access assessment", "recovery hub"]
    assert {floor[year] for year in YEARS} == {str(today("places")["open access assessment"])} == {"900"}


def test_specialist_services_are_held_at_today_s_places() -> None:
    """Section 6: equivalent to services currently provided."""
    held = ("prescribing", "psychosocial interventions", "detoxification", "needle exchange")
    floors = {row["service"]: {int(row[year]) for year in YEARS} for row in rows("minimum") if row["service"] in held}
    assert floors == {service: {today("places")[service]} for service in held}


def test_other_services_may_fall_to_85_per_cent_of_today_s_places_rounded_up() -> None:
    others = [row for row in rows("minimum") if "0.85" in row["source"]]
    expected = {row["service"]: -(-85 * today("places")[row["service"]] // 100) for row in others}
    assert len(others) == 6
    assert {row["service"]: {int(row[year]) for year in NEW} for row in others} == {s: {n} for s, n in expected.items()}


def test_the_report_s_three_risks_carry_its_scores_in_both_options_of_the_re_model() -> None:
    """Section 10: 2 x 3, 2 x 3 and 2 x 4, 20 in all."""
    scored = {
        (row["risk"], option): (int(row["likelihood"]), int(row["impact"]))
        for row in rows("risks")
        for option in names(row["option"])
        if option != REFERENCE
    }
    assert scored == {(risk, option): score for risk, score in SCORES.items() for option in (OUTSIDE, IN_HOUSE)}
    assert sum(likelihood * severity for likelihood, severity in SCORES.values()) == 20


def test_every_risk_is_scored_once_for_every_option() -> None:
    options = [row["option"] for row in rows("options")]
    scored = Counter((row["risk"], option) for row in rows("risks") for option in names(row["option"]))
    assert scored == Counter({(risk, option): 1 for risk in SCORES for option in options})


def test_risks_of_the_re_model_are_given_and_those_of_the_reference_say_that_they_are_illustrative() -> None:
    found = {row["source"].split(":")[0]: names(row["option"]) for row in rows("risks")}
    assert found == {"given": [OUTSIDE, IN_HOUSE], "illustrative": [REFERENCE]}


def test_the_action_plan_has_the_report_s_steps_at_its_dates() -> None:
    """Section 11: three approvals, the notice and the extensions; section 7: eight working groups."""
    assert Counter(row["by_when"] for row in rows("actions")) == {
        "March 2012": 5,
        "March to May 2012": 8,
        "May to July 2012": 1,
        "August to December 2012": 2,
        "1 April 2013": 1,
    }


def test_the_working_groups_are_those_of_section_7_in_its_order() -> None:
    groups = [row["action"].split(":")[0] for row in rows("actions") if row["objective"] == "Working groups"]
    assert groups == [
        "Recovery hub",
        "Communications",
        "Criminal justice (DIP)",
        "Outcome monitoring",
        "Quality standards",
        "Service specifications",
        "Needle exchange and low-threshold interventions",
        "Funding and contracting",
    ]


def test_what_the_national_formula_counts_stands_without_a_figure_as_the_report_gives_none() -> None:
    """Section 3: people in treatment, those who complete, and those who then stay out; beside local complexity."""
    assert [(row["today"], row["measure"]) for row in rows("success_factors")] == [
        ("", "people"),
        ("", "outcomes"),
        ("", ""),
    ]


def test_one_criterion_is_scored_on_risk_and_the_weights_sum_to_100() -> None:
    assert [row["measure"] for row in rows("criteria")].count("risk") == 1
    assert sum(int(row["weight"]) for row in rows("criteria")) == 100


def test_the_scale_of_outcomes_begins_at_today_s_148_completions_a_year() -> None:
    """520 x 0.06 + 120 x 0.14 + 140 x 0.16 + 220 x 0.28 + 40 x 0.2 + 25 x 0.32 = 148, and 2,932,500 / 148 = 19,814."""
    exits = sum((int(r["places"]) * pounds(r["success_rate"]) for r in rows("contracts")), Fraction(0))
    scales = {row["measure"]: (int(row["low"]), int(row["high"])) for row in rows("criteria") if row["measure"]}
    assert exits == 148
    assert scales["outcomes"] == (4 * 148, 5 * 148)
    assert scales["cost_per_outcome"][1] == round(Fraction(2932500, 148)) == 19814


def test_the_police_commissioner_s_scenario_takes_the_whole_stream_from_2013_14() -> None:
    changes = [row for row in rows("scenarios") if row["scenario"] == POLICE]
    taken = {row["column"]: row["change"] for row in changes if row["table"] == "funding"}
    floor = {row["column"]: row["change"] for row in changes if row["table"] == "minimum"}
    assert taken == dict.fromkeys(NEW, "=0")
    assert {row["where"] for row in changes} == {
        "stream=police and community safety money",
        "service=criminal justice",
    }
    assert floor == dict.fromkeys(NEW, f"={today('places')['criminal justice'] // 2}")


def test_without_the_police_money_today_s_services_at_their_floors_cost_15960_a_year_more_than_there_is() -> None:
    """2,932,500 less what the floors let go at today's prices, 226,540, is 2,705,960; there is 2,690,000.

    No more than 2,960,000 - 2,932,500 = 27,500 can be kept from 2012/13, which does not last three years.
    """
    price = {s: Fraction(cost, today("places")[s]) for s, cost in today("annual_cost").items()}
    least = {r["service"]: int(r["2013/14"]) for r in rows("minimum") if "," not in r["service"]}
    least["criminal justice"] = 90
    let_go = sum((price[s] * (today("places")[s] - floor) for s, floor in least.items()), Fraction(0))
    police = next(row for row in rows("funding") if row["stream"].startswith("police"))
    left = money("2013/14") - pounds(police["2013/14"])
    assert let_go == 226540
    assert left == 2690000
    assert 2932500 - let_go - left == 15960
    assert 3 * 15960 > money(NOTICE) - 2932500 == 27500


def test_a_scenario_brings_every_success_rate_of_the_spokes_down_to_today_s() -> None:
    """Psychosocial interventions: (120 x 0.14 + 140 x 0.16) / 260 = 0.1508, rounded down to 0.15."""
    changes = {r["where"]: r["change"] for r in rows("scenarios") if r["scenario"] == "The hub lifts no success rate"}
    exits: Counter[str] = Counter()
    for row in rows("contracts"):
        exits[row["service"]] += int(int(row["places"]) * pounds(row["success_rate"]) * 100)
    rate = {service: Fraction(exits[service] // today("places")[service], 100) for service in exits}
    lifted = [r for r in rows("offers") if r["success_rate"] and REFERENCE not in names(r["options"])]
    assert {w: Fraction(c.removeprefix("=")) for w, c in changes.items()} == {
        f"offer={row['offer']}, service={row['service']}": rate[row["service"]] for row in lifted
    }


def test_a_scenario_brings_every_tendered_price_up_to_today_s_cost_of_a_place() -> None:
    """Rounded down to a penny; single placements cost today's price already."""
    changes = {r["where"]: r["change"] for r in rows("scenarios") if r["scenario"] == "Tenders bring no lower price"}
    tendered = [
        row
        for row in rows("offers")
        if REFERENCE not in names(row["options"]) and row["in_house"] == "no" and row["service"] != "recovery hub"
    ]
    penny = {s: Fraction(100 * cost // today("places")[s], 100) for s, cost in today("annual_cost").items()}
    assert {w: Fraction(c.removeprefix("=")) for w, c in changes.items()} == {
        f"offer={row['offer']}, service={row['service']}": penny[row["service"]] for row in tendered
    }


def test_the_reference_s_offers_are_today_s_contracts_at_today_s_prices_and_rates() -> None:
    line = {(row["provider"], row["service"]): row for row in rows("contracts")}
    price = {(row["offer"], row["service"]): pounds(row["unit_price"]) for row in rows("prices")}
    renewed = [row for row in rows("offers") if row["options"] == REFERENCE]
    ending = {(row["provider"], row["service"]) for row in rows("contracts") if row["ends"]}
    assert {(row["provider"], row["service"]) for row in renewed} == ending
    for row in renewed:
        was = line[row["provider"], row["service"]]
        assert price[row["offer"], row["service"]] * int(was["places"]) == pounds(was["annual_cost"])
        assert pounds(row["success_rate"]) == pounds(was["success_rate"])
        assert (row["annual_fee"], row["start_cost"]) == ("", "")


def test_no_figure_stands_under_a_real_organisation_s_name() -> None:
    cells = [(t, row[c]) for t in ("contracts", "offers") for row in rows(t) for c in ("provider", t.removesuffix("s"))]
    cells += [("funding", row[column]) for row in rows("funding") for column in ("stream", "owner")]
    cells += [("boroughs", row["commissioner"]) for row in rows("boroughs")]
    assert [cell for cell in cells if REAL.search(cell[1])] == []


def test_every_figure_in_money_but_the_saving_of_0_is_illustrative() -> None:
    """The report gives no pounds."""
    tables = ("boroughs", "funding", "contracts", "offers", "prices")
    assert {row["source"].split(":")[0] for table in tables for row in rows(table)} == {"illustrative"}
    assert [row["source"].split(":")[0] for row in rows("savings")] == ["derived"]


@pytest.mark.parametrize("table", sorted(path.stem for path in CASE.glob("*.csv")))
def test_every_row_says_where_it_comes_from(table: str) -> None:
    assert {row["source"].split(":")[0].strip() for row in rows(table)} <= {"given", "derived", "illustrative"}


def test_a_source_that_is_given_or_derived_says_from_where() -> None:
    found = [(path.stem, row["source"]) for path in CASE.glob("*.csv") for row in rows(path.stem)]
    needed = [each for each in found if each[1].startswith(("given", "derived"))]
    assert [each for each in needed if not re.search(r"section|report", each[1])] == []


def test_a_row_takes_the_word_of_its_weakest_figure() -> None:
    weaker = {"given": ("illustrative", "our reading", "derived"), "derived": ("illustrative", "our reading")}
    found = [(p.stem, r["source"], r["source"].split(":")[0]) for p in CASE.glob("*.csv") for r in rows(p.stem)]
    assert [(t, source) for t, source, word in found for other in weaker.get(word, ()) if other in source.lower()] == []


def test_demand_is_what_its_source_works_out() -> None:
    """So many of today's places, so much above, and 1 % of that more from year to year, rounded down."""
    pattern = r"today's (\d+) \w+ x ([\d.]+), growing by 1 % of that a year, rounded down"
    sums = {row["service"]: re.search(pattern, row["source"]) for row in rows("demand")}
    firsts = {service: int(each[1]) * Fraction(each[2]) for service, each in sums.items() if each}
    expected = {service: [int(first * (100 + grown) / 100) for grown in range(4)] for service, first in firsts.items()}
    found = {row["service"]: [int(row[year]) for year in YEARS] for row in rows("demand") if row["service"] in firsts}
    assert len(expected) == 12
    assert expected == found


def test_our_reader_finds_nothing_to_fault_or_to_warn_of_in_the_case_or_in_any_of_its_scenarios() -> None:
    assert read(CASE).warnings == ()
    assert scenario_faults(CASE) == ()
