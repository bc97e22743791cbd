"""Our solving against the plain programme through PuLP's CBC, option by option, in one run on one machine.

    python -m benchmarks.compare
    python -m benchmarks.compare --seconds 10 --seeds 1 --json /tmp/compare.json
    python -m benchmarks.compare --seeds "" --cases my-case other-case.xlsx

Progress goes to stderr, the table in Markdown to stdout. Exit code 1 where an answer of ours breaks a rule, is worse
than CBC's beyond the gap, or is contradicted by it; times alone never fail. CBC is asked for the first aim only; our
seconds hold everything: building, the first aim, whole places, the second aim, and who pays.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks import make_case, report
from benchmarks.cbc import through_cbc
from benchmarks.machine import Clock
from benchmarks.report import Measured
from models.audit import verify
from models.case.types import Case, Option
from optimiser.casefiles.reading import read
from optimiser.solving import solve
from optimiser.solving.settings import Settings

EXAMPLE = Path(__file__).resolve().parents[1] / "inputs" / "three-boroughs"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the command line asks for and print the table."""
    ask = _parser().parse_args(arguments)
    warm_up()
    measured = []
    for name, case in cases(ask.cases, ask.seeds):
        for option in (each for each in case.options if not each.dropped):
            if not ask.option or option.name in ask.option:
                measured.append(measure(name, case, option, ask.gap, ask.seconds))
                _tell(report.told(measured[-1]))
    print("\n".join(report.page(measured, ask.gap, ask.seconds)))
    if ask.json:
        ask.json.write_text(json.dumps([asdict(each) for each in measured], indent=1) + "\n", encoding="utf-8")
    return int(any(each.wrong for each in measured))


def measure(name: str, case: Case, option: Option, gap: float, seconds: float) -> Measured:
    """One option both ways: ours first; where there is no plan, the plain programme is not asked."""
    _tell(f"{name}, {option.name}: ours")
    clock = Clock()
    answer = solve(case, option, Settings(gap=gap, time_limit=max(seconds, 60.0)))
    took = clock.took()
    violations = verify(case, answer.plan).violations if answer.plan is not None else ()
    reached = None
    if answer.plan is not None:
        _tell(f"{name}, {option.name}: the plain programme through CBC, at most {seconds:g} s")
        reached = through_cbc(case, option.name, gap, seconds)
    return Measured(
        case=name,
        option=option.name,
        free_choice=any(not arrangement.required for arrangement in option.arrangements),
        objective=case.objective,
        asked=gap,
        status=answer.status.value,
        value=answer.objective_value,
        bound=answer.bound,
        gap=answer.gap,
        took=took,
        violations=tuple(map(str, violations)),
        plain=reached,
    )


def cases(named: Iterable[Path], seeds: Iterable[int]) -> Iterator[tuple[str, Case]]:
    """The cases named, and random ones by their seeds, each with the name it has in the table."""
    for path in named:
        yield path.stem, read(path).case
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            make_case.write(make_case.Asked(seed=seed), Path(folder))
            yield f"random {seed}", read(folder).case


def warm_up() -> None:
    """Import what solving imports on first use: loading a library is no part of solving an option."""
    import highspy  # noqa: F401, PLC0415 - here, so that --help does not wait for it


def numbers(text: str) -> list[int]:
    """Whole numbers written as 1-5, as 1,3 or as both; none where blank."""
    found: list[int] = []
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.compare", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="for CBC, an option (default 60)")
    parser.add_argument("--gap", type=float, default=0.001, help="relative gap asked of both (default 0.001)")
    parser.add_argument("--seeds", type=numbers, default="1-5", help="random cases: 1-5 (default), 1,3 or blank")
    parser.add_argument("--cases", type=Path, nargs="*", default=[EXAMPLE], help="folders or workbooks")
    parser.add_argument("--option", action="append", default=[], help="only the options of this name; may be repeated")
    parser.add_argument("--json", type=Path, help="write every figure, unrounded, to this file")
    return parser


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
