"""The sheet Economic case, against the worked example by hand, against LibreOffice, and at the edges."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import boards
import libreoffice
import pictured
import pytest
import workbook_edits
import worked
from openpyxl.worksheet.worksheet import Worksheet
from plan_builder import build_plan
from sentences import missing
from world import borough, contract, hub_phase, line, offer, option, saving, service, today, world

from models.appraisal.economic_case import economic_case
from models.appraisal.payback import payback, payback_label
from models.appraisal.scoring import appraise
from models.case.types import Case
from models.case.vocabulary import COST_KINDS
from models.plan.plan import Plan
from optimiser.analyses.findings import findings_of
from optimiser.engine.run import Run
from optimiser.reports.data.result_json import result_json

JOINT = "joint (unproven)"


def values(run: Run, name: str, folder: Path) -> list[dict[str, object]]:
    return boards.rows(boards.opened(boards.written(run, folder), values=True), name)


def full(name: str) -> list[dict[str, object]]:
    return boards.rows(boards.opened(boards.path_of_full(), values=True), name)


def words(sheet: Worksheet) -> str:
    return " ".join(str(row[0].value) for row in sheet.iter_rows() if row[0].value)


def with_bias(**shares: str) -> Run:
    bias = {kind: Fraction(share) for kind, share in shares.items()}
    return boards.with_case(boards.full(), replace(boards.full_case(), optimism_bias=bias))


@cache
def aimed() -> Run:
    """Bias on two kinds, and savings targets: one of A alone, one of both without one-off costs."""
    rows = (saving("A", (None, 100)), saving("A B", (0, 0), one_off=False))
    case = replace(boards.full_case(), savings_targets=rows)
    bias = {"provision": Fraction("0.1"), "transition": Fraction("0.3")}
    return boards.with_case(boards.full(), replace(case, optimism_bias=bias))


@cache
def hubs() -> Run:
    """A reference of £100 a year; hubs that cost £94, for a set-up of £15 and of £30, and one without set-up cost."""
    case = world(
        horizon=4,
        rate="0.25",
        services=[service("day")],
        contracts=[contract("K", "P", today("day", "A", places=0, cost=10_000), in_house=True)],
        options=[
            option("as is"),
            option("soon", hub_phases=[hub_phase("hub", "A", annual_cost=9_400, setup_cost=1_500)]),
            option("never", hub_phases=[hub_phase("hub", "A", annual_cost=9_400, setup_cost=3_000)]),
            option("free", hub_phases=[hub_phase("hub", "A", annual_cost=9_400)]),
        ],
    )
    kept = [("K", year) for year in case.years]
    return pictured.run_of(
        case,
        build_plan(case, option="as is", kept=kept),
        *(build_plan(case, option=name) for name in ("soon", "never", "free")),
    )


@cache
def at_ten() -> Path:
    return boards.written(ten())


def ten() -> Run:
    """Ten options over ten years with every kind of optimism bias, and a target in most years."""
    names = [f"collaboration option {number:02d}" for number in range(10)]
    case = world(
        boroughs=[borough("A", back_office=12_345_600), borough("B", back_office=9_000_000)],
        services=[service("day", value=1_000_000), service("links", tier="infrastructure")],
        horizon=10,
        rate="0.035",
        contracts=[contract("K", "P", today("day", "A B", places=1_000, cost=123_456_789, success="1/7"))],
        offers=[offer("O", "Q", line("day", price=90_000, fee=1_000_000, start=5_000_000, success="1/5"))],
        options=[option(name) for name in names],
        demand=1_000,
        savings=[saving("A B", (None, 0, 1_000, 2_000, None, 1, 1, 1, 1, 1))],
    )
    case = replace(case, optimism_bias=dict.fromkeys(COST_KINDS, Fraction("0.1")))
    return pictured.run_of(case, *(after(case, name, number) for number, name in enumerate(names)))


def after(case: Case, name: str, years: int) -> Plan:
    """The contract as long as said (of the first option throughout), then the offer."""
    old, new = (case.years, range(0)) if not years else (range(years), range(years, case.horizon))
    return build_plan(
        case,
        option=name,
        kept=[("K", year) for year in old],
        used={("K", "day", "A", year): 500 for year in old},
        live=[("O", "A", year) for year in new],
        bought={("O", "A", "day", "A", year): 900 for year in new},
    )


# An option, year by year


def test_an_option_stands_line_by_line_and_year_by_year() -> None:
    """As the worked example has it; the present cost of the second year is four fifths of 308."""
    found = {row["What it is"]: (row["2010/11"], row["2011/12"], row["All years"]) for row in full("EconomicCaseB")}
    assert found == {
        "Provision: unit prices and annual costs": (145, 225, 370),
        "Fees: annual fees of new contracts": (0, 2, 2),
        "Back office": (40, 20, 60),
        "Hub": (0, 20, 20),
        "Contract management, joint included": (20, 25, 45),
        "Transition: start, exit, set-up, one-off": (0, 16, 16),
        "Cost": (205, 308, 513),
        "Funding: amounts of all streams": (700, 700, 1_400),
        "Brought forward": (0, 0.5, 0.5),
        "Carried forward": (0.5, 0, 0.5),
        "Surplus, after what is carried forward": (494.5, 392.5, 887),
        "Of which lapses, and is not a saving": (229.5, 216.5, 446),
        "Baseline: a year of today's arrangements": (205, 205, 410),
        "Saving: baseline less cost": (0, -103, -103),
        "One-off costs within it": (0, 16, 16),
        "Recurrent saving: without one-off costs": (0, -87, -87),
        "Of which less service, at today's prices": (4, -100, -96),
        "Of which efficiency": (-4, 13, 9),
        "Value of outcomes": (100, 400, 500),
        "Present cost": (205, 246.4, 451.4),
        "Present value of outcomes": (100, 320, 420),
        "Present value less present cost": (-105, 73.6, -31.4),
        "Places, infrastructure left out": (28, 40, 68),
        "Outcomes": (1, 4, 5),
        "Cost per place": (205 / 28, 7.7, 513 / 68),
        "Cost per outcome": (205, 77, 102.6),
    }


def test_the_discount_factors_stand_in_a_row_that_follows_the_rate() -> None:
    (shown,) = full("DiscountFactors")
    assert (shown["2010/11"], shown["2011/12"]) == (1, 0.8)
    (live,) = boards.rows(boards.opened(boards.path_of_full()), "DiscountFactors")
    assert boards.bare(str(live["2011/12"])) == "=@/(@+@)"
    rates = full("EconomicRates")
    assert (rates[0]["What it is"], rates[0]["Figure (in its unit)"]) == ("Discount rate", 0.25)


def test_what_follows_from_other_lines_is_a_live_formula_of_one_pattern_over_the_years() -> None:
    rows = boards.rows(boards.opened(boards.path_of_full()), "EconomicCaseB")
    found = {
        str(row["What it is"]): {boards.bare(str(row[year])) for year in ("2010/11", "2011/12")}
        for row in rows
        if str(row["2010/11"]).startswith("=")
    }
    assert found == {
        "Cost": {"=SUM(@)"},
        "Surplus, after what is carried forward": {"=@+@-@-@"},
        "Saving: baseline less cost": {"=@-@"},
        "One-off costs within it": {"=@"},
        "Recurrent saving: without one-off costs": {"=@+@"},
        "Of which efficiency": {"=@-@"},
        "Present cost": {"=@*@"},
        "Present value of outcomes": {"=@*@"},
        "Present value less present cost": {"=@-@"},
        "Cost per place": {"=@/@"},
        "Cost per outcome": {"=@/@"},
    }


def test_a_figure_divided_by_nothing_is_said_to_be_none(tmp_path: Path) -> None:
    case = world(contracts=[contract("K", "P", today("day", places=1, cost=700))])
    run = pictured.run_of(case, build_plan(case, kept=[("K", 0)]))
    found = {row["What it is"]: row["All years"] for row in values(run, "EconomicCaseA", tmp_path)}
    assert (found["Cost"], found["Cost per place"], found["Cost per outcome"]) == (7, "no figure", "no figure")


# The options side by side


def test_every_line_stands_against_the_reference() -> None:
    found = {row["What it is"]: (row["as is"], row[JOINT]) for row in full("EconomicDifferences")}
    assert {name: found[name] for name in ("Cost", "Recurrent saving: without one-off costs", "Net present value")} == {
        "Cost": (0, 103),
        "Recurrent saving: without one-off costs": (0, -87),
        "Net present value": (0, 157.6),
    }
    assert list(found)[:-5] == [row["What it is"] for row in full("EconomicTotals")][:-5]


def test_costs_by_kind_are_drawn_by_option_and_the_finding_is_told() -> None:
    drawn = pictured.chart(boards.path_of_full(), "Cost by kind")
    assert drawn.finding == (
        'Stacked bar chart of cost by kind over all years: "as is" £410 (provision and fees £290, back office and hub'
        ' £80, contract management £40); "joint (unproven)", the preferred option, £513 (provision and fees £372, back'
        " office and hub £80, contract management £45, transition, one-off £16)."
    )
    rows = [tuple(row.values()) for row in full("CostsByKind")]
    assert rows == [("as is", 290, 80, 40, 0, 410), (JOINT, 372, 80, 45, 16, 513)]
    assert [re.sub(r".*!", "", values) for _, _, values, _ in drawn.series] == [
        re.sub(r"\$A", f"${column}", re.sub(r".*!", "", drawn.series[0][1])) for column in "BCDE"
    ]


def test_the_sheet_begins_with_the_preferred_option_against_the_reference() -> None:
    said = words(boards.opened(boards.path_of_full())["Economic case"])
    assert not missing(
        said,
        *('"joint (unproven)", the preferred option, costs £103 more than "as is"', "Its net present value is £158."),
        "Its transition cost, £16 more than that of the reference, is not paid back within the horizon.",
    )


# Payback


def test_the_year_of_payback_is_told_or_why_there_is_none(tmp_path: Path) -> None:
    """£6 a year against £15: £18 after three years; discounted £14.64 after three, £17.712 after four."""
    found = [tuple(row.values()) for row in values(hubs(), "EconomicPayback", tmp_path)]
    assert found == [
        ("as is", 0, 0, "the reference", "the reference"),
        ("soon", 15, 24, "2012/13", "2013/14"),
        ("never", 30, 24, "never within the horizon", "never within the horizon"),
        ("free", 0, 24, "nothing to pay back", "nothing to pay back"),
    ]


def test_payback_is_worked_out_year_by_year(tmp_path: Path) -> None:
    found = [tuple(row.values())[2:] for row in values(hubs(), "PaybackB", tmp_path)]
    assert found == [
        (6, 6, 6, 6, 24),
        (15, 0, 0, 0, 15),
        (6, 12, 18, 24, 24),
        (0, 0, 1, 1, 1),
        (6, 4.8, 3.84, 3.072, 17.712),
        (15, 0, 0, 0, 15),
        (6, 10.8, 14.64, 17.712, 17.712),
        (0, 0, 0, 1, 1),
    ]


# Optimism bias


def test_optimism_bias_has_lines_of_its_own_and_leaves_every_measure_as_it_is(tmp_path: Path) -> None:
    """A tenth of 145 and of 225; 30 % of 16."""
    at = boards.written(with_bias(provision="0.1", transition="0.3"), tmp_path)
    book = boards.opened(at, values=True)
    found = {row["What it is"]: (row["2010/11"], row["2011/12"]) for row in boards.rows(book, "EconomicCaseB")}
    assert {name: found[name] for name in found if "optimism" in str(name).lower()} == {
        "Optimism bias on provision": (14.5, 22.5),
        "Optimism bias on transition": (0, 4.8),
        "Cost with optimism bias": (219.5, 335.3),
        "Present cost with optimism bias": (219.5, 268.24),
        "The same with optimism bias": (-119.5, 51.76),
    }
    assert found["Cost"] == (205, 308)
    assert boards.rows(book, "Measures") == full("Measures")
    assert boards.rows(book, "Scores") == full("Scores")
    said = re.sub(r"\s+", " ", words(book["Economic case"]))
    assert not missing(said, "on this sheet only", "changes no plan, measure or score")


def test_without_optimism_bias_there_is_no_line_of_it() -> None:
    names = [str(row["What it is"]) for name in ("EconomicCaseA", "EconomicRates", "PaybackB") for row in full(name)]
    assert [name for name in names if "ptimism" in name] == []


def test_scripts_are_told_of_present_values_with_bias_and_of_payback() -> None:
    """As is with bias: 219.50 a year. Joint: 219.50 and 335.30; values 100 and 80, and 100 and 320, discounted."""
    told_ = json.loads(result_json(findings_of(with_bias(provision="0.1", transition="0.3"))))["options"]
    assert told_["joint"]["economic"] == {
        "optimism_bias": 41.8,
        "present_cost_with_bias": 487.74,
        "present_value_of_outcomes": 420.0,
        "net_present_value_with_bias": 420 - 487.74 - (180 - 395.1),
        "payback": "never within the horizon",
        "payback_discounted": "never within the horizon",
        "payback_with_bias": "never within the horizon",
        "payback_discounted_with_bias": "never within the horizon",
    }
    assert told_["as is"]["economic"]["payback"] == "the reference"
    assert told_["nothing"]["economic"] is None


def test_the_page_of_the_outputs_has_every_key_of_the_economic_case() -> None:
    page = (Path(__file__).resolve().parents[5] / "docs" / "outputs.md").read_text(encoding="utf-8")
    told_ = json.loads(result_json(findings_of(worked.run())))["options"]["joint"]["economic"]
    section = page.partition("`economic` of an option.")[2].split("\n\n")[1]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(told_)


# Savings against targets


def test_savings_stand_against_each_target_as_it_counts_them(tmp_path: Path) -> None:
    """A costs 170 a year as is; joint's second year costs A 183, of which 7 to leave K1 and half of 3 and of 6."""
    found = [tuple(row.values()) for row in values(aimed(), "SavingsTargets", tmp_path)]
    assert [row[:3] for row in found] == [
        ("A", "Target", "yes"),
        ("A", "as is", "yes"),
        ("A", JOINT, "yes"),
        ("all", "Target", "no"),
        ("all", "as is", "no"),
        ("all", JOINT, "no"),
    ]
    assert [row[3:] for row in found] == [("none", 1), (0, 0), (0, -13), (0, 0), (0, 0), (0, -87)]


