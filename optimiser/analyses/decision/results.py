"""A board's decision, whether it holds in a later run, and where it would stop holding, as frozen types.

Money is in pence, a score from 0 to 100, a change a share of an input's figures: -1/10 is a tenth less. The sentences
about them are in `optimiser.reports.prose.decision`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from models.plan.plan import Status
from optimiser.analyses.sensitivity.results import GateScore, OptionStanding, SwitchingValue

THRESHOLD_INPUTS = ("funding", "prices")  # of `models.case.perturbation`: those that have thresholds


# Why a decision does not hold; `option` is the chosen one


@dataclass(frozen=True, slots=True)
class NotInCase:
    """The case no longer has the option; it has `others`."""

    option: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """The case drops the option, for this reason."""

    option: str
    reason: str


@dataclass(frozen=True, slots=True)
class NoFigures:
    """The option has no plan now. `any_plan`: whether another option has."""

    option: str
    now: OptionStanding
    then: OptionStanding
    any_plan: bool


@dataclass(frozen=True, slots=True)
class FailsGate:
    """The option fails a gate. `then`: its score when it was decided, None if there was no such gate or no plan."""

    option: str
    criterion: str
    now: GateScore
    then: GateScore | None
    had_figures: bool


@dataclass(frozen=True, slots=True)
class Outranked:
    """An eligible rival ranks above the option. `rival_then`: None if the rival was not appraised then."""

    option: str
    rival: str
    rival_now: OptionStanding
    now: OptionStanding
    rival_then: OptionStanding | None
    then: OptionStanding


@dataclass(frozen=True, slots=True)
class RecordedCondition:
    """A condition that was broken at a recorded threshold, in the words of decision.json."""

    text: str


BrokenCondition = NotInCase | Dropped | NoFigures | FailsGate | Outranked | RecordedCondition


# Why it is not known whether a decision holds, and what differs between the runs


@dataclass(frozen=True, slots=True)
class NotAppraised:
    """These options stood in the decision and are in the case, but the run was not asked for them."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unproven:
    """An option whose answer is not proven."""

    option: str
    status: Status


UnknownReason = NotAppraised | Unproven


class DifferenceKind(StrEnum):
    """In what the run differs from the one decided on, beside its figures."""

    OBJECTIVE = "objective"
    YEARS = "years"
    PRICES = "prices"
    CASE = "case"  # the scenario and other changes


@dataclass(frozen=True, slots=True)
class RunDifference:
    """One such difference. Of the case: its label in either run, blank for the unchanged case."""

    kind: DifferenceKind
    then: str
    now: str


# The decision and its evaluation


@dataclass(frozen=True, slots=True)
class Threshold:
    """How far one input may move in one direction (`side`: -1 down, 1 up) before a decision stops holding.

    `switching_value`: None if no such change was found. `broken`: what is broken where the decision fails.
    `unproven_changes`: the nearer changes on that side at which an answer is not proven, so that nothing is concluded
    from them. `largest_change`: the largest that was solved.
    """

    input_name: str
    side: int
    switching_value: SwitchingValue | None
    broken: tuple[BrokenCondition, ...]
    unproven_changes: tuple[Fraction, ...]
    largest_change: Fraction


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The thresholds of each input in both directions; none if the decision does not hold in the run itself."""

    by_input: tuple[Threshold, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether every point that was solved is proven."""
        return not any(threshold.unproven_changes for threshold in self.by_input)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a board chose, and what it knew when it chose.

    `option`: as the case names it. `why` and `by` (which body): in the user's words. `on`: the day, as 2010-04-01. Of
    the run: its `title`; `digest`, the SHA-256 of its input, blank for a case made in a script; `case_label`, the
    scenario, blank for none; the `changes` of scenario and --set; the `objective`; by option the `answer_keys`.
    `options`: how each stood, in the case's order. `preferred`: of the run. `thresholds`: None if they were not asked
    for. `years` and `prices`: the years planned and the price base, blank if not known. `rivals`, `unanswered`,
    `may_fail_gate`: what was not certain of the preferred option, as in models.appraisal.certainty.
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
    rivals: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    may_fail_gate: bool = False

    @property
    def chosen(self) -> OptionStanding:
        """How the chosen option stood."""
        return self.options[self.option]

    @property
    def certain(self) -> bool:
        """Whether the preferred option of the run was certain, as far as the run looked into it."""
        return not (self.rivals or self.unanswered or self.may_fail_gate)

    @property
    def ranked_above(self) -> tuple[str, ...]:
        """The eligible options that ranked above the chosen one."""
        return ranked_above(self.options, self.option)


class Verdict(StrEnum):
    """What can be said of a decision in a later run."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNKNOWN = "not known"  # an option is not solved, or an answer not proven


@dataclass(frozen=True, slots=True)
class FigureComparison:
    """A figure of the chosen option when it was decided and now; None if there is none. Money in pence."""

    name: str
    then: Fraction | None
    now: Fraction | None

    @property
    def changed(self) -> bool:
        """Whether the two differ."""
        return self.then != self.now


@dataclass(frozen=True, slots=True)
class DecisionEvaluation:
    """A decision evaluated in a later run.

    `broken`: each condition that is not met. `unknown`: why the verdict is not known. `figures`: cost, outcomes, score
    and rank. `differences`: what else differs between the runs. `thresholds`: those of the later run, None if they were
    not asked for. `open_order`: the options whose order with the chosen one decides, and is too close to call in this
    run; `open_gate`: whether it might fail a gate there.
    """

    decision: Decision
    verdict: Verdict
    broken: tuple[BrokenCondition, ...] = ()
    unknown: tuple[UnknownReason, ...] = ()
    figures: tuple[FigureComparison, ...] = ()
    differences: tuple[RunDifference, ...] = ()
    thresholds: Thresholds | None = None
    open_order: tuple[str, ...] = ()
    open_gate: bool = False


def ranked_above(options: Mapping[str, OptionStanding], option: str) -> tuple[str, ...]:
    """The eligible options that rank above one; all ranked ones if it has no rank itself."""
    rank = options[option].rank if option in options else None
    ranks = {name: each.rank for name, each in options.items() if each.eligible and each.rank is not None}
    return tuple(name for name, its in ranks.items() if name != option and (rank is None or its < rank))
