"""The sheet Decision: what the board decided, whether it still holds in this run, and where it would not."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from optimiser.analyses.decision import Decision, DecisionEvaluation, FigureComparison, Threshold
from optimiser.analyses.sensitivity import OptionStanding
from optimiser.analyses.sensitivity.points import sensitivity_point
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport
from optimiser.reports.formats import NO_FIGURE, NONE, measure_heading, to_pounds
from optimiser.reports.prose.decision import reasons_and_remarks, threshold_sentence, verdict_sentence
from optimiser.text import quoted

NONE_FOUND, UNPROVEN, NOT_LOOKED_FOR = "none found", "not all proven", "not looked for"
NOT_APPRAISED = "not appraised"
NO_FILE = "none, as the case was made in a script"
WAYS = {-1: "falls", 1: "rises"}
UNITS = {
    "cost": ("£", NumberFormat.MONEY),
    "score": ("points", NumberFormat.TENTH),
    "rank": ("position", NumberFormat.COUNT),
}
FIGURE_COLUMNS = (
    Column("figure", "Figure of the option chosen", max_width=30),
    Column("unit", "Unit"),
    Column("then", "When it was decided", NumberFormat.TENTH, max_width=20),
    Column("now", "In this run", NumberFormat.TENTH, max_width=20),
    Column("change", "Change", NumberFormat.TENTH, max_width=20),
)
THRESHOLD_COLUMNS = (
    Column("input", "Input", max_width=14),
    Column("way", "Way", max_width=8),
    Column("kept", "Still holds at (change)", NumberFormat.SHARE, max_width=14),
    Column("lost", "No longer holds at (change)", NumberFormat.SHARE, max_width=16),
    Column("then", "When it was decided: no longer at (change)", NumberFormat.SHARE, max_width=22),
)
STANDING_COLUMNS = (
    Column("option", "Option", max_width=34),
    Column("rank_then", "Rank when decided (position)", NumberFormat.COUNT, max_width=16),
    Column("rank", "Rank in this run (position)", NumberFormat.COUNT, max_width=16),
    Column("score_then", "Score when decided (points)", NumberFormat.TENTH, max_width=16),
    Column("score", "Score in this run (points)", NumberFormat.TENTH, max_width=16),
    Column("cost_then", "Cost when decided (£)", NumberFormat.MONEY, max_width=16),
    Column("cost", "Cost in this run (£)", NumberFormat.MONEY, max_width=16),
    Column("gates", "Gates failed in this run", max_width=30),
)


def has_decision(report: BoardReport) -> bool:
    """Whether a decision was recorded in the run's folder."""
    return report.findings.decision is not None


def fill(report: BoardReport, page: Page) -> None:
    """Write the verdict and its reasons; figures, thresholds and standings then and now; and what was recorded."""
    held = report.findings.decision
    assert held is not None  # otherwise the report does not have the sheet
    page.write_text(report.with_labels(verdict_sentence(held)), bold=True)
    for sentence in reasons_and_remarks(held):
        page.write_text(report.with_labels(sentence))
    page.skip_row()
    page.write_caption("Figures of the option chosen, when it was decided and in this run")
    page.write_formula_table("DecisionFigures", FIGURE_COLUMNS, held.figures, _figure_row)
    _write_thresholds(report, page, held)
    _write_standings(report, page, held.decision)
    page.skip_row()
    page.write_caption("What was recorded")
    for sentence in _recorded_sentences(report, held):
        page.write_text(sentence)


def _figure_row(table: Table, row: int, figure: FigureComparison) -> list[Cell]:
    unit, number_format = UNITS.get(figure.name, ("outcomes", NumberFormat.TENTH))
    then, now = (_cell_value(figure.name, value) for value in (figure.then, figure.now))
    before, after = table.local_address(row, "then"), table.local_address(row, "now")
    absent = then if isinstance(then, str) else now
    change = absent if isinstance(then, str) or isinstance(now, str) else now - then
    formula = f"=IF(ISNUMBER({before}),IF(ISNUMBER({after}),{after}-{before},{after}),{before})"
    name = {"score": "Weighted score", "rank": "Rank"}.get(figure.name) or measure_heading(figure.name)
    return [
        Cell(name),
        Cell(unit),
        Cell(then, number_format),
        Cell(now, number_format),
        Cell(change, number_format, formula),
    ]


