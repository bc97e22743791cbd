"""Dominated options: which option is at least as good as another on every criterion and better on one, and by how much.

The counts follow Scores; the sentences are of the run. What dominance is, is in `models.appraisal.dominance`.
"""

from __future__ import annotations

from models.appraisal.dominance import PairwiseComparison, dominated_options, pairwise_comparisons
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal.scale import DIGITS, DOMINATES, NOT_SO, WORDS, number, word
from optimiser.reports.board.book import Book, Solved
from optimiser.text import listed, quoted

COLUMNS = (
    Column("option", "Option", most=30),
    Column("other", "Other option", most=56),
    Column("better", "Better (criteria)", Look.COUNT),
    Column("alike", "As good (criteria)", Look.COUNT),
    Column("worse", "Worse (criteria)", Look.COUNT),
    Column("result", "Result", most=16),
)


def fill(book: Book, page: Page) -> None:
    """What is dominated, in words, and each option against each other one, counted in criteria."""
    page.caption("Dominated options: another is at least as good on every criterion, and better on one")
    for line in sentences(book):
        page.text(line)
    found = pairwise_comparisons(book.run.appraisal)
    if not found:
        return
    page.gap()
    page.caption("Each option against each other")
    table = page.reserve("Dominance", COLUMNS, len(found))
    table.fill([_row(book, table, row, contest) for row, contest in enumerate(found)])


def sentences(book: Book) -> list[str]:
    """Which options are dominated and by which, as run; or that none is."""
    by = {(one.option, one.other): one for one in pairwise_comparisons(book.run.appraisal)}
    found = [
        _sentence(book, name, [by[other, name] for other in others])
        for name, others in dominated_options(book.run.appraisal).items()
    ]
    return found or [
        "As run, no option is dominated: each is better than each other on some criterion, or as good on all."
    ]


def _sentence(book: Book, name: str, by: list[PairwiseComparison]) -> str:
    ahead = listed(
        [f"{quoted(book.label(one.option))} (better on {len(one.better)}, as good on {len(one.equal)})" for one in by]
    )
    return f"As run, {quoted(book.label(name))} is dominated by {ahead}."


def _row(book: Book, table: Table, row: int, contest: PairwiseComparison) -> list[Cell]:
    by_name = {each.name: each for each in book.solved}
    one, other = by_name[contest.option], by_name[contest.other]
    better, worse = table.here(row, "better"), table.here(row, "worse")
    ahead = f"IF({better},{word(book, DOMINATES)},{word(book, NOT_SO)})"
    return [
        Cell(one.label),
        Cell(other.label),
        _count(book, one, other, ">", contest.better),
        _count(book, one, other, "=", contest.equal),
        _count(book, one, other, "<", contest.worse),
        Cell(
            WORDS[DOMINATES if contest.dominates else NOT_SO],
            formula=f"=IF({worse},{word(book, NOT_SO)},{ahead})",
            strong=contest.dominates,
        ),
    ]


def _count(book: Book, one: Solved, other: Solved, sign: str, criteria: tuple[str, ...]) -> Cell:
    """On how many criteria the scores compare so."""
    scores, digits = book.table("Scores"), number(book, DIGITS)
    mine, theirs = (f"ROUND({scores.column(each.key)},{digits})" for each in (one, other))
    return Cell(len(criteria), formula=f"=SUMPRODUCT(--({mine}{sign}{theirs}))")
