"""Scoring basis: what each criterion is measured or judged at, and between which ends that is scored."""

from __future__ import annotations

from fractions import Fraction

from models.case.types import Criterion
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal.scale import (
    BEST,
    HIGH,
    HIGHER,
    JUDGED_HIGH,
    JUDGED_LOW,
    JUDGED_MEDIUM,
    LARGEST,
    LEAST,
    LOW,
    LOWER,
    MEDIUM,
    NO_GATE,
    UNREAD,
    WORDS,
    WORST,
    number,
    word,
)
from optimiser.reports.board.book import Book, Solved
from optimiser.reports.formats import NO_FIGURE, heading, look, unit

INPUTS = ("weight", "gate", "better", "low", "high")  # the columns that may be typed over, here or on the matrix


def fill(book: Book, page: Page) -> None:
    """A row a criterion, as it is now; then what was typed in the run."""
    page.text("Judgements are typed on Appraisal matrix and stand here as points. A yellow cell may be typed over.")
    page.gap()
    page.caption("Now")
    table = page.reserve("Basis", _columns(book), len(book.case.criteria))
    table.fill([_row(book, table, position) for position in range(table.count)])
    page.gap()
    page.caption("As run")
    page.table("AsRun", _run_columns(book), [_as_run(book, position) for position in range(table.count)])


def gate_of(criterion: Criterion) -> Cell:
    """A gate as it may be typed over."""
    return Cell(WORDS[NO_GATE] if criterion.gate is None else criterion.gate, Look.EXACT, typed=True)


def worst_and_best(book: Book, position: int) -> tuple[Fraction, Fraction]:
    """The values that score worst and best on a criterion in the run, in its unit."""
    criterion = book.case.criteria[position]
    known = [value for each in book.solved if (value := value_of(book, each, position)) is not None]
    low, high = _low_and_high(criterion, known)
    return (low, high) if criterion.higher_is_better or criterion.measure is None else (high, low)


def _columns(book: Book) -> list[Column]:
    worst_and_best = [Column("zero", "Scores worst at", Look.PENCE), Column("full", "Scores best at", Look.PENCE)]
    return [
        Column("criterion", "Criterion", most=40),
        Column("basis", "Measured by", most=20),
        Column("unit", "Unit"),
        *_options_and_ends(book),
        *worst_and_best,
    ]


def _run_columns(book: Book) -> list[Column]:
    return [
        Column("criterion", "Criterion", most=40),
        Column("weight", "Weight (points)", Look.EXACT),
        Column("unit", "Unit"),
        *_options_and_ends(book),
        Column("gate", "Gate: least score to be preferred (points)", Look.EXACT),
    ]


def _options_and_ends(book: Book) -> list[Column]:
    options = [Column(each.key, each.label, Look.PENCE, most=16) for each in book.solved]
    ends = [Column("low", "Low end", Look.PENCE), Column("high", "High end", Look.PENCE)]
    return [*options, Column("better", "Better"), *ends]


def _as_run(book: Book, position: int) -> list[Cell]:
    criterion = book.case.criteria[position]
    its_look = look(criterion.measure) if criterion.measure else Look.TENTH
    values = (value_of(book, each, position) for each in book.solved)
    return [
        Cell(criterion.name),
        Cell(criterion.weight),
        Cell(unit(criterion.measure) if criterion.measure else "points"),
        *(Cell(NO_FIGURE if value is None else value, its_look) for value in values),
        Cell(_better(criterion)),
        *(Cell(end, its_look) for end in _typed_ends(criterion)),
        Cell(gate_of(criterion).value),
    ]


def _row(book: Book, table: Table, position: int) -> list[Cell]:
    criterion = book.case.criteria[position]
    its_look = look(criterion.measure) if criterion.measure else Look.TENTH
    values = [value_of(book, each, position) for each in book.solved]
    measured = criterion.measure is not None
    formulas = ["" if measured else _points(book, position, each) for each in book.solved]
    shown = [
        Cell(NO_FIGURE if value is None else value, its_look, formula)
        for value, formula in zip(values, formulas, strict=True)
    ]
    return [
        Cell(criterion.name),
        Cell(heading(criterion.measure) if criterion.measure else "judgement"),
        Cell(unit(criterion.measure) if criterion.measure else "points"),
        *shown,
        Cell(_better(criterion), typed=measured),
        *(Cell(end, its_look, typed=measured) for end in _typed_ends(criterion)),
        *(Cell(*each) for each in _worst_and_best(book, table, position, its_look)),
    ]


def _points(book: Book, position: int, each: Solved) -> str:
    """The points of what is typed on the matrix: a number within the scale as it is, a word by its points."""
    typed, unread, scale = book.table("Matrix").cell(position, each.key), word(book, UNREAD), book.table("Scale")
    points = unread
    for named, judged in ((LOW, JUDGED_LOW), (MEDIUM, JUDGED_MEDIUM), (HIGH, JUDGED_HIGH)):
        points = f"IF({typed}={scale.cell(named, 'rule')},{number(book, judged)},{points})"
    held = f"MEDIAN({number(book, WORST)},{number(book, BEST)},{typed})"
    return f"=IF(ISNUMBER({typed}),IF({held}={typed},{typed},{unread}),{points})"


def _better(criterion: Criterion) -> str:
    return WORDS[HIGHER if criterion.higher_is_better or criterion.measure is None else LOWER]


def _typed_ends(criterion: Criterion) -> tuple[Fraction | str, Fraction | str]:
    low, high = ends_of(criterion)
    return WORDS[LEAST] if low is None else low, WORDS[LARGEST] if high is None else high


def value_of(book: Book, option: Solved, position: int) -> Fraction | None:
    """What an option is measured or judged at on a criterion: its score's value, or its judgement."""
    criterion = book.case.criteria[position]
    if criterion.measure is None:
        return criterion.judgements[option.name]
    return book.run.appraisal.standings[option.name].scores[position].value


def ends_of(criterion: Criterion) -> tuple[Fraction | None, Fraction | None]:
    """The ends as the case gives them; a judgement's are 0 and 100."""
    return (Fraction(0), Fraction(100)) if criterion.measure is None else (criterion.low, criterion.high)


def _worst_and_best(book: Book, table: Table, position: int, its_look: Look) -> list[tuple[Fraction, Look, str]]:
    """The values that score worst and best; an end left blank is the least or largest found.

    Where the one end given lies beyond all values found, the other is put on its far side, so that all score alike.
    """
    better = f"{table.here(position, 'better')}={book.table('ScaleWords').cell(HIGHER, 'word')}"
    low_end, high_end = _low_and_high_formulas(table, position, book)
    ends = worst_and_best(book, position)
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


def _low_and_high_formulas(table: Table, position: int, book: Book) -> tuple[str, str]:
    found = table.row(position, book.solved[0].key, book.solved[-1].key)
    low, high = table.here(position, "low"), table.here(position, "high")
    least, largest = f"MIN({found})", f"MAX({found})"
    return (
        f"IF(ISNUMBER({low}),{low},IF(ISNUMBER({high}),MIN({least},{high}+{high}-{least}),{least}))",
        f"IF(ISNUMBER({high}),{high},IF(ISNUMBER({low}),MAX({largest},{low}+{low}-{largest}),{largest}))",
    )
