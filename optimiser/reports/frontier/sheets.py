"""The sheets with a frontier's figures: summary, the points of each option, and crossings."""

from __future__ import annotations

from collections.abc import Iterator

from models.appraisal.frontier import CostRange, LeadAtCost
from optimiser.analyses.frontier.results import FrontierPoint, OptionFrontier
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, shorten
from optimiser.reports.formats import NONE, to_pounds
from optimiser.reports.frontier.report import KIND_LABELS, NOT_KNOWN, OPTIONS_TABLE, FrontierReport
from optimiser.reports.prose import frontier as prose
from optimiser.reports.prose.preference import illustrative_caveat
from optimiser.text import upper_first, yes_no


def write_summary(report: FrontierReport, page: Page) -> None:
    """Write which option has most outcomes where, what £100,000 buys, and a row for each option."""
    frontiers = report.frontiers
    if illustrative := illustrative_caveat(frontiers.case):
        page.write_text(illustrative, bold=True)
    page.write_labelled_cell("Master check", report.master_check_cell())
    page.skip_row()
    page.write_caption("Which option has most outcomes at which present cost")
    for sentence in prose.crossing_sentences(frontiers):
        page.write_text(sentence, bold=True)
    page.skip_row()
    page.write_caption("What £100,000 more or less does")
    for option in frontiers.options:
        page.write_text(prose.marginal_sentence(frontiers, option) or prose.option_sentence(frontiers, option))
    page.skip_row()
    page.write_caption("Each option from its cheapest plan to the one with most outcomes")
    rows = [_option_cells(report, option) for option in frontiers.options]
    page.write_table(OPTIONS_TABLE, _option_columns(report.unit), rows)


def write_frontiers(report: FrontierReport, page: Page) -> None:
    """Write the points of each option, by rising ceiling."""
    for number, option in enumerate(report.frontiers.options, start=1):
        page.write_caption(report.labels[option.option])
        page.write_text(prose.option_sentence(report.frontiers, option))
        if option.points:
            rows = [_point_cells(point) for point in option.points_shown]
            table = page.write_table(f"Frontier{number}", _point_columns(report.unit), rows)
            report.option_tables[option.option] = table
        page.skip_row()


def write_crossings(report: FrontierReport, page: Page) -> None:
    """Write which option leads in which range of cost, which two cross below, and every comparison."""
    frontiers = report.frontiers
    page.write_caption("Which option has most outcomes at which present cost")
    for sentence in prose.crossing_sentences(frontiers):
        page.write_text(sentence)
    if frontiers.cost_ranges:
        page.write_table("Stretches", _RANGE_COLUMNS, [_range_cells(report, each) for each in frontiers.cost_ranges])
    page.skip_row()
    page.write_caption("Two options that cross while another leads")
    page.write_table_or_text(
        "It is not proven of any two options that they do.", "Pairs", _PAIR_COLUMNS, [*_pair_rows(report)]
    )
    page.skip_row()
    page.write_caption("Every present cost at which the options were compared")
    page.write_text(
        "An option leads at a cost if its plan has more than the proven bound of every other option there. An option"
        " whose bound rules it out was not solved for that cost."
    )
    rows = [_comparison_cells(report, lead) for lead in frontiers.leads]
    page.write_table_or_text(
        "No two options have a plan, so nothing was compared.", "Compared", _comparison_columns(report), rows
    )


def _option_columns(unit: str) -> list[Column]:
    return [
        Column("option", "Option", max_width=26),
        Column("least", "Present cost, cheapest plan (£)", NumberFormat.MONEY),
        Column("least_has", f"{upper_first(unit)}, cheapest plan ({unit})", NumberFormat.TENTH),
        Column("chosen", "Present cost, plan of the appraisal (£)", NumberFormat.MONEY),
        Column("undiscounted", "Undiscounted cost, plan of the appraisal (£)", NumberFormat.MONEY),
        Column("has", f"{upper_first(unit)}, plan of the appraisal ({unit})", NumberFormat.TENTH),
        Column("lost", f"Fewer with £100,000 less ({unit})", NumberFormat.TENTH),
        Column("gained", f"More with £100,000 more ({unit})", NumberFormat.TENTH),
        Column("average", f"£100,000 buys on average ({unit})", NumberFormat.TENTH),
        Column("flat", "On the flat part", max_width=12),
        Column("points", "Points (number)", NumberFormat.COUNT),
        Column("plans", "Different plans (number)", NumberFormat.COUNT),
    ]


