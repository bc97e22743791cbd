"""What the command says of a finished run: a table, why some have no plan, what to do next; the exit code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from models.appraisal.measures import outcomes_shown
from models.plan.plan import Status
from optimiser.analyses.findings import Findings
from optimiser.casefiles.change_text import caveat
from optimiser.cli import Exit
from optimiser.engine.run import Result, Run
from optimiser.engine.run_record import RunRecord
from optimiser.reports.board.appraisal.settled_or_open import told as settled
from optimiser.reports.folder import Written
from optimiser.reports.prose.comparison import headline
from optimiser.reports.prose.decision import said
from optimiser.reports.prose.sensitivity import nearest
from optimiser.text import pounds, tenths

HEADINGS = ("option", "status", "gap", "cost", "saving", "outcomes", "score", "rank", "")
NOTHING = {
    Status.INFEASIBLE: "has no plan (infeasible): proven.",
    Status.NO_ANSWER: "has no answer: in the time given no plan was found, and none was ruled out.",
}
TEXT_COLUMNS = (0, 1, 8)


def outcome(run: Run) -> str:
    """The result table, and what a reader must know beside it."""
    shown = outcomes_shown(run.case).replace("_", " ")
    headings = [shown if heading == "outcomes" else heading for heading in HEADINGS]
    lines = table([headings, *(_row(run, result) for result in run.results.values())])
    remarks = list(_remarks(run))
    return "\n".join([*lines, "", *remarks] if remarks else lines)


def all_of(findings: Findings, *, robust: bool) -> Iterator[str]:
    """All that is said of a finished run, a paragraph each: the table, and what was found from every other side."""
    yield outcome(findings.run)
    if robust:
        yield nearest(findings.sensitivity)
    if findings.flexibility is not None:
        yield settled(findings.flexibility, findings.flexibility.option)
    if findings.run.stay_close_to:
        yield "\n".join(_close(findings.run))
    if findings.comparison is not None:
        yield headline(findings.comparison)
    if findings.decision is not None:
        yield "\n".join(said(findings.decision))


def kept(last: RunRecord, run: Run) -> str:
    """How many answers of the last run in the folder still stand, and were not solved again."""
    same = sum(last.answers.get(name) == result.answer for name, result in run.results.items())
    if same == len(run.results):
        return "Every option keeps the answer of the last run in this folder: nothing that it reads has changed."
    return f"{same} of {len(run.results)} options keep the answer of the last run in this folder."


def ending(run: Run, written: Written) -> str:
    """Where the files are, which of the workbook's checks fail, and what to do next."""
    saved = written.saved
    aside = (f"{name} is open in another program: the new one is {kept}." for name, kept in saved.dated_names.items())
    workbook = saved.folder / saved.dated_names.get("appraisal.xlsx", "appraisal.xlsx")
    failing = (f"A check fails: {each}." for each in written.failing)
    files = f"Written to {saved.folder}: {', '.join(saved.names)}."
    return "\n".join([*aside, files, *failing, _next(run, written.failing, str(workbook))])


def code(run: Run, failing: Sequence[str] = ()) -> int:
    """Done; not all proven, or a check of the workbook is among the `failing`; or no plan at all."""
    status = [result.answer.status for result in run.results.values()]
    if not any(each.has_figures for each in status):
        return Exit.NO_PLAN
    return Exit.UNPROVEN if failing or not _proven(run) else Exit.DONE


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines: names to the left, figures to the right, a rule under the headings."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(_aligned(cell, i, width) for i, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    ]
    return [
        lines[0].rstrip(),
        "  ".join("-" * width for width in widths if width),
        *(line.rstrip() for line in lines[1:]),
    ]


def _aligned(cell: str, column: int, width: int) -> str:
    return cell.ljust(width) if column in TEXT_COLUMNS else cell.rjust(width)


def _row(run: Run, result: Result) -> Sequence[str]:
    name, answer, found = result.option.name, result.answer, result.measures or {}
    standing = run.appraisal.standings[name]
    mark = "preferred" if name == run.appraisal.preferred else "fails a gate" if standing.gates_failed else ""
    gap = "" if answer.gap is None else f"{answer.gap:.2%}"
    outcomes = found.get(outcomes_shown(run.case))
    return (
        *(name, answer.status.value, gap, *(_pounds(found.get(each)) for each in ("cost", "saving"))),
        "" if outcomes is None else tenths(outcomes),
        "" if standing.score is None else tenths(standing.score),
        "" if standing.rank is None else str(standing.rank),
        mark,
    )


def _remarks(run: Run) -> Iterator[str]:
    if said := caveat(run):
        yield said
    for name, answer in ((name, result.answer) for name, result in run.results.items()):
        if answer.plan is None:
            yield " ".join([f'"{name}" {NOTHING[answer.status]}', *answer.remarks])
    for option in (option for option in run.case.options if option.dropped):
        yield f'"{option.name}" is not appraised: {option.dropped}'
    yield from _gates(run)
    if run.settings.options:
        yield "Scores compare the options named and the reference alone; with all options they may differ."


def _close(run: Run) -> Iterator[str]:
    """How near each plan is to the one that it was to stay close to."""
    for name, result in run.results.items():
        told = "; ".join(result.answer.remarks) if name in run.stay_close_to else "there was no plan to stay close to"
        yield f'"{name}": {told}.'


def _gates(run: Run) -> Iterator[str]:
    if run.appraisal.preferred and any(r.answer.status is Status.NO_ANSWER for r in run.results.values()):
        yield "The preferred option is the best of those with figures; an option without an answer may be better."
    standings = run.appraisal.standings.items()
    for name, failed in ((name, standing.gates_failed) for name, standing in standings if standing.gates_failed):
        yield f'"{name}" cannot be preferred: it fails the gate of {", ".join(failed)}.'
    if run.case.criteria and not run.appraisal.preferred:
        yield "No option is preferred: none with figures passes every gate."


def _proven(run: Run) -> bool:
    return not {Status.UNPROVEN, Status.NO_ANSWER} & {result.answer.status for result in run.results.values()}


def _next(run: Run, failing: Sequence[str], workbook: str) -> str:
    result = code(run, failing)
    if result == Exit.NO_PLAN and any(r.answer.status is Status.NO_ANSWER for r in run.results.values()):
        return "No option has a plan yet. Next: appraise again with a longer --time-limit."
    if result == Exit.NO_PLAN:
        return "No option has a plan. Next: loosen what contradicts; docs/when-there-is-no-plan.md says how."
    if result == Exit.UNPROVEN and _proven(run):
        return f"Not every check passes. Next: look at the sheet Checks of {workbook} before any figure is used."
    if result == Exit.UNPROVEN:
        return f"Not everything is proven. Next: appraise again with a longer --time-limit, or open {workbook}."
    return f"Next: open {workbook}."


def _pounds(pence: Fraction | None) -> str:
    return "" if pence is None else pounds(pence)
