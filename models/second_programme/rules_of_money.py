"""The rules on places and on money, and what is optimised: docs/model.md, sections 3 and 5."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from models.case.types import Contract, FundingStream, MinimumProvision, SavingsTarget, Service
from models.second_programme.costs import Costs
from models.second_programme.decisions import Award, Decisions
from models.second_programme.linear import Programme, Sum, total


def provision(made: Decisions, programme: Programme) -> None:
    """`demand`, `minimum_provision` and `equal_access`."""
    case = made.case
    for year in case.years:
        for service in case.services:
            for borough in case.boroughs:
                wanted = case.places_demanded(borough.name, service.name, year)
                programme.at_most("demand", made.places(borough.name, service.name, year), wanted)
            if case.access_gap is not None and not service.is_infrastructure:
                _equal_access(made, programme, service, year, case.access_gap)
        for minimum in case.minimums:
            figure = minimum.figures[year]
            if figure is not None:
                programme.at_least("minimum_provision", _provided(made, minimum, year), figure)


def _provided(made: Decisions, minimum: MinimumProvision, year: int) -> Sum:
    provided = Sum()
    for name in minimum.services:
        counted = made.case.service(name).people_per_place if minimum.counts_people else 1
        for borough in minimum.boroughs:
            provided.add(made.places(borough, name, year), counted)
    return provided


def _equal_access(made: Decisions, programme: Programme, service: Service, year: int, gap: Fraction) -> None:
    case = made.case
    wanted = {each.name: case.places_demanded(each.name, service.name, year) for each in case.boroughs}
    everyone = sum(wanted.values())
    if not everyone:
        return
    met = Sum().add(total(made.places(name, service.name, year) for name in wanted), Fraction(1, everyone))
    for name, most in wanted.items():
        if most:
            own = Sum().add(made.places(name, service.name, year), Fraction(1, most))
            programme.at_least("equal_access", own, Sum().add(met).add(-gap))


def money(made: Decisions, programme: Programme, costs: Costs) -> None:
    """`paid_in_full`, `funding`, `eligible`, `transfer_limit` and `savings`."""
    for (borough, service, year), cost in costs.cost.items():
        payers = [
            made.paid(number, borough, service, year)
            for number, stream in enumerate(made.case.funding)
            if _may_pay(made, stream, borough, service, year)
        ]
        programme.equal("paid_in_full", total(payers), cost)
    for number, stream in enumerate(made.case.funding):
        for year in made.case.years:
            _funding(made, programme, costs, number, stream, year)
    _savings(made, programme, costs)


def _may_pay(made: Decisions, stream: FundingStream, borough: str, service: str, year: int) -> bool:
    if service not in stream.ring_fence:
        return False
    purposes = stream.purpose if made.option.level == 1 else stream.aligned
    if borough in stream.homes and service in purposes:
        return True
    if made.option.level != 3 or not stream.poolable:
        return False
    hub_of = {name: each.hub for each in made.option.hub_phases if each.from_year <= year for name in each.boroughs}
    return borough in hub_of and any(hub_of.get(home) == hub_of[borough] for home in stream.homes)


def _spent(made: Decisions, number: int, year: int, costs: Costs, away: bool = False) -> Sum:
    """What a stream spends in a year; `away`: only outside its homes."""
    stream = made.case.funding[number]
    return total(
        made.paid(number, borough, service, year)
        for borough, service, when in costs.cost
        if when == year and _may_pay(made, stream, borough, service, year)
        if not (away and borough in stream.homes)
    )


def _funding(
    made: Decisions, programme: Programme, costs: Costs, number: int, stream: FundingStream, year: int
) -> None:
    most = [floor(stream.carry_forward * amount) for amount in stream.amounts]
    uses = total([_spent(made, number, year, costs), made.carried(number, year, most[year])])
    brought = made.carried(number, year - 1, most[year - 1])
    programme.at_most("funding", uses, Sum(constant=stream.amounts[year]).add(brought))
    if made.option.transfer_limit is not None:
        limit = floor(made.option.transfer_limit * stream.amounts[year])
        programme.at_most("transfer_limit", _spent(made, number, year, costs, away=True), limit)


def _savings(made: Decisions, programme: Programme, costs: Costs) -> None:
    for target in made.case.savings_targets:
        base = costs.baseline(target.boroughs)
        for year, figure in enumerate(target.figures):
            if figure is not None:
                saving = floor(figure * base) if target.is_share else figure
                programme.at_most("savings", _counted(made, costs, target, year), base - saving)


def _counted(made: Decisions, costs: Costs, target: SavingsTarget, year: int) -> Sum:
    """The cost that a target limits, and the money that is not spent of streams that it leaves out."""
    counted = Sum()
    for (borough, service, when), cost in costs.cost.items():
        if when == year and borough in target.boroughs:
            counted.add(cost)
            if not target.includes_one_off:
                counted.add(costs.one_off[borough, service, year], -1)
    for number, stream in enumerate(made.case.funding):
        if target.leaves_out(stream):
            counted.add(stream.amounts[year]).add(_spent(made, number, year, costs), -1)
    return counted


def aim(made: Decisions, costs: Costs, objective: str) -> Sum:
    """The objective, in weighted outcomes or pence: to be maximised, or under `cost` minimised."""
    case = made.case
    cost, outcomes, worth = Sum(), Sum(), Sum()
    for (_, _, year), pence in costs.cost.items():
        cost.add(pence, _discounted(case.discount_rate, year))
    for year in case.years:
        for service in case.services:
            for borough in case.boroughs:
                for places, source, _ in made.supplies(borough.name, service.name, year):
                    rate = _success_rate(source, service.name)
                    outcomes.add(places, service.outcome_weight * rate)
                    worth.add(places, service.value_per_outcome * rate * _discounted(case.discount_rate, year))
    if objective == "cost":
        return cost
    if objective == "value":
        return worth.add(cost, -1)
    return outcomes if case.most_per_outcome is None else outcomes.add(cost, Fraction(-1, case.most_per_outcome))


def _success_rate(source: Contract | Award, service: str) -> Fraction:
    lines = source.offer.lines if isinstance(source, Award) else source.lines
    return next(line.success_rate for line in lines if line.service == service)


def _discounted(rate: Fraction, year: int) -> Fraction:
    """What a pound of a year is worth in the first year."""
    return Fraction(1) / (1 + rate) ** year
