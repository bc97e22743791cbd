"""The score without the criteria of cost beside the score with them: guidance weighs benefits and keeps cost apart.

Which criteria are of cost is in `models.appraisal.judgement_vs_measure`. Gates stay as they are; ties are broken as on
Appraisal matrix.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from models.appraisal.judgement_vs_measure import cost_criteria, without_cost
from models.appraisal.scoring import Appraisal, Standing, appraise
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal import ranking
from optimiser.reports.board.appraisal.following import BAD
from optimiser.reports.board.appraisal.ranking import RANK, SCORE
from optimiser.reports.board.appraisal.scale import BENEFIT, COST, FAILS, NO_WEIGHT, NOBODY, WORDS, WORST, number, word
from optimiser.reports.board.book import Book, Solved
from optimiser.reports.formats import heading
from optimiser.text import listed, quoted

WITH, RANK_WITH, WITHOUT, RANK_WITHOUT, PASSING = range(5)  # the rows of the table
PASSED = "Rank without them, where every gate is passed"
Row = tuple[Fraction | int | str, str]  # a value and its formula


def fill(book: Book, page: Page) -> None:
    """Which criteria are of cost, and how the options stand with and without them."""
    page.caption("The score without the criteria of cost")
    page.text(_left_out(book))
    top = page.row
    page.row += 3
    table = page.reserve("WithoutCost", _columns(book), 5)
    page.gap()
    page.caption("Criteria of cost and of benefit")
    parts = page.reserve("CostCriteria", _part_columns(), len(book.case.criteria))
    parts.fill([_part(book, position) for position in range(parts.count)])
    found = _appraised(book)
    table.fill(_rows(book, table, parts, found))
    end, page.row = page.row, top
    _preferred(book, page, table, parts, found)
    page.row = end


def _appraised(book: Book) -> Appraisal | None:
    """The appraisal without the criteria of cost, None where no other has weight."""
    case = without_cost(book.case)
    return appraise(case, {name: one.measures for name, one in book.run.results.items()}) if case else None


def _left_out(book: Book) -> str:
    names = cost_criteria(book.case)
    out = [quoted(criterion.name) for criterion in book.case.criteria if criterion.name in names]
    if not out:
        return "No criterion is of cost: the two scores are the same."
    verb = "is" if len(out) == 1 else "are"
    return f"Left out {verb} {listed(out)}: measured in money that is spent, or judged on the same subject."


def _columns(book: Book) -> list[Column]:
    options = [Column(each.key, each.label, Look.TENTH, most=22) for each in book.solved]
    return [Column("result", "Result", most=32), Column("unit", "Unit", most=30), *options]


def _part_columns() -> list[Column]:
    return [
        Column("criterion", "Criterion", most=32),
        Column("measure", "Measured by", most=30),
        Column("part", "Part", most=22),
        Column("weight", "Weight (points)", Look.EXACT, total=True),
        Column("counted", "Weight without cost (points)", Look.EXACT, total=True),
    ]


def _part(book: Book, position: int) -> list[Cell]:
    criterion = book.case.criteria[position]
    of_cost = criterion.name in cost_criteria(book.case)
    weight = book.table("Matrix").cell(position, "weight")
    counted = f"={number(book, WORST)}" if of_cost else f"={weight}"
    return [
        Cell(criterion.name),
        Cell(heading(criterion.measure) if criterion.measure else "judgement"),
        Cell(WORDS[COST if of_cost else BENEFIT]),
        Cell(criterion.weight, formula=f"={weight}"),
        Cell(0 if of_cost else criterion.weight, formula=counted),
    ]


def _rows(book: Book, table: Table, parts: Table, found: Appraisal | None) -> list[list[Cell]]:
    def row(name: str, unit: str, its_look: Look, cell: Callable[[Solved], Row]) -> list[Cell]:
        return [Cell(name), Cell(unit), *(Cell(value, its_look, formula) for value, formula in map(cell, book.solved))]

    result = book.table("Result")
    own = book.run.appraisal.standings

    def copied(which: int, value: Callable[[Standing], Fraction | int | None]) -> Callable[[Solved], Row]:
        return lambda each: (value(own[each.name]) or 0, f"={result.cell(which, each.key)}")

    return [
        row("Score with the criteria of cost", "points", Look.TENTH, copied(SCORE, lambda one: one.score)),
        row("Rank with them", "rank", Look.COUNT, copied(RANK, lambda one: one.rank)),
        row("Score without them", "points", Look.TENTH, lambda each: _score(book, parts, found, each)),
        row("Rank without them", "rank", Look.COUNT, lambda each: _rank(book, table, found, each)),
        row(PASSED, "rank", Look.COUNT, lambda each: _passing(book, table, found, each)),
    ]  # fmt: skip


def _score(book: Book, parts: Table, found: Appraisal | None, each: Solved) -> Row:
    scores, total = book.table("Scores").column(each.key), parts.cell(parts.count, "counted")
    formula = ranking.score(scores, parts.column("counted"), total, word(book, NO_WEIGHT))
    return _of(found, each, lambda one: one.score), formula


def _rank(book: Book, table: Table, found: Appraisal | None, each: Solved) -> Row:
    return _of(found, each, lambda one: one.rank), ranking.rank(book, table, WITHOUT, each)


def _passing(book: Book, table: Table, found: Appraisal | None, each: Solved) -> Row:
    failed = bool(book.run.appraisal.standings[each.name].gates_failed)
    value = WORDS[FAILS] if failed else _of(found, each, lambda one: one.rank)
    return value, ranking.standing(book, table, RANK_WITHOUT, each)


def _of(
    found: Appraisal | None, each: Solved, value: Callable[[Standing], Fraction | int | None]
) -> Fraction | int | str:
    figure = None if found is None else value(found.standings[each.name])
    return WORDS[NO_WEIGHT] if figure is None else figure


def _preferred(book: Book, page: Page, table: Table, parts: Table, found: Appraisal | None) -> None:
    now = book.preferred.label if book.preferred else WORDS[NOBODY]
    page.pair("Preferred with the criteria of cost", Cell(now, formula=f"={book.live_preferred}"))
    bad = book.table("Following").cell(BAD, "now")
    ranks = ranking.everyone(book, table, PASSING)
    formula = ranking.preferred(book, ranks, parts.cell(parts.count, "counted"), bad)
    page.pair("Preferred without them", Cell(_label(book, found), formula=formula))


def _label(book: Book, found: Appraisal | None) -> str:
    if found is None:
        return WORDS[NO_WEIGHT]
    return book.label(found.preferred) if found.preferred else WORDS[NOBODY]
