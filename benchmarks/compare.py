"""Our solving against the plain model through PuLP's CBC, option by option, in one run on one machine.

    python -m benchmarks.compare
    python -m benchmarks.compare --seconds 10 --seeds 1 --json /tmp/compare.json
    python -m benchmarks.compare --seeds "" --cases my-case other-case.xlsx

Progress goes to stderr, the table in Markdown to stdout. The exit code is 1 if a plan of ours breaks a rule, if our
value is worse than CBC's by more than the gap, or if a value lies beyond the other's bound; times alone never fail. CBC
only optimises the objective. Our seconds include everything: building the model, the objective, whole places, the
secondary objective, and who pays.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks import random_case, report
from benchmarks.cbc import solve_with_cbc
from benchmarks.machine import Clock
from benchmarks.report import Measurement
from models.audit import verify
from models.case.types import Case, Option
from optimiser.casefiles.reading import read
from optimiser.solving import solve
from optimiser.solving.settings import Settings

EXAMPLE = Path(__file__).resolve().parents[1] / "inputs" / "three-boroughs"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what the command line asks for and print the table. Return 1 if an answer of ours is wrong or worse."""
    arguments = _parser().parse_args(argv)
    load_libraries()
    measurements: list[Measurement] = []
    for name, case in cases(arguments.cases, arguments.seeds):
        for option in (option for option in case.options if not option.dropped):
            if not arguments.option or option.name in arguments.option:
                measurements.append(measure(name, case, option, arguments.gap, arguments.seconds))
                _log_progress(report.progress_line(measurements[-1]))
    print("\n".join(report.report_lines(measurements, arguments.gap, arguments.seconds)))
    if arguments.json:
        text = json.dumps([asdict(measurement) for measurement in measurements], indent=1)
        arguments.json.write_text(text + "\n", encoding="utf-8")
    return int(any(measurement.fault for measurement in measurements))


def measure(name: str, case: Case, option: Option, gap: float, seconds: float) -> Measurement:
    """Solve one option both ways: ours first, and CBC only if ours has a plan."""
    _log_progress(f"{name}, {option.name}: ours")
    clock = Clock()
    answer = solve(case, option, Settings(gap=gap, time_limit=max(seconds, 60.0)))
    duration = clock.duration()
    violations = verify(case, answer.plan).violations if answer.plan is not None else ()
    cbc = None
    if answer.plan is not None:
        _log_progress(f"{name}, {option.name}: the plain model through CBC, at most {seconds:g} s")
        cbc = solve_with_cbc(case, option.name, gap, seconds)
    return Measurement(
        case=name,
        option=option.name,
        free_choice=any(not arrangement.required for arrangement in option.arrangements),
        objective=case.objective,
        asked=gap,
        status=answer.status.value,
        value=answer.objective_value,
        bound=answer.bound,
        gap=answer.gap,
        duration=duration,
        violations=tuple(map(str, violations)),
        cbc=cbc,
    )


def cases(named: Iterable[Path], seeds: Iterable[int]) -> Iterator[tuple[str, Case]]:
    """The cases named and the random cases of the seeds, each with its name in the table."""
    for path in named:
        yield path.stem, read(path).case
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            random_case.write_case(random_case.CaseSpec(seed=seed), Path(folder))
            yield f"random {seed}", read(folder).case


def load_libraries() -> None:
    """Import the libraries that solving imports on first use, so that loading them is not counted."""
    import highspy  # noqa: F401, PLC0415 - here, so that --help does not wait for it


def numbers(text: str) -> list[int]:
    """The whole numbers in a text such as 1-5, 1,3 or 1-3,7; none if it is blank."""
    found: list[int] = []
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.compare", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="time limit of CBC for an option (default 60)")
    parser.add_argument("--gap", type=float, default=0.001, help="relative gap for both (default 0.001)")
    parser.add_argument("--seeds", type=numbers, default="1-5", help="random cases: 1-5 (default), 1,3 or blank")
    parser.add_argument("--cases", type=Path, nargs="*", default=[EXAMPLE], help="folders or workbooks")
    parser.add_argument("--option", action="append", default=[], help="only this option; may be repeated")
    parser.add_argument("--json", type=Path, help="write every figure, unrounded, to this file")
    return parser


def _log_progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
