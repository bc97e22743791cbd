"""The sheets that set scenarios side by side, scenarios down, options across: how options stand, and their figures."""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.measures import BY_NAME
from optimiser.analyses.scenarios.pack import Member
from optimiser.excel.bar_charts import column_chart
from optimiser.excel.chart_parts import MAX_SERIES, Series
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell
from optimiser.reports.formats import measure_format
from optimiser.reports.prose.scenarios import PROOF_MEANINGS, measure_value, proof_label, standing_text
from optimiser.reports.scenarios import shading
from optimiser.reports.scenarios.report import ScenarioReport, called, rows, shown, titled
from optimiser.text import pounds, quoted, tenths

SIZE = (900, 360)  # pixels of a chart
PICTURED = ("outcomes", "weighted_outcomes", "cost")  # measures that are shown as a chart too


def stand(report: ScenarioReport, page: Page) -> None:
    """How each option stands in each scenario, its score, and what is proven of it."""
    members = report.pack.members
    page.write_caption("How each option stands")
    page.write_text("Ranks are among the options of one scenario, those that fail a gate among them.")
    table = page.write_table(
        "Standing", report.columns(), rows(report, members, lambda m, o: Cell(standing_text(m, o)))
    )
    shading.of_states(page, table)
    page.skip_row()
    page.write_caption("Weighted score")
    page.write_text(
        "From 0 to 100, against the other options of the same scenario: a score may move because another option does."
    )
    page.write_table("Score", report.columns(NumberFormat.TENTH, "points"), rows(report, members, _score))
    page.skip_row()
    page.write_caption("What is proven")
    for word in dict.fromkeys(proof_label(m.result(o)) for m in members for o in report.pack.options):
        page.write_text(f"{word}: {PROOF_MEANINGS[word]}.")
    table = page.write_table(
        "State", report.columns(), rows(report, members, lambda m, o: Cell(proof_label(m.result(o))))
    )
    shading.of_states(page, table)


def figures(report: ScenarioReport, page: Page) -> None:
    """A table a measure, with a chart below that of cost and of outcomes."""
    for measure in report.measures:
        page.write_caption(titled(measure).split(" (")[0])
        page.write_text(BY_NAME[measure].sentence)
        columns_ = report.columns(measure_format(measure), BY_NAME[measure].unit)
        cells = rows(report, report.pack.members, lambda m, o, measure=measure: shown(measure, m.result(o)))
        page.write_table(f"Figures{called(measure)}", columns_, cells)
        page.skip_row()
        if measure in PICTURED:
            _charts(report, page, measure)


def _standing(member: Member, option: str) -> Cell:
    return Cell(standing_text(member, option))


def _proof(member: Member, option: str) -> Cell:
    return Cell(proof_label(member.result(option)))


def _score(member: Member, option: str) -> Cell:
    found = member.run.appraisal.standings.get(option)
    return Cell(proof_label(member.result(option)) if found is None or found.score is None else found.score)


def _charts(report: ScenarioReport, page: Page, measure: str) -> None:
    """Columns by scenario, a colour an option; a chart holds four options."""
    table, keys = report.figures(measure), list(report.keys().items())
    charts = -(-len(keys) // MAX_SERIES)
    share = -(-len(keys) // charts)
    for number in range(0, len(keys), share):
        part = keys[number : number + share]
        series = [
            Series(table.address(-1, key), table.column_range("scenario"), table.column_range(key)) for _, key in part
        ]
        title = f"{titled(measure)} by scenario{' and option' if len(keys) > 1 else ''}"
        more = f", options {number + 1} to {number + len(part)}" if charts > 1 else ""
        page.write_caption(title + more)
        page.write_text("Where an option has no plan there is no column.")
        chart = column_chart(report.workbook, series, title=title + more)
        page.insert_chart(chart, alt_text=_finding(report, measure, [name for name, _ in part]), size=SIZE)
        page.skip_row()


def _finding(report: ScenarioReport, measure: str, options: list[str]) -> str:
    """What the chart says: each option's figure as it stands, and where it is highest and lowest."""
    said = "; ".join(_of_option(report, measure, name) for name in options)
    return f"Column chart of {titled(measure).lower()} by scenario, a column an option. {said}."


def _of_option(report: ScenarioReport, measure: str, option: str) -> str:
    found = [(measure_value(m.result(option), measure), report.names[m.folder]) for m in report.pack.members]
    there = [(figure, name) for figure, name in found if figure is not None]
    if not there:
        return f"{quoted(report.labels[option])} has no figures"
    (low, at_low), (high, at_high) = min(there, key=_first), max(there, key=_first)
    if low == high:
        return f"{quoted(report.labels[option])} {_words(measure, low)} wherever it has a plan"
    return (
        f"{quoted(report.labels[option])} from {_words(measure, low)} ({at_low}) to {_words(measure, high)} ({at_high})"
    )


def _first(pair: tuple[Fraction, str]) -> Fraction:
    return pair[0]


def _words(measure: str, figure: Fraction) -> str:
    return pounds(figure) if BY_NAME[measure].money else tenths(figure)
