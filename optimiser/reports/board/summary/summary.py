"""The sheet Summary: the preferred option and why, headline figures, success factors, and how sure the input is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from models.appraisal.measures import outcomes_shown
from models.plan.plan import Status
from optimiser.excel.bar_charts import bar_chart
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal.scale import AS_RUN, FAILS, FIRST, NOBODY, PASSES, WORDS, run_words
from optimiser.reports.board.appraisal.scores import FAILED, RANK, SCORE
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.board.summary import success_factors
from optimiser.reports.formats import STATUS_LABELS, measure_figure, measure_format, measure_heading, measure_unit
from optimiser.reports.prose.certainty import certainty_sentences, leader_adjective
from optimiser.reports.prose.outcome_costs import last_outcomes_sentences, limit_sentence
from optimiser.reports.prose.preference import caveats, preference_headline, preference_reasons
from optimiser.reports.prose.proof import secondary_sentences
from optimiser.reports.prose.saving import KEPT, anything_lapses, saving_kept_sentence
from optimiser.reports.prose.sensitivity import nearest_change
from optimiser.text import gap_percent, listed, tenths, upper_first

QUALITIES = ("given", "derived", "illustrative", "not said")  # of a row's source
PROOF_LABELS = {Status.OPTIMAL: "optimal", Status.WITHIN_GAP: "within gap", Status.UNPROVEN: "unproven"}
CHART_HEIGHT, CHART_WIDTH = 240, 520  # pixels
HEADLINE_MEASURES = (
    "cost",
    "saving",
    "transition_cost",
    "saving_recurrent",
    "people",
    "outcomes",
    "cost_per_person",
    "contracts",
    "worst_coverage",
)


def fill(report: BoardReport, page: Page) -> None:
    """Write the answer first, then the figures, then what they rest on."""
    first_lines = caveats(report.findings)
    for line in first_lines:
        page.write_text(line, bold=True)
    page.write_text(f"{'As run: ' if report.preferred else ''}{preference_headline(report.run)}", bold=True)
    for sentence in certainty_sentences(report.run):
        if sentence not in first_lines:
            page.write_text(sentence)
    _write_live_cells(report, page)
    _write_weak_sources(report, page)
    page.skip_row()
    if report.options:
        _write_standings(report, page)
    _write_reasons(report, page)
    if report.options:
        _write_headline_figures(report, page)
    _write_options_without_figures(report, page)
    if report.case.success_factors:
        success_factors.fill(report, page)
    page.skip_row()
    page.write_caption("Where the figures come from")
    _write_source_qualities(report, page)


def _write_live_cells(report: BoardReport, page: Page) -> None:
    """The master check, the preferred option with the weights on Appraisal matrix, and whether anything is changed."""
    lines = [("All checks", report.master_check_cell())]
    if report.live_preferred and (report.preferred or report.options):
        now = report.preferred.label if report.preferred else WORDS[NOBODY]
        first = upper_first(leader_adjective(report.run))
        lines.append((f"{first} with the weights on Appraisal matrix", Cell(now, formula=f"={report.live_preferred}")))
    if report.live_status:
        lines.append(("Weights, gates and judgements", Cell(WORDS[AS_RUN], formula=f"={report.live_status}")))
    for label, cell in lines:
        page.write_labelled_cell(label, cell)
    if report.live_preferred:
        page.write_text(
            "The sentences on this sheet describe the run. Scores, ranks and standings follow what you type on"
            " Appraisal matrix, Scoring basis and Scale."
        )


def _write_weak_sources(report: BoardReport, page: Page) -> None:
    """How many rows of the case are illustrative or without a source, before any figure that rests on them."""
    rows = report.case.assumptions
    for quality, words in (("illustrative", "illustrative"), ("not said", "without a source")):
        tables = Counter(row.table for row in rows if row.quality == quality)
        if tables:
            share = gap_percent(round(tables.total() / len(rows), 2))
            verb = "is" if tables.total() == 1 else "are"
            most = listed([name for name, _ in tables.most_common(3)])
            page.write_text(
                f"{tables.total():,} of the {len(rows):,} rows of the case with a source or a note ({share})"
                f" {verb} {words}, most often in {most}. Assumptions lists each."
            )


def _write_standings(report: BoardReport, page: Page) -> None:
    page.write_caption("Score, rank and standing of each option")
    columns = [
        Column("option", "Option", max_width=38),
        Column("score", "Weighted score (points)", NumberFormat.TENTH),
        Column("rank", "Rank (1 is best)", NumberFormat.COUNT),
        Column("standing", "Standing", max_width=16),
        Column("proof", "Proof", max_width=14),
    ]
    table = page.write_table("Standings", columns, [_standing(report, option) for option in report.options])
    _insert_chart(report, page, table)


def _standing(report: BoardReport, option: SolvedOption) -> list[Cell]:
    standing = report.run.appraisal.standings[option.name]
    contradicted = option.name in report.run.contradicted
    proof = Cell("contradicted" if contradicted else PROOF_LABELS[option.result.answer.status])
    if not report.has_table("Result"):
        return [Cell(option.label), Cell("not scored"), Cell("not ranked"), Cell("no criteria"), proof]
    result = report.table("Result")
    values = ((SCORE, standing.score), (RANK, standing.rank))
    cells = [Cell(value or 0, formula=f"={result.address(row, option.key)}") for row, value in values]
    return [Cell(option.label), *cells, _live_standing(report, option), proof]


def _live_standing(report: BoardReport, option: SolvedOption) -> Cell:
    """Whether the option is preferred, passes every gate or fails one, with the weights and gates on the sheets."""
    result, table = report.table("Result"), report.table("ScaleWords")
    first, fails, passes = (table.address(row, "word") for row in (FIRST, FAILS, PASSES))
    label = result.address(-1, option.key)
    formula = f"=IF({label}={report.live_preferred},{first},IF({result.address(FAILED, option.key)},{fails},{passes}))"
    failed = report.run.appraisal.standings[option.name].gates_failed
    now = FIRST if option == report.preferred else FAILS if failed else PASSES
    return Cell(run_words(report)[now], formula=formula)


def _insert_chart(report: BoardReport, page: Page, table: Table) -> None:
    """The scores as bars beside their table. Row heights are fixed, so the chart keeps its shape."""
    if not report.has_table("Result"):
        return
    chart = bar_chart(
        report.workbook, table, "option", "score", title="Weighted score of each option (0 to 100 points)", end=100
    )
    size = (CHART_WIDTH, max(CHART_HEIGHT, 30 * table.row_count + 70))
    page.insert_chart_beside(chart, table, alt_text=_alt_text(report), size=size)


def _alt_text(report: BoardReport) -> str:
    """The alternative text of the chart."""
    standings = report.run.appraisal.standings
    ranked = sorted(report.options, key=lambda option: standings[option.name].rank or 0)
    scores = [f"{option.label} {tenths(standings[option.name].score or Fraction(0))}" for option in ranked]
    head = f"Bar chart of weighted scores out of 100, as run. {preference_headline(report.run)}"
    return f"{head} From the highest: {', '.join(scores)}."


def _write_options_without_figures(report: BoardReport, page: Page) -> None:
    """Each option without figures, and why."""
    sentences = [
        f"{result.option.name}: {STATUS_LABELS[result.answer.status]}. It has no figures."
        for result in report.run.results.values()
        if result.answer.plan is None
    ]
    sentences += [f"{option.name}: not appraised. {option.dropped}" for option in report.case.options if option.dropped]
    explained = {*report.run.results, *(option.name for option in report.case.options if option.dropped)}
    sentences += [
        f"{option.name}: not included in this run." for option in report.case.options if option.name not in explained
    ]
    if sentences:
        page.skip_row()
        page.write_caption("Options without figures")
        for sentence in sentences:
            page.write_text(sentence)


def _write_reasons(report: BoardReport, page: Page) -> None:
    sentences = preference_reasons(report.run)
    unproven = [option.definition.name for option in report.options if option.result.answer.status is Status.UNPROVEN]
    sentences += [
        f"{name} is unproven: its plan meets every constraint, but a better one may exist." for name in unproven
    ]
    sentences += secondary_sentences(report.run)
    if report.preferred is not None and len(report.options) > 1:
        sentences.append(nearest_change(report.findings.sensitivity, leader_adjective(report.run)))
    if sentences:
        page.skip_row()
        page.write_caption("Why, in points of the weighted score")
        for sentence in sentences:
            page.write_text(sentence)


def _write_source_qualities(report: BoardReport, page: Page) -> None:
    """How many rows of the case are given, derived, illustrative, or do not say."""
    assumptions = report.case.assumptions
    counts = [sum(assumption.quality == quality for assumption in assumptions) for quality in QUALITIES]
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


def _write_headline_figures(report: BoardReport, page: Page) -> None:
    """Write a row for each option, then what the figures count."""
    page.skip_row()
    page.write_caption(
        f"Headline figures over {report.case.horizon} years" if report.case.horizon > 1 else "Headline figures"
    )
    outcomes = outcomes_shown(report.case)
    lapses = anything_lapses(report.run)
    names = [outcomes if name == "outcomes" else name for name in HEADLINE_MEASURES]
    names[1:2] = ["saving_kept", "saving", "lapsed"] if lapses else ["saving"]
    columns = [
        Column("option", "Option", max_width=38),
        *(Column(name, _heading(name), measure_format(name)) for name in names),
    ]
    rows = [[Cell(option.label), *(_figure(report, option, name) for name in names)] for option in report.options]
    page.write_table("Headlines", columns, rows)
    of_outcomes = filter(None, [limit_sentence(report.run), *last_outcomes_sentences(report.findings)])
    kept = _lapses(report) if lapses else ()
    for sentence in (*kept, *of_outcomes, *_explanations(report.case.horizon)):
        page.write_text(sentence)


def _lapses(report: BoardReport) -> Iterator[str]:
    """What saving kept is, and how that of each option is made up."""
    yield KEPT
    for option in report.options:
        yield f"{option.label}: {saving_kept_sentence(option.measures)}"


def _figure(report: BoardReport, option: SolvedOption, measure: str) -> Cell:
    value = measure_figure(measure, option.measures[measure])
    return Cell(value, formula=f"={report.measure_cell(measure, option)}")


def _explanations(years: int) -> Iterator[str]:
    """What the figures count, as a reader may otherwise misread them."""
    if years > 1:
        yield f"People are counted again in each year: a person in treatment in every year counts {years} times."
    yield (
        "Saving is the cost of today's arrangements for as many years, less the cost of the option. Recurrent"
        " saving leaves out the transition cost, which is paid once."
    )
    yield (
        "Worst coverage is the share of demand met in the borough where that share is lowest. Options compared"
        " explains every measure."
    )


def _heading(measure: str) -> str:
    unit = measure_unit(measure)
    last = ", last year" if measure in ("contracts", "worst_coverage") else ""
    return f"{measure_heading(measure)}{last} ({'number' if unit == measure else unit})"


SHEET = Sheet("Summary", "The preferred option and why, with the headline figures.", fill, POUNDS)