def test_a_target_that_leaves_out_a_stream_shows_which_and_what_then_counts(tmp_path: Path) -> None:
    """A's grant of 400 a year pays 170 in the first year as is: 230 are not spent."""
    rows = (saving("A", (0, None), not_kept="grant"), saving("A B", (0, None)))
    run = boards.with_case(boards.full(), replace(boards.full_case(), savings_targets=rows))
    found = [tuple(row.values()) for row in values(run, "SavingsTargets", tmp_path)]
    assert [row[:5] for row in found if row[1] != JOINT] == [
        ("A", "Target", "yes", "grant", 0),
        ("A", "as is", "yes", "grant", -230),
        ("all", "Target", "yes", "none", 0),
        ("all", "as is", "yes", "none", 0),
    ]
    assert "counts as cost" in words(boards.opened(boards.written(run, tmp_path), values=True)["Economic case"])


def test_the_chart_is_of_the_target_over_all_boroughs_and_says_the_finding(tmp_path: Path) -> None:
    at = boards.written(aimed(), tmp_path)
    drawn = pictured.chart(at, "Saving against the target")
    assert drawn.finding == (
        "Column chart of the saving of all boroughs together a year, with the target as a line: the target £0 in"
        ' 2010/11 and £0 in 2011/12; "as is" £0 in 2010/11 and £0 in 2011/12; "joint (unproven)", the preferred option,'
        " £0 in 2010/11 and -£87 in 2011/12."
    )
    assert [re.findall(r"\$([A-Z])\$", values)[-1] for *_, values, _ in drawn.series] == ["C", "D", "B"]
    shown = [tuple(row.values()) for row in boards.rows(boards.opened(at, values=True), "SavingsDrawn")]
    assert shown == [("2010/11", 0, 0, 0), ("2011/12", 0, 0, -87)]


