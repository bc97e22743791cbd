"""Supply: the contracts that run today, and what providers would contract for at what price."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from models.case.types import Band, Contract, ContractLine, Offer, OfferLine
from models.case.validation.context import CaseContext
from models.case.validation.names import agreed_value, check_one_spelling
from models.case.validation.rows import RowReader, TableReader


def contracts(table: TableReader, ground: CaseContext) -> tuple[Contract, ...]:
    """Today's contracts, in the order of their first row."""
    groups = table.rows_by_name("contract")
    check_one_spelling(table, "contract")
    return tuple(_contract(name, rows, ground) for name, rows in groups.items())


def _contract(name: str, rows: Sequence[RowReader], ground: CaseContext) -> Contract:
    lines = tuple(_contract_line(row, ground) for row in rows)
    _check_services_differ(rows, "contract")
    committed_to = agreed_value(
        rows, "committed_to", lambda row: ground.year_index(row, "committed_to"), _YearWords(ground)
    )
    ends = agreed_value(rows, "ends", lambda row: ground.year_index(row, "ends"), _YearWords(ground))
    _check_end_year(rows[0], committed_to, ends)
    return Contract(
        name=name,
        provider=agreed_value(rows, "provider", lambda row: row.text("provider"), _quoted),
        lines=lines,
        committed_to=committed_to,
        ends=ends,
        in_house=agreed_value(rows, "in_house", lambda row: row.yes_or_no("in_house"), _yes_no),
        notice_months=agreed_value(rows, "notice_months", lambda row: row.whole_number("notice_months"), str),
    )


def _contract_line(row: RowReader, ground: CaseContext) -> ContractLine:
    row.require("provider", "borough")
    row.require_figures("places", "annual_cost")
    service = ground.service_names.lookup(row, "service") or ""
    _check_no_infrastructure_success(row, service, ground)
    boroughs = ground.borough_names.read_list(row, "borough") if row.has_value("borough") else ()
    return ContractLine(
        service,
        boroughs,
        row.whole_number("places"),
        row.pence("annual_cost"),
        row.pence("exit_cost"),
        row.number("success_rate"),
    )


def _check_end_year(row: RowReader, committed_to: int | None, ends: int | None) -> None:
    if ends is not None and ends < 0:
        row.fault(
            "ends",
            "a year before the first year",
            "the first year or a later one",
            "A contract that has ended does not run today: take its rows out, or correct the year.",
        )
    if ends is not None and committed_to is not None and committed_to > ends:
        row.fault(
            "committed_to", "a year after the contract ends", "a year up to its ends", "Correct one of the two years."
        )


def offers(table: TableReader, prices: TableReader, ground: CaseContext) -> tuple[Offer, ...]:
    """What providers would contract for, with the price bands of each line."""
    groups = table.rows_by_name("offer")
    check_one_spelling(table, "offer")
    bands = _bands_by_line(prices, groups, table.is_readable("offer", "service"))
    return tuple(_offer(name, rows, bands, ground) for name, rows in groups.items())


def check_offer_names_are_new(contracts: TableReader, offers: TableReader) -> None:
    """Note a fault where an offer has the name of an existing contract: what each costs could not be told apart."""
    running = {row.text("contract").casefold() for row in contracts if row.has_value("contract")}
    first = {row.text("offer"): row for row in reversed(offers.rows) if row.has_value("offer")}
    for name, row in first.items():
        if name.casefold() in running:
            row.fault(
                "offer",
                f'"{name}", which is an existing contract',
                "a name that no contract of the table contracts has",
                f'Give the offer another name, such as "{name} renewed", here and in prices.',
            )


def _offer(
    name: str, rows: Sequence[RowReader], bands: dict[tuple[str, str], tuple[Band, ...]], ground: CaseContext
) -> Offer:
    _check_services_differ(rows, "offer")
    lines = tuple(_offer_line(row, name, bands, ground) for row in rows)
    _warn_independent_in_bundle(rows, lines, ground)
    first = agreed_value(rows, "from", lambda row: ground.year_index(row, "from", 0), _YearWords(ground))
    if first is not None and ground.horizon is not None and first >= ground.horizon:
        rows[0].warn("from", "a year after the last of the plan", "a year of the plan", "The offer is never open.")
    return Offer(
        name=name,
        provider=agreed_value(rows, "provider", lambda row: row.text("provider"), _quoted),
        lines=lines,
        boroughs=agreed_value(rows, "boroughs", lambda row: ground.borough_names.read_list(row, "boroughs"), ", ".join),
        options=agreed_value(rows, "options", lambda row: ground.option_names.read_list(row, "options"), ", ".join),
        from_year=first or 0,
        minimum_term=agreed_value(rows, "minimum_term", lambda row: row.whole_number("minimum_term", 1), str),
        in_house=agreed_value(rows, "in_house", lambda row: row.yes_or_no("in_house"), _yes_no),
    )


