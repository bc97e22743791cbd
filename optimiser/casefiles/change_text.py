"""What of a case is not as it stands, in words: a scenario's changes and those of --set. They are made in `reading`."""

from __future__ import annotations

import hashlib
import json
from typing import Protocol

from models.case.types import Case, ScenarioChange
from optimiser.casefiles.schema.columns import Kind, year_of
from optimiser.casefiles.schema.tables import BY_NAME

WAYS = {"-": "lowered by", "+": "raised by", "=": "set to"}


class ChangedCase(Protocol):
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


def all_changes(of: ChangedCase) -> tuple[ScenarioChange, ...]:
    """Every change made, in order: the scenario's, then those of --set."""
    return (*(line for line in of.case.scenario_changes if line.name == of.scenario), *of.changes)


def change_label(of: ChangedCase) -> str:
    """What the case is: `the scenario "less money" with 1 change of --set`; blank where it is as it stands."""
    number = len(of.changes)
    beside = f" with {number} change{'s' * (number > 1)} of --set" if number else ""
    if of.scenario:
        return f'the scenario "{of.scenario}"{beside}'
    return f"the case{beside}" if beside else ""


def caveat(of: ChangedCase) -> str:
    """The sentence that a reader must see first; blank where the case is as it stands."""
    beside = f" ({'; '.join(map(describe_change, of.changes))})" if of.changes and len(of.changes) < 3 else ""
    return f"This is {change_label(of)}{beside}, not the case as it stands." if change_label(of) else ""


def changes_hash(of: ChangedCase) -> str:
    """Eight hexadecimal digits for the changes of --set, of which a folder may be named; blank where there are none."""
    said = [[line.table, where_text(line), line.column, line.change] for line in of.changes]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:8] if said else ""


def describe_change(line: ScenarioChange) -> str:
    """A change in words: `funding where stream is grant and borough is A: 2010/11 lowered by 10%`."""
    return f"{line.table} {rows_text(line)}: {line.column} {change_text(line)}"


def rows_text(line: ScenarioChange) -> str:
    """Which rows a change is of: `where stream is grant`, or `in all rows`."""
    return "where " + " and ".join(f"{name} is {value}" for name, value in line.where) if line.where else "in all rows"


def where_text(line: ScenarioChange) -> str:
    """Which rows, as a user writes it: `stream=grant, borough=A`, or `all rows`."""
    return ", ".join(f"{name}={value}" for name, value in line.where) or "all rows"


def change_text(line: ScenarioChange) -> str:
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
