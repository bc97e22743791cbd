"""From a case and an option to an answer: the only room that talks to a solver.

`algorithm` has the steps in their order:

1. contracts: yes-or-no decisions with continuous places, from which the bound comes;
2. whole places for those decisions, with a small weight on the secondary objective; if that falls short, whole places
   from scratch;
3. the best secondary objective, such as least cost, for the value reached;
4. who pays, exactly.
"""

from __future__ import annotations

from optimiser.solving.one_option import solve
from optimiser.solving.solvers import solver_named
from optimiser.solving.status import Progress

__all__ = ["Progress", "solve", "solver_named"]
