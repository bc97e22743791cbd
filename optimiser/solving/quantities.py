"""Quantities of a plan as terms of the integer programme, from which the ranges of measures are worked out.

Money is in pence. The words are those of `models.appraisal.measures`, of whose figures these are the linear parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pulp import lpSum

from models.accounts.baseline import cost_by_service_today, places_by_service_today
from models.case.types import COMMISSIONING
from models.mip.build import MipModel
from models.mip.funding_pools import THOUSAND_POUNDS
from models.mip.variables import Variables

Quantity = str | tuple[str, str]  # its name, with the borough if it is of one borough


def quantities(model: MipModel) -> Mapping[Quantity, Any]:
    """Each quantity of an option as a term of its programme.

    "cost", "recurrent_cost", "present_cost", "value", "cost_last_year", "transition_cost", "overhead" and
    "service_change" are pence; "outcomes", "weighted_outcomes", "places", "people" and "contracts" are numbers.
    ("places_last_year", borough) is a borough's places in the last year.
    """
    variables, case = model.variables, model.variables.instance.case
    last = case.horizon - 1
    overhead = {service.name for service in case.services if service.is_infrastructure} | {COMMISSIONING}
    people = {service.name: float(service.people_per_place) for service in case.services}
    weight = {service.name: float(service.outcome_weight) for service in case.services}
    today, cost_today = places_by_service_today(case), cost_by_service_today(case)
    price = {service: cost_today[service] / places for service, places in today.items() if service not in overhead}
    provided = [
        (borough, service, year, source)
        for (borough, service, year), sources in variables.sources.items()
        if service not in overhead
        for source in sources
    ]
    charges = variables.charges
    return {
        "cost": lpSum(charge.pence * charge.times for charge in charges),
        "recurrent_cost": lpSum(charge.pence * charge.times for charge in charges if not charge.one_off),
        "present_cost": model.objectives["cost"] * THOUSAND_POUNDS,
        "value": model.objectives["value"] * -THOUSAND_POUNDS,
        "cost_last_year": lpSum(charge.pence * charge.times for charge in charges if charge.cell[2] == last),
        "transition_cost": lpSum(charge.pence * charge.times for charge in charges if charge.one_off),
        "overhead": lpSum(charge.pence * charge.times for charge in charges if charge.cell[1] in overhead),
        "service_change": lpSum(price.get(service, 0.0) * source.places for _, service, _, source in provided)
        - case.horizon * sum(price[service] * today[service] for service in price),
        "outcomes": lpSum(source.success_rate * source.places for *_, source in provided),
        "weighted_outcomes": lpSum(weight[s] * source.success_rate * source.places for _, s, _, source in provided),
        "places": lpSum(source.places for *_, source in provided),
        "people": lpSum(people[service] * source.places for _, service, _, source in provided),
        "contracts": _contracts(variables, last),
        **{
            ("places_last_year", borough.name): lpSum(
                source.places for name, _, year, source in provided if name == borough.name and year == last
            )
            for borough in case.boroughs
        },
    }


def _contracts(variables: Variables, last: int) -> Any:
    """Contracts and awards that are live in the last year, without in-house provision."""
    case = variables.instance.case
    in_house = {contract.name for contract in case.contracts if contract.in_house}
    in_house |= {offer.name for offer in case.offers if offer.in_house}
    kept = [term for (name, year), term in variables.keep.items() if year == last and name not in in_house]
    live = [term for (name, _, year), term in variables.live.items() if year == last and name not in in_house]
    return lpSum([*kept, *live])
