"""Who must approve the pooling of money that belongs to boroughs of several hubs."""

from __future__ import annotations

from plan_builder import build_plan
from world import hub_phase, option, stream, world

from models.case.types import Case
from models.transition.action_plan import action_plan
from models.transition.steps import StepKind


def approved(case: Case) -> list[tuple[str, str, int | None]]:
    """What is approved, from when, and how much."""
    steps = action_plan(case, case.options[0], build_plan(case))
    return [(step.action, step.by_when.label(case), step.amount) for step in steps if step.kind is StepKind.APPROVE]


def test_money_pooled_in_several_hubs_is_approved_for_each_from_its_first_year_there() -> None:
    """The county's money is pooled in the north from 2010/11 on; in the south B joins in 2011/12, C a year later."""
    county = stream("county", "A B C", (100, 200, 300), poolable=True)
    hub_phases = [hub_phase("south", "C", first=2), hub_phase("north", "A", first=0), hub_phase("south", "B", first=1)]
    case = world("A B C", horizon=3, funding=[county], options=[option("pooled", level=3, hub_phases=hub_phases)])
    assert approved(case) == [
        ("Approve pooling county in the hub north from 2010/11", "Q4 2009/10", 100),
        ("Approve pooling county in the hub south from 2011/12", "Q4 2010/11", 200),
    ]


def test_money_that_is_not_poolable_or_whose_homes_join_no_hub_needs_no_approval() -> None:
    rows = [stream("kept", "A"), stream("elsewhere", "B", poolable=True)]
    case = world("A B", funding=rows, options=[option("pooled", level=3, hub_phases=[hub_phase("north", "A")])])
    assert approved(case) == []
