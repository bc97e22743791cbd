"""The steps of an action plan: dates, people and money; no change of contract is missed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
import worked
from plan_builder import build_plan
from sentences import missing
from tiny_cases import tiny_case
from world import (
    arrangement,
    borough,
    contract,
    hub_phase,
    line,
    offer,
    option,
    service,
    stream,
    today,
    world,
)

from models.audit import verify
from models.case.types import Case, Option
from models.plan.plan import Plan
from models.transition.action_plan import action_plan
from models.transition.steps import Quarter, Step, StepKind, last_quarter_before, quarter_of
from optimiser.reports.data.plan_rows import AuditedPlan, contract_rows
from optimiser.solving import solve
from optimiser.solving.settings import Settings

LATE = "due before the plan's first year: check that it can still be done in time"
CASES = range(3000, 3040)


def steps(case: Case, plan: Plan) -> tuple[Step, ...]:
    return action_plan(case, case.option(plan.option), plan)


def only(case: Case, plan: Plan, kind: StepKind) -> list[Step]:
    return [step for step in steps(case, plan) if step.kind is kind]


def dates(case: Case, step: Step) -> tuple[str, str]:
    return step.begins.label(case), step.by_when.label(case)


# -- the whole grid of the worked example ----------------------------------------------------------------------------


def test_the_worked_example_has_these_steps_in_this_order() -> None:
    """A's grant is poolable and has 400 pounds; the hub costs 6 to set up; K1 costs 7 to leave; day 180 + 2 + 3."""
    case = worked.case()
    found = [
        (step.kind, *dates(case, step), ", ".join(step.by_whom), step.contract, ", ".join(step.boroughs), step.amount)
        for step in steps(case, worked.joint())
    ]
    assert found == [
        (StepKind.AGREE, "Q2 2010/11", "Q2 2010/11", "A, B", "", "A, B", None),
        (StepKind.TENDER, "Q3 2010/11", "Q4 2010/11", "A, B", "O", "A, B", None),
        (StepKind.HUB, "Q3 2010/11", "Q4 2010/11", "A, B", "", "A, B", 600),
        (StepKind.APPROVE, "Q4 2010/11", "Q4 2010/11", "A", "", "A", 40_000),
        (StepKind.END, "Q4 2010/11", "Q4 2010/11", "A, P", "K1", "A", 700),
        (StepKind.START, "Q1 2011/12", "Q1 2011/12", "A, B, P", "O", "A, B", 18_500),
    ]


def test_the_worked_example_says_what_is_to_be_done() -> None:
    found = steps(worked.case(), worked.joint())
    facts = (
        ("Contract jointly", "Agree", "2011/12", "day"),
        ("Provide day", "Tender", "1 April 2011"),
        ("Commission together", "Set up the hub", "1 April 2011", "costs £20 a year"),
        ("Pool the money", "Approve", "grant", "the hub", "2011/12"),
        ("Hand over day", "31 March 2011", "O (P, as before)"),
        ("Provide day", "1 April 2011", "with P", "20 places in the first year"),
    )
    assert [step.objective for step in found] == [objective for objective, *_ in facts]
    assert [missing(step.action, *rest) for step, (_, *rest) in zip(found, facts, strict=True)] == [[]] * 6


def test_an_option_in_which_nothing_changes_has_no_steps() -> None:
    assert steps(worked.case(), worked.as_is()) == ()


# -- quarters --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "quarter"),
    [(0, (0, 1)), (2, (0, 1)), (3, (0, 2)), (11, (0, 4)), (12, (1, 1)), (-1, (-1, 4)), (-12, (-1, 1)), (-13, (-2, 4))],
)
def test_months_are_counted_from_april_of_the_first_year(month: int, quarter: tuple[int, int]) -> None:
    assert quarter_of(month) == Quarter(*quarter)


