"""The sheets with scenarios down and options across: standings, figures, and differences from the base case."""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.measures import BY_NAME
from optimiser.analyses.scenarios import ScenarioRun
from optimiser.excel.bar_charts import column_chart
from optimiser.excel.chart_parts import MAX_SERIES, Series
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, difference, difference_formula
from optimiser.reports.formats import measure_format
from optimiser.reports.prose.scenarios import (
    PROOF_MEANINGS,
    difference_text,
    measure_value,
    objective_difference_text,
    proof_label,
    standing_text,
)
from optimiser.reports.scenarios.report import (
    ScenarioReport,
    heading_with_unit,
    heading_without_unit,
    measure_cell,
    measure_key,
    member_rows,
    shade_differences,
    shade_standings,
)
from optimiser.text import pounds, quoted, tenths

CHART_SIZE = (900, 360)  # pixels
CHARTED_MEASURES = ("outcomes", "weighted_outcomes", "cost")


def write_standings(report: ScenarioReport, page: Page) -> None:
    """Write how each option stands in each scenario, its score, and what is proven of it."""
    members = report.pack.members
    page.write_caption("How each option stands")
    page.write_text("Each scenario ranks its own options, including those that fail a gate.")
    table = page.write_table("Standing", report.columns(), member_rows(report, members, _standing_cell))
    shade_standings(page, table)
    page.skip_row()
    page.write_caption("Weighted score")
    page.write_text(
        "From 0 to 100, compared with the other options of the same scenario. A score may change because another option"
        " does."
    )
    score_columns = report.columns(NumberFormat.TENTH, "points")
    page.write_table("Score", score_columns, member_rows(report, members, _score_cell))
    page.skip_row()
    page.write_caption("What is proven")
    for label in dict.fromkeys(proof_label(m.result(option)) for m in members for option in report.pack.options):
        page.write_text(f"{label}: {PROOF_MEANINGS[label]}.")
    table = page.write_table("State", report.columns(), member_rows(report, members, _proof_cell))
    shade_standings(page, table)


def write_figures(report: ScenarioReport, page: Page) -> None:
    """Write a table for each measure, with a chart below those of cost and of outcomes."""
    for measure in report.measures:

        def cell(member: ScenarioRun, option: str, measure: str = measure) -> Cell:
            return measure_cell(measure, member.result(option))

        page.write_caption(heading_without_unit(measure))
        page.write_text(BY_NAME[measure].sentence)
        columns = report.columns(measure_format(measure), BY_NAME[measure].unit)
        page.write_table(f"Figures{measure_key(measure)}", columns, member_rows(report, report.pack.members, cell))
        page.skip_row()
        if measure in CHARTED_MEASURES:
            _write_charts(report, page, measure)


def write_differences(report: ScenarioReport, page: Page) -> None:
    """Write what is proven of the objective; then for each measure a table of words and one of figures."""
    pack = report.pack
    if not pack.others:
        page.write_text("The case has no scenarios, so there is nothing to compare.")
        return
    page.write_caption("The objective, against the base case")
    page.write_text(
        "Of two plans within the gap, either may be better by chance. Proven: the best plans themselves differ. Within"
        " the gap: it is not proven whether they differ."
    )

    def cell(member: ScenarioRun, option: str) -> Cell:
        return Cell(objective_difference_text(pack.base.result(option), member.result(option)))

    table = page.write_table("AimWords", report.columns(), member_rows(report, pack.others, cell))
    shade_differences(page, table)
    for measure in report.measures:
        _write_difference_words(report, page, measure)
        _write_difference_figures(report, page, measure)


def _standing_cell(member: ScenarioRun, option: str) -> Cell:
    return Cell(standing_text(member, option))


def _score_cell(member: ScenarioRun, option: str) -> Cell:
    standing = member.run.appraisal.standings.get(option)
    if standing is None or standing.score is None:
        return _proof_cell(member, option)
    return Cell(standing.score)


