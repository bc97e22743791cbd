"""One uncertain input of a case changed by a share, for sensitivity analysis and switching values.

`UNCERTAIN_INPUTS` lists the inputs. All figures of an input change by the same share. Money is rounded half up to a
penny, a unit price to six decimals of a pound, and places to a whole number; success rates and retained shares never
exceed 1. Contracts that run today keep their prices.

Some inputs relax a case when changed in one direction: every plan stays feasible and no objective gets worse. A bound
that is proven for the relaxed case then also holds for the original case. If the relaxed case has no plan, neither has
the original. `relaxing_direction` gives the direction. The proofs:

- **funding**: more in every stream. No charge of a plan depends on funding, so the same payments remain possible:
  `funding` has more slack; `carry_forward` and `transfer_limit` allow a share, rounded down, of a larger amount; and
  `savings` depends only on the baseline, which includes no funding. Lapsed money is measured, but limits no plan.
  The proof holds only if no savings target leaves out a stream, as more that is not spent would then count.
- **demand**: more for every borough and service. The constraint `demand` has more slack. `equal_access` divides by
  demand, so the proof holds only if no `access_gap` is set.
- **back office retained**: a smaller share. Each member's own charge, which is rounded by itself, falls or stays; every
  other charge stays. Its payers pay less, `savings` and a ceiling on cost have more slack, and objectives that count
  cost improve. The proof holds only if no savings target leaves out a stream: a stream that pays for another borough
  would have more that is not spent.

Prices and the cost of a hub do not qualify. A fee or a hub is shared by largest remainder, so a smaller total can give
one borough a penny more, which its streams may not have. Success rates change the objective itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from models.case.money import price_in_pence, round_half_up
from models.case.types import Band, Case, ContractLine, HubPhase, OfferLine

SUCCESS_RATES = "success rates"
INCREASE, DECREASE = 1, -1
Line = TypeVar("Line", ContractLine, OfferLine)


@dataclass(frozen=True, slots=True)
class UncertainInput:
    """An input that can be changed. `covers`: its figures, in words. `scaled`: the case with the input multiplied.

    `applies_to`: whether the case has such an input.
    """

    name: str
    covers: str
    scaled: Callable[[Case, Fraction], Case]
    applies_to: Callable[[Case], bool]


def perturbed(case: Case, name: str, by: Fraction) -> Case:
    """The case with one input changed by a share: -1/10 takes a tenth off. Raises KeyError for an unknown input."""
    return INPUT_BY_NAME[name].scaled(case, 1 + by)


def relaxing_direction(case: Case, name: str) -> int | None:
    """The direction in which an input relaxes the case.

    INCREASE (1) or DECREASE (-1); None if neither direction is proven.
    """
    return _DIRECTIONS[name](case) if name in _DIRECTIONS else None


def _scale_funding(case: Case, factor: Fraction) -> Case:
    return replace(case, funding=tuple(replace(x, amounts=_scaled(x.amounts, factor)) for x in case.funding))


def _scale_demand(case: Case, factor: Fraction) -> Case:
    return replace(case, demand={key: _scaled(places, factor) for key, places in case.demand.items()})


def _scale_prices(case: Case, factor: Fraction) -> Case:
    def scale(line: OfferLine) -> OfferLine:
        bands = tuple(Band(band.from_places, price_in_pence(band.unit_price * factor / 100)) for band in line.bands)
        return replace(line, annual_fee=round_half_up(line.annual_fee * factor), bands=bands)

    return _with_offer_lines(case, scale)


def _scale_success_rates(case: Case, factor: Fraction) -> Case:
    def scale(line: Line) -> Line:
        return replace(line, success_rate=min(line.success_rate * factor, Fraction(1)))

    contracts = tuple(replace(contract, lines=tuple(map(scale, contract.lines))) for contract in case.contracts)
    return replace(_with_offer_lines(case, scale), contracts=contracts)


def _scale_hub_costs(case: Case, factor: Fraction) -> Case:
    def scale(phase: HubPhase) -> HubPhase:
        annual, setup = _scaled((phase.annual_cost, phase.setup_cost), factor)
        return replace(phase, annual_cost=annual, setup_cost=setup)

    return _with_hub_phases(case, scale)


def _scale_back_office_retained(case: Case, factor: Fraction) -> Case:
    def scale(phase: HubPhase) -> HubPhase:
        return replace(phase, back_office_retained=min(phase.back_office_retained * factor, Fraction(1)))

    return _with_hub_phases(case, scale)


def _scaled(amounts: Iterable[int], factor: Fraction) -> tuple[int, ...]:
    return tuple(round_half_up(amount * factor) for amount in amounts)


def _with_offer_lines(case: Case, change: Callable[[OfferLine], OfferLine]) -> Case:
    offers = (replace(offer, lines=tuple(map(change, offer.lines))) for offer in case.offers)
    return replace(case, offers=tuple(offers))


def _with_hub_phases(case: Case, change: Callable[[HubPhase], HubPhase]) -> Case:
    options = (replace(option, hub_phases=tuple(map(change, option.hub_phases))) for option in case.options)
    return replace(case, options=tuple(options))


def _has_hub(case: Case) -> bool:
    return any(option.hub_phases and not option.dropped for option in case.options)


def _leaves_out(case: Case) -> bool:
    return any(target.not_kept for target in case.savings_targets)


def _always(_: Case) -> bool:
    return True


UNCERTAIN_INPUTS: tuple[UncertainInput, ...] = (
    UncertainInput("funding", "every amount of every funding stream", _scale_funding, _always),
    UncertainInput("demand", "the places of every service that could be used in every borough", _scale_demand, _always),
    UncertainInput(
        "prices",
        "the unit prices and annual fees of every offer; contracts that run today keep their prices",
        _scale_prices,
        _always,
    ),
    UncertainInput(
        SUCCESS_RATES, "the success rate of every contract and offer, never above 1", _scale_success_rates, _always
    ),
    UncertainInput("hub cost", "the annual cost and the set-up cost of every hub", _scale_hub_costs, _has_hub),
    UncertainInput(
        "back office retained",
        "the share of its own back office cost that a borough in a hub continues to pay, never above 1",
        _scale_back_office_retained,
        _has_hub,
    ),
)

INPUT_BY_NAME: Mapping[str, UncertainInput] = {each.name: each for each in UNCERTAIN_INPUTS}

_DIRECTIONS: Mapping[str, Callable[[Case], int | None]] = {
    "funding": lambda case: None if _leaves_out(case) else INCREASE,
    "demand": lambda case: INCREASE if case.access_gap is None else None,
    "back office retained": lambda case: None if _leaves_out(case) else DECREASE,
}
