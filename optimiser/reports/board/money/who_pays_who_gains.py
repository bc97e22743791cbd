"""The sheet Who pays, who gains: costs, services and payers of each borough, and what money moves where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from models.accounts.distribution import (
    BoroughTotal,
    StreamTotal,
    borough_totals,
    stream_totals,
    stream_transfers,
)
from models.case.types import Case
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import borough_names, to_pounds
from optimiser.text import listed, pounds, quoted, tenths

NAMED = 3  # streams or boroughs named in a sentence
LEAST_SEEN = Fraction(1, 20)  # outcomes: a smaller change shows as 0.0
BY_BOROUGH = (
    Column("cost", "Cost (£)", NumberFormat.MONEY),
    Column("home", "Of which paid from home (£)", NumberFormat.MONEY),
    Column("moved", "Of which moved in (£)", NumberFormat.MONEY),
    Column("places", "Places (number)", NumberFormat.COUNT),
    Column("people", "People (number)", NumberFormat.COUNT),
    Column("outcomes", "Outcomes (number)", NumberFormat.TENTH),
)
BY_FUNDER = (
    Column("at_home", "Spent at home (£)", NumberFormat.MONEY),
    Column("moved", "Moved out (£)", NumberFormat.MONEY),
    Column("unspent", "Unspent (£)", NumberFormat.MONEY),
)
FUNDER_KEYS = (
    Column("option", "Option", max_width=30),
    Column("owner", "Funder", max_width=24),
    Column("stream", "Stream", max_width=26),
    Column("home", "Home of the stream", max_width=24),
)


def fill(report: BoardReport, page: Page) -> None:
    """Write the findings, then the figures by borough, the transfers, and the figures by funder."""
    page.max_width = 190.0
    for option, sentence in _findings(report):
        page.write_text(sentence, bold=option is None or option is report.preferred)
    page.write_text(
        "Money is spent at home if it is spent for a borough that its stream belongs to. Otherwise it has moved."
        " People are counted again in each year."
    )
    if report.reference is not None:
        page.write_text(
            f"Changes are against the reference, {quoted(report.reference.label)}. A minus sign means less than"
            " in the reference."
        )
    _write_boroughs(report, page)
    if len(report.case.boroughs) > 1:
        _write_transfers(report, page)
    _write_funders(report, page)  # the longest table comes last: its headings repeat on every page


def _findings(report: BoardReport) -> Iterator[tuple[SolvedOption | None, str]]:
    """For each option: what moves, which funders pay more or less than in the reference, whose outcomes change."""
    moving = [option for option in report.options if stream_transfers(report.case, option.plan)]
    if not moving and len(report.case.boroughs) > 1:
        yield None, "No option moves money: each borough's cost is paid from streams that belong to it."
    for option in report.options:
        if option in moving:
            yield option, _transfer_sentence(report, option)
        if report.reference is not None and option is not report.reference:
            yield option, _payer_sentence(report.case, option, report.reference)
            yield option, _outcome_sentence(report.case, option, report.reference)


def _payer_sentence(case: Case, option: SolvedOption, reference: SolvedOption) -> str:
    """`joint: against the reference, the PCT pays £5 more and the council £2 less.`"""
    changes: dict[str, int] = defaultdict(int)
    streams = zip(stream_totals(case, option.plan), stream_totals(case, reference.plan), strict=True)
    for stream, reference_stream in streams:
        changes[case.funding[stream.stream].owner] += reference_stream.unspent - stream.unspent
    parts = [
        f"{owner} pays {_whole_pounds(abs(pence))} {'more' if pence > 0 else 'less'}"
        for owner, pence in sorted(changes.items(), key=lambda item: -abs(item[1]))
        if pence
    ]
    if not parts:
        return f"{option.label}: every funder pays the same as in the reference."
    return f"{option.label}: against the reference, {listed(parts, NAMED)}."


def _outcome_sentence(case: Case, option: SolvedOption, reference: SolvedOption) -> str:
    """`joint: against the reference, outcomes fall in A (0.3) and rise in B (2.5).` All that fall are named."""
    pairs = zip(*(borough_totals(case, chosen.plan, chosen.ledger) for chosen in (option, reference)), strict=True)
    changes = [(borough.outcomes - before.outcomes, borough.borough) for borough, before in pairs]
    changes.sort(key=lambda change: -change[0])
    rises = [f"{name} ({tenths(more)})" for more, name in changes if more >= LEAST_SEEN]
    falls = [f"{name} ({tenths(-more)})" for more, name in reversed(changes) if more <= -LEAST_SEEN]
    parts = [f"fall in {listed(falls)}"] * bool(falls) + [f"rise in {listed(rises, NAMED)}"] * bool(rises)
    change = " and ".join(parts) or f"change by less than {float(LEAST_SEEN):g} in every borough"
    return f"{option.label}: against the reference, outcomes {change}."


def _transfer_sentence(report: BoardReport, option: SolvedOption) -> str:
    """`joint: £1 of £513 is paid by streams of other boroughs. It moves out of grant of A (£1) and in to B (£1).`"""
    case = report.case
    moved_in: dict[str, int] = defaultdict(int)
    moved_out: dict[str, int] = defaultdict(int)
    for transfer in stream_transfers(case, option.plan):
        stream = case.funding[transfer.stream]
        moved_in[transfer.borough] += transfer.amount
        moved_out[f"{stream.name} of {borough_names(case, stream.homes)}"] += transfer.amount
    moved, cost = sum(moved_in.values()), sum(charge.amount for charge in option.ledger.charges)
    paid = f"{_whole_pounds(moved)} of {_whole_pounds(cost)} is paid by streams that belong to other boroughs"
    return f"{option.label}: {paid}. The money moves out of {_largest(moved_out)} and in to {_largest(moved_in)}."


def _largest(amounts: dict[str, int]) -> str:
    """The largest amounts by name, and how many more there are."""
    largest = sorted(amounts.items(), key=lambda item: -item[1])
    return listed([f"{name} ({_whole_pounds(amount)})" for name, amount in largest], NAMED)


def _whole_pounds(pence: int) -> str:
    """Whole pounds; an amount below half a pound with its pence, so that it does not read as nothing."""
    return pounds(pence, decimals=0 if pence >= 50 or not pence else 2)


def _write_boroughs(report: BoardReport, page: Page) -> None:
    page.skip_row()
    page.write_caption("By borough, all years together")
    case = report.case
    totals = {option.key: borough_totals(case, option.plan, option.ledger) for option in report.options}
    rows = [(option, total) for option in report.options for total in totals[option.key]]
    keys = (Column("option", "Option", max_width=30), Column("borough", "Borough", max_width=24))
    changes = _change_columns(BY_BOROUGH) if report.reference else []

    def make_row(table: Table, row: int, item: tuple[SolvedOption, BoroughTotal]) -> Iterator[Cell]:
        option, total = item
        yield from (Cell(option.label), Cell(total.borough))
        yield from map(Cell, _borough_figures(total))
        if report.reference is not None:
            borough = row % len(case.boroughs)
            before = _borough_figures(totals[report.reference.key][borough])
            rows = row, report.reference.number * len(case.boroughs) + borough
            yield from _changes(table, BY_BOROUGH, rows, (_borough_figures(total), before))

    page.write_formula_table("Gains", [*keys, *BY_BOROUGH, *changes], rows, make_row)


def _borough_figures(total: BoroughTotal) -> list[Fraction]:
    """The figures of BY_BOROUGH."""
    money = [to_pounds(amount) for amount in (total.cost, total.paid_by_own_streams, total.transferred_in)]
    return [*money, Fraction(total.places), total.people, total.outcomes]


def _change_columns(columns: Sequence[Column]) -> list[Column]:
    """For each column, one with the change in it: `Change in cost (£)`."""
    whats = [column.heading.removeprefix("Of which ") for column in columns]
    return [
        Column(f"{column.key}_change", f"Change in {what[0].lower()}{what[1:]}", column.number_format)
        for column, what in zip(columns, whats, strict=True)
    ]


def _changes(
    table: Table,
    columns: Sequence[Column],
    rows: tuple[int, int],
    figures: tuple[Sequence[Fraction], Sequence[Fraction]],
) -> Iterator[Cell]:
    """Each column's figure in the first row less that in the second."""
    for column, figure, before in zip(columns, *figures, strict=True):
        cell, before_cell = (table.relative_address(row, column.key) for row in rows)
        yield Cell(figure - before, formula=f"={cell}-{before_cell}")


