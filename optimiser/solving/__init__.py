"""From a case and an option to an answer: the only room that talks to a solver.

The steps of one option:

1. yes-or-no decisions with continuous places (the bound comes from here);
2. whole places for those decisions, tilted towards the second aim; at need, whole places from the start;
3. cheaper contracts for the same outcomes;
4. who pays, exactly.
"""

from __future__ import annotations

from optimiser.solving.algorithm import solve
from optimiser.solving.solver_registry import door
from optimiser.solving.status import Progress

__all__ = ["Progress", "door", "solve"]
