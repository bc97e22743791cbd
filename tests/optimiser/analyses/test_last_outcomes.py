"""What the last outcomes cost, against figures worked out by hand and against every plan of tiny cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from frontiers import Altered, Counting
from near_optimal import FLEXIBLE, plans_within
from tiny_cases import tiny_case
from world import contract, criterion, floor, line, offer, option, today, world

from models.audit import verify
from models.case.types import Case
from models.plan.plan import Answer, Status
from optimiser.analyses.last_outcomes import LAST_GAP, MOST_SECONDS, LastOutcomes, assess_last_outcomes
from optimiser.casefiles.reading import CaseFile
from optimiser.engine.answer_cache import AnswerCache
from optimiser.engine.parallel import Pool, Task
from optimiser.engine.run import Run, run_case
from optimiser.solving import solve
from optimiser.solving.settings import Settings


def dear(**more: object) -> Case:
    """A hundred places, each an outcome: 99 at £10, and the last at £1,000."""
    offers = [
        offer("cheap", "P", line("day", price=1_000, success=1, capacity=99)),
        offer("dear", "Q", line("day", price=100_000, success=1, capacity=1)),
    ]
    return world(offers=offers, demand=100, **more)  # type: ignore[arg-type]


def run_of(case: Case, settings: Settings | None = None) -> Run:
    return run_case(CaseFile(case), settings or Settings())


def found(run: Run, pool: Pool | None = None, cache: AnswerCache | None = None) -> LastOutcomes | None:
    (last,) = assess_last_outcomes([run], pool or Pool(1), cache=cache)
    return last


def test_the_last_outcome_costs_what_a_plan_without_it_costs_less() -> None:
    last = found(run_of(dear()))
    assert last is not None
    assert (last.option, last.outcomes, last.fewer) == ("alone", 100, 1)
    assert (last.present_cost_less, last.cost_less, last.least_each, last.cut) == (100_000, 100_000, 100_000, False)
    assert last.most_each is not None
    assert 100_000 <= last.most_each <= 100_000 + Fraction(LAST_GAP) * 99_000 + 1


def test_cost_is_discounted_beside_the_cost_that_is_not() -> None:
    """The dear place is on offer in the second year alone; a hundred in each year, of which one per cent is two."""
    offers = [
        offer("cheap", "P", line("day", price=1_000, success=1, capacity=100)),
        offer("dear", "Q", line("day", price=100_000, success=1, capacity=2), first=1),
    ]
    last = found(run_of(world(horizon=2, offers=offers, demand=102, rate="1/4")))
    assert last is not None
    assert (last.outcomes, last.fewer) == (202, 2)
    assert (last.cost_less, last.present_cost_less) == (200_000, 160_000)


def test_a_limit_leaves_the_dear_outcome_out_and_the_last_are_counted_without_it() -> None:
    run = run_of(dear(most=50_000))
    last = found(run)
    assert last is not None
    assert (last.outcomes, last.fewer) == (99, None)  # 99% of 99 is more than 98
    assert last.most_less is not None
    assert last.most_less <= Fraction(LAST_GAP) * 99_000 + 1


def test_outcomes_that_cannot_be_done_without_have_no_figure() -> None:
    held = contract("K", "P", today("day", places=100, cost=5_000, success="1/2"), committed_to=0)
    last = found(run_of(world(contracts=[held], demand=100)))
    assert last == LastOutcomes("alone", Fraction(50), most_less=Fraction(0))


@pytest.mark.parametrize("settings", [Settings(objective="cost"), Settings(objective="value")])
def test_nothing_is_searched_under_another_objective(settings: Settings) -> None:
    pool = Counting(1)
    assert (found(run_of(dear(), settings), pool), pool.solved) == (None, 0)


def test_nothing_is_searched_without_outcomes_or_without_a_plan() -> None:
    assert found(run_of(world(demand=0))) is None
    assert found(run_of(world(floors=[floor("A", "day", 1)]))) is None


def test_the_preferred_option_is_searched_and_else_the_reference() -> None:
    options = [option("as is"), option("better")]
    offers = [
        offer("cheap", "P", line("day", price=1_000, success=1, capacity=99)),
        offer("dear", "Q", line("day", price=100_000, success=1, capacity=1), options="better"),
    ]
    for criteria, name in ([], "as is"), ([criterion("recovery", measure="outcomes")], "better"):
        last = found(run_of(world(offers=offers, options=options, demand=100, criteria=criteria)))
        assert last is not None
        assert last.option == name


def test_the_search_takes_no_more_than_the_time_limit_of_the_run() -> None:
    seen: list[Task] = []
    pool = Altered(1, alter=lambda task, answer: seen.append(task) or answer)  # type: ignore[func-returns-value]
    for limit in (5.0, 600.0):
        found(run_of(dear(), Settings(time_limit=limit)), pool)
    assert [task.settings.time_limit for task in seen] == [5.0, MOST_SECONDS]


def test_what_is_proven_is_not_searched_again() -> None:
    run, cache, pool = run_of(dear()), AnswerCache(), Counting(1)
    assert found(run, pool, cache) == found(run, pool, cache)
    assert pool.solved == 1


def test_the_order_of_rows_does_not_matter() -> None:
    case = dear()
    assert found(run_of(case)) == found(run_of(replace(case, offers=case.offers[::-1])))


def test_a_search_that_the_time_limit_ended_is_said_to_be_cut() -> None:
    def unproven(_: Task, answer: Answer) -> Answer:
        return replace(answer, status=Status.UNPROVEN, bound=None, gap=None)

    last = found(run_of(dear()), Altered(1, alter=unproven))
    assert last is not None
    assert (last.fewer, last.most_less, last.cut) == (1, None, True)


def _too_many_places(_: Task, answer: Answer) -> Answer:
    assert answer.plan is not None
    bought = {key: places + 1 for key, places in answer.plan.bought.items()}
    return replace(answer, plan=replace(answer.plan, bought=bought))


def _too_high_a_bound(_: Task, answer: Answer) -> Answer:
    return replace(answer, bound=(answer.bound or 0.0) * 2)


@pytest.mark.parametrize("alter", [_too_many_places, _too_high_a_bound])
def test_no_figure_comes_from_an_answer_that_fails_its_check(alter: Callable[[Task, Answer], Answer]) -> None:
    assert found(run_of(dear()), Altered(1, alter=alter)) == LastOutcomes("alone", Fraction(100))


@pytest.mark.slow  # every plan is tried
@pytest.mark.parametrize("number", FLEXIBLE)
def test_the_least_cost_of_half_the_outcomes_is_that_of_trying_every_plan(number: int) -> None:
    case = replace(tiny_case(number), objective="cost")
    plans = [verify(case, plan).objectives for plan in plans_within(case, Fraction(10**9))]
    least = max(each.outcomes for each in plans) / 2
    answer = solve(case, case.options[0], Settings(gap=0.0, objective="cost"), least_outcomes=least)
    assert answer.plan is not None
    own = verify(case, answer.plan)
    assert own.violations == ()
    assert own.objectives.outcomes >= least
    assert own.objectives.cost == min(each.cost for each in plans if each.outcomes >= least)
