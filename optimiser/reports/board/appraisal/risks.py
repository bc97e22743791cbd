"""The sheet Risks: each option's total, its risks on a grid of likelihood by impact, and the register.

Scores, words and counts are live formulas over the register. The bands and their source are in
`models.appraisal.risks`; the grids are in `risk_grid`.
"""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.risks import (
    BANDS,
    SOURCE,
    RiskBand,
    highest_scoring,
    risk_band,
    risk_criteria,
    risk_score,
    risks_of_option,
)
from models.case.appraisal_inputs import Risk
from models.case.types import Case
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, shorten, unique_headings
from optimiser.reports.board.appraisal.risk_grid import (
    OptionRisks,
    RiskTables,
    fill_grid,
    reserve_grid,
    shade_bands,
    word_in_grid,
)
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import LONGEST_LABEL
from optimiser.reports.formats import NONE
from optimiser.text import listed, quoted

NOT_SAID = "not said"

BAND_COLUMNS = (
    Column("band", "Band", max_width=24),
    Column("covers", "Covers", max_width=36),
    Column("least", "From (points)", NumberFormat.COUNT),
    Column("said", "In a grid", max_width=14),
)
TOTAL_COLUMNS = (
    Column("option", "Option", max_width=24),
    Column("worst", "Highest score", max_width=36),
    Column("total", "Total (points)", NumberFormat.COUNT),
    *(Column(each.word, f"{each.word} (risks)", NumberFormat.COUNT) for each in BANDS),
)
REGISTER_COLUMNS = (
    Column("option", "Option", max_width=24),
    Column("risk", "Risk", max_width=36),
    Column("likelihood", "Likelihood (1 to 5)", NumberFormat.COUNT),
    Column("impact", "Impact (1 to 5)", NumberFormat.COUNT),
    Column("score", "Score (points)", NumberFormat.COUNT),
    Column("band", "Band", max_width=14),
    Column("owner", "Owner", max_width=18),
    Column("mitigation", "Mitigation", max_width=44),
)


def has_risks(report: BoardReport) -> bool:
    """Whether a risk names an option of the run."""
    return any(risks_of_option(report.case, name) for name in report.run.results)


def fill(report: BoardReport, page: Page) -> None:
    """Write how risk counts, the totals, the bands, a grid for each option, then the register."""
    options = _options(report)
    page.write_text(_weight_sentence(report.case))
    page.write_text(
        f"Scores, bands and levels follow {SOURCE}. A score is likelihood times impact, from 1 to 25 points. An"
        " option's total is the measure Risk on Options compared."
    )
    page.skip_row()
    page.write_caption("Total of each option")
    totals = page.reserve_table("RiskTotals", TOTAL_COLUMNS, len(options))
    page.skip_row()
    page.write_caption("Bands of scores")
    no_risk = [Cell(NONE), Cell("no risk of that likelihood and impact"), Cell(0), Cell(NONE)]
    bands = page.write_table("RiskBands", BAND_COLUMNS, [*(_band_row(band) for band in BANDS), no_risk])
    page.skip_row()
    grids = [reserve_grid(page, number, option) for number, option in enumerate(options)]
    page.write_caption("Register")
    rows = [(option, risk) for option in options for risk in option.risks]
    tables = RiskTables(bands, page.reserve_table("RiskRegister", REGISTER_COLUMNS, len(rows)))
    tables.register.fill([_register_row(tables, row, *item) for row, item in enumerate(rows)])
    totals.fill([_total_row(tables, totals, row, option) for row, option in enumerate(options)])
    for row, (grid, option) in enumerate(zip(grids, options, strict=True)):
        fill_grid(tables, totals.local_address(row, "option"), grid, option)
    shade_bands(page, tables, grids)


def _options(report: BoardReport) -> list[OptionRisks]:
    names = list(report.run.results)
    labels = unique_headings(shorten(report.label(name), LONGEST_LABEL) for name in names)
    return [OptionRisks(label, risks_of_option(report.case, name)) for name, label in zip(names, labels, strict=True)]


def _weight_sentence(case: Case) -> str:
    """Which criteria measure risk, and their part of all weight."""
    criteria = risk_criteria(case)
    if not criteria:
        return (
            "No criterion is measured by the total of an option's risks. The board can weigh the risks listed"
            " here, but they change no score."
        )
    weight, total = (sum((each.weight for each in some), Fraction(0)) for some in (criteria, case.criteria))
    names = listed([quoted(shorten(criterion.name)) for criterion in criteria])
    several = "criteria" if len(criteria) > 1 else "criterion"
    return (
        f"Risk counts in the appraisal through the {several} {names}, measured by the total of an option's risks:"
        f" {float(weight):,g} of {float(total):,g} points of weight in the run."
    )


def _band_row(band: RiskBand) -> list[Cell]:
    covers = f"scores from {band.least} to {band.most}"
    return [Cell(band.word), Cell(covers), Cell(band.least), Cell(word_in_grid(band.word))]


def _register_row(tables: RiskTables, row: int, option: OptionRisks, risk: Risk) -> list[Cell]:
    keys = ("likelihood", "impact", "score")
    likelihood, impact, score = (tables.register.relative_address(row, key) for key in keys)
    return [
        Cell(option.label),
        Cell(risk.name),
        Cell(risk.likelihood),
        Cell(risk.impact),
        Cell(risk_score(risk), formula=f"={likelihood}*{impact}"),
        Cell(risk_band(risk_score(risk)), formula=f"={tables.band_formula(score)}"),
        Cell(risk.owner or NOT_SAID),
        Cell(risk.mitigation or NOT_SAID),
    ]


def _total_row(tables: RiskTables, totals: Table, row: int, option: OptionRisks) -> list[Cell]:
    register, bands = tables.register, tables.bands
    own = f"({register.column_range('option')}={totals.local_address(row, 'option')})"
    words = [risk_band(risk_score(risk)) for risk in option.risks]

    def count(band: int) -> Cell:
        in_band = f"({register.column_range('band')}={bands.local_address(band, 'band')})"
        return Cell(words.count(BANDS[band].word), formula=f"=SUMPRODUCT({own}*{in_band})")

    total = sum(map(risk_score, option.risks))
    return [
        Cell(option.label),
        Cell(", ".join([risk.name for risk in highest_scoring(option.risks)]) or NONE),
        Cell(total, formula=f"=SUMPRODUCT({own}*{register.column_range('score')})", bold=True),
        *(count(band) for band in range(len(BANDS))),
    ]


SHEET = Sheet(
    "Risks",
    "Each option's risks: the total, a grid of likelihood by impact, and the register.",
    fill,
    is_included=has_risks,
)
