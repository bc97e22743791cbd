"""A second solver whose proof is disproved by a plan that meets its own rows contradicts nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tiny_cases import tiny_case

from optimiser.analyses.second_opinion import Agreement, judged
from optimiser.casefiles.reading import CaseFile
from optimiser.engine.run import run_case
from optimiser.solving.second_solver import SecondAnswer
from optimiser.solving.settings import Settings


@pytest.mark.parametrize(
    ("missed", "agreement"),
    [("", Agreement.NOT_VERIFIED), ("funding", Agreement.CONTRADICTS), (None, Agreement.CONTRADICTS)],
)
@pytest.mark.parametrize("second", [SecondAnswer(is_infeasible=True), SecondAnswer(bound=-1e9)])
def test_only_a_plan_that_misses_a_row_is_contradicted(
    second: SecondAnswer, missed: str | None, agreement: Agreement
) -> None:
    case = replace(tiny_case(0), objective="outcomes")
    result = run_case(CaseFile(case), Settings()).results[case.options[0].name]
    assert result.ledger is not None
    assert judged(result, replace(second, missed=missed), 0.0002).agreement is agreement
