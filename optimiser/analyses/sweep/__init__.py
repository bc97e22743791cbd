"""A sweep: one input of a case moved over many points, with every option optimised again at each.

`models.case.perturbation` defines the inputs, and says in which direction an input makes a case easier to meet.

Both ends and the unchanged case are solved first, then wave by wave the middle of each gap. If a point is proven to
have no plan, the points of later waves that are harder to meet need no solving.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise

from models.case.perturbation import INPUT_BY_NAME, perturbed, relaxing_direction
from models.case.types import Case
from models.plan.plan import Answer, Status
from optimiser.analyses.ranking import relaxed_rivals
from optimiser.analyses.sweep.results import PreferredRange, Sweep, SweepPoint
from optimiser.casefiles.reading import CaseFile
from optimiser.engine.answer_cache import AnswerCache
from optimiser.engine.parallel import BatchSolver, Pool
from optimiser.engine.progress import OnProgress, ProgressClock
from optimiser.engine.run import Result, make_run, options_to_solve
from optimiser.engine.versions import versions
from optimiser.solving.settings import Settings

__all__ = ["PreferredRange", "Sweep", "SweepPoint", "evenly_spaced", "run_sweep"]
Wave = tuple[Fraction, ...]
UNCHANGED = Fraction(0)


def run_sweep(
    case_file: CaseFile,
    input_name: str,
    points: Sequence[Fraction],
    settings: Settings,
    pool: Pool,
    *,
    cache: AnswerCache | None = None,
    progress: OnProgress | None = None,
) -> Sweep:
    """Move one input of a case by each change, and by none, and optimise every option each time.

    `points`: changes as shares, -1/10 for a tenth less. `cache`: answers that need not be solved again; afterwards it
    holds the answers of this sweep and no others. Raises KeyError for an input that is not in
    `models.case.perturbation`, NotAnOption, BrokenAnswer if an answer fails its verification, and WorkersLost.
    """
    case, cache = case_file.case, cache if cache is not None else AnswerCache()
    waves = list(solving_waves(points))
    cases = {change: perturbed(case, input_name, change) for wave in waves for change in wave}
    batch = BatchSolver(settings, pool, cache)
    keys = {
        batch.key(changed, option.name)
        for changed in cases.values()
        for option in options_to_solve(changed, settings.options)
    }
    to_solve = len(keys - set(cache.answers))
    batch.clock = ProgressClock("sweep", to_solve, progress)
    batch.clock.report()
    solver = _SweepSolver(batch, case_file, cases, relaxing_direction(case, input_name))
    for wave in waves:
        solver.solve(wave)
    for key in set(cache.answers) - keys:
        del cache.answers[key]
    return Sweep(
        case=case,
        source=case_file.source,
        digest=case_file.digest,
        warnings=case_file.warnings,
        settings=settings,
        versions=versions(),
        input_name=input_name,
        covers=INPUT_BY_NAME[input_name].covers,
        points=tuple(solver.points[change] for change in sorted(solver.solved)),
        requested_points=len(set(points)),
        total_answers=len(keys),
        solved_answers=to_solve,
        scenario=case_file.scenario,
        changes=case_file.changes,
    )


def evenly_spaced(low: Fraction, high: Fraction, count: int) -> tuple[Fraction, ...]:
    """`count` changes from `low` to `high`, both included, at equal distances and exact.

    Raises ValueError if the ends are not in order, if `low` is below -1 (which would leave less than nothing), and for
    fewer than two points.
    """
    if not -1 <= low < high:
        raise ValueError("the first change must lie below the last, and no change takes off more than all")
    if count < 2:
        raise ValueError("a sweep has at least two points")
    return tuple(low + (high - low) * number / (count - 1) for number in range(count))


def solving_waves(points: Iterable[Fraction]) -> Iterator[Wave]:
    """All points and the unchanged case, each once, in waves: the points of a wave may be solved at the same time."""
    ordered = sorted({*points, UNCHANGED})
    reached = {0, ordered.index(UNCHANGED), len(ordered) - 1}
    yield tuple(ordered[position] for position in sorted(reached))
    while middles := list(_middles(sorted(reached))):
        yield tuple(ordered[position] for position in middles)
        reached.update(middles)


def nearest_on_side(point: Fraction, solved: Iterable[Fraction], side: int) -> Fraction | None:
    """The nearest solved point on one side, 1 for above and -1 for below; None if there is none."""
    on_side = (other for other in solved if (other - point) * side > 0)
    return min(on_side, key=lambda other: abs(other - point), default=None)


@dataclass
class _SweepSolver:
    """The points solved so far, and what the next ones take from them.

    `relaxing_direction`: 1 if a rise of the input makes the case easier to meet, -1 if a fall does, None if neither.
    """

    batch: BatchSolver
    case_file: CaseFile
    cases: dict[Fraction, Case]
    relaxing_direction: int | None
    solved: dict[Fraction, dict[str, Result]] = field(default_factory=dict)
    points: dict[Fraction, SweepPoint] = field(default_factory=dict)

    def solve(self, wave: Sequence[Fraction]) -> None:
        """Solve the points of one wave."""
        cases = {change: self.cases[change] for change in wave}
        self.solved |= self.batch.solve("sweep", cases, ready=self._infeasible)
        self.points |= {change: self._point(change) for change in wave}
        for change in wave:
            for option, result in self.solved[change].items():  # answers that needed no solving are kept too
                self.batch.cache.add(self.batch.key(self.cases[change], option), result.answer)
        results = (result for change in wave for result in self.solved[change].values())
        with_plan = {result.answer.option: result.answer for result in results if result.answer.plan is not None}
        self.batch.base_answers = {**self.batch.base_answers, **with_plan}  # they say how long an option may take

    def _point(self, change: Fraction) -> SweepPoint:
        moved = replace(self.case_file, case=self.cases[change])
        run = make_run(moved, self.batch.settings, self.solved[change])
        return SweepPoint(change, run.results, run.appraisal, relaxed_rivals(run))

    def _infeasible(self, change: Fraction, option: str) -> Answer | None:
        """The answer "no plan", if an easier case is proven to have none."""
        answer = self._nearest(change, option, self.relaxing_direction)
        return answer if answer is not None and answer.status is Status.INFEASIBLE else None

    def _nearest(self, change: Fraction, option: str, side: int | None) -> Answer | None:
        near = None if side is None else nearest_on_side(change, self.solved, side)
        return None if near is None else self.solved[near][option].answer


def _middles(reached: Sequence[int]) -> Iterator[int]:
    for low, high in pairwise(reached):
        if high - low > 1:
            yield (low + high) // 2
