"""What changed between two runs' inputs: every cell of the tables, the settings and the versions; nothing is left out.

Rows are matched by the columns that name them (`NAMED_BY`), and several of one name by their order. A row with a new
name is therefore one row taken out and one added. Cells are as they were read. If settings or versions can change an
answer, the old input is solved again by this version with the new settings. Which change moves a figure is in `causes`
and `bridge`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from fractions import Fraction

from models.case.types import Case, financial_year
from models.case.validation import Row, Tables
from optimiser.analyses.comparison.results import RUN, Cause, InputChange
from optimiser.casefiles.schema.columns import Column, Kind, value_text, year_of
from optimiser.casefiles.schema.tables import BY_NAME, SETTING, TABLES
from optimiser.engine.answer_cache import ANSWER_LIBRARIES, answer_key
from optimiser.engine.run_record import RunRecord

NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "settings": ("setting",),
    "boroughs": ("borough",),
    "services": ("service",),
    "funding": ("stream", "borough"),
    "demand": ("borough", "service"),
    "minimum": ("borough", "service", "measure"),
    "savings": ("borough", "measure"),
    "contracts": ("contract", "service"),
    "offers": ("offer", "service"),
    "prices": ("offer", "service", "from_places"),
    "options": ("option",),
    "hubs": ("option", "hub", "boroughs"),
    "joint": ("option", "boroughs", "services"),
    "criteria": ("criterion",),
    "judgements": ("criterion",),
    "risks": ("risk", "option"),
    "scenarios": ("scenario", "table", "where", "column"),
    "actions": ("objective", "action"),
    "success_factors": ("factor",),
}
NESTED = ("years", "options")  # cells within a cell of a row
Key = tuple[tuple[object, ...], int]  # what names a row, and which of that name it is, from 0
Cells = dict[str, object]  # every cell that is not blank: by column, a year by its label, an option by its name
DIGITS = 12  # of a SHA-256 that are shown


class ChangeKind(StrEnum):
    """What happened to a row or a cell."""

    CHANGED = "changed"  # a cell has another value
    OUT = "taken out"  # a whole row
    IN = "added"
    MOVED = "in another order"  # the rows of a table that are in both


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. For a row taken out or added, `old` or `new` is its Cells; for an order, both list Keys."""

    table: str
    kind: ChangeKind
    row: Key
    column: str
    old: object
    new: object


def differences(old: Tables, new: Tables) -> tuple[Difference, ...]:
    """Every difference, table by table: rows taken out, then rows added, then changed cells in the rows' order."""
    names = [table.name for table in TABLES if table.name in old or table.name in new]
    return tuple(item for name in names for item in _of_table(name, rows_by_name(old, name), rows_by_name(new, name)))


def rows_by_name(tables: Tables, name: str) -> dict[Key, Cells]:
    """The rows of a table by their names, in its order; empty if there is no such table."""
    seen: Counter[tuple[object, ...]] = Counter()
    rows: dict[Key, Cells] = {}
    for row in tables.get(name, ()):
        named = tuple(row.get(column) for column in NAMED_BY[name])
        rows[named, seen[named]] = filled_cells(row)
        seen[named] += 1
    return rows


def filled_cells(row: Row) -> Cells:
    """The cells of a row that are not blank, without the row's place in the user's file."""
    cells: Cells = {}
    for column, cell in row.items():
        if column in NESTED and isinstance(cell, Mapping):
            cells |= {(financial_year(key) if column == "years" else key): value for key, value in cell.items()}
        elif not column.startswith("_"):
            cells[column] = cell
    return {column: cell for column, cell in cells.items() if cell is not None and cell != ""}


def row_text(table: str, key: Key) -> str:
    """A row's name: `stream treatment budget, borough Ashby`; if several have that name, also which one it is."""
    named, number = key
    if table == "settings":
        return str(named[0])
    pairs = [(column, cell) for column, cell in zip(NAMED_BY[table], named, strict=True) if cell is not None]
    words = ", ".join(
        f"{column.replace('_', ' ')} {value_text(cell, column_kind(table, column))}" for column, cell in pairs
    )
    return f"{words} (row {number + 1} of that name)" if number else words


def cell_text(table: str, key: Key, column: str, cell: object) -> str:
    """A cell as the user would write it; `blank` for none."""
    return "blank" if cell is None else value_text(cell, cell_kind(table, key, column))


def cells_text(table: str, key: Key, cells: Mapping[str, object]) -> str:
    """Every cell of a row: `stream: treatment budget; 2010/11: £700,000`."""
    return "; ".join(
        f"{column.replace('_', ' ')}: {cell_text(table, key, column, cell)}" for column, cell in cells.items()
    )


