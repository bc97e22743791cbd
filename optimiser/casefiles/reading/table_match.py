"""Matches the files of a folder or the sheets of a workbook to tables, and tells which of them are not read.

A name may carry its table's name between separators, if the headings agree. Whatever looks like a table that is missing
is a fault, because its rows would be lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from models.case.faults import Fault
from models.case.text import listed
from optimiser.casefiles.reading.table_names import (
    Head,
    carried_table,
    fitting_tables,
    is_remark,
    may_hold,
    near_tables,
    own_table,
)
from optimiser.casefiles.reading.unit_words import Sort
from optimiser.casefiles.reading.units import stated_units
from optimiser.casefiles.schema.tables import BY_NAME

MOST_NAMES = 12
LONGEST_REMARK = 80  # letters of a text beside the tables that may say in which unit their figures are


@dataclass(frozen=True)
class Candidate:
    """A file or sheet that may be a table: the label that the user sees, and the name to match.

    `head` gives its first lines, none if they cannot be read. `other`: what it is, if it is not read as it stands;
    `remedy`: what to do then if a table is meant, with `{}` for the table's name.
    """

    label: str
    name: str
    head: Callable[[], Head] = list
    other: str = ""
    remedy: str = ""

    @property
    def table(self) -> str:
        """The table that its name and its headings point to; a blank if there is none."""
        if own := own_table(self.name):
            return own
        carried = carried_table(self.name)
        return carried if carried and self.agrees_with(carried) else ""

    def agrees_with(self, table: str) -> bool:
        """Whether its headings may be the table's. Those that cannot be read do not speak against it."""
        head = self.head()
        return may_hold(head, table) if head else bool(self.other)


@dataclass
class TableMatches:
    """The table of each file or sheet, by its label, and the faults of the others.

    `meant`: tables that are present but cannot be read; they are not reported as missing. `not_read`: a warning that
    lists what is not read; None if all is.
    """

    tables: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    meant: set[str] = field(default_factory=set)
    not_read: Fault | None = None


def match_tables(candidates: Sequence[Candidate], what: str, place: str) -> TableMatches:
    """Match files or sheets (`what`) to tables. `place`: the folder or workbook, as messages name it."""
    found = _Matcher(what, place, TableMatches()).matched([each for each in candidates if not is_remark(each.name)])
    unread = [each for each in candidates if each.label not in found.tables and not each.other]
    found.faults += [fault for each in unread for fault in _scale_beside(each)]
    return found


def _scale_beside(candidate: Candidate) -> Iterator[Fault]:
    """A warning if the first lines of what is not read say that figures are in thousands, as a cover may."""
    texts = (text for line in candidate.head() for text in line if len(text) <= LONGEST_REMARK)
    for text in texts:
        if units := [unit for unit in stated_units(text) if unit.sort is Sort.SCALE and not unit.loose]:
            remedy = f'"{candidate.label}" is not read. Check that the figures of the tables are in pounds.'
            found = f'"{units[0].words}" in "{text}"'
            yield Fault("", found, "figures in pounds", remedy, location=candidate.label, warning=True)
            return


@dataclass
class _Matcher:
    what: str
    place: str
    found: TableMatches

    def matched(self, candidates: Sequence[Candidate]) -> TableMatches:
        rest = self.claimed([each for each in candidates if not each.other])
        rest += [each for each in candidates if each.other]
        rest = [each for each in rest if not self.lost(each, [each.table] if each.other and each.table else [])]
        rest = [each for each in rest if not self.lost(each, self.suspected(each))]
        self.tell_names(candidates)
        unread = {each.label for each in rest if self.what == "file" or each.other or each.head()}
        self.tell_unread([each for each in candidates if each.label in unread])
        return self.found

    def claimed(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Give each table what is named as it. Return what is named as none."""
        claims: dict[str, list[Candidate]] = {}
        for each in candidates:
            claims.setdefault(each.table, []).append(each)
        rest = claims.pop("", [])
        for table, claiming in claims.items():
            self.found.tables[claiming[0].label] = table
            if len(claiming) > 1:
                names = listed([f'"{each.label}"' for each in claiming], MOST_NAMES)
                remedy = 'Take out all but one, or begin the names of the others with "notes".'
                self.found.faults.append(self.fault(f"one {self.what} for the table {table}", names, remedy, table))
        return rest

    def lost(self, candidate: Candidate, tables: Sequence[str]) -> bool:
        """Whether one of these tables is missing but for the candidate, which is then a fault."""
        missing = [table for table in tables if table in self.missing()]
        if not missing:
            return False
        self.found.meant.update(missing)
        names = listed([self.name_of(table) for table in missing], MOST_NAMES)
        found = candidate.other or f'a {self.what} "{candidate.name}" that looks like one'
        self.found.faults.append(
            self.fault(
                f"a {self.what} named {names}", found, self.remedy(candidate, names), missing[0], candidate.label
            )
        )
        return True

    def remedy(self, candidate: Candidate, names: str) -> str:
        if candidate.remedy:
            return candidate.remedy.format(names)
        return f'Rename it to {names}; if it is not that table, begin its name with "notes".'

    def suspected(self, candidate: Candidate) -> list[str]:
        """The missing tables that a candidate may hold, by its name and headings or by its headings alone."""
        missing = self.missing()
        near = [table for table in near_tables(candidate.name, missing) if may_hold(candidate.head(), table)]
        if near:
            return near
        fitting = fitting_tables(candidate.head())
        present = [table for table in fitting if table not in missing]
        return [] if near_tables(candidate.name, present) else [table for table in fitting if table in missing]

    def missing(self) -> list[str]:
        return [table for table in BY_NAME if table not in self.found.tables.values()]

    def name_of(self, table: str) -> str:
        return f"{table}.csv" if self.what == "file" else table

    def tell_names(self, candidates: Sequence[Candidate]) -> None:
        """Say which table was read under another name than its own."""
        name_of = {each.label: each.name for each in candidates}
        others = {label: table for label, table in self.found.tables.items() if own_table(name_of[label]) != table}
        if others:
            pairs = listed([f'"{label}" as {table}' for label, table in others.items()], len(others))
            fault = self.fault(f"{self.what}s named as tables", f"other names: {pairs}", "They are read so.")
            self.found.faults.append(replace(fault, warning=True))

    def tell_unread(self, candidates: Sequence[Candidate]) -> None:
        """List what is not read."""
        if candidates:
            names = listed([f'"{each.label}"' for each in candidates], MOST_NAMES)
            found = f"{len(candidates)} other{'s' * (len(candidates) > 1)}: {names}"
            remedy = "What is not named as a table is not read."
            self.found.not_read = replace(self.fault(f"{self.what}s named as tables", found, remedy), warning=True)

    def fault(self, expected: str, found: str, remedy: str, table: str = "", place: str = "") -> Fault:
        return Fault(table, found, expected, remedy, location=place or self.place)
