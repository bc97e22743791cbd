"""Supply: the contracts that run today, and what providers would contract for at what price."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from models.case.types import Band, Contract, ContractLine, Offer, OfferLine
from models.case.validation.context import Ground
from models.case.validation.names import agreed, one_spelling
from models.case.validation.rows import Record, Sheet


def contracts(table: Sheet, ground: Ground) -> tuple[Contract, ...]:
    """Today's contracts, in the order of their first row."""
    groups = table.grouped("contract")
    one_spelling(table, "contract")
    return tuple(_contract(name, rows, ground) for name, rows in groups.items())


def _contract(name: str, rows: Sequence[Record], ground: Ground) -> Contract:
    lines = tuple(_contract_line(row, ground) for row in rows)
    _one_line_a_service(rows, "contract")
    committed_to = agreed(rows, "committed_to", lambda row: ground.index(row, "committed_to"), _YearWords(ground))
    ends = agreed(rows, "ends", lambda row: ground.index(row, "ends"), _YearWords(ground))
    _ends_in_time(rows[0], committed_to, ends)
    return Contract(
        name=name,
        provider=agreed(rows, "provider", lambda row: row.text("provider"), _quoted),
        lines=lines,
        committed_to=committed_to,
        ends=ends,
        in_house=agreed(rows, "in_house", lambda row: row.yes("in_house"), _yes_no),
        notice_months=agreed(rows, "notice_months", lambda row: row.whole("notice_months"), str),
    )


def _contract_line(row: Record, ground: Ground) -> ContractLine:
    row.need("provider", "borough")
    row.need_figures("places", "annual_cost")
    service = ground.service.find(row, "service") or ""
    _no_success_of_infrastructure(row, service, ground)
    boroughs = ground.borough.listed(row, "borough") if row.known("borough") else ()
    return ContractLine(
        service,
        boroughs,
        row.whole("places"),
        row.pence("annual_cost"),
        row.pence("exit_cost"),
        row.exact("success_rate"),
    )


def _ends_in_time(row: Record, committed_to: int | None, ends: int | None) -> None:
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


def offers(table: Sheet, prices: Sheet, ground: Ground) -> tuple[Offer, ...]:
    """What providers would contract for, with the price bands of each line."""
    groups = table.grouped("offer")
    one_spelling(table, "offer")
    bands = _bands(prices, groups, table.readable("offer", "service"))
    return tuple(_offer(name, rows, bands, ground) for name, rows in groups.items())


def told_apart(contracts: Sheet, offers: Sheet) -> None:
    """Note a fault where an offer has the name of an existing contract: what each costs could not be told apart."""
    running = {row.text("contract").casefold() for row in contracts if row.known("contract")}
    first = {row.text("offer"): row for row in reversed(offers.records) if row.known("offer")}
    for name, row in first.items():
        if name.casefold() in running:
            row.fault(
                "offer",
                f'"{name}", which is an existing contract',
                "a name that no contract of the table contracts has",
                f'Give the offer another name, such as "{name} renewed", here and in prices.',
            )


def _offer(name: str, rows: Sequence[Record], bands: dict[tuple[str, str], tuple[Band, ...]], ground: Ground) -> Offer:
    _one_line_a_service(rows, "offer")
    lines = tuple(_offer_line(row, name, bands, ground) for row in rows)
    _independent_alone(rows, lines, ground)
    first = agreed(rows, "from", lambda row: ground.index(row, "from", 0), _YearWords(ground))
    if first is not None and ground.horizon is not None and first >= ground.horizon:
        rows[0].warn("from", "a year after the last of the plan", "a year of the plan", "The offer is never open.")
    return Offer(
        name=name,
        provider=agreed(rows, "provider", lambda row: row.text("provider"), _quoted),
        lines=lines,
        boroughs=agreed(rows, "boroughs", lambda row: ground.borough.listed(row, "boroughs"), ", ".join),
        options=agreed(rows, "options", lambda row: ground.option.listed(row, "options"), ", ".join),
        from_year=first or 0,
        minimum_term=agreed(rows, "minimum_term", lambda row: row.whole("minimum_term", 1), str),
        in_house=agreed(rows, "in_house", lambda row: row.yes("in_house"), _yes_no),
    )


