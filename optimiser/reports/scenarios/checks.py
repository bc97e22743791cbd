"""The checks of a scenario pack.

Its figures are those of each scenario's own result.json, its differences add up, and no plan is better than what is
proven without policy constraints.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import isinf
from typing import Any

from models.appraisal.measures import BY_NAME
from optimiser.analyses.scenarios import ScenarioRun
from optimiser.excel.checks import HALF_PENNY, Check, fill_checks
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Table
from optimiser.reports.data.result_json import result_json
from optimiser.reports.formats import measure_format
from optimiser.reports.scenarios.report import ScenarioReport, heading_without_unit, measure_cell, measure_key

TOLERANCE = Fraction(1, 10**6)  # of outcomes and shares, which are floats in result.json

ResultFile = Mapping[str, Any]  # the content of a result.json


def write_checks(report: ScenarioReport, page: Page) -> None:
    """Write the master check and a row for each check."""
    fill_checks(report, page, lambda _: _checks(report))


def _checks(report: ScenarioReport) -> Iterator[Check]:
    own = [json.loads(result_json(member.findings), parse_float=Fraction) for member in report.pack.members]
    for number, (member, result) in enumerate(zip(report.pack.members, own, strict=True)):
        yield _plan_count(report, member, number, result)
        for measure in report.measures:
            yield _figures(report, member, number, measure, result)
            if number:
                yield _differences(report, member, number, measure, result, own[0])
    yield from _benchmark_checks(report, "NoPromises", [report.pack.base])
    if report.pack.others:
        yield from _benchmark_checks(report, "NoPromisesElsewhere", report.pack.others)


def _plan_count(report: ScenarioReport, member: ScenarioRun, number: int, own: ResultFile) -> Check:
    """The sheet has figures for as many options as the scenario's own result.json."""
    expected = sum(option["measures"] is not None for option in own["options"].values())
    formula = f"=COUNT({_row_range(report, report.figures('cost'), number)})"
    return Check(
        f"{report.names[member.folder]}: options with a plan, as in its own result.json (number)",
        Cell(expected),
        Cell(_options_with_plan(report, member), formula=formula),
        TOLERANCE,
        NumberFormat.COUNT,
    )


def _options_with_plan(report: ScenarioReport, member: ScenarioRun) -> int:
    results = (member.result(option) for option in report.pack.options)
    return sum(result is not None and result.measures is not None for result in results)


def _figures(report: ScenarioReport, member: ScenarioRun, number: int, measure: str, own: ResultFile) -> Check:
    """The sum of a measure over all options is that of the scenario's own result.json."""
    table = report.figures(measure)
    return _sum_check(
        f"{report.names[member.folder]}: {heading_without_unit(measure).lower()} of all options together, as in"
        f" its own result.json ({BY_NAME[measure].unit})",
        measure,
        sum(filter(None, _file_figures(own, measure).values()), Fraction(0)),
        sum((_sheet_figure(member, option, measure) or Fraction(0) for option in report.pack.options), Fraction(0)),
        f"=SUM({_row_range(report, table, number)})",
    )


def _differences(
    report: ScenarioReport, member: ScenarioRun, number: int, measure: str, own: ResultFile, base: ResultFile
) -> Check:
    """The sum of the differences over all options is that between the two files."""
    new, old = _file_figures(own, measure), _file_figures(base, measure)
    in_both = [name for name in report.pack.options if new.get(name) is not None and old.get(name) is not None]
    pairs = [
        (_sheet_figure(member, name, measure), _sheet_figure(report.pack.base, name, measure))
        for name in report.pack.options
    ]
    return _sum_check(
        f"{report.names[member.folder]}: differences of {heading_without_unit(measure).lower()} together, as"
        f" between the two files result.json ({BY_NAME[measure].unit})",
        measure,
        sum(((new[name] or Fraction(0)) - (old[name] or Fraction(0)) for name in in_both), Fraction(0)),
        sum((a - b for a, b in pairs if a is not None and b is not None), Fraction(0)),
        f"=SUM({_row_range(report, report.table(f'Less{measure_key(measure)}'), number - 1)})",
    )


def _sum_check(what: str, measure: str, expected: Fraction, actual: Fraction, formula: str) -> Check:
    money = BY_NAME[measure].money
    return Check(
        what, Cell(expected), Cell(actual, formula=formula), HALF_PENNY if money else TOLERANCE, measure_format(measure)
    )


def _benchmark_checks(report: ScenarioReport, name: str, members: Any) -> Iterator[Check]:
    """No plan of an option is better than the bound that is proven without policy constraints."""
    table = report.table(name)
    rows = [(member, option) for member in members for option in member.benchmark]
    for number, (member, option) in enumerate(rows):
        own, benchmark = member.result(option), member.benchmark[option].answer
        if own is None or own.ledger is None or benchmark.bound is None or isinf(benchmark.bound):
            continue
        scale = 1 if benchmark.objective == "outcomes" else 100
        value = Fraction(own.ledger.objectives.of(benchmark.objective)) / scale
        cells = (
            Cell(value, formula=f"={table.address(number, 'objective')}"),
            Cell(Fraction(benchmark.bound) / scale, formula=f"={table.address(number, 'bound')}"),
        )
        least, most = cells if benchmark.objective != "cost" else cells[::-1]
        what = f"{report.names[member.folder]}, {report.labels[option]}: objective no better than the bound without"
        allowed = TOLERANCE * max(Fraction(1), abs(Fraction(least.value)))
        yield Check(f"{what} policy constraints (in its unit)", most, least, allowed, NumberFormat.PENCE, at_most=True)


def _file_figures(own: ResultFile, measure: str) -> dict[str, Fraction | None]:
    """A measure of every option in a result.json, money in pounds; None if it has no figure."""
    measures = {name: option["measures"] or {} for name, option in own["options"].items()}
    figures = {name: values.get(measure) for name, values in measures.items()}
    return {name: None if figure is None else Fraction(figure) for name, figure in figures.items()}


def _sheet_figure(member: ScenarioRun, option: str, measure: str) -> Fraction | None:
    """The figure that the sheet holds, None where it holds a word."""
    value = measure_cell(measure, member.result(option)).value
    return None if isinstance(value, str) else Fraction(value)


def _row_range(report: ScenarioReport, table: Table, number: int) -> str:
    keys = list(report.keys().values())
    return table.row_range(number, keys[0], keys[-1])
