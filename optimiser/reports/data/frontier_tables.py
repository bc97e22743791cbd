"""The tables of a frontier: a row for each point, and a row for each stretch of cost with its leader."""

from __future__ import annotations

from collections.abc import Iterator

from optimiser.analyses.frontier.results import Frontiers
from optimiser.reports.data.data_table import OPTION, Cell, Column, DataTable, Kind

Row = tuple[Cell, ...]


def _point_rows(frontiers: Frontiers) -> Iterator[Row]:
    """A row for each point, by option and rising ceiling."""
    for option in frontiers.options:
        for point in option.points_shown:
            yield (
                *(option.option, point.ceiling, point.present_cost, point.cost),
                *(point.outcomes, point.weighted_outcomes, point.bound, point.gap),
                *(point.status.value, point.kind, point.is_appraised),
            )


def _crossing_rows(frontiers: Frontiers) -> Iterator[Row]:
    """A row for each stretch of cost: of all options, then of each two that cross while another leads."""
    drawn = tuple(option.option for option in frontiers.with_points)
    groups = [(drawn, frontiers.cost_ranges), *((pair.options, pair.cost_ranges) for pair in frontiers.pairs)]
    for among, stretches in groups:
        for stretch in stretches:
            leaders = (stretch.leader or "", ", ".join(stretch.contenders))
            yield (", ".join(among), stretch.first, stretch.last, *leaders, stretch.leads_throughout)


POINTS = DataTable[Frontiers](
    "frontier",
    "One row for each point, by option and rising ceiling. An option without points has no row.",
    (
        OPTION,
        Column("ceiling", Kind.MONEY, "the highest present cost that the plan may have"),
        Column("present_cost", Kind.MONEY, "the present cost of the best plan known under the ceiling"),
        Column("cost", Kind.MONEY, "the undiscounted cost of that plan"),
        Column("outcomes", Kind.NUMBER, "the outcomes of that plan"),
        Column("weighted_outcomes", Kind.NUMBER, "the same, each multiplied by the weight of its service"),
        Column(
            "bound",
            Kind.NUMBER,
            "proven: no plan under the ceiling has more weighted outcomes; blank if nothing is proven, or if the plan"
            " lies below the frontier",
            blank=True,
        ),
        Column(
            "gap",
            Kind.NUMBER,
            "how far the bound is above the weighted outcomes, as a share of them",
            unit="share",
            blank=True,
        ),
        Column(
            "status",
            Kind.TEXT,
            "optimal, within gap or unproven; of kind `appraised`, for the objective of the appraisal",
        ),
        Column(
            "kind",
            Kind.TEXT,
            "why the point was solved: `step` (equal steps of cost), `beside` (at the cost of the appraised plan, or"
            " £100,000 above or below it), `compared` (compared with other options) or `appraised` (the plan of the"
            " appraisal lies below the frontier: it has fewer outcomes than another plan that costs no more; the last"
            " row of its option)",
        ),
        Column("chosen", Kind.FLAG, "yes for the plan that `optimiser appraise` finds"),
    ),
    _point_rows,
)
CROSSINGS = DataTable[Frontiers](
    "crossings",
    "One row for each range of compared costs with one leader, or with none.",
    (
        Column(
            "among",
            Kind.TEXT,
            "the options compared, separated by commas: all that have a plan, or two that cross while another leads",
        ),
        Column("from_present_cost", Kind.MONEY, "the first compared cost of the range"),
        Column("to_present_cost", Kind.MONEY, "the last compared cost of the range"),
        Column("leader", Kind.TEXT, "the option proven to have most outcomes; blank if none is", blank=True),
        Column("may_lead", Kind.TEXT, "the options that may have most at one of these costs, separated by commas"),
        Column("throughout", Kind.FLAG, "yes if the lead is proven between the compared costs as well"),
    ),
    _crossing_rows,
)
FRONTIER_TABLES = (POINTS, CROSSINGS)
