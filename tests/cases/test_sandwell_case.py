"""The Sandwell case against the two documents it is taken from, figure by figure, without the engine.

The framework: "Three Year Commissioning Outline Framework 2009-12", Sandwell Drug and Alcohol Action Team, 2009. The
grids: "Drug treatment, reintegration and recovery in the community and prisons 2010/11, Part 3: Planning grids",
Sandwell partnership, 2010. The tables are read with the csv module alone, so that a fault in our reader cannot hide
one in the case.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from models.audit import verify
from models.case.types import Case
from models.plan.plan import Plan
from optimiser.casefiles.reading import read, scenario_faults

CASE = Path(__file__).resolve().parents[2] / "inputs" / "sandwell"
YEARS = ("2009/10", "2010/11", "2011/12", "2012/13")
TODAY, VOLUME, TENDER = OPTIONS = ("contracts to their ends", "cost and volume", "full re-tender")
LINES = {  # action lines of the grids, counted by hand under each objective
    "1.1": 6, "1.2": 12, "1.3": 4, "1.4": 7, "1.5": 4,
    "2.1": 4, "2.2": 9, "2.3": 6, "2.4": 4, "2.5": 5,
    "3.1": 7, "3.2": 4, "3.3": 7,
    "4.1": 4, "4.2": 6, "4.3": 2,
}  # fmt: skip
NAMED = ("Aquarius", "Turning Point", "Sandwell Mental Health", "Open Sandwell", "KPMG", "Hi's & Lo's", "SAVE", "Links")
DATE = r"ongoing(, every quarter| 2010/11)?|quarterly|Q[1-4]( to Q[1-4])? 2010/11"
BODIES = {"DAAT", "PCT", "LPC", "IDOM", "SAVE"}  # that act, and have capitals for a name; a person's would be initials

AGREED = re.compile(
    r"illustrative: ([\d,]+) agreed for (\d+) places(?:, 2 % less for three years)? - (\d+) x ([\d,.]+)"
    r"(?: \+ ([\d.]+) x ([\d,]+) incentive)? = ([\d,]+)"
)
MARGINAL = re.compile(
    r"illustrative: ([\d,.]+) for each place above (\d+)(?:, 2 % less for three years)?"
    r"(?: \+ ([\d.]+) x (\d+) for a planned exit = ([\d,.]+))?"
)


def rows(table: str) -> list[dict[str, str]]:
    with (CASE / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def pence(pounds: str) -> int:
    exact = Fraction(pounds or 0) * 100
    assert exact.denominator == 1, f"{pounds} is not whole pence"
    return int(exact)


def plain(number: str) -> Fraction:
    return Fraction(number.replace(",", ""))


def names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(",")]


def setting(name: str) -> str:
    return next(row["value"] for row in rows("settings") if row["setting"] == name)


def tiers() -> dict[str, str]:
    return {row["service"]: row["tier"] for row in rows("services")}


def budget() -> list[int]:
    found = [row for row in rows("funding") if row["stream"] == "pooled treatment budget"]
    assert len(found) == 1
    return [int(found[0][year]) for year in YEARS]


def offers_of(option: str) -> list[dict[str, str]]:
    """The offers open in one option and in no other."""
    return [row for row in rows("offers") if row["options"] == option]


def scenario(name: str) -> list[dict[str, str]]:
    found = [row for row in rows("scenarios") if row["scenario"] == name]
    assert found
    return found


def test_the_case_is_one_partnership_over_2009_10_to_2012_13() -> None:
    """Framework, title: 2009-12; a year more, so that the contracts of April 2012 are seen."""
    assert (setting("first_year"), setting("years")) == ("2009/10", "4")
    assert [row["borough"] for row in rows("boroughs")] == ["Sandwell"]


def test_the_pooled_treatment_budget_is_cut_by_30_per_cent_in_three_steps_and_held() -> None:
    """Framework, section 1: a 30 % reduction phased over three years. 1,800,000 in 2008/09 is illustrative."""
    assert [Fraction(amount, 1_800_000) for amount in budget()] == [
        Fraction(share, 100) for share in (90, 80, 70, 70)
    ]  # fmt: skip


def test_the_cut_is_in_the_funding_and_not_in_a_savings_target() -> None:
    assert not (CASE / "savings.csv").exists()


def test_other_money_is_held_flat() -> None:
    others = [row for row in rows("funding") if row["stream"] != "pooled treatment budget"]
    assert [len({row[year] for year in YEARS}) for row in others] == [1, 1, 1, 1]
    assert sum(int(row["2009/10"]) for row in others) == 1_340_000


def test_the_floor_is_990_people_over_tiers_3_and_4_in_the_second_and_third_year() -> None:
    """Framework, section 10: 990 in effective treatment; section 1: targets in year 2 and year 3."""
    people = [row for row in rows("minimum") if row["measure"] == "people"]
    assert [row["source"].split(":")[0] for row in people] == ["derived"]  # 990 is given; its years and tiers follow
    assert [(row["service"], [row[year] for year in YEARS]) for row in people] == [
        ("tier 3, tier 4", ["", "990", "990", ""])
    ]


def test_990_is_859_in_2007_08_and_131_more() -> None:
    """Framework, section 10: an additional 131 individuals based on the 2007/08 population."""
    assert [int(row["in_treatment"]) for row in rows("boroughs")] == [859]
    assert [row["today"] for row in rows("success_factors")] == ["859", "", ""]
    assert [row["measure"] for row in rows("success_factors")] == ["people", "weighted_outcomes", ""]  # not heads
    assert 859 + 131 == 990


def test_the_options_are_today_s_contracts_then_cost_and_volume_then_a_full_re_tender() -> None:
    assert [row["option"] for row in rows("options")] == list(OPTIONS)
    assert [row["existing"] for row in rows("options")] == ["run", "free", "stop"]


@pytest.mark.parametrize("option", [VOLUME, TENDER])
def test_new_contracts_begin_after_procurement_in_the_third_quarter_of_2010_11(option: str) -> None:
    """Grids, 1.2: procure in quarter 3, so from April 2011; October to March are six months."""
    assert {row["from"] for row in offers_of(option) if row["minimum_term"] == "1"} == {"2011/12"}
    assert setting("tender_months") == "6"


def test_three_year_contracts_are_offered_from_april_2012_and_only_from_then() -> None:
    """Framework, section 11."""
    found = Counter((row["minimum_term"], row["from"] == "2012/13") for row in rows("offers"))
    assert set(found) == {("1", False), ("3", True)}


@pytest.mark.parametrize("option", OPTIONS)
def test_every_provider_of_2011_12_may_have_a_three_year_contract(option: str) -> None:
    """Framework, section 11: all providers of the time. Single placements are bought one by one."""
    there = [row for row in rows("offers") if option in names(row["options"]) or row["options"] == "all"]
    bought = [row for row in there if row["in_house"] == "no"]
    three_years = {(row["provider"], row["service"]) for row in bought if row["minimum_term"] == "3"}
    offered = {(row["provider"], row["service"]) for row in bought if row["minimum_term"] == "1"}
    bridged = {(row["provider"], row["service"]) for row in bought if row["from"] == "2010/11"}
    assert three_years <= offered
    assert offered - three_years <= (bridged if option == TENDER else set())


def test_the_reference_is_open_to_renewals_at_today_s_price_alone() -> None:
    """A year at a time at today's price; three years at a hundredth less."""
    today = {(row["provider"], row["service"]): row for row in rows("contracts")}
    prices = {(row["offer"], row["service"]): row for row in rows("prices")}
    open_there = [row for row in rows("offers") if row["options"] == "all" or TODAY in names(row["options"])]
    assert len(open_there) == 19
    for offer in open_there:
        line = today[offer["provider"], offer["service"]]
        price = prices[offer["offer"], offer["service"]]
        share = {"1": Fraction(1), "3": Fraction(99, 100)}[offer["minimum_term"]]
        paid = Fraction(line["annual_cost"]) / int(line["places"])
        assert Fraction(price["unit_price"]) == paid * share
        assert (offer["capacity"], offer["success_rate"]) == (line["places"], line["success_rate"])
        assert (offer["annual_fee"], offer["start_cost"], price["from_places"]) == ("", "", "")