def test_the_day_before_april_lies_in_the_fourth_quarter() -> None:
    assert [last_quarter_before(month) for month in (0, 12, 6)] == [Quarter(-1, 4), Quarter(0, 4), Quarter(0, 2)]


# -- notice ----------------------------------------------------------------------------------------------------------


def ended(
    notice: int, *, first_year: int = 2012, horizon: int = 2, after: int = 1, ends: int | None = None
) -> list[Step]:
    """The steps of a contract with so many months' notice that runs until the year `after` begins."""
    existing = replace(contract("K", "P", today("day", exit_cost=40), ends=ends), notice_months=notice)
    case = world(horizon=horizon, first_year=first_year, contracts=[existing])
    return list(
        steps(
            case,
            build_plan(
                case,
                kept=[("K", year) for year in range(after)],
                used={("K", "day", "A", year): 3 for year in range(after)},
            ),
        )
    )


def test_twelve_months_notice_for_31_march_2013_is_due_by_31_march_2012() -> None:
    notice, end = ended(12)
    assert (notice.kind, notice.by_when, notice.remark) == (StepKind.NOTICE, Quarter(-1, 4), LATE)
    assert missing(notice.action, "Serve 12 months' notice", "31 March 2013") == []
    assert (end.kind, end.by_when, end.amount, end.remark) == (StepKind.END, Quarter(0, 4), 40, "")


@pytest.mark.parametrize(
    ("months", "due"),
    [(1, Quarter(0, 4)), (3, Quarter(0, 3)), (6, Quarter(0, 2)), (9, Quarter(0, 1)), (18, Quarter(-1, 2))],
)
def test_notice_is_due_notice_months_before_the_contract_ends(months: int, due: Quarter) -> None:
    assert ended(months)[0].by_when == due


def test_one_month_is_one_month() -> None:
    assert ended(1)[0].action.startswith("Serve 1 month's notice")


def test_without_notice_months_there_is_no_notice() -> None:
    assert [step.kind for step in ended(0)] == [StepKind.END]


def test_a_contract_that_reaches_its_end_runs_out_without_notice_and_exit_cost() -> None:
    (end,) = ended(12, ends=0)
    assert (end.kind, end.amount) == (StepKind.END, 0)
    assert missing(end.action, "reaches its end date on 31 March 2013", "no notice", "No contract takes over") == []


def test_a_contract_that_stops_before_its_last_year_needs_notice() -> None:
    assert [step.kind for step in ended(12, ends=1)] == [StepKind.NOTICE, StepKind.END]


def test_a_contract_that_stops_at_once_ends_before_the_plan_begins() -> None:
    notice, end = ended(6, after=0)
    assert (notice.by_when, end.by_when, end.year, end.remark) == (Quarter(-1, 2), Quarter(-1, 4), 0, LATE)


# -- tenders, own provision ------------------------------------------------------------------------------------------


def started(year: int, *, months: int, in_house: bool = False) -> tuple[Case, list[Step]]:
    case = world(horizon=3, offers=[offer("N", "R", line("day", price=500, fee=70, start=9), in_house=in_house)])
    case = replace(case, tender_months=months)
    live = range(year, 3)
    plan = build_plan(case, live=[("N", "A", y) for y in live], bought={("N", "A", "day", "A", y): 4 for y in live})
    return case, list(steps(case, plan))


@pytest.mark.parametrize(
    ("months", "begins"),
    [(0, Quarter(0, 4)), (3, Quarter(0, 4)), (4, Quarter(0, 3)), (6, Quarter(0, 3)), (12, Quarter(0, 1))],
)
def test_a_tender_begins_tender_months_before_april_and_ends_in_the_quarter_before(
    months: int, begins: Quarter
) -> None:
    _, (tender, start) = started(1, months=months)
    assert (tender.kind, tender.begins, tender.by_when) == (StepKind.TENDER, begins, Quarter(0, 4))
    assert (start.kind, start.begins, start.by_when) == (StepKind.START, Quarter(1, 1), Quarter(1, 1))


