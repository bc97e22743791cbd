"""The sheet Today: what each borough spends a year today, by heading of the funding return; and today's contracts.

Contracts are by tier and by provider, each as a table with a chart. The arithmetic is in
`models.accounts.providers_today`. If a chart has enough colours, each borough has its part of a bar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from models.accounts import funding_return as returns
from models.accounts.baseline import overhead_today
from models.accounts.providers_today import ProviderToday, TierToday, providers_today, tiers_today
from models.case.types import INFRASTRUCTURE
from optimiser.excel.bar_charts import stacked_bar_chart
from optimiser.excel.chart_parts import MAX_SERIES, Series
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, unique_headings
from optimiser.reports.board.report import BoardReport
from optimiser.reports.formats import to_pounds
from optimiser.text import listed, percent, plural, pounds, yes_no

SpendByHeading = dict[tuple[str, str], int]  # pence a year by borough and heading
PROVIDERS_IN_CHART = 20  # the table has all
LARGEST_ADDED = 5  # providers whose costs the alternative text adds up
CHART_WIDTH, BAR_HEIGHT, CHART_MARGIN = 520, 22, 110  # pixels; the margin is above and below the bars
NOT_COUNTED = "not counted"


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each borough and a column for each heading, commissioning first, with totals; then contracts."""
    case = report.case
    headings = returns.headings(case, {line.service for contract in case.contracts for line in contract.lines})
    names = unique_headings([f"{heading} (£)" for heading in ("Borough", "Total", *headings)])[2:]
    columns = [
        Column("borough", "Borough"),
        *(Column(f"heading{n}", name, NumberFormat.MONEY, total=True) for n, name in enumerate(names)),
        Column("total", "Total (£)", NumberFormat.MONEY, total=True),
        Column("overhead", "Of which commissioning and infrastructure (£)", NumberFormat.MONEY, total=True),
        Column("share", "Commissioning and infrastructure (share of total)", NumberFormat.SHARE),
    ]
    table = page.reserve_table("Today", columns, len(case.boroughs))
    spend, overhead = returns.spend_today(case), overhead_today(case)
    table.fill([list(_row(table, n, headings, spend, overhead, b.name)) for n, b in enumerate(case.boroughs)])
    _write_contracts(report, page)


def _row(
    table: Table, number: int, headings: Sequence[str], spend: SpendByHeading, overhead: dict[str, int], borough: str
) -> Iterator[Cell]:
    amounts = [spend.get((borough, heading), 0) for heading in headings]
    total = sum(amounts)
    yield Cell(borough)
    yield from (Cell(to_pounds(amount)) for amount in amounts)
    first, last = table.local_address(number, "heading0"), table.local_address(number, f"heading{len(headings) - 1}")
    yield Cell(to_pounds(total), formula=f"=SUM({first}:{last})")
    yield Cell(to_pounds(overhead[borough]))
    part, whole = table.local_address(number, "overhead"), table.local_address(number, "total")
    share_of = overhead[borough] / total if total else 0
    yield Cell(share_of, formula=f"=IF({whole},{part}/{whole},{whole})")


def _write_contracts(report: BoardReport, page: Page) -> None:
    """Write places and costs of a year by tier, then by provider, without the cost of managing contracts."""
    if not report.case.contracts:
        page.skip_row()
        page.write_text("No contract runs today.")
        return
    _tiers(report, page)
    _providers(report, page)


def _tiers(report: BoardReport, page: Page) -> None:
    tiers = tiers_today(report.case)
    page.skip_row()
    page.write_caption("Provision by tier")
    page.write_text(
        "A contract with lines in several tiers is counted in each of them. In-house provision is not counted as a"
        " contract."
    )
    heads = [
        Column("tier", "Tier"),
        Column("contracts", "Contracts (number)", NumberFormat.COUNT),
        Column("places", "Places a year (places)", NumberFormat.COUNT, total=True),
    ]

    def make_row(table: Table, row: int, tier: TierToday) -> list[Cell]:
        places = NOT_COUNTED if tier.places is None else tier.places
        return [Cell(_name(tier)), Cell(tier.contracts), Cell(places), *_costs(report, table, row, tier.by_borough)]

    table = page.write_formula_table("TodayTiers", _columns(report, heads), tiers, make_row)
    title, longest = "Annual cost of today's contracts by tier (£)", max(tier.value for tier in tiers) / 100
    chart = stacked_bar_chart(report.workbook, _series(report, table, "tier"), title=title, longest=longest)
    page.insert_chart_beside(
        chart, table, alt_text=_tier_finding(tiers), size=(CHART_WIDTH, BAR_HEIGHT * len(tiers) + CHART_MARGIN)
    )


