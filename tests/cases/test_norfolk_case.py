"""The Norfolk case against the document it is taken from, without the engine.

The document is the Adult Joint Commissioning Strategy 2008 - 2012, Part 1, of the Norfolk Drug and Alcohol Partnership,
May 2008. It gives no pounds, places or results of treatment: what is held here is what it does give, and that
everything else is called illustrative. The tables are read with the csv module alone.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

from optimiser.casefiles.reading import read

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "inputs" / "norfolk"
PAGE = ROOT / "docs" / "cases" / "norfolk.md"
YEARS = ("2008/09", "2009/10", "2010/11", "2011/12")
AREAS = ("Norwich", "Great Yarmouth", "King's Lynn and West Norfolk", "Thetford", "North Norfolk", "South Norfolk")
THREE = "Norwich, North Norfolk, South Norfolk"


class Line(NamedTuple):
    """A line of the table in section 6: who, which areas, and the modality where its name says one."""

    provider: str
    service: str
    area: str
    modality: str = ""


MATTHEW, NORCAS, PROBATION = "The Matthew Project", "NORCAS", "National Probation Service - Norfolk Area"
TEACHING, TRUST = "Great Yarmouth & Waveney Teaching PCT", "Norfolk & Waveney Mental Health Partnership Trust"
PCT, PRACTICE = "Norfolk PCT", "Wensum Valley Practice"
CLINICAL = "Alcohol & Drugs Service Clinical including DIP clinical"
COMMUNITY_CLINICAL = "Community Alcohol and Drugs Service Clinical including DIP clinical"
THROUGH_CARE = "Criminal Justice Interventions Through & Aftercare Team (Drug Interventions Programme)"
SECTION_6 = (  # in the document's order; "all" is its "County-wide"
    Line(MATTHEW, "Adult services", "Norwich"),
    Line(MATTHEW, "Enhanced Arrest Referral", "all"),
    Line(MATTHEW, "24/7 Helpline (Drug Interventions Programme)", "all"),
    Line(MATTHEW, "Thetford Services", "Thetford"),
    Line(MATTHEW, "North Norfolk Services", "North Norfolk"),
    Line(NORCAS, "Norwich, North Norfolk and South Norfolk Services", THREE),
    Line(NORCAS, "Homeless outreach service", "all", "outreach"),
    Line(NORCAS, "Great Yarmouth services", "Great Yarmouth"),
    Line(NORCAS, "Structured Day Programme", "all", "structured day programme"),
    Line(NORCAS, "Drug Rehabilitation Requirement Structured Day Programme", "all", "structured day programme"),
    Line(PROBATION, THROUGH_CARE, "all", "aftercare"),
    Line(TEACHING, "Needle Exchange & Supervised Consumption", "all", "needle exchange"),
    Line(TRUST, CLINICAL, "Norwich"),
    Line(TRUST, CLINICAL, "Great Yarmouth"),
    Line(PCT, "Drug & Alcohol information services", "all", "advice and information"),
    Line(PCT, "Matrix - sex workers outreach service", "Norwich", "outreach"),
    Line(PCT, COMMUNITY_CLINICAL, "King's Lynn and West Norfolk"),
    Line(PCT, COMMUNITY_CLINICAL, "Thetford"),
    Line(PRACTICE, "Contact NR5", "Norwich"),
)
NINE_MODALITIES = (  # the columns of the table in section 6
    "Substance misuse related advice and information",
    "Needle Exchange",
    "Harm reduction interventions",
    "Structured psychosocial interventions",
    "Other structured treatment",
    "Aftercare",
    "Outreach",
    "Structured Day Programming",
    "Community prescribing - Specialist prescribing",
)
REAL_NAMES = r"matthew|norcas|waveney|teaching|wensum|matrix|nr5|norfolk pct|norfolk county|constabulary|n-dap"


def rows(table: str) -> list[dict[str, str]]:
    with (CASE / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def bought() -> dict[int, list[dict[str, str]]]:
    """The rows of each contract, by the number of the line it stands for."""
    found: dict[int, list[dict[str, str]]] = {}
    for row in rows("contracts"):
        if row["in_house"] != "yes":
            found.setdefault(int(row["contract"].split()[1]), []).append(row)
    return found


def names(cell: str) -> set[str]:
    return set(AREAS) if cell == "all" else {name.strip() for name in cell.split(",")}


def held(row: dict[str, str]) -> list[int]:
    return [int(row[year]) for year in YEARS]


def test_section_6_has_nineteen_lines_of_seven_providers() -> None:
    assert len(SECTION_6) == 19
    assert Counter(line.provider for line in SECTION_6) == {
        MATTHEW: 5,
        NORCAS: 5,
        PROBATION: 1,
        TEACHING: 1,
        TRUST: 2,
        PCT: 4,
        PRACTICE: 1,
    }


def test_eight_lines_are_county_wide_ten_are_for_one_area_and_one_is_for_three() -> None:
    found = Counter(row[0]["borough"] if row[0]["borough"] in ("all", THREE) else "one" for row in bought().values())
    assert found == {"all": 8, "one": 10, THREE: 1}


def test_each_line_is_a_contract_in_the_document_s_order_with_the_document_s_areas() -> None:
    areas = {number: {row["borough"] for row in contract} for number, contract in bought().items()}
    assert list(areas) == list(range(1, 20))
    assert areas == {number: {line.area} for number, line in enumerate(SECTION_6, 1)}


def test_each_of_the_seven_providers_has_one_generic_name() -> None:
    pairs = {(line.provider, bought()[number][0]["provider"]) for number, line in enumerate(SECTION_6, 1)}
    assert len(pairs) == len({real for real, _ in pairs}) == len({generic for _, generic in pairs}) == 7


def test_no_money_stands_under_a_real_organisation_s_name() -> None:
    columns = {
        "contracts": ("contract", "provider"),
        "offers": ("offer", "provider"),
        "funding": ("stream", "owner"),
        "boroughs": ("commissioner",),
        "hubs": ("hub",),
    }
    told = {row[column] for table, each in columns.items() for row in rows(table) for column in each}
    assert {name for name in told if re.search(REAL_NAMES, name.casefold())} == set()


def test_a_modality_is_called_given_where_a_line_s_name_says_it_and_nowhere_else() -> None:
    """Seven names do: lines 7, 9, 10, 11, 12, 15 and 16."""
    said = {
        number: row["service"]
        for number, contract in bought().items()
        for row in contract
        if "the name says the modality" in row["source"]
    }
    assert said == {number: line.modality for number, line in enumerate(SECTION_6, 1) if line.modality}
    assert list(said) == [7, 9, 10, 11, 12, 15, 16]


def test_the_page_lists_the_nineteen_lines_with_the_contract_that_stands_for_each() -> None:
    cells = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if re.match(r"\| \d+ \|", line)
    ]
    told = [(int(number), provider, service, contract) for number, provider, service, _, _, contract in cells]
    assert told == [(n, line.provider, line.service, f"{n:02}") for n, line in enumerate(SECTION_6, 1)]
    assert [n for n, *_, area, _, _ in cells if area == "county-wide"] == [
        str(n) for n, line in enumerate(SECTION_6, 1) if line.area == "all"
    ]


def test_the_six_areas_are_those_of_the_table_and_have_one_commissioner() -> None:
    assert {area for line in SECTION_6 if line.area != "all" for area in names(line.area)} == set(AREAS)
    assert tuple(row["borough"] for row in rows("boroughs")) == AREAS
    assert {row["commissioner"] for row in rows("boroughs")} == {"the county partnership"}


def test_the_services_are_the_nine_modalities_and_residential_rehabilitation() -> None:
    assert tuple(row["heading"] for row in rows("services")) == (*NINE_MODALITIES, "Residential rehabilitation")


def test_residential_rehabilitation_is_single_placements_led_by_adult_social_services() -> None:
    """The end of section 6: a panel led by Adult Social Services; placements across the country."""
    placed = [row for row in rows("contracts") if row["service"] == "residential rehabilitation"]
    assert [(row["provider"], row["in_house"]) for row in placed] == [("adult social services", "yes")]


def test_the_years_are_2008_to_2012_and_the_prices_those_of_2007_08() -> None:
    settings = {row["setting"]: row["value"] for row in rows("settings")}
    assert (settings["first_year"], settings["years"], settings["price_base"]) == ("2008/09", "4", "2007/08")


def test_four_sources_of_money_and_the_primary_care_trust_is_the_banker_of_one() -> None:
    """Section 3: the pooled treatment budget, and primary care trust, local authority and probation service."""
    assert {row["stream"]: row["owner"] for row in rows("funding")} == {
        "probation money": "probation service",
        "pooled treatment budget": "primary care trust as banker",
        "primary care trust money": "primary care trust",
        "local authority money": "local authority",
    }


def test_money_is_flat_and_called_that_of_2007_08() -> None:
    """Section 3: 2008/09 was anticipated at the level of 2007/08; the years after are held there."""
    assert {len(set(held(row))) for row in rows("funding")} == {1}
    assert all("2008/09 is as 2007/08" in row["source"] for row in rows("funding"))


def test_the_options_are_the_three_levels_and_level_1_planned_anew() -> None:
    assert {row["option"]: row["level"] for row in rows("options")} == {
        "single agency": "1",
        "single agency re-planned": "1",
        "aligned": "2",
        "single pooled budget": "3",
    }
    assert [row["option"] for row in rows("options") if "not in the document" in row["source"]] == [
        "single agency re-planned"
    ]


def test_each_level_lets_money_do_more() -> None:
    """Purpose lies within aligned and aligned within the ring-fence; three streams gain at level 2, all at level 3."""
    by_stream = {row["stream"]: [paid(row[c]) for c in ("purpose", "aligned", "ring_fence")] for row in rows("funding")}
    assert all(alone <= aligned < fence for alone, aligned, fence in by_stream.values())
    assert [stream for stream, (alone, aligned, _) in by_stream.items() if alone == aligned] == ["probation money"]


def paid(cell: str) -> set[str]:
    services = {row["service"]: row["tier"] for row in rows("services")}
    found: set[str] = set()
    for word in (each.strip() for each in cell.split(",")):
        if word == "all":
            found |= {*services, "commissioning"}
        elif word.startswith("tier "):
            found |= {service for service, tier in services.items() if tier == word.removeprefix("tier ")}
        else:
            found.add(word)
    return found


def test_only_the_single_pooled_budget_has_a_hub_and_every_area_is_in_it() -> None:
    """Appendix 1, level 3: a single pooled budget under a joint commissioning officer."""
    assert [(row["option"], row["hub"], row["boroughs"]) for row in rows("hubs")] == [
        ("single pooled budget", "joint commissioning officer", "all")
    ]


def test_no_line_of_today_prescribes_in_north_or_south_norfolk_and_every_other_modality_is_everywhere() -> None:
    given: dict[str, set[str]] = {row["service"]: set() for row in rows("services")}
    for row in rows("contracts"):
        given[row["service"]] |= names(row["borough"])
    assert given.pop("specialist prescribing") == set(AREAS) - {"North Norfolk", "South Norfolk"}
    assert {service for service, areas in given.items() if areas != set(AREAS)} == set()


def test_practice_prescribing_closes_that_gap_in_every_option_from_the_first_year() -> None:
    offer = next(row for row in rows("offers") if row["offer"] == "Practice prescribing")
    assert names(offer["boroughs"]) == {"North Norfolk", "South Norfolk"}
    assert [o.strip() for o in offer["options"].split(",")] == [row["option"] for row in rows("options")]
    assert (offer["from"], offer["in_house"]) == ("2008/09", "yes")


def test_every_area_has_a_floor_in_every_modality_and_year() -> None:
    """Section 4: equal access to all treatment modalities across Norfolk."""
    floors = {(r["borough"], r["service"]): held(r) for r in rows("minimum") if r["borough"] != "all"}
    assert set(floors) == {(area, row["service"]) for area in AREAS for row in rows("services")}
    assert min(min(each) for each in floors.values()) > 0


def test_floors_are_today_s_places_or_two_fifths_of_demand_whichever_is_more() -> None:
    """Today's: of an area's own lines, and its share of county-wide ones by cost_share."""
    demand = {(r["borough"], r["service"]): int(r["2008/09"]) for r in rows("demand")}
    today: Counter[tuple[str, str]] = Counter()
    for cell in demand:
        own = [int(r["places"]) for r in rows("contracts") if (r["borough"], r["service"]) == cell]
        county = [int(r["places"]) for r in rows("contracts") if (r["borough"], r["service"]) == ("all", cell[1])]
        today[cell] = sum(own) + shared(sum(county))[cell[0]]
    floors = {(r["borough"], r["service"]): held(r) for r in rows("minimum") if r["borough"] != "all"}
    assert floors == {cell: [max(today[cell], demand[cell] * 2 // 5)] * 4 for cell in demand}


def test_open_access_is_held_at_today_s_places_in_the_county() -> None:
    tier = {row["service"]: row["tier"] for row in rows("services")}
    today: Counter[str] = Counter()
    for row in rows("contracts"):
        if tier[row["service"]] == "2":
            today[row["service"]] += int(row["places"])
    county = {row["service"]: held(row) for row in rows("minimum") if row["borough"] == "all"}
    assert county == {service: [places] * 4 for service, places in today.items()}


def test_equal_access_is_a_rule_within_ten_points_and_a_criterion() -> None:
    assert {r["setting"]: r["value"] for r in rows("settings")}["access_gap"] == "0.1"
    assert [r["criterion"] for r in rows("criteria") if r["measure"] == "worst_coverage"] == [
        "Equal access: the worst-served area is served better"
    ]


def test_every_row_that_holds_money_is_called_illustrative() -> None:
    """The document gives no pounds at all."""
    tables = ("boroughs", "contracts", "funding", "hubs", "offers", "options", "prices")
    assert {row["source"].split(":")[0] for table in tables for row in rows(table)} == {"illustrative"}


def test_the_baseline_is_the_page_s() -> None:
    """4,849,300 of contracts and placements + 300,000 of back office + 19 contracts at 5,000."""
    spent = sum(int(row["annual_cost"]) for row in rows("contracts"))
    office = sum(int(row["back_office_cost"]) for row in rows("boroughs"))
    assert (spent, office) == (4849300, 300000)
    assert spent + office + 19 * 5000 == 5244300
    assert "£5,244,300" in PAGE.read_text(encoding="utf-8")


def test_the_streams_come_to_six_million() -> None:
    amounts = {row["stream"]: int(row["2008/09"]) for row in rows("funding")}
    assert sum(amounts.values()) == 6000000
    page = PAGE.read_text(encoding="utf-8")
    assert [stream for stream, amount in amounts.items() if f"£{amount:,}" not in page] == []


def test_people_in_treatment_are_today_s_structured_places() -> None:
    tier = {row["service"]: row["tier"] for row in rows("services")}
    places = sum(int(row["places"]) for row in rows("contracts") if tier[row["service"]] in "34")
    assert places == sum(int(row["in_treatment"]) for row in rows("boroughs")) == 2060


def test_demand_is_the_county_s_shared_over_the_areas_by_largest_remainder() -> None:
    """So many in the county, as the source says, by cost_share (34, 20, 17.5, 8.5, 9, 11 %); the same in every year."""
    found = {(row["service"], row["borough"]): held(row) for row in rows("demand")}
    told = {
        row["service"]: int(re.findall(r"illustrative: ([\d,]+) in the county", row["source"])[0].replace(",", ""))
        for row in rows("demand")
    }
    expected = {(s, area): [part] * 4 for s, county in told.items() for area, part in shared(county).items()}
    assert len(found) == 60
    assert found == expected


def shared(amount: int) -> dict[str, int]:
    weight = {row["borough"]: int(row["cost_share"]) for row in rows("boroughs")}
    parts = {area: amount * weight[area] // 1000 for area in AREAS}
    for area in sorted(AREAS, key=lambda area: -(amount * weight[area] % 1000))[: amount - sum(parts.values())]:
        parts[area] += 1
    return parts


def test_a_renewal_goes_on_at_today_s_price_places_and_success_rate() -> None:
    today = {(row["contract"], row["service"]): row for row in rows("contracts")}
    price = {(row["offer"], row["service"]): Fraction(row["unit_price"]) for row in rows("prices")}
    renewed = [row for row in rows("offers") if row["offer"].endswith(" renewed")]
    for offer in renewed:
        line = today[offer["offer"].removesuffix(" renewed"), offer["service"]]
        assert (offer["capacity"], offer["success_rate"]) == (line["places"], line["success_rate"])
        assert price[offer["offer"], offer["service"]] * int(line["places"]) == int(line["annual_cost"])
    ends = {(row["contract"], row["service"]) for row in rows("contracts") if row["ends"]}
    assert {(row["offer"].removesuffix(" renewed"), row["service"]) for row in renewed} == ends


def test_offers_that_need_several_agencies_money_are_open_from_level_2_on() -> None:
    level = {row["option"]: row["level"] for row in rows("options")}
    shared = ("Provider A county clinical", "Provider C county psychosocial", "Provider E open access")
    found = {r["offer"]: {level[o.strip()] for o in r["options"].split(",")} for r in rows("offers")}
    assert {offer for offer, levels in found.items() if levels == {"2", "3"}} == set(shared)


def test_the_document_s_dates_stand_in_the_actions() -> None:
    """Section 1: part one January to March 2008, part two spring and summer; section 3: final report October 2008."""
    dates = {row["action"]: row["by_when"] for row in rows("actions")}
    assert len(dates) == 13
    assert [when for when in dates.values() if "2008" in when] == [
        "January to March 2008",
        "Spring 2008",
        "Summer 2008",
        "October 2008",
        "2008",
    ]


def test_who_acts_is_derived_where_the_document_does_not_say() -> None:
    """Section 3 and the glossary say what will be done in 2008 about needs and housing, and not by whom."""
    known = [row for row in rows("actions") if row["objective"] == "Know what is needed"]
    assert [row["source"].split(":")[0] for row in known] == ["derived", "derived"]
    assert all("by whom: the partnership" in row["source"] for row in known)


def test_sign_up_is_an_action_of_level_2_and_formal_agreement_of_executive_bodies_one_of_level_3() -> None:
    found = {row["action"]: row["objective"] for row in rows("actions")}
    assert found["Sign up formally to an agreement on the level of commissioning"] == "Align the money (level 2)"
    assert found["Seek formal agreement of the executive bodies to delegate authority"] == "Pool the money (level 3)"


def test_every_risk_is_scored_once_for_every_option() -> None:
    options = [row["option"] for row in rows("options")]
    scored = Counter((row["risk"], row["option"]) for row in rows("risks"))
    assert scored == Counter((risk, option) for risk in {row["risk"] for row in rows("risks")} for option in options)
    assert [row["criterion"] for row in rows("criteria") if row["measure"] == "risk"] == ["Less risk"]


def test_the_weights_come_to_a_hundred() -> None:
    assert sum(int(row["weight"]) for row in rows("criteria")) == 100


@pytest.mark.parametrize("table", sorted(path.stem for path in CASE.glob("*.csv")))
def test_every_row_says_where_it_comes_from(table: str) -> None:
    assert {row["source"].split(":")[0] for row in rows(table)} <= {"given", "derived", "illustrative"}


def test_a_source_that_is_given_or_derived_says_from_where() -> None:
    bare = [(path.stem, row["source"]) for path in CASE.glob("*.csv") for row in rows(path.stem)]
    assert [(table, source) for table, source in bare if source in ("given", "derived")] == []


def test_a_row_takes_the_word_of_its_weakest_figure() -> None:
    weaker = {"given": ("illustrative", "our reading", "derived"), "derived": ("illustrative", "our reading")}
    found = [(path.stem, row["source"]) for path in CASE.glob("*.csv") for row in rows(path.stem)]
    assert [
        (table, source)
        for table, source in found
        for other in weaker.get(source.split(":")[0], ())
        if other in source.lower()
    ] == []


def test_our_reader_finds_nothing_to_fault_or_to_warn_of() -> None:
    assert read(CASE).warnings == ()
