"""Every scenario of a case beside the unchanged case, with an unconstrained benchmark for each: a scenario pack.

Each answer is solved once, and none that is known already. No search starts from the plan of another answer. A
scenario's files are therefore those that `optimiser appraise CASE --scenario NAME` writes, and do not depend on what an
earlier pack left behind. `optimiser.casefiles.reading` applies a scenario's changes to a case;
`models.case.reduced` says which constraints the benchmark leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.case.reduced import without_policy_constraints
from models.case.types import Case
from models.plan.plan import Answer, Status
from optimiser.analyses.findings import Findings, findings_of
from optimiser.analyses.last_outcomes import assess_last_outcomes, searched_answer
from optimiser.analyses.ranking import prove_ranking
from optimiser.casefiles.reading import CaseFile, scenarios_of
from optimiser.engine.answer_cache import AnswerCache, answer_key
from optimiser.engine.parallel import BatchSolver, Pool
from optimiser.engine.progress import OnProgress
from optimiser.engine.run import Result, Run, make_run, options_to_solve
from optimiser.solving.settings import Settings

AS_IT_STANDS, AS_SET = "as it stands", "as set"  # in place of a scenario's name


@dataclass(frozen=True, slots=True)
class ScenarioRun:
    """The run of the unchanged case, of one of its scenarios, or of the case as set.

    `name`: of the scenario. `folder`: its folder within the pack's. `benchmark`: by option, the result of the
    unconstrained benchmark (`models.case.reduced`). `answers`: those that a later run may use beside the run's own.
    """

    name: str
    folder: str
    findings: Findings
    benchmark: Mapping[str, Result]
    answers: AnswerCache = field(default_factory=AnswerCache)

    @property
    def run(self) -> Run:
        """The run."""
        return self.findings.run

    @property
    def preferred(self) -> str | None:
        """The preferred option, None if no option is."""
        return self.run.appraisal.preferred

    @property
    def certain(self) -> bool:
        """Whether an option is preferred, and no other could be within what is proven."""
        certainty = self.run.certainty
        return self.preferred is not None and certainty is not None and certainty.certain

    def result(self, option: str) -> Result | None:
        """The option's result, None if the option is not appraised here."""
        return self.run.results.get(option)


@dataclass(frozen=True, slots=True)
class ScenarioPack:
    """Every scenario solved: `members`, the unchanged case first.

    `reused_answers`: how many of the `total_answers` were known already. `cache`: for a later pack, the answers of the
    unconstrained benchmarks, those on the last outcomes, and those that closer ones have replaced; the others are in
    the runs' own records.
    """

    members: tuple[ScenarioRun, ...]
    reused_answers: int
    total_answers: int
    cache: AnswerCache = field(default_factory=AnswerCache)

    @property
    def base(self) -> ScenarioRun:
        """The unchanged case."""
        return self.members[0]

    @property
    def others(self) -> tuple[ScenarioRun, ...]:
        """The scenarios, and the case as set."""
        return self.members[1:]

    @property
    def case(self) -> Case:
        """The unchanged case."""
        return self.base.run.case

    @property
    def options(self) -> tuple[str, ...]:
        """The options that are appraised in any member, in the case's order."""
        appraised = {name for member in self.members for name in member.run.results}
        return tuple(option.name for option in self.case.options if option.name in appraised)

    @property
    def statuses(self) -> list[Status]:
        """The status of each option in each member, then in each benchmark."""
        results = [member.run.results for member in self.members] + [member.benchmark for member in self.members]
        return [result.answer.status for by_option in results for result in by_option.values()]

    @property
    def has_plan(self) -> bool:
        """Whether any option has a plan in any member."""
        return any(result.answer.plan is not None for each in self.members for result in each.run.results.values())


def solve_scenarios(
    case_files: Sequence[CaseFile],
    settings: Settings,
    pool: Pool,
    *,
    cache: AnswerCache | None = None,
    progress: OnProgress | None = None,
) -> ScenarioPack:
    """Solve every option of every case, and its unconstrained benchmark.

    `case_files`: as `optimiser.casefiles.reading.read_all` gives them, the unchanged case first. `cache`: answers that
    need not be solved again; it does not change. Raises NotAnOption, BrokenAnswer if an answer fails its verification,
    and WorkersLost.
    """
    cases: dict[tuple[int, bool], Case] = {}  # by number, and whether it is the benchmark
    for benchmark in (False, True):
        for number, case_file in enumerate(case_files):
            case = case_file.case
            cases[number, benchmark] = without_policy_constraints(case) if benchmark else case
    answers = AnswerCache(dict(cache.answers) if cache else {})
    keys = {at: list(_answer_keys(case, settings)) for at, case in cases.items()}
    reused = sum(key in answers for of_case in keys.values() for key in of_case)
    results = BatchSolver(settings, pool, answers, progress=progress).solve("scenarios", cases)
    runs = [make_run(case_file, settings, results[number, False]) for number, case_file in enumerate(case_files)]
    proven = [prove_ranking(run, pool, answers) for run in runs]
    last = AnswerCache(dict(answers.answers))
    found = assess_last_outcomes(proven, pool, cache=last, progress=progress)
    members = tuple(
        ScenarioRun(
            *names,
            replace(findings_of(run), last_outcomes=found[number]),
            results[number, True],
            AnswerCache({**searched_answer(run, last).answers, **_replaced(run, answers)}),
        )
        for number, (names, run) in enumerate(zip(_names_and_folders(case_files), proven, strict=True))
    )
    kept = {key for (_, benchmark), of_case in keys.items() if benchmark for key in of_case}
    replaced = {key: answer for run in proven for key, answer in _replaced(run, answers).items()}
    to_keep = AnswerCache({**{key: answers[key] for key in kept}, **replaced, **last.only_used().answers})
    return ScenarioPack(members, reused, sum(map(len, keys.values())), to_keep)


def _replaced(run: Run, answers: AnswerCache) -> dict[str, Answer]:
    """By key, the answers of a run that closer ones have replaced."""
    keys = (answer_key(run.case, name, run.settings) for name in run.solved_closer)
    return {key: answers[key] for key in keys}


def _answer_keys(case: Case, settings: Settings) -> Iterator[str]:
    return (answer_key(case, option.name, settings) for option in options_to_solve(case, settings.options))


def _names_and_folders(case_files: Sequence[CaseFile]) -> Iterator[tuple[str, str]]:
    """The name and folder of each; the folder has a number, as a name that a user typed may not be one for a folder."""
    yield AS_IT_STANDS, "as-it-stands"
    names = scenarios_of(case_files[0].case)
    for case_file in case_files[1:]:
        number = names.index(case_file.scenario) + 1 if case_file.scenario else 0
        yield (case_file.scenario, f"scenario-{number}") if number else (AS_SET, "as-set")
