"""The three-borough case against the document it is taken from, figure by figure, without the engine.

The document is "Phase One - Summary of Key Findings v2.2", April/May 2010, by Mott MacDonald for Halton, St Helens and
Warrington. The tables are read with the csv module alone, so that a fault in our reader cannot hide one in the case.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest

from models.audit import verify
from models.case.types import Case
from models.plan.plan import Plan
from optimiser.casefiles.reading import read

CASE = Path(__file__).resolve().parents[2] / "inputs" / "three-boroughs"
BOROUGHS = ("Halton", "St Helens", "Warrington")
PEOPLE = {"Halton": 494, "St Helens": 938, "Warrington": 613}  # section 4.1, people in effective treatment
EXITS = {"Halton": 58, "St Helens": 116, "Warrington": 97}  # section 4.1, planned exits in 2008/09
BUDGETS = {"Halton": 1267879, "St Helens": 1772007, "Warrington": 1185101}  # section 6.3, 2009/10

APPENDIX_B = {  # the return of 2008/09, column by column: Halton, St Helens, Warrington
    "Commissioning System": (574793, 40000, 205000),
    "Workforce Development": (83436, 61930, 27731),
    "User Involvement": (49990, 46350, 23000),
    "Carer Involvement": (8000, 22000, 21238),
    "Harm Reduction Strategy": (90450, 0, 69200),
    "Non-drug treatment services": (95000, 5000, 204100),
    "Open access services": (330789, 448050, 214900),
    "Community based services": (873231, 1300630, 822700),
    "Residential and inpatient drug treatment services": (47983, 96840, 120000),
    "Drug Interventions Programme": (171823, 564390, 142728),
}
INFRASTRUCTURE = ("Commissioning System", "Workforce Development", "User Involvement", "Carer Involvement")
CELLS = {(b, column): cells[i] for column, cells in APPENDIX_B.items() for i, b in enumerate(BOROUGHS)}
REAL = {"Frontier", "Footsteps", "Arch", "CRI", "Halton and St Helens PCT"}  # section 4.2


def rows(table: str) -> list[dict[str, str]]:
    with (CASE / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def pence(pounds: str) -> int:
    exact = Fraction(pounds or 0) * 100
    assert exact.denominator == 1, f"{pounds} is not whole pence"
    return int(exact)


def names(cell: str) -> tuple[str, ...]:
    return BOROUGHS if cell == "all" else tuple(name.strip() for name in cell.split(","))


def shared(amount: int, among: tuple[str, ...]) -> dict[str, int]:
    """By people in treatment, largest remainder: the pence left over go to the largest parts lost."""
    total = sum(PEOPLE[b] for b in among)
    parts = {b: amount * PEOPLE[b] // total for b in among}
    lost = sorted(among, key=lambda b: -(amount * PEOPLE[b] % total))
    for b in lost[: amount - sum(parts.values())]:
        parts[b] += 1
    return parts


def contracts() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows("contracts"):
        found.setdefault(row["contract"], []).append(row)
    return found


def spending_today() -> Counter[tuple[str, str]]:
    """Pence by borough and column: annual costs, back offices, and contract management once a contract."""
    heading = {row["service"]: row["heading"] for row in rows("services")}
    management = pence({row["setting"]: row["value"] for row in rows("settings")}["contract_management_cost"])
    spent: Counter[tuple[str, str]] = Counter()
    for row in rows("boroughs"):
        spent[row["borough"], "Commissioning System"] += pence(row["back_office_cost"])
    for lines in contracts().values():
        for line in lines:
            for borough, part in shared(pence(line["annual_cost"]), names(line["borough"])).items():
                spent[borough, heading[line["service"]]] += part
        if lines[0]["in_house"] != "yes":
            for borough, part in shared(management, names(lines[0]["borough"])).items():
                spent[borough, "Commissioning System"] += part
    return spent


@pytest.mark.parametrize(("borough", "column"), CELLS)
def test_today_s_spending_equals_the_cell_of_the_return_to_the_penny(borough: str, column: str) -> None:
    assert spending_today()[borough, column] == CELLS[borough, column] * 100


def test_nothing_is_spent_today_under_a_heading_that_the_return_does_not_have() -> None:
    assert {column for _, column in spending_today()} <= set(APPENDIX_B)


def test_the_baseline_is_the_total_of_the_return() -> None:
    by_borough = {b: sum(cost for (owner, _), cost in spending_today().items() if owner == b) for b in BOROUGHS}
    assert by_borough == {"Halton": 232549500, "St Helens": 258519000, "Warrington": 185059700}
    assert sum(by_borough.values()) == 676128200


def test_only_one_choice_of_columns_gives_the_return_s_31_7_and_15_per_cent_on_infrastructure() -> None:
    """Of the 1,023 choices of columns; so the damaged heading "... Development" is of infrastructure."""
    choices = [c for size in range(1, 11) for c in combinations(APPENDIX_B, size)]
    assert len(choices) == 1023
    assert [c for c in choices if percentages(CELLS, c) == [31, 7, 15]] == [INFRASTRUCTURE]


def test_today_s_spending_has_the_return_s_share_on_infrastructure() -> None:
    assert percentages(spending_today(), INFRASTRUCTURE) == [31, 7, 15]


def percentages(spent: Mapping[tuple[str, str], int], columns: Iterable[str]) -> list[int]:
    chosen = tuple(columns)
    return [
        round(Fraction(100 * sum(spent[b, c] for c in chosen), sum(spent[b, c] for c in APPENDIX_B))) for b in BOROUGHS
    ]


def test_infrastructure_services_are_those_three_columns_and_commissioning_is_the_fourth() -> None:
    headings = {row["heading"] for row in rows("services") if row["tier"] == "infrastructure"}
    assert headings == set(INFRASTRUCTURE) - {"Commissioning System"}


def test_people_in_treatment_are_the_document_s() -> None:
    assert {row["borough"]: int(row["in_treatment"]) for row in rows("boroughs")} == PEOPLE


def test_shared_costs_go_by_people_in_treatment() -> None:
    assert {row["borough"]: int(row["cost_share"]) for row in rows("boroughs")} == PEOPLE


@pytest.mark.parametrize("borough", BOROUGHS)
def test_today_s_structured_places_are_the_people_in_treatment(borough: str) -> None:
    assert sum(int(line["places"]) for line in structured(borough)) == PEOPLE[borough]


@pytest.mark.parametrize("borough", BOROUGHS)
def test_today_s_places_give_the_planned_exits(borough: str) -> None:
    """494 places at 58/494 each; the share is written to twenty decimals, so the sum is right within 1e-9."""
    exits = sum((int(line["places"]) * Fraction(line["success_rate"]) for line in structured(borough)), Fraction(0))
    assert abs(exits - EXITS[borough]) < Fraction(1, 10**9)


def test_only_structured_services_lead_to_planned_exits() -> None:
    tier = {row["service"]: row["tier"] for row in rows("services")}
    found = [row for table in ("contracts", "offers") for row in rows(table) if Fraction(row["success_rate"] or 0)]
    assert {tier[row["service"]] for row in found} == {"3", "4"}


def structured(borough: str) -> list[dict[str, str]]:
    tier = {row["service"]: row["tier"] for row in rows("services")}
    return [row for row in rows("contracts") if tier[row["service"]] in "34" and row["borough"] == borough]


def test_twenty_contracts_with_sixteen_suppliers_as_section_4_1_counts() -> None:
    bought = {name: lines for name, lines in contracts().items() if lines[0]["in_house"] != "yes"}
    assert len(bought) == 20
    assert len({lines[0]["provider"] for lines in bought.values()}) == 16


def test_who_holds_how_many_contracts_where_as_section_4_2_says() -> None:
    """1 common + 2 x 3 in two boroughs each + 2 in Warrington + 11 unnamed = 20."""
    held: dict[str, list[str]] = {}
    for lines in contracts().values():
        if lines[0]["in_house"] != "yes":
            held.setdefault(lines[0]["provider"], []).append(lines[0]["borough"])
    assert held.pop("Frontier") == ["all"]
    assert held.pop("CRI") == ["Warrington", "Warrington"]
    assert sorted(held.pop("Halton and St Helens PCT")) == ["Halton", "St Helens"]
    for provider in ("Footsteps", "Arch"):
        assert len(held[provider]) == len(set(held.pop(provider))) == 2
    assert sorted(held) == sorted(f"Supplier {n}" for n in range(1, 12))
    assert {len(where) for where in held.values()} == {1}


def test_workforce_user_and_carer_involvement_and_single_placements_are_direct_spend() -> None:
    in_house = {
        name.rsplit(" ", 1)[0].removesuffix(" St") for name, ls in contracts().items() if ls[0]["in_house"] == "yes"
    }
    assert in_house == {"Workforce development", "User involvement", "Carer involvement", "Single placements"}


def test_the_pooled_treatment_budget_is_that_of_2009_10_held_flat() -> None:
    years = [column for column in rows("funding")[0] if re.fullmatch(r"\d{4}/\d{2}", column)]
    held = {
        r["borough"]: [int(r[y]) for y in years] for r in rows("funding") if r["stream"] == "pooled treatment budget"
    }
    assert held == {borough: [budget] * len(years) for borough, budget in BUDGETS.items()}


def test_no_price_or_success_rate_is_invented_for_a_real_organisation() -> None:
    """A real one's offer is to go on: today's places at today's cost, and today's success rate."""
    today = {(r["provider"], r["service"], r["contract"]): r for r in rows("contracts")}
    price = {
        (r["offer"], r["service"]): Fraction(r["unit_price"]) for r in rows("prices") if r["offer"].endswith(" renewed")
    }
    going_on = [r for r in rows("offers") if r["offer"].endswith(" renewed")]
    for offer in going_on:
        line = today[offer["provider"], offer["service"], offer["offer"].removesuffix(" renewed")]
        assert offer["capacity"] == line["places"]
        assert Fraction(offer["success_rate"] or 0) == Fraction(line["success_rate"] or 0)
        cost = price[offer["offer"], offer["service"]] * int(line["places"]) + Fraction(offer["annual_fee"] or 0)
        assert cost == Fraction(line["annual_cost"])
    others = {r["provider"] for r in rows("offers")} - {r["provider"] for r in going_on}
    assert {line["provider"] for line in rows("contracts")} >= REAL
    assert all(re.fullmatch(r"Provider [A-Z]", provider) for provider in others)


def test_every_contract_that_ends_within_the_plan_may_be_renewed() -> None:
    ends = {(r["contract"], r["service"]) for r in rows("contracts") if r["ends"]}
    assert {
        (r["offer"].removesuffix(" renewed"), r["service"]) for r in rows("offers") if " renewed" in r["offer"]
    } == ends


def test_only_renewals_are_open_in_the_reference() -> None:
    reference = rows("options")[0]["option"]
    open_offers = {r["offer"] for r in rows("offers") if reference in [o.strip() for o in r["options"].split(",")]}
    assert open_offers == {r["offer"] for r in rows("offers") if r["offer"].endswith(" renewed")}


def test_floors_hold_structured_services_at_today_s_places_in_every_year() -> None:
    tier = {row["service"]: row["tier"] for row in rows("services")}
    places: Counter[tuple[str, str]] = Counter()
    for line in rows("contracts"):
        if tier[line["service"]] in "34":
            places[line["borough"], line["service"]] += int(line["places"])
    floors = {
        (r["borough"], r["service"]): {int(r[y]) for y in r if re.fullmatch(r"\d{4}/\d{2}", y)}
        for r in rows("minimum")
        if tier[r["service"]] in "34"
    }
    assert floors == {cell: {held} for cell, held in places.items()}


def test_the_matrix_alone_scores_0_and_62_5_and_100() -> None:
    """Section 6.2: eight benefits; partial is Medium on six and High on two, 62.5 on average."""
    benefits = [row for row in rows("judgements") if "Deliverable" not in row["criterion"]]
    worth = {"High": 100, "Medium": 50, "Low": 0}
    scores = {
        o: Fraction(sum(worth[r[o]] for r in benefits), len(benefits)) for o in (r["option"] for r in rows("options"))
    }
    assert len(benefits) == 8
    assert scores["as is"] == 0
    assert scores["partial"] == Fraction(125, 2)
    assert scores["full several contracts"] == scores["full one contract"] == 100


def test_full_collaboration_fails_the_gate_as_the_document_found_it_not_feasible() -> None:
    gate = next(row for row in rows("criteria") if row["gate"])
    judged = next(row for row in rows("judgements") if row["criterion"] == gate["criterion"])
    assert [judged[row["option"]] for row in rows("options")] == ["High", "High", "Medium", "Low", "Low"]
    assert 0 < int(gate["gate"]) <= 50


def test_the_document_s_four_risks_are_scored_once_for_every_option() -> None:
    options = [row["option"] for row in rows("options")]
    scored = Counter((row["risk"], option.strip()) for row in rows("risks") for option in row["option"].split(","))
    assert len({risk for risk, _ in scored}) == 4
    assert scored == Counter({(risk, option): 1 for risk, _ in scored for option in options})


def test_money_is_pooled_only_under_an_explicit_transfer_limit() -> None:
    assert all(row["transfer_limit"] for row in rows("options") if row["level"] == "3")


def test_the_back_office_of_the_text_moves_237389_out_of_the_community_line() -> None:
    """Section 4.1 says 277,389 where Appendix B says 40,000; the total of the return stays as it is."""
    heading = {row["service"]: row["heading"] for row in rows("services")}
    changes = [row for row in rows("scenarios") if row["scenario"].startswith("St Helens back office")]
    office = [int(r["change"]) for r in changes if (r["table"], r["column"]) == ("boroughs", "back_office_cost")]
    lines = [r for r in changes if (r["table"], r["column"]) == ("contracts", "annual_cost")]
    assert office == [277389 - 40000]
    assert sum(int(r["change"]) for r in lines) == -237389
    assert {heading[r["where"].split("service=")[1]] for r in lines} == {"Community based services"}


def test_the_five_critical_success_factors_stand_with_today_s_figures() -> None:
    """271 = 58 + 116 + 97; 3,306 = 6,761,282 / 2,045; 819,793 is the return's total for commissioning."""
    assert [row["today"] for row in rows("success_factors")] == ["271", "", "", "3306", "819793"]
    assert sum(EXITS.values()) == 271
    assert round(Fraction(6761282, sum(PEOPLE.values()))) == 3306
    assert sum(APPENDIX_B["Commissioning System"]) == 819793


