"""Checks of the sheets that follow the money: payment schedule, returns, who pays and who gains.

Each figure is read from its own sheet and compared with the ledger, the measures, or the other side of the same money.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.accounts.baseline import baseline
from models.accounts.distribution import BoroughTotal, StreamTotal, borough_totals, stream_totals
from models.accounts.funding_return import spend_planned, spend_today, stream_returns
from optimiser.excel.checks import Check
from optimiser.excel.tables import Cell
from optimiser.reports.board.checks.option_formulas import OptionFormulas
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.board.summary.run_record import BASELINE
from optimiser.reports.formats import to_pounds


def return_today_checks(report: BoardReport) -> Iterator[Check]:
    """Today's return on Return recast equals the baseline."""
    if report.has_table("RecastTotals"):
        baseline_cell = report.table("RecordFigures").address(BASELINE, "figure")
        today_cell = report.table("RecastTotals").address(0, "total")
        yield Check(
            "Today on Return recast equals the baseline of the run (£ a year)",
            Cell(to_pounds(baseline(report.case)), formula=f"={baseline_cell}"),
            Cell(to_pounds(sum(spend_today(report.case).values())), formula=f"={today_cell}"),
        )


def money_checks(report: BoardReport, option: SolvedOption, formulas: OptionFormulas) -> Iterator[Check]:
    """The payments, returns and transfers of one option."""
    yield from _schedule_and_return_checks(option, formulas)
    yield from _borough_checks(option, formulas, borough_totals(report.case, option.plan, option.ledger))
    yield from _stream_checks(option, formulas, stream_totals(report.case, option.plan))


def _schedule_and_return_checks(option: SolvedOption, formulas: OptionFormulas) -> Iterator[Check]:
    spend = to_pounds(sum(allocation.running + allocation.one_off for allocation in option.allocations))
    returns = stream_returns(option.case, option.plan)
    years = [stream_return.stream_year for stream_return in returns]
    money_in = sum(year.amount + year.brought_forward for year in years)
    money_out = sum(sum(stream_return.spend.values()) for stream_return in returns)
    money_out += sum(year.carried_forward + year.unspent for year in years)
    paid = to_pounds(sum(payment.amount for payment in option.payments))
    recast = to_pounds(sum(spend_planned(option.case, option.ledger).values()))
    yield Check(
        f"{option.label}: Payment schedule equals the cost on Options compared (£)",
        formulas.measure("cost"),
        Cell(paid, formula=formulas.total("Schedule", "amount")),
    )
    yield Check(
        f"{option.label}: Return recast equals the spend on Allocation (£)",
        Cell(spend, formula=formulas.total("Allocation", "spend")),
        Cell(recast, formula=formulas.total("Recast", "total")),
    )
    yield Check(
        f"{option.label}: money out on Return by stream equals money in there (£)",
        Cell(to_pounds(money_in), formula=formulas.total("StreamReturn", "amount", {"side": "money_in"})),
        Cell(to_pounds(money_out), formula=formulas.total("StreamReturn", "amount", {"side": "money_out"})),
    )


def _borough_checks(
    option: SolvedOption, formulas: OptionFormulas, boroughs: Sequence[BoroughTotal]
) -> Iterator[Check]:
    cost = Cell(to_pounds(sum(borough.cost for borough in boroughs)), formula=formulas.total("Gains", "cost"))
    paid = to_pounds(sum(borough.paid_by_own_streams + borough.transferred_in for borough in boroughs))
    home, moved = formulas.total("Gains", "home"), formulas.total("Gains", "moved")
    yield Check(
        f"{option.label}: the boroughs' cost on Who pays, who gains equals the cost on Options compared (£)",
        formulas.measure("cost"),
        cost,
    )
    yield Check(
        f"{option.label}: paid from home and moved in equal the boroughs' cost on Who pays, who gains (£)",
        cost,
        Cell(paid, formula=home and f"{home}+{moved[1:]}"),
    )


def _stream_checks(option: SolvedOption, formulas: OptionFormulas, streams: Sequence[StreamTotal]) -> Iterator[Check]:
    boroughs = borough_totals(option.case, option.plan, option.ledger)
    moved_in = to_pounds(sum(borough.transferred_in for borough in boroughs))
    moved_out = to_pounds(sum(stream.transferred_out for stream in streams))
    unspent = to_pounds(sum(stream.unspent for stream in streams))
    moved_out_cell = Cell(moved_out, formula=formulas.total("Funders", "moved"))
    yield Check(
        f"{option.label}: money moved in to boroughs equals money moved out of streams (£)",
        moved_out_cell,
        Cell(moved_in, formula=formulas.total("Gains", "moved")),
    )
    yield Check(
        f"{option.label}: money moved out of streams equals the transfers on Options compared (£)",
        formulas.measure("transfers"),
        moved_out_cell,
    )
    yield Check(
        f"{option.label}: unspent on Who pays, who gains equals unspent on Options compared (£)",
        formulas.measure("unspent"),
        Cell(unspent, formula=formulas.total("Funders", "unspent")),
    )
