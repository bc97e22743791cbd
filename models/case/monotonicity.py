"""Inputs that, moved one way, only give a programme more: every plan stays possible and no aim of it gets worse.

What is proven of a richer case then holds for a poorer one: no plan of the poorer is better than the richer's bound,
and where the richer has no plan, nor has the poorer. `richer` says which way, with the proof here:

- **funding**: more in every stream. No charge of a plan depends on it. The payments made before can be made again:
  `funding` has more room, `carry_forward` and `transfer_limit` allow a share, rounded down, of a larger amount, and
  `savings` are a share of the baseline, which no stream is part of. What lapses is measured, and binds nothing.
- **demand**: more in every borough and service. It is read by the rule `demand`, which gains room, and by
  `equal_access`, where each share has another base: proven only where no `access_gap` is set.
- **back office retained**: less of it. Each member's own charge falls, rounded by itself, and every other stays: who
  paid it pays less, `savings` and a ceiling on cost have more room, and every aim that counts cost is better.

Not so for prices and the hub's cost, although they seem to be: a fee or a hub is shared by largest remainder, where a
smaller whole may give one borough a penny more, which its streams need not have. Success rates move the aim itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.case.types import Case

INCREASE, DECREASE = 1, -1


def relaxing_direction(case: Case, name: str) -> int | None:
    """Which way an input of `models.case.perturbation` gives a case more: 1 for more of it, -1 for less, None where
    neither.
    """
    return _RICHER[name](case) if name in _RICHER else None


_RICHER: Mapping[str, Callable[[Case], int | None]] = {
    "funding": lambda _: INCREASE,
    "demand": lambda case: INCREASE if case.access_gap is None else None,
    "back office retained": lambda _: DECREASE,
}
