"""Dominated options, on worked scores."""

from fractions import Fraction

from world import criterion, option, world

from models.appraisal.dominance import PairwiseComparison, dominated_options, pairwise_comparisons
from models.appraisal.scoring import Appraisal, appraise

NAMES = ("as is", "alone", "joint")
COST = {name: {"present_cost": Fraction(1)} for name in NAMES}


def appraised(*marks: tuple[int, int, int], weights: tuple[int, ...] = (1, 1, 1), gate: int | None = None) -> Appraisal:
    """Three options judged on as many criteria as marks are given."""
    criteria = [
        criterion(f"c{n}", weight=weights[n], judgements=dict(zip(NAMES, each, strict=True)), gate=gate)
        for n, each in enumerate(marks)
    ]
    case = world(options=[option(name) for name in NAMES], criteria=criteria)
    return appraise(case, COST)


def test_an_option_worse_on_one_criterion_and_better_on_none_is_dominated() -> None:
    appraisal = appraised((10, 90, 50), (50, 40, 50))
    assert dominated_options(appraisal) == {"as is": ("joint",)}


def test_a_point_on_one_criterion_saves_an_option_from_being_dominated() -> None:
    assert dominated_options(appraised((10, 90, 50), (51, 40, 50))) == {}


def test_options_alike_on_every_criterion_do_not_dominate_each_other() -> None:
    assert dominated_options(appraised((50, 50, 40), (50, 50, 60))) == {}


def test_an_option_may_be_dominated_by_several() -> None:
    assert dominated_options(appraised((10, 20, 30), (10, 20, 30))) == {
        "as is": ("alone", "joint"),
        "alone": ("joint",),
    }


def test_scores_are_compared_exactly() -> None:
    third = Fraction(100, 3)
    criteria = [criterion("c", judgements={"as is": third, "alone": third + Fraction(1, 10**12), "joint": third})]
    case = world(options=[option(name) for name in NAMES], criteria=criteria)
    assert dominated_options(appraise(case, COST)) == {"as is": ("alone",), "joint": ("alone",)}


def test_a_criterion_without_weight_and_a_failed_gate_change_nothing() -> None:
    marks = ((10, 90, 50), (50, 40, 50))
    plain = dominated_options(appraised(*marks))
    assert dominated_options(appraised(*marks, weights=(0, 1))) == plain
    assert dominated_options(appraised(*marks, gate=95)) == plain


def test_each_option_is_compared_with_each_other_on_every_criterion() -> None:
    found = pairwise_comparisons(appraised((10, 90, 50), (50, 40, 50)))
    assert [(one.option, one.other) for one in found] == [
        ("as is", "alone"),
        ("as is", "joint"),
        ("alone", "as is"),
        ("alone", "joint"),
        ("joint", "as is"),
        ("joint", "alone"),
    ]
    assert found[1] == PairwiseComparison("as is", "joint", better=(), equal=("c1",), worse=("c0",))


def test_options_without_figures_are_not_compared() -> None:
    case = world(options=[option(name) for name in NAMES], criteria=[criterion("c", measure="present_cost")])
    appraisal = appraise(case, {"as is": COST["as is"], "alone": None, "joint": None})
    assert pairwise_comparisons(appraisal) == ()
