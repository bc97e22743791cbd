"""The points at which one input is moved: each case solved on the bench, and how the options stand there.

Where all success rates move by one share, the plans of an option stay what they are, and so does what is proven of
them: the aim and its bound move by that share, and nothing is solved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from models.appraisal.scoring import Standing, appraise
from models.case.perturbation import SUCCESS_RATES, perturbed
from models.case.types import Case
from models.plan.plan import Answer
from optimiser.analyses.sensitivity.results import GateScore, OptionStanding, SensitivityPoint
from optimiser.engine.answer_cache import AnswerCache, answer_key
from optimiser.engine.parallel import BatchProgress, BatchSolver, Pool
from optimiser.engine.run import Result, Run

Change = tuple[str, Fraction]  # an input's name, and by which share it is moved


@dataclass
class PointSolver:
    """`at`: what was solved so far, by change. `known`: answers that need not be solved; it gains every other."""

    run: Run
    pool: Pool
    progress: Callable[[BatchProgress], None] | None = None
    cache: AnswerCache = field(default_factory=AnswerCache)
    solved: dict[Change, SensitivityPoint] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, result in self.run.results.items():
            self.cache.substitutes[answer_key(self.run.case, name, self.run.settings)] = result.answer

    def solve(self, stage: str, changes: Sequence[Change]) -> None:
        """Make the points of these changes. Raises BrokenAnswer where an answer does not stand up to its check."""
        fresh = [change for change in dict.fromkeys(changes) if change not in self.solved]
        cases = {change: perturbed(self.run.case, *change) for change in fresh}
        base = {name: result.answer for name, result in self.run.results.items()}
        bench = BatchSolver(self.run.settings, self.pool, self.cache, base, self.progress)
        for change, results in bench.solve(stage, cases, ready=self._in_proportion).items():
            self.solved[change] = sensitivity_point(cases[change], change[1], results)

    def _in_proportion(self, change: Change, name: str) -> Answer | None:
        """The answer as it was, where all success rates move by one share and are not weighed against money."""
        answer = self.run.results[name].answer
        uneven = answer.objective == "value" or any(
            rate > 1 for rate in _scaled_success_rates(self.run.case, 1 + change[1])
        )
        return None if change[0] != SUCCESS_RATES or uneven else _scaled(answer, 1 + change[1])


def sensitivity_point(case: Case, by: Fraction, results: Mapping[str, Result]) -> SensitivityPoint:
    """How the options stand in a case, from their results."""
    appraisal = appraise(case, {name: result.measures for name, result in results.items()})
    options = {name: _option_standing(case, result, appraisal.standings[name]) for name, result in results.items()}
    return SensitivityPoint(by, options, appraisal.preferred)


def _option_standing(case: Case, result: Result, standing: Standing) -> OptionStanding:
    measures = result.measures or {}
    return OptionStanding(
        result.answer.status,
        measures.get("cost"),
        measures.get("outcomes"),
        standing.score,
        standing.rank,
        standing.eligible,
        measures.get("weighted_outcomes"),
        {
            score.criterion: GateScore(score.score, criterion.gate, score.passed is True)
            for criterion, score in zip(case.criteria, standing.scores, strict=False)
            if criterion.gate is not None
        },
    )


def _scaled_success_rates(case: Case, times: Fraction) -> Iterator[Fraction]:
    yield from (line.success_rate * times for each in case.contracts for line in each.lines)
    yield from (line.success_rate * times for each in case.offers for line in each.lines)


def _scaled(answer: Answer, times: Fraction) -> Answer:
    """An answer of which the outcomes count so many times; money stays what it is."""
    if answer.objective != "outcomes":
        return answer
    primary, bound = (None if each is None else each * float(times) for each in (answer.objective_value, answer.bound))
    return replace(answer, objective_value=primary, bound=bound)
