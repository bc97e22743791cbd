"""Options appraisal and optimisation for pooled public budgets.

For scripts:

    from optimiser import read_case, appraise

    result = appraise(read_case("inputs/three-boroughs"))
    print(result.preferred, result.measures["present_cost"])

Every error that these calls raise on purpose is an `OptimiserError`.

Importing the package loads nothing; the first use of a name does.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimiser.api.appraisal import appraise
    from optimiser.api.cases import check_case, new_workbook, read_case
    from optimiser.api.comparison import compare
    from optimiser.api.decisions import decide
    from optimiser.api.frontier import draw_frontier
    from optimiser.api.scenarios import appraise_scenarios
    from optimiser.api.sweeps import sweep
    from optimiser.errors import *  # noqa: F403 - _ERRORS lists them
    from optimiser.solving.settings import Settings

_ERRORS = [
    "BrokenAnswer", "BrokenDecision", "CaseFaults", "NoCluster", "NoRecord", "NoSecondSolver", "NoSuchExample",
    "NoSuchInput", "NoSuchScenario", "NoSuchSolver", "NotAnOption", "NotDecidable", "NotWritten", "OptimiserError",
    "RunCutShort", "WorkersLost",
]  # fmt: skip
__all__ = ["Settings", "appraise", "appraise_scenarios", "check_case", "compare", "decide", "draw_frontier"]
__all__ += ["new_workbook", "read_case", "sweep"]
__all__ += _ERRORS  # noqa: PLE0605 - it is a list

_MODULES = {  # loaded at the first use of a name, so that the command hears Ctrl-C before anything else is loaded
    "Settings": "solving.settings",
    "appraise": "api.appraisal",
    "appraise_scenarios": "api.scenarios",
    "check_case": "api.cases",
    "compare": "api.comparison",
    "decide": "api.decisions",
    "draw_frontier": "api.frontier",
    "new_workbook": "api.cases",
    "read_case": "api.cases",
    "sweep": "api.sweeps",
    **dict.fromkeys(_ERRORS, "errors"),
}


def __getattr__(name: str) -> object:
    if name == "errors":
        return import_module("optimiser.errors")
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"optimiser.{_MODULES[name]}"), name)
