"""Checks: what must hold of two figures, the sheet that lists all checks, and the master check over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from optimiser.excel.page import Page
from optimiser.excel.report import FAIL, PASS, Report
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table

HALF_PENNY = Fraction(1, 200)  # in pounds: far more than adding up thousands of figures may lose
PASS_ROW, FAIL_ROW, EQUAL_ROW, AT_MOST_ROW, DECIMALS_ROW = range(5)  # of the words; those of the caller follow
EQUAL, AT_MOST = "equal to", "at most"
DECIMALS = 6  # of a difference

COLUMNS = (
    Column("what", "Check (unit in brackets)", max_width=72),
    Column("must", "Actual must be", max_width=12),
    Column("expected", "Expected (in its unit)", NumberFormat.PENCE),
    Column("actual", "Actual (in its unit)", NumberFormat.PENCE),
    Column("difference", "Difference (in its unit)", NumberFormat.PENCE),
    Column("allowed", "Allowed difference (in its unit)", NumberFormat.EXACT),
    Column("result", "Result"),
)


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold: `actual` equals `expected`, or is `at_most` it, within `allowed`."""

    what: str
    expected: Cell
    actual: Cell
    allowed: Fraction = HALF_PENNY
    number_format: NumberFormat = NumberFormat.PENCE
    at_most: bool = False

    @property
    def difference(self) -> Fraction:
        """Actual less expected."""
        return Fraction(self.actual.value) - Fraction(self.expected.value)

    @property
    def passes(self) -> bool:
        """Whether the check passes."""
        return (self.difference if self.at_most else abs(self.difference)) <= self.allowed


def count_check(what: str, actual: int, formula: str = "", expected: int = 0) -> Check:
    """A check that a number of things is exactly as expected."""
    return Check(what, Cell(expected), Cell(actual, formula=formula), Fraction(0), NumberFormat.COUNT)


def fill_checks(
    report: Report,
    page: Page,
    make_checks: Callable[[dict[str, str]], Iterable[Check]],
    words: Mapping[str, str] | None = None,
) -> None:
    """Write the master check, the words that formulas use, and a row for each check.

    `words`: further words for formulas, by key. `make_checks` gets the address of each of them. The report then knows
    the address of its master check, and which checks fail.
    """
    words = words or {}
    master_row = page.row
    page.row += 1
    page.skip_row()
    page.write_caption("Words that the formulas use")
    word_columns = [Column("use", "Use"), Column("word", "Word", max_width=20)]
    word_table = page.write_table("CheckWords", word_columns, _word_rows(words))
    page.skip_row()
    page.write_caption("Checks")
    first = DECIMALS_ROW + 1
    addresses = {key: word_table.local_address(first + number, "word") for number, key in enumerate(words)}
    checks = list(make_checks(addresses))
    table = page.reserve_table("Checks", COLUMNS, len(checks))
    table.fill([_row(word_table, table, row, check) for row, check in enumerate(checks)])
    _mark_failures(page, word_table, table)
    report.master_check = _write_master_check(page, master_row, word_table, table, checks)
    report.failing_checks = tuple(check.what for check in checks if not check.passes)


def _word_rows(words: Mapping[str, str]) -> list[list[Cell]]:
    standard = {
        "a check that holds": PASS,
        "a check that fails": FAIL,
    }
    return [
        *([Cell(use), Cell(word)] for use, word in standard.items()),
        *([Cell("Actual must be"), Cell(word)] for word in (EQUAL, AT_MOST)),
        [Cell("decimals of a difference"), Cell(DECIMALS, NumberFormat.COUNT)],
        *([Cell(f"rows counted: {key.replace('_', ' ')}"), Cell(word)] for key, word in words.items()),
    ]


def _row(words: Table, table: Table, row: int, check: Check) -> list[Cell]:
    cells = {column.key: table.relative_address(row, column.key) for column in COLUMNS}
    passes, fails, equal = (words.local_address(word, "word") for word in (PASS_ROW, FAIL_ROW, EQUAL_ROW))
    decimals = words.local_address(DECIMALS_ROW, "word")
    excess = f"IF({cells['must']}={equal},ABS({cells['difference']}),{cells['difference']})"
    return [
        Cell(check.what),
        Cell(AT_MOST if check.at_most else EQUAL),
        Cell(check.expected.value, check.number_format, check.expected.formula),
        Cell(check.actual.value, check.number_format, check.actual.formula),
        Cell(
            round(check.difference, DECIMALS),
            check.number_format,
            f"=ROUND({cells['actual']}-{cells['expected']},{decimals})",
        ),
        Cell(check.allowed),
        Cell(_result(check.passes), formula=f"=IF({excess}<={cells['allowed']},{passes},{fails})", bold=True),
    ]


def _result(passes: bool) -> str:
    return PASS if passes else FAIL


def _mark_failures(page: Page, words: Table, table: Table) -> None:
    cells = table.relative_range((0, table.row_count - 1), ("result", "result"))
    page.shade_equal_cells([cells], f"={words.local_address(FAIL_ROW, 'word')}", page.styles.failed_check())


def _write_master_check(page: Page, row: int, words: Table, table: Table, checks: list[Check]) -> str:
    """Write the master check in a row above the tables; return its address."""
    passes, fails = (words.local_address(word, "word") for word in (PASS_ROW, FAIL_ROW))
    formula = f"=IF(SUMPRODUCT(--({table.column_range('result')}<>{passes})),{fails},{passes})"
    end, page.row = page.row, row
    master_check = Cell(_result(all(check.passes for check in checks)), formula=formula)
    address = page.write_labelled_cell(f"Master check: all {len(checks)} checks below", master_check)
    page.row = end
    return address
