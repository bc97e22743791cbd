"""The sheets about a scenario pack: cover, summary and run record."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.plan.plan import Status
from optimiser.analyses.scenarios import ScenarioRun
from optimiser.engine.run import Result
from optimiser.excel.page import Page
from optimiser.excel.report import write_cover, write_items
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column
from optimiser.reports.formats import (
    NONE,
    STATUS_LABELS,
    boards_label,
    cover_items,
    finite,
    input_items,
    objective_cell,
    objective_text,
    settings_items,
    version_items,
    warning_items,
)
from optimiser.reports.prose.preference import caveats, preference_headline
from optimiser.reports.prose.scenario_preference import preference_sentence
from optimiser.reports.prose.scenarios import preference_change, proof_label
from optimiser.reports.scenarios.benchmark import benchmark_sentences
from optimiser.reports.scenarios.report import SCENARIO_COLUMN, ScenarioReport
from optimiser.text import gap_percent, listed, plural, upper_first, yes_no

TERMS = (
    ("As it stands", "The case without any scenario. Every scenario is compared with it."),
    ("Scenario", "The case with some figures changed. What changes lists them; Run record names its files."),
    (
        "Better, Worse",
        "Compared with the base case: lower cost, or more of any other measure, is better.",
    ),
    ("Within the gap", "The plans differ in the objective, but it is not proven that the best plans differ."),
    ("No plan here", "It is proven that the option has no plan that meets every constraint of that scenario."),
    ("A plan only here", "The option has a plan in that scenario and none in the base case."),
    (
        "Other figures",
        "Plans within the gap are close in the objective, but may differ more in other figures, such as cost.",
    ),
    (
        "Score",
        "Compared with the other options of the same scenario. Scores of different scenarios cannot be compared.",
    ),
    ("No promises", "The unconstrained benchmark: the case without its policy constraints. It cannot be chosen."),
    (
        "Certain",
        "Yes if no other option could be preferred in that scenario, whatever better plans the gaps allow.",
    ),
    ("Ahead", "First, but too close to call: other plans, as good or better, could put another option first."),
    ("£", "Pounds. Cells hold the pence, even if a figure is shown rounded."),
    ("Minus sign", "Less than in the base case; for a saving, a loss."),
    ("Pass, FAIL", "Whether a check holds. The master check fails if any check fails."),
    ("optimal, within gap", "Proven: no plan is better, or none is better by more than the gap asked for."),
    ("unproven, no answer", "Not proven in the time limit. Do not rely on it."),
)


def write_cover_sheet(report: ScenarioReport, page: Page) -> None:
    """Write what the workbook is, how far it is proven, and how to read it."""
    write_cover(page, [*_about(report), ("Master check", report.master_check_cell(bold=True))], TERMS)


def write_summary(report: ScenarioReport, page: Page) -> None:
    """Write which option each scenario prefers, and what the policy constraints cost."""
    pack = report.pack
    for line in caveats(pack.base.findings):
        page.write_text(line, bold=True)
    page.write_text(f"As it stands: {preference_headline(pack.base.run)}", bold=True)
    page.write_labelled_cell("Master check", report.master_check_cell())
    page.skip_row()
    page.write_caption("Which option is preferred")
    page.write_text(preference_sentence(report.pack, report.names), bold=True)
    page.write_table("Preferred", _PREFERRED_COLUMNS, [_preferred_row(report, member) for member in pack.members])
    page.skip_row()
    page.write_caption("What the policy constraints cost in all, against the unconstrained benchmark")
    for sentence in benchmark_sentences(report):
        page.write_text(sentence)


def write_run_record(report: ScenarioReport, page: Page) -> None:
    """Write the input and settings, the folder of each scenario's own files, and what is proven of each option."""
    page.write_caption("Input, settings and versions")
    write_items(page, "Record", _settings_items(report), (30, 82))
    page.skip_row()
    page.write_caption("Where each scenario's own files are")
    columns = [SCENARIO_COLUMN, Column("folder", "Folder beside this workbook", max_width=40)]
    page.write_table("Folders", columns, [[Cell(report.names[m.folder]), Cell(m.folder)] for m in report.pack.members])
    page.skip_row()
    page.write_caption("What is proven of each option")
    results = [(m, result) for m in report.pack.members for result in m.run.results.values()]
    page.write_table_or_text(
        "There was no option to solve.", "Proof", _PROOF_COLUMNS, [_proof_row(report, *each) for each in results]
    )
    page.skip_row()
    page.write_caption("What is proven of each option in the unconstrained benchmark")
    benchmarks = [(m, result) for m in report.pack.members for result in m.benchmark.values()]
    page.write_table_or_text(
        "There was no option to solve.",
        "YardstickProof",
        _PROOF_COLUMNS,
        [_proof_row(report, *each) for each in benchmarks],
    )


