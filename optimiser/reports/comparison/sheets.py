"""What stands on each sheet of a comparison's workbook; inputs and bridges are drawn as in the board's workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import PurePath

from optimiser.analyses.comparison.results import SCORE, Bridge, Compared, Moves, Side
from optimiser.excel.checks import Check, count_check, fill_checks
from optimiser.excel.page import Page
from optimiser.excel.report import Report, write_cover
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.comparison import bridges
from optimiser.reports.prose.comparison import (
    comparison_headline,
    figure_label,
    how_to_read_bridges,
    main_bridges,
    subject_label,
)

NONE = "none"
ITEM, WORDS = Column("item", "Item", max_width=30), Column("words", "What it is", max_width=100)
NAMES = {"cost": "Cost", SCORE: "Score"}
SHARE = Fraction(1, 10**6)  # what adding up may lose of outcomes and scores
READING = (
    ("Old run, new run", "The two folders that were compared, in this order."),
    ("£", "Pounds; cells hold the pence."),
    ("Minus sign", "Less in the new run than in the old, or less by that cause."),
    ("Cause", "A group of tables of the input, or the programme; the sheet Bridge says what each covers."),
    ("within the gap", "No larger than what the solved figure may be off: it may be nothing."),
    ("+ between causes", "They cannot be told apart; the sheet Bridge says why."),
    ("none", "There is nothing to say or to count."),
    ("Pass, FAIL", "Whether a check holds; the master check fails where any check does."),
)


@dataclass
class ComparisonReport(Report):
    """The workbook of a comparison while it is being written.

    `bridge_tables`: the table of each bridge and the row in which it begins, by subject and figure.
    """

    comparison: Compared
    bridge_tables: dict[tuple[str, str], tuple[Table, int]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What kind of report it is."""
        return "What changed"

    @property
    def subject(self) -> str:
        """What it is about."""
        return "Two runs of an options appraisal compared"

    @property
    def case_title(self) -> str:
        """The title of the case."""
        return self.comparison.new.title

    @property
    def price_base(self) -> str:
        """The year of its prices in words."""
        base = self.comparison.price_base.strip()
        return f"prices of {base}" if base else "prices of a year that the case does not say"

    def figures(self) -> tuple[str, ...]:
        """The figures of bridges, in their order."""
        return ("cost", self.comparison.outcomes, SCORE)


def cover(report: ComparisonReport, page: Page) -> None:
    """What was compared, what came of it, and how to read it."""
    write_cover(page, [*_about(report), ("Master check", report.master_check_cell(bold=True))], READING)


def input_changes(report: ComparisonReport, page: Page) -> None:
    """How many changes in which table; then every one."""
    if not report.comparison.inputs:
        page.write_text("The input, the settings and the programme are as they were.")
        return
    page.write_caption("How many changes there are")
    bridges.write_change_counts(page, report.comparison)
    page.skip_row()
    page.write_caption("Every change")
    page.write_text("A row is known by what names it: what has a new name is a row taken out and a row added.")
    bridges.write_input_changes(page, "InputChanges", report.comparison.inputs)


def bridge(report: ComparisonReport, page: Page) -> None:
    """The preferred option's bridges with waterfalls; every option's as tables; how to read them."""
    found = report.comparison
    for line in found.without:
        page.write_text(line)
    if not found.bridges:
        page.write_text("There is no change to tell by cause.")
        return
    drawn = []
    for one in main_bridges(found):
        drawn.append(bridges.write_bridge(report.workbook, page, found, one, f"Bridge{_named(one.figure)}"))
        report.bridge_tables[one.subject, one.figure] = (page.tables[-1], 0)
    for figure in report.figures():
        _options(report, page, figure)
    page.skip_row()
    page.write_caption("How to read the bridges")
    for line in how_to_read_bridges(found):
        page.write_text(line)
    bridges.write_causes(page, found)
    bridges.draw_bridge_charts(page, drawn)


def moved_contracts(report: ComparisonReport, page: Page) -> None:
    """How much moved; then each contract and year that is not as before."""
    page.write_caption("How much moved in each option's plan")
    bridges.write_move_counts(page, report.comparison)
    page.skip_row()
    page.write_caption("Contracts that run otherwise")
    page.write_text(
        "A contract starts in its first year, continues in the next, and ends in the first in which it is gone."
    )
    columns = [
        Column("option", "Option", max_width=28),
        Column("contract", "Contract or offer", max_width=34),
        Column("boroughs", "Boroughs", max_width=26),
        Column("provider", "Provider", max_width=26),
        Column("year", "Year", max_width=10),
        Column("old", "Old run", max_width=18),
        Column("new", "New run", max_width=18),
    ]
    rows = [
        [each.option, each.contract, each.boroughs, each.provider, each.year, each.old, each.new]
        for moves in report.comparison.moves
        for each in moves.contracts
    ]
    page.write_table_or_text("No contract runs otherwise.", "MovedContracts", columns, rows)


