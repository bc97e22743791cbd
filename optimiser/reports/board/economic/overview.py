"""The economic case with the options side by side: cost by kind, every line over all years, and against the reference.

Their figures are those of the options' own tables (`economic_tables`), which stand further down on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.economic_case import economic_case
from optimiser.excel.bar_charts import stacked_bar_chart
from optimiser.excel.chart_parts import Series
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.economic import payback as paying
from optimiser.reports.board.economic import savings_targets as aimed
from optimiser.reports.board.economic.lines import lines
from optimiser.reports.board.economic.option_tables import UNIT, WHAT, Ground, Own, shown
from optimiser.reports.board.economic.payback import Change
from optimiser.reports.board.report import BoardReport
from optimiser.reports.formats import to_pounds
from optimiser.text import pounds, quoted

SIZE = (560, 320)  # pixels
GROUPS = {  # of the chart, which has four colours
    "Provision and fees": ("provision", "fees"),
    "Back office and hub": ("back_office", "hub"),
    "Contract management": ("contract_management",),
    "Transition, one-off": ("transition",),
}
AS_DIFFERENCE = {"net": "Net present value", "net_with_bias": "Net present value with optimism bias"}


@dataclass(frozen=True, slots=True)
class Beside:
    """The tables, in the sheet's order; `targets` where the case has any, `against` where the reference has figures."""

    kinds: Table
    targets: tuple[Table, Table] | None
    totals: Table
    against: tuple[Table, Table] | None


def reserve(report: BoardReport, page: Page) -> Beside:
    """Room for each."""
    kinds = _reserve_kinds(report, page)
    targets = aimed.reserve(report, page)
    return Beside(kinds, targets, _reserve_totals(report, page), _reserve_against(report, page))


def fill(
    report: BoardReport, beside: Beside, ground: Ground, owns: Sequence[Own], changes: Sequence[Change | None]
) -> None:
    """Every table."""
    beside.kinds.fill([list(_kinds_row(own, ground)) for own in owns])
    if beside.targets is not None:
        aimed.fill(report, beside.targets)
    every = range(len(ground.lines))
    beside.totals.fill([list(_totals_row(ground, owns, row)) for row in every])
    reference = next((own for own in owns if own.each is report.reference), None)
    if beside.against is not None and reference is not None:
        differences, back = beside.against
        differences.fill([list(_difference(ground, owns, reference, beside.totals, row)) for row in every])
        back.fill([paying.row(own, change, report.case) for own, change in zip(owns, changes, strict=True)])


def _reserve_kinds(report: BoardReport, page: Page) -> Table:
    page.write_caption("What each option costs by kind, all years")
    columns = [Column("option", "Option", max_width=40)]
    columns += [Column(f"group{n}", f"{name} (£)", NumberFormat.MONEY) for n, name in enumerate(GROUPS)]
    table = page.reserve_table(
        "CostsByKind", [*columns, Column("cost", "Cost (£)", NumberFormat.MONEY)], len(report.options)
    )
    names = table.column_range("option")
    series = [
        Series(table.address(-1, f"group{n}"), names, table.column_range(f"group{n}")) for n in range(len(GROUPS))
    ]
    longest = max(float(to_pounds(option.measures["cost"] or 0)) for option in report.options)
    chart = stacked_bar_chart(report.workbook, series, title="Cost by kind, all years (£)", longest=longest)
    page.insert_chart_beside(
        chart, table, alt_text=_finding(report), size=(SIZE[0], max(SIZE[1], 130 + 34 * len(report.options)))
    )
    return table


def _kinds_row(own: Own, ground: Ground) -> Iterator[Cell]:
    yield Cell(own.each.label)
    for kinds in GROUPS.values():
        value = sum((own.total(ground, kind) or Fraction(0) for kind in kinds), Fraction(0))
        yield Cell(to_pounds(value), formula="=" + "+".join(own.all_cell(ground, kind) for kind in kinds))
    yield Cell(to_pounds(own.total(ground, "cost") or 0), formula=f"={own.all_cell(ground, 'cost')}")


def _finding(report: BoardReport) -> str:
    """Each option's cost and its parts, the preferred said to be so."""
    said = []
    for option in report.options:
        found = economic_case(report.case, option.definition, option.plan, option.ledger)
        parts = {
            name: found.total(lambda year, k=kinds: sum(year.costs[kind] for kind in k))  # type: ignore[misc]
            for name, kinds in GROUPS.items()
        }
        preferred = ", the preferred option," if option == report.preferred else ""
        told = ", ".join(f"{name.lower()} {pounds(value)}" for name, value in parts.items() if pounds(value) != "£0")
        said.append(f"{quoted(option.label)}{preferred} {pounds(option.measures['cost'] or 0)} ({told})")
    return f"Stacked bar chart of cost by kind over all years: {'; '.join(said)}."


def _reserve_totals(report: BoardReport, page: Page) -> Table:
    page.skip_row()
    page.write_caption("Every option, all years")
    return page.reserve_table("EconomicTotals", [WHAT, UNIT, *_options(report)], len(lines(report.case)))


def _options(report: BoardReport) -> list[Column]:
    return [Column(option.key, option.label, NumberFormat.MONEY, max_width=16) for option in report.options]


def _totals_row(ground: Ground, owns: Sequence[Own], row: int) -> Iterator[Cell]:
    line = ground.lines[row]
    yield from (Cell(line.label, bold=line.bold), Cell(line.unit))
    for own in owns:
        value = shown(line, own.total(ground, line.key))
        yield Cell(value, line.look, f"={own.all_cell(ground, line.key)}", bold=line.bold)


def _reserve_against(report: BoardReport, page: Page) -> tuple[Table, Table] | None:
    page.skip_row()
    page.write_caption("Every option against the reference, all years")
    if report.reference is None:
        name = quoted(report.case.reference.name)
        page.write_text(f"{name}, the reference, has no figures, so that there is nothing to compare with.")
        return None
    page.write_text(
        f"The reference is {quoted(report.reference.label)}. A minus sign means less than in the reference."
    )
    differences = page.reserve_table("EconomicDifferences", [WHAT, UNIT, *_options(report)], len(lines(report.case)))
    page.skip_row()
    page.write_caption("When the cost of change is paid back")
    page.write_text(
        "Both are against the reference: the transition cost is start, exit and set-up costs of all years; the"
        " recurrent saving of a year is the reference's other costs less the option's. The cost is paid back by the end"
        " of the first year from whose end on, to the end of the horizon, the savings so far cover all of it."
    )
    return differences, page.reserve_table("EconomicPayback", paying.columns(report.case), len(report.options))


def _difference(ground: Ground, owns: Sequence[Own], reference: Own, totals: Table, row: int) -> Iterator[Cell]:
    line = ground.lines[row]
    yield from (Cell(AS_DIFFERENCE.get(line.key, line.label), bold=line.bold), Cell(line.unit))
    there = totals.local_address(row, reference.each.key)
    against = shown(line, reference.total(ground, line.key))
    for own in owns:
        value, here = shown(line, own.total(ground, line.key)), totals.local_address(row, own.each.key)
        absent = value if isinstance(value, str) else against
        less = absent if isinstance(value, str) or isinstance(against, str) else value - against
        formula = f"=IF(ISNUMBER({here}),IF(ISNUMBER({there}),{here}-{there},{there}),{here})"
        yield Cell(less, line.look, formula, bold=line.bold)
