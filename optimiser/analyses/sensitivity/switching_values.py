"""Switching values: each input of a case moved alone, everything optimised again, and where a claim stops being true.

The claim is that the option preferred in the run is preferred, unless the caller follows another one, such as that a
decision holds. Changes of -20, -10, +10 and +20 per cent are solved. On either side, the nearest change at which the
claim is false is approached by halving, in whole per cents, until the two ends are one per cent apart. Only that
bracket is searched: a claim that becomes false and true again between two of the solved changes is not seen. A point at
which an answer is not proven says nothing: it is neither a switching value nor an end of a bracket.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.case.perturbation import INPUT_BY_NAME, UNCERTAIN_INPUTS
from optimiser.analyses.sensitivity.points import PointSolver, sensitivity_point
from optimiser.analyses.sensitivity.results import InputSensitivity, SensitivityPoint, SwitchingValue
from optimiser.engine.answer_cache import AnswerCache
from optimiser.engine.parallel import Pool
from optimiser.engine.progress import OnProgress
from optimiser.engine.run import Run

ONE_PERCENT = Fraction(1, 100)
GRID = tuple(Fraction(percent, 100) for percent in (-20, -10, 10, 20))
BELOW, ABOVE = -1, 1
Points = Mapping[Fraction, SensitivityPoint]  # by change


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about an option, and whether it is true at a proven point."""

    option: str
    holds: Callable[[SensitivityPoint], bool]


def assess_inputs(
    run: Run,
    pool: Pool,
    progress: OnProgress | None = None,
    cache: AnswerCache | None = None,
    names: Sequence[str] | None = None,
    claim: Claim | None = None,
) -> tuple[InputSensitivity, ...]:
    """The sensitivity to every input that the case has, or to those named.

    `cache`: answers that need not be solved again; it gains every other. `claim`: what is followed; by default that the
    run's preferred option is preferred. Raises BrokenAnswer if an answer fails its verification, and WorkersLost.
    """
    solver = PointSolver(run, pool, progress, cache if cache is not None else AnswerCache())
    inputs = [each.name for each in UNCERTAIN_INPUTS if each.applies_to(run.case)]
    inputs = [name for name in inputs if names is None or name in names]
    solver.solve("inputs", [(name, change) for name in inputs for change in GRID])
    base = sensitivity_point(run.case, Fraction(0), run.results)
    while wanted := [
        (name, change) for name in inputs for change in _next_changes(base, _points_of_input(solver, name), claim)
    ]:
        solver.solve("switching values", wanted)
    return tuple(_input_sensitivity(name, base, _points_of_input(solver, name), claim) for name in inputs)


def find_switching_value(
    base: SensitivityPoint, points: Points, side: int, claim: Claim | None = None
) -> SwitchingValue | None:
    """The nearest change on one side at which the claim is false; None if there is none, or it is false at the base.

    `base`: the unchanged case. `points`: the solved points. `claim`: as in `assess_inputs`.
    """
    followed = claim or _preferred_claim(base)
    if followed is None or not base.proven or not followed.holds(base):
        return None
    holds_at = Fraction(0)
    for change in sorted((change for change in points if change * side > 0), key=abs):
        if not points[change].proven:
            continue
        if not followed.holds(points[change]):
            plans = {name: standing.status.has_figures for name, standing in points[change].options.items()}
            preferred = points[change].preferred
            return SwitchingValue(holds_at, change, preferred, plans[followed.option], any(plans.values()))
        holds_at = change
    return None


def bracket_midpoint(found: SwitchingValue, points: Points) -> Fraction | None:
    """The whole per cent in the middle of a bracket; None if the bracket is narrow, or that point proved unproven."""
    if found.is_narrow:
        return None
    middle = ONE_PERCENT * int((found.holds_at + found.fails_at) / 2 / ONE_PERCENT)
    return None if middle in points else middle


def _preferred_claim(base: SensitivityPoint) -> Claim | None:
    """The claim that the option preferred in the unchanged case is preferred; None if no option is."""
    name = base.preferred
    return None if name is None else Claim(name, lambda point: point.preferred == name)


def _next_changes(base: SensitivityPoint, points: Points, claim: Claim | None) -> Iterable[Fraction]:
    """The changes of one input that must be solved next, to narrow its brackets."""
    values = (find_switching_value(base, points, side, claim) for side in (BELOW, ABOVE))
    middles = (bracket_midpoint(value, points) for value in values if value is not None)
    return [middle for middle in middles if middle is not None]


def _points_of_input(solver: PointSolver, name: str) -> dict[Fraction, SensitivityPoint]:
    return {change: point for (input_name, change), point in sorted(solver.solved.items()) if input_name == name}


def _input_sensitivity(
    name: str, base: SensitivityPoint, points: dict[Fraction, SensitivityPoint], claim: Claim | None
) -> InputSensitivity:
    below, above = (find_switching_value(base, points, side, claim) for side in (BELOW, ABOVE))
    with_base = {**points, base.change: base}
    ordered = tuple(with_base[change] for change in sorted(with_base))
    return InputSensitivity(name, INPUT_BY_NAME[name].covers, ordered, below, above)
