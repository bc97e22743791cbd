"""The table of a sweep: a row for each point and option."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.measures import BY_NAME
from optimiser.analyses.sweep.results import Sweep, SweepPoint
from optimiser.reports.data.data_table import OPTION, Cell, Column, DataTable, Kind

MEASURES = ("cost", "present_cost", "saving", "outcomes", "weighted_outcomes", "coverage", "worst_coverage")


@dataclass(frozen=True, slots=True)
class SweepRow:
    """One option at one point; money in pence. Every figure is None if the option has no plan there."""

    change: Fraction
    option: str
    status: str
    gap: float | None
    measures: dict[str, Fraction | None]
    score: Fraction | None
    rank: int | None
    preferred: bool
    certain: bool


def sweep_rows(sweep: Sweep) -> Iterator[SweepRow]:
    """Every point in order, and at each point every option in the order of the case."""
    return (sweep_row(point, name) for point in sweep.points for name in sweep.options)


def sweep_row(point: SweepPoint, name: str) -> SweepRow:
    """One option at one point."""
    result, standing = point.results[name], point.appraisal.standings[name]
    found = result.measures or {}
    return SweepRow(
        point.change,
        name,
        result.answer.status.value,
        None if result.measures is None else result.answer.gap,
        {measure: found.get(measure) for measure in MEASURES},
        standing.score,
        standing.rank,
        point.appraisal.preferred == name,
        point.certain,
    )


def _cells(sweep: Sweep) -> Iterator[tuple[Cell, ...]]:
    for row in sweep_rows(sweep):
        yield (
            *(row.change, row.option, row.status, row.gap),
            *row.measures.values(),
            *(row.score, row.rank, row.preferred, row.certain),
        )


def _measure(name: str, meaning: str, unit: str = "") -> Column:
    return Column(name, Kind.MONEY if BY_NAME[name].money else Kind.NUMBER, meaning, unit, blank=True)


SWEEP = DataTable[Sweep](
    "sweep",
    "One row for each point and option.",
    (
        Column(
            "change",
            Kind.CHANGE,
            "by how much the input changes: -0.1 is a tenth less, 0 is no change; at most ten decimals",
            unit="share",
        ),
        OPTION,
        Column("status", Kind.TEXT, "optimal, within gap, unproven, infeasible or no answer"),
        Column("gap", Kind.NUMBER, "the gap that is proven; blank without a plan", unit="share", blank=True),
        _measure("cost", "all costs, undiscounted"),
        _measure("present_cost", "all costs, discounted"),
        _measure("saving", "saving against today's arrangements"),
        _measure("outcomes", "expected outcomes", unit="outcomes"),
        _measure("weighted_outcomes", "the same, each multiplied by the weight of its service", unit="outcomes"),
        _measure("coverage", "share of the last year's demand that is met", unit="share"),
        _measure("worst_coverage", "the same for the borough where it is lowest", unit="share"),
        Column(
            "score", Kind.NUMBER, "weighted, 0 to 100; blank without figures or criteria", unit="points", blank=True
        ),
        Column("rank", Kind.COUNT, "by score, from 1; blank if it has none", blank=True),
        Column("preferred", Kind.FLAG, "yes for the preferred option of the point, else no"),
        Column("certain", Kind.FLAG, "yes if an option is preferred at the point and no other could be, else no"),
    ),
    _cells,
)
