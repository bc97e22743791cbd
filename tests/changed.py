"""A comparison made by hand, for the workbook of the worked example: every kind of change, part, and move.

Nothing is solved: the figures add up, but are nobody's.
"""

from __future__ import annotations

from fractions import Fraction

from optimiser.analyses.comparison import (
    PREFERRED,
    SCORE,
    Bridge,
    Cause,
    Compared,
    ContractMove,
    InputChange,
    Moves,
    Part,
    PlaceMove,
    Side,
)

TOGETHER = "Told together: floors + options. With some of these changed and others not, the option has no plan."


def changed() -> Compared:
    """From April, when "as is" was preferred, to June, with "joint"."""
    sides = (Side(name, "worked example", "somewhere/full", "0" * 64, "", who) for name, who in _RUNS)
    return Compared(
        *sides,
        inputs=_inputs(),
        causes=(Cause.VERSION, Cause.FUNDING, Cause.FLOORS, Cause.OPTIONS),
        bridges=_bridges(PREFERRED) + _bridges("joint"),
        without=('"nothing" has no bridge: in the new run the option has no plan.',),
        moves=(_moves(),),
        outcomes="weighted_outcomes",
        price_base="2010/11",
        gap=0.001,
        proven=False,
    )


_RUNS = (("april", "as is"), ("june", "joint"))


def _inputs() -> tuple[InputChange, ...]:
    row = "stream grant, borough A"
    return (
        InputChange("run", "gap", "", "changed", "0.01", "0.001", "", Cause.VERSION),
        InputChange("funding", row, "2010/11", "changed", "£400", "£360", "-10.0%", Cause.FUNDING),
        InputChange("funding", row, "note", "changed", "blank", "=1+1", "", None),
        InputChange("minimum", "borough A, service day", "", "added", "", "borough: A; service: day", "", Cause.FLOORS),
        InputChange("options", "option old", "", "taken out", "option: old; level: 1", "", "", Cause.OPTIONS),
        InputChange("options", "rows that are in both", "", "in another order", "", "", "", Cause.OPTIONS),
    )


def _bridges(subject: str) -> tuple[Bridge, ...]:
    both = (Cause.FLOORS, Cause.OPTIONS)
    money = (
        Part((Cause.VERSION,), Fraction(0), None, False),
        Part((Cause.FUNDING,), Fraction(-2050), Fraction(1, 2), False),
        Part(both, Fraction(7), Fraction(1, 2), True),
    )
    more = (Part((Cause.FUNDING,), Fraction(-3, 2), None, False), Part(both, Fraction(5, 2), None, False))
    return (
        Bridge(subject, "cost", Fraction(43_210), Fraction(41_167), money, Fraction(43), (TOGETHER,), 16),
        Bridge(subject, "weighted_outcomes", Fraction(10), Fraction(11), more, Fraction(1, 100), (TOGETHER,), 0),
        Bridge(subject, SCORE, Fraction(60), Fraction(61), more, Fraction(6, 100), (TOGETHER,), 0),
    )


def _moves() -> Moves:
    contracts = (
        ContractMove("joint", "K1", "A", "P", "2011/12", "continues", "ends"),
        ContractMove("joint", "O", "A, B", "P", "2011/12", "not there", "starts"),
    )
    places = (
        PlaceMove("joint", "2011/12", "A", "day", "P", 10, 12, True),
        PlaceMove("joint", "2011/12", "A", "day", "Q", 2, 1, True),
        PlaceMove("joint", "2011/12", "A", "links", "A council", 1, 0, False),
    )
    return Moves("joint", 12, 13, contracts, places)
