"""How far a weight can move before another option is preferred: by hand, and against the appraisal on either side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from world import criterion, option, world

from models.appraisal.scoring import Appraisal, appraise
from models.appraisal.weight_sensitivity import SwitchPoint, WeightRange, weight_in_points, weight_ranges
from models.case.appraisal_inputs import Criterion
from models.case.types import Case

NAMES = ("as is", "alone", "joint", "full")
CLOSE = Fraction(1, 10**9)


def judged(name: str, weight: int | Fraction, marks: tuple[int, ...], gate: int | None = None) -> Criterion:
    made = criterion(name, weight=1, judgements=dict(zip(NAMES, marks, strict=False)), gate=gate)
    return replace(made, weight=Fraction(weight))


def appraised(*criteria: Criterion) -> tuple[Case, Appraisal]:
    count = len(criteria[0].judgements)
    case = world(options=[option(name) for name in NAMES[:count]], criteria=criteria)
    return case, appraise(case, {name: {"present_cost": Fraction(100)} for name in NAMES[:count]})


def test_the_preferred_option_switches_at_the_share_at_which_two_lines_cross() -> None:
    """The first scores 80 (1 - q), alone 20 (1 - q) + 60 q: level at q = 1/2."""
    found = weight_ranges(*appraised(judged("moving", 1, (0, 60)), judged("kept", 3, (80, 20))))
    assert found[0] == WeightRange("moving", Fraction(1, 4), None, SwitchPoint(Fraction(1, 2), "alone"))
    assert found[1] == WeightRange("kept", Fraction(3, 4), SwitchPoint(Fraction(1, 2), "alone"), None)


def test_others_keep_their_proportions_while_one_moves() -> None:
    """The rest counts 2 to 1: the first has 60 on it, alone 30; level where 60 (1 - q) = 30 (1 - q) + 90 q, q = 1/4."""
    rest = (judged("a", 2, (60, 45)), judged("b", 1, (60, 0)))
    (moving, *_) = weight_ranges(*appraised(judged("moving", Fraction(1, 3), (0, 90)), *rest))
    assert (moving.share, moving.above) == (Fraction(1, 10), SwitchPoint(Fraction(1, 4), "alone"))


def test_the_nearest_of_several_rivals_is_reported() -> None:
    (moving, _) = weight_ranges(*appraised(judged("moving", 1, (0, 60, 90)), judged("kept", 9, (80, 20, 40))))
    assert moving.above == SwitchPoint(Fraction(40, 130), "joint")


def test_an_option_that_fails_a_gate_never_takes_over() -> None:
    marks = judged("moving", 1, (50, 60, 90)), judged("kept", 9, (80, 20, 40), gate=30)
    (moving, _) = weight_ranges(*appraised(*marks))
    assert moving.above == SwitchPoint(Fraction(40, 80), "joint")
    assert weight_ranges(*appraised(marks[0], replace(marks[1], gate=Fraction(50)))) == ()


def test_there_is_no_switch_point_if_one_option_is_best_on_everything_and_no_range_if_only_one_is_eligible() -> None:
    best = weight_ranges(*appraised(judged("a", 1, (50, 40)), judged("b", 9, (80, 20))))
    assert [(each.below, each.above) for each in best] == [(None, None), (None, None)]
    assert weight_ranges(*appraised(judged("a", 1, (50, 40)), judged("b", 9, (80, 20), gate=50))) == ()
    assert weight_ranges(*appraised(judged("a", 1, (50, 40), gate=90), judged("b", 9, (80, 20)))) == ()


def test_a_criterion_with_all_the_weight_cannot_move() -> None:
    found = weight_ranges(*appraised(judged("all", 1, (50, 40)), judged("none", 0, (0, 90))))
    assert [each.criterion for each in found] == ["none"]


def test_a_share_is_a_weight_in_points_beside_the_others() -> None:
    assert [weight_in_points(Fraction(1, 4), Fraction(60)), weight_in_points(Fraction(1), Fraction(60))] == [20, None]


# Choosing an office: Goodwin and Wright, Decision Analysis for Management Judgment (Wiley), on SMART.
OFFICES = ("Addison Square", "Bilton Village", "Carlisle Walk", "Denver Street", "Elton Street", "Filton Village")
OFFICES += ("Gorton Square",)
OFFICE_MARKS = {
    "closeness to customers": (32, (100, 20, 80, 70, 40, 0, 60)),
    "visibility": (26, (60, 80, 70, 50, 60, 0, 100)),
    "image": (23, (100, 10, 0, 30, 90, 70, 20)),
    "size": (10, (75, 30, 0, 55, 100, 0, 50)),
    "comfort": (6, (0, 100, 10, 30, 60, 80, 50)),
    "car parking": (3, (90, 30, 100, 90, 70, 0, 80)),
}
TURNOVER, CONDITIONS = tuple(OFFICE_MARKS)[:3], tuple(OFFICE_MARKS)[3:]


def test_a_published_example_has_the_published_scores() -> None:
    criteria = [
        criterion(name, weight=weight, judgements=dict(zip(OFFICES, marks, strict=True)))
        for name, (weight, marks) in OFFICE_MARKS.items()
    ]
    standings = appraised_offices(*criteria)[1].standings.values()
    assert [float(each.score or 0) for each in standings] == [80.8, 39.4, 47.4, 52.3, 64.8, 20.9, 60.2]


def test_a_published_example_switches_at_its_published_shares() -> None:
    """The weight of turnover, the first three attributes together, is 81; below 52.1 Elton Street is better."""
    found = weight_ranges(
        *appraised_offices(together("turnover", TURNOVER), together("conditions", set(OFFICE_MARKS) - {*TURNOVER}))
    )
    assert found[0].share == Fraction(81, 100)
    assert found[0].below is not None
    assert (found[0].below.option, int(found[0].below.share * 1000) / 10) == ("Elton Street", 52.1)
    assert found[0].above is None


def together(name: str, parts: Iterable[str]) -> Criterion:
    """Several of the attributes as one, with their weights."""
    weights = {part: OFFICE_MARKS[part][0] for part in parts}
    total = sum(weights.values())
    marks = [sum(Fraction(w * OFFICE_MARKS[part][1][at], total) for part, w in weights.items()) for at in range(7)]
    made = criterion(name, weight=total)
    return replace(made, judgements=dict(zip(OFFICES, marks, strict=True)))


def appraised_offices(*criteria: Criterion) -> tuple[Case, Appraisal]:
    case = world(options=[option(name) for name in OFFICES], criteria=criteria)
    return case, appraise(case, {name: {"present_cost": Fraction(100)} for name in OFFICES})


def test_the_higher_ranked_of_two_rivals_with_equal_scores_takes_over() -> None:
    case = world(
        options=[option(name) for name in NAMES[:3]],
        criteria=(judged("moving", 1, (0, 60, 60)), judged("kept", 3, (80, 20, 20))),
    )
    costs = {name: {"present_cost": Fraction(cost)} for name, cost in zip(NAMES, (1, 3, 2), strict=False)}
    (moving, _) = weight_ranges(case, appraise(case, costs))
    assert moving.above == SwitchPoint(Fraction(1, 2), "joint")


MARKS = st.lists(st.integers(0, 20).map(lambda five: 5 * five), min_size=3, max_size=3).map(tuple)
CRITERIA = st.lists(st.tuples(st.integers(0, 10), MARKS), min_size=2, max_size=4).filter(
    lambda rows: any(weight for weight, _ in rows)
)


@given(CRITERIA)
def test_an_appraisal_on_either_side_of_a_switch_point_agrees(rows: list[tuple[int, tuple[int, ...]]]) -> None:
    case, before = appraised(*(judged(f"c{n}", weight, marks) for n, (weight, marks) in enumerate(rows)))
    for span in weight_ranges(case, before):
        low = span.below.share if span.below else Fraction(0)
        high = span.above.share if span.above else Fraction(1)
        assert low <= span.share <= high
        for share, expected in (
            ((low + high) / 2, before.preferred),
            (low - CLOSE, span.below and span.below.option),
            (high + CLOSE, span.above and span.above.option),
        ):
            if 0 <= share < 1 and expected is not None:
                assert _preferred(case, span.criterion, share) == expected


def _preferred(case: Case, name: str, share: Fraction) -> str | None:
    others = sum((each.weight for each in case.criteria if each.name != name), Fraction(0))
    moved = [
        replace(each, weight=others * share / (1 - share)) if each.name == name else each for each in case.criteria
    ]
    again = replace(case, criteria=tuple(moved))
    return appraise(again, {each.name: {"present_cost": Fraction(100)} for each in case.options}).preferred