def _providers(report: BoardReport, page: Page) -> None:
    providers = providers_today(report.case)
    page.skip_row()
    page.write_caption("Contracts by provider and value")
    heads = [
        Column("provider", "Provider", max_width=34),
        Column("contracts", "Contracts (number)", NumberFormat.COUNT, total=True),
        Column("house", "In house"),
    ]

    def make_row(table: Table, row: int, provider: ProviderToday) -> list[Cell]:
        names = (Cell(provider.provider), Cell(provider.contracts), Cell(yes_no(provider.in_house)))
        return [*names, *_costs(report, table, row, provider.by_borough)]

    table = page.write_formula_table("TodayProviders", _columns(report, heads), providers, make_row)
    largest = f", the {PROVIDERS_IN_CHART} largest" if len(providers) > PROVIDERS_IN_CHART else ""
    title = f"Annual cost of today's contracts by provider (£){largest}"
    chart = stacked_bar_chart(
        report.workbook, _series(report, table, "provider"), title=title, longest=providers[0].value / 100
    )
    bars = min(len(providers), PROVIDERS_IN_CHART)
    page.insert_chart_beside(
        chart, table, alt_text=_provider_finding(providers), size=(CHART_WIDTH, BAR_HEIGHT * bars + CHART_MARGIN)
    )


def _has_borough_parts(report: BoardReport) -> bool:
    """Whether each borough has its part of a bar: if there are several, and no more than colours."""
    return 1 < len(report.case.boroughs) <= MAX_SERIES


def _columns(report: BoardReport, heads: Sequence[Column]) -> list[Column]:
    money = [f"{borough.name} (£)" for borough in report.case.boroughs] if _has_borough_parts(report) else []
    other_headings = [*(column.heading for column in heads), "All (£)"]
    headings = unique_headings([*other_headings, *money])[len(other_headings) :]
    parts = [Column(f"part{n}", heading, NumberFormat.MONEY, total=True) for n, heading in enumerate(headings)]
    return [*heads, *parts, Column("all", "All (£)", NumberFormat.MONEY, total=True)]


def _costs(report: BoardReport, table: Table, row: int, by_borough: Mapping[str, int]) -> list[Cell]:
    total = to_pounds(sum(by_borough.values()))
    if not _has_borough_parts(report):
        return [Cell(total)]
    parts = [Cell(to_pounds(by_borough.get(borough.name, 0))) for borough in report.case.boroughs]
    return [*parts, Cell(total, formula=table.sum_across(row, "part0", f"part{len(parts) - 1}"))]


def _series(report: BoardReport, table: Table, names: str) -> list[Series]:
    keys = [f"part{n}" for n in range(len(report.case.boroughs))] if _has_borough_parts(report) else ["all"]
    last = min(table.row_count, PROVIDERS_IN_CHART) - 1

    def drawn(key: str) -> str:
        return f"{table.address(0, key)}:{table.local_address(last, key)}"

    return [Series(table.address(-1, key), drawn(names), drawn(key)) for key in keys]


def _name(tier: TierToday) -> str:
    return INFRASTRUCTURE if tier.tier == INFRASTRUCTURE else f"tier {tier.tier}"


def _tier_finding(tiers: Sequence[TierToday]) -> str:
    most, total = max(tiers, key=lambda tier: tier.value), sum(tier.value for tier in tiers)
    parts = [
        f"{_name(tier)} {pounds(tier.value)}" + ("" if tier.places is None else f" for {tier.places:,} places")
        for tier in tiers
    ]
    return (
        f"Bar chart of the annual cost of today's contracts by tier. Most is spent on {_name(most)}:"
        f" {_part(most.value, total)}. {listed(parts).capitalize()}."
    )


def _provider_finding(providers: Sequence[ProviderToday]) -> str:
    total = sum(provider.value for provider in providers)
    largest, several = providers[0], len(providers) > LARGEST_ADDED
    added = sum(provider.value for provider in providers[:LARGEST_ADDED])
    under = f" under {plural(largest.contracts, 'contract')}" if not largest.in_house else ""
    top = f" The {LARGEST_ADDED} largest together have {_part(added, total)}." if several else ""
    outside = [provider for provider in providers if not provider.in_house]
    contracts = sum(provider.contracts for provider in outside)
    return (
        f"Bar chart of the annual cost of today's contracts by provider. {largest.provider} has the most:"
        f" {_part(largest.value, total)},{under or ' in house'}.{top} {plural(len(outside), 'provider')}"
        f" {'has' if len(outside) == 1 else 'have'} {plural(contracts, 'contract')}."
    )


def _part(pence: int, total: int) -> str:
    share = f" ({percent(Fraction(pence, total), 0)})" if total else ""
    return f"{pounds(pence)} of {pounds(total)}{share}"


SHEET = Sheet(
    "Today", "Today's return by borough and heading, and today's contracts by tier and by provider.", fill, POUNDS
)
