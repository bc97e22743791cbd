"""The sheet Scale: the figures, words and sentences that formulas of the appraisal use; none is hidden in a formula.

If it is not certain which option is preferred, the words and sentences of the run say that the first is ahead.
"""

from __future__ import annotations

from fractions import Fraction

from models.case.types import Case
from models.case.vocabulary import JUDGEMENT_SCORES
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.report import BoardReport
from optimiser.reports.prose.certainty import is_uncertain, leader_phrase, leader_word
from optimiser.text import upper_first

# Rows of the figures.
HIGH, MEDIUM, LOW, BEST, WORST, NO_SPREAD, DIGITS, JUDGED_HIGH, JUDGED_MEDIUM, JUDGED_LOW, SHOWN, SECOND = range(12)
BANDED = (HIGH, MEDIUM)  # the editable figures
# Rows of the words.
HIGHER, LOWER, FAILS, NOBODY, FIRST, PASSES, LEAST, LARGEST, NO_GATE, UNREAD, NO_WEIGHT, NO_ONE = range(12)
AS_RUN, CHANGED, BROKEN, COST, BENEFIT, AGREE, DIFFER, PASS, FAIL, DOMINATES, NOT_SO = range(12, 23)
USES = {
    "higher": "a criterion on which more is better",
    "lower": "a criterion on which less is better",
    "fails a gate": "shown for an option that fails a gate",
    "none is eligible": "shown if no option can be preferred",
    "preferred": "shown for the first of the options that pass every gate",
    "passes": "shown for another option that passes every gate",
    "least found": "a low end set to the least figure of the options",
    "largest found": "a high end set to the largest figure of the options",
    "no gate": "a criterion without a gate",
    "cannot be read": "shown for a judgement that is neither High, Medium or Low nor a number from 0 to 100",
    "no weight": "shown if every weight that counts is 0",
    "none": "shown if there is no such option",
    "as run": "no cell that you can type over has changed since the run",
    "changed since the run: re-run to renew the plans": "a cell that you can type over has changed since the run",
    "not readable: see the yellow cells": "a yellow cell does not hold a weight, gate, judgement, end or bound",
    "cost": "a criterion of cost",
    "benefit": "any other criterion",
    "agree": "the board's band is the same as the measure's",
    "differ": "the board's band is not the same as the measure's",
    "Pass": "an option that reaches the gate",
    "FAIL": "an option that does not reach the gate",
    "dominates": "at least as good on every criterion, and better on one",
    "does not": "worse on one criterion or more, or equal on all",
}
WORDS = tuple(USES)
COMPARED_DECIMALS, SHOWN_DECIMALS = 9, 1

# Rows of the sentences, and of the marks in them that formulas replace.
AGAINST, CLOSE, BY_COST, BY_PLACE, ALONE, ALL_FAIL, WEIGHTLESS, UNREADABLE = range(8)
SCORE_MARK, BEST_MARK, NEXT_SCORE_MARK, NEXT_MARK, FIRST_MARK = range(5)
MARKS = {
    "[score]": "the weighted score of the preferred option",
    "[best]": "the highest possible score",
    "[next score]": "the weighted score of the next eligible option",
    "[next]": "the next eligible option",
    "[first]": "the preferred option",
}
_START = '"[first]" is preferred, with a weighted score of [score] out of [best]'
SENTENCES = {
    f'{_START}, ahead of "[next]" on [next score], the next eligible option.': "the next scores less",
    f'{_START}, less than a tenth of a point ahead of "[next]", the next eligible option.': "less, by under 0.1",
    f'{_START}, the same score as "[next]"; its lower present cost decides.': "the next scores the same, costs more",
    f'{_START}, the same score as "[next]"; its earlier place in the list decides.': "the next scores, costs the same",
    f"{_START}; no other option is eligible.": "no other option passes every gate",
    "No option is preferred: every option fails a gate.": "no option passes every gate",
    "No option is preferred: every weight is 0.": "every weight is 0",
    "No option is preferred: a yellow cell cannot be read.": "a yellow cell cannot be read",
}
_LEADS = '"[first]" leads with [score] points'
LEADS = {
    f'{_LEADS} to [next score] of "[next]", the next eligible option.': AGAINST,
    f'{_LEADS}, less than a tenth of a point ahead of "[next]", the next eligible option.': CLOSE,
    f'{_LEADS}, the same as "[next]"; its lower present cost decides.': BY_COST,
    f'{_LEADS}, the same as "[next]"; its earlier place in the list decides.': BY_PLACE,
    f"{_LEADS}; no other option is eligible.": ALONE,
}  # instead of the sentences in these rows, if the ranking is not certain


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
    page.write_table(
        "ScaleWords",
        [Column("word", "Word", max_width=44), what],
        [[Cell(word), Cell(use)] for word, use in zip(run_words(report), USES.values(), strict=True)],
    )
    page.skip_row()
    page.write_caption(in_words(report, "Sentences on the preferred option, and when each is used"))
    when = [Column("when", "When", max_width=44), Column("sentence", "Sentence", max_width=90)]
    page.write_table(
        "ScaleSentences",
        when,
        [[Cell(use), Cell(sentence)] for sentence, use in zip(run_sentences(report), SENTENCES.values(), strict=True)],
    )
    page.skip_row()
    page.write_caption("What replaces each mark in a sentence")
    page.write_table(
        "ScaleMarks",
        [Column("mark", "Mark", max_width=44), what],
        [[Cell(mark), Cell(in_words(report, what_replaces))] for mark, what_replaces in MARKS.items()],
    )


def run_words(report: BoardReport) -> tuple[str, ...]:
    """The words in their rows, as the run has them."""
    return tuple(leader_word(report.run) if row == FIRST else word for row, word in enumerate(WORDS))


def run_sentences(report: BoardReport) -> tuple[str, ...]:
    """The sentences in their rows, as the run has them."""
    leads = {row: sentence for sentence, row in LEADS.items()} if is_uncertain(report.run) else {}
    return tuple(leads.get(row, sentence) for row, sentence in enumerate(SENTENCES))


def in_words(report: BoardReport, text: str) -> str:
    """The text with what the run calls its first option in place of "the preferred option"."""
    phrase = leader_phrase(report.run)
    return text.replace("the preferred option", phrase).replace("The preferred option", upper_first(phrase))


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


def _figures(case: Case) -> list[list[Cell]]:
    high, medium, low = JUDGEMENT_SCORES.values()
    return [
        _bound("High", "the lowest score shown as High", case.band_high),
        _bound("Medium", "the lowest score shown as Medium", case.band_medium),
        _figure("Low", "any lower score", 0),
        _figure("Best", "the score at the better end of a criterion, and the highest possible judgement", 100),
        _figure("Worst", "the score at the worse end, and of a missing figure; also the least weight", 0),
        _figure("No spread", "the score if both ends are the same", 50),
        _figure("Digits", "to how many decimals scores are compared", COMPARED_DECIMALS, "decimals"),
        _figure("Judged High", "the score of a judgement of High", high),
        _figure("Judged Medium", "the score of a judgement of Medium", medium),
        _figure("Judged Low", "the score of a judgement of Low", low),
        _figure("Shown", "to how many decimals a sentence gives scores", SHOWN_DECIMALS, "decimals"),
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
