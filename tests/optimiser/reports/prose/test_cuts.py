"""What the preferred option closes and cuts, in words: by service and borough, in people and in places."""

from dataclasses import replace

from pictured import run_of
from plan_builder import build_plan
from sentences import missing
from world import borough, contract, option, service, today, world

from optimiser.engine.run import Run
from optimiser.reports.prose.cuts import cut_sentences


def preferring(name: str | None, *, day: int, swap: int, swap_kept: bool = False) -> Run:
    """Today A has 10 places of day, which count people, and 4 of swap; "fewer" has so many left."""
    case = world(
        services=[service("day"), service("swap", tier=2)],
        options=[option("as is"), option("fewer")],
        contracts=[
            contract("K", "P", today("day", "A", places=10, cost=100)),
            contract("L", "Q", today("swap", "A", places=4, cost=40)),
        ],
    )
    as_is = build_plan(case, kept=[("K", 0), ("L", 0)], used={("K", "day", "A", 0): 10, ("L", "swap", "A", 0): 4})
    used = {("K", "day", "A", 0): day, ("L", "swap", "A", 0): swap}
    kept = [(key[0], 0) for key, places in used.items() if places or (swap_kept and key[0] == "L")]
    fewer = build_plan(case, option="fewer", kept=kept, used={key: places for key, places in used.items() if places})
    run = run_of(case, as_is, fewer)
    return replace(run, appraisal=replace(run.appraisal, preferred=name))


def test_a_service_that_ends_is_closed_and_one_with_fewer_places_is_cut() -> None:
    named, total = cut_sentences(preferring("fewer", day=7, swap=0))
    closed, _, cut = named.partition("It also ")
    assert not missing(closed, '"fewer"', "closes 1 service", "swap in A (from 4 places to 0)")
    assert not missing(cut, "cuts places in 1 service", "day in A (from 10 places to 7)")
    assert not missing(total, "-3 people in structured treatment", "-4 other places")


def test_a_service_whose_contract_runs_on_without_places_is_cut_and_not_closed() -> None:
    named, _ = cut_sentences(preferring("fewer", day=10, swap=0, swap_kept=True))
    assert "closes" not in named
    assert "cuts places in 1 service" in named


def test_a_place_that_rounding_moves_is_no_cut() -> None:
    """Five places for two boroughs alike are 3 and 2; the plan uses as many in all, but 2 and 3."""
    case = world(
        boroughs=[borough("A"), borough("B")],
        options=[option("as is"), option("fewer")],
        contracts=[contract("K", "P", today("day", "A B", places=5, cost=100))],
    )
    used = {("K", "day", "A", 0): 2, ("K", "day", "B", 0): 3}
    run = run_of(case, *(build_plan(case, option=name, kept=[("K", 0)], used=used) for name in ("as is", "fewer")))
    assert list(cut_sentences(replace(run, appraisal=replace(run.appraisal, preferred="fewer")))) == []


def test_nothing_is_said_without_a_cut_or_without_a_preferred_option() -> None:
    assert list(cut_sentences(preferring("fewer", day=10, swap=4))) == []
    assert list(cut_sentences(preferring(None, day=0, swap=0))) == []
