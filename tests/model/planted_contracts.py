"""Planted breaches of the rules of today's contracts, and of what may stand beside a joint contract."""

from __future__ import annotations

from models.case.types import Arrangement, Case
from tests.model.planting import Planted
from tests.planned import planned
from tests.world import arrangement, contract, line, offer, option, today, world


def _today(
    existing: str = "free",
    *,
    committed_to: int | None = None,
    ends: int | None = None,
    joint: tuple[Arrangement, ...] = (),
) -> Case:
    return world(
        ("A", "B"),
        ("day",),
        2,
        contracts=[contract("K", "P", today("day", "A", places=4, cost=1000), committed_to=committed_to, ends=ends)],
        offers=[offer("O", "Q", line("day", price=100))],
        options=[option("only", level=2, existing=existing, arrangements=joint)],
    )


_pair = arrangement("day", "A B", required=True, first=1)
_both = [("K", 0), ("K", 1)]
_first = [("K", 0)]

_firm = _today(committed_to=0)
_ending = _today(ends=0)
_free = _today()
_run = _today("run")
_run_joint = _today("run", joint=(_pair,))
_stop = _today("stop", committed_to=0)
_joint = _today(joint=(arrangement("day", "A B", required=True),))
_allowed = _today(joint=(arrangement("day", "A B"),))
_firm_joint = _today(committed_to=0, joint=(arrangement("day", "A B", required=True),))
_in_force = [("day", "A B", 0), ("day", "A B", 1)]

PLANTED = [
    Planted(
        "commitment",
        "a contract ends within its firm term",
        _firm,
        planned(_firm, kept=_first),
        planned(_firm),
    ),
    Planted(
        "contract_end",
        "a contract is taken up again",
        _free,
        planned(_free, kept=_first),
        planned(_free, kept=[("K", 1)]),
    ),
    Planted(
        "contract_end",
        "a contract runs after its last year",
        _ending,
        planned(_ending, kept=_first),
        planned(_ending, kept=_both),
    ),
    Planted(
        "contract_end",
        "more of its places are used than it has",
        _free,
        planned(_free, kept=_first, used={("K", "day", "A", 0): 4}),
        planned(_free, kept=_first, used={("K", "day", "A", 0): 5}),
    ),
    Planted(
        "contract_end",
        "places are used of a contract that has ended",
        _free,
        planned(_free, kept=_both, used={("K", "day", "A", 1): 1}),
        planned(_free, kept=_first, used={("K", "day", "A", 1): 1}),
    ),
    Planted(
        "contract_end",
        "a borough uses places of a contract that is not for it",
        _free,
        planned(_free, kept=_first, used={("K", "day", "A", 0): 1}),
        planned(_free, kept=_first, used={("K", "day", "B", 0): 1}),
    ),
    Planted(
        "existing",
        "a contract ends although the option runs today's",
        _run,
        planned(_run, kept=_both),
        planned(_run, kept=_first),
    ),
    Planted(
        "existing",
        "a contract ends before the joint arrangement that takes its place",
        _run_joint,
        planned(_run_joint, kept=_first, joint=[("day", "A B", 1)]),
        planned(_run_joint, joint=[("day", "A B", 1)]),
    ),
    Planted(
        "existing",
        "a contract runs on after its firm term although the option stops today's",
        _stop,
        planned(_stop, kept=_first),
        planned(_stop, kept=_both),
    ),
    Planted(
        "joint_replaces_separate",
        "a joint contract without an arrangement",
        _allowed,
        planned(_allowed, joint=_in_force, live=[("O", "A B", 0)]),
        planned(_allowed, live=[("O", "A B", 0)]),
    ),
    Planted(
        "joint_replaces_separate",
        "a separate contract under a joint arrangement",
        _joint,
        planned(_joint, joint=_in_force),
        planned(_joint, joint=_in_force, live=[("O", "B", 1)]),
    ),
    Planted(
        "joint_replaces_separate",
        "a contract runs on, no longer firm, under a joint arrangement",
        _firm_joint,
        planned(_firm_joint, joint=_in_force, kept=_first),
        planned(_firm_joint, joint=_in_force, kept=_both),
    ),
]
