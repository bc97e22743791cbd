"""What `optimiser check` prints of a case."""

from dataclasses import replace

import worked
import world

from optimiser.cli.commands.check import case_summary


def test_check_counts_what_a_case_holds() -> None:
    lines = case_summary(worked.case()).splitlines()
    assert lines[0] == "worked example"
    assert "2 boroughs, 3 services, 5 demand rows" in lines
    assert "2 contracts with 2 suppliers today, and 1 in house" in lines
    assert "Baseline, a year of today's arrangements: £205 (A £170; B £35)" in lines
    assert "Funding streams, £700 a year in all:" in lines
    assert "  grant, A: £400 a year (poolable, lapses)" in lines
    assert "  joint: pooled, existing contracts free" in lines
    assert lines[-1] == "Sources: no row gives its source."


def test_check_counts_a_risk_once_however_many_rows_score_it() -> None:
    rows = tuple(world.risk(name, "joint", 1, 1) for name in ("delay", "turnover", "delay"))
    lines = case_summary(replace(worked.case(), risks=rows)).splitlines()
    assert [line for line in lines if line.endswith("risks")] == ["3 criteria, 2 risks"]


def test_check_names_the_services_of_today_that_no_minimum_of_their_own_protects() -> None:
    case = replace(worked.case(), minimums=(world.floor("A", "day", 5),))
    (line,) = [line for line in case_summary(case).splitlines() if "may close them" in line]
    assert "swap (every borough)" in line
    assert "day" not in line
    assert "links" not in line  # infrastructure


def test_check_does_not_name_a_service_under_a_contract_that_nothing_can_end() -> None:
    case = worked.case()
    firm = tuple(replace(contract, committed_to=case.horizon) for contract in case.contracts)
    assert "may close them" not in case_summary(replace(case, contracts=firm))
