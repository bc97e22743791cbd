"""Planted breaches of the rules of arrangements: three boroughs that may, or must, contract jointly."""

from __future__ import annotations

from models.case.types import Arrangement, Case
from tests.model.planting import Planted
from tests.planned import Live, planned
from tests.world import arrangement, borough, line, offer, option, world

YEARS = (0, 1)


def _joint(*arrangements: Arrangement, horizon: int = 2, level: int = 2) -> Case:
    return world(
        (borough("A", commissioner="A"), borough("B", commissioner="A"), borough("C")),
        ("day", "bed"),
        horizon,
        offers=[offer("O", "P", line("day", price=100))],
        options=[option("joint", level=level, arrangements=arrangements)],
    )


def _live(group: str, *years: int) -> list[Live]:
    return [("O", group, year) for year in years]


_allowed = _joint(arrangement("day", "A B"), arrangement("day", "A B C"))
_pair = [("day", "A B", year) for year in YEARS]
_required = _joint(arrangement("day", "A B", required=True))
_wider = _joint(arrangement("day", "A B", required=True), arrangement("day", "A B C", required=True, first=1))
_late = _joint(arrangement("day", "A B", first=1))
_mixed = _joint(arrangement("day", "A B", required=True), arrangement("day", "A B C"))
_level_1 = _joint(arrangement("day", "A B"), arrangement("day", "B C"), level=1, horizon=1)

PLANTED = [
    Planted(
        "one_arrangement",
        "two allowed arrangements hold one borough",
        _allowed,
        planned(_allowed, joint=_pair, live=_live("A B", *YEARS)),
        planned(
            _allowed,
            joint=[*_pair, ("day", "A B C", 0), ("day", "A B C", 1)],
            live=[*_live("A B", *YEARS), *_live("A B C", *YEARS)],
        ),
    ),
    Planted(
        "one_arrangement",
        "a required arrangement stays when a wider required one begins",
        _wider,
        planned(_wider, joint=[("day", "A B", 0), ("day", "A B C", 1)]),
        planned(_wider, joint=[*_pair, ("day", "A B C", 1)]),
    ),
    Planted(
        "arrangement_lasts",
        "an allowed arrangement stops while its boroughs have no wider one",
        _allowed,
        planned(_allowed, joint=[("day", "A B", 0), ("day", "A B C", 1)], live=[*_live("A B", 0), *_live("A B C", 1)]),
        planned(_allowed, joint=[("day", "A B", 0)], live=_live("A B", 0)),
    ),
    Planted(
        "arrangement_lasts",
        "a narrower arrangement takes the place of a wider one",
        _allowed,
        planned(_allowed, joint=[("day", "A B C", 0), ("day", "A B C", 1)], live=_live("A B C", *YEARS)),
        planned(_allowed, joint=[("day", "A B C", 0), ("day", "A B", 1)], live=[*_live("A B C", 0), *_live("A B", 1)]),
    ),
    Planted(
        "arrangement_lasts",
        "a required arrangement stops",
        _required,
        planned(_required, joint=_pair),
        planned(_required, joint=_pair[:1]),
    ),
    Planted(
        "arrangement_lasts",
        "a required arrangement gives way to one that is only allowed",
        _mixed,
        planned(_mixed, joint=_pair),
        planned(_mixed, joint=[("day", "A B", 0), ("day", "A B C", 1)], live=_live("A B C", 1)),
    ),
    Planted(
        "arrangement_begins",
        "an allowed arrangement begins without a joint contract",
        _allowed,
        planned(_allowed, joint=_pair, live=_live("A B", 0)),
        planned(_allowed, joint=_pair),
    ),
    Planted(
        "arrangement_begins",
        "an allowed arrangement begins a year after its contract should have",
        _allowed,
        planned(_allowed, joint=_pair[1:], live=_live("A B", 1)),
        planned(_allowed, joint=_pair[1:]),
    ),
    Planted(
        "arrangement_begins",
        "an arrangement begins before its year",
        _late,
        planned(_late, joint=_pair[1:], live=_live("A B", 1)),
        planned(_late, joint=_pair, live=_live("A B", *YEARS)),
    ),
    Planted(
        "arrangement_begins",
        "a required arrangement is not in force",
        _required,
        planned(_required, joint=_pair),
        planned(_required),
    ),
    Planted(
        "arrangement_begins",
        "an arrangement that the option does not give",
        _required,
        planned(_required, joint=_pair),
        planned(_required, joint=[*_pair, ("bed", "B C", 0), ("bed", "B C", 1)]),
    ),
    Planted(
        "arrangement_begins",
        "boroughs of two commissioners contract jointly at level 1",
        _level_1,
        planned(_level_1, joint=[("day", "A B", 0)], live=_live("A B", 0)),
        planned(_level_1, joint=[("day", "B C", 0)], live=_live("B C", 0)),
    ),
]
