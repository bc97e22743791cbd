"""The editable (yellow) cells of the appraisal: which input each accepts, and formulas that count what was typed.

A list of words warns instead of refusing, because a judgement may also be a number. The formulas find input that
cannot be read, and say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from models.case.vocabulary import BLANK_ENDS_FROM_OPTIONS
from optimiser.excel.tables import Table
from optimiser.reports.board.appraisal.scale import (
    BANDED,
    BEST,
    HIGH,
    HIGHER,
    LARGEST,
    LEAST,
    LOW,
    LOWER,
    NO_GATE,
    UNREAD,
    WORST,
    figure_cell,
    word_cell,
)
from optimiser.reports.board.appraisal.scoring_basis import EDITABLE_COLUMNS
from optimiser.reports.board.report import BoardReport


def set_input_rules(report: BoardReport) -> None:
    """Set what may be typed: weights, gates and judgements, the ends of scales, and the bounds of bands."""
    matrix, basis, scale = (report.table(name) for name in ("Matrix", "Basis", "Scale"))
    rows = range(matrix.row_count)
    _set_rule(matrix, "weight", rows, _at_least_worst(report, "Weight", "A weight is a number of 0 or more."))
    gate = "A gate is a number from 0 to 100. Leave the cell blank if there is no gate."
    _set_rule(matrix, "gate", rows, _within_scale(report, "Gate", gate))
    measured = [row for row, criterion in enumerate(report.case.criteria) if criterion.measure]
    judged = [row for row in rows if row not in measured]
    for row in judged:
        for option in report.options:
            _set_rule(matrix, option.key, [row], _judgement(scale))
    _set_rule(basis, "better", measured, _better(report))
    from_options = report.case.blank_ends == BLANK_ENDS_FROM_OPTIONS
    blank = "the least or largest figure of the options" if from_options else "the end of the run"
    end = f"An end is a number. Leave it blank to use {blank}."
    for key in ("low", "high"):
        _set_rule(basis, key, measured, _any_number("End of the scale", end))
    _set_rule(scale, "figure", BANDED, _within_scale(report, "Band", "A bound is a number from 0 to 100."))


def count_changed(report: BoardReport) -> str:
    """The formula for how many editable cells differ from the run, without the equals sign."""
    now, run, scale = _editable_columns(report), report.table("AsRun"), report.table("Scale")
    pairs = [(now[key], run.column_range(key)) for key in EDITABLE_COLUMNS]
    pairs.append((_option_values(report, report.table("Basis")), _option_values(report, run)))
    pairs.append((_band_bounds(scale, "figure"), _band_bounds(scale, "run")))
    return "+".join(f"SUMPRODUCT(--({current}<>{as_run}))" for current, as_run in pairs)


def count_unreadable(report: BoardReport) -> str:
    """The formula for how many editable cells cannot be read, without the equals sign. A blank gate or end is none."""
    now, bounds = _editable_columns(report), _band_bounds(report.table("Scale"), "figure")
    least, most = figure_cell(report, WORST), figure_cell(report, BEST)
    weight, gate, better, low, high = (now[key] for key in EDITABLE_COLUMNS)
    return "+".join([
        f"ROWS({weight})-COUNT({weight})",
        f"SUMPRODUCT(ISNUMBER({weight})*({weight}<{least}))",
        f"SUMPRODUCT(ISTEXT({gate})*({gate}<>{word_cell(report, NO_GATE)}))",
        f"SUMPRODUCT(ISNUMBER({gate})*(({gate}<{least})+({gate}>{most})))",
        f"SUMPRODUCT(({better}<>{word_cell(report, HIGHER)})*({better}<>{word_cell(report, LOWER)}))",
        f"SUMPRODUCT(ISTEXT({low})*({low}<>{word_cell(report, LEAST)}))",
        f"SUMPRODUCT(ISTEXT({high})*({high}<>{word_cell(report, LARGEST)}))",
        f"SUMPRODUCT(--({_option_values(report, report.table('Basis'))}={word_cell(report, UNREAD)}))",
        f"ROWS({bounds})-COUNT({bounds})",
    ])  # fmt: skip


def _set_rule(table: Table, key: str, rows: Iterable[int], rule: dict[str, Any]) -> None:
    for row in rows:
        table.worksheet.data_validation(table.relative_address(row, key), rule)


def _messages(title: str, message: str) -> dict[str, Any]:
    return {"input_title": title, "input_message": message, "error_title": title, "error_message": message}


def _at_least_worst(report: BoardReport, title: str, message: str) -> dict[str, Any]:
    least = f"={figure_cell(report, WORST)}"
    rule = {"validate": "decimal", "criteria": ">=", "value": least, "ignore_blank": False}
    return {**rule, **_messages(title, message)}


def _within_scale(report: BoardReport, title: str, message: str) -> dict[str, Any]:
    ends = {"minimum": f"={figure_cell(report, WORST)}", "maximum": f"={figure_cell(report, BEST)}"}
    return {"validate": "decimal", "criteria": "between", **ends, **_messages(title, message)}


def _any_number(title: str, message: str) -> dict[str, Any]:
    ends = {"minimum": -1e12, "maximum": 1e12}
    return {"validate": "decimal", "criteria": "between", **ends, **_messages(title, message)}


def _judgement(scale: Table) -> dict[str, Any]:
    words = f"={scale.address(HIGH, 'rule')}:{scale.local_address(LOW, 'rule')}"
    message = "Choose High, Medium or Low from the list, or type a number from 0 to 100."
    return {"validate": "list", "source": words, "error_type": "warning", **_messages("Judgement", message)}


def _better(report: BoardReport) -> dict[str, Any]:
    words = f"={word_cell(report, HIGHER)}:{word_cell(report, LOWER).split('!')[1]}"
    return {"validate": "list", "source": words, **_messages("Better", "Choose which is better: higher or lower.")}


def _editable_columns(report: BoardReport) -> dict[str, str]:
    """The ranges of the editable columns, by key."""
    matrix, basis = report.table("Matrix"), report.table("Basis")
    return {key: (matrix if key in ("weight", "gate") else basis).column_range(key) for key in EDITABLE_COLUMNS}


def _option_values(report: BoardReport, table: Table) -> str:
    """The range of every option's value on every criterion."""
    first, last = report.options[0].key, report.options[-1].key
    return f"{table.address(0, first)}:{table.local_address(table.row_count - 1, last)}"


def _band_bounds(scale: Table, key: str) -> str:
    return f"{scale.address(BANDED[0], key)}:{scale.local_address(BANDED[-1], key)}"
