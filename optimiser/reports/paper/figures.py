"""Figures in the paper's sentences: each as its cell in the workbook shows it."""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.measures import BY_NAME
from optimiser.engine.run import Result
from optimiser.reports.formats import NO_FIGURE, measure_figure
from optimiser.text import pounds, tenths


def cell_value(result: Result, measure: str) -> Fraction | None:
    """A measure as its cell holds it: money in pounds to the penny; None if there is no figure."""
    value = measure_figure(measure, (result.measures or {}).get(measure))
    return None if isinstance(value, str) else value


def pounds_without_sign(value: Fraction) -> str:
    """Pounds as `£1,234`, half up, without a sign."""
    return pounds(abs(value) * 100)


def money_text(result: Result, measure: str) -> str:
    """A measure of money as `-£1,234`; with pence if it is an amount for each outcome, place or person."""
    value = cell_value(result, measure)
    if value is None:
        return NO_FIGURE
    return pounds(value * 100, decimals=0 if BY_NAME[measure].unit == "£" else 2, as_cell=True)


def count_text(result: Result, measure: str) -> str:
    """A count as `1,234`, or `1,234.5` if it is not whole."""
    value = cell_value(result, measure)
    if value is None:
        return NO_FIGURE
    return f"{value.numerator:,}" if value.denominator == 1 else tenths(value)


def difference(result: Result, other: Result, measure: str) -> Fraction | None:
    """A measure less that of another option; None if either has no figure."""
    own, others = cell_value(result, measure), cell_value(other, measure)
    return None if own is None or others is None else own - others
