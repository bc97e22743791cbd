"""The sheet Scale: the figures, words and sentences that formulas of the appraisal use; none is hidden in a formula."""

from __future__ import annotations

from fractions import Fraction

from models.case.types import Case
from models.case.vocabulary import JUDGEMENT_SCORES
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.report import BoardReport

# Rows of the figures.
HIGH, MEDIUM, LOW, BEST, WORST, NO_SPREAD, DIGITS, JUDGED_HIGH, JUDGED_MEDIUM, JUDGED_LOW, SHOWN, SECOND = range(12)
BANDED = (HIGH, MEDIUM)  # the editable figures
# Rows of the words.
HIGHER, LOWER, FAILS, NOBODY, FIRST, PASSES, LEAST, LARGEST, NO_GATE, UNREAD, NO_WEIGHT, NO_ONE = range(12)
AS_RUN, CHANGED, BROKEN, COST, BENEFIT, AGREE, DIFFER, PASS, FAIL, DOMINATES, NOT_SO = range(12, 23)
USES = {
    "higher": "a criterion on which more is better",
    "lower": "a criterion on which less is better",
    "fails a gate": "shown for an option that misses a gate",
    "none may be preferred": "shown where no option passes every gate",
    "preferred": "shown for the first of the options that pass every gate",
    "passes": "shown for another option that passes every gate",
    "least found": "a low end that is the least of the options",
    "largest found": "a high end that is the largest of the options",
    "no gate": "a criterion without a gate",
    "cannot be read": "shown for a judgement that is neither High, Medium or Low nor a number from 0 to 100",
    "no weight": "shown where every weight that counts is 0",
    "none": "shown where there is no such option",
    "as run": "nothing that may be typed has changed since the run",
    "changed since the run: re-run to renew the plans": "something that may be typed has changed since the run",
    "not readable: see the yellow cells": "a yellow cell holds what is no weight, gate, judgement, end or bound",
    "cost": "a criterion of cost",
    "benefit": "any other criterion",
    "agree": "the board's band is the measure's",
    "differ": "the board's band is not the measure's",
    "Pass": "an option that reaches the gate",
    "FAIL": "an option that does not",
    "dominates": "at least as good on every criterion, and better on one",
    "does not": "worse on one criterion or more, or alike on all",
}
WORDS = tuple(USES)
COMPARED_DECIMALS, SHOWN_DECIMALS = 9, 1

# Rows of the sentences, and of the marks in them that formulas replace.
AGAINST, CLOSE, BY_COST, BY_PLACE, ALONE, ALL_FAIL, WEIGHTLESS, UNREADABLE = range(8)
SCORE_MARK, BEST_MARK, NEXT_SCORE_MARK, NEXT_MARK, FIRST_MARK = range(5)
MARKS = {
    "[score]": "the weighted score of the preferred option",
    "[best]": "the best score there is",
    "[next score]": "the weighted score of the next",
    "[next]": "the next that may be preferred",
    "[first]": "the preferred option",
}
_START = '"[first]" is preferred, with a weighted score of [score] out of [best]'
SENTENCES = {
    f'{_START}, against [next score] for "[next]", the next that may be preferred.': "the next scores less",
    f'{_START}, less than a tenth of a point above "[next]", the next that may be preferred.': "hardly less",
    f'{_START}, as much as "[next]"; its lower present cost decides.': "the next scores the same and costs more",
    f'{_START}, as much as "[next]"; its earlier place in the list decides.': "the next scores and costs the same",
    f"{_START}; no other option may be preferred.": "no other option passes every gate",
    "No option may be preferred: each one fails a gate.": "none passes every gate",
    "No option may be preferred: every weight is 0.": "nothing counts",
    "No option may be preferred: a yellow cell holds what cannot be read.": "something typed is not readable",
}


def fill(report: BoardReport, page: Page) -> None:
    """Write figures, words, sentences and marks."""
    name, what = Column("rule", "Name", max_width=44), Column("what", "What it does", max_width=90)
    figures = [
        Column("figure", "Figure (in its unit)", NumberFormat.EXACT),
        Column("run", "As run (in its unit)", NumberFormat.EXACT),
    ]
    page.write_caption("Figures")
    page.write_table("Scale", [name, what, *figures, Column("unit", "Unit")], _figures(report.case))
    page.skip_row()
    page.write_caption("Words")
    page.write_table("ScaleWords", [Column("word", "Word", max_width=44), what], _rows(USES))
    page.skip_row()
    page.write_caption("Sentences on the preferred option, and when each is said")
    when = [Column("when", "When", max_width=44), Column("sentence", "Sentence", max_width=90)]
    page.write_table("ScaleSentences", when, [row[::-1] for row in _rows(SENTENCES)])
    page.skip_row()
    page.write_caption("What stands in a sentence for what")
    page.write_table("ScaleMarks", [Column("mark", "Mark", max_width=44), what], _rows(MARKS))


def word_cell(report: BoardReport, row: int) -> str:
    """The address of a word."""
    return report.table("ScaleWords").address(row, "word")


def figure_cell(report: BoardReport, row: int) -> str:
    """The address of a figure."""
    return report.table("Scale").address(row, "figure")


def band_formula(report: BoardReport, score: str) -> str:
    """The formula for the band of a score, without the equals sign."""
    high, medium = figure_cell(report, HIGH), figure_cell(report, MEDIUM)
    words = [report.table("Scale").address(row, "rule") for row in (HIGH, MEDIUM, LOW)]
    rounded = f"ROUND({score},{figure_cell(report, DIGITS)})"
    return f"IF({rounded}>={high},{words[0]},IF({rounded}>={medium},{words[1]},{words[2]}))"


def _rows(texts: dict[str, str]) -> list[list[Cell]]:
    return [[Cell(text), Cell(use)] for text, use in texts.items()]


def _figures(case: Case) -> list[list[Cell]]:
    high, medium, low = JUDGEMENT_SCORES.values()
    return [
        _bound("High", "the least score shown as High", case.band_high),
        _bound("Medium", "the least score shown as Medium", case.band_medium),
        _figure("Low", "any lower score", 0),
        _figure("Best", "the score at the better end of a criterion, and the highest that may be judged", 100),
        _figure("Worst", "the score at the worse end, and of a figure that is absent; no weight is less", 0),
        _figure("No spread", "the score where both ends are the same", 50),
        _figure("Digits", "how exactly scores are compared", COMPARED_DECIMALS, "decimals"),
        _figure("Judged High", "the score of what is judged High", high),
        _figure("Judged Medium", "the score of what is judged Medium", medium),
        _figure("Judged Low", "the score of what is judged Low", low),
        _figure("Shown", "how exactly a sentence tells scores", SHOWN_DECIMALS, "decimals"),
        _figure("Second", "the place after the first", 2, "place"),
    ]


def _bound(name: str, what: str, least: Fraction) -> list[Cell]:
    return [Cell(name), Cell(what), Cell(least, editable=True), Cell(least), Cell("points")]


def _figure(name: str, what: str, figure: int, unit: str = "points") -> list[Cell]:
    return [Cell(name), Cell(what), Cell(figure), Cell(figure), Cell(unit)]


SHEET = Sheet(
    "Scale",
    "The figures and words that the formulas of the appraisal refer to.",
    fill,
    POUNDS,
    is_included=BoardReport.has_scores,
)
