"""On Risks: a grid of likelihood by impact for each option, in each cell the band and how many risks stand there."""

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
GRID = (
    Column("level", "Likelihood (1 to 5)", max_width=24),
    Column("word", "In words", max_width=36),
    *(Column(f"impact{n}", f"Impact {n}: {word}", max_width=14) for n, word in zip(LEVELS, IMPACTS, strict=True)),
)


@dataclass(frozen=True, slots=True)
class Named:
    """An option of the run as the sheet calls it, and its risks."""

    label: str
    risks: tuple[Risk, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The tables that formulas refer to."""

    bands: Table
    register: Table

    def band(self, points: str, key: str = "band") -> str:
        """The formula for the word of a score, or how a grid has it; `points` is an address or a product of two."""
        last = len(BANDS) - 1
        found = self.bands.local_address(last, key)
        for row in reversed(range(last)):
            found = (
                f"IF({points}>={self.bands.local_address(row, 'least')},{self.bands.local_address(row, key)},{found})"
            )
        return found


def in_grid(word: str) -> str:
    """How a grid has a band, before the number of risks."""
    return f"{word}: "


def reserve_grid(page: Page, number: int, option: Named) -> Table:
    """Room for the grid of an option, and a heading with its name."""
    page.write_caption(f"Likelihood by impact: {option.label}")
    table = page.reserve_table(f"RiskGrid{table_letters(number)}", GRID, len(LEVELS))
    page.skip_row()
    return table


def fill_grid(known: Known, label: str, table: Table, option: Named) -> None:
    """From the likeliest down; `label` is the address of the option's name."""
    table.fill(list(_row(known, label, table, row, option)) for row in range(len(LEVELS)))


def shade(page: Page, known: Known, grids: Sequence[Table]) -> None:
    """Each band's shading wherever its word stands, in the grids and in the register."""
    areas = [
        *(table.relative_range((0, table.row_count - 1), ("impact1", "impact5")) for table in grids),
        known.register.relative_range((0, known.register.row_count - 1), ("band", "band")),
    ]
    first = areas[0].split(":")[0]
    for row, each in enumerate(BANDS):
        word = known.bands.local_address(row, "band")
        rule = {"type": "formula", "criteria": f"=LEFT({first},LEN({word}))={word}", "multi_range": " ".join(areas),
                "format": page.styles.band(each.word)}  # fmt: skip
        page.worksheet.conditional_format(areas[0], rule)


def _row(known: Known, label: str, table: Table, row: int, option: Named) -> Iterator[Cell]:
    likelihood = LEVELS[len(LEVELS) - 1 - row]
    counts = count_by_level(option.risks)
    yield Cell(likelihood, NumberFormat.COUNT, align_left=True)
    yield Cell(LIKELIHOODS[likelihood - 1])
    for impact in LEVELS:
        count = counts[likelihood, impact]
        said = f"{in_grid(risk_band(likelihood * impact))}{count}" if count else NONE
        yield Cell(said, formula=_formula(known, label, table, row, impact))


def _formula(known: Known, label: str, table: Table, row: int, impact: int) -> str:
    """An impact is compared with the likelihood of the same level, which the grid has as a number."""
    likelihood = table.relative_address(row, "level")
    level = table.local_address(len(LEVELS) - impact, "level")
    where = (("option", label), ("likelihood", likelihood), ("impact", level))
    number = f"SUMPRODUCT({'*'.join(f'({known.register.column_range(key)}={address})' for key, address in where)})"
    said = known.band(f"{likelihood}*{level}", "said")
    return f"=IF({number},{said}&{number},{known.bands.local_address(NO_RISK, 'said')})"
