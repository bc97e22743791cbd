"""Writes faults for a person: in the order of the tables, with similar faults as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from models.case.faults import Fault
from models.case.vocabulary import TABLE_NAMES
from optimiser.text import listed

MOST_PLACES = 6
CELL = re.compile(r"(?P<before>.*, )cell (?P<item>[A-Z]+\d+)(?P<after>)")
ROW = re.compile(r"(?P<before>.*, )row (?P<item>\d+)(?P<after>.*)")
LINE = re.compile(r"(?P<before>.*, )line (?P<item>\d+)(?P<after>.*)")
KINDS = (("cell", CELL), ("line", LINE), ("row", ROW))


def describe(faults: Iterable[Fault]) -> str:
    """One fault a line. Faults that differ only by place share a line: `funding, cells F7, F8 and F9`."""
    groups: dict[tuple[str, ...], list[Fault]] = {}
    for fault in in_table_order(faults):
        before, kind, _, after = _apart(fault.location or fault.table)
        key = (before, kind, after, fault.expected, fault.found, fault.remedy)
        groups.setdefault(key, []).append(fault)
    return "\n".join(_one(group) for group in groups.values())


def in_table_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults in the order of the tables, then of lines and cells; faults of the whole input come first."""
    return tuple(sorted(faults, key=_order))


def _order(fault: Fault) -> tuple[int, int, int, str]:
    table = TABLE_NAMES.index(fault.table) if fault.table in TABLE_NAMES else -1
    item = _apart(fault.location)[2]
    column, row = re.fullmatch(r"([A-Z]*)(\d*)", item).groups()  # type: ignore[union-attr]
    return table, int(row or 0), len(column), column


def _one(alike: Sequence[Fault]) -> str:
    first = alike[0]
    before, kind, _, after = _apart(first.location or first.table)
    items = list(dict.fromkeys(_apart(fault.location)[2] for fault in alike))
    place = f"{before}{kind}{'s' if len(items) > 1 else ''} {listed(items, MOST_PLACES)}{after}" if kind else before
    return f"{place}: expected {first.expected}, found {first.found}. {first.remedy}"


def _apart(place: str) -> tuple[str, str, str, str]:
    """The parts of a place: the text before its cell, line or row; which of these it is; its name; the text after."""
    for kind, pattern in KINDS:
        if found := pattern.fullmatch(place):
            return found["before"], kind, found["item"], found["after"]
    return place, "", "", ""
