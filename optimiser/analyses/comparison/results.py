"""What a comparison of two runs finds, as plain frozen types that `optimiser.engine.serialisation` keeps and makes
again.

Money is whole pence, exact; outcomes and scores are exact. Not here: how it is found, and how it is said.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

PREFERRED = ""  # the subject of a bridge that is not one option: whichever is preferred
SCORE = "score"
RUN = "run"  # stands where a table's name would: what was asked, and by which programme


class Cause(StrEnum):
    """What a figure may have changed by. The first two are not of the input: at most one of them is there."""

    VERSION = "version or what was asked"
    CHOICE = "choice within the gap"  # the question is the same, and another of the plans that answer it was found
    FUNDING = "funding"
    DEMAND = "demand"
    PRICES = "prices"
    FLOORS = "floors"
    OPTIONS = "options"
    JUDGEMENTS = "judgements"
    REST = "boroughs, services and settings"


@dataclass(frozen=True, slots=True)
class ComparedRun:
    """One of the two runs: `run`, its folder as it was named; `preferred`, blank where no option is.

    `years`: those planned, `2010/11 to 2012/13`; `prices`: the year whose prices its money is in. Blank: not known.
    """

    run: str
    title: str
    source: str
    digest: str
    scenario: str
    preferred: str
    years: str = ""
    prices: str = ""


@dataclass(frozen=True, slots=True)
class InputChange:
    """One change of the input in words. `what`: changed, added, taken out, in another order.

    `row`: what names it; `column`: blank for a whole row, which `old` or `new` then spells out; `by`: how much of what
    it was, `-10.0%`, where that can be said; `cause`: None where it moves none of the figures of a bridge. Table `run`:
    what was asked, and by which versions.
    """

    table: str
    row: str
    column: str
    what: str
    old: str
    new: str
    by: str
    cause: Cause | None


@dataclass(frozen=True, slots=True)
class BridgePart:
    """What one cause did to a figure, or several that cannot be told apart.

    `share`: whole pence for money, else exact; `error`: the standard error where orders were drawn, None where exact;
    `within_gap`: whether it is no larger than what the solved figures may be off.
    """

    causes: tuple[Cause, ...]
    share: Fraction
    standard_error: Fraction | None
    within_gap: bool


@dataclass(frozen=True, slots=True)
class Bridge:
    """From the old figure to the new by cause: `old` and the shares of `parts` make `new`, exactly.

    `subject`: an option, or PREFERRED; `figure`: cost, outcomes, weighted_outcomes, or SCORE. `noise`: how far the
    solved figures may be off, in the figure's own unit. `together`: which causes are told together and why, in words.
    `orders`: how many were drawn, 0 where the shares are exact.
    """

    subject: str
    figure: str
    old: Fraction
    new: Fraction
    parts: tuple[BridgePart, ...]
    tolerance: Fraction
    together: tuple[str, ...]
    sampled_orders: int

    @property
    def is_money(self) -> bool:
        """Whether it is pence."""
        return self.figure == "cost"


@dataclass(frozen=True, slots=True)
class ContractMove:
    """One contract in one year in which it is not as before: starts, continues, ends, or not there."""

    option: str
    contract: str
    boroughs: str
    provider: str
    year: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlaceMove:
    """One borough's places of one service with one provider in one year, where they differ.

    `counted`: whether they are in the measure places: infrastructure is not.
    """

    option: str
    year: str
    borough: str
    service: str
    provider: str
    old: int
    new: int
    counted: bool


@dataclass(frozen=True, slots=True)
class Moves:
    """What moved between the two plans of one option. `old_places`, `new_places`: the measure in either run."""

    option: str
    old_places: int
    new_places: int
    contracts: tuple[ContractMove, ...]
    places: tuple[PlaceMove, ...]

    @property
    def any_moved(self) -> bool:
        """Whether anything moved."""
        return bool(self.contracts or self.places)

    @property
    def contracts_moved(self) -> int:
        """How many contracts run otherwise in some year."""
        return len({(each.contract, each.boroughs, each.provider) for each in self.contracts})

    @property
    def places_moved(self) -> int:
        """Places that another provider has: of each borough, service and year the lesser of all falls and all rises."""
        falls: Counter[tuple[str, str, str]] = Counter()
        rises: Counter[tuple[str, str, str]] = Counter()
        for each in (each for each in self.places if each.counted):
            (rises if each.new > each.old else falls)[each.borough, each.service, each.year] += abs(each.new - each.old)
        return sum((falls & rises).values())


@dataclass(frozen=True, slots=True)
class RunComparison:
    """Two runs compared. `causes`: those that changed; `without`: what has no bridge and why, in words.

    `outcomes`: the measure of them that is shown; `price_base`: the new run's; `gap`: the one asked for; `proven`:
    whether every answer that a bridge rests on is proven within it.
    """

    old: ComparedRun
    new: ComparedRun
    inputs: tuple[InputChange, ...]
    causes: tuple[Cause, ...]
    bridges: tuple[Bridge, ...]
    without: tuple[str, ...]
    moves: tuple[Moves, ...]
    outcomes: str
    price_base: str
    gap: float
    proven: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed at all."""
        return not (self.inputs or self.bridges or self.without or any(each.any_moved for each in self.moves))

    def bridge(self, subject: str, figure: str) -> Bridge | None:
        """The bridge of one figure, None where there is none."""
        return next((each for each in self.bridges if (each.subject, each.figure) == (subject, figure)), None)
