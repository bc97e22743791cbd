"""The workbook of a frontier while it is being written, and the words that its sheets share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from optimiser.analyses.frontier.results import APPRAISED, BESIDE, COMPARED, STEP, Frontiers, OptionFrontier, Point
from optimiser.excel.page import Page
from optimiser.excel.styles import Looks
from optimiser.excel.tables import Cell, Table, distinct, shortened
from optimiser.reports.prose import frontier as words

NONE = "none"
SUMMARY = "OptionFrontiers"  # the table with a row an option
NOT_KNOWN = "not known"
KINDS = {
    STEP: "equal steps of cost",
    BESIDE: "£100,000 beside the plan of the appraisal",
    COMPARED: "compared with other options",
    APPRAISED: "the plan of the appraisal, which another plan here beats",
}


@dataclass
class Book:
    """The workbook while it is being written. `master`: the address of the master check; `failing`: what fails.

    `tables`: those that other sheets refer to, by option, and SUMMARY.
    """

    found: Frontiers
    workbook: Any
    looks: Looks
    pages: dict[str, Page] = field(default_factory=dict)
    master: str = ""
    failing: tuple[str, ...] = ()
    tables: dict[str, Table] = field(default_factory=dict)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Each option's name as the sheets have it."""
        names = [each.option for each in self.found.options]
        return dict(zip(names, distinct(shortened(name, 100) for name in names), strict=True))

    @property
    def unit(self) -> str:
        """What is counted."""
        return words.unit(self.found)


def prices(book: Book) -> str:
    """The price base in words."""
    base = book.found.case.price_base.strip()
    return f"prices of {base}" if base else "prices of a year that the case does not say"


def rows_of(each: OptionFrontier) -> list[Point]:
    """An option's points by rising ceiling, the plan of the appraisal among them where it is beside them."""
    beside = [each.chosen] if each.chosen is not None and each.chosen.kind == APPRAISED else []
    return sorted([*each.points, *beside], key=lambda point: (point.ceiling, point.weighted))


def cells(rows: Sequence[tuple[str, str]]) -> list[list[Cell]]:
    """Pairs of words as rows of a table."""
    return [[Cell(item), Cell(told)] for item, told in rows]
