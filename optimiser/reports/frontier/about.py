"""The sheets about the workbook of a frontier: cover, run record and checks.

What must hold: within ceilings, below bounds, rising, as many points as were asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models.plan.plan import Status
from optimiser.analyses.frontier.results import FLAT_SHARE, Frontiers, OptionFrontier
from optimiser.excel.checks import Check, count_check, fill_checks
from optimiser.excel.page import Page
from optimiser.excel.report import write_cover, write_items
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.formats import (
    STATUS_LABELS,
    boards_label,
    cover_items,
    input_items,
    limit_items,
    version_items,
    warning_items,
)
from optimiser.reports.frontier.report import FrontierReport
from optimiser.text import gap_percent, listed

_TERMS = (
    ("Present cost", "The costs of all years, with later years discounted. Ceilings and crossings use it."),
    ("Cost", "The same without discounting, as budgets show it."),
    (
        "Ceiling",
        "The highest present cost that a plan may have. Under each ceiling, the plan with most outcomes is sought.",
    ),
    (
        "Bound",
        "Proven: no plan under the ceiling has more outcomes. The best plan lies between the plan shown and the bound.",
    ),
    ("optimal, within gap", "Proven: no plan has more, or none has more by more than the gap asked for."),
    ("unproven", "The plan meets every constraint, but a better plan may exist under the same ceiling."),
    ("Plan of the appraisal", "The plan that optimiser appraise finds for the option, and scores and ranks."),
    ("leads", "It is proven that its plan has more outcomes than any plan of the other options at that cost."),
    ("level", "It is not proven which option has most outcomes at that cost."),
    ("flat", "The last £100,000 buys less than half of what £100,000 buys on average over the whole frontier."),
)


def write_cover_sheet(report: FrontierReport, page: Page) -> None:
    """Write what the workbook is, and how to read it."""
    frontiers = report.frontiers
    rows = [
        ("Case", frontiers.case.title or "untitled"),
        ("For", boards_label(frontiers.case)),
        (
            "What it holds",
            "For each option, the most outcomes found and the proven bound at each cost; where options cross.",
        ),
        ("Scenario", frontiers.scenario or "none: the base case"),
        ("Status", _status(frontiers)),
    ]
    master_check = ("Master check", report.master_check_cell(bold=True))
    write_cover(page, [*rows, master_check, *cover_items(frontiers)], _TERMS)


def write_run_record(report: FrontierReport, page: Page) -> None:
    """Write the input, settings and versions, the figures of the run, and what is proven of each option."""
    frontiers, settings = report.frontiers, report.frontiers.settings
    page.write_caption("Input, settings and versions")
    rows = [
        *input_items(frontiers),
        *warning_items(frontiers.warnings),
        ("Scenario", frontiers.scenario or "none: the base case"),
        ("Objective of the plan of the appraisal", settings.objective or frontiers.case.objective),
        *((f"{item}, in that plan", words) for item, words in limit_items(frontiers.case, settings)),
        ("Solver", settings.solver),
        ("Options asked for", ", ".join(settings.options) or "all"),
        *version_items(frontiers),
    ]
    write_items(page, "Record", rows, (34, 82))
    page.skip_row()
    page.write_caption("Figures of the run")
    figures = [
        [Cell("Gap asked for"), Cell(settings.gap, NumberFormat.GAP), Cell("share")],
        [Cell("Time limit of each point"), Cell(settings.time_limit, NumberFormat.TENTH), Cell("seconds")],
        [
            Cell("Points asked for, for each option"),
            Cell(frontiers.requested_points, NumberFormat.COUNT),
            Cell("points"),
        ],
        [Cell("Called flat below this share of the average"), Cell(FLAT_SHARE, NumberFormat.SHARE), Cell("share")],
    ]
    page.write_table(
        "RecordFigures",
        [Column("item", "Item", max_width=44), Column("figure", "Figure", NumberFormat.EXACT), Column("unit", "Unit")],
        figures,
    )
    page.skip_row()
    page.write_caption("What is proven of each option's plan with most outcomes")
    page.write_table(
        "Proof",
        [Column("option", "Option", max_width=30), Column("status", "Plan with most outcomes", max_width=70)],
        [[Cell(report.labels[option.option]), Cell(STATUS_LABELS[option.status])] for option in frontiers.options],
    )


def write_checks(report: FrontierReport, page: Page) -> None:
    """Write the master check and a row for each check."""
    fill_checks(report, page, lambda _: _checks(report))


def _status(frontiers: Frontiers) -> str:
    if frontiers.proven:
        gap = gap_percent(frontiers.settings.gap)
        return f"Proven: at each ceiling no plan has more outcomes than the one shown by more than a gap of {gap}."
    unproven = [
        option.option
        for option in frontiers.options
        if {option.status, *(point.status for point in option.points_shown)} & {Status.UNPROVEN, Status.NO_ANSWER}
    ]
    return f"Not all proven: {listed(unproven)} may have better plans at some ceilings. See Frontier."


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
    label, points = report.labels[option.option], option.points
    over = sum(point.present_cost > point.ceiling for point in points)
    yield count_check(f"{label}: points above their ceiling (number)", over, _count_above(table, "present", "ceiling"))
    above = sum(point.bound is not None and point.weighted_outcomes > point.bound for point in points)
    yield count_check(
        f"{label}: points with more than their bound (number)", above, _count_above(table, "value", "bound")
    )
    if len(points) > 1:
        falls = sum(high.weighted_outcomes < low.weighted_outcomes for low, high in pairwise(points))
        yield count_check(
            f"{label}: points with less than the one before (number)", falls, _count_falls(table, "value", len(points))
        )
        falls = sum(high.bound < low.bound for low, high in pairwise(points) if high.bound and low.bound)
        yield count_check(
            f"{label}: bounds below the one before (number)", falls, _count_falls(table, "bound", len(points))
        )
    if not option.is_single_plan:
        few = max(0, min(report.frontiers.requested_points, _possible_points(option)) - len(option.points))
        yield count_check(f"{label}: points fewer than asked for (number)", few)


def _possible_points(option: OptionFrontier) -> int:
    """The whole pence from the first ceiling to the last: there can be no more points."""
    return option.points[-1].ceiling - option.points[0].ceiling + 1


def _unproven_count(option: OptionFrontier) -> int:
    unproven = sum(point.status is Status.UNPROVEN for point in option.points_shown)
    return unproven if option.points else int(option.status is Status.NO_ANSWER)


def _count_above(table: Table, more: str, less: str) -> str:
    """A formula: how many cells of one column are above those of another."""
    return f"=SUMPRODUCT(--({table.column_range(more)}>{table.column_range(less)}))"


def _count_falls(table: Table, key: str, rows: int) -> str:
    """A formula: how many of the first cells of a column are less than the one above them."""
    last = rows - 1
    upper = f"{table.address(0, key)}:{table.local_address(last - 1, key)}"
    lower = f"{table.address(1, key)}:{table.local_address(last, key)}"
    return f"=SUMPRODUCT(--({lower}<{upper}))"
