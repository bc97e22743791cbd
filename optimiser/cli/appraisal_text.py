"""What `optimiser appraise` prints: a table, remarks, the findings, what to do next; and its exit code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from models.appraisal.measures import outcomes_shown
from models.plan.plan import Status
from optimiser.analyses.findings import Findings
from optimiser.analyses.second_opinion import Agreement, SecondOpinion
from optimiser.casefiles.change_text import caveat
from optimiser.cli import Exit
from optimiser.cli.command_output import next_step, text_table, written_text
from optimiser.engine.answer_cache import PROVEN_STATUSES
from optimiser.engine.run import Result, Run
from optimiser.engine.run_record import RunRecord
from optimiser.reports.folder import RUN_WORKBOOK, Written
from optimiser.reports.prose.certainty import (
    certainty_sentences,
    is_uncertain,
    leader_adjective,
    leader_phrase,
    leader_word,
)
from optimiser.reports.prose.comparison import comparison_headline
from optimiser.reports.prose.cuts import cut_sentences
from optimiser.reports.prose.decision import decision_sentences
from optimiser.reports.prose.outcome_costs import last_outcomes_sentences
from optimiser.reports.prose.proof import secondary_sentences
from optimiser.reports.prose.saving import KEPT, anything_lapses
from optimiser.reports.prose.scales import scale_sentences
from optimiser.reports.prose.second_opinion import contradiction_sentences, second_opinion_sentences
from optimiser.reports.prose.sensitivity import flexibility_sentence, nearest_change
from optimiser.text import pounds, tenths, upper_first

NO_PLAN = {
    Status.INFEASIBLE: "has no plan that meets every constraint (infeasible). This is proven.",
    Status.NO_ANSWER: "has no answer: no plan was found, and it is not proven that there is none.",
}


def outcome(run: Run) -> str:
    """A row for each option, and what a reader must know beside the table."""
    shown, money = outcomes_shown(run.case).replace("_", " "), _money_shown(run)
    figures = ["option", "status", "gap", *(name.replace("_", " ") for name in money), shown]
    headings = [*figures, "score", "rank", ""]
    rows = [_row(run, result, money) for result in run.results.values()]
    lines = text_table([headings, *rows], (0, 1, len(headings) - 1))
    remarks = list(_remarks(run))
    return "\n".join([*lines, "", *remarks] if remarks else lines)


def paragraphs(findings: Findings, *, robust: bool) -> Iterator[str]:
    """What a second solver contradicts, the table, and a paragraph for each finding. `robust`: inputs were moved."""
    contradictions = list(contradiction_sentences(findings.second_opinion))
    yield from contradictions
    yield outcome(findings.run)
    others = [each for each in second_opinion_sentences(findings.second_opinion) if each not in contradictions]
    if others:
        yield "\n".join(others)
    yield from last_outcomes_sentences(findings)
    if robust:
        yield nearest_change(findings.sensitivity, leader_adjective(findings.run))
    if findings.flexibility is not None:
        yield flexibility_sentence(findings.flexibility, findings.flexibility.option)
    if findings.run.stay_close_to:
        yield "\n".join(_distances(findings.run))
    if findings.comparison is not None:
        yield comparison_headline(findings.comparison)
    if findings.decision is not None:
        yield "\n".join(decision_sentences(findings.decision))


def kept_answers(earlier: RunRecord, run: Run) -> str:
    """How many options keep the answer that the earlier run in the folder had."""
    same = sum(earlier.answers.get(name) == result.answer for name, result in run.results.items())
    if same == len(run.results):
        return "Every option keeps its answer from the last run in this folder: no input that it uses has changed."
    return f"{same} of {len(run.results)} options keep their answer from the last run in this folder."


def ending(run: Run, written: Written, second_opinion: SecondOpinion | None = None) -> str:
    """Where the files are, which checks of the workbook fail, and what to do next."""
    ended = code(run, written.failing, second_opinion)
    return "\n".join([*written_text(written), _next_step(run, ended, written.failing, written.path(RUN_WORKBOOK))])


def code(run: Run, failing: Sequence[str] = (), second_opinion: SecondOpinion | None = None) -> Exit:
    """The exit code of the run. `failing`: the checks of the workbook that fail. A contradiction comes before all."""
    if second_opinion is not None and second_opinion.with_agreement(Agreement.CONTRADICTS):
        return Exit.UNPROVEN
    has_plan = any(result.answer.status.has_figures for result in run.results.values())
    return Exit.of(has_plan=has_plan, proven=_proven(run) and not is_uncertain(run), failing=failing)


def _money_shown(run: Run) -> tuple[str, ...]:
    """The measures of money in the table; the saving less what lapses comes before the saving, if anything lapses."""
    return ("cost", "saving_kept", "saving") if anything_lapses(run) else ("cost", "saving")


def _row(run: Run, result: Result, money: Sequence[str]) -> Sequence[str]:
    name, answer, measures = result.option.name, result.answer, result.measures or {}
    standing = run.appraisal.standings[name]
    mark = leader_word(run) if name == run.appraisal.preferred else "fails a gate" if standing.gates_failed else ""
    gap = "" if answer.gap is None else f"{answer.gap:.2%}"
    outcomes = measures.get(outcomes_shown(run.case))
    return (
        *(name, answer.status.value, gap, *(_pounds(measures.get(measure)) for measure in money)),
        "" if outcomes is None else tenths(outcomes),
        "" if standing.score is None else tenths(standing.score),
        "" if standing.rank is None else str(standing.rank),
        ", ".join(filter(None, [mark, "contradicted" if name in run.contradicted else ""])),
    )


def _remarks(run: Run) -> Iterator[str]:
    if changed := caveat(run):
        yield changed
    for name, answer in ((name, result.answer) for name, result in run.results.items()):
        if answer.plan is None:
            contradicted = "has no plan that this program finds; a second solver contradicts that."
            found = contradicted if name in run.contradicted else NO_PLAN[answer.status]
            yield " ".join([f'"{name}" {found}', *answer.remarks])
    for option in (option for option in run.case.options if option.dropped):
        yield f'"{option.name}" is not appraised: {option.dropped}'
    yield from certainty_sentences(run)
    if anything_lapses(run):
        yield KEPT
    yield from cut_sentences(run)
    yield from _gates(run)
    yield from secondary_sentences(run)
    yield from scale_sentences(run)
    if run.settings.options:
        yield "Scores compare only the options named and the reference. With all options they may differ."


def _distances(run: Run) -> Iterator[str]:
    """How far each plan is from the plan of the run to stay close to."""
    for name, result in run.results.items():
        distance = (
            "; ".join(result.answer.remarks) if name in run.stay_close_to else "there was no plan to stay close to"
        )
        yield f'"{name}": {distance}.'


def _gates(run: Run) -> Iterator[str]:
    if run.appraisal.preferred and any(r.answer.status is Status.NO_ANSWER for r in run.results.values()):
        first = upper_first(leader_phrase(run))
        yield f"{first} is the best of the options with figures. An option without an answer may be better."
    standings = run.appraisal.standings.items()
    for name, failed in ((name, standing.gates_failed) for name, standing in standings if standing.gates_failed):
        yield f'"{name}" cannot be preferred: it fails the gate of {", ".join(failed)}.'
    if run.case.criteria and not run.appraisal.preferred:
        yield "No option is preferred: no option with figures passes every gate."


def _proven(run: Run) -> bool:
    return all(result.answer.status in PROVEN_STATUSES for result in run.results.values())


def _next_step(run: Run, ended: Exit, failing: Sequence[str], workbook: Path) -> str:
    if ended == Exit.NO_PLAN and any(r.answer.status is Status.NO_ANSWER for r in run.results.values()):
        return "No plan was found for any option. Next: appraise again with a longer --time-limit."
    if ended == Exit.NO_PLAN:
        return "No option has a plan. Next: docs/when-there-is-no-plan.md explains which rules to loosen."
    return next_step(ended, proven=_proven(run), failing=failing, again="appraise again", workbook=workbook)


def _pounds(pence: Fraction | None) -> str:
    return "" if pence is None else pounds(pence)
