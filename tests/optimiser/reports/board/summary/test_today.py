"""Today's contracts by tier and by provider with their charts, against the worked example by hand, and at the edges."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import boards
import pictured
import pytest
import worked
from plan_builder import build_plan
from sentences import missing
from world import contract, today, world
from xlsxwriter import Workbook

from models.accounts.providers_today import providers_today, tiers_today
from optimiser.analyses.findings import findings_of
from optimiser.excel.bar_charts import column_chart
from optimiser.excel.chart_parts import Series, round_step
from optimiser.reports.board import write


def test_today_by_tier_has_contracts_places_and_cost_of_each_borough() -> None:
    """K2 costs 40 and is both boroughs'; A's own links, in house, are no contract and their places are not counted."""
    sheet, found = boards.table(boards.opened(boards.path_of_full(), values=True), "TodayTiers")
    assert [tuple(cell.value for cell in row) for row in boards.cells(sheet, found)[1:]] == [
        ("tier 2", 1, 20, 20, 20, 40),
        ("tier 3", 1, 10, 100, 0, 100),
        ("infrastructure", 0, "not counted", 5, 0, 5),
        ("Total", "", 30, 125, 20, 145),
    ]


def test_today_by_provider_stands_by_value_and_has_every_contract_once() -> None:
    sheet, found = boards.table(boards.opened(boards.path_of_full(), values=True), "TodayProviders")
    assert [tuple(cell.value for cell in row) for row in boards.cells(sheet, found)[1:]] == [
        ("P", 1, "no", 100, 0, 100),
        ("Q", 1, "no", 20, 20, 40),
        ("A council", 0, "yes", 5, 0, 5),
        ("Total", 2, "", 125, 20, 145),
    ]


def test_today_by_tier_and_by_provider_are_today_s_return_without_commissioning() -> None:
    values = boards.opened(boards.path_of_full(), values=True)
    spend = sum(
        float(str(row["Total (£)"])) - float(str(row["Commissioning (£)"])) for row in boards.rows(values, "Today")
    )
    for name in ("TodayTiers", "TodayProviders"):
        assert sum(float(str(row["All (£)"])) for row in boards.rows(values, name)) == spend == 145


def test_a_contract_over_two_tiers_counts_in_each_and_once_with_its_provider() -> None:
    case = world(services=[*worked.case().services], contracts=[contract("K", "P", today("day"), today("swap"))])
    assert [(each.tier, each.contracts) for each in tiers_today(case)] == [("2", 1), ("3", 1)]
    assert [each.contracts for each in providers_today(case)] == [1]


def test_a_provider_with_contracts_and_in_house_has_a_line_for_each() -> None:
    case = world(
        contracts=[contract("K", "P", today("day", cost=5)), contract("own", "P", today("day", cost=9), in_house=True)]
    )
    assert [(each.in_house, each.contracts, each.value) for each in providers_today(case)] == [
        (True, 0, 9),
        (False, 1, 5),
    ]


def test_the_charts_say_the_finding() -> None:
    at = boards.path_of_full()
    tiers = pictured.chart(at, "Annual cost of today's contracts by tier").finding
    assert not missing(tiers, "Most is spent on tier 3: £100 of £145 (69%).", "Tier 2 £40 for 20 places")
    assert not missing(tiers, "tier 3 £100 for 10 places and infrastructure £5.")
    providers = pictured.chart(at, "Annual cost of today's contracts by provider").finding
    assert not missing(
        providers, "P has the most: £100 of £145 (69%)", "under 1 contract", "2 providers have 2 contracts"
    )


def test_few_boroughs_have_a_part_of_each_bar_called_by_its_heading() -> None:
    book = boards.opened(boards.path_of_full(), values=True)
    _, found = boards.table(book, "TodayProviders")
    top = int(found.ref.split(":")[0][1:])
    series = pictured.chart(boards.path_of_full(), "Annual cost of today's contracts by provider").series
    first, last = top + 1, top + 3
    assert [each[:3] for each in series] == [
        (f"'Today'!${letter}${top}", f"'Today'!$A${first}:$A${last}", f"'Today'!${letter}${first}:${letter}${last}")
        for letter in "DE"
    ]
    assert [book["Today"][each[0].split("!")[1].replace("$", "")].value for each in series] == ["A (£)", "B (£)"]


def test_of_more_than_twenty_providers_the_largest_are_shown_and_all_are_in_the_table(tmp_path: Path) -> None:
    """25 contracts cost 1.00 to 25.00, 325.00 together; the five largest 115.00."""
    at = boards.written(pictured.many(1, providers=25), tmp_path)
    assert len(boards.rows(boards.opened(at), "TodayProviders")) == 25
    shown = pictured.chart(at, "Annual cost of today's contracts by provider (£), the 20 largest")
    ((_, names, figures, _),) = shown.series
    top, last = (int(each.split("$")[-1]) for each in names.split("!")[1].split(":"))
    assert (last - top + 1, figures.count("$D")) == (20, 2)
    assert not missing(shown.finding, "P24 has the most: £25 of £325 (8%), under 1 contract.")
    assert "The 5 largest together have £115 of £325 (35%)." in shown.finding


def test_no_page_breaks_inside_a_chart_even_beside_a_table_longer_than_a_page(tmp_path: Path) -> None:
    at = boards.written(pictured.many(10, providers=60), tmp_path)
    book = boards.opened(at)
    drawn = pictured.rows_of_charts(at)
    assert {"Year by year", "Today"} <= {sheet for sheet, _, _ in drawn}
    broken = [
        (sheet, first, last, each.id)
        for sheet, first, last in drawn
        for each in book[sheet].row_breaks.brk
        if first < each.id <= last
    ]
    assert broken == []
    assert book["Today"].row_breaks.brk


def test_without_contracts_today_the_sheet_says_so_and_draws_nothing(tmp_path: Path) -> None:
    at = boards.written(pictured.alone(), tmp_path)
    book = boards.opened(at, values=True)
    assert "No contract runs today." in [row[0].value for row in book["Today"].iter_rows()]
    assert not [each.title for each in pictured.charts(at) if "contracts" in each.title]
    assert not {"TodayTiers", "TodayProviders"} & set(book["Today"].tables)


def test_contracts_that_cost_nothing_are_no_share_of_anything(tmp_path: Path) -> None:
    case = world(contracts=[contract("K", "P", today("day", places=0))])
    run = pictured.run_of(case, build_plan(case, kept=[("K", 0)]))
    finding = pictured.chart(boards.written(run, tmp_path), "Annual cost of today's contracts by provider").finding
    assert "P has the most: £0 of £0, under 1 contract. 1 provider has 1 contract." in finding


def test_no_chart_of_the_workbook_has_more_than_four_colours_or_two_series_of_one(tmp_path: Path) -> None:
    found = [*pictured.charts(boards.path_of_full()), *pictured.charts(boards.written(pictured.many(10), tmp_path))]
    named = "Outcomes against cost"  # has the name of each point beside it
    colours = [[colour for *_, colour in each.series] for each in found if not each.title.startswith(named)]
    assert max(len({colour for *_, colour in each.series}) for each in found) == 4
    assert [each for each in colours if len(each) != len(set(each))] == []


def test_a_fifth_series_is_refused(tmp_path: Path) -> None:
    workbook = Workbook(str(tmp_path / "five.xlsx"))
    workbook.add_worksheet()
    with pytest.raises(ValueError, match="at most 4 series, not 5"):
        column_chart(workbook, [Series("'S'!$A$1", "'S'!$A$1", "'S'!$A$1")] * 5, title="five")
    workbook.close()


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("risk", ["the scores on Risks equal risk on Options compared (points)"]),
        ("coverage", ["the last line of Coverage equals coverage on Options compared (share)"]),
        ("people", ["Year by year has the same people as Options compared (people)"]),
        (
            "lapsed",
            [f"{sheet} has the same lapsed as Options compared (£)" for sheet in ("Year by year", "Economic case")],
        ),
    ],
)
def test_the_checks_find_a_sheet_that_is_not_what_was_measured(measure: str, said: list[str], tmp_path: Path) -> None:
    run = worked.run()
    result = run.results["joint"]
    assert result.measures is not None
    wrong = replace(result, measures={**result.measures, measure: Fraction(7)})
    failing = write(findings_of(replace(run, results={**run.results, "joint": wrong})), tmp_path / "wrong.xlsx")
    assert [what.removeprefix("joint: ") for what in failing] == said


def test_every_check_of_the_pictures_passes(tmp_path: Path) -> None:
    for number, run in enumerate((worked.run(), pictured.alone(), pictured.many(10))):
        assert write(findings_of(run), tmp_path / f"book{number}.xlsx") == ()


@pytest.mark.parametrize(
    ("longest", "expected"),
    [(0, 1), (1, 0.2), (4.9, 1), (5, 1), (5.1, 2), (999, 200), (1000, 200), (1001, 500), (2_996_561, 1_000_000)],
)
def test_a_scale_has_at_most_five_steps_of_a_round_number(longest: float, expected: float) -> None:
    assert round_step(longest) == pytest.approx(expected)
