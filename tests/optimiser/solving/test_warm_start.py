"""A warm start changes no claim, and solving under a ceiling agrees with trying every plan.

Values and bounds are compared, not plans: within the gap any plan is right.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from math import ceil, inf, isclose
from typing import Any

import examples
import pytest
from oracle import Best, best
from plan_builder import bands_reached
from tiny_cases import tiny_case
from world import contract, floor, line, offer, option, stream, today, world

from models.audit import verify, verify_claim
from models.case.perturbation import perturbed
from models.case.types import Case
from models.mip.build import MipModel
from models.plan.plan import Answer, Plan, Status
from optimiser.solving import search, solve
from optimiser.solving.settings import Settings
from optimiser.solving.solver_interface import Limits, ProgressCallback, SolverResult
from optimiser.solving.solvers import solver_named

pytestmark = pytest.mark.slow

EXACT, USUAL = Settings(gap=0.0), Settings(gap=0.001)
NUMBERS = tuple(range(1, 19))
ONCE_WRONG = (318, 457, 1348)  # older HiGHS gave wrong answers, with a start or with presolve
NOTHING = Plan("only")
STRANGE = Plan(
    "another option",
    arrangements=frozenset({("no such service", ("A", "Nowhere"), 0)}),
    kept=frozenset({("no such contract", 0), ("K0", 7)}),
    used={("no such contract", "day", "A", 0): 5},
    live=frozenset({("no such offer", ("Nowhere",), 3), ("O0", ("A",), 0)}),
    bands={("O0", ("A",), "day", 0): 99},
    bought={("O0", ("A",), "no such service", "A", 0): 3},
    spent={(99, "Nowhere", "day", 9): 1},
)


# -- a start ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [*NUMBERS, *ONCE_WRONG])
@pytest.mark.parametrize("start", ["nothing", "strange", "of another case", "of a richer case", "its own best"])
def test_an_answer_claims_only_what_is_true_whatever_it_starts_from(number: int, start: str) -> None:
    case, expected = tiny_case(number), best_by_enumeration(number)
    answer = solve(case, case.options[0], USUAL, start=start_plan(number, start))
    if expected is None:
        assert answer.status is Status.INFEASIBLE
        return
    assert_right(case, answer, expected)


def test_a_start_that_is_within_the_gap_is_kept() -> None:
    """Two offers of the same price: a re-run does not move to the other one for nothing."""
    case = two_equal_offers()
    for name in ("one", "other"):
        answer = solve(case, case.options[0], USUAL, start=plan_taking(case, name))
        assert offers_taken(answer) == {name}


def test_a_start_that_is_not_good_enough_is_left() -> None:
    case = two_equal_offers()
    dear = replace(case.offer("other"), lines=(line("day", price=200, fee=10, success="1/2"),))
    changed = replace(case, offers=(case.offer("one"), dear))
    assert offers_taken(solve(changed, changed.options[0], USUAL, start=plan_taking(case, "other"))) == {"one"}


def test_the_contracts_of_a_start_get_new_places() -> None:
    case = two_equal_offers()
    richer = perturbed(case, "funding", Fraction(1))
    answer = solve(richer, richer.options[0], USUAL, start=plan_taking(case, "other"))
    assert (offers_taken(answer), answer.objective_value) == ({"other"}, 5.0)


def test_an_idle_contract_is_not_taken_over_from_a_start() -> None:
    """Nobody gains from its places, and what it costs buys another place."""
    case = replace(two_equal_offers(), contracts=(contract("K", "Q", today("day", ("A",), places=1, cost=100)),))
    start = replace(plan_taking(case, "one"), kept=frozenset({("K", 0)}))
    answer = solve(case, case.options[0], USUAL, start=start)
    assert answer.plan is not None
    assert answer.plan.kept == frozenset()
    assert answer.objective_value == 2.5


def test_a_run_again_from_its_own_answers_finds_the_same_plans() -> None:
    run = examples.appraised("portsmouth")
    for name, result in run.results.items():
        again = solve(run.case, run.case.option(name), run.settings, start=result.answer.plan)
        assert again.plan == result.answer.plan


def test_the_same_start_gives_the_same_plan() -> None:
    case = tiny_case(8)
    one, two = (solve(case, case.options[0], USUAL, start=start_plan(8, "of a richer case")) for _ in range(2))
    assert replace(one, seconds=0.0) == replace(two, seconds=0.0)
    assert one.status.has_figures


def test_a_bound_that_is_known_and_a_start_that_reaches_it_need_no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    case = two_equal_offers()
    known = solve(case, case.options[0], EXACT)
    recorded = record_limits(monkeypatch)
    answer = solve(case, case.options[0], USUAL, start=known.plan, known_bound=known.bound)
    assert (answer.objective_value, answer.status) == (2.5, Status.OPTIMAL)
    assert answer.bound == pytest.approx(2.5)
    assert len(recorded) == 1  # whole places for the start


def test_a_bound_of_a_richer_case_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound is the nearer one of what was known and what is proven."""
    case = two_equal_offers()
    recorded = record_limits(monkeypatch, bound=-inf)
    answer = solve(case, case.options[0], USUAL, known_bound=2.75)
    assert (answer.objective_value, answer.bound) == (2.5, 2.75)
    assert recorded


