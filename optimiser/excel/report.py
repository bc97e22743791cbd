"""A report: a workbook of sheets in their order, with a cover, contents and, if it has checks, a master check.

A kind of report is a subclass of Report that holds what its sheets show, and a tuple of Sheet. The same content gives
the same bytes: nothing here reads a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from optimiser.excel.accessible_tags import tag_workbook
from optimiser.excel.page import CONTENTS, Page
from optimiser.excel.styles import COMPACT, FONT, Profile, Styles
from optimiser.excel.tables import Cell, Column, Table, shorten

COVER = "Cover"
CONTENTS_DESCRIPTION = "Every sheet of this workbook. Select a name to go there."
PASS, FAIL = "Pass", "FAIL"
POUNDS = "£"
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "in_memory": True,  # its parts are put together without a temporary file for each, in half the time
}
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the workbook carries no date; Excel asks for one without a zone
AnyReport = TypeVar("AnyReport", bound="Report")


@dataclass
class Report:
    """A workbook while it is being written.

    `pages`: by sheet name, in the workbook's order. `master_check`: the address of its cell, blank until the sheet
    Checks is filled; `failing_checks`: what each check that fails says.
    """

    workbook: Any = field(init=False, repr=False)
    styles: Styles = field(init=False, repr=False)
    pages: dict[str, Page] = field(init=False, default_factory=dict)
    master_check: str = field(init=False, default="")
    failing_checks: tuple[str, ...] = field(init=False, default=())

    @property
    def kind(self) -> str:
        """What kind of report it is: `Options appraisal`."""
        raise NotImplementedError

    @property
    def subject(self) -> str:
        """What it is about, for the properties of the file."""
        raise NotImplementedError

    @property
    def case_title(self) -> str:
        """The title of the case that it is about."""
        raise NotImplementedError

    @property
    def price_base(self) -> str:
        """The year of its prices in words: `prices of 2010/11`."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """What the cover says first."""
        return f"{self.kind}: {shorten(self.case_title or 'untitled', 80)}"

    @property
    def passes(self) -> bool:
        """Whether every check passes."""
        return not self.failing_checks

    def master_check_cell(self, *, bold: bool = False) -> Cell:
        """A cell that repeats the master check. The sheet Checks must be filled."""
        return Cell(PASS if self.passes else FAIL, formula=f"={self.master_check}", bold=bold)

    def table(self, name: str) -> Table:
        """The table of that name on any sheet. Raises KeyError if it is not written or reserved yet."""
        for page in self.pages.values():
            for table in page.tables:
                if table.name == name:
                    return table
        raise KeyError(name)

    def has_table(self, name: str) -> bool:
        """Whether a table of that name is written or reserved."""
        return any(table.name == name for page in self.pages.values() for table in page.tables)

    def write(
        self,
        path: Path,
        sheets: Sequence[Sheet[Self]],
        fill_last: Sequence[str] = (),
        profile: Profile = COMPACT,
    ) -> tuple[str, ...]:
        """Write the workbook to `path`; return what each check that fails says, nothing if all pass.

        `fill_last`: the sheets whose formulas refer to others, in the order in which they are filled after all others.
        Raises OSError if the file cannot be written.
        """
        with _open_workbook(path, f"{self.kind}: {self.case_title}", self.subject, profile) as workbook:
            self.workbook, self.styles = workbook, Styles(workbook, profile)
            self._fill({sheet.name: sheet for sheet in sheets if sheet.is_included(self)}, fill_last)
        if profile.plain:
            tag_workbook(path, profile)
        return self.failing_checks

    def _fill(self, sheets: dict[str, Sheet[Self]], fill_last: Sequence[str]) -> None:
        for name, sheet in sheets.items():
            worksheet = self.workbook.add_worksheet(name)
            self.pages[name] = Page(worksheet, self.styles, sheet.title(self), sheet.description)
        for name, sheet in sheets.items():
            if sheet.prepare is not None:
                sheet.prepare(self, self.pages[name])
        for name in sorted(sheets, key=lambda name: fill_last.index(name) if name in fill_last else -1):
            sheets[name].fill(self, self.pages[name])
        for page in self.pages.values():
            page.lay_out()
        self.pages[COVER].worksheet.activate()


@dataclass(frozen=True, slots=True)
class Sheet(Generic[AnyReport]):
    """A sheet of a report.

    `description`: the sentence under its title and on Contents. `fill`: writes it. `unit`: what its figures are in;
    the title says so, and pounds with their price base. `is_included`: whether a report has it. `prepare`: reserves
    tables that other sheets refer to, before any sheet is filled.
    """

    name: str
    description: str
    fill: Callable[[AnyReport, Page], None]
    unit: str = ""
    is_included: Callable[[AnyReport], bool] = lambda _: True
    prepare: Callable[[AnyReport, Page], None] | None = None

    def title(self, report: AnyReport) -> str:
        """What cell A1 says: the sheet's name and unit, or the report's title on the cover."""
        if self.name == COVER:
            return report.title
        unit = f"£, {shorten(report.price_base, 60)}" if self.unit == POUNDS else self.unit
        return f"{self.name} ({unit})" if unit else self.name


def fill_contents(report: Report, page: Page) -> None:
    """Write a row for each other sheet, with a link."""
    columns = [Column("sheet", "Sheet", max_width=30), Column("holds", "What it holds", max_width=100)]
    page.write_table("Contents", columns, [contents_row(other) for other in other_pages(report)])


def other_pages(report: Report) -> Iterator[Page]:
    """Every page but Contents."""
    return (page for page in report.pages.values() if page.name != CONTENTS)


def contents_row(page: Page) -> list[Cell]:
    """A sheet's name with a link to it, and its description."""
    return [Cell(page.name, link=f"'{page.name}'!A1"), Cell(page.description)]


def write_cover(page: Page, about: Iterable[Sequence[Cell | str]], terms: Iterable[Sequence[str]]) -> None:
    """Write a cover: what the workbook is, item by item, and what its terms and marks mean."""
    page.write_caption("This workbook")
    write_items(page, "Cover", about)
    page.skip_row()
    page.write_caption("How to read it")
    columns = [Column("mark", "Mark", max_width=30), Column("means", "What it means", max_width=100)]
    page.write_table("Reading", columns, [list(term) for term in terms])


def write_items(
    page: Page, name: str, items: Iterable[Sequence[Cell | str]], widths: tuple[int, int] = (30, 100)
) -> Table:
    """Write a table of two columns: an item, and what it is."""
    columns = [Column("item", "Item", max_width=widths[0]), Column("words", "What it is", max_width=widths[1])]
    return page.write_table(name, columns, [list(item) for item in items])


@contextmanager
def _open_workbook(path: Path, title: str, subject: str, profile: Profile) -> Iterator[Any]:
    """XlsxWriter's workbook, written to disk at the end. `title`, `subject`: its properties. Raises OSError."""
    options = {**OPTIONS, "default_column_width": profile.default_column_pixels}
    workbook = xlsxwriter.Workbook(str(path), options)
    try:
        workbook.set_properties(
            {"title": shorten(title), "subject": subject, "author": "optimiser", "created": CREATED}
        )
        workbook.formats[0].set_font_name(FONT)
        workbook.formats[0].set_font_size(profile.size)
        yield workbook
    finally:
        _close(workbook)


def _close(workbook: Any) -> None:
    """Write the file; XlsxWriter wraps the system's error in one of its own."""
    try:
        workbook.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error
