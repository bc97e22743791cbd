"""Solving from the plan of a neighbour against solving from scratch: every stream of money moved a little at a time.

    python -m benchmarks.restart
    python -m benchmarks.restart --percent 10 --step 1 --option partial --cases my-case

From the case as it stands outwards, more and less money: each point is solved from scratch and from the plan of the
point before it, in one run on one machine. Progress goes to stderr, the table in Markdown to stdout. Exit code 1 where
an answer breaks a rule, or the two contradict each other: where one has a plan and the other a proof that there is
none, or the value of one lies beyond the bound of the other. Times alone never fail.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from benchmarks.compare import EXAMPLE, warm_up
from benchmarks.machine import Clock, Took, load, machine, software
from models.audit import verify
from models.case.perturbation import perturbed
from models.case.types import Case, Option
from models.plan.plan import Answer, Plan, Status
from optimiser.casefiles.reading import read
from optimiser.solving import solve
from optimiser.solving.settings import Settings

NOISE = 1e-6  # relative; floating point may differ by so much
PROVEN = (Status.OPTIMAL, Status.WITHIN_GAP, Status.INFEASIBLE)


@dataclass(frozen=True, slots=True)
class Point:
    """One option at one amount of money, solved from scratch and from the plan before it."""

    percent: Fraction
    scratch: Answer
    started: Answer
    scratch_took: Took
    started_took: Took
    wrong: bool

    @property
    def proven(self) -> bool:
        """Whether both proved what they claim."""
        return self.scratch.status in PROVEN and self.started.status in PROVEN

    @property
    def apart(self) -> float:
        """How much worse the value is than that from scratch, as a share of it; below 0 where it is better."""
        one, other = self.scratch.objective_value, self.started.objective_value
        if one is None or other is None:
            return 0.0
        return (other - one if self.scratch.objective == "cost" else one - other) / max(abs(one), 1e-9)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the command line asks for and print the table."""
    ask = _parser().parse_args(arguments)
    warm_up()
    settings, wrong = Settings(gap=ask.gap, time_limit=ask.seconds), False
    print("\n".join(_heading(ask.gap, ask.percent, ask.step)))
    for path in ask.cases:
        case = read(path).case
        for option in (each for each in case.options if not each.dropped):
            if not ask.option or option.name in ask.option:
                points = list(ladder(case, option, settings, ask.percent, ask.step))
                wrong = wrong or any(point.wrong for point in points)
                print(_row(path.stem, option, points), flush=True)
    return int(wrong)


def ladder(case: Case, option: Option, settings: Settings, percent: Fraction, step: Fraction) -> Iterator[Point]:
    """The points with more money, then those with less, each from the plan of the one before it."""
    own = solve(case, option, settings).plan
    for way in (1, -1):
        plan = own
        for number in range(1, int(percent / step) + 1):
            point = _point(case, option, settings, way * number * step, plan)
            print(f"{option.name}, {float(point.percent):+g} %", file=sys.stderr, flush=True)
            plan = point.started.plan or plan
            yield point


def _point(case: Case, option: Option, settings: Settings, percent: Fraction, start: Plan | None) -> Point:
    moved = perturbed(case, "funding", percent / 100)
    clock = Clock()
    scratch = solve(moved, option, settings)
    scratch_took, clock = clock.took(), Clock()
    started = solve(moved, option, settings, start=start)
    started_took = clock.took()
    broken = any(verify(moved, each.plan).violations for each in (scratch, started) if each.plan is not None)
    return Point(percent, scratch, started, scratch_took, started_took, broken or _contradict(scratch, started))


def _contradict(one: Answer, other: Answer) -> bool:
    """Whether two answers to one question cannot both be so."""
    if Status.INFEASIBLE in (one.status, other.status):
        return one.plan is not None or other.plan is not None
    return _beyond(one, other) or _beyond(other, one)


def _beyond(one: Answer, other: Answer) -> bool:
    """Whether the value of one lies beyond the bound of the other."""
    if one.objective_value is None or other.bound is None:
        return False
    ahead = other.bound - one.objective_value if one.objective == "cost" else one.objective_value - other.bound
    return ahead > NOISE * max(abs(other.bound), 1.0)


def _heading(gap: float, percent: Fraction, step: Fraction) -> list[str]:
    money = f"every stream from {float(-percent):g} % to {float(percent):+g} % in steps of {float(step):g} %"
    columns = ("case", "option", "points", "with a plan", "proven", "from scratch, s", "from the neighbour, s")
    return [
        f"{machine()}. {software()}. Load at the beginning {load()}.",
        f"Gap asked for {gap:.3%}; {money}. CPU seconds a point, of points that have a plan.",
        "",
        f"| {' | '.join(columns)} | times faster | value worse by, mean | at most |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]


def _row(case: str, option: Option, points: Sequence[Point]) -> str:
    planned = [point for point in points if point.started.plan is not None] or list(points)
    scratch = sum(point.scratch_took.cpu for point in planned) / len(planned)
    started = sum(point.started_took.cpu for point in planned) / len(planned)
    apart = [point.apart for point in planned]
    having = sum(point.started.plan is not None for point in points)
    cells = [case, option.name, len(points), having, sum(point.proven for point in points)]
    cells += [f"{scratch:.2f}", f"{started:.2f}", f"{scratch / started:.1f}"]
    cells += [f"{sum(apart) / len(apart):.3%}", f"{max(apart):.3%}"]
    return f"| {' | '.join(map(str, cells))} |" + (" WRONG" if any(point.wrong for point in points) else "")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.restart", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--percent", type=Fraction, default=Fraction(2), help="how far to move the money (default 2)")
    parser.add_argument("--step", type=Fraction, default=Fraction("0.4"), help="per cent at a time (default 0.4)")
    parser.add_argument("--gap", type=float, default=0.001, help="relative gap asked of both (default 0.001)")
    parser.add_argument("--seconds", type=float, default=60.0, help="at most, an option (default 60)")
    parser.add_argument("--cases", type=Path, nargs="*", default=[EXAMPLE], help="folders or workbooks")
    parser.add_argument("--option", action="append", default=[], help="only the options of this name; may be repeated")
    return parser


if __name__ == "__main__":
    sys.exit(main())
