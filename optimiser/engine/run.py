"""From a case to a run: every option solved, verified, measured and scored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from models.appraisal.certainty import RankingCertainty
from models.appraisal.measures import measure
from models.appraisal.scoring import Appraisal, appraise
from models.audit import verify
from models.case.appraisal_inputs import ScenarioChange
from models.case.faults import Fault, name_remedy
from models.case.text import fold_name
from models.case.types import Case, Option
from models.case.validation import Tables
from models.case.vocabulary import SECONDARY_OBJECTIVE
from models.plan.ledger import Ledger, Violation
from models.plan.plan import Answer, Plan
from optimiser.casefiles.reading import CaseFile
from optimiser.engine.answer_cache import EarlierResults
from optimiser.engine.answer_checks import claim_violations, tie_violations
from optimiser.engine.versions import versions
from optimiser.errors import BrokenAnswer, NotAnOption
from optimiser.solving import Progress, solve
from optimiser.solving.settings import Settings


@dataclass(frozen=True, slots=True)
class Result:
    """One option's answer, with its ledger and measures; both are None if the answer has no plan.

    `measures`: by the names in docs/model.md, section 6; money in pence, exact; None for a figure divided by zero.
    """

    option: Option
    answer: Answer
    ledger: Ledger | None
    measures: Mapping[str, Fraction | None] | None

    @property
    def secondary_margin(self) -> Fraction | None:
        """By how much the secondary objective may be better at most, for an objective as good as this plan's.

        Pence of discounted cost, or weighted outcomes if the objective is cost. None without a plan or a proof.
        """
        bound = self.answer.secondary_bound
        if bound is None or self.ledger is None:
            return None
        value = self.ledger.objectives.of(SECONDARY_OBJECTIVE[self.answer.objective])
        better = Fraction(bound) - value if self.answer.objective == "cost" else value - Fraction(bound)
        return max(better, Fraction(0))


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run.

    `source`: the input as the user named it; `digest`: its SHA-256; both are blank for a case made in a script.
    `results`: by option in the case's order, without options that were dropped or not asked for. `versions`: of Python,
    this package and each library. `scenario`: the scenario whose changes are in the case, blank for none; `changes`:
    the further changes of --set. `tables`: the typed rows of the case, empty for a case made in a script.
    `warnings`: those about the input, each with its place; none in a run that is rebuilt from its record.
    `stay_close_to`: by option, the earlier plan that its own was to stay close to. `certainty`: what is certain of the
    ranking, None if that was not looked into; `solved_closer`: the options that were solved closer for it.
    `contradicted`: the options whose answer a second solver contradicts, so that nothing is proven of them. What the
    analyses find of a run is in `optimiser.analyses.findings`.
    """

    case: Case
    source: str
    digest: str
    settings: Settings
    results: Mapping[str, Result]
    appraisal: Appraisal
    versions: Mapping[str, str]
    scenario: str = ""
    tables: Tables = field(default_factory=dict)
    stay_close_to: Mapping[str, Plan] = field(default_factory=dict)
    changes: tuple[ScenarioChange, ...] = ()
    certainty: RankingCertainty | None = None
    solved_closer: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()
    warnings: tuple[Fault, ...] = field(default=(), compare=False)

    def settings_of(self, option: str) -> Settings:
        """The settings with which an option was solved."""
        return closer_settings(self.settings) if option in self.solved_closer else self.settings


def run_case(
    case_file: CaseFile,
    settings: Settings,
    progress: Callable[[Progress], None] | None = None,
    earlier: EarlierResults | None = None,
) -> Run:
    """Solve, verify, measure and score the options asked for, and always the reference.

    `earlier`: what earlier runs found; an option whose proven answer is in its cache is not solved again. Raises
    NotAnOption for a name that cannot be solved, and BrokenAnswer if an answer fails its verification: then no figure
    of the run may be used.
    """
    case, earlier = case_file.case, earlier or EarlierResults()
    results: dict[str, Result] = {}
    for answer in _answers(case, options_to_solve(case, settings.options), settings, progress, earlier):
        reference = results.get(case.reference.name)
        results[answer.option] = verified_result(case, settings, answer, reference.ledger if reference else None)
    return make_run(case_file, settings, results, earlier.stay_close_to)


def make_run(
    case_file: CaseFile,
    settings: Settings,
    results: Mapping[str, Result],
    stay_close_to: Mapping[str, Plan] | None = None,
) -> Run:
    """The run of options that are solved and verified: appraised, with the source and versions that made it."""
    case = case_file.case
    return Run(
        case=case,
        source=case_file.source,
        digest=case_file.digest,
        settings=settings,
        results=results,
        appraisal=appraise(case, {name: result.measures for name, result in results.items()}),
        versions=versions(),
        scenario=case_file.scenario,
        tables=case_file.tables,
        stay_close_to=stay_close_to or {},
        changes=case_file.changes,
        warnings=case_file.warnings,
    )


def closer_settings(settings: Settings) -> Settings:
    """The settings with which an option is solved closer: to the last digit."""
    return replace(settings, gap=0.0)


def options_to_solve(case: Case, names: Sequence[str]) -> tuple[Option, ...]:
    """The options named, or all if none is, and always the reference, in the case's order.

    Capitals and spaces in names do not matter. Raises NotAnOption.
    """
    by_name = {fold_name(option.name): option for option in case.options}
    for name in names:
        if (option := by_name.get(fold_name(name))) is None:
            appraised = [option.name for option in case.options if not option.dropped]
            raise NotAnOption(f'The case has no option "{name}". {name_remedy(name, appraised)}')
        if option.dropped:
            raise NotAnOption(f'The option "{option.name}" is not appraised: {option.dropped}')
    wanted = {fold_name(name) for name in names} or by_name.keys()
    solvable = (option for option in case.options if not option.dropped)
    return tuple(option for option in solvable if fold_name(option.name) in wanted or option is case.reference)


def verified_result(case: Case, settings: Settings, answer: Answer, reference: Ledger | None) -> Result:
    """The answer with its ledger and measures. Raises BrokenAnswer if anything about it is wrong.

    `reference`: the ledger of the reference option; None if that has no plan, or is the option verified here.
    """
    option = case.option(answer.option)
    if answer.plan is None:
        _refuse(option, claim_violations(case, option, settings, answer, None))
        return Result(option, answer, None, None)
    ledger = verify(case, answer.plan)
    _refuse(option, (*ledger.violations, *claim_violations(case, option, settings, answer, ledger)))
    measures = measure(case, option, answer.plan, ledger, ledger if option is case.reference else reference)
    _refuse(option, tie_violations(case, option, answer.plan, ledger, measures))
    return Result(option, answer, ledger, measures)


def _answers(
    case: Case,
    options: Iterable[Option],
    settings: Settings,
    progress: Callable[[Progress], None] | None,
    earlier: EarlierResults,
) -> Iterator[Answer]:
    """Each option's answer in turn, from the cache or solved."""
    for option in options:
        cached = earlier.cache.get(earlier.key(case, option.name, settings))
        if cached is not None:
            yield cached
            continue
        if progress is not None:
            progress(Progress(option.name, "starting", None, None, 0.0))
        answer = solve(case, option, settings, progress, near=earlier.stay_close_to.get(option.name))
        earlier.cache.add(earlier.key(case, option.name, settings), answer)  # so that it is kept if the run is stopped
        yield answer


def _refuse(option: Option, violations: Iterable[Violation]) -> None:
    if broken := tuple(violations):
        raise BrokenAnswer(option.name, broken)
