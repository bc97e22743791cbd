"""Checks of existing contracts: commitments, ends, and what joint contracting replaces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from models.audit.audited_plan import AuditedPlan, Award, Finding
from models.case.text import exact_number, group_label, index_label, plural
from models.case.types import Contract
from models.plan.ledger import Charge


def commitment(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """A contract runs up to its last firm year."""
    for contract, year in _contract_years(audited):
        if contract.is_committed(year) and not audited.runs(contract, year):
            yield _index(audited, contract, year), "ended", "running, because it is firm in this year"


def contract_end(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """A contract that has ended does not resume, none runs after its end, and only a running one gives places."""
    for contract, year in _contract_years(audited):
        if audited.runs(contract, year) and not audited.runs(contract, year - 1):
            yield _index(audited, contract, year), "running again", "ended, as it was the year before"
        if audited.runs(contract, year) and not contract.can_run(year):
            yield _index(audited, contract, year), "running", "ended, because its last year is past"
    yield from _places_used(audited)


def existing(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """Under `run`, only an arrangement that crosses a contract ends it early; under `stop`, it runs only while firm."""
    for contract, year in _contract_years(audited):
        runs = audited.runs(contract, year)
        must_run = audited.option.existing == "run" and contract.can_run(year)
        if must_run and not runs and not audited.crossing(contract, year):
            yield (
                _index(audited, contract, year),
                "ended",
                "running, because the option runs existing contracts to their end",
            )
        if audited.option.existing == "stop" and runs and not contract.is_committed(year):
            yield (
                _index(audited, contract, year),
                "running",
                "ended, because the option stops existing contracts that are not firm",
            )


def joint_replaces_separate(audited: AuditedPlan, _: Iterable[Charge]) -> Iterator[Finding]:
    """A joint contract needs its arrangement, under which no borough of the group contracts alone.

    An existing contract that an arrangement crosses runs only while it is firm.
    """
    for year, awards in audited.awards.items():
        for award in awards:
            yield from _wrong_kind(audited, award, year)
    for contract, year in _contract_years(audited):
        if audited.runs(contract, year) and not contract.is_committed(year):
            for service, group in audited.crossing(contract, year):
                index = index_label(contract.name, service, audited.case.year_label(year))
                yield index, "running", f"ended, because {group_label(group)} contract this service jointly"


def _wrong_kind(audited: AuditedPlan, award: Award, year: int) -> Iterator[Finding]:
    name, group = award
    for line in audited.offer(award).lines:
        index = index_label(name, group_label(group), line.service, audited.case.year_label(year))
        if len(group) > 1 and not audited.is_in_force(line.service, group, year):
            yield index, "a joint contract", "an arrangement in force that lets the group contract this service jointly"
        if len(group) == 1 and (line.service, group[0], year) in audited.joint_at:
            yield index, "a separate contract", "none, because the borough contracts this service jointly"


def _places_used(audited: AuditedPlan) -> Iterator[Finding]:
    used: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for (name, service, _, year), places in audited.plan.used.items():
        used[name, service, year] += places
    for contract, year in _contract_years(audited):
        for line in contract.lines:
            places = used[contract.name, line.service, year]
            most = line.places if audited.runs(contract, year) else 0
            if places > most:
                index = index_label(contract.name, line.service, audited.case.year_label(year))
                yield index, f"{plural(places, 'place')} used", f"at most {exact_number(most)}"


def _contract_years(audited: AuditedPlan) -> Iterator[tuple[Contract, int]]:
    return ((contract, year) for contract in audited.case.contracts for year in audited.case.years)


def _index(audited: AuditedPlan, contract: Contract, year: int) -> str:
    return index_label(contract.name, audited.case.year_label(year))
