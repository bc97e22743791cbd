"""The score without the criteria of cost beside the score with them: guidance weighs benefits and keeps cost apart.

Which criteria are of cost is in `models.appraisal.cost_criteria`. Gates stay as they are; ties are broken as on
Appraisal matrix.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from models.appraisal.cost_criteria import cost_criteria, without_cost
from models.appraisal.scoring import Appraisal, Standing, appraise
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal import ranking_formulas
from optimiser.reports.board.appraisal.preference_steps import BAD
from optimiser.reports.board.appraisal.ranking_formulas import RANK, SCORE
from optimiser.reports.board.appraisal.scale import BENEFIT, COST, FAILS, NO_WEIGHT, NOBODY, WORDS, WORST, number, word
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import measure_heading
from optimiser.text import listed, quoted

WITH, RANK_WITH, WITHOUT, RANK_WITHOUT, PASSING = range(5)  # the rows of the table
PASSED = "Rank without them, where every gate is passed"
Row = tuple[Fraction | int | str, str]  # a value and its formula


def fill(report: BoardReport, page: Page) -> None:
    """Which criteria are of cost, and how the options stand with and without them."""
    page.write_caption("The score without the criteria of cost")
    page.write_text(_left_out(report))
    top = page.row
    page.row += 3
    table = page.reserve_table("WithoutCost", _columns(report), 5)
    page.skip_row()
    page.write_caption("Criteria of cost and of benefit")
    parts = page.reserve_table("CostCriteria", _part_columns(), len(report.case.criteria))
    parts.fill([_part(report, position) for position in range(parts.row_count)])
    found = _appraised(report)
    table.fill(_rows(report, table, parts, found))
    end, page.row = page.row, top
    _preferred(report, page, table, parts, found)
    page.row = end


def _appraised(report: BoardReport) -> Appraisal | None:
    """The appraisal without the criteria of cost, None where no other has weight."""
    case = without_cost(report.case)
    return appraise(case, {name: one.measures for name, one in report.run.results.items()}) if case else None


def _left_out(report: BoardReport) -> str:
    names = cost_criteria(report.case)
    out = [quoted(criterion.name) for criterion in report.case.criteria if criterion.name in names]
    if not out:
        return "No criterion is of cost: the two scores are the same."
    verb = "is" if len(out) == 1 else "are"
    return f"Left out {verb} {listed(out)}: measured in money that is spent, or judged on the same subject."


def _columns(report: BoardReport) -> list[Column]:
    options = [Column(option.key, option.label, NumberFormat.TENTH, max_width=22) for option in report.options]
    return [Column("result", "Result", max_width=32), Column("unit", "Unit", max_width=30), *options]


def _part_columns() -> list[Column]:
    return [
        Column("criterion", "Criterion", max_width=32),
        Column("measure", "Measured by", max_width=30),
        Column("part", "Part", max_width=22),
        Column("weight", "Weight (points)", NumberFormat.EXACT, total=True),
        Column("counted", "Weight without cost (points)", NumberFormat.EXACT, total=True),
    ]


def _part(report: BoardReport, position: int) -> list[Cell]:
    criterion = report.case.criteria[position]
    of_cost = criterion.name in cost_criteria(report.case)
    weight = report.table("Matrix").address(position, "weight")
    counted = f"={number(report, WORST)}" if of_cost else f"={weight}"
    return [
        Cell(criterion.name),
        Cell(measure_heading(criterion.measure) if criterion.measure else "judgement"),
        Cell(WORDS[COST if of_cost else BENEFIT]),
        Cell(criterion.weight, formula=f"={weight}"),
        Cell(0 if of_cost else criterion.weight, formula=counted),
    ]


def _rows(report: BoardReport, table: Table, parts: Table, found: Appraisal | None) -> list[list[Cell]]:
    def row(name: str, unit: str, number_format: NumberFormat, cell: Callable[[SolvedOption], Row]) -> list[Cell]:
        return [
            Cell(name),
            Cell(unit),
            *(Cell(value, number_format, formula) for value, formula in map(cell, report.options)),
        ]

    result = report.table("Result")
    own = report.run.appraisal.standings

    def copied(which: int, value: Callable[[Standing], Fraction | int | None]) -> Callable[[SolvedOption], Row]:
        return lambda each: (value(own[each.name]) or 0, f"={result.address(which, each.key)}")

    return [
        row("Score with the criteria of cost", "points", NumberFormat.TENTH, copied(SCORE, lambda one: one.score)),
        row("Rank with them", "rank", NumberFormat.COUNT, copied(RANK, lambda one: one.rank)),
        row("Score without them", "points", NumberFormat.TENTH, lambda each: _score(report, parts, found, each)),
        row("Rank without them", "rank", NumberFormat.COUNT, lambda each: _rank(report, table, found, each)),
        row(PASSED, "rank", NumberFormat.COUNT, lambda each: _passing(report, table, found, each)),
    ]  # fmt: skip


def _score(report: BoardReport, parts: Table, found: Appraisal | None, option: SolvedOption) -> Row:
    scores, total = report.table("Scores").column_range(option.key), parts.address(parts.row_count, "counted")
    formula = ranking_formulas.score(scores, parts.column_range("counted"), total, word(report, NO_WEIGHT))
    return _of(found, option, lambda one: one.score), formula


def _rank(report: BoardReport, table: Table, found: Appraisal | None, option: SolvedOption) -> Row:
    return _of(found, option, lambda one: one.rank), ranking_formulas.rank(report, table, WITHOUT, option)


def _passing(report: BoardReport, table: Table, found: Appraisal | None, option: SolvedOption) -> Row:
    failed = bool(report.run.appraisal.standings[option.name].gates_failed)
    value = WORDS[FAILS] if failed else _of(found, option, lambda one: one.rank)
    return value, ranking_formulas.standing(report, table, RANK_WITHOUT, option)


def _of(
    found: Appraisal | None, option: SolvedOption, value: Callable[[Standing], Fraction | int | None]
) -> Fraction | int | str:
    figure = None if found is None else value(found.standings[option.name])
    return WORDS[NO_WEIGHT] if figure is None else figure


def _preferred(report: BoardReport, page: Page, table: Table, parts: Table, found: Appraisal | None) -> None:
    now = report.preferred.label if report.preferred else WORDS[NOBODY]
    page.write_labelled_cell("Preferred with the criteria of cost", Cell(now, formula=f"={report.live_preferred}"))
    bad = report.table("Following").address(BAD, "now")
    ranks = ranking_formulas.everyone(report, table, PASSING)
    formula = ranking_formulas.preferred(report, ranks, parts.address(parts.row_count, "counted"), bad)
    page.write_labelled_cell("Preferred without them", Cell(_label(report, found), formula=formula))


def _label(report: BoardReport, found: Appraisal | None) -> str:
    if found is None:
        return WORDS[NO_WEIGHT]
    return report.label(found.preferred) if found.preferred else WORDS[NOBODY]
