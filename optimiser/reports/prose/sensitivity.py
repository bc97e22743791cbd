"""Sentences about how firm a result is: changes after which another option is preferred, and which lines are fixed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from models.appraisal.weight_sensitivity import WeightRange
from models.plan.allocation_lines import NEAR_OPTIMAL_TOLERANCE, LineState, NearOptimalRanges
from optimiser.analyses.sensitivity.results import InputSensitivity, Sensitivity, SwitchingValue
from optimiser.text import gap_percent, listed, percent, plural, quoted

STATES = (LineState.FIXED, LineState.FLEXIBLE, LineState.UNDETERMINED)


def nearest_change(sensitivity: Sensitivity, adjective: str = "preferred") -> str:
    """The nearest changes of an input and of a weight after which the preferred option is no longer preferred.

    `adjective`: `"ahead"` if it is not certain that the option is preferred.

    If the nearest change of an input leaves no option preferred, the nearest that leads to another option follows it.
    """
    if sensitivity.preferred is None:
        return "No option is preferred, so there is no preference to test."
    name, inputs = quoted(sensitivity.preferred), sensitivity.inputs
    changes = [*_nearest_inputs(inputs or (), adjective), *_nearest_weight(sensitivity.weights, adjective)]
    if changes:
        tested = "Only weights were tested" if inputs is None else "Weights and inputs were tested"
        start = f"{name} is no longer {adjective} if {', or if '.join(changes)}. {tested}, each alone."
    else:
        start = " ".join(_no_change_found(name, sensitivity, adjective))
    return f"{start}{_unproven_inputs(inputs)}"


def input_moves(name: str, change: Fraction) -> str:
    """`funding falls`, `prices rise`."""
    verb = "fall" if change < 0 else "rise"
    return f"{name} {verb}{'' if name.endswith('s') else 's'}"


def how_far(switch: SwitchingValue) -> str:
    """The change at which a claim fails and, if it is not 0, the change at which it still holds: both were solved."""
    holds = f", but not by {percent(abs(switch.holds_at))}" if switch.holds_at else ""
    return f"{percent(abs(switch.fails_at))}{holds}"


def preferred_beyond(switch: SwitchingValue, adjective: str = "preferred") -> str:
    """Which option is preferred at the change at which the claim fails: `"alone" is preferred`."""
    if not switch.any_plan:
        return "no option has a plan"
    new = (
        f"{quoted(switch.then_preferred)} is {adjective}"
        if switch.then_preferred is not None
        else "no option is eligible"
    )
    return new if switch.has_plan else f"it has no plan, and {new}"


def flexibility_sentence(ranges: NearOptimalRanges, label: str) -> str:
    """How many lines are fixed, flexible and undetermined, and how many more the case allows but no such plan has."""
    fixed, flexible, undetermined = (ranges.count(state) for state in STATES)
    worse, never_used = gap_percent(float(NEAR_OPTIMAL_TOLERANCE)), ranges.never_used
    lines = f"{fixed:,} of {plural(len(ranges.ranges), 'line')} of {quoted(label)} {_verb(fixed)} fixed"
    sentences = [
        f"{lines}: proven to be the same in every plan whose objective is at most {worse} worse.",
        _flexible_sentence(flexible, ranges.plans_examined),
    ]
    if undetermined:
        sentences.append(f"{undetermined:,} {_verb(undetermined)} undetermined: neither is known.")
    if never_used:
        sentences.append(
            f"{plural(never_used, 'further line')} {_verb(never_used)} allowed, but proven to be in no such plan."
        )
    return " ".join(sentences)


def _nearest_inputs(inputs: Sequence[InputSensitivity], adjective: str) -> Iterator[str]:
    switches = [(tested.name, end) for tested in inputs for end in (tested.below, tested.above) if end is not None]
    nearest_first = sorted(switches, key=lambda pair: (abs(pair[1].holds_at), abs(pair[1].fails_at)))
    to_another = [pair for pair in nearest_first if pair[1].then_preferred is not None]
    for name, switch in dict.fromkeys((*nearest_first[:1], *to_another[:1])):
        yield f"{input_moves(name, switch.fails_at)} by {how_far(switch)} (then {preferred_beyond(switch, adjective)})"


def _nearest_weight(ranges: Sequence[WeightRange], adjective: str) -> Iterator[str]:
    points = [(weight, point) for weight in ranges for point in (weight.below, weight.above) if point is not None]
    if points:
        weight, point = min(points, key=lambda pair: abs(pair[1].share - pair[0].share))
        verb, side = ("rises", "above") if point is weight.above else ("falls", "below")
        yield (
            f"the weight of {quoted(weight.criterion)} {verb} from {percent(weight.share)} to {side}"
            f" {percent(point.share)} of the total (then {quoted(point.option)} is {adjective})"
        )


def _no_change_found(name: str, sensitivity: Sensitivity, adjective: str) -> Iterator[str]:
    inputs = sensitivity.inputs
    if not sensitivity.rivals:
        yield f"No option but {name} is eligible, so no change of weights makes another option preferred."
    elif sensitivity.weights:
        yield f"{name} stays {adjective} whatever the weight of any one criterion."
    else:
        yield f"One criterion has all the weight, so {name} is not tested against other weights."
    if inputs is None:
        yield "Inputs were not tested."
    elif inputs and not any(tested.unproven_changes for tested in inputs):
        yield f"It also stays {adjective} with each input alone 10% and 20% lower and higher."


def _unproven_inputs(inputs: Sequence[InputSensitivity] | None) -> str:
    names = [tested.name for tested in inputs or () if tested.unproven_changes]
    if not names:
        return ""
    return f" Not every answer is proven for changes of {listed(names)}, so a nearer change may have been missed."


def _flexible_sentence(count: int, plans: int) -> str:
    if count == 0:
        return "None is flexible."
    which = "1 is flexible: it differs" if count == 1 else f"{count:,} are flexible: they differ"
    return f"{which} between such plans, of which {plans:,} are known, so the choice is the board's."


def _verb(count: int) -> str:
    return "is" if count == 1 else "are"