def test_every_cost_and_volume_fee_is_the_agreed_sum_less_the_first_volume_at_the_price() -> None:
    """The page's recipe: C - p V + q I, to the penny, with V the least that can be bought."""
    first = {(row["offer"], row["service"]): row["from_places"] for row in rows("prices")}
    lines = offers_of(VOLUME)
    assert len(lines) == 14
    for line in lines:
        read_off = AGREED.fullmatch(line["source"])
        assert read_off is not None, line["source"]
        agreed, volume, again, price, chance, incentive, fee = read_off.groups()
        assert volume == again == first[line["offer"], line["service"]]
        expected = plain(agreed) - int(volume) * plain(price) + plain(chance or "0") * plain(incentive or "0")
        assert Fraction(line["annual_fee"]) == plain(fee) == expected


def test_every_cost_and_volume_price_is_that_of_one_more_place_and_what_an_exit_is_paid() -> None:
    """The page's recipe: p + r o, with r the line's own success rate."""
    rate = {(row["offer"], row["service"]): row["success_rate"] for row in rows("offers")}
    agreed = {(row["offer"], row["service"]): AGREED.fullmatch(row["source"]) for row in offers_of(VOLUME)}
    lines = [row for row in rows("prices") if (row["offer"], row["service"]) in agreed]
    assert len(lines) == 14
    for line in lines:
        read_off = MARGINAL.fullmatch(line["source"])
        of_the_fee = agreed[line["offer"], line["service"]]
        assert read_off is not None, line["source"]
        assert of_the_fee is not None
        price, volume, exits, payment, total = read_off.groups()
        assert (price, volume) == (of_the_fee[4], of_the_fee[2])
        assert (exits or rate[line["offer"], line["service"]]) == rate[line["offer"], line["service"]]
        expected = plain(price) + plain(exits or "0") * plain(payment or "0")
        assert Fraction(line["unit_price"]) == plain(total or price) == expected