@pytest.mark.parametrize("table", sorted(path.stem for path in CASE.glob("*.csv")))
def test_every_row_says_where_it_comes_from(table: str) -> None:
    assert {row["source"].split(":")[0].strip() for row in rows(table)} <= {"given", "derived", "illustrative"}


def test_a_source_that_is_given_or_derived_says_from_where() -> None:
    bare = [(path.stem, row["source"]) for path in CASE.glob("*.csv") for row in rows(path.stem)]
    assert [(table, source) for table, source in bare if source in ("given", "derived")] == []


def test_demand_is_what_its_source_works_out() -> None:
    """Today's places, so much above, and 1 % of that more from year to year, rounded down: 29 rows say so."""
    sums = {
        line: re.search(r"today's (\d+) places x ([\d.]+), growing by 1 % of that a year, rounded down", row["source"])
        for line, row in enumerate(rows("demand"))
    }
    firsts = {line: int(each[1]) * Fraction(each[2]) for line, each in sums.items() if each}
    expected = {line: [int(first * (100 + grown) / 100) for grown in range(5)] for line, first in firsts.items()}
    years = [f"{year}/{year - 1999}" for year in range(2010, 2015)]
    found = {line: [int(row[year]) for year in years] for line, row in enumerate(rows("demand")) if line in firsts}
    assert len(expected) == 29
    assert expected == found


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


def test_our_reader_finds_nothing_to_fault_or_to_warn_of() -> None:
    assert read(CASE).warnings == ()


def test_the_judge_charges_today_s_arrangements_as_the_return_has_them(case: Case) -> None:
    """Every contract kept in the first year and nothing else decided: what is charged is the return's total."""
    kept = frozenset((contract.name, 0) for contract in case.contracts)
    charged = [c for c in verify(case, Plan(option="as is", kept=kept)).charges if c.year == 0]
    assert {b: sum(c.amount for c in charged if c.borough == b) for b in BOROUGHS} == {
        "Halton": 232549500,
        "St Helens": 258519000,
        "Warrington": 185059700,
    }
