"""What of a case is not as it stands, in words: a scenario's changes and those of --set. They are made in `reading`."""

from __future__ import annotations

import hashlib
import json
from typing import Protocol

from models.case.types import Case, ScenarioChange
from optimiser.casefiles.schema.columns import Kind, year_of
from optimiser.casefiles.schema.tables import BY_NAME

WAYS = {"-": "lowered by", "+": "raised by", "=": "set to"}


class Changed(Protocol):
    """A reading or a run: its case, the scenario in it, and what was changed beside that."""

    @property
    def case(self) -> Case:
        """The case, changed."""

    @property
    def scenario(self) -> str:
        """The scenario's name, blank for none."""

    @property
    def changes(self) -> tuple[ScenarioChange, ...]:
        """The changes of --set."""


def lines(of: Changed) -> tuple[ScenarioChange, ...]:
    """Every change made, in order: the scenario's, then those of --set."""
    return (*(line for line in of.case.scenario_changes if line.name == of.scenario), *of.changes)


def called(of: Changed) -> str:
    """What the case is: `the scenario "less money" with 1 change of --set`; blank where it is as it stands."""
    number = len(of.changes)
    beside = f" with {number} change{'s' * (number > 1)} of --set" if number else ""
    if of.scenario:
        return f'the scenario "{of.scenario}"{beside}'
    return f"the case{beside}" if beside else ""


def caveat(of: Changed) -> str:
    """The sentence that a reader must see first; blank where the case is as it stands."""
    beside = f" ({'; '.join(map(told, of.changes))})" if of.changes and len(of.changes) < 3 else ""
    return f"This is {called(of)}{beside}, not the case as it stands." if called(of) else ""


def mark(of: Changed) -> str:
    """Eight hexadecimal digits for the changes of --set, of which a folder may be named; blank where there are none."""
    said = [[line.table, where_of(line), line.column, line.change] for line in of.changes]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:8] if said else ""


def told(line: ScenarioChange) -> str:
    """A change in words: `funding where stream is grant and borough is A: 2010/11 lowered by 10%`."""
    return f"{line.table} {rows_of(line)}: {line.column} {way(line)}"


def rows_of(line: ScenarioChange) -> str:
    """Which rows a change is of: `where stream is grant`, or `in all rows`."""
    return "where " + " and ".join(f"{name} is {value}" for name, value in line.where) if line.where else "in all rows"


def where_of(line: ScenarioChange) -> str:
    """Which rows, as a user writes it: `stream=grant, borough=A`, or `all rows`."""
    return ", ".join(f"{name}={value}" for name, value in line.where) or "all rows"


def way(line: ScenarioChange) -> str:
    """What is done to the figure: `lowered by 10%`, `lowered by £10`."""
    much = line.change[1:].strip()
    pounds = _holds_pounds(line) and much[:1].isdigit() and not much.endswith("%")
    return f"{WAYS[line.change[0]]} {'£' * pounds}{much}"


def _holds_pounds(line: ScenarioChange) -> bool:
    """Whether the column is one of money: a per cent sign that a batch file has swallowed must not pass unseen."""
    table = BY_NAME.get(line.table)
    if table is None:
        return False
    column = table.years if year_of(line.column) is not None else table.by_name.get(line.column)
    return column is not None and column.kind is Kind.MONEY
