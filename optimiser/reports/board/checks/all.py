"""What is checked: on the input and today, on each option's money and provision, and on what is proven.

Each check has its expected and its actual value, as live formulas where the sheets hold both. What is checked of the
sheets that follow the money is in `money_checks`; how checks are shown is in `sheets.checks`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import isfinite

from models.accounts.baseline import baseline
from models.case.types import COMMISSIONING
from models.plan.contract_register import EXISTING, RegisteredContract
from models.plan.plan import Answer, Status
from optimiser.excel.check import Check
from optimiser.excel.styles import Look
from optimiser.excel.tables import Cell
from optimiser.reports.board.book import Book, Solved
from optimiser.reports.board.checks.economic import economic
from optimiser.reports.board.checks.money import money, today_recast
from optimiser.reports.board.checks.provision import pictured, today_pictured
from optimiser.reports.board.checks.sums import Sums
from optimiser.reports.board.money.by_stream import IN, OUT
from optimiser.reports.board.provision.minimums import own, wide
from optimiser.reports.board.shares import in_house, provided, unfunded
from optimiser.reports.board.summary.record import BASELINE, GAP, YEARS
from optimiser.reports.formats import to_pounds

NAMES = ("commissioning", "existing", "first_year", "money_in", "money_out")  # the words that conditions use, by key
PROOF = Fraction(1, 10**6)  # an answer is optimal within this gap


def names(book: Book) -> dict[str, str]:
    """The words that conditions of formulas compare with."""
    return dict(zip(NAMES, (COMMISSIONING, EXISTING, book.case.year_label(0), IN, OUT), strict=True))


def checks(book: Book, words: dict[str, str]) -> Iterator[Check]:
    """All checks. `words`: the address of each of `names`."""
    yield _baseline(book)
    yield _funders(book)
    yield from _today(book, words)
    yield from today_recast(book)
    yield from today_pictured(book)
    for each in book.solved:
        sums = Sums(book, each, words)
        yield from _costs(book, each, sums)
        yield from _streams(each, sums)
        yield from money(book, each, sums)
        yield from _provision(book, each, sums)
        yield from pictured(book, each, sums)
        yield from economic(book, each, sums)
        yield _count(f"{each.label}: rules that the audit found broken (number)", 0, len(each.ledger.violations))
    for result in book.run.results.values():
        yield _proof(book, result.answer)


def _baseline(book: Book) -> Check:
    value = to_pounds(baseline(book.case))
    return Check(
        "The baseline of the run equals today's return by borough and heading (£ a year)",
        Cell(value, formula=f"={_return(book)}"),
        Cell(value, formula=f"={book.table('RecordFigures').cell(BASELINE, 'figure')}"),
    )


def _return(book: Book) -> str:
    """The cell with the total of today's return."""
    today = book.table("Today")
    return today.cell(today.count, "total")


def _funders(book: Book) -> Check:
    missing = sum(unfunded(each.plan, each.ledger) for each in book.solved)
    return _count(
        "Every charge has a funder: boroughs' services, year by year, paid more or less than they cost (number)",
        0,
        missing,
    )


def _today(book: Book, words: dict[str, str]) -> Iterator[Check]:
    """Today's contracts and suppliers, as many as the reference starts from; its first year, where nothing changes."""
    each = book.reference
    if each is None:
        return
    there = [contract for contract in book.case.contracts if not contract.in_house]
    from_today = [one for year, one in each.contracts if not year and _of_today(book, one)]
    providers = {contract.provider for contract in there}
    sums = Sums(book, each, words)
    met = "as in the case's table, in house left out; actual: what the reference option starts from (number)"
    formula = sums.count("ContractCosts", {"kind": "existing", "year": "first_year"})
    yield _count(f"Today's contracts, {met}", len(there), len(from_today), formula)
    yield _count(f"Today's suppliers, {met}", len(providers), len({one.provider for one in from_today}))
    if _unchanged(each):
        yield Check(
            f"{each.label}: in the first year, in which nothing changes, the spend equals today's return (£)",
            Cell(to_pounds(baseline(book.case)), formula=f"={_return(book)}"),
            Cell(_spend(each, first_year=True), formula=sums.total("Allocation", "spend", {"year": "first_year"})),
        )


def _of_today(book: Book, one: RegisteredContract) -> bool:
    return one.kind == EXISTING and not in_house(book.case, one)


def _unchanged(each: Solved) -> bool:
    """Whether all of today's contracts run through the option's first year, and nothing else."""
    kept = all((contract.name, 0) in each.plan.kept for contract in each.case.contracts)
    return kept and not any(year == 0 for *_, year in each.plan.live) and not each.option.hub_phases


def _spend(each: Solved, *, first_year: bool = False, services: bool = False) -> Fraction:
    """What is charged in pounds: all, or the first year's, or without commissioning."""
    counted = (
        one for one in each.shares if not (first_year and one.year) and not (services and one.service == COMMISSIONING)
    )
    return to_pounds(sum(one.running + one.one_off for one in counted))


