"""The tables of a frontier: a row for each point, and a row for each stretch of cost with its leader."""

from __future__ import annotations

from collections.abc import Iterator

from optimiser.analyses.frontier.results import APPRAISED, FrontierPoint, Frontiers, OptionFrontier
from optimiser.reports.data.data_table import Cell, Column, DataTable, Kind

Row = tuple[Cell, ...]


def points_shown(option: OptionFrontier) -> list[FrontierPoint]:
    """An option's points by rising ceiling. The plan of the appraisal is one of them even if another plan beats it."""
    beside = (
        [option.appraised_point]
        if option.appraised_point is not None and option.appraised_point.kind == APPRAISED
        else []
    )
    return sorted([*option.points, *beside], key=lambda point: (point.ceiling, point.weighted_outcomes))


def _point_rows(frontiers: Frontiers) -> Iterator[Row]:
    """A row for each point, by option and rising ceiling."""
    for option in frontiers.options:
        for point in points_shown(option):
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
    "A row a point, by option and rising ceiling. An option without points has no row.",
    (
        Column("option", Kind.TEXT, "the option"),
        Column("ceiling", Kind.MONEY, "£, the most that the present cost may come to"),
        Column("present_cost", Kind.MONEY, "£, of the best plan known under the ceiling"),
        Column("cost", Kind.MONEY, "£, the same undiscounted"),
        Column("outcomes", Kind.NUMBER, "what the plan has"),
        Column(
            "weighted_outcomes",
            Kind.NUMBER,
            "the same, each outcome with the weight of its service: what is as large as possible",
        ),
        Column(
            "bound",
            Kind.NUMBER,
            "weighted outcomes that no plan under the ceiling exceeds, as proven; blank where nothing is proven",
            blank=True,
        ),
        Column("gap", Kind.NUMBER, "the bound less the weighted outcomes, over these; blank as the bound", blank=True),
        Column("status", Kind.TEXT, "optimal, within gap or unproven"),
        Column("kind", Kind.TEXT, "why there is a point: step, beside, compared or appraised"),
        Column("chosen", Kind.FLAG, "yes for the plan of the ordinary appraisal"),
    ),
    _point_rows,
)
CROSSINGS = DataTable[Frontiers](
    "crossings",
    "A row a stretch of costs compared.",
    (
        Column(
            "among",
            Kind.TEXT,
            "the options compared, with commas between them: all that have a plan, or two that cross beneath another",
        ),
        Column("from_present_cost", Kind.MONEY, "£, the first cost compared at which that is so"),
        Column("to_present_cost", Kind.MONEY, "£, the last; of all options the very last holds from there on"),
        Column("leader", Kind.TEXT, "the option proven to have most; blank where it cannot be told", blank=True),
        Column("may_lead", Kind.TEXT, "all that may have most at one of these costs, with commas between them"),
        Column("throughout", Kind.FLAG, "yes where the leader is proven to lead between the costs compared too"),
    ),
    _crossing_rows,
)
FRONTIER_TABLES = (POINTS, CROSSINGS)
