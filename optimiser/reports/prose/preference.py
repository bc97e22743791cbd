"""Sentences about the preferred option: what a reader must know first, and why it is preferred.

They compare it with the next eligible option, with options that fail a gate, and with the judged criteria alone. All
is read from the case and the appraisal; only the scores on the judged criteria alone are worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from models.appraisal.measures import outcomes_shown
from models.appraisal.scales import is_material
from models.appraisal.scoring import Standing
from models.case.appraisal_inputs import Criterion
from models.case.types import Case
from optimiser.analyses.findings import Findings
from optimiser.casefiles.change_text import caveat
from optimiser.engine.run import Run
from optimiser.reports.prose.certainty import is_uncertain, too_close_sentence
from optimiser.reports.prose.comparison import since_last_run
from optimiser.reports.prose.cuts import cut_sentences
from optimiser.reports.prose.decision import nearest_threshold, verdict_sentence
from optimiser.reports.prose.second_opinion import contradiction_sentences
from optimiser.text import listed, percent, quoted, tenths

MAX_CRITERIA = 3  # criteria named in a sentence
MONEY_TABLES = ("boroughs", "funding", "contracts", "offers", "prices", "hubs")


def caveats(findings: Findings) -> list[str]:
    """What a reader must know first, in this order.

    What a second solver contradicts, a ranking too close to call, illustrative money, what is cut, changes of the case,
    a decision, and what changed.
    """
    run, decision, comparison = findings.run, findings.decision, findings.comparison
    decided = f"{verdict_sentence(decision)} {nearest_threshold(decision)}".rstrip() if decision else ""
    changed = since_last_run(comparison) if comparison and comparison.causes else ""
    return [
        *filter(
            None,
            [
                *contradiction_sentences(findings.second_opinion),
                too_close_sentence(run),
                illustrative_caveat(run.case),
                *cut_sentences(run),
                caveat(run),
                decided,
                changed,
            ],
        )
    ]


def illustrative_caveat(case: Case) -> str:
    """A warning if more than half of the rows that hold money are illustrative; else blank."""
    rows = [row for row in case.assumptions if row.table in MONEY_TABLES]
    number = sum(row.quality == "illustrative" for row in rows)
    if 2 * number <= len(rows):
        return ""
    if len(rows) == 1:
        return "The result only shows the method: the one row that holds money is illustrative."
    which = f"all {number:,}" if number == len(rows) else f"{number:,} of the {len(rows):,}"
    return f"The result only shows the method: {which} rows that hold money are illustrative."


def preference_headline(run: Run) -> str:
    """Which option is preferred, and by how much."""
    preferred, runner_up = _preferred_standing(run), _runner_up(run)
    if not run.case.criteria:
        return "No option is preferred: the case has no criteria to score by."
    if preferred is None or preferred.score is None:
        scored = any(standing.score is not None for standing in run.appraisal.standings.values())
        return f"No option is preferred: {'every option fails a gate' if scored else 'no option has figures'}."
    return _lead(run, preferred, runner_up)


def preference_reasons(run: Run) -> list[str]:
    """Why the option is preferred: gates, the criteria that decide, and the judged criteria alone."""
    preferred, runner_up = _preferred_standing(run), _runner_up(run)
    if preferred is None:
        return [*_options_that_fail_gates(run, Fraction(-1))]
    sentences = [*_options_that_fail_gates(run, preferred.score or Fraction(0))]
    if runner_up is not None:
        sentences.append(_criteria_that_decide(run.case, preferred, runner_up))
        sentences += _cheaper_with_more_outcomes(run, preferred, runner_up)
        sentences += _immaterial_differences(run, preferred, runner_up)
    return [*sentences, *_judged_criteria_alone(run, preferred)]


def _lead(run: Run, first: Standing, second: Standing | None) -> str:
    """That the first option is preferred, or only that it leads if that is not certain; and by how much."""
    score, uncertain = tenths(first.score or Fraction(0)), is_uncertain(run)
    claim = f"leads with {score} points" if uncertain else f"is preferred, with a weighted score of {score} out of 100"
    start = f"{quoted(first.option)} {claim}"
    if second is None or second.score is None:
        return f"{start}; no other option is eligible."
    name, its_score = quoted(second.option), tenths(second.score)
    if score != its_score:
        ahead = f" to {its_score} of {name}" if uncertain else f", ahead of {name} on {its_score}"
        return f"{start}{ahead}, the next eligible option."
    if first.score != second.score:
        return f"{start}, less than a tenth of a point ahead of {name}, the next eligible option."
    same = "the same as" if uncertain else "the same score as"
    return f"{start}, {same} {name}; {_tie_break(run, first, second)} decides."


def _preferred_standing(run: Run) -> Standing | None:
    return run.appraisal.standings[run.appraisal.preferred] if run.appraisal.preferred else None


def _ranked_standings(run: Run) -> list[Standing]:
    ranked = [standing for standing in run.appraisal.standings.values() if standing.rank is not None]
    return sorted(ranked, key=lambda standing: standing.rank or 0)


def _runner_up(run: Run) -> Standing | None:
    """The next eligible option."""
    eligible = (standing for standing in _ranked_standings(run) if not standing.gates_failed)
    return next((standing for standing in eligible if standing.option != run.appraisal.preferred), None)


def _tie_break(run: Run, first: Standing, second: Standing) -> str:
    costs = [(run.results[standing.option].measures or {}).get("present_cost") for standing in (first, second)]
    return "its lower present cost" if costs[0] != costs[1] else "its earlier place in the list"


def _options_that_fail_gates(run: Run, least: Fraction) -> Iterator[str]:
    """The options with at least this score that fail a gate, and the gates that each fails."""
    for standing in _ranked_standings(run):
        score = standing.score or Fraction(0)
        if standing.gates_failed and score >= least:
            gates = listed([_gate_text(run.case, standing, name) for name in standing.gates_failed])
            yield f"{quoted(standing.option)} scores {tenths(score)} but is not eligible: it fails the gate on {gates}."


def _gate_text(case: Case, standing: Standing, name: str) -> str:
    criterion = next(each for each in case.criteria if each.name == name)
    score = next(each.score for each in standing.scores if each.criterion == name)
    return f"{name} ({tenths(score)}, below the gate of {tenths(criterion.gate or Fraction(0))})"


def _criteria_that_decide(case: Case, first: Standing, second: Standing) -> str:
    """The criteria on which the first gains and loses most points of the weighted score against the second."""
    gains = [f"{name} (+{tenths(points)})" for name, points in _largest_leads(_points_ahead(case, first, second))]
    losses = [f"{name} (-{tenths(points)})" for name, points in _largest_leads(_points_ahead(case, second, first))]
    gained = f"gains most points on {listed(gains)}" if gains else "gains points on no criterion"
    lost = f", and loses most on {listed(losses)}" if losses else ""
    return f"Compared with {quoted(second.option)}, it {gained}{lost}."


def _cheaper_with_more_outcomes(run: Run, first: Standing, second: Standing) -> Iterator[str]:
    """A sentence if the next option costs materially less and has materially more outcomes."""
    own, other = (run.results[standing.option].measures or {} for standing in (first, second))
    shown = outcomes_shown(run.case)
    if not all(is_material(run.case, measure, own, other) for measure in ("cost", shown)):
        return
    if _is_less(other, own, "cost") and _is_less(own, other, shown):
        weighted = "" if shown == "outcomes" else "weighted "
        yield (
            f"{quoted(second.option)} costs less and has more expected {weighted}outcomes;"
            f" {quoted(first.option)} makes up for that on other criteria."
        )


def _immaterial_differences(run: Run, first: Standing, second: Standing) -> Iterator[str]:
    """The measured criteria on which two options differ, but not materially."""
    own, other = (run.results[standing.option].measures or {} for standing in (first, second))
    names = [
        quoted(criterion.name)
        for criterion in run.case.criteria
        if criterion.measure is not None
        and own.get(criterion.measure) != other.get(criterion.measure)
        and not is_material(run.case, criterion.measure, own, other)
    ]
    if names:
        least = percent(run.case.materiality, 2)
        yield f"No material difference between the two, at most {least} of the figure, on {listed(names)}."


def _is_less(low: Mapping[str, Fraction | None], high: Mapping[str, Fraction | None], measure: str) -> bool:
    a, b = low.get(measure), high.get(measure)
    return a is not None and b is not None and a < b


def _points_ahead(case: Case, first: Standing, second: Standing) -> dict[str, Fraction]:
    """Points of the weighted score by which the first is ahead, by criterion."""
    total = sum((criterion.weight for criterion in case.criteria), Fraction(0))
    rows = zip(case.criteria, first.scores, second.scores, strict=True)
    return {criterion.name: criterion.weight * (a.score - b.score) / total for criterion, a, b in rows}


def _largest_leads(points: dict[str, Fraction]) -> list[tuple[str, Fraction]]:
    ahead = [(name, value) for name, value in points.items() if value > 0]
    return sorted(ahead, key=lambda pair: -pair[1])[:MAX_CRITERIA]


def _judged_criteria_alone(run: Run, preferred: Standing) -> Iterator[str]:
    """Which options score higher on the judged criteria alone, and what makes the difference."""
    if not any(criterion.measure is None for criterion in run.case.criteria):
        return
    ranked = _ranked_standings(run)
    scores = {each.option: _judged_score(run.case.criteria, each) for each in ranked}
    own = scores[preferred.option]
    higher = [standing for standing in ranked if scores[standing.option] > own]
    if not higher:
        yield f"On the judged criteria alone, no option scores above {quoted(preferred.option)} ({tenths(own)}) either."
    for standing in higher:
        figures = f"{tenths(scores[standing.option])} against {tenths(own)}"
        difference = _what_decides(run, preferred, standing)
        yield f"On the judged criteria alone, {quoted(standing.option)} scores higher ({figures}): {difference}."


def _judged_score(criteria: Iterable[Criterion], standing: Standing) -> Fraction:
    """The weighted score over the judged criteria alone; 0 if they have no weight."""
    pairs = zip(criteria, standing.scores, strict=True)
    rows = [(criterion.weight, score.score) for criterion, score in pairs if criterion.measure is None]
    total = sum((weight for weight, _ in rows), Fraction(0))
    return sum((weight * score for weight, score in rows), Fraction(0)) / total if total else Fraction(0)


def _what_decides(run: Run, preferred: Standing, other: Standing) -> str:
    """Why an option that scores higher on the judged criteria alone is not preferred: a gate, or measured criteria."""
    gates = listed(list(other.gates_failed))
    if gates and (other.score or Fraction(0)) >= (preferred.score or Fraction(0)):
        return f"the gate on {gates} makes the difference"
    measured = {criterion.name for criterion in run.case.criteria if criterion.measure is not None}
    points = {name: value for name, value in _points_ahead(run.case, preferred, other).items() if name in measured}
    names = listed([f"{name} (+{tenths(value)})" for name, value in _largest_leads(points)])
    also = f"; it also fails the gate on {gates}" if gates else ""
    return f"measured criteria make the difference, most of all {names}{also}"