def _write_transfers(report: BoardReport, page: Page) -> None:
    page.skip_row()
    page.write_caption("Money that moves, by stream and borough, all years together")
    rows = [
        [
            Cell(option.label),
            *_funder_cells(report.case, transfer.stream),
            Cell(transfer.borough),
            Cell(to_pounds(transfer.amount)),
        ]
        for option in report.options
        for transfer in stream_transfers(report.case, option.plan)
    ]
    to = (Column("borough", "Moves in to", max_width=24), Column("amount", "Money moved (£)", NumberFormat.MONEY))
    page.write_table_or_text("No option moves any money.", "Moves", [*FUNDER_KEYS, *to], rows)


def _write_funders(report: BoardReport, page: Page) -> None:
    page.skip_row()
    page.write_caption("By funder, all years together")
    page.write_text(
        "A stream's money is spent at home, moved out or left unspent. These figures include money that was"
        " carried from one year to the next."
    )
    case = report.case
    totals = {option.key: stream_totals(case, option.plan) for option in report.options}
    rows = [(option, total) for option in report.options for total in totals[option.key]]
    amount = Column("amount", "Money in (£)", NumberFormat.MONEY)
    kept = Column("kept", "Kept for a next year (£)", NumberFormat.MONEY)
    changes = _change_columns(BY_FUNDER) if report.reference else []

    def make_row(table: Table, row: int, item: tuple[SolvedOption, StreamTotal]) -> Iterator[Cell]:
        option, total = item
        yield Cell(option.label)
        yield from _funder_cells(case, total.stream)
        yield from (Cell(to_pounds(total.amount)), *map(Cell, _stream_figures(total)[:-1]))
        yield from (_unspent_cell(table, row, total), Cell(to_pounds(total.carried_forward)))
        if report.reference is not None:
            before = _stream_figures(totals[report.reference.key][total.stream])
            rows = row, report.reference.number * len(case.funding) + total.stream
            yield from _changes(table, BY_FUNDER, rows, (_stream_figures(total), before))

    columns = [*FUNDER_KEYS, amount, *BY_FUNDER, kept, *changes]
    page.write_formula_table_or_text("There are no funding streams.", "Funders", columns, rows, make_row)


def _stream_figures(total: StreamTotal) -> list[Fraction]:
    """The figures of BY_FUNDER."""
    return [to_pounds(amount) for amount in (total.spent_at_home, total.transferred_out, total.unspent)]


def _unspent_cell(table: Table, row: int, total: StreamTotal) -> Cell:
    amount, home, moved = (table.relative_address(row, key) for key in ("amount", "at_home", "moved"))
    return Cell(to_pounds(total.unspent), formula=f"={amount}-{home}-{moved}")


def _funder_cells(case: Case, number: int) -> list[Cell]:
    stream = case.funding[number]
    return [Cell(stream.owner), Cell(stream.name), Cell(borough_names(case, stream.homes))]


SHEET = Sheet(
    "Who pays, who gains",
    "What each borough costs and gets, which streams pay for it, and what money moves where.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
