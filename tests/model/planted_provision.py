"""Planted breaches of the rules of provision: demand, floors and equal access."""

from __future__ import annotations

from fractions import Fraction

from models.case.types import Case, Floor
from models.plan.plan import Plan
from tests.model.planting import Planted
from tests.planned import planned
from tests.world import contract, floor, line, offer, service, today, world


def _case(*floors: Floor, gap: str | None = None) -> Case:
    return world(
        ("A", "B"),
        (
            "day",
            service("bed", tier=4, people="1/2"),
            service("advice", tier=1),
            service("staff", tier="infrastructure"),
        ),
        demand={
            ("A", "day"): 4,
            ("B", "day"): 8,
            ("A", "bed"): 4,
            ("A", "staff"): 1,
            ("B", "staff"): 1,
            ("A", "advice"): 9,
        },
        floors=floors,
        gap=gap,
        contracts=[contract("K", "P", today("day", places=9))],
        offers=[offer("O", "P", line("day"), line("bed"), line("advice")), offer("S", "Q", line("staff"))],
    )


def _bought(**places: int) -> dict[tuple[str, str, str, str, int], int]:
    """Places by service and borough: day_A=4."""
    keys = {name: name.split("_") for name in places}
    return {
        ("S" if kind == "staff" else "O", place, kind, place, 0): places[name] for name, (kind, place) in keys.items()
    }


def _plan(case: Case, used: int = 0, **places: int) -> Plan:
    live = [("O", "A", 0), ("O", "B", 0), ("S", "A", 0), ("S", "B", 0)]
    kept = [("K", 0)]
    return planned(case, kept=kept, used={("K", "day", "A", 0): used}, live=live, bought=_bought(**places))


_plain = _case()
_places = _case(floor("A B", "day", 5))
_people = _case(floor("A", "day bed advice", "7/2", people=True))
_exact = _case(floor("A", "bed", Fraction("1.5"), people=True))
_equal = _case(gap="0.25")

PLANTED = [
    Planted(
        "demand",
        "places bought and used beyond what could be used",
        _plain,
        _plan(_plain, used=1, day_A=3),
        _plan(_plain, used=2, day_A=3),
    ),
    Planted(
        "demand",
        "places where there is no demand",
        _plain,
        _plan(_plain, bed_A=1),
        _plan(_plain, bed_B=1),
    ),
    Planted(
        "minimum_provision",
        "a place short over two boroughs",
        _places,
        _plan(_places, used=1, day_A=1, day_B=3),
        _plan(_places, used=1, day_A=1, day_B=2),
    ),
    Planted(
        "minimum_provision",
        "half a person short, where places count as people by their service",
        _people,
        _plan(_people, day_A=3, bed_A=1),
        _plan(_people, day_A=3, advice_A=9),
    ),
    Planted(
        "minimum_provision",
        "a floor of one and a half people",
        _exact,
        _plan(_exact, bed_A=3),
        _plan(_exact, bed_A=2),
    ),
    Planted(
        "equal_access",  # 5 of 12 - 1/4 = 1/6 of 8 is 4/3; with 6 of 12, 1/4 of 8 is 2
        "a borough further below the whole than the gap",
        _equal,
        _plan(_equal, day_A=4, day_B=2, staff_A=1),
        _plan(_equal, day_A=4, day_B=1, staff_A=1),
    ),
]