def test_a_start_costs_the_first_year_s_prices_fee_and_start_cost() -> None:
    assert started(1, months=6)[1][-1].amount == 4 * 500 + 70 + 9


def test_a_tender_for_the_first_year_lies_before_the_plan() -> None:
    case, (tender, _) = started(0, months=6)
    assert (*dates(case, tender), tender.remark) == ("Q3 2009/10", "Q4 2009/10", LATE)


def test_a_tender_that_begins_before_the_plan_and_ends_within_it_is_marked() -> None:
    _, (tender, _) = started(1, months=15)
    assert missing(tender.remark, "begins before the plan's first year", "check") == []


def test_own_provision_is_set_up_and_not_tendered() -> None:
    _, (set_up, _) = started(1, months=6, in_house=True)
    assert set_up.kind == StepKind.SET_UP
    assert missing(set_up.action, "in-house provision", "1 April 2011") == []


@pytest.mark.parametrize(
    ("in_house", "action"),
    [
        (False, "Renew with P, or tender if procurement rules require it, to start on 1 April 2011"),
        (True, "Renew with P, to start on 1 April 2011"),
    ],
)
def test_a_contract_with_last_years_provider_is_renewed(in_house: bool, action: str) -> None:
    existing = contract("K", "P", today("day"))
    case = world(horizon=2, contracts=[existing], offers=[offer("N", "P", line("day"), in_house=in_house)])
    plan = build_plan(case, kept=[("K", 0)], live=[("N", "A", 1)])
    (renewal,) = only(case, plan, StepKind.RENEW)
    assert (renewal.action, renewal.contract) == (action, "N")
    assert {step.kind for step in steps(case, plan)} == {StepKind.RENEW, StepKind.END, StepKind.START}


def test_a_service_that_its_provider_does_not_yet_provide_is_tendered() -> None:
    """P has day for A alone: neither links, nor day for B, is its own to renew."""
    existing = contract("K", "P", today("day", "A"))
    wider = offer("N", "P", line("day"), line("links"))
    case = world(services="day links", boroughs="A B", horizon=2, contracts=[existing], offers=[wider])
    for each in "AB":
        plan = build_plan(case, kept=[("K", 0)], live=[("N", each, 1)])
        assert [step.contract for step in only(case, plan, StepKind.TENDER)] == ["N"]


def test_an_award_that_stops_and_starts_again_has_two_starts() -> None:
    case = world(horizon=3, offers=[offer("N", "R", line("day"))])
    plan = build_plan(case, live=[("N", "A", 0), ("N", "A", 2)])
    assert [(step.kind, step.year) for step in steps(case, plan) if step.kind in {StepKind.START, StepKind.END}] == [
        (StepKind.START, 0),
        (StepKind.END, 1),
        (StepKind.START, 2),
    ]


# -- money, agreements, hubs -----------------------------------------------------------------------------------------


def pooled(level: int, first: int = 1) -> Case:
    """A and B may pool the budget, which has 50 and 60 and 70 pounds; B's council keeps its own money."""
    budget = replace(stream("budget", "A", (5000, 6000, 7000), poolable=True), owner="the banker")
    again = replace(stream("budget", "B", (100, 200, 300), poolable=True), owner="the banker")
    rows = [budget, again, stream("council", "B", 10_000)]
    hub_phases = [hub_phase("north", "A B", annual_cost=2500, setup_cost=900, first=first)]
    return world(
        boroughs="A B", horizon=3, funding=rows, options=[option("together", level=level, hub_phases=hub_phases)]
    )


def test_each_owner_approves_once_with_its_amount_in_the_first_year_of_membership() -> None:
    case = pooled(3)
    (step,) = only(case, build_plan(case), StepKind.APPROVE)
    assert (step.by_whom, step.subject, step.boroughs, step.amount) == (("the banker",), "budget", ("A", "B"), 6200)
    assert (dates(case, step), step.contract) == (("Q4 2010/11", "Q4 2010/11"), "")
    assert missing(step.action, "Approve", "budget", "hub north", "2011/12") == []


