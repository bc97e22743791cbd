"""Inputs moved one by one, with everything solved again: against switching values reckoned by hand.

The case: one borough with £1,000. "small" is as is, with 40 places at £10 at most; "large" has a fee of £450 and £10 a
place. As it stands large has 55 places and is preferred for its outcomes. At 15 % less money it has (850 - 450) / 10 =
40, as many as small, which costs less. At 17 % dearer it has (1,000 - 526.50) / 11.70 = 40.5.
"""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from fractions import Fraction
from functools import cache
from typing import NoReturn

import pytest
from sentences import missing
from world import criterion, floor, hub_phase, line, offer, option, service, stream, world

from models.case.types import Case, HubPhase
from models.plan.plan import Status
from optimiser.analyses.sensitivity import (
    InputSensitivity,
    OptionStanding,
    Sensitivity,
    SensitivityPoint,
    SwitchingValue,
    assess_sensitivity,
    assess_weights,
)
from optimiser.analyses.sensitivity.switching_values import GRID, bracket_midpoint, find_switching_value
from optimiser.casefiles.reading import CaseFile
from optimiser.engine.parallel import BatchProgress, pool
from optimiser.engine.run import Run, run_case
from optimiser.errors import WorkersLost
from optimiser.reports.prose.sensitivity import nearest_change
from optimiser.solving.settings import Settings

PERCENT = Fraction(1, 100)


def case(floors: int = 0, *hub_phases: HubPhase) -> Case:
    return world(
        demand=100,
        funding=[stream("grant", "A", 100_000)],
        floors=[floor("A", "day", floors)] if floors else [],
        offers=[
            offer("S", "P", line("day", price=1000, success="1/2", capacity=40), options="small"),
            offer("L", "Q", line("day", price=1000, fee=45_000, success="1/2"), options="large"),
        ],
        options=[option("small"), option("large", hub_phases=hub_phases)],
        criteria=[criterion("recovery", measure="outcomes")],
    )


def solved(of: Case, settings: Settings | None = None) -> Run:
    return run_case(CaseFile(of), settings or Settings())


@cache
def found() -> Sensitivity:
    return assess_sensitivity(solved(case()), workers=1)


def of(name: str) -> InputSensitivity:
    return next(each for each in found().inputs or () if each.name == name)


def test_the_switching_value_of_funding_is_the_one_reckoned_by_hand() -> None:
    assert of("funding").below == SwitchingValue(-14 * PERCENT, -15 * PERCENT, "small", has_plan=True, any_plan=True)
    assert of("funding").above is None


def test_the_switching_value_of_prices_is_the_one_reckoned_by_hand() -> None:
    assert of("prices").above == SwitchingValue(16 * PERCENT, 17 * PERCENT, "small", has_plan=True, any_plan=True)
    assert of("prices").below is None


def test_an_input_that_decides_nothing_has_no_switch() -> None:
    assert [(of(name).below, of(name).above) for name in ("demand", "success rates")] == [(None, None)] * 2


def test_only_inputs_that_the_case_has_are_moved_and_each_at_the_four_points_and_as_it_stands() -> None:
    assert [each.name for each in found().inputs or ()] == ["funding", "demand", "prices", "success rates"]
    assert [point.change for point in of("demand").points] == [*GRID[:2], 0, *GRID[2:]]


def test_at_each_point_figures_are_those_of_the_case_solved_anew() -> None:
    """At 10 % more money large has 65 places, at 10 % less 45."""
    outcomes = {point.change: point.options["large"].outcomes for point in of("funding").points}
    assert (outcomes[GRID[1]], outcomes[Fraction(0)], outcomes[GRID[2]]) == (
        Fraction(45, 2),
        Fraction(55, 2),
        Fraction(65, 2),
    )
    assert of("funding").at(GRID[2]).options["large"].cost == 110_000


def test_success_rates_move_outcomes_in_proportion_and_nothing_else() -> None:
    """Half of 55 as it stands; the answers are those of the case, whose plans stay the best."""
    at = {point.change: point.options["large"] for point in of("success rates").points}
    assert [at[by].outcomes for by in GRID] == [Fraction(55, 2) * (1 + by) for by in GRID]
    assert {each.cost for each in at.values()} == {Fraction(100_000)}


