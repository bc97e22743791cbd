"""Constraints on existing contracts, and on which contracts joint contracting replaces."""

from __future__ import annotations

from collections.abc import Iterator

from pulp import lpSum

from models.case.types import Contract
from models.mip.variables import Row, Term, Variables


def commitment(variables: Variables) -> Iterator[Row]:
    """A contract runs while it is firm.

    keep[h,y] = 1 for each h and each y up to committed_to[h]. Rows: commitment[h,y].
    """
    for contract in variables.instance.case.contracts:
        for year in variables.instance.case.years:
            if contract.is_committed(year):
                yield (contract.name, year), lpSum([variables.keep[contract.name, year]]) == 1


def contract_end(variables: Variables) -> Iterator[Row]:
    """A contract that has ended does not resume, none runs after its end, and only a running one gives places.

    keep[h,y] ≤ keep[h,y-1] for each h and each y up to ends[h], keep[h,y] ≤ 0 after it. Rows: contract_end[h,y].
    Σ_b w[h,s,b,y] ≤ places[h,s] · keep[h,y] for each h, s, y, in places. Rows: contract_end[h,s,y].
    """
    for contract in variables.instance.case.contracts:
        for year in variables.instance.case.years:
            keep, before = variables.keep[contract.name, year], variables.keep_term(contract.name, year - 1)
            yield (contract.name, year), lpSum([keep]) <= before * contract.can_run(year)
            for line in contract.lines:
                used = lpSum(variables.use.get((contract.name, line.service, b, year), 0) for b in line.boroughs)
                yield (contract.name, line.service, year), used <= line.places * keep


def existing(variables: Variables) -> Iterator[Row]:
    """Under `run`, a contract runs to its end unless an arrangement crosses it; under `stop`, it ends once not firm.

    run: keep[h,y] ≥ 1 − D[h,y] for each h and each y up to ends[h]. stop: keep[h,y] ≤ 0 for each h and each y after
    committed_to[h]. Under `free` there are no rows. Rows: existing[h,y].
    """
    instance = variables.instance
    for contract in instance.case.contracts:
        for year in instance.case.years:
            keep = lpSum([variables.keep[contract.name, year]])
            if instance.option.existing == "run" and contract.can_run(year):
                yield (contract.name, year), keep >= 1 - lpSum(_crossing_terms(variables, contract, year))
            if instance.option.existing == "stop" and not contract.is_committed(year):
                yield (contract.name, year), keep <= 0


def joint_replaces_separate(variables: Variables) -> Iterator[Row]:
    """A joint contract needs its arrangement, under which no borough of the group contracts alone.

    z[d,y] ≤ J[s,g,y] for each award d of a group g, each of its services s and each y.
    z[d,y] + Σ_{g∋b} J[s,g,y] ≤ 1 for each award d of a borough b alone, each of its services s and each y.
    Rows: joint_replaces_separate[d,s,y]. An existing contract that an arrangement crosses ends once it is not firm:
    keep[h,y] + J[s,g,y] ≤ 1 for each h, each term J[s,g,y] of D[h,y] and each y after committed_to[h].
    Rows: joint_replaces_separate[h,term,y].
    """
    yield from _awards_and_arrangements(variables)
    for contract in variables.instance.case.contracts:
        for year in variables.instance.case.years:
            terms = _crossing_terms(variables, contract, year) if not contract.is_committed(year) else []
            for number, arranged in enumerate(terms):
                yield (contract.name, number, year), lpSum([variables.keep[contract.name, year], arranged]) <= 1


def _awards_and_arrangements(variables: Variables) -> Iterator[Row]:
    for award, year, live in variables.live_awards:
        for line in award.offer.lines:
            index = (*award.key, line.service, year)
            if award.joint:
                yield index, live <= variables.arranged_term(line.service, award.group, year)
            else:
                joint = variables.instance.arrangements_with(line.service, award.group[0])
                arranged = lpSum(variables.arranged_term(line.service, a.group, year) for a in joint)
                yield index, live + arranged <= 1


def _crossing_terms(variables: Variables, contract: Contract, year: int) -> list[Term]:
    """The terms of D[h,y]."""
    crossing = variables.instance.crossing_arrangements(contract)
    return [variables.arranged_term(a.service, a.group, year) for a in crossing]
