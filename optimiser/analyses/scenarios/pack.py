"""What a pack is, and how its answers are found: each programme once, none that is known.

Every answer is found from its own question alone, without a start from another's plan: so a scenario's files are those
that `optimiser appraise CASE --scenario NAME` writes, and a pack is the same whatever was kept of an earlier one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from models.case.types import Case
from models.case.unconstrained import without_policy_constraints
from models.plan.plan import Status
from optimiser.analyses.findings import Findings, findings_of
from optimiser.casefiles.reading import CaseFile, scenarios_of
from optimiser.engine.answer_cache import AnswerCache, answer_key
from optimiser.engine.parallel import BatchProgress, BatchSolver, Pool
from optimiser.engine.run import Result, Run, make_run, options_to_solve
from optimiser.solving.settings import Settings

AS_IT_STANDS, AS_SET = "as it stands", "as set"  # what stands where a scenario has its name


@dataclass(frozen=True, slots=True)
class ScenarioRun:
    """The case as it stands, one of its scenarios, or the case as set.

    `name`: of the scenario; `folder`: its own within the pack's; `benchmark`: by option, the result of the
    unconstrained benchmark (`models.case.unconstrained`).
    """

    name: str
    folder: str
    findings: Findings
    benchmark: Mapping[str, Result]

    @property
    def run(self) -> Run:
        """The run."""
        return self.findings.run

    @property
    def preferred(self) -> str | None:
        """The preferred option, None where none may be."""
        return self.run.appraisal.preferred

    def result(self, option: str) -> Result | None:
        """The option's result, None where the option is not appraised here."""
        return self.run.results.get(option)


@dataclass(frozen=True, slots=True)
class ScenarioPack:
    """`members`: the case as it stands first. `kept`: how many of the `asked` answers were known already.

    `known`: the proven answers of the unconstrained benchmarks, for a later pack.
    """

    members: tuple[ScenarioRun, ...]
    reused_answers: int
    total_answers: int
    cache: AnswerCache = field(default_factory=AnswerCache)

    @property
    def base(self) -> ScenarioRun:
        """The case as it stands."""
        return self.members[0]

    @property
    def others(self) -> tuple[ScenarioRun, ...]:
        """The scenarios, and the case as set."""
        return self.members[1:]

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.base.run.case

    @property
    def options(self) -> tuple[str, ...]:
        """The options that are appraised in any of them, in the case's order."""
        there = {name for member in self.members for name in member.run.results}
        return tuple(option.name for option in self.case.options if option.name in there)

    @property
    def statuses(self) -> list[Status]:
        """The proof for each option in each member, then for each benchmark."""
        results = [member.run.results for member in self.members] + [member.benchmark for member in self.members]
        return [result.answer.status for each in results for result in each.values()]

    @property
    def has_plan(self) -> bool:
        """Whether any option has a plan in any member."""
        return any(result.answer.plan is not None for each in self.members for result in each.run.results.values())


def solve_scenarios(
    readings: Sequence[CaseFile],
    settings: Settings,
    pool: Pool,
    *,
    known: AnswerCache | None = None,
    progress: Callable[[BatchProgress], None] | None = None,
) -> ScenarioPack:
    """Solve every option of every reading, and their unconstrained benchmarks. `readings`: as of `reading.read_all`.

    `known`: answers that need not be solved again. Raises NotAnOption, BrokenAnswer and WorkersLost as the bench does.
    """
    cases: dict[tuple[int, bool], Case] = {(i, False): reading.case for i, reading in enumerate(readings)}
    cases |= {(i, True): without_policy_constraints(reading.case) for i, reading in enumerate(readings)}
    before = AnswerCache(dict(known.answers) if known else {})
    keys = {name: list(_answer_keys(case, settings)) for name, case in cases.items()}
    kept = sum(key in before for each in keys.values() for key in each)
    found = BatchSolver(settings, pool, before, progress=progress).solve("scenarios", cases)
    members = tuple(
        ScenarioRun(name, folder, findings_of(make_run(reading, settings, found[i, False])), found[i, True])
        for i, (reading, (name, folder)) in enumerate(zip(readings, _names_and_folders(readings), strict=True))
    )
    benchmarks = {key: before[key] for (_, free), each in keys.items() if free for key in each}
    return ScenarioPack(members, kept, sum(map(len, keys.values())), AnswerCache(benchmarks))


def _answer_keys(case: Case, settings: Settings) -> Iterator[str]:
    return (answer_key(case, option.name, settings) for option in options_to_solve(case, settings.options))


def _names_and_folders(readings: Sequence[CaseFile]) -> Iterator[tuple[str, str]]:
    """The name and the folder of each: by number, since a name that a user typed makes no folder's."""
    yield AS_IT_STANDS, "as-it-stands"
    names = scenarios_of(readings[0].case)
    for reading in readings[1:]:
        number = names.index(reading.scenario) + 1 if reading.scenario else 0
        yield (reading.scenario, f"scenario-{number}") if number else (AS_SET, "as-set")
