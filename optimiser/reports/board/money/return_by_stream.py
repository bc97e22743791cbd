"""Return by stream: for each grantor, what its stream had and what that went on, by heading, a column a year."""

from __future__ import annotations

from collections.abc import Iterator

from models.accounts.funding_return import StreamReturn, headings, stream_returns
from models.case.types import Case
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import borough_names, to_pounds

IN, OUT = "money in", "money out"
Line = tuple[str, str, list[int]]  # side, what, pence a year


def fill(report: BoardReport, page: Page) -> None:
    """One row for each option, stream and line; what has nothing in any year is left out, but for the amount."""
    page.max_width = 200.0
    case = report.case
    page.write_text(
        "Of each stream and year, what comes in (its amount, and what was brought forward) is what goes out"
        " (spend by heading, what is carried forward, and what is left unspent)."
    )
    page.skip_row()
    columns = [
        Column("option", "Option", max_width=24),
        Column("owner", "Funder", max_width=24),
        Column("stream", "Stream", max_width=28),
        Column("home", "Home of the stream", max_width=24),
        Column("side", "In or out", max_width=12),
        Column("line", "Line", max_width=36),
        *(Column(f"year{year}", f"{case.year_label(year)} (£)", NumberFormat.PENCE) for year in case.years),
        Column("amount", "All years (£)", NumberFormat.PENCE),
    ]
    rows = [(option, stream, line) for option in report.options for stream, line in _lines(case, option)]
    if not rows:
        page.write_text("There are no streams of money.")
        return
    table = page.reserve_table("StreamReturn", columns, len(rows))
    table.fill([_row(case, table, number, *row) for number, row in enumerate(rows)])


def _lines(case: Case, option: SolvedOption) -> Iterator[tuple[int, Line]]:
    found = stream_returns(case, option.plan)
    for stream in range(len(case.funding)):
        own = [one for one in found if one.stream_year.stream == stream]
        yield from ((stream, line) for line in _of_stream(case, own) if any(line[2]) or line[1] == "amount")


def _of_stream(case: Case, years: list[StreamReturn]) -> Iterator[Line]:
    yield IN, "amount", [one.stream_year.amount for one in years]
    yield IN, "brought forward", [one.stream_year.brought_forward for one in years]
    for heading in headings(case, {service.name for service in case.services}):
        yield OUT, heading, [one.spend.get(heading, 0) for one in years]
    yield OUT, "carried forward", [one.stream_year.carried_forward for one in years]
    yield OUT, "unspent", [one.stream_year.unspent for one in years]


def _row(case: Case, table: Table, number: int, option: SolvedOption, stream: int, line: Line) -> list[Cell]:
    funder, (side, what, amounts) = case.funding[stream], line
    first, last = table.local_address(number, "year0"), table.local_address(number, f"year{case.horizon - 1}")
    return [
        *map(Cell, (option.label, funder.owner, funder.name, borough_names(case, funder.homes), side, what)),
        *(Cell(to_pounds(amount)) for amount in amounts),
        Cell(to_pounds(sum(amounts)), formula=f"=SUM({first}:{last})".replace("$", "")),
    ]


SHEET = Sheet(
    "Return by stream",
    "For each grantor, what its stream had and what that went on, by heading and year.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
