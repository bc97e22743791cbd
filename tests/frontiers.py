"""Frontiers for the tests: a case small enough to reckon by hand, and pools that answer badly on purpose.

The case: one borough, £1,000, places at £10 that give half an outcome each. "small" has at most 40 places; "large" has
a fee of £450 for any; "none" is offered nothing. For c pounds small has min(c / 10, 40) places, and large
(c - 450) / 10, each rounded down: both have 40 from £850 on, and from £860 on large has more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from models.case.types import Case
from models.plan.plan import Answer
from optimiser.analyses.frontier import Frontiers, frontiers
from optimiser.casefiles.reading import Reading
from optimiser.engine.answer_cache import Known
from optimiser.engine.parallel import Pool, Task
from optimiser.solving.settings import Settings
from tests.world import floor, line, offer, option, service, stream, world


def case(floors: int = 0, title: str = "tiny world", names: Sequence[str] = ("small", "large", "none")) -> Case:
    """The case; with a floor of so many places where one is asked for."""
    small, large, _ = names
    return world(
        services=[service("day", value=2_100)],
        demand=100,
        funding=[stream("grant", "A", 100_000)],
        floors=[floor("A", "day", floors)] if floors else [],
        offers=[
            offer("S", "P", line("day", price=1000, success="1/2", capacity=40), options=[small]),
            offer("L", "Q", line("day", price=1000, fee=45_000, success="1/2"), options=[large]),
        ],
        options=[option(name) for name in names],
        title=title,
    )


def found(of: Case, settings: Settings | None = None, pool: Pool | None = None, **more: object) -> Frontiers:
    """The frontiers of a case, solved in turn."""
    reading = Reading(of, (), "", "")
    return frontiers(reading, settings or Settings(), pool or Pool(1), **more)  # type: ignore[arg-type]


@cache
def worked() -> Frontiers:
    """Those of the case, with 15 points."""
    return found(case())


@dataclass
class Altered(Pool):
    """A pool whose answers are altered on the way, to see whether that is noticed."""

    alter: Callable[[Task, Answer], Answer] = lambda _, answer: answer
    loosen: bool = False  # whether ceilings are left out

    def solve(self, tasks: Sequence[Task], done: Callable[[Task], None]) -> list[Answer]:
        asked = [replace(task, ceiling=None) if self.loosen else task for task in tasks]
        return [self.alter(task, answer) for task, answer in zip(tasks, Pool(1).solve(asked, done), strict=True)]


@dataclass
class Counting(Pool):
    """A pool that counts what it is given to solve."""

    solved: int = 0

    def solve(self, tasks: Sequence[Task], done: Callable[[Task], None]) -> list[Answer]:
        self.solved += len(tasks)
        return Pool(1).solve(tasks, done)


__all__ = ["Altered", "Counting", "Known", "case", "found", "worked"]
