"""Workbooks for the tests: runs made by hand, written once, and read again with openpyxl.

`full` is the worked example with everything a workbook can show: assumptions, success factors, floors of both kinds, a
dropped option, one without a plan and one that is unproven. Not here: what must hold of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from math import isclose
from pathlib import Path
from tempfile import mkdtemp

import changed
import decisions
import moved
import ranged
import worked
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from world import floor, option

from models.appraisal.scoring import appraise
from models.case.types import Assumption, Case, SuccessFactor
from models.plan.plan import Plan, Status
from optimiser.engine.run import Result, Run
from optimiser.reports.board import write

QUALITIES = ("given: return", "derived: 2 + 2", "illustrative", "")


@cache
def full_case() -> Case:
    case = worked.case()
    recovery, thrift, welcome = case.criteria
    return replace(
        case,
        criteria=(recovery, thrift, replace(welcome, same_as="recovery")),
        options=(*case.options, option("later", dropped="The board asked for it too late.")),
        floors=(
            replace(floor("A", "day", (Fraction(5), Fraction(5)), statutory=True)),
            replace(floor(("A", "B"), ("day", "swap"), (None, Fraction(8)), people=True)),
        ),
        assumptions=tuple(
            Assumption("demand", f"demand.csv, line {n + 2}", f"row {n}", f"{n} places", source, "")
            for n, source in enumerate(QUALITIES)
        ),
        success_factors=(
            SuccessFactor("More recover", Fraction(1), "people a year", "outcomes"),
            SuccessFactor("More in work", None, "people", None),
        ),
    )


@cache
def full() -> Run:
    run = worked.run()
    joint = run.results["joint"]
    answer = replace(joint.answer, status=Status.UNPROVEN, gap=0.05, bound=(joint.answer.primary or 0) * 1.05)
    results = {**run.results, "joint": replace(joint, answer=answer)}
    known = replace(run, case=full_case(), source="somewhere/full", results=results)
    return replace(
        known,
        robustness=moved.moved(known),
        decision=decisions.held_in(known),
        settled=ranged.ranged(known),
        compared=changed.changed(),
    )


def with_case(run: Run, case: Case) -> Run:
    """The same answers to a case whose criteria, bands or words differ."""
    figures = {name: result.measures for name, result in run.results.items()}
    results = {name: replace(result, option=case.option(name)) for name, result in run.results.items()}
    return replace(run, case=case, results=results, appraisal=appraise(case, figures), robustness=None)


def with_plan(run: Run, name: str, plan: Plan) -> Run:
    """The same run with another plan under an option's figures: for what the checks must find."""
    result: Result = run.results[name]
    changed = replace(result, answer=replace(result.answer, plan=plan))
    return replace(run, results={**run.results, name: changed})


def written(run: Run, folder: Path | None = None) -> Path:
    """The workbook of a run."""
    path = (folder or Path(mkdtemp())) / "appraisal.xlsx"
    write(run, path)
    return path


@cache
def path_of_full() -> Path:
    return written(full())


@cache
def opened(path: Path, *, values: bool = False) -> Workbook:
    """The workbook as formulas, or as the values stored with them."""
    return load_workbook(path, data_only=values)


def tables(book: Workbook) -> Iterator[tuple[Worksheet, Table]]:
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            yield sheet, table


def table(book: Workbook, name: str) -> tuple[Worksheet, Table]:
    return next((sheet, found) for sheet, found in tables(book) if found.name == name)


def rows(book: Workbook, name: str) -> list[dict[str, object]]:
    """The data rows of a table by heading, without its total."""
    sheet, found = table(book, name)
    heading, *data = cells(sheet, found)
    names = [str(cell.value) for cell in heading]
    kept = data[: len(data) - (found.totalsRowCount or 0)]
    return [dict(zip(names, (cell.value for cell in row), strict=True)) for row in kept]


def cells(sheet: Worksheet, found: Table) -> Sequence[Sequence[Cell]]:
    return sheet[found.ref]  # type: ignore[no-any-return]


def formulas(book: Workbook) -> Iterator[tuple[Worksheet, Cell, str]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet, cell, str(cell.value)


def different(written: Path, again: Path) -> tuple[int, list[str]]:
    """How many formulas a workbook has, and where the value stored with one is not that of the same workbook again."""
    before, after = opened(written, values=True), opened(again, values=True)
    at = [(sheet.title, cell.coordinate) for sheet, cell, _ in formulas(opened(written))]
    return len(at), [
        f"{name}!{cell}" for name, cell in at if not _alike(before[name][cell].value, after[name][cell].value)
    ]


def _alike(stored: object, found: object) -> bool:
    if isinstance(stored, (int, float)) and isinstance(found, (int, float)):
        return isclose(stored, found, rel_tol=1e-9, abs_tol=1e-6)
    return stored == found


def bare(formula: str) -> str:
    """A formula without its references: what is left are functions, operators and, where there are any, constants."""
    without_sheets = re.sub(r"'[^']+'!", "", formula)
    return re.sub(r"\$?[A-Z]{1,3}\$?[0-9]+(:\$?[A-Z]{1,3}\$?[0-9]+)?", "@", without_sheets)
