"""When an option's cost of change is paid back: its transition cost, by its recurrent saving, against the reference.

The recurrent saving of a year is the reference's cost less the option's, start, exit and set-up costs left out of both.
The transition cost is the option's start, exit and set-up costs of the whole horizon less the reference's. It is paid
back by the end of the first year from whose end on, to the end of the horizon, the savings so far cover it. Money in
pence, exact. Not here: what the costs are (`economics`).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from models.appraisal.economic_case import EconomicCase, EconomicYear
from models.case.types import Case

NEVER, NOTHING, REFERENCE = "never within the horizon", "nothing to pay back", "the reference"


@dataclass(frozen=True, slots=True)
class Payback:
    """`saved` and `transition`: one figure a year, each against the reference, discounted where that was asked."""

    saved: tuple[Fraction, ...]
    transition: tuple[Fraction, ...]

    @property
    def due(self) -> Fraction:
        """What is to be paid back: the transition cost of all years."""
        return sum(self.transition, Fraction(0))

    @property
    def cumulative_saving(self) -> tuple[Fraction, ...]:
        """The savings up to the end of each year."""
        return tuple(accumulate(self.saved))

    @property
    def covered(self) -> tuple[bool, ...]:
        """Whether the savings cover what is due from the end of the year on, to the end of the horizon."""
        found = self.cumulative_saving
        return tuple(all(sum_ >= self.due for sum_ in found[year:]) for year in range(len(found)))

    @property
    def needed(self) -> bool:
        """Whether there is anything to pay back."""
        return self.due > 0

    @property
    def year(self) -> int | None:
        """The year by whose end it is paid back; None where that is never, or where there is nothing to pay back."""
        return next((year for year, covers in enumerate(self.covered) if covers), None) if self.needed else None


def payback(
    own: EconomicCase, reference: EconomicCase, *, discounted: bool = False, with_bias: bool = False
) -> Payback:
    """How one option pays its cost of change back; `with_bias`: with the optimism bias on all costs of both."""

    def part(one: EconomicCase, year: int, *, once: bool) -> Fraction:
        found = one.years[year]
        transition, cost = _costs(found, with_bias=with_bias)
        return (transition if once else cost - transition) * (found.factor if discounted else 1)

    years = range(len(own.years))
    return Payback(
        saved=tuple(part(reference, year, once=False) - part(own, year, once=False) for year in years),
        transition=tuple(part(own, year, once=True) - part(reference, year, once=True) for year in years),
    )


def payback_label(case: Case, found: Payback) -> str:
    """The year by whose end the transition cost is paid back, as 2011/12; NEVER or NOTHING where there is none."""
    if not found.needed:
        return NOTHING
    return NEVER if found.year is None else case.year_label(found.year)


def _costs(year: EconomicYear, *, with_bias: bool) -> tuple[Fraction, Fraction]:
    """Transition cost and all cost."""
    if with_bias:
        return year.transition_with_bias, year.cost_with_bias
    return Fraction(year.transition), Fraction(year.cost)
