"""The sheet of the unconstrained benchmark: each option without the policy constraints of the case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from models.appraisal.measures import outcomes_shown
from models.case.reduced import policy_constraints
from optimiser.analyses.scenarios import ScenarioRun
from optimiser.engine.run import Result
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table, difference, difference_formula
from optimiser.reports.formats import finite, objective_cell
from optimiser.reports.prose.scenarios import proof_label
from optimiser.reports.scenarios.report import SCENARIO_COLUMN, ScenarioReport, measure_cell
from optimiser.text import listed, pounds, quoted, tenths

MEANING = """\
The unconstrained benchmark shows what the policy constraints cost in all. It is not an option or a scenario: it \
cannot be chosen, and it is not scored, ranked or preferred.
It leaves out minimums, savings targets, the access gap, and the purposes that each stream is tied to. Each stream may \
then pay for every service of its own boroughs and, if it is pooled, of the boroughs that it is pooled with.
It keeps demand, prices, offers, contracts with their commitments, the amounts and owners of money, and what defines \
an option: its level, joint arrangements, hubs and limits.""".splitlines()
GAP = (
    "Both plans are within the gap of the best possible plan. A difference smaller than the gap, even a negative one,"
    " shows nothing."
)


def write_benchmark(report: ScenarioReport, page: Page) -> None:
    """Write what the benchmark means, the base case against its own, then each scenario against its own."""
    for sentence in MEANING:
        page.write_text(sentence)
    page.skip_row()
    page.write_caption("What the policy constraints cost in all in the base case")
    for sentence in benchmark_sentences(report):
        page.write_text(sentence)
    page.write_text(GAP)
    _write_table(report, page, "NoPromises", [report.pack.base])
    if report.pack.others:
        page.skip_row()
        page.write_caption("The same in each scenario, against that scenario with its policy constraints")
        _write_table(report, page, "NoPromisesElsewhere", report.pack.others)


def benchmark_sentences(report: ScenarioReport) -> Iterator[str]:
    """Which policy constraints the case has, and what each option would have without them."""
    base = report.pack.base
    constraints = policy_constraints(report.pack.case)
    if not constraints:
        yield "The case has no policy constraints, so the unconstrained benchmark is the case itself."
        return
    yield f"The case has {listed(constraints)}."
    for option, benchmark in base.benchmark.items():
        yield f"{quoted(report.labels[option])}: {_benchmark_text(report, base.result(option), benchmark)}"


def _benchmark_text(report: ScenarioReport, own: Result | None, benchmark: Result) -> str:
    measure = outcomes_shown(report.pack.case)
    name = measure.replace("_", " ")
    if benchmark.measures is None:
        return f"{proof_label(benchmark)} without the policy constraints either."
    outcomes, cost = benchmark.measures[measure] or Fraction(0), benchmark.measures["cost"] or Fraction(0)
    if own is None or own.measures is None:
        without = f"{tenths(outcomes)} {name} for {pounds(cost)}"
        return f"{proof_label(own)} with the policy constraints; without them {without}."
    more, extra = outcomes - (own.measures[measure] or 0), cost - (own.measures["cost"] or 0)
    how_many = "as many" if tenths(more) == "0.0" else f"{tenths(abs(more))} {'more' if more > 0 else 'fewer'}"
    amount = f"{pounds(abs(extra))} {'more' if extra >= 0 else 'less'}"
    return f"without the policy constraints {how_many} {name}, for {amount}."


def _columns(report: ScenarioReport) -> list[Column]:
    measure = outcomes_shown(report.pack.case)
    name, unit = measure.replace("_", " "), "outcomes" if measure == "outcomes" else "weighted outcomes"
    return [
        SCENARIO_COLUMN,
        Column("option", "Option", max_width=30),
        Column("with", f"{name.capitalize()} with policy constraints ({unit})", NumberFormat.TENTH),
        Column("free", f"{name.capitalize()} without ({unit})", NumberFormat.TENTH),
        Column("more", f"What the constraints cost ({unit})", NumberFormat.TENTH),
        Column("cost", "Cost with policy constraints (£)", NumberFormat.MONEY),
        Column("costs", "Cost without (£)", NumberFormat.MONEY),
        Column("dearer", "Cost without less cost with (£)", NumberFormat.MONEY),
        Column("state", "Proof without", max_width=14),
        Column("objective", "Objective with (in its unit)", NumberFormat.PENCE),
        Column("bound", "Proven bound without (in its unit)", NumberFormat.PENCE),
    ]


def _write_table(report: ScenarioReport, page: Page, name: str, members: Sequence[ScenarioRun]) -> None:
    keys = [(member, option) for member in members for option in member.benchmark]
    table = page.reserve_table(name, _columns(report), len(keys))
    table.fill([_row(report, table, number, *key) for number, key in enumerate(keys)])


def _row(report: ScenarioReport, table: Table, number: int, member: ScenarioRun, option: str) -> list[Cell]:
    own, benchmark = member.result(option), member.benchmark[option]
    measure = outcomes_shown(report.pack.case)
    return [
        Cell(report.names[member.folder]),
        Cell(report.labels[option]),
        _scenario_cell(report, measure, member, option),
        measure_cell(measure, benchmark),
        _difference_cell(table, number, measure_cell(measure, benchmark), measure_cell(measure, own), ("free", "with")),
        _scenario_cell(report, "cost", member, option),
        measure_cell("cost", benchmark),
        _difference_cell(table, number, measure_cell("cost", benchmark), measure_cell("cost", own), ("costs", "cost")),
        Cell(proof_label(benchmark)),
        _objective(own),
        objective_cell(benchmark.answer.objective, finite(benchmark.answer.bound), proof_label(benchmark)),
    ]


def _scenario_cell(report: ScenarioReport, measure: str, member: ScenarioRun, option: str) -> Cell:
    """The figure of the scenario itself, from its table."""
    row = report.pack.members.index(member)
    cell = measure_cell(measure, member.result(option))
    return Cell(cell.value, cell.number_format, f"={report.figures(measure).address(row, report.keys()[option])}")


def _difference_cell(table: Table, number: int, free: Cell, own: Cell, keys: tuple[str, str]) -> Cell:
    """The first cell less the second, as a formula over the columns `keys`; the words of the one without a figure."""
    first, second = (table.relative_address(number, key) for key in keys)
    return Cell(difference(free.value, own.value), free.number_format, difference_formula(first, second))


def _objective(result: Result | None) -> Cell:
    if result is None or result.ledger is None:
        return Cell(proof_label(result))
    objective = result.answer.objective
    return objective_cell(objective, Fraction(result.ledger.objectives.of(objective)), proof_label(result))
