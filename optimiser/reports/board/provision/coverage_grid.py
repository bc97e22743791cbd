"""The sheet Coverage grid: a word for the last year's places against demand, minimum and today, by service and borough.

Words and counts are live formulas over the places on the sheet Coverage.
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
    coverage_columns,
    coverage_lines,
    line_names,
    word_cell,
)
from optimiser.reports.board.provision.floors import has_wide_minimums
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption

GAPS = (NOBODY, FLOOR, BELOW, BELOW_SHARE)
SHADES = {NOBODY: "Extreme", FLOOR: "High", BELOW: "Medium", BELOW_SHARE: "Low"}  # names of bands in `styles`


@dataclass(frozen=True, slots=True)
class _Grid:
    """The tables on Coverage, which have the same rows and keys as the grid, and the lines that they show."""

    report: BoardReport
    lines: tuple[CoverageLine, ...]
    shares: Table
    places: Table

    def word(self, row: int) -> str:
        """The address of a word."""
        return word_cell(self.report, row)


def fill(report: BoardReport, page: Page) -> None:
    """Write how many gaps each option has, then the grid."""
    last = report.case.year_label(report.case.horizon - 1)
    page.write_text(
        f"This sheet is about {last}, the last year. Today's places are compared with the same demand, and count"
        " only up to it. Coverage has the places and explains the words. Places that boroughs hold together"
        " today are divided between them by cost share. This is an estimate, because each may use any of them."
        f" Infrastructure is left out.{_minimums_elsewhere(report)}"
    )
    page.skip_row()
    lines = coverage_lines(report)
    if not lines:
        page.write_text("No service has demand or places in the last year.")
        return
    page.write_caption("Gaps of each option")
    gaps = page.reserve_table("CoverageGaps", _gap_columns(), len(report.options))
    page.skip_row()
    page.write_caption("In words")
    columns = coverage_columns(report, "", (SHARE_TODAY,), NumberFormat.TEXT)
    words = page.reserve_table("CoverageWords", columns, len(lines))
    grid = _Grid(report, lines, report.table("Coverage"), report.table("CoveragePlaces"))
    words.fill(list(_words_row(grid, row)) for row in range(len(lines)))
    gaps.fill(list(_gaps_row(grid, words, option)) for option in report.options)
    _shade(page, words)


def _minimums_elsewhere(report: BoardReport) -> str:
    wide = has_wide_minimums(report)
    return " Minimums over several boroughs or services, or in people, are on Floors." if wide else ""


def _gap_columns() -> list[Column]:
    counts = [Column(f"gap{row}", f"{WORDS[row].capitalize()} (lines)", NumberFormat.COUNT) for row in GAPS]
    return [
        Column("option", "Option", max_width=30),
        Column("lines", "Services by borough, with demand (lines)", NumberFormat.COUNT),
        *counts,
    ]


def _words_row(grid: _Grid, row: int) -> Iterator[Cell]:
    line = grid.lines[row]
    yield from line_names(line)
    today = Fraction(line.today, line.demand) if line.demand else WORDS[NO_DEMAND]
    yield Cell(today, formula=f"={grid.shares.address(row, 'today')}")
    for option, places in zip(grid.report.options, line.places, strict=True):
        yield Cell(WORDS[_word_row(line, places)], formula=_word_formula(grid, row, option.key))


def _word_row(line: CoverageLine, places: int) -> int:
    """The row of the word for that many places."""
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


def _word_formula(grid: _Grid, row: int, key: str) -> str:
    """The formula of `_word_row`. MAX reads a minimum in words, which is none, as 0."""
    keys = ("demand", "floor", "today", "held", key)
    demand, minimum, today, held, places = (grid.places.address(row, name).replace("$", "") for name in keys)
    not_below = f"IF({places}>{today},{grid.word(ABOVE)},{grid.word(AS_TODAY)})"
    below = f"IF({held}={grid.word(TOGETHER)},{grid.word(BELOW_SHARE)},{grid.word(BELOW)})"
    served = f"IF({places}<{today},{below},IF({places}<{demand},{not_below},{grid.word(ALL_MET)}))"
    wanted = f"IF({places}<MAX({minimum}),{grid.word(FLOOR)},IF({places},{served},{grid.word(NOBODY)}))"
    return f"=IF({demand},{wanted},{grid.word(NO_DEMAND)})"


def _gaps_row(grid: _Grid, words: Table, option: SolvedOption) -> Iterator[Cell]:
    """How many lines of one service and one borough have demand, and how many of them have each gap."""
    lines = [line for line in grid.lines if line.service and line.borough]
    services, boroughs, option_words = (words.column_range(key) for key in ("service", "borough", option.key))
    counted = f"({services}<>{grid.word(ALL_SERVICES)})*({boroughs}<>{grid.word(ALL_BOROUGHS)})"
    found = [_word_row(line, line.places[option.number]) for line in lines]
    yield Cell(option.label)
    with_demand = f"=SUMPRODUCT({counted}*({option_words}<>{grid.word(NO_DEMAND)}))"
    yield Cell(sum(row != NO_DEMAND for row in found), formula=with_demand)
    for gap in GAPS:
        formula = f"=SUMPRODUCT({counted}*({option_words}={grid.word(gap)}))"
        yield Cell(found.count(gap), formula=formula, bold=True)


def _shade(page: Page, words: Table) -> None:
    options = [column.key for column in words.columns if column.key.startswith("option")]
    cells = words.relative_range((0, words.row_count - 1), (options[0], options[-1]))
    for row, band in SHADES.items():
        page.shade_equal_cells([cells], f'"{WORDS[row]}"', page.styles.band(band))


SHEET = Sheet(
    "Coverage grid",
    "How far each option meets the last year's demand, by service and borough, with every gap.",
    fill,
    is_included=BoardReport.has_plans,
)
