"""Savings against their targets: what each target asks, what each option saves, and a chart of one target.

What counts towards a target is in `models.appraisal.savings_targets`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.appraisal.savings_targets import TargetSavings, target_savings
from optimiser.excel.bar_charts import column_chart_with_line
from optimiser.excel.chart_parts import MAX_SERIES, Series
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, unique_headings
from optimiser.reports.board.report import BoardReport, year_key
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import NONE, borough_names, to_pounds
from optimiser.reports.prose.certainty import leader_phrase
from optimiser.text import listed, pounds, quoted, yes_no

CHART_SIZE = (560, 320)  # pixels
ASKED = "Target"


@dataclass(frozen=True, slots=True)
class ChartedTarget:
    """What the chart shows: a target with its position in the case, and the years and options shown."""

    position: int
    target: TargetSavings
    years: tuple[int, ...]
    options: tuple[SolvedOption, ...]


def reserve(report: BoardReport, page: Page) -> tuple[Table, Table] | None:
    """Make room for the figures of the chart and for every target; None if the case has no target."""
    targets = target_savings(report.case)
    if not targets:
        return None
    charted = _charted_target(report, targets)
    page.skip_row()
    page.write_caption("Savings against targets")
    page.write_text(
        "A saving is the baseline of the boroughs that save together, less their cost. If one-off costs do not"
        f" count, start, exit and set-up costs are left out. The chart shows {_scope(report, charted.target)}."
    )
    if _leaves_out(report):
        page.write_text(
            "If a target leaves out a stream of its boroughs only, what that stream does not spend counts as cost: its"
            " owner does not keep it."
        )
    small = page.reserve_table("SavingsDrawn", _chart_columns(charted), len(charted.years))
    chart = _chart(report, small, charted)
    page.insert_chart_beside(chart, small, alt_text=_alt_text(report, charted), size=CHART_SIZE)
    page.skip_row()
    page.write_caption("Every target, and each option's saving counted in the same way")
    years = [
        Column(year_key(year), f"{report.case.year_label(year)} (£)", NumberFormat.MONEY) for year in report.case.years
    ]
    keys = (*KEYS, *([NOT_KEPT] if _leaves_out(report) else []))
    large = page.reserve_table("SavingsTargets", [*keys, *years], len(targets) * (1 + len(report.options)))
    return small, large


def fill(report: BoardReport, tables: tuple[Table, Table]) -> None:
    """Write the rows of both tables."""
    small, large = tables
    targets = target_savings(report.case)
    large.fill([_row(report, target, option) for target in targets for option in (None, *report.options)])
    charted = _charted_target(report, targets)
    small.fill([_chart_row(report, large, charted, year) for year in charted.years])


KEYS = (
    Column("scope", "Boroughs that save together", max_width=40),
    Column("line", "Target or option", max_width=26),
    Column("once", "One-off costs count"),
)
NOT_KEPT = Column("not_kept", "Streams left out", max_width=40)


def _row(report: BoardReport, target: TargetSavings, option: SolvedOption | None) -> list[Cell]:
    """What the target asks if `option` is None, otherwise what the option saves."""
    saved = None if option is None else target.saved(report.case, option.plan, option.ledger)
    figures: Sequence[int | None] = target.required if saved is None else saved
    return [
        Cell(borough_names(report.case, target.target.boroughs)),
        Cell(ASKED if option is None else option.label),
        Cell(yes_no(target.target.includes_one_off)),
        *([Cell(", ".join(_left_out(report, target)) or NONE)] if _leaves_out(report) else []),
        *(Cell(NONE if figure is None else to_pounds(figure)) for figure in figures),
    ]


def _leaves_out(report: BoardReport) -> bool:
    return any(_left_out(report, target) for target in target_savings(report.case))


def _left_out(report: BoardReport, target: TargetSavings) -> list[str]:
    return list(dict.fromkeys(stream.name for stream in report.case.funding if target.target.leaves_out(stream)))


def _charted_target(report: BoardReport, targets: Sequence[TargetSavings]) -> ChartedTarget:
    """The first target over all boroughs, or else the first, in its longest run of years."""
    everywhere = [target for target in targets if len(target.target.boroughs) == len(report.case.boroughs)]
    target = (everywhere or list(targets))[0]
    options = report.options_for_chart(MAX_SERIES - 1)
    return ChartedTarget(list(targets).index(target), target, _longest_run(target.required), tuple(options))


def _longest_run(required: Sequence[int | None]) -> tuple[int, ...]:
    """The longest run of years with a target, the earliest of several."""
    runs: list[tuple[int, ...]] = [()]
    for year, figure in enumerate(required):
        if figure is None:
            runs.append(())
        else:
            runs[-1] = (*runs[-1], year)
    return max(runs, key=len)


def _chart_columns(charted: ChartedTarget) -> list[Column]:
    headings = unique_headings(["Year", ASKED, *(option.label for option in charted.options)])[2:]
    options = [
        Column(option.key, f"{heading} (£)", NumberFormat.MONEY)
        for option, heading in zip(charted.options, headings, strict=True)
    ]
    return [Column("year", "Year"), Column("asked", f"{ASKED} (£)", NumberFormat.MONEY), *options]


def _chart_row(report: BoardReport, large: Table, charted: ChartedTarget, year: int) -> list[Cell]:
    """The figures of a year, taken from the table of every target."""
    target_row = charted.position * (1 + len(report.options))
    target_cell = large.local_address(target_row, year_key(year))
    cells = [Cell(to_pounds(charted.target.required[year] or 0), formula=f"={target_cell}")]
    for option in charted.options:
        saved = charted.target.saved(report.case, option.plan, option.ledger)[year]
        saved_cell = large.local_address(target_row + 1 + option.number, year_key(year))
        cells.append(Cell(to_pounds(saved), formula=f"={saved_cell}"))
    return [Cell(report.case.year_label(year)), *cells]


def _chart(report: BoardReport, table: Table, charted: ChartedTarget) -> Any:
    """A column for each option, and the target as a line with markers, which shows a target of 0 too."""
    years = table.column_range("year")
    series = [
        Series(table.address(-1, option.key), years, table.column_range(option.key)) for option in charted.options
    ]
    line = Series(table.address(-1, "asked"), years, table.column_range("asked"))
    return column_chart_with_line(report.workbook, series, line, title="Saving against the target (£ a year)")


def _alt_text(report: BoardReport, charted: ChartedTarget) -> str:
    """The target in its first and last year, and what each option saves then."""
    options = []
    for option in charted.options:
        preferred = f", {leader_phrase(report.run)}," if option == report.preferred else ""
        saved = charted.target.saved(report.case, option.plan, option.ledger)
        options.append(f"{quoted(option.label)}{preferred} {_first_and_last(report, charted, saved)}")
    required = _first_and_last(report, charted, [figure or 0 for figure in charted.target.required])
    return (
        f"Column chart of the saving of {_scope(report, charted.target)} a year, with the target as a line: the target"
        f" {required}; {'; '.join(options)}.{report.left_out_of_chart(len(charted.options))}"
    )


def _first_and_last(report: BoardReport, charted: ChartedTarget, figures: Sequence[int]) -> str:
    """`£5 in 2010/11 and £7 in 2011/12`."""
    ends = sorted({charted.years[0], charted.years[-1]})
    return listed([f"{pounds(figures[year])} in {report.case.year_label(year)}" for year in ends])


def _scope(report: BoardReport, target: TargetSavings) -> str:
    names = target.target.boroughs
    return "all boroughs together" if len(names) == len(report.case.boroughs) > 1 else listed(list(names))