def test_the_page_s_worked_line_is_the_case_s_first() -> None:
    """688,000 - 400 x 1,100 + 0.6 x 10,000 = 254,000; 1,100 + 0.065 x 400 = 1,126; 474 places: 787,724."""
    offer, *_ = offers_of(VOLUME)
    price = next(row for row in rows("prices") if row["offer"] == offer["offer"])
    assert (offer["annual_fee"], price["unit_price"], price["from_places"]) == ("254000", "1126", "400")
    assert 254_000 + 474 * 1_126 == 787_724 == 688_000 + 74 * 1_100 + 6_000 + 474 * 26


def test_a_tender_reaches_nine_tenths_of_its_outcomes_in_the_year_of_the_hand_over() -> None:
    rates: dict[tuple[str, str], dict[str, Fraction]] = {}
    for row in offers_of(TENDER):
        rates.setdefault((row["provider"], row["service"]), {})[row["minimum_term"]] = Fraction(row["success_rate"])
    assert len(rates) == 8
    assert {found["1"] / found["3"] for found in rates.values()} == {Fraction(9, 10)}


def test_today_s_contracts_cost_what_their_source_works_out() -> None:
    found = [
        (row, re.fullmatch(r"illustrative: (\d+) places x ([\d,]+) = ([\d,]+);.*", row["source"]))
        for row in rows("contracts")
    ]
    worked = [(row, sums) for row, sums in found if sums]
    assert len(worked) == 10
    for row, sums in worked:
        assert (row["places"], Fraction(row["annual_cost"])) == (sums[1], plain(sums[3]))
        assert int(sums[1]) * plain(sums[2]) == plain(sums[3])


def test_today_s_arrangements_fit_into_the_money_of_2009_10() -> None:
    """2,796,000 + 115,000 + 9 x 5,000 = 2,956,000, with 2,960,000 to pay for it."""
    lines = rows("contracts")
    bought = {row["contract"] for row in lines if row["in_house"] == "no"}
    spent = sum(int(row["annual_cost"]) for row in lines) + int(rows("boroughs")[0]["back_office_cost"])
    spent += len(bought) * int(setting("contract_management_cost"))
    assert len(bought) == 9
    assert spent == 2_956_000
    assert sum(int(row["2009/10"]) for row in rows("funding")) == 2_960_000


def test_today_s_structured_places_are_1006_and_more_than_990() -> None:
    """600 + 180 + 160 + 40 + 26."""
    tier = tiers()
    assert sum(int(row["places"]) for row in rows("contracts") if tier[row["service"]] in "34") == 1006


def test_demand_is_what_its_source_works_out() -> None:
    found = [
        (row, re.search(r"today's (\d+) places x ([\d.]+), growing by 2 % of that a year, rounded down", row["source"]))
        for row in rows("demand")
    ]
    worked = [(row, sums) for row, sums in found if sums]
    assert len(worked) == 10
    for row, sums in worked:
        first = int(sums[1]) * Fraction(sums[2])
        assert [int(row[year]) for year in YEARS] == [int(first * (100 + grown) / 100) for grown in (0, 2, 4, 6)]


