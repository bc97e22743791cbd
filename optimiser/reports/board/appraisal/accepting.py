"""What may be typed into the yellow cells of the appraisal, each with a message that says so.

A list warns instead of refusing, as a judgement may be a number too; what cannot be read the formulas find and say.
"""

from __future__ import annotations

from typing import Any

from optimiser.excel.tables import Table
from optimiser.reports.board.appraisal.scale import BANDED, BEST, HIGH, HIGHER, LOW, LOWER, WORST, number, word
from optimiser.reports.board.report import BoardReport


def accept(report: BoardReport) -> None:
    """Rules for weights, gates and judgements on the matrix, for the ends of scales, and for the bounds of bands."""
    matrix, basis, scale = (report.table(name) for name in ("Matrix", "Basis", "Scale"))
    _rule(matrix, "weight", range(matrix.row_count), _least(report, "Weight", "A weight is a number from 0 up."))
    gate = "A gate is a number from 0 to 100. Leave the cell blank where there is none."
    _rule(matrix, "gate", range(matrix.row_count), _between(report, "Gate", gate))
    measured = [n for n, criterion in enumerate(report.case.criteria) if criterion.measure]
    for row in sorted(set(range(matrix.row_count)) - set(measured)):
        for option in report.options:
            _rule(matrix, option.key, [row], _judgement(scale))
    _rule(basis, "better", measured, _better(report))
    for end in ("low", "high"):
        _rule(
            basis, end, measured, _number("End of the scale", "An end is a number. Leave it blank for what is found.")
        )
    _rule(scale, "figure", BANDED, _between(report, "Band", "A bound is a number from 0 to 100."))


def _rule(table: Table, key: str, rows: Any, rule: dict[str, Any]) -> None:
    for row in rows:
        table.worksheet.data_validation(table.relative_address(row, key), rule)


def _told(title: str, message: str) -> dict[str, Any]:
    return {"input_title": title, "input_message": message, "error_title": title, "error_message": message}


def _least(report: BoardReport, title: str, message: str) -> dict[str, Any]:
    rule = {"validate": "decimal", "criteria": ">=", "value": f"={number(report, WORST)}", "ignore_blank": False}
    return {**rule, **_told(title, message)}


def _between(report: BoardReport, title: str, message: str) -> dict[str, Any]:
    ends = {"minimum": f"={number(report, WORST)}", "maximum": f"={number(report, BEST)}"}
    return {"validate": "decimal", "criteria": "between", **ends, **_told(title, message)}


def _number(title: str, message: str) -> dict[str, Any]:
    return {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12, **_told(title, message)}


def _judgement(scale: Table) -> dict[str, Any]:
    words = f"={scale.address(HIGH, 'rule')}:{scale.local_address(LOW, 'rule')}"
    message = "High, Medium or Low from the list, or a number from 0 to 100."
    return {"validate": "list", "source": words, "error_type": "warning", **_told("Judgement", message)}


def _better(report: BoardReport) -> dict[str, Any]:
    words = f"={word(report, HIGHER)}:{word(report, LOWER).split('!')[1]}"
    return {"validate": "list", "source": words, **_told("Better", "Which is better: higher or lower.")}
