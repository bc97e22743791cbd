"""What a comparison of two runs finds, as frozen types that `optimiser.engine.serialisation` writes and reads.

Money is in whole pence; outcomes and scores are exact. The sentences are in `optimiser.reports.prose.comparison`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

PREFERRED = ""  # the subject of the bridge of the preferred option, which may differ between the runs
SCORE = "score"
RUN = "run"  # in place of a table's name: the settings, the scenario, and the versions of the programme


class Cause(StrEnum):
    """Why a figure may have changed. The first two are not in the input, and a bridge has at most one of them."""

    VERSION = "version or what was asked"
    CHOICE = "choice within the gap"  # nothing that was asked changed, but the solver found another plan
    FUNDING = "funding"
    DEMAND = "demand"
    PRICES = "prices"
    FLOORS = "floors"
    OPTIONS = "options"
    JUDGEMENTS = "judgements"
    REST = "boroughs, services and settings"


@dataclass(frozen=True, slots=True)
class ComparedRun:
    """One of the two runs.

    `run`: its folder, as the user named it. `preferred`: the preferred option, blank for none. `years`: the years that
    it plans, `2010/11 to 2012/13`. `prices`: the year in whose prices its money is. Both are blank if not known.
    `too_close`: whether another option could be preferred instead, within what is proven. `margin`: pence by which the
    present cost of the preferred option may be lower at most for an objective as good; 0 if the objective is cost.
    `contradicted`: the options whose answer a second solver contradicted.
    """

    run: str
    title: str
    source: str
    digest: str
    scenario: str
    preferred: str
    years: str = ""
    prices: str = ""
    too_close: bool = False
    margin: int = 0
    contradicted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InputChange:
    """One change of the input, as text.

    `table`: the table, or RUN for a change of settings, scenario or versions. `row`: the row's name. `column`: blank
    for a whole row, whose cells are then all in `old` or `new`. `what`: the value of a
    `optimiser.analyses.comparison.input_changes.ChangeKind`. `by`: the change as a percentage of the old value,
    `-10.0%`; blank if there is none. `cause`: None if the change moves no figure that has a bridge.
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
    """By how much one cause moved a figure, or several causes together if they cannot be separated.

    `share`: in whole pence for money, else exact. `standard_error`: of a share from sampled orders; None if the share
    is exact. `within_gap`: whether the share is no larger than the bridge's tolerance.
    """

    causes: tuple[Cause, ...]
    share: Fraction
    standard_error: Fraction | None
    within_gap: bool


@dataclass(frozen=True, slots=True)
class Bridge:
    """How a figure changed from the old run to the new: `old` plus the shares of `parts` is exactly `new`.

    `subject`: an option, or PREFERRED. `figure`: `cost`, `outcomes`, `weighted_outcomes` or SCORE. `tolerance`: how far
    the solved figures may be off, in the figure's own unit. `together`: sentences that say which causes have one joint
    share, and why. `sampled_orders`: how many orders were drawn, 0 if the shares are exact.
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
        """Whether the figure is money, in pence."""
        return self.figure == "cost"


@dataclass(frozen=True, slots=True)
class ContractMove:
    """A contract in a year in which its state differs. `old`, `new`: starts, continues, ends, or not there."""

    option: str
    contract: str
    boroughs: str
    provider: str
    year: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlaceMove:
    """A borough's places of a service with a provider in a year, if the two plans differ.

    `counted`: whether the measure `places` counts them; it does not count infrastructure.
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
    """What differs between two plans of one option. `old_places`, `new_places`: the measure `places` of each plan."""

    option: str
    old_places: int
    new_places: int
    contracts: tuple[ContractMove, ...]
    places: tuple[PlaceMove, ...]

    @property
    def any_moved(self) -> bool:
        """Whether any contract or place differs."""
        return bool(self.contracts or self.places)

    @property
    def contracts_moved(self) -> int:
        """How many contracts differ in at least one year."""
        return len({(each.contract, each.boroughs, each.provider) for each in self.contracts})

    @property
    def places_moved(self) -> int:
        """How many places changed provider: by borough, service and year, the smaller of all falls and all rises."""
        falls: Counter[tuple[str, str, str]] = Counter()
        rises: Counter[tuple[str, str, str]] = Counter()
        for each in (each for each in self.places if each.counted):
            (rises if each.new > each.old else falls)[each.borough, each.service, each.year] += abs(each.new - each.old)
        return sum((falls & rises).values())


@dataclass(frozen=True, slots=True)
class RunComparison:
    """Two runs compared.

    `causes`: those that changed. `without`: sentences that say which figures have no bridge, and why. `outcomes`: the
    measure of outcomes that is shown. `price_base`, `gap`: as of the new run. `proven`: whether every answer behind a
    bridge is proven within the gap.
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
        """The bridge of a figure, None if there is none."""
        return next((each for each in self.bridges if (each.subject, each.figure) == (subject, figure)), None)
