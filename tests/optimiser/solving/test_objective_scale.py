"""Very small coefficients count, if many places hang on them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from world import line, offer, service, stream, world

from models.case.types import Case
from optimiser.solving import solve
from optimiser.solving.settings import Settings


def _leaflets_beside_a_clinic() -> Case:
    """100 places of a clinic bring 50 outcomes; 50 million leaflets at a penny bring 4.5."""
    return world(
        services=[service("clinic"), service("leaflet")],
        demand={("A", "clinic"): 100, ("A", "leaflet"): 50_000_000},
        funding=[stream("grant", "A", 100_000_000)],
        offers=[
            offer("C", "P", line("clinic", price=100_000, success="1/2")),
            offer("L", "Q", line("leaflet", price=1, success="0.00000009")),
        ],
    )


@pytest.mark.filterwarnings("ignore:PULP_CBC_CMD is deprecated:DeprecationWarning")  # PuLP 3 brings CBC only so
@pytest.mark.parametrize("solver", ["HiGHS", "CBC"])
@pytest.mark.parametrize("gap", [0.0, 0.0002])
def test_small_coefficients_are_not_taken_for_nothing(gap: float, solver: str) -> None:
    case = _leaflets_beside_a_clinic()
    answer = solve(case, case.options[0], Settings(gap=gap, solver=solver))
    assert answer.objective_value == pytest.approx(54.5, rel=1e-6)
    assert answer.bound is not None
    assert answer.bound >= 54.5 * (1 - 1e-6)


def test_what_a_price_with_parts_of_a_penny_costs_keeps_its_bound() -> None:
    """A relaxation with coefficients of millions had a bound that its own whole places passed."""
    case = world(
        services=[service("day", weight="1/2")],
        demand=3,
        funding=[stream("grant", "A", 80_000_000)],
        offers=[offer("O", "P", line("day", price=Fraction("5525578.15"), success="1/2"))],
    )
    answer = solve(case, case.options[0], Settings())
    assert answer.status.value == "optimal"
    assert answer.remarks == ()
