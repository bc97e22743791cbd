"""The sheet Floors, and the minimums of a case: those of one borough and service are on Provision, all others here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from models.case.types import Case, MinimumProvision
from models.plan.plan import Plan
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.allocations import places_provided
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.text import yes_no

Key = tuple[str, str, int]  # borough, service, year
COLUMNS = (
    Column("option", "Option", max_width=24),
    Column("year", "Year"),
    Column("boroughs", "Boroughs", max_width=32),
    Column("services", "Services", max_width=36),
    Column("counts", "Counts"),
    Column("statutory", "Statutory"),
    Column("floor", "Floor (places or people, as counted)", NumberFormat.EXACT),
    Column("provided", "Provided (as counted)", NumberFormat.EXACT),
    Column("above", "Above the floor (as counted)", NumberFormat.EXACT),
)


@dataclass(frozen=True, slots=True)
class ServiceMinimum:
    """The highest minimum of one borough and service in one year, in places, and whether any is statutory."""

    figure: Fraction
    statutory: bool


@dataclass(frozen=True, slots=True)
class WideMinimum:
    """A minimum over several boroughs or services, or in people, in one year, and what is provided against it."""

    year: int
    minimum: MinimumProvision
    figure: Fraction
    provided: Fraction


def service_minimums(case: Case) -> dict[Key, ServiceMinimum]:
    """The minimums in places of one borough and one service, by borough, service and year."""
    figures_by_key: dict[Key, list[tuple[Fraction, bool]]] = defaultdict(list)
    for minimum in case.minimums:
        if not is_wide(minimum):
            for year, figure in enumerate(minimum.figures):
                if figure is not None:
                    key = (minimum.boroughs[0], minimum.services[0], year)
                    figures_by_key[key].append((figure, minimum.statutory))
    return {
        key: ServiceMinimum(max(figures)[0], any(statutory for _, statutory in figures))
        for key, figures in figures_by_key.items()
    }


def is_wide(minimum: MinimumProvision) -> bool:
    """Whether a minimum is over several boroughs or services, or in people."""
    return minimum.counts_people or len(minimum.boroughs) > 1 or len(minimum.services) > 1


def wide_minimums(case: Case, plan: Plan) -> Iterator[WideMinimum]:
    """The minimums over several boroughs or services, or in people, year by year, with what a plan provides."""
    places = places_provided(plan)
    for year in case.years:
        for minimum in filter(is_wide, case.minimums):
            if (figure := minimum.figures[year]) is not None:
                provided = sum(
                    (
                        places.get((borough, service, year), 0) * _counted_per_place(case, minimum, service)
                        for borough in minimum.boroughs
                        for service in minimum.services
                    ),
                    Fraction(0),
                )
                yield WideMinimum(year, minimum, figure, provided)


def has_wide_minimums(report: BoardReport) -> bool:
    """Whether a minimum is over several boroughs or services, or in people."""
    return report.has_plans() and any(map(is_wide, report.case.minimums))


def fill(report: BoardReport, page: Page) -> None:
    """Write a row for each option, year and minimum."""
    rows = [(option, minimum) for option in report.options for minimum in wide_minimums(report.case, option.plan)]
    page.write_formula_table_or_text(
        "No minimum has a figure.",
        "Floors",
        COLUMNS,
        rows,
        lambda table, number, row: _row(report.case, table, number, *row),
    )


def _counted_per_place(case: Case, minimum: MinimumProvision, service: str) -> Fraction:
    return case.service(service).people_per_place if minimum.counts_people else Fraction(1)


def _row(case: Case, table: Table, row: int, option: SolvedOption, wide: WideMinimum) -> list[Cell]:
    minimum = wide.minimum
    required, provided = (table.relative_address(row, key) for key in ("floor", "provided"))
    everywhere = len(minimum.boroughs) == len(case.boroughs) > 1
    return [
        Cell(option.label),
        Cell(case.year_label(wide.year)),
        Cell("all together" if everywhere else ", ".join(minimum.boroughs)),
        Cell(", ".join(minimum.services)),
        Cell("people" if minimum.counts_people else "places"),
        Cell(yes_no(minimum.statutory)),
        Cell(wide.figure),
        Cell(wide.provided),
        Cell(wide.provided - wide.figure, formula=f"={provided}-{required}"),
    ]


SHEET = Sheet(
    "Floors",
    "The minimums over several boroughs or services, or in people, and what each option provides.",
    fill,
    is_included=has_wide_minimums,
)
