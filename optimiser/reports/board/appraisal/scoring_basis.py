"""Scoring basis: what each criterion is measured or judged at, and between which ends that is scored."""

from __future__ import annotations

from fractions import Fraction

from models.case.appraisal_inputs import Criterion
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.appraisal.scale import (
    BEST,
    HIGH,
    HIGHER,
    JUDGED_HIGH,
    JUDGED_LOW,
    JUDGED_MEDIUM,
    LARGEST,
    LEAST,
    LOW,
    LOWER,
    MEDIUM,
    NO_GATE,
    UNREAD,
    WORDS,
    WORST,
    number,
    word,
)
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import NO_FIGURE, measure_format, measure_heading, measure_unit

INPUTS = ("weight", "gate", "better", "low", "high")  # the columns that may be typed over, here or on the matrix


def fill(report: BoardReport, page: Page) -> None:
    """A row a criterion, as it is now; then what was typed in the run."""
    page.write_text(
        "Judgements are typed on Appraisal matrix and stand here as points. A yellow cell may be typed over."
    )
    page.skip_row()
    page.write_caption("Now")
    table = page.reserve_table("Basis", _columns(report), len(report.case.criteria))
    table.fill([_row(report, table, position) for position in range(table.row_count)])
    page.skip_row()
    page.write_caption("As run")
    page.write_table("AsRun", _run_columns(report), [_as_run(report, position) for position in range(table.row_count)])


def gate_of(criterion: Criterion) -> Cell:
    """A gate as it may be typed over."""
    return Cell(WORDS[NO_GATE] if criterion.gate is None else criterion.gate, NumberFormat.EXACT, editable=True)


def worst_and_best(report: BoardReport, position: int) -> tuple[Fraction, Fraction]:
    """The values that score worst and best on a criterion in the run, in its unit."""
    criterion = report.case.criteria[position]
    known = [value for option in report.options if (value := value_of(report, option, position)) is not None]
    low, high = _low_and_high(criterion, known)
    return (low, high) if criterion.higher_is_better or criterion.measure is None else (high, low)


def _columns(report: BoardReport) -> list[Column]:
    worst_and_best = [
        Column("zero", "Scores worst at", NumberFormat.PENCE),
        Column("full", "Scores best at", NumberFormat.PENCE),
    ]
    return [
        Column("criterion", "Criterion", max_width=40),
        Column("basis", "Measured by", max_width=20),
        Column("unit", "Unit"),
        *_options_and_ends(report),
        *worst_and_best,
    ]


def _run_columns(report: BoardReport) -> list[Column]:
    return [
        Column("criterion", "Criterion", max_width=40),
        Column("weight", "Weight (points)", NumberFormat.EXACT),
        Column("unit", "Unit"),
        *_options_and_ends(report),
        Column("gate", "Gate: least score to be preferred (points)", NumberFormat.EXACT),
    ]


def _options_and_ends(report: BoardReport) -> list[Column]:
    options = [Column(option.key, option.label, NumberFormat.PENCE, max_width=16) for option in report.options]
    ends = [Column("low", "Low end", NumberFormat.PENCE), Column("high", "High end", NumberFormat.PENCE)]
    return [*options, Column("better", "Better"), *ends]


def _as_run(report: BoardReport, position: int) -> list[Cell]:
    criterion = report.case.criteria[position]
    number_format = measure_format(criterion.measure) if criterion.measure else NumberFormat.TENTH
    values = (value_of(report, option, position) for option in report.options)
    return [
        Cell(criterion.name),
        Cell(criterion.weight),
        Cell(measure_unit(criterion.measure) if criterion.measure else "points"),
        *(Cell(NO_FIGURE if value is None else value, number_format) for value in values),
        Cell(_better(criterion)),
        *(Cell(end, number_format) for end in _typed_ends(criterion)),
        Cell(gate_of(criterion).value),
    ]


