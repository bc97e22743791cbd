"""Tiny questions of who pays, and every way to share their bills out, tried.

An answer is what each stream spends in each year, and what it keeps. The best by the model's order: least outside
homes; then the first stream's first year as large as can be, its second year, and so on; nothing kept without need.
Who may pay for what is the brute force's own reading of the model (`oracle_purse`), not the programme's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from models.case.types import Case, Stream
from models.mip.instance import Cell, Question
from tests.model.oracle_purse import Purse
from tests.world import option, stream, wave, world

OFFICE = "commissioning"
SERVICES = ("day", OFFICE)
Bills = Mapping[Cell, int]
Spent = tuple[int, ...]  # by stream
Year = frozenset[tuple[Spent, Spent]]  # what each stream spends, and how much of it outside its homes


@dataclass(frozen=True)
class Best:
    """`spent`: pence by (stream, year); `carried`: likewise; `outside`: pence over the horizon."""

    spent: dict[tuple[int, int], int]
    carried: dict[tuple[int, int], int]
    outside: int


def best(question: Question, bills: Bills) -> Best | None:
    """The best way to pay among all ways, None where there is none."""
    case, years = question.case, [ways(question, bills, year) for year in question.case.years]
    found = None
    for chosen in product(*years):
        spent = {(f, y): way[0][f] for f in range(len(case.funding)) for y, way in enumerate(chosen)}
        carried = _carried(case, spent)
        if carried is not None:
            outside = sum(sum(away) for _, away in chosen)
            key = (-outside, *spent.values())
            if found is None or key > found[0]:
                found = key, Best(_without_zeros(spent), carried, outside)
    return found[1] if found else None


def ways(question: Question, bills: Bills, year: int) -> Year:
    """Every way to pay a year's bills, as what each stream spends, within its transfer limit."""
    purse = Purse(question.case, question.option)
    number = len(question.case.funding)
    states = {((0,) * number, (0,) * number)}
    for place, cell in enumerate(purse.cells):
        payers = [(kind == "away", f) for (kind, f, _), to in purse.arcs[year] if to == ("cell", place, year)]
        parts = list(_splits(bills.get((*cell, year), 0), len(payers)))
        states = {_add(state, payers, part) for state in states for part in parts}
    return frozenset((spent, away) for spent, away in states if _within(question, away, year))


def _add(state: tuple[Spent, Spent], payers: list[tuple[bool, int]], part: tuple[int, ...]) -> tuple[Spent, Spent]:
    spent, away = (list(each) for each in state)
    for (outside, f), pence in zip(payers, part, strict=True):
        spent[f] += pence
        away[f] += pence * outside
    return tuple(spent), tuple(away)


def _splits(pence: int, number: int) -> Iterator[tuple[int, ...]]:
    if number == 0:
        yield from [()] * (pence == 0)
    else:
        for first in range(pence + 1):
            yield from ((first, *rest) for rest in _splits(pence - first, number - 1) if number > 1 or first == pence)


def _within(question: Question, away: Spent, year: int) -> bool:
    limit = question.option.transfer_limit
    amounts = [each.amounts[year] for each in question.case.funding]
    return limit is None or all(pence <= limit * most for pence, most in zip(away, amounts, strict=True))


def _carried(case: Case, spent: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], int] | None:
    """The least that must be kept each year, None where that is more than may be."""
    kept: dict[tuple[int, int], int] = {}
    for f, each in enumerate(case.funding):
        later = 0
        for year in reversed(case.years):
            may = 0 if year == case.horizon - 1 else each.carry_forward * each.amounts[year]
            if later > may:
                return None
            kept[f, year] = later
            later = max(0, spent[f, year] + later - each.amounts[year])
        if later:
            return None
    return _without_zeros(kept)


def _without_zeros(amounts: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], int]:
    return {key: pence for key, pence in sorted(amounts.items()) if pence}


@st.composite
def streams(draw: st.DrawFn, years: int, most: int) -> Stream:
    """A stream of A, of B or of both, with its fence, purpose, and what it may keep."""
    fence = draw(st.sampled_from((SERVICES, SERVICES, ("day",), (OFFICE,))))
    return stream(
        draw(st.sampled_from("xyz")),
        draw(st.sampled_from(("A", "B", "A B"))),
        draw(st.lists(st.sampled_from(range(most, -1, -1)), min_size=years, max_size=years)),
        ring_fence=fence,
        purpose=draw(st.sampled_from((fence, fence, ("day",), (OFFICE,)))),
        aligned=draw(st.sampled_from((None, fence))),
        poolable=draw(st.sampled_from((True, True, False))),
        keep=draw(st.sampled_from((1, Fraction(1, 3), Fraction(1, 2), 0))),
    )


@st.composite
def questions(draw: st.DrawFn, years: int = 2, most: int = 3) -> tuple[Question, dict[Cell, int]]:
    """A question of two boroughs, its streams of up to `most` pence a year, and bills that were paid in some way; to
    every fifth a penny is added.
    """
    horizon = draw(st.sampled_from(range(years, 0, -1)))
    hub = draw(st.sampled_from((("A B",), ("A B",), ("A", "B"), ())))
    only = option(
        "only",
        level=draw(st.sampled_from((3, 3, 3, 2, 1))),
        transfer_limit=draw(st.sampled_from((None, None, 0, Fraction(1, 3), Fraction(1, 2)))),
        waves=[wave("hub", names, first=draw(st.sampled_from((-1, 0, 0, 1)))) for names in hub],
    )
    money = draw(st.lists(streams(horizon, most), min_size=2, max_size=3))
    case = world("A B", "day", horizon, funding=money, options=[only])
    question = Question(case, case.options[0])
    bills = draw(_paid(question))
    if draw(st.sampled_from((False, False, False, False, True))):
        cell = draw(st.sampled_from(sorted(bills)))
        bills[cell] += 1
    return question, bills


@st.composite
def _paid(draw: st.DrawFn, question: Question) -> dict[Cell, int]:
    """Bills that the streams pay, each in its own way and keeping what it likes."""
    purse = Purse(question.case, question.option)
    bills = {(*cell, year): 0 for cell in purse.cells for year in question.case.years}
    for f, each in enumerate(question.case.funding):
        kept = 0
        for year, amount in enumerate(each.amounts):
            left = amount + kept
            for (kind, _, _), (_, place, _) in draw(st.permutations([a for a in purse.arcs[year] if a[0][1] == f])):
                limit = question.option.transfer_limit if kind == "away" else None
                most = left if limit is None else min(left, int(limit * amount) // 2)
                part = draw(st.sampled_from(range(most, -1, -1)))
                bills[(*purse.cells[place], year)] += part
                left -= part
            kept = min(left, int(each.carry_forward * amount)) if year + 1 < question.case.horizon else 0
    return bills
