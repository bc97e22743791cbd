"""Solving from the plan of a neighbouring case, against solving from scratch.

    python -m benchmarks.warm_start
    python -m benchmarks.warm_start --percent 10 --step 1 --option partial --cases my-case

The neighbours have a little more or a little less money in every funding stream. From the case itself outwards, each
point is solved from scratch and from the plan of the point before it, in one run on one machine. Progress goes to
stderr, the table in Markdown to stdout. The exit code is 1 if a plan breaks a rule, or if two answers contradict each
other: one has a plan and the other a proof that there is none, or a value lies beyond the other's bound. Times alone
never fail.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from benchmarks.compare import EXAMPLE, load_libraries
from benchmarks.contradictions import PROVEN, ZERO_TOLERANCE, contradict
from benchmarks.machine import Clock, Duration, load, machine, software
from models.audit import verify
from models.case.perturbation import perturbed
from models.case.types import Case, Option
from models.plan.plan import Answer, Plan
from optimiser.casefiles.reading import read
from optimiser.solving import solve
from optimiser.solving.settings import Settings


@dataclass(frozen=True, slots=True)
class Point:
    """One option at one amount of funding, solved from scratch (`cold`) and from the plan before it (`warm`).

    `is_wrong`: whether a plan breaks a rule or the two answers contradict each other.
    """

    percent: Fraction
    cold: Answer
    warm: Answer
    cold_duration: Duration
    warm_duration: Duration
    is_wrong: bool

    @property
    def proven(self) -> bool:
        """Whether both answers are proven."""
        return self.cold.status in PROVEN and self.warm.status in PROVEN

    @property
    def worse_by(self) -> float:
        """How much worse the warm value is than the cold one, as a share of it; below 0 if it is better."""
        cold, warm = self.cold.objective_value, self.warm.objective_value
        if cold is None or warm is None:
            return 0.0
        return (warm - cold if self.cold.objective == "cost" else cold - warm) / max(abs(cold), ZERO_TOLERANCE)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what the command line asks for and print the table. Return 1 if an answer is wrong."""
    arguments = _parser().parse_args(argv)
    load_libraries()
    settings, is_wrong = Settings(gap=arguments.gap, time_limit=arguments.seconds), False
    print("\n".join(_heading(arguments.gap, arguments.percent, arguments.step)))
    for path in arguments.cases:
        case = read(path).case
        for option in (option for option in case.options if not option.dropped):
            if not arguments.option or option.name in arguments.option:
                points = list(funding_points(case, option, settings, arguments.percent, arguments.step))
                is_wrong = is_wrong or any(point.is_wrong for point in points)
                print(_row(path.stem, option, points), flush=True)
    return int(is_wrong)


def funding_points(
    case: Case, option: Option, settings: Settings, percent: Fraction, step: Fraction
) -> Iterator[Point]:
    """The points with more money, then those with less, each solved from the plan of the one before it."""
    base_plan = solve(case, option, settings).plan
    for sign in (1, -1):
        plan = base_plan
        for number in range(1, int(percent / step) + 1):
            point = _point(case, option, settings, sign * number * step, plan)
            print(f"{option.name}, {float(point.percent):+g} %", file=sys.stderr, flush=True)
            plan = point.warm.plan or plan
            yield point


def _point(case: Case, option: Option, settings: Settings, percent: Fraction, start: Plan | None) -> Point:
    neighbour = perturbed(case, "funding", percent / 100)
    clock = Clock()
    cold = solve(neighbour, option, settings)
    cold_duration, clock = clock.duration(), Clock()
    warm = solve(neighbour, option, settings, start=start)
    warm_duration = clock.duration()
    broken = any(verify(neighbour, answer.plan).violations for answer in (cold, warm) if answer.plan is not None)
    return Point(percent, cold, warm, cold_duration, warm_duration, broken or contradict(cold, warm))


def _heading(gap: float, percent: Fraction, step: Fraction) -> list[str]:
    money = f"every stream from {float(-percent):g} % to {float(percent):+g} % in steps of {float(step):g} %"
    columns = ("case", "option", "points", "with a plan", "proven", "from scratch, s", "from the neighbour, s")
    return [
        f"{machine()}. {software()}. Load at the beginning {load()}.",
        f"Gap asked for {gap:.3%}; {money}. Mean CPU seconds of the points that have a plan.",
        "",
        f"| {' | '.join(columns)} | times faster | value worse by, mean | at most |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]


def _row(case: str, option: Option, points: Sequence[Point]) -> str:
    with_plan = [point for point in points if point.warm.plan is not None] or list(points)
    cold = sum(point.cold_duration.cpu for point in with_plan) / len(with_plan)
    warm = sum(point.warm_duration.cpu for point in with_plan) / len(with_plan)
    worse_by = [point.worse_by for point in with_plan]
    plans = sum(point.warm.plan is not None for point in points)
    cells = [case, option.name, len(points), plans, sum(point.proven for point in points)]
    cells += [f"{cold:.2f}", f"{warm:.2f}", f"{cold / warm:.1f}"]
    cells += [f"{sum(worse_by) / len(worse_by):.3%}", f"{max(worse_by):.3%}"]
    return f"| {' | '.join(map(str, cells))} |" + (" WRONG" if any(point.is_wrong for point in points) else "")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.warm_start",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--percent", type=Fraction, default=Fraction(2), help="furthest change of money (default 2)")
    parser.add_argument("--step", type=Fraction, default=Fraction("0.4"), help="per cent at a time (default 0.4)")
    parser.add_argument("--gap", type=float, default=0.001, help="relative gap for both (default 0.001)")
    parser.add_argument("--seconds", type=float, default=60.0, help="time limit for an option (default 60)")
    parser.add_argument("--cases", type=Path, nargs="*", default=[EXAMPLE], help="folders or workbooks")
    parser.add_argument("--option", action="append", default=[], help="only this option; may be repeated")
    return parser


if __name__ == "__main__":
    sys.exit(main())
