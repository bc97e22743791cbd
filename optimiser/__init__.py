"""Options appraisal and optimisation for pooled public budgets.

For scripts:

    from optimiser import read_case, appraise

    result = appraise(read_case("inputs/three-boroughs"))
    print(result.preferred, result.measures["present_cost"])

Every error that these calls raise on purpose is an `OptimiserError`.

Importing the package loads neither pandas nor a solver; the first call does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimiser.errors import (
    BrokenAnswer,
    BrokenDecision,
    CaseFaults,
    NoCluster,
    NoRecord,
    NoSuchScenario,
    NoSuchSolver,
    NotAnOption,
    NotDecidable,
    NotWritten,
    OptimiserError,
    WorkersLost,
)

if TYPE_CHECKING:
    from optimiser.api import Settings, appraise, appraise_scenarios, compare, decide, draw_frontier, read_case, sweep

CALLS = ("Settings", "appraise", "appraise_scenarios", "compare", "decide", "draw_frontier", "read_case", "sweep")

__all__ = ["Settings", "appraise", "appraise_scenarios", "compare", "decide", "draw_frontier", "read_case", "sweep"]
__all__ += ["BrokenAnswer", "BrokenDecision", "CaseFaults", "NoCluster", "NoRecord", "NoSuchScenario", "NoSuchSolver"]
__all__ += ["NotAnOption", "NotDecidable", "NotWritten", "OptimiserError", "WorkersLost"]


def __getattr__(name: str) -> object:
    if name not in CALLS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from optimiser import api  # noqa: PLC0415 - so that `optimiser --help` does not wait for it

    return getattr(api, name)
