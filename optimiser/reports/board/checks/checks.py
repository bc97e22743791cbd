"""The sheet Checks: checks of the input and of today, of each option's money and provision, and of what is proven.

Each check has an expected and an actual value, as live formulas if the sheets hold both. `money_checks`,
`economic_checks` and `overview_checks` have the checks of further sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import isfinite

from models.accounts.baseline import baseline
from models.case.types import COMMISSIONING
from models.plan.contract_register import EXISTING, RegisteredContract
from models.plan.plan import Answer, Status
from optimiser.analyses.second_opinion import Agreement
from optimiser.excel.checks import Check, count_check, fill_checks
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell
from optimiser.reports.board.allocations import Allocation, count_unfunded, in_house, places_provided
from optimiser.reports.board.checks.economic_checks import economic_checks
from optimiser.reports.board.checks.money_checks import money_checks, return_today_checks
from optimiser.reports.board.checks.option_formulas import OptionFormulas
from optimiser.reports.board.checks.overview_checks import contracts_today_checks, overview_checks
from optimiser.reports.board.money.returns import IN, OUT
from optimiser.reports.board.provision.floors import service_minimums, wide_minimums
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.board.summary.run_record import BASELINE, GAP, YEARS
from optimiser.reports.formats import to_pounds

OPTIMAL_GAP = Fraction(1, 10**6)  # an answer is optimal within this gap


def fill(report: BoardReport, page: Page) -> None:
    """Write the master check, the words that formulas use, and a row for each check."""
    fill_checks(report, page, lambda words: all_checks(report, words), _words(report))


def _words(report: BoardReport) -> dict[str, str]:
    """The words that conditions of formulas compare with, by key."""
    return {
        "commissioning": COMMISSIONING,
        "existing": EXISTING,
        "first_year": report.case.year_label(0),
        "money_in": IN,
        "money_out": OUT,
    }


def all_checks(report: BoardReport, words: dict[str, str]) -> Iterator[Check]:
    """Every check. `words`: the address of each word that formulas compare with."""
    yield _baseline_check(report)
    yield _funder_check(report)
    yield from _reference_checks(report, words)
    yield from return_today_checks(report)
    yield from contracts_today_checks(report)
    for option in report.options:
        formulas = OptionFormulas(report, option, words)
        yield from _cost_checks(report, option, formulas)
        yield from _funding_checks(option, formulas)
        yield from money_checks(report, option, formulas)
        yield from _provision_checks(report, option, formulas)
        yield from _minimum_checks(report, option, formulas)
        yield from overview_checks(report, option, formulas)
        yield from economic_checks(report, option, formulas)
        yield count_check(
            f"{option.label}: violations of rules found by the audit (number)", len(option.ledger.violations)
        )
    for result in report.run.results.values():
        yield _proof_check(report, result.answer)
    yield from _second_opinion_checks(report)


def _baseline_check(report: BoardReport) -> Check:
    value = to_pounds(baseline(report.case))
    return Check(
        "The baseline of the run equals today's return by borough and heading (£ a year)",
        Cell(value, formula=f"={_return_total(report)}"),
        Cell(value, formula=f"={report.table('RecordFigures').address(BASELINE, 'figure')}"),
    )


def _return_total(report: BoardReport) -> str:
    """The address of the total of today's return."""
    today = report.table("Today")
    return today.address(today.row_count, "total")


def _funder_check(report: BoardReport) -> Check:
    unfunded = sum(count_unfunded(option.plan, option.ledger) for option in report.options)
    return count_check(
        "Every charge has a funder: services of a borough in a year that are paid more or less than they cost (number)",
        unfunded,
    )


