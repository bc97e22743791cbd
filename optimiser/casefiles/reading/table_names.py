"""Tells which table a name or a line of headings belongs to.

A name is a table's own ("Funding"), carries it between separators ("our case - funding", "funding (1)"), or is near it
("Funding streams", "Floors").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from models.case.faults import closest_name
from optimiser.casefiles.reading.units import without_units
from optimiser.casefiles.schema.columns import Table, normalised_heading
from optimiser.casefiles.schema.tables import BY_NAME

Head = Sequence[Sequence[str]]  # the first filled lines of a file or sheet, as text

NOT_TABLES = ("checklist", "contents", "cover", "how_to_fill", "lists", "notes", "readme")
REMARKS = ("note", "notes", "readme")  # a name that begins with one of these words is no table's
SEPARATOR = r"\s*[-\u2010-\u2015\u2212_.,;:+~#&@=()\[\]{}]\s*"
A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
OTHER_WORDS = {
    "settings": "parameters",
    "boroughs": "councils council areas area authorities partners",
    "funding": "funds fund budget budgets income",
    "demand": "need needs",
    "minimum": "minimums minima floor floors baseline",
    "savings": "efficiencies cuts",
    "offers": "bids bid tenders quotes proposals",
    "prices": "rates tariff tariffs",
    "criteria": "criterion weights weighting weightings",
    "judgements": "judgments judgment scores scoring ratings",
    "scenarios": "sensitivity sensitivities",
    "success_factors": "csf csfs",
}


def own_table(name: str) -> str:
    """The table of this name, in any capitals, with spaces or underscores, with or without a unit; else a blank."""
    plain = _plain(without_units(name))
    return plain if plain in BY_NAME else ""


def carried_table(name: str) -> str:
    """The table whose name stands at the beginning or end of a name, between separators; a blank if none or two."""
    text = re.sub(r"^copy of\s+", "", " ".join(name.split()).casefold())
    carried = {table for table, pattern in CARRIED.items() if pattern.search(text)}
    return carried.pop() if len(carried) == 1 else ""


def near_tables(name: str, tables: Iterable[str]) -> list[str]:
    """Those of the tables that a name resembles: by its words, or by its spelling."""
    words = {_singular(word) for word in re.findall(r"[^\W\d_]+", name.casefold().replace("\u2019", "'"))}
    tables = list(tables)
    by_word = [table for table in tables if words & WORDS[table]]
    spelt = closest_name(normalised_heading(name), tables)
    return by_word or [spelt] * bool(spelt)


def is_remark(name: str) -> bool:
    """Whether a name says that what it holds is no table."""
    return _plain(name) in NOT_TABLES or _plain(name).split("_")[0].strip(".-:,") in REMARKS


def may_hold(head: Head, table: str) -> bool:
    """Whether a line names two columns of the table, or one and a year: enough if the name points to the table too."""
    return any(len(_named(line, BY_NAME[table])) > 1 for line in head)


def fitting_tables(head: Head) -> list[str]:
    """The tables whose headings a line holds: every required column, and no other table with more columns named."""
    best: dict[str, int] = {}
    for line in head:
        for table in BY_NAME.values():
            named = _named(line, table)
            required = {column.name for column in table.columns if column.required}
            if required <= named and len(named) > 1 and (not table.years or "a year" in named):
                best[table.name] = max(len(named), best.get(table.name, 0))
    return [table for table, number in best.items() if number == max(best.values())]


def _named(line: Sequence[str], table: Table) -> set[str]:
    """The columns that a line of headings names; any number of years counts as one."""
    headings = {normalised_heading(cell) for cell in line if cell}
    named = {column.name for column in table.columns if column.name in headings} - {"source", "note"}
    years = table.years and any(A_YEAR.search(cell) for cell in line)
    options = table.options and len(headings) > len(named)
    return named | ({"a year"} if years else set()) | ({"an option"} if options and named else set())


def _plain(name: str) -> str:
    return re.sub(r"[\s_]+", "_", name.strip()).casefold()


def _singular(word: str) -> str:
    return re.sub(r"ies$", "y", word) if word.endswith("ies") else word.removesuffix("s")


def _carried(table: str) -> re.Pattern[str]:
    spelt = r"[\s_-]+".join(table.split("_"))
    return re.compile(rf"^{spelt}(?={SEPARATOR}|$)|{SEPARATOR}{spelt}$")


CARRIED = {table: _carried(table) for table in BY_NAME}
WORDS = {
    table: {_singular(word) for word in (*table.split("_"), *OTHER_WORDS.get(table, "").split())} for table in BY_NAME
}
