"""What a constraint yields: the rows of the programme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from models.mip.variables import Variables

Row = tuple[tuple[object, ...], Any]  # the row's index, and the row itself (PuLP is not typed)
Constraint = Callable[[Variables], Iterator[Row]]
