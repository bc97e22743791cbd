"""What was found, as result.json has it: shares from 0 to 1, changes as shares, money in pounds with two decimals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from models.appraisal.weight_sensitivity import SwitchPoint, WeightRange
from models.case.money import round_half_up
from optimiser.analyses.sensitivity.results import Draws, Found, Moved, Point, Robustness, Switch
from optimiser.reports.prose.sensitivity import nearest

Json = None | bool | int | float | str | Decimal | Mapping[str, "Json"] | Sequence["Json"]


def told(found: Robustness) -> Json:
    """The part `robustness` of result.json; `inputs` is null where they were not tested."""
    return {
        "nearest": nearest(found),
        "weights": [_span(each) for each in found.weights],
        "draws": _draws(found.anywhere),
        "ranges": _draws(found.ranges),
        "bias": [
            {"sign": each.kind.value, "about": list(each.subjects), "words": each.sentence} for each in found.bias
        ],
        "inputs": None
        if found.inputs is None
        else {each.name: _tested(each, found.preferred) for each in found.inputs},
    }


def _span(span: WeightRange) -> Json:
    return {
        "criterion": span.criterion,
        "share": _number(span.share),
        "below": _turn(span.below),
        "above": _turn(span.above),
    }


def _turn(turn: SwitchPoint | None) -> Json:
    return None if turn is None else {"share": _number(turn.share), "preferred": turn.option}


def _draws(draws: Draws | None) -> Json:
    if draws is None:
        return None
    options: dict[str, Json] = {
        name: {
            "ranks": [_number(draws.share(each)) for each in ranks],
            "preferred": _number(draws.share(draws.preferred[name])),
        }
        for name, ranks in draws.ranks.items()
    }
    return {"count": draws.count, "seed": draws.seed, "options": options}


def _tested(tested: Moved, preferred: str | None) -> Json:
    return {
        "below": _switch(tested.below),
        "above": _switch(tested.above),
        "points": [_point(each, preferred) for each in tested.points],
    }


def _switch(switch: Switch | None) -> Json:
    if switch is None:
        return None
    return {"kept": _number(switch.kept), "lost": _number(switch.lost), "preferred": switch.to}


def _point(point: Point, preferred: str | None) -> Json:
    return {
        "change": _number(point.by),
        "proven": point.proven,
        "preferred": point.preferred,
        "lead": None if preferred is None else _number(point.lead(preferred)),
        "options": {name: _found(each) for name, each in point.options.items()},
    }


def _found(found: Found) -> Json:
    return {
        "status": found.status.value,
        "cost": None if found.cost is None else Decimal(round_half_up(found.cost)).scaleb(-2),
        "outcomes": _number(found.outcomes),
        "score": _number(found.score),
        "rank": found.rank,
    }


def _number(figure: Fraction | None) -> Json:
    if figure is None:
        return None
    return figure.numerator if figure.denominator == 1 else float(figure)
