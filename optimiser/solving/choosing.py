"""Which solver: from the name that a user gave to its door."""

from __future__ import annotations

import pulp

from optimiser.solving.doors import Door, NoSuchSolver
from optimiser.solving.highs import Highs
from optimiser.solving.others import AnySolver, Cbc

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


def _cbc() -> type:
    bundled = getattr(pulp, "PULP_CBC_CMD", None)
    for solver in (bundled, pulp.COIN_CMD):
        if solver is not None and solver(msg=False).available():
            return solver  # type: ignore[no-any-return]
    raise NoSuchSolver("CBC", _known())


def _known() -> list[str]:
    return [Highs().name, *(name for name in pulp.listSolvers(onlyAvailable=True) if name != Highs().name)]
