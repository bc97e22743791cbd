"""Money and need: funding streams, demand, minimums and savings targets, year by year."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from models.case.types import FundingStream, MinimumProvision, SavingsTarget, financial_year
from models.case.validation.context import CaseContext
from models.case.validation.names import KnownNames
from models.case.validation.row_reader import UNREADABLE, RowReader, TableReader
from models.case.validation.unspent_money import check_left_out, check_names_in_lists, read_not_kept, stream_names

Key = tuple[Hashable, ...]


def funding_streams(table: TableReader, context: CaseContext) -> tuple[FundingStream, ...]:
    """The funding streams, in the table's order."""
    _check_year_columns(table, context)
    streams = tuple(_funding_stream(row, context) for row in table)
    _check_no_repeated_key(
        (
            (row, (stream.name, home))
            for row, stream in zip(table, streams, strict=True)
            for home in stream.homes
            if row.has_value("stream")
        ),
        "stream",
        "stream and home",
    )
    return streams


def _funding_stream(row: RowReader, context: CaseContext) -> FundingStream:
    row.require("stream", "borough")
    homes = context.borough_names.read_required_list(row, "borough")
    ring_fence = context.services_in_list(row, "ring_fence", commissioning=True)
    purpose = context.services_in_list(row, "purpose", commissioning=True) if row.has_value("purpose") else ring_fence
    aligned = context.services_in_list(row, "aligned", commissioning=True) if row.has_value("aligned") else purpose
    for column, services in (("purpose", purpose), ("aligned", aligned)):
        outside = [service for service in services if service not in ring_fence]
        if outside and row.has_value(column):
            row.warn(
                column,
                ", ".join(outside),
                "services within its ring_fence, as it may pay for no others",
                "Add them to ring_fence, or remove them here.",
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
        amounts=_yearly_pence(row, context),
    )


def demand(table: TableReader, context: CaseContext) -> Mapping[tuple[str, str], tuple[int, ...]]:
    """Places that could be used in each year, by borough and service."""
    _check_year_columns(table, context)
    places_by_cell: dict[tuple[str, str], tuple[int, ...]] = {}
    for row in table:
        borough, service = context.borough_names.lookup(row, "borough"), context.service_names.lookup(row, "service")
        places = tuple(map(int, _yearly_figures(row, context)))
        if borough is None or service is None:
            continue
        if (borough, service) in places_by_cell:
            row.fault(
                "", f"{borough}, {service} a second time", "one row for each borough and service", "Delete one of them."
            )
        places_by_cell[borough, service] = places
    return MappingProxyType(places_by_cell)


def minimums(table: TableReader, context: CaseContext) -> tuple[MinimumProvision, ...]:
    """The minimums of places or people, in the table's order."""
    _check_year_columns(table, context)
    result = tuple(_minimum(row, context) for row in table)
    keys = [(minimum.boroughs, minimum.services, minimum.counts_people, minimum.statutory) for minimum in result]
    _check_no_repeated_scope(table, keys, "service")
    return result


def _minimum(row: RowReader, context: CaseContext) -> MinimumProvision:
    row.require("borough", "service")
    counts_people = row.text("measure", "places") == "people"
    boroughs = context.borough_names.read_required_list(row, "borough")
    services = context.services_in_list(row, "service") if row.has_value("service") else ()
    figures = _optional_yearly_figures(row, context)
    for (_, label), figure in zip(context.year_labels(), figures, strict=False):
        if figure is not None and not counts_people and not row.is_unreadable("measure") and figure.denominator != 1:
            row.fault(label, f"{float(figure):g}", "a whole number of places", "Places are whole numbers: round it.")
    return MinimumProvision(boroughs, services, counts_people, row.yes_or_no("statutory"), figures)


def savings_targets(
    table: TableReader, funding: TableReader, streams: Sequence[FundingStream], context: CaseContext
) -> tuple[SavingsTarget, ...]:
    """The savings targets, in the table's order: percentages as shares, pounds as whole pence.

    `streams`: those of the table funding, which the column `streams` names.
    """
    _check_year_columns(table, context)
    names = stream_names(funding)
    result = tuple(_savings_target(row, names, context) for row in table)
    keys = [(target.boroughs, target.is_share, target.includes_one_off, target.not_kept) for target in result]
    _check_no_repeated_scope(table, keys, "measure")
    check_names_in_lists(funding, table)
    check_left_out(list(zip(table, result, strict=True)), list(zip(funding, streams, strict=True)))
    return result


