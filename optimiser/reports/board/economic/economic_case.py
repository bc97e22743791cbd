"""The sheet Economic case: what each option costs by kind, is paid from, saves and is worth today.

First all options side by side, then what the present values rest on, then each option year by year. The tables are in
`comparison_tables`, `option_tables` and `payback_tables`.
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
from optimiser.excel.tables import Cell, Column, Table, table_letters
from optimiser.reports.board.economic import comparison_tables, option_tables, payback_tables
from optimiser.reports.board.economic.economic_lines import economic_lines, kind_label
from optimiser.reports.board.economic.option_tables import (
    UNIT,
    WHAT,
    OptionCase,
    SharedTables,
    option_columns,
    year_columns,
)
from optimiser.reports.board.economic.payback_tables import OptionPayback
from optimiser.reports.board.report import BoardReport, year_key
from optimiser.reports.board.solved_options import SolvedOption
from optimiser.reports.prose.certainty import leader_phrase
from optimiser.text import pounds, quoted, upper_first

DECIMALS = 6  # to which sums are compared
LEAST_TRANSITION_COST = 0  # pounds; there is something to pay back above it


def fill(report: BoardReport, page: Page) -> None:
    """Reserve every table first, because tables above refer to tables below; then fill them."""
    page.max_width = 230.0
    _write_sentences(report, page)
    comparison = comparison_tables.reserve(report, page)
    shared = _write_shared_tables(report, page)
    reserved = [_reserve_option(report, page, shared, option) for option in report.options]
    cases = [own for own, _ in reserved]
    paybacks = list(_paybacks(report, shared, reserved))
    comparison_tables.fill(report, comparison, shared, cases, paybacks)
    for own, payback_table in zip(cases, paybacks, strict=True):
        option_tables.fill(own, shared)
        if payback_table is not None:
            payback_tables.fill(payback_table)


def _paybacks(
    report: BoardReport, shared: SharedTables, reserved: Sequence[tuple[OptionCase, Table | None]]
) -> Iterator[OptionPayback | None]:
    """The payback of each option against the reference; None for the reference itself, or if it has no figures."""
    reference = next((own for own, _ in reserved if own.option is report.reference), None)
    for own, table in reserved:
        yield None if reference is None or table is None else OptionPayback(own, reference, shared, table)


def _write_sentences(report: BoardReport, page: Page) -> None:
    if report.preferred is not None and report.reference is not None and report.preferred is not report.reference:
        page.write_text(_finding(report, report.preferred, report.reference), bold=True)
    page.write_text(
        "A figure for all years is the measure of that name on Options compared. Recurrent saving leaves out"
        " one-off costs. It is the sum of efficiency and of service that is no longer provided; a negative"
        " figure there means more service. Money that lapses goes back to its funder and is not a saving."
    )
    if report.case.optimism_bias:
        page.write_text(
            "Optimism bias is added to the costs of every option at the same rates, on lines of its own. It is on"
            " this sheet only, and changes no plan, measure or score."
        )
    else:
        page.write_text(
            "The case sets no optimism bias. If a case does, it is added on lines of its own and changes no score."
        )
    if not any(service.value_per_outcome for service in report.case.services):
        page.write_text(
            "The case gives no outcome a value in pounds, so the net present value is the present cost saved."
        )
    page.skip_row()


def _finding(report: BoardReport, option: SolvedOption, reference: SolvedOption) -> str:
    """The preferred option against the reference, as run: cost, net present value, payback."""
    case = report.case
    own, other = (economic_case(case, each.definition, each.plan, each.ledger) for each in (option, reference))
    more = own.total(lambda year: year.cost) - other.total(lambda year: year.cost)
    net = own.total(lambda year: year.net) - other.total(lambda year: year.net)
    cost = f"{pounds(abs(more))} {'more' if more > 0 else 'less'} than" if more else "the same as"
    return (
        f"In this run {quoted(option.label)}, {leader_phrase(report.run)}, costs {cost} {quoted(reference.label)}, the"
        f" reference, over all years. Its net present value is {pounds(net)}."
        f" {_payback_sentence(case, payback(own, other))}"
    )


def _payback_sentence(case: Case, found: Payback) -> str:
    if not found.needed:
        return "It has no more transition cost than the reference."
    cost = f"Its transition cost, {pounds(found.due)} more than that of the reference,"
    if found.year is None:
        return f"{cost} is not paid back within the horizon."
    return f"{cost} is paid back by the end of {case.year_label(found.year)}."


def _write_shared_tables(report: BoardReport, page: Page) -> SharedTables:
    """Write the rates, the words of payback and the discount factors."""
    case = report.case
    page.skip_row()
    page.write_caption("What the present values are based on")
    rates = _write_rates(case, page)
    page.skip_row()
    uses = [[Cell(upper_first(use)), Cell(word)] for word, use in payback_tables.WORDS.items()]
    word_columns = [Column("use", "Where", max_width=40), Column("word", "Words", max_width=14)]
    words = page.write_table("PaybackWords", word_columns, uses)
    page.skip_row()
    factors = page.reserve_table("DiscountFactors", [WHAT, UNIT, *year_columns(case)], 1)
    factors.fill([[Cell("Discount factor"), Cell("factor"), *_factors(report, rates, factors)]])
    return SharedTables(case, economic_lines(case), rates, words, factors)


def _write_rates(case: Case, page: Page) -> Table:
    columns = [WHAT, UNIT, Column("figure", "Figure (in its unit)", NumberFormat.EXACT)]
    bias = [
        [Cell(f"Optimism bias on {kind_label(kind)}"), Cell("share"), Cell(share, NumberFormat.SHARE)]
        for kind, share in case.optimism_bias.items()
    ]
    rows = [
        [Cell("Discount rate"), Cell("share a year"), Cell(case.discount_rate, NumberFormat.SHARE)],
        *bias,
        [Cell("Decimals to which sums are compared"), Cell("decimals"), Cell(DECIMALS)],
        [Cell("Transition cost is to be paid back if above"), Cell("£"), Cell(LEAST_TRANSITION_COST)],
    ]
    return page.write_table("EconomicRates", columns, rows)


def _factors(report: BoardReport, rates: Table, table: Table) -> Iterator[Cell]:
    """1 in the first year; then that of the year before, divided by 1 plus the discount rate."""
    first, rate = table.local_address(0, year_key(0)), rates.local_address(0, "figure")
    for year in report.case.years:
        before = table.relative_address(0, year_key(year - 1)) if year else ""
        formula = f"={before}/({first}+{rate})" if year else ""
        yield Cell(discount_factor(report.case.discount_rate, year), NumberFormat.FACTOR, formula)


def _reserve_option(
    report: BoardReport, page: Page, shared: SharedTables, option: SolvedOption
) -> tuple[OptionCase, Table | None]:
    """Make room for an option's lines and, unless it is the reference, for its payback below them."""
    letters, columns = table_letters(option.number), option_columns(report.case)
    page.skip_row()
    page.write_caption(f"{option.label}: year by year")
    table = page.reserve_table(f"EconomicCase{letters}", columns, len(shared.lines))
    own = OptionCase(option, economic_case(report.case, option.definition, option.plan, option.ledger), table)
    if report.reference is None or option is report.reference:
        return own, None
    page.skip_row()
    page.write_caption(f"{option.label}: how the cost of change is paid back, against {quoted(report.reference.label)}")
    rows = len(payback_tables.PARTS) * len(payback_tables.payback_bases(report.case))
    return own, page.reserve_table(f"Payback{letters}", columns, rows)


SHEET = Sheet(
    "Economic case",
    "Cost by kind, funding, savings and present value of each option, and its difference from the reference.",
    fill,
    POUNDS,
    is_included=BoardReport.has_plans,
)
