"""What `optimiser scenarios` does: appraises every scenario, writes the pack, and prints a row for each scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import click

from models.appraisal.measures import outcomes_shown
from models.plan.plan import Status
from optimiser.analyses.scenarios.pack import AS_IT_STANDS, ScenarioPack, ScenarioRun
from optimiser.api.scenarios import appraise_case_files
from optimiser.api.workers import Workers
from optimiser.casefiles.reading import Change, read_all
from optimiser.cli import Exit
from optimiser.cli.background import in_background
from optimiser.cli.case_input import OUTPUTS, name_of, show_warnings
from optimiser.cli.progress import progress_line
from optimiser.cli.text_table import text_table
from optimiser.cli.written_text import failing_checks, kept_aside
from optimiser.engine.answer_cache import PROVEN_STATUSES
from optimiser.reports.folder import SCENARIOS_WORKBOOK, Written, stale_scenario_folders
from optimiser.reports.prose.scenarios import measure_value, preference_change, proof_label
from optimiser.solving.settings import Settings
from optimiser.text import listed, lower_first, pounds, quoted, tenths


def scenarios(
    case: Path,
    changes: Sequence[Change],
    output: Path | None,
    settings: Settings,
    afresh: bool,
    workers: Workers,
    accessible: bool,
    quiet: bool,
) -> int:
    """Read, appraise every scenario, write, and print what came of it."""
    case_files = read_all(case, changes)
    if len(case_files) == 1:
        remedy = "Add rows to its table scenarios, or change a figure with --set."
        raise click.UsageError(f"The case has no scenarios. {remedy}")
    show_warnings((warning for each in case_files for warning in each.warnings), quiet)
    folder = output or OUTPUTS / f"{name_of(case)}-scenarios"
    activity = f"{case_files[0].case.title}: solving {len(case_files) - 1} scenarios"
    with progress_line(activity, quiet=quiet) as progress:
        result = in_background(
            lambda: appraise_case_files(
                case_files, settings, folder=folder, afresh=afresh, workers=workers, progress=progress
            )
        )
    pack = result.pack
    if not quiet:
        new = pack.total_answers - pack.reused_answers
        click.echo(f"{pack.total_answers} answers: {pack.reused_answers} from an earlier run, {new} new.", err=True)
    written = result.write(accessible=accessible)
    if not quiet:
        click.echo("\n".join(outcome(pack)))
        click.echo("\n".join(_ending(pack, written)), err=True)
    return code(pack, written.failing)


def code(pack: ScenarioPack, failing: Sequence[str] = ()) -> Exit:
    """The exit code of the pack. `failing`: the checks of its workbooks that fail."""
    return Exit.of(has_plan=pack.has_plan, proven=_proven(pack), failing=failing)


def outcome(pack: ScenarioPack) -> Iterator[str]:
    """A row for each scenario, then what a reader must know beside the table."""
    shown = outcomes_shown(pack.case).replace("_", " ")
    headings = ("scenario", "preferred", "score", f"its {shown}", "its cost", "options with a plan")
    yield from text_table([headings, *(_row(pack, member) for member in pack.members)])
    yield ""
    for member in pack.others:
        if member.preferred != pack.base.preferred:
            yield f"{quoted(member.name)}: {lower_first(preference_change(pack, member))}."
    for member in pack.members:
        yield from _without_plan(member)


def _row(pack: ScenarioPack, member: ScenarioRun) -> Sequence[str]:
    plans = sum(result.measures is not None for result in member.run.results.values())
    has = f"{plans} of {len(member.run.results)}"
    if member.preferred is None:
        return (member.name, "none", "", "", "", has)
    result = member.result(member.preferred)
    score = member.run.appraisal.standings[member.preferred].score
    figures = [measure_value(result, name) or Fraction(0) for name in (outcomes_shown(pack.case), "cost")]
    return (
        member.name,
        member.preferred,
        tenths(score or Fraction(0)),
        tenths(figures[0]),
        pounds(figures[1]),
        has,
    )


def _without_plan(member: ScenarioRun) -> Iterator[str]:
    where = "In the base case," if member.name == AS_IT_STANDS else f"In {quoted(member.name)},"
    for status, said in ((Status.INFEASIBLE, "no plan (proven)"), (Status.NO_ANSWER, "no answer")):
        names = [name for name, result in member.run.results.items() if result.answer.status is status]
        if names:
            yield f"{where} {listed([quoted(name) for name in names])} {'have' if len(names) > 1 else 'has'} {said}."
    for name, result in member.run.results.items():
        if result.answer.status is Status.UNPROVEN:
            yield f"{where} {quoted(name)} is {proof_label(result)}: a better plan may exist."


def _ending(pack: ScenarioPack, written: Written) -> Iterator[str]:
    """Where the files are, which checks fail, what an earlier pack has left, and what to do next."""
    yield from kept_aside(written.saved)
    folders = listed([member.folder for member in pack.members])
    top = [name for name in written.saved.names if "/" not in name]
    yield f"Written to {written.folder}: {', '.join(top)}, and each scenario's own files in {folders}."
    for name in stale_scenario_folders(pack, written.folder):
        yield f"{written.folder / name} is from earlier scenarios and is not part of these. Remove it."
    yield from failing_checks(written)
    yield _next_step(pack, written.failing, written.path(SCENARIOS_WORKBOOK))


def _next_step(pack: ScenarioPack, failing: Sequence[str], workbook: Path) -> str:
    result = code(pack, failing)
    if result == Exit.NO_PLAN:
        return "No plan was found in any scenario. Next: docs/when-there-is-no-plan.md explains which rules to loosen."
    if result == Exit.UNPROVEN and _proven(pack):
        return f"Not every check passes. Next: read the sheet Checks in {workbook} before you use any figure."
    if result == Exit.UNPROVEN:
        return (
            f"Not everything is proven. Next: run the scenarios again with a longer --time-limit, or open {workbook}."
        )
    return f"Next: open {workbook}."


def _proven(pack: ScenarioPack) -> bool:
    return all(status in PROVEN_STATUSES for status in pack.statuses)
