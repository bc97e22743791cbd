"""Each input of a case moved alone, and everything optimised again: who is preferred then, and where that changes.

What is followed is a claim about one option: that it is preferred, unless another is given, such as that a decision
holds. The grid is -20, -10, +10 and +20 per cent. On either side the nearest point at which the claim is lost is
searched inwards by halves, in whole per cents, until the two ends are one per cent apart. Only that bracket is
searched: between two points of the grid at which the claim holds, it may be lost and regained unseen. Where an answer
is not proven, the point tells nothing: it is never a switch, nor an end of a bracket.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.case.perturbation import INPUT_BY_NAME, UNCERTAIN_INPUTS
from optimiser.analyses.sensitivity.points import PointSolver, sensitivity_point
from optimiser.analyses.sensitivity.results import InputSensitivity, SensitivityPoint, SwitchingValue
from optimiser.engine.answer_cache import AnswerCache
from optimiser.engine.parallel import BatchProgress, Pool
from optimiser.engine.run import Run

ONE_PERCENT = Fraction(1, 100)
GRID = tuple(Fraction(each, 100) for each in (-20, -10, 10, 20))
BELOW, ABOVE = -1, 1


@dataclass(frozen=True, slots=True)
class Claim:
    """What is followed from point to point: something said of an option, and whether it holds at a proven point."""

    option: str
    holds: Callable[[SensitivityPoint], bool]


def assess_inputs(
    run: Run,
    pool: Pool,
    progress: Callable[[BatchProgress], None] | None = None,
    known: AnswerCache | None = None,
    names: Sequence[str] | None = None,
    claim: Claim | None = None,
) -> tuple[InputSensitivity, ...]:
    """Every input that the case has, or those named.

    `known`: answers that need not be solved again; it gains every other. `claim`: whose loss is looked for; where None,
    that the option preferred in the run is. Raises BrokenAnswer where an answer does not stand up to its check, and
    WorkersLost.
    """
    points = PointSolver(run, pool, progress, known if known is not None else AnswerCache())
    names = [
        each.name for each in UNCERTAIN_INPUTS if each.applies_to(run.case) and (names is None or each.name in names)
    ]
    points.solve("inputs", [(name, by) for name in names for by in GRID])
    base = sensitivity_point(run.case, Fraction(0), dict(run.results))
    while wanted := [(name, by) for name in names for by in _next_changes(base, _points_of_input(points, name), claim)]:
        points.solve("switching values", wanted)
    return tuple(_input_sensitivity(name, base, _points_of_input(points, name), claim) for name in names)


def find_switching_value(
    base: SensitivityPoint, points: Mapping[Fraction, SensitivityPoint], side: int, claim: Claim | None = None
) -> SwitchingValue | None:
    """The nearest change on one side at which the claim is lost; None where none is known, or it never held.

    `base`: the case as it stands; `points`: those solved, by their change; `claim`: as in `moved`.
    """
    followed = claim or _preferred_claim(base)
    if followed is None or not base.proven or not followed.holds(base):
        return None
    kept = Fraction(0)
    for by in sorted((by for by in points if by * side > 0), key=abs):
        if points[by].proven and followed.holds(points[by]):
            kept = by
        elif points[by].proven:
            plans = {name: each.status.has_figures for name, each in points[by].options.items()}
            return SwitchingValue(kept, by, points[by].preferred, plans[followed.option], any(plans.values()))
    return None


def bracket_midpoint(found: SwitchingValue, points: Mapping[Fraction, SensitivityPoint]) -> Fraction | None:
    """The whole per cent in the middle of a bracket; None where it is narrow enough, or is known to tell nothing."""
    if found.is_narrow:
        return None
    middle = ONE_PERCENT * int((found.holds_at + found.fails_at) / 2 / ONE_PERCENT)
    return None if middle in points else middle


def _preferred_claim(base: SensitivityPoint) -> Claim | None:
    """That the option preferred in the case as it stands is preferred; None where none is."""
    name = base.preferred
    return None if name is None else Claim(name, lambda sensitivity_point: sensitivity_point.preferred == name)


def _next_changes(
    base: SensitivityPoint, points: Mapping[Fraction, SensitivityPoint], claim: Claim | None
) -> Iterable[Fraction]:
    """What is to be solved next of one input."""
    brackets = [
        found for side in (BELOW, ABOVE) if (found := find_switching_value(base, points, side, claim)) is not None
    ]
    return [middle for found in brackets if (middle := bracket_midpoint(found, points)) is not None]


def _points_of_input(points: PointSolver, name: str) -> dict[Fraction, SensitivityPoint]:
    return {by: found for (its, by), found in sorted(points.solved.items()) if its == name}


def _input_sensitivity(
    name: str, base: SensitivityPoint, points: dict[Fraction, SensitivityPoint], claim: Claim | None
) -> InputSensitivity:
    ends = (find_switching_value(base, points, side, claim) for side in (BELOW, ABOVE))
    there = {**points, base.change: base}
    return InputSensitivity(name, INPUT_BY_NAME[name].covers, tuple(there[by] for by in sorted(there)), *ends)
