"""How an option pays its cost of change back, year by year, and for all options the year by whose end it has.

What is paid back, and by what, is in `models.appraisal.payback`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.payback import NEVER, NOTHING, REFERENCE, Payback, payback, payback_label
from models.case.types import Case
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.economic.lines import BIASED
from optimiser.reports.board.economic.option_tables import ALL, Ground, Own, relative, summed, year_key
from optimiser.reports.formats import to_pounds

WORDS = {NEVER: "the savings do not cover the cost", NOTHING: "no more transition cost than in the reference"}
PARTS = ("Recurrent saving", "Transition cost", "Saved so far", "Covered from here on")
SAVED, DUE, SO_FAR, COVERED = range(len(PARTS))


@dataclass(frozen=True, slots=True)
class Way:
    """A way of reckoning: whether discounted, and whether with optimism bias; `first`: its first row in a table."""

    discounted: bool
    biased: bool
    first: int

    @property
    def words(self) -> str:
        """What is added to a label."""
        return "".join(f", {word.strip()}" for word in self._said)

    @property
    def brackets(self) -> str:
        """What is added to a heading."""
        return f" ({', '.join(word.strip() for word in self._said)})" if self._said else ""

    @property
    def _said(self) -> list[str]:
        return ["discounted"] * self.discounted + [BIASED] * self.biased


@dataclass(frozen=True, slots=True)
class Change:
    """One option's payback against the reference, in every way, with its table."""

    own: Own
    reference: Own
    ground: Ground
    table: Table

    def found(self, way: Way) -> Payback:
        """The payback in one way."""
        return payback(self.own.found, self.reference.found, discounted=way.discounted, with_bias=way.biased)


def ways(case: Case) -> tuple[Way, ...]:
    """The ways that are shown: those with optimism bias where the case sets any."""
    kinds = [(discounted, biased) for biased in (False, True) for discounted in (False, True)]
    wanted = [kind for kind in kinds if case.optimism_bias or not kind[1]]
    return tuple(Way(*kind, len(PARTS) * number) for number, kind in enumerate(wanted))


def fill(change: Change) -> None:
    """Four lines a way."""
    change.table.fill([row for way in ways(change.ground.case) for row in _rows(change, way)])


def columns(case: Case) -> list[Column]:
    """Those of the table over all options."""
    back = [Column(f"back{way.first}", f"Paid back by the end of{way.brackets}", max_width=16) for way in ways(case)]
    return [
        Column("option", "Option", max_width=40),
        Column("transition", "Transition cost against the reference (£)", NumberFormat.MONEY),
        Column("recurrent", "Recurrent saving against the reference (£)", NumberFormat.MONEY),
        *back,
    ]


def row(own: Own, change: Change | None, case: Case) -> list[Cell]:
    """One option in the table over all; of the reference, that it is."""
    if change is None:
        return [Cell(own.each.label), Cell(0), Cell(0), *(Cell(REFERENCE) for _ in ways(case))]
    plain = ways(case)[0]
    found = change.found(plain)
    sums = ((found.due, DUE), (sum(found.saved, Fraction(0)), SAVED))
    money = [Cell(to_pounds(value), formula=f"={change.table.local_address(part, ALL)}") for value, part in sums]
    return [Cell(own.each.label), *money, *(_year(change, way) for way in ways(case))]


def _year(change: Change, way: Way) -> Cell:
    """The year by whose end it is paid back: as many years before the last as are covered, or words."""
    case, ground = change.ground.case, change.ground
    ends = [year_key(0), year_key(case.horizon - 1)]
    first, last = (change.table.local_address(way.first + COVERED, key) for key in ends)
    headings = ":".join(change.table.local_address(-1, key) for key in ends)
    never, nothing = (ground.words.local_address(number, "word") for number in range(2))
    position = f"COUNT({first}:{last})-SUM({first}:{last})+{last}"
    needed = f"ROUND({change.table.local_address(way.first + DUE, ALL)},{ground.digits})>{ground.least}"
    formula = f"=IF({needed},IF(SUM({first}:{last}),INDEX({headings},{position}),{never}),{nothing})"
    return Cell(payback_label(case, change.found(way)), formula=formula)


def _rows(change: Change, way: Way) -> Iterator[list[Cell]]:
    found, case = change.found(way), change.ground.case
    figures: tuple[Sequence[Fraction | int], ...] = (
        found.saved,
        found.transition,
        found.cumulative_saving,
        [int(covers) for covers in found.covered],
    )
    for part, values in enumerate(figures):
        money = part != COVERED
        look, unit = (NumberFormat.MONEY, "£") if money else (NumberFormat.COUNT, "1 yes, 0 no")
        cells = [
            Cell(to_pounds(values[year]) if money else values[year], look, _formula(change, way, part, year))
            for year in case.years
        ]
        yield [Cell(f"{PARTS[part]}{way.words}"), Cell(unit), *cells, _all(change, way, part, values)]


def _all(change: Change, way: Way, part: int, values: Sequence[Fraction | int]) -> Cell:
    """Over all years: the sum; of what is reached at the end, the last."""
    at, last = way.first + part, year_key(change.ground.case.horizon - 1)
    if part in (SAVED, DUE):
        return Cell(
            to_pounds(sum(values, Fraction(0))), NumberFormat.MONEY, summed(change.table, at, change.ground.case)
        )
    value = to_pounds(values[-1]) if part == SO_FAR else values[-1]
    return Cell(
        value, NumberFormat.MONEY if part == SO_FAR else NumberFormat.COUNT, f"={relative(change.table, at, last)}"
    )


def _formula(change: Change, way: Way, part: int, year: int) -> str:
    if part in (SAVED, DUE):
        return _against(change, way, part, year)
    ground, table, last = change.ground, change.table, change.ground.case.horizon - 1
    if part == SO_FAR:
        first = table.local_address(way.first + SAVED, year_key(0))
        return f"=SUM({first}:{relative(table, way.first + SAVED, year_key(year))})"
    here, end = (table.local_address(way.first + SO_FAR, year_key(each)) for each in (year, last))
    lowest = f"MIN({here}:{end})"
    due = table.local_address(way.first + DUE, ALL)
    return f"=--(ROUND({lowest},{ground.digits})>=ROUND({due},{ground.digits}))"


def _against(change: Change, way: Way, part: int, year: int) -> str:
    """The reference's costs that recur less the option's, or the option's that do not less the reference's."""
    own, reference = (_cost(one, change.ground, way, part, year) for one in (change.own, change.reference))
    first, second = (reference, own) if part == SAVED else (own, reference)
    times = f"*{change.ground.factor(year)}" if way.discounted else ""
    return f"=(({first})-({second})){times}"


def _cost(one: Own, ground: Ground, way: Way, part: int, year: int) -> str:
    def cell(key: str) -> str:
        return relative(one.table, ground.row(key), year_key(year))

    once = [cell("transition")]
    if way.biased and "transition" in ground.case.optimism_bias:
        once.append(cell("bias_transition"))
    if part == DUE:
        return "+".join(once)
    return "-".join([cell("cost_with_bias" if way.biased else "cost"), *once])
