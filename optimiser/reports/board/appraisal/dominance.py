"""Dominated options: which option is at least as good as another on every criterion and better on one, and by how much.

The counts follow Scores; the sentences are of the run. What dominance is, is in `models.appraisal.dominance`.
"""

from __future__ import annotations

from models.appraisal.dominance import PairwiseComparison, dominated_options, pairwise_comparisons
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal.scale import DIGITS, DOMINATES, NOT_SO, WORDS, figure_cell, word_cell
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.text import listed, quoted

COLUMNS = (
    Column("option", "Option", max_width=30),
    Column("other", "Other option", max_width=56),
    Column("better", "Better (criteria)", NumberFormat.COUNT),
    Column("alike", "As good (criteria)", NumberFormat.COUNT),
    Column("worse", "Worse (criteria)", NumberFormat.COUNT),
    Column("result", "Result", max_width=16),
)


def fill(report: BoardReport, page: Page) -> None:
    """What is dominated, in words, and each option against each other one, counted in criteria."""
    page.write_caption("Dominated options: another is at least as good on every criterion, and better on one")
    for line in sentences(report):
        page.write_text(line)
    found = pairwise_comparisons(report.run.appraisal)
    if not found:
        return
    page.skip_row()
    page.write_caption("Each option against each other")
    table = page.reserve_table("Dominance", COLUMNS, len(found))
    table.fill([_row(report, table, row, contest) for row, contest in enumerate(found)])


def sentences(report: BoardReport) -> list[str]:
    """Which options are dominated and by which, as run; or that none is."""
    by = {(one.option, one.other): one for one in pairwise_comparisons(report.run.appraisal)}
    found = [
        _sentence(report, name, [by[other, name] for other in others])
        for name, others in dominated_options(report.run.appraisal).items()
    ]
    return found or [
        "As run, no option is dominated: each is better than each other on some criterion, or as good on all."
    ]


def _sentence(report: BoardReport, name: str, by: list[PairwiseComparison]) -> str:
    ahead = listed(
        [f"{quoted(report.label(one.option))} (better on {len(one.better)}, as good on {len(one.equal)})" for one in by]
    )
    return f"As run, {quoted(report.label(name))} is dominated by {ahead}."


def _row(report: BoardReport, table: Table, row: int, contest: PairwiseComparison) -> list[Cell]:
    by_name = {option.name: option for option in report.options}
    one, other = by_name[contest.option], by_name[contest.other]
    better, worse = table.local_address(row, "better"), table.local_address(row, "worse")
    ahead = f"IF({better},{word_cell(report, DOMINATES)},{word_cell(report, NOT_SO)})"
    return [
        Cell(one.label),
        Cell(other.label),
        _count(report, one, other, ">", contest.better),
        _count(report, one, other, "=", contest.equal),
        _count(report, one, other, "<", contest.worse),
        Cell(
            WORDS[DOMINATES if contest.dominates else NOT_SO],
            formula=f"=IF({worse},{word_cell(report, NOT_SO)},{ahead})",
            bold=contest.dominates,
        ),
    ]


def _count(
    report: BoardReport, option: SolvedOption, other: SolvedOption, sign: str, criteria: tuple[str, ...]
) -> Cell:
    """On how many criteria the scores compare so."""
    scores, digits = report.table("Scores"), figure_cell(report, DIGITS)
    mine, theirs = (f"ROUND({scores.column_range(each.key)},{digits})" for each in (option, other))
    return Cell(len(criteria), formula=f"=SUMPRODUCT(--({mine}{sign}{theirs}))")
