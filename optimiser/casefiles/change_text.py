"""Describes how a case differs from its base: the changes of a scenario and those of --set.

The changes themselves are made in `reading.case_changes`.
"""

from __future__ import annotations

import hashlib
import json
from typing import Protocol

from models.case.appraisal_inputs import ScenarioChange
from models.case.types import Case
from optimiser.casefiles.schema.columns import Kind, year_of
from optimiser.casefiles.schema.tables import BY_NAME

WAYS = {"-": "lowered by", "+": "raised by", "=": "set to"}


class ChangedCase(Protocol):
    """A case file or a run: its case, the scenario whose changes it holds, and any further changes."""

    @property
    def case(self) -> Case:
        """The changed case."""

    @property
    def scenario(self) -> str:
        """The scenario's name; blank if there is none."""

    @property
    def changes(self) -> tuple[ScenarioChange, ...]:
        """The changes of --set."""


def all_changes(of: ChangedCase) -> tuple[ScenarioChange, ...]:
    """Every change that was made, in order: those of the scenario, then those of --set."""
    return (*(line for line in of.case.scenario_changes if line.name == of.scenario), *of.changes)


def change_label(of: ChangedCase) -> str:
    """A label such as `the scenario "less money" with 1 change of --set`; blank if nothing was changed."""
    number = len(of.changes)
    beside = f" with {number} change{'s' * (number > 1)} of --set" if number else ""
    if of.scenario:
        return f'the scenario "{of.scenario}"{beside}'
    return f"the case{beside}" if beside else ""


def caveat(of: ChangedCase) -> str:
    """The sentence that a reader must see first; blank if nothing was changed."""
    beside = f" ({'; '.join(map(describe_change, of.changes))})" if of.changes and len(of.changes) < 3 else ""
    return f"This is {change_label(of)}{beside}, not the base case." if change_label(of) else ""


def changes_hash(of: ChangedCase) -> str:
    """Eight hexadecimal digits for the changes of --set, used to name a folder; blank if there are none."""
    said = [[line.table, where_text(line), line.column, line.change] for line in of.changes]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:8] if said else ""


def describe_change(line: ScenarioChange) -> str:
    """A change in words: `funding where stream is grant and borough is A: 2010/11 lowered by 10%`."""
    return f"{line.table} {rows_text(line)}: {line.column} {change_text(line)}"


def rows_text(line: ScenarioChange) -> str:
    """The rows that a change affects: `where stream is grant`, or `in all rows`."""
    return "where " + " and ".join(f"{name} is {value}" for name, value in line.where) if line.where else "in all rows"


def where_text(line: ScenarioChange) -> str:
    """The same rows as a user types them: `stream=grant, borough=A`, or `all rows`."""
    return ", ".join(f"{name}={value}" for name, value in line.where) or "all rows"


def change_text(line: ScenarioChange) -> str:
    """What the change does to the figure: `lowered by 10%`, `lowered by £10`."""
    much = line.change[1:].strip()
    pounds = _holds_pounds(line) and much[:1].isdigit() and not much.endswith("%")
    return f"{WAYS[line.change[0]]} {'£' * pounds}{much}"


def _holds_pounds(line: ScenarioChange) -> bool:
    """Whether the column holds money. The pound sign shows a reader that a batch file has swallowed a per cent sign."""
    table = BY_NAME.get(line.table)
    if table is None:
        return False
    column = table.years if year_of(line.column) is not None else table.by_name.get(line.column)
    return column is not None and column.kind is Kind.MONEY
