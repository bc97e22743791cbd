"""From a case to an appraisal: every option solved, judged, measured and scored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from models.appraisal.measures import measure
from models.appraisal.scoring import Appraisal, appraise
from models.audit import verify
from models.case.appraisal_inputs import ScenarioChange
from models.case.faults import did_you_mean
from models.case.types import Case, Option
from models.case.validation import Tables
from models.plan.ledger import Ledger, Violation
from models.plan.plan import Answer, Plan
from optimiser.engine.answer_cache import EarlierResults
from optimiser.engine.checks import claim_violations, tie_violations
from optimiser.engine.versions import versions
from optimiser.errors import BrokenAnswer, NotAnOption
from optimiser.solving.settings import Settings

if TYPE_CHECKING:
    from optimiser.casefiles.reading import CaseFile
    from optimiser.solving import Progress


@dataclass(frozen=True, slots=True)
class Result:
    """One option's answer; ledger and measures are None where the status has no figures.

    `measures`: by name as in the model's section 6; money in pence, exact; None for a figure divided by nothing.
    """

    option: Option
    answer: Answer
    ledger: Ledger | None
    measures: Mapping[str, Fraction | None] | None


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run. `results` by option name in the case's order, without options dropped or not asked for.

    `source`: the input as the user named it; `digest`: its SHA-256, both blank for a case made in a script;
    `versions`: of Python, this package and each library; `scenario`: whose changes are made in the case, blank for the
    case as it stands; `tables`: the typed rows that the case was made of, empty for a case made in a script; `near`: by
    option, the plan of an earlier run that its own was to stay close to; `changes`: what was changed beside the
    scenario. What analyses find of a run is in `optimiser.analyses.findings`.
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


def run_case(
    reading: CaseFile,
    settings: Settings,
    progress: Callable[[Progress], None] | None = None,
    memory: EarlierResults | None = None,
) -> Run:
    """Solve, judge, measure and score the options asked for, and always the reference.

    `memory`: what earlier runs found; of what is proven and did not change nothing is solved again. Raises NotAnOption
    for a name that cannot be solved, and BrokenAnswer where anything about an answer does not hold: no figure of such a
    run may be read.
    """
    case = reading.case
    results: dict[str, Result] = {}
    for answer in _answers(
        case, options_to_solve(case, settings.options), settings, progress, memory or EarlierResults()
    ):
        reference = results.get(case.reference.name)
        results[answer.option] = verified_result(case, settings, answer, reference.ledger if reference else None)
    return make_run(reading, settings, results, memory.stay_close_to if memory else None)


def make_run(
    reading: CaseFile, settings: Settings, results: Mapping[str, Result], near: Mapping[str, Plan] | None = None
) -> Run:
    """The run of options that are solved and judged: appraised, with what it was made from and by."""
    case = reading.case
    return Run(
        case=case,
        source=reading.source,
        digest=reading.digest,
        settings=settings,
        results=results,
        appraisal=appraise(case, {name: result.measures for name, result in results.items()}),
        versions=versions(),
        scenario=reading.scenario,
        tables=reading.tables,
        stay_close_to=near or {},
        changes=reading.changes,
    )


def options_to_solve(case: Case, names: Sequence[str]) -> tuple[Option, ...]:
    """The options to solve, in the case's order: those named (all where none is) and the reference.

    Names match whatever their capitals and spaces. Raises NotAnOption.
    """
    there = {_folded(option.name): option for option in case.options}
    for name in names:
        if (option := there.get(_folded(name))) is None:
            raise NotAnOption(f'The case has no option "{name}". {_options_there(case, name)}')
        if option.dropped:
            raise NotAnOption(f'The option "{option.name}" is not appraised: {option.dropped}')
    asked = {_folded(name) for name in names} or there.keys()
    solvable = (option for option in case.options if not option.dropped)
    return tuple(option for option in solvable if _folded(option.name) in asked or option is case.reference)


def verified_result(case: Case, settings: Settings, answer: Answer, reference: Ledger | None) -> Result:
    """The answer with its ledger and measures. Raises BrokenAnswer where anything about it does not hold.

    `reference`: the ledger of the reference, None where it has no figures, or is what is judged.
    """
    option = case.option(answer.option)
    if answer.plan is None:
        _refuse(option, claim_violations(case, option, settings.objective, settings.gap, answer, None))
        return Result(option, answer, None, None)
    ledger = verify(case, answer.plan)
    _refuse(
        option, (*ledger.violations, *claim_violations(case, option, settings.objective, settings.gap, answer, ledger))
    )
    measures = measure(case, option, answer.plan, ledger, ledger if option is case.reference else reference)
    _refuse(option, tie_violations(case, option, answer.plan, ledger, measures))
    return Result(option, answer, ledger, measures)


def _answers(
    case: Case,
    options: Iterable[Option],
    settings: Settings,
    progress: Callable[[Progress], None] | None,
    memory: EarlierResults,
) -> Iterator[Answer]:
    """Each option's answer in turn, known or solved."""
    for option in options:
        known = memory.cache.get(memory.key(case, option.name, settings))
        if known is not None:
            yield known
            continue
        from optimiser.solving import Progress, solve  # noqa: PLC0415 - the solver is loaded only where it is used

        if progress is not None:
            progress(Progress(option.name, "starting", None, None, 0.0))
        start, near = memory.start_plans.get(option.name), memory.stay_close_to.get(option.name)
        yield solve(case, option, settings, progress, start=start, near=near)


def _refuse(option: Option, violations: Iterable[Violation]) -> None:
    if broken := tuple(violations):
        raise BrokenAnswer(option.name, broken)


def _options_there(case: Case, name: str) -> str:
    names = [option.name for option in case.options if not option.dropped]
    return did_you_mean(name, names) or f"It has: {', '.join(names)}."


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
