"""The question, the options, and which one is preferred and why."""

from __future__ import annotations

from collections.abc import Iterator

from models.accounts.baseline import baseline
from models.appraisal.measures import outcomes_shown
from models.plan.plan import Status
from optimiser.analyses.findings import Findings
from optimiser.engine.run import Result, Run
from optimiser.reports.paper.figures import count, shown
from optimiser.reports.paper.markdown import bullets, line, table
from optimiser.reports.prose.preference import preference_headline, preference_reasons
from optimiser.text import listed, pounds, quoted, tenths

AIMS = {
    "outcomes": "the most outcomes for the people who need them",
    "cost": "the lowest cost",
    "value": "the most value for the money",
}
NOTHING = {Status.INFEASIBLE: "no plan keeps every rule", Status.NO_ANSWER: "no plan was found in the time"}
MOST_REASONS, MOST_OPTIONS = 4, 12


def question(findings: Findings) -> Iterator[str]:
    """Who asks, for which years, and for what."""
    run, case = findings.run, findings.run.case
    names = listed([borough.name for borough in case.boroughs])
    objective = run.settings.objective or case.objective
    weighed = ", each counted by the weight of its service" * (outcomes_shown(case) == "weighted_outcomes")
    aim = AIMS[objective] + weighed * (objective == "outcomes")
    yield line(
        f"How should services be commissioned for {names} in {case.years_label}? Each option below has the best plan"
        f" that was found for it within the case's rules: {aim}. Today's arrangements cost {pounds(baseline(case))} a"
        " year."
    )


def options(findings: Findings) -> Iterator[str]:
    """A row an option with its headline figures; what each is; those without figures in words."""
    run = findings.run
    there = [each for each in run.results.values() if each.measures is not None]
    if there:
        rows = [_row(run, each) for each in there[:MOST_OPTIONS]]
        yield table(("Option", "Standing", "Score (0 to 100)", "Cost (£)", "Outcomes"), rows, numbers=3)
    if len(there) > MOST_OPTIONS:
        yield "The other options stand on the sheet Options compared."
    described = [each.option for each in there[:MOST_OPTIONS] if each.option.description.strip()]
    if said := [f"{each.name}: {each.description}" for each in described] + list(_without(run)):
        yield bullets(said)


def preference(findings: Findings) -> Iterator[str]:
    """The preferred option, and what carries it."""
    run = findings.run
    yield f"**{line(preference_headline(run))}**"
    if why := preference_reasons(run)[:MOST_REASONS]:
        yield bullets(why)
    if run.settings.options:
        yield line("Scores compare the options named and the reference alone; with all options they may differ.")


def _row(run: Run, result: Result) -> tuple[str, ...]:
    name, standing = result.option.name, run.appraisal.standings[result.option.name]
    score = "not scored" if standing.score is None else tenths(standing.score)
    reference = ", reference" * (name == run.case.reference.name)
    return name, f"{_standing(run, result)}{reference}", score, shown(result, "cost"), count(result, "outcomes")


def _standing(run: Run, result: Result) -> str:
    name, standing = result.option.name, run.appraisal.standings[result.option.name]
    unproven = ", unproven" * (result.answer.status is Status.UNPROVEN)
    if name == run.appraisal.preferred:
        return f"preferred{unproven}"
    if standing.score is None:
        return f"not ranked{unproven}"
    gated = f"rank {standing.rank}, fails a gate" if standing.gates_failed else f"rank {standing.rank}"
    return f"{gated}{unproven}"


def _without(run: Run) -> Iterator[str]:
    """The options without figures, and why."""
    for name, result in run.results.items():
        if result.measures is None:
            yield f"{quoted(name)} has no figures: {NOTHING.get(result.answer.status, 'none can be read')}."
    for option in run.case.options:
        if option.dropped:
            yield f"{quoted(option.name)} was not appraised: {option.dropped}"
