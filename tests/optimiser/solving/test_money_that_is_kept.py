"""A savings target met by a grant that lapses, and the same target met only with money that is kept.

Outreach and day care cost £100,000 a year each today. A grant of £100,000 pays for outreach and lapses; day care is
paid from the council's own £100,000. Outreach is on offer at half the price, and day care at today's. A tenth is to be
saved.
"""

from __future__ import annotations

from pathlib import Path

from case_tables import write_folder

from models.appraisal.measures import measure
from models.audit import verify
from models.case.types import Case
from models.plan.plan import Answer, Status
from optimiser.casefiles.reading import read
from optimiser.solving import solve
from optimiser.solving.settings import Settings

TABLES = {
    "settings": "setting,value\ntitle,Kept\nfirst_year,2010/11\nyears,1\nprice_base,2010/11",
    "boroughs": "borough,in_treatment,back_office_cost\nA,100,0",
    "services": "service,tier\noutreach,2\nday,3",
    "funding": "stream,borough,ring_fence,lapses,2010/11\nown,A,all,no,100000\ngrant,A,outreach,yes,100000",
    "demand": "borough,service,2010/11\nA,outreach,100\nA,day,100",
    "contracts": "contract,provider,service,borough,places,annual_cost,success_rate\n"
    "K,P,outreach,A,100,100000,0.1\nD,P,day,A,100,100000,0.5",
    "offers": "offer,provider,service,success_rate\ncheap,Q,outreach,0.1\nfewer,Q,day,0.5",
    "prices": "offer,unit_price\ncheap,500\nfewer,1000",
    "options": "option,level\nas is,1",
}


def _case(path: Path, streams: str, least: int = 0) -> Case:
    tables = {name: [row.split(",") for row in text.splitlines()] for name, text in TABLES.items()}
    tables["savings"] = [["borough", "measure", "streams", "2010/11"], ["A", "%", streams, "0.1"]]
    tables["minimum"] = [["borough", "service", "2010/11"], ["A", "day", str(least)]]
    return read(write_folder(path, tables)).case


def _answer(case: Case) -> Answer:
    answer = solve(case, case.options[0], Settings(gap=0.0))
    assert answer.plan is None or verify(case, answer.plan).violations == ()
    return answer


def _figures(case: Case, answer: Answer) -> dict[str, float | None]:
    assert answer.plan is not None
    found = measure(case, case.options[0], answer.plan, verify(case, answer.plan), None)
    return {name: None if figure is None else float(figure) / 100 for name, figure in found.items()}


def test_a_target_that_counts_all_streams_is_met_by_a_grant_that_lapses(tmp_path: Path) -> None:
    case = _case(tmp_path, "all")
    found = _figures(case, _answer(case))
    assert (found["saving"], found["lapsed"], found["saving_kept"]) == (50_000, 50_000, 0)
    assert found["outcomes"] == 0.6  # 60: 100 places of day care and 100 of outreach


def test_a_target_that_leaves_out_the_grant_is_met_with_the_council_s_own_money_and_fewer_outcomes(
    tmp_path: Path,
) -> None:
    case = _case(tmp_path, "own")
    answer = _answer(case)
    found = _figures(case, answer)
    assert found["saving_kept"] == 20_000
    assert found["outcomes"] == 0.5  # 80 places of day care, and 100 of outreach
    assert answer.plan is not None
    assert sum(pence for (f, *_), pence in answer.plan.spent.items() if f == 0) == 8_000_000


def test_it_has_no_plan_if_the_council_s_own_money_must_all_be_spent(tmp_path: Path) -> None:
    assert _answer(_case(tmp_path / "all", "all", least=100)).plan is not None
    assert _answer(_case(tmp_path / "own", "own", least=100)).status is Status.INFEASIBLE
