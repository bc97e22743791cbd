"""What the preferred option closes and cuts, in words: by service and borough, in people and in places."""

from dataclasses import replace

from pictured import run_of
from plan_builder import build_plan
from sentences import missing
from world import contract, option, service, today, world

from optimiser.engine.run import Run
from optimiser.reports.prose.cuts import cut_sentences


def preferring(name: str | None, *, day: int, swap: int) -> Run:
    """Today A has 10 places of day, which count people, and 4 of swap; "fewer" has so many left."""
    case = world(
        services=[service("day"), service("swap", tier=2)],
        options=[option("as is"), option("fewer")],
        contracts=[
            contract("K", "P", today("day", "A", places=10, cost=100)),
            contract("L", "Q", today("swap", "A", places=4, cost=40)),
        ],
    )
    kept = [("K", 0), ("L", 0)]
    as_is = build_plan(case, kept=kept, used={("K", "day", "A", 0): 10, ("L", "swap", "A", 0): 4})
    used = {("K", "day", "A", 0): day, ("L", "swap", "A", 0): swap}
    fewer = build_plan(case, option="fewer", kept=kept, used={key: places for key, places in used.items() if places})
    run = run_of(case, as_is, fewer)
    return replace(run, appraisal=replace(run.appraisal, preferred=name))


def test_a_service_that_ends_is_closed_and_one_with_fewer_places_is_cut() -> None:
    closed, cut = cut_sentences(preferring("fewer", day=7, swap=0))
    assert not missing(closed, '"fewer" closes 1 service', "swap in A", "from 4 places to none", "4 fewer places")
    assert not missing(cut, '"fewer" also cuts 1 service', "day in A", "from 10 places to 7", "3 fewer people")


def test_a_closed_service_that_counts_people_says_how_many() -> None:
    (closed,) = cut_sentences(preferring("fewer", day=0, swap=4))
    assert not missing(closed, "closes 1 service", "10 fewer people in structured treatment", "day in A")
    assert "cuts" not in closed


def test_nothing_is_said_without_a_cut_or_without_a_preferred_option() -> None:
    assert list(cut_sentences(preferring("fewer", day=10, swap=4))) == []
    assert list(cut_sentences(preferring(None, day=0, swap=0))) == []
