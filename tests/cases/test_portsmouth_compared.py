"""Portsmouth before and after three changes: a tenth off the council's money, dearer prescribing, a higher floor.

The numbers last changed when they were first written. Each lies within what the gap of 0.1 % leaves open: eight
combinations of the changes are solved for each option.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import examples
import pytest
from compared import compared, shares

from optimiser.analyses.comparison import PREFERRED, SCORE, RunComparison
from optimiser.casefiles.reading import read
from optimiser.engine import run_record as record
from optimiser.engine.run import run_case
from optimiser.solving.settings import Settings

YEARS = ("2013/14", "2014/15", "2015/16")


@cache
def found() -> RunComparison:
    folder = Path(mkdtemp()) / "portsmouth"
    shutil.copytree(examples.INPUTS / "portsmouth", folder)
    _times(folder / "funding.csv", lambda row: row["stream"] == "council money", Fraction(9, 10), YEARS)
    _times(folder / "prices.csv", lambda row: row["service"] == "prescribing", Fraction(51, 50), ("unit_price",))
    _times(folder / "minimum.csv", lambda row: row["service"] == "alcohol treatment", Fraction(11, 10), YEARS)
    old = record.make_record(examples.appraised("portsmouth"))
    return compared(old, record.make_record(run_case(read(folder), Settings())))


def _times(path: Path, which: Callable[[dict[str, str]], bool], share: Fraction, columns: Sequence[str]) -> None:
    """Multiply cells of a table, rounded down to a whole."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in filter(which, rows):
        row |= {column: str(int(Fraction(row[column]) * share)) for column in columns}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_every_cell_that_was_edited_is_listed_and_no_other() -> None:
    told = [(each.table, each.row, each.column, each.old, each.new, each.by) for each in found().inputs]
    assert told[:3] == [
        ("funding", "stream council money, borough Portsmouth", year, "£420,000", "£378,000", "-10.0%")
        for year in YEARS
    ]
    assert [each[0] for each in told] == ["funding"] * 3 + ["minimum"] * 3 + ["prices"] * 4


def test_money_and_prices_cost_outcomes_and_the_floor_nothing() -> None:
    """Of the 31.7 outcomes lost, money takes 22.4 and prices 9.2; 0.7 is what the gap leaves open of any figure."""
    by_cause = shares(found(), PREFERRED, "outcomes")
    assert by_cause["funding"] == pytest.approx(-22.4, abs=1)
    assert by_cause["prices"] == pytest.approx(-9.2, abs=1)
    assert by_cause["floors"] == pytest.approx(0, abs=0.7)


def test_the_cost_falls_by_the_money_that_is_gone() -> None:
    """Three years of £42,000 less: all of it is spent on what is best, before and after."""
    assert shares(found(), PREFERRED, "cost")["funding"] == pytest.approx(-12_600_000, abs=600_000)


@pytest.mark.parametrize("figure", ["cost", "outcomes", SCORE])
@pytest.mark.parametrize("subject", [PREFERRED, "hub outside", "hub in house"])
def test_shares_make_the_change_exactly(subject: str, figure: str) -> None:
    bridge = found().bridge(subject, figure)
    assert bridge is not None
    assert bridge.old + sum(part.share for part in bridge.parts) == bridge.new


def test_the_option_that_lost_its_plan_did_so_when_money_and_floor_met() -> None:
    assert '"services run on" has no plan as soon as this changes: funding + floors.' in found().without


def test_all_behind_the_bridges_is_proven() -> None:
    assert found().proven
