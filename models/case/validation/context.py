"""The ground of a case: its settings, boroughs, services and the names of its options.

Every other table refers to these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from models.case.types import COMMISSIONING, STRUCTURED, Borough, Service
from models.case.validation.names import Names, declare, one_spelling, twice_told
from models.case.validation.rows import UNREADABLE, Findings, Record, Sheet, Tables, sheet
from models.case.vocabulary import ALL, COST_KINDS, RESERVED_OPTIONS, RESERVED_SERVICES, TIER_NAMES


@dataclass(frozen=True)
class Ground:
    """What the other tables stand on. `first_year` and `horizon` are None where they could not be read."""

    settings: Record
    first_year: int | None
    horizon: int | None
    boroughs: tuple[Borough, ...]
    borough: Names
    services: Mapping[str, Service]
    service: Names
    option: Names
    tiers_known: bool = True

    def index(self, record: Record, column: str, default: int | None = None) -> int | None:
        """A year cell as an index from the first year; the default where it is blank."""
        if not record.known(column) or self.first_year is None:
            return default
        return record.whole(column) - self.first_year

    def labels(self) -> list[tuple[int, str]]:
        """Each year of the horizon: its calendar year and its name."""
        if self.first_year is None or self.horizon is None:
            return []
        years = range(self.first_year, self.first_year + self.horizon)
        return [(year, f"{year}/{(year + 1) % 100:02d}") for year in years]

    def served(self, record: Record, column: str, commissioning: bool = False) -> tuple[str, ...]:
        """The services in a list cell, in the table's order: names, tiers, infrastructure, all.

        With `commissioning`, that may be named too, `all` includes it, and it stands last.
        """
        words = record.words(column, (ALL,))
        twice_told(record, column, words)
        found: set[str] = set()
        for word in words:
            found |= self._services_of(record, column, word, commissioning)
        ordered = self.service.sort(found - {COMMISSIONING})
        return (*ordered, COMMISSIONING) if COMMISSIONING in found else ordered

    def _services_of(self, record: Record, column: str, word: str, commissioning: bool) -> set[str]:
        built_in = word.casefold()
        if word in self.service:
            return {word}
        if built_in == ALL:
            return {*self.service.all(), COMMISSIONING} if commissioning else set(self.service.all())
        if built_in == COMMISSIONING and commissioning:
            return {COMMISSIONING}
        if built_in in TIER_NAMES:
            return self._tier(record, column, built_in)
        self.service.check(record, column, word, (ALL, *TIER_NAMES, *((COMMISSIONING,) if commissioning else ())))
        return set()

    def _tier(self, record: Record, column: str, word: str) -> set[str]:
        names = {s.name for s in self.services.values() if s.tier == TIER_NAMES[word]}
        if not names and self.service.whole and self.tiers_known:
            record.fault(
                column,
                f'"{word}", in which there is no service',
                "a tier with services",
                "Leave it out, or add its services to the table services.",
            )
        return names


def ground(tables: Tables, findings: Findings) -> Ground:
    """Read settings, boroughs, services and the names of the options."""
    settings = _settings(sheet(tables, "settings", findings))
    borough_sheet, service_sheet = sheet(tables, "boroughs", findings), sheet(tables, "services", findings)
    borough, borough_rows = declare(borough_sheet, "borough", "a borough", (ALL,))
    service, service_rows = declare(service_sheet, "service", "a service", RESERVED_SERVICES)
    told_later = Findings()  # by `choices`, which reads the rest of the table
    option, _ = declare(sheet(tables, "options", told_later), "option", "an option", RESERVED_OPTIONS)
    services = [_service(row) for row in service_rows]
    one_spelling(borough_rows, "commissioner")
    return Ground(
        settings,
        settings.whole("first_year") if settings.known("first_year") else None,
        settings.whole("years") if settings.known("years") else None,
        tuple(_borough(row) for row in borough_rows),
        borough,
        {s.name: s for s in services},
        service,
        option,
        all(row.known("tier") for row in service_rows),
    )


def optimism_bias(settings: Record) -> Mapping[str, Fraction]:
    """What the economic case adds to each kind of cost, as a share; a kind without any is not there."""
    shares = {kind: settings.exact(f"optimism_bias_{kind}") for kind in COST_KINDS}
    return MappingProxyType({kind: share for kind, share in shares.items() if share})


def _settings(table: Sheet) -> Record:
    """The settings as one record, a column a setting."""
    cells: dict[str, object] = {}
    rows: dict[str, Record] = {}
    for record in table:
        if not record.need("setting"):
            continue
        name = record.text("setting")
        if name in rows:
            record.fault("setting", f'"{name}" a second time', "each setting once", "Take one of the rows out.")
        rows[name] = record
        cells[name] = record.cells.get("value")
    for name in ("first_year", "years"):
        if cells.get(name) is None:
            cells[name] = UNREADABLE
            if table.readable("setting"):
                _say_missing(table, rows.get(name), name)
    _bands(rows, cells)
    if table.present and cells.get("price_base") is None:
        table.warn(
            "no price_base", "the year in whose prices the money stands", "Add a row price_base, for example 2010/11."
        )
    return Record("settings", 0, cells, table.findings)


def _say_missing(table: Sheet, row: Record | None, name: str) -> None:
    example = "2010/11" if name == "first_year" else "3"
    if row:
        row.fault("value", "a blank cell", f"the setting {name}", f"Fill it in, for example {example}.")
    else:
        table.fault(
            f"no row for {name}", f"the setting {name}", f"Add a row {name} with its value, for example {example}."
        )


def _bands(rows: Mapping[str, Record], cells: Mapping[str, object]) -> None:
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


def _borough(row: Record) -> Borough:
    row.need_figures("in_treatment", "back_office_cost")
    treated = row.whole("in_treatment")
    name = row.text("borough")
    return Borough(
        name,
        treated,
        row.pence("back_office_cost"),
        row.exact("cost_share", Fraction(treated)),
        row.text("commissioner", name),
    )


def _service(row: Record) -> Service:
    row.need("tier")
    tier = row.text("tier", "1")
    return Service(
        name=row.text("service"),
        tier=tier,
        unit=row.text("unit", "place"),
        outcome_weight=row.exact("outcome_weight", Fraction(1)),
        value_per_outcome=row.pence("value_per_outcome"),
        people_per_place=row.exact("people_per_place", Fraction(1 if tier in STRUCTURED else 0)),
        independent=row.yes("independent"),
        heading=row.text("heading", next(name for name, number in TIER_NAMES.items() if number == tier)),
    )