def _savings_target(row: RowReader, names: KnownNames, context: CaseContext) -> SavingsTarget:
    row.require("borough", "measure")
    is_share = row.text("measure", "%") == "%"
    boroughs = context.borough_names.read_required_list(row, "borough")
    figures = _optional_yearly_figures(row, context)
    for (_, label), figure in zip(context.year_labels(), figures, strict=False):
        if row.has_value("measure") and is_share and figure is not None and figure > 1:
            row.fault(label, f"{float(figure):g}", "a share from 0 to 1", _remedy_for_large_share(figure))
    if not is_share:
        labels = [label for _, label in context.year_labels()]
        figures = tuple(
            None if pounds is None else Fraction(row.rounded(label, pounds))
            for label, pounds in zip(labels, figures, strict=True)
        )
    not_kept = read_not_kept(row, names)
    return SavingsTarget(boroughs, is_share, row.yes_or_no("one_off", default=True), figures, not_kept)


def _remedy_for_large_share(figure: Fraction) -> str:
    if figure <= 100:
        return f"Write {float(figure / 100):g} for {float(figure):g}%."
    return "For an amount in pounds, write £ as its measure."


def _yearly_figures(row: RowReader, context: CaseContext) -> tuple[Fraction, ...]:
    """A figure for each year of the horizon. A blank is a fault and read as 0."""
    given = row.figures_by_year()
    for year, label in context.year_labels():
        if year in given and given[year] is None:
            row.fault(label, "a blank cell", "a figure", "Fill it in; write 0 if you mean none.")
    return tuple(figure or Fraction(0) for figure in _optional_yearly_figures(row, context))


def _yearly_pence(row: RowReader, context: CaseContext) -> tuple[int, ...]:
    """Pence for each year of the horizon."""
    figures = zip(context.year_labels(), _yearly_figures(row, context), strict=True)
    return tuple(row.rounded(label, pounds) for (_, label), pounds in figures)


def _optional_yearly_figures(row: RowReader, context: CaseContext) -> tuple[Fraction | None, ...]:
    """A figure for each year of the horizon, None if the cell is blank or unreadable."""
    values = (row.figures_by_year().get(year) for year, _ in context.year_labels())
    return tuple(Fraction(value) if isinstance(value, (int, Fraction)) else None for value in values)


def _check_year_columns(table: TableReader, context: CaseContext) -> None:
    """Log a fault for each year of the horizon without a column, and a warning about columns of other years."""
    if not table.rows:
        return
    given = table.rows[0].figures_by_year()
    labels = context.year_labels()
    for year, label in labels:
        if year not in given and table.rows[0].cells.get("years") is not UNREADABLE:
            table.fault(
                "no such column",
                f"a column for each year of the plan, here {label}",
                f"Add the column {label}, or correct first_year or years in settings.",
                label,
            )
    unused = [financial_year(year) for year in given if labels and year not in dict(labels)]
    if unused:
        table.warn(
            f"figures for {', '.join(unused)}",
            f"the years of the plan, {labels[0][1]} to {labels[-1][1]}",
            "They are not used. Delete them, or correct first_year or years in settings.",
        )


def _check_no_repeated_scope(table: TableReader, keys: Iterable[Key], column: str) -> None:
    """Log a fault for each row with the key of an earlier one, among those with a borough and a value in a column."""
    keyed = zip(table, keys, strict=True)
    scoped = ((row, key) for row, key in keyed if row.has_value("borough") and row.has_value(column))
    _check_no_repeated_key(scoped, "", "scope and measure")


def _check_no_repeated_key(keys: Iterable[tuple[RowReader, Key]], column: str, what: str) -> None:
    """Log one fault for each row that has a key of an earlier row."""
    first_position: dict[Key, int] = {}
    reported: set[int] = set()
    for row, key in keys:
        first = first_position.setdefault(key, row.position)
        if first != row.position and row.position not in reported:
            reported.add(row.position)
            row.fault(
                column,
                f"a second row for the same {what}",
                f"one row for each {what}",
                "Delete one of the two, or combine them.",
            )
