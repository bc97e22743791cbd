"""The content of the workbook to fill in: none, or the rows of an example, as cells to write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from models.case.types import financial_year
from models.case.validation import UNREADABLE
from optimiser.casefiles.reading import folder
from optimiser.casefiles.reading.numbers import SIGNIFICANT, significant
from optimiser.casefiles.reading.typed_rows import read_table
from optimiser.casefiles.schema.columns import Column, Kind, Table, decimal_text
from optimiser.casefiles.schema.tables import BY_NAME, SETTING

MOST_YEARS = 10  # year columns of a sheet; the settings say how many are in use
MOST_OPTIONS = 10

Value = str | int | float | None


@dataclass(frozen=True)
class TemplateContent:
    """The cells of each table: a row maps column names, year labels and option names to values."""

    rows: Mapping[str, list[dict[str, Value]]] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    options: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The case's title; blank if there is none."""
        return next((str(row.get("value") or "") for row in self.of("settings") if row["setting"] == "title"), "")

    def of(self, table: str) -> list[dict[str, Value]]:
        """The rows of a table."""
        return self.rows.get(table, [])


def empty_content() -> TemplateContent:
    """Only the names of the settings."""
    return TemplateContent({"settings": [{"setting": name} for name in SETTING]})


def content_of_case(case: Path) -> TemplateContent:
    """The rows of a case in a folder of CSV files, with every setting. Its cells must have no faults."""
    tables = {grid.table: read_table(grid) for grid in folder.read_folder(case).grids}
    rows = {name: [_cells(BY_NAME[name], row) for row in table.rows] for name, table in tables.items()}
    given = [row["setting"] for row in rows["settings"]]
    rows["settings"] += [{"setting": name} for name in SETTING if name not in given]
    said = {row["setting"]: row.get("value") for row in rows["settings"]}
    first, years = int(str(said["first_year"])[:4]), int(str(said["years"]))
    options = tuple(str(row["option"]) for row in rows["options"])
    return TemplateContent(rows, tuple(financial_year(first + year) for year in range(years)), options)


def _cells(table: Table, row: Mapping[str, object]) -> dict[str, Value]:
    cells = {column.name: spreadsheet_value(_declared(column, row), row[column.name]) for column in table.columns}
    for years, column in ((row.get("years"), table.years), (row.get("options"), table.options)):
        if isinstance(years, Mapping) and column:
            cells |= {
                financial_year(key) if isinstance(key, int) else key: spreadsheet_value(column, value)
                for key, value in years.items()
            }
    return cells


def _declared(column: Column, row: Mapping[str, object]) -> Column:
    return SETTING[str(row["setting"])] if column.kind is Kind.SETTING else column


def spreadsheet_value(column: Column, value: object) -> Value:
    """A typed value as a spreadsheet holds it: a number if a number can hold all its digits, else text."""
    if value is None or value is UNREADABLE:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, int):
        return financial_year(value) if column.kind is Kind.YEAR else value
    if isinstance(value, Fraction):
        return _number(value)
    return int(str(value)) if column.kind is Kind.CHOICE and str(value).isdigit() else str(value)


def _number(value: Fraction) -> Value:
    words = decimal_text(value)
    if significant(words) > SIGNIFICANT:
        return words
    return value.numerator if value.denominator == 1 else float(value)
