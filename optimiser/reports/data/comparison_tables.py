"""The tables of a comparison of two runs: input changes, bridges by cause, and what moved.

Money is pounds with two decimals; outcomes and scores have six. A bridge adds up as it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from models.case.money import round_half_up
from optimiser.analyses.comparison.results import Bridge, BridgePart, RunComparison
from optimiser.reports.data.data_table import Cell, Column, DataTable, Kind
from optimiser.reports.prose.comparison import NEW_RUN, OLD_RUN, causes_label, rounded_steps

DECIMALS = 6  # of outcomes and scores
PREFERRED_OPTION = "(the preferred option)"


def bridge_figures(bridge: Bridge) -> list[Decimal]:
    """The old figure, each share and the new figure: pounds to the penny, or six decimals. They add up as written."""
    decimals = 2 if bridge.is_money else DECIMALS
    unit = Fraction(1) if bridge.is_money else Fraction(1, 10**DECIMALS)
    return [Decimal(units).scaleb(-decimals) for units in rounded_steps(bridge, unit)]


def _input_rows(comparison: RunComparison) -> Iterator[Sequence[str]]:
    for change in comparison.inputs:
        names = (change.table, change.row, change.column, change.what)
        yield (*names, change.old, change.new, change.by, change.cause or "")


def _bridge_rows(comparison: RunComparison) -> Iterator[Sequence[Cell]]:
    for bridge in comparison.bridges:
        key = (bridge.subject or PREFERRED_OPTION, bridge.figure)
        old, *shares, new = bridge_figures(bridge)
        yield (*key, OLD_RUN, old, None, None)
        for part, share in zip(bridge.parts, shares, strict=True):
            yield (*key, causes_label(part), share, _standard_error(bridge, part), part.within_gap)
        yield (*key, NEW_RUN, new, None, None)


def _standard_error(bridge: Bridge, part: BridgePart) -> Decimal | None:
    """The standard error of a share in the unit of the share: pounds or points."""
    if part.standard_error is None:
        return None
    return Decimal(round_half_up(part.standard_error * 1000)).scaleb(-5 if bridge.is_money else -3)


def _move_rows(comparison: RunComparison) -> Iterator[Sequence[Cell]]:
    for moves in comparison.moves:
        for contract in moves.contracts:
            names = (contract.contract, contract.boroughs, "", contract.provider)
            yield (moves.option, "contract", contract.year, *names, contract.old, contract.new, None)
        for line in moves.places:
            names = ("", line.borough, line.service, line.provider)
            yield (moves.option, "places", line.year, *names, line.old, line.new, line.new - line.old)


INPUT_CHANGES = DataTable[RunComparison](
    "input_changes",
    "One row for each change of the input.",
    (
        Column("table", Kind.MIXED, "the table; `run` for settings asked for and versions"),
        Column("row", Kind.MIXED, "the names that identify the row"),
        Column("column", Kind.MIXED, "the column; blank for a whole row", blank=True),
        Column("what", Kind.TEXT, "changed, added, taken out, or in another order"),
        Column(
            "old", Kind.MIXED, "the old cell, or every cell of the row, as a user writes it; `blank` if it is empty"
        ),
        Column("new", Kind.MIXED, "the new cell or row, likewise"),
        Column(
            "by",
            Kind.MIXED,
            "the change as a percentage of the old figure, such as -10.0%; blank if there is none",
            blank=True,
        ),
        Column("cause", Kind.TEXT, "the cause it belongs to; blank if it moves no figure of a bridge", blank=True),
    ),
    _input_rows,
)
BRIDGES = DataTable[RunComparison](
    "bridge",
    "One row for each step of each bridge.",
    (
        Column("option", Kind.MIXED, f"the option; `{PREFERRED_OPTION}` for the option that each run prefers"),
        Column("figure", Kind.TEXT, "cost, outcomes or weighted_outcomes, score"),
        Column("step", Kind.TEXT, "old run, a cause or several joined by `+`, new run"),
        Column(
            "amount",
            Kind.NUMBER,
            "£ to the penny, or six decimals; the rows of a bridge before the last add up to the last",
        ),
        Column(
            "error", Kind.NUMBER, "standard error of a share, in the same unit; blank if shares are exact", blank=True
        ),
        Column("within_gap", Kind.FLAG, "yes if the share may be zero; blank for the two runs", blank=True),
    ),
    _bridge_rows,
)
MOVES = DataTable[RunComparison](
    "moves",
    "One row for each contract, or borough, service and provider, in each year in which it differs.",
    (
        Column("option", Kind.MIXED, "the option"),
        Column("kind", Kind.TEXT, "contract or places"),
        Column("year", Kind.MIXED, "the financial year"),
        Column("contract", Kind.MIXED, "the name of the existing contract or offer; blank for places", blank=True),
        Column("boroughs", Kind.MIXED, "the boroughs of the contract, separated by commas; for places the borough"),
        Column("service", Kind.MIXED, "the service; blank for a contract", blank=True),
        Column("provider", Kind.MIXED, "the provider"),
        Column("old", Kind.MIXED, "starts, continues, ends or not there; for places how many"),
        Column("new", Kind.MIXED, "the same in the new run"),
        Column("difference", Kind.COUNT, "places, new less old; blank for a contract", blank=True),
    ),
    _move_rows,
)
COMPARISON_TABLES = (INPUT_CHANGES, BRIDGES, MOVES)
