"""From a case and an option to an answer: the only room that talks to a solver.

The steps of one option:

1. yes-or-no decisions with continuous places, to the gap asked for (the bound comes from here);
2. whole places for those decisions; where that costs too much of the gap, whole places from the start;
3. the second aim, without worsening the first;
4. who pays, exactly.
"""

from __future__ import annotations

from optimiser.solving.choosing import door
from optimiser.solving.doors import NoSuchSolver
from optimiser.solving.stages import Progress, solve

__all__ = ["NoSuchSolver", "Progress", "door", "solve"]