def test_only_years_in_a_row_in_which_something_is_asked_are_drawn() -> None:
    shown = [row["Year"] for row in boards.rows(boards.opened(at_ten(), values=True), "SavingsDrawn")]
    assert shown == ["2015/16", "2016/17", "2017/18", "2018/19", "2019/20"]


def test_without_a_target_there_is_neither_table_nor_chart_of_savings() -> None:
    book = boards.opened(boards.path_of_full())
    assert [found.name for _, found in boards.tables(book) if found.name.startswith("Savings")] == []
    assert [each.title for each in pictured.charts(boards.path_of_full()) if each.title.startswith("Saving")] == []


# Checks


@pytest.mark.parametrize("option_", ["as is", JOINT])
def test_every_check_of_the_economic_case_passes(option_: str) -> None:
    about = [row for row in full("Checks") if str(row["Check (unit in brackets)"]).startswith(f"{option_}: ")]
    found = [row["Result"] for row in about if "Economic case" in str(row["Check (unit in brackets)"])]
    assert found == ["Pass"] * 15


def test_a_check_finds_an_economic_case_that_is_not_what_was_measured(tmp_path: Path) -> None:
    run = worked.run()
    measures = {**(run.results["joint"].measures or {}), "present_cost": Fraction(45_141)}
    changed = replace(run.results["joint"], measures=measures)
    found = values(replace(run, results={**run.results, "joint": changed}), "Checks", tmp_path)
    failed = [str(row["Check (unit in brackets)"]) for row in found if row["Result"] == "FAIL"]
    assert failed == ["joint: Economic case has the same present cost as Options compared (£)"]