def _cell_value(name: str, figure: Fraction | None) -> Fraction | str:
    if figure is None:
        return NO_FIGURE
    return to_pounds(figure) if name == "cost" else figure


def _write_thresholds(report: BoardReport, page: Page, held: DecisionEvaluation) -> None:
    page.skip_row()
    page.write_caption("Where it would no longer hold: funding or prices changed alone, everything optimised again")
    page.write_text(
        "All figures of an input are changed by the same share. Changes of -20%, -10%, +10% and +20% are solved."
        " If the decision does not hold at one of them, the nearest such change is narrowed to one percentage"
        " point, and both ends of that step are solved and proven. If the decision stops holding and holds again"
        " between two neighbouring points, this is not seen."
    )
    if held.thresholds is None or not held.thresholds.by_input:
        not_sought = "These changes are looked for only if the decision holds, and that is proven."
        page.write_text("These changes were not looked for in this run." if held.thresholds is None else not_sought)
        return
    before = held.decision.thresholds
    then = {(threshold.input_name, threshold.side): threshold for threshold in before.by_input} if before else {}
    thresholds = held.thresholds.by_input
    for threshold in thresholds:
        page.write_text(report.with_labels(threshold_sentence(threshold)))
    rows = [_threshold_row(threshold, then.get((threshold.input_name, threshold.side))) for threshold in thresholds]
    page.write_table("DecisionThresholds", THRESHOLD_COLUMNS, rows)


def _threshold_row(now: Threshold, then: Threshold | None) -> list[Cell]:
    kept = now.switching_value.holds_at if now.switching_value else now.side * now.largest_change
    ends = (Cell(UNPROVEN if now.unproven_changes and not now.switching_value else kept), _fails_at(now))
    return [
        Cell(now.input_name),
        Cell(WAYS[now.side]),
        *ends,
        Cell(NOT_LOOKED_FOR) if then is None else _fails_at(then),
    ]


def _fails_at(threshold: Threshold) -> Cell:
    if threshold.switching_value is not None:
        return Cell(threshold.switching_value.fails_at)
    return Cell(UNPROVEN if threshold.unproven_changes else NONE_FOUND)


def _write_standings(report: BoardReport, page: Page, decision: Decision) -> None:
    page.skip_row()
    page.write_caption("How each option stood when it was decided, and stands in this run")
    now = sensitivity_point(report.case, Fraction(0), report.run.results).options
    names = dict.fromkeys((*decision.options, *now))
    rows = [list(_standing_row(report, name, decision.options.get(name), now.get(name))) for name in names]
    page.write_table("DecisionStandings", STANDING_COLUMNS, rows)


def _standing_row(
    report: BoardReport, name: str, then: OptionStanding | None, now: OptionStanding | None
) -> Iterator[Cell]:
    yield Cell(report.label(name))
    for figure in (_rank, _score, _cost):
        yield from (Cell(NOT_APPRAISED if result is None else figure(result)) for result in (then, now))
    failed = [name for name, gate in now.gates.items() if not gate.passed] if now else []
    yield Cell(", ".join(failed) or (NONE if now else NOT_APPRAISED))


def _rank(result: OptionStanding) -> Fraction | str:
    return NO_FIGURE if result.rank is None else Fraction(result.rank)


def _score(result: OptionStanding) -> Fraction | str:
    return NO_FIGURE if result.score is None else result.score


def _cost(result: OptionStanding) -> Fraction | str:
    return NO_FIGURE if result.cost is None else to_pounds(result.cost)


def _recorded_sentences(report: BoardReport, held: DecisionEvaluation) -> Iterator[str]:
    decision = held.decision
    preferred = quoted(report.label(decision.preferred)) if decision.preferred else "no option"
    by = f", by {decision.by}" if decision.by else ""
    yield f"{quoted(report.label(decision.option))} was chosen on {decision.on}{by}."
    yield f"Why: {decision.why}"
    yield f"The run behind the decision preferred {preferred}. Its objective was {decision.objective}."
    yield f"It was a run of {decision.case_label or 'the base case'}."
    yield f"SHA-256 of its input: {decision.digest or NO_FILE}"
    yield f"SHA-256 of the input of this run: {report.run.digest or NO_FILE}"


SHEET = Sheet(
    "Decision",
    "What the board decided on an earlier run, whether it still holds, and where it would not.",
    fill,
    POUNDS,
    is_included=has_decision,
)
