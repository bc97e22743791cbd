"""result.json: a run for scripts, as text.

Money is pounds with two decimals, half up. The same run gives the same text, except for `seconds`: each stands on a
line of its own, so that two runs can be compared without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import isinf

from models.accounts.baseline import baseline
from models.appraisal.economic_case import EconomicCase, economic_case
from models.appraisal.measures import BY_NAME
from models.appraisal.payback import REFERENCE, payback, payback_label
from models.appraisal.scoring import Standing
from models.case.appraisal_inputs import ScenarioChange
from models.case.faults import Fault
from models.case.reduced import for_objective
from models.case.types import Case
from models.case.vocabulary import SECONDARY_OBJECTIVE
from optimiser.analyses.findings import Findings
from optimiser.engine.run import Result, Run
from optimiser.reports.data.data_table import Json, json_text, plain_number, pounds_decimal
from optimiser.reports.data.findings_json import (
    comparison_json,
    decision_json,
    flexibility_json,
    last_outcomes_json,
    sensitivity_json,
)
from optimiser.reports.data.second_opinion_json import second_opinion_json
from optimiser.solving.settings import Settings

PAYBACKS = {  # by name: whether discounted, and whether with optimism bias
    "payback": (False, False),
    "payback_discounted": (True, False),
    "payback_with_bias": (False, True),
    "payback_discounted_with_bias": (True, True),
}


def result_json(findings: Findings) -> str:
    """The run as JSON: case, input, versions, settings, baseline, each option, the preferred option, the findings."""
    run = findings.run
    result: Json = {
        "title": run.case.title,
        "input_sha256": run.digest or None,
        "scenario": run.scenario or None,
        "warnings": [_warning(fault) for fault in dict.fromkeys(run.warnings)],
        "changes": [_change(line) for line in run.changes],
        "versions": dict(run.versions),
        "settings": _settings(run.settings, run.case),
        "baseline": pounds_decimal(baseline(run.case)),
        "options": {name: _option(run, result) for name, result in run.results.items()},
        "dropped": {option.name: option.dropped for option in run.case.options if option.dropped},
        "preferred": run.appraisal.preferred,
        "certain": _certain(run),
        "ranking": _ranking(run),
        "robustness": sensitivity_json(findings.sensitivity),
        "last_outcomes": last_outcomes_json(findings.last_outcomes),
        "settled": flexibility_json(findings.flexibility),
        "second_solver": second_opinion_json(findings.second_opinion),
        "decision": decision_json(findings.decision),
        "changes_since": comparison_json(findings.comparison),
    }
    return json_text(result) + "\n"


def economic_summary(run: Run, result: Result) -> Mapping[str, Fraction | str | None] | None:
    """Figures in pence, exact, or labels, by name. None for an option without figures.

    A figure that compares with the reference is None if the reference has no figures.
    """
    own, reference = _economic_case(run, result), _economic_case(run, run.results.get(run.case.reference.name))
    if own is None:
        return None
    net = own.total(lambda year: year.net_with_bias)
    difference = None if reference is None else net - reference.total(lambda year: year.net_with_bias)
    return {
        "optimism_bias": own.total(lambda year: year.cost_with_bias - year.cost),
        "present_cost_with_bias": own.total(lambda year: year.present_cost_with_bias),
        "present_value_of_outcomes": own.total(lambda year: year.present_value),
        "net_present_value_with_bias": difference,
        **{name: _payback(run, own, reference, *way) for name, way in PAYBACKS.items()},
    }


def _change(line: ScenarioChange) -> Json:
    """A change of --set as the user wrote it."""
    where = ", ".join(f"{name}={value}" for name, value in line.where)
    return {"table": line.table, "where": where, "column": line.column, "change": line.change}


def _warning(fault: Fault) -> Json:
    """A warning about the input: where it is, and its parts."""
    return {
        "table": fault.table or None,
        "place": fault.location,
        "found": fault.found,
        "expected": fault.expected,
        "remedy": fault.remedy,
    }


def _certain(run: Run) -> bool | None:
    """False if a second solver contradicts an answer, whatever the ranking says."""
    if run.contradicted:
        return False
    return None if run.certainty is None else run.certainty.certain


def _ranking(run: Run) -> Json:
    """What is certain of the ranking: the options that could be preferred instead, and each pair by rank."""
    certainty = run.certainty
    if certainty is None:
        return None
    return {
        "rivals": list(certainty.rivals),
        "unanswered": list(certainty.unanswered),
        "may_fail_gate": certainty.may_fail_gate,
        "pairs": [
            {"first": pair.first, "second": pair.second, "certain": pair.certain, "open": list(pair.open_criteria)}
            for pair in certainty.pairs
        ],
        "solved_closer": list(run.solved_closer),
        "time_ended": certainty.time_ended,
    }


def _settings(settings: Settings, case: Case) -> Json:
    objective = settings.objective or case.objective
    most = for_objective(case, objective).most_per_outcome
    return {
        "solver": settings.solver,
        "gap": settings.gap,
        "time_limit": settings.time_limit,
        "ranking_time": settings.ranking_time,
        "options": list(settings.options),
        "objective": objective,
        "most_per_outcome": None if most is None else pounds_decimal(most),
    }


def _option(run: Run, result: Result) -> Json:
    answer, standing = result.answer, run.appraisal.standings[result.option.name]
    return {
        "status": answer.status.value,
        "primary": _primary(result),
        "bound": _objective_value(answer.objective, answer.bound),
        "gap": answer.gap,
        "secondary_bound": _objective_value(SECONDARY_OBJECTIVE[answer.objective], answer.secondary_bound),
        "seconds": round(answer.seconds, 3),
        "measures": None if result.measures is None else _measures(result.measures),
        "economic": _economic(run, result),
        "criteria": _criteria(standing),
        "score": plain_number(standing.score),
        "rank": standing.rank,
        "gates_failed": list(standing.gates_failed),
        "remarks": list(answer.remarks),
    }


def _primary(result: Result) -> Json:
    """The value of the objective, worked out from the plan and not taken from the solver."""
    if result.ledger is None:
        return None
    value = result.ledger.objectives.of(result.answer.objective)
    return float(value) if result.answer.objective == "outcomes" else pounds_decimal(value)


def _objective_value(objective: str, value: float | None) -> Json:
    if value is None or isinf(value):
        return None
    return value if objective == "outcomes" else pounds_decimal(Fraction(value))


def _measures(measures: Mapping[str, Fraction | None]) -> Json:
    return {
        name: pounds_decimal(figure) if figure is not None and BY_NAME[name].money else plain_number(figure)
        for name, figure in measures.items()
    }


def _economic(run: Run, result: Result) -> Json:
    found = economic_summary(run, result)
    if found is None:
        return None
    return {name: pounds_decimal(value) if isinstance(value, Fraction) else value for name, value in found.items()}


def _criteria(standing: Standing) -> Json:
    return {
        score.criterion: {"score": plain_number(score.score), "band": score.band, "passed": score.passed}
        for score in standing.scores
    }


def _economic_case(run: Run, result: Result | None) -> EconomicCase | None:
    if result is None or result.answer.plan is None or result.ledger is None:
        return None
    return economic_case(run.case, result.option, result.answer.plan, result.ledger)


def _payback(
    run: Run, own: EconomicCase, reference: EconomicCase | None, discounted: bool, with_bias: bool
) -> str | None:
    if reference is None:
        return None
    if own.option == reference.option:
        return REFERENCE
    return payback_label(run.case, payback(own, reference, discounted=discounted, with_bias=with_bias))
