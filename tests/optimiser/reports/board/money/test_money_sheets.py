"""The sheets that follow the money: payment schedule, returns, who pays and who gains, cost per person."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path

import boards
import pytest
import worked
from openpyxl import Workbook
from pictured import run_of
from plan_builder import build_plan
from sentences import missing
from world import borough, contract, line, offer, option, today, world

from models.audit import verify
from optimiser.analyses.findings import findings_of
from optimiser.reports.board.money import cost_per_person
from optimiser.reports.board.money.payment_schedule import schedule_lines
from optimiser.reports.board.solved_options import solved_options
from optimiser.reports.data.plan_rows import AuditedPlan, payment_rows
from optimiser.reports.folder import data_files

JOINT = "joint (unproven)"
GAINED = f"{JOINT}: against the reference, outcomes rise in B (1.6) and A (1.4)."


@pytest.fixture(scope="module")
def book() -> Workbook:
    return boards.opened(boards.path_of_full())


@pytest.fixture(scope="module")
def values() -> Workbook:
    return boards.opened(boards.path_of_full(), values=True)


def of_joint(values: Workbook, table: str) -> list[tuple[object, ...]]:
    """The rows of the option joint, without its name."""
    return [tuple(row.values())[1:] for row in boards.rows(values, table) if row["Option"] == JOINT]


def said(values: Workbook, sheet: str) -> list[str]:
    return [str(row[0].value) for row in values[sheet].iter_rows(max_col=1) if isinstance(row[0].value, str)]


def patterns(book: Workbook, table: str, column: str) -> set[str]:
    return {boards.bare(str(row[column])) for row in boards.rows(book, table)}


def summed(rows: list[dict[str, str]], keys: tuple[str, ...]) -> dict[tuple[str, ...], Decimal]:
    found: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for row in rows:
        found[tuple(row[key] for key in keys)] += Decimal(row["amount"])
    return found


# Payment schedule


def test_the_schedule_has_a_row_for_each_payee_and_funder(values: Workbook) -> None:
    """In pounds: today's arrangements in the first year; the award, the hub, and 1.00 of B's team in the second."""
    funder = {name: (name, "grant", name) for name in ("A", "B")}
    assert of_joint(values, "Schedule") == [
        ("K1", "existing", "A", "P", *funder["A"], 100, 7, 107),
        ("K2", "existing", "all", "Q", *funder["A"], 20, 20, 40),
        ("K2", "existing", "all", "Q", *funder["B"], 20, 20, 40),
        ("own", "existing", "A", "A council", *funder["A"], 5, 5, 10),
        ("O", "joint", "all", "P", *funder["A"], 0, 110.5, 110.5),
        ("O", "joint", "all", "P", *funder["B"], 0, 74.5, 74.5),
        ("back office", "commissioning", "A", "A", *funder["A"], 30, 15, 45),
        ("back office", "commissioning", "B", "B", *funder["A"], 0, 1, 1),
        ("back office", "commissioning", "B", "B", *funder["B"], 10, 4, 14),
        ("hub: hub", "commissioning", "all", "hub", *funder["A"], 0, 13, 13),
        ("hub: hub", "commissioning", "all", "hub", *funder["B"], 0, 13, 13),
        ("contract management", "commissioning", "A", "A", *funder["A"], 15, 5, 20),
        ("contract management", "commissioning", "B", "B", *funder["B"], 5, 5, 10),
        ("joint contract management", "commissioning", "A", "A", *funder["A"], 0, 7.5, 7.5),
        ("joint contract management", "commissioning", "B", "B", *funder["B"], 0, 7.5, 7.5),
    ]


def test_the_schedules_totals_are_the_costs_of_the_years(book: Workbook, values: Workbook) -> None:
    assert [tuple(row.values()) for row in boards.rows(values, "ScheduleTotals")] == [
        ("as is", 205, 205, 410),
        (JOINT, 205, 308, 513),
    ]
    for table, column in (
        ("Schedule", "All years (£)"),
        ("ScheduleTotals", "2010/11 (£)"),
        ("ScheduleTotals", "All years (£)"),
    ):
        assert patterns(book, table, column) == {"=SUM(@)"}


def test_an_option_that_is_paid_what_it_does_not_charge_has_no_schedule_and_says_so(tmp_path: Path) -> None:
    plan = worked.joint()
    spent = {**plan.spent, (0, "A", "day", 0): 10_001}
    run = boards.with_plan(worked.run(), "joint", replace(plan, spent=spent))
    found = boards.opened(boards.written(run, tmp_path), values=True)
    assert {row["Option"] for row in boards.rows(found, "Schedule")} == {"as is"}
    sentence = "".join(line for line in said(found, "Payment schedule") if "no schedule" in line)
    assert not missing(sentence, '"joint"', "what is paid does not equal what is charged", "See Checks.")


def test_payments_of_two_deals_of_one_offer_are_not_added_up() -> None:
    """O for A alone in the first year (100.00, a fee of 2.00 and a start of 3.00), then anew for both."""
    run, plan = worked.run(), worked.joint()
    early = {("O", ("A",), "day", "A", 0): 10}
    both = replace(
        plan,
        kept=plan.kept - {("K1", 0)},
        used={key: n for key, n in plan.used.items() if key != ("K1", "day", "A", 0)},
        live=plan.live | {("O", ("A",), 0)},
        bands={**plan.bands, ("O", ("A",), "day", 0): 0},
        bought={**plan.bought, **early},
    )
    both = worked.paid(replace(both, carried={}))
    result = run.results["joint"]
    changed = replace(result, answer=replace(result.answer, plan=both), ledger=verify(run.case, both))
    (each,) = solved_options(replace(run, results={"joint": changed}))
    lines = schedule_lines(run.case, each)
    rows = [(line.payee.contract, line.payee.kind, line.boroughs, list(line.amounts)) for line in lines]
    assert [row for row in rows if row[0] == "O"] == [
        ("O", "separate", "A", [10_500, 0]),
        ("O", "joint", "all", [0, 11_050]),
        ("O", "joint", "all", [0, 7450]),
    ]


# Return recast, and by stream


def test_the_recast_begins_with_today_and_then_has_each_option_and_year(values: Workbook) -> None:
    found = boards.rows(values, "Recast")
    assert [(row["Option"], row["Year"], row["Borough"]) for row in found[:4]] == [
        ("Today", "a year", "A"),
        ("Today", "a year", "B"),
        ("as is", "2010/11", "A"),
        ("as is", "2010/11", "B"),
    ]
    assert tuple(found[0].values())[3:] == (45, 100, 20, 5, 170)
    assert len(found) == 2 * (1 + 2 * 2)


def test_the_recast_of_an_option_is_as_reckoned_by_hand(values: Workbook) -> None:
    assert of_joint(values, "Recast")[2:] == [
        ("2011/12", "A", 40.5, 117.5, 20, 5, 183),
        ("2011/12", "B", 30.5, 74.5, 20, 0, 125),
    ]


def test_the_recast_of_all_boroughs_foots_and_says_the_change_against_today(book: Workbook, values: Workbook) -> None:
    found = [tuple(row.values()) for row in boards.rows(values, "RecastTotals")]
    assert found[0] == ("Today", "a year", 60, 100, 40, 5, 205, 0)
    assert found[-1] == (JOINT, "2011/12", 71, 192, 40, 5, 308, 103)
    for column in ("Commissioning (£)", "tier 3 (£)", "Total (£)"):
        assert patterns(book, "RecastTotals", column) == {"=SUM(@)"}
    assert patterns(book, "Recast", "Total (£)") == {"=SUM(@)"}
    assert patterns(book, "RecastTotals", "Change against today (£)") == {"=@-@"}


def test_the_return_of_a_stream_has_all_money_in_and_all_money_out(values: Workbook) -> None:
    """Of A's grant; of B's, that nothing is kept or brought has no row."""
    grant = [row[3:] for row in of_joint(values, "StreamReturn") if row[2] == "A"]
    assert grant == [
        ("money in", "amount", 400, 400, 800),
        ("money in", "brought forward", 0, 0.5, 0.5),
        ("money out", "Commissioning", 45, 41.5, 86.5),
        ("money out", "tier 3", 100, 117.5, 217.5),
        ("money out", "tier 2", 20, 20, 40),
        ("money out", "tier infrastructure", 5, 5, 10),
        ("money out", "carried forward", 0.5, 0, 0.5),
        ("money out", "unspent", 229.5, 216.5, 446),
    ]
    other = [row[4] for row in of_joint(values, "StreamReturn") if row[2] == "B"]
    assert other == ["amount", "Commissioning", "tier 3", "tier 2", "unspent"]


# Who pays, who gains


def test_who_gains_says_what_each_borough_costs_and_has_against_the_reference(values: Workbook) -> None:
    """As is costs A 340.00 and B 70.00, has 42 places in A (20 people, 2 outcomes) and 16 in B (nobody)."""
    assert of_joint(values, "Gains") == [
        ("A", 353, 353, 0, 44, 22, 3.4, 13, 13, 0, 2, 2, pytest.approx(1.4)),
        ("B", 160, 159, 1, 24, 8, 1.6, 90, 89, 1, 8, 8, 1.6),
    ]


def test_who_pays_says_what_of_each_stream_is_spent_where(book: Workbook, values: Workbook) -> None:
    assert of_joint(values, "Funders") == [
        ("A", "grant", "A", 800, 353, 1, 446, 0.5, 13, 1, -14),
        ("B", "grant", "B", 600, 159, 0, 441, 0, 89, 0, -89),
    ]
    assert patterns(book, "Funders", "Unspent (£)") == {"=@-@-@"}
    assert patterns(book, "Gains", "Change in cost (£)") == {"=@-@"}


def test_what_moves_is_listed_and_said(values: Workbook) -> None:
    assert of_joint(values, "Moves") == [("A", "grant", "A", "B", 1)]
    told = said(values, "Who pays, who gains")
    (moved,) = [line for line in told if "belong to other boroughs" in line]
    assert not missing(moved, f"{JOINT}: £1 of £513 is paid by", "out of grant of A (£1)", "in to B (£1)")
    assert f"{JOINT}: against the reference, B pays £89 more and A pays £14 more." in told


def test_who_has_more_outcomes_is_said_and_who_has_fewer(values: Workbook, tmp_path: Path) -> None:
    assert GAINED in said(values, "Who pays, who gains")
    options = [option("as is"), option("less")]
    case = world(boroughs="A B", options=options, offers=[offer("N", "R", line("day", success="1/2"))])
    live = [("N", "A", 0), ("N", "B", 0)]
    plans = [
        build_plan(case, option=name, live=live, bought={("N", "A", "day", "A", 0): a, ("N", "B", "day", "B", 0): b})
        for name, a, b in (("as is", 5, 5), ("less", 2, 6))
    ]
    found = boards.opened(boards.written(run_of(case, *plans), tmp_path), values=True)
    told = "less: against the reference, outcomes fall in A (1.5) and rise in B (0.5)."
    assert told in said(found, "Who pays, who gains")


def test_one_borough_has_nowhere_to_move_money_to(tmp_path: Path) -> None:
    case = world(contracts=[contract("K", "P", today("day"))])
    plan = build_plan(case, kept=[("K", 0)], used={("K", "day", "A", 0): 3})
    run = run_of(case, plan)
    told = " ".join(said(boards.opened(boards.written(run, tmp_path), values=True), "Who pays, who gains"))
    assert "No option moves" not in told
    assert "Money that moves, by stream" not in told


def test_where_no_option_moves_money_the_sheet_says_so(tmp_path: Path) -> None:
    run = worked.run()
    alone = boards.with_case(replace(run, results={"as is": run.results["as is"]}), run.case)
    found = boards.opened(boards.written(alone, tmp_path), values=True)
    told = said(found, "Who pays, who gains")
    assert "No option moves money: each borough's cost is paid from streams that belong to it." in told
    assert "No option moves any money." in told


def test_without_a_reference_there_are_no_changes(tmp_path: Path) -> None:
    run = worked.run()
    results = {"joint": run.results["joint"], "as is": replace(run.results["nothing"], option=run.case.reference)}
    without = boards.with_case(replace(run, results=results), run.case)
    found = boards.opened(boards.written(without, tmp_path), values=True)
    assert list(boards.rows(found, "Gains")[0])[-1] == "Outcomes (number)"
    assert list(boards.rows(found, "Funders")[0])[-1] == "Kept for a next year (£)"


# Cost per person


def test_cost_per_person_stands_today_and_in_each_option_with_its_distance(values: Workbook) -> None:
    found = [tuple(row.values()) for row in boards.rows(values, "PerPerson")]
    none = "no figure"
    assert found == [
        ("Today", "A", 170, 1, 170, 102.5, 67.5),
        ("Today", "B", 35, 1, 35, 102.5, -67.5),
        ("Today, by places", "A", 170, 10, 17, 20.5, -3.5),
        ("Today, by places", "B", 35, 0, none, 20.5, none),
        ("as is", "A", 170, 10, 17, 20.5, -3.5),
        ("as is", "B", 35, 0, none, 20.5, none),
        (JOINT, "A", 183, 12, 15.25, 15.4, pytest.approx(-0.15)),
        (JOINT, "B", 125, 8, 15.625, 15.4, pytest.approx(0.225)),
    ]


def test_figures_of_cost_per_person_are_live(book: Workbook) -> None:
    assert patterns(book, "PerPerson", "Cost per person (£ a person)") == {"=@/@", "no figure"}
    assert patterns(book, "PerPerson", "All boroughs (£ a person)") == {"=SUM(@)/SUM(@)"}
    assert patterns(book, "PerPerson", "Distance from all boroughs (£ a person)") == {"=@-@", "no figure"}


def test_the_sheet_says_what_was_found_and_that_the_two_count_people_differently(values: Workbook) -> None:
    told = " ".join(said(values, "Cost per person"))
    assert not missing(told, "Today: from £35 in B to £170 in A; £103 in all boroughs together.")
    assert not missing(told, "as is, 2011/12: £17 in A.", "Today, by places: £17 in A.")
    assert "To compare an option with today, use Today, by places" in told


def test_the_chart_of_cost_per_person_has_alt_text_that_says_the_finding() -> None:
    with zipfile.ZipFile(boards.path_of_full()) as archive:
        drawings = [archive.read(name).decode() for name in archive.namelist() if "drawings/drawing" in name]
    texts = [unescape(alt) for text in drawings for alt in re.findall(r'<xdr:cNvPr [^>]*descr="([^"]*)"', text)]
    (found,) = (text for text in texts if "per person" in text)
    assert not missing(found, "Bar chart of cost per person by borough", "Today £135; joint (unproven), 2011/12 £0")
    assert not missing(found, "from £35 in B to £170 in A; £103 in all boroughs", "Today, by places: £17 in A")
    assert not missing(found, "as is, 2011/12: £17 in A", "from £15 in A to £16 in B; £15 in all boroughs")


@pytest.mark.parametrize(
    ("boroughs", "drawn"),
    [
        (11, ["Today", "as is", "joint"]),
        (12, ["Today", "joint"]),
        (15, ["Today", "joint"]),
        (16, ["joint"]),
        (23, ["joint"]),
        (24, []),
    ],
)
def test_a_chart_of_many_boroughs_has_fewer_bars_for_each_until_it_has_none(boroughs: int, drawn: list[str]) -> None:
    every = [cost_per_person.BoroughCosts(name, name, (), 0) for name in ("Today", "as is", "joint")]
    assert [shown.label for shown in cost_per_person._that_fit(every, boroughs)] == drawn


def test_where_nobody_is_counted_there_is_no_such_sheet(tmp_path: Path) -> None:
    """Without people in treatment, and with only as is, whose ten places of tier 3 are made to hold nobody."""
    case = worked.case()
    services = tuple(replace(service, people_per_place=service.people_per_place * 0) for service in case.services)
    empty = replace(
        case, boroughs=tuple(borough(each.name, in_treatment=0) for each in case.boroughs), services=services
    )
    run = replace(worked.run(), case=empty)
    assert "Cost per person" not in boards.opened(boards.written(run, tmp_path)).sheetnames


# Checks


def test_each_of_these_sheets_is_held_against_another(values: Workbook) -> None:
    found = {str(row["Check (unit in brackets)"]): row for row in boards.rows(values, "Checks")}
    figures = {
        "Today on Return recast equals the baseline of the run (£ a year)": 205,
        f"{JOINT}: Payment schedule equals the cost on Options compared (£)": 513,
        f"{JOINT}: Return recast equals the spend on Allocation (£)": 513,
        f"{JOINT}: money out on Return by stream equals money in there (£)": 1400.5,
        f"{JOINT}: the boroughs' cost on Who pays, who gains equals the cost on Options compared (£)": 513,
        f"{JOINT}: paid from home and moved in equal the boroughs' cost on Who pays, who gains (£)": 513,
        f"{JOINT}: money moved in to boroughs equals money moved out of streams (£)": 1,
        f"{JOINT}: money moved out of streams equals the transfers on Options compared (£)": 1,
        f"{JOINT}: unspent on Who pays, who gains equals unspent on Options compared (£)": 887,
    }
    told = {name: (found[name]["Expected (in its unit)"], found[name]["Actual (in its unit)"]) for name in figures}
    assert told == {name: (figure, figure) for name, figure in figures.items()}
    assert {found[name]["Result"] for name in figures} == {"Pass"}


# The listing


def test_the_listing_of_payments_has_a_row_a_payment_in_pounds() -> None:
    rows = list(csv.reader(io.StringIO(data_files(findings_of(worked.run()))["payments.csv"])))
    moved = [row for row in rows if row[0] == "joint" and row[5:10] == ["grant", "A", "A", "B", "commissioning"]]
    assert moved == [
        ["joint", "2011/12", "back office", "commissioning", "B", "grant", "A", "A", "B", "commissioning", "1.00"]
    ]


def test_the_listing_of_payments_comes_to_costs_and_to_funding() -> None:
    texts = data_files(findings_of(worked.run()))
    written = {name: list(csv.DictReader(io.StringIO(texts[name]))) for name in texts if "csv" in name}
    for name, by in (("costs", ()), ("funding", ("stream", "home"))):
        keys = ("option", "year", "borough", "service", *by)
        there = [row for row in written[f"{name}.csv"] if row["borough"]]
        assert summed(written["payments.csv"], keys) == summed(there, keys)


def test_the_listing_refuses_a_plan_whose_payments_are_not_its_charges() -> None:
    plan = worked.as_is()
    wrong = replace(plan, spent={**plan.spent, (0, "A", "day", 0): 1})
    with pytest.raises(ValueError, match="day for A in 2010/11"):
        list(payment_rows(AuditedPlan(worked.case(), worked.case().reference, wrong, worked.ledger(plan))))
