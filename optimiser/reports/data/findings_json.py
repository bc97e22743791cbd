"""The findings of a run as result.json has them: sensitivity, flexibility, comparison with the run before, decision.

Shares are from 0 to 1, changes are shares of an input, money is pounds with two decimals.
"""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.weight_sensitivity import SwitchPoint, WeightRange
from models.plan.allocation_lines import NEAR_OPTIMAL_TOLERANCE, LineRange, NearOptimalRanges
from optimiser.analyses.comparison.results import Bridge, Moves, RunComparison
from optimiser.analyses.decision.results import DecisionEvaluation, Threshold, Thresholds, Verdict
from optimiser.analyses.last_outcomes import LAST_SHARE, LastOutcomes
from optimiser.analyses.sensitivity.results import (
    InputSensitivity,
    OptionStanding,
    RankAcceptability,
    Sensitivity,
    SensitivityPoint,
    SwitchingValue,
)
from optimiser.reports.data.comparison_tables import INPUT_CHANGES, bridge_figures
from optimiser.reports.data.data_table import Json, plain_number, pounds_decimal
from optimiser.reports.prose.comparison import comparison_headline
from optimiser.reports.prose.decision import MONEY_FIGURES, condition_sentence, difference_sentence, unknown_sentence
from optimiser.reports.prose.sensitivity import nearest_change

HOLDS = {Verdict.HOLDS: True, Verdict.BROKEN: False, Verdict.UNKNOWN: None}


def sensitivity_json(result: Sensitivity) -> Json:
    """What would change the preferred option; `inputs` is null if they were not tested."""
    return {
        "nearest": nearest_change(result),
        "weights": [_weight(span) for span in result.weights],
        "draws": _draws(result.rank_acceptability),
        "ranges": _draws(result.rank_acceptability_in_ranges),
        "bias": [
            {"sign": sign.kind.value, "about": list(sign.subjects), "words": sign.sentence} for sign in result.bias
        ],
        "inputs": None
        if result.inputs is None
        else {tested.name: _input(tested, result.preferred) for tested in result.inputs},
    }


def _weight(span: WeightRange) -> Json:
    return {
        "criterion": span.criterion,
        "share": plain_number(span.share),
        "below": _turn(span.below),
        "above": _turn(span.above),
    }


def _turn(turn: SwitchPoint | None) -> Json:
    return None if turn is None else {"share": plain_number(turn.share), "preferred": turn.option}


def _draws(draws: RankAcceptability | None) -> Json:
    if draws is None:
        return None
    options: dict[str, Json] = {
        name: {
            "ranks": [plain_number(draws.share(count)) for count in ranks],
            "preferred": plain_number(draws.share(draws.preferred_counts[name])),
        }
        for name, ranks in draws.rank_counts.items()
    }
    return {"count": draws.draws, "seed": draws.seed, "options": options}


def _input(tested: InputSensitivity, preferred: str | None) -> Json:
    return {
        "below": _switch(tested.below),
        "above": _switch(tested.above),
        "points": [_point(point, preferred) for point in tested.points],
    }


def _switch(switch: SwitchingValue | None) -> Json:
    if switch is None:
        return None
    return {
        "kept": plain_number(switch.holds_at),
        "lost": plain_number(switch.fails_at),
        "preferred": switch.then_preferred,
    }


def _point(point: SensitivityPoint, preferred: str | None) -> Json:
    return {
        "change": plain_number(point.change),
        "proven": point.proven,
        "preferred": point.preferred,
        "lead": None if preferred is None else plain_number(point.lead(preferred)),
        "options": {name: _option(option) for name, option in point.options.items()},
    }


def _option(option: OptionStanding) -> Json:
    return {
        "status": option.status.value,
        "cost": None if option.cost is None else pounds_decimal(option.cost),
        "outcomes": plain_number(option.outcomes),
        "score": plain_number(option.score),
        "rank": option.rank,
    }


def flexibility_json(result: NearOptimalRanges | None) -> Json:
    """The range of each line over all plans nearly as good; figures are places over the whole horizon."""
    if result is None:
        return None
    return {
        "option": result.option,
        "within": float(NEAR_OPTIMAL_TOLERANCE),
        "plans": result.plans_examined,
        "never": result.never_used,
        "lines": [_line(line) for line in result.ranges],
    }


