"""What changed between two runs and why: the inputs cell by cell, each figure's bridge by cause, and what moved.

`compare` compares two runs; `results` holds the types. The sentences are in `optimiser.reports.prose.comparison`.
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
    "ComparedRun",
    "ContractMove",
    "InputChange",
    "Moves",
    "PlaceMove",
    "RunComparison",
]
