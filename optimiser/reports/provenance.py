"""What every workbook says about its origin: for which boards, from which input, with which versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Protocol

from models.case.types import Case
from optimiser.reports.formats import NONE
from optimiser.text import listed

NO_INPUT_FILE = "a case made in a script"
UNDATED = "Undated, so that the same input always gives the same file. The input is named below."


class Origin(Protocol):
    """What a run, a frontier and a sweep know of their origin."""

    @property
    def case(self) -> Case:
        """The case."""

    @property
    def source(self) -> str:
        """The input as the user named it; blank for a case made in a script."""

    @property
    def digest(self) -> str:
        """The SHA-256 of the input; blank for a case made in a script."""

    @property
    def versions(self) -> Mapping[str, str]:
        """The version of Python, of this package and of each library."""


def boards_label(case: Case) -> str:
    """`The board of A`, `The boards of A and B`."""
    return f"The board{'s' * (len(case.boroughs) > 1)} of {listed([borough.name for borough in case.boroughs])}"


def cover_items(origin: Origin) -> Iterator[tuple[str, str]]:
    """The last items of a cover: price base, date, input and version."""
    yield "Price base", origin.case.price_base or "not said"
    yield "Date", UNDATED
    yield from input_items(origin)
    yield "Version", f"optimiser {origin.versions.get('optimiser', 'not known')}"


def input_items(origin: Origin) -> Iterator[tuple[str, str]]:
    """The name of the input and its SHA-256."""
    yield "Input", PurePath(origin.source).name or NO_INPUT_FILE
    yield "Input SHA-256", origin.digest or NONE


def version_items(origin: Origin) -> Iterator[tuple[str, str]]:
    """The version of Python, of this package and of each library."""
    for name, version in origin.versions.items():
        yield f"Version of {name}", version
