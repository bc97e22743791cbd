"""What `optimiser check` prints of a case."""

from dataclasses import replace

import worked
import world
from sentences import missing

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
    (line,) = [line for line in case_summary(case).splitlines() if "No minimum of its own" in line]
    assert not missing(line, "swap (every borough)", "links (A)")
    assert "day" not in line


def test_check_says_nothing_if_each_has_its_own_minimum() -> None:
    wanted = [("A", "day"), ("A", "swap"), ("B", "swap"), ("A", "links")]
    case = replace(worked.case(), minimums=tuple(world.floor(borough, service, 1) for borough, service in wanted))
    assert "No minimum" not in case_summary(case)


def test_check_says_how_much_of_the_money_that_a_target_leaves_out_today_s_arrangements_cannot_use() -> None:
    """A costs 170 a year today, and its grant is 400."""
    targets = (world.saving("A", (None, 0), not_kept="grant"), world.saving("A B", (0, 0)))
    lines = case_summary(replace(worked.case(), savings_targets=targets)).splitlines()
    told = [at for at, line in enumerate(lines) if "cannot all use" in line]
    assert [lines[at] for at in told] == [
        "A savings target of A leaves out money that today's arrangements cannot all use: grant £230 in 2011/12."
    ]
    assert missing(" ".join(lines[told[0] + 1 : told[0] + 3]), "saved elsewhere", "name the stream in streams") == []
    named = replace(worked.case(), savings_targets=(world.saving("A", (None, 0)), targets[1]))  # it counts every stream
    assert "cannot all use" not in case_summary(named)


def test_check_says_nothing_of_a_stream_that_today_s_arrangements_use_up() -> None:
    targets = (world.saving("A", (0, 0), not_kept="grant"),)
    funding = tuple(replace(each, amounts=(17_000, 16_000)) for each in worked.case().funding)
    assert "cannot all use" not in case_summary(replace(worked.case(), savings_targets=targets, funding=funding))
