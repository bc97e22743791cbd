"""The figures of a sweep, a row for each point and option; as text in sweep.csv.

Money is pounds with two decimals, rounded half up once, here. The same sweep gives the same text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.appraisal.measures import BY_NAME
from optimiser.analyses.sweep.results import At, Sweep
from optimiser.reports.data.csv_text import no_formula, separated
from optimiser.reports.data.result_json import pounds

MEASURES = ("cost", "present_cost", "saving", "outcomes", "weighted_outcomes", "coverage", "worst_coverage")
PLACES = 10  # decimals of a change that has no end of them
COLUMNS = {
    "change": "share by which the input is changed: -0.1 is a tenth less, 0 unchanged",
    "option": "the option's name",
    "status": "what is proven: optimal, within gap, unproven, infeasible or no answer",
    "gap": "the relative gap that is proven; blank without a plan",
    "cost": "all costs, undiscounted, £",
    "present_cost": "all costs, discounted, £",
    "saving": "against today's arrangements, £",
    "outcomes": "expected outcomes",
    "weighted_outcomes": "the same, each counted by the weight of its service",
    "coverage": "share of the last year's demand that is met",
    "worst_coverage": "the same of the borough where it is lowest",
    "score": "the weighted score, 0 to 100; blank without figures or criteria",
    "rank": "by score, from 1; blank where there is none",
    "preferred": "yes for the preferred option of the point, else no",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One option at one point; money in pence. All figures are None where the option has no plan there."""

    by: Fraction
    option: str
    status: str
    gap: float | None
    measures: dict[str, Fraction | None]
    score: Fraction | None
    rank: int | None
    preferred: bool


def rows(sweep: Sweep) -> Iterator[Row]:
    """Every point in order, every option in the case's order."""
    for point in sweep.points:
        for name in sweep.options:
            yield row(point, name)


def row(point: At, name: str) -> Row:
    """One option at one point."""
    result, standing = point.results[name], point.appraisal.standings[name]
    found = result.measures or {}
    measures = {each: found.get(each) for each in MEASURES}
    gap = result.answer.gap if result.measures is not None else None
    preferred = point.appraisal.preferred == name
    return Row(point.by, name, result.answer.status.value, gap, measures, standing.score, standing.rank, preferred)


def sweep_csv(sweep: Sweep) -> str:
    """The text of sweep.csv: COLUMNS, a row each."""
    return separated(COLUMNS, map(_cells, rows(sweep)))


def decimal(change: Fraction) -> str:
    """A change as a decimal: exact where it ends within PLACES, else rounded there."""
    number = Decimal(round(change * 10**PLACES)).scaleb(-PLACES)
    text = f"{number:f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def _cells(each: Row) -> Iterator[str]:
    yield decimal(each.by)
    yield no_formula(each.option)
    yield each.status
    yield "" if each.gap is None else str(each.gap)
    yield from (_measure(name, figure) for name, figure in each.measures.items())
    yield "" if each.score is None else str(float(each.score))
    yield "" if each.rank is None else str(each.rank)
    yield "yes" if each.preferred else "no"


def _measure(name: str, figure: Fraction | None) -> str:
    if figure is None:
        return ""
    return f"{pounds(figure):f}" if BY_NAME[name].money else str(float(figure))
