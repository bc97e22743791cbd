"""A sweep: one input of a case moved over many points, and every option optimised again at each.

`swept` does it; `table` and `book` are the files that come of it. Which inputs there are is said in
`models.case.perturbation`, which way a case gets richer in `models.case.monotonicity`, in which order points are solved
in `order`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from models.appraisal.scoring import appraise
from models.case.monotonicity import relaxing_direction
from models.case.perturbation import INPUT_BY_NAME, perturbed
from models.case.types import Case
from models.plan.plan import Answer, Plan, Status
from optimiser.analyses.sweep.order import evenly_spaced, nearest_on_side, solving_waves
from optimiser.analyses.sweep.results import PreferredRange, Sweep, SweepPoint
from optimiser.casefiles.reading import CaseFile
from optimiser.engine.answer_cache import AnswerCache
from optimiser.engine.parallel import BatchProgress, BatchSolver, Pool
from optimiser.engine.run import Result, options_to_solve
from optimiser.engine.versions import versions
from optimiser.solving.settings import Settings

__all__ = ["PreferredRange", "Sweep", "SweepPoint", "evenly_spaced", "run_sweep"]


def run_sweep(
    reading: CaseFile,
    name: str,
    points: Sequence[Fraction],
    settings: Settings,
    pool: Pool,
    *,
    known: AnswerCache | None = None,
    progress: Callable[[BatchProgress], None] | None = None,
) -> Sweep:
    """Move one input of a case by each of the points, and by nothing, and optimise every option each time.

    `points`: shares, -1/10 for a tenth less. `known`: answers that need not be solved again; it gains every other, and
    loses those that this sweep has no use for. Raises KeyError for an input that is not in `models.case.perturbation`,
    NotAnOption, BrokenAnswer where an answer does not stand up to its
    check, and WorkersLost.
    """
    case, known = reading.case, known if known is not None else AnswerCache()
    order = list(solving_waves(points))
    cases = {by: perturbed(case, name, by) for wave in order for by in wave}
    bench = BatchSolver(settings, pool, known)
    keys = {
        bench.key(each, option.name) for each in cases.values() for option in options_to_solve(each, settings.options)
    }
    solved = len(keys - set(known.answers))
    bench.progress = _Whole(solved, progress).tell
    work = _SweepSolver(bench, cases, relaxing_direction(case, name))
    for wave in order:
        work.solve(wave)
    for key in set(known.answers) - keys:
        del known.answers[key]
    found = tuple(_sweep_point(cases[by], by, work.at[by]) for by in sorted(work.at))
    made = (case, reading.source, reading.digest, settings, versions())
    counts, changed = (len(set(points)), len(keys), solved), (reading.scenario, reading.changes)
    return Sweep(*made, name, INPUT_BY_NAME[name].covers, found, *counts, *changed)


@dataclass
class _SweepSolver:
    """The points solved so far, and what those to come are given of them. `relaxing_direction`: as
    `models.case.monotonicity`.
    """

    bench: BatchSolver
    cases: dict[Fraction, Case]
    relaxing_direction: int | None
    at: dict[Fraction, dict[str, Result]] = field(default_factory=dict)

    def solve(self, wave: Sequence[Fraction]) -> None:
        """Solve the points of one wave."""
        cases = {by: self.cases[by] for by in wave}
        self.at |= self.bench.solve("sweep", cases, ready=self._impossible, start=self._start, bound=self._bound)
        for by in wave:
            for option, result in self.at[by].items():  # what followed without solving is kept like the rest
                self.bench.cache.add(self.bench.key(self.cases[by], option), result.answer)
        found = [result.answer for by in wave for result in self.at[by].values() if result.answer.plan is not None]
        self.bench.base_answers = {
            **self.bench.base_answers,
            **{answer.option: answer for answer in found},
        }  # how long each may take

    def _impossible(self, by: Fraction, option: str) -> Answer | None:
        """No plan, where a richer case is proven to have none."""
        answer = self._beside(by, option, self.relaxing_direction)
        return answer if answer is not None and answer.status is Status.INFEASIBLE else None

    def _bound(self, by: Fraction, option: str) -> float | None:
        """What is proven of the nearest richer case."""
        answer = self._beside(by, option, self.relaxing_direction)
        return answer.bound if answer is not None else None

    def _start(self, by: Fraction, option: str) -> Plan | None:
        """The plan of the nearest poorer case, which is possible here too; else that of the nearest on the other side.

        Where no side is richer, that of the side of less comes first.
        """
        poorer = -(self.relaxing_direction or 1)
        plans = (each.plan for side in (poorer, -poorer) if (each := self._beside(by, option, side)) is not None)
        return next((plan for plan in plans if plan is not None), None)

    def _beside(self, by: Fraction, option: str, side: int | None) -> Answer | None:
        near = None if side is None else nearest_on_side(by, self.at, side)
        return None if near is None else self.at[near][option].answer


@dataclass
class _Whole:
    """Tells of all waves as of one piece of work: how much of it is done, and how long the rest may take."""

    total: int
    progress: Callable[[BatchProgress], None] | None
    before: int = 0
    began: float = field(default_factory=time.perf_counter)

    def tell(self, step: BatchProgress) -> None:
        """One more programme of a wave is solved, or a wave is begun."""
        done = self.before + step.done
        if step.done == step.total:
            self.before = done
        passed = time.perf_counter() - self.began
        left = passed * (self.total - done) / done if done else None
        if self.progress is not None:
            self.progress(BatchProgress(step.stage, done, self.total, left))


def _sweep_point(case: Case, by: Fraction, results: dict[str, Result]) -> SweepPoint:
    return SweepPoint(by, results, appraise(case, {name: result.measures for name, result in results.items()}))
