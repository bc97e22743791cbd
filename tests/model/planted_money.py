"""Planted breaches of the rules of money. An office costs 100 pence a year; a day place costs 10, a bed 20."""

from __future__ import annotations

from dataclasses import replace

from models.case.types import Case, Option, Stream
from models.plan.plan import Plan
from tests.model.planting import Planted
from tests.planned import planned
from tests.world import ALL, borough, contract, line, offer, option, saving, stream, today, wave, world

OFFICE = "commissioning"


def _case(*streams: Stream, horizon: int = 1, only: Option | None = None) -> Case:
    return world(
        (borough("A", back_office=100), borough("B", back_office=100)),
        ("day", "bed"),
        horizon,
        funding=streams or None,
        offers=[offer("O", "P", line("day", price=10), line("bed", price=20))],
        options=[only or option("only")],
    )


def _buys(case: Case, service: str) -> Plan:
    """A buys one place, and everything is paid from a borough's own first stream."""
    return planned(case, live=[("O", "A", 0)], bought={("O", "A", service, "A", 0): 1})


def _paid_by(stream: int, borough: str, service: str, plan: Plan, *, amount: int | None = None) -> Plan:
    """The plan with a stream paying for a service of a borough in the first year, or some of it, in another's place."""
    key = next(key for key in plan.spent if key[1:] == (borough, service, 0))
    moved = plan.spent[key] if amount is None else amount
    spent = {**plan.spent, key: plan.spent[key] - moved, (stream, borough, service, 0): moved}
    return replace(plan, spent={key: pence for key, pence in spent.items() if pence})


_plain = _case()
_offices = planned(_plain)
_short = {**_offices.spent, (1, "B", OFFICE, 0): 99}
_over = {**_offices.spent, (1, "B", OFFICE, 0): 101}
_idle = {**_offices.spent, (1, "B", "bed", 0): 1}

_paid_in_full = [
    Planted("paid_in_full", "a penny short", _plain, _offices, planned(_plain, spent=_short)),
    Planted("paid_in_full", "a penny too much", _plain, _offices, planned(_plain, spent=_over)),
    Planted("paid_in_full", "a penny on what costs nothing", _plain, _offices, planned(_plain, spent=_idle)),
]

_tight = _case(stream("grant", "A", 109), stream("grant", "B", 100))
_share = _case(stream("grant", "A", (119, 82), keep="0.159"), stream("grant", "B"), horizon=2)  # 18.921 of 119
_whole = _case(stream("grant", "A", (110, 90), keep=1), stream("grant", "B"), horizon=2)
_once = _case(stream("grant", "A", (110, 91, 99), keep=1), stream("grant", "B"), horizon=3)
_last = _case(stream("grant", "A", 200, keep=1), stream("grant", "B"))

_funding = [
    Planted("funding", "a stream spends a penny it does not have", _tight, planned(_tight), _buys(_tight, "day")),
    Planted(
        "funding",
        "more is kept than the share that may be, rounded down to a penny",
        _share,
        planned(_share, carried={(0, 0): 18}),
        planned(_share, carried={(0, 0): 19}),
    ),
    Planted(
        "funding",
        "money is kept that is spent already",
        _whole,
        planned(_whole, carried={(0, 0): 10}),
        planned(_whole, carried={(0, 0): 11}),
    ),
    Planted(
        "funding",
        "the next year needs more than came forward",
        _whole,
        planned(_whole, carried={(0, 0): 10}),
        planned(_whole, carried={(0, 0): 9}),
    ),
    Planted(
        "funding",
        "what came forward is spent and kept too",
        _once,
        planned(_once, carried={(0, 0): 10, (0, 1): 1}),
        planned(_once, carried={(0, 0): 10, (0, 1): 2}),
    ),
    Planted("funding", "money is kept in the last year", _last, planned(_last), planned(_last, carried={(0, 0): 1})),
]

