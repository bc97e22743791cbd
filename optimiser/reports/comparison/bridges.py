"""A comparison of two runs as tables and charts: input changes, bridges with their waterfalls, and what moved.

The sheet Changes of the board's workbook and the workbook of a comparison both use them. The analysis is in
`optimiser.analyses.comparison`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from optimiser.analyses.comparison.causes import CAUSE_COVERS
from optimiser.analyses.comparison.input_changes import ChangeKind
from optimiser.analyses.comparison.results import RUN, SCORE, Bridge, BridgePart, InputChange, Moves, RunComparison
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
from optimiser.reports.formats import NONE
from optimiser.reports.prose.comparison import (
    NEW_RUN,
    OLD_RUN,
    amount_text,
    causes_label,
    count_input_changes,
    figure_label,
)

WITHIN_GAP = "within the gap"
LONGEST_NAME = 60  # characters of an option's name in the name of a bar
CHART_WIDTH = 560  # pixels
ROW_HEIGHT = 20  # pixels: a chart is as high as whole rows, so that no page breaks inside it

INPUT_CHANGE_COLUMNS = (
    Column("table", "Table", max_width=16),
    Column("row", "Row", max_width=46),
    Column("column", "Column", max_width=18),
    Column("what", "What", max_width=12),
    Column("old", "Old", max_width=40),
    Column("new", "New", max_width=40),
    Column("by", "By how much", max_width=12),
    Column("cause", "Cause", max_width=16),
)


def write_change_counts(page: Page, comparison: RunComparison) -> None:
    """Write how many changes there are in each table, by cause."""
    columns = [
        Column("cause", "Cause", max_width=30),
        Column("table", "Table", max_width=30),
        Column("cells", "Cells changed (number)", NumberFormat.COUNT, total=True),
        Column("added", "Rows added (number)", NumberFormat.COUNT, total=True),
        Column("out", "Rows removed (number)", NumberFormat.COUNT, total=True),
    ]
    page.write_table(
        "InputsCounted", columns, [[Cell(value) for value in row] for row in count_input_changes(comparison.inputs)]
    )


def write_causes(page: Page, comparison: RunComparison) -> None:
    """Write what each cause covers, for the causes that changed."""
    rows = [[Cell(str(cause)), Cell(CAUSE_COVERS[cause])] for cause in comparison.causes]
    if rows:
        page.skip_row()
        page.write_caption("What each cause covers")
        page.write_table(
            "Causes", [Column("cause", "Cause", max_width=30), Column("covers", "What it covers", max_width=90)], rows
        )


def write_input_changes(page: Page, name: str, changes: Sequence[InputChange]) -> None:
    """Write a row for each change of the input."""
    page.write_table(
        name, INPUT_CHANGE_COLUMNS, [[Cell(text or NONE) for text in _texts(change)] for change in changes]
    )


@dataclass(frozen=True, slots=True)
class BridgeChart:
    """A waterfall on a page whose series are still to be drawn, from the table `name` that follows below."""

    name: str
    bridge: Bridge
    bars: list[Bar]
    chart: Any


def write_bridge(workbook: Any, page: Page, comparison: RunComparison, bridge: Bridge, name: str) -> BridgeChart | None:
    """Write a bridge with a waterfall beside it; None if it goes below 0 and so has none.

    `draw_bridge_charts` completes the waterfall.
    """
    page.skip_row()
    page.write_caption(f"{figure_label(bridge.figure).capitalize()} of {_subject(bridge)}: from the old run to the new")
    table = page.write_table(name, _columns(bridge), list(bridge_rows(comparison, bridge)))
    old, *shares, new = _figures(bridge)
    bars = waterfall_bars(_bar_names(comparison, bridge), old, shares, new)
    if not can_be_drawn(bars):
        page.write_text("There is no chart, because a step would go below zero.")
        return None
    name_of_figure = figure_label(bridge.figure)
    title = name_of_figure.capitalize() + ("" if unit(bridge) == name_of_figure else f" ({unit(bridge)})")
    chart = empty_waterfall(workbook, bars, title=title, whole=bridge.is_money)
    page.insert_chart_beside(
        chart, table, alt_text=alt_text(comparison, bridge), size=(CHART_WIDTH, ROW_HEIGHT * (2 * len(bars) + 6))
    )
    return BridgeChart(f"{name}Drawn", bridge, bars, chart)


def draw_bridge_charts(page: Page, charts: Sequence[BridgeChart | None]) -> None:
    """Write the table that each waterfall of a page is drawn from, and draw the waterfall."""
    drawn = [chart for chart in charts if chart is not None]
    if drawn:
        page.skip_row()
        page.write_caption("What the charts are drawn from")
        page.write_text("Each bar starts where the one before it ended; the part below it is not drawn.")
    for number, chart in enumerate(drawn):
        if number:
            page.skip_row()
        columns = waterfall_columns(unit(chart.bridge), _number_format(chart.bridge))
        draw_waterfall(chart.chart, page.write_table(chart.name, columns, list(waterfall_rows(chart.bars))))


def write_option_bridges(page: Page, comparison: RunComparison, figure: str, name: str) -> Table | None:
    """Write the bridges of one figure of every option in one table; None if no option has one."""
    bridges = [bridge for bridge in comparison.bridges if bridge.subject and bridge.figure == figure]
    if not bridges:
        return None
    page.skip_row()
    page.write_caption(f"{figure_label(figure).capitalize()} of each option")
    columns = [Column("option", "Option", max_width=34), *_columns(bridges[0])]
    rows = [[Cell(bridge.subject), *row] for bridge in bridges for row in bridge_rows(comparison, bridge)]
    return page.write_table(name, columns, rows)


def write_move_counts(page: Page, comparison: RunComparison) -> None:
    """Write how much moved in each option's plan."""
    columns = [
        Column("option", "Option", max_width=34),
        Column("contracts", "Contracts that differ (number)", NumberFormat.COUNT),
        Column("places", "Places with another provider, all years (places)", NumberFormat.COUNT),
        Column("old", "Places in the old run (places)", NumberFormat.COUNT),
        Column("new", "Places in the new run (places)", NumberFormat.COUNT),
    ]
    page.write_table_or_text(
        "No option has a plan in both runs.", "Moved", columns, [_move_counts(moves) for moves in comparison.moves]
    )