def test_success_rates_that_would_pass_1_are_held_there_and_solved_anew() -> None:
    """40 places at 19/20 give 38 outcomes; at 10 % more they would give 41.8, and held at 1 they give 40."""
    sure = offer("S", "P", line("day", price=1000, success="19/20", capacity=40), options="small")
    held = world(demand=100, funding=[stream("grant", "A", 100_000)], offers=[sure], options=[option("small")])
    rates = next(
        each for each in assess_sensitivity(solved(held), workers=1).inputs or () if each.name == "success rates"
    )
    assert [each.options["small"].outcomes for each in rates.points] == [
        *(Fraction(40 * 19, 20) * (1 + by) for by in (*GRID[:2], Fraction(0))),
        *(40, 40),
    ]


def test_success_rates_are_weighed_anew_where_outcomes_have_a_price() -> None:
    """A place of £10 gives half an outcome worth £21: £10.50, but £9.45 at 10 % less, and then none is bought."""
    priced = service("day", value=2_100)
    offers = [offer("S", "P", line("day", price=1000, success="1/2", capacity=40), options="small")]
    valued = world(services=[priced], demand=100, offers=offers, options=[option("small")], objective="value")
    rates = next(
        each for each in assess_sensitivity(solved(valued), workers=1).inputs or () if each.name == "success rates"
    )
    assert [each.options["small"].outcomes for each in rates.points] == [0, 0, 20, 22, 24]


def test_success_rates_are_weighed_anew_where_an_outcome_may_not_cost_more_than_a_limit() -> None:
    """An outcome costs £20, but £22.22 at 10 % less; with a limit of £21 none is bought then."""
    offers = [offer("S", "P", line("day", price=1000, success="1/2", capacity=40), options="small")]
    limited = world(demand=100, offers=offers, options=[option("small")], most=2_100)
    rates = next(
        each for each in assess_sensitivity(solved(limited), workers=1).inputs or () if each.name == "success rates"
    )
    assert [each.options["small"].outcomes for each in rates.points] == [0, 0, 20, 22, 24]


def test_the_nearest_change_is_said_in_a_sentence() -> None:
    change = 'funding falls by 15%, but not by 14% (then "small" is preferred)'
    assert missing(nearest_change(found()), '"large" is no longer preferred if', change) == []


def test_an_option_that_loses_its_plan_is_a_switch_and_said() -> None:
    """A floor of 50 places: small has no plan at all, large none below 95 % of the money."""
    told = assess_sensitivity(solved(case(floors=50)), workers=1)
    funding = (told.inputs or ())[0]
    assert funding.below == SwitchingValue(-5 * PERCENT, -6 * PERCENT, None, has_plan=False, any_plan=False)
    change = "funding falls by 6%, but not by 5% (then no option has a plan)"
    assert missing(nearest_change(told), '"large" is no longer preferred if', change) == []


def test_an_option_that_does_not_read_an_input_is_not_solved_again() -> None:
    """Four points of funding, demand and prices for both, of the hub's inputs for large; success rates need none."""
    steps: list[BatchProgress] = []
    hub = hub_phase("hub", "A", annual_cost=1000, retained="1/2")
    assess_sensitivity(solved(case(0, hub)), workers=1, progress=steps.append)
    assert (steps[0].done, steps[0].total) == (0, 4 * (2 + 2 + 2 + 1 + 1))
    assert all(step.seconds_left is None or step.seconds_left >= 0 for step in steps)


def test_a_plain_run_moves_no_input() -> None:
    assert assess_weights(solved(case())).inputs is None


@pytest.mark.parametrize("kind", ["processes", "executor"])
def test_what_is_found_is_the_same_whatever_the_workers(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "MIN_PARALLEL_SECONDS", 0.0)
    if kind == "processes":
        again = assess_sensitivity(solved(case()), workers=2)
    else:
        with ThreadPoolExecutor(2) as executor:
            again = assess_sensitivity(solved(case()), executor=executor)
    assert again == found()


