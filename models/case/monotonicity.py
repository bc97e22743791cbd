"""Inputs that relax a case when changed in one direction: every plan stays feasible and no objective gets worse.

A bound that is proven for the relaxed case then also holds for the original case. If the relaxed case has no plan,
neither has the original. `relaxing_direction` gives the direction. The proofs:

- **funding**: more in every stream. No charge of a plan depends on funding, so the same payments remain possible:
  `funding` has more slack; `carry_forward` and `transfer_limit` allow a share, rounded down, of a larger amount; and
  `savings` depends only on the baseline, which includes no funding. Lapsed money is measured, but limits no plan.
- **demand**: more for every borough and service. The constraint `demand` has more slack. `equal_access` divides by
  demand, so the proof holds only if no `access_gap` is set.
- **back office retained**: a smaller share. Each member's own charge, which is rounded by itself, falls or stays; every
  other charge stays. Its payers pay less, `savings` and a ceiling on cost have more slack, and objectives that count
  cost improve.

Prices and the cost of a hub do not qualify. A fee or a hub is shared by largest remainder, so a smaller total can give
one borough a penny more, which its streams may not have. Success rates change the objective itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.case.types import Case

INCREASE, DECREASE = 1, -1


def relaxing_direction(case: Case, name: str) -> int | None:
    """The direction in which an input of `models.case.perturbation` relaxes the case.

    INCREASE (1) or DECREASE (-1); None if neither direction is proven.
    """
    return _DIRECTIONS[name](case) if name in _DIRECTIONS else None


_DIRECTIONS: Mapping[str, Callable[[Case], int | None]] = {
    "funding": lambda _: INCREASE,
    "demand": lambda case: INCREASE if case.access_gap is None else None,
    "back office retained": lambda _: DECREASE,
}
