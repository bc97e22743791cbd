"""The sheet Payment schedule: which funder pays which contract, award or team, year by year, for each option."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.accounts.payment_schedule import Payee, PaymentOrder
from models.case.types import COMMISSIONING, Case
from models.plan.contract_register import EXISTING
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport, payment_cells, payment_columns, sum_of_years, year_key
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import borough_names, to_pounds
from optimiser.text import listed, quoted

RULE = (
    "Funding streams are not tied to contracts by name. For each year, borough and service, contracts and streams"
    " are taken in the case's order: the first stream pays the first contract, then the next, until it is used"
    " up; then the next stream pays. What each contract charges and what each stream pays there are both met to"
    " the penny."
)


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """What one stream pays to one provider under one contract, award or team. `amounts`: pence in each year."""

    payee: Payee
    provider: str
    boroughs: str
    stream: int
    amounts: Sequence[int]


def fill(report: BoardReport, page: Page) -> None:
    """Write the total of each option, then a row for each option, payee and funder."""
    page.max_width = 215.0
    page.write_text(RULE)
    rows = [(option, line) for option in report.options for line in schedule_lines(report.case, option)]
    _write_missing_schedules(report, page)
    if not rows:
        page.write_text("There are no payments to show.")
        return
    page.skip_row()
    page.write_caption("Total payments of each option")
    options = [option for option in report.options if option.payments]
    total_columns = [Column("option", "Option", max_width=24), *payment_columns(report.case)]
    totals = page.reserve_table("ScheduleTotals", total_columns, len(options))
    page.skip_row()
    page.write_caption("Payments")
    table = page.write_formula_table(
        "Schedule",
        _columns(report.case),
        rows,
        lambda table, number, row: _line_row(report.case, table, number, *row),
    )
    totals.fill([_total_row(table, totals, row, option, rows) for row, option in enumerate(options)])


def schedule_lines(case: Case, option: SolvedOption) -> Iterator[ScheduleLine]:
    """The lines of an option's payment schedule: by payee in the case's order, then by stream."""
    amounts: dict[tuple[Payee, str, int], list[int]] = defaultdict(lambda: [0] * case.horizon)
    served: dict[tuple[Payee, str], set[str]] = defaultdict(set)
    for payment in option.payments:
        amounts[payment.payee, payment.provider, payment.stream][payment.year] += payment.amount
        served[payment.payee, payment.provider].add(payment.borough)
    order = PaymentOrder(case, option.name)
    for payee, provider, stream in sorted(amounts, key=lambda key: (order.payee_key(key[0]), key[2])):
        boroughs = _boroughs(case, payee, served[payee, provider])
        yield ScheduleLine(payee, provider, boroughs, stream, amounts[payee, provider, stream])


def _boroughs(case: Case, payee: Payee, served: set[str]) -> str:
    """All boroughs of a contract or award; of a team, those that it serves."""
    if payee.kind == EXISTING:
        served = {name for line in case.contract(payee.contract).lines for name in line.boroughs}
    elif payee.kind != COMMISSIONING:
        served = set(payee.group)
    return borough_names(case, [borough.name for borough in case.boroughs if borough.name in served])


def _write_missing_schedules(report: BoardReport, page: Page) -> None:
    missing = [
        quoted(option.label)
        for option in report.options
        if not option.payments and (option.plan.spent or option.ledger.charges)
    ]
    if missing:
        page.write_text(
            f"There is no schedule for {listed(missing)}, because what is paid does not equal what is charged."
            " See Checks.",
            bold=True,
        )


def _columns(case: Case) -> list[Column]:
    return [
        Column("option", "Option", max_width=24),
        Column("contract", "Contract or team", max_width=28),
        Column("kind", "Kind", max_width=14),
        Column("boroughs", "Boroughs", max_width=22),
        Column("provider", "Paid to", max_width=26),
        Column("owner", "Funder", max_width=22),
        Column("stream", "Stream", max_width=24),
        Column("home", "Home of the stream", max_width=22),
        *payment_columns(case),
    ]


def _line_row(case: Case, table: Table, row: int, option: SolvedOption, line: ScheduleLine) -> list[Cell]:
    funding = case.funding[line.stream]
    names = (
        option.label,
        line.payee.contract,
        line.payee.kind,
        line.boroughs,
        line.provider,
        funding.owner,
        funding.name,
        borough_names(case, funding.homes),
    )
    return [*map(Cell, names), *payment_cells(table, row, line.amounts)]


def _total_row(
    table: Table, totals: Table, row: int, option: SolvedOption, rows: Sequence[tuple[SolvedOption, ScheduleLine]]
) -> list[Cell]:
    own = [number for number, (other, _) in enumerate(rows) if other is option]
    amounts = [sum(rows[number][1].amounts[year] for number in own) for year in option.case.years]
    years = [
        Cell(to_pounds(amount), formula=table.sum_down(own[0], own[-1], year_key(year)))
        for year, amount in enumerate(amounts)
    ]
    return [Cell(option.label), *years, sum_of_years(totals, row, amounts)]


SHEET = Sheet(
    "Payment schedule",
    "Which funder pays which contract or team, year by year, to the penny.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