def _row(report: BoardReport, table: Table, position: int) -> list[Cell]:
    criterion = report.case.criteria[position]
    number_format = measure_format(criterion.measure) if criterion.measure else NumberFormat.TENTH
    values = [value_of(report, option, position) for option in report.options]
    measured = criterion.measure is not None
    formulas = ["" if measured else _points(report, position, option) for option in report.options]
    shown = [
        Cell(NO_FIGURE if value is None else value, number_format, formula)
        for value, formula in zip(values, formulas, strict=True)
    ]
    return [
        Cell(criterion.name),
        Cell(measure_heading(criterion.measure) if criterion.measure else "judgement"),
        Cell(measure_unit(criterion.measure) if criterion.measure else "points"),
        *shown,
        Cell(_better(criterion), editable=measured),
        *(Cell(end, number_format, editable=measured) for end in _typed_ends(criterion)),
        *(Cell(*each) for each in _worst_and_best(report, table, position, number_format)),
    ]


def _points(report: BoardReport, position: int, option: SolvedOption) -> str:
    """The points of what is typed on the matrix: a number within the scale as it is, a word by its points."""
    typed, unread, scale = (
        report.table("Matrix").address(position, option.key),
        word(report, UNREAD),
        report.table("Scale"),
    )
    points = unread
    for named, judged in ((LOW, JUDGED_LOW), (MEDIUM, JUDGED_MEDIUM), (HIGH, JUDGED_HIGH)):
        points = f"IF({typed}={scale.address(named, 'rule')},{number(report, judged)},{points})"
    held = f"MEDIAN({number(report, WORST)},{number(report, BEST)},{typed})"
    return f"=IF(ISNUMBER({typed}),IF({held}={typed},{typed},{unread}),{points})"


def _better(criterion: Criterion) -> str:
    return WORDS[HIGHER if criterion.higher_is_better or criterion.measure is None else LOWER]


def _typed_ends(criterion: Criterion) -> tuple[Fraction | str, Fraction | str]:
    low, high = ends_of(criterion)
    return WORDS[LEAST] if low is None else low, WORDS[LARGEST] if high is None else high


def value_of(report: BoardReport, option: SolvedOption, position: int) -> Fraction | None:
    """What an option is measured or judged at on a criterion: its score's value, or its judgement."""
    criterion = report.case.criteria[position]
    if criterion.measure is None:
        return criterion.judgements[option.name]
    return report.run.appraisal.standings[option.name].scores[position].value


def ends_of(criterion: Criterion) -> tuple[Fraction | None, Fraction | None]:
    """The ends as the case gives them; a judgement's are 0 and 100."""
    return (Fraction(0), Fraction(100)) if criterion.measure is None else (criterion.low, criterion.high)


def _worst_and_best(
    report: BoardReport, table: Table, position: int, number_format: NumberFormat
) -> list[tuple[Fraction, NumberFormat, str]]:
    """The values that score worst and best; an end left blank is the least or largest found.

    Where the one end given lies beyond all values found, the other is put on its far side, so that all score alike.
    """
    better = f"{table.local_address(position, 'better')}={report.table('ScaleWords').address(HIGHER, 'word')}"
    low_end, high_end = _low_and_high_formulas(table, position, report)
    ends = worst_and_best(report, position)
    return [
        (ends[0], number_format, f"=IF({better},{low_end},{high_end})"),
        (ends[1], number_format, f"=IF({better},{high_end},{low_end})"),
    ]


def _low_and_high(criterion: Criterion, known: list[Fraction]) -> tuple[Fraction, Fraction]:
    low, high = ends_of(criterion)
    least, largest = min(known, default=Fraction(0)), max(known, default=Fraction(0))
    return (
        low if low is not None else least if high is None else min(least, 2 * high - least),
        high if high is not None else largest if low is None else max(largest, 2 * low - largest),
    )


def _low_and_high_formulas(table: Table, position: int, report: BoardReport) -> tuple[str, str]:
    found = table.row_range(position, report.options[0].key, report.options[-1].key)
    low, high = table.local_address(position, "low"), table.local_address(position, "high")
    least, largest = f"MIN({found})", f"MAX({found})"
    return (
        f"IF(ISNUMBER({low}),{low},IF(ISNUMBER({high}),MIN({least},{high}+{high}-{least}),{least}))",
        f"IF(ISNUMBER({high}),{high},IF(ISNUMBER({low}),MAX({largest},{low}+{low}-{largest}),{largest}))",
    )


SHEET = Sheet(
    "Scoring basis",
    "What each criterion is measured or judged at, and the ends between which that is scored.",
    fill,
    POUNDS,
    is_included=BoardReport.has_scores,
)