# The whole sheet


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Workbooks as written and recalculated; in the last, another discount rate is typed in first."""
    folder = tmp_path_factory.mktemp("office")
    paths = {}
    written = {"aimed": boards.written(aimed()), "hubs": boards.written(hubs()), "ten": at_ten()}
    for name, path in written.items():
        paths[name] = folder / f"{name}.xlsx"
        shutil.copy(path, paths[name])
    paths["moved"] = folder / "moved.xlsx"
    book, parts = boards.opened(paths["hubs"]), workbook_edits.parts_of(paths["hubs"])
    sheet, found = boards.table(book, "EconomicRates")
    part, rate = workbook_edits.part_of(book, sheet.title), boards.cells(sheet, found)[1][2]
    parts[part] = workbook_edits.with_value(parts[part], rate.coordinate, 0.05)
    workbook_edits.save_parts(paths["moved"], parts)
    again = libreoffice.recalculate(list(paths.values()), folder)
    return {name: (path, new) for (name, path), new in zip(paths.items(), again, strict=True)}


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["aimed", "hubs", "ten"])
def test_libreoffice_recalculates_the_stored_values(recalculated: dict[str, tuple[Path, Path]], name: str) -> None:
    count, changed = boards.different(*recalculated[name])
    assert changed == []
    assert count > 500


@pytest.mark.libreoffice
def test_present_values_and_payback_follow_the_discount_rate(recalculated: dict[str, tuple[Path, Path]]) -> None:
    book = boards.opened(recalculated["moved"][1], values=True)
    case = replace(hubs().case, discount_rate=Fraction("0.05"))
    found = [
        economic_case(case, result.option, result.answer.plan, result.ledger)
        for result in hubs().results.values()
        if result.answer.plan is not None and result.ledger is not None
    ]
    expected = [payback_label(case, payback(one, found[0], discounted=True)) for one in found[1:]]
    rows = boards.rows(book, "EconomicPayback")
    assert [row["Paid back by the end of (discounted)"] for row in rows[1:]] == expected
    assert expected[0] == "2012/13"
    costs = next(row for row in boards.rows(book, "EconomicTotals") if row["What it is"] == "Present cost")
    assert [costs[one.option] for one in found] == pytest.approx(
        [float(one.total(lambda year: year.present_cost)) / 100 for one in found]
    )


def test_ten_options_and_ten_years_have_a_table_an_option_and_no_chart_on_two_pages() -> None:
    at = at_ten()
    sheet = boards.opened(at)["Economic case"]
    owns = [name for name in sheet.tables if name.startswith("EconomicCase")]
    assert owns == [f"EconomicCase{letter}" for letter in "ABCDEFGHIJ"]
    breaks = [page.id for page in sheet.row_breaks.brk]
    covered = [(first, last) for name, first, last in pictured.rows_of_charts(at) if name == "Economic case"]
    assert len(covered) == 2
    assert [(first, last) for first, last in covered if any(first < row <= last for row in breaks)] == []
    spans = [tuple(map(int, re.findall(r"\d+", found.ref))) for found in sheet.tables.values()]
    assert [(top, end) for top, end in spans if any(top - 1 < row < end for row in breaks)] == []


def test_without_a_reference_with_figures_nothing_is_compared_or_paid_back(tmp_path: Path) -> None:
    run = worked.run()
    nothing = replace(run.results["nothing"], option=run.case.option("as is"))
    there = replace(run.results["joint"], measures={**(run.results["joint"].measures or {}), "net_present_value": None})
    results = {**run.results, "as is": nothing, "joint": there}
    appraisal = appraise(run.case, {name: result.measures for name, result in results.items()})
    book = boards.opened(boards.written(replace(run, results=results, appraisal=appraisal), tmp_path))
    sheet = book["Economic case"]
    assert sorted(sheet.tables) == [
        *("CostsByKind", "DiscountFactors", "EconomicCaseA", "EconomicRates", "EconomicTotals", "PaybackWords"),
    ]
    assert '"as is", the reference, has no figures, so there is nothing to compare with.' in words(sheet)
