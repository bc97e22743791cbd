"""What a board decided, whether that holds, and where it would cease to, as frozen types; nothing is worked out here.

Money is in pence, a score from 0 to 100, a change a share of an input's figures: -1/10 is a tenth less.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from optimiser.analyses.sensitivity.results import OptionStanding, SwitchingValue

THRESHOLD_INPUTS = ("funding", "prices")  # of `models.case.perturbation`: those of which thresholds are looked for


@dataclass(frozen=True, slots=True)
class Threshold:
    """One input moved one way, `side` -1 down or 1 up, for where a decision ceases to hold.

    `switch`: it holds at one end and not at the other, both solved and proven; None where no such end was found.
    `broken`: what is broken at that end, in sentences. `unknown`: the changes asked for on that side at which not every
    answer is proven, so that they tell nothing. `farthest`: the largest change looked at.
    """

    input_name: str
    side: int
    switching_value: SwitchingValue | None
    broken: tuple[str, ...]
    unproven_changes: tuple[Fraction, ...]
    largest_change: Fraction


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a decision would cease to hold: each input both ways; none where it does not hold to begin with."""

    by_input: tuple[Threshold, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether every point that was looked at is proven."""
        return not any(each.unproven_changes for each in self.by_input)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a board chose, and what it had before it.

    `option`: as the case names it; `why` and `by` (the body) in the user's words, `on` the day as 2010-04-01. Of the
    run: its `title`, `digest` (the SHA-256 of the input, blank for a case made in a script), `called` (what the case
    was, blank for as it stands) with the `changes` made in it, `objective`, and by option the `keys` of the questions.
    `options`: how each stood, by name in the case's order; `preferred`: of the run. `thresholds`: None where they were
    not looked for. `years` and `prices`: the years planned, and that whose prices the money is in; blank: not known.
    """

    option: str
    why: str
    on: str
    by: str
    title: str
    digest: str
    case_label: str
    changes: tuple[str, ...]
    objective: str
    answer_keys: Mapping[str, str]
    options: Mapping[str, OptionStanding]
    preferred: str | None
    thresholds: Thresholds | None = None
    years: str = ""
    prices: str = ""

    @property
    def chosen(self) -> OptionStanding:
        """How the option chosen stood."""
        return self.options[self.option]

    @property
    def ranked_above(self) -> tuple[str, ...]:
        """The options that could be preferred and ranked above it."""
        return ranked_above(self.options, self.option)


class Verdict(StrEnum):
    """What may be said of a decision in a later run."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNKNOWN = "not known"  # not all of it is solved, or proven


@dataclass(frozen=True, slots=True)
class FigureComparison:
    """A figure of the option chosen when it was decided and now; None where there is none. Money in pence."""

    name: str
    then: Fraction | None
    now: Fraction | None

    @property
    def changed(self) -> bool:
        """Whether it is another."""
        return self.then != self.now


@dataclass(frozen=True, slots=True)
class DecisionEvaluation:
    """A decision held against a later run.

    `broken`: each condition that is not met, a sentence with the figures then and now; `unknown`: what keeps it from
    being known; `figures`: cost, outcomes, score and rank then and now; `remarks`: what else differs between the runs.
    `thresholds`: those of the later run, None where they were not looked for.
    """

    decision: Decision
    verdict: Verdict
    broken: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    figures: tuple[FigureComparison, ...] = ()
    remarks: tuple[str, ...] = ()
    thresholds: Thresholds | None = field(default=None)


def ranked_above(options: Mapping[str, OptionStanding], option: str) -> tuple[str, ...]:
    """The options that may be preferred and rank above one; all of them where it has no rank and they have."""
    rank = options[option].rank if option in options else None
    able = {name: each.rank for name, each in options.items() if each.eligible and each.rank is not None}
    return tuple(name for name, its in able.items() if name != option and (rank is None or its < rank))
