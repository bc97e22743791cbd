"""Rules of today's contracts, and of what replaces what: commitments, ends, and joint in place of separate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from models.audit.facts import Award, Facts, Finding
from models.case.text import exact_number, group_label, index_label
from models.case.types import Contract
from models.plan.ledger import Charge


def commitment(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """A contract runs up to its last firm year."""
    for contract, year in _each(facts):
        if contract.is_committed(year) and not facts.runs(contract, year):
            yield _index(facts, contract, year), "ended", "kept up to its last firm year"


def contract_end(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """A contract once ended stays ended, none runs after its end, and its places are used only while it runs."""
    for contract, year in _each(facts):
        if facts.runs(contract, year) and not facts.runs(contract, year - 1):
            yield _index(facts, contract, year), "taken up again", "ended, as the year before"
        if facts.runs(contract, year) and not contract.can_run(year):
            yield _index(facts, contract, year), "running", "ended, as its last year is over"
    yield from _places(facts)


def existing(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """Where the option runs today's contracts, only a joint arrangement ends one; where it stops them, none runs on."""
    for contract, year in _each(facts):
        runs = facts.runs(contract, year)
        must_run = facts.option.existing == "run" and contract.can_run(year)
        if must_run and not runs and not facts.displacing(contract, year):
            yield _index(facts, contract, year), "ended", "kept: the option runs today's contracts"
        if facts.option.existing == "stop" and runs and not contract.is_committed(year):
            yield _index(facts, contract, year), "running", "ended: the option stops today's contracts"


def joint_replaces_separate(facts: Facts, _: Iterable[Charge]) -> Iterator[Finding]:
    """Joint contracts stand only under an arrangement, and separate ones only where none is in force."""
    for year, awards in facts.awards.items():
        for award in awards:
            yield from _out_of_place(facts, award, year)
    for contract, year in _each(facts):
        if facts.runs(contract, year) and not contract.is_committed(year):
            for service, group in facts.displacing(contract, year):
                index = index_label(contract.name, service, facts.case.year_label(year))
                yield index, "running", f"ended, as {group_label(group)} contract jointly"


def _out_of_place(facts: Facts, award: Award, year: int) -> Iterator[Finding]:
    name, group = award
    for line in facts.offer(award).lines:
        index = index_label(name, group_label(group), line.service, facts.case.year_label(year))
        if len(group) > 1 and not facts.in_force(line.service, group, year):
            yield index, "a joint contract", "an arrangement of the group in force for the service"
        if len(group) == 1 and (line.service, group[0], year) in facts.joint_at:
            yield index, "a separate contract", "none, as the service is contracted jointly"


def _places(facts: Facts) -> Iterator[Finding]:
    used: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for (name, service, _, year), places in facts.plan.used.items():
        used[name, service, year] += places
    for contract, year in _each(facts):
        for line in contract.lines:
            places = used[contract.name, line.service, year]
            most = line.places if facts.runs(contract, year) else 0
            if places > most:
                index = index_label(contract.name, line.service, facts.case.year_label(year))
                yield index, f"{exact_number(places)} places used", f"at most {exact_number(most)}"


def _each(facts: Facts) -> Iterator[tuple[Contract, int]]:
    return ((contract, year) for contract in facts.case.contracts for year in facts.case.years)


def _index(facts: Facts, contract: Contract, year: int) -> str:
    return index_label(contract.name, facts.case.year_label(year))
