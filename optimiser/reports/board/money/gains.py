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
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.book import Book, Solved
from optimiser.reports.formats import of_boroughs, to_pounds
from optimiser.text import listed, pounds, quoted, tenths

NAMED = 3  # streams or boroughs named in a sentence
SEEN = Fraction(1, 20)  # outcomes: less than this shows as 0.0
BY_BOROUGH = (
    Column("cost", "Cost (£)", Look.MONEY),
    Column("home", "Of which paid from home (£)", Look.MONEY),
    Column("moved", "Of which moved in (£)", Look.MONEY),
    Column("places", "Places (number)", Look.COUNT),
    Column("people", "People (number)", Look.COUNT),
    Column("outcomes", "Outcomes (number)", Look.TENTH),
)
CHANGES_BY_BOROUGH = (
    Column("cost_change", "Change in cost (£)", Look.MONEY),
    Column("home_change", "Change in paid from home (£)", Look.MONEY),
    Column("moved_change", "Change in moved in (£)", Look.MONEY),
    Column("places_change", "Change in places (number)", Look.COUNT),
    Column("people_change", "Change in people (number)", Look.COUNT),
    Column("outcomes_change", "Change in outcomes (number)", Look.TENTH),
)
BY_FUNDER = (
    Column("at_home", "Spent at home (£)", Look.MONEY),
    Column("moved", "Moved out (£)", Look.MONEY),
    Column("unspent", "Unspent (£)", Look.MONEY),
)
CHANGES_BY_FUNDER = (
    Column("home_change", "Change in spent at home (£)", Look.MONEY),
    Column("moved_change", "Change in moved out (£)", Look.MONEY),
    Column("unspent_change", "Change in unspent (£)", Look.MONEY),
)


def fill(book: Book, page: Page) -> None:
    """In words who pays and who gains; then by borough, what moves from which stream to which, and by funder."""
    page.paper = 190.0
    for each, line in _findings(book):
        page.text(line, strong=each is None or each is book.preferred)
    page.text(
        "Money is at home where it is spent for a borough that its stream belongs to; elsewhere it has moved. People"
        " count anew in each year."
    )
    if book.reference is not None:
        page.text(
            f"Changes are against the reference, {quoted(book.reference.label)}; a minus sign means less than there."
        )
    _by_borough(book, page)
    if len(book.case.boroughs) > 1:
        _by_move(book, page)
    _by_funder(book, page)  # the longest stands last: its headings repeat on every page


def _findings(book: Book) -> Iterator[tuple[Solved | None, str]]:
    """What moves in each option; which funders pay more or less than in the reference, and who has more outcomes."""
    moving = [each for each in book.solved if stream_transfers(book.case, each.plan)]
    if not moving and len(book.case.boroughs) > 1:
        yield None, "No option moves money: what each borough costs is paid from streams that belong to it."
    for each in book.solved:
        if each in moving:
            yield each, _moved(book, each)
        if book.reference is not None and each is not book.reference:
            yield each, _paid(book.case, each, book.reference)
            yield each, _gained(book.case, each, book.reference)


def _paid(case: Case, each: Solved, reference: Solved) -> str:
    """`joint: against the reference, the PCT pays £5 more and the council £2 less.`"""
    change: dict[str, int] = defaultdict(int)
    for here, there in zip(stream_totals(case, each.plan), stream_totals(case, reference.plan), strict=True):
        change[case.funding[here.stream].owner] += there.unspent - here.unspent
    words = [
        f"{owner} pays {_whole(abs(pence))} {'more' if pence > 0 else 'less'}"
        for owner, pence in sorted(change.items(), key=lambda one: -abs(one[1]))
        if pence
    ]
    if not words:
        return f"{each.label}: every funder pays what it pays in the reference."
    return f"{each.label}: against the reference, {_first(words)}."


def _gained(case: Case, each: Solved, reference: Solved) -> str:
    """`joint: against the reference, outcomes fall in A (0.3) and rise in B (2.5).` Who loses is named in full."""
    pairs = zip(*(borough_totals(case, one.plan, one.ledger) for one in (each, reference)), strict=True)
    change = sorted(
        ((here.outcomes - there.outcomes, here.borough) for here, there in pairs), key=lambda pair: -pair[0]
    )
    rise = [f"{name} ({tenths(more)})" for more, name in change if more >= SEEN]
    fall = [f"{name} ({tenths(-more)})" for more, name in reversed(change) if more <= -SEEN]
    words = [f"fall in {listed(fall)}"] * bool(fall) + [f"rise in {_first(rise)}"] * bool(rise)
    return f"{each.label}: against the reference, outcomes {' and '.join(words) or 'stay as they are'}."


