"""Who pays, who gains: what each borough costs and has, what of it others' streams pay, and what money moves where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from models.accounts.distribution import (
    BoroughTotal,
    StreamTotal,
    Transfer,
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
SEEN = Fraction(1, 20)  # outcomes: less than this shows as 0.0
BY_BOROUGH = (
    Column("cost", "Cost (£)", NumberFormat.MONEY),
    Column("home", "Of which paid from home (£)", NumberFormat.MONEY),
    Column("moved", "Of which moved in (£)", NumberFormat.MONEY),
    Column("places", "Places (number)", NumberFormat.COUNT),
    Column("people", "People (number)", NumberFormat.COUNT),
    Column("outcomes", "Outcomes (number)", NumberFormat.TENTH),
)
CHANGES_BY_BOROUGH = (
    Column("cost_change", "Change in cost (£)", NumberFormat.MONEY),
    Column("home_change", "Change in paid from home (£)", NumberFormat.MONEY),
    Column("moved_change", "Change in moved in (£)", NumberFormat.MONEY),
    Column("places_change", "Change in places (number)", NumberFormat.COUNT),
    Column("people_change", "Change in people (number)", NumberFormat.COUNT),
    Column("outcomes_change", "Change in outcomes (number)", NumberFormat.TENTH),
)
BY_FUNDER = (
    Column("at_home", "Spent at home (£)", NumberFormat.MONEY),
    Column("moved", "Moved out (£)", NumberFormat.MONEY),
    Column("unspent", "Unspent (£)", NumberFormat.MONEY),
)
CHANGES_BY_FUNDER = (
    Column("home_change", "Change in spent at home (£)", NumberFormat.MONEY),
    Column("moved_change", "Change in moved out (£)", NumberFormat.MONEY),
    Column("unspent_change", "Change in unspent (£)", NumberFormat.MONEY),
)


def fill(report: BoardReport, page: Page) -> None:
    """In words who pays and who gains; then by borough, what moves from which stream to which, and by funder."""
    page.max_width = 190.0
    for each, line in _findings(report):
        page.write_text(line, bold=each is None or each is report.preferred)
    page.write_text(
        "Money is at home where it is spent for a borough that its stream belongs to; elsewhere it has moved."
        " People count anew in each year."
    )
    if report.reference is not None:
        page.write_text(
            f"Changes are against the reference, {quoted(report.reference.label)}; a minus sign means less than there."
        )
    _by_borough(report, page)
    if len(report.case.boroughs) > 1:
        _by_move(report, page)
    _by_funder(report, page)  # the longest stands last: its headings repeat on every page


def _findings(report: BoardReport) -> Iterator[tuple[SolvedOption | None, str]]:
    """What moves in each option; which funders pay more or less than in the reference, and who has more outcomes."""
    moving = [option for option in report.options if stream_transfers(report.case, option.plan)]
    if not moving and len(report.case.boroughs) > 1:
        yield None, "No option moves money: what each borough costs is paid from streams that belong to it."
    for option in report.options:
        if option in moving:
            yield option, _moved(report, option)
        if report.reference is not None and option is not report.reference:
            yield option, _paid(report.case, option, report.reference)
            yield option, _gained(report.case, option, report.reference)


def _paid(case: Case, option: SolvedOption, reference: SolvedOption) -> str:
    """`joint: against the reference, the PCT pays £5 more and the council £2 less.`"""
    change: dict[str, int] = defaultdict(int)
    for here, there in zip(stream_totals(case, option.plan), stream_totals(case, reference.plan), strict=True):
        change[case.funding[here.stream].owner] += there.unspent - here.unspent
    words = [
        f"{owner} pays {_whole(abs(pence))} {'more' if pence > 0 else 'less'}"
        for owner, pence in sorted(change.items(), key=lambda one: -abs(one[1]))
        if pence
    ]
    if not words:
        return f"{option.label}: every funder pays what it pays in the reference."
    return f"{option.label}: against the reference, {_first(words)}."


def _gained(case: Case, option: SolvedOption, reference: SolvedOption) -> str:
    """`joint: against the reference, outcomes fall in A (0.3) and rise in B (2.5).` Who loses is named in full."""
    pairs = zip(*(borough_totals(case, one.plan, one.ledger) for one in (option, reference)), strict=True)
    change = sorted(
        ((here.outcomes - there.outcomes, here.borough) for here, there in pairs), key=lambda pair: -pair[0]
    )
    rise = [f"{name} ({tenths(more)})" for more, name in change if more >= SEEN]
    fall = [f"{name} ({tenths(-more)})" for more, name in reversed(change) if more <= -SEEN]
    words = [f"fall in {listed(fall)}"] * bool(fall) + [f"rise in {_first(rise)}"] * bool(rise)
    return f"{option.label}: against the reference, outcomes {' and '.join(words) or 'stay as they are'}."


def _first(words: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    return listed([*words[:NAMED], f"{len(words) - NAMED} more"] if len(words) > NAMED else words)


def _moved(report: BoardReport, option: SolvedOption) -> str:
    """`joint: £1 of £513 is paid by streams of other boroughs. It moves out of grant of A (£1) and in to B (£1).`"""
    case, found = report.case, stream_transfers(report.case, option.plan)
    into: dict[str, int] = defaultdict(int)
    out: dict[str, int] = defaultdict(int)
    for move in found:
        stream = case.funding[move.stream]
        into[move.borough] += move.amount
        out[f"{stream.name} of {borough_names(case, stream.homes)}"] += move.amount
    moved, cost = sum(into.values()), sum(charge.amount for charge in option.ledger.charges)
    paid = f"{_whole(moved)} of {_whole(cost)} is paid by streams that belong to other boroughs"
    return f"{option.label}: {paid}. It moves out of {_largest(out)} and in to {_largest(into)}."


def _largest(amounts: dict[str, int]) -> str:
    """The largest by name, each with its amount, and how many more there are."""
    largest = sorted(amounts.items(), key=lambda one: -one[1])
    return _first([f"{name} ({_whole(amount)})" for name, amount in largest])


def _whole(pence: int) -> str:
    """Whole pounds; less than half a pound to the penny, as it is not nothing."""
    return pounds(pence, decimals=0 if pence >= 50 or not pence else 2)


def _by_borough(report: BoardReport, page: Page) -> None:
    page.skip_row()
    page.write_caption("By borough, all years together")
    found = {option.key: borough_totals(report.case, option.plan, option.ledger) for option in report.options}
    rows = [(option, one) for option in report.options for one in found[option.key]]
    names = (Column("option", "Option", max_width=30), Column("borough", "Borough", max_width=24))
    changes = CHANGES_BY_BOROUGH if report.reference else ()
    table = page.reserve_table("Gains", [*names, *BY_BOROUGH, *changes], len(rows))

    def cells(number: int, option: SolvedOption, one: BoroughTotal) -> Iterator[Cell]:
        yield from (Cell(option.label), Cell(one.borough))
        yield from map(Cell, _of_borough(one))
        if report.reference is not None:
            at = number % len(report.case.boroughs)
            before = _of_borough(found[report.reference.key][at])
            block = report.options.index(report.reference) * len(report.case.boroughs)
            yield from _changes(table, BY_BOROUGH, (number, block + at), (_of_borough(one), before))

    table.fill([list(cells(number, *row)) for number, row in enumerate(rows)])


def _of_borough(one: BoroughTotal) -> list[Fraction]:
    money = [to_pounds(amount) for amount in (one.cost, one.paid_by_own_streams, one.transferred_in)]
    return [*money, Fraction(one.places), one.people, one.outcomes]


def _changes(
    table: Table,
    columns: Sequence[Column],
    rows: tuple[int, int],
    values: tuple[Sequence[Fraction], Sequence[Fraction]],
) -> Iterator[Cell]:
    """Each column's figure in the one row less that in the other."""
    for column, here, there in zip(columns, *values, strict=True):
        own, before = (table.relative_address(row, column.key) for row in rows)
        yield Cell(here - there, formula=f"={own}-{before}")


