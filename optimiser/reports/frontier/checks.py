"""What must hold of a frontier: within ceilings, below bounds, rising, as many points as were asked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from optimiser.analyses.frontier.results import APPRAISED, OptionFrontier
from optimiser.excel.checks import Check, count_check, fill_checks
from optimiser.excel.page import Page
from optimiser.excel.tables import Table
from optimiser.reports.data.frontier_tables import points_shown
from optimiser.reports.frontier.report import FrontierReport


def fill(report: FrontierReport, page: Page) -> None:
    """A row a check, and the master check."""
    fill_checks(report, page, lambda _: _checks(report))


def _checks(report: FrontierReport) -> Iterator[Check]:
    found = report.frontiers
    for each in found.options:
        if each.points:
            yield from _of(report, each, report.option_tables[each.option])
    yield count_check("Answers of no plan under a ceiling that a known plan keeps (number)", found.wrong)
    yield count_check("Proven bounds that a known plan beats (number)", found.disproved)
    unproven = sum(_unproven(each) for each in found.options)
    yield count_check("Points and options left without a proof within the gap asked for (number)", unproven)
    broken = sum(low.last >= high.first for low, high in pairwise(found.stretches))
    yield count_check("Stretches of cost that overlap the one before (number)", broken)


def _of(report: FrontierReport, each: OptionFrontier, table: Table) -> Iterator[Check]:
    label, points = report.labels[each.option], points_shown(each)
    over = sum(point.present_cost > point.ceiling for point in points)
    yield count_check(f"{label}: points above their ceiling (number)", over, _pairs(table, "present", "ceiling"))
    above = sum(point.bound is not None and point.weighted > point.bound for point in points)
    yield count_check(f"{label}: points with more than their bound (number)", above, _pairs(table, "value", "bound"))
    if len(each.points) == len(points) > 1:  # else the plan of the appraisal stands beside the line
        falls = sum(high.weighted < low.weighted for low, high in pairwise(points))
        yield count_check(f"{label}: points with less than the one before (number)", falls, _falls(table, "value"))
        falls = sum(high.bound < low.bound for low, high in pairwise(points) if high.bound and low.bound)
        yield count_check(f"{label}: bounds below the one before (number)", falls, _falls(table, "bound"))
    if not each.single:
        few = max(0, min(report.frontiers.asked, _pence(each)) - len(each.points))
        yield count_check(f"{label}: points fewer than asked for (number)", few)


def _pence(each: OptionFrontier) -> int:
    """How many whole pence there are from the first ceiling to the last: there can be no more points."""
    return each.points[-1].ceiling - each.points[0].ceiling + 1


def _unproven(each: OptionFrontier) -> int:
    points = [point for point in each.points if point.kind != APPRAISED]
    open_ones = sum(point.status.value == "unproven" for point in points)
    return open_ones if points else int(each.status.value == "no answer")


def _pairs(table: Table, more: str, less: str) -> str:
    return f"=SUMPRODUCT(--({table.column_range(more)}>{table.column_range(less)}))"


def _falls(table: Table, key: str) -> str:
    """How often a cell is less than the one above it."""
    last = table.row_count - 1
    upper = f"{table.address(0, key)}:{table.local_address(last - 1, key)}"
    lower = f"{table.address(1, key)}:{table.local_address(last, key)}"
    return f"=SUMPRODUCT(--({lower}<{upper}))"
