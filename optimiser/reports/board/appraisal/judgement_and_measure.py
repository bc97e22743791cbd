"""The sheet Judgement and measure: where the board's judgement and a measure differ, and the score without cost.

The case says which criteria are on the same subject (`same_as`). The score is in `score_without_cost`.
"""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.criteria import (
    JudgementComparison,
    MatchedCriteria,
    compare_judgements,
    matched_criteria,
)
from models.appraisal.scoring import CriterionScore
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal import score_without_cost
from optimiser.reports.board.appraisal.scale import AGREE, DIFFER, WORDS, band_formula, word_cell
from optimiser.reports.board.appraisal.scoring_basis import worst_and_best
from optimiser.reports.board.report import BoardReport
from optimiser.reports.formats import NO_FIGURE, measure_format, measure_heading, measure_unit
from optimiser.text import quoted

COLUMNS = (
    Column("judged", "Judged criterion", max_width=32),
    Column("measured", "Measured criterion", max_width=30),
    Column("option", "Option", max_width=22),
    Column("word", "Judged band", max_width=10),
    Column("band", "Measured band", max_width=10),
    Column("result", "Result", max_width=10),
    Column("figure", "Figure (in the unit)", NumberFormat.PENCE),
    Column("worst", "Scores worst at (in the unit)", NumberFormat.PENCE),
    Column("best", "Scores best at (in the unit)", NumberFormat.PENCE),
    Column("unit", "Unit", max_width=14),
)
COUNT_COLUMNS = (
    Column("judged", "Judged criterion", max_width=32),
    Column("measured", "Measured criterion", max_width=30),
    Column("measure", "Measured by", max_width=22),
    Column("agree", "Agree (options)", NumberFormat.COUNT),
    Column("differ", "Differ (options)", NumberFormat.COUNT),
)


def fill(report: BoardReport, page: Page) -> None:
    """Write the pairs and where they differ, every option of each pair, then the score without the criteria of cost."""
    names = {option.name for option in report.options}
    comparisons = [
        comparison for comparison in compare_judgements(report.case, report.run.appraisal) if comparison.option in names
    ]
    if comparisons:
        _write_pairs(report, page, comparisons)
    else:
        page.write_text(
            "No criterion names another on the same subject (same_as), so no judgement is compared with a measure."
        )
    page.skip_row()
    score_without_cost.fill(report, page)


def _write_pairs(report: BoardReport, page: Page, comparisons: list[JudgementComparison]) -> None:
    pairs = matched_criteria(report.case)
    page.write_caption("Judged and measured criteria on the same subject")
    counts = page.reserve_table("JudgedPairs", COUNT_COLUMNS, len(pairs))
    page.skip_row()
    page.write_caption("Where the judgement and the measure differ, as run")
    for sentence in difference_sentences(report, comparisons):
        page.write_text(sentence)
    page.skip_row()
    page.write_caption("Each option on each pair of criteria")
    table = page.write_formula_table(
        "Judged", COLUMNS, comparisons, lambda table, row, item: _row(report, table, row, item)
    )
    counts.fill([_count_row(report, counts, row, table, pair, comparisons) for row, pair in enumerate(pairs)])


def difference_sentences(report: BoardReport, comparisons: list[JudgementComparison]) -> list[str]:
    """A sentence for each option and pair whose bands differ, or one that says that none do."""
    differing = [comparison for comparison in comparisons if not comparison.agree]
    return [_sentence(report, comparison) for comparison in differing] or ["They agree on every option."]


def _sentence(report: BoardReport, comparison: JudgementComparison) -> str:
    criterion = report.case.criteria[comparison.pair.measured]
    judged, measured = comparison.judged, comparison.measured
    return (
        f"{quoted(report.label(comparison.option))} is judged {judged.band} on {quoted(judged.criterion)}, but"
        f" measured {measured.band} on {quoted(criterion.name)}: {_figure_on_scale(report, comparison)}."
    )


def _figure_on_scale(report: BoardReport, comparison: JudgementComparison) -> str:
    """The figure and the ends of its scale, in the measure's unit."""
    position = comparison.pair.measured
    measure = report.case.criteria[position].measure or ""
    if comparison.measured.value is None:
        return NO_FIGURE
    worst, best = (measure_format(measure).display(end).strip() for end in worst_and_best(report, position))
    return f"{_with_unit(measure, comparison.measured.value)}, on a scale from {worst} (worst) to {best} (best)"


def _with_unit(measure: str, value: Fraction) -> str:
    unit, figure = measure_unit(measure), measure_format(measure).display(value).strip()
    if unit.startswith("£"):
        return f"£{figure}{unit[1:]}"
    return figure if unit == "share" else f"{figure} {unit}"


def _row(report: BoardReport, table: Table, row: int, comparison: JudgementComparison) -> list[Cell]:
    basis = report.table("Basis")
    option = next(option for option in report.options if option.name == comparison.option)
    judged, measured = comparison.pair.judged, comparison.pair.measured
    measure = report.case.criteria[measured].measure or ""
    value, number_format = comparison.measured.value, measure_format(measure)
    same = f"{table.local_address(row, 'word')}={table.local_address(row, 'band')}"
    ends = zip(("zero", "full"), worst_and_best(report, measured), strict=True)
    return [
        Cell(comparison.judged.criterion),
        Cell(comparison.measured.criterion),
        Cell(option.label),
        _band_cell(report, judged, option.key, comparison.judged),
        _band_cell(report, measured, option.key, comparison.measured),
        Cell(
            _result(comparison),
            formula=f"=IF({same},{word_cell(report, AGREE)},{word_cell(report, DIFFER)})",
            bold=not comparison.agree,
        ),
        Cell(NO_FIGURE if value is None else value, number_format, f"={basis.address(measured, option.key)}"),
        *(Cell(end, number_format, f"={basis.address(measured, key)}") for key, end in ends),
        Cell(measure_unit(measure)),
    ]


def _band_cell(report: BoardReport, position: int, key: str, score: CriterionScore) -> Cell:
    return Cell(score.band, formula=f"={band_formula(report, report.table('Scores').address(position, key))}")


def _result(comparison: JudgementComparison) -> str:
    return WORDS[AGREE if comparison.agree else DIFFER]


def _count_row(
    report: BoardReport,
    counts: Table,
    row: int,
    table: Table,
    pair: MatchedCriteria,
    comparisons: list[JudgementComparison],
) -> list[Cell]:
    """On how many options the two criteria of a pair agree, and on how many they differ."""
    judged, measured = report.case.criteria[pair.judged], report.case.criteria[pair.measured]
    same_pair = "*".join(
        f"({table.column_range(key)}={counts.local_address(row, key)})" for key in ("judged", "measured")
    )
    results = [_result(comparison) for comparison in comparisons if comparison.pair == pair]
    cells = [
        Cell(
            results.count(WORDS[result]),
            formula=f"=SUMPRODUCT({same_pair}*({table.column_range('result')}={word_cell(report, result)}))",
        )
        for result in (AGREE, DIFFER)
    ]
    return [Cell(judged.name), Cell(measured.name), Cell(measure_heading(measured.measure or "")), *cells]


SHEET = Sheet(
    "Judgement and measure",
    "Where a judgement and a measure disagree, and the score without the cost criteria.",
    fill,
    POUNDS,
    is_included=BoardReport.has_scores,
)
