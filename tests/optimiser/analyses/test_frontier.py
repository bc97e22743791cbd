"""The frontier against figures reckoned by hand, and against trying every plan."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction

import pytest
from frontiers import Altered, Counting, case, found, no_plan, worked
from oracle import best
from sentences import missing
from tiny_cases import tiny_case
from world import line, offer, option, service, stream, world

from models.appraisal.frontier import KnownPlan
from models.case.types import Case
from models.plan.plan import Answer, Status
from optimiser.analyses.frontier import Frontiers, OptionFrontier
from optimiser.engine.parallel import Pool, Task
from optimiser.errors import BrokenAnswer
from optimiser.reports.data.frontier_tables import POINTS
from optimiser.reports.prose.frontier import crossing_sentences, marginal_sentence, option_sentence
from optimiser.solving.settings import Settings
from optimiser.text import pounds

TRIED = (1, 2, 3, 5, 6, 7, 8, 10, 13, 24, 25, 37)  # small enough to try every plan at every point


# The case that is reckoned by hand


def of(told: Frontiers, name: str) -> OptionFrontier:
    return next(each for each in told.options if each.option == name)


def test_each_point_has_as_many_outcomes_as_reckoned_by_hand() -> None:
    small, large = of(worked(), "small"), of(worked(), "large")
    assert [p.weighted_outcomes for p in small.points] == [
        Fraction(min(p.ceiling // 1000, 40), 2) for p in small.points
    ]
    assert [p.weighted_outcomes for p in large.points] == [
        Fraction(max((p.ceiling - 45_000) // 1000, 0), 2) for p in large.points
    ]
    assert {p.status for p in (*small.points, *large.points)} <= {Status.OPTIMAL, Status.WITHIN_GAP}


def test_a_limit_to_what_an_outcome_costs_moves_the_plan_of_the_appraisal_alone() -> None:
    """An outcome of small costs £20; large has a fee of £450 besides, £36.36 for each of its 27.5."""
    told = found(replace(case(), most_per_outcome=3_600))
    for name in ("small", "large"):
        limited, free = of(told, name), of(worked(), name)
        assert [(p.ceiling, p.weighted_outcomes, p.bound) for p in limited.steps] == [
            (p.ceiling, p.weighted_outcomes, p.bound) for p in free.steps
        ]
    chosen = [of(told, name).appraised_point for name in ("small", "large")]
    assert [p.weighted_outcomes for p in chosen if p is not None] == [20, 0]


def test_every_option_with_a_choice_has_at_least_as_many_points_as_asked_for_at_equal_steps() -> None:
    small = of(worked(), "small")
    assert [p.ceiling for p in small.steps] == [40_000 * number // 14 for number in range(15)]
    assert [len(of(worked(), name).steps) for name in ("small", "large", "none")] == [15, 15, 1]


def test_the_point_chosen_is_the_plan_of_the_appraisal_with_its_cost_in_pence() -> None:
    chosen = [of(worked(), name).appraised_point for name in ("small", "large", "none")]
    assert [(p.present_cost, p.cost, p.outcomes) for p in chosen if p is not None] == [
        (40_000, 40_000, 20),
        (100_000, 100_000, Fraction(55, 2)),
        (0, 0, 0),
    ]


def test_points_below_the_fee_are_a_plateau_of_one_plan() -> None:
    """Up to £460 large can have no place: its ceilings there are those of the cheapest plan."""
    low = [point for point in of(worked(), "large").points if point.ceiling < 46_000]
    assert {point.known_plan for point in low} == {KnownPlan(Fraction(0), Fraction(0))}
    assert [point.same_as_before for point in low] == [False, *[True] * (len(low) - 1)]


def test_an_option_without_a_choice_is_one_point_and_says_so() -> None:
    none = of(worked(), "none")
    assert (none.is_single_plan, len(none.points)) == (True, 1)
    assert missing(option_sentence(worked(), none), '"none"', "cheapest", "0.0 for £0", "one point") == []


def test_options_cross_where_reckoned_by_hand() -> None:
    """Both have 40 places for £850 to £859.99; the ends of that are found to half a per cent of the cost."""
    leads = [each for each in worked().cost_ranges if each.leader is not None]
    assert [each.leader for each in leads] == ["small", "large"]
    assert 85_000 * Fraction(199, 200) <= leads[0].last < 85_000
    assert 86_000 <= leads[1].first <= 86_000 * Fraction(201, 200)
    (between,) = (each for each in worked().cost_ranges if leads[0].last < each.first < leads[1].first)
    assert (between.leader, between.contenders) == (None, ("small", "large"))


def test_the_crossing_is_said_in_words() -> None:
    told = crossing_sentences(worked())
    assert told[-1] == 'From £862 on, "large" has most outcomes.'
    assert missing(told[-2], "not proven", '"small" and "large" has most outcomes') == []
    assert told[-3].startswith("From £10 to £8")
    assert told[-3].endswith('"small" has most outcomes.')


def test_two_options_that_cross_while_another_leads_are_told_apart_on_either_side() -> None:
    """A third option has all 100 places for nothing: it leads at every cost, and small and large cross beneath it."""
    told = found(under_a_leader(), points=6)
    assert {each.leader for each in told.leads} == {"gift"}
    (pair,) = told.pairs
    assert pair.options == ("small", "large")
    low, high = (each for each in pair.cost_ranges if each.leader is not None)
    assert (low.leader, high.leader) == ("small", "large")
    assert 85_000 * Fraction(199, 200) <= low.last < 85_000
    assert 86_000 <= high.first <= 86_000 * Fraction(201, 200)
    assert crossing_sentences(told) == [
        'From £0 on, "gift" has most outcomes.',
        (
            f'"small" and "large" cross between {pounds(low.last)} and {pounds(high.first)}:'
            ' at the lower cost "small" has more, at the higher cost "large".'
        ),
    ]


def under_a_leader() -> Case:
    """The case, with an option that gets every place for nothing."""
    known = case(names=("small", "large", "gift"))
    free = offer("G", "R", line("day", success="1/2"), boroughs="A", options=["gift"])
    return replace(known, offers=(*known.offers, free))


def test_an_option_proven_to_have_no_plan_has_no_points_and_is_not_compared() -> None:
    """A floor of 50 places: small has 40 at most; large starts at £950."""
    told = found(case(floors=50), points=3)
    small = of(told, "small")
    assert (small.status, small.points, small.appraised_point) == (Status.INFEASIBLE, (), None)
    assert missing(option_sentence(told, small), '"small" has no plan', "proven infeasible") == []
    assert of(told, "large").points[0].present_cost == 95_000
    (sentence,) = crossing_sentences(told)
    assert missing(sentence, 'only for "large"', "nothing to compare") == []
    assert told.proven


def test_the_plan_of_an_appraisal_that_is_best_at_cost_is_the_cheapest_point() -> None:
    told = of(found(case(), Settings(objective="cost"), points=4), "small")
    assert [point.is_appraised for point in told.points] == [True, *[False] * (len(told.points) - 1)]


# A hundred thousand pounds less and more


def dear(objective: str = "outcomes") -> Case:
    """Places at £1,000 and, once those 200 are taken, at £10,000; each gives an outcome worth £2,000."""
    cheap = offer("cheap", "P", line("day", price=100_000, success=1, capacity=200))
    other = offer("other", "Q", line("day", price=1_000_000, success=1))
    worth = service("day", value=200_000)
    money = [stream("grant", "A", 60_000_000)]
    options = [option("as is")]
    return world("A", [worth], demand=1000, funding=money, offers=[cheap, other], options=options, objective=objective)


def test_the_last_hundred_thousand_pounds_on_the_flat_part() -> None:
    """£600,000 buys 200 + 40: the last £100,000 ten of them, on average 40 each."""
    (told,) = found(dear()).options
    assert (told.marginal.outcomes_lost, told.marginal.outcomes_gained, told.marginal.average) == (10, None, 40)
    assert told.marginal.is_flat is True
    sentence = marginal_sentence(found(dear(), points=2), told)
    assert missing(sentence, '"as is"', "has 240.0 outcomes", "£100,000 less it has 10.0 fewer") == []
    assert missing(sentence, "no plan was found that has more", "£100,000 buys 40.0", "on the flat part") == []


def test_a_plan_in_the_middle_gains_by_a_hundred_thousand_pounds_more() -> None:
    """What is worth more than it costs are the 200 places for £200,000, after 100 for £100,000 less."""
    (told,) = found(dear("value"), points=5).options
    assert told.appraised_point is not None
    assert (told.appraised_point.present_cost, told.appraised_point.weighted_outcomes) == (20_000_000, 200)
    assert (told.marginal.outcomes_lost, told.marginal.outcomes_gained, told.marginal.is_flat) == (100, 10, False)


# Whoever solves


def test_a_frontier_is_the_same_whatever_the_workers() -> None:
    with ThreadPoolExecutor(3) as executor:
        several, one = found(case(), pool=Pool(3, executor), points=4), found(case(), points=4)
    assert (POINTS.csv(several), several.leads) == (POINTS.csv(one), one.leads)


def test_what_is_known_is_not_solved_again() -> None:
    pool = Counting()
    again = found(case(), pool=pool, cache=worked().used_answers)
    assert (pool.solved, again.reused_answers) == (0, len(worked().used_answers.answers))
    assert POINTS.csv(again) == POINTS.csv(worked())


def test_what_follows_from_a_plan_at_a_higher_ceiling_is_not_solved() -> None:
    """Solved are most outcomes, least cost, most outcomes at that cost, and £100,000 less; the top follows."""
    pool = Counting()
    (told,) = found(dear(), pool=pool, points=2).options
    assert pool.solved == 4
    assert [point.kind for point in told.points] == ["step", "beside", "step"]


def test_a_plan_above_its_ceiling_is_an_error_of_ours() -> None:
    with pytest.raises(BrokenAnswer, match="ceiling"):
        found(case(), pool=Altered(1, loosen=True))


def test_no_plan_under_a_ceiling_that_a_known_plan_keeps_is_counted_and_not_believed() -> None:
    told = found(case(), pool=Altered(1, alter=no_plan), points=3)
    assert told.contradicted_answers > 0
    assert all(point.weighted_outcomes >= 0 for each in told.options for point in each.points)
    assert not told.proven


def loose(_: Task, answer: Answer) -> Answer:
    """Twice the bound, and the status that follows from it."""
    if answer.objective != "outcomes" or not answer.objective_value or answer.bound is None:
        return answer
    bound = 2 * answer.bound
    return replace(
        answer, bound=bound, gap=(bound - answer.objective_value) / answer.objective_value, status=Status.UNPROVEN
    )


def test_points_whose_bounds_are_far_are_unproven_and_no_option_leads_there() -> None:
    told = found(case(), pool=Altered(1, alter=loose), points=3)
    assert not told.proven
    assert of(told, "small").points[-1].status is Status.UNPROVEN
    assert of(told, "small").points[-1].bound == 40


def test_fewer_than_two_points_are_refused() -> None:
    with pytest.raises(ValueError, match="2 points at least, not 1"):
        found(case(), points=1)


# Against trying every plan


@pytest.mark.slow  # many random cases are solved
@pytest.mark.parametrize("number", TRIED)
def test_the_true_frontier_lies_within_every_band(number: int) -> None:
    drawn = replace(tiny_case(number), objective="outcomes")
    only = drawn.options[0]
    told = of(found(drawn, Settings(options=(only.name,)), points=4), only.name)
    cheapest = best(replace(drawn, objective="cost"), only)
    if cheapest is None:
        assert (told.status, told.points) == (Status.INFEASIBLE, ())
        return
    assert told.curve.minimum_cost <= cheapest.primary <= told.points[0].present_cost
    for point in told.points:
        true = best(drawn, only, point.ceiling)
        assert true is not None
        assert point.bound is not None
        assert point.weighted_outcomes <= true.primary <= point.bound + Fraction(1, 10**6)