def _line(line: LineRange) -> Json:
    return {
        **dict(zip(("borough", "service", "provider"), line.line, strict=True)),
        "state": line.state.value,
        "places": line.places,
        "low": line.lowest_found,
        "high": line.highest_found,
        "least": line.lower_bound,
        "most": line.upper_bound,
    }


def last_outcomes_json(result: LastOutcomes | None) -> Json:
    """What the last outcomes of an option cost."""
    if result is None:
        return None
    money = {
        "present_cost_less": result.present_cost_less,
        "cost_less": result.cost_less,
        "present_cost_less_at_most": result.most_less,
        "least_each": result.least_each,
        "most_each": result.most_each,
    }
    return {
        "option": result.option,
        "within": float(LAST_SHARE),
        "weighted_outcomes": plain_number(result.outcomes),
        "fewer": plain_number(result.fewer),
        **{name: None if pence is None else pounds_decimal(pence) for name, pence in money.items()},
        "cut_short": result.cut,
    }


def comparison_json(result: RunComparison | None) -> Json:
    """What changed since the run before: the sentence, the causes and each bridge."""
    if result is None:
        return None
    return {
        "sentence": comparison_headline(result),
        "input_changes": [
            dict(zip(INPUT_CHANGES.names, row, strict=True))  # type: ignore[arg-type]  # every cell is text
            for row in INPUT_CHANGES.rows(result)
        ],
        "causes": [str(cause) for cause in result.causes],
        "bridges": [_bridge(bridge) for bridge in result.bridges],
        "without_bridge": list(result.without),
        "moved": {moves.option: _moves(moves) for moves in result.moves},
        "proven": result.proven,
    }


def _bridge(bridge: Bridge) -> Json:
    old, *shares, new = bridge_figures(bridge)
    return {
        "option": bridge.subject or None,
        "figure": bridge.figure,
        "old": old,
        "new": new,
        "parts": [
            {"causes": [str(cause) for cause in part.causes], "share": share}
            for part, share in zip(bridge.parts, shares, strict=True)
        ],
    }


def _moves(moves: Moves) -> Json:
    return {
        "contracts": moves.contracts_moved,
        "places_with_another_provider": moves.places_moved,
        "places_then": moves.old_places,
        "places_now": moves.new_places,
    }


def decision_json(result: DecisionEvaluation | None) -> Json:
    """What a board decided on an earlier run, and whether its conditions hold in this one."""
    if result is None:
        return None
    decision = result.decision
    return {
        "option": decision.option,
        "why": decision.why,
        "on": decision.on,
        "by": decision.by or None,
        "input_sha256": decision.digest or None,
        "holds": HOLDS[result.verdict],
        "broken": [condition_sentence(condition) for condition in result.broken],
        "unknown": [unknown_sentence(reason) for reason in result.unknown],
        "remarks": [difference_sentence(difference) for difference in result.differences],
        "figures": {
            figure.name: {"then": _figure(figure.name, figure.then), "now": _figure(figure.name, figure.now)}
            for figure in result.figures
        },
        "thresholds": _thresholds(result.thresholds),
        "thresholds_then": _thresholds(decision.thresholds),
    }


def _figure(name: str, figure: Fraction | None) -> Json:
    return pounds_decimal(figure) if name in MONEY_FIGURES and figure is not None else plain_number(figure)


def _thresholds(thresholds: Thresholds | None) -> Json:
    if thresholds is None:
        return None
    by_input: dict[str, dict[str, Json]] = {}
    for threshold in thresholds.by_input:
        by_input.setdefault(threshold.input_name, {})["below" if threshold.side < 0 else "above"] = _threshold(
            threshold
        )
    return by_input


def _threshold(threshold: Threshold) -> Json:
    switch = threshold.switching_value
    return {
        "kept": None if switch is None else plain_number(switch.holds_at),
        "lost": None if switch is None else plain_number(switch.fails_at),
        "broken": [condition_sentence(condition) for condition in threshold.broken],
        "unproven": [plain_number(change) for change in threshold.unproven_changes],
    }
