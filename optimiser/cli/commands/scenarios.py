"""`optimiser scenarios`: appraises every scenario, writes the pack, and prints a row for each scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from optimiser.cli import NOT_CERTAIN, Exit
from optimiser.cli.case_argument import OUTPUTS, name_of, show_warnings
from optimiser.cli.command import Command
from optimiser.cli.command_output import answers_text, failing_checks, kept_aside, next_step, text_table
from optimiser.cli.options import AFRESH, CASE, GENERAL, OBJECTIVE, OUTPUT, RANKING_TIME, SET, SOLVING, WHO_SOLVES
from optimiser.cli.output_folder import hold_output
from optimiser.cli.progress import with_progress
from optimiser.text import listed, lower_first, pounds, quoted, tenths

if TYPE_CHECKING:
    from optimiser.analyses.scenarios import ScenarioPack, ScenarioRun
    from optimiser.casefiles.reading import Change
    from optimiser.reports.folder import Written


@click.command(
    cls=Command,
    short_help="Appraise every scenario beside the base case.",
    exit_codes={
        Exit.UNPROVEN: NOT_CERTAIN,
        Exit.FAULTS: "the case or a scenario has faults",
        Exit.NO_PLAN: "no plan was found for any option in any scenario",
    },
)
@CASE
@SET
@OUTPUT
@SOLVING
@OBJECTIVE
@RANKING_TIME
@AFRESH
@WHO_SOLVES
@click.option("--accessible", is_flag=True, help="Write the workbook of each scenario in a larger and plainer format.")
@GENERAL
def scenarios(
    case: Path, changes: Sequence[Change], output: Path | None, accessible: bool, quiet: bool, **solving: Any
) -> int:
    """
    \b
    Example:  optimiser scenarios inputs/portsmouth --output outputs/what-if

    Look for the best plan for each option of CASE, in the base case and in each scenario. Write one workbook with
    all of them side by side, and the files of each scenario in a folder. The changes of --set make one more scenario.
    The workbook also shows each option without the policy constraints of the case.
    """
    from optimiser.api.scenarios import appraise_case_files
    from optimiser.casefiles.reading import read_all

    case_files = read_all(case, changes)
    if len(case_files) == 1:
        remedy = "Add rows to its table scenarios, or change a figure with --set."
        raise click.UsageError(f"The case has no scenarios. {remedy}")
    show_warnings((warning for case_file in case_files for warning in case_file.warnings), quiet)
    folder = output or OUTPUTS / f"{name_of(case)}-scenarios"
    hold_output(folder, quiet=quiet)
    result = with_progress(
        f"{case_files[0].case.title}: solving {len(case_files) - 1} scenarios",
        lambda progress: appraise_case_files(case_files, folder=folder, progress=progress, **solving),
        quiet=quiet,
    )
    pack = result.pack
    if not quiet:
        click.echo(answers_text(pack.total_answers, pack.reused_answers, "run"), err=True)
    written = result.write(accessible=accessible)
    if not quiet:
        click.echo("\n".join(outcome(pack)))
        click.echo("\n".join(_ending(pack, written)), err=True)
    return code(pack, written.failing)


def code(pack: ScenarioPack, failing: Sequence[str] = ()) -> Exit:
    """The exit code of the pack. `failing`: the checks of its workbooks that fail."""
    from optimiser.reports.prose.certainty import is_uncertain

    uncertain = any(is_uncertain(member.run) for member in pack.members)
    return Exit.of(has_plan=pack.has_plan, proven=_proven(pack) and not uncertain, failing=failing)


def outcome(pack: ScenarioPack) -> Iterator[str]:
    """A row for each scenario, then what a reader must know beside the table."""
    from models.appraisal.measures import outcomes_shown
    from optimiser.reports.prose.certainty import too_close_sentence
    from optimiser.reports.prose.proof import largest_margin_sentence
    from optimiser.reports.prose.scenarios import preference_change

    shown = outcomes_shown(pack.case).replace("_", " ")
    headings = ("scenario", "preferred", "score", f"its {shown}", "its cost", "options with a plan")
    yield from text_table([headings, *(_row(pack, member) for member in pack.members)])
    yield ""
    for member in pack.others:
        if member.preferred != pack.base.preferred:
            yield f"{quoted(member.name)}: {lower_first(preference_change(pack, member))}."
    results = [result for member in pack.members for result in member.run.results.values()]
    yield from largest_margin_sentence(results, "in these scenarios")
    for member in pack.members:
        if sentence := too_close_sentence(member.run):
            yield f"{member.name}: {lower_first(sentence)}"
        yield from _without_plan(member)


def _row(pack: ScenarioPack, member: ScenarioRun) -> Sequence[str]:
    from models.appraisal.measures import outcomes_shown
    from optimiser.reports.prose.scenarios import measure_value

    plans = sum(result.measures is not None for result in member.run.results.values())
    with_plan = f"{plans} of {len(member.run.results)}"
    if member.preferred is None:
        return (member.name, "none", "", "", "", with_plan)
    result = member.result(member.preferred)
    score = member.run.appraisal.standings[member.preferred].score
    figures = [measure_value(result, name) or Fraction(0) for name in (outcomes_shown(pack.case), "cost")]
    return (
        member.name,
        member.preferred if member.certain else f"{member.preferred} (ahead, too close to call)",
        *(tenths(score or Fraction(0)), tenths(figures[0]), pounds(figures[1])),
        with_plan,
    )


def _without_plan(member: ScenarioRun) -> Iterator[str]:
    from models.plan.plan import Status
    from optimiser.analyses.scenarios import AS_IT_STANDS
    from optimiser.reports.prose.scenarios import proof_label

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
    from optimiser.reports.folder import SCENARIOS_WORKBOOK, stale_scenario_folders

    yield from kept_aside(written.saved)
    folders = listed([member.folder for member in pack.members])
    top = [name for name in written.saved.names if "/" not in name]
    yield f"Written to {written.folder}: {', '.join(top)}, and each scenario's own files in {folders}."
    for name in stale_scenario_folders(pack, written.folder):
        yield f"{written.folder / name} is from earlier scenarios and is not part of these. Remove it."
    yield from failing_checks(written)
    yield _next_step(pack, written.failing, written.path(SCENARIOS_WORKBOOK))


def _next_step(pack: ScenarioPack, failing: Sequence[str], workbook: Path) -> str:
    ended = code(pack, failing)
    if ended == Exit.NO_PLAN:
        return "No plan was found in any scenario. Next: docs/when-there-is-no-plan.md explains which rules to loosen."
    again = "run the scenarios again"
    return next_step(ended, proven=_proven(pack), failing=failing, again=again, workbook=workbook)


def _proven(pack: ScenarioPack) -> bool:
    from optimiser.engine.answer_cache import PROVEN_STATUSES

    return all(status in PROVEN_STATUSES for status in pack.statuses)
