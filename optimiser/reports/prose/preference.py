"""What a reader must know first, and why an option is preferred, in sentences.

Preferred against the next, in points and in cost and outcomes, against what fails a gate, and against the judgements
alone.
All of it is read from the case and the appraisal; nothing is scored here but the judgements by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction

from models.appraisal.lead_test import possible_leaders
from models.appraisal.scoring import Standing
from models.case.appraisal_inputs import Criterion
from models.case.types import Case
from optimiser.analyses.findings import Findings
from optimiser.casefiles.change_text import caveat
from optimiser.engine.run import Run
from optimiser.reports.prose.comparison import since_last_run
from optimiser.reports.prose.decision import nearest_threshold, verdict_sentence
from optimiser.text import listed, quoted, tenths

MAX_CRITERIA = 3  # criteria named in a sentence
MONEY_TABLES = (
    "boroughs",
    "funding",
    "contracts",
    "offers",
    "prices",
    "hubs",
)


def caveats(findings: Findings) -> list[str]:
    """What stands before every other sentence: supposed money, changes, a decision that holds or not, what moved."""
    run, decision, comparison = findings.run, findings.decision, findings.comparison
    decided = f"{verdict_sentence(decision)} {nearest_threshold(decision)}".rstrip() if decision else ""
    changed = since_last_run(comparison) if comparison and comparison.causes else ""
    return [*filter(None, [illustrative_caveat(run.case), caveat(run), decided, changed])]


def illustrative_caveat(case: Case) -> str:
    """That the case's money is mostly supposed, which every workbook of it says first; blank where it is not."""
    rows = [each for each in case.assumptions if each.table in MONEY_TABLES]
    number = sum(each.quality == "illustrative" for each in rows)
    if 2 * number <= len(rows):
        return ""
    return (
        "The figures are illustrative and the result shows the method: "
        f"{number:,} of the {len(rows):,} rows that hold money are supposed."
    )


def preference_headline(run: Run) -> str:
    """Which option is preferred, in a sentence."""
    standing, runner_up = _preferred_standing(run), _runner_up(run)
    if not run.case.criteria:
        return "No option is preferred: the case has no criteria to score by."
    if standing is None or standing.score is None:
        scored = any(each.score is not None for each in run.appraisal.standings.values())
        return f"No option is preferred: {'every option fails a gate' if scored else 'no option has figures'}."
    start = f"{quoted(standing.option)} is preferred, with a weighted score of {tenths(standing.score)} out of 100"
    if runner_up is None or runner_up.score is None:
        return f"{start}; no other option is eligible."
    name = quoted(runner_up.option)
    if tenths(standing.score) != tenths(runner_up.score):
        return f"{start}, ahead of {name} on {tenths(runner_up.score)}, the next eligible option."
    if standing.score != runner_up.score:
        return f"{start}, less than a tenth of a point ahead of {name}, the next eligible option."
    return f"{start}, the same score as {name}; {_tie_break(run, standing, runner_up)} decides."


def preference_reasons(run: Run) -> list[str]:
    """What carries the preference: criteria, gates, and where it departs from the judgements alone."""
    standing, runner_up = _preferred_standing(run), _runner_up(run)
    if standing is None:
        return [*_options_that_fail_gates(run, Fraction(-1))]
    found = [*_possible_leaders(run), *_options_that_fail_gates(run, standing.score or Fraction(0))]
    if runner_up is not None:
        found.append(_criteria_that_decide(run.case, standing, runner_up))
        found += _cheaper_with_more_outcomes(run, standing, runner_up)
    return [*found, *_judgements_alone(run, standing)]


def _possible_leaders(run: Run) -> Iterator[str]:
    """Who might lead as well, within the gaps that are proven."""
    figures = {name: result.measures for name, result in run.results.items()}
    answers = {name: result.answer for name, result in run.results.items()}
    if names := possible_leaders(run.case, figures, answers):
        yield (
            f"That lead is smaller than what the gaps leave open: {listed([quoted(each) for each in names])}"
            f" would be preferred with the best that is not ruled out. A smaller --gap may settle it."
        )


def _preferred_standing(run: Run) -> Standing | None:
    return run.appraisal.standings[run.appraisal.preferred] if run.appraisal.preferred else None


def _ranked_standings(run: Run) -> list[Standing]:
    there = [each for each in run.appraisal.standings.values() if each.rank is not None]
    return sorted(there, key=lambda each: each.rank or 0)


def _runner_up(run: Run) -> Standing | None:
    passing = [
        each for each in _ranked_standings(run) if not each.gates_failed and each.option != run.appraisal.preferred
    ]
    return passing[0] if passing else None


def _tie_break(run: Run, first: Standing, second: Standing) -> str:
    costs = [(run.results[each.option].measures or {}).get("present_cost") for each in (first, second)]
    return "its lower present cost" if costs[0] != costs[1] else "its earlier place in the list"


