"""The checks of a pack: its figures are those of each scenario's own result.json, its differences add up, and no plan

is better than what is proven without promises.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from models.appraisal.measures import BY_NAME
from optimiser.analyses.scenarios.pack import Member
from optimiser.excel.checks import HALF_PENNY, Check, fill_checks
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Table
from optimiser.reports.data.result_json import result_json
from optimiser.reports.formats import measure_format
from optimiser.reports.scenarios.report import ScenarioReport, called, shown, titled

TINY = Fraction(1, 10**6)  # what floating point may lose

Own = Mapping[str, Any]  # a scenario's result.json


def fill(report: ScenarioReport, page: Page) -> None:
    """The master check, and a row a check."""
    fill_checks(report, page, lambda _: _checks(report))


def _checks(report: ScenarioReport) -> Iterator[Check]:
    own = [json.loads(result_json(member.findings), parse_float=Fraction) for member in report.pack.members]
    for number, (member, result) in enumerate(zip(report.pack.members, own, strict=True)):
        yield _plans(report, member, number, result)
        for measure in report.measures:
            yield _figures(report, member, number, measure, result)
            if number:
                yield _differences(report, member, number, measure, result, own[0])
    yield from _yardstick(report, "NoPromises", [report.pack.base])
    if report.pack.others:
        yield from _yardstick(report, "NoPromisesElsewhere", report.pack.others)


def _plans(report: ScenarioReport, member: Member, number: int, own: Own) -> Check:
    """As many options have figures as its own result says."""
    found = sum(each["measures"] is not None for each in own["options"].values())
    return Check(
        f"{report.names[member.folder]}: options with a plan, as in its own result.json (number)",
        Cell(found),
        Cell(_planned(report, member), formula=f"=COUNT({_row(report, report.figures('cost'), number)})"),
        TINY,
        NumberFormat.COUNT,
    )


def _planned(report: ScenarioReport, member: Member) -> int:
    results = (member.result(option) for option in report.pack.options)
    return sum(result is not None and result.measures is not None for result in results)


def _figures(report: ScenarioReport, member: Member, number: int, measure: str, own: Own) -> Check:
    """All options together have what its own result says."""
    table = report.figures(measure)
    return _summed(
        f"{report.names[member.folder]}: {titled(measure).split(' (')[0].lower()} of all options together, as in"
        f" its own result.json ({BY_NAME[measure].unit})",
        measure,
        sum(filter(None, _of(own, measure).values()), Fraction(0)),
        sum((_exact(member, option, measure) or Fraction(0) for option in report.pack.options), Fraction(0)),
        f"=SUM({_row(report, table, number)})",
    )


def _differences(report: ScenarioReport, member: Member, number: int, measure: str, own: Own, base: Own) -> Check:
    """All differences together are those of the two results."""
    here, there = _of(own, measure), _of(base, measure)
    both = [name for name in report.pack.options if here.get(name) is not None and there.get(name) is not None]
    pairs = [(_exact(member, name, measure), _exact(report.pack.base, name, measure)) for name in report.pack.options]
    return _summed(
        f"{report.names[member.folder]}: differences of {titled(measure).split(' (')[0].lower()} together, as"
        f" between the two files result.json ({BY_NAME[measure].unit})",
        measure,
        sum(((here[name] or Fraction(0)) - (there[name] or Fraction(0)) for name in both), Fraction(0)),
        sum((a - b for a, b in pairs if a is not None and b is not None), Fraction(0)),
        f"=SUM({_row(report, report.table(f'Less{called(measure)}'), number - 1)})",
    )


def _summed(what: str, measure: str, expected: Fraction, actual: Fraction, formula: str) -> Check:
    money = BY_NAME[measure].money
    return Check(
        what, Cell(expected), Cell(actual, formula=formula), HALF_PENNY if money else TINY, measure_format(measure)
    )


def _yardstick(report: ScenarioReport, name: str, members: Any) -> Iterator[Check]:
    """No plan with the promises is better than what is proven without them."""
    table = report.table(name)
    which = [(member, option) for member in members for option in member.yardstick]
    for number, (member, option) in enumerate(which):
        own, free = member.result(option), member.yardstick[option].answer
        if own is None or own.ledger is None or free.bound is None or abs(free.bound) == float("inf"):
            continue
        scale = 1 if free.objective == "outcomes" else 100
        cells = (
            Cell(
                Fraction(own.ledger.objectives.of(free.objective)) / scale, formula=f"={table.address(number, 'aim')}"
            ),
            Cell(Fraction(free.bound) / scale, formula=f"={table.address(number, 'bound')}"),
        )
        least, most = cells if free.objective != "cost" else cells[::-1]
        which_one = f"{report.names[member.folder]}, {report.labels[option]}"
        what = f"{which_one}: first aim no better than the bound without promises"
        allowed = TINY * max(Fraction(1), abs(Fraction(least.value)))
        yield Check(f"{what} (in its unit)", most, least, allowed, NumberFormat.PENCE, at_most=True)


def _of(own: Own, measure: str) -> dict[str, Fraction | None]:
    """A measure of every option of a result.json, in the unit it is shown in; None where it has no figures."""
    found = {name: each["measures"] for name, each in own["options"].items()}
    return {
        name: None if each is None or each[measure] is None else Fraction(each[measure]) for name, each in found.items()
    }


def _exact(member: Member, option: str, measure: str) -> Fraction | None:
    """The figure that the sheet holds, None where it holds a word."""
    value = shown(measure, member.result(option)).value
    return None if isinstance(value, str) else Fraction(value)


def _row(report: ScenarioReport, table: Table, number: int) -> str:
    keys = list(report.keys().values())
    return table.row_range(number, keys[0], keys[-1])
