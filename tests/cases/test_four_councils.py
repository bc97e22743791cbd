"""One question, one answer, on a made-up case of four councils in which an order once changed with the gap.

Its public health grant is 2% lower in the second year. The figures are those of this version of the programme and its
libraries; what matters is that both gaps give the same.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from optimiser import Settings, appraise, read_case
from optimiser.engine.run import Run

pytestmark = pytest.mark.slow

CASE = Path(__file__).resolve().parents[1] / "fixtures" / "four_councils"
LESS = ("funding", "stream=Public health grant", "2027/28", "-2%")
OPTIONS = ("Minimal", "Lead commissioner")
GAPS = (0.001, 0.0002)


def run_at(gap: float) -> Run:
    case_file = read_case(CASE, changes=[LESS])
    return appraise(case_file, Settings(gap=gap, options=OPTIONS, time_limit=300.0), workers=1).run


def test_the_preferred_option_and_its_saving_are_the_same_at_both_gaps_and_certain() -> None:
    for run in (run_at(gap) for gap in GAPS):
        assert run.appraisal.preferred == "Minimal"
        assert run.certainty is not None
        assert run.certainty.certain
        assert (run.results["Minimal"].measures or {})["saving"] == 102_018_900
