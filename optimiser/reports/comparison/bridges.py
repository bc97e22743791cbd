"""How a comparison of two runs stands on a page: changes of the input, a bridge with its waterfall, and what moved.

For the sheet Changes and for the workbook of a comparison. What was found is in `optimiser.analyses.comparison`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from optimiser.analyses.comparison.causes import COVERS
from optimiser.analyses.comparison.input_changes import What
from optimiser.analyses.comparison.results import RUN, SCORE, Bridge, Compared, InputChange, Moves, Part
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, shorten
from optimiser.excel.waterfall import (
    Bar,
    can_be_drawn,
    draw_waterfall,
    empty_waterfall,
    waterfall_bars,
    waterfall_columns,
    waterfall_rows,
)
from optimiser.reports.prose.comparison import NEW, OLD, amount, called, counted, measure

NONE = "none"
WITHIN = "within the gap"
LONGEST = 60  # characters of an option's name in a bar's
WIDTH = 560  # pixels of a chart
HIGH = 20  # pixels of a row: a chart ends with one, and breaks with none

INPUTS = (
    Column("table", "Table", max_width=16),
    Column("row", "Row", max_width=46),
    Column("column", "Column", max_width=18),
    Column("what", "What", max_width=12),
    Column("old", "Old", max_width=40),
    Column("new", "New", max_width=40),
    Column("by", "By how much", max_width=12),
    Column("cause", "Cause", max_width=16),
)


def grouped(page: Page, found: Compared) -> None:
    """How many changes there are in each table, under the cause they belong to."""
    columns = [
        Column("cause", "Cause", max_width=30),
        Column("table", "Table", max_width=30),
        Column("cells", "Cells changed (number)", NumberFormat.COUNT, total=True),
        Column("added", "Rows added (number)", NumberFormat.COUNT, total=True),
        Column("out", "Rows taken out (number)", NumberFormat.COUNT, total=True),
    ]
    page.write_table("InputsCounted", columns, [[Cell(each) for each in row] for row in counted(found.inputs)])


def covered(page: Page, found: Compared) -> None:
    """What each cause covers, of those that changed."""
    rows = [[Cell(str(cause)), Cell(COVERS[cause])] for cause in found.causes]
    if rows:
        page.skip_row()
        page.write_caption("What each cause covers")
        page.write_table(
            "Causes", [Column("cause", "Cause", max_width=30), Column("covers", "What it covers", max_width=90)], rows
        )


def inputs(page: Page, name: str, changes: Sequence[InputChange]) -> None:
    """Changes of the input, one a row."""
    page.write_table(name, INPUTS, [[Cell(words or NONE) for words in _words(each)] for each in changes])


@dataclass(frozen=True, slots=True)
class Drawn:
    """A waterfall that stands on a page, and what it is to be drawn from once that has its table."""

    name: str
    bridge: Bridge
    bars: list[Bar]
    chart: Any


def bridged(workbook: Any, page: Page, found: Compared, bridge: Bridge, name: str) -> Drawn | None:
    """One bridge: its steps with a waterfall beside them, which `drawn_from` completes; None where it has none."""
    page.skip_row()
    page.write_caption(f"{measure(bridge.figure).capitalize()} of {_whose(bridge)}: from the old run to the new")
    table = page.write_table(name, _columns(bridge), list(steps(found, bridge)))
    old, *shares, new = _figures(bridge)
    bars = waterfall_bars(_names(found, bridge), old, shares, new)
    if not can_be_drawn(bars):
        page.write_text("No chart: on the way a figure below nought would have to be drawn.")
        return None
    counts = measure(bridge.figure)
    title = counts.capitalize() + ("" if unit(bridge) == counts else f" ({unit(bridge)})")
    chart = empty_waterfall(workbook, bars, title=title, whole=bridge.money)
    page.insert_chart_beside(chart, table, alt_text=told(found, bridge), size=(WIDTH, HIGH * (2 * len(bars) + 6)))
    return Drawn(f"{name}Drawn", bridge, bars, chart)


def drawn_from(page: Page, all_drawn: Sequence[Drawn | None]) -> None:
    """What the waterfalls of a page are drawn from, a table each."""
    there = [each for each in all_drawn if each is not None]
    if there:
        page.skip_row()
        page.write_caption("What the charts are drawn from")
        page.write_text("A bar begins where the one before it led; what lies below it is not drawn.")
    for number, each in enumerate(there):
        if number:
            page.skip_row()
        columns = waterfall_columns(unit(each.bridge), _look(each.bridge))
        draw_waterfall(each.chart, page.write_table(each.name, columns, list(waterfall_rows(each.bars))))


def each_option(page: Page, found: Compared, figure: str, name: str) -> Table | None:
    """The bridges of one figure of every option, one below the other; None where no option has one."""
    there = [each for each in found.bridges if each.subject and each.figure == figure]
    if not there:
        return None
    page.skip_row()
    page.write_caption(f"{measure(figure).capitalize()} of each option")
    columns = [Column("option", "Option", max_width=34), *_columns(there[0])]
    rows = [[Cell(each.subject), *row] for each in there for row in steps(found, each)]
    return page.write_table(name, columns, rows)


def moved_counted(page: Page, found: Compared) -> None:
    """How much moved in each option's plan."""
    columns = [
        Column("option", "Option", max_width=34),
        Column("contracts", "Contracts that run otherwise (number)", NumberFormat.COUNT),
        Column("places", "Places with another provider, all years (places)", NumberFormat.COUNT),
        Column("old", "Places in the old run (places)", NumberFormat.COUNT),
        Column("new", "Places in the new run (places)", NumberFormat.COUNT),
    ]
    page.write_table_or_text(
        "No option has a plan in both runs.", "Moved", columns, [_moved(each) for each in found.moves]
    )


