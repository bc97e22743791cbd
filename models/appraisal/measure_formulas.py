"""The formula of every measure: one short function each, which takes an option's accounts.

All figures are exact: money is in pence, and a figure is None if its divisor is 0. The name of each measure and the
sentence that explains it are in `measures`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from models.accounts.baseline import baseline, cost_by_service_today, places_by_service_today
from models.accounts.option_accounts import OptionAccounts
from models.case.money import discount_factor
from models.case.types import COMMISSIONING
from models.plan.ledger import ONE_OFF_KINDS, Charge


def cost(accounts: OptionAccounts) -> Fraction:
    """The sum of all charges."""
    return _total(accounts.ledger.charges)


def present_cost(accounts: OptionAccounts) -> Fraction:
    """The sum of all charges, each times the discount factor of its year."""
    rate = accounts.case.discount_rate
    return sum((charge.amount * discount_factor(rate, charge.year) for charge in accounts.ledger.charges), Fraction(0))


def saving(accounts: OptionAccounts) -> Fraction:
    """Years x baseline - cost."""
    return accounts.case.horizon * baseline(accounts.case) - cost(accounts)


def saving_kept(accounts: OptionAccounts) -> Fraction:
    """Saving - lapsed."""
    return saving(accounts) - lapsed(accounts)


def saving_final_year(accounts: OptionAccounts) -> Fraction:
    """Baseline - charges of the last year."""
    charges = (charge for charge in accounts.ledger.charges if charge.year == accounts.last_year)
    return baseline(accounts.case) - _total(charges)


def saving_recurrent(accounts: OptionAccounts) -> Fraction:
    """Years x baseline - (cost - transition cost)."""
    return accounts.case.horizon * baseline(accounts.case) - (cost(accounts) - transition_cost(accounts))


def service_change(accounts: OptionAccounts) -> Fraction:
    """The service change of all years of the horizon."""
    return service_change_in(accounts, accounts.case.years)


def service_change_in(accounts: OptionAccounts, years: Sequence[int]) -> Fraction:
    """The sum over services and these years of (places - today's places) x today's cost of a place of the service."""
    counted = accounts.counted_services
    today = {s: places for s, places in places_by_service_today(accounts.case).items() if s in counted}
    cost_today = cost_by_service_today(accounts.case)
    change = {s: -len(years) * places for s, places in today.items()}
    for each in accounts.places_provided:
        if each.service in change and each.year in years:
            change[each.service] += each.places
    return sum((Fraction(change[s] * cost_today[s], today[s]) for s in today), Fraction(0))


def efficiency(accounts: OptionAccounts) -> Fraction:
    """Recurrent saving + service change."""
    return saving_recurrent(accounts) + service_change(accounts)


def places(accounts: OptionAccounts) -> Fraction:
    """The sum of places bought and places used under existing contracts."""
    return Fraction(sum(each.places for each in accounts.places_provided))


def people(accounts: OptionAccounts) -> Fraction:
    """The sum of places x people per place."""
    people_per_place = {service.name: service.people_per_place for service in accounts.case.services}
    return sum((people_per_place[each.service] * each.places for each in accounts.places_provided), Fraction(0))


def outcomes(accounts: OptionAccounts) -> Fraction:
    """The sum of places x success rate."""
    return sum((each.success_rate * each.places for each in accounts.places_provided), Fraction(0))


def weighted_outcomes(accounts: OptionAccounts) -> Fraction:
    """The sum of places x success rate x outcome weight."""
    weight = {service.name: service.outcome_weight for service in accounts.case.services}
    return sum(
        (weight[each.service] * each.success_rate * each.places for each in accounts.places_provided), Fraction(0)
    )


def unit_cost(accounts: OptionAccounts) -> Fraction | None:
    """Cost / places."""
    return _ratio(cost(accounts), places(accounts))


def cost_per_person(accounts: OptionAccounts) -> Fraction | None:
    """Cost / people."""
    return _ratio(cost(accounts), people(accounts))


def cost_per_outcome(accounts: OptionAccounts) -> Fraction | None:
    """Cost / outcomes."""
    return _ratio(cost(accounts), outcomes(accounts))


def net_present_value(accounts: OptionAccounts) -> Fraction | None:
    """The value objective - the reference option's; None if the reference has no figures."""
    if accounts.reference is None:
        return None
    return accounts.ledger.objectives.value - accounts.reference.objectives.value


def contracts(accounts: OptionAccounts) -> Fraction:
    """Contracts and awards that are live in the last year, without in-house provision."""
    return Fraction(sum(not contract.in_house for contract in accounts.last_year_contracts))


def providers(accounts: OptionAccounts) -> Fraction:
    """The number of providers of those contracts and awards."""
    return Fraction(len({contract.provider for contract in accounts.last_year_contracts if not contract.in_house}))


def largest_provider_share(accounts: OptionAccounts) -> Fraction | None:
    """The largest provider's share of the last year's provision spend; in-house spend is left out of both."""
    spend: dict[str, int] = defaultdict(int)
    for contract, amount in accounts.last_year_spend:
        if not contract.in_house:
            spend[contract.provider] += amount
    return _ratio(Fraction(max(spend.values(), default=0)), Fraction(sum(spend.values())))


def joint_share(accounts: OptionAccounts) -> Fraction | None:
    """The share of the last year's provision spend that is under contracts and awards of several boroughs."""
    joint = sum(amount for contract, amount in accounts.last_year_spend if contract.joint)
    return _ratio(Fraction(joint), Fraction(sum(amount for _, amount in accounts.last_year_spend)))


def overhead_share(accounts: OptionAccounts) -> Fraction | None:
    """Charges for commissioning and infrastructure services / cost."""
    overhead = {service.name for service in accounts.case.services if service.is_infrastructure} | {COMMISSIONING}
    return _ratio(_total(charge for charge in accounts.ledger.charges if charge.service in overhead), cost(accounts))


def coverage(accounts: OptionAccounts) -> Fraction | None:
    """Places / demand in the last year."""
    return _coverage_of(accounts, [borough.name for borough in accounts.case.boroughs])


def worst_coverage(accounts: OptionAccounts) -> Fraction | None:
    """The lowest coverage of any borough with demand."""
    shares = [_coverage_of(accounts, [borough.name]) for borough in accounts.case.boroughs]
    return min((share for share in shares if share is not None), default=None)


def transition_cost(accounts: OptionAccounts) -> Fraction:
    """The sum of start, exit and set-up costs."""
    return _total(charge for charge in accounts.ledger.charges if charge.kind in ONE_OFF_KINDS)


def transfers(accounts: OptionAccounts) -> Fraction:
    """The money that streams spend for boroughs that are not their homes."""
    homes = [stream.homes for stream in accounts.case.funding]
    away = (pence for (f, borough, _, _), pence in accounts.plan.spent.items() if borough not in homes[f])
    return Fraction(sum(away))


def unspent(accounts: OptionAccounts) -> Fraction:
    """Amounts - spending of all streams."""
    return _unspent(accounts, range(len(accounts.case.funding)))


def lapsed(accounts: OptionAccounts) -> Fraction:
    """Amounts - spending of the streams that lapse."""
    return _unspent(accounts, [f for f, stream in enumerate(accounts.case.funding) if stream.lapses])


def risk(accounts: OptionAccounts) -> Fraction:
    """The sum of likelihood x impact of the risks that name the option."""
    named = (each for each in accounts.case.risks if accounts.option.name in each.options)
    return Fraction(sum(each.likelihood * each.impact for each in named))


def _total(charges: Iterable[Charge]) -> Fraction:
    return Fraction(sum(charge.amount for charge in charges))


def _ratio(dividend: Fraction, divisor: Fraction) -> Fraction | None:
    return dividend / divisor if divisor else None


def _coverage_of(accounts: OptionAccounts, boroughs: Collection[str]) -> Fraction | None:
    year, services = accounts.last_year, accounts.counted_services
    places = sum(each.places for each in accounts.places_provided if each.year == year and each.borough in boroughs)
    demand = sum(accounts.case.places_demanded(b, s, year) for b in boroughs for s in services)
    return _ratio(Fraction(places), Fraction(demand))


def _unspent(accounts: OptionAccounts, streams: Collection[int]) -> Fraction:
    amounts = sum(sum(accounts.case.funding[f].amounts) for f in streams)
    return Fraction(amounts - sum(pence for (f, *_), pence in accounts.plan.spent.items() if f in streams))