def _options_that_fail_gates(run: Run, least: Fraction) -> Iterator[str]:
    """The options that score as much or more, and the gate that each fails."""
    for each in _ranked_standings(run):
        if each.gates_failed and (each.score or Fraction(0)) >= least:
            gates = listed([_gate_text(run.case, each, name) for name in each.gates_failed])
            score = tenths(each.score or Fraction(0))
            yield f"{quoted(each.option)} scores {score} but may not be preferred: it fails the gate on {gates}."


def _gate_text(case: Case, standing: Standing, name: str) -> str:
    criterion = next(each for each in case.criteria if each.name == name)
    score = next(each.score for each in standing.scores if each.criterion == name)
    return f"{name} (scores {tenths(score)}, {tenths(criterion.gate or Fraction(0))} is asked for)"


def _criteria_that_decide(case: Case, first: Standing, second: Standing) -> str:
    """Which criteria carry the one over the other, in points of the weighted score."""
    gained, lost = (
        _largest_leads(_points_ahead(case, first, second)),
        _largest_leads(_points_ahead(case, second, first)),
    )
    words = [f"{name} (+{tenths(points)})" for name, points in gained]
    start = (
        f"Against {quoted(second.option)} it gains most on {listed(words)}"
        if words
        else f"Against {quoted(second.option)} it gains on nothing"
    )
    return (
        f"{start}, and loses most on {listed([f'{name} (-{tenths(points)})' for name, points in lost])}."
        if lost
        else f"{start}."
    )


def _cheaper_with_more_outcomes(run: Run, first: Standing, second: Standing) -> Iterator[str]:
    """Said where the next costs less and has more outcomes: then it is all the rest that carries the first over it."""
    own, other = (run.results[each.option].measures or {} for each in (first, second))
    if _below(other, own, "cost") and _below(own, other, "outcomes"):
        yield (
            f"{quoted(second.option)} costs less and has more expected outcomes:"
            f" what carries {quoted(first.option)} over it are other criteria."
        )


def _below(low: Mapping[str, Fraction | None], high: Mapping[str, Fraction | None], measure: str) -> bool:
    a, b = low.get(measure), high.get(measure)
    return a is not None and b is not None and a < b


def _points_ahead(case: Case, first: Standing, second: Standing) -> dict[str, Fraction]:
    """Points of the weighted score by which the first is ahead, by criterion."""
    total = sum((criterion.weight for criterion in case.criteria), Fraction(0))
    rows = zip(case.criteria, first.scores, second.scores, strict=True)
    return {criterion.name: criterion.weight * (a.score - b.score) / total for criterion, a, b in rows}


def _largest_leads(points: dict[str, Fraction]) -> list[tuple[str, Fraction]]:
    ahead = [(name, value) for name, value in points.items() if value > 0]
    return sorted(ahead, key=lambda each: -each[1])[:MAX_CRITERIA]


def _judgements_alone(run: Run, standing: Standing) -> Iterator[str]:
    """Where the judgements alone would have another first: which gate or which measures carry the difference."""
    judged = [criterion for criterion in run.case.criteria if criterion.measure is None]
    if not judged:
        return
    alone = {
        each.option: _partial_score(run.case.criteria, each, lambda c: c.measure is None)
        for each in _ranked_standings(run)
    }
    own = alone[standing.option]
    above = [each for each in _ranked_standings(run) if alone[each.option] > own]
    if not above:
        yield f"The judgements alone have no option above {quoted(standing.option)} either ({tenths(own)})."
    for each in above:
        ahead = f"{quoted(each.option)} stands above it ({tenths(alone[each.option])} against {tenths(own)})"
        yield f"On the judgements alone {ahead}: {_what_decides(run, standing, each)}."


def _partial_score(criteria: Iterable[Criterion], standing: Standing, counts: Callable[[Criterion], bool]) -> Fraction:
    """The weighted score over some of the criteria; 0 where they have no weight."""
    rows = [(c.weight, s.score) for c, s in zip(criteria, standing.scores, strict=True) if counts(c)]
    total = sum((weight for weight, _ in rows), Fraction(0))
    return sum((weight * score for weight, score in rows), Fraction(0)) / total if total else Fraction(0)


def _what_decides(run: Run, standing: Standing, other: Standing) -> str:
    if other.gates_failed and (other.score or Fraction(0)) >= (standing.score or Fraction(0)):
        return f"the gate on {listed(list(other.gates_failed))} carries the difference"
    measured = {criterion.name for criterion in run.case.criteria if criterion.measure is not None}
    points = {name: value for name, value in _points_ahead(run.case, standing, other).items() if name in measured}
    words = listed([f"{name} (+{tenths(value)})" for name, value in _largest_leads(points)])
    also = f"; it fails the gate on {listed(list(other.gates_failed))} too" if other.gates_failed else ""
    return f"what is measured carries the difference, most of all {words}{also}"
