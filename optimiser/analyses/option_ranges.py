"""In what range each scored measure of one option may lie, and which ends of ranges leave most of its score open."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.measure_ranges import Range, measure_range, quantities_of
from models.appraisal.measures import in_display_unit
from models.appraisal.scales import scale_of
from models.appraisal.scoring import measured_score
from models.case.appraisal_inputs import Criterion
from models.case.types import Case
from optimiser.engine.run import Result, Run

NET_PRESENT_VALUE, VALUE = "net_present_value", "value"
REACH_MEASURES = ("cost", "present_cost")  # a tenth of these is the reach of blank ends of scales
RELAXATION_SECONDS = 30.0  # that the ranges of one option may take at first; what is not reached is not known

RangesOfOption = Mapping[str, Range | None]


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """An end of the range of a quantity, 0 or 1, and how many points of the weighted score it may be worth."""

    option: str
    quantity: object
    end: int
    points: Fraction


class OptionRanges:
    """The ranges of one option's quantities and measures, from the relaxation at first."""

    def __init__(self, run: Run, result: Result) -> None:
        from optimiser.solving.quantity_ranges import QuantityRanges  # noqa: PLC0415 - the solver is loaded only where it is used

        self._run, self._option = run, result.option.name
        self._quantities = QuantityRanges(run.case, result.option, result.answer)
        self._searched: set[tuple[object, int]] = set()
        self._names = dict.fromkeys(_measures_that_count(run.case))
        wanted = [quantity for name in self._names for quantity in quantities_of(run.case, name)]
        ends_at = time.perf_counter() + RELAXATION_SECONDS
        for quantity in dict.fromkeys([*wanted, *([VALUE] if NET_PRESENT_VALUE in self._names else [])]):
            if time.perf_counter() < ends_at:
                self._quantities.relax(quantity)

    def measures(self) -> RangesOfOption:
        """The range of each measure, None for one that is not known. The range of the value is that of its name."""
        known = self._quantities.known
        ranges = {name: measure_range(self._run.case, name, known) for name in self._names}
        return {**ranges, NET_PRESENT_VALUE: known.get(VALUE)}

    def search(self, quantity: object, end: int, seconds: float) -> None:
        """Bring an end of a quantity's range nearer."""
        self._searched.add((quantity, end))
        self._quantities.search(quantity, end, seconds)

    def open_ends(self, *, better: bool) -> Iterator[OpenEnd]:
        """The ends that have not been searched and that move the better (or the worse) end of a score."""
        run = self._run
        total = sum((criterion.weight for criterion in run.case.criteria), Fraction(0))
        for criterion in run.case.criteria:
            if criterion.measure in self._names and criterion.measure is not None:
                top = criterion.higher_is_better == better
                yield from self._ends_of(criterion, 1 if top else 0, criterion.weight / total)

    def _ends_of(self, criterion: Criterion, end: int, weight: Fraction) -> Iterator[OpenEnd]:
        measure, case = criterion.measure or "", self._run.case
        known, now = self._quantities.known, self.measures().get(measure)
        if now is None or not weight:
            return
        for quantity in quantities_of(case, measure):
            for side in (0, 1):
                if (quantity, side) in self._searched or quantity not in known:
                    continue
                ends = known[quantity]
                other = measure_range(case, measure, {**known, quantity: (ends[1 - side], ends[1 - side])})
                if other is not None and other[end] != now[end]:
                    points = weight * abs(self._score(criterion, now[end]) - self._score(criterion, other[end]))
                    if points:
                        yield OpenEnd(self._option, quantity, side, points)

    def _score(self, criterion: Criterion, figure: Fraction) -> Fraction:
        figures = {name: r.measures for name, r in self._run.results.items() if r.measures is not None}
        scale = scale_of(self._run.case, criterion, figures)
        return measured_score(criterion, scale, in_display_unit(criterion.measure or "", figure))


def _measures_that_count(case: Case) -> Iterator[str]:
    """The measures that are scored or have a gate, set the length of a scale, or decide a tie; risk is never open."""
    yield "present_cost"
    for criterion in case.criteria:
        if criterion.measure not in (None, "risk") and (criterion.weight or criterion.gate is not None):
            yield criterion.measure or ""
            if criterion.low is None or criterion.high is None:
                yield from REACH_MEASURES


def with_net_present_value(run: Run, ranges: Mapping[str, RangesOfOption]) -> dict[str, RangesOfOption]:
    """The ranges with those of net present value: the option's value less the reference's, each within its range."""
    name = run.case.reference.name
    base = _value_range(run, ranges, name)
    complete: dict[str, RangesOfOption] = {}
    for option, known in ranges.items():
        own = _value_range(run, ranges, option)
        difference = None if own is None or base is None else (own[0] - base[1], own[1] - base[0])
        complete[option] = {**known, NET_PRESENT_VALUE: (Fraction(0), Fraction(0)) if option == name else difference}
    for option, result in run.results.items():
        if option not in ranges and name in ranges and result.ledger is not None:  # exact, but the reference is not
            own_value = result.ledger.objectives.of("value")
            complete[option] = {NET_PRESENT_VALUE: None if base is None else (own_value - base[1], own_value - base[0])}
    return complete


def _value_range(run: Run, ranges: Mapping[str, RangesOfOption], option: str) -> Range | None:
    """The range of an option's value in pence; of a plan that is exact, its value."""
    if option in ranges:
        return ranges[option].get(NET_PRESENT_VALUE)
    result = run.results.get(option)
    if result is None or result.ledger is None:
        return None
    value = Fraction(result.ledger.objectives.of("value"))
    return value, value
