"""Supply: the contracts that run today, and what providers offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.case.text import quoted, yes_no
from models.case.types import Band, Contract, ContractLine, Offer, OfferLine
from models.case.validation.context import CaseContext
from models.case.validation.names import agreed_value, check_one_spelling
from models.case.validation.price_bands import OfferAndService, price_bands
from models.case.validation.row_reader import RowReader, TableReader


def contracts(table: TableReader, context: CaseContext) -> tuple[Contract, ...]:
    """Today's contracts, in the order of each contract's first row."""
    rows_by_contract = table.rows_by_name("contract")
    check_one_spelling(table, "contract")
    return tuple(_contract(name, rows, context) for name, rows in rows_by_contract.items())


def _contract(name: str, rows: Sequence[RowReader], context: CaseContext) -> Contract:
    lines = tuple(_contract_line(row, context) for row in rows)
    _check_services_differ(rows, "contract")
    committed_to = agreed_value(
        rows, "committed_to", lambda row: context.year_index(row, "committed_to"), context.year_text
    )
    ends = agreed_value(rows, "ends", lambda row: context.year_index(row, "ends"), context.year_text)
    _check_end_year(rows[0], committed_to, ends)
    return Contract(
        name=name,
        provider=agreed_value(rows, "provider", lambda row: row.text("provider"), quoted),
        lines=lines,
        committed_to=committed_to,
        ends=ends,
        in_house=agreed_value(rows, "in_house", lambda row: row.yes_or_no("in_house"), yes_no),
        notice_months=agreed_value(rows, "notice_months", lambda row: row.whole_number("notice_months"), str),
    )


def _contract_line(row: RowReader, context: CaseContext) -> ContractLine:
    row.require("provider", "borough")
    row.require_figures("places", "annual_cost")
    service = context.service_names.lookup(row, "service") or ""
    _check_no_infrastructure_success(row, service, context)
    return ContractLine(
        service=service,
        boroughs=context.borough_names.read_required_list(row, "borough"),
        places=row.whole_number("places"),
        annual_cost=row.pence("annual_cost"),
        exit_cost=row.pence("exit_cost"),
        success_rate=row.number("success_rate"),
    )


def _check_end_year(row: RowReader, committed_to: int | None, ends: int | None) -> None:
    if ends is not None and ends < 0:
        row.fault(
            "ends",
            "a year before the first year",
            "the first year or a later one",
            "A contract that has ended does not run today: delete its rows, or correct the year.",
        )
    if ends is not None and committed_to is not None and committed_to > ends:
        row.fault(
            "committed_to",
            "a year after the contract ends",
            "a year no later than its ends",
            "Correct one of the two years.",
        )


def offers(table: TableReader, prices: TableReader, context: CaseContext) -> tuple[Offer, ...]:
    """What providers would contract for, with the price bands of each line."""
    rows_by_offer = table.rows_by_name("offer")
    check_one_spelling(table, "offer")
    bands = price_bands(prices, rows_by_offer, table.is_readable("offer", "service"))
    return tuple(_offer(name, rows, bands, context) for name, rows in rows_by_offer.items())


def check_offer_names_are_new(contracts: TableReader, offers: TableReader) -> None:
    """Log a fault for each offer that has the name of an existing contract: reports could not tell the two apart."""
    contract_names = {row.text("contract").casefold() for row in contracts if row.has_value("contract")}
    first_rows = {row.text("offer"): row for row in reversed(offers.rows) if row.has_value("offer")}
    for name, row in first_rows.items():
        if name.casefold() in contract_names:
            row.fault(
                "offer",
                f'"{name}", which is an existing contract',
                "a name that no contract of the table contracts has",
                f'Give the offer another name, such as "{name} renewed", here and in prices.',
            )


def _offer(
    name: str, rows: Sequence[RowReader], bands: Mapping[OfferAndService, tuple[Band, ...]], context: CaseContext
) -> Offer:
    _check_services_differ(rows, "offer")
    lines = tuple(_offer_line(row, name, bands, context) for row in rows)
    _warn_independent_in_bundle(rows, lines, context)
    from_year = agreed_value(rows, "from", lambda row: context.year_index(row, "from", 0), context.year_text)
    if from_year is not None and context.horizon is not None and from_year >= context.horizon:
        rows[0].warn(
            "from",
            "a year after the last year of the plan",
            "a year of the plan",
            "No plan can take up this offer: correct the year, or delete the offer.",
        )
    return Offer(
        name=name,
        provider=agreed_value(rows, "provider", lambda row: row.text("provider"), quoted),
        lines=lines,
        boroughs=agreed_value(
            rows, "boroughs", lambda row: context.borough_names.read_list(row, "boroughs"), ", ".join
        ),
        options=agreed_value(rows, "options", lambda row: context.option_names.read_list(row, "options"), ", ".join),
        from_year=from_year or 0,
        minimum_term=agreed_value(rows, "minimum_term", lambda row: row.whole_number("minimum_term", 1), str),
        in_house=agreed_value(rows, "in_house", lambda row: row.yes_or_no("in_house"), yes_no),
    )


def _offer_line(
    row: RowReader, offer: str, bands: Mapping[OfferAndService, tuple[Band, ...]], context: CaseContext
) -> OfferLine:
    row.require("provider")
    service = context.service_names.lookup(row, "service") or ""
    _check_no_infrastructure_success(row, service, context)
    if service and (offer, service) not in bands:
        row.fault(
            "offer",
            f'no price of "{offer}" for {service}',
            "a price for each line of an offer",
            "Add its price to the table prices.",
        )
    return OfferLine(
        service=service,
        capacity=row.optional_whole_number("capacity"),
        annual_fee=row.pence("annual_fee"),
        start_cost=row.pence("start_cost"),
        success_rate=row.number("success_rate"),
        bands=bands.get((offer, service), ()),
    )


def _warn_independent_in_bundle(rows: Sequence[RowReader], lines: Sequence[OfferLine], context: CaseContext) -> None:
    """Warn of a bundle that has an independent service: the constraint `independence` forbids every award of it."""
    offered = {line.service for line in lines}
    independent = [
        service.name for service in context.services.values() if service.independent and service.name in offered
    ]
    if len(lines) > 1 and independent:
        found = f"a bundle with {', '.join(independent)}, which is independent"
        rows[0].warn(
            "offer",
            found,
            "an independent service in an offer of its own",
            "No plan can take up this offer: offer the service by itself, or correct independent in services.",
        )


def _check_no_infrastructure_success(row: RowReader, service: str, context: CaseContext) -> None:
    if service in context.services and context.services[service].is_infrastructure and row.number("success_rate") > 0:
        row.fault(
            "success_rate",
            "a success rate on an infrastructure service",
            "0 or a blank",
            "Infrastructure has no outcomes: clear it, or correct the tier in services.",
        )


def _check_services_differ(rows: Sequence[RowReader], table_noun: str) -> None:
    seen: set[str] = set()
    for row in rows:
        service = row.text("service")
        if service and service in seen:
            row.fault(
                "service",
                f'"{service}" a second time',
                f"one line for each service of the {table_noun}",
                "Combine the two rows.",
            )
        seen.add(service)
