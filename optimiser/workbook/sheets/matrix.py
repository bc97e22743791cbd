"""Appraisal matrix: High, Medium or Low in words, weights to move, and score, rank and preferred option following."""

from __future__ import annotations

from fractions import Fraction

from optimiser.workbook.book import Book, Solved
from optimiser.workbook.looks import SHADES, Look
from optimiser.workbook.page import Page
from optimiser.workbook.sheets.scale import DIGITS, FAILS, HIGH, LOW, MEDIUM, NOBODY, WORDS
from optimiser.workbook.tables import Cell, Column, Table
from optimiser.workbook.words import pounds

SCORE, RANK, FAILED, STANDING, COST, PLACE = range(6)  # the rows of the result
NO_GATE = "no gate"


def fill(book: Book, page: Page) -> None:
    """The result above, the matrix below; both have the options in the same columns."""
    page.text(
        "Type other weights, gates or judgements (yellow cells, here and on Scoring basis): everything here follows."
    )
    top = page.row
    page.row += 3
    page.caption("Result")
    result = page.reserve("Result", _result_columns(book), 6)
    page.text(
        "A weighted score is the sum of weight times score over the sum of weights. The scores are on Scores, the"
        " bounds of High and Medium on Scale."
    )
    page.gap()
    page.caption("How far each option meets each criterion")
    matrix = page.reserve("Matrix", _matrix_columns(book), len(book.case.criteria))
    matrix.fill([_row(book, number) for number in range(matrix.count)])
    result.fill(_result(book, result, matrix))
    _shade(book, page, matrix)
    _accept(page, matrix)
    _preferred(book, page, top, result)


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
    return [Column("criterion", "Criterion", most=44), weight, *_options(book, Look.TEXT), gate]


def _options(book: Book, its_look: Look = Look.TENTH) -> list[Column]:
    return [Column(each.key, each.label, its_look, most=16) for each in book.solved]


def _row(book: Book, number: int) -> list[Cell]:
    criterion = book.case.criteria[number]
    gate = Cell(NO_GATE if criterion.gate is None else criterion.gate, Look.EXACT, typed=True)
    return [Cell(criterion.name), Cell(criterion.weight, typed=True), *_bands(book, number), gate]


def _bands(book: Book, number: int) -> list[Cell]:
    scale, scores = book.table("Scale"), book.table("Scores")
    word = [scale.cell(row, "rule") for row in (HIGH, MEDIUM, LOW)]
    least = [scale.cell(row, "figure") for row in (HIGH, MEDIUM, DIGITS)]
    cells = []
    for each in book.solved:
        score = f"ROUND({scores.cell(number, each.key)},{least[2]})"
        formula = f"=IF({score}>={least[0]},{word[0]},IF({score}>={least[1]},{word[1]},{word[2]}))"
        cells.append(Cell(book.run.appraisal.standings[each.name].scores[number].band, formula=formula))
    return cells


def _result(book: Book, result: Table, matrix: Table) -> list[list[Cell]]:
    def row(name: str, unit: str, its_look: Look, cells: list[Cell], note: str) -> list[Cell]:
        return [
            Cell(name),
            Cell(unit),
            *(Cell(c.value, its_look, c.formula, strong=name == "Rank") for c in cells),
            Cell(note),
        ]

    solved = book.solved
    return [
        row(
            "Weighted score", "points", Look.TENTH, [_score(book, matrix, each) for each in solved], "0 worst, 100 best"
        ),
        row("Rank", "rank", Look.COUNT, [_rank(book, result, each) for each in solved], "gates not counted"),
        row(
            "Gates failed",
            "gates",
            Look.COUNT,
            [_failed(book, matrix, each) for each in solved],
            "none, to be preferred",
        ),
        row(
            "Rank, where every gate is passed",
            "rank",
            Look.COUNT,
            [_standing(book, result, each) for each in solved],
            "the first is preferred",
        ),
        row("Present cost, which breaks ties", "£", Look.PENCE, [Cell(_cost(each)) for each in solved], "lower first"),
        row(
            "Place in the list, which breaks further ties",
            "place",
            Look.COUNT,
            [Cell(each.number + 1) for each in solved],
            "earlier first",
        ),
    ]