_purposes = (
    stream("office", "A", 900, ring_fence=ALL, purpose=OFFICE, aligned=("day", OFFICE), poolable=True),
    stream("grant", "A", 900),
    stream("grant", "B", 900, poolable=True),
)
_fence = stream("office", "A", 900, ring_fence=OFFICE, purpose=("day", OFFICE), poolable=True)
_both = wave("hub", "A B")
_alone = _case(*_purposes)
_aligned = _case(*_purposes, only=option("only", level=2, waves=[_both]))
_pooled = _case(*_purposes, only=option("only", level=3, waves=[_both]))
_no_hub = _case(*_purposes, only=option("only", level=3))
_two_hubs = _case(*_purposes, only=option("only", level=3, waves=[wave("one", "A"), wave("two", "B")]))
_later = _case(*_purposes, horizon=2, only=option("only", level=3, waves=[wave("hub", "A B", first=1)]))
_fenced = _case(_fence, *_purposes[1:], only=option("only", level=3, waves=[_both]))
_kept_apart = _case(*_purposes[:2], stream("grant", "B", 900), only=option("only", level=3, waves=[_both]))


def _own(case: Case, service: str = "day") -> Plan:
    """A's place is paid from the money that is for everything of A."""
    return _paid_by(1, "A", service, _buys(case, service))


def _unfit(claim: str, case: Case, stream: int, borough: str, service: str) -> Planted:
    """A stream pays for a service that it may not pay for."""
    good = _own(case, "bed" if service == "bed" else "day")
    return Planted("eligible", claim, case, good, _paid_by(stream, borough, service, good))


ELIGIBLE = [
    _unfit("a service outside the ring fence, even where it is a purpose and pooled", _fenced, 0, "A", "day"),
    _unfit("at level 1, a service that is only aligned", _alone, 0, "A", "day"),
    _unfit("at level 2, a service that is not aligned", _aligned, 0, "A", "bed"),
    _unfit("at level 3, a service that is not aligned, of a borough in no hub", _no_hub, 0, "A", "bed"),
    _unfit("another borough's office, below level 3", _aligned, 0, "B", OFFICE),
    _unfit("another borough's office, without a hub", _no_hub, 0, "B", OFFICE),
    _unfit("another borough's office, in another hub", _two_hubs, 0, "B", OFFICE),
    _unfit("another borough's office, before the hub begins", _later, 0, "B", OFFICE),
    _unfit("another borough's office, from money that is not poolable", _kept_apart, 2, "A", OFFICE),
]

# What is eligible: (case, stream, borough, service).
FIT = [
    (_aligned, 0, "A", "day"),
    (_pooled, 0, "A", "bed"),
    (_two_hubs, 0, "A", "bed"),
    (_pooled, 0, "B", OFFICE),
    (_pooled, 2, "A", "bed"),
]
FITTING = [
    (case, _paid_by(stream, borough, service, _own(case, "bed" if service == "bed" else "day")))
    for case, stream, borough, service in FIT
]

_limited = _case(
    stream("grant", "A", 999, poolable=True),
    stream("grant", "B"),
    only=option("only", level=3, waves=[_both], transfer_limit="0.1"),
)  # 99.9 of 999
_transfer_limit = [
    Planted(
        "transfer_limit",
        "a penny more than the limit, rounded down, is spent outside its home",
        _limited,
        _paid_by(0, "B", OFFICE, planned(_limited), amount=99),
        _paid_by(0, "B", OFFICE, planned(_limited), amount=100),
    ),
]


def _saving(figure: str, *, percentage: bool = False, one_off: bool = True) -> tuple[Case, Plan, Plan]:
    """A's baseline is 1000 + 333 + 100 = 1433. A new contract costs it 1000 + 100 + 200 + 50 to leave + 70 to start,
    and 10 a place: 1440 with two places; 1320 without what is one-off. The plans buy two places, and three.
    """
    case = world(
        (borough("A", back_office=1000), borough("B", back_office=5)),
        ("day",),
        management=100,
        contracts=[contract("K", "P", today("day", "A", cost=333, exit_cost=50))],
        offers=[offer("O", "Q", line("day", price=10, fee=200, start=70))],
        savings=[saving("A", figure, percentage=percentage, one_off=one_off)],
    )
    two, three = (planned(case, live=[("O", "A", 0)], bought={("O", "A", "day", "A", 0): n}) for n in (2, 3))
    return case, two, three


_savings = [
    Planted("savings", "a penny above the baseline less the saving", *_saving("-7")),
    Planted("savings", "a penny above, one-off costs left out", *_saving("113", one_off=False)),
    Planted(
        "savings",
        "a share of the baseline, rounded down to a penny",  # 0.0789 of 1433 is 113.06
        *_saving("0.0789", percentage=True, one_off=False),
    ),
]

PLANTED = [*_paid_in_full, *_funding, *ELIGIBLE, *_transfer_limit, *_savings]
