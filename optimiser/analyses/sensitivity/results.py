"""What a test of robustness found, as frozen types; nothing is worked out here.

Shares are exact and from 0 to 1; a change is a share of an input's figures: -1/10 is a tenth less. Money is in pence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from models.appraisal.bias_sign import BiasSign
from models.appraisal.weight_sensitivity import WeightRange
from models.plan.plan import Status


@dataclass(frozen=True, slots=True)
class RankAcceptability:
    """Over `count` draws of all weights, how often each option stands where.

    `ranks`: by option in the case's order, in how many draws it ranks 1st, 2nd, ...; `preferred`: in how many it is
    preferred, which who fails a gate never is. `within`: whether the draws keep within the weights' ranges.
    """

    draws: int
    seed: int
    within_ranges: bool
    rank_counts: Mapping[str, tuple[int, ...]]
    preferred_counts: Mapping[str, int]

    def share(self, draws: int) -> Fraction:
        """That many draws as a share of all."""
        return Fraction(draws, self.draws)


@dataclass(frozen=True, slots=True)
class GateScore:
    """One option at one gate: its score on the criterion, 0..100, the least it must reach, and whether it does."""

    score: Fraction
    minimum: Fraction
    passed: bool


@dataclass(frozen=True, slots=True)
class OptionStanding:
    """How one option stands in a case: all but the status is None, False or empty where it has no figures there.

    `cost` in pence, undiscounted; `passes`: whether it is ranked and reaches every gate; `weighted`: outcomes weighted
    by their services; `gates`: by criterion, those that have one.
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
    """A case with one input changed by `by`, optimised again: each option by name, and who is preferred there."""

    change: Fraction
    options: Mapping[str, OptionStanding]
    preferred: str | None

    @property
    def proven(self) -> bool:
        """Whether every option's answer is proven, so that who is preferred may be relied on."""
        return all(each.status not in (Status.UNPROVEN, Status.NO_ANSWER) for each in self.options.values())

    def lead(self, option: str) -> Fraction | None:
        """An option's score less that of its best rival that may be preferred; None where either may not be."""
        able = {name: each.score for name, each in self.options.items() if each.eligible and each.score is not None}
        rivals = [score for name, score in able.items() if name != option]
        return able[option] - max(rivals) if option in able and rivals else None


@dataclass(frozen=True, slots=True)
class SwitchingValue:
    """Where what is said of an option ceases to be so: it still is at `kept` and not at `lost`, both solved and proven.

    What is said is that it is preferred, unless another claim is followed. `to`: who is preferred at `lost`, None for
    nobody; `has_plan`: whether the option has a plan there, `any_plan`: whether any option has.
    """

    holds_at: Fraction
    fails_at: Fraction
    then_preferred: str | None
    has_plan: bool
    any_plan: bool

    @property
    def is_narrow(self) -> bool:
        """Whether the two are within one percentage point of each other."""
        return abs(self.fails_at - self.holds_at) <= Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class InputSensitivity:
    """One input: what it covers, every point solved in order of the change, and the switch on either side.

    None for a switch where none was found: `unknown` holds the changes asked for at which something is not proven.
    """

    name: str
    covers: str
    points: tuple[SensitivityPoint, ...]
    below: SwitchingValue | None
    above: SwitchingValue | None

    @property
    def unproven_changes(self) -> tuple[Fraction, ...]:
        """The changes at which an answer is not proven, so that nothing is said of them."""
        return tuple(point.change for point in self.points if not point.proven)

    def at(self, by: Fraction) -> SensitivityPoint:
        """The point of that change. Raises StopIteration where it was not solved."""
        return next(point for point in self.points if point.change == by)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How robust the preferred option is.

    `weights`: for each criterion, between which shares of all weight it stays; `anywhere`: draws over all weights;
    `ranges`: draws within the weights' ranges, None where no criterion has one; `inputs`: None where they were not
    tested; `rivals`: how many other options may be preferred.
    """

    preferred: str | None
    weights: tuple[WeightRange, ...]
    rank_acceptability: RankAcceptability | None
    rank_acceptability_in_ranges: RankAcceptability | None
    bias: tuple[BiasSign, ...]
    inputs: tuple[InputSensitivity, ...] | None
    rivals: int
