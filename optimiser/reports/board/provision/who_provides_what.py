"""Who provides what: for each service and borough, the providers of today and of each option's last year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.tables import Cell, Column, unique_headings
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption

Where = tuple[str, str]  # service, borough
Who = Mapping[Where, str]
NOBODY = "nobody"
BESIDE = 4  # options in a table: more would leave no room for names


def fill(report: BoardReport, page: Page) -> None:
    """One row a service and borough; as many tables as the options need, today in each."""
    page.write_text(
        f"Places in brackets: today's, and those of {report.case.year_label(report.case.horizon - 1)}, the last"
        " year. A contract of several boroughs is together: each may use any of its places."
    )
    page.skip_row()
    today, options = _today(report), [(option, _last(report, option)) for option in report.options]
    rows = list(_rows(report, [today, *(who for _, who in options)]))
    if not rows:
        page.write_text("Nobody provides anything, and nothing is wanted.")
        return
    for start in range(0, len(options), BESIDE):
        if start:
            page.skip_row()
        some = options[start : start + BESIDE]
        if len(options) > BESIDE:
            page.write_caption(f"Options {start + 1} to {start + len(some)}")
        page.write_table(f"Providers{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[start // BESIDE]}", _columns(some),
                   [_row(where, [today, *(who for _, who in some)]) for where in rows])  # fmt: skip


def _columns(some: Sequence[tuple[SolvedOption, Who]]) -> list[Column]:
    headings = unique_headings(["Service", "Borough", "Today", *(each.label for each, _ in some)])
    keys = ("service", "borough", "today", *(each.key for each, _ in some))
    most = (24, 20, *(34 for _ in keys[2:]))
    return [Column(key, heading, max_width=width) for key, heading, width in zip(keys, headings, most, strict=True)]


def _row(where: Where, who: Sequence[Who]) -> list[Cell]:
    return [*map(Cell, where), *(Cell(each[where]) if where in each else Cell(NOBODY, bold=True) for each in who)]


def _rows(report: BoardReport, who: Sequence[Who]) -> Iterator[Where]:
    """Every service and borough with demand in any year, or somebody who provides, in the case's order."""
    for service in report.case.services:
        for borough in report.case.boroughs:
            where = (service.name, borough.name)
            if any(where in each for each in who) or any(report.case.demand.get((borough.name, service.name), ())):
                yield where


def _today(report: BoardReport) -> Who:
    """Today's providers with the places they hold, those of several boroughs in words."""
    found: dict[Where, list[tuple[str, str]]] = defaultdict(list)
    for contract in report.case.contracts:
        for line in contract.lines:
            together = " together" if len(line.boroughs) > 1 else ""
            for borough in line.boroughs:
                found[line.service, borough].append((contract.provider, f"{line.places:,}{together}"))
    return {where: ", ".join([f"{provider} ({places})" for provider, places in held]) for where, held in found.items()}


def _last(report: BoardReport, option: SolvedOption) -> Who:
    """Providers with places in the last year, most places first, each named once."""
    places: dict[Where, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in option.allocations:
        if one.year == report.case.horizon - 1 and one.places:
            places[one.service, one.borough][one.provider] += one.places
    return {where: _named(held) for where, held in places.items()}


def _named(held: Mapping[str, int]) -> str:
    ordered = sorted(held.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join([f"{provider} ({places:,})" for provider, places in ordered])


SHEET = Sheet(
    "Who provides what",
    "The providers of each service in each borough, today and in each option's last year.",
    fill,
    is_included=BoardReport.has_plans,
)