def test_few_short_programmes_are_solved_in_turn_as_processes_would_take_longer() -> None:
    with pool.Pool(2) as two:
        assert not two._worth_processes([pool.Task(case(), "small", Settings(), 0.1)] * 4)
        assert not two._worth_processes([pool.Task(case(), "small", Settings(), 6.0)])
        assert two._worth_processes([pool.Task(case(), "small", Settings(), 6.0)] * 2)


class Broken(Executor):
    """One whose processes ended after the last of their work."""

    def submit(self, *_: object, **__: object) -> NoReturn:
        raise BrokenExecutor


def test_processes_that_are_lost_between_two_rounds_are_said_to_be() -> None:
    with pytest.raises(WorkersLost, match="workers=1"):
        pool.Pool(executor=Broken()).solve([pool.Task(case(), "small", Settings(), 0.1)], lambda *_: None)


def test_nothing_of_processes_is_loaded_where_none_is_started() -> None:
    script = "import sys, optimiser.analyses.sensitivity; print('multiprocessing' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


# Which change is said


def test_beside_a_change_that_leaves_no_option_stands_the_nearest_that_leads_to_another() -> None:
    none = SwitchingValue(-2 * PERCENT, -3 * PERCENT, None, has_plan=False, any_plan=False)
    other = SwitchingValue(6 * PERCENT, 7 * PERCENT, "small", has_plan=True, any_plan=True)
    later = SwitchingValue(8 * PERCENT, 9 * PERCENT, "small", has_plan=True, any_plan=True)
    inputs = (InputSensitivity("prices", "", (), None, later), InputSensitivity("funding", "", (), none, other))
    found = Sensitivity("large", (), None, None, (), inputs, rivals=1)
    none_left = "funding falls by 3%, but not by 2% (then no option has a plan)"
    another = 'funding rises by 7%, but not by 6% (then "small" is preferred)'
    assert missing(nearest_change(found), '"large" is no longer preferred if', none_left, another) == []


# Which point is a switch


def point(by: int, preferred: str | None, status: Status = Status.OPTIMAL) -> SensitivityPoint:
    there = OptionStanding(status, None, None, None, None, eligible=True)
    return SensitivityPoint(by * PERCENT, {"one": there, "other": there}, preferred)


def points(*those: SensitivityPoint) -> dict[Fraction, SensitivityPoint]:
    return {each.change: each for each in those}


BASE = point(0, "one")


def test_the_nearest_of_several_changes_is_the_switch() -> None:
    known = points(point(-20, "other"), point(-10, "other"), point(10, "one"), point(20, "other"))
    assert [_ends(find_switching_value(BASE, known, side)) for side in (-1, 1)] == [(0, -10), (10, 20)]


def test_a_point_that_is_not_proven_is_never_a_switch_nor_an_end() -> None:
    known = points(point(10, "other", Status.UNPROVEN), point(20, "other"))
    assert _ends(find_switching_value(BASE, known, 1)) == (0, 20)
    assert find_switching_value(BASE, points(point(10, "other", Status.NO_ANSWER)), 1) is None


def test_from_a_run_that_is_not_proven_nothing_is_called_a_switch() -> None:
    assert find_switching_value(point(0, "one", Status.UNPROVEN), points(point(10, "other")), 1) is None
    assert find_switching_value(point(0, None), points(point(10, "other")), 1) is None


@pytest.mark.parametrize(
    ("kept", "lost", "middle"),
    [(0, -10, -5), (-5, -10, -7), (-7, -10, -8), (-9, -10, None), (10, 20, 15), (0, 1, None)],
)
def test_a_bracket_is_halved_at_whole_per_cents_until_it_is_one_wide(kept: int, lost: int, middle: int | None) -> None:
    expected = None if middle is None else middle * PERCENT
    assert bracket_midpoint(SwitchingValue(kept * PERCENT, lost * PERCENT, "other", True, True), {}) == expected


def test_a_bracket_is_left_as_it_is_where_its_middle_is_not_proven() -> None:
    known = points(point(10, "other", Status.UNPROVEN), point(20, "other"))
    there = find_switching_value(BASE, known, 1)
    assert there is not None
    assert bracket_midpoint(there, known) is None


def _ends(there: SwitchingValue | None) -> tuple[Fraction, Fraction] | None:
    return None if there is None else (there.holds_at * 100, there.fails_at * 100)
