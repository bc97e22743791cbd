"""Finds the solver that a user named."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pulp

from optimiser.errors import NoSuchSolver
from optimiser.solving.highs import Highs
from optimiser.solving.other_solvers import Cbc, OtherSolver
from optimiser.solving.solver_interface import SolverInterface

CBC_NAMES = ("CBC", "COIN_CMD", "PULP_CBC_CMD")


def solver_named(name: str) -> SolverInterface:
    """The solver of that name, whatever its capitals. Raises NoSuchSolver."""
    if name.casefold() == "highs":
        return Highs()
    if name.upper() in CBC_NAMES:
        return Cbc(_cbc_command())
    available = _available_solvers()
    match = [solver for solver in available if solver.casefold() == name.casefold()]
    if not match:
        raise NoSuchSolver(name, available)
    return OtherSolver(match[0])


def _cbc_command() -> Callable[..., Any]:
    """PuLP 3 brings CBC along; PuLP 4 finds one that is installed. PULP_CBC_CMD is not called: it is deprecated."""
    bundled = getattr(getattr(pulp, "PULP_CBC_CMD", None), "pulp_cbc_path", None)
    for command in (partial(pulp.COIN_CMD, path=bundled), pulp.COIN_CMD) if bundled else (pulp.COIN_CMD,):
        if command(msg=False).available():
            return command
    raise NoSuchSolver("CBC", _available_solvers())


def _available_solvers() -> list[str]:
    return [Highs().name, *(name for name in pulp.listSolvers(onlyAvailable=True) if name != Highs().name)]
