"""From typed rows to a case: every default applied, and every fault between tables found at once.

`rows` says what a typed row is. The kind and range of a single cell are the reader's to check; what the cells mean
together is checked here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.case.faults import CaseFaults, Fault
from models.case.types import Case
from models.case.validation.context import optimism_bias, read_context
from models.case.validation.criteria import criteria, risks, success_factors
from models.case.validation.extras import actions, assumptions
from models.case.validation.names import check_no_repeated_row, check_one_spelling
from models.case.validation.options import options
from models.case.validation.requirements import demand, funding_streams, minimums, savings_targets
from models.case.validation.rows import UNREADABLE, FaultLog, Row, TableReader, Tables, read_table
from models.case.validation.scenarios import scenario_changes
from models.case.validation.supply import check_offer_names_are_new, contracts, offers
from models.case.vocabulary import REQUIRED_TABLES, TABLE_NAMES

UNDECLARED_NAMES = {
    "funding": "stream",
    "hubs": "hub",
    "scenarios": "scenario",
}  # whose rows of one name belong together

__all__ = ["UNREADABLE", "Row", "Tables", "ValidationResult", "build_case", "validate"]


@dataclass(frozen=True)
class ValidationResult:
    """A case, None where there are faults; the faults and the warnings, each in the order of the tables."""

    case: Case | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def build_case(tables: Tables) -> Case:
    """The case that the tables say. Raises CaseFaults with every fault."""
    verdict = validate(tables)
    if verdict.case is None:
        raise CaseFaults(verdict.faults)
    return verdict.case


def validate(tables: Tables) -> ValidationResult:
    """The case with its warnings, or every fault at once."""
    findings = FaultLog()
    _check_required_tables(tables, findings)
    case = _read_case(tables, findings)
    found = sorted(findings.faults, key=_table_and_row)
    faults = tuple(fault for fault in found if not fault.warning)
    broken = any(_has_unreadable_cell(row) for rows in tables.values() for row in rows)
    return ValidationResult(
        None if faults or broken else case, faults, tuple(fault for fault in found if fault.warning)
    )


def _has_unreadable_cell(row: Row) -> bool:
    nested = [value for value in row.values() if isinstance(value, Mapping)]
    return UNREADABLE in row.values() or any(UNREADABLE in inner.values() for inner in nested)


def _check_required_tables(tables: Tables, findings: FaultLog) -> None:
    for name in REQUIRED_TABLES:
        if name not in tables:
            findings.add_fault(name, "no such table", f"a table {name}", "Add it.")
        elif not tables[name]:
            findings.add_fault(name, "no rows", "at least one row under the headings", "Fill the table in.")


def _read_case(tables: Tables, findings: FaultLog) -> Case:
    def table(name: str) -> TableReader:
        return read_table(tables, name, findings)

    base = read_context(tables, findings)
    choices = options(table("options"), table("hubs"), table("joint"), base)
    said = base.settings
    check_one_spelling((*table("contracts"), *table("offers")), "provider")
    check_offer_names_are_new(table("contracts"), table("offers"))
    for name, column in UNDECLARED_NAMES.items():
        check_one_spelling(table(name), column)
    for name in ("scenarios", "actions"):
        check_no_repeated_row(table(name))
    return Case(
        title=said.text("title", "untitled"),
        first_year=base.first_year or 0,
        horizon=base.horizon or 0,
        objective=said.text("objective", "outcomes"),
        discount_rate=said.number("discount_rate", Fraction("0.035")),
        contract_management_cost=said.pence("contract_management_cost"),
        access_gap=said.optional_number("access_gap"),
        price_base=said.text("price_base", "not said"),
        band_high=said.number("band_high", Fraction("66.67")),
        band_medium=said.number("band_medium", Fraction("33.33")),
        tender_months=said.whole_number("tender_months", 6),
        boroughs=base.boroughs,
        services=tuple(base.services.values()),
        funding=funding_streams(table("funding"), base),
        demand=demand(table("demand"), base),
        minimums=minimums(table("minimum"), base),
        savings_targets=savings_targets(table("savings"), base),
        contracts=contracts(table("contracts"), base),
        offers=offers(table("offers"), table("prices"), base),
        options=choices,
        criteria=criteria(table("criteria"), table("judgements"), choices, base.option_names),
        risks=risks(table("risks"), base, choices),
        scenario_changes=scenario_changes(table("scenarios"), tables, base),
        actions=actions(table("actions")),
        assumptions=assumptions(tables),
        success_factors=success_factors(table("success_factors")),
        optimism_bias=optimism_bias(said),
    )


def _table_and_row(fault: Fault) -> tuple[int, int]:
    order = TABLE_NAMES.index(fault.table) if fault.table in TABLE_NAMES else len(TABLE_NAMES)
    return order, -1 if fault.row is None else fault.row
