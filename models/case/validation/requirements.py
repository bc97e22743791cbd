"""Money and need: funding, demand, minimum provision and savings targets, year by year."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType

from models.case.money import to_pence
from models.case.types import FundingStream, MinimumProvision, SavingsTarget, financial_year
from models.case.validation.context import CaseContext
from models.case.validation.rows import UNREADABLE, RowReader, TableReader

SCOPE = "of that scope and measure"
NONE = Fraction(0)


def funding_streams(table: TableReader, ground: CaseContext) -> tuple[FundingStream, ...]:
    """The streams of money, in the table's order."""
    check_year_columns(table, ground)
    streams = []
    for row in table:
        row.require("stream", "borough")
        homes = ground.borough_names.read_list(row, "borough") if row.has_value("borough") else ()
        streams.append(_stream(row, homes, ground))
    keys = [(row, (stream.name, home)) for row, stream in zip(table, streams, strict=True) for home in stream.homes]
    check_no_repeated_key(
        [(row, key) for row, key in keys if row.has_value("stream")], "stream", "stream of that name and home"
    )
    return tuple(streams)


def _stream(row: RowReader, homes: tuple[str, ...], ground: CaseContext) -> FundingStream:
    ring_fence = ground.services_in_list(row, "ring_fence", commissioning=True)
    purpose = ground.services_in_list(row, "purpose", commissioning=True) if row.has_value("purpose") else ring_fence
    aligned = ground.services_in_list(row, "aligned", commissioning=True) if row.has_value("aligned") else purpose
    for column, services in (("purpose", purpose), ("aligned", aligned)):
        outside = [service for service in services if service not in ring_fence]
        if outside and row.has_value(column):
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
        poolable=row.yes_or_no("poolable"),
        carry_forward=row.number("carry_forward"),
        lapses=row.yes_or_no("lapses"),
        amounts=tuple(map(to_pence, yearly_figures(row, ground))),
    )


def demand(table: TableReader, ground: CaseContext) -> Mapping[tuple[str, str], tuple[int, ...]]:
    """Places that could be used, by borough and service."""
    check_year_columns(table, ground)
    wanted: dict[tuple[str, str], tuple[int, ...]] = {}
    for row in table:
        borough, service = ground.borough_names.lookup(row, "borough"), ground.service_names.lookup(row, "service")
        places = tuple(map(int, yearly_figures(row, ground)))
        if borough is None or service is None:
            continue
        if (borough, service) in wanted:
            row.fault(
                "", f"{borough}, {service} a second time", "one row a borough and service", "Take one of them out."
            )
        wanted[borough, service] = places
    return MappingProxyType(wanted)


def minimums(table: TableReader, ground: CaseContext) -> tuple[MinimumProvision, ...]:
    """The floors under provision."""
    check_year_columns(table, ground)
    found = []
    for row in table:
        row.require("borough", "service")
        people = row.text("measure", "places") == "people"
        boroughs = ground.borough_names.read_list(row, "borough") if row.has_value("borough") else ()
        services = ground.services_in_list(row, "service") if row.has_value("service") else ()
        least = optional_yearly_figures(row, ground)
        for (_, label), figure in zip(ground.year_labels(), least, strict=False):
            if figure is not None and not people and not row.is_unreadable("measure") and figure.denominator != 1:
                row.fault(label, f"{float(figure):g}", "a whole number of places", "Places are whole: round it.")
        found.append(MinimumProvision(boroughs, services, people, row.yes_or_no("statutory"), least))
    keys = [(row, (f.boroughs, f.services, f.counts_people, f.statutory)) for row, f in zip(table, found, strict=True)]
    check_no_repeated_key(
        [(row, key) for row, key in keys if row.has_value("borough") and row.has_value("service")], "", f"floor {SCOPE}"
    )
    return tuple(found)


def savings_targets(table: TableReader, ground: CaseContext) -> tuple[SavingsTarget, ...]:
    """The savings targets; percentages as shares, pounds as whole pence."""
    check_year_columns(table, ground)
    found = []
    for row in table:
        row.require("borough", "measure")
        share = row.text("measure", "%") == "%"
        boroughs = ground.borough_names.read_list(row, "borough") if row.has_value("borough") else ()
        targets = optional_yearly_figures(row, ground)
        for (_, label), figure in zip(ground.year_labels(), targets, strict=False):
            if row.has_value("measure") and share and figure is not None and figure > 1:
                row.fault(label, f"{float(figure):g}", "a share from 0 to 1", _as_share(figure))
        exact = targets if share else tuple(None if t is None else Fraction(to_pence(t)) for t in targets)
        found.append(SavingsTarget(boroughs, share, row.yes_or_no("one_off", default=True), exact))
    keys = [(row, (s.boroughs, s.is_share, s.includes_one_off)) for row, s in zip(table, found, strict=True)]
    check_no_repeated_key(
        [(row, key) for row, key in keys if row.has_value("borough") and row.has_value("measure")],
        "",
        f"target {SCOPE}",
    )
    return tuple(found)


def _as_share(figure: Fraction) -> str:
    return (
        f"Write {float(figure / 100):g} for {float(figure):g}%."
        if figure <= 100
        else "For an amount write £ as its measure."
    )


def yearly_figures(row: RowReader, ground: CaseContext) -> tuple[Fraction, ...]:
    """A figure for each year of the horizon; a blank is a fault."""
    return tuple(NONE if figure is None else figure for figure in _figures(row, ground, blank_is_fault=True))


def optional_yearly_figures(row: RowReader, ground: CaseContext) -> tuple[Fraction | None, ...]:
    """A figure for each year of the horizon, None where it is blank."""
    return _figures(row, ground, blank_is_fault=False)


def _figures(row: RowReader, ground: CaseContext, blank_is_fault: bool) -> tuple[Fraction | None, ...]:
    given = row.figures_by_year()
    found: list[Fraction | None] = []
    for year, label in ground.year_labels():
        value = given.get(year)
        if value is None and blank_is_fault and year in given:
            row.fault(label, "a blank cell", "a figure", "Fill it in; write 0 where you mean none.")
        found.append(Fraction(value) if isinstance(value, (int, Fraction)) else None)
    return tuple(found)


def check_year_columns(table: TableReader, ground: CaseContext) -> None:
    """Note the years of the horizon that have no column, and the columns that no year of the horizon needs."""
    if not table.rows:
        return
    given = table.rows[0].figures_by_year()
    labels = ground.year_labels()
    for year, label in labels:
        if year not in given and table.rows[0].cells.get("years") is not UNREADABLE:
            table.fault(
                "no such column",
                f"a column for each year of the plan, here {label}",
                f"Add the column {label}, or correct first_year or years in settings.",
                label,
            )
    beyond = [financial_year(year) for year in given if labels and year not in dict(labels)]
    if beyond:
        table.warn(
            f"figures for {', '.join(beyond)}",
            f"the years of the plan, {labels[0][1]} to {labels[-1][1]}",
            "They are not used; take them out, or correct first_year or years in settings.",
        )


def check_no_repeated_key(keys: Iterable[tuple[RowReader, Hashable]], column: str, what: str) -> None:
    """Note a fault, once a row, where a key is that of an earlier row."""
    seen: dict[Hashable, int] = {}
    told: set[int] = set()
    for row, key in keys:
        first = seen.setdefault(key, row.position)
        if first != row.position and row.position not in told:
            told.add(row.position)
            row.fault(column, "a second", f"one {what}", "Take one of them out, or join the two rows.")
