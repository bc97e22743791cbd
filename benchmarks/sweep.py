"""A sweep as `optimiser sweep` runs it, against the same points each solved from scratch.

    python -m benchmarks.sweep
    python -m benchmarks.sweep --case inputs/sandwell --input demand --points 20 --workers 2
    python -m benchmarks.sweep --alone

Seconds are elapsed time and CPU time, of all processes together. The two ways may find different plans within the gap.
If two answers contradict each other (one has a plan and the other a proof that there is none, or a value lies beyond
the other's bound), the command says so and exits with code 1. `--alone` leaves out the sweep from scratch.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from benchmarks.contradictions import PROVEN, contradict
from benchmarks.machine import Clock, Duration, load, machine, software
from models.case.perturbation import perturbed
from models.plan.plan import Answer
from optimiser.analyses.sweep import evenly_spaced, run_sweep, solving_waves
from optimiser.casefiles.reading import CaseFile, read
from optimiser.engine.parallel import BatchSolver, Pool
from optimiser.engine.run import Result
from optimiser.solving.settings import Settings

Answers = dict[Fraction, dict[str, Answer]]  # by change of the input, and option


@dataclass(frozen=True, slots=True)
class TimedSweep:
    """The answers of a sweep, and how long it took."""

    answers: Answers
    duration: Duration


def main(argv: Sequence[str] | None = None) -> int:
    """Run the sweep both ways and print the table. Return 1 if two answers contradict each other."""
    arguments = _parser().parse_args(argv)
    case_file = read(Path(arguments.case))
    points = evenly_spaced(Fraction(arguments.low) / 100, Fraction(arguments.high) / 100, arguments.points)
    load_before = load()
    ours = _timed(lambda: _as_the_command(case_file, arguments.input, points, arguments.workers))
    cold = None
    if not arguments.alone:
        cold = _timed(lambda: _from_scratch(case_file, arguments.input, points, arguments.workers))
    contradictions = list(_contradictions(ours.answers, cold.answers)) if cold else []
    moves = f"{arguments.input} from {arguments.low} % to {arguments.high} %, {arguments.points} points"
    print(f"{machine()}. {software()}. Load at the beginning {load_before}, at the end {load()}.")
    print(f"{arguments.workers} processes; {moves}.\n")
    print("\n".join(_table(Path(arguments.case).name, ours, cold)))
    print("".join(f"\nCONTRADICTION: {contradiction}" for contradiction in contradictions))
    return 1 if contradictions else 0


def _as_the_command(case_file: CaseFile, name: str, points: Sequence[Fraction], workers: int) -> Answers:
    with Pool(workers) as pool:
        sweep = run_sweep(case_file, name, points, Settings(), pool)
    return {point.change: _answers(point.results) for point in sweep.points}


def _from_scratch(case_file: CaseFile, name: str, points: Sequence[Fraction], workers: int) -> Answers:
    cases = {by: perturbed(case_file.case, name, by) for wave in solving_waves(points) for by in wave}
    with Pool(workers) as pool:
        by_point = BatchSolver(Settings(), pool).solve("scratch", cases)
    return {by: _answers(results) for by, results in by_point.items()}


def _answers(results: Mapping[str, Result]) -> dict[str, Answer]:
    return {name: result.answer for name, result in results.items()}


def _timed(sweep: Callable[[], Answers]) -> TimedSweep:
    clock = Clock()
    answers = sweep()
    return TimedSweep(answers, clock.duration())


def _table(case: str, ours: TimedSweep, cold: TimedSweep | None) -> Iterator[str]:
    yield "| case | way | points with a plan | problems | proven | seconds | CPU |"
    yield "|---|---|--:|--:|--:|--:|--:|"
    for way, sweep in (("as the command", ours), ("each from scratch", cold)):
        if sweep is not None:
            answers = [answer for point in sweep.answers.values() for answer in point.values()]
            with_plan = sum(any(answer.plan for answer in point.values()) for point in sweep.answers.values())
            proven = sum(answer.status in PROVEN for answer in answers)
            figures = f"{with_plan} of {len(sweep.answers)} | {len(answers)} | {proven}"
            yield f"| {case} | {way} | {figures} | {sweep.duration.elapsed:.0f} | {sweep.duration.cpu:.0f} |"
    if cold is not None:
        elapsed, cpu = cold.duration.elapsed / ours.duration.elapsed, cold.duration.cpu / ours.duration.cpu
        yield f"\nTimes faster: {elapsed:.1f} in elapsed time, {cpu:.1f} in CPU time."


def _contradictions(ours: Answers, cold: Answers) -> Iterator[str]:
    for by, point in ours.items():
        for name, answer in point.items():
            other = cold[by][name]
            if contradict(answer, other):
                answers = (f"{a.status.value}, value {a.objective_value}, bound {a.bound}" for a in (answer, other))
                yield f"{name} at {float(by):+.2%}: {'; '.join(answers)}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.sweep", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--case", default="inputs/three-boroughs", help="a folder or workbook")
    parser.add_argument("--input", default="funding", help="the input to change (default funding)")
    parser.add_argument("--low", default="-10", help="per cent (default -10)")
    parser.add_argument("--high", default="10", help="per cent (default 10)")
    parser.add_argument("--points", type=int, default=50, help="default 50")
    parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--alone", action="store_true", help="leave out the sweep from scratch")
    return parser


if __name__ == "__main__":
    sys.exit(main())
