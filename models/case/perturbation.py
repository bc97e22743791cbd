"""One input of a case moved by a share, all its figures alike: what a switching value is looked for in.

`INPUTS` is the contents page. Money is rounded half up to a penny, places to a whole; a share never goes above 1. What
is moved is what is uncertain; contracts that run today keep their price. Not here: which move changes what is
preferred, which takes a solver.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from models.case.money import round_half_up
from models.case.types import Band, Case, HubPhase, OfferLine, Option

SUCCESS_RATES = "success rates"


@dataclass(frozen=True, slots=True)
class UncertainInput:
    """An input that can be moved: its name, what that covers in a sentence, and the case with it multiplied."""

    name: str
    covers: str
    scaled: Callable[[Case, Fraction], Case]
    applies_to: Callable[[Case], bool]


def perturbed(case: Case, name: str, by: Fraction) -> Case:
    """The case with one input moved by a share: -1/10 takes a tenth off. Raises KeyError for a name not in INPUTS."""
    return INPUT_BY_NAME[name].scaled(case, 1 + by)


def _funding(case: Case, times: Fraction) -> Case:
    streams = (replace(each, amounts=tuple(round_half_up(a * times) for a in each.amounts)) for each in case.funding)
    return replace(case, funding=tuple(streams))


def _demand(case: Case, times: Fraction) -> Case:
    return replace(case, demand={key: tuple(round_half_up(n * times) for n in row) for key, row in case.demand.items()})


def _prices(case: Case, times: Fraction) -> Case:
    def line(each: OfferLine) -> OfferLine:
        bands = tuple(Band(band.from_places, round_half_up(band.unit_price * times)) for band in each.bands)
        return replace(each, annual_fee=round_half_up(each.annual_fee * times), bands=bands)

    return _lines(case, line)


def _success(case: Case, times: Fraction) -> Case:
    contracts = (
        replace(each, lines=tuple(replace(o, success_rate=_share(o.success_rate * times)) for o in each.lines))
        for each in case.contracts
    )
    offered = _lines(case, lambda each: replace(each, success_rate=_share(each.success_rate * times)))
    return replace(offered, contracts=tuple(contracts))


def _hub_cost(case: Case, times: Fraction) -> Case:
    return _hub_phases(
        case,
        lambda each: replace(
            each, annual_cost=round_half_up(each.annual_cost * times), setup_cost=round_half_up(each.setup_cost * times)
        ),
    )


def _retained(case: Case, times: Fraction) -> Case:
    return _hub_phases(case, lambda each: replace(each, back_office_retained=_share(each.back_office_retained * times)))


def _lines(case: Case, change: Callable[[OfferLine], OfferLine]) -> Case:
    offers = (replace(offer, lines=tuple(map(change, offer.lines))) for offer in case.offers)
    return replace(case, offers=tuple(offers))


def _hub_phases(case: Case, change: Callable[[HubPhase], HubPhase]) -> Case:
    def option(each: Option) -> Option:
        return replace(each, hub_phases=tuple(map(change, each.hub_phases)))

    return replace(case, options=tuple(map(option, case.options)))


def _share(value: Fraction) -> Fraction:
    return min(value, Fraction(1))


def _hubs(case: Case) -> bool:
    return any(option.hub_phases and not option.dropped for option in case.options)


def _always(_: Case) -> bool:
    return True


UNCERTAIN_INPUTS: tuple[UncertainInput, ...] = (
    UncertainInput("funding", "every amount of every stream", _funding, _always),
    UncertainInput("demand", "the places that could be used, of every borough and service", _demand, _always),
    UncertainInput(
        "prices", "the unit prices and annual fees of every offer; contracts that run keep theirs", _prices, _always
    ),
    UncertainInput(SUCCESS_RATES, "the success rate of every contract and offer, never above 1", _success, _always),
    UncertainInput("hub cost", "the annual and set-up cost of every hub", _hub_cost, _hubs),
    UncertainInput(
        "back office retained", "the share of its back office that a borough in a hub keeps", _retained, _hubs
    ),
)

INPUT_BY_NAME: Mapping[str, UncertainInput] = {each.name: each for each in UNCERTAIN_INPUTS}