def _offer_line(row: Record, offer: str, bands: dict[tuple[str, str], tuple[Band, ...]], ground: Ground) -> OfferLine:
    row.need("provider")
    service = ground.service.find(row, "service") or ""
    _no_success_of_infrastructure(row, service, ground)
    if service and (offer, service) not in bands:
        row.fault(
            "offer",
            f'no price of "{offer}" for {service}',
            "a price for each line of an offer",
            "Add its price to the table prices.",
        )
    return OfferLine(
        service,
        row.limit("capacity"),
        row.pence("annual_fee"),
        row.pence("start_cost"),
        row.exact("success_rate"),
        bands.get((offer, service), ()),
    )


def _independent_alone(rows: Sequence[Record], lines: Sequence[OfferLine], ground: Ground) -> None:
    """Warn of a bundle with an independent service: rule `independence` lets no plan take it."""
    independent = [
        s.name for s in ground.services.values() if s.independent and any(x.service == s.name for x in lines)
    ]
    if len(lines) > 1 and independent:
        found = f"a bundle with {', '.join(independent)}, which is independent"
        rows[0].warn("offer", found, "an independent service in an offer of its own", "No plan can take the offer.")


def _bands(prices: Sheet, offers: dict[str, list[Record]], whole: bool) -> dict[tuple[str, str], tuple[Band, ...]]:
    """The price bands of each line, by offer and service. A price whose row has a fault still counts as one."""
    found: dict[tuple[str, str], list[tuple[Record, Band]]] = {}
    services = {name: [row.text("service") for row in rows if row.known("service")] for name, rows in offers.items()}
    for row in prices:
        if not row.need("offer"):
            continue
        row.need_figures("unit_price")
        service = _priced_service(row, services, whole)
        if service:
            band = Band(row.whole("from_places"), row.pence("unit_price"))
            found.setdefault((row.text("offer"), service), []).append((row, band))
    for rows in found.values():
        _in_order(rows)
    if not prices.readable("offer", "service"):  # a line without a price may have one that could not be read
        found = {**{(offer, service): [] for offer, listed in services.items() for service in listed}, **found}
    return {key: tuple(band for _, band in rows) for key, rows in found.items()}


def _priced_service(row: Record, services: dict[str, list[str]], whole: bool) -> str | None:
    """The service that a price is for; None, and a fault where the offers could all be read, if there is none."""
    offer, service = row.text("offer"), row.text("service")
    lines = services.get(offer, [])
    if row.broken("service") or (not service and len(lines) == 1):
        return None if row.broken("service") else lines[0]
    if service in lines:
        return service
    if whole:
        _unmatched(row, offer, service, lines)
    return None


def _unmatched(row: Record, offer: str, service: str, lines: Sequence[str]) -> None:
    if not lines:
        remedy = "Correct the name, or add the offer to offers."
        row.fault("offer", f'"{offer}"', "an offer of the table offers", remedy)
    elif service:
        expected = f'a service of "{offer}": {", ".join(lines)}'
        row.fault("service", f'"{service}"', expected, "Correct it here or in offers.")
    else:
        expected = f'one of the services of "{offer}": {", ".join(lines)}'
        row.fault("service", "a blank cell", expected, "Say which; it may be blank only where the offer has one.")


def _in_order(rows: Sequence[tuple[Record, Band]]) -> None:
    readable = [(row, band) for row, band in rows if not row.broken("from_places") and row.known("unit_price")]
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


def _no_success_of_infrastructure(row: Record, service: str, ground: Ground) -> None:
    if service in ground.services and ground.services[service].is_infrastructure and row.exact("success_rate") > 0:
        row.fault(
            "success_rate",
            "a success rate on an infrastructure service",
            "0 or a blank",
            "Infrastructure has no outcomes: clear it, or correct the tier in services.",
        )


def _one_line_a_service(rows: Sequence[Record], thing: str) -> None:
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

    def __init__(self, ground: Ground) -> None:
        self.first = ground.first_year or 0

    def __call__(self, index: int | None) -> str:
        start = self.first + (index or 0)
        return "a blank cell" if index is None else f"{start}/{(start + 1) % 100:02d}"


def _quoted(text: str) -> str:
    return f'"{text}"'


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"
