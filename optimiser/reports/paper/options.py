"""The sections on the question, the options, and the preferred option."""

from __future__ import annotations

from collections.abc import Iterator

from models.accounts.baseline import baseline
from models.appraisal.measures import outcomes_shown
from models.plan.plan import Status
from optimiser.analyses.findings import Findings
from optimiser.engine.run import Result, Run
from optimiser.reports.paper.markdown import bullet_list, count_text, escaped_line, markdown_table, money_text
from optimiser.reports.prose.certainty import leader_word
from optimiser.reports.prose.outcome_costs import limit_sentence
from optimiser.reports.prose.preference import preference_headline, preference_reasons
from optimiser.reports.prose.scales import blank_end_sentences
from optimiser.text import listed, pounds, quoted, tenths, upper_first

OBJECTIVES = {
    "outcomes": "the most outcomes",
    "cost": "the lowest present cost",
    "value": "the highest present value of outcomes less cost",
}
NO_FIGURES = {
    Status.INFEASIBLE: "no plan meets every constraint",
    Status.NO_ANSWER: "no plan was found in the time limit",
}
MAX_REASONS, MAX_OPTIONS = 4, 12


def question(findings: Findings) -> Iterator[str]:
    """For whom and for which years the question is asked, and what each plan was chosen for."""
    run, case = findings.run, findings.run.case
    boroughs = listed([borough.name for borough in case.boroughs])
    objective = run.settings.objective or case.objective
    weighted = objective == "outcomes" and outcomes_shown(case) == "weighted_outcomes"
    aim = f"{OBJECTIVES[objective]}{', each multiplied by the weight of its service' if weighted else ''}"
    limit = f" {sentence}" if (sentence := limit_sentence(run)) else ""
    yield escaped_line(
        f"How should services be commissioned for {boroughs} in {case.years_label}? Each option below has the best plan"
        f" that was found for it within the constraints of the case. The objective is {aim}.{limit} Today's"
        f" arrangements cost {pounds(baseline(case))} a year."
    )


def options(findings: Findings) -> Iterator[str]:
    """A row for each option with its main figures, what each option is, and why others have no figures."""
    run = findings.run
    results = [result for result in run.results.values() if result.measures is not None]
    if results:
        rows = [_row(run, result) for result in results[:MAX_OPTIONS]]
        shown = upper_first(outcomes_shown(run.case).replace("_", " "))
        yield markdown_table(("Option", "Standing", "Score (0 to 100)", "Cost (£)", shown), rows, numbers=3)
    if len(results) > MAX_OPTIONS:
        yield "The other options are on the sheet Options compared."
    described = [result.option for result in results[:MAX_OPTIONS] if result.option.description.strip()]
    if items := [f"{option.name}: {option.description}" for option in described] + list(_without_figures(run)):
        yield bullet_list(items)


def preference(findings: Findings) -> Iterator[str]:
    """The preferred option, and why it is preferred."""
    run = findings.run
    yield f"**{escaped_line(preference_headline(run))}**"
    if reasons := preference_reasons(run)[:MAX_REASONS]:
        yield bullet_list(reasons)
    yield from map(escaped_line, blank_end_sentences(run))
    if run.settings.options:
        yield escaped_line("Scores compare only the options named and the reference. With all options they may differ.")


def _row(run: Run, result: Result) -> tuple[str, ...]:
    name, standing = result.option.name, run.appraisal.standings[result.option.name]
    score = "not scored" if standing.score is None else tenths(standing.score)
    reference = ", reference" if name == run.case.reference.name else ""
    place = f"{_standing(run, result)}{reference}"
    return name, place, score, money_text(result, "cost"), count_text(result, outcomes_shown(run.case))


def _standing(run: Run, result: Result) -> str:
    name, standing = result.option.name, run.appraisal.standings[result.option.name]
    unproven = ", unproven" if result.answer.status is Status.UNPROVEN else ""
    unproven = ", contradicted by a second solver" if name in run.contradicted else unproven
    if name == run.appraisal.preferred:
        return f"{leader_word(run)}{unproven}"
    if standing.score is None:
        return f"not ranked{unproven}"
    return f"rank {standing.rank}{', fails a gate' if standing.gates_failed else ''}{unproven}"


def _without_figures(run: Run) -> Iterator[str]:
    for name, result in run.results.items():
        if result.measures is None:
            why = NO_FIGURES.get(result.answer.status, "its plan cannot be read")
            why = "whether it has a plan is contradicted" if name in run.contradicted else why
            yield f"{quoted(name)} has no figures: {why}."
    for option in run.case.options:
        if option.dropped:
            yield f"{quoted(option.name)} was not appraised: {option.dropped}"
