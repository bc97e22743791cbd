"""A batch of programmes: each is solved once, what is known is not solved again, and every answer is judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import pytest
from world import criterion, hub_phase, line, offer, option, stream, world

from models.case.perturbation import perturbed
from models.case.types import Case
from models.plan.plan import Answer, Status
from optimiser.engine.answer_cache import AnswerCache, answer_key
from optimiser.engine.parallel import BatchProgress, BatchSolver, Pool, Task
from optimiser.errors import BrokenAnswer, NotAnOption
from optimiser.solving.settings import Settings


def case() -> Case:
    return world(
        demand=100,
        funding=[stream("grant", "A", 100_000)],
        offers=[offer("S", "P", line("day", price=1000, success="1/2"))],
        options=[option("alone"), option("shared", hub_phases=[hub_phase("hub", "A", annual_cost=10_000)])],
        criteria=[criterion("recovery", measure="outcomes")],
    )


@dataclass
class Counting(Pool):
    """A pool of this process alone that notes what it is given."""

    seen: list[Task] = field(default_factory=list)

    def solve(self, tasks: Sequence[Task], done: Callable[[Task], None]) -> list[Answer]:
        self.seen += tasks
        return super().solve(tasks, done)


def asked(pool: Counting) -> list[str]:
    return [task.option for task in pool.seen]


def test_a_programme_that_two_cases_share_is_solved_once() -> None:
    """The hub's cost is not read by the option without one."""
    with Counting(workers=1) as pool:
        cases = {by: perturbed(case(), "hub cost", Fraction(by, 10)) for by in (0, 1)}
        found = BatchSolver(Settings(), pool).solve("hubs", cases)
    assert asked(pool) == ["alone", "shared", "shared"]
    assert {
        by: {name: result.measures["cost"] for name, result in each.items() if result.measures}
        for by, each in found.items()
    } == {
        0: {"alone": 100_000, "shared": 100_000},
        1: {"alone": 100_000, "shared": 100_000},
    }


def test_what_is_known_or_follows_without_solving_is_not_solved() -> None:
    known = AnswerCache()
    with Counting(workers=1) as pool:
        bench = BatchSolver(Settings(), pool, known)
        first = bench.solve("once", {"now": case()})
        again = bench.solve("twice", {"now": case()})
        ready = bench.solve(
            "ready", {"less": perturbed(case(), "funding", Fraction(-1, 2))}, ready=lambda _, name: _none(name)
        )
    assert asked(pool) == ["alone", "shared"]
    assert set(known.answers) == {answer_key(case(), name, Settings()) for name in ("alone", "shared")}
    assert first == again
    assert {name: each.answer.status for name, each in ready["less"].items()} == {
        "alone": Status.INFEASIBLE,
        "shared": Status.INFEASIBLE,
    }


def _none(name: str) -> Answer:
    return Answer(name, "outcomes", Status.INFEASIBLE)


def test_an_answer_is_that_of_the_case_solved_by_itself() -> None:
    """Answers in a similar case say how long solving may take, and nothing else."""
    with Counting(workers=1) as pool:
        base = {name: each.answer for name, each in BatchSolver(Settings(), pool).solve("base", {0: case()})[0].items()}
        less = {1: perturbed(case(), "funding", Fraction(-1, 10))}
        beside, alone = (
            BatchSolver(Settings(), pool, base_answers=known).solve("less", less)[1] for known in (base, {})
        )
    assert [task.start for task in pool.seen] == [None] * 6
    assert {name: result.answer.plan for name, result in beside.items()} == {
        name: result.answer.plan for name, result in alone.items()
    }


def test_only_the_options_asked_for_and_the_reference_are_solved() -> None:
    with Counting(workers=1) as pool:
        BatchSolver(Settings(options=("alone",)), pool).solve("one", {0: case()})
        with pytest.raises(NotAnOption):
            BatchSolver(Settings(options=("other",)), pool).solve("none", {0: case()})
    assert asked(pool) == ["alone"]


def test_an_answer_that_does_not_stand_up_is_refused() -> None:
    with Counting(workers=1) as pool:
        solved = BatchSolver(Settings(), pool).solve("base", {0: case()})[0]["alone"].answer
        assert solved.objective_value is not None
        wrong = replace(solved, objective_value=solved.objective_value + 1)
        with pytest.raises(BrokenAnswer):
            BatchSolver(Settings(), pool, AnswerCache({answer_key(case(), "alone", Settings()): wrong})).solve(
                "again", {0: case()}
            )


def test_progress_tells_how_many_of_those_needed_are_solved() -> None:
    steps: list[BatchProgress] = []
    with Counting(workers=1) as pool:
        BatchSolver(Settings(), pool, progress=steps.append).solve("hubs", {0: case()})
    assert [(step.stage, step.done, step.total) for step in steps] == [("hubs", done, 2) for done in range(3)]