def _option_cells(report: FrontierReport, option: OptionFrontier) -> list[Cell]:
    name = Cell(report.labels[option.option])
    if not option.points:
        return [name, *[Cell("no plan")] * 8, Cell(NOT_KNOWN), Cell(0), Cell(0)]
    cheapest, chosen, marginal = option.steps[0], option.appraised_point, option.marginal
    appraised = [Cell(NONE)] * 3
    if chosen is not None:
        appraised = [Cell(to_pounds(chosen.present_cost)), Cell(to_pounds(chosen.cost)), Cell(chosen.weighted_outcomes)]
    return [
        name,
        Cell(to_pounds(cheapest.present_cost)),
        Cell(cheapest.weighted_outcomes),
        *appraised,
        *(
            Cell(NONE if figure is None else figure)
            for figure in (marginal.outcomes_lost, marginal.outcomes_gained, marginal.average)
        ),
        Cell(NOT_KNOWN if marginal.is_flat is None else yes_no(marginal.is_flat)),
        Cell(len(option.points)),
        Cell(option.distinct_plans),
    ]


def _point_columns(unit: str) -> list[Column]:
    return [
        Column("ceiling", "Ceiling on present cost (£)", NumberFormat.PENCE),
        Column("present", "Present cost of the best plan known (£)", NumberFormat.PENCE),
        Column("cost", "Its cost undiscounted (£)", NumberFormat.PENCE),
        Column("value", f"Most found ({unit})", NumberFormat.TENTH),
        Column("bound", f"Proven bound ({unit})", NumberFormat.TENTH),
        Column("gap", "Gap (share)", NumberFormat.GAP),
        Column("status", "Status", max_width=16),
        Column("plan", "Plan", max_width=20),
        Column("why", "Why there is a point here", max_width=34),
    ]


def _point_cells(point: FrontierPoint) -> list[Cell]:
    plan = "of the appraisal" if point.is_appraised else "as at the point before" if point.same_as_before else "another"
    return [
        Cell(to_pounds(point.ceiling)),
        Cell(to_pounds(point.present_cost)),
        Cell(to_pounds(point.cost)),
        Cell(point.weighted_outcomes),
        Cell(NONE if point.bound is None else point.bound),
        Cell(NONE if point.gap is None else point.gap),
        Cell(point.status.value),
        Cell(plan),
        Cell(KIND_LABELS[point.kind]),
    ]


_RANGE_COLUMNS = (
    Column("first", "From present cost (£)", NumberFormat.PENCE),
    Column("last", "To present cost (£)", NumberFormat.PENCE),
    Column("leader", "Leads", max_width=30),
    Column("level", "May have most there", max_width=30),
    Column("throughout", "Proven", max_width=20),
)


def _range_cells(report: FrontierReport, cost_range: CostRange) -> list[Cell]:
    leader = cost_range.leader
    return [
        Cell(to_pounds(cost_range.first)),
        Cell(to_pounds(cost_range.last)),
        Cell(report.labels[leader] if leader else "not proven"),
        Cell(", ".join(report.labels[name] for name in cost_range.contenders)),
        Cell(_proof(cost_range)),
    ]


def _proof(cost_range: CostRange) -> str:
    if cost_range.leader is None:
        return "no leader at the costs compared"
    return "at every cost from first to last" if cost_range.leads_throughout else "at the costs compared"


_PAIR_COLUMNS = (
    Column("from", "From present cost (£)", NumberFormat.PENCE),
    Column("to", "To present cost (£)", NumberFormat.PENCE),
    Column("leader", "Has more", max_width=30),
    Column("two", "Of the two", max_width=30),
    Column("throughout", "Proven", max_width=20),
)


def _pair_rows(report: FrontierReport) -> Iterator[list[Cell]]:
    for pair in report.frontiers.pairs:
        names = Cell(", ".join(report.labels[name] for name in pair.options))
        for cost_range in pair.cost_ranges:
            first, last, leader, _, proof = _range_cells(report, cost_range)
            yield [first, last, leader, names, proof]


def _comparison_columns(report: FrontierReport) -> list[Column]:
    columns = [Column("cost", "Present cost (£)", NumberFormat.PENCE), Column("leader", "Leads", max_width=26)]
    for number, option in enumerate(report.frontiers.with_points):
        label = shorten(report.labels[option.option], 60)
        for key, limit in (("value", "at least"), ("bound", "at most")):
            heading = f"{label}: {limit} ({report.unit})"
            columns.append(Column(f"{key}{number}", heading, NumberFormat.TENTH, max_width=16))
    return columns


def _comparison_cells(report: FrontierReport, lead: LeadAtCost) -> list[Cell]:
    cells = [Cell(to_pounds(lead.cost)), Cell(report.labels[lead.leader] if lead.leader else "level")]
    for option in report.frontiers.with_points:
        best, bound = option.curve.best_plan(lead.cost), option.curve.bound(lead.cost)
        if not option.curve.may_have_plan(lead.cost):
            cells += [Cell("no plan"), Cell("no plan")]
        else:
            cells += [Cell(NOT_KNOWN if best is None else best.outcomes), Cell(NOT_KNOWN if bound is None else bound)]
    return cells
