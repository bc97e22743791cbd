"""The sheet Scoring basis: the value of each option on each criterion, and the ends between which it is scored."""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.scales import Scale, scale_of
from models.case.appraisal_inputs import Criterion
from models.case.vocabulary import BLANK_ENDS_FROM_OPTIONS
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
    figure_cell,
    word_cell,
)
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import NO_FIGURE, measure_format, measure_heading, measure_unit
from optimiser.reports.prose.scales import blank_end_sentences

EDITABLE_COLUMNS = ("weight", "gate", "better", "low", "high")  # here or on Appraisal matrix


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each criterion as it is now, then as it was in the run."""
    page.write_text(
        "Judgements are typed on Appraisal matrix and shown here as points. You can type over the yellow cells."
    )
    for sentence in blank_end_sentences(report.run):
        page.write_text(sentence)
    page.skip_row()
    page.write_caption("Now")
    table = page.reserve_table("Basis", _columns(report), len(report.case.criteria))
    page.skip_row()
    page.write_caption("As run")
    as_run = page.reserve_table("AsRun", _run_columns(report), table.row_count)
    as_run.fill([_row_as_run(report, position) for position in range(table.row_count)])
    table.fill([_row(report, table, position) for position in range(table.row_count)])


def gate_cell(criterion: Criterion) -> Cell:
    """The editable cell of a gate."""
    return Cell(WORDS[NO_GATE] if criterion.gate is None else criterion.gate, NumberFormat.EXACT, editable=True)


def worst_and_best(report: BoardReport, position: int) -> tuple[Fraction, Fraction]:
    """The values that score worst and best on a criterion in the run, in its unit; 0 and 0 if there is no scale."""
    criterion, scale = report.case.criteria[position], _scale(report, position)
    if scale is None:
        return Fraction(0), Fraction(0)
    best_is_high = criterion.higher_is_better or criterion.measure is None
    return (scale.low, scale.high) if best_is_high else (scale.high, scale.low)


def _columns(report: BoardReport) -> list[Column]:
    worst_and_best = [
        Column("zero", "Scores worst at", NumberFormat.PENCE),
        Column("full", "Scores best at", NumberFormat.PENCE),
        Column("worth", "100 points are worth", NumberFormat.PENCE),
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


def _row_as_run(report: BoardReport, position: int) -> list[Cell]:
    criterion = report.case.criteria[position]
    number_format = measure_format(criterion.measure) if criterion.measure else NumberFormat.TENTH
    values = (option_value(report, option, position) for option in report.options)
    return [
        Cell(criterion.name),
        Cell(criterion.weight),
        Cell(measure_unit(criterion.measure) if criterion.measure else "points"),
        *(Cell(NO_FIGURE if value is None else value, number_format) for value in values),
        Cell(_better_word(criterion)),
        *(Cell(end, number_format) for end in _end_cells(report, position)),
        Cell(gate_cell(criterion).value),
    ]


def _row(report: BoardReport, table: Table, position: int) -> list[Cell]:
    criterion = report.case.criteria[position]
    number_format = measure_format(criterion.measure) if criterion.measure else NumberFormat.TENTH
    values = [option_value(report, option, position) for option in report.options]
    measured = criterion.measure is not None
    formulas = ["" if measured else _points_formula(report, position, option) for option in report.options]
    value_cells = [
        Cell(NO_FIGURE if value is None else value, number_format, formula)
        for value, formula in zip(values, formulas, strict=True)
    ]
    return [
        Cell(criterion.name),
        Cell(measure_heading(criterion.measure) if criterion.measure else "judgement"),
        Cell(measure_unit(criterion.measure) if criterion.measure else "points"),
        *value_cells,
        Cell(_better_word(criterion), editable=measured),
        *(Cell(end, number_format, editable=measured) for end in _end_cells(report, position)),
        *_worst_and_best_cells(report, table, position, number_format),
    ]


def _points_formula(report: BoardReport, position: int, option: SolvedOption) -> str:
    """The points of what is typed on the matrix: a number on the scale counts as it is, a word by its points."""
    judgement, scale = report.table("Matrix").address(position, option.key), report.table("Scale")
    unreadable = word_cell(report, UNREAD)
    points = unreadable
    for band, judged in ((LOW, JUDGED_LOW), (MEDIUM, JUDGED_MEDIUM), (HIGH, JUDGED_HIGH)):
        points = f"IF({judgement}={scale.address(band, 'rule')},{figure_cell(report, judged)},{points})"
    within_scale = f"MEDIAN({figure_cell(report, WORST)},{figure_cell(report, BEST)},{judgement})"
    return f"=IF(ISNUMBER({judgement}),IF({within_scale}={judgement},{judgement},{unreadable}),{points})"


def _better_word(criterion: Criterion) -> str:
    return WORDS[HIGHER if criterion.higher_is_better or criterion.measure is None else LOWER]


def _end_cells(report: BoardReport, position: int) -> tuple[Fraction | str, Fraction | str]:
    low, high = ends_shown(report, position)
    return WORDS[LEAST] if low is None else low, WORDS[LARGEST] if high is None else high


def option_value(report: BoardReport, option: SolvedOption, position: int) -> Fraction | None:
    """The measured or judged value of an option on a criterion; None if it cannot be worked out."""
    criterion = report.case.criteria[position]
    if criterion.measure is None:
        return criterion.judgements[option.name]
    return report.run.appraisal.standings[option.name].scores[position].value


def ends_shown(report: BoardReport, position: int) -> tuple[Fraction | None, Fraction | None]:
    """The ends in the cells of a criterion: given by the case or set from the reference; 0 and 100 of a judgement.

    None for an end that the formulas set to the least or largest figure of the options.
    """
    criterion, scale = report.case.criteria[position], _scale(report, position)
    if report.case.blank_ends == BLANK_ENDS_FROM_OPTIONS and criterion.measure is not None:
        return criterion.low, criterion.high
    return (None, None) if scale is None else (scale.low, scale.high)


def _scale(report: BoardReport, position: int) -> Scale | None:
    criterion = report.case.criteria[position]
    if criterion.measure is None:
        return Scale(Fraction(0), Fraction(100))
    return scale_of(report.case, criterion, {option.name: option.measures for option in report.options})


def _worst_and_best_cells(report: BoardReport, table: Table, position: int, number_format: NumberFormat) -> list[Cell]:
    """The values that score worst and best, and their difference.

    If options set blank ends and the one end given lies beyond all values, the other is put on its far side, so that
    all options score alike.
    """
    higher_is_better = f"{table.local_address(position, 'better')}={word_cell(report, HIGHER)}"
    low_end, high_end = _low_and_high_formulas(table, position, report)
    ends = worst_and_best(report, position)
    zero, full = (table.local_address(position, key) for key in ("zero", "full"))
    return [
        Cell(ends[0], number_format, f"=IF({higher_is_better},{low_end},{high_end})"),
        Cell(ends[1], number_format, f"=IF({higher_is_better},{high_end},{low_end})"),
        Cell(abs(ends[1] - ends[0]), number_format, f"=ABS({full}-{zero})"),
    ]


def _low_and_high_formulas(table: Table, position: int, report: BoardReport) -> tuple[str, str]:
    """The ends of a scale. One that is not a number is that of the run; if options set it, their least or largest."""
    values = table.row_range(position, report.options[0].key, report.options[-1].key)
    low, high = table.local_address(position, "low"), table.local_address(position, "high")
    if report.case.blank_ends != BLANK_ENDS_FROM_OPTIONS:
        as_run = [report.table("AsRun").local_address(position, end) for end in ("low", "high")]
        return f"IF(ISNUMBER({low}),{low},{as_run[0]})", f"IF(ISNUMBER({high}),{high},{as_run[1]})"
    least, largest = f"MIN({values})", f"MAX({values})"
    return (
        f"IF(ISNUMBER({low}),{low},IF(ISNUMBER({high}),MIN({least},{high}+{high}-{least}),{least}))",
        f"IF(ISNUMBER({high}),{high},IF(ISNUMBER({low}),MAX({largest},{low}+{low}-{largest}),{largest}))",
    )


SHEET = Sheet(
    "Scoring basis",
    "The figure or judgement of each option on each criterion, and the two ends of each scale.",
    fill,
    POUNDS,
    is_included=BoardReport.has_scores,
)
