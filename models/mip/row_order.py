"""A case with its rows in an order of our own, so that no plan depends on the order in which a user typed them.

A solver that is given the same programme with its columns in another order may find another plan that is as good. The
programme is therefore built from this case. Two orders have a meaning in docs/model.md and are kept: the pennies of a
shared amount (`OptionInstance.penny_order`), and which stream pays first (`funding_flow`, which uses the user's case).
"""

from __future__ import annotations

from dataclasses import replace

from models.case.types import Case, Contract, Group, Offer, Option
from models.mip.instance import OptionInstance
from models.plan.plan import Plan


def ordered_instance(case: Case, option: Option) -> OptionInstance:
    """One option of the case with every table in the order of its names."""
    ordered = replace(
        case,
        boroughs=tuple(sorted(case.boroughs, key=lambda borough: borough.name)),
        services=tuple(sorted(case.services, key=lambda service: service.name)),
        funding=tuple(
            sorted(
                (replace(stream, homes=_group(stream.homes)) for stream in case.funding),
                key=lambda stream: (stream.name, stream.homes),
            )
        ),
        demand=dict(sorted(case.demand.items())),
        minimums=tuple(
            sorted(
                (
                    replace(row, boroughs=_group(row.boroughs), services=tuple(sorted(row.services)))
                    for row in case.minimums
                ),
                key=repr,
            )
        ),
        savings_targets=tuple(
            sorted((replace(row, boroughs=_group(row.boroughs)) for row in case.savings_targets), key=repr)
        ),
        contracts=tuple(sorted(map(_contract, case.contracts), key=lambda contract: contract.name)),
        offers=tuple(sorted(map(_offer, case.offers), key=lambda offer: offer.name)),
        options=tuple(map(_option, case.options)),
    )
    return OptionInstance(ordered, ordered.option(option.name), tuple(borough.name for borough in case.boroughs))


def in_name_order(plan: Plan) -> Plan:
    """A plan of the user's case, its groups of boroughs in the order of their names."""
    return _with_groups(plan, {})


def in_table_order(plan: Plan, case: Case) -> Plan:
    """A plan with its groups of boroughs in the order of the case's table."""
    return _with_groups(plan, {borough.name: number for number, borough in enumerate(case.boroughs)})


def _with_groups(plan: Plan, positions: dict[str, int]) -> Plan:
    def group(boroughs: Group) -> Group:
        return tuple(sorted(boroughs, key=lambda name: (positions.get(name, len(positions)), name)))

    return replace(
        plan,
        arrangements=frozenset((service, group(of), year) for service, of, year in plan.arrangements),
        live=frozenset((offer, group(of), year) for offer, of, year in plan.live),
        bands={(offer, group(of), service, year): band for (offer, of, service, year), band in plan.bands.items()},
        bought={
            (offer, group(of), service, borough, year): places
            for (offer, of, service, borough, year), places in plan.bought.items()
        },
    )


def _group(boroughs: Group) -> Group:
    return tuple(sorted(boroughs))


def _contract(contract: Contract) -> Contract:
    lines = (replace(line, boroughs=_group(line.boroughs)) for line in contract.lines)
    return replace(contract, lines=tuple(sorted(lines, key=lambda line: line.service)))


def _offer(offer: Offer) -> Offer:
    lines = tuple(sorted(offer.lines, key=lambda line: line.service))
    return replace(offer, lines=lines, boroughs=_group(offer.boroughs))


def _option(option: Option) -> Option:
    phases = (replace(phase, boroughs=_group(phase.boroughs)) for phase in option.hub_phases)
    arrangements = (replace(each, group=_group(each.group)) for each in option.arrangements)
    return replace(
        option, hub_phases=tuple(sorted(phases, key=repr)), arrangements=tuple(sorted(arrangements, key=repr))
    )
