"""Savings against their targets: what each asks, what each option saves, and a picture of one target.

What counts towards a target is in `models.appraisal.savings_targets`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.appraisal.savings_targets import TargetSavings, target_savings
from optimiser.excel.charts import MOST, WHOLE, Series, text
from optimiser.excel.charts import columns as column_chart
from optimiser.excel.page import Page
from optimiser.excel.styles import CHART_COLOURS, LINE, Look
from optimiser.excel.tables import Cell, Column, Table, distinct
from optimiser.reports.board.book import Book, Solved
from optimiser.reports.board.economic.economic_tables import year_key
from optimiser.reports.formats import NONE, of_boroughs, to_pounds
from optimiser.text import listed, pounds, quoted

SIZE = (560, 320)  # pixels
ASKED = "Target"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the picture shows: the position of the target, its years, and the options."""

    position: int
    target: TargetSavings
    years: tuple[int, ...]
    options: tuple[Solved, ...]


def reserve(book: Book, page: Page) -> tuple[Table, Table] | None:
    """Room for the picture's figures and for every target, where the case has any; None where it has none."""
    found = target_savings(book.case)
    if not found:
        return None
    drawn = _drawn(book, found)
    page.gap()
    page.caption("Savings against their targets")
    page.text(
        "A saving is the scope's baseline less its cost; where one-off costs do not count, start, exit and set-up costs"
        f" are left out. The picture is of {_scope(book, drawn.target)}."
    )
    small = page.reserve("SavingsDrawn", _drawn_columns(drawn), len(drawn.years))
    page.chart(_chart(book, small, drawn), small, finding=_finding(book, drawn), size=SIZE)
    page.gap()
    page.caption("Every target, and what each option saves as that target counts it")
    large = page.reserve("SavingsTargets", [*_NAMES, *_years(book)], len(found) * (1 + len(book.solved)))
    return small, large


def fill(book: Book, tables: tuple[Table, Table]) -> None:
    """The rows of both tables."""
    small, large = tables
    found = target_savings(book.case)
    large.fill([_row(book, target, each) for target in found for each in (None, *book.solved)])
    drawn = _drawn(book, found)
    small.fill([_drawn_row(book, large, drawn, year) for year in drawn.years])


_NAMES = (
    Column("scope", "Boroughs that save together", most=40),
    Column("line", "Target or option", most=26),
    Column("once", "One-off costs count"),
)


def _years(book: Book) -> list[Column]:
    return [Column(year_key(year), f"{book.case.year_label(year)} (£)", Look.MONEY) for year in book.case.years]


def _row(book: Book, target: TargetSavings, each: Solved | None) -> list[Cell]:
    """What the target asks, or what an option saves."""
    figures: Sequence[int | None] = target.required if each is None else target.saved(book.case, each.ledger)
    return [
        Cell(of_boroughs(book.case, target.target.boroughs)),
        Cell(ASKED if each is None else each.label),
        Cell("yes" if target.target.includes_one_off else "no"),
        *(Cell(NONE if figure is None else to_pounds(figure)) for figure in figures),
    ]


def _drawn(book: Book, found: Sequence[TargetSavings]) -> Drawn:
    """The first target over all boroughs, or else the first, in its longest run of years, with its first options."""
    everywhere = [one for one in found if len(one.target.boroughs) == len(book.case.boroughs)]
    target = (everywhere or list(found))[0]
    rank = {each.name: book.run.appraisal.standings[each.name].rank or len(book.solved) for each in book.solved}
    order = sorted(
        book.solved, key=lambda each: (each != book.preferred, each != book.reference, rank[each.name], each.number)
    )
    options = sorted(order[: MOST - 1], key=lambda each: each.number)
    return Drawn(list(found).index(target), target, _longest_run(target.required), tuple(options))


def _longest_run(asked: Sequence[int | None]) -> tuple[int, ...]:
    """The longest run of years in which something is asked, the earliest of several."""
    runs: list[tuple[int, ...]] = [()]
    for year, figure in enumerate(asked):
        if figure is None:
            runs.append(())
        else:
            runs[-1] = (*runs[-1], year)
    return max(runs, key=len)


def _drawn_columns(drawn: Drawn) -> list[Column]:
    names = distinct(["Year", ASKED, *(each.label for each in drawn.options)])
    figures = [Column(each.key, f"{name} (£)", Look.MONEY) for each, name in zip(drawn.options, names[2:], strict=True)]
    return [Column("year", "Year"), Column("asked", f"{ASKED} (£)", Look.MONEY), *figures]


def _drawn_row(book: Book, large: Table, drawn: Drawn, year: int) -> list[Cell]:
    first = drawn.position * (1 + len(book.solved))
    asked = drawn.target.required[year]
    cells = [Cell(to_pounds(asked or 0), formula=f"={large.here(first, year_key(year))}")]
    for each in drawn.options:
        saved = drawn.target.saved(book.case, each.ledger)[year]
        cells.append(Cell(to_pounds(saved), formula=f"={large.here(first + 1 + each.number, year_key(year))}"))
    return [Cell(book.case.year_label(year)), *cells]


def _chart(book: Book, table: Table, drawn: Drawn) -> Any:
    """A column an option, and the target as a line with markers, which shows where it is nought."""
    series = [Series(table.cell(-1, each.key), table.column("year"), table.column(each.key)) for each in drawn.options]
    chart = column_chart(book.workbook, series, title="Saving against the target (£ a year)")
    colour, font = CHART_COLOURS[MOST - 1], text(book.workbook)
    line = book.workbook.add_chart({"type": "line"})
    line.add_series(
        {
            "name": f"={table.cell(-1, 'asked')}",
            "categories": f"={table.column('year')}",
            "values": f"={table.column('asked')}",
            "line": {"color": colour, "width": 2},
            "marker": {"type": "diamond", "size": 8, "fill": {"color": colour}, "border": {"color": colour}},
        }
    )
    chart.combine(line)
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_x_axis({"num_font": font, "line": {"color": LINE}, "major_tick_mark": "none", "label_position": "low"})
    grid = {"visible": True, "line": {"color": LINE, "width": 0.5}}
    chart.set_y_axis({"num_format": WHOLE, "num_font": font, "line": {"none": True}, "major_gridlines": grid})
    return chart


def _finding(book: Book, drawn: Drawn) -> str:
    """The target in its first and last year, and what each option saves there."""
    said = []
    for each in drawn.options:
        preferred = ", the preferred option," if each == book.preferred else ""
        said.append(f"{quoted(each.label)}{preferred} {_ends(book, drawn, drawn.target.saved(book.case, each.ledger))}")
    left = len(book.solved) - len(drawn.options)
    more = f" {left} further options are in the table alone." if left else ""
    asked = _ends(book, drawn, [figure or 0 for figure in drawn.target.required])
    return (
        f"Column chart of the saving of {_scope(book, drawn.target)} a year, with the target as a line: the target"
        f" {asked}; {'; '.join(said)}.{more}"
    )


def _ends(book: Book, drawn: Drawn, figures: Sequence[int]) -> str:
    """`£5 in 2010/11 and £7 in 2011/12`."""
    ends = sorted({drawn.years[0], drawn.years[-1]})
    return listed([f"{pounds(figures[year])} in {book.case.year_label(year)}" for year in ends])


def _scope(book: Book, target: TargetSavings) -> str:
    names = target.target.boroughs
    return "all boroughs together" if len(names) == len(book.case.boroughs) > 1 else listed(list(names))
