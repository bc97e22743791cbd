"""Summary: the preferred option and why, the headline figures, success factors, and what the figures rest on."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from models.case.types import SuccessFactor
from models.plan.plan import Status
from optimiser.excel.charts import bars
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal.matrix import FAILED, RANK, SCORE
from optimiser.reports.board.appraisal.scale import AS_RUN, FAILS, FIRST, PASSES, WORDS
from optimiser.reports.board.book import Book, Solved
from optimiser.reports.board.measures_today import today
from optimiser.reports.board.summary import headlines
from optimiser.reports.formats import NO_FIGURE, STATUS, figure, heading, look, summed
from optimiser.reports.prose.preference import caveats, headline, reasons
from optimiser.reports.prose.sensitivity import nearest
from optimiser.text import gap_percent, listed, tenths

SHORT = {Status.OPTIMAL: "optimal", Status.WITHIN_GAP: "within gap", Status.UNPROVEN: "unproven"}
CHART_HEIGHT, CHART_WIDTH = 240, 520  # pixels


def fill(book: Book, page: Page) -> None:
    """From the answer down to what it rests on."""
    for line in caveats(book.findings):
        page.text(line, strong=True)
    page.text(f"{'As run: ' if book.preferred else ''}{headline(book.run)}", strong=True)
    _live(book, page)
    _trust(book, page)
    page.gap()
    if book.solved:
        _standings(book, page)
    _why(book, page)
    if book.solved:
        headlines.fill(book, page)
    _unsolved(book, page)
    if book.case.success_factors:
        _factors(book, page)
    page.gap()
    page.caption("Where the figures come from")
    _qualities(book, page)


def _live(book: Book, page: Page) -> None:
    lines = [("All checks", Cell("Pass" if book.holds else "FAIL", formula=f"={book.master}"))]
    if book.live_preferred and (book.preferred or book.solved):
        now = book.preferred.label if book.preferred else "none may be preferred"
        lines.append(("Preferred with the weights on Appraisal matrix", Cell(now, formula=f"={book.live_preferred}")))
    if book.live_status:
        lines.append(("Weights, gates and judgements", Cell(WORDS[AS_RUN], formula=f"={book.live_status}")))
    for label, cell in lines:
        page.pair(label, cell)
    if book.live_preferred:
        page.text(
            "The sentences on this sheet are of the run; scores, ranks and standings follow what is typed on"
            " Appraisal matrix, Scoring basis and Scale."
        )


def _trust(book: Book, page: Page) -> None:
    """How much of the case is supposed or of unknown source, before any figure that rests on it."""
    rows = book.case.assumptions
    for quality, words in (("illustrative", "illustrative"), ("not said", "without a source")):
        tables = Counter(each.table for each in rows if each.quality == quality)
        if tables:
            share = gap_percent(round(tables.total() / len(rows), 2))
            verb = "is" if tables.total() == 1 else "are"
            most = listed([name for name, _ in tables.most_common(3)])
            page.text(
                f"{tables.total():,} of the {len(rows):,} rows of the case ({share}) {verb} {words}, most of them in"
                f" {most}. Assumptions lists each."
            )


def _standings(book: Book, page: Page) -> None:
    page.caption("Where each option stands")
    columns = [
        Column("option", "Option", most=38),
        Column("score", "Weighted score (points)", Look.TENTH),
        Column("rank", "Rank (1 is best)", Look.COUNT),
        Column("standing", "Standing", most=16),
        Column("proof", "Proof", most=14),
    ]
    table = page.table("Standings", columns, [_standing(book, each) for each in book.solved])
    _chart(book, page, table)


def _standing(book: Book, each: Solved) -> list[Cell]:
    standing = book.run.appraisal.standings[each.name]
    proof = Cell(SHORT[each.result.answer.status])
    if not book.has("Result"):
        return [Cell(each.label), Cell("not scored"), Cell("not ranked"), Cell("no criteria"), proof]
    result = book.table("Result")
    values = ((SCORE, standing.score), (RANK, standing.rank))
    cells = [Cell(value or 0, formula=f"={result.cell(row, each.key)}") for row, value in values]
    return [Cell(each.label), *cells, _live_standing(book, each), proof]


def _live_standing(book: Book, each: Solved) -> Cell:
    """Whether the option is preferred, passes every gate or fails one, with the weights and gates as they stand."""
    result, words = book.table("Result"), book.table("ScaleWords")
    first, fails, passes = (words.cell(row, "word") for row in (FIRST, FAILS, PASSES))
    own = result.cell(-1, each.key)
    formula = f"=IF({own}={book.live_preferred},{first},IF({result.cell(FAILED, each.key)},{fails},{passes}))"
    missed = book.run.appraisal.standings[each.name].gates_failed
    now = FIRST if each == book.preferred else FAILS if missed else PASSES
    return Cell(WORDS[now], formula=formula)


def _chart(book: Book, page: Page, table: Table) -> None:
    """The scores as bars beside their table; rows are fixed in height, so that the chart keeps its shape."""
    if not book.has("Result"):
        return
    chart = bars(
        book.workbook, table, "option", "score", title="Weighted score of each option (0 to 100 points)", most=100
    )
    size = (CHART_WIDTH, max(CHART_HEIGHT, 30 * table.count + 70))
    page.chart(chart, table, finding=_finding(book), size=size)


def _finding(book: Book) -> str:
    """The chart in words."""
    ranked = sorted(book.solved, key=lambda each: book.run.appraisal.standings[each.name].rank or 0)
    scores = [f"{each.label} {tenths(book.run.appraisal.standings[each.name].score or Fraction(0))}" for each in ranked]
    return (
        f"Bar chart of weighted scores out of 100, as run. {headline(book.run)} From the highest: {', '.join(scores)}."
    )


def _unsolved(book: Book, page: Page) -> None:
    """Options without figures, in words."""
    lines = [
        f"{result.option.name}: {STATUS[result.answer.status]}. It has no figures."
        for result in book.run.results.values()
        if result.answer.plan is None
    ]
    lines += [f"{option.name}: not appraised. {option.dropped}" for option in book.case.options if option.dropped]
    there = {*book.run.results, *(option.name for option in book.case.options if option.dropped)}
    lines += [f"{option.name}: not asked for in this run." for option in book.case.options if option.name not in there]
    if lines:
        page.gap()
        page.caption("Options without figures")
        for line in lines:
            page.text(line)


def _why(book: Book, page: Page) -> None:
    found = reasons(book.run)
    unproven = [each.option.name for each in book.solved if each.result.answer.status is Status.UNPROVEN]
    found += [f"{name} is unproven: {STATUS[Status.UNPROVEN].removeprefix('unproven: ')}." for name in unproven]
    if book.preferred is not None and len(book.solved) > 1:
        found.append(nearest(book.findings.sensitivity))
    if found:
        page.gap()
        page.caption("Why, in points of the weighted score")
        for sentence in found:
            page.text(sentence)


def _factors(book: Book, page: Page) -> None:
    page.gap()
    page.caption("Critical success factors")
    preferred = "Preferred option, a year (in the unit)" if book.preferred else "No preferred option"
    columns = [
        Column("factor", "Factor and its unit", most=38),
        Column("today", "Today, as stated (in the unit)", Look.TENTH),
        Column("case", "Today, as the contracts give it (in the unit)", Look.TENTH),
        Column("preferred", preferred, Look.TENTH),
        Column("measure", "Measure", most=14),
    ]
    page.table("SuccessFactors", columns, [_factor(book, factor) for factor in book.case.success_factors])


def _factor(book: Book, factor: SuccessFactor) -> list[Cell]:
    name = f"{factor.name} ({factor.unit})" if factor.unit else factor.name
    stated = (
        Cell("no data") if factor.today is None else Cell(factor.today, Look.EXACT if factor.today % 1 else Look.COUNT)
    )
    if factor.measure is None:
        return [Cell(name), stated, Cell("no measure"), Cell("no measure"), Cell("none")]
    found = today(book.case).get(factor.measure)
    its_look = look(factor.measure)
    return [
        Cell(name),
        stated,
        Cell("not known" if found is None else found, its_look),
        _a_year(book, factor.measure),
        Cell(heading(factor.measure)),
    ]


def _a_year(book: Book, measure: str) -> Cell:
    """The preferred option's figure; of a total over the years, the part of one."""
    if book.preferred is None:
        return Cell("none")
    value = figure(measure, book.preferred.measures[measure])
    if isinstance(value, str):
        return Cell(NO_FIGURE)
    return Cell(value / book.case.horizon if summed(measure) else value, look(measure))


QUALITIES = ("given", "derived", "illustrative", "not said")


def _qualities(book: Book, page: Page) -> None:
    """How many rows of the case are given, derived, illustrative, or do not say."""
    counts = [sum(each.quality == quality for each in book.case.assumptions) for quality in QUALITIES]
    columns = [
        Column("quality", "Quality", most=38),
        Column("rows", "Rows of the case (number)", Look.COUNT, total=True),
    ]
    table = page.reserve("Quality", columns, len(QUALITIES))
    if book.has("Assumptions"):
        there = book.table("Assumptions").column("quality")
        formulas = [f"=SUMPRODUCT(--({there}={table.here(row, 'quality')}))" for row in range(len(QUALITIES))]
    else:
        formulas = [""] * len(QUALITIES)
    rows = zip(QUALITIES, counts, formulas, strict=True)
    table.fill([[Cell(quality), Cell(count, formula=formula)] for quality, count, formula in rows])
