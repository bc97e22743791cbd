"""A plan, and the answer for an option: the plan with what is proven about it.

A plan is sparse: it has no entries for zeros. It uses the names of the case. A year is an index from 0, a group is a
tuple of boroughs in the table's order, and a stream is its position in `Case.funding`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.case.types import Group


class Status(StrEnum):
    """What is proven about an answer."""

    OPTIMAL = "optimal"  # gap at most 1e-6
    WITHIN_GAP = "within gap"  # gap at most the run's setting
    UNPROVEN = "unproven"  # a plan with a larger gap
    INFEASIBLE = "infeasible"  # proven to have no plan
    NO_ANSWER = "no answer"  # neither a plan nor a proof

    @property
    def has_figures(self) -> bool:
        """Whether there is a plan, so that its figures can be shown."""
        return self in (Status.OPTIMAL, Status.WITHIN_GAP, Status.UNPROVEN)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an option does with the money. Places are whole, money is whole pence, zeros are left out.

    arrangements: (service, group, year) in force, both required and chosen
    kept:         (contract, year) in which an existing contract runs
    used:         (contract, service, borough, year) -> places of an existing contract that the borough uses
    live:         (offer, group, year) in which the award of that offer with that group is live
    bands:        (offer, group, service, year) -> position of the band chosen among the line's bands
    bought:       (offer, group, service, borough, year) -> places that the borough buys
    spent:        (stream, borough, service or "commissioning", year) -> pence of that stream spent there
    carried:      (stream, year) -> pence kept for the next year
    """

    option: str
    arrangements: frozenset[tuple[str, Group, int]] = frozenset()
    kept: frozenset[tuple[str, int]] = frozenset()
    used: Mapping[tuple[str, str, str, int], int] = field(default_factory=dict)
    live: frozenset[tuple[str, Group, int]] = frozenset()
    bands: Mapping[tuple[str, Group, str, int], int] = field(default_factory=dict)
    bought: Mapping[tuple[str, Group, str, str, int], int] = field(default_factory=dict)
    spent: Mapping[tuple[int, str, str, int], int] = field(default_factory=dict)
    carried: Mapping[tuple[int, int], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """The result for one option.

    `objective`: outcomes, cost or value. `objective_value` and `bound`, the proven limit to it, are in weighted
    outcomes or in pence; None if there is none. `gap` = |bound - objective_value| / |objective_value|, or
    / 1e-9 for a value of 0.
    `secondary_bound`: proven for every plan whose objective is as good as this plan's: the least discounted cost in
    pence, or under `cost` the most weighted outcomes; None if nothing is proven. `secondary_cut`: whether the
    search for the secondary objective ended before it was proven, so that a faster machine could find a better plan.
    `ties_settled`: whether both objectives are proven to be at their best, and the plan is the one that the third rule
    takes of all such plans.
    `plan` is None if, and only if, `status.has_figures` is false. `seconds`: wall time of solving.
    """

    option: str
    objective: str
    status: Status
    plan: Plan | None = None
    objective_value: float | None = None
    bound: float | None = None
    gap: float | None = None
    seconds: float = 0.0
    solver: str = ""
    remarks: tuple[str, ...] = ()
    secondary_bound: float | None = None
    secondary_cut: bool = False
    ties_settled: bool = False
