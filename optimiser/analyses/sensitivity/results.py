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
class Draws:
    """Over `count` draws of all weights, how often each option stands where.

    `ranks`: by option in the case's order, in how many draws it ranks 1st, 2nd, ...; `preferred`: in how many it is
    preferred, which who fails a gate never is. `within`: whether the draws keep within the weights' ranges.
    """

    count: int
    seed: int
    within: bool
    ranks: Mapping[str, tuple[int, ...]]
    preferred: Mapping[str, int]

    def share(self, draws: int) -> Fraction:
        """That many draws as a share of all."""
        return Fraction(draws, self.count)


@dataclass(frozen=True, slots=True)
class Gate:
    """One option at one gate: its score on the criterion, 0..100, the least it must reach, and whether it does."""

    score: Fraction
    least: Fraction
    passed: bool


@dataclass(frozen=True, slots=True)
class Found:
    """How one option stands in a case: all but the status is None, False or empty where it has no figures there.

    `cost` in pence, undiscounted; `passes`: whether it is ranked and reaches every gate; `weighted`: outcomes weighted
    by their services; `gates`: by criterion, those that have one.
    """

    status: Status
    cost: Fraction | None
    outcomes: Fraction | None
    score: Fraction | None
    rank: int | None
    passes: bool
    weighted: Fraction | None = None
    gates: Mapping[str, Gate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Point:
    """A case with one input changed by `by`, optimised again: each option by name, and who is preferred there."""

    by: Fraction
    options: Mapping[str, Found]
    preferred: str | None

    @property
    def proven(self) -> bool:
        """Whether every option's answer is proven, so that who is preferred may be relied on."""
        return all(each.status not in (Status.UNPROVEN, Status.NO_ANSWER) for each in self.options.values())

    def lead(self, option: str) -> Fraction | None:
        """An option's score less that of its best rival that may be preferred; None where either may not be."""
        able = {name: each.score for name, each in self.options.items() if each.passes and each.score is not None}
        rivals = [score for name, score in able.items() if name != option]
        return able[option] - max(rivals) if option in able and rivals else None


@dataclass(frozen=True, slots=True)
class Switch:
    """Where what is said of an option ceases to be so: it still is at `kept` and not at `lost`, both solved and proven.

    What is said is that it is preferred, unless another claim is followed. `to`: who is preferred at `lost`, None for
    nobody; `has_plan`: whether the option has a plan there, `any_plan`: whether any option has.
    """

    kept: Fraction
    lost: Fraction
    to: str | None
    has_plan: bool
    any_plan: bool

    @property
    def close(self) -> bool:
        """Whether the two are within one percentage point of each other."""
        return abs(self.lost - self.kept) <= Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Moved:
    """One input: what it covers, every point solved in order of the change, and the switch on either side.

    None for a switch where none was found: `unknown` holds the changes asked for at which something is not proven.
    """

    name: str
    covers: str
    points: tuple[Point, ...]
    below: Switch | None
    above: Switch | None

    @property
    def unknown(self) -> tuple[Fraction, ...]:
        """The changes at which an answer is not proven, so that nothing is said of them."""
        return tuple(point.by for point in self.points if not point.proven)

    def at(self, by: Fraction) -> Point:
        """The point of that change. Raises StopIteration where it was not solved."""
        return next(point for point in self.points if point.by == by)


@dataclass(frozen=True, slots=True)
class Robustness:
    """How robust the preferred option is.

    `weights`: for each criterion, between which shares of all weight it stays; `anywhere`: draws over all weights;
    `ranges`: draws within the weights' ranges, None where no criterion has one; `inputs`: None where they were not
    tested; `rivals`: how many other options may be preferred.
    """

    preferred: str | None
    weights: tuple[WeightRange, ...]
    anywhere: Draws | None
    ranges: Draws | None
    bias: tuple[BiasSign, ...]
    inputs: tuple[Moved, ...] | None
    rivals: int