def test_below_level_3_nothing_is_pooled() -> None:
    assert only(pooled(2), build_plan(pooled(2)), StepKind.APPROVE) == []


def test_money_pooled_since_before_the_plan_is_approved_before_it_begins() -> None:
    case = pooled(3, first=-2)
    (step,) = only(case, build_plan(case), StepKind.APPROVE)
    assert (step.by_when, step.amount, step.remark) == (Quarter(-1, 4), 5100, LATE)
    assert only(case, build_plan(case), StepKind.HUB) == []


def aligned(level: int, *, poolable: bool = False, year: int | None = None) -> list[Step]:
    """A's money is for day alone and aligned for swap too; in `year` the plan spends 30p of it on swap."""
    money = stream("mainstream", "A", (1000, 2000), purpose="day", aligned="day swap", poolable=poolable)
    hub_phases = [hub_phase("hub", "A", first=1)] if poolable else []
    case = world(
        services="day swap", horizon=2, funding=[money], options=[option("level", level=level, hub_phases=hub_phases)]
    )
    spent = {} if year is None else {(0, "A", "swap", year): 30}
    return only(case, build_plan(case, spent=spent), StepKind.ALIGN)


def test_an_owner_agrees_to_align_its_money_before_the_year_in_which_the_plan_first_needs_it() -> None:
    (step,) = aligned(2, year=1)
    assert (step.by_when, step.by_whom, step.subject, step.amount) == (Quarter(0, 4), ("A",), "mainstream", 2000)
    assert missing(step.action, "Agree that mainstream also pays for swap", "spends £0.30", "in 2011/12") == []


def test_no_agreement_is_needed_for_spending_that_is_not_in_the_plan() -> None:
    assert aligned(2) == []


@pytest.mark.parametrize(
    ("level", "poolable", "year", "count"),
    [
        pytest.param(1, False, None, 0, id="level 1 aligns nothing"),
        pytest.param(3, False, 1, 1, id="level 3 aligns what is not pooled"),
        pytest.param(3, True, None, 0, id="what is pooled needs no other agreement"),
        pytest.param(3, True, 1, 0, id="nor where it is spent so once it is pooled"),
        pytest.param(3, True, 0, 1, id="but where it is spent so before it is pooled"),
    ],
)
def test_which_money_must_be_aligned(level: int, poolable: bool, year: int | None, count: int) -> None:
    assert len(aligned(level, poolable=poolable, year=year)) == count


def test_boroughs_agree_once_a_group_and_year_before_the_tender_begins() -> None:
    groups = [("day", "A B", 1), ("swap", "A B", 1), ("links", "A B", 2), ("swap", "B C", 2)]
    joint = [(name, group, year) for name, group, first in groups for year in range(first, 3)]
    case = world(
        boroughs="A B C",
        services="day swap links",
        horizon=3,
        options=[option("joint", arrangements=[arrangement(name, group) for name, group, _ in groups])],
    )
    found = only(case, build_plan(case, joint=joint), StepKind.AGREE)
    assert [(step.by_when, step.boroughs, step.action) for step in found] == [
        (Quarter(0, 2), ("A", "B"), "Agree to contract jointly for day and swap from 2011/12"),
        (Quarter(1, 2), ("A", "B"), "Agree to contract jointly for links from 2012/13"),
        (Quarter(1, 2), ("B", "C"), "Agree to contract jointly for swap from 2012/13"),
    ]


def test_one_commissioner_of_several_boroughs_decides_by_itself() -> None:
    case = world(
        boroughs=[borough("A", commissioner="county"), borough("B", commissioner="county")],
        options=[option("joint", arrangements=[arrangement("day", "A B")])],
    )
    (step,) = only(case, build_plan(case, joint=[("day", "A B", 0)]), StepKind.AGREE)
    assert (step.by_whom, step.action) == (("county",), "Decide to contract jointly for day from 2010/11")


