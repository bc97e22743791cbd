"""Runs of tiny worlds from plans made by hand, and what a workbook's charts say, for the sheets with pictures."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from planned import planned
from world import borough, contract, line, offer, option, risk, service, today, world

from models.appraisal.measures import measure
from models.appraisal.scoring import appraise
from models.audit import judge
from models.case.types import Case
from models.plan.plan import Answer, Plan, Status
from optimiser.engine.run import Result, Run
from optimiser.solving.settings import Settings


def run_of(case: Case, *plans: Plan) -> Run:
    """A finished run of these plans, the reference's first; other options have proved to have no plan."""
    ledgers = {plan.option: judge(case, plan) for plan in plans}
    results = {}
    for plan in plans:
        kind, ledger = case.option(plan.option), ledgers[plan.option]
        value = float(ledger.aims.outcomes)
        answer = Answer(plan.option, "outcomes", Status.OPTIMAL, plan, value, value, 0.0)
        figures = measure(case, kind, plan, ledger, ledgers.get(case.reference.name))
        results[plan.option] = Result(kind, answer, ledger, figures)
    for kind in case.options:
        if kind.name not in results and not kind.dropped:
            results[kind.name] = Result(kind, Answer(kind.name, "outcomes", Status.INFEASIBLE), None, None)
    ordered = {kind.name: results[kind.name] for kind in case.options if kind.name in results}
    appraisal = appraise(case, {name: result.measures for name, result in ordered.items()})
    return Run(case, "pictured", "", Settings(), ordered, appraisal, {})


def alone() -> Run:
    """One borough, one service, one year, one option; nothing runs today, and no risk is known."""
    case = world(offers=[offer("O", "P", line("day", price=1000, success="1/2"))])
    return run_of(case, planned(case, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): 4}))


def many(options: int, providers: int = 3) -> Run:
    """Options that do the same, under as many providers as asked for, one contract each; a risk for each option."""
    names = [f"option {number:02d}" for number in range(options)]
    case = world(
        boroughs=[borough(name) for name in "ABCDE"],
        services=[service("day"), service("links", tier="infrastructure")],
        horizon=2,
        contracts=[
            contract(f"K{number}", f"P{number:02d}", today("day", "A", places=1, cost=100 * (number + 1)))
            for number in range(providers)
        ],
        options=[option(name, existing="run") for name in names],
        risks=[risk("delay", names, 5, 5)],
    )
    kept = [(one.name, year) for one in case.contracts for year in case.years]
    used = {(one.name, "day", "A", year): 1 for one in case.contracts[:10] for year in case.years}
    return run_of(case, *(planned(case, option=name, kept=kept, used=used) for name in names))


@dataclass(frozen=True)
class Chart:
    """A chart: its title, its series as (name, categories, values, colour), and its alt text."""

    title: str
    series: tuple[tuple[str, str, str, str], ...]
    finding: str


def charts(path: Path) -> Iterator[Chart]:
    """The charts of a workbook, in the order of their files."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    findings = [
        html.unescape(text)
        for number in _numbers(parts, "drawings/drawing")
        for text in re.findall(r'<xdr:cNvPr [^>]*descr="([^"]*)"', parts[f"xl/drawings/drawing{number}.xml"])
    ]
    for number, finding in zip(_numbers(parts, "charts/chart"), findings, strict=True):
        text = html.unescape(parts[f"xl/charts/chart{number}.xml"])
        title = "".join(re.findall(r"<a:t>([^<]*)</a:t>", text)[:1])
        yield Chart(title, tuple(_series(each) for each in re.findall(r"<c:ser>.*?</c:ser>", text)), finding)


def chart(path: Path, title: str) -> Chart:
    """The chart whose title begins like that."""
    (found,) = (each for each in charts(path) if each.title.startswith(title))
    return found


def rows_of_charts(path: Path) -> list[tuple[str, int, int]]:
    """The sheet of each chart with the first and the last row that it covers, from 0."""
    return [
        (sheet.title, drawn.anchor._from.row, drawn.anchor.to.row)
        for sheet in load_workbook(path).worksheets
        for drawn in sheet._charts
    ]


def _numbers(parts: dict[str, str], kind: str) -> list[int]:
    return sorted(int(found[1]) for name in parts if (found := re.fullmatch(rf"xl/{kind}(\d+)\.xml", name)))


def _series(text: str) -> tuple[str, str, str, str]:
    references = [*re.findall(r"<c:f>([^<]*)</c:f>", text)]
    colour = [*re.findall(r'srgbClr val="(\w+)"', text), "not drawn"][0]
    return ("", *references, colour) if len(references) == 2 else (*references, colour)  # type: ignore[return-value]
