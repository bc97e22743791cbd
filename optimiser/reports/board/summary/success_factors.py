"""The critical success factors on the sheet Summary: stated today, as today's contracts give them, and as planned."""

from __future__ import annotations

from fractions import Fraction

from models.accounts.baseline import baseline
from models.case.appraisal_inputs import SuccessFactor
from models.case.money import round_half_up
from models.case.types import Case
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.report import BoardReport
from optimiser.reports.formats import (
    NO_FIGURE,
    adds_over_years,
    measure_figure,
    measure_format,
    measure_heading,
    to_pounds,
)
from optimiser.reports.prose.certainty import is_uncertain


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each success factor."""
    page.skip_row()
    page.write_caption("Critical success factors")
    first = "Option ahead" if is_uncertain(report.run) else "Preferred option"
    preferred = f"{first}, a year (in the unit)" if report.preferred else "No preferred option"
    columns = [
        Column("factor", "Factor and its unit", max_width=38),
        Column("today", "Today, as stated (in the unit)", NumberFormat.TENTH),
        Column("case", "Today, as the contracts give it (in the unit)", NumberFormat.TENTH),
        Column("preferred", preferred, NumberFormat.TENTH),
        Column("measure", "Measure", max_width=14),
    ]
    page.write_table("SuccessFactors", columns, [_row(report, factor) for factor in report.case.success_factors])


def measures_today(case: Case) -> dict[str, Fraction]:
    """The measures that today's contracts give for a year, by name; a measure that they do not give is left out.

    Money is in pounds, rounded once to the penny. Places are those held, not those used: the case does not say how
    many are used today.
    """
    all_lines = [line for contract in case.contracts for line in contract.lines]
    lines = [line for line in all_lines if not case.service(line.service).is_infrastructure]
    contracts = [contract for contract in case.contracts if not contract.in_house]
    places = Fraction(sum(line.places for line in lines))
    people = sum((case.service(line.service).people_per_place * line.places for line in lines), Fraction(0))
    outcomes = sum((line.success_rate * line.places for line in lines), Fraction(0))
    weighted_outcomes = sum(
        (case.service(line.service).outcome_weight * line.success_rate * line.places for line in lines), Fraction(0)
    )
    cost = Fraction(baseline(case), 100)
    measures = {
        "cost": cost,
        "places": places,
        "people": people,
        "outcomes": outcomes,
        "weighted_outcomes": weighted_outcomes,
        "contracts": Fraction(len(contracts)),
        "providers": Fraction(len({contract.provider for contract in contracts})),
    }
    for name, number in (("unit_cost", places), ("cost_per_person", people), ("cost_per_outcome", outcomes)):
        if number:
            measures[name] = to_pounds(round_half_up(100 * cost / number))
    return measures


def _row(report: BoardReport, factor: SuccessFactor) -> list[Cell]:
    name = f"{factor.name} ({factor.unit})" if factor.unit else factor.name
    stated = (
        Cell("no data")
        if factor.today is None
        else Cell(factor.today, NumberFormat.EXACT if factor.today % 1 else NumberFormat.COUNT)
    )
    if factor.measure is None:
        return [Cell(name), stated, Cell("no measure"), Cell("no measure"), Cell("none")]
    today = measures_today(report.case).get(factor.measure)
    return [
        Cell(name),
        stated,
        Cell("not known" if today is None else today, measure_format(factor.measure)),
        _preferred_a_year(report, factor.measure),
        Cell(measure_heading(factor.measure)),
    ]


def _preferred_a_year(report: BoardReport, measure: str) -> Cell:
    """The preferred option's figure; a total over all years is divided by the years."""
    if report.preferred is None:
        return Cell("none")
    value = measure_figure(measure, report.preferred.measures[measure])
    if isinstance(value, str):
        return Cell(NO_FIGURE)
    return Cell(value / report.case.horizon if adds_over_years(measure) else value, measure_format(measure))
