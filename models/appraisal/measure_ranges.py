"""In what range a measure of an option may lie, from the ranges of the quantities of which it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor

from models.accounts.baseline import baseline
from models.case.types import Case

Range = tuple[Fraction, Fraction]  # the least and the most: money in pence, shares 0..1
Ranges = Mapping[str, Range]  # by measure; one that is left out is not known at all
QuantityRanges = Mapping[object, Range]  # by the names of `optimiser.solving.quantities`

ROUNDING = Fraction(1, 10**6)  # by which a solver's figure may be off, of a whole number


def quantities_of(case: Case, measure: str) -> tuple[object, ...]:
    """The quantities that decide a measure; empty if its range does not depend on any."""
    if measure in ("coverage", "worst_coverage"):
        return tuple(("places_last_year", borough.name) for borough in case.boroughs)
    return _QUANTITIES.get(measure, ())


def measure_range(case: Case, measure: str, known: QuantityRanges) -> Range | None:
    """The range of a measure; None if it is not known.

    `known`: the range of each quantity of `quantities_of`. A ratio is bounded by the ranges of its two parts.
    `net_present_value` is not here, because it depends on the reference's plan too; nor are the shares of the largest
    provider and of joint contracts, which would need more than sums.
    """
    if measure not in _QUANTITIES or any(quantity not in known for quantity in quantities_of(case, measure)):
        return None
    return _FORMULAS[measure](case, known) if measure in _FORMULAS else known[measure]


def _saving(case: Case, known: QuantityRanges) -> Range:
    return _less(case.horizon * baseline(case), known["cost"])


def _saving_recurrent(case: Case, known: QuantityRanges) -> Range:
    return _less(case.horizon * baseline(case), known["recurrent_cost"])


def _efficiency(case: Case, known: QuantityRanges) -> Range:
    saving, change = _saving_recurrent(case, known), known["service_change"]
    return saving[0] + change[0], saving[1] + change[1]


def _providers(case: Case, known: QuantityRanges) -> Range:
    least, most = _contracts(case, known)
    providers = {contract.provider for contract in case.contracts if not contract.in_house}
    providers |= {offer.provider for offer in case.offers if not offer.in_house}
    return min(least, Fraction(1)), min(most, Fraction(len(providers)))


def _contracts(_: Case, known: QuantityRanges) -> Range:
    """The whole numbers in the range."""
    least, most = known["contracts"]
    return Fraction(ceil(least - ROUNDING)), Fraction(floor(most + ROUNDING))


def _unspent(case: Case, known: QuantityRanges) -> Range:
    return _less(_funding(case), known["cost"])


def _lapsed(case: Case, known: QuantityRanges) -> Range:
    """What is unspent, as far as it must or can be of streams that lapse."""
    least, most = _unspent(case, known)
    lapsing = _funding(case, lapses=True)
    return max(least - (_funding(case) - lapsing), Fraction(0)), min(most, lapsing)


def _saving_kept(case: Case, known: QuantityRanges) -> Range:
    saving, lapsed = _saving(case, known), _lapsed(case, known)
    return saving[0] - lapsed[1], saving[1] - lapsed[0]


def _coverage(case: Case, known: QuantityRanges) -> Range | None:
    demand = sum(_demand(case, borough.name) for borough in case.boroughs)
    places = [known["places_last_year", borough.name] for borough in case.boroughs]
    least, most = (sum((each[end] for each in places), Fraction(0)) for end in (0, 1))
    return (least / demand, most / demand) if demand else None


def _worst_coverage(case: Case, known: QuantityRanges) -> Range | None:
    shares = [
        (places[0] / demand, places[1] / demand)
        for borough in case.boroughs
        if (demand := _demand(case, borough.name)) and (places := known["places_last_year", borough.name])
    ]
    return (min(least for least, _ in shares), min(most for _, most in shares)) if shares else None


def _ratio(above: str, below: str) -> Callable[[Case, QuantityRanges], Range | None]:
    def formula(_: Case, known: QuantityRanges) -> Range | None:
        if known[below][0] <= 0:
            return None
        corners = [part / whole for part in known[above] for whole in known[below]]
        return min(corners), max(corners)

    return formula


def _less(total: Fraction | int, part: Range) -> Range:
    return total - part[1], total - part[0]


def _funding(case: Case, *, lapses: bool = False) -> Fraction:
    """The pence of all streams over all years, or only of those that lapse."""
    return Fraction(sum(sum(stream.amounts) for stream in case.funding if stream.lapses or not lapses))


def _demand(case: Case, borough: str) -> int:
    """The borough's demand of the last year, without infrastructure."""
    counted = (service.name for service in case.services if not service.is_infrastructure)
    return sum(case.places_demanded(borough, service, case.horizon - 1) for service in counted)


_RATIOS = {
    "unit_cost": ("cost", "places"),
    "cost_per_person": ("cost", "people"),
    "cost_per_outcome": ("cost", "outcomes"),
    "overhead_share": ("overhead", "cost"),
}
_ITSELF = (
    *("cost", "present_cost", "transition_cost", "service_change", "contracts"),
    *("outcomes", "weighted_outcomes", "places", "people"),
)
_QUANTITIES: Mapping[str, tuple[object, ...]] = {
    **{name: (name,) for name in _ITSELF},
    **_RATIOS,
    "saving": ("cost",),
    "saving_kept": ("cost",),
    "saving_final_year": ("cost_last_year",),
    "saving_recurrent": ("recurrent_cost",),
    "efficiency": ("recurrent_cost", "service_change"),
    "providers": ("contracts",),
    "coverage": (),  # of every borough: see quantities_of
    "worst_coverage": (),
    "transfers": ("cost",),
    "unspent": ("cost",),
    "lapsed": ("cost",),
}
_FORMULAS: Mapping[str, Callable[[Case, QuantityRanges], Range | None]] = {
    **{measure: _ratio(above, below) for measure, (above, below) in _RATIOS.items()},
    "saving": _saving,
    "saving_kept": _saving_kept,
    "saving_final_year": lambda case, known: _less(baseline(case), known["cost_last_year"]),
    "saving_recurrent": _saving_recurrent,
    "efficiency": _efficiency,
    "contracts": _contracts,
    "providers": _providers,
    "coverage": _coverage,
    "worst_coverage": _worst_coverage,
    "transfers": lambda _, known: (Fraction(0), known["cost"][1]),
    "unspent": _unspent,
    "lapsed": _lapsed,
}
