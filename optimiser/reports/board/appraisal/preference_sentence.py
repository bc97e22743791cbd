"""The sentence on the preferred option: its text in the run, and the formula that follows what is typed.

Its patterns and the marks in them stand on Scale; the preferred option and the next stand in the table Following.
"""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.scoring import Standing
from optimiser.excel.tables import Cell, Table
from optimiser.reports.board.appraisal.preference_steps import (
    ELIGIBLE,
    FIRST_COST,
    FIRST_NAME,
    FIRST_SCORE,
    NEXT_COST,
    NEXT_NAME,
    NEXT_SCORE,
    TOTAL_WEIGHT,
    UNREADABLE_CELLS,
)
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
    SHOWN,
    UNREADABLE,
    WEIGHTLESS,
    figure_cell,
    run_sentences,
)
from optimiser.reports.board.appraisal.scores import eligible_standings, present_cost
from optimiser.reports.board.report import BoardReport
from optimiser.text import tenths


def sentence_cell(report: BoardReport, steps: Table) -> Cell:
    """The sentence with its formula: the pattern that fits, with its marks replaced."""
    marks = report.table("ScaleMarks")
    decimals = figure_cell(report, SHOWN)
    replacements = {
        SCORE_MARK: f"FIXED({steps.address(FIRST_SCORE, 'now')},{decimals})",
        BEST_MARK: figure_cell(report, BEST),
        NEXT_SCORE_MARK: f"FIXED({steps.address(NEXT_SCORE, 'now')},{decimals})",
        NEXT_MARK: steps.address(NEXT_NAME, "now"),
        FIRST_MARK: steps.address(FIRST_NAME, "now"),
    }
    with_next = _replace_marks(_pattern_with_next(report, steps), replacements, marks)
    without_next = {mark: replacements[mark] for mark in (SCORE_MARK, BEST_MARK, FIRST_MARK)}
    alone = _replace_marks(_pattern(report, ALONE), without_next, marks)
    eligible, second = steps.address(ELIGIBLE, "now"), figure_cell(report, SECOND)
    none = f"IF({steps.address(TOTAL_WEIGHT, 'now')},{_pattern(report, ALL_FAIL)},{_pattern(report, WEIGHTLESS)})"
    readable = f"IF({eligible}>={second},{with_next},IF({eligible},{alone},{none}))"
    unreadable_cells = steps.address(UNREADABLE_CELLS, "now")
    formula = f"=IF({unreadable_cells},{_pattern(report, UNREADABLE)},{readable})"
    return Cell(sentence_as_run(report), formula=formula)


def sentence_as_run(report: BoardReport) -> str:
    """The sentence in the run."""
    ranked = eligible_standings(report)
    if not ranked:
        return run_sentences(report)[ALL_FAIL]
    sentence = run_sentences(report)[_pattern_row(report, *ranked[:2]) if len(ranked) > 1 else ALONE]
    for mark, replacement in _replacements_as_run(report, ranked).items():
        sentence = sentence.replace(list(MARKS)[mark], replacement)
    return sentence


def _replacements_as_run(report: BoardReport, ranked: list[Standing]) -> dict[int, str]:
    """The replacement of each mark in the run. Names come last, so that a mark within a name is left alone."""
    first, second = ranked[0], ranked[min(1, len(ranked) - 1)]
    return {
        SCORE_MARK: tenths(first.score or Fraction(0)),
        BEST_MARK: "100",
        NEXT_SCORE_MARK: tenths(second.score or Fraction(0)),
        NEXT_MARK: report.label(second.option),
        FIRST_MARK: report.label(first.option),
    }


def _pattern(report: BoardReport, row: int) -> str:
    return report.table("ScaleSentences").address(row, "sentence")


def _pattern_with_next(report: BoardReport, steps: Table) -> str:
    """The formula for the pattern if a second option may be preferred: how far the first is ahead, or what decides."""
    rows = (FIRST_SCORE, NEXT_SCORE, FIRST_COST, NEXT_COST)
    first_score, next_score, first_cost, next_cost = (steps.address(row, "now") for row in rows)
    shown, compared = figure_cell(report, SHOWN), figure_cell(report, DIGITS)

    def equal(decimals: str) -> str:
        return f"ROUND({first_score},{decimals})=ROUND({next_score},{decimals})"

    tie = f"IF({first_cost}={next_cost},{_pattern(report, BY_PLACE)},{_pattern(report, BY_COST)})"
    close = f"IF({equal(compared)},{tie},{_pattern(report, CLOSE)})"
    return f"IF({equal(shown)},{close},{_pattern(report, AGAINST)})"


def _replace_marks(pattern: str, replacements: dict[int, str], marks: Table) -> str:
    for mark, replacement in replacements.items():
        pattern = f"SUBSTITUTE({pattern},{marks.address(mark, 'mark')},{replacement})"
    return pattern


def _pattern_row(report: BoardReport, first: Standing, second: Standing) -> int:
    scores = (first.score or Fraction(0), second.score or Fraction(0))
    if tenths(scores[0]) != tenths(scores[1]):
        return AGAINST
    if scores[0] != scores[1]:
        return CLOSE
    costs = {option.name: present_cost(option) for option in report.options}
    return BY_PLACE if costs[first.option] == costs[second.option] else BY_COST
