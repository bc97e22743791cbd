"""Options appraisal and optimisation for pooled public budgets.

For scripts:

    from optimiser import read_case, appraise

    result = appraise(read_case("inputs/three-boroughs"))
    print(result.preferred, result.measures["present_cost"])

Importing the package loads neither pandas nor a solver; the first call does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimiser.api import appraise, appraise_scenarios, compare, decide, draw_frontier, read_case, sweep

__all__ = ["appraise", "appraise_scenarios", "compare", "decide", "draw_frontier", "read_case", "sweep"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from optimiser import api  # noqa: PLC0415 - so that `optimiser --help` does not wait for it

    return getattr(api, name)
