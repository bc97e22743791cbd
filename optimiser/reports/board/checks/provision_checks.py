"""What is checked of the sheets that show rather than account: risks, coverage, the years, and today's contracts.

Each figure is read from its own sheet and held against the measures, or against another sheet.
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
from optimiser.reports.board.checks.option_sums import Sums
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import measure_figure, measure_format, to_pounds

# Columns of Year by year by table, and the measure that each is over the years.
BY_YEAR = (
    *(("MoneyPath", key, name) for key, name in (("cost", "cost"), ("once", "transition_cost"))),
    *(("MoneyPath", name, name) for name in ("unspent", "lapsed")),
    ("PlacesPath", "places", "places"),
    *(("PeoplePath", name, name) for name in ("people", "outcomes")),
)
FEW = Fraction(1, 10**6)  # what adding up places, people and outcomes may lose


def today_pictured(report: BoardReport) -> Iterator[Check]:
    """Today's contracts by tier and by provider are today's return without commissioning; no live formula where a
    service is returned under that heading too.
    """
    if not report.has_table("TodayTiers"):
        return
    today = report.table("Today")
    spend = sum(cost_by_service_today(report.case).values())
    apart = all(service.heading != COMMISSIONING_HEADING for service in report.case.services)
    live = f"={today.address(today.row_count, 'total')}-{today.address(today.row_count, 'heading0')}" if apart else ""
    for name, words, found in (
        ("TodayTiers", "tier", tiers_today(report.case)),
        ("TodayProviders", "provider", providers_today(report.case)),
    ):
        table = report.table(name)
        total = sum(each.value for each in found)
        yield Check(
            f"Today's contracts by {words} equal today's return without commissioning (£ a year)",
            Cell(to_pounds(spend), formula=live),
            Cell(to_pounds(total), formula=f"={table.address(table.row_count, 'all')}"),
        )


def pictured(report: BoardReport, option: SolvedOption, sums: Sums) -> Iterator[Check]:
    """The risks, the coverage and the years of one option."""
    yield from _risks(report, option, sums)
    yield from _coverage(report, option, sums)
    yield from _years(report, option, sums)
    yield from _tiers(report, option, sums)


def _risks(report: BoardReport, option: SolvedOption, sums: Sums) -> Iterator[Check]:
    if report.has_table("RiskRegister"):
        yield Check(
            f"{option.label}: the scores on Risks equal risk on Options compared (points)",
            Cell(option.measures["risk"] or Fraction(0), formula=f"={sums.measure('risk')}"),
            Cell(
                sum(map(risk_score, risks_of_option(report.case, option.name))),
                formula=sums.total("RiskRegister", "score"),
            ),
            FEW,
            NumberFormat.COUNT,
        )


def _coverage(report: BoardReport, option: SolvedOption, sums: Sums) -> Iterator[Check]:
    """The last line of Coverage is over everything; the year is the last row of the option on Year by year."""
    if not report.has_table("CoveragePlaces"):
        return
    table, years = report.table("CoveragePlaces"), report.table("PlacesPath")
    row = (option.number + 1) * report.case.horizon - 1
    step = yearly_profile(report.case, option.definition, option.plan, option.ledger)[-1]
    line = coverage(report.case, [places_provided(option.plan)])[-1]
    yield Check(
        f"{option.label}: places on Coverage equal those of the last year on Year by year (places)",
        Cell(sum(step.places.values()), formula=f"={years.address(row, 'places')}"),
        Cell(line.places[0], formula=f"={table.address(table.row_count - 1, option.key)}"),
        FEW,
        NumberFormat.COUNT,
    )
    share = option.measures["coverage"]
    if share is not None:
        shares = report.table("Coverage")
        yield Check(
            f"{option.label}: the last line of Coverage equals coverage on Options compared (share)",
            Cell(share, formula=f"={sums.measure('coverage')}"),
            Cell(Fraction(line.places[0], line.demand), formula=f"={shares.address(shares.row_count - 1, option.key)}"),
            FEW,
            NumberFormat.SHARE,
        )


def _years(report: BoardReport, option: SolvedOption, sums: Sums) -> Iterator[Check]:
    steps = yearly_profile(report.case, option.definition, option.plan, option.ledger)
    found = {
        "cost": to_pounds(sum(step.cost for step in steps)),
        "transition_cost": to_pounds(sum(step.one_off for step in steps)),
        "unspent": to_pounds(sum(step.unspent for step in steps)),
        "lapsed": to_pounds(sum(step.lapsed for step in steps)),
        "places": Fraction(sum(sum(step.places.values()) for step in steps)),
        "people": sum((step.people for step in steps), Fraction(0)),
        "outcomes": sum((step.outcomes for step in steps), Fraction(0)),
    }
    for table, key, name in BY_YEAR:
        expected = measure_figure(name, option.measures[name])
        money = table == "MoneyPath"
        yield Check(
            f"{option.label}: {name.replace('_', ' ')} on Year by year equals that on Options compared"
            f" ({'£' if money else name})",
            Cell(expected, formula=f"={sums.measure(name)}"),
            Cell(found[name], formula=sums.total(table, key)),
            HALF_PENNY if money else FEW,
            NumberFormat.PENCE if money else measure_format(name),
        )


def _tiers(report: BoardReport, option: SolvedOption, sums: Sums) -> Iterator[Check]:
    if report.has_table("TierSpend"):
        yield Check(
            f"{option.label}: spend on Allocation by tier equals cost on Options compared (£)",
            Cell(measure_figure("cost", option.measures["cost"]), formula=f"={sums.measure('cost')}"),
            Cell(
                to_pounds(sum(share.running + share.one_off for share in option.allocations)),
                formula=sums.total("TierSpend", "all"),
            ),
        )