def _score(book: Book, matrix: Table, each: Solved) -> Cell:
    weights, scores = matrix.column("weight"), book.table("Scores").column(each.key)
    value = book.run.appraisal.standings[each.name].score
    return Cell(value if value is not None else "", formula=f"=SUMPRODUCT({weights},{scores})/SUM({weights})")


def _rank(book: Book, result: Table, each: Solved) -> Cell:
    """How many options stand before this one or are it: by score, then present cost, then place in the list."""
    digits = book.table("Scale").cell(DIGITS, "figure")

    def all_and_own(row: int) -> tuple[str, str]:
        everyone = result.row(row, book.solved[0].key, book.solved[-1].key)
        return everyone, result.here(row, each.key)

    scores, own = (f"ROUND({address},{digits})" for address in all_and_own(SCORE))
    costs, own_cost = all_and_own(COST)
    places, own_place = all_and_own(PLACE)
    before = f"({scores}>{own})+({scores}={own})*({costs}<{own_cost})"
    formula = f"=SUMPRODUCT({before}+({scores}={own})*({costs}={own_cost})*({places}<={own_place}))"
    rank = book.run.appraisal.standings[each.name].rank
    return Cell(rank if rank is not None else "", formula=formula)


def _failed(book: Book, matrix: Table, each: Solved) -> Cell:
    gates, digits = matrix.column("gate"), book.table("Scale").cell(DIGITS, "figure")
    scores = book.table("Scores").column(each.key)
    count = len(book.run.appraisal.standings[each.name].gates_failed)
    return Cell(count, formula=f"=SUMPRODUCT(ISNUMBER({gates})*(ROUND({scores},{digits})<{gates}))")


def _standing(book: Book, result: Table, each: Solved) -> Cell:
    standing = book.run.appraisal.standings[each.name]
    fails = book.table("ScaleWords").cell(FAILS, "word")
    value = WORDS[FAILS] if standing.gates_failed else standing.rank
    formula = f"=IF({result.here(FAILED, each.key)},{fails},{result.here(RANK, each.key)})"
    return Cell(value if value is not None else "", formula=formula)


def _cost(each: Solved) -> Fraction:
    return pounds(each.measures["present_cost"] or Fraction(0))


def _preferred(book: Book, page: Page, row: int, result: Table) -> None:
    first, last = book.solved[0].key, book.solved[-1].key
    ranks = result.row(STANDING, first, last)
    which = f"SUMPRODUCT(ISNUMBER({ranks})*({ranks}=MIN({ranks}))*{result.row(PLACE, first, last)})"
    names = result.row(-1, first, last)
    nobody = book.table("ScaleWords").cell(NOBODY, "word")
    now = book.preferred.label if book.preferred else WORDS[NOBODY]
    end, page.row = page.row, row
    page.pair("Preferred in the run", Cell(now))
    formula = f"=IF(COUNT({ranks}),INDEX({names},{which}),{nobody})"
    book.live_preferred = page.pair("Preferred with these weights", Cell(now, formula=formula))
    page.row = end


def _shade(book: Book, page: Page, matrix: Table) -> None:
    scale = book.table("Scale")
    first, last = matrix.here(0, book.solved[0].key), matrix.here(matrix.count - 1, book.solved[-1].key)
    for row, word in zip((HIGH, MEDIUM, LOW), SHADES, strict=True):
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f"={scale.cell(row, 'rule')}",
            "format": page.looks.shade(word),
        }
        page.worksheet.conditional_format(f"{first}:{last}".replace("$", ""), rule)


def _accept(page: Page, matrix: Table) -> None:
    """Weights may be any figure from 0 up."""
    cells = f"{matrix.here(0, 'weight')}:{matrix.here(matrix.count - 1, 'weight')}".replace("$", "")
    page.worksheet.data_validation(
        cells,
        {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_title": "Weight",
            "error_message": "A weight is a number from 0 up.",
        },
    )
