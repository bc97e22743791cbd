"""The causes of a change: which tables belong to each, which causes changed, and tables in which only some are changed.

A cause has changed if a cell changed that a figure may depend on. Texts, sources and notes, scenarios, the board's own
actions and success factors change no figure. What a cause does to a figure is in `bridge`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from models.case.validation import Row, Tables
from optimiser.analyses.comparison.input_changes import filled_cells
from optimiser.analyses.comparison.results import Cause

INPUT_CAUSES = tuple(cause for cause in Cause if cause not in (Cause.VERSION, Cause.CHOICE))  # those of the input
CAUSE_COVERS: Mapping[Cause, str] = {
    Cause.VERSION: "the programme, its solver, and what was asked of them",
    Cause.CHOICE: "nothing that was asked: of plans that answer the same question, another was found",
    Cause.FUNDING: "the table funding",
    Cause.DEMAND: "the table demand",
    Cause.PRICES: "contracts, offers and prices, with their success rates and terms",
    Cause.FLOORS: "minimum, savings, and the setting access_gap",
    Cause.OPTIONS: "options, hubs and joint",
    Cause.JUDGEMENTS: "criteria, judgements and risks, and the settings of the bands",
    Cause.REST: "boroughs, services, and the other settings",
}
CAUSE_OF: Mapping[str, Cause] = {
    "boroughs": Cause.REST,
    "services": Cause.REST,
    "funding": Cause.FUNDING,
    "demand": Cause.DEMAND,
    "minimum": Cause.FLOORS,
    "savings": Cause.FLOORS,
    "contracts": Cause.PRICES,
    "offers": Cause.PRICES,
    "prices": Cause.PRICES,
    "options": Cause.OPTIONS,
    "hubs": Cause.OPTIONS,
    "joint": Cause.OPTIONS,
    "criteria": Cause.JUDGEMENTS,
    "judgements": Cause.JUDGEMENTS,
    "risks": Cause.JUDGEMENTS,
}
CAUSE_OF_SETTING: Mapping[str, Cause] = {
    "access_gap": Cause.FLOORS,
    "band_high": Cause.JUDGEMENTS,
    "band_medium": Cause.JUDGEMENTS,
}
TEXT_COLUMNS: Mapping[str, Collection[str]] = {  # columns, and settings, that move none of the figures of a bridge
    "services": ("unit", "heading"),
    "funding": ("owner",),
    "contracts": ("notice_months",),
    "options": ("description",),
    "risks": ("mitigation", "owner"),
    "criteria": ("same_as", "weight_low", "weight_high"),
}
TEXT_SETTINGS = ("title", "price_base", "tender_months")
ECONOMIC_SETTING_PREFIX = "optimism_bias_"  # settings that move the economic case alone
EVIDENCE_COLUMNS = ("source", "note")
ORDERED_TABLES = ("boroughs", "funding", "options")  # a figure may depend on the order of their rows: docs/model.md


def cause_of(table: str, setting: str = "", column: str = "") -> Cause | None:
    """The cause that a cell belongs to, None if it changes no figure. A whole row has no column."""
    if column in EVIDENCE_COLUMNS or column in TEXT_COLUMNS.get(table, ()):
        return None
    if table != "settings":
        return CAUSE_OF.get(table)
    if setting in TEXT_SETTINGS or setting.startswith(ECONOMIC_SETTING_PREFIX):
        return None
    return CAUSE_OF_SETTING.get(setting, Cause.REST)


def changed_causes(old: Tables, new: Tables) -> tuple[Cause, ...]:
    """The causes in which two inputs differ, in their order."""
    before, after = _by_cause(old), _by_cause(new)
    return tuple(cause for cause in INPUT_CAUSES if before[cause] != after[cause])


def mix_tables(old: Tables, new: Tables, causes: Collection[Cause]) -> Tables:
    """The tables of a case with the new rows for these causes and the old rows for the others.

    Tables on which no figure depends are left out, as they might not fit the others; texts are the new ones.
    """
    differ = set(changed_causes(old, new)) - set(causes)
    found = {name: (old if cause in differ else new).get(name) for name, cause in CAUSE_OF.items()}
    settings = [_setting_row(differ, old, new, name) for name in _setting_names(old, new)]
    rows = {"settings": [row for row in settings if row is not None], **found}
    return {name: each for name, each in rows.items() if each is not None}


def _by_cause(tables: Tables) -> dict[Cause, dict[str, list[Mapping[str, object]]]]:
    """The cells that a figure may depend on, by cause and table. A table without rows counts as absent."""
    found: dict[Cause, dict[str, list[Mapping[str, object]]]] = {cause: {} for cause in INPUT_CAUSES}
    for name, cause in CAUSE_OF.items():
        if rows := tables.get(name):
            cells: list[Mapping[str, object]] = [_figure_cells(name, row) for row in rows]
            found[cause][name] = cells if name in ORDERED_TABLES else sorted(cells, key=_in_any_order)
    for row in sorted(tables.get("settings", ()), key=_name):
        if (cause_or_none := cause_of("settings", _name(row))) is not None:
            found[cause_or_none].setdefault("settings", []).append(_figure_cells("settings", row))
    return found


def _in_any_order(cells: Mapping[str, object]) -> str:
    """A key that sorts rows alike, in whatever order they and their columns were typed."""
    return repr(sorted(cells.items()))


def _figure_cells(table: str, row: Row) -> dict[str, object]:
    """The cells of a row on which a figure may depend."""
    left_out = {*EVIDENCE_COLUMNS, *TEXT_COLUMNS.get(table, ())}
    return {column: cell for column, cell in filled_cells(row).items() if column not in left_out}


def _setting_names(old: Tables, new: Tables) -> list[str]:
    return list(dict.fromkeys(_name(row) for tables in (new, old) for row in tables.get("settings", ())))


def _setting_row(differ: Collection[Cause], old: Tables, new: Tables, name: str) -> Row | None:
    """The row of a setting from the old or the new tables, whichever its cause takes; None if they do not have it."""
    tables = old if cause_of("settings", name) in differ else new
    return next(_rows_of_setting(tables.get("settings", ()), name), None)


def _rows_of_setting(rows: Sequence[Row], name: str) -> Iterator[Row]:
    return (row for row in rows if _name(row) == name)


def _name(row: Row) -> str:
    return str(row.get("setting"))
