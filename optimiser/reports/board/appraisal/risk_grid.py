"""Grids of likelihood by impact on the sheet Risks: the band of each cell, and how many risks are in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.appraisal.risks import BANDS, IMPACTS, LEVELS, LIKELIHOODS, count_by_level, risk_band
from models.case.appraisal_inputs import Risk
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, table_letters
from optimiser.reports.formats import NONE

NO_RISK = len(BANDS)  # the row below the bands
GRID_COLUMNS = (
    Column("level", "Likelihood (1 to 5)", max_width=24),
    Column("word", "In words", max_width=36),
    *(Column(f"impact{n}", f"Impact {n}: {word}", max_width=14) for n, word in zip(LEVELS, IMPACTS, strict=True)),
)


@dataclass(frozen=True, slots=True)
class OptionRisks:
    """The label of an option of the run, and its risks."""

    label: str
    risks: tuple[Risk, ...]


@dataclass(frozen=True, slots=True)
class RiskTables:
    """The tables of the sheet that formulas refer to."""

    bands: Table
    register: Table

    def band_formula(self, points: str, key: str = "band") -> str:
        """The formula for the band of a score, without the equals sign.

        `points`: an address, or a product of two. `key`: of the column of the bands whose word is wanted.
        """
        last = len(BANDS) - 1
        word = self.bands.local_address(last, key)
        for row in reversed(range(last)):
            reached = f"{points}>={self.bands.local_address(row, 'least')}"
            word = f"IF({reached},{self.bands.local_address(row, key)},{word})"
        return word


def word_in_grid(word: str) -> str:
    """The word of a band in a grid, where the number of risks follows it."""
    return f"{word}: "


def reserve_grid(page: Page, number: int, option: OptionRisks) -> Table:
    """Make room for the grid of an option under a caption with its name."""
    page.write_caption(f"Likelihood by impact: {option.label}")
    table = page.reserve_table(f"RiskGrid{table_letters(number)}", GRID_COLUMNS, len(LEVELS))
    page.skip_row()
    return table


def fill_grid(tables: RiskTables, label: str, table: Table, option: OptionRisks) -> None:
    """Write the grid, the most likely level first. `label`: the address of the option's name."""
    table.fill(list(_row(tables, label, table, row, option)) for row in range(len(LEVELS)))


def shade_bands(page: Page, tables: RiskTables, grids: Sequence[Table]) -> None:
    """Shade each cell of the grids and the register that begins with the word of a band."""
    areas = [
        *(table.relative_range((0, table.row_count - 1), ("impact1", "impact5")) for table in grids),
        tables.register.relative_range((0, tables.register.row_count - 1), ("band", "band")),
    ]
    first = areas[0].split(":")[0]
    for row, band in enumerate(BANDS):
        word = tables.bands.local_address(row, "band")
        rule = {"type": "formula", "criteria": f"=LEFT({first},LEN({word}))={word}", "multi_range": " ".join(areas),
                "format": page.styles.band(band.word)}  # fmt: skip
        page.worksheet.conditional_format(areas[0], rule)


def _row(tables: RiskTables, label: str, table: Table, row: int, option: OptionRisks) -> Iterator[Cell]:
    likelihood = LEVELS[len(LEVELS) - 1 - row]
    counts = count_by_level(option.risks)
    yield Cell(likelihood, NumberFormat.COUNT, align_left=True)
    yield Cell(LIKELIHOODS[likelihood - 1])
    for impact in LEVELS:
        count = counts[likelihood, impact]
        text = f"{word_in_grid(risk_band(likelihood * impact))}{count}" if count else NONE
        yield Cell(text, formula=_formula(tables, label, table, row, impact))


def _formula(tables: RiskTables, label: str, table: Table, row: int, impact: int) -> str:
    """The band and the number of risks. The impact is read from the likelihood of the same level in column A."""
    likelihood = table.relative_address(row, "level")
    level = table.local_address(len(LEVELS) - impact, "level")
    conditions = (("option", label), ("likelihood", likelihood), ("impact", level))
    number = (
        f"SUMPRODUCT({'*'.join(f'({tables.register.column_range(key)}={address})' for key, address in conditions)})"
    )
    word = tables.band_formula(f"{likelihood}*{level}", "said")
    return f"=IF({number},{word}&{number},{tables.bands.local_address(NO_RISK, 'said')})"
