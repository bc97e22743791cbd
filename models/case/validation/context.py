"""The ground of a case: its settings, boroughs, services and the names of its options.

Every other table refers to these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from models.case.types import COMMISSIONING, STRUCTURED, Borough, Service, financial_year
from models.case.validation.names import KnownNames, check_no_repeats, check_one_spelling, declare_names
from models.case.validation.rows import UNREADABLE, FaultLog, RowReader, TableReader, Tables, read_table
from models.case.vocabulary import ALL, COST_KINDS, RESERVED_OPTIONS, RESERVED_SERVICES, TIER_NAMES


@dataclass(frozen=True)
class CaseContext:
    """What the other tables stand on. `first_year` and `horizon` are None where they could not be read."""

    settings: RowReader
    first_year: int | None
    horizon: int | None
    boroughs: tuple[Borough, ...]
    borough_names: KnownNames
    services: Mapping[str, Service]
    service_names: KnownNames
    option_names: KnownNames
    tiers_known: bool = True

    def year_index(self, record: RowReader, column: str, default: int | None = None) -> int | None:
        """A year cell as an index from the first year; the default where it is blank."""
        if not record.has_value(column) or self.first_year is None:
            return default
        return record.whole_number(column) - self.first_year

    def year_labels(self) -> list[tuple[int, str]]:
        """Each year of the horizon: its calendar year and its name."""
        if self.first_year is None or self.horizon is None:
            return []
        years = range(self.first_year, self.first_year + self.horizon)
        return [(year, financial_year(year)) for year in years]

    def services_in_list(self, record: RowReader, column: str, commissioning: bool = False) -> tuple[str, ...]:
        """The services in a list cell, in the table's order: names, tiers, infrastructure, all.

        With `commissioning`, that may be named too, `all` includes it, and it stands last.
        """
        words = record.names(column, (ALL,))
        check_no_repeats(record, column, words)
        found: set[str] = set()
        for word in words:
            found |= self._services_of(record, column, word, commissioning)
        ordered = self.service_names.in_table_order(found - {COMMISSIONING})
        return (*ordered, COMMISSIONING) if COMMISSIONING in found else ordered

    def _services_of(self, record: RowReader, column: str, word: str, commissioning: bool) -> set[str]:
        built_in = word.casefold()
        if word in self.service_names:
            return {word}
        if built_in == ALL:
            return (
                {*self.service_names.all_names(), COMMISSIONING}
                if commissioning
                else set(self.service_names.all_names())
            )
        if built_in == COMMISSIONING and commissioning:
            return {COMMISSIONING}
        if built_in in TIER_NAMES:
            return self._tier(record, column, built_in)
        self.service_names.check_known(
            record, column, word, (ALL, *TIER_NAMES, *((COMMISSIONING,) if commissioning else ()))
        )
        return set()

    def _tier(self, record: RowReader, column: str, word: str) -> set[str]:
        names = {s.name for s in self.services.values() if s.tier == TIER_NAMES[word]}
        if not names and self.service_names.is_complete and self.tiers_known:
            record.fault(
                column,
                f'"{word}", in which there is no service',
                "a tier with services",
                "Leave it out, or add its services to the table services.",
            )
        return names


def read_context(tables: Tables, findings: FaultLog) -> CaseContext:
    """Read settings, boroughs, services and the names of the options."""
    settings = _settings(read_table(tables, "settings", findings))
    borough_sheet, service_sheet = read_table(tables, "boroughs", findings), read_table(tables, "services", findings)
    borough, borough_rows = declare_names(borough_sheet, "borough", "a borough", (ALL,))
    service, service_rows = declare_names(service_sheet, "service", "a service", RESERVED_SERVICES)
    told_later = FaultLog()  # by `choices`, which reads the rest of the table
    option, _ = declare_names(read_table(tables, "options", told_later), "option", "an option", RESERVED_OPTIONS)
    services = [_service(row) for row in service_rows]
    check_one_spelling(borough_rows, "commissioner")
    return CaseContext(
        settings,
        settings.whole_number("first_year") if settings.has_value("first_year") else None,
        settings.whole_number("years") if settings.has_value("years") else None,
        tuple(_borough(row) for row in borough_rows),
        borough,
        {s.name: s for s in services},
        service,
        option,
        all(row.has_value("tier") for row in service_rows),
    )


def optimism_bias(settings: RowReader) -> Mapping[str, Fraction]:
    """What the economic case adds to each kind of cost, as a share; a kind without any is not there."""
    shares = {kind: settings.number(f"optimism_bias_{kind}") for kind in COST_KINDS}
    return MappingProxyType({kind: share for kind, share in shares.items() if share})


def _settings(table: TableReader) -> RowReader:
    """The settings as one record, a column a setting."""
    cells: dict[str, object] = {}
    rows: dict[str, RowReader] = {}
    for record in table:
        if not record.require("setting"):
            continue
        name = record.text("setting")
        if name in rows:
            record.fault("setting", f'"{name}" a second time', "each setting once", "Take one of the rows out.")
        rows[name] = record
        cells[name] = record.cells.get("value")
    for name in ("first_year", "years"):
        if cells.get(name) is None:
            cells[name] = UNREADABLE
            if table.is_readable("setting"):
                _fault_missing_setting(table, rows.get(name), name)
    _check_score_bands(rows, cells)
    if table.is_present and cells.get("price_base") is None:
        table.warn(
            "no price_base", "the year in whose prices the money stands", "Add a row price_base, for example 2010/11."
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
    high = high if isinstance(high, Fraction) else Fraction("66.67")
    medium = medium if isinstance(medium, Fraction) else Fraction("33.33")
    if high < medium:
        row = rows.get("band_high") or rows["band_medium"]
        row.fault(
            "value",
            f"High from {float(high):g} and Medium from {float(medium):g}",
            "band_high at or above band_medium",
            "Raise band_high or lower band_medium.",
        )


def _borough(row: RowReader) -> Borough:
    row.require_figures("in_treatment", "back_office_cost")
    treated = row.whole_number("in_treatment")
    name = row.text("borough")
    return Borough(
        name,
        treated,
        row.pence("back_office_cost"),
        row.number("cost_share", Fraction(treated)),
        row.text("commissioner", name),
    )


def _service(row: RowReader) -> Service:
    row.require("tier")
    tier = row.text("tier", "1")
    return Service(
        name=row.text("service"),
        tier=tier,
        unit=row.text("unit", "place"),
        outcome_weight=row.number("outcome_weight", Fraction(1)),
        value_per_outcome=row.pence("value_per_outcome"),
        people_per_place=row.number("people_per_place", Fraction(1 if tier in STRUCTURED else 0)),
        independent=row.yes_or_no("independent"),
        heading=row.text("heading", next(name for name, number in TIER_NAMES.items() if number == tier)),
    )
