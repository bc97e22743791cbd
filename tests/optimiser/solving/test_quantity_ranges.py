"""Ranges of measures hold every plan that is good enough, by trying every plan of random tiny cases."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from near_optimal import FIXED, FLEXIBLE, objective_value, plans_within, solved_run

from models.appraisal.measure_ranges import Range, measure_range, quantities_of
from models.appraisal.measures import MEASURES, measure
from models.audit import verify
from models.case.types import Case
from models.plan.plan import Answer
from optimiser.engine.run import Run
from optimiser.solving.quantity_ranges import QuantityRanges

pytestmark = pytest.mark.slow

UNPAID = frozenset({"transfers", "unspent", "lapsed", "saving_kept"})  # the plans that are tried have no payments
NOT_BOUNDED = frozenset({"risk", "net_present_value"})
NAMES = [each.name for each in MEASURES if each.name not in UNPAID | NOT_BOUNDED]
TOLERANCE = Fraction(1, 10**6)


def loosened(run: Run) -> tuple[Answer, Fraction]:
    """The run's answer as if its value were a tenth worse, so that many plans are as good; and that value."""
    (answer,) = (result.answer for result in run.results.values())
    best = objective_value(run)
    worst = best - abs(best) / 10 if answer.objective != "cost" else best + abs(best) / 10
    return replace(answer, objective_value=float(worst), bound=float(best), secondary_bound=None), worst


def ranges_of(case: Case, ranges: QuantityRanges) -> dict[str, Range]:
    found = {name: measure_range(case, name, ranges.known) for name in NAMES}
    return {name: known for name, known in found.items() if known is not None}


@pytest.mark.parametrize("number", [*FLEXIBLE[:12], *FIXED[:6]])
def test_every_plan_as_good_has_its_measures_within_the_ranges(number: int) -> None:
    run = solved_run(number)
    case, option = run.case, run.case.options[0]
    answer, worst = loosened(run)
    ranges = QuantityRanges(case, option, answer)
    quantities = dict.fromkeys(quantity for name in NAMES for quantity in quantities_of(case, name))
    for quantity in quantities:
        ranges.relax(quantity)
    relaxed = ranges_of(case, ranges)
    assert_within(case, relaxed, worst)
    for quantity in quantities:
        for end in (0, 1):
            ranges.search(quantity, end, 10.0)
    searched = ranges_of(case, ranges)
    assert_within(case, searched, worst)
    for name, (least, most) in searched.items():
        assert relaxed[name][0] <= least <= most <= relaxed[name][1]


def assert_within(case: Case, ranges: dict[str, Range], worst: Fraction) -> None:
    for plan in plans_within(case, worst):
        figures = measure(case, case.options[0], plan, verify(case, plan), None)
        for name, (least, most) in ranges.items():
            figure = figures[name]
            slack = TOLERANCE * max(abs(least), abs(most), Fraction(1))
            assert figure is None or least - slack <= figure <= most + slack, name
