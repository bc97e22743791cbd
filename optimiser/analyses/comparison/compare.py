"""Compares two runs: `compare_records` takes two records, `compare_with_last` a new run and the last record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import ceil

from models.appraisal.measures import outcomes_shown
from models.appraisal.shapley import coalitions
from models.case.validation import Tables
from models.plan.plan import Status
from optimiser.analyses.comparison.bridge import MAX_EXACT_CAUSES, find_bridges
from optimiser.analyses.comparison.causes import ORDERED_TABLES, cause_of, changed_causes
from optimiser.analyses.comparison.coalitions import (
    Coalition,
    CoalitionPoint,
    CoalitionSolver,
    MissingFigure,
    read_figure,
    run_as_point,
)
from optimiser.analyses.comparison.input_changes import (
    ChangeKind,
    Difference,
    cell_kind,
    cell_text,
    cells_text,
    differences,
    list_settings_changes,
    percent_change,
    row_text,
    same_answers,
)
from optimiser.analyses.comparison.moves import find_moves
from optimiser.analyses.comparison.results import PREFERRED, SCORE, Cause, ComparedRun, InputChange, RunComparison
from optimiser.casefiles.schema.columns import Kind
from optimiser.engine.answer_cache import PROVEN_STATUSES, AnswerCache
from optimiser.engine.parallel import BatchProgress, BatchSolver, Pool
from optimiser.engine.run import Run
from optimiser.engine.run_record import RunRecord, make_record, rebuild_run
from optimiser.errors import NoRecord

Progress = Callable[[BatchProgress], None]


def compare_records(
    old: RunRecord,
    new: RunRecord,
    pool: Pool,
    progress: Progress | None = None,
    cache: AnswerCache | None = None,
    *,
    names: tuple[str, str] = ("", ""),
) -> RunComparison:
    """Two runs compared.

    `names`: their folders, as the user named them. `cache`: answers that need not be solved again; it gains every
    other. Raises NoRecord if one of the runs cannot be rebuilt, BrokenAnswer if an answer fails its verification, and
    WorkersLost.
    """
    runs = rebuild_run(old), rebuild_run(new)
    causes = changed_causes(old.tables, new.tables)
    version = not same_answers(old, new, runs[0].case)
    bench = BatchSolver(runs[1].settings, pool, cache if cache is not None else AnswerCache(), new.answers, progress)
    points = CoalitionSolver(old.tables, new.tables, causes, bench)
    if not version:
        points.use_answers((), old.answers)
    points.use_answers(causes, new.answers)
    moved = bool(causes) or version or _plans_differ(runs)
    wanted, without = _wanted(runs) if moved else ([], [])
    found = find_bridges(points, (run_as_point(runs[0]), run_as_point(runs[1])), wanted, version=version)
    return RunComparison(
        old=_compared_run(runs[0], names[0]),
        new=_compared_run(runs[1], names[1]),
        inputs=(*list_settings_changes(old, new, moves_figures=version), *_input_changes(old.tables, new.tables)),
        causes=(*((Cause.VERSION,) if version else ()), *causes),
        bridges=tuple(found),
        without=(*without, *_plans(points, runs)) if moved else (),
        moves=find_moves(*runs),
        outcomes=outcomes_shown(runs[1].case),
        price_base=runs[1].case.price_base,
        gap=new.settings.gap,
        proven=_proven(points, runs),
    )


def compare_with_last(
    old: RunRecord, new: Run, pool: Pool, progress: Progress | None = None, cache: AnswerCache | None = None
) -> RunComparison:
    """A run that was just made, compared with the one whose record stands in its folder.

    If the old run cannot be rebuilt, the result has the changes of the input and no bridge. Raises
    BrokenAnswer and WorkersLost, as `compare_records` does.
    """
    try:
        return compare_records(old, make_record(new), pool, progress, cache)
    except NoRecord as none:
        return _inputs_alone(old, new, str(none))


def _inputs_alone(old: RunRecord, new: Run, why: str) -> RunComparison:
    now = make_record(new)
    return RunComparison(
        old=ComparedRun("", old.title, old.source, old.digest, old.scenario, ""),
        new=_compared_run(new, ""),
        inputs=(*list_settings_changes(old, now, moves_figures=True), *_input_changes(old.tables, new.tables)),
        causes=changed_causes(old.tables, new.tables),
        bridges=(),
        without=(f"What changed in the figures is not told by cause. {why}",),
        moves=(),
        outcomes=outcomes_shown(new.case),
        price_base=new.case.price_base,
        gap=new.settings.gap,
        proven=True,
    )


def _plans(points: CoalitionSolver, runs: tuple[Run, Run]) -> Iterator[str]:
    """Sentences that say which causes are enough for an option to lose its plan, or to gain one."""
    names = [name for name in runs[1].results if name in runs[0].results and len(_known_end_states(runs, name)) > 1]
    if names and len(points.causes) <= MAX_EXACT_CAUSES:
        points.solve(coalitions(points.causes))
    for name in names:
        gone = runs[1].results[name].answer.status is Status.INFEASIBLE
        if least := _smallest_coalitions(points, name, gone):
            what = "has no plan" if gone else "has a plan"
            yield f'"{name}" {what} as soon as this changes: {"; or ".join(map(_coalition_text, least))}.'


def _known_end_states(runs: tuple[Run, Run], name: str) -> set[bool]:
    """Whether an option has no plan, as far as known in the two runs: two values if that differs."""
    statuses = [run.results[name].answer.status for run in runs]
    return {each is Status.INFEASIBLE for each in statuses if each is not Status.NO_ANSWER}


def _smallest_coalitions(points: CoalitionSolver, name: str, gone: bool) -> list[Coalition]:
    """The smallest sets of causes with which an option has a plan, or none, as in the new run."""
    known = {some: point.results[name].answer.status for some, point in points.points.items() if name in point.results}
    as_new = [some for some, status in known.items() if (status is Status.INFEASIBLE) == gone]
    return [some for some in as_new if some and not any(other < some for other in as_new)]


def _coalition_text(some: Coalition) -> str:
    """The names of the causes: `funding`, or `funding + prices` for both together."""
    return " + ".join(cause for cause in Cause if cause in some)


def _wanted(runs: tuple[Run, Run]) -> tuple[list[tuple[str, str]], list[str]]:
    """The subjects and figures that both runs have, and sentences about those that they do not."""
    ends = run_as_point(runs[0]), run_as_point(runs[1])
    names = [name for name in runs[1].results if name in runs[0].results]
    figures = (
        "cost",
        outcomes_shown(runs[1].case),
        *((SCORE,) if runs[0].case.criteria and runs[1].case.criteria else ()),
    )
    every = [(subject, each) for subject in (PREFERRED, *names) for each in figures]
    missing = {each: why for each in every if (why := _missing(ends, *each))}
    without = [*dict.fromkeys(missing.values()), *_in_one(runs)]
    return [each for each in every if each not in missing], without


def _missing(ends: tuple[CoalitionPoint, CoalitionPoint], subject: str, name: str) -> str:
    """Why there is no bridge; blank if both runs have the figure."""
    for end, which in zip(ends, ("old", "new"), strict=True):
        found = read_figure(end, subject, name, proven=False)
        if isinstance(found, MissingFigure):
            who = "The preferred option" if subject == PREFERRED else f'"{subject}"'
            return f"{who} has no bridge: in the {which} run {found}."
    return ""


def _in_one(runs: tuple[Run, Run]) -> Iterator[str]:
    old, new = (run.results for run in runs)
    yield from (f'"{name}" has no bridge: the old run does not have it.' for name in new if name not in old)
    yield from (f'"{name}" has no bridge: the new run does not have it.' for name in old if name not in new)


def _plans_differ(runs: tuple[Run, Run]) -> bool:
    """Whether the two runs have different figures."""
    old, new = ({name: result.measures for name, result in run.results.items()} for run in runs)
    return old != new


def _proven(points: CoalitionSolver, runs: tuple[Run, Run]) -> bool:
    """Whether all answers of both runs, and all that were solved between them, are proven, and none contradicted."""
    ends = (result.answer.status in PROVEN_STATUSES for run in runs for result in run.results.values())
    contradicted = any(run.contradicted for run in runs)
    return not contradicted and all(ends) and all(point.proven for point in points.points.values())


def _compared_run(run: Run, name: str) -> ComparedRun:
    case, preferred = run.case, run.appraisal.preferred or ""
    too_close = bool(preferred) and run.certainty is not None and not run.certainty.certain
    years, prices = case.years_label, case.price_base.strip()
    result = run.results.get(preferred)
    of_cost = result is None or result.answer.objective == "cost"
    margin = 0 if result is None or of_cost else ceil(result.secondary_margin or 0)
    source = (case.title, run.source, run.digest, run.scenario)
    return ComparedRun(name, *source, preferred, years, prices, too_close, margin, run.contradicted)


def _input_changes(old: Tables, new: Tables) -> Iterator[InputChange]:
    return (_input_change(each) for each in differences(old, new))


def _input_change(each: Difference) -> InputChange:
    """A difference in the user's words."""
    table, column, key = each.table, each.column, each.row
    cause = cause_of(table, str(key[0][0]) if table == "settings" and key[0] else "", column)
    if each.kind is ChangeKind.MOVED:
        cause = cause if table in ORDERED_TABLES else None
        return InputChange(table, "rows that are in both", "", each.kind.value, "", "", "", cause)
    row = row_text(table, key)
    if each.kind is ChangeKind.CHANGED:
        old, new = (cell_text(table, key, column, cell) for cell in (each.old, each.new))
        much = "" if cell_kind(table, key, column) is Kind.YEAR else percent_change(each.old, each.new)
        return InputChange(table, row, column, each.kind.value, old, new, much, cause)
    old, new = (cells_text(table, key, cell) if isinstance(cell, Mapping) else "" for cell in (each.old, each.new))
    return InputChange(table, row, "", each.kind.value, old, new, "", cause)