def test_a_hub_is_set_up_once_and_joined_in_each_phase() -> None:
    hub_phases = [
        hub_phase("hub", "A", annual_cost=2500, setup_cost=900, first=1),
        hub_phase("hub", "B", annual_cost=100, setup_cost=50, first=1),
        hub_phase("hub", "C", annual_cost=1050, setup_cost=70, first=2),
    ]
    case = world(boroughs="A B C", horizon=3, options=[option("together", hub_phases=hub_phases)])
    assert [(step.by_when, step.boroughs, step.amount, step.action) for step in steps(case, build_plan(case))] == [
        (Quarter(0, 4), ("A", "B"), 950, "Set up the hub, to start on 1 April 2011; it costs £26 a year"),
        (Quarter(1, 4), ("C",), 70, "Prepare to join the hub, to start on 1 April 2012; it adds £10.50 a year"),
    ]


def test_long_lists_of_services_are_counted_not_named() -> None:
    names = [service(f"s{n}") for n in range(5)]
    case = world(services=names, horizon=2, offers=[offer("N", "R", *(line(f"s{n}") for n in range(5)))])
    tender, _ = steps(case, build_plan(case, live=[("N", "A", 1)]))
    assert tender.objective == "Provide 5 services"


# -- every change in contracts.csv, exactly once ---------------------------------------------------------------------


def changes_listed(case: Case, asked: Option, plan: Plan) -> Counter[tuple[object, ...]]:
    """The rows of contracts.csv that start or end: year, contract, boroughs, state, and the pence that change."""
    found: Counter[tuple[object, ...]] = Counter()
    for row in contract_rows(AuditedPlan(case, asked, plan, verify(case, plan))):
        _, year, name, _, _, _, boroughs, _, state, unit_cost, fee, start_cost, exit_cost, _ = row
        assert isinstance(unit_cost, int)
        assert isinstance(fee, int)
        assert isinstance(start_cost, int)
        if state != "continues":
            found[year, name, boroughs, state, unit_cost + fee + start_cost if state == "starts" else exit_cost] += 1
    return found


def changes_planned(case: Case, asked: Option, plan: Plan) -> Counter[tuple[object, ...]]:
    states = {StepKind.START: "starts", StepKind.END: "ends"}
    return Counter(
        (case.year_label(step.year), step.contract, ", ".join(step.boroughs), states[step.kind], step.amount)
        for step in action_plan(case, asked, plan)
        if step.kind in states
    )


def test_every_change_of_a_contract_has_one_step_with_its_money_on_the_worked_example() -> None:
    case, plan = worked.case(), worked.joint()
    listed = changes_listed(case, case.option("joint"), plan)
    assert listed == {("2011/12", "K1", "A", "ends", 700): 1, ("2011/12", "O", "A, B", "starts", 18_500): 1}
    assert changes_planned(case, case.option("joint"), plan) == listed


def test_every_change_of_a_contract_has_one_step_with_its_money_on_tiny_solved_cases() -> None:
    """40 random cases: those that have a plan, of which more than 20 start or end something."""
    changed = 0
    for case in map(tiny_case, CASES):
        plan = solve(case, case.options[0], Settings(gap=0.0)).plan
        if plan is not None:
            listed = changes_listed(case, case.options[0], plan)
            assert changes_planned(case, case.options[0], plan) == listed
            changed += bool(listed)
    assert changed > 20


def test_the_same_plan_gives_the_same_steps_whatever_order_its_sets_are_in() -> None:
    plan = worked.joint()
    shuffled = replace(
        plan,
        spent=dict(reversed(plan.spent.items())),
        used=dict(reversed(plan.used.items())),
        arrangements=frozenset(sorted(plan.arrangements, reverse=True)),
    )
    assert steps(worked.case(), shuffled) == steps(worked.case(), plan)
