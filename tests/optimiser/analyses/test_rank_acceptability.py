"""Draws over all weights and within ranges: against exact shares, an outside reckoner, and what must hold of any."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from pymcdm.methods import WSM
from world import criterion, option, world

from models.appraisal.scoring import appraise
from models.case.appraisal_inputs import Criterion
from models.plan.plan import Answer, Status
from optimiser.analyses.sensitivity import rank_acceptability as draws
from optimiser.analyses.sensitivity.results import RankAcceptability
from optimiser.engine.run import Result, Run
from optimiser.solving.settings import Settings

NAMES = ("as is", "alone", "joint")


def judged(name: str, *marks: int, weight: int = 1, gate: int | None = None) -> Criterion:
    return criterion(name, weight=weight, judgements=dict(zip(NAMES, marks, strict=False)), gate=gate)


def run_of(*criteria: Criterion, costs: tuple[int, ...] = (1, 1, 1)) -> Run:
    names = NAMES[: len(criteria[0].judgements)]
    case = world(options=[option(name) for name in names], criteria=criteria)
    figures = {name: {"present_cost": Fraction(cost)} for name, cost in zip(names, costs, strict=False)}
    results = {
        name: Result(case.option(name), Answer(name, "outcomes", Status.OPTIMAL), None, figures[name]) for name in names
    }
    return Run(case, "", "", Settings(), results, appraise(case, figures), {})


def over(run: Run) -> RankAcceptability:
    found = draws.over_all_weights(run)
    assert found is not None
    return found


def within(run: Run) -> RankAcceptability:
    found = draws.over_weight_ranges(run)
    assert found is not None
    return found


def test_of_two_criteria_the_share_of_draws_is_a_ratio_of_lengths() -> None:
    """With share q on the first, as is scores 20 + 60 q and alone 90 - 50 q: level at q = 7/11."""
    found = over(run_of(judged("a", 80, 40), judged("b", 20, 90)))
    assert float(found.share(found.preferred_counts["as is"])) == pytest.approx(4 / 11, abs=0.005)
    assert found.preferred_counts["as is"] + found.preferred_counts["alone"] == found.draws == 100_000


def test_of_three_criteria_each_best_for_one_option_each_is_first_in_a_third() -> None:
    found = over(run_of(judged("a", 100, 0, 0), judged("b", 0, 100, 0), judged("c", 0, 0, 100)))
    assert [float(found.share(ranks[0])) for ranks in found.rank_counts.values()] == pytest.approx(
        [1 / 3] * 3, abs=0.005
    )


def test_within_ranges_the_share_is_a_ratio_of_lengths_too() -> None:
    """The second weight stays 10; the first, uniform from 10 to 30, must pass 17.5 for as is to be first."""
    run = run_of(judged("a", 80, 40, weight=20), judged("b", 20, 90, weight=10))
    ranged = replace(run.case.criteria[0], weight_low=Fraction(10), weight_high=Fraction(30))
    found = within(replace(run, case=replace(run.case, criteria=(ranged, run.case.criteria[1]))))
    assert float(found.share(found.preferred_counts["as is"])) == pytest.approx(12.5 / 20, abs=0.005)
    assert found.within_ranges


def test_without_a_range_nothing_is_drawn_within_ranges() -> None:
    run = run_of(judged("a", 80, 40, weight=20), judged("b", 20, 90, weight=10))
    point = replace(run.case.criteria[0], weight_low=Fraction(20), weight_high=Fraction(20))
    assert draws.over_weight_ranges(run) is None
    assert (
        draws.over_weight_ranges(replace(run, case=replace(run.case, criteria=(point, run.case.criteria[1])))) is None
    )


@pytest.mark.parametrize(("costs", "first"), [((1, 1), "as is"), ((2, 1), "alone"), ((1, 2), "as is")])
def test_options_of_equal_scores_stand_by_present_cost_and_then_in_the_cases_order(
    costs: tuple[int, ...], first: str
) -> None:
    found = over(run_of(judged("a", 70, 70), judged("b", 30, 30), judged("c", 10, 10), costs=costs))
    assert found.rank_counts[first] == (100_000, 0)
    assert found.preferred_counts[first] == 100_000


def test_options_that_are_level_whatever_is_drawn_stand_by_present_cost() -> None:
    """0.1 x 28 + 0.2 x 80 is 18.8, and so is 0.1 x 96 + 0.2 x 46; on what is drawn they score the same.

    Floating point alone would put either of them first in half of the draws.
    """
    tenth = Fraction(1, 10)
    fixed = replace(judged("a", 28, 96), weight=tenth)
    drawn = replace(judged("b", 33, 33), weight=3 * tenth, weight_low=tenth, weight_high=5 * tenth)
    other = replace(judged("c", 80, 46), weight=2 * tenth)
    for costs, first in (((1, 2), "as is"), ((2, 1), "alone")):
        found = within(run_of(fixed, drawn, other, costs=costs))
        assert found.preferred_counts[first] == 100_000


def test_who_fails_a_gate_is_ranked_but_never_preferred() -> None:
    found = over(run_of(judged("a", 100, 50), judged("b", 100, 50, gate=100), judged("c", 40, 60)))
    assert found.rank_counts["alone"][0] > 0
    assert found.preferred_counts == {"as is": 100_000, "alone": 0}


def test_nobody_is_preferred_where_all_fail_a_gate() -> None:
    assert over(run_of(judged("a", 10, 20, gate=90))).preferred_counts == {"as is": 0, "alone": 0}


def test_every_draw_gives_every_option_one_rank_and_every_rank_one_option() -> None:
    found = over(run_of(judged("a", 80, 40, 60), judged("b", 20, 90, 50), judged("c", 35, 15, 70)))
    assert [sum(ranks) for ranks in found.rank_counts.values()] == [100_000] * 3
    assert [sum(at) for at in zip(*found.rank_counts.values(), strict=True)] == [100_000] * 3


def test_the_same_run_gives_the_same_counts_and_another_seed_others() -> None:
    run = run_of(judged("a", 80, 40, 60), judged("b", 20, 90, 50))
    assert draws.over_all_weights(run) == draws.over_all_weights(run)
    assert over(run).rank_counts != draws.over_all_weights(run, seed=1).rank_counts  # type: ignore[union-attr]


def test_weights_drawn_over_all_are_dirichlet_once_they_are_brought_to_one() -> None:
    """Each share has the mean 1/4 and the variance 3/80 of Dirichlet(1, 1, 1, 1)."""
    weights = draws._draw_all_weights(4, 100_000, 7)
    shares = weights / weights.sum(axis=1, keepdims=True)
    assert shares.mean(axis=0) == pytest.approx([0.25] * 4, abs=0.002)
    assert shares.var(axis=0) == pytest.approx([3 / 80] * 4, abs=0.001)


def test_ranks_are_those_of_the_weighted_sums_of_pymcdm() -> None:
    marks = np.array([[80.0, 20, 35], [40, 90, 15], [60, 50, 70]])
    weights = draws._draw_all_weights(3, 200, 7)
    ranked = draws._rank_options(weights, [list(row) for row in marks])
    outside = WSM(normalization_function=lambda column, cost: column)  # noqa: ARG005 - scores are on one scale already
    types = np.ones(3)
    expected = [np.argsort(-outside(marks, each / each.sum(), types), kind="stable") for each in weights]
    assert ranked.tolist() == [list(row) for row in expected]
