"""The sheets with a frontier's figures: summary, a table an option, and crossings."""

from __future__ import annotations

from collections.abc import Iterator

from models.appraisal.frontier import CostRange
from optimiser.analyses.frontier.results import OptionFrontier, Point
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, shorten
from optimiser.reports.data.frontier_tables import points_shown
from optimiser.reports.formats import to_pounds
from optimiser.reports.frontier.report import KINDS, NONE, NOT_KNOWN, SUMMARY, FrontierReport
from optimiser.reports.prose import frontier as words
from optimiser.reports.prose.preference import illustrative_caveat
from optimiser.text import yes_no


def summary(report: FrontierReport, page: Page) -> None:
    """The sentences, and a row an option."""
    found = report.frontiers
    if illustrative := illustrative_caveat(found.case):
        page.write_text(illustrative, bold=True)
    page.write_labelled_cell("Master check", report.master_check_cell())
    page.skip_row()
    page.write_caption("Which option has most outcomes at which present cost")
    for sentence in words.crossing_sentences(found):
        page.write_text(sentence, bold=True)
    page.skip_row()
    page.write_caption("What the next £100,000 buys")
    for sentence in (
        words.marginal_sentence(found, each) or words.option_sentence(found, each) for each in found.options
    ):
        page.write_text(sentence)
    page.skip_row()
    page.write_caption("Each option from its cheapest plan to the one with most outcomes")
    rows = [_option(report, each) for each in found.options]
    page.write_table(SUMMARY, _options(report), rows)


def _options(report: FrontierReport) -> list[Column]:
    unit = report.unit
    return [
        Column("option", "Option", max_width=26),
        Column("least", "Present cost, cheapest plan (£)", NumberFormat.MONEY),
        Column("least_has", f"Its {unit} ({unit})", NumberFormat.TENTH),
        Column("chosen", "Present cost, plan of the appraisal (£)", NumberFormat.MONEY),
        Column("undiscounted", "Its cost undiscounted (£)", NumberFormat.MONEY),
        Column("has", f"What it has ({unit})", NumberFormat.TENTH),
        Column("lost", f"Fewer with £100,000 less ({unit})", NumberFormat.TENTH),
        Column("gained", f"More with £100,000 more ({unit})", NumberFormat.TENTH),
        Column("average", f"£100,000 buys on average ({unit})", NumberFormat.TENTH),
        Column("flat", "On the flat part", max_width=12),
        Column("points", "Points (number)", NumberFormat.COUNT),
        Column("plans", "Different plans (number)", NumberFormat.COUNT),
    ]


def _option(report: FrontierReport, each: OptionFrontier) -> list[Cell]:
    name = Cell(report.labels[each.option])
    if not each.points:
        return [name, *[Cell("no plan")] * 8, Cell(NOT_KNOWN), Cell(0), Cell(0)]
    first, chosen, beside = each.steps[0], each.chosen, each.marginal
    flat = NOT_KNOWN if beside.flat is None else yes_no(beside.flat)
    return [
        name,
        Cell(to_pounds(first.present_cost)),
        Cell(first.weighted),
        *([Cell(to_pounds(chosen.present_cost)), Cell(to_pounds(chosen.cost)), Cell(chosen.weighted)]
          if chosen else [Cell(NONE)] * 3),
        *(Cell(NONE if figure is None else figure) for figure in (beside.lost, beside.gained, beside.average)),
        Cell(flat),
        Cell(len(each.points)),
        Cell(each.distinct),
    ]  # fmt: skip


def frontier(report: FrontierReport, page: Page) -> None:
    """A table an option, by rising ceiling."""
    for number, each in enumerate(report.frontiers.options, start=1):
        page.write_caption(report.labels[each.option])
        page.write_text(words.option_sentence(report.frontiers, each))
        if each.points:
            columns = _points(report)
            report.option_tables[each.option] = page.write_table(
                f"Frontier{number}", columns, [_point(one) for one in points_shown(each)]
            )
        page.skip_row()


def _points(report: FrontierReport) -> list[Column]:
    return [
        Column("ceiling", "Ceiling on present cost (£)", NumberFormat.PENCE),
        Column("present", "Present cost of the best plan known (£)", NumberFormat.PENCE),
        Column("cost", "Its cost undiscounted (£)", NumberFormat.PENCE),
        Column("value", f"Most found ({report.unit})", NumberFormat.TENTH),
        Column("bound", f"Proven bound ({report.unit})", NumberFormat.TENTH),
        Column("gap", "Gap (share)", NumberFormat.GAP),
        Column("status", "Status", max_width=16),
        Column("plan", "Plan", max_width=20),
        Column("why", "Why there is a point here", max_width=34),
    ]


