"""On Today: today's contracts by tier and by provider, each table with its picture. The arithmetic:
`models.accounts.providers_today`.

Where there are few boroughs each has its part of a bar, as much as a chart has colours for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from models.accounts.providers_today import ProviderToday, TierToday, providers_today, tiers_today
from models.case.types import INFRASTRUCTURE
from optimiser.excel.bar_charts import stacked_bar_chart
from optimiser.excel.chart_parts import MAX_SERIES, Series
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, unique_headings
from optimiser.reports.board.report import BoardReport
from optimiser.reports.formats import to_pounds
from optimiser.text import listed, percent, plural, pounds, yes_no

LARGEST = 20  # providers in the picture; the table has all
NAMED = 5  # largest providers that the finding adds up
WIDTH, BAR, AROUND = 520, 22, 110  # pixels: of a chart, of a bar, of what stands around bars
NOT_COUNTED = "not counted"


def fill(report: BoardReport, page: Page) -> None:
    """What is provided by tier, then by whom; a year of today's contracts without their management."""
    if not report.case.contracts:
        page.skip_row()
        page.write_text("No contract runs today.")
        return
    _tiers(report, page)
    _providers(report, page)


def _tiers(report: BoardReport, page: Page) -> None:
    found = tiers_today(report.case)
    page.skip_row()
    page.write_caption("Provision by tier")
    page.write_text("A contract with lines in several tiers counts in each; in house is not counted as a contract.")
    heads = [
        Column("tier", "Tier"),
        Column("contracts", "Contracts (number)", NumberFormat.COUNT),
        Column("places", "Places a year (places)", NumberFormat.COUNT, total=True),
    ]
    table = page.reserve_table("TodayTiers", _columns(report, heads), len(found))
    table.fill(
        [Cell(_tier(each)), Cell(each.contracts), Cell(NOT_COUNTED if each.places is None else each.places),
         *_money(report, table, row, each.by_borough)]
        for row, each in enumerate(found)
    )  # fmt: skip
    title, longest = "Annual cost of today's contracts by tier (£)", max(each.value for each in found) / 100
    chart = stacked_bar_chart(report.workbook, _series(report, table, "tier"), title=title, longest=longest)
    page.insert_chart_beside(chart, table, alt_text=_tier_finding(found), size=(WIDTH, BAR * len(found) + AROUND))


def _providers(report: BoardReport, page: Page) -> None:
    found = providers_today(report.case)
    page.skip_row()
    page.write_caption("Contracts by provider and value")
    heads = [
        Column("provider", "Provider", max_width=34),
        Column("contracts", "Contracts (number)", NumberFormat.COUNT, total=True),
        Column("house", "In house"),
    ]
    table = page.reserve_table("TodayProviders", _columns(report, heads), len(found))
    table.fill(
        [Cell(each.provider), Cell(each.contracts), Cell(yes_no(each.in_house)),
         *_money(report, table, row, each.by_borough)]
        for row, each in enumerate(found)
    )  # fmt: skip
    largest = f", the {LARGEST} largest" if len(found) > LARGEST else ""
    title = f"Annual cost of today's contracts by provider (£){largest}"
    chart = stacked_bar_chart(
        report.workbook, _series(report, table, "provider"), title=title, longest=found[0].value / 100
    )
    bars = min(len(found), LARGEST)
    page.insert_chart_beside(chart, table, alt_text=_provider_finding(found), size=(WIDTH, BAR * bars + AROUND))


def _split(report: BoardReport) -> bool:
    """Whether each borough has its part of a bar."""
    return 1 < len(report.case.boroughs) <= MAX_SERIES


def _columns(report: BoardReport, heads: Sequence[Column]) -> list[Column]:
    money = [f"{borough.name} (£)" for borough in report.case.boroughs] if _split(report) else []
    named = [*(column.heading for column in heads), "All (£)"]
    headings = unique_headings([*named, *money])[len(named) :]
    parts = [Column(f"part{n}", heading, NumberFormat.MONEY, total=True) for n, heading in enumerate(headings)]
    return [*heads, *parts, Column("all", "All (£)", NumberFormat.MONEY, total=True)]


def _money(report: BoardReport, table: Table, row: int, by_borough: Mapping[str, int]) -> list[Cell]:
    total = to_pounds(sum(by_borough.values()))
    if not _split(report):
        return [Cell(total)]
    parts = [Cell(to_pounds(by_borough.get(borough.name, 0))) for borough in report.case.boroughs]
    first, last = (table.relative_address(row, f"part{n}") for n in (0, len(parts) - 1))
    return [*parts, Cell(total, formula=f"=SUM({first}:{last})")]


def _series(report: BoardReport, table: Table, names: str) -> list[Series]:
    keys = [f"part{n}" for n in range(len(report.case.boroughs))] if _split(report) else ["all"]
    last = min(table.row_count, LARGEST) - 1

    def of(key: str) -> str:
        return f"{table.address(0, key)}:{table.local_address(last, key)}"

    return [Series(table.address(-1, key), of(names), of(key)) for key in keys]


def _tier(each: TierToday) -> str:
    return INFRASTRUCTURE if each.tier == INFRASTRUCTURE else f"tier {each.tier}"


def _tier_finding(found: Sequence[TierToday]) -> str:
    most, total = max(found, key=lambda each: each.value), sum(each.value for each in found)
    each = [
        f"{_tier(one)} {pounds(one.value)}" + ("" if one.places is None else f" for {one.places:,} places")
        for one in found
    ]
    return (
        f"Bar chart of what today's contracts cost a year by tier. Most goes into {_tier(most)},"
        f" {_part(most.value, total)}. {listed(each).capitalize()}."
    )


def _provider_finding(found: Sequence[ProviderToday]) -> str:
    total = sum(each.value for each in found)
    largest, several = found[0], len(found) > NAMED
    under = f" under {plural(largest.contracts, 'contract')}" if not largest.in_house else ""
    top = f" The {NAMED} largest have {_part(sum(each.value for each in found[:NAMED]), total)}." if several else ""
    there = [each for each in found if not each.in_house]
    held = sum(each.contracts for each in there)
    return (
        f"Bar chart of what today's contracts cost a year by provider. {largest.provider} has the most,"
        f" {_part(largest.value, total)},{under or ' in house'}.{top} {plural(len(there), 'provider')}"
        f" hold{'s' * (len(there) == 1)} {plural(held, 'contract')}."
    )


def _part(pence: int, total: int) -> str:
    share = f" ({percent(Fraction(pence, total), 0)})" if total else ""
    return f"{pounds(pence)} of {pounds(total)}{share}"
