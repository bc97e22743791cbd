"""The yardstick "no promises": a case without what was promised of its result, to see what the promises cost in all.

A promise is what must come out, whoever decides: a floor (`minimum_provision`), a saving (`savings`), a borough's part
in what all have (`equal_access`), and that money goes on some things alone (`eligible`: ring-fence, purpose, aligned).
Kept is what is so whatever was promised: demand, prices, offers, contracts and their commitments, how much money there
is, whose it is and whether it may be pooled, and what an option is: its level, its arrangements and its limits. Every
plan of the case is a plan of the yardstick, so that nothing proven of the yardstick can be beaten by the case.

No choice and no option: it is solved, judged and measured, never scored, ranked or preferred.
"""

from __future__ import annotations

from dataclasses import replace

from models.case.types import COMMISSIONING, Case, FundingStream


def without_policy_constraints(case: Case) -> Case:
    """The case with no floors, savings targets or access gap, and every stream free for every service of its homes."""
    services = frozenset({*(service.name for service in case.services), COMMISSIONING})
    funding = tuple(_free(stream, services) for stream in case.funding)
    return replace(case, minimums=(), savings_targets=(), access_gap=None, funding=funding)


def policy_constraints(case: Case) -> tuple[str, ...]:
    """What the case promises that the yardstick leaves out, in words; none where the two are the same question."""
    services = frozenset({*(service.name for service in case.services), COMMISSIONING})
    tied = sum(_free(stream, services) != stream for stream in case.funding)
    counted = (
        (sum(_counts(row.figures) for row in case.minimums), "floor"),
        (sum(_targets(row.figures) for row in case.savings_targets), "savings target"),
        (tied, "tied stream"),
        (int(case.access_gap is not None), "access gap"),
    )
    return tuple(f"{number} {thing}{'s' * (number > 1)}" for number, thing in counted if number)


def _free(stream: FundingStream, services: frozenset[str]) -> FundingStream:
    return replace(stream, ring_fence=services, purpose=services, aligned=services)


def _counts(figures: tuple[object, ...]) -> bool:
    """Whether a floor asks for anything in any year: blank is none, and 0 holds nothing back."""
    return any(figures)


def _targets(figures: tuple[object, ...]) -> bool:
    """Whether a savings target holds in any year: 0 is one, not above baseline."""
    return any(figure is not None for figure in figures)
