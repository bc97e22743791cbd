"""Appraisal matrix: weights, gates and judgements to move; scores, ranks, preferred option and its sentence following.

How options are ranked is in `workbook.ranking`, what follows from what is typed in `following`, the sentence in
`sentence`.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.case.vocabulary import JUDGEMENT_SCORES
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import SHADES, NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal import accepting, preference_steps, ranking_formulas
from optimiser.reports.board.appraisal.preference_sentence import sentence
from optimiser.reports.board.appraisal.preference_steps import BAD, TOTAL
from optimiser.reports.board.appraisal.ranking_formulas import COST, FAILED, PLACE, RANK, SCORE, STANDING, present_cost
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
from optimiser.reports.board.appraisal.scoring_basis import gate_of
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption

__all__ = ["COST", "FAILED", "PLACE", "RANK", "SCORE", "STANDING", "fill", "prepare"]

LINES = 5  # above the first table: what is preferred, whether that is of the run, and the sentence


def prepare(report: BoardReport, page: Page) -> None:
    """Room for the tables, whose cells other sheets refer to before they are filled."""
    page.write_text(
        "Type other weights, gates or judgements (yellow cells): scores, ranks and all that is said here follow."
    )
    page.row += LINES
    page.write_caption("Result")
    page.reserve_table("Result", _result_columns(report), 6)
    page.write_text(
        "A weighted score is the sum of weight times score over the sum of weights. The scores are on Scores, the"
        " bounds of High and Medium on Scale, the ends between which a measure is scored on Scoring basis."
    )
    page.skip_row()
    page.write_caption("How far each option meets each criterion")
    page.reserve_table("Matrix", _matrix_columns(report), len(report.case.criteria))
    page.write_text(
        "A judgement is High, Medium, Low or a number from 0 to 100; a gate is a number from 0 to 100, or blank."
        " Costs, places and contracts do not depend on what is typed here. Action plans, reasons and charts in"
        " words are of the run: put what has changed into the case and run it again to renew them."
    )


def fill(report: BoardReport, page: Page) -> None:
    """The result above, the matrix below it with the options in the same columns; the steps between them on Scale."""
    result, matrix = report.table("Result"), report.table("Matrix")
    steps = preference_steps.reserve(report.pages["Scale"])
    matrix.fill([_row(report, position) for position in range(matrix.row_count)])
    result.fill(_result(report, result, matrix))
    preference_steps.fill(report, steps)
    _shade(report, page, matrix)
    accepting.accept(report)
    end, page.row = page.row, result.top - LINES - 1
    _preferred(report, page, result, steps)
    page.row = end


def _result_columns(report: BoardReport) -> list[Column]:
    return [
        Column("result", "Result", max_width=44),
        Column("unit", "Unit"),
        *_options(report),
        Column("note", "Note", max_width=26),
    ]


def _matrix_columns(report: BoardReport) -> list[Column]:
    weight = Column("weight", "Weight (points)", NumberFormat.EXACT, total=True)
    gate = Column("gate", "Gate: least score to be preferred (points)", NumberFormat.EXACT)
    return [
        Column("criterion", "Criterion", max_width=44),
        weight,
        *_options(report, NumberFormat.TEXT),
        gate,
        Column("unit", "Unit", max_width=26),
    ]


def _options(report: BoardReport, number_format: NumberFormat = NumberFormat.TENTH) -> list[Column]:
    return [Column(option.key, option.label, number_format, max_width=16) for option in report.options]


def _row(report: BoardReport, position: int) -> list[Cell]:
    criterion = report.case.criteria[position]
    cells = _bands(report, position) if criterion.measure else _judgements(report, position)
    kind = Cell("band of the measure" if criterion.measure else "judged: band or points")
    return [Cell(criterion.name), Cell(criterion.weight, editable=True), *cells, gate_of(criterion), kind]


def _bands(report: BoardReport, position: int) -> Iterator[Cell]:
    scores = report.table("Scores")
    for option in report.options:
        now = report.run.appraisal.standings[option.name].scores[position].band
        yield Cell(now, formula=f"={band_formula(report, scores.address(position, option.key))}")


def _judgements(report: BoardReport, position: int) -> Iterator[Cell]:
    """What the board judged, in its word or its figure, to be typed over."""
    criterion = report.case.criteria[position]
    for option in report.options:
        said = criterion.judgement_words.get(option.name, "")
        yield Cell(
            said if said in JUDGEMENT_SCORES else criterion.judgements[option.name], NumberFormat.EXACT, editable=True
        )


def _result(report: BoardReport, result: Table, matrix: Table) -> list[list[Cell]]:
    def row(name: str, unit: str, number_format: NumberFormat, cells: Iterator[Cell], note: str) -> list[Cell]:
        shown = (Cell(c.value, number_format, c.formula, bold=name == "Rank") for c in cells)
        return [Cell(name), Cell(unit), *shown, Cell(note)]

    solved = report.options
    scores, ranks = (_score(report, matrix, each) for each in solved), (_rank(report, result, each) for each in solved)
    failed, standings = (
        (_failed(report, matrix, each) for each in solved),
        (_standing(report, result, each) for each in solved),
    )
    return [
        row("Weighted score", "points", NumberFormat.TENTH, scores, "0 worst, 100 best"),
        row("Rank", "rank", NumberFormat.COUNT, ranks, "gates not counted"),
        row("Gates failed", "gates", NumberFormat.COUNT, failed, "none, to be preferred"),
        row("Rank, where every gate is passed", "rank", NumberFormat.COUNT, standings, "the first is preferred"),
        row(
            "Present cost, which breaks ties",
            "£",
            NumberFormat.PENCE,
            (Cell(present_cost(e)) for e in solved),
            "lower first",
        ),
        row(
            "Place in the list, which breaks further ties",
            "place",
            NumberFormat.COUNT,
            (Cell(each.number + 1) for each in solved),
            "earlier first",
        ),
    ]


def _score(report: BoardReport, matrix: Table, option: SolvedOption) -> Cell:
    weights, scores = matrix.column_range("weight"), report.table("Scores").column_range(option.key)
    value = report.run.appraisal.standings[option.name].score
    formula = ranking_formulas.score(
        scores, weights, matrix.address(matrix.row_count, "weight"), word(report, NO_WEIGHT)
    )
    return Cell(value if value is not None else "", formula=formula)


def _rank(report: BoardReport, result: Table, option: SolvedOption) -> Cell:
    rank = report.run.appraisal.standings[option.name].rank
    return Cell(rank if rank is not None else "", formula=ranking_formulas.rank(report, result, SCORE, option))


def _failed(report: BoardReport, matrix: Table, option: SolvedOption) -> Cell:
    gates, scores = matrix.column_range("gate"), report.table("Scores").column_range(option.key)
    count = len(report.run.appraisal.standings[option.name].gates_failed)
    rounded = f"ROUND({scores},{number(report, DIGITS)})"
    return Cell(count, formula=f"=SUMPRODUCT(ISNUMBER({gates})*({rounded}<{gates}))")


def _standing(report: BoardReport, result: Table, option: SolvedOption) -> Cell:
    standing = report.run.appraisal.standings[option.name]
    value = WORDS[FAILS] if standing.gates_failed else standing.rank
    return Cell(value if value is not None else "", formula=ranking_formulas.standing(report, result, RANK, option))


def _preferred(report: BoardReport, page: Page, result: Table, steps: Table) -> None:
    """What is preferred, in the run and now, whether that is of the run, and the sentence."""
    ranks = ranking_formulas.everyone(report, result, STANDING)
    now = report.preferred.label if report.preferred else WORDS[NOBODY]
    page.write_labelled_cell("Preferred in the run", Cell(now))
    formula = ranking_formulas.preferred(report, ranks, steps.address(TOTAL, "now"), steps.address(BAD, "now"))
    report.live_preferred = page.write_labelled_cell("Preferred with these weights", Cell(now, formula=formula))
    report.live_status = page.write_labelled_cell("These figures are", preference_steps.status(report, steps))
    said = sentence(report, steps)
    report.live_sentence = f"'{page.name}'!$A${page.row + 1}"
    page.write_single_cell(said, page.styles.text(bold=True))


def _shade(report: BoardReport, page: Page, matrix: Table) -> None:
    """Shading behind the bands that follow; what may be typed over stays yellow."""
    measured = [n for n, criterion in enumerate(report.case.criteria) if criterion.measure]
    if not measured:
        return
    scale, first, last = report.table("Scale"), report.options[0].key, report.options[-1].key
    areas = [f"{matrix.local_address(n, first)}:{matrix.local_address(n, last)}".replace("$", "") for n in measured]
    for row, band in zip((HIGH, MEDIUM, LOW), SHADES, strict=True):
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f"={scale.address(row, 'rule')}",
            "format": page.styles.band(band),
            "multi_range": " ".join(areas),
        }
        page.worksheet.conditional_format(areas[0], rule)


SHEET = Sheet(
    "Appraisal matrix",
    "How far each option meets each criterion, and what follows from the weights.",
    fill,
    POUNDS,
    is_included=BoardReport.has_scores,
    prepare=prepare,
)