def steps(found: Compared, bridge: Bridge) -> Iterator[list[Cell]]:
    """The old figure, the share of each cause, and the new figure."""
    old, *shares, new = _figures(bridge)
    yield [Cell(_run(OLD, bridge, found.old.preferred), bold=True), Cell(old, bold=True), Cell(NONE)]
    for part, share in zip(bridge.parts, shares, strict=True):
        yield [Cell(called(part)), Cell(share), Cell(remark(bridge, part))]
    yield [Cell(_run(NEW, bridge, found.new.preferred), bold=True), Cell(new, bold=True), Cell(NONE)]


def remark(bridge: Bridge, part: Part) -> str:
    """What must be known of a share: `within the gap`, or its standard error."""
    said = [WITHIN] if part.within_gap else []
    if part.error is not None:
        error = f"£{float(part.error / 100):,.2f}" if bridge.money else f"{float(part.error):,.3f}"
        said.append(f"standard error {error}")
    return ", ".join(said) or NONE


def told(found: Compared, bridge: Bridge) -> str:
    """The finding of a chart, for who cannot see it."""
    old, new = (amount(bridge, each) for each in (bridge.old, bridge.new))
    parts = [f"{called(part)} {amount(bridge, part.share, signed=True)}" for part in bridge.parts]
    return (
        f"Waterfall chart of the {measure(bridge.figure)} of {_whose(bridge)}: from {old} in the"
        f" {_run(OLD, bridge, found.old.preferred)} to {new} in the"
        f" {_run(NEW, bridge, found.new.preferred)}. By cause: {'; '.join(parts) or 'no change'}."
    )


def unit(bridge: Bridge) -> str:
    """`£`, `points`, or what is counted."""
    return "£" if bridge.money else "points" if bridge.figure == SCORE else measure(bridge.figure)


def _moved(each: Moves) -> list[Cell]:
    figures = (each.contracts_moved, each.places_moved, each.old_places, each.new_places)
    return [Cell(each.option), *map(Cell, figures)]


def _words(each: InputChange) -> Iterator[str]:
    row = "" if each.table == RUN or each.what == What.MOVED else "the whole row"
    yield from (each.table, each.row, each.column.replace("_", " ") or row, each.what, each.old, each.new)
    yield from (each.by, each.cause or "")


def _columns(bridge: Bridge) -> list[Column]:
    return [
        Column("step", "Step", max_width=34),
        Column("amount", f"Figure or change ({unit(bridge)})", _look(bridge)),
        Column("remark", "Remark", max_width=18),
    ]


def _look(bridge: Bridge) -> NumberFormat:
    return NumberFormat.PENCE if bridge.money else NumberFormat.TENTH


def _figures(bridge: Bridge) -> list[Fraction]:
    """The figures in the unit in which they are shown, exact."""
    each = Fraction(100) if bridge.money else Fraction(1)
    return [figure / each for figure in (bridge.old, *(part.share for part in bridge.parts), bridge.new)]


def _names(found: Compared, bridge: Bridge) -> list[str]:
    """The names of the bars, with their figures, as no length can be read to the pound."""
    return [
        f"{_run(OLD, bridge, found.old.preferred)}, {amount(bridge, bridge.old)}",
        *(f"{called(part)}, {amount(bridge, part.share, signed=True)}" for part in bridge.parts),
        f"{_run(NEW, bridge, found.new.preferred)}, {amount(bridge, bridge.new)}",
    ]


def _run(which: str, bridge: Bridge, preferred: str) -> str:
    """`old run`, with who is preferred there where the bridge is of whoever is."""
    return which if bridge.subject else f"{which}: {shorten(preferred, LONGEST)}"


def _whose(bridge: Bridge) -> str:
    return bridge.subject or "the preferred option"