_PREFERRED_COLUMNS = (
    SCENARIO_COLUMN,
    Column("preferred", "Preferred option, or ahead", max_width=34),
    Column("certain", "Certain", max_width=10),
    Column("score", "Its score (points)", NumberFormat.TENTH),
    Column("next", "Next eligible option", max_width=34),
    Column("next_score", "Score of the next (points)", NumberFormat.TENTH),
    Column("against", "Against the case as it stands", max_width=50),
    Column("plans", "Options with a plan (number)", NumberFormat.COUNT),
)
_PROOF_COLUMNS = (
    SCENARIO_COLUMN,
    Column("option", "Option", max_width=28),
    Column("status", "Status", max_width=44),
    Column("objective", "Objective", max_width=26),
    Column("value", "Value (in the objective's unit)", NumberFormat.PENCE),
    Column("bound", "Proven bound (in the objective's unit)", NumberFormat.PENCE),
    Column("gap", "Gap (share)", NumberFormat.GAP),
    Column("remarks", "Remarks", max_width=34),
)


def _about(report: ScenarioReport) -> Iterator[tuple[str, str]]:
    pack, run = report.pack, report.pack.base.run
    yield "Case", pack.case.title or "untitled"
    yield "For", boards_label(pack.case)
    yield (
        "What it holds",
        f"{len(pack.options)} options in the base case and in {plural(len(pack.others), 'scenario')}",
    )
    yield "Preferred", preference_sentence(report.pack, report.names)
    yield "Status", _status(report)
    yield "Years", run.case.years_label
    yield from cover_items(run)


def _status(report: ScenarioReport) -> str:
    pack = report.pack
    unproven = [
        report.names[member.folder]
        for member in pack.members
        for results in (member.run.results, member.benchmark)
        if {each.answer.status for each in results.values()} & {Status.UNPROVEN, Status.NO_ANSWER}
    ]
    if unproven:
        return f"Not all proven: in {listed(list(dict.fromkeys(unproven)))} there may be better plans. See Run record."
    objective = pack.base.run.settings.objective or pack.case.objective
    gap = gap_percent(pack.base.run.settings.gap)
    return f"Proven: for each option, no plan is better on {objective} by more than a gap of {gap}."


def _preferred_row(report: ScenarioReport, member: ScenarioRun) -> list[Cell]:
    standings = member.run.appraisal.standings.values()
    eligible = sorted((each for each in standings if each.eligible), key=lambda each: each.rank or 0)
    first_two = [(report.labels[each.option], each.score or Fraction(0)) for each in eligible[:2]]
    cells = [Cell(value) for pair in first_two for value in pair]
    cells = [*cells, *[Cell(NONE)] * (4 - len(cells))]
    plans = sum(result.measures is not None for result in member.run.results.values())
    return [
        Cell(report.names[member.folder]),
        cells[0],
        Cell(yes_no(member.certain)),
        *cells[1:],
        Cell(upper_first(preference_change(report.pack, member))),
        Cell(plans),
    ]


def _settings_items(report: ScenarioReport) -> Iterator[tuple[str, str]]:
    run = report.pack.base.run
    yield from input_items(run)
    yield from warning_items(fault for member in report.pack.members for fault in member.run.warnings)
    yield from settings_items(run.case, run.settings)
    yield "Starts", "none: each option is solved by itself, as by optimiser appraise --scenario"
    yield "Time", "not shown, so that the same input gives the same file; each result.json has the seconds"
    yield from version_items(run)


def _proof_row(report: ScenarioReport, member: ScenarioRun, result: Result) -> list[Cell]:
    answer = result.answer
    exact = Fraction(result.ledger.objectives.of(answer.objective)) if result.ledger else None
    return [
        Cell(report.names[member.folder]),
        Cell(report.labels[answer.option]),
        Cell(STATUS_LABELS[answer.status]),
        Cell(objective_text(member.run.case, answer.objective)),
        objective_cell(answer.objective, exact, NONE),
        objective_cell(answer.objective, finite(answer.bound), NONE),
        Cell(proof_label(result) if answer.gap is None or finite(answer.gap) is None else answer.gap),
        Cell("; ".join(answer.remarks) or NONE),
    ]
