"""Allocation by tier: what each option spends in each borough by tier over all years, with its picture.

The rows of Allocation added up. A picture has four colours, so that small groups go together where there are more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from models.case.types import COMMISSIONING, INFRASTRUCTURE, Case
from optimiser.excel.bar_charts import stacked_bar_chart
from optimiser.excel.chart_parts import MAX_SERIES, Series
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import to_pounds
from optimiser.text import listed, percent, pounds, quoted

WIDTH, BAR, AROUND = 760, 24, 110  # pixels: of the chart, of a bar, of what stands around bars
BARS = 20  # in a picture
NOT_DRAWN = "not drawn"
MERGED = ((COMMISSIONING, INFRASTRUCTURE), ("tier 1", "tier 2"))  # what goes together where there are too many

Spend = Mapping[tuple[str, str], int]  # pence by borough and group
Row = tuple[SolvedOption, str]  # an option and a borough


def fill(report: BoardReport, page: Page) -> None:
    """What is drawn, then every option and borough, then the picture."""
    groups = grouped(report.case)
    drawn = _drawn(report)
    rows = [(each, borough.name) for borough in report.case.boroughs for each in drawn]
    others = [option for option in report.options if option.number not in {one.number for one in drawn}]
    rows += [(each, borough.name) for each in others for borough in report.case.boroughs]
    shown = _shown(len(drawn), len(report.case.boroughs))
    spend = [spend_of(option, groups) for option in report.options]
    for line in _findings(report, drawn, spend):
        page.write_text(line)
    page.skip_row()
    table = page.reserve_table("TierSpend", _columns(groups), len(rows))
    table.fill(
        [*_row(table, number, row, groups, spend[row[0].number]), Cell(_bar(row) if number < shown else NOT_DRAWN)]
        for number, row in enumerate(rows)
    )
    if shown:
        page.skip_row()
        longest = max(_of_borough(spend[each.number], borough) for each, borough in rows[:shown]) / 100
        title = f"Spend by tier and borough over all years (£): {listed([each.label for each in drawn])}"
        chart = stacked_bar_chart(report.workbook, _series(table, groups, shown), title=title, longest=longest)
        alt = f"Bar chart of spend by tier and borough over all years. {' '.join(_findings(report, drawn, spend))}"
        page.insert_chart(chart, alt_text=alt, size=(WIDTH, BAR * shown + AROUND))


def grouped(case: Case) -> dict[str, str]:
    """The group of each service and of commissioning: its tier; where there are too many, some go together."""
    tiers = {service.name: _tier(service.tier) for service in case.services} | {COMMISSIONING: COMMISSIONING}
    for pair in MERGED:
        if len(set(tiers.values())) > MAX_SERIES:
            tiers = {name: " and ".join(pair) if tier in pair else tier for name, tier in tiers.items()}
    return tiers


def spend_of(option: SolvedOption, groups: Mapping[str, str]) -> Spend:
    """What an option spends over all years, in pence, by borough and group."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for share in option.allocations:
        found[share.borough, groups[share.service]] += share.running + share.one_off
    return found


def _drawn(report: BoardReport) -> list[SolvedOption]:
    """The reference and the preferred option, one where they are the same; the first option where there is neither."""
    found = {each.number: each for each in (report.reference, report.preferred) if each is not None}
    return list(found.values()) or [report.options[0]]


def _shown(options: int, boroughs: int) -> int:
    """How many bars the picture has; none where they would be too many to read."""
    return options * boroughs if options * boroughs <= BARS else 0


def _bar(row: Row) -> str:
    return f"{row[1]}: {row[0].label}"


def _tier(tier: str) -> str:
    return INFRASTRUCTURE if tier == INFRASTRUCTURE else f"tier {tier}"


def _order(groups: Mapping[str, str]) -> list[str]:
    """The groups as they stand in a bar: tiers first, in their order; infrastructure and commissioning last."""
    return sorted(
        set(groups.values()), key=lambda group: (not group.startswith("tier"), group != INFRASTRUCTURE, group)
    )


def _columns(groups: Mapping[str, str]) -> list[Column]:
    parts = [Column(f"part{n}", f"{g.capitalize()} (£)", NumberFormat.MONEY) for n, g in enumerate(_order(groups))]
    return [
        Column("borough", "Borough", max_width=24),
        Column("option", "Option", max_width=34),
        *parts,
        Column("all", "All (£)", NumberFormat.MONEY),
        Column("bar", "Bar of the picture", max_width=44),
    ]


def _row(table: Table, number: int, row: Row, groups: Mapping[str, str], spend: Spend) -> list[Cell]:
    order = _order(groups)
    first, last = (table.relative_address(number, f"part{n}") for n in (0, len(order) - 1))
    parts = [Cell(to_pounds(spend.get((row[1], group), 0))) for group in order]
    total = Cell(to_pounds(_of_borough(spend, row[1])), formula=f"=SUM({first}:{last})")
    return [Cell(row[1]), Cell(row[0].label), *parts, total]


def _of_borough(spend: Spend, borough: str) -> int:
    return sum(pence for (name, _), pence in spend.items() if name == borough)


def _series(table: Table, groups: Mapping[str, str], shown: int) -> list[Series]:
    names = f"{table.address(0, 'bar')}:{table.local_address(shown - 1, 'bar')}"
    keys = [f"part{n}" for n in range(len(_order(groups)))]
    return [
        Series(table.address(-1, key), names, f"{table.address(0, key)}:{table.local_address(shown - 1, key)}")
        for key in keys
    ]


def _findings(report: BoardReport, drawn: Sequence[SolvedOption], spend: Sequence[Spend]) -> list[str]:
    """Where most goes in each option drawn, and where two of them differ most."""
    found = [_most(each, spend[each.number]) for each in drawn]
    if len(drawn) == len(report.options):
        return [*found, *_difference(drawn, spend)]
    return [*found, *_difference(drawn, spend), "The other options stand below; the picture leaves them out."]


def _most(option: SolvedOption, spend: Spend) -> str:
    by_group: dict[str, int] = defaultdict(int)
    for (_, group), pence in spend.items():
        by_group[group] += pence
    total = sum(by_group.values())
    if not total:
        return f"{quoted(option.label)} spends nothing."
    group, pence = max(by_group.items(), key=lambda one: one[1])
    share = percent(Fraction(pence, total), 0)
    return f"{quoted(option.label)} spends most on {group}: {pounds(pence)} of {pounds(total)} ({share})."


def _difference(drawn: Sequence[SolvedOption], spend: Sequence[Spend]) -> list[str]:
    if len(drawn) < 2:
        return []
    before, after = spend[drawn[0].number], spend[drawn[1].number]
    changes = {key: after.get(key, 0) - before.get(key, 0) for key in (*before, *after)}
    (borough, group), change = max(changes.items(), key=lambda one: abs(one[1]), default=(("", ""), 0))
    if not change:
        return [f"{quoted(drawn[1].label)} spends the same everywhere."]
    way = "more" if change > 0 else "less"
    spends = f"{quoted(drawn[1].label)} spends {pounds(abs(change))} {way}"
    return [f"The largest difference is {group} in {borough}: {spends}."]


SHEET = Sheet(
    "Allocation by tier",
    "What each option spends in each borough by tier over all years: Allocation added up.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
