"""Writes the workbook to fill in: a checklist, a sheet for each table and, on request, an example's rows.

`optimiser.casefiles.schema.tables` declares the tables. `optimiser.reports.board` writes the board's workbook.
"""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from optimiser.casefiles.examples import example as shipped
from optimiser.casefiles.schema.tables import TABLES
from optimiser.casefiles.template.checklist import write_checklist
from optimiser.casefiles.template.content import TemplateContent, content_of_case, empty_content
from optimiser.casefiles.template.guide import write_guide, write_lists
from optimiser.casefiles.template.layout import CellFormats
from optimiser.casefiles.template.table_sheet import write_table_sheet

__all__ = ["new"]

MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # a fixed date, so that the same call gives the same bytes
AFRESH = "A case of your own: the yellow cells are to be filled in."


def new(path: Path, example: str | None = None) -> None:
    """Write the workbook to fill in; with `example`, it holds that case's rows.

    Raises FileExistsError if the file exists, KeyError if there is no such example, and OSError if it cannot be
    written. Then nothing is written.
    """
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    filling = content_of_case(shipped(example)) if example else empty_content()
    handle, name = tempfile.mkstemp(suffix=".xlsx", dir=path.parent)
    os.close(handle)
    try:
        _write(Path(name), filling)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _write(path: Path, filling: TemplateContent) -> None:
    with xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    ) as book:
        book.set_properties({"title": filling.title or AFRESH, "author": "optimiser", "created": MADE})
        pens = CellFormats(book)
        write_checklist(book, pens, filling)
        write_guide(book, pens, filling)
        for table in TABLES:
            write_table_sheet(book, pens, table, filling)
        write_lists(book, pens)
        book.worksheets()[0].activate()
