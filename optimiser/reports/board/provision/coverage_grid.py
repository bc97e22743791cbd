"""Coverage grid: how the last year's places stand to demand, floor and today, service by borough, in a word each.

Words and counts are live formulas over the places on Coverage (`coverage_places`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from models.accounts.coverage import CoverageLine
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.provision import coverage
from optimiser.reports.board.provision.coverage import (
    ABOVE,
    ALL_BOROUGHS,
    ALL_MET,
    ALL_SERVICES,
    AS_TODAY,
    BELOW,
    BELOW_SHARE,
    FLOOR,
    NO_DEMAND,
    NOBODY,
    SHARE_TODAY,
    TOGETHER,
    WORDS,
    columns,
    names,
)
from optimiser.reports.board.report import BoardReport

GAPS = (NOBODY, FLOOR, BELOW, BELOW_SHARE)
SHADED = {NOBODY: "Extreme", FLOOR: "High", BELOW: "Medium", BELOW_SHARE: "Low"}  # as the shading of bands is called


@dataclass(frozen=True, slots=True)
class _Grid:
    """The tables on Coverage, which have the same rows and keys as the grid, and the lines they show."""

    report: BoardReport
    lines: tuple[CoverageLine, ...]
    shares: Table
    places: Table

    def word(self, row: int) -> str:
        """The address of a word."""
        return coverage.word(self.report, row)


def fill(report: BoardReport, page: Page) -> None:
    """How many gaps each option has, then the grid."""
    last = report.case.year_label(report.case.horizon - 1)
    page.write_text(
        f"All of {last}, the last year. Today's places are set against the same demand, and count as far as there is"
        " demand for them. Coverage has the places, and what the words mean. Places that boroughs hold together today"
        " are shared over them by cost share: that is a"
        " reckoning, as each may use any of them. Infrastructure is left out; floors over several services or in people"
        " are on Floors."
    )
    page.skip_row()
    lines = coverage.lines(report)
    if not lines:
        page.write_text("No service has demand or places in the last year.")
        return
    page.write_caption("Gaps of each option")
    gaps = page.reserve_table("CoverageGaps", _gap_columns(), len(report.options))
    page.skip_row()
    page.write_caption("In words")
    said = page.reserve_table("CoverageWords", columns(report, "", (SHARE_TODAY,), NumberFormat.TEXT), len(lines))
    grid = _Grid(report, lines, report.table("Coverage"), report.table("CoveragePlaces"))
    said.fill(list(_said(grid, row)) for row in range(len(lines)))
    gaps.fill(list(_counted(grid, said, row)) for row in range(len(report.options)))
    _shade(page, said)


def _gap_columns() -> list[Column]:
    counts = [Column(f"gap{row}", f"{WORDS[row].capitalize()} (lines)", NumberFormat.COUNT) for row in GAPS]
    return [
        Column("option", "Option", max_width=30),
        Column("lines", "Services by borough, with demand (lines)", NumberFormat.COUNT),
        *counts,
    ]


def _said(grid: _Grid, row: int) -> Iterator[Cell]:
    line = grid.lines[row]
    yield from names(line)
    today = Fraction(line.today, line.demand) if line.demand else WORDS[NO_DEMAND]
    yield Cell(today, formula=f"={grid.shares.address(row, 'today')}")
    for each, number in zip(grid.report.options, line.places, strict=True):
        yield Cell(WORDS[_word(line, number)], formula=_formula(grid, row, each.key))


def _word(line: CoverageLine, places: int) -> int:
    """The row of the word for so many places."""
    if not line.demand:
        return NO_DEMAND
    if line.minimum is not None and places < line.minimum:
        return FLOOR
    if not places:
        return NOBODY
    if places < line.today:
        return BELOW_SHARE if line.apportioned else BELOW
    if places >= line.demand:
        return ALL_MET
    return ABOVE if places > line.today else AS_TODAY


def _formula(grid: _Grid, row: int, key: str) -> str:
    """The same, live; MAX makes the word of a floor that is not there 0."""
    keys = ("demand", "floor", "today", "held", key)
    demand, floor, today, held, had = (grid.places.address(row, name).replace("$", "") for name in keys)
    left = f"IF({had}>{today},{grid.word(ABOVE)},{grid.word(AS_TODAY)})"
    below = f"IF({held}={grid.word(TOGETHER)},{grid.word(BELOW_SHARE)},{grid.word(BELOW)})"
    served = f"IF({had}<{today},{below},IF({had}<{demand},{left},{grid.word(ALL_MET)}))"
    there = f"IF({had}<MAX({floor}),{grid.word(FLOOR)},IF({had},{served},{grid.word(NOBODY)}))"
    return f"=IF({demand},{there},{grid.word(NO_DEMAND)})"


def _counted(grid: _Grid, said: Table, row: int) -> Iterator[Cell]:
    """How many lines of one service and one borough have demand, and how many of them have each gap."""
    each = grid.report.options[row]
    own = [line for line in grid.lines if line.service and line.borough]
    services, boroughs = said.column_range("service"), said.column_range("borough")
    parts = f"({services}<>{grid.word(ALL_SERVICES)})*({boroughs}<>{grid.word(ALL_BOROUGHS)})"
    found = [_word(line, line.places[row]) for line in own]
    yield Cell(each.label)
    wanted = f"=SUMPRODUCT({parts}*({said.column_range(each.key)}<>{grid.word(NO_DEMAND)}))"
    yield Cell(sum(word != NO_DEMAND for word in found), formula=wanted)
    for gap in GAPS:
        yield Cell(
            found.count(gap),
            formula=f"=SUMPRODUCT({parts}*({said.column_range(each.key)}={grid.word(gap)}))",
            bold=True,
        )


def _shade(page: Page, said: Table) -> None:
    options = [column.key for column in said.columns if column.key.startswith("option")]
    cells = f"{said.local_address(0, options[0])}:{said.local_address(said.row_count - 1, options[-1])}".replace(
        "$", ""
    )
    for row, band in SHADED.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{WORDS[row]}"', "format": page.styles.band(band)}
        page.worksheet.conditional_format(cells, rule)


SHEET = Sheet(
    "Coverage grid",
    "What of the last year's demand each option meets, service by borough, with every gap.",
    fill,
    is_included=BoardReport.has_plans,
)
