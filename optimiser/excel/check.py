"""A check: what must hold of two figures, within what may be lost in adding up."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell

PENNY = Fraction(1, 200)  # half a penny: what adding up thousands of figures may lose is far below


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold: `actual` equal to `expected`, or at most it where `at_most`; within `allowed`."""

    what: str
    expected: Cell
    actual: Cell
    allowed: Fraction = PENNY
    look: Look = Look.PENCE
    at_most: bool = False

    @property
    def difference(self) -> Fraction:
        """Actual less expected."""
        return Fraction(self.actual.value) - Fraction(self.expected.value)

    @property
    def holds(self) -> bool:
        """Whether it does."""
        return (self.difference if self.at_most else abs(self.difference)) <= self.allowed