def percent_change(old: object, new: object) -> str:
    """The change of a figure as a share of the old one: `+5.0%`; blank if there is none."""
    numbers = [figure for figure in (old, new) if isinstance(figure, int | Fraction) and not isinstance(figure, bool)]
    if len(numbers) < 2 or numbers[0] <= 0:
        return ""
    tenths = round((Fraction(numbers[1]) / numbers[0] - 1) * 1000)
    return f"{'-' if tenths < 0 else '+'}{abs(tenths) // 10:,}.{abs(tenths) % 10}%"


def cell_kind(table: str, key: Key, column: str) -> Kind:
    """The kind of a cell; the value of a setting has that setting's kind."""
    if table == "settings" and column == "value" and (setting := SETTING.get(str(key[0][0]))) is not None:
        return setting.kind
    return column_kind(table, column)


def column_kind(table: str, column: str) -> Kind:
    """What a column holds; the table declares it for all its years and for all its options."""
    declared = BY_NAME[table]
    its_column: Column | None = declared.by_name.get(column)
    if its_column is None:
        its_column = declared.years if year_of(column) is not None and declared.years else declared.options
    return its_column.kind if its_column is not None else Kind.TEXT


def same_answers(old: RunRecord, new: RunRecord, case: Case) -> bool:
    """Whether the old run's answers are those of the new run's programme and settings. `case`: the old run's.

    They are if versions, code and settings are equal, or if the answers' keys are those of this version and settings.
    """
    if sorted(old.settings.options) != sorted(new.settings.options):
        return False
    if _program_versions(old) == _program_versions(new) and _answer_settings(old) == _answer_settings(new):
        return True
    return all(old.answer_keys.get(name) == answer_key(case, name, new.settings) for name in old.answers)


def list_settings_changes(old: RunRecord, new: RunRecord, *, moves_figures: bool) -> Iterator[InputChange]:
    """Every difference in settings, scenario, versions and code. `moves_figures`: whether answers may differ by it."""
    cause = Cause.VERSION if moves_figures else None
    for setting in fields(old.settings):
        before, after = (_setting_text(getattr(record.settings, setting.name)) for record in (old, new))
        if before != after:
            yield _change(setting.name.replace("_", " "), before, after, cause)
    if old.scenario != new.scenario:
        before, after = (record.scenario or "the base case" for record in (old, new))
        yield _change("scenario", before, after, None)
    for name in dict.fromkeys([*old.versions, *new.versions]):
        before, after = (record.versions.get(name, "not there") for record in (old, new))
        if before != after:
            yield _change(f"version of {name}", before, after, cause if name in ANSWER_LIBRARIES else None)
    if old.code_hash != new.code_hash:
        yield _change("code of the programme (SHA-256)", old.code_hash[:DIGITS], new.code_hash[:DIGITS], cause)


def _of_table(name: str, old: Mapping[Key, Cells], new: Mapping[Key, Cells]) -> Iterator[Difference]:
    yield from (Difference(name, ChangeKind.OUT, key, "", row, None) for key, row in old.items() if key not in new)
    yield from (Difference(name, ChangeKind.IN, key, "", None, row) for key, row in new.items() if key not in old)
    for key in (key for key in new if key in old):
        for column in _both(old[key], new[key]):
            before, after = old[key].get(column), new[key].get(column)
            if not _alike(before, after):
                yield Difference(name, ChangeKind.CHANGED, key, column, before, after)
    kept = [[key for key in one if key in other] for one, other in ((old, new), (new, old))]
    if kept[0] != kept[1]:
        yield Difference(name, ChangeKind.MOVED, ((), 0), "", *kept)


def _both(one: Iterable[str], other: Sequence[str] | Cells) -> list[str]:
    return list(dict.fromkeys([*one, *other]))


def _alike(one: object, other: object) -> bool:
    """Whether two cells are the same. Yes and 1 are not, although True equals 1."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _change(row: str, before: str, after: str, cause: Cause | None) -> InputChange:
    return InputChange(RUN, row, "", ChangeKind.CHANGED.value, before, after, "", cause)


def _program_versions(record: RunRecord) -> tuple[object, ...]:
    return (*(record.versions.get(name) for name in ANSWER_LIBRARIES), record.code_hash)


def _answer_settings(record: RunRecord) -> object:
    return replace(record.settings, options=())


def _setting_text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "all"
    return "as the case says" if value is None else str(value)
