"""What the builders of tiny worlds share: how names and figures may be given, and how what is left out is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from models.case.types import COMMISSIONING, Borough, Contract, Floor, Group, Offer, Option, Saving, Service, Stream

ALL = "*"  # all boroughs, services or options of the world
Names = str | Sequence[str]
Number = int | str | Fraction
Yearly = int | Sequence[int]
YearlyOrBlank = Number | Sequence[Number | None]
Figure = TypeVar("Figure")


def listed(names: Names) -> tuple[str, ...]:
    return tuple(names.split()) if isinstance(names, str) else tuple(names)


def yearly(figures: Yearly) -> tuple[int, ...]:
    return (figures,) if isinstance(figures, int) else tuple(figures)


def blanks(figures: YearlyOrBlank) -> tuple[Fraction | None, ...]:
    row = (figures,) if isinstance(figures, int | str | Fraction) else figures
    return tuple(maybe(figure) for figure in row)


def maybe(figure: Number | None) -> Fraction | None:
    return None if figure is None else Fraction(figure)


class Fill:
    """Puts the world's own names and years where a builder left `ALL` or one figure for every year."""

    def __init__(self, boroughs: Sequence[Borough], services: Sequence[Service], horizon: int) -> None:
        self.boroughs = tuple(each.name for each in boroughs)
        self.services = tuple(each.name for each in services)
        self.horizon = horizon

    def group(self, names: Group) -> Group:
        """The boroughs named, in the order of the world; unknown names last."""
        known = tuple(name for name in self.boroughs if ALL in names or name in names)
        return known + tuple(name for name in names if name not in known and name != ALL)

    def kinds(self, names: Iterable[str]) -> tuple[str, ...]:
        given = tuple(names)
        return self.services if ALL in given else given

    def fence(self, names: frozenset[str]) -> frozenset[str]:
        return frozenset((*self.services, COMMISSIONING)) if ALL in names else names

    def demand(self, given: Yearly | Mapping[tuple[str, str], Yearly]) -> dict[tuple[str, str], tuple[int, ...]]:
        if not isinstance(given, Mapping):
            given = {(place, kind): given for place in self.boroughs for kind in self.services}
        return {key: self.spread(yearly(figures)) for key, figures in given.items()}

    def stream(self, each: Stream) -> Stream:
        homes = self.group(each.homes)
        return replace(
            each,
            homes=homes,
            owner=homes[0] if each.owner == ALL else each.owner,
            ring_fence=self.fence(each.ring_fence),
            purpose=self.fence(each.purpose),
            aligned=self.fence(each.aligned),
            amounts=self.spread(each.amounts),
        )

    def floor(self, each: Floor) -> Floor:
        figures = self.spread(each.figures)
        return replace(each, boroughs=self.group(each.boroughs), services=self.kinds(each.services), figures=figures)

    def saving(self, each: Saving) -> Saving:
        return replace(each, boroughs=self.group(each.boroughs), figures=self.spread(each.figures))

    def contract(self, each: Contract) -> Contract:
        return replace(each, lines=tuple(replace(row, boroughs=self.group(row.boroughs)) for row in each.lines))

    def offer(self, each: Offer, options: Sequence[Option]) -> Offer:
        names = tuple(one.name for one in options) if ALL in each.options else each.options
        return replace(each, boroughs=self.group(each.boroughs), options=names)

    def option(self, each: Option) -> Option:
        waves = tuple(replace(row, boroughs=self.group(row.boroughs)) for row in each.waves)
        joint = tuple(replace(row, group=self.group(row.group)) for row in each.arrangements)
        return replace(each, waves=waves, arrangements=joint)

    def spread(self, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
        return figures * self.horizon if len(figures) == 1 else figures
