"""Checks: what must hold, what was expected, what is there, and Pass or FAIL; one master check over all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from optimiser.excel.check import Check
from optimiser.excel.page import Page
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.book import Book
from optimiser.reports.board.checks.all import checks, names

PASS, FAIL, EQUAL, MOST, DIGITS = range(5)  # the first rows of the words; those of `names` follow
WORDS = ("Pass", "FAIL", "equal to", "at most")
ROUNDED = 6  # decimals of a difference

COLUMNS = (
    Column("what", "Check (unit in brackets)", most=72),
    Column("must", "Actual must be", most=12),
    Column("expected", "Expected (in its unit)", Look.PENCE),
    Column("actual", "Actual (in its unit)", Look.PENCE),
    Column("difference", "Difference (in its unit)", Look.PENCE),
    Column("allowed", "Allowed difference (in its unit)", Look.EXACT),
    Column("result", "Result"),
)


def fill(book: Book, page: Page) -> None:
    """The master check, the words that formulas use, and a row a check."""
    book.master, book.failing = lay(page, names(book), lambda words: checks(book, words))


def lay(
    page: Page, named: Mapping[str, str], made: Callable[[dict[str, str]], Iterable[Check]]
) -> tuple[str, tuple[str, ...]]:
    """Lay checks out on a page: the address of their master check, and what each that fails says.

    `named`: further words that formulas use, by key; `made` is given the address of each, and makes the checks.
    """
    row = page.row
    page.row += 1
    page.gap()
    page.caption("Words that the formulas use")
    words = page.table("CheckWords", [Column("use", "Use"), Column("word", "Word", most=20)], _words(named))
    page.gap()
    page.caption("Checks")
    found = list(made({key: words.here(DIGITS + 1 + n, "word") for n, key in enumerate(named)}))
    table = page.reserve("Checks", COLUMNS, len(found))
    table.fill([_row(words, table, number, check) for number, check in enumerate(found)])
    _alarm(page, words, table)
    return _master(page, row, words, table, found), tuple(check.what for check in found if not check.holds)


def _words(named: Mapping[str, str]) -> list[list[Cell]]:
    uses = ("a check that holds", "a check that does not", "Actual must be", "Actual must be")
    return [
        *([Cell(use), Cell(word)] for use, word in zip(uses, WORDS, strict=True)),
        [Cell("decimals of a difference"), Cell(ROUNDED, Look.COUNT)],
        *([Cell(f"rows counted: {key.replace('_', ' ')}"), Cell(word)] for key, word in named.items()),
    ]


def _row(words: Table, table: Table, number: int, check: Check) -> list[Cell]:
    at = {column.key: table.here(number, column.key).replace("$", "") for column in COLUMNS}
    word = [words.here(row, "word") for row in (PASS, FAIL, EQUAL)]
    difference = f"=ROUND({at['actual']}-{at['expected']},{words.here(DIGITS, 'word')})"
    held = f"IF({at['must']}={word[2]},ABS({at['difference']}),{at['difference']})"
    return [
        Cell(check.what),
        Cell(WORDS[MOST if check.at_most else EQUAL]),
        Cell(check.expected.value, check.look, check.expected.formula),
        Cell(check.actual.value, check.look, check.actual.formula),
        Cell(round(check.difference, ROUNDED), check.look, difference),
        Cell(check.allowed),
        Cell(_word(check.holds), formula=f"=IF({held}<={at['allowed']},{word[0]},{word[1]})", strong=True),
    ]


def _word(holds: bool) -> str:
    return WORDS[PASS if holds else FAIL]


def _alarm(page: Page, words: Table, table: Table) -> None:
    cells = f"{table.here(0, 'result')}:{table.here(table.count - 1, 'result')}".replace("$", "")
    rule = {"type": "cell", "criteria": "==", "value": f"={words.here(FAIL, 'word')}", "format": page.looks.alarm()}
    page.worksheet.conditional_format(cells, rule)


def _master(page: Page, row: int, words: Table, table: Table, found: list[Check]) -> str:
    word = [words.here(each, "word") for each in (PASS, FAIL)]
    formula = f"=IF(SUMPRODUCT(--({table.column('result')}<>{word[0]})),{word[1]},{word[0]})"
    end, page.row = page.row, row
    master = Cell(_word(all(check.holds for check in found)), formula=formula)
    address = page.pair(f"Master check: all {len(found)} checks below", master)
    page.row = end
    return address
