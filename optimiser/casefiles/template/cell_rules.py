"""The note on a heading of the workbook to fill in, and what Excel accepts in its cells."""

from __future__ import annotations

from optimiser.casefiles.reading.cell_text import expected_text
from optimiser.casefiles.schema.columns import Column, Kind
from optimiser.casefiles.schema.tables import BY_NAME
from optimiser.casefiles.template.layout import cells

MOST_LISTED = 255  # characters that Excel takes for a list of words
FIGURES = (Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT)


def cell_note(column: Column) -> str:
    """The note on a heading: what to type, what a blank means, which words it accepts."""
    blank = "It must be filled in." if column.required else f"Blank: {column.default or 'nothing'}."
    words = f" One of: {', '.join(column.allowed)}." if 0 < len(column.allowed) <= 6 else ""
    return f"{column.help} {blank}{words}"


def cell_validation(column: Column) -> dict[str, object]:
    """What Excel accepts in a column's cells."""
    told = {"error_title": "Not what this column holds", "error_message": f"Expected {expected_text(column)}."[:255]}
    if column.kind is Kind.YESNO:
        return {"validate": "list", "source": ["yes", "no"], **told}
    if column.allowed:
        return {"validate": "list", "source": _words(column), **told}
    if column.kind is Kind.NAME and column.refers:
        names = BY_NAME[column.refers].columns[0].name
        return {"validate": "list", "source": f"={cells(column.refers, names)}", **told}
    if column.kind in FIGURES:
        return {"validate": "integer" if column.kind is Kind.COUNT else "decimal", **_range(column), **told}
    return {"validate": "any"}


def _words(column: Column) -> list[str] | str:
    """A choice's words or, if they are too long for a cell, the range of the sheet Lists that holds them."""
    if len(",".join(column.allowed)) < MOST_LISTED:
        return list(column.allowed)
    at = "B" if column.name == "setting" else "A"
    return f"=Lists!${at}$2:${at}${len(column.allowed) + 1}"


def _range(column: Column) -> dict[str, object]:
    least, most = (0, 1) if column.kind is Kind.SHARE else (column.least, column.most)
    if most is not None and least is not None:
        return {"criteria": "between", "minimum": least, "maximum": most}
    return {"criteria": ">=", "value": -(10**12) if least is None else least}
