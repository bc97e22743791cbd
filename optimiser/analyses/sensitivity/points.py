"""The points at which one input of a case is moved: each case solved, and how every option stands in it.

If all success rates change by one factor, the feasible plans of an option stay the same, and so does what is proven of
them: the objective value and its bound change by that factor, and nothing is solved. That does not hold if the
objective weighs outcomes against money: under `value`, or with `most_per_outcome`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from models.appraisal.scoring import Standing, appraise
from models.case.perturbation import SUCCESS_RATES, perturbed
from models.case.types import Case
from models.plan.plan import Answer
from optimiser.analyses.sensitivity.results import GateScore, OptionStanding, SensitivityPoint
from optimiser.engine.answer_cache import AnswerCache, answer_key
from optimiser.engine.parallel import BatchSolver, Pool
from optimiser.engine.progress import OnProgress
from optimiser.engine.run import Result, Run

Change = tuple[str, Fraction]  # an input's name, and the share by which it is moved


@dataclass
class PointSolver:
    """Solves points and keeps them in `solved`. `cache`: answers that need not be solved; it gains every other."""

    run: Run
    pool: Pool
    progress: OnProgress | None = None
    cache: AnswerCache = field(default_factory=AnswerCache)
    solved: dict[Change, SensitivityPoint] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, result in self.run.results.items():
            self.cache.substitutes[answer_key(self.run.case, name, self.run.settings)] = result.answer

    def solve(self, stage: str, changes: Sequence[Change]) -> None:
        """Solve the points of these changes. Raises BrokenAnswer if an answer fails its verification."""
        new = [change for change in dict.fromkeys(changes) if change not in self.solved]
        cases = {change: perturbed(self.run.case, *change) for change in new}
        answers = {name: result.answer for name, result in self.run.results.items()}
        batch = BatchSolver(self.run.settings, self.pool, self.cache, answers, self.progress)
        for change, results in batch.solve(stage, cases, ready=self._answer_in_proportion).items():
            self.solved[change] = sensitivity_point(cases[change], change[1], results)

    def _answer_in_proportion(self, change: Change, name: str) -> Answer | None:
        """The run's own answer scaled, if all success rates change by one factor and are not traded against money."""
        answer, factor = self.run.results[name].answer, 1 + change[1]
        capped = any(rate > 1 for rate in _scaled_success_rates(self.run.case, factor))
        weighed = self.run.case.most_per_outcome is not None and answer.objective == "outcomes"
        if change[0] != SUCCESS_RATES or answer.objective == "value" or weighed or capped:
            return None
        return _scaled(answer, factor)


def sensitivity_point(case: Case, change: Fraction, results: Mapping[str, Result]) -> SensitivityPoint:
    """How the options stand in a case, from their results."""
    appraisal = appraise(case, {name: result.measures for name, result in results.items()})
    options = {name: _option_standing(case, result, appraisal.standings[name]) for name, result in results.items()}
    return SensitivityPoint(change, options, appraisal.preferred)


def _option_standing(case: Case, result: Result, standing: Standing) -> OptionStanding:
    measures = result.measures or {}
    return OptionStanding(
        status=result.answer.status,
        cost=measures.get("cost"),
        outcomes=measures.get("outcomes"),
        score=standing.score,
        rank=standing.rank,
        eligible=standing.eligible,
        weighted_outcomes=measures.get("weighted_outcomes"),
        gates={
            score.criterion: GateScore(score.score, criterion.gate, score.passed is True)
            for criterion, score in zip(case.criteria, standing.scores, strict=False)
            if criterion.gate is not None
        },
    )


def _scaled_success_rates(case: Case, factor: Fraction) -> Iterator[Fraction]:
    yield from (line.success_rate * factor for contract in case.contracts for line in contract.lines)
    yield from (line.success_rate * factor for offer in case.offers for line in offer.lines)


def _scaled(answer: Answer, factor: Fraction) -> Answer:
    """An answer whose outcomes change by a factor. Its money does not change."""
    if answer.objective != "outcomes":
        return answer
    figures = (answer.objective_value, answer.bound)
    objective_value, bound = (None if figure is None else figure * float(factor) for figure in figures)
    return replace(answer, objective_value=objective_value, bound=bound)
