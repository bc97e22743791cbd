"""The sheet of differences from the case as it stands, in words with shading, and as figures that follow the tables."""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.measures import BY_NAME
from optimiser.analyses.scenarios.pack import Member
from optimiser.excel.page import Page
from optimiser.excel.tables import Cell
from optimiser.reports.formats import look
from optimiser.reports.prose.scenarios import aim, difference
from optimiser.reports.scenarios import shading
from optimiser.reports.scenarios.book import Book, called, rows, shown, titled


def fill(book: Book, page: Page) -> None:
    """What is proven of the first aim; then two tables a measure."""
    pack = book.pack
    if not pack.others:
        page.text("The case has no scenarios, so that there is nothing to compare with it.")
        return
    page.caption("What is best, against the case as it stands")
    page.text(
        "Of two plans within the gap one may be better by chance. Proven: the best plans themselves differ. Within the"
        " gap: what is proven leaves open whether they do."
    )
    table = page.table(
        "AimWords", book.columns(), rows(book, pack.others, lambda m, o: Cell(aim(pack.base.result(o), m.result(o))))
    )
    shading.of_differences(page, table)
    for measure in book.measures:
        _words(book, page, measure)
        _figures(book, page, measure)


def _words(book: Book, page: Page, measure: str) -> None:
    page.gap()
    name, base = titled(measure).split(" (")[0], book.pack.base
    page.caption(f"{name} against the case as it stands, in words")
    table = page.table(
        f"Words{called(measure)}",
        book.columns(),
        rows(book, book.pack.others, lambda m, o: Cell(difference(measure, base.result(o), m.result(o)))),
    )
    shading.of_differences(page, table)


def _figures(book: Book, page: Page, measure: str) -> None:
    page.gap()
    page.caption(f"{titled(measure).split(' (')[0]}, minus that of the case as it stands")
    columns = book.columns(look(measure), BY_NAME[measure].unit)
    cells = rows(book, book.pack.others, lambda m, o: _less(book, measure, m, o))
    page.table(f"Less{called(measure)}", columns, cells)


def _less(book: Book, measure: str, member: Member, option: str) -> Cell:
    """The figure here less that of the case as it stands; where one of them is none, the word that stands for it."""
    table, key = book.figures(measure), book.keys()[option]
    here, there = table.cell(book.pack.members.index(member), key), table.cell(0, key)
    now, before = (shown(measure, each.result(option)).value for each in (member, book.pack.base))
    value = now if isinstance(now, str) else before if isinstance(before, str) else Fraction(now) - Fraction(before)
    formula = f"=IF(ISNUMBER({here}),IF(ISNUMBER({there}),{here}-{there},{there}),{here})"
    return Cell(value, look(measure), formula)
