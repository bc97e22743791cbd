"""The sheet Run record: input, settings and versions of the run, and what is proven of each option."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.accounts.baseline import baseline
from models.case.vocabulary import SECONDARY_OBJECTIVE
from models.plan.plan import Answer
from optimiser.analyses.second_opinion import Agreement
from optimiser.casefiles.change_text import all_changes, where_text
from optimiser.engine.run import Run
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet, write_items
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.report import BoardReport
from optimiser.reports.formats import (
    NONE,
    STATUS_LABELS,
    finite,
    input_items,
    objective_cell,
    objective_text,
    to_pounds,
    version_items,
    warning_items,
)
from optimiser.reports.prose.certainty import is_uncertain
from optimiser.reports.prose.outcome_costs import limit_sentence
from optimiser.text import plural

GAP, TIME_LIMIT, RANKING_TIME, BASELINE, YEARS = range(5)  # the rows of the table of figures


def fill(report: BoardReport, page: Page) -> None:
    """Write input and settings, changes to the case, figures, and the proof of each option."""
    page.write_caption("Input, settings and versions")
    write_items(page, "Record", [*_items(report.run), *_second_solver(report)], (30, 82))
    page.skip_row()
    if all_changes(report.run):
        page.write_caption("Changes to the case")
        page.write_table("ScenarioChanges", CHANGE_COLUMNS, _changes(report.run))
        page.skip_row()
    page.write_caption("Figures of the run")
    figures = [
        Column("item", "Item", max_width=30),
        Column("figure", "Figure", NumberFormat.EXACT),
        Column("unit", "Unit"),
    ]
    page.write_table("RecordFigures", figures, _figures(report.run))
    page.skip_row()
    page.write_caption("What is proven for each option")
    page.write_table_or_text(
        "The run had no option to solve.",
        "Proof",
        PROOF_COLUMNS,
        [_proof(report, answer) for answer in _answers(report.run)],
    )


def scenario_label(run: Run) -> str:
    """The scenario by its name, and how many changes of --set were made in addition."""
    set_changes = f"{plural(len(run.changes), 'change')} of --set" if run.changes else ""
    return ", with ".join(filter(None, [run.scenario, set_changes])) or "none: the case without changes"


def _items(run: Run) -> Iterator[tuple[str, str]]:
    settings = run.settings
    yield from input_items(run)
    yield from warning_items(run.warnings)
    yield "Scenario", scenario_label(run)
    yield "Objective", settings.objective or run.case.objective
    if limit := limit_sentence(run):
        yield "Limit", limit
    yield "Solver", settings.solver
    yield "Options asked for", ", ".join(settings.options) or "all"
    yield "Preferred option certain", _certain(run)
    yield "Time", "not recorded, so that the same input always gives the same file; result.json has the seconds"
    yield from version_items(run)


def _second_solver(report: BoardReport) -> Iterator[tuple[str, str]]:
    """The second solver with its version, and what it found; that it was not asked, if it was not."""
    opinion = report.findings.second_opinion
    if opinion is None:
        yield "Second solver", "not asked"
        return
    yield "Second solver", opinion.solver
    for agreement in Agreement:
        if names := [report.label(each.option) for each in opinion.with_agreement(agreement)]:
            yield f"Second solver {agreement.value}", ", ".join(names)


def _certain(run: Run) -> str:
    if run.contradicted:
        return "no: a second solver contradicts an answer"
    if run.certainty is None or not run.case.criteria:
        return "not examined"
    return "no: Summary says what is not certain" if is_uncertain(run) else "yes"


def _figures(run: Run) -> list[list[Cell]]:
    return [
        [Cell("Gap asked for"), Cell(run.settings.gap, NumberFormat.GAP), Cell("share")],
        [Cell("Time limit for each option"), Cell(run.settings.time_limit, NumberFormat.TENTH), Cell("seconds")],
        [
            Cell("Time to make the preferred option certain"),
            Cell(run.settings.ranking_time, NumberFormat.TENTH),
            Cell("seconds"),
        ],
        [
            Cell("Baseline: a year of today's arrangements"),
            Cell(to_pounds(baseline(run.case)), NumberFormat.PENCE),
            Cell("£ a year"),
        ],
        [Cell("Years of the horizon"), Cell(run.case.horizon, NumberFormat.COUNT), Cell("years")],
    ]


CHANGE_COLUMNS = (
    Column("by", "Changed by", max_width=30),
    Column("table", "Table", max_width=30),
    Column("where", "Rows in which", max_width=60),
    Column("column", "Column", max_width=30),
    Column("change", "Change", max_width=30),
)


def _changes(run: Run) -> list[list[Cell]]:
    """The lines of the scenario and of --set, as they were written."""
    return [
        [Cell(line.name), Cell(line.table), Cell(where_text(line)), Cell(line.column), Cell(line.change)]
        for line in all_changes(run)
    ]


PROOF_COLUMNS = (
    Column("option", "Option", max_width=30),
    Column("status", "Status", max_width=60),
    Column("objective", "Objective", max_width=30),
    Column("value", "Value (in its unit)", NumberFormat.PENCE),
    Column("bound", "Proven bound (in its unit)", NumberFormat.PENCE),
    Column("gap", "Gap (share)", NumberFormat.GAP),
    Column("secondary", "Secondary objective: proven bound (in its unit)", NumberFormat.PENCE),
    Column("solver", "Solver", max_width=20),
    Column("remarks", "Remarks", max_width=40),
)


def _answers(run: Run) -> list[Answer]:
    return [result.answer for result in run.results.values()]


def _proof(report: BoardReport, answer: Answer) -> list[Cell]:
    option = next((option for option in report.options if option.name == answer.option), None)
    value = Fraction(option.ledger.objectives.of(answer.objective)) if option else None
    contradicted = answer.option in report.run.contradicted
    return [
        Cell(report.label(answer.option)),
        Cell("contradicted by a second solver" if contradicted else STATUS_LABELS[answer.status]),
        Cell(objective_text(report.case, answer.objective)),
        objective_cell(answer.objective, value, NONE),
        objective_cell(answer.objective, finite(answer.bound), NONE),
        Cell(NONE if answer.gap is None or finite(answer.gap) is None else answer.gap),
        objective_cell(SECONDARY_OBJECTIVE[answer.objective], finite(answer.secondary_bound), NONE),
        Cell(answer.solver or report.run.settings.solver),
        Cell("; ".join(answer.remarks) or NONE),
    ]


SHEET = Sheet(
    "Run record",
    "The input, settings and software versions of the run, and what is proven for each option.",
    fill,
    POUNDS,
)
