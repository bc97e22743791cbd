"""What is checked of the sheets that follow the money: the payment schedule, the returns, who pays and who gains.

Each figure is read from its own sheet and held against the ledger, the measures, or the other side of the same money.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.accounts.baseline import baseline
from models.accounts.distribution import BoroughTotal, StreamTotal, borough_totals, stream_totals
from models.accounts.funding_return import spend_planned, spend_today, stream_returns
from optimiser.excel.checks import Check
from optimiser.excel.tables import Cell
from optimiser.reports.board.checks.option_sums import Sums
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.board.summary.run_record import BASELINE
from optimiser.reports.formats import to_pounds


def today_recast(report: BoardReport) -> Iterator[Check]:
    """Today's return, recast, is the baseline."""
    if report.has_table("RecastTotals"):
        yield Check(
            "Today on Return recast equals the baseline of the run (£ a year)",
            Cell(
                to_pounds(baseline(report.case)),
                formula=f"={report.table('RecordFigures').address(BASELINE, 'figure')}",
            ),
            Cell(
                to_pounds(sum(spend_today(report.case).values())),
                formula=f"={report.table('RecastTotals').address(0, 'total')}",
            ),
        )


def money(report: BoardReport, option: SolvedOption, sums: Sums) -> Iterator[Check]:
    """The payments of one option, its returns, and what moves."""
    yield from _schedule_and_returns(option, sums)
    yield from _boroughs(option, sums, borough_totals(report.case, option.plan, option.ledger))
    yield from _funders(option, sums, stream_totals(report.case, option.plan))


def _schedule_and_returns(option: SolvedOption, sums: Sums) -> Iterator[Check]:
    spend = to_pounds(sum(one.running + one.one_off for one in option.allocations))
    returns = stream_returns(option.case, option.plan)
    came = to_pounds(sum(one.stream_year.amount + one.stream_year.brought_forward for one in returns))
    went = to_pounds(
        sum(sum(one.spend.values()) + one.stream_year.carried_forward + one.stream_year.unspent for one in returns)
    )
    yield Check(
        f"{option.label}: Payment schedule equals the cost on Options compared (£)",
        _measure(option, sums, "cost"),
        Cell(to_pounds(sum(one.amount for one in option.payments)), formula=sums.total("Schedule", "amount")),
    )
    yield Check(
        f"{option.label}: Return recast equals the spend on Allocation (£)",
        Cell(spend, formula=sums.total("Allocation", "spend")),
        Cell(to_pounds(sum(spend_planned(option.case, option.ledger).values())), formula=sums.total("Recast", "total")),
    )
    yield Check(
        f"{option.label}: money out on Return by stream equals money in there (£)",
        Cell(came, formula=sums.total("StreamReturn", "amount", {"side": "money_in"})),
        Cell(went, formula=sums.total("StreamReturn", "amount", {"side": "money_out"})),
    )


def _boroughs(option: SolvedOption, sums: Sums, found: tuple[BoroughTotal, ...]) -> Iterator[Check]:
    cost = Cell(to_pounds(sum(one.cost for one in found)), formula=sums.total("Gains", "cost"))
    home, moved = sums.total("Gains", "home"), sums.total("Gains", "moved")
    yield Check(
        f"{option.label}: the boroughs' cost on Who pays, who gains equals the cost on Options compared (£)",
        _measure(option, sums, "cost"),
        cost,
    )
    yield Check(
        f"{option.label}: paid from home and moved in equal the boroughs' cost on Who pays, who gains (£)",
        cost,
        Cell(
            to_pounds(sum(one.paid_by_own_streams + one.transferred_in for one in found)),
            formula=home and f"{home}+{moved[1:]}",
        ),
    )


def _funders(option: SolvedOption, sums: Sums, found: tuple[StreamTotal, ...]) -> Iterator[Check]:
    out = Cell(to_pounds(sum(one.transferred_out for one in found)), formula=sums.total("Funders", "moved"))
    moved_in = sum(one.transferred_in for one in borough_totals(option.case, option.plan, option.ledger))
    yield Check(
        f"{option.label}: money moved in to boroughs equals money moved out of streams (£)",
        out,
        Cell(to_pounds(moved_in), formula=sums.total("Gains", "moved")),
    )
    yield Check(
        f"{option.label}: money moved out of streams equals the transfers on Options compared (£)",
        _measure(option, sums, "transfers"),
        out,
    )
    yield Check(
        f"{option.label}: unspent on Who pays, who gains equals unspent on Options compared (£)",
        _measure(option, sums, "unspent"),
        Cell(to_pounds(sum(one.unspent for one in found)), formula=sums.total("Funders", "unspent")),
    )


def _measure(option: SolvedOption, sums: Sums, name: str) -> Cell:
    return Cell(to_pounds(option.measures[name] or 0), formula=f"={sums.measure(name)}")