def moved_places(report: ComparisonReport, page: Page) -> None:
    """Each borough, service, provider and year with other places than before."""
    columns = [
        Column("option", "Option", max_width=28),
        Column("borough", "Borough", max_width=24),
        Column("service", "Service", max_width=30),
        Column("provider", "Provider", max_width=28),
        Column("year", "Year", max_width=10),
        Column("old", "Old run (places)", NumberFormat.COUNT),
        Column("new", "New run (places)", NumberFormat.COUNT),
        Column("difference", "Difference (places)", NumberFormat.COUNT, total=True),
        Column("counted", "In the measure places", max_width=12),
    ]
    rows = [
        [each.option, each.borough, each.service, each.provider, each.year, each.old, each.new, each.new - each.old,
         "yes" if each.counted else "no"]
        for moves in report.comparison.moves
        for each in moves.places
    ]  # fmt: skip
    page.write_table_or_text("No places moved.", "MovedPlaces", columns, rows)


def record(report: ComparisonReport, page: Page) -> None:
    """Which two runs, and how far what is between them is proven."""
    page.write_caption("The two runs")
    columns = [
        Column("item", "Item", max_width=30),
        Column("old", "Old run", max_width=66),
        Column("new", "New run", max_width=66),
    ]
    sides = zip(_side(report.comparison.old), _side(report.comparison.new), strict=True)
    page.write_table("TwoRuns", columns, [[Cell(item), Cell(old), Cell(new)] for (item, old), (_, new) in sides])
    page.skip_row()
    page.write_caption("What lies between them")
    proven = "every answer is proven within the gap" if report.comparison.proven else "NOT every answer is proven"
    rows = [
        ("Causes", ", ".join(report.comparison.causes) or NONE),
        ("Gap asked for", f"{report.comparison.gap:.4%}"),
        ("Proof", proven),
        ("Time", "not written, so that the same runs give the same file"),
    ]
    page.write_table("Between", [ITEM, WORDS], _cells(rows))


def checks(report: ComparisonReport, page: Page) -> None:
    """A row a check, and the master check."""
    words = {"counted": "yes", **{f"option_{n}": each.option for n, each in enumerate(report.comparison.moves)}}
    fill_checks(report, page, lambda addresses: _checks(report, addresses), words)


def _checks(report: ComparisonReport, words: dict[str, str]) -> Iterator[Check]:
    for each in report.comparison.bridges:
        yield _adds_up(report, each)
    for number, moves in enumerate(report.comparison.moves):
        yield _places(report, moves, words, number)
    unproven = int(not report.comparison.proven)
    yield count_check("Runs or points between them with an answer that is not proven (1 for any)", unproven)


def _adds_up(report: ComparisonReport, one: Bridge) -> Check:
    """The old figure and all shares make the new figure."""
    table, first = report.bridge_tables[one.subject, one.figure]
    last = first + len(one.parts) + 1
    each = Fraction(100) if one.money else Fraction(1)
    summed = one.old + sum((part.share for part in one.parts), Fraction(0))
    cells = f"{table.address(first, 'amount')}:{table.local_address(last - 1, 'amount')}"
    who = subject_label(one.subject)
    return Check(
        f"{who}: the old {figure_label(one.figure)} and the shares of all causes make the new ({bridges.unit(one)})",
        Cell(one.new / each, formula=f"={table.address(last, 'amount')}"),
        Cell(summed / each, formula=f"=SUM({cells})"),
        Fraction(1, 200) if one.money else SHARE,
    )


def _places(report: ComparisonReport, moves: Moves, words: dict[str, str], number: int) -> Check:
    """What moved explains the difference of the measure places."""
    difference = sum(each.new - each.old for each in moves.places if each.counted)
    formula = ""
    if moves.places:
        table = report.table("MovedPlaces")
        formula = (
            f"=SUMIFS({table.column_range('difference')},{table.column_range('option')},{words[f'option_{number}']},"
            f"{table.column_range('counted')},{words['counted']})"
        )
    return Check(
        f"{moves.option}: the places on Moved places make the difference of the measure places (places)",
        Cell(moves.new_places - moves.old_places),
        Cell(difference, formula=formula),
        Fraction(0),
        NumberFormat.COUNT,
    )


def _options(report: ComparisonReport, page: Page, figure: str) -> None:
    table = bridges.write_option_bridges(page, report.comparison, figure, f"Options{_named(figure)}")
    row = 0
    for each in (one for one in report.comparison.bridges if one.subject and one.figure == figure):
        assert table is not None
        report.bridge_tables[each.subject, figure] = (table, row)
        row += len(each.parts) + 2


def _about(report: ComparisonReport) -> Iterator[tuple[str, str]]:
    found = report.comparison
    yield "Case", found.new.title or "untitled"
    yield "What came of it", comparison_headline(found)
    yield "Old run", _folder(found.old)
    yield "New run", _folder(found.new)
    yield "Preferred in the old run", found.old.preferred or NONE
    yield "Preferred in the new run", found.new.preferred or NONE
    yield "Date", "Undated, so that the same runs always give the same file."


def _side(side: Side) -> Iterator[tuple[str, str]]:
    yield "Folder", _folder(side)
    yield "Title", side.title or "untitled"
    yield "Input", PurePath(side.source).name or NONE
    yield "Input SHA-256", side.digest or NONE
    yield "Scenario", side.scenario or "none: the case as it stands"
    yield "Preferred option", side.preferred or NONE


def _folder(side: Side) -> str:
    return side.run or "not named"


def _named(figure: str) -> str:
    return NAMES.get(figure, "Outcomes")


def _cells(rows: Iterable[tuple[str, str]]) -> list[list[Cell]]:
    return [[Cell(item), Cell(words)] for item, words in rows]
