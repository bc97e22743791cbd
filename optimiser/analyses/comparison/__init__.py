"""What changed between two runs and why: the inputs cell by cell, each figure's bridge by cause, and what moved.

What is found is `Compared`; `runs` finds it, `words` says it, `told` makes files of it. Here are only types, so that
a run may hold them: `runs` reads records.
"""

from __future__ import annotations

from optimiser.analyses.comparison.results import (
    PREFERRED,
    SCORE,
    Bridge,
    BridgePart,
    Cause,
    ComparedRun,
    ContractMove,
    InputChange,
    Moves,
    PlaceMove,
    RunComparison,
)

__all__ = [
    "PREFERRED",
    "SCORE",
    "Bridge",
    "BridgePart",
    "Cause",
    "ContractMove",
    "InputChange",
    "Moves",
    "RunComparison",
]
__all__ += ["ComparedRun", "PlaceMove"]
