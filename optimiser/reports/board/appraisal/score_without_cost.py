"""The score without the criteria of cost beside the score with them, on the sheet Judgement and measure.

Guidance weighs benefits and keeps cost apart. Which criteria are of cost is in `models.appraisal`. Gates stay as they
are; ties are broken as on Appraisal matrix.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.criteria import cost_criteria, without_cost
from models.appraisal.scoring import Appraisal, Standing, appraise
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal.preference_steps import UNREADABLE_CELLS
from optimiser.reports.board.appraisal.scale import (
    BENEFIT,
    COST,
    FAILS,
    NO_WEIGHT,
    NOBODY,
    WORDS,
    WORST,
    figure_cell,
    word_cell,
)
from optimiser.reports.board.appraisal.scores import (
    RANK,
    SCORE,
    option_cells,
    preferred_formula,
    rank_formula,
    score_formula,
    standing_formula,
)
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import measure_heading
from optimiser.reports.prose.certainty import leader_adjective
from optimiser.text import listed, quoted, upper_first

WITH, RANK_WITH, WITHOUT, RANK_WITHOUT, PASSING = range(5)  # rows of the table
PASSING_LABEL = "Rank without them, if every gate is passed"
Result = tuple[Fraction | int | str, str]  # a value and its formula


def fill(report: BoardReport, page: Page) -> None:
    """Write which criteria are of cost, and how the options score and rank with and without them."""
    page.write_caption("The score without the criteria of cost")
    page.write_text(_left_out_sentence(report))
    top = page.row
    page.row += 3
    table = page.reserve_table("WithoutCost", _columns(report), 5)
    page.skip_row()
    page.write_caption("Criteria of cost and of benefit")
    criteria = page.write_table("CostCriteria", CRITERIA_COLUMNS, _criteria_rows(report))
    scores = _WithoutCost(report, table, criteria, _appraisal_without_cost(report))
    table.fill(scores.rows())
    end, page.row = page.row, top
    scores.write_preferred(page)
    page.row = end


def _appraisal_without_cost(report: BoardReport) -> Appraisal | None:
    """The appraisal without the criteria of cost; None if no other criterion has weight."""
    case = without_cost(report.case)
    return appraise(case, {name: result.measures for name, result in report.run.results.items()}) if case else None


def _left_out_sentence(report: BoardReport) -> str:
    names = cost_criteria(report.case)
    left_out = [quoted(criterion.name) for criterion in report.case.criteria if criterion.name in names]
    if not left_out:
        return "No criterion is of cost, so the two scores are the same."
    return (
        f"Left out: {listed(left_out)}. Each is measured in money that is spent, or judged on the same subject as one"
        " that is."
    )


def _columns(report: BoardReport) -> list[Column]:
    options = [Column(option.key, option.label, NumberFormat.TENTH, max_width=22) for option in report.options]
    return [Column("result", "Result", max_width=32), Column("unit", "Unit", max_width=30), *options]


CRITERIA_COLUMNS = (
    Column("criterion", "Criterion", max_width=32),
    Column("measure", "Measured by", max_width=30),
    Column("part", "Part", max_width=22),
    Column("weight", "Weight (points)", NumberFormat.EXACT, total=True),
    Column("counted", "Weight without cost (points)", NumberFormat.EXACT, total=True),
)


def _criteria_rows(report: BoardReport) -> list[list[Cell]]:
    names = cost_criteria(report.case)
    rows = []
    for position, criterion in enumerate(report.case.criteria):
        is_cost = criterion.name in names
        weight = report.table("Matrix").address(position, "weight")
        counted = f"={figure_cell(report, WORST)}" if is_cost else f"={weight}"
        rows.append([
            Cell(criterion.name),
            Cell(measure_heading(criterion.measure) if criterion.measure else "judgement"),
            Cell(WORDS[COST if is_cost else BENEFIT]),
            Cell(criterion.weight, formula=f"={weight}"),
            Cell(0 if is_cost else criterion.weight, formula=counted),
        ])  # fmt: skip
    return rows


@dataclass(frozen=True, slots=True)
class _WithoutCost:
    """The scores with and without the criteria of cost. `appraisal`: without them; None if nothing else has weight."""

    report: BoardReport
    table: Table
    criteria: Table
    appraisal: Appraisal | None

    def rows(self) -> list[list[Cell]]:
        """The rows of the table."""
        return [
            self._row("Score with the criteria of cost", "points", NumberFormat.TENTH, self._score_with),
            self._row("Rank with them", "rank", NumberFormat.COUNT, self._rank_with),
            self._row("Score without them", "points", NumberFormat.TENTH, self._score),
            self._row("Rank without them", "rank", NumberFormat.COUNT, self._rank),
            self._row(PASSING_LABEL, "rank", NumberFormat.COUNT, self._rank_if_passing),
        ]

    def write_preferred(self, page: Page) -> None:
        """Write which option is preferred with and without the criteria of cost."""
        report, first = self.report, upper_first(leader_adjective(self.report.run))
        preferred = report.preferred.label if report.preferred else WORDS[NOBODY]
        cell = Cell(preferred, formula=f"={report.live_preferred}")
        page.write_labelled_cell(f"{first} with the criteria of cost", cell)
        unreadable = report.table("Following").address(UNREADABLE_CELLS, "now")
        ranks = option_cells(report, self.table, PASSING)
        formula = preferred_formula(report, ranks, self._total_weight(), unreadable)
        page.write_labelled_cell(f"{first} without them", Cell(self._preferred(), formula=formula))

    def _row(
        self, name: str, unit: str, number_format: NumberFormat, result: Callable[[SolvedOption], Result]
    ) -> list[Cell]:
        results = map(result, self.report.options)
        return [Cell(name), Cell(unit), *(Cell(value, number_format, formula) for value, formula in results)]

    def _score_with(self, option: SolvedOption) -> Result:
        score = self.report.run.appraisal.standings[option.name].score
        return score or 0, f"={self.report.table('Result').address(SCORE, option.key)}"

    def _rank_with(self, option: SolvedOption) -> Result:
        rank = self.report.run.appraisal.standings[option.name].rank
        return rank or 0, f"={self.report.table('Result').address(RANK, option.key)}"

    def _score(self, option: SolvedOption) -> Result:
        scores, weights = self.report.table("Scores").column_range(option.key), self.criteria.column_range("counted")
        no_weight = word_cell(self.report, NO_WEIGHT)
        formula = score_formula(scores, weights, self._total_weight(), no_weight)
        return self._standing_value(option, lambda standing: standing.score), formula

    def _rank(self, option: SolvedOption) -> Result:
        formula = rank_formula(self.report, self.table, WITHOUT, option)
        return self._standing_value(option, lambda standing: standing.rank), formula

    def _rank_if_passing(self, option: SolvedOption) -> Result:
        fails = bool(self.report.run.appraisal.standings[option.name].gates_failed)
        value = WORDS[FAILS] if fails else self._standing_value(option, lambda standing: standing.rank)
        return value, standing_formula(self.report, self.table, RANK_WITHOUT, option)

    def _total_weight(self) -> str:
        return self.criteria.address(self.criteria.row_count, "counted")

    def _standing_value(
        self, option: SolvedOption, value: Callable[[Standing], Fraction | int | None]
    ) -> Fraction | int | str:
        figure = None if self.appraisal is None else value(self.appraisal.standings[option.name])
        return WORDS[NO_WEIGHT] if figure is None else figure

    def _preferred(self) -> str:
        if self.appraisal is None:
            return WORDS[NO_WEIGHT]
        name = self.appraisal.preferred
        return self.report.label(name) if name else WORDS[NOBODY]
