"""sweep.xlsx: who is preferred where, how outcomes, cost and score move with the input, and every point behind that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import ceil, floor
from pathlib import Path

from models.appraisal.measures import outcomes_shown
from optimiser.analyses.sweep.results import Sweep
from optimiser.casefiles.change_text import all_changes, change_label
from optimiser.casefiles.change_text import describe_change as changed
from optimiser.excel.chart_parts import Axis, axis_around, round_step
from optimiser.excel.page import CONTENTS, Page
from optimiser.excel.report import (
    CONTENTS_DESCRIPTION,
    COVER,
    POUNDS,
    Report,
    Sheet,
    fill_contents,
    write_cover,
    write_items,
)
from optimiser.excel.scatter_charts import MAX_LINES, Line, draw_lines, empty_line_chart
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, shorten, unique_headings
from optimiser.reports.data.sweep_table import MEASURES, SweepRow, sweep_row, sweep_rows
from optimiser.reports.formats import NO_FIGURE, measure_figure, measure_format, measure_heading, measure_unit
from optimiser.reports.prose.preference import illustrative_caveat
from optimiser.reports.prose.sweep import BETWEEN_POINTS, moved_label, preference_text, sweep_sentences
from optimiser.reports.provenance import boards_label, cover_items, input_items, version_items
from optimiser.text import gap_percent as gap_in_words
from optimiser.text import quoted, upper_first

SCORE = "score"
LONGEST_LABEL = 60  # characters of an option's name over a column
CHANGE = Column("by", "Change (share)", NumberFormat.SHARE)
MARKS = (
    ("Change (share)", "By how much of itself the input is changed: -10.0% is a tenth less, 0.0% unchanged."),
    ("£", "Pounds; cells hold the pence, and where they are not shown only the display is rounded."),
    ("optimal, within gap", "Proven: no plan is better, or none is better by more than the gap that was asked for."),
    ("unproven, no answer", "Not proven in the time: the point is not to be relied on."),
    ("infeasible", "Proven that no plan keeps every rule; the option has no figures there, and its line a gap."),
    (NO_FIGURE, "The option has no plan there, or there is nothing to divide by."),
    ("Score", "Weighted, 0 to 100, against the other options of the same point: it moves with them too."),
    ("Other figures", "Plans within the gap are alike in what is best, but may differ in other figures, cost too."),
)


@dataclass
class SweepReport(Report):
    """The workbook of a sweep while it is being written."""

    sweep: Sweep

    @property
    def kind(self) -> str:
        """What kind of report it is."""
        return f"Sweep over {self.sweep.name}"

    @property
    def subject(self) -> str:
        """What it is about."""
        return "Options appraisal"

    @property
    def case_title(self) -> str:
        """The title of the case."""
        return self.sweep.case.title or "untitled"

    @property
    def price_base(self) -> str:
        """The year of its prices in words."""
        base = self.sweep.case.price_base.strip()
        return f"prices of {base}" if base else "prices of a year that the case does not say"

    @property
    def title(self) -> str:
        """What the cover says first."""
        return shorten(self.kind, 120)


def write(sweep: Sweep, path: Path) -> tuple[str, ...]:
    """Write the workbook; a sweep has no checks that could fail. Raises OSError if the file cannot be written."""
    figures = (outcomes_shown(sweep.case), "cost", *([SCORE] if sweep.case.criteria else []))
    sheets: tuple[Sheet[SweepReport], ...] = (
        Sheet(COVER, "What this workbook is, and how to read it.", _cover),
        Sheet(CONTENTS, CONTENTS_DESCRIPTION, fill_contents),
        Sheet("Who is preferred", "Which option is preferred at which change.", _preferred),
        *(_curve(sweep, name) for name in figures),
        Sheet("Every point", "Every option at every point.", _every, POUNDS),
        Sheet("Run record", "What was asked, of what input, with which versions.", _record),
    )
    return SweepReport(sweep).write(path, sheets)


def _cover(report: SweepReport, page: Page) -> None:
    write_cover(page, _about(report.sweep), MARKS)


def _about(sweep: Sweep) -> Iterator[tuple[str, str]]:
    case, last = sweep.case, sweep.case.horizon - 1
    yield "Case", case.title or "untitled"
    yield "For", boards_label(case)
    yield "Input that is moved", f"{sweep.name}: {sweep.covers}"
    yield "From, to", f"{moved_label(sweep.points[0].by)}, {moved_label(sweep.points[-1].by)}"
    yield "Changed before", change_label(sweep) or "nothing: the case as it stands"
    yield "Points", f"{len(sweep.points)}, the unchanged input among them; every option is optimised at each"
    yield (
        "Preferred when unchanged",
        next(preference_text(sweep, each) for each in sweep.stretches if each.first <= 0 <= each.last),
    )
    yield "Status", _status(sweep)
    yield "Years", case.year_label(0) if last == 0 else f"{case.year_label(0)} to {case.year_label(last)}"
    yield from cover_items(sweep)


def _status(sweep: Sweep) -> str:
    count = sum(not point.proven for point in sweep.points)
    gap = gap_in_words(sweep.settings.gap)
    if not count:
        return f"Proven at every point: no plan is better by more than a gap of {gap}."
    return f"Not proven at {count} of {len(sweep.points)} points: Every point says which."


def _preferred(report: SweepReport, page: Page) -> None:
    sweep = report.sweep
    columns = [
        Column("first", "From (change, share)", NumberFormat.SHARE),
        Column("last", "To (change, share)", NumberFormat.SHARE),
        Column("points", "Points (number)", NumberFormat.COUNT),
        Column("stands", "What is so there", max_width=80),
    ]
    if illustrative := illustrative_caveat(sweep.case):
        page.write_text(illustrative, bold=True)
        page.skip_row()
    page.write_caption("In words")
    for sentence in sweep_sentences(sweep):
        page.write_text(sentence)
    page.skip_row()
    page.write_caption("As a table")
    page.write_table(
        "Preferred",
        columns,
        [
            [Cell(s.first), Cell(s.last), Cell(s.count), Cell(upper_first(preference_text(sweep, s)))]
            for s in sweep.stretches
        ],
    )
    page.skip_row()
    page.write_text(BETWEEN_POINTS)


def _curve(sweep: Sweep, name: str) -> Sheet[SweepReport]:
    """A sheet with one figure of every option over the change: a chart, and the table that it shows."""
    unit = "" if _unit(name) == _heading(name).lower() else _unit(name)
    about = f"{_heading(name)} of every option at every change of {sweep.name}."

    def fill(report: SweepReport, page: Page) -> None:
        found = {option: [_value(name, sweep_row(point, option)) for point in sweep.points] for option in sweep.options}
        there = [each for values in found.values() for each in values if each is not None]
        up = axis_around(_unit(name), there or [0.0])
        page.write_caption("As a picture")
        chart = empty_line_chart(report.workbook, title=about.rstrip("."), across=_across(sweep), up=up)
        page.insert_chart(chart, alt_text=_finding(sweep, name, found), size=(900, 400))
        page.skip_row()
        page.write_caption("As a table")
        table_name = f"{_heading(name).replace(' ', '')}AtChanges"
        table = page.write_table(table_name, _columns(sweep, name), _rows(sweep, name))
        drawn = [Line(f"option{number}", _stretches(values)) for number, values in enumerate(found.values())]
        draw_lines(report.workbook, chart, table, "by", drawn[:MAX_LINES])

    return Sheet(_heading(name), about, fill, unit)


def _columns(sweep: Sweep, name: str) -> list[Column]:
    its = NumberFormat.TENTH if name == SCORE else measure_format(name)
    labels = unique_headings(f"{shorten(option, LONGEST_LABEL)} ({_unit(name)})" for option in sweep.options)
    return [CHANGE, *(Column(f"option{number}", label, its, max_width=22) for number, label in enumerate(labels))]


def _rows(sweep: Sweep, name: str) -> list[list[Cell]]:
    return [
        [Cell(point.by), *(_cell(name, sweep_row(point, option)) for option in sweep.options)] for point in sweep.points
    ]


def _cell(name: str, each: SweepRow) -> Cell:
    if name == SCORE:
        return Cell(NO_FIGURE if each.score is None else each.score)
    return Cell(measure_figure(name, each.measures[name]))


def _value(name: str, each: SweepRow) -> float | None:
    """What the curve shows, None for a gap."""
    found = _cell(name, each).value
    return None if isinstance(found, str) else float(found)


def _stretches(values: Sequence[float | None]) -> tuple[tuple[int, int], ...]:
    """The rows between which there are figures, first and last."""
    runs = groupby(enumerate(values), key=lambda each: each[1] is None)
    places = [[place for place, _ in run] for missing, run in runs if not missing]
    return tuple((each[0], each[-1]) for each in places)


def _across(sweep: Sweep) -> Axis:
    """The axis of changes: in whole steps of 1, 2 or 5 per cent or the like, around all points."""
    low, high = float(sweep.points[0].by), float(sweep.points[-1].by)
    apart = round_step(high - low)
    first, last = floor(low / apart + 1e-9), ceil(high / apart - 1e-9)
    return Axis(f"Change of {sweep.name}", first * apart, last * apart, apart)


def _finding(sweep: Sweep, name: str, found: Mapping[str, Sequence[float | None]]) -> str:
    """What the chart says, for who cannot see it: each option's first and last figure."""
    said = (f"{quoted(option)} {_ends(sweep, name, values)}" for option, values in found.items())
    return f"Line chart of {_heading(name).lower()} ({_unit(name)}) over the change of {sweep.name}: {'; '.join(said)}."


