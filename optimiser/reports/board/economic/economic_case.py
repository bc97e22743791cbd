"""Economic case: what each option costs by kind, is paid from, saves and is worth today, against the reference.

First all options side by side, then what the present values rest on, then each option year by year. Here are the order
and what the formulas share; the tables are in `economic_overview`, `economic_tables` and `economic_payback`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.appraisal.economic_case import economic_case
from models.appraisal.payback import Payback, payback
from models.case.money import discount_factor
from models.case.types import Case
from optimiser.excel.page import Page
from optimiser.excel.report import POUNDS, Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.board.economic import option_tables as own_tables
from optimiser.reports.board.economic import overview
from optimiser.reports.board.economic import payback as paying
from optimiser.reports.board.economic.lines import lines, short
from optimiser.reports.board.economic.option_tables import UNIT, WHAT, Ground, Own, year_key, years
from optimiser.reports.board.economic.payback import Change
from optimiser.reports.board.report import BoardReport
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.text import pounds, quoted

DIGITS, LEAST = 6, 0  # decimals to which sums are compared; the transition cost above which there is some to pay back


def fill(report: BoardReport, page: Page) -> None:
    """Every table gets its place first, as what stands above looks further down."""
    page.max_width = 230.0
    _words(report, page)
    beside = overview.reserve(report, page)
    ground = _ground(report, page)
    every = [_reserve_option(report, page, ground, number) for number in range(len(report.options))]
    owns = [own for own, _ in every]
    changes = list(_changes(report, ground, every))
    overview.fill(report, beside, ground, owns, changes)
    for own, change in zip(owns, changes, strict=True):
        own_tables.fill(own, ground)
        if change is not None:
            paying.fill(change)


def _changes(report: BoardReport, ground: Ground, every: Sequence[tuple[Own, Table | None]]) -> Iterator[Change | None]:
    """Of each option that has such a table, how it pays its change back."""
    reference = next((own for own, _ in every if own.each is report.reference), None)
    for own, table in every:
        yield None if reference is None or table is None else Change(own, reference, ground, table)


def _words(report: BoardReport, page: Page) -> None:
    if report.preferred is not None and report.reference is not None and report.preferred is not report.reference:
        page.write_text(_finding(report.case, report.preferred, report.reference), bold=True)
    page.write_text(
        "Over all years each figure is the measure of that name on Options compared. A recurrent saving leaves"
        " one-off costs out. It is efficiency and less service; a minus sign before less service means more"
        " service. Money that lapses goes back to its giver and is no saving."
    )
    if report.case.optimism_bias:
        page.write_text(
            "Optimism bias is added to the costs of every option alike, on lines of its own. It is in this sheet"
            " alone: not in the plans, not in the measures, and it moves no score."
        )
    else:
        page.write_text(
            "The case sets no optimism bias. Where one does, it is added on lines of its own and moves no score."
        )
    if not any(service.value_per_outcome for service in report.case.services):
        page.write_text("The case gives no outcome a value in pounds: the net present value is the present cost saved.")
    page.skip_row()


def _finding(case: Case, option: SolvedOption, reference: SolvedOption) -> str:
    """The preferred option against the reference, as run: cost, net present value, payback."""
    own, other = (economic_case(case, one.definition, one.plan, one.ledger) for one in (option, reference))
    more = own.total(lambda year: year.cost) - other.total(lambda year: year.cost)
    net = own.total(lambda year: year.net) - other.total(lambda year: year.net)
    cost = f"{pounds(abs(more))} {'more' if more > 0 else 'less'} than" if more else "as much as"
    worth, repaid = pounds(net), _repaid(case, payback(own, other))
    return (
        f"As run, {quoted(option.label)}, the preferred option, costs {cost} {quoted(reference.label)}, the reference,"
        f" over all years. Its net present value is {worth}; {repaid}."
    )


def _repaid(case: Case, found: Payback) -> str:
    if not found.needed:
        return "it has no more transition cost than the reference"
    cost = f"its transition cost of {pounds(found.due)} against the reference"
    return (
        f"{cost} is not paid back within the horizon"
        if found.year is None
        else f"{cost} is paid back by the end of {case.year_label(found.year)}"
    )


def _ground(report: BoardReport, page: Page) -> Ground:
    """The discount rate and what else is added, the words, and the discount factors."""
    case = report.case
    page.skip_row()
    page.write_caption("What the present values rest on")
    columns = [WHAT, UNIT, Column("figure", "Figure (in its unit)", NumberFormat.EXACT)]
    bias = [[Cell(f"Optimism bias on {short(kind)}"), Cell("share"), Cell(share, NumberFormat.SHARE)]
            for kind, share in case.optimism_bias.items()]  # fmt: skip
    rates = page.write_table(
        "EconomicRates",
        columns,
        [
            [Cell("Discount rate"), Cell("share a year"), Cell(case.discount_rate, NumberFormat.SHARE)],
            *bias,
            [Cell("How exactly sums are compared"), Cell("decimals"), Cell(DIGITS)],
            [Cell("Transition cost to be paid back: above"), Cell("£"), Cell(LEAST)],
        ],
    )
    page.skip_row()
    uses = [[Cell(use[0].upper() + use[1:]), Cell(word)] for word, use in paying.WORDS.items()]
    words = page.write_table(
        "PaybackWords", [Column("use", "Where", max_width=40), Column("word", "Words", max_width=14)], uses
    )
    page.skip_row()
    factors = page.reserve_table("DiscountFactors", [WHAT, UNIT, *years(case)], 1)
    factors.fill([[Cell("Discount factor"), Cell("factor"), *_factors(report, rates, factors)]])
    return Ground(case, lines(case), rates, words, factors)


def _factors(report: BoardReport, rates: Table, table: Table) -> Iterator[Cell]:
    """1 in the first year; then that of the year before, over 1 and the discount rate."""
    first, rate = table.local_address(0, year_key(0)), rates.local_address(0, "figure")
    for year in report.case.years:
        before = table.relative_address(0, year_key(year - 1)) if year else ""
        formula = f"={before}/({first}+{rate})" if year else ""
        yield Cell(discount_factor(report.case.discount_rate, year), NumberFormat.FACTOR, formula)


def _reserve_option(report: BoardReport, page: Page, ground: Ground, number: int) -> tuple[Own, Table | None]:
    """Room for an option's lines, and below them for its payback; none for the reference's."""
    each, letter = report.options[number], own_tables.letters(number)
    columns = own_tables.columns(report.case)
    page.skip_row()
    page.write_caption(f"{each.label}: year by year")
    table = page.reserve_table(f"EconomicCase{letter}", columns, len(ground.lines))
    own = Own(each, economic_case(report.case, each.definition, each.plan, each.ledger), table)
    if report.reference is None or each is report.reference:
        return own, None
    page.skip_row()
    page.write_caption(f"{each.label}: how the cost of change is paid back, against {quoted(report.reference.label)}")
    rows = len(paying.PARTS) * len(paying.ways(report.case))
    return own, page.reserve_table(f"Payback{letter}", columns, rows)


SHEET = Sheet(
    "Economic case",
    "Costs by kind, funding, savings and present values of each option, against the reference.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
