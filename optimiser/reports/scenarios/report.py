"""The workbook of a scenario pack while it is being written, and what its sheets share: labels, cells and shading."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from models.appraisal.measures import BY_NAME
from optimiser.analyses.scenarios import AS_IT_STANDS, ScenarioPack, ScenarioRun
from optimiser.engine.run import Result
from optimiser.excel.page import Page
from optimiser.excel.report import Report
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, shorten, unique_headings
from optimiser.reports.formats import measure_figure, measure_format, measure_heading, price_base_label
from optimiser.reports.prose.scenarios import (
    AHEAD,
    BETTER,
    NEITHER,
    NO_PLAN,
    PREFERRED,
    WORSE,
    compared_measures,
    measure_value,
    proof_label,
)

MAX_NAME = 100  # characters of a name in tables
SCENARIO_COLUMN = Column("scenario", "Scenario", max_width=46)
WITHOUT_PLAN = ("no plan", "no answer")  # words that cells begin with
RESERVED_HEADINGS = ("Scenario",)  # no option's label may be one of these


@dataclass
class ScenarioReport(Report):
    """The workbook of a pack of scenarios while it is being written."""

    pack: ScenarioPack

    kind = "Scenarios"
    subject = "Every scenario of a case compared with the base case"

    @property
    def case_title(self) -> str:
        """The title of the case."""
        return self.pack.case.title

    @property
    def price_base(self) -> str:
        """The year of its prices in words."""
        return price_base_label(self.pack.base.run.case)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Each option's name as the sheets show it."""
        headings = unique_headings([*RESERVED_HEADINGS, *(shorten(name, MAX_NAME) for name in self.pack.options)])
        return dict(zip(self.pack.options, headings[len(RESERVED_HEADINGS) :], strict=True))

    @cached_property
    def names(self) -> dict[str, str]:
        """Each scenario's name as the sheets show it, by its folder."""
        names = unique_headings(shorten(_member_name(member), MAX_NAME) for member in self.pack.members)
        return dict(zip((member.folder for member in self.pack.members), names, strict=True))

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """The measures that are compared."""
        return compared_measures(self.pack)

    def keys(self) -> dict[str, str]:
        """The key of each option's column."""
        return {name: f"option{number}" for number, name in enumerate(self.pack.options)}

    def columns(self, number_format: NumberFormat = NumberFormat.TEXT, unit: str = "") -> list[Column]:
        """A column for the scenario and one for each option, with `unit` in its heading."""
        suffix = f" ({unit})" if unit else ""
        return [
            SCENARIO_COLUMN,
            *(
                Column(key, f"{self.labels[option]}{suffix}", number_format, max_width=24)
                for option, key in self.keys().items()
            ),
        ]

    def figures(self, measure: str) -> Table:
        """The table with a measure of every scenario and option."""
        return self.table(f"Figures{measure_key(measure)}")


def measure_key(measure: str) -> str:
    """A measure as part of a table's name: `"PresentCost"`."""
    return "".join(part.capitalize() for part in measure.split("_"))


def heading_with_unit(measure: str) -> str:
    """A measure as a heading, with its unit if that says more: `"Cost (£)"`, `"Outcomes"`."""
    unit = BY_NAME[measure].unit
    return measure_heading(measure) if unit == measure.replace("_", " ") else f"{measure_heading(measure)} ({unit})"


def heading_without_unit(measure: str) -> str:
    """A measure as a heading: `"Cost"`."""
    return heading_with_unit(measure).split(" (")[0]


def measure_cell(measure: str, result: Result | None) -> Cell:
    """A measure as a cell, or the reason why there is none."""
    if result is None or result.measures is None:
        return Cell(proof_label(result))
    return Cell(measure_figure(measure, measure_value(result, measure)), measure_format(measure))


def member_rows(
    report: ScenarioReport, members: Sequence[ScenarioRun], cell: Callable[[ScenarioRun, str], Cell]
) -> list[list[Cell]]:
    """A row for each scenario: its name, and the cell of each option."""
    return [
        [Cell(report.names[member.folder]), *(cell(member, option) for option in report.pack.options)]
        for member in members
    ]


def shade_differences(page: Page, table: Table) -> None:
    """Shade a table of words: better darkest, worse light, no plan as a check that fails. The words say the same."""
    styles = page.styles
    shades = {BETTER: styles.band("High"), WORSE: styles.band("Medium"), NO_PLAN: styles.failed_check()}
    _shade(page, table, {**shades, NEITHER: styles.band("Low")})


def shade_standings(page: Page, table: Table) -> None:
    """Shade a table of words: preferred darkest, ahead light, no plan as a failed check. The words say the same."""
    styles = page.styles
    first = {PREFERRED: styles.band("High"), AHEAD: styles.band("Medium")}
    _shade(page, table, {**first, **dict.fromkeys(WITHOUT_PLAN, styles.failed_check())})


def _shade(page: Page, table: Table, shades: Mapping[str, Any]) -> None:
    if not table.row_count:
        return
    cells = table.relative_range((0, table.row_count - 1), (table.columns[1].key, table.columns[-1].key))
    for word, style in shades.items():
        rule = {"type": "text", "criteria": "begins with", "value": word, "format": style}
        page.worksheet.conditional_format(cells, rule)


def _member_name(member: ScenarioRun) -> str:
    return "As it stands" if member.name == AS_IT_STANDS else member.name
