"""Money and need: funding, demand, minimum provision and savings targets, year by year."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType

from models.case.money import to_pence
from models.case.types import FundingStream, MinimumProvision, SavingsTarget
from models.case.validation.context import Ground
from models.case.validation.rows import UNREADABLE, Record, Sheet

SCOPE = "of that scope and measure"
NONE = Fraction(0)


def funding(table: Sheet, ground: Ground) -> tuple[FundingStream, ...]:
    """The streams of money, in the table's order."""
    year_columns(table, ground)
    streams = []
    for row in table:
        row.need("stream", "borough")
        homes = ground.borough.listed(row, "borough") if row.known("borough") else ()
        streams.append(_stream(row, homes, ground))
    keys = [(row, (stream.name, home)) for row, stream in zip(table, streams, strict=True) for home in stream.homes]
    once([(row, key) for row, key in keys if row.known("stream")], "stream", "stream of that name and home")
    return tuple(streams)


def _stream(row: Record, homes: tuple[str, ...], ground: Ground) -> FundingStream:
    ring_fence = ground.served(row, "ring_fence", commissioning=True)
    purpose = ground.served(row, "purpose", commissioning=True) if row.known("purpose") else ring_fence
    aligned = ground.served(row, "aligned", commissioning=True) if row.known("aligned") else purpose
    for column, services in (("purpose", purpose), ("aligned", aligned)):
        outside = [service for service in services if service not in ring_fence]
        if outside and row.known(column):
            row.warn(
                column,
                ", ".join(outside),
                "services within its ring_fence, the only ones it may ever pay for",
                "Widen ring_fence, or leave them out here.",
            )
    return FundingStream(
        name=row.text("stream"),
        homes=homes,
        owner=row.text("owner", ", ".join(homes)),
        ring_fence=frozenset(ring_fence),
        purpose=frozenset(purpose),
        aligned=frozenset(aligned),
        poolable=row.yes("poolable"),
        carry_forward=row.exact("carry_forward"),
        lapses=row.yes("lapses"),
        amounts=tuple(map(to_pence, figures(row, ground))),
    )


def demand(table: Sheet, ground: Ground) -> Mapping[tuple[str, str], tuple[int, ...]]:
    """Places that could be used, by borough and service."""
    year_columns(table, ground)
    wanted: dict[tuple[str, str], tuple[int, ...]] = {}
    for row in table:
        borough, service = ground.borough.find(row, "borough"), ground.service.find(row, "service")
        places = tuple(map(int, figures(row, ground)))
        if borough is None or service is None:
            continue
        if (borough, service) in wanted:
            row.fault(
                "", f"{borough}, {service} a second time", "one row a borough and service", "Take one of them out."
            )
        wanted[borough, service] = places
    return MappingProxyType(wanted)


def floors(table: Sheet, ground: Ground) -> tuple[MinimumProvision, ...]:
    """The floors under provision."""
    year_columns(table, ground)
    found = []
    for row in table:
        row.need("borough", "service")
        people = row.text("measure", "places") == "people"
        boroughs = ground.borough.listed(row, "borough") if row.known("borough") else ()
        services = ground.served(row, "service") if row.known("service") else ()
        least = optional_figures(row, ground)
        for (_, label), figure in zip(ground.labels(), least, strict=False):
            if figure is not None and not people and not row.broken("measure") and figure.denominator != 1:
                row.fault(label, f"{float(figure):g}", "a whole number of places", "Places are whole: round it.")
        found.append(MinimumProvision(boroughs, services, people, row.yes("statutory"), least))
    keys = [(row, (f.boroughs, f.services, f.counts_people, f.statutory)) for row, f in zip(table, found, strict=True)]
    once([(row, key) for row, key in keys if row.known("borough") and row.known("service")], "", f"floor {SCOPE}")
    return tuple(found)


def savings(table: Sheet, ground: Ground) -> tuple[SavingsTarget, ...]:
    """The savings targets; percentages as shares, pounds as whole pence."""
    year_columns(table, ground)
    found = []
    for row in table:
        row.need("borough", "measure")
        share = row.text("measure", "%") == "%"
        boroughs = ground.borough.listed(row, "borough") if row.known("borough") else ()
        targets = optional_figures(row, ground)
        for (_, label), figure in zip(ground.labels(), targets, strict=False):
            if row.known("measure") and share and figure is not None and figure > 1:
                row.fault(label, f"{float(figure):g}", "a share from 0 to 1", _as_share(figure))
        exact = targets if share else tuple(None if t is None else Fraction(to_pence(t)) for t in targets)
        found.append(SavingsTarget(boroughs, share, row.yes("one_off", default=True), exact))
    keys = [(row, (s.boroughs, s.is_share, s.includes_one_off)) for row, s in zip(table, found, strict=True)]
    once([(row, key) for row, key in keys if row.known("borough") and row.known("measure")], "", f"target {SCOPE}")
    return tuple(found)


def _as_share(figure: Fraction) -> str:
    return (
        f"Write {float(figure / 100):g} for {float(figure):g}%."
        if figure <= 100
        else "For an amount write £ as its measure."
    )


def figures(row: Record, ground: Ground) -> tuple[Fraction, ...]:
    """A figure for each year of the horizon; a blank is a fault."""
    return tuple(NONE if figure is None else figure for figure in _figures(row, ground, blank_is_fault=True))


def optional_figures(row: Record, ground: Ground) -> tuple[Fraction | None, ...]:
    """A figure for each year of the horizon, None where it is blank."""
    return _figures(row, ground, blank_is_fault=False)


def _figures(row: Record, ground: Ground, blank_is_fault: bool) -> tuple[Fraction | None, ...]:
    given = row.by_year()
    found: list[Fraction | None] = []
    for year, label in ground.labels():
        value = given.get(year)
        if value is None and blank_is_fault and year in given:
            row.fault(label, "a blank cell", "a figure", "Fill it in; write 0 where you mean none.")
        found.append(Fraction(value) if isinstance(value, (int, Fraction)) else None)
    return tuple(found)


def year_columns(table: Sheet, ground: Ground) -> None:
    """Note the years of the horizon that have no column, and the columns that no year of the horizon needs."""
    if not table.records:
        return
    given = table.records[0].by_year()
    labels = ground.labels()
    for year, label in labels:
        if year not in given and table.records[0].cells.get("years") is not UNREADABLE:
            table.fault(
                "no such column",
                f"a column for each year of the plan, here {label}",
                f"Add the column {label}, or correct first_year or years in settings.",
                label,
            )
    beyond = [f"{year}/{(year + 1) % 100:02d}" for year in given if labels and year not in dict(labels)]
    if beyond:
        table.warn(
            f"figures for {', '.join(beyond)}",
            f"the years of the plan, {labels[0][1]} to {labels[-1][1]}",
            "They are not used; take them out, or correct first_year or years in settings.",
        )


def once(keys: Iterable[tuple[Record, Hashable]], column: str, what: str) -> None:
    """Note a fault, once a row, where a key is that of an earlier row."""
    seen: dict[Hashable, int] = {}
    told: set[int] = set()
    for row, key in keys:
        first = seen.setdefault(key, row.position)
        if first != row.position and row.position not in told:
            told.add(row.position)
            row.fault(column, "a second", f"one {what}", "Take one of them out, or join the two rows.")
