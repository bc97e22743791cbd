"""The sentence on the preferred option, as it is in the run and as a formula that follows what is typed.

Its patterns and the marks in them stand on Scale; who is first and next in the table Following.
"""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.scoring import Standing
from optimiser.excel.tables import Cell, Table
from optimiser.reports.board.appraisal.preference_steps import (
    BAD,
    FIRST_COST,
    FIRST_NAME,
    FIRST_SCORE,
    MAY,
    NEXT_COST,
    NEXT_NAME,
    NEXT_SCORE,
    TOTAL,
)
from optimiser.reports.board.appraisal.ranking_formulas import eligible, present_cost
from optimiser.reports.board.appraisal.scale import (
    AGAINST,
    ALL_FAIL,
    ALONE,
    BEST,
    BEST_MARK,
    BY_COST,
    BY_PLACE,
    CLOSE,
    DIGITS,
    FIRST_MARK,
    MARKS,
    NEXT_MARK,
    NEXT_SCORE_MARK,
    SCORE_MARK,
    SECOND,
    SENTENCES,
    SHOWN,
    UNREADABLE,
    WEIGHTLESS,
    number,
)
from optimiser.reports.board.report import BoardReport
from optimiser.text import tenths


def sentence(report: BoardReport, table: Table) -> Cell:
    """Which option is preferred, in a sentence that follows: the pattern that fits, its marks replaced."""
    marks = report.table("ScaleMarks")
    shown = number(report, SHOWN)
    parts = {
        SCORE_MARK: f"FIXED({table.address(FIRST_SCORE, 'now')},{shown})",
        BEST_MARK: number(report, BEST),
        NEXT_SCORE_MARK: f"FIXED({table.address(NEXT_SCORE, 'now')},{shown})",
        NEXT_MARK: table.address(NEXT_NAME, "now"),
        FIRST_MARK: table.address(FIRST_NAME, "now"),
    }
    two = _replaced(_two(report, table), parts, marks)
    alone = {mark: part for mark, part in parts.items() if mark in (SCORE_MARK, BEST_MARK, FIRST_MARK)}
    one_only = _replaced(_said(report, ALONE), alone, marks)
    may, second = table.address(MAY, "now"), number(report, SECOND)
    told = f"IF({may}>={second},{two},IF({may},{one_only},{_nobody(report, table)}))"
    return Cell(sentence_of(report), formula=f"=IF({table.address(BAD, 'now')},{_said(report, UNREADABLE)},{told})")


def sentence_of(report: BoardReport) -> str:
    """The sentence as run."""
    ranked = eligible(report)
    if not ranked:
        return list(SENTENCES)[ALL_FAIL]
    said = list(SENTENCES)[_row(report, *ranked[:2]) if len(ranked) > 1 else ALONE]
    for mark, part in _parts(report, ranked).items():
        said = said.replace(list(MARKS)[mark], part)
    return said


def _parts(report: BoardReport, ranked: list[Standing]) -> dict[int, str]:
    """What stands for each mark in the run; names last, so that a mark within a name is left alone."""
    first, second = ranked[0], ranked[min(1, len(ranked) - 1)]
    return {
        SCORE_MARK: tenths(first.score or Fraction(0)),
        BEST_MARK: "100",
        NEXT_SCORE_MARK: tenths(second.score or Fraction(0)),
        NEXT_MARK: report.label(second.option),
        FIRST_MARK: report.label(first.option),
    }


def _said(report: BoardReport, row: int) -> str:
    return report.table("ScaleSentences").address(row, "sentence")


def _nobody(report: BoardReport, table: Table) -> str:
    return f"IF({table.address(TOTAL, 'now')},{_said(report, ALL_FAIL)},{_said(report, WEIGHTLESS)})"


def _two(report: BoardReport, table: Table) -> str:
    """The pattern where a second option may be preferred: by how far the first is ahead, or by what decides."""
    at = {row: table.address(row, "now") for row in (FIRST_SCORE, NEXT_SCORE, FIRST_COST, NEXT_COST)}
    shown, digits = number(report, SHOWN), number(report, DIGITS)

    def alike(places: str) -> str:
        return f"ROUND({at[FIRST_SCORE]},{places})=ROUND({at[NEXT_SCORE]},{places})"

    tie = f"IF({at[FIRST_COST]}={at[NEXT_COST]},{_said(report, BY_PLACE)},{_said(report, BY_COST)})"
    near = f"IF({alike(digits)},{tie},{_said(report, CLOSE)})"
    return f"IF({alike(shown)},{near},{_said(report, AGAINST)})"


def _replaced(pattern: str, parts: dict[int, str], marks: Table) -> str:
    for mark, part in parts.items():
        pattern = f"SUBSTITUTE({pattern},{marks.address(mark, 'mark')},{part})"
    return pattern


def _row(report: BoardReport, first: Standing, second: Standing) -> int:
    scores = (first.score or Fraction(0), second.score or Fraction(0))
    if tenths(scores[0]) != tenths(scores[1]):
        return AGAINST
    if scores[0] != scores[1]:
        return CLOSE
    cost = {option.name: present_cost(option) for option in report.options}
    return BY_PLACE if cost[first.option] == cost[second.option] else BY_COST
