"""What a frontier is once it is found: its points, and what the money beside the appraised plan would buy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from models.appraisal.frontier import PENCE_IN_100K, CostRange, KnownPlan, LeadAtCost, OptionCurve, outcomes_per_100k
from models.case.faults import Fault
from models.case.types import Case
from models.plan.plan import Status
from optimiser.engine.answer_cache import AnswerCache
from optimiser.solving.settings import Settings

STEP, BESIDE, COMPARED, APPRAISED = "step", "beside", "compared", "appraised"  # why there is a point
FLAT_SHARE = Fraction(1, 2)  # if the last £100,000 buys less than this share of the average, the curve is flat


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """The most outcomes at a present cost of at most `ceiling` pence: between `weighted_outcomes` and `bound`.

    The figures are those of the best known plan: `present_cost` and `cost` in pence, exact. `bound`: None if nothing is
    proven of the outcomes. `kind`: why there is a point; if it is APPRAISED, the point lies below the frontier and its
    `status` is that of the appraisal's own objective. `same_as_before`: whether its plan is that of the point below.
    `is_appraised`: whether its plan is that of the appraisal.
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
        """How far the bound is above the outcomes, relative to them; None if nothing is proven."""
        if self.bound is None:
            return None
        return (self.bound - self.weighted_outcomes) / max(self.weighted_outcomes, Fraction(1, 10**9))


@dataclass(frozen=True)
class Marginal:
    """What £100,000 of present cost buys beside the appraised plan.

    Each is None if there is no plan that far from it, or if the appraised plan lies below the frontier.
    `outcomes_lost`: with £100,000 less. `outcomes_gained`: with £100,000 more. `average`: what £100,000 buys on average
    from the cheapest plan to the one with most outcomes.
    """

    outcomes_lost: Fraction | None
    outcomes_gained: Fraction | None
    average: Fraction | None

    @property
    def is_flat(self) -> bool | None:
        """Whether the last £100,000 buys less than half of the average; None if that is not known."""
        if self.outcomes_lost is None or self.average is None:
            return None
        return self.outcomes_lost < FLAT_SHARE * self.average


@dataclass(frozen=True)
class OptionFrontier:
    """The frontier of one option.

    `status`: of the plan with most outcomes. `points`: by rising ceiling; empty if no plan was found.
    `appraised_point`: the plan of the appraisal as a point. `curve`: all plans and bounds known.
    """

    option: str
    status: Status
    points: tuple[FrontierPoint, ...]
    appraised_point: FrontierPoint | None
    curve: OptionCurve

    @property
    def points_shown(self) -> list[FrontierPoint]:
        """The points by rising ceiling; after them the plan of the appraisal, if it lies below them."""
        point = self.appraised_point
        return [*self.points, *([point] if point is not None and point.kind == APPRAISED else [])]

    @property
    def steps(self) -> tuple[FrontierPoint, ...]:
        """The points at equal steps of cost, without those solved for another reason."""
        return tuple(point for point in self.points if point.kind == STEP)

    @property
    def distinct_plans(self) -> int:
        """How many plans on the frontier differ in cost or outcomes."""
        return len({point.known_plan for point in self.points})

    @property
    def is_single_plan(self) -> bool:
        """Whether there is nothing to choose: the plan with most outcomes is also the cheapest."""
        return len(self.steps) == 1

    @cached_property
    def marginal(self) -> Marginal:
        """What £100,000 buys beside the appraised plan."""
        plans, point = self.curve.efficient_plans, self.appraised_point
        if point is None:
            return Marginal(None, None, None)
        average = outcomes_per_100k(plans[0], plans[-1])
        if point.kind == APPRAISED:
            return Marginal(None, None, average)
        below = self.curve.best_plan(point.present_cost - PENCE_IN_100K)
        above = self.curve.best_plan(point.present_cost + PENCE_IN_100K)
        more = plans[-1].cost > point.present_cost and plans[-1].outcomes > point.weighted_outcomes
        return Marginal(
            outcomes_lost=None if below is None else point.weighted_outcomes - below.outcomes,
            outcomes_gained=above.outcomes - point.weighted_outcomes if above is not None and more else None,
            average=average,
        )


@dataclass(frozen=True)
class CrossingPair:
    """Two options that cross while others lead: which has more at each cost compared, and over ranges of cost."""

    options: tuple[str, str]
    leads: tuple[LeadAtCost, ...]
    cost_ranges: tuple[CostRange, ...]


@dataclass(frozen=True)
class Frontiers:
    """Every option's frontier, in the case's order, and where they cross.

    `source`, `digest`, `scenario`, `versions`, `warnings`: as of a run.
    `leads`: the costs at which options were compared; `cost_ranges`: the same over ranges of cost.
    `pairs`: options that cross while another leads.
    `contradicted_answers` and `contradicted_bounds`: how many another answer proves wrong; none unless a solver errs.
    `used_answers`: every answer that was needed, of which `reused_answers` were known.
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
    warnings: tuple[Fault, ...] = ()

    @property
    def with_points(self) -> tuple[OptionFrontier, ...]:
        """The frontiers that have a point."""
        return tuple(each for each in self.options if each.points)

    @property
    def proven(self) -> bool:
        """Whether every point and every plan of the appraisal is proven within the gap, or that there is no plan."""
        unproven = (Status.UNPROVEN, Status.NO_ANSWER)
        return all(
            each.status not in unproven and all(point.status not in unproven for point in each.points_shown)
            for each in self.options
        )
