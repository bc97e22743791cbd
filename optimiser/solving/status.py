"""What may be claimed of an option once it is solved: status, value, bound and gap, in the aim's sense and units."""

from __future__ import annotations

import math
from dataclasses import dataclass

from models.mip.funding_pools import THOUSAND_POUNDS
from models.mip.instance import OptionInstance
from models.plan.plan import Answer, Plan, Status

EXACT = 1e-6  # a gap that counts as none
DUST = 1e-7  # how far beyond its bound a value may lie, relative, before the bound counts as disproved


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the solving of an option stands: `best` so far and `bound`, in weighted outcomes or pounds."""

    option: str
    stage: str
    best: float | None
    bound: float | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Claim:
    """What an answer says of itself whatever was found; `gap` is the gap asked for."""

    option: str
    objective: str
    gap: float
    solver: str
    seconds: float
    remarks: list[str]

    def of_plan(self, plan: Plan, value: float, bound: float) -> Answer:
        """The answer with a plan; value and bound as minimised. A bound that the value beats is no bound."""
        if bound > value + DUST * max(abs(value), 1.0):
            self.remarks.append("the solver's bound was disproved by its own plan, and does not count")
            bound = -math.inf
        gap = gap_of(bound, value) if math.isfinite(bound) else None
        return self._answer(self._status(gap), plan, value, min(bound, value), gap)

    def without_plan(self, status: Status) -> Answer:
        """The answer where there is no plan, or none was found."""
        return self._answer(status, None, None, -math.inf, None)

    def _status(self, gap: float | None) -> Status:
        if gap is None or gap > max(self.gap, EXACT):
            return Status.UNPROVEN
        return Status.OPTIMAL if gap <= EXACT else Status.WITHIN_GAP

    def _answer(
        self, status: Status, plan: Plan | None, value: float | None, bound: float, gap: float | None
    ) -> Answer:
        return Answer(
            option=self.option,
            objective=self.objective,
            status=status,
            plan=plan,
            objective_value=None if value is None else _claimed(self.objective, value),
            bound=_claimed(self.objective, bound) if math.isfinite(bound) else None,
            gap=gap,
            seconds=self.seconds,
            solver=self.solver,
            remarks=tuple(self.remarks),
        )


def gap_of(bound: float, value: float) -> float:
    """Gap = |bound − value| / max(|value|, 1e-9); 0 where the value is at its bound."""
    return max(0.0, value - bound) / max(abs(value), 1e-9)


def shown(objective: str, value: float | None) -> float | None:
    """A minimised value as people read it: weighted outcomes, or pounds."""
    return None if value is None else _claimed(objective, value) / (1.0 if objective == "outcomes" else 100.0)


def minimised(objective: str, value: float) -> float:
    """A value in the aim's own sense, weighted outcomes or pence, as the programme has it: minimised, money in £000."""
    sign = 1.0 if objective == "cost" else -1.0
    return sign * value / (1.0 if objective == "outcomes" else THOUSAND_POUNDS)


def place(instance: OptionInstance, index: tuple[object, ...]) -> str:
    """A row's index in words: the last number is a year, where it is one."""
    words = [str(part) if not isinstance(part, tuple) else ", ".join(map(str, part)) for part in index]
    if isinstance(index[-1], int) and index[-1] in instance.case.years:
        words[-1] = instance.case.year_label(index[-1])
    return ", ".join(words)


def _claimed(objective: str, value: float) -> float:
    """A minimised value in the aim's own sense: weighted outcomes, or pence."""
    sign = 1.0 if objective == "cost" else -1.0
    return sign * value * (1.0 if objective == "outcomes" else THOUSAND_POUNDS) + 0.0
