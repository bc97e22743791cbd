"""The workbook of a sweep: which option is preferred where, how its figures move with the input, and every point."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from models.appraisal.measures import outcomes_shown
from optimiser.analyses.sweep.results import Sweep
from optimiser.casefiles.change_text import all_changes, change_label, describe_change
from optimiser.excel.page import CONTENTS, Page
from optimiser.excel.report import CONTENTS_DESCRIPTION, COVER, POUNDS, Sheet, fill_contents, write_cover, write_items
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, shorten
from optimiser.reports.data.sweep_table import MEASURES, SweepRow, sweep_rows
from optimiser.reports.formats import (
    NO_FIGURE,
    boards_label,
    cover_items,
    input_items,
    measure_figure,
    measure_format,
    measure_heading,
    measure_unit,
    settings_items,
    version_items,
    warning_items,
)
from optimiser.reports.prose.preference import illustrative_caveat
from optimiser.reports.prose.sweep import BETWEEN_POINTS, moved_label, preference_text, sweep_sentences
from optimiser.reports.sweep.curve_sheets import CHANGE_COLUMN, SCORE, SweepReport, curve_sheet
from optimiser.text import gap_percent, upper_first, yes_no

TERMS = (
    ("Change (share)", "The change of the input as a share of it: -10.0% is a tenth less, 0.0% is unchanged."),
    ("£", "Pounds. Cells hold the pence, even if a figure is shown rounded."),
    ("optimal, within gap", "Proven: no plan is better, or none is better by more than the gap asked for."),
    ("unproven, no answer", "Not proven in the time limit. Do not rely on this point."),
    ("infeasible", "Proven: no plan meets every constraint. The option has no figures there, and its line a gap."),
    ("ahead", "First at this point, but another option could come first there with plans as good."),
    (NO_FIGURE, "The option has no plan there, or there is nothing to divide by."),
    ("Score", "Weighted, 0 to 100, compared with the other options at the same point. It also changes when they do."),
    (
        "Other figures",
        "Plans within the gap are close in the objective, but may differ more in other figures, such as cost.",
    ),
)


def write(sweep: Sweep, path: Path) -> tuple[str, ...]:
    """Write the workbook; a sweep has no checks that could fail. Raises OSError if the file cannot be written."""
    figures = (outcomes_shown(sweep.case), "cost", *([SCORE] if sweep.case.criteria else []))
    sheets: tuple[Sheet[SweepReport], ...] = (
        Sheet(COVER, "What this workbook is, and how to read it.", _write_cover),
        Sheet(CONTENTS, CONTENTS_DESCRIPTION, fill_contents),
        Sheet("Who is preferred", "Which option is preferred at which change.", _write_preferred),
        *(curve_sheet(sweep, name) for name in figures),
        Sheet("Every point", "Every option at every point.", _write_points, POUNDS),
        Sheet("Run record", "Settings, input and versions.", _write_run_record),
    )
    return SweepReport(sweep).write(path, sheets)


def _write_cover(report: SweepReport, page: Page) -> None:
    write_cover(page, _cover_items(report.sweep), TERMS)


def _cover_items(sweep: Sweep) -> Iterator[tuple[str, str]]:
    yield "Case", sweep.case.title or "untitled"
    yield "For", boards_label(sweep.case)
    yield "Input that changes", f"{sweep.input_name}: {sweep.covers}"
    yield "From, to", f"{moved_label(sweep.points[0].change)}, {moved_label(sweep.points[-1].change)}"
    yield "Changed before", change_label(sweep) or "nothing: the base case"
    yield "Points", f"{len(sweep.points)}, including the unchanged input. Every option is optimised at each point."
    yield "Preferred when unchanged", preference_text(sweep, sweep.unchanged)
    yield "Status", _status(sweep)
    yield "Years", sweep.case.years_label
    yield from cover_items(sweep)


def _status(sweep: Sweep) -> str:
    unproven = sum(not point.proven for point in sweep.points)
    if not unproven:
        gap = gap_percent(sweep.settings.gap)
        return f"Proven at every point: no plan of an option is better by more than a gap of {gap}."
    return f"Not proven at {unproven} of {len(sweep.points)} points. The sheet Every point says which."


def _write_preferred(report: SweepReport, page: Page) -> None:
    sweep = report.sweep
    columns = [
        Column("first", "From (change, share)", NumberFormat.SHARE),
        Column("last", "To (change, share)", NumberFormat.SHARE),
        Column("points", "Points (number)", NumberFormat.COUNT),
        Column("stands", "Result", max_width=80),
    ]
    if illustrative := illustrative_caveat(sweep.case):
        page.write_text(illustrative, bold=True)
        page.skip_row()
    page.write_caption("In words")
    for sentence in sweep_sentences(sweep):
        page.write_text(sentence)
    page.skip_row()
    page.write_caption("As a table")
    rows = [
        [Cell(each.first), Cell(each.last), Cell(each.count), Cell(upper_first(preference_text(sweep, each)))]
        for each in sweep.preferred_ranges
    ]
    page.write_table("Preferred", columns, rows)
    page.skip_row()
    page.write_text(BETWEEN_POINTS)


def _write_points(report: SweepReport, page: Page) -> None:
    columns = [
        CHANGE_COLUMN,
        Column("option", "Option", max_width=34),
        Column("status", "Status", max_width=14),
        Column("gap", "Gap (share)", NumberFormat.GAP),
        *(Column(name, f"{measure_heading(name)} ({measure_unit(name)})", measure_format(name)) for name in MEASURES),
        Column("score", "Score (points)", NumberFormat.TENTH),
        Column("rank", "Rank (number)", NumberFormat.COUNT),
        Column("preferred", "Preferred", max_width=16),
        Column("certain", "Certain at this point", max_width=16),
    ]
    page.write_table("EveryPoint", columns, [_point_cells(row) for row in sweep_rows(report.sweep)])


def _point_cells(row: SweepRow) -> list[Cell]:
    return [
        Cell(row.change),
        Cell(shorten(row.option)),
        Cell(row.status),
        Cell(NO_FIGURE if row.gap is None else row.gap),
        *(Cell(measure_figure(name, figure)) for name, figure in row.measures.items()),
        *(Cell(NO_FIGURE if figure is None else Fraction(figure)) for figure in (row.score, row.rank)),
        Cell(_how_it_stands(row)),
        Cell(yes_no(row.certain)),
    ]


def _how_it_stands(row: SweepRow) -> str:
    if row.preferred:
        return "preferred" if row.certain else "ahead"
    return NO_FIGURE if row.score is None else "not preferred"


def _write_run_record(report: SweepReport, page: Page) -> None:
    sweep = report.sweep
    items = [
        *input_items(sweep),
        *warning_items(sweep.warnings),
        ("Input that changes", sweep.input_name),
        *settings_items(sweep.case, sweep.settings),
        ("Problems", f"{sweep.total_answers}: one for each option at each point"),
        *(("Changed before", describe_change(change)) for change in all_changes(sweep)),
        *version_items(sweep),
    ]
    write_items(page, "Record", items, (30, 82))
