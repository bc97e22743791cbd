"""Risks: each option's total, its risks on a grid of likelihood by impact, and the register they come from.

Scores, words and counts are live formulas over the register. The bands and what they rest on are in
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
from optimiser.reports.board.appraisal.risk_grid import Known, Named, fill_grid, in_grid, reserve_grid, shade
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
TOTALS = (
    Column("option", "Option", max_width=24),
    Column("worst", "Highest score", max_width=36),
    Column("total", "Total (points)", NumberFormat.COUNT),
    *(Column(each.word, f"{each.word} (risks)", NumberFormat.COUNT) for each in BANDS),
)
REGISTER = (
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
    """How risk counts, the totals, the bands, a grid an option, then the register."""
    options = _options(report)
    page.write_text(_how_it_counts(report.case))
    page.write_text(
        f"Score, bands and levels are those of {SOURCE}: a score is likelihood times impact, 1 to 25 points. An"
        " option's total is the measure risk on Options compared."
    )
    page.skip_row()
    page.write_caption("Total of each option")
    totals = page.reserve_table("RiskTotals", TOTALS, len(options))
    page.skip_row()
    page.write_caption("Bands of a score")
    none = [Cell(NONE), Cell("no risk stands there"), Cell(0), Cell(NONE)]
    bands = page.write_table("RiskBands", BAND_COLUMNS, [*(_band(each) for each in BANDS), none])
    page.skip_row()
    grids = [reserve_grid(page, number, option) for number, option in enumerate(options)]
    page.write_caption("Register")
    rows = [(option, risk) for option in options for risk in option.risks]
    known = Known(bands, page.reserve_table("RiskRegister", REGISTER, len(rows)))
    known.register.fill([_registered(known, number, *row) for number, row in enumerate(rows)])
    totals.fill([_total(known, totals, number, option) for number, option in enumerate(options)])
    for number, (table, option) in enumerate(zip(grids, options, strict=True)):
        fill_grid(known, totals.local_address(number, "option"), table, option)
    shade(page, known, grids)


def _options(report: BoardReport) -> list[Named]:
    names = list(report.run.results)
    labels = unique_headings(shorten(report.label(name), LONGEST_LABEL) for name in names)
    return [Named(label, risks_of_option(report.case, name)) for name, label in zip(names, labels, strict=True)]


def _how_it_counts(case: Case) -> str:
    criteria = risk_criteria(case)
    if not criteria:
        return (
            "No criterion is measured by the total of an option's risks: they stand here for the board to weigh, and"
            " move no score."
        )
    weight, total = (sum((each.weight for each in some), Fraction(0)) for some in (criteria, case.criteria))
    names = listed([quoted(shorten(each.name)) for each in criteria])
    several = "criteria" if len(criteria) > 1 else "criterion"
    return (
        f"Risk enters the appraisal through the {several} {names}, measured by the total of an option's risks:"
        f" {_plain(weight)} of {_plain(total)} points of weight in the run."
    )


def _plain(weight: Fraction) -> str:
    return f"{float(weight):,g}"


def _band(each: RiskBand) -> list[Cell]:
    return [
        Cell(each.word),
        Cell(f"scores from {each.least} to {each.most}"),
        Cell(each.least),
        Cell(in_grid(each.word)),
    ]


def _registered(known: Known, number: int, option: Named, risk: Risk) -> list[Cell]:
    at = {key: known.register.relative_address(number, key) for key in ("likelihood", "impact", "score")}
    return [
        Cell(option.label),
        Cell(risk.name),
        Cell(risk.likelihood),
        Cell(risk.impact),
        Cell(risk_score(risk), formula=f"={at['likelihood']}*{at['impact']}"),
        Cell(risk_band(risk_score(risk)), formula=f"={known.band(at['score'])}"),
        Cell(risk.owner or NOT_SAID),
        Cell(risk.mitigation or NOT_SAID),
    ]


def _total(known: Known, totals: Table, number: int, option: Named) -> list[Cell]:
    own = f"({known.register.column_range('option')}={totals.local_address(number, 'option')})"
    said = [risk_band(risk_score(risk)) for risk in option.risks]

    def counted(row: int) -> Cell:
        there = f"({known.register.column_range('band')}={known.bands.local_address(row, 'band')})"
        return Cell(said.count(BANDS[row].word), formula=f"=SUMPRODUCT({own}*{there})")

    return [
        Cell(option.label),
        Cell(", ".join([risk.name for risk in highest_scoring(option.risks)]) or NONE),
        Cell(
            sum(map(risk_score, option.risks)),
            formula=f"=SUMPRODUCT({own}*{known.register.column_range('score')})",
            bold=True,
        ),
        *(counted(row) for row in range(len(BANDS))),
    ]


SHEET = Sheet(
    "Risks",
    "Each option's risks: their total, where they stand by likelihood and impact, and the register.",
    fill,
    is_included=has_risks,
)
