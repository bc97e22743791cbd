"""The appraisal: every option solved, checked, measured and scored, and the findings asked for beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Literal, overload

from models.case.types import Case
from optimiser.analyses.comparison.compare import compare_with_last
from optimiser.analyses.decision import evaluate_with_thresholds
from optimiser.analyses.findings import Findings, comparison_of, contradictions_of, findings_of
from optimiser.analyses.flexibility import assess_flexibility as near_optimal_ranges
from optimiser.analyses.last_outcomes import STAGE as LAST_OUTCOMES_STAGE
from optimiser.analyses.last_outcomes import LastOutcomes, assess_last_outcomes
from optimiser.analyses.ranking import prove_ranking
from optimiser.analyses.second_opinion import SecondOpinion, ask_second_solver
from optimiser.analyses.sensitivity import assess_sensitivity
from optimiser.api.appraisal_result import AppraisalResult, with_format
from optimiser.api.cases import as_case_file
from optimiser.api.output_folder import EarlierRun, Folder, earlier_run
from optimiser.api.workers import Workers, open_pool
from optimiser.casefiles.reading import CaseFile
from optimiser.engine.answer_cache import AnswerCache, EarlierResults
from optimiser.engine.parallel import BatchProgress, BatchSolver, Pool
from optimiser.engine.run import Run, run_case
from optimiser.engine.run_folder import is_same_run, is_up_to_date
from optimiser.engine.run_record import answer_keys
from optimiser.engine.serialisation import json_text
from optimiser.reports.decision_file import decisions_hash
from optimiser.solving import Progress
from optimiser.solving.second_solver import load_second_solver
from optimiser.solving.settings import DEFAULT_SETTINGS, Settings

Report = Callable[[Progress | BatchProgress], None]


@overload
def appraise(
    case: Case | CaseFile,
    settings: Settings = ...,
    *,
    folder: Folder = ...,
    robust: bool = ...,
    settled: bool = ...,
    verify: bool = ...,
    stay_close: Folder = ...,
    if_changed: Literal[False] = ...,
    afresh: bool = ...,
    accessible: bool = ...,
    workers: Workers = ...,
    progress: Report | None = ...,
) -> AppraisalResult: ...
@overload
def appraise(
    case: Case | CaseFile,
    settings: Settings = ...,
    *,
    folder: str | PathLike[str],
    robust: bool = ...,
    settled: bool = ...,
    verify: bool = ...,
    stay_close: Folder = ...,
    if_changed: bool,
    afresh: bool = ...,
    accessible: bool = ...,
    workers: Workers = ...,
    progress: Report | None = ...,
) -> AppraisalResult | None: ...
def appraise(
    case: Case | CaseFile,
    settings: Settings = DEFAULT_SETTINGS,
    *,
    folder: Folder = None,
    robust: bool = False,
    settled: bool = False,
    verify: bool = False,
    stay_close: Folder = None,
    if_changed: bool = False,
    afresh: bool = False,
    accessible: bool = False,
    workers: Workers = None,
    progress: Report | None = None,
) -> AppraisalResult | None:
    """Solve, check, measure and score a case's options.

    `folder`: where `AppraisalResult.write` puts the files. What an earlier run there has proven is not solved again,
    and the findings say what changed since, and whether a decision recorded there still holds. `afresh`: ignore the
    answers of the earlier run. `if_changed`: give None at once if the folder already holds what this call would write.

    `robust`: move each input and optimise every option again. `settled`: find in which range each line of the preferred
    option's plan may lie. `verify`: solve every option again with a second solver. `stay_close`: the folder of a run;
    of all plans within the gap, the one nearest to that run's plan is taken. `accessible`: write the workbook in the
    profile of docs/accessibility.md.

    `workers`: who solves if there is much to solve: a number of processes, 1 for this one alone, None for one a core;
    the address of a Dask cluster's scheduler; or any executor. `progress`: called while solving.

    Raises `optimiser.NotAnOption` for a name that is not appraised, `optimiser.NoSuchSolver`, `optimiser.WorkersLost`,
    `optimiser.NoSecondSolver` if `verify` is asked for and that solver is not installed,
    `optimiser.NoRecord` if `stay_close` holds no run, `optimiser.BrokenDecision` and `optimiser.NotWritten` for what is
    wrong with the folder, and `optimiser.BrokenAnswer` if an answer fails its check: then no figure may be used.
    """
    if verify:
        load_second_solver()
    if if_changed and folder is None:
        raise ValueError("if_changed needs the folder that may be up to date")
    case_file, output, close_folder = as_case_file(case), _path(folder), _path(stay_close)
    earlier = earlier_run(output, case_file.case, stay_close=close_folder, afresh=afresh)
    requested = _requested(output, close_folder, earlier, robust=robust, settled=settled, verify=verify)
    if output is not None:
        full_request = with_format(requested, accessible=accessible)
        if if_changed and is_up_to_date(output, earlier.record, case_file, settings, full_request):
            return None
        from optimiser.reports.folder import check_run_folder  # noqa: PLC0415 - Excel's writer is loaded only where it is used

        check_run_folder(output, Path(case_file.source))
    with open_pool(workers) as pool:
        run = _solve(case_file, settings, earlier.results, pool, many=_many(workers), progress=progress)
        run = prove_ranking(run, pool if _many(workers) else Pool(1), earlier.results.cache, progress)
        opinion = ask_second_solver(run, progress) if verify else _earlier_contradictions(run, earlier)
        run = replace(run, contradicted=opinion.contradicted if opinion else ())
        findings = _analyse(run, earlier, pool, progress, robust=robust, settled=settled, afresh=afresh)
        findings = replace(findings, second_opinion=opinion)
    return AppraisalResult(findings, folder, requested, accessible, _answers_to_keep(earlier, run), earlier)


def _solve(
    case_file: CaseFile, settings: Settings, earlier: EarlierResults, pool: Pool, *, many: bool, progress: Report | None
) -> Run:
    """The run. With many workers its options are solved at the same time, unless each is to stay close to a plan."""
    if many and not earlier.stay_close_to:
        solver = BatchSolver(settings, pool, earlier.cache, progress=progress)
        solver.solve("options", {"case": case_file.case})
    return run_case(case_file, settings, progress, earlier)


def _earlier_contradictions(run: Run, earlier: EarlierRun) -> SecondOpinion | None:
    """What a second solver contradicted in the earlier run, of the answers that this run gives again."""
    return None if earlier.record is None else contradictions_of(earlier.record, answer_keys(run))


def _analyse(
    run: Run,
    earlier: EarlierRun,
    pool: Pool,
    progress: Report | None,
    *,
    robust: bool,
    settled: bool,
    afresh: bool,
) -> Findings:
    """The run with what was asked for, what changed since the earlier run, and whether a decision on that holds."""
    cache, record = earlier.results.cache, earlier.record
    tested = assess_sensitivity(run, pool=pool, progress=progress, cache=cache) if robust else None
    findings = Findings(run, tested) if tested is not None else findings_of(run)
    findings = replace(findings, last_outcomes=_last_outcomes(run, pool, cache, progress))
    if settled:
        ranges = record.flexibility if record is not None and not afresh and is_same_run(record, run) else None
        findings = replace(findings, flexibility=ranges or near_optimal_ranges(run, progress=progress))
    if record is not None and record.tables:
        changes = compare_with_last(record, run, pool, progress, cache)
        findings = replace(findings, comparison=comparison_of(record) if changes.is_empty else changes)
    if earlier.decision is not None:
        decision = evaluate_with_thresholds(run, earlier.decision, pool, progress, cache)
        findings = replace(findings, decision=decision)
    return findings


def _last_outcomes(run: Run, pool: Pool, cache: AnswerCache, progress: Report | None) -> LastOutcomes | None:
    """What the last outcomes cost. It is one search, so its progress is told as that of an option."""

    def report(_: BatchProgress) -> None:
        if progress is not None:
            option = run.appraisal.preferred or run.case.reference.name
            progress(Progress(option, LAST_OUTCOMES_STAGE, None, None, 0.0))

    return assess_last_outcomes([run], pool, cache=cache, progress=report)[0]


def _requested(
    output: Path | None, stay_close: Path | None, earlier: EarlierRun, *, robust: bool, settled: bool, verify: bool
) -> dict[str, str]:
    """What changes the files that are written, beside the settings, as `run.json` records it.

    The plans to stay close to are left out if they are those of the output folder itself: the run replaces them.
    """
    flags = {"robust": robust, "settled": settled, "verify": verify}
    requested = {name: "yes" for name, wanted in flags.items() if wanted}
    if stay_close is not None:
        same = output is not None and stay_close.resolve() == output.resolve()
        digest = hashlib.sha256(json_text(earlier.results.stay_close_to).encode()).hexdigest()
        requested["stay close"] = str(stay_close) if same else f"{stay_close} (SHA-256 of its plans {digest})"
    if output is not None and (found_hash := decisions_hash(output)):
        requested["decision"] = found_hash
    return requested


def _answers_to_keep(earlier: EarlierRun, run: Run) -> AnswerCache:
    """The answers for a later run beside the run's own: those that this run used, or all if it asked nothing new.

    None is kept of an option whose answer a second solver contradicts.
    """
    keys, cache = answer_keys(run), earlier.results.cache
    if run.contradicted:
        return cache.only_used(without=keys.values()).without_options(run.contradicted)
    if earlier.record is not None and dict(earlier.record.answer_keys) == keys:
        return AnswerCache({key: answer for key, answer in cache.answers.items() if key not in keys.values()})
    return cache.only_used(without=keys.values())


def _many(workers: Workers) -> bool:
    """Whether more than one worker was asked for; without a number, each analysis decides whether it pays."""
    return isinstance(workers, str | Executor) or (workers or 0) > 1


def _path(folder: Folder) -> Path | None:
    return None if folder is None else Path(folder)
