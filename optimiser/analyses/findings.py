"""A finished run with what the analyses found, and what of these findings the run's folder keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.plan.allocation_lines import NearOptimalRanges
from optimiser.analyses.comparison import RunComparison
from optimiser.analyses.decision import DecisionEvaluation
from optimiser.analyses.last_outcomes import LastOutcomes
from optimiser.analyses.second_opinion import SecondOpinion, without_seconds
from optimiser.analyses.sensitivity import Sensitivity, assess_weights
from optimiser.engine.run import Run
from optimiser.engine.run_record import RunRecord, make_record
from optimiser.engine.serialisation import from_json, to_json


@dataclass(frozen=True, slots=True)
class Findings:
    """A run and what the analyses found of it.

    `sensitivity`: always has the weights; it has the inputs if they were tested. The others are None if they were not
    asked for or there was nothing to look at. `flexibility`: the range of each line of the preferred option's plan.
    `comparison`: what changed since the run that the folder held before. `decision`: what a board decided on an earlier
    run in the folder, evaluated in this one. `last_outcomes`: what those of the preferred option cost; None if the
    objective is not outcomes, or if it was not searched. `second_opinion`: what a second solver found of every option.
    """

    run: Run
    sensitivity: Sensitivity
    flexibility: NearOptimalRanges | None = None
    comparison: RunComparison | None = None
    decision: DecisionEvaluation | None = None
    last_outcomes: LastOutcomes | None = None
    second_opinion: SecondOpinion | None = None


def findings_of(run: Run) -> Findings:
    """The findings that need no solver: the sensitivity to weights, and the signs of bias."""
    return Findings(run, assess_weights(run))


def record_of(findings: Findings, asked: Mapping[str, str] | None = None, files: Iterable[str] = ()) -> RunRecord:
    """The record of a run with the findings that the next run in its folder uses; arguments as in `make_record`."""
    comparison, opinion = to_json(findings.comparison), to_json(without_seconds(findings.second_opinion))
    ranges = findings.flexibility
    return make_record(findings.run, asked, files, flexibility=ranges, comparison=comparison, second_opinion=opinion)


def comparison_of(record: RunRecord) -> RunComparison | None:
    """The comparison that a record keeps, None if it keeps none."""
    return None if record.comparison is None else from_json(RunComparison, record.comparison)


def contradictions_of(record: RunRecord, keys: Mapping[str, str]) -> SecondOpinion | None:
    """What a second solver contradicted in a recorded run and was not put right since; None if there is nothing.

    `keys`: by option, the key of its answer now. With another key it is another question, or another program answers.
    """
    if not record.contradicted:
        return None
    opinion: SecondOpinion = from_json(SecondOpinion, record.second_opinion)
    same = {name for name in record.contradicted if name in keys and keys[name] == record.answer_keys.get(name)}
    found = {name: each for name, each in opinion.options.items() if name in same}
    return SecondOpinion(opinion.solver, found) if found else None
