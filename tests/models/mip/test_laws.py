"""Laws that hold in every case. More money never worsens the objective, nor does a lower minimum. The order of rows,
the names and a dearer copy of an offer change nothing. Values are compared, not plans: the best may not be unique.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tiny_cases import OBJECTIVES, draw_case, limited_case, small_enough, tiny_case

from models.audit import verify, verify_claim
from models.case.types import Case, MinimumProvision, Offer, OfferLine
from models.plan.plan import Answer
from optimiser.solving import solve
from optimiser.solving.settings import Settings

pytestmark = pytest.mark.slow

EXACT = Settings(gap=0.0, time_limit=60.0)
DEFAULT = Settings(gap=0.001, time_limit=60.0)
NUMBERS = range(1000, 1040)  # not among the cases that are tried plan by plan


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Tiny cases that Hypothesis draws, and makes smaller if one fails."""
    case = draw_case(draw(st.randoms(use_true_random=False)), draw(st.sampled_from(OBJECTIVES)))
    assume(small_enough(case))
    return case


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much])
@given(case=cases(), asked=st.sampled_from((EXACT, DEFAULT)))
def test_every_answer_passes_the_audit_and_claims_no_more_than_it_may(case: Case, asked: Settings) -> None:
    answer = solve(case, case.options[0], asked)
    if answer.plan is None:
        assert verify_claim(answer, None, asked.gap) == ()
    else:
        ledger = verify(case, answer.plan)
        assert ledger.violations == ()
        assert verify_claim(answer, ledger.objectives, asked.gap) == ()


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much])
@given(case=cases())
def test_the_exact_optimum_lies_between_the_value_and_the_bound_of_a_solution_within_the_gap(case: Case) -> None:
    near, exact = solve(case, case.options[0], DEFAULT), solve(case, case.options[0], EXACT)
    assert near.status.has_figures == exact.status.has_figures
    if near.bound is not None and exact.objective_value is not None and near.objective_value is not None:
        low, high = sorted((near.bound, near.objective_value))
        room = 1e-6 * max(abs(low), abs(high), 1e-3)
        assert low - room <= exact.objective_value <= high + room


@pytest.mark.parametrize("case", [
    *(tiny_case(number) for number in NUMBERS), *(limited_case(number) for number in NUMBERS[:20]),
])  # fmt: skip
def test_more_money_never_worsens_the_objective(case: Case) -> None:
    richer = replace(
        case, funding=tuple(replace(s, amounts=tuple(2 * a + 500 for a in s.amounts)) for s in case.funding)
    )
    assert _no_worse(richer, than=case)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_lower_minimum_never_worsens_the_objective(number: int) -> None:
    case = tiny_case(number)
    looser = replace(case, minimums=tuple(map(_lowered, case.minimums)))
    assert _no_worse(looser, than=case)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_dearer_copy_of_an_offer_changes_nothing(number: int) -> None:
    case = tiny_case(number)
    dearer = replace(case, offers=(*case.offers, *(_dearer(offer) for offer in case.offers if _unlimited(offer))))
    assert _value(dearer) == _value(case)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_order_of_the_rows_changes_nothing(number: int) -> None:
    case = tiny_case(number)
    draw = Random(number)  # noqa: S311 - shuffles rows, keeps no secret
    tables = ("services", "funding", "minimums", "savings_targets", "contracts", "offers")
    shuffled = {table: tuple(draw.sample(getattr(case, table), len(getattr(case, table)))) for table in tables}
    assert _value(replace(case, **shuffled)) == _value(case)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", NUMBERS)
def test_names_change_nothing(number: int) -> None:
    case = tiny_case(number)
    assert _value(_renamed(case)) == _value(case)


def test_awkward_names_change_the_case_and_leave_it_solvable() -> None:
    case = tiny_case(next(n for n in range(200) if _answer(tiny_case(n)).plan is not None))
    assert _value(_renamed(case)) is not None
    assert _renamed(case) != case


def _answer(case: Case) -> Answer:
    return solve(case, case.options[0], EXACT)


def _value(case: Case) -> tuple[Fraction, Fraction] | None:
    """The values of the objective and the secondary objective; None if there is no plan."""
    answer = _answer(case)
    if answer.plan is None:
        return None
    objectives = verify(case, answer.plan).objectives
    return objectives.of(case.objective), objectives.secondary_to(case.objective)


def _no_worse(loose: Case, *, than: Case) -> bool:
    tight, free = _value(than), _value(loose)
    if tight is None or free is None:
        return tight is None
    return free[0] <= tight[0] if than.objective == "cost" else free[0] >= tight[0]


def _lowered(floor: MinimumProvision) -> MinimumProvision:
    return replace(floor, figures=tuple(None if figure is None else figure - 1 for figure in floor.figures))


def _unlimited(offer: Offer) -> bool:
    """Whether a copy of the offer adds no capacity."""
    return all(line.capacity is None for line in offer.lines)


def _dearer(offer: Offer) -> Offer:
    lines = tuple(_dearer_line(line) for line in offer.lines)
    return replace(offer, name=f"{offer.name} again", lines=lines)


def _dearer_line(line: OfferLine) -> OfferLine:
    bands = tuple(replace(band, unit_price=band.unit_price + 100) for band in line.bands)
    return replace(line, bands=bands, annual_fee=line.annual_fee + 100)


def _renamed(case: Case) -> Case:
    """The case with other names, in another alphabetical order, with characters that are awkward for a solver."""
    names = [row.name for table in (case.boroughs, case.services, case.contracts, case.offers) for row in table]
    names += ["P", "Q", "R"]
    awkward = {name: f"{len(names) - i:02d} -{name}_ +*" for i, name in enumerate(dict.fromkeys(names))}
    renamed: Case = _with(case, awkward)
    return renamed


def _with(thing: Any, names: Mapping[str, str]) -> Any:
    """Any part of a case with its names replaced."""
    if isinstance(thing, str):
        return names.get(thing, thing)
    if isinstance(thing, tuple):
        return tuple(_with(each, names) for each in thing)
    if isinstance(thing, frozenset):
        return frozenset(_with(each, names) for each in thing)
    if isinstance(thing, Mapping):
        return {_with(key, names): _with(value, names) for key, value in thing.items()}
    if hasattr(thing, "__dataclass_fields__"):
        return replace(thing, **{name: _with(getattr(thing, name), names) for name in thing.__dataclass_fields__})
    return thing
