"""Scales: blank ends are set from the reference, so that no option changes the score of another; and materiality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import criterion, option, world

from models.appraisal.measures import MEASURES
from models.appraisal.scales import Scale, is_material, scale_of
from models.appraisal.scoring import appraise
from models.case.appraisal_inputs import Criterion
from models.case.types import Case

NAMES = ("as is", "alone", "joint", "full")
REFERENCE = {"cost": 1_000_000, "present_cost": 900_000, "outcomes": 50, "contracts": 8, "coverage": Fraction(1, 2)}
Figures = Mapping[str, Fraction | None]


def case(*criteria: Criterion, horizon: int = 1, blank_ends: str = "reference") -> Case:
    those = world(options=[option(name) for name in NAMES], criteria=criteria, horizon=horizon)
    return replace(those, blank_ends=blank_ends)


def figures(**changed: Fraction | int | None) -> Figures:
    """Every measure: those of the reference above, 0 for the others, or what is given; money in pence."""
    known = {measure.name: Fraction(0) for measure in MEASURES} | REFERENCE | changed
    return {name: None if figure is None else Fraction(figure) for name, figure in known.items()}


def blank(measure: str, low: int | None = None, high: int | None = None) -> Criterion:
    return criterion("c", measure=measure, low=low, high=high)


@pytest.mark.parametrize(
    ("measure", "low", "high"),
    [
        ("cost", 9_000, 11_000),  # a tenth of £10,000 on each side
        ("present_cost", 8_100, 9_900),
        ("saving", -1_000, 1_000),  # a pound of saving counts as a pound of cost
        ("saving_final_year", -500, 500),  # of the cost of one of the two years
        ("net_present_value", -900, 900),
        ("transition_cost", 0, 1_000),  # no cost is below 0
        ("outcomes", 45, 55),
        ("contracts", 4, 12),  # a half
        ("coverage", Fraction(4, 10), Fraction(6, 10)),  # ten percentage points
        ("joint_share", 0, Fraction(1, 2)),  # fifty, and no share is below 0
    ],
)
def test_blank_ends_lie_on_both_sides_of_the_reference(measure: str, low: int, high: int) -> None:
    assert scale_of(case(horizon=2), blank(measure), {"as is": figures()}) == Scale(
        Fraction(low), Fraction(high), "as is"
    )


@pytest.mark.parametrize(("low", "high", "expected"), [(60, None, (60, 70)), (None, 30, (20, 30)), (10, 20, (10, 20))])
def test_one_end_that_is_given_keeps_the_length_of_the_scale(
    low: int | None, high: int | None, expected: tuple[int, int]
) -> None:
    scale = scale_of(case(), blank("outcomes", low, high), {"as is": figures()})
    assert scale is not None
    assert (scale.low, scale.high) == expected


def test_every_measure_has_a_scale() -> None:
    known = {each.name: Fraction(1, 2) if each.unit == "share" else Fraction(100) for each in MEASURES}
    everything = {"as is": figures(**known)}
    scales = [scale_of(case(), blank(measure.name), everything) for measure in MEASURES]
    assert all(scale is not None and scale.length > 0 for scale in scales)


@pytest.mark.parametrize("missing", [None, 0])
def test_the_first_option_with_a_figure_is_the_anchor_if_the_reference_has_none(missing: int | None) -> None:
    """An infeasible reference is not among the figures at all; a figure of 0 gives a scale no length."""
    present = {"as is": figures(outcomes=missing), "alone": figures(outcomes=100), "joint": figures(outcomes=200)}
    assert scale_of(case(), blank("outcomes"), present) == Scale(Fraction(90), Fraction(110), "alone")
    assert scale_of(case(), blank("outcomes"), {name: present[name] for name in ("alone", "joint")}) == Scale(
        Fraction(90), Fraction(110), "alone"
    )


def test_if_no_option_has_a_figure_there_is_no_scale_and_if_all_are_0_it_has_no_length() -> None:
    assert scale_of(case(), blank("outcomes"), {"as is": figures(outcomes=None)}) is None
    assert scale_of(case(), blank("outcomes"), {"as is": figures(outcomes=0)}) == Scale(Fraction(0), Fraction(0))


MEASURED = ("cost", "outcomes", "contracts", "coverage", "saving")
A_FIGURE = st.fractions(0, 1000, max_denominator=7)


@given(
    st.lists(st.fixed_dictionaries(dict.fromkeys(MEASURED, A_FIGURE)), min_size=3, max_size=4),
    st.sampled_from(NAMES[1:]),
)
def test_no_option_but_the_reference_changes_the_score_or_the_order_of_others(
    drawn: list[dict[str, Fraction]], removed: str
) -> None:
    """Rank reversal: an option that is taken away, or added, leaves the scores and the order of the rest."""
    measured = case(*(criterion(name, measure=name) for name in MEASURED))
    everything = {name: figures(**each) for name, each in zip(NAMES, [{}, *drawn], strict=False)}
    with_it = appraise(measured, everything).standings
    rest = {name: each for name, each in everything.items() if name != removed}
    without = appraise(measured, rest).standings
    assert {name: with_it[name].score for name in rest} == {name: without[name].score for name in rest}
    order = sorted(rest, key=lambda name: with_it[name].rank or 0)
    assert order == sorted(rest, key=lambda name: without[name].rank or 0)


def test_with_the_ends_from_the_options_removing_one_can_reverse_two_others() -> None:
    """Outcomes 50, 54, 100 and judged 100, 0, 0: the first leads until the last is removed. By hand: 0 + 100 against
    8 + 0 of 200; without it 0 + 100 against 100 + 0, and cost decides.
    """
    judged = criterion("j", judgements={"as is": 90, "alone": 0, "joint": 0})
    reversing = (blank("outcomes"), judged)
    found = {"as is": figures(), "alone": figures(outcomes=54), "joint": figures(outcomes=100)}
    two = {name: found[name] for name in NAMES[:2]}
    from_options, from_reference = (case(*reversing, blank_ends=ends) for ends in ("options", "reference"))
    assert [appraise(from_options, those).preferred for those in (found, two)] == ["joint", "alone"]
    assert [appraise(from_reference, those).standings["alone"].score for those in (found, two)] == [45, 45]


@pytest.mark.parametrize(
    ("measure", "first", "second", "expected"),
    [
        ("saving", 0, 5_000, False),  # £50 of £10,000 of cost
        ("saving", 0, 5_001, True),
        ("outcomes", 1000, 1005, False),  # 5 of 1,005 is less than 0.5%
        ("outcomes", 1000, 1006, True),
        ("outcomes", None, 1006, True),
        ("outcomes", None, None, False),
    ],
)
def test_a_difference_is_material_from_half_a_per_cent(
    measure: str, first: int | None, second: int | None, expected: bool
) -> None:
    one, other = figures(**{measure: first}), figures(**{measure: second})
    assert is_material(case(), measure, one, other) is expected
