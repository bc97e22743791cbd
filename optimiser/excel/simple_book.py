"""A workbook of a few sheets beside the board's, such as that of a sweep: cover, contents, and the sheets given.

The same sheets give the same bytes: nothing here reads a clock. What stands on the sheets is the caller's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimiser.excel.page import CONTENTS, Page
from optimiser.excel.profile import COMPACT, Profile
from optimiser.excel.styles import Looks
from optimiser.excel.tables import Cell, Column, shortened
from optimiser.excel.workbook import COVER, opened


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet: its short name, its title with unit and price base where it has money, and what it holds in a sentence.

    `fill` is given XlsxWriter's workbook, for charts, and the page.
    """

    name: str
    title: str
    sentence: str
    fill: Callable[[Any, Page], None]


def bind(
    path: Path,
    title: str,
    of: str,
    about: Sequence[tuple[str, str]],
    marks: Sequence[tuple[str, str]],
    leaves: Sequence[Leaf],
    profile: Profile = COMPACT,
) -> None:
    """Write the workbook to `path`. `title`: what it is; `of`: the case that it is of, in words.

    `about`: the cover's lines, item and words; `marks`: how to read it, mark and meaning.
    Raises OSError where the file cannot be written.
    """
    with opened(path, f"{title}: {of}", "Options appraisal", profile) as workbook:
        _fill(workbook, Looks(workbook, profile), [_cover(title, about, marks), _contents(leaves), *leaves])


def _fill(workbook: Any, looks: Looks, leaves: Sequence[Leaf]) -> None:
    pages = [
        Page(workbook.add_worksheet(leaf.name), looks, shortened(leaf.title, 120), leaf.sentence) for leaf in leaves
    ]
    for leaf, page in zip(leaves, pages, strict=True):
        leaf.fill(workbook, page)
        page.close()
    pages[0].worksheet.activate()


def _cover(title: str, about: Sequence[tuple[str, str]], marks: Sequence[tuple[str, str]]) -> Leaf:
    def fill(_: Any, page: Page) -> None:
        page.caption("This workbook")
        _two(page, "Cover", ("Item", "What it is"), about)
        page.gap()
        page.caption("How to read it")
        _two(page, "Reading", ("Mark", "What it means"), marks)

    return Leaf(COVER, title, "What this workbook is, and how to read it.", fill)


def _contents(leaves: Sequence[Leaf]) -> Leaf:
    def fill(_: Any, page: Page) -> None:
        columns = [Column("sheet", "Sheet", most=30), Column("holds", "What it holds", most=100)]
        cover = Leaf(COVER, "", "What this workbook is, and how to read it.", fill)
        rows = [[Cell(each.name, link=f"'{each.name}'!A1"), Cell(each.sentence)] for each in (cover, *leaves)]
        page.table("Contents", columns, rows)

    return Leaf(CONTENTS, CONTENTS, "Every sheet of this workbook; click a name to go there.", fill)


def _two(page: Page, name: str, headings: tuple[str, str], rows: Sequence[tuple[str, str]]) -> None:
    columns = [Column("item", headings[0], most=30), Column("words", headings[1], most=100)]
    page.table(name, columns, [[Cell(item), Cell(words)] for item, words in rows])
