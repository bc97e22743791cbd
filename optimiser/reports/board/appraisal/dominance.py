"""Dominated options: those than which another is at least as good on every criterion and better on one.

The counts follow Scores; the sentences are of the run. Dominance is defined in `models.appraisal.dominance`.
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
    """Write which options are dominated, and each option against each other one, counted in criteria."""
    page.write_caption("Dominated options: another is at least as good on every criterion, and better on one")
    for sentence in dominance_sentences(report):
        page.write_text(sentence)
    comparisons = pairwise_comparisons(report.run.appraisal)
    if not comparisons:
        return
    page.skip_row()
    page.write_caption("Each option against each other")
    page.write_formula_table("Dominance", COLUMNS, comparisons, lambda table, row, item: _row(report, table, row, item))


def dominance_sentences(report: BoardReport) -> list[str]:
    """Which options are dominated and by which, as run; or that none is."""
    appraisal = report.run.appraisal
    comparisons = {(each.option, each.other): each for each in pairwise_comparisons(appraisal)}
    sentences = [
        _sentence(report, name, [comparisons[other, name] for other in others])
        for name, others in dominated_options(appraisal).items()
    ]
    none = "In this run no option is dominated: each is better than every other on some criterion, or as good on all."
    return sentences or [none]


def _sentence(report: BoardReport, name: str, comparisons: list[PairwiseComparison]) -> str:
    others = [
        f"{quoted(report.label(each.option))} (better on {len(each.better)}, as good on {len(each.equal)})"
        for each in comparisons
    ]
    return f"In this run {quoted(report.label(name))} is dominated by {listed(others)}."


def _row(report: BoardReport, table: Table, row: int, comparison: PairwiseComparison) -> list[Cell]:
    by_name = {option.name: option for option in report.options}
    option, other = by_name[comparison.option], by_name[comparison.other]
    better, worse = table.local_address(row, "better"), table.local_address(row, "worse")
    dominates, does_not = word_cell(report, DOMINATES), word_cell(report, NOT_SO)
    return [
        Cell(option.label),
        Cell(other.label),
        _criteria_count(report, option, other, ">", comparison.better),
        _criteria_count(report, option, other, "=", comparison.equal),
        _criteria_count(report, option, other, "<", comparison.worse),
        Cell(
            WORDS[DOMINATES if comparison.dominates else NOT_SO],
            formula=f"=IF({worse},{does_not},IF({better},{dominates},{does_not}))",
            bold=comparison.dominates,
        ),
    ]


def _criteria_count(
    report: BoardReport, option: SolvedOption, other: SolvedOption, sign: str, criteria: tuple[str, ...]
) -> Cell:
    """On how many criteria the two scores compare with that sign."""
    scores, decimals = report.table("Scores"), figure_cell(report, DIGITS)
    own, others = (f"ROUND({scores.column_range(each.key)},{decimals})" for each in (option, other))
    return Cell(len(criteria), formula=f"=SUMPRODUCT(--({own}{sign}{others}))")
