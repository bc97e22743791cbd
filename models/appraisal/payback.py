"""When an option's transition cost is paid back by its recurrent saving, compared with the reference option.

The recurrent saving of a year is the reference's cost less the option's, without start, exit and set-up costs in
either. The transition cost is the option's start, exit and set-up costs over the horizon less the reference's. It is
paid back by the end of the first year from which the savings so far cover it until the end of the horizon. Money is in
pence, exact. The costs come from `economic_case`.
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
    """`saved` and `transition` have one figure for each year, each compared with the reference."""

    saved: tuple[Fraction, ...]
    transition: tuple[Fraction, ...]

    @property
    def due(self) -> Fraction:
        """The amount to pay back: the transition cost of all years."""
        return sum(self.transition, Fraction(0))

    @property
    def cumulative_saving(self) -> tuple[Fraction, ...]:
        """The savings up to the end of each year."""
        return tuple(accumulate(self.saved))

    @property
    def covered(self) -> tuple[bool, ...]:
        """For each year, whether the savings so far cover the amount due from its end to the end of the horizon."""
        saving = self.cumulative_saving
        return tuple(all(so_far >= self.due for so_far in saving[year:]) for year in range(len(saving)))

    @property
    def needed(self) -> bool:
        """Whether there is anything to pay back."""
        return self.due > 0

    @property
    def year(self) -> int | None:
        """The year by whose end the cost is paid back; None if it never is or if there is nothing to pay back."""
        return next((year for year, covered in enumerate(self.covered) if covered), None) if self.needed else None


def payback(
    own: EconomicCase, reference: EconomicCase, *, discounted: bool = False, with_bias: bool = False
) -> Payback:
    """The payback of one option. `with_bias` adds optimism bias to all costs of both options."""

    def costs(economics: EconomicCase, year: int) -> tuple[Fraction, Fraction]:
        of_year = economics.years[year]
        factor = of_year.factor if discounted else Fraction(1)
        transition, cost = _transition_and_cost(of_year, with_bias=with_bias)
        return factor * transition, factor * (cost - transition)

    years = range(len(own.years))
    pairs = [(costs(own, year), costs(reference, year)) for year in years]
    return Payback(
        saved=tuple(reference_running - own_running for (_, own_running), (_, reference_running) in pairs),
        transition=tuple(own_once - reference_once for (own_once, _), (reference_once, _) in pairs),
    )


def payback_label(case: Case, payback: Payback) -> str:
    """The year by whose end the transition cost is paid back, such as 2011/12; else NEVER or NOTHING."""
    if not payback.needed:
        return NOTHING
    return NEVER if payback.year is None else case.year_label(payback.year)


def _transition_and_cost(year: EconomicYear, *, with_bias: bool) -> tuple[Fraction, Fraction]:
    if with_bias:
        return year.transition_with_bias, year.cost_with_bias
    return Fraction(year.transition), Fraction(year.cost)
