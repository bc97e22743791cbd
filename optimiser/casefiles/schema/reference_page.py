"""Makes the reference page of the tables, `docs/reference/tables.md`, from their declarations.

A test compares the page with the declarations and names the command that makes it.
"""

from __future__ import annotations

from collections.abc import Sequence

from optimiser.casefiles.schema.columns import Column, Table
from optimiser.casefiles.schema.tables import EVIDENCE, SETTINGS, TABLES

INTRODUCTION = """\
# The tables of a case

<!-- Made by reference_page.py beside the declaration of the tables: change that, not this page. -->

A case is a folder with a CSV file for each table, or an Excel workbook with a sheet for each, under the names below.
What the columns mean together is in [the model](../model.md); this page says what each cell holds.

- **Headings** may differ in capitals, spaces, underscores and a unit in brackets: `Back office cost (£)` is
  `back_office_cost`. A column headed by a financial year, such as `2010/11`, holds that year's figure.
- **Above the headings** a sheet or file may have up to ten lines of title, in its first column only.
- **Names** must be written the same way everywhere, with the same capitals. A list is names separated by
  commas, or `all`. A list of services may also name `tier 1` to `tier 4` and `infrastructure`; in
  `funding` also `commissioning`.
- **Numbers** are plain decimals: 1000, not 1,000 or £1,000. Money is pounds, a share is from 0 to 1, places are whole.
  A number cell of a workbook is read to the 15 digits that Excel keeps; type a number with more digits as text.
  It must show the figure that it holds: 150 that is shown as `150k` is a fault. In pounds and places, a full stop with
  exactly three digits after it, as in `300.000`, is a fault too: it may stand for thousands.
- **Financial years** are written 2010/11. A date, or a year in another form, is read with a warning if it can mean only
  one financial year, and is a fault if it may mean several.
- **A blank** means what the column says. If the column says nothing, the cell must be filled in.
- **Every table** may have the columns `source` and `note`; they go into the assumptions log. A source begins with
  *given*, *derived* or *illustrative*.
- **Files** are CSV in UTF-8 (or Windows-1252, with a warning), separated by commas, semicolons or tabs. Anything else
  in the folder, and the sheets `Checklist`, `Contents`, `Cover`, `How to fill`, `Lists`, `Notes` and `Readme`, is left
  alone.
- **The fingerprint** of a workbook is the SHA-256 of its file. That of a folder is the SHA-256 of what `sha256sum`
  prints for the files of its tables in the order of their names: in a folder that holds no other CSV file,
  `LC_ALL=C sha256sum *.csv | sha256sum`.
"""


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([INTRODUCTION, *(_table(table) for table in TABLES)]).rstrip() + "\n"


def _table(table: Table) -> str:
    need = "Must be there." if table.required else "May be left out."
    lines = [f"## {table.name}", "", f"{table.help} {need}", ""]
    columns = [column for column in table.columns if column not in EVIDENCE]
    if table.name == "settings":
        settings = [(f"`{setting.name}`", setting) for setting in SETTINGS]
        return "\n".join(
            [*lines, "A row a setting: `setting` is its name, `value` as below.", "", *_rows("setting", settings)]
        )
    named = [(f"`{column.name}`", column) for column in columns]
    named += [("*each year*", table.years)] if table.years else []
    named += [("*each option*", table.options)] if table.options else []
    return "\n".join([*lines, *_rows("column", named)])


def _rows(what: str, columns: Sequence[tuple[str, Column]]) -> list[str]:
    head = [f"| {what} | holds | unit | what to type | blank means |", "|---|---|---|---|---|"]
    return [*head, *(f"| {name} | {_holds(c)} | {c.unit} | {c.help} | {_blank(c)} |" for name, c in columns), ""]


def _holds(column: Column) -> str:
    if column.allowed and len(column.allowed) <= 6:
        return ", ".join(column.allowed)
    if column.allowed:
        return "a [measure](../model.md#6-appraisal)"
    within = f", {column.least} to {column.most}" if column.most is not None else ""
    return f"{column.kind.value}{within}"


def _blank(column: Column) -> str:
    if column.required:
        return "**a fault**"
    return column.default or "nothing"
