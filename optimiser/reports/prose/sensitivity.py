"""What was found in sentences: what would change the preferred option first, and where one input does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from models.appraisal.weight_sensitivity import WeightRange
from optimiser.analyses.sensitivity.results import InputSensitivity, Sensitivity, SwitchingValue
from optimiser.text import percent


def nearest_change(found: Sensitivity) -> str:
    """What would change the preferred option first: the nearest of the inputs, and of the weights.

    If the nearest of the inputs leads to no option, the nearest that leads to another one follows it.
    """
    if found.preferred is None:
        return "No option is preferred, so that nothing can change it."
    changes = [words for words in (*_nearest_inputs(found.inputs or ()), _nearest_weight(found.weights)) if words]
    unless = f" unless {', or '.join(changes)}." if changes else "."
    rest = "" if changes else _stays_whatever(found.rivals, found.weights, found.inputs)
    return f'"{found.preferred}" stays preferred{rest}{unless}{_unproven_inputs(found.inputs)}'


def input_moves(name: str, by: Fraction) -> str:
    """`funding falls`, `prices rise`."""
    verb = "fall" if by < 0 else "rise"
    return f"{name} {verb}{'' if name.endswith('s') else 's'}"


def how_far(end: SwitchingValue) -> str:
    """How far an input may move: nearer than that nothing changes, at most a per cent beyond it does."""
    if end.is_narrow:
        return (
            f"more than {percent(abs(end.holds_at))}" if end.holds_at else f"as little as {percent(abs(end.fails_at))}"
        )
    return f"somewhere between {percent(abs(end.holds_at))} and {percent(abs(end.fails_at))}"


def preferred_beyond(end: SwitchingValue) -> str:
    """Who is preferred beyond a switch: `"alone" is preferred`."""
    if not end.any_plan:
        return "no option has a plan"
    new = f'"{end.then_preferred}" is preferred' if end.then_preferred is not None else "no option may be preferred"
    return new if end.has_plan else f"it has no plan, and {new}"


def _nearest_inputs(inputs: Sequence[InputSensitivity]) -> Iterator[str]:
    found = [(each.name, end) for each in inputs for end in (each.below, each.above) if end is not None]
    nearest_first = sorted(found, key=lambda one: (abs(one[1].holds_at), abs(one[1].fails_at)))
    to_another = [one for one in nearest_first if one[1].then_preferred is not None]
    for name, end in dict.fromkeys((*nearest_first[:1], *to_another[:1])):
        yield f"{input_moves(name, end.fails_at)} by {how_far(end)} (then {preferred_beyond(end)})"


def _nearest_weight(spans: Sequence[WeightRange]) -> str:
    found = [(each, turn) for each in spans for turn in (each.below, each.above) if turn is not None]
    if not found:
        return ""
    span, turn = min(found, key=lambda one: abs(one[1].share - one[0].share))
    way = "above" if turn is span.above else "below"
    goes = f'the weight on "{span.criterion}" goes {way} {percent(turn.share)} of all, from {percent(span.share)}'
    return f'{goes} (then "{turn.option}" is preferred)'


def _stays_whatever(rivals: int, spans: Sequence[WeightRange], inputs: Sequence[InputSensitivity] | None) -> str:
    if not rivals:
        weights = ", as no other option may be"
    elif spans:
        weights = " whatever weight any one criterion has"
    else:
        weights = ", as one criterion has all the weight"
    known = inputs and not any(each.unproven_changes for each in inputs)
    return weights + (", and with each input alone 10 and 20% lower and higher" if known else "")


def _unproven_inputs(inputs: Sequence[InputSensitivity] | None) -> str:
    names = [each.name for each in inputs or () if each.unproven_changes]
    if not names:
        return ""
    return f" Not every answer is proven where this is moved: {', '.join(names)}. A nearer change may be unseen."
