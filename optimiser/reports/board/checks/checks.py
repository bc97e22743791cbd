"""What is checked: on the input and today, on each option's money and provision, and on what is proven.

Each check has its expected and its actual value, as live formulas where the sheets hold both. What is checked of the
sheets that follow the money is in `money`, of the economic case in `economic`, of services in `provision`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import isfinite

from models.accounts.baseline import baseline
from models.case.types import COMMISSIONING
from models.plan.contract_register import EXISTING, RegisteredContract
from models.plan.plan import Answer, Status
from optimiser.excel.checks import Check, count_check, fill_checks
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell
from optimiser.reports.board.allocations import count_unfunded, in_house, places_provided
from optimiser.reports.board.checks.economic_checks import economic
from optimiser.reports.board.checks.money_checks import money, today_recast
from optimiser.reports.board.checks.option_sums import Sums
from optimiser.reports.board.checks.provision_checks import pictured, today_pictured
from optimiser.reports.board.money.return_by_stream import IN, OUT
from optimiser.reports.board.provision.minimums import own, wide
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.board.summary.run_record import BASELINE, GAP, YEARS
from optimiser.reports.formats import to_pounds

NAMES = ("commissioning", "existing", "first_year", "money_in", "money_out")  # the words that conditions use, by key
PROOF = Fraction(1, 10**6)  # an answer is optimal within this gap


def fill(report: BoardReport, page: Page) -> None:
    """The master check, the words that formulas use, and a row for each check."""
    fill_checks(report, page, lambda words: checks(report, words), _words(report))


def _words(report: BoardReport) -> dict[str, str]:
    """The words that conditions of formulas compare with."""
    return dict(zip(NAMES, (COMMISSIONING, EXISTING, report.case.year_label(0), IN, OUT), strict=True))


def checks(report: BoardReport, words: dict[str, str]) -> Iterator[Check]:
    """All checks. `words`: the address of each word that formulas compare with."""
    yield _baseline(report)
    yield _funders(report)
    yield from _today(report, words)
    yield from today_recast(report)
    yield from today_pictured(report)
    for option in report.options:
        sums = Sums(report, option, words)
        yield from _costs(report, option, sums)
        yield from _streams(option, sums)
        yield from money(report, option, sums)
        yield from _provision(report, option, sums)
        yield from pictured(report, option, sums)
        yield from economic(report, option, sums)
        yield count_check(f"{option.label}: rules that the audit found broken (number)", len(option.ledger.violations))
    for result in report.run.results.values():
        yield _proof(report, result.answer)


def _baseline(report: BoardReport) -> Check:
    value = to_pounds(baseline(report.case))
    return Check(
        "The baseline of the run equals today's return by borough and heading (£ a year)",
        Cell(value, formula=f"={_return(report)}"),
        Cell(value, formula=f"={report.table('RecordFigures').address(BASELINE, 'figure')}"),
    )


def _return(report: BoardReport) -> str:
    """The cell with the total of today's return."""
    today = report.table("Today")
    return today.address(today.row_count, "total")


def _funders(report: BoardReport) -> Check:
    missing = sum(count_unfunded(option.plan, option.ledger) for option in report.options)
    return count_check(
        "Every charge has a funder: boroughs' services, year by year, paid more or less than they cost (number)",
        missing,
    )


def _today(report: BoardReport, words: dict[str, str]) -> Iterator[Check]:
    """Today's contracts and suppliers, as many as the reference starts from; its first year, where nothing changes."""
    each = report.reference
    if each is None:
        return
    there = [contract for contract in report.case.contracts if not contract.in_house]
    from_today = [one for year, one in each.contracts if not year and _of_today(report, one)]
    providers = {contract.provider for contract in there}
    sums = Sums(report, each, words)
    met = "as in the case's table, in house left out; actual: what the reference option starts from (number)"
    formula = sums.count("ContractCosts", {"kind": "existing", "year": "first_year"})
    yield count_check(f"Today's contracts, {met}", len(from_today), formula, expected=len(there))
    starting = len({one.provider for one in from_today})
    yield count_check(f"Today's suppliers, {met}", starting, expected=len(providers))
    if _unchanged(each):
        yield Check(
            f"{each.label}: in the first year, in which nothing changes, the spend equals today's return (£)",
            Cell(to_pounds(baseline(report.case)), formula=f"={_return(report)}"),
            Cell(_spend(each, first_year=True), formula=sums.total("Allocation", "spend", {"year": "first_year"})),
        )


def _of_today(report: BoardReport, one: RegisteredContract) -> bool:
    return one.kind == EXISTING and not in_house(report.case, one)


def _unchanged(option: SolvedOption) -> bool:
    """Whether all of today's contracts run through the option's first year, and nothing else."""
    kept = all((contract.name, 0) in option.plan.kept for contract in option.case.contracts)
    return kept and not any(year == 0 for *_, year in option.plan.live) and not option.definition.hub_phases


def _spend(option: SolvedOption, *, first_year: bool = False, services: bool = False) -> Fraction:
    """What is charged in pounds: all, or the first year's, or without commissioning."""
    counted = (
        one
        for one in option.allocations
        if not (first_year and one.year) and not (services and one.service == COMMISSIONING)
    )
    return to_pounds(sum(one.running + one.one_off for one in counted))


