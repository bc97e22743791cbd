"""The context of a case: its settings, boroughs and services, and the names of its options.

Every other table refers to these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from models.case.money import to_pence
from models.case.types import COMMISSIONING, STRUCTURED, Borough, Service, financial_year
from models.case.validation.names import BLANK, KnownNames, check_no_repeats, check_one_spelling, declare_names
from models.case.validation.row_reader import UNREADABLE, FaultLog, RowReader, TableReader, Tables, read_table
from models.case.vocabulary import ALL, COST_KINDS, OBJECTIVES, RESERVED_OPTIONS, RESERVED_SERVICES, TIER_NAMES

DEFAULT_BAND_HIGH, DEFAULT_BAND_MEDIUM = Fraction("66.67"), Fraction("33.33")
SMALLEST_SHOWN_WEIGHT = Fraction(1, 100)


@dataclass(frozen=True)
class CaseContext:
    """What the other tables refer to. `first_year` and `horizon` are None if they could not be read.

    `tiers_known`: every service has a readable tier.
    """

    settings: RowReader
    first_year: int | None
    horizon: int | None
    boroughs: tuple[Borough, ...]
    borough_names: KnownNames
    services: Mapping[str, Service]
    service_names: KnownNames
    option_names: KnownNames
    tiers_known: bool = True

    def year_index(self, row: RowReader, column: str, default: int | None = None) -> int | None:
        """A year cell as an index from the first year; the default if the cell is blank."""
        if not row.has_value(column) or self.first_year is None:
            return default
        return row.whole_number(column) - self.first_year

    def year_text(self, index: int | None) -> str:
        """The name of the year with an index, such as "2010/11"; "a blank cell" for None."""
        return BLANK if index is None else financial_year((self.first_year or 0) + index)

    def year_labels(self) -> list[tuple[int, str]]:
        """Each year of the horizon: its calendar year and its name."""
        if self.first_year is None or self.horizon is None:
            return []
        years = range(self.first_year, self.first_year + self.horizon)
        return [(year, financial_year(year)) for year in years]

    def services_in_list(self, row: RowReader, column: str, commissioning: bool = False) -> tuple[str, ...]:
        """The services in a list cell of names, tiers, infrastructure or all; in the table's order.

        If `commissioning`, the list may also name `commissioning`, `all` includes it, and it comes last.
        """
        words = row.names(column, (ALL,))
        check_no_repeats(row, column, words)
        services: set[str] = set()
        for word in words:
            services |= self._services_of_word(row, column, word, commissioning)
        in_order = self.service_names.in_table_order(services - {COMMISSIONING})
        return (*in_order, COMMISSIONING) if COMMISSIONING in services else in_order

    def _services_of_word(self, row: RowReader, column: str, word: str, commissioning: bool) -> set[str]:
        list_word = word.casefold()
        extra = {COMMISSIONING} if commissioning else set[str]()
        if word in self.service_names:
            return {word}
        if list_word == ALL:
            return {*self.service_names.all_names(), *extra}
        if list_word in extra:
            return extra
        if list_word in TIER_NAMES:
            return self._services_of_tier(row, column, list_word)
        self.service_names.check_known(row, column, word, (ALL, *TIER_NAMES, *extra))
        return set()

    def _services_of_tier(self, row: RowReader, column: str, tier_name: str) -> set[str]:
        names = {service.name for service in self.services.values() if service.tier == TIER_NAMES[tier_name]}
        if not names and self.service_names.is_complete and self.tiers_known:
            row.fault(
                column,
                f'"{tier_name}", which has no services',
                "a tier with services",
                "Remove it, or add its services to the table services.",
            )
        return names


def read_context(tables: Tables, log: FaultLog) -> CaseContext:
    """Read settings, boroughs, services and the names of the options."""
    settings = _settings(read_table(tables, "settings", log))
    borough_names, borough_rows = declare_names(read_table(tables, "boroughs", log), "borough", "a borough", (ALL,))
    service_names, service_rows = declare_names(
        read_table(tables, "services", log), "service", "a service", RESERVED_SERVICES
    )
    unused_log = FaultLog()  # `options` reads the table again and logs its faults
    option_names, _ = declare_names(read_table(tables, "options", unused_log), "option", "an option", RESERVED_OPTIONS)
    services = [_service(row) for row in service_rows]
    _check_weights(service_rows, services)
    check_one_spelling(borough_rows, "commissioner")
    return CaseContext(
        settings=settings,
        first_year=settings.whole_number("first_year") if settings.has_value("first_year") else None,
        horizon=settings.whole_number("years") if settings.has_value("years") else None,
        boroughs=tuple(_borough(row) for row in borough_rows),
        borough_names=borough_names,
        services={service.name: service for service in services},
        service_names=service_names,
        option_names=option_names,
        tiers_known=all(row.has_value("tier") for row in service_rows),
    )


def optimism_bias(settings: RowReader) -> Mapping[str, Fraction]:
    """The share that the economic case adds to each kind of cost; kinds with a share of 0 are left out."""
    shares = {kind: settings.number(f"optimism_bias_{kind}") for kind in COST_KINDS}
    return MappingProxyType({kind: share for kind, share in shares.items() if share})


def most_per_outcome(settings: RowReader) -> int | None:
    """The pence that one weighted outcome may cost at most, None for no limit."""
    return settings.pence("most_per_outcome") if settings.has_value("most_per_outcome") else None


def _settings(table: TableReader) -> RowReader:
    """The settings as one row with a column for each setting."""
    cells: dict[str, object] = {}
    rows: dict[str, RowReader] = {}
    for row in table:
        if not row.require("setting"):
            continue
        name = row.text("setting")
        if name in rows:
            row.fault("setting", f'"{name}" a second time', "each setting once", "Delete one of the rows.")
        rows[name] = row
        cells[name] = row.cells.get("value")
    for name in ("first_year", "years"):
        if cells.get(name) is None:
            cells[name] = UNREADABLE
            if table.is_readable("setting"):
                _fault_missing_setting(table, rows.get(name), name)
    _check_score_bands(rows, cells)
    _check_most_per_outcome(rows.get("most_per_outcome"), cells)
    if table.is_present and cells.get("price_base") is None:
        table.warn(
            "no price_base", "the year in whose prices all money is given", "Add a row price_base, for example 2010/11."
        )
    return RowReader("settings", 0, cells, table.log)


def _fault_missing_setting(table: TableReader, row: RowReader | None, name: str) -> None:
    example = "2010/11" if name == "first_year" else "3"
    if row:
        row.fault("value", "a blank cell", f"the setting {name}", f"Fill it in, for example {example}.")
    else:
        table.fault(
            f"no row for {name}", f"the setting {name}", f"Add a row {name} with its value, for example {example}."
        )


def _check_score_bands(rows: Mapping[str, RowReader], cells: Mapping[str, object]) -> None:
    high, medium = cells.get("band_high"), cells.get("band_medium")
    high = high if isinstance(high, Fraction) else DEFAULT_BAND_HIGH
    medium = medium if isinstance(medium, Fraction) else DEFAULT_BAND_MEDIUM
    if high < medium:
        row = rows.get("band_high") or rows["band_medium"]
        row.fault(
            "value",
            f"High from {float(high):g} and Medium from {float(medium):g}",
            "band_high at or above band_medium",
            "Raise band_high or lower band_medium.",
        )


def _check_most_per_outcome(row: RowReader | None, cells: Mapping[str, object]) -> None:
    pounds, objective = cells.get("most_per_outcome"), cells.get("objective") or OBJECTIVES[0]
    if row is None:
        return
    if isinstance(pounds, Fraction) and to_pence(pounds) <= 0:
        row.fault(
            "value", f"£{float(pounds):g} for most_per_outcome", "£0.01 or more", "Leave it blank if there is no limit."
        )
    elif pounds is not None and objective in OBJECTIVES[1:]:
        expected = f"the objective {OBJECTIVES[0]}, the only one that uses it"
        row.warn("value", f"most_per_outcome under the objective {objective}", expected, "It is not used.")


def _borough(row: RowReader) -> Borough:
    row.require_figures("in_treatment", "back_office_cost")
    name, in_treatment = row.text("borough"), row.whole_number("in_treatment")
    return Borough(
        name=name,
        in_treatment=in_treatment,
        back_office_cost=row.pence("back_office_cost"),
        cost_share=row.number("cost_share", Fraction(in_treatment)),
        commissioner=row.text("commissioner", name),
    )


def _check_weights(rows: Sequence[RowReader], services: Sequence[Service]) -> None:
    """Warn of weights so small that reports, which show weighted outcomes with one decimal, would show nothing."""
    largest = max((each.outcome_weight for each in services if not each.is_infrastructure), default=Fraction(1))
    if 0 < largest < SMALLEST_SHOWN_WEIGHT:
        rows[0].warn(
            "outcome_weight",
            "weights that are all below 0.01",
            "a weight of 0.01 or more",
            "Reports show weighted outcomes with one decimal: multiply all weights by the same number."
            " No plan changes.",
        )


def _service(row: RowReader) -> Service:
    row.require("tier")
    tier = row.text("tier", "1")
    return Service(
        name=row.text("service"),
        tier=tier,
        unit=row.text("unit", "place"),
        outcome_weight=row.number("outcome_weight", Fraction(1)),
        value_per_outcome=row.price("value_per_outcome"),
        people_per_place=row.number("people_per_place", Fraction(1 if tier in STRUCTURED else 0)),
        independent=row.yes_or_no("independent"),
        heading=row.text("heading", next(name for name, number in TIER_NAMES.items() if number == tier)),
    )
