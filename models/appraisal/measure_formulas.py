"""The arithmetic of the measures: a small function for each, from what is known of one option.

Exact throughout: money in pence, and None where a figure would be divided by nothing. What each is called and how it
reads is in `measures`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from fractions import Fraction

from models.accounts.baseline import baseline, cost_by_service_today, places_by_service_today
from models.accounts.option_accounts import OptionAccounts
from models.case.money import discount_factor
from models.case.types import COMMISSIONING
from models.plan.ledger import ONE_OFF_KINDS, Charge


def cost(known: OptionAccounts) -> Fraction:
    """All charges of all years."""
    return _total(known.ledger.charges)


def present_cost(known: OptionAccounts) -> Fraction:
    """All charges, each by the discount factor of its year."""
    rate = known.case.discount_rate
    return sum((charge.amount * discount_factor(rate, charge.year) for charge in known.ledger.charges), Fraction(0))


def saving(known: OptionAccounts) -> Fraction:
    """Years times baseline, less cost."""
    return known.case.horizon * baseline(known.case) - cost(known)


def saving_final_year(known: OptionAccounts) -> Fraction:
    """Baseline less the last year's charges."""
    return baseline(known.case) - _total(charge for charge in known.ledger.charges if charge.year == known.last_year)


def saving_recurrent(known: OptionAccounts) -> Fraction:
    """Years times baseline, less what is not one-off."""
    return known.case.horizon * baseline(known.case) - (cost(known) - transition_cost(known))


def service_change(known: OptionAccounts) -> Fraction:
    """Places more or fewer than today's, each at what a place of its service costs today."""
    today = {s: number for s, number in places_by_service_today(known.case).items() if s in known.counted_services}
    price = cost_by_service_today(known.case)
    change = {s: -known.case.horizon * number for s, number in today.items()}
    for each in known.places_provided:
        if each.service in change:
            change[each.service] += each.places
    return sum((Fraction(change[s] * price[s], today[s]) for s in today), Fraction(0))


def efficiency(known: OptionAccounts) -> Fraction:
    """Recurrent saving and service change together."""
    return saving_recurrent(known) + service_change(known)


def places(known: OptionAccounts) -> Fraction:
    """Places bought and used."""
    return Fraction(sum(each.places for each in known.places_provided))


def people(known: OptionAccounts) -> Fraction:
    """Places as people."""
    a_place = {service.name: service.people_per_place for service in known.case.services}
    return sum((a_place[each.service] * each.places for each in known.places_provided), Fraction(0))


def outcomes(known: OptionAccounts) -> Fraction:
    """Places by success rate."""
    return sum((each.success_rate * each.places for each in known.places_provided), Fraction(0))


def weighted_outcomes(known: OptionAccounts) -> Fraction:
    """Places by success rate and outcome weight."""
    weight = {service.name: service.outcome_weight for service in known.case.services}
    return sum((weight[each.service] * each.success_rate * each.places for each in known.places_provided), Fraction(0))


def unit_cost(known: OptionAccounts) -> Fraction | None:
    """Cost over places."""
    return _over(cost(known), places(known))


def cost_per_person(known: OptionAccounts) -> Fraction | None:
    """Cost over people."""
    return _over(cost(known), people(known))


def cost_per_outcome(known: OptionAccounts) -> Fraction | None:
    """Cost over outcomes."""
    return _over(cost(known), outcomes(known))


def net_present_value(known: OptionAccounts) -> Fraction | None:
    """The value aim less the reference's; absent where the reference has no figures."""
    return None if known.reference is None else known.ledger.objectives.value - known.reference.objectives.value


def contracts(known: OptionAccounts) -> Fraction:
    """Contracts and awards live in the last year; what is in house is not counted."""
    return Fraction(sum(not held.in_house for held in known.last_year_contracts))


def providers(known: OptionAccounts) -> Fraction:
    """Their different providers."""
    return Fraction(len({held.provider for held in known.last_year_contracts if not held.in_house}))


def largest_provider_share(known: OptionAccounts) -> Fraction | None:
    """The largest provider's part of the last year's provision spend, in house left out of both sides."""
    spend: dict[str, int] = defaultdict(int)
    for held, amount in known.last_year_spend:
        if not held.in_house:
            spend[held.provider] += amount
    return _over(Fraction(max(spend.values(), default=0)), Fraction(sum(spend.values())))


def joint_share(known: OptionAccounts) -> Fraction | None:
    """The part of the last year's provision spend under contracts and awards of several boroughs."""
    joint = sum(amount for held, amount in known.last_year_spend if held.joint)
    return _over(Fraction(joint), Fraction(sum(amount for _, amount in known.last_year_spend)))


def overhead_share(known: OptionAccounts) -> Fraction | None:
    """Charges on commissioning and infrastructure services over cost."""
    overhead = {service.name for service in known.case.services if service.is_infrastructure} | {COMMISSIONING}
    return _over(_total(charge for charge in known.ledger.charges if charge.service in overhead), cost(known))


def coverage(known: OptionAccounts) -> Fraction | None:
    """The last year's places over demand."""
    return _covered(known, [borough.name for borough in known.case.boroughs])


def worst_coverage(known: OptionAccounts) -> Fraction | None:
    """The lowest of the boroughs with demand."""
    each = [_covered(known, [borough.name]) for borough in known.case.boroughs]
    return min((share for share in each if share is not None), default=None)


def transition_cost(known: OptionAccounts) -> Fraction:
    """Start, exit and set-up costs."""
    return _total(charge for charge in known.ledger.charges if charge.kind in ONE_OFF_KINDS)


def transfers(known: OptionAccounts) -> Fraction:
    """Money spent for boroughs that are not homes of its stream."""
    homes = [stream.homes for stream in known.case.funding]
    away = (pence for (f, borough, _, _), pence in known.plan.spent.items() if borough not in homes[f])
    return Fraction(sum(away))


def unspent(known: OptionAccounts) -> Fraction:
    """Amounts less spending, all streams."""
    return _left(known, range(len(known.case.funding)))


def lapsed(known: OptionAccounts) -> Fraction:
    """Amounts less spending, streams that lapse."""
    return _left(known, [f for f, stream in enumerate(known.case.funding) if stream.lapses])


def risk(known: OptionAccounts) -> Fraction:
    """Likelihood times impact of the risks that name the option."""
    named = (each for each in known.case.risks if known.option.name in each.options)
    return Fraction(sum(each.likelihood * each.impact for each in named))


def _total(charges: Iterable[Charge]) -> Fraction:
    return Fraction(sum(charge.amount for charge in charges))


def _over(above: Fraction, below: Fraction) -> Fraction | None:
    return above / below if below else None


def _covered(known: OptionAccounts, boroughs: Collection[str]) -> Fraction | None:
    met = sum(
        each.places for each in known.places_provided if each.year == known.last_year and each.borough in boroughs
    )
    wanted = sum(known.case.places_demanded(b, s, known.last_year) for b in boroughs for s in known.counted_services)
    return _over(Fraction(met), Fraction(wanted))


def _left(known: OptionAccounts, streams: Collection[int]) -> Fraction:
    amounts = sum(sum(known.case.funding[f].amounts) for f in streams)
    return Fraction(amounts - sum(pence for (f, *_), pence in known.plan.spent.items() if f in streams))
