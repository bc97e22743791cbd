"""What is said of the last outcomes and of a limit: no more than is proven."""

from __future__ import annotations

from dataclasses import replace

import pytest
import worked
from sentences import missing

from optimiser.engine.run import Run
from optimiser.reports.prose.outcome_costs import limit_sentence


def limited(pence: int | None, objective: str | None = None) -> Run:
    run = worked.run()
    settings = replace(run.settings, objective=objective)
    return replace(run, case=replace(run.case, most_per_outcome=pence), settings=settings)


@pytest.mark.parametrize(("pence", "words"), [(500_000, "£5,000 of"), (500_050, "£5,000.50 of")])
def test_a_limit_is_said_with_what_it_leaves_open(pence: int, words: str) -> None:
    assert not missing(limit_sentence(limited(pence)), words, "weighted outcome", "constraints", "gap")


def test_nothing_is_said_of_a_limit_that_is_not_set_or_not_used() -> None:
    assert [limit_sentence(limited(None)), limit_sentence(limited(500_000, "cost"))] == ["", ""]
