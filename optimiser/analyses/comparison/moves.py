"""What changed between two plans of one option: contracts that start, continue or end differently, and places.

Years are compared by their labels, so that runs with different first years can be compared: contracts in the years that
both plan, places in all years, as a year that is not planned has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import product

from models.case.types import Case
from models.plan.contract_register import RegisteredContract, contract_register
from optimiser.analyses.comparison.results import ContractMove, Moves, PlaceMove
from optimiser.engine.run import Result, Run

NOT_THERE = "not there"  # neither live nor just ended

Where = tuple[str, str, str, str]  # year, borough, service, provider


def find_moves(old: Run, new: Run) -> tuple[Moves, ...]:
    """The moves of every option with a plan in both runs: the new run's preferred option first, then in its order."""
    names = [name for name, result in new.results.items() if result.answer.plan is not None]
    both = [name for name in names if name in old.results and old.results[name].answer.plan is not None]
    first = sorted(both, key=lambda name: name != new.appraisal.preferred)
    return tuple(option_moves((old.case, old.results[name]), (new.case, new.results[name])) for name in first)


def option_moves(old: tuple[Case, Result], new: tuple[Case, Result]) -> Moves:
    """The moves between two plans of one option, each with its case."""
    name = new[1].option.name
    ranks = _borough_ranks(old[0], new[0])
    states = _states(*old, ranks), _states(*new, ranks)
    contracts = tuple(_contract_moves(name, *states, (_years(old[0]), _years(new[0]))))
    return Moves(name, _total(old[1]), _total(new[1]), contracts, tuple(_place_moves(name, old, new)))


def _years(case: Case) -> list[str]:
    return [case.year_label(year) for year in case.years]


def _total(result: Result) -> int:
    return int((result.measures or {}).get("places") or 0)


def _states(case: Case, result: Result, ranks: Mapping[str, int]) -> dict[tuple[str, str, str], dict[str, str]]:
    """Each contract by its name, boroughs and provider, with its state in each year in which it has one.

    `ranks`: the positions by which the boroughs of a contract are put in order, the same for both runs.
    """
    states: dict[tuple[str, str, str], dict[str, str]] = {}
    for contract in _contracts(case, result):
        by_year = {case.year_label(year): state for year in case.years if (state := contract.state(year)) is not None}
        boroughs = ", ".join(sorted(contract.boroughs, key=ranks.__getitem__))
        states[contract.name, boroughs, contract.provider] = by_year
    return states


def _contract_moves(
    option: str,
    old: dict[tuple[str, str, str], dict[str, str]],
    new: dict[tuple[str, str, str], dict[str, str]],
    years: tuple[list[str], list[str]],
) -> Iterator[ContractMove]:
    """The contracts whose state differs, in the years that both runs plan."""
    for which in dict.fromkeys([*old, *new]):
        for year in (year for year in years[1] if year in years[0]):
            before, after = (states.get(which, {}).get(year, NOT_THERE) for states in (old, new))
            if before != after:
                yield ContractMove(option, *which, year, before, after)


def _place_moves(option: str, old: tuple[Case, Result], new: tuple[Case, Result]) -> Iterator[PlaceMove]:
    before, after = _places(*old), _places(*new)
    uncounted = {service.name for service in (*old[0].services, *new[0].services) if service.is_infrastructure}
    for where in sorted({*before, *after}, key=_order(old[0], new[0])):
        if before.get(where, 0) != after.get(where, 0):
            counted = where[2] not in uncounted
            yield PlaceMove(option, *where, before.get(where, 0), after.get(where, 0), counted)


def _order(old: Case, new: Case) -> Callable[[Where], tuple[int, int, str, str]]:
    """By borough and service in the tables' order, then by year and provider."""
    boroughs = _borough_ranks(old, new)
    services = {name: n for n, name in enumerate(dict.fromkeys(s.name for s in (*new.services, *old.services)))}
    return lambda where: (boroughs[where[1]], services[where[2]], where[0], where[3])


def _borough_ranks(old: Case, new: Case) -> dict[str, int]:
    """The boroughs of both cases by position: those of the new case first."""
    return {name: n for n, name in enumerate(dict.fromkeys(b.name for b in (*new.boroughs, *old.boroughs)))}


def _places(case: Case, result: Result) -> dict[Where, int]:
    places_by: dict[Where, int] = defaultdict(int)
    for contract in _contracts(case, result):
        for line, year in product(contract.lines, case.years):
            for borough in line.boroughs:
                places = contract.places(line.service, borough, year)
                places_by[case.year_label(year), borough, line.service, contract.provider] += places
    return places_by


def _contracts(case: Case, result: Result) -> tuple[RegisteredContract, ...]:
    plan = result.answer.plan
    return () if plan is None else contract_register(case, result.option, plan)
