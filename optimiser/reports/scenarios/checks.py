"""The checks of a pack: its figures are those of each scenario's own result.json, its differences add up, and no plan

is better than what is proven without promises.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from models.appraisal.measures import BY_NAME
from optimiser.analyses.scenarios.pack import Member
from optimiser.excel.check import PENNY, Check
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Table
from optimiser.reports.board.checks.checks import lay
from optimiser.reports.data.result_json import result_json
from optimiser.reports.formats import look
from optimiser.reports.scenarios.book import Book, called, shown, titled

TINY = Fraction(1, 10**6)  # what floating point may lose

Own = Mapping[str, Any]  # a scenario's result.json


def fill(book: Book, page: Page) -> None:
    """The master check, and a row a check."""
    book.master, book.failing = lay(page, {}, lambda _: _checks(book))


def _checks(book: Book) -> Iterator[Check]:
    own = [json.loads(result_json(member.findings), parse_float=Fraction) for member in book.pack.members]
    for number, (member, result) in enumerate(zip(book.pack.members, own, strict=True)):
        yield _plans(book, member, number, result)
        for measure in book.measures:
            yield _figures(book, member, number, measure, result)
            if number:
                yield _differences(book, member, number, measure, result, own[0])
    yield from _yardstick(book, "NoPromises", [book.pack.base])
    if book.pack.others:
        yield from _yardstick(book, "NoPromisesElsewhere", book.pack.others)


def _plans(book: Book, member: Member, number: int, own: Own) -> Check:
    """As many options have figures as its own result says."""
    found = sum(each["measures"] is not None for each in own["options"].values())
    return Check(
        f"{book.names[member.folder]}: options with a plan, as in its own result.json (number)",
        Cell(found),
        Cell(_planned(book, member), formula=f"=COUNT({_row(book, book.figures('cost'), number)})"),
        TINY,
        Look.COUNT,
    )


def _planned(book: Book, member: Member) -> int:
    results = (member.result(option) for option in book.pack.options)
    return sum(result is not None and result.measures is not None for result in results)


def _figures(book: Book, member: Member, number: int, measure: str, own: Own) -> Check:
    """All options together have what its own result says."""
    table = book.figures(measure)
    return _summed(
        f"{book.names[member.folder]}: {titled(measure).split(' (')[0].lower()} of all options together, as in its own"
        f" result.json ({BY_NAME[measure].unit})",
        measure,
        sum(filter(None, _of(own, measure).values()), Fraction(0)),
        sum((_exact(member, option, measure) or Fraction(0) for option in book.pack.options), Fraction(0)),
        f"=SUM({_row(book, table, number)})",
    )


def _differences(book: Book, member: Member, number: int, measure: str, own: Own, base: Own) -> Check:
    """All differences together are those of the two results."""
    here, there = _of(own, measure), _of(base, measure)
    both = [name for name in book.pack.options if here.get(name) is not None and there.get(name) is not None]
    pairs = [(_exact(member, name, measure), _exact(book.pack.base, name, measure)) for name in book.pack.options]
    return _summed(
        f"{book.names[member.folder]}: differences of {titled(measure).split(' (')[0].lower()} together, as between the"
        f" two files result.json ({BY_NAME[measure].unit})",
        measure,
        sum(((here[name] or Fraction(0)) - (there[name] or Fraction(0)) for name in both), Fraction(0)),
        sum((a - b for a, b in pairs if a is not None and b is not None), Fraction(0)),
        f"=SUM({_row(book, book.table(f'Less{called(measure)}'), number - 1)})",
    )


def _summed(what: str, measure: str, expected: Fraction, actual: Fraction, formula: str) -> Check:
    money = BY_NAME[measure].money
    return Check(what, Cell(expected), Cell(actual, formula=formula), PENNY if money else TINY, look(measure))


def _yardstick(book: Book, name: str, members: Any) -> Iterator[Check]:
    """No plan with the promises is better than what is proven without them."""
    table = book.table(name)
    which = [(member, option) for member in members for option in member.yardstick]
    for number, (member, option) in enumerate(which):
        own, free = member.result(option), member.yardstick[option].answer
        if own is None or own.ledger is None or free.bound is None or abs(free.bound) == float("inf"):
            continue
        scale = 1 if free.objective == "outcomes" else 100
        cells = (
            Cell(Fraction(own.ledger.objectives.of(free.objective)) / scale, formula=f"={table.cell(number, 'aim')}"),
            Cell(Fraction(free.bound) / scale, formula=f"={table.cell(number, 'bound')}"),
        )
        least, most = cells if free.objective != "cost" else cells[::-1]
        which_one = f"{book.names[member.folder]}, {book.labels[option]}"
        what = f"{which_one}: first aim no better than the bound without promises"
        allowed = TINY * max(Fraction(1), abs(Fraction(least.value)))
        yield Check(f"{what} (in its unit)", most, least, allowed, Look.PENCE, at_most=True)


def _of(own: Own, measure: str) -> dict[str, Fraction | None]:
    """A measure of every option of a result.json, in the unit it is shown in; None where it has no figures."""
    found = {name: each["measures"] for name, each in own["options"].items()}
    return {
        name: None if each is None or each[measure] is None else Fraction(each[measure]) for name, each in found.items()
    }


def _exact(member: Member, option: str, measure: str) -> Fraction | None:
    """The figure that the sheet holds, None where it holds a word."""
    value = shown(measure, member.result(option)).value
    return None if isinstance(value, str) else Fraction(value)


def _row(book: Book, table: Table, number: int) -> str:
    keys = list(book.keys().values())
    return table.row(number, keys[0], keys[-1])