def _proof_cell(member: ScenarioRun, option: str) -> Cell:
    return Cell(proof_label(member.result(option)))


def _write_charts(report: ScenarioReport, page: Page, measure: str) -> None:
    """Write columns by scenario with a colour for each option; a chart holds at most MAX_SERIES options."""
    table, keys = report.figures(measure), list(report.keys().items())
    charts = -(-len(keys) // MAX_SERIES)
    per_chart = -(-len(keys) // charts)
    for first in range(0, len(keys), per_chart):
        part = keys[first : first + per_chart]
        series = [
            Series(table.address(-1, key), table.column_range("scenario"), table.column_range(key)) for _, key in part
        ]
        title = f"{heading_with_unit(measure)} by scenario{' and option' if len(keys) > 1 else ''}"
        if charts > 1:
            title += f", options {first + 1} to {first + len(part)}"
        page.write_caption(title)
        page.write_text("An option without a plan has no column.")
        chart = column_chart(report.workbook, series, title=title)
        page.insert_chart(chart, alt_text=_alt_text(report, measure, [name for name, _ in part]), size=CHART_SIZE)
        page.skip_row()


def _alt_text(report: ScenarioReport, measure: str, options: list[str]) -> str:
    """What the chart shows: for each option its lowest and highest figure."""
    ranges = "; ".join(_range_text(report, measure, option) for option in options)
    return f"Column chart of {heading_with_unit(measure).lower()} by scenario, a column for each option. {ranges}."


def _range_text(report: ScenarioReport, measure: str, option: str) -> str:
    label = quoted(report.labels[option])
    values = [(measure_value(m.result(option), measure), report.names[m.folder]) for m in report.pack.members]
    figures = [(figure, name) for figure, name in values if figure is not None]
    if not figures:
        return f"{label} has no figures"
    low, lowest_in = min(figures, key=_figure_of)
    high, highest_in = max(figures, key=_figure_of)
    if low == high:
        return f"{label} {_figure_text(measure, low)} wherever it has a plan"
    return f"{label} from {_figure_text(measure, low)} ({lowest_in}) to {_figure_text(measure, high)} ({highest_in})"


def _figure_of(pair: tuple[Fraction, str]) -> Fraction:
    return pair[0]


def _figure_text(measure: str, figure: Fraction) -> str:
    return pounds(figure) if BY_NAME[measure].money else tenths(figure)


def _write_difference_words(report: ScenarioReport, page: Page, measure: str) -> None:
    base = report.pack.base

    def cell(member: ScenarioRun, option: str) -> Cell:
        return Cell(difference_text(measure, base.result(option), member.result(option)))

    page.skip_row()
    page.write_caption(f"{heading_without_unit(measure)} against the base case, in words")
    rows = member_rows(report, report.pack.others, cell)
    table = page.write_table(f"Words{measure_key(measure)}", report.columns(), rows)
    shade_differences(page, table)


def _write_difference_figures(report: ScenarioReport, page: Page, measure: str) -> None:
    def cell(member: ScenarioRun, option: str) -> Cell:
        return _difference_cell(report, measure, member, option)

    page.skip_row()
    page.write_caption(f"{heading_without_unit(measure)}, minus that of the base case")
    columns = report.columns(measure_format(measure), BY_NAME[measure].unit)
    page.write_table(f"Less{measure_key(measure)}", columns, member_rows(report, report.pack.others, cell))


def _difference_cell(report: ScenarioReport, measure: str, member: ScenarioRun, option: str) -> Cell:
    """The figure of a scenario less that of the base case, as a formula; the words of the one without a figure."""
    table, key = report.figures(measure), report.keys()[option]
    address, base_address = table.address(report.pack.members.index(member), key), table.address(0, key)
    new, old = (measure_cell(measure, run.result(option)).value for run in (member, report.pack.base))
    return Cell(difference(new, old), measure_format(measure), difference_formula(address, base_address))
