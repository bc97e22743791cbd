"""What stands on each sheet of a comparison's workbook; inputs and bridges are drawn as in the board's workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import PurePath
from typing import Any

from optimiser.analyses.comparison.results import SCORE, Bridge, Compared, Moves, Side
from optimiser.excel.check import Check
from optimiser.excel.page import CONTENTS, Page
from optimiser.excel.styles import Look, Looks
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board import bridges
from optimiser.reports.board.checks.checks import lay
from optimiser.reports.prose.comparison import headline, measure, reading, shown_first, subject

NONE = "none"
ITEM, WORDS = Column("item", "Item", most=30), Column("words", "What it is", most=100)
NAMES = {"cost": "Cost", SCORE: "Score"}
SHARE = Fraction(1, 10**6)  # what adding up may lose of outcomes and scores
READING = (
    ("Old run, new run", "The two folders that were compared, in this order."),
    ("£", "Pounds; cells hold the pence."),
    ("Minus sign", "Less in the new run than in the old, or less by that cause."),
    ("Cause", "A group of tables of the input, or the programme; the sheet Bridge says what each covers."),
    ("within the gap", "No larger than what the solved figure may be off: it may be nothing."),
    ("+ between causes", "They cannot be told apart; the sheet Bridge says why."),
    ("none", "There is nothing to say or to count."),
    ("Pass, FAIL", "Whether a check holds; the master check fails where any check does."),
)


@dataclass
class Book:
    """The workbook while it is being written. `master`: the address of the master check; `failing` as of write."""

    found: Compared
    workbook: Any
    looks: Looks
    pages: dict[str, Page] = field(default_factory=dict)
    tables: dict[tuple[str, str], tuple[Table, int]] = field(default_factory=dict)  # and the row a bridge begins in
    places: Table | None = None
    master: str = ""
    failing: tuple[str, ...] = ()

    def figures(self) -> tuple[str, ...]:
        """The figures of bridges, in their order."""
        return ("cost", self.found.outcomes, SCORE)


def cover(book: Book, page: Page) -> None:
    """What was compared, what came of it, and how to read it."""
    page.caption("This workbook")
    page.table("Cover", [ITEM, WORDS], [*_cells(_about(book)), _master(book)])
    page.gap()
    page.caption("How to read it")
    page.table(
        "Reading", [Column("mark", "Mark", most=30), Column("means", "What it means", most=100)], _cells(READING)
    )


def contents(book: Book, page: Page) -> None:
    """Every sheet with a link."""
    columns = [Column("sheet", "Sheet", most=30), Column("holds", "What it holds", most=100)]
    others = [other for other in book.pages.values() if other.name != CONTENTS]
    page.table(
        "Contents", columns, [[Cell(each.name, link=f"'{each.name}'!A1"), Cell(each.sentence)] for each in others]
    )


def input_changes(book: Book, page: Page) -> None:
    """How many changes in which table; then every one."""
    if not book.found.inputs:
        page.text("The input, the settings and the programme are as they were.")
        return
    page.caption("How many changes there are")
    bridges.grouped(page, book.found)
    page.gap()
    page.caption("Every change")
    page.text("A row is known by what names it: what has a new name is a row taken out and a row added.")
    bridges.inputs(page, "InputChanges", book.found.inputs)


def bridge(book: Book, page: Page) -> None:
    """The preferred option's bridges with waterfalls; every option's as tables; how to read them."""
    found = book.found
    for line in found.without:
        page.text(line)
    if not found.bridges:
        page.text("There is no change to tell by cause.")
        return
    drawn = []
    for one in shown_first(found):
        drawn.append(bridges.bridged(book.workbook, page, found, one, f"Bridge{_named(one.figure)}"))
        book.tables[one.subject, one.figure] = (page.tables[-1], 0)
    for figure in book.figures():
        _options(book, page, figure)
    page.gap()
    page.caption("How to read the bridges")
    for line in reading(found):
        page.text(line)
    bridges.covered(page, found)
    bridges.drawn_from(page, drawn)


def moved_contracts(book: Book, page: Page) -> None:
    """How much moved; then each contract and year that is not as before."""
    page.caption("How much moved in each option's plan")
    bridges.moved_counted(page, book.found)
    page.gap()
    page.caption("Contracts that run otherwise")
    page.text("A contract starts in its first year, continues in the next, and ends in the first in which it is gone.")
    columns = [
        Column("option", "Option", most=28),
        Column("contract", "Contract or offer", most=34),
        Column("boroughs", "Boroughs", most=26),
        Column("provider", "Provider", most=26),
        Column("year", "Year", most=10),
        Column("old", "Old run", most=18),
        Column("new", "New run", most=18),
    ]
    rows = [
        [each.option, each.contract, each.boroughs, each.provider, each.year, each.old, each.new]
        for moves in book.found.moves
        for each in moves.contracts
    ]
    page.table_or("No contract runs otherwise.", "MovedContracts", columns, rows)


def moved_places(book: Book, page: Page) -> None:
    """Each borough, service, provider and year with other places than before."""
    columns = [
        Column("option", "Option", most=28),
        Column("borough", "Borough", most=24),
        Column("service", "Service", most=30),
        Column("provider", "Provider", most=28),
        Column("year", "Year", most=10),
        Column("old", "Old run (places)", Look.COUNT),
        Column("new", "New run (places)", Look.COUNT),
        Column("difference", "Difference (places)", Look.COUNT, total=True),
        Column("counted", "In the measure places", most=12),
    ]
    rows = [
        [each.option, each.borough, each.service, each.provider, each.year, each.old, each.new, each.new - each.old,
         "yes" if each.counted else "no"]
        for moves in book.found.moves
        for each in moves.places
    ]  # fmt: skip
    page.table_or("No places moved.", "MovedPlaces", columns, rows)
    book.places = page.tables[-1] if rows else None


def record(book: Book, page: Page) -> None:
    """Which two runs, and how far what is between them is proven."""
    page.caption("The two runs")
    columns = [Column("item", "Item", most=30), Column("old", "Old run", most=66), Column("new", "New run", most=66)]
    sides = zip(_side(book.found.old), _side(book.found.new), strict=True)
    page.table("TwoRuns", columns, [[Cell(item), Cell(old), Cell(new)] for (item, old), (_, new) in sides])
    page.gap()
    page.caption("What lies between them")
    proven = "every answer is proven within the gap" if book.found.proven else "NOT every answer is proven"
    rows = [
        ("Causes", ", ".join(book.found.causes) or NONE),
        ("Gap asked for", f"{book.found.gap:.4%}"),
        ("Proof", proven),
        ("Time", "not written, so that the same runs give the same file"),
    ]
    page.table("Between", [ITEM, WORDS], _cells(rows))


def checks(book: Book, page: Page) -> None:
    """A row a check, and the master check."""
    yes = {"counted": "yes", **{f"option_{n}": each.option for n, each in enumerate(book.found.moves)}}
    book.master, book.failing = lay(page, yes, lambda words: _checks(book, words))


def _checks(book: Book, words: dict[str, str]) -> Iterator[Check]:
    for each in book.found.bridges:
        yield _adds_up(book, each)
    for number, moves in enumerate(book.found.moves):
        yield _places(book, moves, words, number)
    unproven = int(not book.found.proven)
    yield Check("Runs or points between them with an answer that is not proven (1 for any)", Cell(0), Cell(unproven),
                Fraction(0), Look.COUNT)  # fmt: skip


def _adds_up(book: Book, one: Bridge) -> Check:
    """The old figure and all shares make the new figure."""
    table, first = book.tables[one.subject, one.figure]
    last = first + len(one.parts) + 1
    each = Fraction(100) if one.money else Fraction(1)
    summed = one.old + sum((part.share for part in one.parts), Fraction(0))
    cells = f"{table.cell(first, 'amount')}:{table.here(last - 1, 'amount')}"
    who = subject(one.subject)
    return Check(
        f"{who}: the old {measure(one.figure)} and the shares of all causes make the new ({bridges.unit(one)})",
        Cell(one.new / each, formula=f"={table.cell(last, 'amount')}"),
        Cell(summed / each, formula=f"=SUM({cells})"),
        Fraction(1, 200) if one.money else SHARE,
    )


def _places(book: Book, moves: Moves, words: dict[str, str], number: int) -> Check:
    """What moved explains the difference of the measure places."""
    difference = sum(each.new - each.old for each in moves.places if each.counted)
    table, formula = book.places, ""
    if table is not None and moves.places:
        formula = (
            f"=SUMIFS({table.column('difference')},{table.column('option')},{words[f'option_{number}']},"
            f"{table.column('counted')},{words['counted']})"
        )
    return Check(
        f"{moves.option}: the places on Moved places make the difference of the measure places (places)",
        Cell(moves.new_places - moves.old_places),
        Cell(difference, formula=formula),
        Fraction(0),
        Look.COUNT,
    )


def _options(book: Book, page: Page, figure: str) -> None:
    table = bridges.each_option(page, book.found, figure, f"Options{_named(figure)}")
    row = 0
    for each in (one for one in book.found.bridges if one.subject and one.figure == figure):
        assert table is not None
        book.tables[each.subject, figure] = (table, row)
        row += len(each.parts) + 2


def _about(book: Book) -> Iterator[tuple[str, str]]:
    found = book.found
    yield "Case", found.new.title or "untitled"
    yield "What came of it", headline(found)
    yield "Old run", _folder(found.old)
    yield "New run", _folder(found.new)
    yield "Preferred in the old run", found.old.preferred or NONE
    yield "Preferred in the new run", found.new.preferred or NONE
    yield "Date", "Undated, so that the same runs always give the same file."


def _master(book: Book) -> list[Cell]:
    word = "FAIL" if book.failing else "Pass"
    return [Cell("Master check"), Cell(word, formula=f"={book.master}", strong=True)]


def _side(side: Side) -> Iterator[tuple[str, str]]:
    yield "Folder", _folder(side)
    yield "Title", side.title or "untitled"
    yield "Input", PurePath(side.source).name or NONE
    yield "Input SHA-256", side.digest or NONE
    yield "Scenario", side.scenario or "none: the case as it stands"
    yield "Preferred option", side.preferred or NONE


def _folder(side: Side) -> str:
    return side.run or "not named"


def _named(figure: str) -> str:
    return NAMES.get(figure, "Outcomes")


def _cells(rows: Iterable[tuple[str, str]]) -> list[list[Cell]]:
    return [[Cell(item), Cell(words)] for item, words in rows]
