"""The sheet Appraisal matrix: weights, gates and judgements to edit, and the scores, ranks and preference that follow.

Formulas of ranks are in `scores`, the steps to the preference in `preference_steps`, the sentence in
`preference_sentence`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.case.vocabulary import JUDGEMENT_SCORES
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import SHADES, NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal import editable_cells, preference_steps
from optimiser.reports.board.appraisal.preference_sentence import sentence_cell
from optimiser.reports.board.appraisal.preference_steps import TOTAL_WEIGHT, UNREADABLE_CELLS
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
    figure_cell,
    word_cell,
)
from optimiser.reports.board.appraisal.scores import (
    RANK,
    SCORE,
    STANDING,
    option_cells,
    preferred_formula,
    present_cost,
    rank_formula,
    score_formula,
    standing_formula,
)
from optimiser.reports.board.appraisal.scoring_basis import gate_cell
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.prose.certainty import leader_adjective
from optimiser.text import upper_first

LINES_ABOVE = 5  # above the first table: what is preferred, whether that is of the run, and the sentence


def prepare(report: BoardReport, page: Page) -> None:
    """Reserve the tables, whose cells other sheets refer to before they are filled."""
    page.write_text(
        "You can type other weights, gates or judgements in the yellow cells. The scores, ranks and preferred"
        " option follow."
    )
    page.row += LINES_ABOVE
    page.write_caption("Result")
    page.reserve_table("Result", _result_columns(report), 6)
    page.write_text(
        "A weighted score is the sum of each score times its weight, divided by the sum of the weights. Scores"
        " has the scores, Scale has the bounds of High and Medium, and Scoring basis has the two ends of each"
        " measure's scale."
    )
    page.skip_row()
    page.write_caption("How far each option meets each criterion")
    page.reserve_table("Matrix", _matrix_columns(report), len(report.case.criteria))
    page.write_text(
        "A judgement is High, Medium, Low or a number from 0 to 100. A gate is a number from 0 to 100, or blank."
        " Costs, places and contracts do not depend on these cells. Action plans, reasons and the text of charts"
        " describe the run: to renew them, change the case and run it again."
    )


def fill(report: BoardReport, page: Page) -> None:
    """Write the result above and the matrix below, with options in the same columns; the steps between are on Scale."""
    result, matrix = report.table("Result"), report.table("Matrix")
    steps = preference_steps.reserve(report.pages["Scale"])
    matrix.fill([_row(report, position) for position in range(matrix.row_count)])
    result.fill(_result_rows(report, result, matrix))
    preference_steps.fill(report, steps)
    _shade(report, page, matrix)
    editable_cells.set_input_rules(report)
    end, page.row = page.row, result.top - LINES_ABOVE - 1
    _write_preferred(report, page, result, steps)
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
    cells = _band_cells(report, position) if criterion.measure else _judgement_cells(report, position)
    kind = Cell("band of the measure" if criterion.measure else "judged: band or points")
    return [Cell(criterion.name), Cell(criterion.weight, editable=True), *cells, gate_cell(criterion), kind]


def _band_cells(report: BoardReport, position: int) -> Iterator[Cell]:
    scores = report.table("Scores")
    for option in report.options:
        now = report.run.appraisal.standings[option.name].scores[position].band
        yield Cell(now, formula=f"={band_formula(report, scores.address(position, option.key))}")


def _judgement_cells(report: BoardReport, position: int) -> Iterator[Cell]:
    """What the board judged, as a word or a figure, to be edited."""
    criterion = report.case.criteria[position]
    for option in report.options:
        word = criterion.judgement_words.get(option.name, "")
        value = word if word in JUDGEMENT_SCORES else criterion.judgements[option.name]
        yield Cell(value, NumberFormat.EXACT, editable=True)


def _result_rows(report: BoardReport, result: Table, matrix: Table) -> list[list[Cell]]:
    def row(
        name: str, unit: str, number_format: NumberFormat, cell: Callable[[SolvedOption], Cell], note: str
    ) -> list[Cell]:
        cells = map(cell, report.options)
        styled = (Cell(each.value, number_format, each.formula, bold=name == "Rank") for each in cells)
        return [Cell(name), Cell(unit), *styled, Cell(note)]

    tenth, count, pence = NumberFormat.TENTH, NumberFormat.COUNT, NumberFormat.PENCE
    return [
        row("Weighted score", "points", tenth, lambda option: _score(report, matrix, option), "0 worst, 100 best"),
        row("Rank", "rank", count, lambda option: _rank(report, result, option), "gates are ignored"),
        row("Gates failed", "gates", count, lambda option: _failed(report, matrix, option), "0, to be eligible"),
        row(
            "Rank, if every gate is passed",
            "rank",
            count,
            lambda option: _standing(report, result, option),
            f"the first is {leader_adjective(report.run)}",
        ),
        row("Present cost, which breaks ties", "£", pence, lambda option: Cell(present_cost(option)), "lower first"),
        row(
            "Place in the list, which breaks further ties",
            "place",
            count,
            lambda option: Cell(option.number + 1),
            "earlier first",
        ),
    ]


def _score(report: BoardReport, matrix: Table, option: SolvedOption) -> Cell:
    weights, scores = matrix.column_range("weight"), report.table("Scores").column_range(option.key)
    total, no_weight = matrix.address(matrix.row_count, "weight"), word_cell(report, NO_WEIGHT)
    value = report.run.appraisal.standings[option.name].score
    formula = score_formula(scores, weights, total, no_weight)
    return Cell(value if value is not None else "", formula=formula)


def _rank(report: BoardReport, result: Table, option: SolvedOption) -> Cell:
    rank = report.run.appraisal.standings[option.name].rank
    formula = rank_formula(report, result, SCORE, option)
    return Cell(rank if rank is not None else "", formula=formula)


def _failed(report: BoardReport, matrix: Table, option: SolvedOption) -> Cell:
    gates, scores = matrix.column_range("gate"), report.table("Scores").column_range(option.key)
    count = len(report.run.appraisal.standings[option.name].gates_failed)
    rounded = f"ROUND({scores},{figure_cell(report, DIGITS)})"
    return Cell(count, formula=f"=SUMPRODUCT(ISNUMBER({gates})*({rounded}<{gates}))")


def _standing(report: BoardReport, result: Table, option: SolvedOption) -> Cell:
    standing = report.run.appraisal.standings[option.name]
    value = WORDS[FAILS] if standing.gates_failed else standing.rank
    formula = standing_formula(report, result, RANK, option)
    return Cell(value if value is not None else "", formula=formula)


def _write_preferred(report: BoardReport, page: Page, result: Table, steps: Table) -> None:
    """Write what is preferred in the run and now, whether anything has changed since, and the sentence."""
    ranks = option_cells(report, result, STANDING)
    total, unreadable = (steps.address(row, "now") for row in (TOTAL_WEIGHT, UNREADABLE_CELLS))
    preferred = report.preferred.label if report.preferred else WORDS[NOBODY]
    first = upper_first(leader_adjective(report.run))
    page.write_labelled_cell(f"{first} in the run", Cell(preferred))
    formula = preferred_formula(report, ranks, total, unreadable)
    report.live_preferred = page.write_labelled_cell(f"{first} with these weights", Cell(preferred, formula=formula))
    report.live_status = page.write_labelled_cell("These figures are", preference_steps.status_cell(report, steps))
    sentence = sentence_cell(report, steps)
    report.live_sentence = f"'{page.name}'!$A${page.row + 1}"
    page.write_single_cell(sentence, page.styles.text(bold=True))


def _shade(report: BoardReport, page: Page, matrix: Table) -> None:
    """Shade the bands of measured criteria; editable cells stay yellow."""
    scale, ends = report.table("Scale"), (report.options[0].key, report.options[-1].key)
    measured = [row for row, criterion in enumerate(report.case.criteria) if criterion.measure]
    areas = [matrix.relative_range((row, row), ends) for row in measured]
    for row, band in zip((HIGH, MEDIUM, LOW), SHADES, strict=True) if areas else ():
        page.shade_equal_cells(areas, f"={scale.address(row, 'rule')}", page.styles.band(band))


SHEET = Sheet(
    "Appraisal matrix",
    "How far each option meets each criterion, and the scores and ranks with these weights.",
    fill,
    POUNDS,
    is_included=BoardReport.has_scores,
    prepare=prepare,
)
