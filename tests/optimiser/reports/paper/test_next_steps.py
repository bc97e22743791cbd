"""What the one-page paper asks a board to decide: whose money it is, told apart from others of its name."""

from __future__ import annotations

import worked
from sentences import missing

from optimiser.analyses.findings import findings_of
from optimiser.reports.paper.next_steps import decisions


def test_an_owners_money_is_told_by_the_homes_of_its_stream() -> None:
    said = "\n".join(decisions(findings_of(worked.run())))
    (line,) = [line for line in said.splitlines() if "Approve" in line]
    assert missing(line, "Q4 2010/11", "grant", "the hub", "2011/12", "(A; the stream for A is £400)") == []


def test_what_a_step_costs_stands_beside_who_takes_it() -> None:
    said = "\n".join(decisions(findings_of(worked.run())))
    assert "Set up the hub, to start on 1 April 2011; it costs £20 a year (A, B, £6)." in said
