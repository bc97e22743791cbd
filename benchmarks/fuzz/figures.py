"""The figures of a random case: amounts, shares and weights as text, by what its family makes hard."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Row = dict[str, str]
Tables = dict[str, list[Row]]
Thing = TypeVar("Thing")

FAMILIES = ("plain", "thirds", "magnitudes", "weights", "everything", "larger")
THIRDS = ("0.333333333333333", "0.666666666666667", "0.3333", "0.142857142857143", "0.1", "0.000001", "1")
YEARS = ("2010/11", "2011/12", "2012/13")
STAFF = "staff"


class Figures:
    """The size of a case, and its figures."""

    def __init__(self, draw: Random, family: str) -> None:
        self.draw, self.family = draw, family
        everything, larger = family == "everything", family == "larger"
        self.thirds = family == "thirds" or (everything and self.chance(0.5))
        self.magnitudes = family == "magnitudes" or (everything and self.chance(0.3))
        self.weights = family == "weights" or (everything and self.chance(0.3))
        self.demand_most = draw.choice((20, 300, 4000)) if larger else 3
        self.names = ("A", "B", "C", "D")[: draw.choice((2, 3, 4) if larger else (1, 2, 2, 3))]
        self.kinds = ("day", "bed", "swap")[: draw.choice((2, 3) if larger else (1, 1, 2))]
        self.staff = self.chance(0.4)
        self.years = YEARS[: draw.choice((1, 2, 3) if larger else (1, 1, 2))]
        self.options = ("only", "other")[: draw.choice((1, 2))]
        self.usual = 10 ** draw.choice((-1, 0, 0, 0, 2, 4))  # £, the order of a price
        self.spent = 0.0  # £ that a plan of the first year might cost, roughly

    def chance(self, likelihood: float) -> bool:
        """Whether something of this likelihood happens."""
        return self.draw.random() < likelihood

    def some(self, things: Sequence[Thing], least: int = 1) -> list[Thing]:
        """Some of several things, in their order."""
        chosen = self.draw.sample(range(len(things)), self.draw.randint(least, len(things)))
        return [things[place] for place in sorted(chosen)]

    def maybe(self, likelihood: float, text: str) -> str:
        """The text, or a blank."""
        return text if self.chance(likelihood) else ""

    def listed(self, names: Sequence[str]) -> str:
        """Boroughs as a list cell."""
        return "all" if len(names) == len(self.names) and self.chance(0.5) else ", ".join(names)

    def pounds(self, least: float, most: float) -> str:
        """An amount between two multiples of the usual price; its order is any if magnitudes are mixed."""
        amount = self.draw.uniform(least, most) * self.usual
        if self.magnitudes:
            amount = self.draw.uniform(1, 10) * 10 ** self.draw.choice((-2, -1, 0, 1, 2, 4, 6, 7))
        amount = round(amount, self.draw.choice((0, 0, 2))) if amount >= 1 else round(amount, 2)
        return f"{amount:.2f}".removesuffix(".00")

    def price(self, least: float, most: float) -> str:
        """A price, at times with parts of a penny."""
        return f"{self.draw.uniform(least, most) * self.usual:.4f}" if self.chance(0.15) else self.pounds(least, most)

    def share(self, *usual: str) -> str:
        """A share or a number near 1."""
        return self.draw.choice(THIRDS if self.thirds else usual)

    def weight(self) -> str:
        """The weight of an outcome."""
        if self.weights:
            return f"{self.draw.choice((1, 2, 3.7)) * 10 ** self.draw.randint(-9, 9):.10f}".rstrip("0").rstrip(".")
        return self.share("1", "2", "0.5", "0.1") if self.chance(0.8) else ""

    def yes(self, likelihood: float) -> str:
        """Yes, no or a blank."""
        return "yes" if self.chance(likelihood) else self.draw.choice(("no", ""))

    def by_year(self, figures: Sequence[str]) -> Row:
        """Figures by the heading of their year."""
        return dict(zip(self.years, figures, strict=True))

    @property
    def every(self) -> list[str]:
        """The services, with the infrastructure."""
        return [*self.kinds, *([STAFF] if self.staff else [])]
