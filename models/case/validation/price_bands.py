"""The price bands of offers: which line each price belongs to, and the order of the bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from models.case.types import Band
from models.case.validation.names import BLANK
from models.case.validation.row_reader import RowReader, TableReader

OfferAndService = tuple[str, str]


def price_bands(
    prices: TableReader, offer_rows: Mapping[str, Sequence[RowReader]], offers_readable: bool
) -> dict[OfferAndService, tuple[Band, ...]]:
    """The price bands of each line, by offer and service.

    A price with a fault in its row still counts as a price of its line. If some prices cannot be matched because a cell
    is unreadable, a line without a price has no bands instead of being missing.
    """
    services = {
        offer: [row.text("service") for row in rows if row.has_value("service")] for offer, rows in offer_rows.items()
    }
    priced: dict[OfferAndService, list[tuple[RowReader, Band]]] = {}
    for row in prices:
        if not row.require("offer"):
            continue
        row.require_figures("unit_price")
        service = _priced_service(row, services, offers_readable)
        if service:
            band = Band(row.whole_number("from_places"), row.price("unit_price"))
            priced.setdefault((row.text("offer"), service), []).append((row, band))
    for rows in priced.values():
        _check_band_order(rows)
    if not prices.is_readable("offer", "service"):
        priced = {**{(offer, service): [] for offer, offered in services.items() for service in offered}, **priced}
    return {line: tuple(band for _, band in rows) for line, rows in priced.items()}


def _priced_service(row: RowReader, services: Mapping[str, Sequence[str]], offers_readable: bool) -> str | None:
    """The service that a price is for. None if there is none, with a fault if the offers could all be read."""
    if row.is_unreadable("service"):
        return None
    offer, service = row.text("offer"), row.text("service")
    offered = services.get(offer, [])
    if not service and len(offered) == 1:
        return offered[0]
    if service in offered:
        return service
    if offers_readable:
        _fault_unmatched_price(row, offer, service, offered)
    return None


def _fault_unmatched_price(row: RowReader, offer: str, service: str, offered: Sequence[str]) -> None:
    if not offered:
        remedy = "Correct the name, or add the offer to offers."
        row.fault("offer", f'"{offer}"', "an offer of the table offers", remedy)
    elif service:
        expected = f'a service of "{offer}": {", ".join(offered)}'
        row.fault("service", f'"{service}"', expected, "Correct it here or in offers.")
    else:
        expected = f'one of the services of "{offer}": {", ".join(offered)}'
        row.fault("service", BLANK, expected, "Name the service; the cell may be blank only if the offer has just one.")


def _check_band_order(rows: Sequence[tuple[RowReader, Band]]) -> None:
    readable = [
        (row, band) for row, band in rows if not row.is_unreadable("from_places") and row.has_value("unit_price")
    ]
    for (_, before), (row, band) in pairwise(readable):
        if band.from_places == before.from_places:
            row.fault(
                "from_places",
                f"a second band from {band.from_places}",
                "bands that start at different places",
                "Delete one of them.",
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
                "It is used as given; correct it if it is a mistake.",
            )
