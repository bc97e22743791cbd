"""The workbook of a pack while it is being written, and what its sheets share: labels, figures, addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from models.appraisal.measures import BY_NAME
from optimiser.analyses.scenarios.pack import AS_IT_STANDS, Member, Pack
from optimiser.engine.run import Result
from optimiser.excel.report import Report
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, shorten, unique_headings
from optimiser.reports.formats import measure_figure, measure_format, measure_heading, price_base_label
from optimiser.reports.prose.scenarios import compared_measures, measure_value, proof_label

LONGEST = 100  # characters of a name in tables
WHICH = Column("scenario", "Scenario", max_width=46)
RESERVED = ("Scenario",)  # headings that no option's label may be


@dataclass
class ScenarioReport(Report):
    """The workbook of a pack of scenarios while it is being written."""

    pack: Pack

    @property
    def kind(self) -> str:
        """What kind of report it is."""
        return "Scenarios"

    @property
    def subject(self) -> str:
        """What it is about."""
        return "Every scenario of a case beside the case as it stands"

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
        """Each option's name as the sheets have it."""
        found = unique_headings([*RESERVED, *(shorten(name, LONGEST) for name in self.pack.options)])
        return dict(zip(self.pack.options, found[len(RESERVED) :], strict=True))

    @cached_property
    def names(self) -> dict[str, str]:
        """Each member's name as the sheets have it, by its folder."""
        found = unique_headings(shorten(_name(each), LONGEST) for each in self.pack.members)
        return dict(zip((each.folder for each in self.pack.members), found, strict=True))

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """The measures that are compared."""
        return compared_measures(self.pack)

    def keys(self) -> dict[str, str]:
        """The key of each option's column."""
        return {name: f"option{number}" for number, name in enumerate(self.pack.options)}

    def columns(self, look_: NumberFormat = NumberFormat.TEXT, unit: str = "") -> list[Column]:
        """The scenario, and a column an option; `unit` in its heading."""
        after = f" ({unit})" if unit else ""
        return [
            WHICH,
            *(Column(key, f"{self.labels[name]}{after}", look_, max_width=24) for name, key in self.keys().items()),
        ]

    def figures(self, measure: str) -> Table:
        """The table with a measure of every member and option."""
        return self.table(f"Figures{called(measure)}")


def called(measure: str) -> str:
    """A measure as part of a table's name: `PresentCost`."""
    return "".join(part.capitalize() for part in measure.split("_"))


def titled(measure: str) -> str:
    """A measure as a heading, with its unit where that says more: `Cost (£)`, `Outcomes`."""
    its = BY_NAME[measure].unit
    return measure_heading(measure) if its == measure.replace("_", " ") else f"{measure_heading(measure)} ({its})"


def shown(measure: str, result: Result | None) -> Cell:
    """A measure as a cell, or why there is none."""
    if result is None or result.measures is None:
        return Cell(proof_label(result))
    return Cell(measure_figure(measure, measure_value(result, measure)), measure_format(measure))


def rows(report: ScenarioReport, members: Sequence[Member], cell: Any) -> list[list[Cell]]:
    """A row a member: its name, and what `cell` makes of member and option."""
    return [
        [Cell(report.names[member.folder]), *(cell(member, name) for name in report.pack.options)] for member in members
    ]


def _name(member: Member) -> str:
    return "As it stands" if member.name == AS_IT_STANDS else member.name
