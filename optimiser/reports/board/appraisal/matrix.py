"""Appraisal matrix: weights, gates and judgements to move; scores, ranks, preferred option and its sentence following.

How options are ranked is in `workbook.ranking`, what follows from what is typed in `following`, the sentence in
`sentence`.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.case.vocabulary import JUDGEMENT_SCORES
from optimiser.excel.page import Page
from optimiser.excel.styles import SHADES, Look
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal import accepting, following, ranking
from optimiser.reports.board.appraisal.basis import gate_of
from optimiser.reports.board.appraisal.following import BAD, TOTAL
from optimiser.reports.board.appraisal.ranking import COST, FAILED, PLACE, RANK, SCORE, STANDING, present_cost
from optimiser.reports.board.appraisal.scale import (
    DIGITS,
    FAILS,
    HIGH,
    LOW,
    MEDIUM,
    NO_WEIGHT,
    NOBODY,
    WORDS,
    band_formula,
    number,
    word,
)
from optimiser.reports.board.appraisal.sentence import sentence
from optimiser.reports.board.book import Book, Solved

__all__ = ["COST", "FAILED", "PLACE", "RANK", "SCORE", "STANDING", "fill", "prepare"]

LINES = 5  # above the first table: what is preferred, whether that is of the run, and the sentence


def prepare(book: Book, page: Page) -> None:
    """Room for the tables, whose cells other sheets refer to before they are filled."""
    page.text("Type other weights, gates or judgements (yellow cells): scores, ranks and all that is said here follow.")
    page.row += LINES
    page.caption("Result")
    page.reserve("Result", _result_columns(book), 6)
    page.text(
        "A weighted score is the sum of weight times score over the sum of weights. The scores are on Scores, the"
        " bounds of High and Medium on Scale, the ends between which a measure is scored on Scoring basis."
    )
    page.gap()
    page.caption("How far each option meets each criterion")
    page.reserve("Matrix", _matrix_columns(book), len(book.case.criteria))
    page.text(
        "A judgement is High, Medium, Low or a number from 0 to 100; a gate is a number from 0 to 100, or blank. Costs,"
        " places and contracts do not depend on what is typed here. Action plans, reasons and charts in words are of"
        " the run: put what has changed into the case and run it again to renew them."
    )


def fill(book: Book, page: Page) -> None:
    """The result above, the matrix below it with the options in the same columns; the steps between them on Scale."""
    result, matrix = book.table("Result"), book.table("Matrix")
    steps = following.reserve(book.pages["Scale"])
    matrix.fill([_row(book, position) for position in range(matrix.count)])
    result.fill(_result(book, result, matrix))
    following.fill(book, steps)
    _shade(book, page, matrix)
    accepting.accept(book)
    end, page.row = page.row, result.top - LINES - 1
    _preferred(book, page, result, steps)
    page.row = end


def _result_columns(book: Book) -> list[Column]:
    return [
        Column("result", "Result", most=44),
        Column("unit", "Unit"),
        *_options(book),
        Column("note", "Note", most=26),
    ]


def _matrix_columns(book: Book) -> list[Column]:
    weight = Column("weight", "Weight (points)", Look.EXACT, total=True)
    gate = Column("gate", "Gate: least score to be preferred (points)", Look.EXACT)
    return [
        Column("criterion", "Criterion", most=44),
        weight,
        *_options(book, Look.TEXT),
        gate,
        Column("unit", "Unit", most=26),
    ]


def _options(book: Book, its_look: Look = Look.TENTH) -> list[Column]:
    return [Column(each.key, each.label, its_look, most=16) for each in book.solved]


def _row(book: Book, position: int) -> list[Cell]:
    criterion = book.case.criteria[position]
    cells = _bands(book, position) if criterion.measure else _judgements(book, position)
    kind = Cell("band of the measure" if criterion.measure else "judged: band or points")
    return [Cell(criterion.name), Cell(criterion.weight, typed=True), *cells, gate_of(criterion), kind]


def _bands(book: Book, position: int) -> Iterator[Cell]:
    scores = book.table("Scores")
    for each in book.solved:
        now = book.run.appraisal.standings[each.name].scores[position].band
        yield Cell(now, formula=f"={band_formula(book, scores.cell(position, each.key))}")


def _judgements(book: Book, position: int) -> Iterator[Cell]:
    """What the board judged, in its word or its figure, to be typed over."""
    criterion = book.case.criteria[position]
    for each in book.solved:
        said = criterion.judgement_words.get(each.name, "")
        yield Cell(said if said in JUDGEMENT_SCORES else criterion.judgements[each.name], Look.EXACT, typed=True)


def _result(book: Book, result: Table, matrix: Table) -> list[list[Cell]]:
    def row(name: str, unit: str, its_look: Look, cells: Iterator[Cell], note: str) -> list[Cell]:
        shown = (Cell(c.value, its_look, c.formula, strong=name == "Rank") for c in cells)
        return [Cell(name), Cell(unit), *shown, Cell(note)]

    solved = book.solved
    scores, ranks = (_score(book, matrix, each) for each in solved), (_rank(book, result, each) for each in solved)
    failed, standings = (
        (_failed(book, matrix, each) for each in solved),
        (_standing(book, result, each) for each in solved),
    )
    return [
        row("Weighted score", "points", Look.TENTH, scores, "0 worst, 100 best"),
        row("Rank", "rank", Look.COUNT, ranks, "gates not counted"),
        row("Gates failed", "gates", Look.COUNT, failed, "none, to be preferred"),
        row("Rank, where every gate is passed", "rank", Look.COUNT, standings, "the first is preferred"),
        row("Present cost, which breaks ties", "£", Look.PENCE, (Cell(present_cost(e)) for e in solved), "lower first"),
        row(
            "Place in the list, which breaks further ties",
            "place",
            Look.COUNT,
            (Cell(each.number + 1) for each in solved),
            "earlier first",
        ),
    ]


def _score(book: Book, matrix: Table, each: Solved) -> Cell:
    weights, scores = matrix.column("weight"), book.table("Scores").column(each.key)
    value = book.run.appraisal.standings[each.name].score
    formula = ranking.score(scores, weights, matrix.cell(matrix.count, "weight"), word(book, NO_WEIGHT))
    return Cell(value if value is not None else "", formula=formula)


def _rank(book: Book, result: Table, each: Solved) -> Cell:
    rank = book.run.appraisal.standings[each.name].rank
    return Cell(rank if rank is not None else "", formula=ranking.rank(book, result, SCORE, each))


def _failed(book: Book, matrix: Table, each: Solved) -> Cell:
    gates, scores = matrix.column("gate"), book.table("Scores").column(each.key)
    count = len(book.run.appraisal.standings[each.name].gates_failed)
    rounded = f"ROUND({scores},{number(book, DIGITS)})"
    return Cell(count, formula=f"=SUMPRODUCT(ISNUMBER({gates})*({rounded}<{gates}))")


def _standing(book: Book, result: Table, each: Solved) -> Cell:
    standing = book.run.appraisal.standings[each.name]
    value = WORDS[FAILS] if standing.gates_failed else standing.rank
    return Cell(value if value is not None else "", formula=ranking.standing(book, result, RANK, each))


def _preferred(book: Book, page: Page, result: Table, steps: Table) -> None:
    """What is preferred, in the run and now, whether that is of the run, and the sentence."""
    ranks = ranking.everyone(book, result, STANDING)
    now = book.preferred.label if book.preferred else WORDS[NOBODY]
    page.pair("Preferred in the run", Cell(now))
    formula = ranking.preferred(book, ranks, steps.cell(TOTAL, "now"), steps.cell(BAD, "now"))
    book.live_preferred = page.pair("Preferred with these weights", Cell(now, formula=formula))
    book.live_status = page.pair("These figures are", following.status(book, steps))
    said = sentence(book, steps)
    book.live_sentence = f"'{page.name}'!$A${page.row + 1}"
    page.cell(said, page.looks.line(strong=True))


def _shade(book: Book, page: Page, matrix: Table) -> None:
    """Shading behind the bands that follow; what may be typed over stays yellow."""
    measured = [n for n, criterion in enumerate(book.case.criteria) if criterion.measure]
    if not measured:
        return
    scale, first, last = book.table("Scale"), book.solved[0].key, book.solved[-1].key
    areas = [f"{matrix.here(n, first)}:{matrix.here(n, last)}".replace("$", "") for n in measured]
    for row, band in zip((HIGH, MEDIUM, LOW), SHADES, strict=True):
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f"={scale.cell(row, 'rule')}",
            "format": page.looks.shade(band),
            "multi_range": " ".join(areas),
        }
        page.worksheet.conditional_format(areas[0], rule)
