"""What might be known of the lines of a run made by hand: a settled line, an open one, one not told, and so on."""

from __future__ import annotations

from itertools import cycle

from models.plan.allocation_lines import Range, Settled, lines, ordered
from optimiser.engine.run import Run

WIDTHS = ((0, 0, 0, 0), (2, 3, 2, 4), (0, 0, 1, 0))  # below and above the plan: found, and proven


def ranged(run: Run, option: str = "joint") -> Settled:
    """Each line of the option's plan in turn settled, open, not told; none goes below nothing."""
    plan = run.results[option].answer.plan
    assert plan is not None
    mine = lines(run.case, plan)
    made = []
    for line, (low, high, least, most) in zip(ordered(run.case, mine), cycle(WIDTHS), strict=False):
        places = mine[line]
        ends = (max(places - low, 0), places + high, max(places - least, 0), places + most)
        made.append(Range(line, places, *ends))
    return Settled(option, tuple(made), 2, 7)
