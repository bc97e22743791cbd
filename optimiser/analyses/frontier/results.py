"""What a frontier is once it is found: its points, and what is worth knowing beside the point chosen. Types only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from models.appraisal.frontier import PENCE_IN_100K, CostRange, KnownPlan, LeadAtCost, OptionCurve, outcomes_per_100k
from models.case.types import Case
from models.plan.plan import Status
from optimiser.engine.answer_cache import AnswerCache
from optimiser.solving.settings import Settings

STEP, BESIDE, COMPARED, APPRAISED = "step", "beside", "compared", "appraised"  # why there is a point
FLAT_SHARE = Fraction(1, 2)  # of what £100,000 buys on average: with less the curve is called flat


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """The most outcomes at no more present cost than `ceiling`, in pence: between `weighted` and `bound`.

    The figures are those of the best plan known: `present_cost` and `cost` in pence, exact; `bound` None where nothing
    is proven. `kind`: why it is there; `level`: whether its plan is that of the point before; `chosen`: whether it is
    that of the ordinary appraisal.
    """

    ceiling: int
    present_cost: Fraction
    cost: Fraction
    outcomes: Fraction
    weighted_outcomes: Fraction
    bound: Fraction | None
    status: Status
    kind: str
    same_as_before: bool
    is_appraised: bool

    @property
    def known_plan(self) -> KnownPlan:
        """Its plan on the curve."""
        return KnownPlan(self.present_cost, self.weighted_outcomes)

    @property
    def gap(self) -> Fraction | None:
        """How far the bound is from the value, relative to it; None where nothing is proven."""
        return (
            None
            if self.bound is None
            else (self.bound - self.weighted_outcomes) / max(self.weighted_outcomes, Fraction(1, 10**9))
        )


@dataclass(frozen=True)
class Marginal:
    """What £100,000 of present cost does beside the plan chosen; each None where there is no plan so far from it.

    `lost`: outcomes fewer with £100,000 less, `gained`: more with £100,000 more; `average`: what £100,000 buys from
    the cheapest plan to the one with most outcomes.
    """

    outcomes_lost: Fraction | None
    outcomes_gained: Fraction | None
    average: Fraction | None

    @property
    def is_flat(self) -> bool | None:
        """Whether the last £100,000 bought less than half of what it buys on average; None where that is not known."""
        return (
            None
            if self.outcomes_lost is None or self.average is None
            else self.outcomes_lost < FLAT_SHARE * self.average
        )


@dataclass(frozen=True)
class OptionFrontier:
    """One option's. `status`: of the plan with most outcomes; `chosen`: the plan of the ordinary appraisal, as a point.

    `points` by rising ceiling; none where the option has no plan or none was found. `curve`: all that is known.
    """

    option: str
    status: Status
    points: tuple[FrontierPoint, ...]
    appraised_point: FrontierPoint | None
    curve: OptionCurve

    @property
    def steps(self) -> tuple[FrontierPoint, ...]:
        """The points at equal steps of cost, without those beside and between."""
        return tuple(point for point in self.points if point.kind == STEP)

    @property
    def distinct_plans(self) -> int:
        """How many plans stand on it that differ in cost or outcomes."""
        return len({point.known_plan for point in self.points})

    @property
    def is_single_plan(self) -> bool:
        """Whether there is nothing to choose: the plan with most outcomes is the cheapest too."""
        return len(self.steps) == 1

    @cached_property
    def marginal(self) -> Marginal:
        """What £100,000 does beside the plan chosen."""
        plans, here = self.curve.efficient_plans, self.appraised_point
        if here is None:
            return Marginal(None, None, None)
        less, more = here.present_cost - PENCE_IN_100K, here.present_cost + PENCE_IN_100K
        below, above = self.curve.best_plan(less), self.curve.best_plan(more)
        reaches = (
            above is not None and plans[-1].cost > here.present_cost and plans[-1].outcomes > here.weighted_outcomes
        )
        return Marginal(
            None if below is None else here.weighted_outcomes - below.outcomes,
            above.outcomes - here.weighted_outcomes if above is not None and reaches else None,
            outcomes_per_100k(plans[0], plans[-1]),
        )


@dataclass(frozen=True)
class CrossingPair:
    """Two options that cross while others lead: who has more at which cost, and neighbours put together."""

    options: tuple[str, str]
    leads: tuple[LeadAtCost, ...]
    cost_ranges: tuple[CostRange, ...]


@dataclass(frozen=True)
class Frontiers:
    """Every option's frontier, in the case's order, and where they cross.

    `source`, `digest`, `scenario`: as of a run. `verdicts`: the costs at which options were compared; `stretches`: the
    same with neighbours put together; `pairs`: two that cross while another leads. `wrong` and `disproved`: answers
    that another answer contradicts, none unless a solver errs. `used`: every answer that was needed, of which `kept`
    were known; `versions` as of a run.
    """

    case: Case
    source: str
    digest: str
    scenario: str
    settings: Settings
    requested_points: int
    options: tuple[OptionFrontier, ...]
    leads: tuple[LeadAtCost, ...]
    cost_ranges: tuple[CostRange, ...]
    versions: Mapping[str, str]
    pairs: tuple[CrossingPair, ...] = ()
    contradicted_answers: int = 0
    contradicted_bounds: int = 0
    reused_answers: int = 0
    used_answers: AnswerCache = field(default_factory=AnswerCache)

    @property
    def with_points(self) -> tuple[OptionFrontier, ...]:
        """Those that have a point."""
        return tuple(each for each in self.options if each.points)

    @property
    def proven(self) -> bool:
        """Whether every point is proven within the gap asked for, and every option without points to have no plan."""
        unproven = (Status.UNPROVEN, Status.NO_ANSWER)
        return all(
            each.status not in unproven and all(point.status not in unproven for point in each.points)
            for each in self.options
        )
