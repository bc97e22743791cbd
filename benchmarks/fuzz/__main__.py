"""A long run of random cases that use every column of the schema, each solved in every way that must agree.

    python -m benchmarks.fuzz --minutes 30

What does not agree is made smaller and kept as a case folder with a README that says how it was found. The counts of
each family are printed every minute and at the end. The exit code is 1 if anything does not agree. One process and one
core; the same seed draws the same cases.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.fuzz.draw import draw_tables
from benchmarks.fuzz.figures import FAMILIES, Tables
from benchmarks.fuzz.folder import read_tables, write_tables
from benchmarks.fuzz.minimise import minimised
from benchmarks.fuzz.trial import CHECKS, Trial, disagreements
from models.plan.plan import Status
from optimiser.analyses.second_opinion import Agreement
from optimiser.api.appraisal import appraise
from optimiser.casefiles.reading import CaseFile
from optimiser.engine.versions import versions
from optimiser.solving import second_solver
from optimiser.solving.settings import Settings

KEPT = Path("outputs/fuzz")
WHOLE_RUN_EVERY = 5  # of the cases: ranked, and written to a folder, as the command does
MINIMISING_SECONDS = 30.0
MOST_KEPT = 4  # of one family and kind of check
COUNTED = ("options", "small", "infeasible", "not verified", "whole runs", "disagree")


@dataclass
class Fuzz:
    """A run: what was counted, by family, and what was kept. `keep`: the folder for cases that do not agree."""

    seed: str
    keep: Path
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)

    def try_number(self, number: int) -> None:
        """Draw a case and try each of its options."""
        drawn, began = draw_tables(self.seed, number), time.process_time()
        case_file = read_tables(drawn.tables)
        self.counts[drawn.family, "drawn"] += 1
        if case_file is None:
            self.counts[drawn.family, "not a case"] += 1
            return
        for option in (option for option in case_file.case.options if not option.dropped):
            trial = Trial(case_file.case, option)
            found = disagreements(trial)
            self._count(drawn.family, trial, found)
            if found:
                self._keep(drawn.family, number, drawn.tables, option.name, found)
        if number // len(FAMILIES) % WHOLE_RUN_EVERY == 0:
            self.counts[drawn.family, "whole runs"] += 1
            if said := whole_run(case_file):
                self.counts[drawn.family, "disagree"] += 1
                self._keep(drawn.family, number, drawn.tables, "", {"whole run": said})
        self.seconds[drawn.family] += time.process_time() - began

    def table(self) -> str:
        """The counts of each family so far."""
        headings = ("drawn", "not a case", *COUNTED)
        lines = [f"{'family':12}" + "".join(f"{heading:>14}" for heading in (*headings, "processor s"))]
        for family in FAMILIES:
            cells = [str(self.counts[family, heading]) for heading in headings] + [f"{self.seconds[family]:.0f}"]
            lines.append(f"{family:12}" + "".join(f"{cell:>14}" for cell in cells))
        return "\n".join(lines)

    def _count(self, family: str, trial: Trial, found: Mapping[str, str]) -> None:
        self.counts[family, "options"] += 1
        self.counts[family, "small"] += trial.is_small
        self.counts[family, "disagree"] += bool(found)
        if "crash" not in found:
            self.counts[family, "infeasible"] += trial.exact.answer.status is Status.INFEASIBLE
            if second_solver.is_installed():
                open_ = trial.opinion(trial.exact, 0.0).agreement is Agreement.NOT_VERIFIED
                self.counts[family, "not verified"] += open_

    def _keep(self, family: str, number: int, tables: Tables, option: str, found: Mapping[str, str]) -> None:
        """Make the case smaller while its first finding remains, and write it with how it was found."""
        kind = next(iter(found))
        name = f"{number}-{kind.replace(' ', '-')}" + (f"-{option}" if option else "")
        for each, said in found.items():
            print(f"DISAGREES {name}, {family}, {each}: {said}", flush=True)
        self.counts[family, kind] += 1
        if self.counts[family, kind] > MOST_KEPT:
            return
        smaller = minimised(tables, lambda fewer: shows(fewer, option, kind) != "", MINIMISING_SECONDS)
        folder = self.keep / name
        write_tables(smaller, folder)
        made_with = ", ".join(f"{library} {version}" for library, version in versions().items())
        readme = (
            f"Found by python -m benchmarks.fuzz --seed {self.seed}, case {number}, family {family}"
            f'{f", option {option}" if option else ""}, check "{kind}".\n\n'
            + "".join(f"As drawn, {each}: {said}\n\n" for each, said in found.items())
            + f"Made smaller: {shows(smaller, option, kind)}\n\nWith {made_with}.\n"
        )
        (folder / "README.md").write_text(readme, encoding="utf-8")
        self.kept.append(str(folder))


def shows(tables: Tables, option: str, kind: str) -> str:
    """What does not agree in a check of a kind; blank if everything does, or the tables are no case."""
    case_file = read_tables(tables) if {"settings", "demand"} <= tables.keys() else None
    if case_file is None:
        return ""
    if not option:
        return whole_run(case_file)
    known = [each for each in case_file.case.options if each.name == option and not each.dropped]
    if not known:
        return ""
    try:
        return disagreements(Trial(case_file.case, known[0]), {kind: CHECKS[kind]}).get(kind, "")
    except Exception:  # noqa: BLE001 - a crash is another kind than the one that is looked for
        return ""


def whole_run(case_file: CaseFile) -> str:
    """The error of appraising and writing the case as the command does; blank if there is none."""
    try:
        with TemporaryDirectory() as folder:
            appraise(case_file, Settings(time_limit=10.0, ranking_time=5.0), workers=1).write(Path(folder) / "run")
    except Exception as error:  # noqa: BLE001 - whatever it is, the command would end with 70
        return f"{type(error).__name__}: {str(error)[:200]}"
    return ""


def main() -> int:
    """Run for the minutes asked for, or for a number of cases."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=30.0, help="how long to run, default 30")
    parser.add_argument("--cases", type=int, help="stop after so many cases")
    parser.add_argument("--seed", default="1", help="of the cases, default 1")
    parser.add_argument("--keep", type=Path, default=KEPT, help=f"folder for cases that do not agree, default {KEPT}")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    fuzz, began = Fuzz(asked.seed, asked.keep), time.perf_counter()
    number, told = 0, 0
    while time.perf_counter() - began < 60 * asked.minutes and number != asked.cases:
        fuzz.try_number(number)
        number += 1
        if (minute := int((time.perf_counter() - began) // 60)) > told:
            told = minute
            print(f"minute {minute}: {number} cases, {len(fuzz.kept)} kept\n{fuzz.table()}", flush=True)
    print(f"{number} cases in {time.perf_counter() - began:.0f} s, seed {fuzz.seed}\n{fuzz.table()}")
    print("\n".join(["kept:", *fuzz.kept] if fuzz.kept else ["Everything agrees."]))
    return 1 if any(fuzz.counts[family, "disagree"] for family in FAMILIES) else 0


if __name__ == "__main__":
    sys.exit(main())