def bridge_rows(comparison: RunComparison, bridge: Bridge) -> Iterator[list[Cell]]:
    """The old figure, the share of each cause, and the new figure."""
    old, *shares, new = _figures(bridge)
    yield [Cell(_run_label(OLD_RUN, bridge, comparison.old.preferred), bold=True), Cell(old, bold=True), Cell(NONE)]
    for part, share in zip(bridge.parts, shares, strict=True):
        yield [Cell(causes_label(part)), Cell(share), Cell(remark(bridge, part))]
    yield [Cell(_run_label(NEW_RUN, bridge, comparison.new.preferred), bold=True), Cell(new, bold=True), Cell(NONE)]


def remark(bridge: Bridge, part: BridgePart) -> str:
    """What limits a share: `within the gap`, or its standard error."""
    remarks = [WITHIN_GAP] if part.within_gap else []
    if part.standard_error is not None:
        error = f"£{float(part.standard_error / 100):,.2f}" if bridge.is_money else f"{float(part.standard_error):,.3f}"
        remarks.append(f"standard error {error}")
    return ", ".join(remarks) or NONE


def alt_text(comparison: RunComparison, bridge: Bridge) -> str:
    """The alternative text of a bridge's chart."""
    old, new = (amount_text(bridge, figure) for figure in (bridge.old, bridge.new))
    parts = [f"{causes_label(part)} {amount_text(bridge, part.share, signed=True)}" for part in bridge.parts]
    return (
        f"Waterfall chart of the {figure_label(bridge.figure)} of {_subject(bridge)}: from {old} in the"
        f" {_run_label(OLD_RUN, bridge, comparison.old.preferred)} to {new} in the"
        f" {_run_label(NEW_RUN, bridge, comparison.new.preferred)}. By cause: {'; '.join(parts) or 'no change'}."
    )


def unit(bridge: Bridge) -> str:
    """`£`, `points`, or what is counted."""
    return "£" if bridge.is_money else "points" if bridge.figure == SCORE else figure_label(bridge.figure)


def _move_counts(moves: Moves) -> list[Cell]:
    counts = (moves.contracts_moved, moves.places_moved, moves.old_places, moves.new_places)
    return [Cell(moves.option), *map(Cell, counts)]


def _texts(change: InputChange) -> Iterator[str]:
    whole = "" if change.table == RUN or change.what == ChangeKind.MOVED else "the whole row"
    yield from (change.table, change.row, change.column.replace("_", " ") or whole)
    yield from (change.what, change.old, change.new, change.by, change.cause or "")


def _columns(bridge: Bridge) -> list[Column]:
    return [
        Column("step", "Step", max_width=34),
        Column("amount", f"Figure or change ({unit(bridge)})", _number_format(bridge)),
        Column("remark", "Remark", max_width=18),
    ]


def _number_format(bridge: Bridge) -> NumberFormat:
    return NumberFormat.PENCE if bridge.is_money else NumberFormat.TENTH


def _figures(bridge: Bridge) -> list[Fraction]:
    """The old figure, the shares and the new figure, exact, in the unit of the table."""
    divisor = Fraction(100) if bridge.is_money else Fraction(1)
    return [figure / divisor for figure in (bridge.old, *(part.share for part in bridge.parts), bridge.new)]


def _bar_names(comparison: RunComparison, bridge: Bridge) -> list[str]:
    """The names of the bars with their figures, because no length can be read to the pound."""
    return [
        f"{_run_label(OLD_RUN, bridge, comparison.old.preferred)}, {amount_text(bridge, bridge.old)}",
        *(f"{causes_label(part)}, {amount_text(bridge, part.share, signed=True)}" for part in bridge.parts),
        f"{_run_label(NEW_RUN, bridge, comparison.new.preferred)}, {amount_text(bridge, bridge.new)}",
    ]


def _run_label(which: str, bridge: Bridge, preferred: str) -> str:
    """`old run`; with the option preferred there if the bridge is of the preferred option."""
    return which if bridge.subject else f"{which}: {shorten(preferred, LONGEST_NAME)}"


def _subject(bridge: Bridge) -> str:
    return bridge.subject or "the preferred option"
