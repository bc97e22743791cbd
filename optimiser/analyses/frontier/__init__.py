"""The frontier: the most outcomes that each option can have at each cost, proven, and where options cross.

For each option, ceilings on present cost at equal steps from its cheapest plan to the one with most outcomes; under
each the best plan and a bound that none exceeds, so that a frontier is a band. `models.appraisal.frontier` is what may
be concluded; `asking` asks the solver, `crossing` compares options at the same cost, `points` is what comes out. Not
here: files and words, which are in `writing` and `words`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from optimiser.engine.parallel import BatchProgress, Pool
from optimiser.engine.run import Result, options_to_solve
from optimiser.engine.versions import versions
from optimiser.solving.settings import Settings

__all__ = ["BatchProgress", "FrontierPoint", "Frontiers", "Marginal", "OptionFrontier", "draw_frontiers"]

POINTS = 15
BOUND_TOLERANCE = Fraction(
    1, 10**6
)  # relative: by how much a plan may pass a bound before the bound counts as disproved
OPTIMAL_GAP = Fraction(1, 10**6)  # a gap that counts as none


def draw_frontiers(
    reading: CaseFile,
    settings: Settings,
    pool: Pool,
    *,
    points: int = POINTS,
    known: AnswerCache | None = None,
    progress: Callable[[BatchProgress], None] | None = None,
) -> Frontiers:
    """The frontier of every option asked for, and of the reference; and where they cross.

    `settings`: as of an appraisal; its objective, or the case's, says which plan was chosen. `points`: of each option,
    2 at least. `known`: answers that need not be solved again. Raises NotAnOption,
    BrokenAnswer, NoSuchSolver and WorkersLost.
    """
    if points < 2:
        raise ValueError(f"a frontier has 2 points at least, not {points}")
    case = reading.case
    asking = QuerySolver(case, settings, pool, known or AnswerCache(), progress)
    names = [option.name for option in options_to_solve(case, settings.options)]
    chosen_by = settings.objective or case.objective
    asking.solve("ends", [Query(name, *end) for name in names for end in _end_queries(chosen_by)])
    ceilings = {name: _ceilings(asking, name, points) for name in names}
    for wave in _query_waves(ceilings):
        asking.solve("points", wave)
    asking.solve(
        "beside the plan chosen", [ask for name in names for ask in _marginal_queries(asking, name, chosen_by)]
    )
    drawn = [name for name in names if ceilings[name]]
    verdicts = leads_by_cost(asking, drawn)
    crossed = crossing_pairs(asking, drawn, verdicts)
    curves = {name: asking.curve(name) for name in drawn}
    return Frontiers(
        case,
        reading.source,
        reading.digest,
        reading.scenario,
        settings,
        points,
        tuple(_option_frontier(asking, name, chosen_by, ceilings[name]) for name in names),
        verdicts,
        cost_ranges(curves, verdicts),
        versions(),
        crossed,
        contradicted_answers=len(asking.contradicted_queries),
        contradicted_bounds=sum(curve.count_contradicted(BOUND_TOLERANCE) for curve in curves.values()),
        reused_answers=asking.reused_answers,
        used_answers=asking.used_answers,
    )


def _end_queries(chosen_by: str) -> Iterator[tuple[str]]:
    """Most outcomes, least cost, and what the appraisal is best at."""
    yield from dict.fromkeys((("outcomes",), ("cost",), (chosen_by,)))


def _ceilings(asking: QuerySolver, name: str, points: int) -> tuple[int, ...]:
    """From the cheapest plan known to the cheapest of those with most outcomes; none without a plan."""
    plans = asking.curve(name).efficient_plans
    return cost_ceilings(ceil(plans[0].cost), ceil(plans[-1].cost), points) if plans else ()


def _query_waves(ceilings: dict[str, tuple[int, ...]]) -> Iterator[list[Query]]:
    """The ceilings of all options in waves: a wave starts from what those before it found."""
    each = {name: list(bisection_order(len(found))) for name, found in ceilings.items() if found}
    for number in range(max(map(len, each.values()), default=0)):
        yield [
            Query(name, "outcomes", ceilings[name][position])
            for name, mine in each.items()
            for position in (mine[number] if number < len(mine) else ())
        ]


def _marginal_queries(asking: QuerySolver, name: str, chosen_by: str) -> Iterator[Query]:
    """£100,000 less and more than the plan chosen, where the option has plans so far from it."""
    result, plans = asking.results[Query(name, chosen_by)], asking.curve(name).efficient_plans
    if result.ledger is None:
        return
    here = ceil(known_plan(result).cost)
    for ceiling in (here - PENCE_IN_100K, here + PENCE_IN_100K):
        if plans[0].cost <= ceiling < plans[-1].cost:
            yield Query(name, "outcomes", ceiling)


def _option_frontier(asking: QuerySolver, name: str, chosen_by: str, ceilings: tuple[int, ...]) -> OptionFrontier:
    """Every ceiling with the best plan known that keeps it and the least bound that is proven for it."""
    curve, ordinary = asking.curve(name), asking.results[Query(name, chosen_by)]
    status = asking.results[Query(name, "outcomes")].answer.status
    if not ceilings:
        return OptionFrontier(name, status, (), None, curve)
    beside = {ask.ceiling for ask in _marginal_queries(asking, name, chosen_by) if ask.ceiling is not None}
    further = {ask.ceiling for ask in asking.results if ask.option == name and ask.ceiling is not None}
    kinds = {
        **dict.fromkeys(further, COMPARED),
        **dict.fromkeys(beside, BESIDE),
        **dict.fromkeys(ceilings, STEP),
    }
    target = known_plan(ordinary) if ordinary.ledger is not None else None
    points: list[FrontierPoint] = []
    for ceiling, kind in sorted(kinds.items()):
        points.append(_ceiling_point(asking, name, ceiling, kind, target, points[-1].known_plan if points else None))
    return OptionFrontier(name, status, tuple(points), _appraised_point(asking, name, ordinary, points), curve)


def _ceiling_point(
    asking: QuerySolver, name: str, ceiling: int, kind: str, target: KnownPlan | None, before: KnownPlan | None
) -> FrontierPoint:
    curve = asking.curve(name)
    best = curve.best_plan(ceiling)
    assert best is not None  # no ceiling is below the cheapest plan
    result, bound = asking.result(name, best), curve.bound(ceiling)
    return _frontier_point(asking, result, ceiling, bound, kind, level=best == before, chosen=best == target != before)


def _appraised_point(
    asking: QuerySolver, name: str, ordinary: Result, points: list[FrontierPoint]
) -> FrontierPoint | None:
    """The plan of the appraisal: one of the points, or beside them where another plan beats it."""
    on = next((point for point in points if point.is_appraised), None)
    if on is not None or ordinary.ledger is None:
        return on
    ceiling = ceil(ordinary.ledger.objectives.cost)
    return _frontier_point(
        asking, ordinary, ceiling, asking.curve(name).bound(ceiling), APPRAISED, level=False, chosen=True
    )


def _frontier_point(
    asking: QuerySolver, result: Result, ceiling: int, bound: Fraction | None, kind: str, *, level: bool, chosen: bool
) -> FrontierPoint:
    figures, found = result.measures or {}, known_plan(result)
    cost, outcomes = (Fraction(figures[name] or 0) for name in ("cost", "outcomes"))
    status = _status(found.outcomes, bound, asking.settings.gap)
    return FrontierPoint(ceiling, found.cost, cost, outcomes, found.outcomes, bound, status, kind, level, chosen)


def _status(value: Fraction, bound: Fraction | None, gap: float) -> Status:
    if bound is None:
        return Status.UNPROVEN
    apart = (bound - value) / max(value, Fraction(1, 10**9))
    if apart <= OPTIMAL_GAP:
        return Status.OPTIMAL
    return Status.WITHIN_GAP if apart <= Fraction(gap) else Status.UNPROVEN
