"""Whatever the case, the files of a run tie: costs, contracts and funding; places; streams and what they pay."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

import pytest
from tiny_cases import tiny_case

from models.plan.ledger import Charge
from models.plan.plan import Status
from optimiser.analyses.findings import findings_of
from optimiser.casefiles.reading import CaseFile
from optimiser.engine.answer_checks import WITHOUT_CONTRACT
from optimiser.engine.run import Run, run_case
from optimiser.reports.data.data_table import pounds_decimal
from optimiser.reports.folder import data_files
from optimiser.solving.settings import Settings

NUMBERS = range(40)
Rows = list[dict[str, str]]


@pytest.mark.slow  # many random cases are solved
@pytest.mark.parametrize("number", NUMBERS)
def test_the_files_of_a_random_case_tie(number: int) -> None:
    found = run_case(CaseFile(tiny_case(number)), Settings(gap=0.01, time_limit=20.0))
    texts = data_files(findings_of(found))
    tables = {name: list(csv.DictReader(io.StringIO(texts[name]))) for name in texts if name != "result.json"}
    for name, result in found.results.items():
        mine = {table: [row for row in rows if row["option"] == name] for table, rows in tables.items()}
        if result.ledger is None:
            assert not any(mine.values())
            continue
        _costs_tie(mine, result.ledger.charges)
        _places_tie(mine)
        _streams_are_used_up(found, mine["funding.csv"])


def test_some_of_these_cases_have_a_plan_and_some_have_none() -> None:
    status = {
        run_case(CaseFile(tiny_case(number)), Settings()).results[tiny_case(number).reference.name].answer.status
        for number in range(12)
    }
    assert Status.INFEASIBLE in status
    assert status & {Status.OPTIMAL, Status.WITHIN_GAP}


def _costs_tie(mine: Mapping[str, Rows], charges: tuple[Charge, ...]) -> None:
    total = pounds_decimal(sum(charge.amount for charge in charges))
    beside = pounds_decimal(sum(charge.amount for charge in charges if charge.kind in WITHOUT_CONTRACT))
    contracts = sum((_money(row) for row in mine["contracts.csv"]), Decimal(0))
    assert _sum(mine["costs.csv"]) == contracts + beside == total
    assert _by(mine["costs.csv"]) == _by([row for row in mine["funding.csv"] if row["borough"]])


def _places_tie(mine: Mapping[str, Rows]) -> None:
    places = [sum(int(row["places"]) for row in mine[f"{name}.csv"]) for name in ("plan", "contracts", "provision")]
    assert len(set(places)) == 1
    assert all(int(row["places"]) <= int(row["demand"]) for row in mine["provision.csv"])


def _streams_are_used_up(found: Run, funding: Rows) -> None:
    case = found.case
    for stream in case.funding:
        rows = [row for row in funding if (row["stream"], row["home"]) == (stream.name, ", ".join(stream.homes))]
        came = Decimal(0)
        for year in case.years:
            this = [row for row in rows if row["year"] == case.year_label(year)]
            assert _sum(this) == pounds_decimal(stream.amounts[year]) + came
            came = _sum([row for row in this if row["service"] == "carried forward"])


def _money(row: Mapping[str, str]) -> Decimal:
    return sum((Decimal(cell) for name, cell in row.items() if name == "fee" or name.endswith("_cost")), Decimal(0))


def _sum(rows: Rows) -> Decimal:
    return sum((Decimal(row["amount"]) for row in rows), Decimal(0))


def _by(rows: Rows) -> Mapping[tuple[str, str, str], Decimal]:
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row["year"], row["borough"], row["service"]] += Decimal(row["amount"])
    return sums