def _by_move(report: BoardReport, page: Page) -> None:
    page.skip_row()
    page.write_caption("What moves from which stream to which borough, all years together")
    rows = [(option, move) for option in report.options for move in stream_transfers(report.case, option.plan)]

    def cells(option: SolvedOption, move: Transfer) -> list[Cell]:
        return [
            Cell(option.label),
            *_funder(report.case, move.stream),
            Cell(move.borough),
            Cell(to_pounds(move.amount)),
        ]

    to = (Column("borough", "Moves in to", max_width=24), Column("amount", "Money moved (£)", NumberFormat.MONEY))
    page.write_table_or_text("No option moves any money.", "Moves", [*_FUNDER, *to], [cells(*row) for row in rows])


def _by_funder(report: BoardReport, page: Page) -> None:
    page.skip_row()
    page.write_caption("By funder, all years together")
    page.write_text(
        "A stream's money is spent at home, moved out, or unspent. What one year kept for the next is in these already."
    )
    found = {option.key: stream_totals(report.case, option.plan) for option in report.options}
    rows = [(option, one) for option in report.options for one in found[option.key]]
    if not rows:
        page.write_text("There are no streams of money.")
        return
    kept = Column("kept", "Kept for a next year (£)", NumberFormat.MONEY)
    changes = CHANGES_BY_FUNDER if report.reference else ()
    amount = Column("amount", "Money in (£)", NumberFormat.MONEY)
    table = page.reserve_table("Funders", [*_FUNDER, amount, *BY_FUNDER, kept, *changes], len(rows))

    def cells(number: int, option: SolvedOption, one: StreamTotal) -> Iterator[Cell]:
        yield Cell(option.label)
        yield from _funder(report.case, one.stream)
        yield from (Cell(to_pounds(one.amount)), *map(Cell, _of_funder(one)[:-1]), _unspent(table, number, one))
        yield Cell(to_pounds(one.carried_forward))
        if report.reference is not None:
            before = _of_funder(found[report.reference.key][one.stream])
            block = report.options.index(report.reference) * len(report.case.funding)
            yield from _changes(table, BY_FUNDER, (number, block + one.stream), (_of_funder(one), before))

    table.fill([list(cells(number, *row)) for number, row in enumerate(rows)])


def _of_funder(one: StreamTotal) -> list[Fraction]:
    return [to_pounds(amount) for amount in (one.spent_at_home, one.transferred_out, one.unspent)]


def _unspent(table: Table, number: int, one: StreamTotal) -> Cell:
    amount, home, moved = (table.relative_address(number, key) for key in ("amount", "at_home", "moved"))
    return Cell(to_pounds(one.unspent), formula=f"={amount}-{home}-{moved}")


_FUNDER = (
    Column("option", "Option", max_width=30),
    Column("owner", "Funder", max_width=24),
    Column("stream", "Stream", max_width=26),
    Column("home", "Home of the stream", max_width=24),
)


def _funder(case: Case, number: int) -> list[Cell]:
    stream = case.funding[number]
    return [Cell(stream.owner), Cell(stream.name), Cell(borough_names(case, stream.homes))]


SHEET = Sheet(
    "Who pays, who gains",
    "What each borough costs and has, which streams pay for it, and what money moves where.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
