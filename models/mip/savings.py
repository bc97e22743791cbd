"""Savings targets: the most that they allow, the streams that they leave out, and what these must spend.

A target counts money that is not spent of the streams that it leaves out as if it were spent (docs/model.md, rule
`savings`). To meet it, these streams must spend a least amount, which follows from the cost of the target's boroughs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import floor

from models.case.types import Case, SavingsTarget
from models.mip.costs import baseline
from models.mip.extract import rounded_value
from models.mip.instance import OptionInstance
from models.mip.variables import ChargeTerm, Variables

Needed = Mapping[tuple[frozenset[int], int], int]  # (streams, by their positions in the case, and year) -> pence


def left_out(case: Case, target: SavingsTarget) -> frozenset[int]:
    """The positions of the streams that a target leaves out."""
    return frozenset(f for f, stream in enumerate(case.funding) if target.leaves_out(stream))


def most_allowed(instance: OptionInstance, target: SavingsTarget, year: int) -> int | None:
    """The most that a target's boroughs may cost in a year, in pence; None if it has no figure for the year."""
    figure = target.figures[year]
    if figure is None:
        return None
    base = baseline(instance, target.boroughs)
    return base - (floor(figure * base) if target.is_share else int(figure))


def counts(target: SavingsTarget, charge: ChargeTerm, year: int) -> bool:
    """Whether a target of a year counts a charge."""
    borough, _, charged = charge.cell
    return charged == year and borough in target.boroughs and (target.includes_one_off or not charge.one_off)


def spending_needed(variables: Variables, payers: OptionInstance | None = None) -> Needed:
    """What the streams that targets leave out must spend at least, once the decisions are rounded to whole numbers.

    `payers`: the option with its streams in the order in which they pay; the variables' own by default.
    """
    instance = payers or variables.instance
    needed: dict[tuple[frozenset[int], int], int] = defaultdict(int)
    for target in instance.case.savings_targets:
        streams = left_out(instance.case, target)
        for year in instance.case.years if streams else ():
            allowed = most_allowed(instance, target, year)
            if allowed is not None:
                charges = (charge for charge in variables.charges if counts(target, charge, year))
                cost = sum(charge.pence * rounded_value(charge.times) for charge in charges)
                unspent = sum(instance.case.funding[f].amounts[year] for f in streams)
                needed[streams, year] = max(needed[streams, year], cost + unspent - allowed)
    return needed
