"""Payment schedule: which funder pays which contract, deal or team, a column a year; one schedule for each option."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from models.accounts.payment_schedule import Payee, PaymentOrder
from models.case.types import COMMISSIONING, Case
from models.plan.contract_register import EXISTING
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.formats import borough_names, to_pounds
from optimiser.text import listed, quoted

Paid = Mapping[tuple[Payee, str, int], Sequence[int]]  # by payee, provider and stream: pence, one a year

RULE = (
    "Streams of money are not marked with the names of contracts. Within a year, borough and service, contracts and"
    " streams stand in the case's order, and the first stream pays the first contract, then the next, each until it is"
    " used up: what each contract charges and what each stream pays there are both met to the penny."
)


def fill(report: BoardReport, page: Page) -> None:
    """What all payments of each option come to, then one row for each option, payee and funder."""
    page.max_width = 215.0
    page.write_text(RULE)
    rows = [(option, *line) for option in report.options for line in lines(report.case, option)]
    _say_missing(report, page)
    if not rows:
        page.write_text("There are no payments to show.")
        return
    page.skip_row()
    page.write_caption("All payments of each option")
    there = [option for option in report.options if option.payments]
    totals = page.reserve_table(
        "ScheduleTotals", [Column("option", "Option", max_width=24), *_years(report.case)], len(there)
    )
    page.skip_row()
    page.write_caption("Payments")
    table = page.reserve_table("Schedule", _columns(report.case), len(rows))
    table.fill([_row(report.case, table, number, *row) for number, row in enumerate(rows)])
    totals.fill([list(_total(report.case, table, totals, number, each, rows)) for number, each in enumerate(there)])


def lines(case: Case, option: SolvedOption) -> Iterator[tuple[Payee, str, str, int, Sequence[int]]]:
    """Payee, provider, boroughs, stream, and pence a year: by payee in the case's order, then by stream."""
    paid, served = _paid(case, option)
    order = PaymentOrder(case, option.name)
    for (payee, provider, stream), amounts in sorted(
        paid.items(), key=lambda one: (order.payee_key(one[0][0]), one[0][2])
    ):
        yield payee, provider, _boroughs(case, payee, served[payee, provider]), stream, amounts


def _paid(case: Case, option: SolvedOption) -> tuple[Paid, Mapping[tuple[Payee, str], set[str]]]:
    paid: dict[tuple[Payee, str, int], list[int]] = defaultdict(lambda: [0] * case.horizon)
    served: dict[tuple[Payee, str], set[str]] = defaultdict(set)
    for one in option.payments:
        paid[one.payee, one.provider, one.stream][one.year] += one.amount
        served[one.payee, one.provider].add(one.borough)
    return paid, served


def _boroughs(case: Case, payee: Payee, served: set[str]) -> str:
    """All boroughs of a contract or deal; those a team works for."""
    if payee.kind == EXISTING:
        served = {name for line in case.contract(payee.contract).lines for name in line.boroughs}
    elif payee.kind != COMMISSIONING:
        served = set(payee.group)
    return borough_names(case, [borough.name for borough in case.boroughs if borough.name in served])


def _say_missing(report: BoardReport, page: Page) -> None:
    missing = [
        quoted(option.label)
        for option in report.options
        if not option.payments and (option.plan.spent or option.ledger.charges)
    ]
    if missing:
        page.write_text(
            f"No schedule for {listed(missing)}: what is paid there is not what is charged. See Checks.", bold=True
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
        *_years(case),
    ]


def _years(case: Case) -> list[Column]:
    years = [Column(f"year{year}", f"{case.year_label(year)} (£)", NumberFormat.PENCE) for year in case.years]
    return [*years, Column("amount", "All years (£)", NumberFormat.PENCE)]


Row = tuple[SolvedOption, Payee, str, str, int, Sequence[int]]


def _row(
    case: Case, table: Table, number: int, option: SolvedOption, payee: Payee, provider: str, served: str, stream: int,
    amounts: Sequence[int],
) -> list[Cell]:  # fmt: skip
    funder = case.funding[stream]
    names = (payee.contract, payee.kind, served, provider, funder.owner, funder.name, borough_names(case, funder.homes))
    return [
        Cell(option.label),
        *map(Cell, names),
        *(Cell(to_pounds(amount)) for amount in amounts),
        _across(case, table, number, sum(amounts)),
    ]


def _across(case: Case, table: Table, number: int, amount: int) -> Cell:
    first, last = table.local_address(number, "year0"), table.local_address(number, f"year{case.horizon - 1}")
    return Cell(to_pounds(amount), formula=f"=SUM({first}:{last})".replace("$", ""))


def _total(
    case: Case, table: Table, totals: Table, number: int, option: SolvedOption, rows: Sequence[Row]
) -> Iterator[Cell]:
    own = [row for row, one in enumerate(rows) if one[0] is option]
    yield Cell(option.label)
    for year in case.years:
        cells = f"{table.local_address(own[0], f'year{year}')}:{table.local_address(own[-1], f'year{year}')}"
        yield Cell(to_pounds(sum(rows[row][-1][year] for row in own)), formula=f"=SUM({cells})".replace("$", ""))
    yield _across(case, totals, number, sum(sum(rows[row][-1]) for row in own))


SHEET = Sheet(
    "Payment schedule",
    "Which funder pays which contract, deal or team, year by year, to the penny.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
