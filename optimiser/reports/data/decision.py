"""A decision held against a run, as result.json has it: money in pounds with two decimals, changes as shares."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from models.case.money import round_half_up
from optimiser.analyses.decision.results import Compared, Held, Threshold, Thresholds, Verdict
from optimiser.reports.data.sensitivity import Json
from optimiser.reports.prose.decision import MONEY

HOLDS = {Verdict.HOLDS: True, Verdict.BROKEN: False, Verdict.UNKNOWN: None}


def told(held: Held | None) -> Json:
    """The part `decision` of result.json; null where none is recorded."""
    if held is None:
        return None
    decision = held.decision
    return {
        "option": decision.option,
        "why": decision.why,
        "on": decision.on,
        "by": decision.by or None,
        "input_sha256": decision.digest or None,
        "holds": HOLDS[held.verdict],
        "broken": list(held.broken),
        "unknown": list(held.unknown),
        "remarks": list(held.remarks),
        "figures": {each.name: _compared(each) for each in held.figures},
        "thresholds": _thresholds(held.thresholds),
        "thresholds_then": _thresholds(decision.thresholds),
    }


def _compared(each: Compared) -> Json:
    return {"then": _figure(each.name, each.then), "now": _figure(each.name, each.now)}


def _figure(name: str, figure: Fraction | None) -> Json:
    return Decimal(round_half_up(figure)).scaleb(-2) if name in MONEY and figure is not None else _number(figure)


def _thresholds(found: Thresholds | None) -> Json:
    if found is None:
        return None
    inputs = dict.fromkeys(each.name for each in found.found)
    return {
        name: {("below" if each.side < 0 else "above"): _threshold(each) for each in found.found if each.name == name}
        for name in inputs
    }


def _threshold(each: Threshold) -> Json:
    return {
        "kept": None if each.switch is None else _number(each.switch.kept),
        "lost": None if each.switch is None else _number(each.switch.lost),
        "broken": list(each.broken),
        "unproven": [_number(by) for by in each.unknown],
    }


def _number(figure: Fraction | None) -> Json:
    if figure is None:
        return None
    return figure.numerator if figure.denominator == 1 else float(figure)
