"""What a test of the inputs may have found, made by hand: one input with a switch, and one where not all is proven."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from models.plan.plan import Status
from optimiser.analyses.sensitivity import Found, Moved, Point, Robustness, Switch, weighed
from optimiser.engine.run import Run
from optimiser.reports.prose.sensitivity import nearest

PERCENT = Fraction(1, 100)


def moved(run: Run) -> Robustness:
    """Funding: "joint" loses to "as is" between 6 and 7 % less. Demand: at 10 % more "as is" is not proven."""
    ends = Switch(-6 * PERCENT, -7 * PERCENT, "as is", has_plan=True, any_plan=True)
    funding = [
        _point(by, lead) for by, lead in ((-20, None), (-10, -4), (-7, -1), (-6, 2), (0, 30), (10, 33), (20, 35))
    ]
    demand = [_point(by, 30 - by, unproven=by == 10) for by in (-20, -10, 0, 10, 20)]
    inputs = (
        Moved("funding", "every amount of every stream", tuple(funding), ends, None),
        Moved("demand", "the places that could be used", tuple(demand), None, None),
    )
    found = weighed(run)
    return replace(found, inputs=inputs, nearest=nearest(found.preferred, 1, found.weights, inputs))


def _point(by: int, lead: int | None, *, unproven: bool = False) -> Point:
    """As is scores 40, joint so much more; without a lead joint has no plan."""
    status = Status.UNPROVEN if unproven else Status.OPTIMAL
    as_is = Found(status, Fraction(36_900), Fraction(2), Fraction(40), 1 if (lead or -1) < 0 else 2, passes=True)
    if lead is None:
        return Point(by * PERCENT, {"as is": as_is, "joint": _without_plan()}, "as is")
    score = Fraction(40 + lead)
    joint = Found(Status.WITHIN_GAP, Fraction(51_300), Fraction(5), score, 1 if lead > 0 else 2, passes=True)
    return Point(by * PERCENT, {"as is": as_is, "joint": joint}, "joint" if lead > 0 else "as is")


def _without_plan() -> Found:
    return Found(Status.INFEASIBLE, None, None, None, None, passes=False)
