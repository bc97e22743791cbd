"""What may be claimed of an option once it is solved: status, value, bound and gap.

Inside this room every value is minimised, and money is in thousands of pounds. An answer has its values in the
objective's own sense, as weighted outcomes or pence.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from models.case.types import Case
from models.case.vocabulary import SECONDARY_OBJECTIVE
from models.mip.funding_pools import THOUSAND_POUNDS
from models.plan.plan import Answer, Plan, Status

EXACT_GAP = 1e-6  # a gap that counts as none
GAP_TOLERANCE = 1e-12  # by how much a gap may exceed the one asked for: what the rounding of a figure leaves
ROWS_OF = {"minimum_provision": "minimum", "savings": "savings"}  # rules with a constraint for each row of a table
SIGNIFICANT_DIGITS = 12  # of an answer's value and bound, in weighted outcomes or pence
FAINT_VALUE = 1e-6  # in the units of the programme: less than that is not told from nothing
NOTHING, ROUNDING_ERROR = 1e-12, 5e-10  # what counts as 0, and how near a bound is to the value that it proves
BOUND_TOLERANCE = 1e-7  # how far a value may lie beyond its bound, relative, before the bound counts as disproved


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an option is: `best` value so far and `bound`, in weighted outcomes or pounds. None if not known."""

    option: str
    stage: str
    best: float | None
    bound: float | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Claim:
    """What an answer says whether or not a plan was found. `gap`: the relative gap that was asked for."""

    option: str
    objective: str
    gap: float
    solver: str
    seconds: float
    remarks: list[str]

    def with_plan(self, plan: Plan, value: float, bound: float, secondary: tuple[float, float] | None = None) -> Answer:
        """The answer with a plan; value and bound as minimised. A bound that the value beats does not count.

        `secondary`: value of the secondary objective and the bound to it, minimised; None if nothing is proven.
        """
        if bound > value + BOUND_TOLERANCE * max(abs(value), 1.0):
            self.remarks.append("the solver's bound was disproved by its own plan, and does not count")
            bound = -math.inf
        value, bound = _rounded(self.objective, value), _rounded(self.objective, _as_proven(value, bound))
        gap = relative_gap(bound, value) if math.isfinite(bound) else None
        second = None if secondary is None else self._secondary_bound(*secondary)  # which may add a remark
        return replace(self._answer(self._status(gap), plan, value, bound, gap), secondary_bound=second)

    def without_plan(self, status: Status) -> Answer:
        """The answer if there is no plan, or none was found."""
        return self._answer(status, None, None, -math.inf, None)

    def _secondary_bound(self, value: float, bound: float) -> float | None:
        """The bound to the secondary objective, in its own sense and in pence or weighted outcomes."""
        if bound > value + BOUND_TOLERANCE * max(abs(value), 1.0):
            self.remarks.append("the solver's bound to the secondary objective was disproved by its own plan")
            return None
        if 0.0 < abs(value) < FAINT_VALUE:  # too near to nothing for a solver's tolerances
            return None
        secondary = SECONDARY_OBJECTIVE[self.objective]
        return (1.0 if secondary == "cost" else -1.0) * _rounded(secondary, min(bound, value)) + 0.0

    def _status(self, gap: float | None) -> Status:
        if gap is None or gap > max(self.gap, EXACT_GAP) + GAP_TOLERANCE:
            return Status.UNPROVEN
        return Status.OPTIMAL if gap <= EXACT_GAP + GAP_TOLERANCE else Status.WITHIN_GAP

    def _answer(
        self, status: Status, plan: Plan | None, value: float | None, bound: float, gap: float | None
    ) -> Answer:
        """`value` and `bound` are minimised, but in pence instead of £000."""
        sign = 1.0 if self.objective == "cost" else -1.0
        return Answer(
            option=self.option,
            objective=self.objective,
            status=status,
            plan=plan,
            objective_value=None if value is None else sign * value + 0.0,
            bound=sign * bound + 0.0 if math.isfinite(bound) else None,
            gap=gap,
            seconds=self.seconds,
            solver=self.solver,
            remarks=tuple(self.remarks),
        )


def relative_gap(bound: float, value: float) -> float:
    """Gap = |bound − value| / |value|, or / 1e-9 for a value of 0; 0 if the value is at its bound or beyond it."""
    return max(0.0, value - bound) / (abs(value) or 1e-9)


def for_display(objective: str, value: float | None) -> float | None:
    """A minimised value as weighted outcomes or pounds."""
    if value is None:
        return None
    return value * (1.0 if objective == "cost" else -1.0) * (1.0 if objective == "outcomes" else 1000.0) + 0.0


def as_minimised(objective: str, value: float) -> float:
    """A value in the objective's own sense, weighted outcomes or pence, as the model minimises it."""
    sign = 1.0 if objective == "cost" else -1.0
    return sign * value / (1.0 if objective == "outcomes" else THOUSAND_POUNDS)


def row_in_words(case: Case, rule: str, index: tuple[object, ...]) -> str:
    """The index of a row: names as they are, a year by its label, a row of a table by where the user finds it."""
    words = [str(part) if not isinstance(part, tuple) else ", ".join(map(str, part)) for part in index]
    if isinstance(index[-1], int) and index[-1] in case.years:
        words[-1] = case.year_label(index[-1])
    if rule in ROWS_OF and isinstance(index[0], int):
        places = [assumption.location for assumption in case.assumptions if assumption.table == ROWS_OF[rule]]
        known = index[0] < len(places) and places[index[0]]
        words[0] = places[index[0]] if known else f"{ROWS_OF[rule]}, row {index[0] + 1}"
    return ", ".join(words)


def _as_proven(value: float, bound: float) -> float:
    """The bound; the value itself if they differ by less than a solver's rounding errors, or if the bound is passed."""
    return value if bound > value - ROUNDING_ERROR else bound


def _rounded(objective: str, value: float) -> float:
    """A minimised value in weighted outcomes or pence, rounded so that the last bits of a solver's result do not show.

    The rounding is far smaller than any solver's tolerance.
    """
    in_units = value * (1.0 if objective == "outcomes" else THOUSAND_POUNDS)
    if not math.isfinite(value):
        return value
    return 0.0 if abs(in_units) < NOTHING else float(f"{in_units:.{SIGNIFICANT_DIGITS}g}")
