"""A sweep as the command makes it, against the same points each solved from scratch.

    python -m benchmarks.sweeping
    python -m benchmarks.sweeping --case inputs/sandwell --input demand --points 20 --workers 2
    python -m benchmarks.sweeping --alone

Seconds are those on the wall and of the processor, of all processes together. The two ways may end at other plans
within the gap; where one contradicts the other, a plan against a proof that there is none or a value beyond the other's
bound, that is said and the exit code is 1. `--alone` leaves out the sweep from scratch. Works where the system tells
the seconds of child processes.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from benchmarks.machine import load, machine, software
from models.case.perturbation import perturbed
from models.plan.plan import Answer, Status
from optimiser.analyses.sweep import spread, swept
from optimiser.analyses.sweep.order import waves
from optimiser.casefiles.reading import CaseFile, read
from optimiser.engine.parallel import BatchSolver, Pool
from optimiser.engine.run import Result
from optimiser.solving.settings import Settings

NOISE = 1e-6  # relative; floating point may differ by so much
Answers = dict[Fraction, dict[str, Answer]]


@dataclass(frozen=True, slots=True)
class Took:
    """What a sweep found, in how many seconds on the wall and of the processor."""

    answers: Answers
    wall: float
    cpu: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Sweep both ways and print the table; 1 where they contradict each other."""
    asked = _arguments(arguments)
    reading = read(Path(asked.case))
    points = spread(Fraction(asked.low) / 100, Fraction(asked.high) / 100, asked.points)
    begin = load()
    ours = _timed(lambda: _ours(reading, asked.input, points, asked.workers))
    scratch = None if asked.alone else _timed(lambda: _scratch(reading, asked.input, points, asked.workers))
    wrong = list(_contradictions(ours.answers, scratch.answers)) if scratch else []
    print(f"{machine()}. {software()}. Load at the beginning {begin}, at the end {load()}.")
    print(f"{asked.workers} processes; {asked.input} from {asked.low} % to {asked.high} %, {asked.points} points.\n")
    print("\n".join(_table(Path(asked.case).name, ours, scratch)))
    print("".join(f"\nCONTRADICTION: {each}" for each in wrong))
    return 1 if wrong else 0


def _ours(reading: CaseFile, name: str, points: Sequence[Fraction], workers: int) -> Answers:
    with Pool(workers) as pool:
        found = swept(reading, name, points, Settings(), pool)
    return {point.by: _answers(point.results) for point in found.points}


def _scratch(reading: CaseFile, name: str, points: Sequence[Fraction], workers: int) -> Answers:
    cases = {by: perturbed(reading.case, name, by) for wave in waves(points) for by in wave}
    with Pool(workers) as pool:
        found = BatchSolver(Settings(), pool).solve("scratch", cases)
    return {by: _answers(results) for by, results in found.items()}


def _answers(results: Mapping[str, Result]) -> dict[str, Answer]:
    return {name: result.answer for name, result in results.items()}


def _timed(work: Callable[[], Answers]) -> Took:
    began, before = time.perf_counter(), _processor()
    answers = work()
    return Took(answers, time.perf_counter() - began, _processor() - before)


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _table(case: str, ours: Took, scratch: Took | None) -> Iterator[str]:
    yield "| case | way | points with a plan | programmes | proven | seconds | CPU |"
    yield "|---|---|--:|--:|--:|--:|--:|"
    for way, took in (("as the command", ours), ("each from scratch", scratch)):
        if took is not None:
            answers = [each for point in took.answers.values() for each in point.values()]
            planned = sum(any(each.plan for each in point.values()) for point in took.answers.values())
            proven = sum(each.status.value in ("optimal", "within gap", "infeasible") for each in answers)
            figures = f"{planned} of {len(took.answers)} | {len(answers)} | {proven}"
            yield f"| {case} | {way} | {figures} | {took.wall:.0f} | {took.cpu:.0f} |"
    if scratch is not None:
        yield f"\nTimes faster: {scratch.wall / ours.wall:.1f} on the wall, {scratch.cpu / ours.cpu:.1f} in CPU."


def _contradictions(ours: Answers, scratch: Answers) -> Iterator[str]:
    for by, point in ours.items():
        for name, one in point.items():
            other = scratch[by][name]
            if any(_against(*pair) for pair in ((one, other), (other, one))):
                said = (f"{each.status.value}, {each.objective_value} of at most {each.bound}" for each in (one, other))
                yield f"{name} at {float(by):+.2%}: {'; '.join(said)}"


def _against(one: Answer, other: Answer) -> bool:
    return (one.status is Status.INFEASIBLE and other.plan is not None) or _beyond(one, other)


def _beyond(one: Answer, other: Answer) -> bool:
    """Whether a value lies beyond the other's bound."""
    if one.objective_value is None or other.bound is None:
        return False
    room = NOISE * max(abs(one.objective_value), 1e-9)
    return (
        one.objective_value < other.bound - room
        if one.objective == "cost"
        else one.objective_value > other.bound + room
    )


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", default="inputs/three-boroughs")
    parser.add_argument("--input", default="funding")
    parser.add_argument("--low", default="-10", help="per cent")
    parser.add_argument("--high", default="10", help="per cent")
    parser.add_argument("--points", type=int, default=50)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--alone", action="store_true", help="leave out the sweep from scratch")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