def _first(words: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    return listed([*words[:NAMED], f"{len(words) - NAMED} more"] if len(words) > NAMED else words)


def _moved(book: Book, each: Solved) -> str:
    """`joint: £1 of £513 is paid by streams of other boroughs. It moves out of grant of A (£1) and in to B (£1).`"""
    case, found = book.case, stream_transfers(book.case, each.plan)
    into: dict[str, int] = defaultdict(int)
    out: dict[str, int] = defaultdict(int)
    for move in found:
        stream = case.funding[move.stream]
        into[move.borough] += move.amount
        out[f"{stream.name} of {of_boroughs(case, stream.homes)}"] += move.amount
    moved, cost = sum(into.values()), sum(charge.amount for charge in each.ledger.charges)
    paid = f"{_whole(moved)} of {_whole(cost)} is paid by streams that belong to other boroughs"
    return f"{each.label}: {paid}. It moves out of {_largest(out)} and in to {_largest(into)}."


def _largest(amounts: dict[str, int]) -> str:
    """The largest by name, each with its amount, and how many more there are."""
    largest = sorted(amounts.items(), key=lambda one: -one[1])
    return _first([f"{name} ({_whole(amount)})" for name, amount in largest])


def _whole(pence: int) -> str:
    """Whole pounds; less than half a pound to the penny, as it is not nothing."""
    return pounds(pence, decimals=0 if pence >= 50 or not pence else 2)


def _by_borough(book: Book, page: Page) -> None:
    page.gap()
    page.caption("By borough, all years together")
    found = {each.key: borough_totals(book.case, each.plan, each.ledger) for each in book.solved}
    rows = [(each, one) for each in book.solved for one in found[each.key]]
    names = (Column("option", "Option", most=30), Column("borough", "Borough", most=24))
    changes = CHANGES_BY_BOROUGH if book.reference else ()
    table = page.reserve("Gains", [*names, *BY_BOROUGH, *changes], len(rows))

    def cells(number: int, each: Solved, one: BoroughTotal) -> Iterator[Cell]:
        yield from (Cell(each.label), Cell(one.borough))
        yield from map(Cell, _of_borough(one))
        if book.reference is not None:
            at = number % len(book.case.boroughs)
            before = _of_borough(found[book.reference.key][at])
            block = book.solved.index(book.reference) * len(book.case.boroughs)
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
        own, before = (table.here(row, column.key).replace("$", "") for row in rows)
        yield Cell(here - there, formula=f"={own}-{before}")


def _by_move(book: Book, page: Page) -> None:
    page.gap()
    page.caption("What moves from which stream to which borough, all years together")
    rows = [(each, move) for each in book.solved for move in stream_transfers(book.case, each.plan)]

    def cells(each: Solved, move: Transfer) -> list[Cell]:
        return [Cell(each.label), *_funder(book.case, move.stream), Cell(move.borough), Cell(to_pounds(move.amount))]

    to = (Column("borough", "Moves in to", most=24), Column("amount", "Money moved (£)", Look.MONEY))
    page.table_or("No option moves any money.", "Moves", [*_FUNDER, *to], [cells(*row) for row in rows])


def _by_funder(book: Book, page: Page) -> None:
    page.gap()
    page.caption("By funder, all years together")
    page.text(
        "A stream's money is spent at home, moved out, or unspent. What one year kept for the next is in these already."
    )
    found = {each.key: stream_totals(book.case, each.plan) for each in book.solved}
    rows = [(each, one) for each in book.solved for one in found[each.key]]
    if not rows:
        page.text("There are no streams of money.")
        return
    kept = Column("kept", "Kept for a next year (£)", Look.MONEY)
    changes = CHANGES_BY_FUNDER if book.reference else ()
    amount = Column("amount", "Money in (£)", Look.MONEY)
    table = page.reserve("Funders", [*_FUNDER, amount, *BY_FUNDER, kept, *changes], len(rows))

    def cells(number: int, each: Solved, one: StreamTotal) -> Iterator[Cell]:
        yield Cell(each.label)
        yield from _funder(book.case, one.stream)
        yield from (Cell(to_pounds(one.amount)), *map(Cell, _of_funder(one)[:-1]), _unspent(table, number, one))
        yield Cell(to_pounds(one.carried_forward))
        if book.reference is not None:
            before = _of_funder(found[book.reference.key][one.stream])
            block = book.solved.index(book.reference) * len(book.case.funding)
            yield from _changes(table, BY_FUNDER, (number, block + one.stream), (_of_funder(one), before))

    table.fill([list(cells(number, *row)) for number, row in enumerate(rows)])


def _of_funder(one: StreamTotal) -> list[Fraction]:
    return [to_pounds(amount) for amount in (one.spent_at_home, one.transferred_out, one.unspent)]


def _unspent(table: Table, number: int, one: StreamTotal) -> Cell:
    amount, home, moved = (table.here(number, key).replace("$", "") for key in ("amount", "at_home", "moved"))
    return Cell(to_pounds(one.unspent), formula=f"={amount}-{home}-{moved}")


_FUNDER = (
    Column("option", "Option", most=30),
    Column("owner", "Funder", most=24),
    Column("stream", "Stream", most=26),
    Column("home", "Home of the stream", most=24),
)


def _funder(case: Case, number: int) -> list[Cell]:
    stream = case.funding[number]
    return [Cell(stream.owner), Cell(stream.name), Cell(of_boroughs(case, stream.homes))]
