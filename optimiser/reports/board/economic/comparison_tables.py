"""The economic case with the options side by side: cost by kind, every line over all years, and against the reference.

The figures come from the options' own tables (`option_tables`), which stand further down on the sheet.
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
from optimiser.excel.tables import Cell, Column, Table, difference, difference_formula
from optimiser.reports.board.economic import payback_tables, savings_target_tables
from optimiser.reports.board.economic.economic_lines import economic_lines
from optimiser.reports.board.economic.option_tables import UNIT, WHAT, OptionCase, SharedTables, cell_value
from optimiser.reports.board.economic.payback_tables import OptionPayback
from optimiser.reports.board.report import BoardReport
from optimiser.reports.formats import to_pounds
from optimiser.reports.prose.certainty import leader_phrase
from optimiser.text import pounds, quoted

CHART_SIZE = (560, 320)  # pixels
GROUPS = {  # of the chart, which has four colours
    "Provision and fees": ("provision", "fees"),
    "Back office and hub": ("back_office", "hub"),
    "Contract management": ("contract_management",),
    "Transition, one-off": ("transition",),
}
AS_DIFFERENCE = {"net": "Net present value", "net_with_bias": "Net present value with optimism bias"}


@dataclass(frozen=True, slots=True)
class ComparisonTables:
    """The tables with the options side by side, in the sheet's order.

    `targets`: None if the case has no savings target. `differences`, `payback`: None if the reference has no figures.
    """

    kinds: Table
    targets: tuple[Table, Table] | None
    totals: Table
    differences: Table | None
    payback: Table | None


def reserve(report: BoardReport, page: Page) -> ComparisonTables:
    """Make room for each table."""
    kinds = _reserve_kinds(report, page)
    targets = savings_target_tables.reserve(report, page)
    totals = _reserve_totals(report, page)
    return ComparisonTables(kinds, targets, totals, *_reserve_differences(report, page))


def fill(
    report: BoardReport,
    tables: ComparisonTables,
    shared: SharedTables,
    cases: Sequence[OptionCase],
    paybacks: Sequence[OptionPayback | None],
) -> None:
    """Write every table."""
    tables.kinds.fill([list(_kinds_row(own, shared)) for own in cases])
    if tables.targets is not None:
        savings_target_tables.fill(report, tables.targets)
    rows = range(len(shared.lines))
    tables.totals.fill([list(_totals_row(shared, cases, row)) for row in rows])
    reference = next((own for own in cases if own.option is report.reference), None)
    if tables.differences is not None and reference is not None:
        tables.differences.fill([list(_difference(shared, cases, reference, tables.totals, row)) for row in rows])
    if tables.payback is not None:
        options = zip(cases, paybacks, strict=True)
        tables.payback.fill([payback_tables.summary_row(own, option, report.case) for own, option in options])


def _reserve_kinds(report: BoardReport, page: Page) -> Table:
    page.write_caption("Cost of each option by kind, all years")
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
        chart,
        table,
        alt_text=_alt_text(report),
        size=(CHART_SIZE[0], max(CHART_SIZE[1], 130 + 34 * len(report.options))),
    )
    return table


def _kinds_row(own: OptionCase, shared: SharedTables) -> Iterator[Cell]:
    yield Cell(own.option.label)
    for kinds in GROUPS.values():
        value = sum((own.total(shared, kind) or Fraction(0) for kind in kinds), Fraction(0))
        yield Cell(to_pounds(value), formula="=" + "+".join(own.total_cell(shared, kind) for kind in kinds))
    yield Cell(to_pounds(own.total(shared, "cost") or 0), formula=f"={own.total_cell(shared, 'cost')}")


def _alt_text(report: BoardReport) -> str:
    """Each option's cost and its parts, and which option is preferred."""
    options = []
    for option in report.options:
        case = economic_case(report.case, option.definition, option.plan, option.ledger)
        costs = {
            name: sum(case.total(lambda year, kind=kind: year.costs[kind]) for kind in kinds)  # type: ignore[misc]
            for name, kinds in GROUPS.items()
        }
        preferred = f", {leader_phrase(report.run)}," if option == report.preferred else ""
        parts = ", ".join(f"{name.lower()} {pounds(cost)}" for name, cost in costs.items() if pounds(cost) != "£0")
        options.append(f"{quoted(option.label)}{preferred} {pounds(option.measures['cost'] or 0)} ({parts})")
    return f"Stacked bar chart of cost by kind over all years: {'; '.join(options)}."


def _reserve_totals(report: BoardReport, page: Page) -> Table:
    page.skip_row()
    page.write_caption("Every option, all years")
    return page.reserve_table("EconomicTotals", [WHAT, UNIT, *_options(report)], len(economic_lines(report.case)))


def _options(report: BoardReport) -> list[Column]:
    return [Column(option.key, option.label, NumberFormat.MONEY, max_width=16) for option in report.options]


def _totals_row(shared: SharedTables, cases: Sequence[OptionCase], row: int) -> Iterator[Cell]:
    line = shared.lines[row]
    yield from (Cell(line.label, bold=line.bold), Cell(line.unit))
    for own in cases:
        value = cell_value(line, own.total(shared, line.key))
        yield Cell(value, line.number_format, f"={own.total_cell(shared, line.key)}", bold=line.bold)


def _reserve_differences(report: BoardReport, page: Page) -> tuple[Table | None, Table | None]:
    page.skip_row()
    page.write_caption("Every option against the reference, all years")
    if report.reference is None:
        name = quoted(report.case.reference.name)
        page.write_text(f"{name}, the reference, has no figures, so there is nothing to compare with.")
        return None, None
    page.write_text(
        f"The reference is {quoted(report.reference.label)}. A minus sign means less than in the reference."
    )
    differences = page.reserve_table(
        "EconomicDifferences", [WHAT, UNIT, *_options(report)], len(economic_lines(report.case))
    )
    page.skip_row()
    page.write_caption("When the cost of change is paid back")
    page.write_text(
        "The transition cost is the option's start, exit and set-up costs of all years, less those of the"
        " reference. The recurrent saving of a year is the reference's other costs, less the option's. The cost"
        " is paid back by the end of a year if the savings so far cover it at the end of that year and of every"
        " later year. The table shows the first such year."
    )
    return differences, page.reserve_table(
        "EconomicPayback", payback_tables.summary_columns(report.case), len(report.options)
    )


def _difference(
    shared: SharedTables, cases: Sequence[OptionCase], reference: OptionCase, totals: Table, row: int
) -> Iterator[Cell]:
    line = shared.lines[row]
    yield from (Cell(AS_DIFFERENCE.get(line.key, line.label), bold=line.bold), Cell(line.unit))
    reference_cell = totals.local_address(row, reference.option.key)
    reference_value = cell_value(line, reference.total(shared, line.key))
    for own in cases:
        value, cell = cell_value(line, own.total(shared, line.key)), totals.local_address(row, own.option.key)
        formula = difference_formula(cell, reference_cell)
        yield Cell(difference(value, reference_value), line.number_format, formula, bold=line.bold)
