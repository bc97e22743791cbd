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
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal import benefit
from optimiser.reports.board.appraisal.basis import worst_and_best
from optimiser.reports.board.appraisal.scale import AGREE, DIFFER, WORDS, band_formula, word
from optimiser.reports.board.book import Book
from optimiser.reports.formats import NO_FIGURE, heading, look, unit
from optimiser.text import quoted

COLUMNS = (
    Column("judged", "Judged criterion", most=32),
    Column("measured", "Measured criterion", most=30),
    Column("option", "Option", most=22),
    Column("word", "Judged band", most=10),
    Column("band", "Measured band", most=10),
    Column("result", "Result", most=10),
    Column("figure", "Figure (in the unit)", Look.PENCE),
    Column("worst", "Scores worst at (in the unit)", Look.PENCE),
    Column("best", "Scores best at (in the unit)", Look.PENCE),
    Column("unit", "Unit", most=14),
)
COUNTS = (
    Column("judged", "Judged criterion", most=32),
    Column("measured", "Measured criterion", most=30),
    Column("measure", "Measured by", most=22),
    Column("agree", "Agree (options)", Look.COUNT),
    Column("differ", "Differ (options)", Look.COUNT),
)


def fill(book: Book, page: Page) -> None:
    """The pairs, what parts in words, every option of each pair; then the score without the criteria of cost."""
    found = [each for each in compare_judgements(book.case, book.run.appraisal) if _shown(book, each)]
    if found:
        _pairs(book, page, found)
    else:
        page.text(
            "No criterion is said to be on the same subject as another (same_as), so that none are set side by side."
        )
    page.gap()
    benefit.fill(book, page)


def _shown(book: Book, one: JudgementComparison) -> bool:
    return any(each.name == one.option for each in book.solved)


def _pairs(book: Book, page: Page, found: list[JudgementComparison]) -> None:
    page.caption("Judged beside measured")
    counts = page.reserve("JudgedPairs", COUNTS, len(matched_criteria(book.case)))
    page.gap()
    page.caption("Where the judgement and the measure differ, as run")
    for line in differing(book, found):
        page.text(line)
    page.gap()
    page.caption("Each option on each pair")
    table = page.reserve("Judged", COLUMNS, len(found))
    table.fill([_row(book, table, row, one) for row, one in enumerate(found)])
    counts.fill([_count(book, counts, row, table, pair, found) for row, pair in enumerate(matched_criteria(book.case))])


def differing(book: Book, found: list[JudgementComparison]) -> list[str]:
    """A sentence for each option and pair whose bands differ, or one that says that none do."""
    return [_sentence(book, one) for one in found if not one.agree] or ["On every option they agree."]


def _sentence(book: Book, one: JudgementComparison) -> str:
    criterion = book.case.criteria[one.pair.measured]
    return (
        f"{quoted(book.label(one.option))} is judged {one.judged.band} on {quoted(one.judged.criterion)}, and measured"
        f" {one.measured.band} on {quoted(criterion.name)}: {_told(book, one)}."
    )


def _told(book: Book, one: JudgementComparison) -> str:
    """The figure and the ends of its scale, in the measure's unit."""
    measure = book.case.criteria[one.pair.measured].measure or ""
    if one.measured.value is None:
        return NO_FIGURE
    worst, best = (look(measure).shown(end).strip() for end in worst_and_best(book, one.pair.measured))
    return f"{_in_unit(measure, one.measured.value)}, on a scale from {worst} (worst) to {best} (best)"


def _in_unit(measure: str, value: Fraction) -> str:
    its_unit, shown = unit(measure), look(measure).shown(value).strip()
    if its_unit.startswith("£"):
        return f"£{shown}{its_unit[1:]}"
    return shown if its_unit == "share" else f"{shown} {its_unit}"


def _row(book: Book, table: Table, row: int, one: JudgementComparison) -> list[Cell]:
    basis, each = book.table("Basis"), next(each for each in book.solved if each.name == one.option)
    measured = one.pair.measured
    measure = book.case.criteria[measured].measure or ""
    value, its_look = one.measured.value, look(measure)
    same = f"{table.here(row, 'word')}={table.here(row, 'band')}"
    return [
        Cell(one.judged.criterion),
        Cell(one.measured.criterion),
        Cell(each.label),
        _band(book, one.pair.judged, each.key, one.judged),
        _band(book, measured, each.key, one.measured),
        Cell(_result(one), formula=f"=IF({same},{word(book, AGREE)},{word(book, DIFFER)})", strong=not one.agree),
        Cell(NO_FIGURE if value is None else value, its_look, f"={basis.cell(measured, each.key)}"),
        *(
            Cell(end, its_look, f"={basis.cell(measured, key)}")
            for key, end in zip(("zero", "full"), worst_and_best(book, measured), strict=True)
        ),
        Cell(unit(measure)),
    ]


def _band(book: Book, position: int, key: str, score: CriterionScore) -> Cell:
    return Cell(score.band, formula=f"={band_formula(book, book.table('Scores').cell(position, key))}")


def _result(one: JudgementComparison) -> str:
    return WORDS[AGREE if one.agree else DIFFER]


def _count(
    book: Book, counts: Table, row: int, table: Table, pair: MatchedCriteria, found: list[JudgementComparison]
) -> list[Cell]:
    judged, measured = book.case.criteria[pair.judged], book.case.criteria[pair.measured]
    same = [f"({table.column(key)}={counts.here(row, key)})" for key in ("judged", "measured")]
    there = [one for one in found if one.pair == pair]
    cells = []
    for which in (AGREE, DIFFER):
        count = sum(_result(one) == WORDS[which] for one in there)
        cells.append(
            Cell(count, formula=f"=SUMPRODUCT({'*'.join(same)}*({table.column('result')}={word(book, which)}))")
        )
    return [Cell(judged.name), Cell(measured.name), Cell(heading(measured.measure or "")), *cells]
