"""What a sensitivity analysis finds, as frozen types.

Shares are exact and from 0 to 1. A change is a share of an input's figures: -1/10 is a tenth less. Money is in pence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from models.appraisal.bias import BiasSign
from models.appraisal.weight_sensitivity import WeightRange
from models.plan.plan import Status


@dataclass(frozen=True, slots=True)
class RankAcceptability:
    """How often each option takes each rank, over many random draws of the weights.

    `within_ranges`: whether the draws keep within the weights' ranges. `rank_counts`: by option in the case's order, in
    how many draws it ranks 1st, 2nd and so on. `preferred_counts`: in how many it is preferred; an option that fails a
    gate never is.
    """

    draws: int
    seed: int
    within_ranges: bool
    rank_counts: Mapping[str, tuple[int, ...]]
    preferred_counts: Mapping[str, int]

    def share(self, count: int) -> Fraction:
        """A number of draws as a share of all."""
        return Fraction(count, self.draws)


@dataclass(frozen=True, slots=True)
class GateScore:
    """An option's score on a criterion with a gate, from 0 to 100, the minimum, and whether the option reaches it."""

    score: Fraction
    minimum: Fraction
    passed: bool


@dataclass(frozen=True, slots=True)
class OptionStanding:
    """How an option stands in a case. Without a plan, everything but the status is None, False or empty.

    `cost`: in pence, not discounted. `eligible`: whether it is ranked and passes every gate. `weighted_outcomes`:
    outcomes times the weights of their services. `gates`: by criterion, for those that have a gate.
    """

    status: Status
    cost: Fraction | None
    outcomes: Fraction | None
    score: Fraction | None
    rank: int | None
    eligible: bool
    weighted_outcomes: Fraction | None = None
    gates: Mapping[str, GateScore] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SensitivityPoint:
    """A case with one input moved by `change` and solved again: each option by name, and the preferred one."""

    change: Fraction
    options: Mapping[str, OptionStanding]
    preferred: str | None

    @property
    def proven(self) -> bool:
        """Whether every option's answer is proven, so that the preferred option is certain."""
        return all(option.status not in (Status.UNPROVEN, Status.NO_ANSWER) for option in self.options.values())

    def lead(self, option: str) -> Fraction | None:
        """An option's score minus that of its best eligible rival; None if it is not eligible or has no such rival."""
        scores = {
            name: standing.score
            for name, standing in self.options.items()
            if standing.eligible and standing.score is not None
        }
        rivals = [score for name, score in scores.items() if name != option]
        return scores[option] - max(rivals) if option in scores and rivals else None


@dataclass(frozen=True, slots=True)
class SwitchingValue:
    """Where a claim about an option stops being true: it is true at `holds_at` and false at `fails_at`.

    Both are solved and proven. The claim is that the option is preferred, unless another is named. `then_preferred`:
    the preferred option at `fails_at`, None for none. `has_plan`: whether the option has a plan there; `any_plan`:
    whether any option has.
    """

    holds_at: Fraction
    fails_at: Fraction
    then_preferred: str | None
    has_plan: bool
    any_plan: bool

    @property
    def is_narrow(self) -> bool:
        """Whether the two ends are at most one percentage point apart."""
        return abs(self.fails_at - self.holds_at) <= Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class InputSensitivity:
    """One input: the figures that it covers, every solved point by rising change, and the switching values.

    `below`, `above`: the switching value for a fall and for a rise, None if none was found.
    """

    name: str
    covers: str
    points: tuple[SensitivityPoint, ...]
    below: SwitchingValue | None
    above: SwitchingValue | None

    @property
    def unproven_changes(self) -> tuple[Fraction, ...]:
        """The changes at which an answer is not proven, so that nothing is concluded from them."""
        return tuple(point.change for point in self.points if not point.proven)

    def at(self, change: Fraction) -> SensitivityPoint:
        """The point of a change. Raises StopIteration if it was not solved."""
        return next(point for point in self.points if point.change == change)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How sensitive the preferred option is to the weights and, if they were tested, to the inputs.

    `weights`: for each criterion, between which shares of the total weight the option stays preferred.
    `rank_acceptability`: over all weights; `rank_acceptability_in_ranges`: within the weights' ranges, None if no
    criterion has one. `bias`: signs of bias in the appraisal. `inputs`: None if they were not tested. `rivals`: how
    many other options are eligible.
    """

    preferred: str | None
    weights: tuple[WeightRange, ...]
    rank_acceptability: RankAcceptability | None
    rank_acceptability_in_ranges: RankAcceptability | None
    bias: tuple[BiasSign, ...]
    inputs: tuple[InputSensitivity, ...] | None
    rivals: int