def _reference_checks(report: BoardReport, words: dict[str, str]) -> Iterator[Check]:
    """The reference starts from today's contracts and suppliers; a first year without changes costs what today does."""
    reference = report.reference
    if reference is None:
        return
    today = [contract for contract in report.case.contracts if not contract.in_house]
    suppliers = len({contract.provider for contract in today})
    starting = [contract for year, contract in reference.contracts if not year and _is_from_today(report, contract)]
    starting_suppliers = len({contract.provider for contract in starting})
    formulas = OptionFormulas(report, reference, words)
    met = "in the case, without in-house provision; actual: those that the reference option starts with (number)"
    formula = formulas.count("ContractCosts", {"kind": "existing", "year": "first_year"})
    yield count_check(f"Today's contracts {met}", len(starting), formula, expected=len(today))
    yield count_check(f"Today's suppliers {met}", starting_suppliers, expected=suppliers)
    if _changes_nothing_at_first(reference):
        spend = _spend(reference, lambda allocation: allocation.year == 0)
        yield Check(
            f"{reference.label}: in the first year, in which nothing changes, the spend equals today's return (£)",
            Cell(to_pounds(baseline(report.case)), formula=f"={_return_total(report)}"),
            Cell(spend, formula=formulas.total("Allocation", "spend", {"year": "first_year"})),
        )


def _is_from_today(report: BoardReport, contract: RegisteredContract) -> bool:
    return contract.kind == EXISTING and not in_house(report.case, contract)


def _changes_nothing_at_first(option: SolvedOption) -> bool:
    """Whether all of today's contracts run through the option's first year, and nothing else does."""
    all_run = all((contract.name, 0) in option.plan.kept for contract in option.case.contracts)
    return all_run and not any(year == 0 for *_, year in option.plan.live) and not option.definition.hub_phases


def _spend(option: SolvedOption, counts: Callable[[Allocation], bool] = lambda _: True) -> Fraction:
    """What the allocations that count cost, in pounds."""
    return to_pounds(sum(each.running + each.one_off for each in option.allocations if counts(each)))


def _cost_checks(report: BoardReport, option: SolvedOption, formulas: OptionFormulas) -> Iterator[Check]:
    record = report.table("RecordFigures")
    years, base = record.address(YEARS, "figure"), record.address(BASELINE, "figure")
    cost = formulas.measure("cost")
    services = _spend(option, lambda allocation: allocation.service != COMMISSIONING)
    services_formula = formulas.total("Allocation", "spend", but={"service": "commissioning"})
    yield Check(
        f"{option.label}: the spend on Allocation equals the cost on Options compared (£)",
        cost,
        Cell(_spend(option), formula=formulas.total("Allocation", "spend")),
    )
    yield Check(
        f"{option.label}: Contract costs without management equal the services on Allocation (£)",
        Cell(services, formula=services_formula),
        _contract_cost_without_management(option, formulas),
    )
    saving = report.case.horizon * to_pounds(baseline(report.case)) - Fraction(cost.value)
    yield Check(
        f"{option.label}: the saving on Options compared equals the years' baselines less the cost (£)",
        Cell(saving, formula=f"={years}*{base}-{cost.formula[1:]}"),
        formulas.measure("saving"),
    )


def _contract_cost_without_management(option: SolvedOption, formulas: OptionFormulas) -> Cell:
    cost = sum(
        contract.places_cost(year) + contract.annual_fee(year) + contract.start_cost(year) + contract.exit_cost(year)
        for year, contract in option.contracts
    )
    total, management = (formulas.total("ContractCosts", key) for key in ("total", "management"))
    return Cell(to_pounds(cost), formula=total and f"{total}-{management[1:]}")