def _costs(book: Book, each: Solved, sums: Sums) -> Iterator[Check]:
    cost, saving = (to_pounds(each.measures[name] or 0) for name in ("cost", "saving"))
    under = sum(
        one.places_cost(y) + one.annual_fee(y) + one.start_cost(y) + one.exit_cost(y) for y, one in each.contracts
    )
    record = book.table("RecordFigures")
    years, base = record.cell(YEARS, "figure"), record.cell(BASELINE, "figure")
    contracts, management = sums.total("ContractCosts", "total"), sums.total("ContractCosts", "management")
    yield Check(
        f"{each.label}: the spend on Allocation equals the cost on Options compared (£)",
        Cell(cost, formula=f"={sums.measure('cost')}"),
        Cell(_spend(each), formula=sums.total("Allocation", "spend")),
    )
    yield Check(
        f"{each.label}: Contract costs without management equal the services on Allocation (£)",
        Cell(_spend(each, services=True), formula=sums.total("Allocation", "spend", but={"service": "commissioning"})),
        Cell(to_pounds(under), formula=contracts and f"{contracts}-{management[1:]}"),
    )
    yield Check(
        f"{each.label}: the saving on Options compared equals the years' baselines less the cost (£)",
        Cell(
            book.case.horizon * to_pounds(baseline(book.case)) - cost, formula=f"={years}*{base}-{sums.measure('cost')}"
        ),
        Cell(saving, formula=f"={sums.measure('saving')}"),
    )


def _streams(each: Solved, sums: Sums) -> Iterator[Check]:
    cost, unspent = (to_pounds(each.measures[name] or 0) for name in ("cost", "unspent"))
    paid = to_pounds(sum(each.plan.spent.values()))
    spent, left = sums.total("Funding", "spent"), sums.total("Funding", "unspent")
    yield Check(
        f"{each.label}: the payments on Who pays equal the cost on Options compared (£)",
        Cell(cost, formula=f"={sums.measure('cost')}"),
        Cell(paid, formula=sums.total("Payments", "amount")),
    )
    yield Check(
        f"{each.label}: what streams spend on Funding equals the payments on Who pays (£)",
        Cell(paid, formula=sums.total("Payments", "amount")),
        Cell(to_pounds(sum(stream_year.spent for stream_year in each.stream_years)), formula=spent),
    )
    yield Check(
        f"{each.label}: spent and unspent on Funding equal the amounts there (£)",
        Cell(
            to_pounds(sum(stream_year.amount for stream_year in each.stream_years)),
            formula=sums.total("Funding", "amount"),
        ),
        Cell(
            to_pounds(sum(stream_year.spent + stream_year.unspent for stream_year in each.stream_years)),
            formula=spent and f"{spent}+{left[1:]}",
        ),
    )
    yield Check(
        f"{each.label}: unspent on Funding equals unspent on Options compared (£)",
        Cell(unspent, formula=f"={sums.measure('unspent')}"),
        Cell(to_pounds(sum(stream_year.unspent for stream_year in each.stream_years)), formula=left),
    )


def _provision(book: Book, each: Solved, sums: Sums) -> Iterator[Check]:
    case, had = book.case, provided(each.plan)
    if book.has("Provision"):
        bought = Cell(sum(one.places for one in each.shares), formula=sums.total("Allocation", "places"))
        there = Cell(sum(had.values()), formula=sums.total("Provision", "places"))
        what = f"{each.label}: places on Provision equal the places on Allocation (places)"
        yield Check(what, bought, there, Fraction(0), Look.COUNT)
        over = sum(places > case.places_demanded(*key) for key, places in had.items())
        formula = sums.broken("Provision", "places", "demand")
        yield _count(f"{each.label}: rows of Provision with more places than demand (number)", 0, over, formula)
        short = sum(had.get(key, 0) < floor.figure for key, floor in own(case).items())
        formula = sums.broken("Provision", "floor", "places", "floor")
        yield _count(f"{each.label}: rows of Provision with fewer places than the floor (number)", 0, short, formula)
    if book.has("Floors"):
        missed = sum(one.had < one.figure for one in wide(case, each.plan))
        formula = sums.broken("Floors", "floor", "had")
        yield _count(f"{each.label}: rows of Floors with less than the floor (number)", 0, missed, formula)


def _proof(book: Book, answer: Answer) -> Check:
    """The answer is proven within the gap asked for, or proven to have no plan."""
    name = book.label(answer.option)
    if answer.status.has_figures and answer.gap is not None and isfinite(answer.gap):
        row = list(book.run.results).index(answer.option)
        return Check(
            f"{name}: the gap proven, against the one asked for (share)",
            Cell(book.run.settings.gap, formula=f"={book.table('RecordFigures').cell(GAP, 'figure')}"),
            Cell(answer.gap, formula=f"={book.table('Proof').cell(row, 'gap')}"),
            PROOF,
            Look.GAP,
            at_most=True,
        )
    proven = answer.status in (Status.INFEASIBLE, Status.OPTIMAL, Status.WITHIN_GAP)
    return _count(
        f"{name}: left without a proof of a plan within the gap, or that there is none (number)", 0, int(not proven)
    )


def _count(what: str, expected: int, actual: int, formula: str = "") -> Check:
    return Check(what, Cell(expected), Cell(actual, formula=formula), Fraction(0), Look.COUNT)
