"""Summary: the preferred option and why, the headline figures, success factors, and what the figures rest on."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from models.case.appraisal_inputs import SuccessFactor
from models.plan.plan import Status
from optimiser.excel.bar_charts import bar_chart
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal.appraisal_matrix import FAILED, RANK, SCORE
from optimiser.reports.board.appraisal.scale import AS_RUN, FAILS, FIRST, PASSES, WORDS
from optimiser.reports.board.measures_today import today
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.board.summary import headline_figures
from optimiser.reports.formats import (
    NO_FIGURE,
    STATUS_LABELS,
    adds_over_years,
    measure_figure,
    measure_format,
    measure_heading,
)
from optimiser.reports.prose.preference import caveats, headline, reasons
from optimiser.reports.prose.sensitivity import nearest
from optimiser.text import gap_percent, listed, tenths

SHORT = {Status.OPTIMAL: "optimal", Status.WITHIN_GAP: "within gap", Status.UNPROVEN: "unproven"}
CHART_HEIGHT, CHART_WIDTH = 240, 520  # pixels


def fill(report: BoardReport, page: Page) -> None:
    """From the answer down to what it rests on."""
    for line in caveats(report.findings):
        page.write_text(line, bold=True)
    page.write_text(f"{'As run: ' if report.preferred else ''}{headline(report.run)}", bold=True)
    _live(report, page)
    _trust(report, page)
    page.skip_row()
    if report.options:
        _standings(report, page)
    _why(report, page)
    if report.options:
        headline_figures.fill(report, page)
    _unsolved(report, page)
    if report.case.success_factors:
        _factors(report, page)
    page.skip_row()
    page.write_caption("Where the figures come from")
    _qualities(report, page)


def _live(report: BoardReport, page: Page) -> None:
    lines = [("All checks", report.master_check_cell())]
    if report.live_preferred and (report.preferred or report.options):
        now = report.preferred.label if report.preferred else "none may be preferred"
        lines.append(("Preferred with the weights on Appraisal matrix", Cell(now, formula=f"={report.live_preferred}")))
    if report.live_status:
        lines.append(("Weights, gates and judgements", Cell(WORDS[AS_RUN], formula=f"={report.live_status}")))
    for label, cell in lines:
        page.write_labelled_cell(label, cell)
    if report.live_preferred:
        page.write_text(
            "The sentences on this sheet are of the run; scores, ranks and standings follow what is typed on"
            " Appraisal matrix, Scoring basis and Scale."
        )


def _trust(report: BoardReport, page: Page) -> None:
    """How much of the case is supposed or of unknown source, before any figure that rests on it."""
    rows = report.case.assumptions
    for quality, words in (("illustrative", "illustrative"), ("not said", "without a source")):
        tables = Counter(each.table for each in rows if each.quality == quality)
        if tables:
            share = gap_percent(round(tables.total() / len(rows), 2))
            verb = "is" if tables.total() == 1 else "are"
            most = listed([name for name, _ in tables.most_common(3)])
            page.write_text(
                f"{tables.total():,} of the {len(rows):,} rows of the case ({share}) {verb} {words}, most of them"
                f" in {most}. Assumptions lists each."
            )


def _standings(report: BoardReport, page: Page) -> None:
    page.write_caption("Where each option stands")
    columns = [
        Column("option", "Option", max_width=38),
        Column("score", "Weighted score (points)", NumberFormat.TENTH),
        Column("rank", "Rank (1 is best)", NumberFormat.COUNT),
        Column("standing", "Standing", max_width=16),
        Column("proof", "Proof", max_width=14),
    ]
    table = page.write_table("Standings", columns, [_standing(report, option) for option in report.options])
    _chart(report, page, table)


def _standing(report: BoardReport, option: SolvedOption) -> list[Cell]:
    standing = report.run.appraisal.standings[option.name]
    proof = Cell(SHORT[option.result.answer.status])
    if not report.has_table("Result"):
        return [Cell(option.label), Cell("not scored"), Cell("not ranked"), Cell("no criteria"), proof]
    result = report.table("Result")
    values = ((SCORE, standing.score), (RANK, standing.rank))
    cells = [Cell(value or 0, formula=f"={result.address(row, option.key)}") for row, value in values]
    return [Cell(option.label), *cells, _live_standing(report, option), proof]


def _live_standing(report: BoardReport, option: SolvedOption) -> Cell:
    """Whether the option is preferred, passes every gate or fails one, with the weights and gates as they stand."""
    result, words = report.table("Result"), report.table("ScaleWords")
    first, fails, passes = (words.address(row, "word") for row in (FIRST, FAILS, PASSES))
    own = result.address(-1, option.key)
    formula = f"=IF({own}={report.live_preferred},{first},IF({result.address(FAILED, option.key)},{fails},{passes}))"
    missed = report.run.appraisal.standings[option.name].gates_failed
    now = FIRST if option == report.preferred else FAILS if missed else PASSES
    return Cell(WORDS[now], formula=formula)


def _chart(report: BoardReport, page: Page, table: Table) -> None:
    """The scores as bars beside their table; rows are fixed in height, so that the chart keeps its shape."""
    if not report.has_table("Result"):
        return
    chart = bar_chart(
        report.workbook, table, "option", "score", title="Weighted score of each option (0 to 100 points)", end=100
    )
    size = (CHART_WIDTH, max(CHART_HEIGHT, 30 * table.row_count + 70))
    page.insert_chart_beside(chart, table, alt_text=_finding(report), size=size)


def _finding(report: BoardReport) -> str:
    """The chart in words."""
    ranked = sorted(report.options, key=lambda each: report.run.appraisal.standings[each.name].rank or 0)
    scores = [
        f"{each.label} {tenths(report.run.appraisal.standings[each.name].score or Fraction(0))}" for each in ranked
    ]
    head = f"Bar chart of weighted scores out of 100, as run. {headline(report.run)}"
    return f"{head} From the highest: {', '.join(scores)}."


def _unsolved(report: BoardReport, page: Page) -> None:
    """Options without figures, in words."""
    lines = [
        f"{result.option.name}: {STATUS_LABELS[result.answer.status]}. It has no figures."
        for result in report.run.results.values()
        if result.answer.plan is None
    ]
    lines += [f"{option.name}: not appraised. {option.dropped}" for option in report.case.options if option.dropped]
    there = {*report.run.results, *(option.name for option in report.case.options if option.dropped)}
    lines += [
        f"{option.name}: not asked for in this run." for option in report.case.options if option.name not in there
    ]
    if lines:
        page.skip_row()
        page.write_caption("Options without figures")
        for line in lines:
            page.write_text(line)


def _why(report: BoardReport, page: Page) -> None:
    found = reasons(report.run)
    unproven = [option.definition.name for option in report.options if option.result.answer.status is Status.UNPROVEN]
    found += [f"{name} is unproven: {STATUS_LABELS[Status.UNPROVEN].removeprefix('unproven: ')}." for name in unproven]
    if report.preferred is not None and len(report.options) > 1:
        found.append(nearest(report.findings.sensitivity))
    if found:
        page.skip_row()
        page.write_caption("Why, in points of the weighted score")
        for sentence in found:
            page.write_text(sentence)


def _factors(report: BoardReport, page: Page) -> None:
    page.skip_row()
    page.write_caption("Critical success factors")
    preferred = "Preferred option, a year (in the unit)" if report.preferred else "No preferred option"
    columns = [
        Column("factor", "Factor and its unit", max_width=38),
        Column("today", "Today, as stated (in the unit)", NumberFormat.TENTH),
        Column("case", "Today, as the contracts give it (in the unit)", NumberFormat.TENTH),
        Column("preferred", preferred, NumberFormat.TENTH),
        Column("measure", "Measure", max_width=14),
    ]
    page.write_table("SuccessFactors", columns, [_factor(report, factor) for factor in report.case.success_factors])


def _factor(report: BoardReport, factor: SuccessFactor) -> list[Cell]:
    name = f"{factor.name} ({factor.unit})" if factor.unit else factor.name
    stated = (
        Cell("no data")
        if factor.today is None
        else Cell(factor.today, NumberFormat.EXACT if factor.today % 1 else NumberFormat.COUNT)
    )
    if factor.measure is None:
        return [Cell(name), stated, Cell("no measure"), Cell("no measure"), Cell("none")]
    found = today(report.case).get(factor.measure)
    number_format = measure_format(factor.measure)
    return [
        Cell(name),
        stated,
        Cell("not known" if found is None else found, number_format),
        _a_year(report, factor.measure),
        Cell(measure_heading(factor.measure)),
    ]


def _a_year(report: BoardReport, measure: str) -> Cell:
    """The preferred option's figure; of a total over the years, the part of one."""
    if report.preferred is None:
        return Cell("none")
    value = measure_figure(measure, report.preferred.measures[measure])
    if isinstance(value, str):
        return Cell(NO_FIGURE)
    return Cell(value / report.case.horizon if adds_over_years(measure) else value, measure_format(measure))


QUALITIES = ("given", "derived", "illustrative", "not said")


def _qualities(report: BoardReport, page: Page) -> None:
    """How many rows of the case are given, derived, illustrative, or do not say."""
    counts = [sum(each.quality == quality for each in report.case.assumptions) for quality in QUALITIES]
    columns = [
        Column("quality", "Quality", max_width=38),
        Column("rows", "Rows of the case (number)", NumberFormat.COUNT, total=True),
    ]
    table = page.reserve_table("Quality", columns, len(QUALITIES))
    if report.has_table("Assumptions"):
        there = report.table("Assumptions").column_range("quality")
        formulas = [f"=SUMPRODUCT(--({there}={table.local_address(row, 'quality')}))" for row in range(len(QUALITIES))]
    else:
        formulas = [""] * len(QUALITIES)
    rows = zip(QUALITIES, counts, formulas, strict=True)
    table.fill([[Cell(quality), Cell(count, formula=formula)] for quality, count, formula in rows])


SHEET = Sheet("Summary", "The preferred option and why, with the headline figures.", fill, POUNDS)
