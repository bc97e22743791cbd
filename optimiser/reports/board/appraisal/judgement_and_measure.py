"""Judgement and measure: where the board's bands and the figures part; below, the score without the criteria of cost.

Which criteria are on the same subject the case says (`same_as`); that score is filled in by `benefit`.
"""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.judgement_vs_measure import (
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
COUNTS = (
    Column("judged", "Judged criterion", max_width=32),
    Column("measured", "Measured criterion", max_width=30),
    Column("measure", "Measured by", max_width=22),
    Column("agree", "Agree (options)", NumberFormat.COUNT),
    Column("differ", "Differ (options)", NumberFormat.COUNT),
)


def fill(report: BoardReport, page: Page) -> None:
    """The pairs, what parts in words, every option of each pair; then the score without the criteria of cost."""
    found = [each for each in compare_judgements(report.case, report.run.appraisal) if _shown(report, each)]
    if found:
        _pairs(report, page, found)
    else:
        page.write_text(
            "No criterion is said to be on the same subject as another (same_as), so that none are set side by side."
        )
    page.skip_row()
    score_without_cost.fill(report, page)


def _shown(report: BoardReport, one: JudgementComparison) -> bool:
    return any(option.name == one.option for option in report.options)


def _pairs(report: BoardReport, page: Page, found: list[JudgementComparison]) -> None:
    page.write_caption("Judged beside measured")
    counts = page.reserve_table("JudgedPairs", COUNTS, len(matched_criteria(report.case)))
    page.skip_row()
    page.write_caption("Where the judgement and the measure differ, as run")
    for line in differing(report, found):
        page.write_text(line)
    page.skip_row()
    page.write_caption("Each option on each pair")
    table = page.reserve_table("Judged", COLUMNS, len(found))
    table.fill([_row(report, table, row, one) for row, one in enumerate(found)])
    counts.fill(
        [_count(report, counts, row, table, pair, found) for row, pair in enumerate(matched_criteria(report.case))]
    )


def differing(report: BoardReport, found: list[JudgementComparison]) -> list[str]:
    """A sentence for each option and pair whose bands differ, or one that says that none do."""
    return [_sentence(report, one) for one in found if not one.agree] or ["On every option they agree."]


def _sentence(report: BoardReport, one: JudgementComparison) -> str:
    criterion = report.case.criteria[one.pair.measured]
    return (
        f"{quoted(report.label(one.option))} is judged {one.judged.band} on {quoted(one.judged.criterion)}, and"
        f" measured {one.measured.band} on {quoted(criterion.name)}: {_told(report, one)}."
    )


def _told(report: BoardReport, one: JudgementComparison) -> str:
    """The figure and the ends of its scale, in the measure's unit."""
    measure = report.case.criteria[one.pair.measured].measure or ""
    if one.measured.value is None:
        return NO_FIGURE
    worst, best = (measure_format(measure).display(end).strip() for end in worst_and_best(report, one.pair.measured))
    return f"{_in_unit(measure, one.measured.value)}, on a scale from {worst} (worst) to {best} (best)"


def _in_unit(measure: str, value: Fraction) -> str:
    its_unit, shown = measure_unit(measure), measure_format(measure).display(value).strip()
    if its_unit.startswith("£"):
        return f"£{shown}{its_unit[1:]}"
    return shown if its_unit == "share" else f"{shown} {its_unit}"


def _row(report: BoardReport, table: Table, row: int, one: JudgementComparison) -> list[Cell]:
    basis, each = report.table("Basis"), next(option for option in report.options if option.name == one.option)
    measured = one.pair.measured
    measure = report.case.criteria[measured].measure or ""
    value, number_format = one.measured.value, measure_format(measure)
    same = f"{table.local_address(row, 'word')}={table.local_address(row, 'band')}"
    return [
        Cell(one.judged.criterion),
        Cell(one.measured.criterion),
        Cell(each.label),
        _band(report, one.pair.judged, each.key, one.judged),
        _band(report, measured, each.key, one.measured),
        Cell(
            _result(one),
            formula=f"=IF({same},{word_cell(report, AGREE)},{word_cell(report, DIFFER)})",
            bold=not one.agree,
        ),
        Cell(NO_FIGURE if value is None else value, number_format, f"={basis.address(measured, each.key)}"),
        *(
            Cell(end, number_format, f"={basis.address(measured, key)}")
            for key, end in zip(("zero", "full"), worst_and_best(report, measured), strict=True)
        ),
        Cell(measure_unit(measure)),
    ]


def _band(report: BoardReport, position: int, key: str, score: CriterionScore) -> Cell:
    return Cell(score.band, formula=f"={band_formula(report, report.table('Scores').address(position, key))}")


def _result(one: JudgementComparison) -> str:
    return WORDS[AGREE if one.agree else DIFFER]


def _count(
    report: BoardReport, counts: Table, row: int, table: Table, pair: MatchedCriteria, found: list[JudgementComparison]
) -> list[Cell]:
    judged, measured = report.case.criteria[pair.judged], report.case.criteria[pair.measured]
    same = [f"({table.column_range(key)}={counts.local_address(row, key)})" for key in ("judged", "measured")]
    there = [one for one in found if one.pair == pair]
    cells = []
    for which in (AGREE, DIFFER):
        count = sum(_result(one) == WORDS[which] for one in there)
        cells.append(
            Cell(
                count,
                formula=f"=SUMPRODUCT({'*'.join(same)}*({table.column_range('result')}={word_cell(report, which)}))",
            )
        )
    return [Cell(judged.name), Cell(measured.name), Cell(measure_heading(measured.measure or "")), *cells]


SHEET = Sheet(
    "Judgement and measure",
    "Where a judgement and a measure part, and the score without the criteria of cost.",
    fill,
    POUNDS,
    is_included=BoardReport.has_scores,
)
