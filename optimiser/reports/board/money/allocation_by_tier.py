"""The sheet Allocation by tier: what each option spends in each borough by tier over all years, with a chart.

The rows of Allocation are added up. A chart has four colours, so small groups are merged if there are more.
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

CHART_WIDTH, BAR_HEIGHT, CHART_MARGIN = 760, 24, 110  # pixels; the margin is above and below the bars
MAX_BARS = 20  # in a chart
NOT_DRAWN = "not drawn"
MERGED = ((COMMISSIONING, INFRASTRUCTURE), ("tier 1", "tier 2"))  # groups that share a colour if there are too many

Spend = Mapping[tuple[str, str], int]  # pence by borough and group
Row = tuple[SolvedOption, str]  # an option and a borough


def fill(report: BoardReport, page: Page) -> None:
    """Write the options of the chart, then every other option and borough, then the chart."""
    boroughs = [borough.name for borough in report.case.boroughs]
    groups = group_by_service(report.case)
    charted = _charted_options(report)
    others = [option for option in report.options if option not in charted]
    rows = [(option, borough) for borough in boroughs for option in charted]
    rows += [(option, borough) for option in others for borough in boroughs]
    bars = len(charted) * len(boroughs) if len(charted) * len(boroughs) <= MAX_BARS else 0
    spend = {option.key: spend_by_group(option, groups) for option in report.options}
    findings = _findings(charted, spend)
    if bars and others:
        findings.append("The chart leaves out the other options. They are further down in the table.")
    for sentence in findings:
        page.write_text(sentence)
    page.skip_row()

    def make_row(table: Table, row: int, item: Row) -> list[Cell]:
        bar = _bar_name(item) if row < bars else NOT_DRAWN
        return [*_cells(table, row, item, groups, spend[item[0].key]), Cell(bar)]

    table = page.write_formula_table("TierSpend", _columns(groups), rows, make_row)
    if bars:
        page.skip_row()
        longest = max(_borough_total(spend[option.key], borough) for option, borough in rows[:bars]) / 100
        title = f"Spend by tier and borough over all years (£): {listed([option.label for option in charted])}"
        chart = stacked_bar_chart(report.workbook, _series(table, groups, bars), title=title, longest=longest)
        alt_text = f"Bar chart of spend by tier and borough over all years. {' '.join(findings)}"
        page.insert_chart(chart, alt_text=alt_text, size=(CHART_WIDTH, BAR_HEIGHT * bars + CHART_MARGIN))


def group_by_service(case: Case) -> dict[str, str]:
    """The group of each service and of commissioning: its tier. Groups are merged until each has a colour."""
    groups = {service.name: _tier_name(service.tier) for service in case.services} | {COMMISSIONING: COMMISSIONING}
    for pair in MERGED:
        if len(set(groups.values())) > MAX_SERIES:
            groups = {name: " and ".join(pair) if group in pair else group for name, group in groups.items()}
    return groups


def spend_by_group(option: SolvedOption, groups: Mapping[str, str]) -> Spend:
    """What an option spends over all years, in pence, by borough and group."""
    spend: dict[tuple[str, str], int] = defaultdict(int)
    for allocation in option.allocations:
        spend[allocation.borough, groups[allocation.service]] += allocation.running + allocation.one_off
    return spend


def _charted_options(report: BoardReport) -> list[SolvedOption]:
    """The reference and the preferred option, once if they are the same; the first option if there is neither."""
    options = {option.number: option for option in (report.reference, report.preferred) if option is not None}
    return list(options.values()) or [report.options[0]]


def _bar_name(row: Row) -> str:
    option, borough = row
    return f"{borough}: {option.label}"


def _tier_name(tier: str) -> str:
    return INFRASTRUCTURE if tier == INFRASTRUCTURE else f"tier {tier}"


def _ordered(groups: Mapping[str, str]) -> list[str]:
    """The groups in the order of a bar: tiers first, then infrastructure and commissioning."""
    return sorted(
        set(groups.values()), key=lambda group: (not group.startswith("tier"), group != INFRASTRUCTURE, group)
    )


def _columns(groups: Mapping[str, str]) -> list[Column]:
    parts = [
        Column(f"part{number}", f"{group.capitalize()} (£)", NumberFormat.MONEY)
        for number, group in enumerate(_ordered(groups))
    ]
    return [
        Column("borough", "Borough", max_width=24),
        Column("option", "Option", max_width=34),
        *parts,
        Column("all", "All (£)", NumberFormat.MONEY),
        Column("bar", "Bar of the picture", max_width=44),
    ]


def _cells(table: Table, number: int, row: Row, groups: Mapping[str, str], spend: Spend) -> list[Cell]:
    (option, borough), ordered = row, _ordered(groups)
    parts = [Cell(to_pounds(spend.get((borough, group), 0))) for group in ordered]
    formula = table.sum_across(number, "part0", f"part{len(ordered) - 1}")
    total = Cell(to_pounds(_borough_total(spend, borough)), formula=formula)
    return [Cell(borough), Cell(option.label), *parts, total]


def _borough_total(spend: Spend, borough: str) -> int:
    return sum(pence for (name, _), pence in spend.items() if name == borough)


def _series(table: Table, groups: Mapping[str, str], bars: int) -> list[Series]:
    def drawn(key: str) -> str:
        return f"{table.address(0, key)}:{table.local_address(bars - 1, key)}"

    keys = [f"part{number}" for number in range(len(_ordered(groups)))]
    return [Series(table.address(-1, key), drawn("bar"), drawn(key)) for key in keys]


def _findings(charted: Sequence[SolvedOption], spend: Mapping[str, Spend]) -> list[str]:
    """What each charted option spends most on, and where two of them differ most."""
    sentences = [_most_sentence(option, spend[option.key]) for option in charted]
    if len(charted) > 1:
        sentences.append(_difference_sentence(charted[0], charted[1], spend))
    return sentences


def _most_sentence(option: SolvedOption, spend: Spend) -> str:
    by_group: dict[str, int] = defaultdict(int)
    for (_, group), pence in spend.items():
        by_group[group] += pence
    total = sum(by_group.values())
    if not total:
        return f"{quoted(option.label)} spends nothing."
    group, pence = max(by_group.items(), key=lambda item: item[1])
    share = percent(Fraction(pence, total), 0)
    return f"{quoted(option.label)} spends most on {group}: {pounds(pence)} of {pounds(total)} ({share})."


def _difference_sentence(reference: SolvedOption, option: SolvedOption, spend: Mapping[str, Spend]) -> str:
    before, after = spend[reference.key], spend[option.key]
    changes = {key: after.get(key, 0) - before.get(key, 0) for key in (*before, *after)}
    (borough, group), change = max(changes.items(), key=lambda item: abs(item[1]), default=(("", ""), 0))
    if not change:
        return f"{quoted(option.label)} spends the same as {quoted(reference.label)} in each tier and borough."
    spends = f"{quoted(option.label)} spends {pounds(abs(change))} {'more' if change > 0 else 'less'}"
    return f"The largest difference is on {group} in {borough}: {spends} than {quoted(reference.label)}."


SHEET = Sheet(
    "Allocation by tier",
    "What each option spends by tier in each borough over all years, added up from Allocation.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
