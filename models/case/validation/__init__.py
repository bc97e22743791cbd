"""Validation: typed rows in, a case out, with every default applied or every fault reported at once.

`row_reader` defines a typed row. The reader of the file checks the kind and range of each cell; this package checks
what the cells mean together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.case.faults import CaseFaults, Fault
from models.case.types import DEFAULT_MATERIALITY, Case
from models.case.validation.context import (
    DEFAULT_BAND_HIGH,
    DEFAULT_BAND_MEDIUM,
    most_per_outcome,
    optimism_bias,
    read_context,
)
from models.case.validation.criteria import criteria
from models.case.validation.names import check_no_repeated_row, check_one_spelling
from models.case.validation.one_name import warn_of_one_name, warn_of_one_provider
from models.case.validation.options import options
from models.case.validation.requirements import demand, funding_streams, minimums, savings_targets
from models.case.validation.row_reader import UNREADABLE, FaultLog, Row, TableReader, Tables, read_table
from models.case.validation.scenarios import scenario_changes
from models.case.validation.supply import check_offer_names_are_new, contracts, offers
from models.case.validation.supporting_tables import actions, assumptions, risks, success_factors
from models.case.vocabulary import BLANK_ENDS_CHOICES, REQUIRED_TABLES, TABLE_NAMES

GROUPING_COLUMNS = {"funding": "stream", "hubs": "hub", "scenarios": "scenario"}  # rows of one name belong together
ONE_NAME = {  # the column of names of a table, what a name stands for, and what takes two names for two
    "boroughs": ("borough", "borough", "all tables"),
    "services": ("service", "service", "all tables"),
    "funding": ("stream", "stream", "savings targets and reports"),
    "contracts": ("contract", "contract", "the rules on contracts and their costs"),
    "offers": ("offer", "offer", "the rules on awards and their costs"),
    "options": ("option", "option", "all tables"),
    "hubs": ("hub", "hub", "reports"),
    "scenarios": ("scenario", "scenario", "runs of a scenario"),
}

__all__ = ["UNREADABLE", "Row", "Tables", "ValidationResult", "build_case", "validate"]


@dataclass(frozen=True)
class ValidationResult:
    """The case, or None if there are faults; the faults and the warnings, each in the order of the tables."""

    case: Case | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def build_case(tables: Tables) -> Case:
    """The case that the tables describe. Raises CaseFaults with every fault."""
    result = validate(tables)
    if result.case is None:
        raise CaseFaults(result.faults)
    return result.case


def validate(tables: Tables) -> ValidationResult:
    """The case and its warnings; if there are faults, no case but every fault."""
    log = FaultLog()
    _check_required_tables(tables, log)
    case = _read_case(tables, log)
    in_order = sorted(log.faults, key=_table_and_row)
    faults = tuple(fault for fault in in_order if not fault.warning)
    warnings = tuple(fault for fault in in_order if fault.warning)
    unreadable = any(_has_unreadable_cell(row) for rows in tables.values() for row in rows)
    return ValidationResult(None if faults or unreadable else case, faults, warnings)


def _has_unreadable_cell(row: Row) -> bool:
    nested = [value for value in row.values() if isinstance(value, Mapping)]
    return UNREADABLE in row.values() or any(UNREADABLE in inner.values() for inner in nested)


def _check_required_tables(tables: Tables, log: FaultLog) -> None:
    for name in REQUIRED_TABLES:
        if name not in tables:
            log.add_fault(name, "no such table", f"a table {name}", f"Add the table {name}.")
        elif not tables[name]:
            log.add_fault(name, "no rows", "at least one row under the headings", "Fill in the table.")


def _read_case(tables: Tables, log: FaultLog) -> Case:
    def table(name: str) -> TableReader:
        return read_table(tables, name, log)

    context = read_context(tables, log)
    case_options = options(table("options"), table("hubs"), table("joint"), context)
    settings, streams = context.settings, funding_streams(table("funding"), context)
    check_one_spelling((*table("contracts"), *table("offers")), "provider")
    warn_of_one_provider(table("contracts"), table("offers"))
    warn_of_one_name(table("boroughs"), "commissioner", "commissioner", "contracts and payments")
    warn_of_one_name(table("funding"), "owner", "owner", "consents and payments")
    for name, (column, what, depends) in ONE_NAME.items():
        warn_of_one_name(table(name), column, what, depends, typing=name == "funding")
    check_offer_names_are_new(table("contracts"), table("offers"))
    for name, column in GROUPING_COLUMNS.items():
        check_one_spelling(table(name), column)
    for name in ("scenarios", "actions"):
        check_no_repeated_row(table(name))
    return Case(
        title=settings.text("title", "untitled"),
        first_year=context.first_year or 0,
        horizon=context.horizon or 0,
        objective=settings.text("objective", "outcomes"),
        discount_rate=settings.number("discount_rate", Fraction("0.035")),
        contract_management_cost=settings.pence("contract_management_cost"),
        access_gap=settings.optional_number("access_gap"),
        price_base=settings.text("price_base", "not said"),
        band_high=settings.number("band_high", DEFAULT_BAND_HIGH),
        band_medium=settings.number("band_medium", DEFAULT_BAND_MEDIUM),
        tender_months=settings.whole_number("tender_months", 6),
        boroughs=context.boroughs,
        services=tuple(context.services.values()),
        funding=streams,
        demand=demand(table("demand"), context),
        minimums=minimums(table("minimum"), context),
        savings_targets=savings_targets(table("savings"), table("funding"), streams, context),
        contracts=contracts(table("contracts"), context),
        offers=offers(table("offers"), table("prices"), context),
        options=case_options,
        criteria=criteria(table("criteria"), table("judgements"), case_options, context),
        risks=risks(table("risks"), context, case_options),
        scenario_changes=scenario_changes(table("scenarios"), tables, context),
        actions=actions(table("actions")),
        assumptions=assumptions(tables),
        success_factors=success_factors(table("success_factors")),
        optimism_bias=optimism_bias(settings),
        blank_ends=settings.text("blank_ends", BLANK_ENDS_CHOICES[0]),
        materiality=settings.number("materiality", DEFAULT_MATERIALITY),
        most_per_outcome=most_per_outcome(settings),
    )


def _table_and_row(fault: Fault) -> tuple[int, int]:
    """The sort key of a fault: by table, then by row; faults of a whole table come first."""
    position = TABLE_NAMES.index(fault.table) if fault.table in TABLE_NAMES else len(TABLE_NAMES)
    return position, -1 if fault.row is None else fault.row
