"""A worked example: two boroughs, two years, one option against the reference, small enough to reckon by hand.

Money in pence. Today: K1 is A's day contract, K2 is swap for both, A's own staff do links. The option keeps all in the
first year; in the second K1 ends, both boroughs join a hub and buy day jointly from P, and A's money pays a little of
B's commissioning. Every plan here keeps all rules, so that its ledger has no breach.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache

from models.appraisal.measures import measure
from models.appraisal.scoring import appraise
from models.audit import judge
from models.case.types import Case
from models.plan.ledger import Ledger
from models.plan.plan import Answer, Plan, Status
from optimiser.engine.run import Result, Run
from optimiser.solving.settings import Settings
from tests.world import (
    arrangement,
    borough,
    contract,
    criterion,
    line,
    offer,
    option,
    risk,
    service,
    stream,
    today,
    wave,
    world,
)

BOTH = ("A", "B")


@cache
def case() -> Case:
    """The case; cached, so not to be changed."""
    return world(
        boroughs=[borough("A", back_office=3000), borough("B", back_office=1000)],
        services=[
            service("day", weight=2, value=10_000),
            service("swap", tier=2),
            service("links", tier="infrastructure"),
        ],
        horizon=2,
        rate="0.25",
        management=1000,
        demand={
            ("A", "day"): 20,
            ("B", "day"): 20,
            ("A", "swap"): (12, 10),
            ("B", "swap"): 30,
            ("A", "links"): 1,
        },
        funding=[
            stream("grant", "A", 40_000, poolable=True, keep="1/10", lapses=True),
            stream("grant", "B", 30_000),
        ],
        contracts=[
            contract("K1", "P", today("day", "A", places=10, cost=10_000, exit_cost=700, success="1/10")),
            contract("K2", "Q", today("swap", "A B", places=20, cost=4000)),
            contract("own", "A council", today("links", "A", places=1, cost=500), in_house=True),
        ],
        offers=[
            offer("O", "P", line("day", bands=[(0, 1000), (15, 900)], fee=200, start=300, success="1/5")),
            offer("H", "B council", line("day", price=800, success="1/5"), boroughs="B", in_house=True),
        ],
        options=[
            option("as is", existing="run"),
            option(
                "joint",
                level=3,
                joint_cost=1500,
                arrangements=[arrangement("day", "A B", first=1)],
                waves=[wave("hub", "A B", annual_cost=2000, setup_cost=600, retained="1/2", first=1)],
            ),
            option("nothing", existing="stop"),
        ],
        criteria=[
            criterion("recovery", weight=3, measure="outcomes"),
            criterion("thrift", weight=1, measure="present_cost", higher=False, low=0, high=1000),
            criterion("welcome", weight=1, judgements={"as is": 100, "joint": 50, "nothing": 0}, gate=40),
        ],
        risks=[risk("delay", "joint", 3, 4), risk("drift", ("as is", "joint"), 1, 2)],
        title="worked example",
    )


@cache
def as_is() -> Plan:
    """Everything runs on, two of K2's places unused in the first year."""
    kept = frozenset((name, year) for name in ("K1", "K2", "own") for year in (0, 1))
    swap = {
        ("K2", "swap", "A", 0): 12,
        ("K2", "swap", "B", 0): 6,
        ("K2", "swap", "A", 1): 10,
        ("K2", "swap", "B", 1): 10,
    }
    rest = {(k, s, "A", year): n for k, s, n in (("K1", "day", 10), ("own", "links", 1)) for year in (0, 1)}
    return paid(Plan("as is", kept=kept, used={**swap, **rest}))


@cache
def joint() -> Plan:
    """As is in the first year; in the second, day is bought jointly. A's grant pays 100p of B's commissioning."""
    before = as_is()
    plan = paid(
        Plan(
            "joint",
            arrangements=frozenset({("day", BOTH, 1)}),
            kept=before.kept - {("K1", 1)},
            used={key: n for key, n in before.used.items() if key != ("K1", "day", "A", 1)},
            live=frozenset({("O", BOTH, 1)}),
            bands={("O", BOTH, "day", 1): 1},
            bought={("O", BOTH, "day", "A", 1): 12, ("O", BOTH, "day", "B", 1): 8},
        )
    )
    own = plan.spent[1, "B", "commissioning", 1]
    moved = {(1, "B", "commissioning", 1): own - 100, (0, "B", "commissioning", 1): 100}
    return replace(plan, spent={**plan.spent, **moved}, carried={(0, 0): 50})


def paid(plan: Plan) -> Plan:
    """The plan with every charge paid out of the borough's own grant."""
    spent: dict[tuple[int, str, str, int], int] = defaultdict(int)
    for charge in judge(case(), plan).charges:
        spent[BOTH.index(charge.borough), charge.borough, charge.service, charge.year] += charge.amount
    return replace(plan, spent=dict(spent))


def ledger(plan: Plan) -> Ledger:
    """Its audited ledger, which must have no breach."""
    judged = judge(case(), plan)
    assert judged.breaches == ()
    return judged


@cache
def run() -> Run:
    """A finished run of both options, and of one that proved to have no plan."""
    reference = ledger(as_is())
    results = {}
    for plan in (as_is(), joint()):
        judged, kind = ledger(plan), case().option(plan.option)
        value = float(judged.aims.outcomes)
        answer = Answer(plan.option, "outcomes", Status.OPTIMAL, plan, value, value, 0.0, 0.25, "HiGHS")
        results[plan.option] = Result(kind, answer, judged, measure(case(), kind, plan, judged, reference))
    none = Answer("nothing", "outcomes", Status.INFEASIBLE, remarks=("The floor of day cannot be met.",))
    results["nothing"] = Result(case().option("nothing"), none, None, None)
    appraisal = appraise(case(), {name: result.measures for name, result in results.items()})
    return Run(case(), "worked", "0" * 64, Settings(), results, appraisal, {"python": "3"})