def _funding_checks(option: SolvedOption, formulas: OptionFormulas) -> Iterator[Check]:
    years = option.stream_years
    paid = Cell(to_pounds(sum(option.plan.spent.values())), formula=formulas.total("Payments", "amount"))
    spent, unspent = formulas.total("Funding", "spent"), formulas.total("Funding", "unspent")
    yield Check(
        f"{option.label}: the payments on Who pays equal the cost on Options compared (£)",
        formulas.measure("cost"),
        paid,
    )
    yield Check(
        f"{option.label}: what streams spend on Funding equals the payments on Who pays (£)",
        paid,
        Cell(to_pounds(sum(year.spent for year in years)), formula=spent),
    )
    yield Check(
        f"{option.label}: spent and unspent on Funding equal the amounts there (£)",
        Cell(to_pounds(sum(year.amount for year in years)), formula=formulas.total("Funding", "amount")),
        Cell(to_pounds(sum(year.spent + year.unspent for year in years)), formula=spent and f"{spent}+{unspent[1:]}"),
    )
    yield Check(
        f"{option.label}: unspent on Funding equals unspent on Options compared (£)",
        formulas.measure("unspent"),
        Cell(to_pounds(sum(year.unspent for year in years)), formula=unspent),
    )


def _provision_checks(report: BoardReport, option: SolvedOption, formulas: OptionFormulas) -> Iterator[Check]:
    if not report.has_table("Provision"):
        return
    case, provided = report.case, places_provided(option.plan)
    allocated = sum(allocation.places for allocation in option.allocations)
    yield Check(
        f"{option.label}: places on Provision equal the places on Allocation (places)",
        Cell(allocated, formula=formulas.total("Allocation", "places")),
        Cell(sum(provided.values()), formula=formulas.total("Provision", "places")),
        Fraction(0),
        NumberFormat.COUNT,
    )
    yield count_check(
        f"{option.label}: rows of Provision with more places than demand (number)",
        sum(places > case.places_demanded(*key) for key, places in provided.items()),
        formulas.count_exceeding("Provision", "places", "demand"),
    )
    yield count_check(
        f"{option.label}: rows of Provision with fewer places than the floor (number)",
        sum(provided.get(key, 0) < minimum.figure for key, minimum in service_minimums(case).items()),
        formulas.count_exceeding("Provision", "floor", "places", "floor"),
    )


def _minimum_checks(report: BoardReport, option: SolvedOption, formulas: OptionFormulas) -> Iterator[Check]:
    if report.has_table("Floors"):
        yield count_check(
            f"{option.label}: rows of Floors with less than the floor (number)",
            sum(wide.provided < wide.figure for wide in wide_minimums(report.case, option.plan)),
            formulas.count_exceeding("Floors", "floor", "provided"),
        )


def _proof_check(report: BoardReport, answer: Answer) -> Check:
    """The answer is proven within the gap asked for, or proven to have no plan."""
    name = report.label(answer.option)
    if answer.status.has_figures and answer.gap is not None and isfinite(answer.gap):
        row = list(report.run.results).index(answer.option)
        return Check(
            f"{name}: the gap proven, against the gap asked for (share)",
            Cell(report.run.settings.gap, formula=f"={report.table('RecordFigures').address(GAP, 'figure')}"),
            Cell(answer.gap, formula=f"={report.table('Proof').address(row, 'gap')}"),
            OPTIMAL_GAP,
            NumberFormat.GAP,
            at_most=True,
        )
    proven = answer.status in (Status.INFEASIBLE, Status.OPTIMAL, Status.WITHIN_GAP)
    return count_check(
        f"{name}: not proven to have a plan within the gap, or to have no plan (number)", int(not proven)
    )


def _second_opinion_checks(report: BoardReport) -> Iterator[Check]:
    """What a second solver found, if it was asked: of each option, whether it agrees, and if not, why."""
    second_opinion = report.findings.second_opinion
    for each in () if second_opinion is None else second_opinion.options.values():
        name = report.label(each.option)
        if each.agreement is Agreement.NOT_VERIFIED:
            yield count_check(f"{name}: not verified by a second solver: {each.why} (number)", 1)
        elif each.agreement is Agreement.CONTRADICTS:
            yield count_check(f"{name}: a second solver contradicts the answer: {each.why} (number)", 1)
        else:
            what = "a second solver, on a programme written separately from the definitions, agrees with the answer"
            yield count_check(f"{name}: {what} (contradictions)", 0)


SHEET = Sheet("Checks", "What must hold across the sheets. If any line fails, the master check fails.", fill, POUNDS)
