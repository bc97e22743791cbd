"""The example cases appraised, each once for all tests that look at it."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

from optimiser.casefiles.reading import read
from optimiser.engine.run import Run, run
from optimiser.solving.settings import Settings

INPUTS = Path(__file__).resolve().parents[1] / "inputs"
NAMES = tuple(sorted(path.parent.name for path in INPUTS.glob("*/settings.csv")))


@cache
def appraised(name: str, scenario: str = "") -> Run:
    """The run of an example case as the command makes it without further wishes, with a scenario where one is named."""
    return run(read(INPUTS / name, scenario), Settings())


def figure(run: Run, option: str, measure: str) -> Fraction:
    """An option's measure; in pence where it is money."""
    measures = run.results[option].measures
    assert measures is not None
    found = measures[measure]
    assert found is not None
    return found
