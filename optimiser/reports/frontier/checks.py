"""What must hold of a frontier: within ceilings, below bounds, rising, as many points as were asked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models.plan.plan import Status
from optimiser.analyses.frontier.results import APPRAISED, OptionFrontier
from optimiser.excel.checks import Check, count_check, fill_checks
from optimiser.excel.page import Page
from optimiser.excel.tables import Table
from optimiser.reports.data.frontier_tables import points_shown
from optimiser.reports.frontier.report import FrontierReport


def write_checks(report: FrontierReport, page: Page) -> None:
    """Write the master check and a row for each check."""
    fill_checks(report, page, lambda _: _checks(report))


def _checks(report: FrontierReport) -> Iterator[Check]:
    frontiers = report.frontiers
    for option in frontiers.options:
        if option.points:
            yield from _option_checks(report, option, report.option_tables[option.option])
    yield count_check(
        "Answers of no plan under a ceiling that a known plan keeps (number)", frontiers.contradicted_answers
    )
    yield count_check("Proven bounds that a known plan beats (number)", frontiers.contradicted_bounds)
    unproven = sum(_unproven_count(option) for option in frontiers.options)
    yield count_check("Points and options left without a proof within the gap asked for (number)", unproven)
    overlapping = sum(low.last >= high.first for low, high in pairwise(frontiers.cost_ranges))
    yield count_check("Stretches of cost that overlap the one before (number)", overlapping)


def _option_checks(report: FrontierReport, option: OptionFrontier, table: Table) -> Iterator[Check]:
    label, points = report.labels[option.option], points_shown(option)
    over = sum(point.present_cost > point.ceiling for point in points)
    yield count_check(f"{label}: points above their ceiling (number)", over, _count_above(table, "present", "ceiling"))
    above = sum(point.bound is not None and point.weighted_outcomes > point.bound for point in points)
    yield count_check(
        f"{label}: points with more than their bound (number)", above, _count_above(table, "value", "bound")
    )
    if len(option.points) == len(points) > 1:  # else the plan of the appraisal stands beside the line
        falls = sum(high.weighted_outcomes < low.weighted_outcomes for low, high in pairwise(points))
        yield count_check(
            f"{label}: points with less than the one before (number)", falls, _count_falls(table, "value")
        )
        falls = sum(high.bound < low.bound for low, high in pairwise(points) if high.bound and low.bound)
        yield count_check(f"{label}: bounds below the one before (number)", falls, _count_falls(table, "bound"))
    if not option.is_single_plan:
        few = max(0, min(report.frontiers.requested_points, _possible_points(option)) - len(option.points))
        yield count_check(f"{label}: points fewer than asked for (number)", few)


def _possible_points(option: OptionFrontier) -> int:
    """The whole pence from the first ceiling to the last: there can be no more points."""
    return option.points[-1].ceiling - option.points[0].ceiling + 1


def _unproven_count(option: OptionFrontier) -> int:
    points = [point for point in option.points if point.kind != APPRAISED]
    unproven = sum(point.status is Status.UNPROVEN for point in points)
    return unproven if points else int(option.status is Status.NO_ANSWER)


def _count_above(table: Table, more: str, less: str) -> str:
    """A formula: how many cells of one column are above those of another."""
    return f"=SUMPRODUCT(--({table.column_range(more)}>{table.column_range(less)}))"


def _count_falls(table: Table, key: str) -> str:
    """A formula: how many cells of a column are less than the one above them."""
    last = table.row_count - 1
    upper = f"{table.address(0, key)}:{table.local_address(last - 1, key)}"
    lower = f"{table.address(1, key)}:{table.local_address(last, key)}"
    return f"=SUMPRODUCT(--({lower}<{upper}))"
