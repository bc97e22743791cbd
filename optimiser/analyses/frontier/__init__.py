"""The frontier: the most outcomes that each option can have at each cost, proven, and where options cross.

For each option, ceilings on present cost lie at equal steps from its cheapest plan to the one with most outcomes. Under
each ceiling the best plan is found, and a bound that no plan exceeds, so that the frontier lies in a band. `queries`
asks the solver, `crossings` compares options at the same cost, and `results` holds what is found.
`models.appraisal.frontier` draws the conclusions from plans and bounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil

from models.appraisal.frontier import PENCE_IN_100K, KnownPlan, bisection_order, cost_ceilings, cost_ranges
from models.plan.plan import Status
from optimiser.analyses.frontier.crossings import crossing_pairs, leads_by_cost
from optimiser.analyses.frontier.queries import Query, QuerySolver, known_plan
from optimiser.analyses.frontier.results import (
    APPRAISED,
    BESIDE,
    COMPARED,
    STEP,
    FrontierPoint,
    Frontiers,
    Marginal,
    OptionFrontier,
)
from optimiser.casefiles.reading import CaseFile
from optimiser.engine.answer_cache import AnswerCache
from optimiser.engine.parallel import Pool
from optimiser.engine.progress import OnProgress
from optimiser.engine.run import Result, options_to_solve
from optimiser.engine.versions import versions
from optimiser.solving.settings import Settings

__all__ = ["FrontierPoint", "Frontiers", "Marginal", "OptionFrontier", "draw_frontiers"]

POINTS = 15
BOUND_TOLERANCE = Fraction(1, 10**6)  # relative: by how much a plan may exceed a bound before that counts as wrong
OPTIMAL_GAP = Fraction(1, 10**6)  # a relative gap that counts as none


def draw_frontiers(
    case_file: CaseFile,
    settings: Settings,
    pool: Pool,
    *,
    points: int = POINTS,
    cache: AnswerCache | None = None,
    progress: OnProgress | None = None,
) -> Frontiers:
    """The frontier of every option asked for and of the reference, and where they cross.

    `settings`: as of an appraisal; its objective, or the case's, is that of the appraised plan. The case's
    `most_per_outcome` counts for that plan alone. `points`: for each option, at least 2. `cache`: answers that need not
    be solved again. Raises NotAnOption, BrokenAnswer if an answer fails its verification, NoSuchSolver and WorkersLost.
    """
    if points < 2:
        raise ValueError(f"a frontier has 2 points at least, not {points}")
    case = case_file.case
    solver = QuerySolver(case, settings, pool, cache or AnswerCache(), progress)
    names = [option.name for option in options_to_solve(case, settings.options)]
    ends = [(Query(name, "outcomes"), Query(name, "cost"), solver.appraised(name)) for name in names]
    solver.solve("ends", [query for queries in ends for query in queries])
    ceilings = {name: _ceilings(solver, name, points) for name in names}
    for wave in _query_waves(ceilings):
        solver.solve("points", wave)
    marginal = [query for name in names for query in _marginal_queries(solver, name)]
    solver.solve("beside the plan chosen", marginal)
    with_points = [name for name in names if ceilings[name]]
    leads = leads_by_cost(solver, with_points)
    pairs = crossing_pairs(solver, with_points, leads)
    curves = {name: solver.curve(name) for name in with_points}
    return Frontiers(
        case=case,
        source=case_file.source,
        digest=case_file.digest,
        warnings=case_file.warnings,
        scenario=case_file.scenario,
        settings=settings,
        requested_points=points,
        options=tuple(_option_frontier(solver, name, ceilings[name]) for name in names),
        leads=leads,
        cost_ranges=cost_ranges(curves, leads),
        versions=versions(),
        pairs=pairs,
        contradicted_answers=len(solver.contradicted_queries),
        contradicted_bounds=sum(curve.count_contradicted(BOUND_TOLERANCE) for curve in curves.values()),
        reused_answers=solver.reused_answers,
        used_answers=solver.used_answers,
    )


def _ceilings(solver: QuerySolver, name: str, points: int) -> tuple[int, ...]:
    """Ceilings in pence from the cheapest known plan to the cheapest of those with most outcomes; none without one."""
    plans = solver.curve(name).efficient_plans
    return cost_ceilings(ceil(plans[0].cost), ceil(plans[-1].cost), points) if plans else ()


def _query_waves(ceilings: dict[str, tuple[int, ...]]) -> Iterator[list[Query]]:
    """The ceilings of all options in waves: a wave uses only what earlier waves found."""
    orders = {name: list(bisection_order(len(found))) for name, found in ceilings.items() if found}
    for number in range(max(map(len, orders.values()), default=0)):
        yield [
            Query(name, "outcomes", ceilings[name][position])
            for name, order in orders.items()
            for position in (order[number] if number < len(order) else ())
        ]


def _marginal_queries(solver: QuerySolver, name: str) -> Iterator[Query]:
    """The cost of the appraised plan, and £100,000 less and more, if the option has plans that far from it."""
    result, plans = solver.results[solver.appraised(name)], solver.curve(name).efficient_plans
    if result.ledger is None:
        return
    cost = ceil(known_plan(result).cost)
    for ceiling in (cost - PENCE_IN_100K, cost, cost + PENCE_IN_100K):
        if plans[0].cost <= ceiling < plans[-1].cost:
            yield Query(name, "outcomes", ceiling)


def _option_frontier(solver: QuerySolver, name: str, ceilings: tuple[int, ...]) -> OptionFrontier:
    """Every ceiling with the best known plan under it and the lowest bound that is proven for it."""
    curve, appraised = solver.curve(name), solver.results[solver.appraised(name)]
    status = solver.results[Query(name, "outcomes")].answer.status
    if not ceilings:
        return OptionFrontier(name, status, (), None, curve)
    marginal = {query.ceiling for query in _marginal_queries(solver, name) if query.ceiling is not None}
    every = {query.ceiling for query in solver.results if query.option == name and query.ceiling is not None}
    kinds = {
        **dict.fromkeys(every, COMPARED),
        **dict.fromkeys(marginal, BESIDE),
        **dict.fromkeys(ceilings, STEP),
    }
    target = known_plan(appraised) if appraised.ledger is not None else None
    points: list[FrontierPoint] = []
    for ceiling, kind in sorted(kinds.items()):
        before = points[-1].known_plan if points else None
        points.append(_ceiling_point(solver, name, ceiling, kind, target, before))
    return OptionFrontier(name, status, tuple(points), _appraised_point(solver, appraised, points), curve)


def _ceiling_point(
    solver: QuerySolver, name: str, ceiling: int, kind: str, target: KnownPlan | None, before: KnownPlan | None
) -> FrontierPoint:
    """The point of one ceiling. `target`: the appraised plan. `before`: the plan of the ceiling below."""
    curve = solver.curve(name)
    best = curve.best_plan(ceiling)
    assert best is not None  # no ceiling is below the cheapest plan
    result, bound = solver.result(name, best), curve.bound(ceiling)
    return _frontier_point(
        solver, result, ceiling, bound, kind, same_as_before=best == before, is_appraised=best == target != before
    )


def _appraised_point(solver: QuerySolver, appraised: Result, points: list[FrontierPoint]) -> FrontierPoint | None:
    """The plan of the appraisal: one of the points, or below them if another plan has more outcomes at its cost.

    Its status is then that of its own objective, and the bound to the outcomes is none of its own.
    """
    on_frontier = next((point for point in points if point.is_appraised), None)
    if on_frontier is not None or appraised.ledger is None:
        return on_frontier
    ceiling = ceil(appraised.ledger.objectives.cost)
    point = _frontier_point(solver, appraised, ceiling, None, APPRAISED, same_as_before=False, is_appraised=True)
    return replace(point, status=appraised.answer.status)


def _frontier_point(
    solver: QuerySolver,
    result: Result,
    ceiling: int,
    bound: Fraction | None,
    kind: str,
    *,
    same_as_before: bool,
    is_appraised: bool,
) -> FrontierPoint:
    figures, plan = result.measures or {}, known_plan(result)
    return FrontierPoint(
        ceiling=ceiling,
        present_cost=plan.cost,
        cost=Fraction(figures["cost"] or 0),
        outcomes=Fraction(figures["outcomes"] or 0),
        weighted_outcomes=plan.outcomes,
        bound=bound,
        status=_status(plan.outcomes, bound, solver.settings.gap),
        kind=kind,
        same_as_before=same_as_before,
        is_appraised=is_appraised,
    )


def _status(outcomes: Fraction, bound: Fraction | None, gap: float) -> Status:
    if bound is None:
        return Status.UNPROVEN
    found_gap = (bound - outcomes) / max(outcomes, Fraction(1, 10**9))
    if found_gap <= OPTIMAL_GAP:
        return Status.OPTIMAL
    return Status.WITHIN_GAP if found_gap <= Fraction(gap) else Status.UNPROVEN
