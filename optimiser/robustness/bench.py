"""The bench on which changed cases are solved, judged and appraised, with what was solved before used again.

An answer is used again where everything that the option's programme reads is as it was: the hub's cost does not move
an option without hubs. And where all success rates move by one share, the plans of an option stay what they are, and
so does what is proven of them: the aim and its bound move by that share. Each is judged anew in its changed case.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from models.appraisal import appraise
from models.case import Case
from models.ledger import Ledger
from models.plan import Answer
from models.varying import SUCCESS_RATES, varied
from optimiser.robustness.findings import Found, Point
from optimiser.robustness.pool import Pool, Task
from optimiser.running import Result, Run, judged

Change = tuple[str, Fraction]  # an input's name, and by which share it is moved


@dataclass(frozen=True, slots=True)
class Step:
    """How far the testing is: programmes solved of those known to be needed, and seconds left, None where unknown."""

    stage: str
    done: int
    total: int
    left: float | None


@dataclass
class Bench:
    """`points`: what was solved so far, by change."""

    run: Run
    pool: Pool
    progress: Callable[[Step], None] | None = None
    points: dict[Change, Point] = field(default_factory=dict)
    _known: dict[str, list[tuple[Case, Answer]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, result in self.run.results.items():
            self._known[name] = [(_read_by(self.run.case, name), result.answer)]

    def solve(self, stage: str, changes: Sequence[Change]) -> None:
        """Make the points of these changes. Raises BrokenAnswer where an answer does not stand up to its check."""
        fresh = [change for change in dict.fromkeys(changes) if change not in self.points]
        cases = {change: varied(self.run.case, *change) for change in fresh}
        tasks = list(self._tasks(cases))
        clock = _Clock(stage, tasks, self.pool.at_once(), self.progress)
        for task, answer in zip(tasks, self.pool.solve(tasks, clock.tick), strict=True):
            self._known[task.option].append((_read_by(task.case, task.option), answer))
        for change, case in cases.items():
            self.points[change] = self._point(change, case)

    def _tasks(self, cases: dict[Change, Case]) -> Iterator[Task]:
        """What is still to be solved, each programme once."""
        asked: list[tuple[str, Case]] = []
        for change, case in cases.items():
            for name, result in self.run.results.items():
                what = (name, _read_by(case, name))
                if self._answer(change, case, name) is None and what not in asked:
                    asked.append(what)
                    yield Task(_bare(case), name, self.run.settings, result.answer.seconds)

    def _answer(self, change: Change, case: Case, name: str) -> Answer | None:
        """What is known of an option in a changed case."""
        reads = _read_by(case, name)
        found = next((answer for before, answer in self._known[name] if before == reads), None)
        return found or self._in_proportion(change, name)

    def _in_proportion(self, change: Change, name: str) -> Answer | None:
        """The answer as it was, where all success rates move by one share and are not weighed against money."""
        answer = self.run.results[name].answer
        uneven = answer.objective == "value" or any(rate > 1 for rate in _rates(self.run.case, 1 + change[1]))
        return None if change[0] != SUCCESS_RATES or uneven else _times(answer, 1 + change[1])

    def _point(self, change: Change, case: Case) -> Point:
        results: dict[str, Result] = {}
        reference: Ledger | None = None
        for name in self.run.results:
            answer = self._answer(change, case, name)
            assert answer is not None  # all that was missing is solved
            results[name] = judged(case, self.run.settings, answer, reference)
            reference = results[name].ledger if name == case.reference.name else reference
        return point(case, change[1], results)


def point(case: Case, by: Fraction, results: dict[str, Result]) -> Point:
    """How the options stand in a case, from their results."""
    appraisal = appraise(case, {name: result.measures for name, result in results.items()})
    options = {}
    for name, result in results.items():
        standing, measures = appraisal.standings[name], result.measures or {}
        figures = (measures.get("cost"), measures.get("outcomes"), standing.score, standing.rank)
        options[name] = Found(result.answer.status, *figures, standing.eligible)
    return Point(by, options, appraisal.preferred)


def _bare(case: Case) -> Case:
    """What any programme may read of a case, in types that go to another process."""
    return replace(
        case,
        demand=dict(case.demand),
        optimism_bias={},
        **dict.fromkeys(("criteria", "risks", "scenarios", "actions", "assumptions", "success_factors"), ()),  # type: ignore[arg-type]
    )


def _read_by(case: Case, name: str) -> Case:
    """What the programme of one option reads."""
    offers = tuple(offer for offer in case.offers if name in offer.options)
    return replace(_bare(case), options=(case.option(name),), offers=offers)


def _rates(case: Case, times: Fraction) -> Iterator[Fraction]:
    yield from (line.success_rate * times for each in case.contracts for line in each.lines)
    yield from (line.success_rate * times for each in case.offers for line in each.lines)


def _times(answer: Answer, times: Fraction) -> Answer:
    """An answer of which the outcomes count so many times; money stays what it is."""
    if answer.objective != "outcomes":
        return answer
    primary, bound = (None if each is None else each * float(times) for each in (answer.primary, answer.bound))
    return replace(answer, primary=primary, bound=bound)


@dataclass
class _Clock:
    """Tells how far a stage is, and how long it may still take: as the work done so far took against what it might."""

    stage: str
    tasks: Sequence[Task]
    workers: int
    progress: Callable[[Step], None] | None
    done: int = 0
    behind: float = 0.0
    began: float = field(default_factory=time.perf_counter)

    def __post_init__(self) -> None:
        self._tell(sum(task.seconds for task in self.tasks) / self.workers)

    def tick(self, task: Task) -> None:
        """One more is solved."""
        self.done += 1
        self.behind += task.seconds
        ahead = sum(each.seconds for each in self.tasks) - self.behind
        passed = time.perf_counter() - self.began
        self._tell(passed * ahead / self.behind if self.behind > 0 else None)

    def _tell(self, left: float | None) -> None:
        if self.progress is not None and self.tasks:
            self.progress(Step(self.stage, self.done, len(self.tasks), left))
