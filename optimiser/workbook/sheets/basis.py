"""Scoring basis: what each criterion is measured or judged at, and between which ends that is scored."""

from __future__ import annotations

from fractions import Fraction

from models.case import Criterion
from optimiser.workbook.book import Book, Solved
from optimiser.workbook.looks import Look
from optimiser.workbook.page import Page
from optimiser.workbook.sheets.scale import HIGHER, LOWER, WORDS
from optimiser.workbook.tables import Cell, Column, Table
from optimiser.workbook.words import NO_FIGURE, heading, look, unit

LEAST, LARGEST = "least found", "largest found"


def fill(book: Book, page: Page) -> None:
    """A row a criterion."""
    table = page.reserve("Basis", _columns(book), len(book.case.criteria))
    table.fill([_row(book, table, number) for number in range(table.count)])


def _columns(book: Book) -> list[Column]:
    options = [Column(each.key, each.label, Look.PENCE, most=16) for each in book.solved]
    ends = [
        Column("low", "Low end", Look.PENCE),
        Column("high", "High end", Look.PENCE),
        Column("zero", "Scores worst at", Look.PENCE),
        Column("full", "Scores best at", Look.PENCE),
    ]
    return [
        Column("criterion", "Criterion", most=40),
        Column("basis", "Measured by", most=20),
        Column("unit", "Unit"),
        *options,
        Column("better", "Better"),
        *ends,
    ]


def _row(book: Book, table: Table, number: int) -> list[Cell]:
    criterion = book.case.criteria[number]
    its_look = look(criterion.measure) if criterion.measure else Look.TENTH
    values = [value_of(book, each, number) for each in book.solved]
    known = [value for value in values if value is not None]
    judged = criterion.measure is None
    shown = [Cell(NO_FIGURE if value is None else value, its_look, typed=judged) for value in values]
    low, high = ends_of(criterion)
    return [
        Cell(criterion.name),
        Cell(heading(criterion.measure) if criterion.measure else "judgement"),
        Cell(unit(criterion.measure) if criterion.measure else "points"),
        *shown,
        Cell(WORDS[HIGHER if criterion.higher_is_better or judged else LOWER], typed=True),
        Cell(LEAST if low is None else low, its_look, typed=True),
        Cell(LARGEST if high is None else high, its_look, typed=True),
        *(Cell(*each) for each in _worst_and_best(book, table, number, known, its_look)),
    ]


def value_of(book: Book, option: Solved, number: int) -> Fraction | None:
    """What an option is measured or judged at on a criterion: its score's value, or its judgement."""
    criterion = book.case.criteria[number]
    if criterion.measure is None:
        return criterion.judgements[option.name]
    return book.run.appraisal.standings[option.name].scores[number].value


def ends_of(criterion: Criterion) -> tuple[Fraction | None, Fraction | None]:
    """The ends as the case gives them; a judgement's are 0 and 100."""
    return (Fraction(0), Fraction(100)) if criterion.measure is None else (criterion.low, criterion.high)


def _worst_and_best(
    book: Book, table: Table, number: int, known: list[Fraction], its_look: Look
) -> list[tuple[Fraction, Look, str]]:
    """The values that score worst and best; an end left blank is the least or largest found.

    Where the one end given lies beyond all values found, the other is put on its far side, so that all score alike.
    """
    criterion = book.case.criteria[number]
    better = f"{table.here(number, 'better')}={book.table('ScaleWords').cell(HIGHER, 'word')}"
    low, high = _low_and_high(criterion, known)
    low_end, high_end = _low_and_high_formulas(table, number, book)
    ends = (low, high) if criterion.higher_is_better or criterion.measure is None else (high, low)
    return [
        (ends[0], its_look, f"=IF({better},{low_end},{high_end})"),
        (ends[1], its_look, f"=IF({better},{high_end},{low_end})"),
    ]


def _low_and_high(criterion: Criterion, known: list[Fraction]) -> tuple[Fraction, Fraction]:
    low, high = ends_of(criterion)
    least, largest = min(known, default=Fraction(0)), max(known, default=Fraction(0))
    return (
        low if low is not None else least if high is None else min(least, 2 * high - least),
        high if high is not None else largest if low is None else max(largest, 2 * low - largest),
    )


def _low_and_high_formulas(table: Table, number: int, book: Book) -> tuple[str, str]:
    found = table.row(number, book.solved[0].key, book.solved[-1].key)
    low, high = table.here(number, "low"), table.here(number, "high")
    least, largest = f"MIN({found})", f"MAX({found})"
    return (
        f"IF(ISNUMBER({low}),{low},IF(ISNUMBER({high}),MIN({least},{high}+{high}-{least}),{least}))",
        f"IF(ISNUMBER({high}),{high},IF(ISNUMBER({low}),MAX({largest},{low}+{low}-{largest}),{largest}))",
    )
