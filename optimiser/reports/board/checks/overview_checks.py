"""Checks of the sheets that give an overview: risks, coverage, years, tiers, and today's contracts.

Each figure is read from its own sheet and compared with the measures or with another sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.accounts.baseline import cost_by_service_today
from models.accounts.coverage import coverage
from models.accounts.funding_return import COMMISSIONING_HEADING
from models.accounts.providers_today import providers_today, tiers_today
from models.accounts.yearly_profile import yearly_profile
from models.appraisal.risks import risk_score, risks_of_option
from optimiser.excel.checks import HALF_PENNY, Check
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell
from optimiser.reports.board.allocations import places_provided
from optimiser.reports.board.checks.option_formulas import OptionFormulas
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import measure_format, to_pounds

# Columns of Year by year by table, and the measure that each adds up to over the years.
YEARLY_COLUMNS = (
    *(("MoneyPath", key, name) for key, name in (("cost", "cost"), ("once", "transition_cost"))),
    *(("MoneyPath", name, name) for name in ("unspent", "lapsed")),
    ("PlacesPath", "places", "places"),
    *(("PeoplePath", name, name) for name in ("people", "outcomes")),
)
TOLERANCE = Fraction(1, 10**6)  # what adding up places, people and outcomes may lose


def contracts_today_checks(report: BoardReport) -> Iterator[Check]:
    """Today's contracts by tier and by provider equal today's return without commissioning.

    The expected value has no live formula if a service is returned under the heading of commissioning too.
    """
    if not report.has_table("TodayTiers"):
        return
    today = report.table("Today")
    spend = sum(cost_by_service_today(report.case).values())
    live = all(service.heading != COMMISSIONING_HEADING for service in report.case.services)
    total_cell, commissioning_cell = (today.address(today.row_count, key) for key in ("total", "heading0"))
    for name, words, costs in (
        ("TodayTiers", "tier", [tier.value for tier in tiers_today(report.case)]),
        ("TodayProviders", "provider", [provider.value for provider in providers_today(report.case)]),
    ):
        table = report.table(name)
        yield Check(
            f"Today's contracts by {words} equal today's return without commissioning (£ a year)",
            Cell(to_pounds(spend), formula=f"={total_cell}-{commissioning_cell}" if live else ""),
            Cell(to_pounds(sum(costs)), formula=f"={table.address(table.row_count, 'all')}"),
        )


def overview_checks(report: BoardReport, option: SolvedOption, formulas: OptionFormulas) -> Iterator[Check]:
    """Risks, coverage, years and tiers of one option."""
    yield from _risk_checks(report, option, formulas)
    yield from _coverage_checks(report, option, formulas)
    yield from _year_checks(report, option, formulas)
    yield from _tier_checks(report, option, formulas)


def _risk_checks(report: BoardReport, option: SolvedOption, formulas: OptionFormulas) -> Iterator[Check]:
    if report.has_table("RiskRegister"):
        score = sum(map(risk_score, risks_of_option(report.case, option.name)))
        yield Check(
            f"{option.label}: the scores on Risks equal risk on Options compared (points)",
            formulas.measure("risk"),
            Cell(score, formula=formulas.total("RiskRegister", "score")),
            TOLERANCE,
            NumberFormat.COUNT,
        )


def _coverage_checks(report: BoardReport, option: SolvedOption, formulas: OptionFormulas) -> Iterator[Check]:
    """The last line of Coverage, which is over everything, against Year by year and Options compared."""
    if not report.has_table("CoveragePlaces"):
        return
    table, years, shares = (report.table(name) for name in ("CoveragePlaces", "PlacesPath", "Coverage"))
    last_year_row = (option.number + 1) * report.case.horizon - 1
    last_year = yearly_profile(report.case, option.definition, option.plan, option.ledger)[-1]
    line = coverage(report.case, [places_provided(option.plan)])[-1]
    yield Check(
        f"{option.label}: places on Coverage equal those of the last year on Year by year (places)",
        Cell(sum(last_year.places.values()), formula=f"={years.address(last_year_row, 'places')}"),
        Cell(line.places[0], formula=f"={table.address(table.row_count - 1, option.key)}"),
        TOLERANCE,
        NumberFormat.COUNT,
    )
    if option.measures["coverage"] is not None:
        share_cell = shares.address(shares.row_count - 1, option.key)
        yield Check(
            f"{option.label}: the last line of Coverage equals coverage on Options compared (share)",
            formulas.measure("coverage"),
            Cell(Fraction(line.places[0], line.demand), formula=f"={share_cell}"),
            TOLERANCE,
            NumberFormat.SHARE,
        )


def _year_checks(report: BoardReport, option: SolvedOption, formulas: OptionFormulas) -> Iterator[Check]:
    years = yearly_profile(report.case, option.definition, option.plan, option.ledger)
    totals = {
        "cost": to_pounds(sum(year.cost for year in years)),
        "transition_cost": to_pounds(sum(year.one_off for year in years)),
        "unspent": to_pounds(sum(year.unspent for year in years)),
        "lapsed": to_pounds(sum(year.lapsed for year in years)),
        "places": Fraction(sum(sum(year.places.values()) for year in years)),
        "people": sum((year.people for year in years), Fraction(0)),
        "outcomes": sum((year.outcomes for year in years), Fraction(0)),
    }
    for table, key, name in YEARLY_COLUMNS:
        is_money = table == "MoneyPath"
        yield Check(
            f"{option.label}: Year by year has the same {name.replace('_', ' ')} as Options compared"
            f" ({'£' if is_money else name})",
            formulas.measure(name),
            Cell(totals[name], formula=formulas.total(table, key)),
            HALF_PENNY if is_money else TOLERANCE,
            NumberFormat.PENCE if is_money else measure_format(name),
        )


def _tier_checks(report: BoardReport, option: SolvedOption, formulas: OptionFormulas) -> Iterator[Check]:
    if report.has_table("TierSpend"):
        spend = sum(allocation.running + allocation.one_off for allocation in option.allocations)
        yield Check(
            f"{option.label}: spend on Allocation by tier equals cost on Options compared (£)",
            formulas.measure("cost"),
            Cell(to_pounds(spend), formula=formulas.total("TierSpend", "all")),
        )