def test_structured_demand_leaves_room_for_990_in_every_year() -> None:
    tier = tiers()
    room = [sum(int(row[year]) for row in rows("demand") if tier[row["service"]] in "34") for year in YEARS]
    assert min(room) == 1260


def test_scales_run_from_a_tenth_below_to_a_tenth_above_today() -> None:
    """Four years of 134.3 weighted outcomes and of 1,006 people; 2,956,000 / 1,006 a person; inwards to the whole."""
    weight = {row["service"]: Fraction(row["outcome_weight"] or 1) for row in rows("services")}
    lines = rows("contracts")
    outcomes = sum(int(row["places"]) * Fraction(row["success_rate"] or 0) * weight[row["service"]] for row in lines)
    assert outcomes == Fraction("134.3")
    today = {"weighted_outcomes": 4 * outcomes, "people": 4 * 1006, "cost_per_person": Fraction(2_956_000, 1006)}
    scales = {row["measure"]: (int(row["low"]), int(row["high"])) for row in rows("criteria") if row["measure"]}
    for measure, figure in today.items():
        assert abs(scales[measure][0] - figure * 9 / 10) <= 1
        assert abs(scales[measure][1] - figure * 11 / 10) <= 1
    assert scales["transition_cost"] == (0, 2_956_000 // 20)


def test_risk_runs_from_the_least_to_the_most_that_the_impacts_allow() -> None:
    impacts = {row["risk"]: int(row["impact"]) for row in rows("risks")}
    scale = next((int(row["low"]), int(row["high"])) for row in rows("criteria") if row["measure"] == "risk")
    assert scale == (sum(impacts.values()), 5 * sum(impacts.values()))


def test_the_framework_s_two_risks_and_three_more_are_scored_once_for_every_option() -> None:
    """Framework, section 11: shared care and primary care must expand; short-term funding makes for instability."""
    scored = Counter((row["risk"], row["option"]) for row in rows("risks"))
    told = {row["risk"] for row in rows("risks") if "the risk is given" in row["source"]}
    assert len({risk for risk, _ in scored}) == 5
    assert scored == Counter({(risk, option): 1 for risk, _ in scored for option in OPTIONS})
    assert told == {
        "Shared care and primary care do not expand",
        "Short-term funding makes the system unstable",
    }


def test_the_91_lines_of_the_grids_are_68_actions_each_with_all_its_objectives() -> None:
    """Grid 1: 33, grid 2: 28, grid 3: 18, grid 4: 12."""
    objectives = [re.findall(r"(?:^|; )(\d\.\d) ", row["objective"]) for row in rows("actions")]
    assert Counter(each for found in objectives for each in found) == LINES
    assert [sum(lines for key, lines in LINES.items() if key[0] == grid) for grid in "1234"] == [33, 28, 18, 12]
    assert sum(LINES.values()) == 91
    assert len(objectives) == 68
    assert [found for found in objectives if len(set(found)) != len(found)] == []


def test_18_actions_stand_under_several_objectives() -> None:
    """13 under two and 5 under three: 13 + 2 x 5 = 23 = 91 - 68."""
    objectives = Counter(row["objective"].count("; ") + 1 for row in rows("actions"))
    assert objectives == {1: 50, 2: 13, 3: 5}


def test_no_action_stands_twice() -> None:
    assert [text for text, times in Counter(row["action"] for row in rows("actions")).items() if times > 1] == []


def test_each_objective_bears_one_name() -> None:
    parts = {part for row in rows("actions") for part in row["objective"].split("; ")}
    assert sorted(part.split(" ", 1)[0] for part in parts) == sorted(LINES)


def test_one_action_has_no_date_and_the_others_the_grids_words() -> None:
    found = Counter(row["by_when"] for row in rows("actions"))
    assert found.pop("") == 1
    assert [when for when in found if not re.fullmatch(DATE, when)] == []


def test_nobody_is_named_by_initials_and_bodies_keep_their_names() -> None:
    words = {word for row in rows("actions") for word in re.findall(r"[A-Za-z]+", row["by_whom"])}
    assert {word for word in words if word.isupper()} == BODIES
    assert words >= {"Aquarius", "Links", "Open"}


def test_a_quarter_whose_year_the_grids_leave_out_is_derived() -> None:
    read_in = [row for row in rows("actions") if "the year of the grids" in row["source"]]
    assert [(row["objective"][:3], row["by_when"]) for row in read_in] == [("1.2", "Q3 2010/11"), ("4.1", "Q3 2010/11")]
    assert {row["source"].split(":")[0] for row in read_in} == {"derived"}


@pytest.mark.parametrize("table", ["contracts", "offers", "prices", "funding", "risks", "boroughs"])
def test_no_figure_of_ours_stands_under_a_real_organisation_s_name(table: str) -> None:
    cells = {value for row in rows(table) for name, value in row.items() if name not in ("source", "note")}
    assert [(cell, real) for cell in cells for real in NAMED if real in cell] == []


def test_providers_are_generic() -> None:
    providers = {row["provider"] for table in ("contracts", "offers") for row in rows(table)}
    assert providers == {
        "the mental health trust", "general practices", "the inpatient unit", "community pharmacies",
        "the service users' group", "direct spend", *(f"voluntary provider {n}" for n in range(1, 5)),
        *(f"bidder {n}" for n in range(1, 5)),
    }  # fmt: skip


def test_the_scenarios_without_the_cut_hold_the_budget_of_2008_09() -> None:
    for name in ("without the cut", "neither the cut nor the floor"):
        lines = [row for row in scenario(name) if row["table"] == "funding"]
        assert [(row["column"], row["change"]) for row in lines] == [(year, "=1800000") for year in YEARS]


def test_the_framework_s_date_opens_every_new_offer_a_year_earlier() -> None:
    """Framework, section 11: year two establishes the new system. Today's contracts may then end early."""
    lines = scenario("new system in 2010/11, as the framework has it")
    moved = {row["where"].removeprefix("offer=") for row in lines if row["table"] == "offers"}
    new = {r["offer"] for o in (VOLUME, TENDER) for r in offers_of(o) if r["minimum_term"] == "1"}
    assert moved == new
    assert len(new) == 10
    others = [(r["table"], r["where"], r["column"], r["change"]) for r in lines if r["table"] != "offers"]
    assert others == [("contracts", "ends=2010/11", "committed_to", "=2009/10")]
    assert {row["change"] for row in lines if row["table"] == "offers"} == {"=2010/11"}


def test_contracts_that_end_in_march_2011_cost_something_to_end_before() -> None:
    """30,000 + 5,000 + 4,000 + 9,000; the others are firm to their ends."""
    costs: Counter[str] = Counter()
    for row in rows("contracts"):
        costs[row["ends"]] += pence(row["exit_cost"])
    assert costs == {"2010/11": 4_800_000, "2009/10": 0, "": 0}


@pytest.mark.parametrize("table", sorted(path.stem for path in CASE.glob("*.csv")))
def test_every_row_says_where_it_comes_from(table: str) -> None:
    assert {row["source"].split(":")[0].strip() for row in rows(table)} <= {"given", "derived", "illustrative"}


def test_a_source_that_is_given_or_derived_says_from_where() -> None:
    bare = [(path.stem, row["source"]) for path in CASE.glob("*.csv") for row in rows(path.stem)]
    assert [(table, source) for table, source in bare if source in ("given", "derived")] == []


def test_a_row_takes_the_word_of_its_weakest_figure() -> None:
    """A row called given holds nothing invented, read in or worked out; one called derived holds nothing invented."""
    found = [
        (path.stem, row["source"], row["source"].split(":")[0])
        for path in CASE.glob("*.csv")
        for row in rows(path.stem)
    ]
    weaker = {"given": ("illustrative", "our reading", "derived"), "derived": ("illustrative", "our reading")}
    assert [
        (table, source) for table, source, word in found for other in weaker.get(word, ()) if other in source.lower()
    ] == []


@pytest.fixture(scope="module")
def case() -> Case:
    return read(CASE).case


def test_our_reader_finds_nothing_to_fault_or_to_warn_of_in_the_case_or_in_a_scenario() -> None:
    assert read(CASE).warnings == ()
    assert scenario_faults(CASE) == ()


def test_the_judge_charges_today_s_arrangements_at_2956000(case: Case) -> None:
    """Every contract kept in the first year and nothing else decided."""
    kept = frozenset((contract.name, 0) for contract in case.contracts)
    charged = [each.amount for each in verify(case, Plan(option=TODAY, kept=kept)).charges if each.year == 0]
    assert sum(charged) == 295_600_000