def test_a_solver_is_given_the_bound_that_suffices_for_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    case = two_equal_offers()
    recorded = record_limits(monkeypatch)
    solve(case, case.options[0], USUAL, start=plan_taking(case, "other"))
    assert [limits.sufficient_bound for limits in recorded] == [inf, pytest.approx(-2.5 - 0.001 * 2.5)]


@pytest.mark.parametrize("number", NUMBERS[:12])
def test_a_solver_that_goes_on_is_right_too(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that does not stop at a sufficient bound is right all the same."""
    monkeypatch.setattr(search, "solver_named", lambda _: IgnoresSufficientBound())
    case, expected = tiny_case(number), best_by_enumeration(number)
    answer = solve(case, case.options[0], USUAL, start=start_plan(number, "of a richer case"))
    assert (answer.plan is None) == (expected is None)


# -- a ceiling -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [*NUMBERS, *ONCE_WRONG])
@pytest.mark.parametrize("part", [Fraction(1), Fraction(1, 2), Fraction(0)])
def test_under_a_ceiling_solving_finds_what_trying_every_plan_finds(number: int, part: Fraction) -> None:
    """From the cost of the best plan (1) to the least that any costs (0)."""
    case = tiny_case(number)
    limit = ceiling(number, part)
    expected, answer = best_under_ceiling(number, limit), solve(case, case.options[0], EXACT, ceiling=limit)
    if expected is None:
        assert answer.status is Status.INFEASIBLE
        return
    assert answer.plan is not None
    ledger = verify(case, answer.plan)
    assert ledger.violations == ()
    assert ledger.objectives.cost <= limit
    assert isclose(expected.primary, ledger.objectives.of(case.objective), rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("start", ["nothing", "its own best", "of a richer case"])
def test_a_start_is_right_under_a_ceiling_too(number: int, start: str) -> None:
    case = tiny_case(number)
    limit = ceiling(number, Fraction(1, 2))
    expected = best_under_ceiling(number, limit)
    answer = solve(case, case.options[0], USUAL, start=start_plan(number, start), ceiling=limit)
    if expected is None:
        assert answer.status is Status.INFEASIBLE
        return
    assert_right(case, answer, expected)
    assert answer.plan is not None
    assert verify(case, answer.plan).objectives.cost <= limit


@pytest.mark.parametrize("settings", [EXACT, USUAL], ids=["exact", "usual"])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_penny_less_than_the_least_cost_is_proven_infeasible(number: int, settings: Settings) -> None:
    case = tiny_case(number)
    answer = solve(case, case.options[0], settings, ceiling=ceiling(number, Fraction(0)) - 1)
    assert answer.status is Status.INFEASIBLE


def test_a_ceiling_is_kept_to_the_penny() -> None:
    """A fee of 10 pence and 100 a place that succeeds by half: 309 pence are two places, 310 three."""
    case = two_equal_offers()
    assert [solve(case, case.options[0], USUAL, ceiling=limit).objective_value for limit in (309, 310)] == [1.0, 1.5]


def test_a_ceiling_is_of_discounted_cost() -> None:
    """A place costs 100 pence now and, at a quarter, 80 in a year."""
    case = world(
        horizon=2,
        rate="1/4",
        demand=1,
        funding=[stream("grant", "A", 1000)],
        offers=[offer("O", "P", line("day", price=100, success="1/2"))],
    )
    assert [solve(case, case.options[0], USUAL, ceiling=limit).objective_value for limit in (79, 80, 179, 180)] == [
        0,
        0.5,
        0.5,
        1,
    ]


def test_a_ceiling_below_what_is_charged_whatever_is_decided_is_infeasible() -> None:
    case = world(objective="cost", demand=0)
    answer = solve(case, case.options[0], USUAL, ceiling=-1)
    assert (answer.status, answer.remarks) == (
        Status.INFEASIBLE,
        ("rule ceiling cannot hold for discounted cost",),
    )


@pytest.mark.parametrize("settings", [EXACT, USUAL], ids=["exact", "usual"])
def test_a_plan_above_the_ceiling_is_never_given(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a solver's tolerance had let it through."""
    monkeypatch.setattr(MipModel, "constrain_cost", lambda *_: None)
    case = two_equal_offers()
    answer = solve(case, case.options[0], settings, ceiling=499)
    assert (answer.status, answer.plan) == (Status.NO_ANSWER, None)


def test_what_is_impossible_only_below_the_ceiling_is_not_called_infeasible() -> None:
    """A place a year: by one offer it costs 407.005 pence with twice the outcomes, which a solver takes for 407; by the

    other 407, which is no longer possible once the ceiling has been lowered by as much as the solver was wrong.
    """
    case = world(
        horizon=2,
        rate=Fraction(35, 1000),
        demand=1,
        floors=[floor("A", "day", 1)],
        funding=[stream("grant", "A", 1000)],
        offers=[
            offer("over", "P", line("day", price=59, start=291, success=1)),
            offer("at", "Q", line("day", price=207, success="1/2")),
        ],
        options=[option(max_contracts=1)],
    )
    assert solve(case, case.options[0], EXACT, ceiling=408).objective_value == 2
    assert solve(case, case.options[0], EXACT, ceiling=407).status is not Status.INFEASIBLE


# -- cases and plans for these tests ---------------------------------------------------------------------------------


@cache
def best_by_enumeration(number: int) -> Best | None:
    """The best plan of a tiny case, by trying every one."""
    case = tiny_case(number)
    return best(case, case.options[0])


@cache
def best_under_ceiling(number: int, limit: int) -> Best | None:
    """The best plan of a tiny case that costs at most `limit` pence."""
    case = tiny_case(number)
    return best(case, case.options[0], limit)


@cache
def ceiling(number: int, part: Fraction) -> int:
    """Pence: the least cost of a tiny case plus `part` of what the best plan costs more; 0 if it has no plan."""
    case, found = tiny_case(number), best_by_enumeration(number)
    if found is None:
        return 0
    least = best(replace(case, objective="cost"), case.options[0])
    assert least is not None
    cost = verify(case, found.plan).objectives.cost
    return ceil(least.primary + part * (cost - least.primary))


@cache
def start_plan(number: int, start: str) -> Plan | None:
    """A plan to start a tiny case from."""
    if start in ("nothing", "strange"):
        return {"nothing": NOTHING, "strange": STRANGE}[start]
    case = tiny_case(number + 1 if start == "of another case" else number)
    if start == "of a richer case":
        case = perturbed(case, "funding", Fraction(1, 2))
    found = best(case, case.options[0])
    return found.plan if found is not None else None


def assert_right(case: Case, answer: Answer, expected: Best) -> None:
    """The plan meets every constraint, the claim is true, and the bound is no worse than the best plan."""
    assert answer.plan is not None
    assert answer.objective_value is not None
    assert answer.bound is not None
    ledger = verify(case, answer.plan)
    assert ledger.violations == ()
    assert verify_claim(answer, ledger.objectives, USUAL.gap) == ()
    sign = 1 if case.objective == "cost" else -1  # so that less is better
    tolerance = 1e-6 * max(abs(float(expected.primary)), 1.0)
    assert sign * answer.bound <= sign * expected.primary + tolerance
    assert sign * expected.primary <= sign * answer.objective_value + tolerance
    assert abs(answer.objective_value - expected.primary) <= 0.001 * abs(answer.objective_value) + tolerance


def two_equal_offers() -> Case:
    """Two equal offers: a fee of 10 pence, 100 a place, half of them succeed; demand for ten places, money for five."""
    lines = line("day", price=100, fee=10, success="1/2")
    return world(
        demand=10,
        funding=[stream("grant", "A", 510)],
        offers=[offer("one", "P", lines), offer("other", "Q", lines)],
        options=[option("only")],
    )


def plan_taking(case: Case, name: str) -> Plan:
    """Five places of one offer."""
    plan = Plan("only", live=frozenset({(name, ("A",), 0)}), bought={(name, ("A",), "day", "A", 0): 5})
    return replace(plan, bands=bands_reached(case, plan))


def offers_taken(answer: Answer) -> set[str]:
    """The offers that an answer takes."""
    assert answer.plan is not None
    return {offer for offer, _, _ in answer.plan.live}


def record_limits(monkeypatch: pytest.MonkeyPatch, **changed: Any) -> list[Limits]:
    """The limits of every solve from now on. `changed`: fields of the results to replace."""
    recorded: list[Limits] = []
    monkeypatch.setattr(search, "solver_named", lambda _: RecordsLimits(recorded, changed))
    return recorded


@dataclass
class RecordsLimits:
    recorded: list[Limits]
    changed: dict[str, Any] = field(default_factory=dict)
    name: str = "HiGHS"

    def __call__(self, problem: Any, limits: Limits, on_progress: ProgressCallback | None) -> SolverResult:
        self.recorded.append(limits)
        return replace(solver_named("HiGHS")(problem, limits, on_progress), **self.changed)


@dataclass
class IgnoresSufficientBound:
    name: str = "HiGHS"

    def __call__(self, problem: Any, limits: Limits, on_progress: ProgressCallback | None) -> SolverResult:
        return solver_named("HiGHS")(problem, replace(limits, sufficient_bound=inf), on_progress)
