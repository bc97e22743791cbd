"""The sheet of differences from the case as it stands, in words with shading, and as figures that follow the tables."""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.measures import BY_NAME
from optimiser.analyses.scenarios.pack import Member
from optimiser.excel.page import Page
from optimiser.excel.tables import Cell
from optimiser.reports.formats import measure_format
from optimiser.reports.prose.scenarios import difference_text, objective_difference_text
from optimiser.reports.scenarios import shading
from optimiser.reports.scenarios.report import ScenarioReport, called, rows, shown, titled


def fill(report: ScenarioReport, page: Page) -> None:
    """What is proven of the first aim; then two tables a measure."""
    pack = report.pack
    if not pack.others:
        page.write_text("The case has no scenarios, so that there is nothing to compare with it.")
        return
    page.write_caption("What is best, against the case as it stands")
    page.write_text(
        "Of two plans within the gap one may be better by chance. Proven: the best plans themselves differ. Within the"
        " gap: what is proven leaves open whether they do."
    )
    table = page.write_table(
        "AimWords",
        report.columns(),
        rows(report, pack.others, lambda m, o: Cell(objective_difference_text(pack.base.result(o), m.result(o)))),
    )
    shading.of_differences(page, table)
    for measure in report.measures:
        _words(report, page, measure)
        _figures(report, page, measure)


def _words(report: ScenarioReport, page: Page, measure: str) -> None:
    page.skip_row()
    name, base = titled(measure).split(" (")[0], report.pack.base
    page.write_caption(f"{name} against the case as it stands, in words")
    table = page.write_table(
        f"Words{called(measure)}",
        report.columns(),
        rows(report, report.pack.others, lambda m, o: Cell(difference_text(measure, base.result(o), m.result(o)))),
    )
    shading.of_differences(page, table)


def _figures(report: ScenarioReport, page: Page, measure: str) -> None:
    page.skip_row()
    page.write_caption(f"{titled(measure).split(' (')[0]}, minus that of the case as it stands")
    columns = report.columns(measure_format(measure), BY_NAME[measure].unit)
    cells = rows(report, report.pack.others, lambda m, o: _less(report, measure, m, o))
    page.write_table(f"Less{called(measure)}", columns, cells)


def _less(report: ScenarioReport, measure: str, member: Member, option: str) -> Cell:
    """The figure here less that of the case as it stands; where one of them is none, the word that stands for it."""
    table, key = report.figures(measure), report.keys()[option]
    here, there = table.address(report.pack.members.index(member), key), table.address(0, key)
    now, before = (shown(measure, each.result(option)).value for each in (member, report.pack.base))
    value = now if isinstance(now, str) else before if isinstance(before, str) else Fraction(now) - Fraction(before)
    formula = f"=IF(ISNUMBER({here}),IF(ISNUMBER({there}),{here}-{there},{there}),{here})"
    return Cell(value, measure_format(measure), formula)