def _offer_line(
    row: RowReader, offer: str, bands: dict[tuple[str, str], tuple[Band, ...]], ground: CaseContext
) -> OfferLine:
    row.require("provider")
    service = ground.service_names.lookup(row, "service") or ""
    _check_no_infrastructure_success(row, service, ground)
    if service and (offer, service) not in bands:
        row.fault(
            "offer",
            f'no price of "{offer}" for {service}',
            "a price for each line of an offer",
            "Add its price to the table prices.",
        )
    return OfferLine(
        service,
        row.optional_whole_number("capacity"),
        row.pence("annual_fee"),
        row.pence("start_cost"),
        row.number("success_rate"),
        bands.get((offer, service), ()),
    )


def _warn_independent_in_bundle(rows: Sequence[RowReader], lines: Sequence[OfferLine], ground: CaseContext) -> None:
    """Warn of a bundle with an independent service: rule `independence` lets no plan take it."""
    independent = [
        s.name for s in ground.services.values() if s.independent and any(x.service == s.name for x in lines)
    ]
    if len(lines) > 1 and independent:
        found = f"a bundle with {', '.join(independent)}, which is independent"
        rows[0].warn("offer", found, "an independent service in an offer of its own", "No plan can take the offer.")


def _bands_by_line(
    prices: TableReader, offers: dict[str, list[RowReader]], whole: bool
) -> dict[tuple[str, str], tuple[Band, ...]]:
    """The price bands of each line, by offer and service. A price whose row has a fault still counts as one."""
    found: dict[tuple[str, str], list[tuple[RowReader, Band]]] = {}
    services = {
        name: [row.text("service") for row in rows if row.has_value("service")] for name, rows in offers.items()
    }
    for row in prices:
        if not row.require("offer"):
            continue
        row.require_figures("unit_price")
        service = _priced_service(row, services, whole)
        if service:
            band = Band(row.whole_number("from_places"), row.pence("unit_price"))
            found.setdefault((row.text("offer"), service), []).append((row, band))
    for rows in found.values():
        _check_band_order(rows)
    if not prices.is_readable("offer", "service"):  # a line without a price may have one that could not be read
        found = {**{(offer, service): [] for offer, listed in services.items() for service in listed}, **found}
    return {key: tuple(band for _, band in rows) for key, rows in found.items()}


def _priced_service(row: RowReader, services: dict[str, list[str]], whole: bool) -> str | None:
    """The service that a price is for; None, and a fault where the offers could all be read, if there is none."""
    offer, service = row.text("offer"), row.text("service")
    lines = services.get(offer, [])
    if row.is_unreadable("service") or (not service and len(lines) == 1):
        return None if row.is_unreadable("service") else lines[0]
    if service in lines:
        return service
    if whole:
        _fault_unmatched_price(row, offer, service, lines)
    return None


def _fault_unmatched_price(row: RowReader, offer: str, service: str, lines: Sequence[str]) -> None:
    if not lines:
        remedy = "Correct the name, or add the offer to offers."
        row.fault("offer", f'"{offer}"', "an offer of the table offers", remedy)
    elif service:
        expected = f'a service of "{offer}": {", ".join(lines)}'
        row.fault("service", f'"{service}"', expected, "Correct it here or in offers.")
    else:
        expected = f'one of the services of "{offer}": {", ".join(lines)}'
        row.fault("service", "a blank cell", expected, "Say which; it may be blank only where the offer has one.")


def _check_band_order(rows: Sequence[tuple[RowReader, Band]]) -> None:
    readable = [
        (row, band) for row, band in rows if not row.is_unreadable("from_places") and row.has_value("unit_price")
    ]
    for (_, before), (row, band) in pairwise(readable):
        if band.from_places == before.from_places:
            row.fault(
                "from_places", f"a second band from {band.from_places}", "each band to start once", "Take one out."
            )
        elif band.from_places < before.from_places:
            row.fault(
                "from_places",
                f"{band.from_places} after {before.from_places}",
                "bands in rising order",
                "Put the rows in order of from_places.",
            )
        elif band.unit_price > before.unit_price:
            row.warn(
                "unit_price",
                "a higher price for more places",
                "a price that falls or stays as places rise",
                "It is used as it stands; correct it if it is not meant.",
            )


def _check_no_infrastructure_success(row: RowReader, service: str, ground: CaseContext) -> None:
    if service in ground.services and ground.services[service].is_infrastructure and row.number("success_rate") > 0:
        row.fault(
            "success_rate",
            "a success rate on an infrastructure service",
            "0 or a blank",
            "Infrastructure has no outcomes: clear it, or correct the tier in services.",
        )


def _check_services_differ(rows: Sequence[RowReader], thing: str) -> None:
    seen: set[str] = set()
    for row in rows:
        service = row.text("service")
        if service and service in seen:
            row.fault(
                "service", f'"{service}" a second time', f"one line a service in each {thing}", "Join the two rows."
            )
        seen.add(service)


class _YearWords:
    """Says a year index as a financial year."""

    def __init__(self, ground: CaseContext) -> None:
        self.first = ground.first_year or 0

    def __call__(self, index: int | None) -> str:
        start = self.first + (index or 0)
        return "a blank cell" if index is None else f"{start}/{(start + 1) % 100:02d}"


def _quoted(text: str) -> str:
    return f'"{text}"'


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"
