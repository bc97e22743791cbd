"""The sheets with a frontier's figures: summary, a table an option, and crossings."""

from __future__ import annotations

from collections.abc import Iterator

from models.appraisal.frontier import CostRange
from optimiser.analyses.frontier.results import OptionFrontier, Point
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column, shortened
from optimiser.reports.formats import comma, to_pounds
from optimiser.reports.frontier.book import KINDS, NONE, NOT_KNOWN, SUMMARY, Book, rows_of
from optimiser.reports.prose import frontier as words
from optimiser.reports.prose.preference import supposed
from optimiser.text import yes_no


def summary(book: Book, page: Page) -> None:
    """The sentences, and a row an option."""
    found = book.found
    if illustrative := supposed(found.case):
        page.text(illustrative, strong=True)
    page.pair("Master check", Cell("FAIL" if book.failing else "Pass", formula=f"={book.master}"))
    page.gap()
    page.caption("Which option has most outcomes at which present cost")
    for sentence in words.crossings(found):
        page.text(sentence, strong=True)
    page.gap()
    page.caption("What the next £100,000 buys")
    for sentence in (words.beside(found, each) or words.of_option(found, each) for each in found.options):
        page.text(sentence)
    page.gap()
    page.caption("Each option from its cheapest plan to the one with most outcomes")
    rows = [_option(book, each) for each in found.options]
    book.tables[SUMMARY] = page.table(SUMMARY, _options(book), rows)


def _options(book: Book) -> list[Column]:
    unit = book.unit
    return [
        Column("option", "Option", most=26),
        Column("least", "Present cost, cheapest plan (£)", Look.MONEY),
        Column("least_has", f"Its {unit} ({unit})", Look.TENTH),
        Column("chosen", "Present cost, plan of the appraisal (£)", Look.MONEY),
        Column("undiscounted", "Its cost undiscounted (£)", Look.MONEY),
        Column("has", f"What it has ({unit})", Look.TENTH),
        Column("lost", f"Fewer with £100,000 less ({unit})", Look.TENTH),
        Column("gained", f"More with £100,000 more ({unit})", Look.TENTH),
        Column("average", f"£100,000 buys on average ({unit})", Look.TENTH),
        Column("flat", "On the flat part", most=12),
        Column("points", "Points (number)", Look.COUNT),
        Column("plans", "Different plans (number)", Look.COUNT),
    ]


def _option(book: Book, each: OptionFrontier) -> list[Cell]:
    name = Cell(book.labels[each.option])
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


def frontier(book: Book, page: Page) -> None:
    """A table an option, by rising ceiling."""
    for number, each in enumerate(book.found.options, start=1):
        page.caption(book.labels[each.option])
        page.text(words.of_option(book.found, each))
        if each.points:
            columns = _points(book)
            book.tables[each.option] = page.table(f"Frontier{number}", columns, [_point(one) for one in rows_of(each)])
        page.gap()


def _points(book: Book) -> list[Column]:
    return [
        Column("ceiling", "Ceiling on present cost (£)", Look.PENCE),
        Column("present", "Present cost of the best plan known (£)", Look.PENCE),
        Column("cost", "Its cost undiscounted (£)", Look.PENCE),
        Column("value", f"Most found ({book.unit})", Look.TENTH),
        Column("bound", f"Proven bound ({book.unit})", Look.TENTH),
        Column("gap", "Gap (share)", Look.GAP),
        Column("status", "Status", most=16),
        Column("plan", "Plan", most=20),
        Column("why", "Why there is a point here", most=34),
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


def crossings(book: Book, page: Page) -> None:
    """The stretches of cost, and every comparison."""
    found = book.found
    page.caption("Which option has most outcomes at which present cost")
    for sentence in words.crossings(found):
        page.text(sentence)
    if found.stretches:
        page.table("Stretches", _STRETCHES, [_stretch(book, each) for each in found.stretches])
    page.gap()
    page.caption("Two options that cross while another leads")
    page.table_or("No two do, as far as is proven.", "Pairs", _PAIRS, [*_pairs(book)])
    page.gap()
    page.caption("Every present cost at which the options were compared")
    page.text(
        "An option that leads has more at that cost than every other option's proven bound there."
        " Where one option's bound rules it out, it was not solved for that cost."
    )
    columns, rows = _compared(book), [_verdict(book, number) for number in range(len(found.verdicts))]
    page.table_or("No two options have a plan: nothing was compared.", "Compared", columns, rows)


_STRETCHES = (
    Column("first", "From present cost (£)", Look.PENCE),
    Column("last", "To present cost (£)", Look.PENCE),
    Column("leader", "Leads", most=30),
    Column("level", "May have most there", most=30),
    Column("throughout", "Proven", most=20),
)


def _stretch(book: Book, each: CostRange) -> list[Cell]:
    return [
        Cell(to_pounds(each.first)),
        Cell(to_pounds(each.last)),
        Cell(book.labels[each.leader] if each.leader else "none: level within what is proven"),
        Cell(comma([book.labels[name] for name in each.contenders])),
        Cell(_proof(each)),
    ]


_PAIRS = (
    Column("from", "From present cost (£)", Look.PENCE),
    Column("to", "To present cost (£)", Look.PENCE),
    Column("leader", "Has more", most=30),
    Column("two", "Of the two", most=30),
    Column("throughout", "Proven", most=20),
)


def _pairs(book: Book) -> Iterator[list[Cell]]:
    for pair in book.found.pairs:
        two = comma([book.labels[name] for name in pair.options])
        for each in pair.stretches:
            first, last, leader, _, proof = _stretch(book, each)
            yield [first, last, leader, Cell(two), proof]


def _proof(each: CostRange) -> str:
    if each.leader is None:
        return "that none can be told to lead at the costs compared"
    return "at every cost from first to last" if each.leads_throughout else "at the costs compared"


def _compared(book: Book) -> list[Column]:
    options = [
        column
        for number, each in enumerate(book.found.drawn)
        for column in (
            Column(f"value{number}", _heading(book, each, "at least"), Look.TENTH, most=16),
            Column(f"bound{number}", _heading(book, each, "at most"), Look.TENTH, most=16),
        )
    ]
    return [Column("cost", "Present cost (£)", Look.PENCE), Column("leader", "Leads", most=26), *options]


def _heading(book: Book, each: OptionFrontier, what: str) -> str:
    return f"{shortened(book.labels[each.option], 60)}: {what} ({book.unit})"


def _verdict(book: Book, number: int) -> list[Cell]:
    one = book.found.verdicts[number]
    cells = [Cell(to_pounds(one.cost)), Cell(book.labels[one.leader] if one.leader else "level")]
    for each in book.found.drawn:
        best, bound = each.curve.best_plan(one.cost), each.curve.bound(one.cost)
        if not each.curve.may_have_plan(one.cost):
            cells += [Cell("no plan"), Cell("no plan")]
        else:
            cells += [Cell(NOT_KNOWN if best is None else best.outcomes), Cell(NOT_KNOWN if bound is None else bound)]
    return cells
