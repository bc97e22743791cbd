"""Which solver: from the name that a user gave to its door."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pulp

from optimiser.errors import NoSuchSolver
from optimiser.solving.highs import Highs
from optimiser.solving.other_solvers import AnySolver, Cbc
from optimiser.solving.solver_interface import Door

CBC_NAMES = ("CBC", "COIN_CMD", "PULP_CBC_CMD")


def door(name: str) -> Door:
    """The door to a solver by its name. Raises NoSuchSolver."""
    if name.casefold() == "highs":
        return Highs()
    if name.upper() in CBC_NAMES:
        return Cbc(_cbc())
    known = _known()
    match = [solver for solver in known if solver.casefold() == name.casefold()]
    if not match:
        raise NoSuchSolver(name, known)
    return AnySolver(match[0])


def _cbc() -> Callable[..., Any]:
    """PuLP 3 brings CBC along, PuLP 4 finds one installed. PULP_CBC_CMD itself warns that it will go."""
    bundled = getattr(getattr(pulp, "PULP_CBC_CMD", None), "pulp_cbc_path", None)
    for solver in (partial(pulp.COIN_CMD, path=bundled), pulp.COIN_CMD) if bundled else (pulp.COIN_CMD,):
        if solver(msg=False).available():
            return solver
    raise NoSuchSolver("CBC", _known())


def _known() -> list[str]:
    return [Highs().name, *(name for name in pulp.listSolvers(onlyAvailable=True) if name != Highs().name)]