def _ends(sweep: Sweep, name: str, values: Sequence[float | None]) -> str:
    there = [(point.by, value) for point, value in zip(sweep.points, values, strict=True) if value is not None]
    if not there:
        return "has no figures"
    (first, low), (last, high) = there[0], there[-1]
    told = [
        (NumberFormat.TENTH if name == SCORE else measure_format(name)).display(value).strip() for value in (low, high)
    ]
    return (
        f"{told[0]} at {moved_label(first)}"
        if first == last
        else f"from {told[0]} at {moved_label(first)} to {told[1]} at {moved_label(last)}"
    )


def _every(report: SweepReport, page: Page) -> None:
    columns = [
        CHANGE,
        Column("option", "Option", max_width=34),
        Column("status", "Status", max_width=14),
        Column("gap", "Gap (share)", NumberFormat.GAP),
        *(Column(each, f"{measure_heading(each)} ({measure_unit(each)})", measure_format(each)) for each in MEASURES),
        Column("score", "Score (points)", NumberFormat.TENTH),
        Column("rank", "Rank (number)", NumberFormat.COUNT),
        Column("preferred", "How it stands", max_width=16),
    ]
    page.write_table("EveryPoint", columns, [_point(each) for each in sweep_rows(report.sweep)])


def _point(each: SweepRow) -> list[Cell]:
    figures = [Cell(measure_figure(name, found)) for name, found in each.measures.items()]
    scored = [Cell(NO_FIGURE if found is None else Fraction(found)) for found in (each.score, each.rank)]
    gap = Cell(NO_FIGURE if each.gap is None else each.gap)
    stands = "preferred" if each.preferred else "not preferred" if each.score is not None else NO_FIGURE
    return [Cell(each.change), Cell(shorten(each.option)), Cell(each.status), gap, *figures, *scored, Cell(stands)]


def _record(report: SweepReport, page: Page) -> None:
    sweep = report.sweep
    asked = sweep.settings
    said = [
        *input_items(sweep),
        ("Input that is moved", sweep.name),
        ("Objective", asked.objective or sweep.case.objective),
        ("Solver", asked.solver),
        ("Gap asked for", gap_in_words(asked.gap)),
        ("Time limit an option", f"{asked.time_limit:g} seconds"),
        ("Options asked for", ", ".join(asked.options) or "all"),
        ("Programmes", f"{sweep.programmes}: every option at every point, each once"),
        *(("Changed before", changed(line)) for line in all_changes(sweep)),
        *version_items(sweep),
    ]
    write_items(page, "Record", said, (30, 82))


def _heading(name: str) -> str:
    return "Score" if name == SCORE else measure_heading(name)


def _unit(name: str) -> str:
    return "points" if name == SCORE else measure_unit(name)