def _costs(report: BoardReport, option: SolvedOption, sums: Sums) -> Iterator[Check]:
    cost, saving = (to_pounds(option.measures[name] or 0) for name in ("cost", "saving"))
    under = sum(
        one.places_cost(y) + one.annual_fee(y) + one.start_cost(y) + one.exit_cost(y) for y, one in option.contracts
    )
    record = report.table("RecordFigures")
    years, base = record.address(YEARS, "figure"), record.address(BASELINE, "figure")
    contracts, management = sums.total("ContractCosts", "total"), sums.total("ContractCosts", "management")
    yield Check(
        f"{option.label}: the spend on Allocation equals the cost on Options compared (£)",
        Cell(cost, formula=f"={sums.measure('cost')}"),
        Cell(_spend(option), formula=sums.total("Allocation", "spend")),
    )
    yield Check(
        f"{option.label}: Contract costs without management equal the services on Allocation (£)",
        Cell(
            _spend(option, services=True), formula=sums.total("Allocation", "spend", but={"service": "commissioning"})
        ),
        Cell(to_pounds(under), formula=contracts and f"{contracts}-{management[1:]}"),
    )
    yield Check(
        f"{option.label}: the saving on Options compared equals the years' baselines less the cost (£)",
        Cell(
            report.case.horizon * to_pounds(baseline(report.case)) - cost,
            formula=f"={years}*{base}-{sums.measure('cost')}",
        ),
        Cell(saving, formula=f"={sums.measure('saving')}"),
    )


def _streams(option: SolvedOption, sums: Sums) -> Iterator[Check]:
    cost, unspent = (to_pounds(option.measures[name] or 0) for name in ("cost", "unspent"))
    paid = to_pounds(sum(option.plan.spent.values()))
    spent, left = sums.total("Funding", "spent"), sums.total("Funding", "unspent")
    yield Check(
        f"{option.label}: the payments on Who pays equal the cost on Options compared (£)",
        Cell(cost, formula=f"={sums.measure('cost')}"),
        Cell(paid, formula=sums.total("Payments", "amount")),
    )
    yield Check(
        f"{option.label}: what streams spend on Funding equals the payments on Who pays (£)",
        Cell(paid, formula=sums.total("Payments", "amount")),
        Cell(to_pounds(sum(stream_year.spent for stream_year in option.stream_years)), formula=spent),
    )
    yield Check(
        f"{option.label}: spent and unspent on Funding equal the amounts there (£)",
        Cell(
            to_pounds(sum(stream_year.amount for stream_year in option.stream_years)),
            formula=sums.total("Funding", "amount"),
        ),
        Cell(
            to_pounds(sum(stream_year.spent + stream_year.unspent for stream_year in option.stream_years)),
            formula=spent and f"{spent}+{left[1:]}",
        ),
    )
    yield Check(
        f"{option.label}: unspent on Funding equals unspent on Options compared (£)",
        Cell(unspent, formula=f"={sums.measure('unspent')}"),
        Cell(to_pounds(sum(stream_year.unspent for stream_year in option.stream_years)), formula=left),
    )


def _provision(report: BoardReport, option: SolvedOption, sums: Sums) -> Iterator[Check]:
    case, had = report.case, places_provided(option.plan)
    if report.has_table("Provision"):
        bought = Cell(sum(one.places for one in option.allocations), formula=sums.total("Allocation", "places"))
        there = Cell(sum(had.values()), formula=sums.total("Provision", "places"))
        what = f"{option.label}: places on Provision equal the places on Allocation (places)"
        yield Check(what, bought, there, Fraction(0), NumberFormat.COUNT)
        over = sum(places > case.places_demanded(*key) for key, places in had.items())
        formula = sums.broken("Provision", "places", "demand")
        yield count_check(f"{option.label}: rows of Provision with more places than demand (number)", over, formula)
        short = sum(had.get(key, 0) < floor.figure for key, floor in own(case).items())
        formula = sums.broken("Provision", "floor", "places", "floor")
        yield count_check(
            f"{option.label}: rows of Provision with fewer places than the floor (number)", short, formula
        )
    if report.has_table("Floors"):
        missed = sum(one.had < one.figure for one in wide(case, option.plan))
        formula = sums.broken("Floors", "floor", "had")
        yield count_check(f"{option.label}: rows of Floors with less than the floor (number)", missed, formula)


def _proof(report: BoardReport, answer: Answer) -> Check:
    """The answer is proven within the gap asked for, or proven to have no plan."""
    name = report.label(answer.option)
    if answer.status.has_figures and answer.gap is not None and isfinite(answer.gap):
        row = list(report.run.results).index(answer.option)
        return Check(
            f"{name}: the gap proven, against the one asked for (share)",
            Cell(report.run.settings.gap, formula=f"={report.table('RecordFigures').address(GAP, 'figure')}"),
            Cell(answer.gap, formula=f"={report.table('Proof').address(row, 'gap')}"),
            PROOF,
            NumberFormat.GAP,
            at_most=True,
        )
    proven = answer.status in (Status.INFEASIBLE, Status.OPTIMAL, Status.WITHIN_GAP)
    return count_check(
        f"{name}: left without a proof of a plan within the gap, or that there is none (number)", int(not proven)
    )


SHEET = Sheet("Checks", "What must hold across the sheets; every line passes, or the master check fails.", fill, POUNDS)