def _point(point: Point) -> list[Cell]:
    plan = "of the appraisal" if point.chosen else "as at the point before" if point.level else "another"
    return [
        Cell(to_pounds(point.ceiling)),
        Cell(to_pounds(point.present_cost)),
        Cell(to_pounds(point.cost)),
        Cell(point.weighted),
        Cell(NONE if point.bound is None else point.bound),
        Cell(NONE if point.gap is None else point.gap),
        Cell(point.status.value),
        Cell(plan),
        Cell(KINDS[point.kind]),
    ]


def crossings(report: FrontierReport, page: Page) -> None:
    """The stretches of cost, and every comparison."""
    found = report.frontiers
    page.write_caption("Which option has most outcomes at which present cost")
    for sentence in words.crossing_sentences(found):
        page.write_text(sentence)
    if found.stretches:
        page.write_table("Stretches", _STRETCHES, [_stretch(report, each) for each in found.stretches])
    page.skip_row()
    page.write_caption("Two options that cross while another leads")
    page.write_table_or_text("No two do, as far as is proven.", "Pairs", _PAIRS, [*_pairs(report)])
    page.skip_row()
    page.write_caption("Every present cost at which the options were compared")
    page.write_text(
        "An option that leads has more at that cost than every other option's proven bound there. Where one"
        " option's bound rules it out, it was not solved for that cost."
    )
    columns, rows = _compared(report), [_verdict(report, number) for number in range(len(found.verdicts))]
    page.write_table_or_text("No two options have a plan: nothing was compared.", "Compared", columns, rows)


_STRETCHES = (
    Column("first", "From present cost (£)", NumberFormat.PENCE),
    Column("last", "To present cost (£)", NumberFormat.PENCE),
    Column("leader", "Leads", max_width=30),
    Column("level", "May have most there", max_width=30),
    Column("throughout", "Proven", max_width=20),
)


def _stretch(report: FrontierReport, each: CostRange) -> list[Cell]:
    return [
        Cell(to_pounds(each.first)),
        Cell(to_pounds(each.last)),
        Cell(report.labels[each.leader] if each.leader else "none: level within what is proven"),
        Cell(", ".join([report.labels[name] for name in each.contenders])),
        Cell(_proof(each)),
    ]


_PAIRS = (
    Column("from", "From present cost (£)", NumberFormat.PENCE),
    Column("to", "To present cost (£)", NumberFormat.PENCE),
    Column("leader", "Has more", max_width=30),
    Column("two", "Of the two", max_width=30),
    Column("throughout", "Proven", max_width=20),
)


def _pairs(report: FrontierReport) -> Iterator[list[Cell]]:
    for pair in report.frontiers.pairs:
        two = ", ".join([report.labels[name] for name in pair.options])
        for each in pair.stretches:
            first, last, leader, _, proof = _stretch(report, each)
            yield [first, last, leader, Cell(two), proof]


def _proof(each: CostRange) -> str:
    if each.leader is None:
        return "that none can be told to lead at the costs compared"
    return "at every cost from first to last" if each.leads_throughout else "at the costs compared"


def _compared(report: FrontierReport) -> list[Column]:
    options = [
        column
        for number, each in enumerate(report.frontiers.drawn)
        for column in (
            Column(f"value{number}", _heading(report, each, "at least"), NumberFormat.TENTH, max_width=16),
            Column(f"bound{number}", _heading(report, each, "at most"), NumberFormat.TENTH, max_width=16),
        )
    ]
    return [Column("cost", "Present cost (£)", NumberFormat.PENCE), Column("leader", "Leads", max_width=26), *options]


def _heading(report: FrontierReport, each: OptionFrontier, what: str) -> str:
    return f"{shorten(report.labels[each.option], 60)}: {what} ({report.unit})"


def _verdict(report: FrontierReport, number: int) -> list[Cell]:
    one = report.frontiers.verdicts[number]
    cells = [Cell(to_pounds(one.cost)), Cell(report.labels[one.leader] if one.leader else "level")]
    for each in report.frontiers.drawn:
        best, bound = each.curve.best_plan(one.cost), each.curve.bound(one.cost)
        if not each.curve.may_have_plan(one.cost):
            cells += [Cell("no plan"), Cell("no plan")]
        else:
            cells += [Cell(NOT_KNOWN if best is None else best.outcomes), Cell(NOT_KNOWN if bound is None else bound)]
    return cells
