"""Summary: the preferred option and why, the headline figures, success factors, and what the figures rest on."""

from __future__ import annotations

from fractions import Fraction

from models.case import SuccessFactor
from models.measures import MEASURES
from models.plan import Status
from optimiser.workbook.book import Book, Solved
from optimiser.workbook.charts import bars
from optimiser.workbook.looks import Look
from optimiser.workbook.page import Page
from optimiser.workbook.reasons import headline, reasons
from optimiser.workbook.sheets.matrix import FAILED, RANK, SCORE
from optimiser.workbook.tables import Cell, Column, Table
from optimiser.workbook.today import today
from optimiser.workbook.words import (
    NO_FIGURE,
    STATUS,
    figure,
    heading,
    look,
    one,
    summed,
    unit,
)

HEADLINES = (
    "cost",
    "saving_recurrent",
    "places",
    "people",
    "outcomes",
    "cost_per_person",
    "contracts",
    "worst_coverage",
)
SHORT = {Status.OPTIMAL: "optimal", Status.WITHIN_GAP: "within gap", Status.UNPROVEN: "unproven"}
CHART_HEIGHT, CHART_WIDTH = 240, 520  # pixels


def fill(book: Book, page: Page) -> None:
    """From the answer down to what it rests on."""
    page.text(headline(book.run), strong=True)
    _live(book, page)
    page.gap()
    if book.solved:
        _standings(book, page)
        _headlines(book, page)
    _unsolved(book, page)
    _why(book, page)
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
    for label, cell in lines:
        page.pair(label, cell)


def _standings(book: Book, page: Page) -> None:
    page.caption("Where each option stands")
    columns = [
        Column("option", "Option", most=38),
        Column("score", "Weighted score (points)", Look.TENTH),
        Column("rank", "Rank (1 is best)", Look.COUNT),
        Column("failed", "Gates failed (number)", Look.COUNT),
        Column("proof", "Proof", most=14),
    ]
    table = page.table("Standings", columns, [_standing(book, each) for each in book.solved])
    _chart(book, page, table)


def _standing(book: Book, each: Solved) -> list[Cell]:
    standing = book.run.appraisal.standings[each.name]
    proof = Cell(SHORT[each.result.answer.status])
    if not book.has("Result"):
        return [Cell(each.label), Cell("not scored"), Cell("not ranked"), Cell("no gates"), proof]
    result = book.table("Result")
    values = ((SCORE, standing.score), (RANK, standing.rank), (FAILED, len(standing.gates_failed)))
    cells = [Cell(value or 0, formula=f"={result.cell(row, each.key)}") for row, value in values]
    return [Cell(each.label), *cells, proof]


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
    scores = [f"{each.label} {one(book.run.appraisal.standings[each.name].score or Fraction(0))}" for each in ranked]
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
    if found:
        page.gap()
        page.caption("Why")
        for sentence in found:
            page.text(sentence)


def _headlines(book: Book, page: Page) -> None:
    page.gap()
    page.caption(
        f"Headline figures, {book.case.horizon} years together" if book.case.horizon > 1 else "Headline figures"
    )
    columns = [Column("option", "Option", most=38), *(Column(name, _heading(name), look(name)) for name in HEADLINES)]
    measures = book.table("Measures")
    order = [measure.name for measure in MEASURES]

    def cell(each: Solved, name: str) -> Cell:
        return Cell(figure(name, each.measures[name]), formula=f"={measures.cell(order.index(name), each.key)}")

    page.table(
        "Headlines", columns, [[Cell(each.label), *(cell(each, name) for name in HEADLINES)] for each in book.solved]
    )


def _heading(measure: str) -> str:
    its_unit = unit(measure)
    last = ", last year" if measure in ("contracts", "worst_coverage") else ""
    return f"{heading(measure)}{last} ({'number' if its_unit == measure else its_unit})"


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
