"""A comparison as files for scripts: input_changes.csv, bridge.csv and moves.csv, as text, and as one JSON value.

Money is pounds with two decimals, which it is exactly; outcomes and scores have six. Nothing here writes to disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from models.case.money import round_half_up
from optimiser.analyses.comparison.results import Bridge, Compared, Moves, Part
from optimiser.reports.data.csv_text import no_formula, separated
from optimiser.reports.prose.comparison import NEW, OLD, called, headline, written

INPUT_CHANGES = ("table", "row", "column", "what", "old", "new", "by", "cause")
BRIDGE = ("option", "figure", "step", "amount", "error", "within_gap")
MOVES = ("option", "kind", "year", "contract", "boroughs", "service", "provider", "old", "new", "difference")
DECIMALS = 6
PREFERRED_OPTION = "(the preferred option)"

Json = None | bool | int | float | str | Decimal | Mapping[str, "Json"] | Sequence["Json"]


def files(found: Compared) -> dict[str, str]:
    """The text of every file by its name."""
    return {
        "input_changes.csv": _csv(INPUT_CHANGES, _inputs(found)),
        "bridge.csv": _csv(BRIDGE, _bridges(found)),
        "moves.csv": _csv(MOVES, _moves(found)),
    }


def told(found: Compared | None) -> Json:
    """What result.json says of it: the sentence, the causes, and each bridge; None where nothing was compared."""
    if found is None:
        return None
    return {
        "sentence": headline(found),
        "input_changes": [dict(zip(INPUT_CHANGES, row, strict=True)) for row in _inputs(found)],
        "causes": [str(cause) for cause in found.causes],
        "bridges": [_bridge(each) for each in found.bridges],
        "without_bridge": list(found.without),
        "moved": {each.option: _moved(each) for each in found.moves},
        "proven": found.proven,
    }


def figures(bridge: Bridge) -> list[Decimal]:
    """The old figure, each share, and the new: pounds to the penny, or six decimals. They add up as written."""
    decimals = 2 if bridge.money else DECIMALS
    each = Fraction(1) if bridge.money else Fraction(1, 10**DECIMALS)
    return [Decimal(units).scaleb(-decimals) for units in written(bridge, each)]


def _moved(each: Moves) -> Json:
    return {
        "contracts": each.contracts_moved,
        "places_with_another_provider": each.places_moved,
        "places_then": each.old_places,
        "places_now": each.new_places,
    }


def _bridge(each: Bridge) -> Json:
    old, *shares, new = figures(each)
    parts = zip(each.parts, shares, strict=True)
    return {
        "option": each.subject or None,
        "figure": each.figure,
        "old": old,
        "new": new,
        "parts": [{"causes": [str(c) for c in part.causes], "share": share} for part, share in parts],
    }


def _inputs(found: Compared) -> Iterator[Sequence[str]]:
    for each in found.inputs:
        yield each.table, each.row, each.column, each.what, each.old, each.new, each.by, each.cause or ""


def _bridges(found: Compared) -> Iterator[Sequence[str]]:
    for each in found.bridges:
        which = (each.subject or PREFERRED_OPTION, each.figure)
        old, *shares, new = figures(each)
        yield (*which, OLD, f"{old:f}", "", "")
        for part, share in zip(each.parts, shares, strict=True):
            yield (*which, called(part), f"{share:f}", _error(each, part), "yes" if part.within_gap else "no")
        yield (*which, NEW, f"{new:f}", "", "")


def _error(bridge: Bridge, part: Part) -> str:
    """The standard error, in pounds where the share is."""
    if part.error is None:
        return ""
    return f"{Decimal(round_half_up(part.error * 1000)).scaleb(-5 if bridge.money else -3):f}"


def _moves(found: Compared) -> Iterator[Sequence[str]]:
    for of in found.moves:
        for one in of.contracts:
            yield of.option, "contract", one.year, one.contract, one.boroughs, "", one.provider, one.old, one.new, ""
        for each in of.places:
            which = (of.option, "places", each.year, "", each.borough, each.service, each.provider)
            yield (*which, str(each.old), str(each.new), str(each.new - each.old))


def _csv(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return separated(heading, (map(_cell, row) for row in rows))


def _cell(cell: str) -> str:
    """Text that a spreadsheet would take for a formula begins with a quote; a number or a per cent stays one."""
    return cell if _is_number(cell) else no_formula(cell)


def _is_number(cell: str) -> bool:
    return cell.removesuffix("%").removeprefix("+").removeprefix("-").replace(".", "", 1).isdecimal()
