"""Figures in the paper's sentences: each as the workbook holds it, rounded as it is shown."""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.measures import BY_NAME
from optimiser.engine.run import Result
from optimiser.reports.formats import NO_FIGURE, measure_figure
from optimiser.text import pounds, tenths


def exact(result: Result, measure: str) -> Fraction | None:
    """A measure as a cell of the workbook holds it: money in pounds to the penny; None where it is absent."""
    value = measure_figure(measure, (result.measures or {}).get(measure))
    return None if isinstance(value, str) else value


def whole(value: Fraction) -> str:
    """Pounds as `£1,234`, half up; without a sign."""
    return pounds(abs(value) * 100)


def shown(result: Result, measure: str) -> str:
    """A measure of money in pounds, with its sign; to the penny where it is so much for one."""
    value = exact(result, measure)
    if value is None:
        return NO_FIGURE
    return pounds(value * 100, decimals=0 if BY_NAME[measure].unit == "£" else 2, as_cell=True)


def count(result: Result, measure: str) -> str:
    """What is counted, to one decimal where it is no whole number."""
    value = exact(result, measure)
    if value is None:
        return NO_FIGURE
    return f"{value.numerator:,}" if value.denominator == 1 else tenths(value)


def apart(result: Result, other: Result, measure: str) -> Fraction | None:
    """By how much a measure is more than another option's; None where either is absent."""
    own, there = exact(result, measure), exact(other, measure)
    return None if own is None or there is None else own - there
