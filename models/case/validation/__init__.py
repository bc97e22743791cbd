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
from models.case.validation.context import ground, optimism_bias
from models.case.validation.criteria import criteria, risks, success_factors
from models.case.validation.extras import actions, assumptions
from models.case.validation.names import each_row_once, one_spelling
from models.case.validation.options import options
from models.case.validation.requirements import demand, floors, funding, savings
from models.case.validation.rows import UNREADABLE, Findings, Row, Sheet, Tables, sheet
from models.case.validation.scenarios import scenarios
from models.case.validation.supply import contracts, offers, told_apart
from models.case.vocabulary import REQUIRED_TABLES, TABLE_NAMES

FREE_NAMES = {"funding": "stream", "hubs": "hub", "scenarios": "scenario"}  # whose rows of one name belong together

__all__ = ["UNREADABLE", "Row", "Tables", "Verdict", "assemble", "examine"]


@dataclass(frozen=True)
class Verdict:
    """A case, None where there are faults; the faults and the warnings, each in the order of the tables."""

    case: Case | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def assemble(tables: Tables) -> Case:
    """The case that the tables say. Raises CaseFaults with every fault."""
    verdict = examine(tables)
    if verdict.case is None:
        raise CaseFaults(verdict.faults)
    return verdict.case


def examine(tables: Tables) -> Verdict:
    """The case with its warnings, or every fault at once."""
    findings = Findings()
    _missing(tables, findings)
    case = _case(tables, findings)
    found = sorted(findings.faults, key=_place)
    faults = tuple(fault for fault in found if not fault.warning)
    broken = any(_broken(row) for rows in tables.values() for row in rows)
    return Verdict(None if faults or broken else case, faults, tuple(fault for fault in found if fault.warning))


def _broken(row: Row) -> bool:
    nested = [value for value in row.values() if isinstance(value, Mapping)]
    return UNREADABLE in row.values() or any(UNREADABLE in inner.values() for inner in nested)


def _missing(tables: Tables, findings: Findings) -> None:
    for name in REQUIRED_TABLES:
        if name not in tables:
            findings.fault(name, "no such table", f"a table {name}", "Add it.")
        elif not tables[name]:
            findings.fault(name, "no rows", "at least one row under the headings", "Fill the table in.")


def _case(tables: Tables, findings: Findings) -> Case:
    def table(name: str) -> Sheet:
        return sheet(tables, name, findings)

    base = ground(tables, findings)
    choices = options(table("options"), table("hubs"), table("joint"), base)
    said = base.settings
    one_spelling((*table("contracts"), *table("offers")), "provider")
    told_apart(table("contracts"), table("offers"))
    for name, column in FREE_NAMES.items():
        one_spelling(table(name), column)
    for name in ("scenarios", "actions"):
        each_row_once(table(name))
    return Case(
        title=said.text("title", "untitled"),
        first_year=base.first_year or 0,
        horizon=base.horizon or 0,
        objective=said.text("objective", "outcomes"),
        discount_rate=said.exact("discount_rate", Fraction("0.035")),
        contract_management_cost=said.pence("contract_management_cost"),
        access_gap=said.bound("access_gap"),
        price_base=said.text("price_base", "not said"),
        band_high=said.exact("band_high", Fraction("66.67")),
        band_medium=said.exact("band_medium", Fraction("33.33")),
        tender_months=said.whole("tender_months", 6),
        boroughs=base.boroughs,
        services=tuple(base.services.values()),
        funding=funding(table("funding"), base),
        demand=demand(table("demand"), base),
        minimums=floors(table("minimum"), base),
        savings_targets=savings(table("savings"), base),
        contracts=contracts(table("contracts"), base),
        offers=offers(table("offers"), table("prices"), base),
        options=choices,
        criteria=criteria(table("criteria"), table("judgements"), choices, base.option),
        risks=risks(table("risks"), base, choices),
        scenario_changes=scenarios(table("scenarios"), tables, base),
        actions=actions(table("actions")),
        assumptions=assumptions(tables),
        success_factors=success_factors(table("success_factors")),
        optimism_bias=optimism_bias(said),
    )


def _place(fault: Fault) -> tuple[int, int]:
    order = TABLE_NAMES.index(fault.table) if fault.table in TABLE_NAMES else len(TABLE_NAMES)
    return order, -1 if fault.row is None else fault.row
