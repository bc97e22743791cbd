"""The constraints on existing contracts, each met, just broken and not applicable: rows against plans made by hand."""

from __future__ import annotations

from plan_builder import build_plan
from plan_in_model import plan_in_variables, rows_if_met, rows_of, rows_violated, variables_of
from world import arrangement, contract, line, offer, option, today, world

from models.case.types import Arrangement, Case
from models.mip.constraints import commitment


def _case(
    *joint: Arrangement,
    existing: str = "free",
    committed_to: int | None = None,
    ends: int | None = None,
    places: int = 4,
    horizon: int = 3,
) -> Case:
    """Today's contract K gives A and B four places; the offer O is open to both."""
    return world(
        "A B",
        "day",
        horizon,
        contracts=[contract("K", "Q", today("day", places=places, cost=100), committed_to=committed_to, ends=ends)],
        offers=[offer("O", "P", line("day", price=100))],
        options=[option("only", level=2, existing=existing, arrangements=joint)],
    )


def _runs(*years: int) -> list[tuple[str, int]]:
    return [("K", year) for year in years]


def test_commitment_is_met_if_a_firm_contract_runs() -> None:
    case = _case(committed_to=1)
    assert rows_if_met("commitment", case, build_plan(case, kept=_runs(0, 1))) == [("K", 0), ("K", 1)]


def test_commitment_is_broken_if_it_stops_in_its_last_firm_year() -> None:
    case = _case(committed_to=1)
    assert plan_in_variables(case, build_plan(case, kept=_runs(0))).not_expressible == [("contract", ("K", 1))]
    variables = variables_of(case)
    assert [variables.keep["K", 0], variables.keep["K", 1]] == [1, 1]


def test_commitment_is_a_row_that_would_fail_if_the_contract_could_stop() -> None:
    variables = variables_of(_case(committed_to=1))
    variables.keep["K", 1] = 0
    assert [row.valid(1e-9) for _, row in commitment(variables)] == [True, False]


def test_commitment_does_not_apply_to_a_contract_that_is_not_firm() -> None:
    case = _case()
    assert rows_of("commitment", case) == []
    assert not isinstance(variables_of(case).keep["K", 0], int)


def test_commitment_beyond_the_horizon_holds_in_every_year() -> None:
    assert rows_of("commitment", _case(committed_to=9)) == [("K", 0), ("K", 1), ("K", 2)]


def test_contract_end_is_met_if_it_stops_once_and_gives_no_more_places_than_it_has() -> None:
    case = _case()
    plan = build_plan(case, kept=_runs(0, 1), used={("K", "day", "A", 1): 3, ("K", "day", "B", 1): 1})
    assert len(rows_if_met("contract_end", case, plan)) == 6


def test_contract_end_is_broken_if_it_is_taken_up_again() -> None:
    case = _case()
    assert rows_violated("contract_end", case, build_plan(case, kept=_runs(0, 2))) == [("K", 2)]


def test_contract_end_is_broken_by_one_place_too_many() -> None:
    case = _case()
    plan = build_plan(case, kept=_runs(0, 1), used={("K", "day", "A", 1): 3, ("K", "day", "B", 1): 2})
    assert rows_violated("contract_end", case, plan) == [("K", "day", 1)]


def test_contract_end_is_broken_by_a_place_of_a_contract_that_has_ended() -> None:
    case = _case()
    plan = build_plan(case, kept=_runs(0), used={("K", "day", "A", 1): 1})
    assert rows_violated("contract_end", case, plan) == [("K", "day", 1)]


def test_contract_end_is_broken_if_it_runs_a_year_after_its_last() -> None:
    case = _case(ends=1)
    assert plan_in_variables(case, build_plan(case, kept=_runs(0, 1, 2))).not_expressible == [("contract", ("K", 2))]
    assert variables_of(case).keep["K", 2] == 0


def test_contract_end_does_not_apply_if_there_are_no_contracts() -> None:
    assert rows_of("contract_end", world()) == []


def test_existing_is_met_if_today_s_contracts_run_to_their_end() -> None:
    case = _case(existing="run", ends=1)
    assert rows_if_met("existing", case, build_plan(case, kept=_runs(0, 1))) == [("K", 0), ("K", 1)]


def test_existing_is_broken_if_one_stops_a_year_early_though_it_should_run() -> None:
    case = _case(existing="run", ends=1)
    assert rows_violated("existing", case, build_plan(case, kept=_runs(0))) == [("K", 1)]


def test_existing_lets_a_contract_stop_in_the_year_of_an_arrangement_that_crosses_it() -> None:
    case = world(
        "A B C",
        contracts=[contract("K", "Q", today("day", "A B"))],
        offers=[offer("O", "P", line("day"))],
        options=[option("only", level=2, existing="run", arrangements=[arrangement("day", "B C")])],
    )
    crossed = build_plan(case, joint=[("day", "B C", 0)], live=[("O", "B C", 0)])
    assert rows_if_met("existing", case, crossed) == [("K", 0)]
    assert rows_violated("existing", case, build_plan(case)) == [("K", 0)]


def test_existing_keeps_a_contract_whose_boroughs_an_arrangement_does_not_leave() -> None:
    case = _case(arrangement("day", "A B"), existing="run", horizon=1)
    plan = build_plan(case, joint=[("day", "A B", 0)], live=[("O", "A B", 0)])
    assert rows_violated("existing", case, plan) == [("K", 0)]


def test_existing_is_broken_if_one_runs_a_year_longer_though_it_should_stop() -> None:
    case = _case(existing="stop", committed_to=0)
    assert plan_in_variables(case, build_plan(case, kept=_runs(0))).not_expressible == []
    assert plan_in_variables(case, build_plan(case, kept=_runs(0, 1))).not_expressible == [("contract", ("K", 1))]


def test_existing_does_not_apply_if_the_plan_chooses() -> None:
    case = _case(existing="free")
    assert rows_of("existing", case) == []
    assert not isinstance(variables_of(case).keep["K", 0], int)
