"""The range of each line over all plans that are nearly as good: proven from outside, found from inside.

From outside: the programme with continuous places and the first aim held at its worst is a relaxation of all such
plans, so the least and the most that a line comes to in it bound every one of them; first without whole decisions, then
with them, by branch and bound. From inside: each such search ends near a plan; its decisions are kept, its places made
whole, and once it has passed the judge, it moves the ends found of every line. A search stops after so many nodes, not
seconds, so that the same input gives the same ranges. What the words mean is in `models.plan.allocation_lines`.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from models.mip.build import MipModel, build
from models.mip.extract import cell_charges, extract_plan
from models.mip.funding_flow import Shortfall, allocate_funding
from models.mip.funding_pools import THOUSAND_POUNDS
from models.mip.instance import OptionInstance
from models.plan.allocation_lines import (
    AllocationLine,
    LineRange,
    LineState,
    NearOptimalRanges,
    in_table_order,
    near_optimal_limit,
    places_by_line,
)
from models.plan.plan import Plan
from optimiser.solving.persistent_highs import Kept, Reached
from optimiser.solving.solver_interface import columns_of

PROBED = 1000  # decisions: with more, looking at each alone takes longer than it saves
EACH = 60.0  # seconds that one search may take; Ctrl-C is heeded between two
NODES = 200  # of the search for one end of one line
SMALL = 120  # columns: a programme that is searched with whole places too
NEAR = 0.5  # of a place: how near to its bound such a search need come
WHOLE_NODES = 200  # of the search for whole places
DUST = 0.01  # of a place: what a solver's tolerances may hide
ROOM = 1e-7  # what the first aim is held with, as in `stages`

Tell = Callable[[int, int], None]  # searches done, of how many at most
LEAST, MOST = 1, -1  # which end of a range: what a line counts for in the objective, which is minimised


def ranges(
    instance: OptionInstance,
    objective: str,
    own: Plan,
    value: Fraction,
    accept: Callable[[Plan], bool],
    *,
    seconds: float,
    tell: Tell | None = None,
) -> NearOptimalRanges:
    """The ranges of a question's lines over all plans nearly as good as `own`.

    aim: the first aim; value: what it comes to in `own`, exact. accept: whether a plan keeps every rule and is nearly
    as good, as the judge has it. seconds: when to stop searching, whatever is left; ends not reached stay as known.
    Always by HiGHS, whatever solver the run has asked for: no other can be kept.
    """
    search = _Search(instance, objective, own, value, accept, time.perf_counter() + seconds, tell)
    search.relax()
    search.close()
    search.tell_apart()
    return search.settled()


@dataclass
class _Search:
    instance: OptionInstance
    objective: str
    own: Plan
    value: Fraction
    accept: Callable[[Plan], bool]
    until: float
    tell: Tell | None
    ranges: dict[AllocationLine, LineRange] = field(default_factory=dict)
    seen: list[dict[AllocationLine, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.model = build(self.instance)
        self.model.set_objective(self.objective)
        self.holds = len(self.model.objectives[self.objective]) > 0  # else no plan is better than another
        if self.holds:
            self.model.constrain_objective(
                self.objective, _minimised(self.objective, near_optimal_limit(self.objective, self.value)) + ROOM
            )
        self.terms = _terms(self.model, self.instance)
        self.places = frozenset(name for terms in self.terms.values() for name in terms)
        self.kept = Kept(self.model.problem)
        self.small = len(columns_of(self.model.problem)) <= SMALL
        mine = places_by_line(self.instance.case, self.own)
        for line in self.terms:
            places = mine.get(line, 0)
            self.ranges[line] = LineRange(line, places, places, places, 0, max(places, self._possible(line)))
        self.seen.append(mine)

    def relax(self) -> None:
        """Bound every line by the relaxation without whole decisions, but for those that cannot be otherwise."""
        if self.kept.choices <= PROBED:
            self.kept.probe()
        for line, terms in self.terms.items():
            for end in (LEAST, MOST):
                if self._open(line, end) and self._left() > 0:
                    self._prove(line, end, self.kept.relaxed(_aimed(terms, end)).bound)

    def close(self) -> None:
        """Search for a plan at each end that is not reached yet, and prove how far it may lie."""
        left = [(line, end) for line in self.terms for end in (LEAST, MOST)]
        for done, (line, end) in enumerate(left):
            if self.tell is not None:
                self.tell(done, len(left))
            if self._open(line, end) and self._left() > 0:
                self._close(line, end)

    def tell_apart(self) -> None:
        """Where a line is neither settled nor open: the best plan in which it is another figure, or a proof of none."""
        for line, known in list(self.ranges.items()):
            for end in (LEAST, MOST):
                if self.ranges[line].state is LineState.UNDETERMINED and self._open(line, end) and self._left() > 0:
                    other = (0.0, known.places - 1.0) if end == LEAST else (known.places + 1.0, math.inf)
                    self._other(line, end, *other)

    def _other(self, line: AllocationLine, end: int, least: float, most: float) -> None:
        best = {column.name: float(times) for column, times in self.model.objectives[self.objective].items()}
        with self.kept.beyond(self.terms[line], least, most):
            for whole in ((), self.places):
                reached = self.kept.chosen(best, ROOM, NODES, self._left(), whole)
                if reached.infeasible:
                    self._prove(line, end, float(end * self.ranges[line].places))
                    break
                if reached.value is not None and self._try(best, reached, 0.0):
                    break

    def settled(self) -> NearOptimalRanges:
        """What is known now."""
        found = [self.ranges[line] for line in in_table_order(self.instance.case, self.ranges)]
        shown = tuple(each for each in found if not each.never_used)
        return NearOptimalRanges(self.instance.option.name, shown, len(found) - len(shown), len(self.seen))

    def _close(self, line: AllocationLine, end: int) -> None:
        """With continuous places; where that leaves a gap and the programme is small, with whole ones."""
        objective = _aimed(self.terms[line], end)
        for whole in ((), self.places) if self.small else ((),):
            if self._open(line, end):
                reached = self.kept.chosen(objective, NEAR, NODES, self._left(), whole)
                self._prove(line, end, reached.bound)
                if reached.value is not None:
                    self._try(objective, reached, NEAR)

    def _try(self, objective: Mapping[str, float], reached: Reached, near: float) -> bool:
        """Whole places for the decisions of a search, as far along its aim as they go; whether that is a plan."""
        for less in (0.0, 2 * ROOM) if self.holds else (0.0,):  # as it is held; where that is too loose, more tightly
            with self.kept.tighter(less):
                whole = self.kept.rounded(
                    objective, reached.values, self.places, near, WHOLE_NODES, max(self._left(), 1.0)
                )
            found = self._plan(whole)
            if found is not None and self.accept(found):
                self._learn(places_by_line(self.instance.case, found))
                return True
        return False

    def _plan(self, whole: Reached) -> Plan | None:
        """The plan of whole places with its payments; None where there is none, or the money does not reach."""
        if whole.value is None:
            return None
        for column in columns_of(self.model.problem):
            column.varValue = whole.values[column.name]
        v = self.model.variables
        try:
            paid = allocate_funding(self.instance, cell_charges(v))
        except Shortfall:
            return None
        return replace(extract_plan(v), spent=paid.spent, carried=paid.carried)

    def _learn(self, found: dict[AllocationLine, int]) -> None:
        """Move the ends found by one more plan; an end that it disproves is no longer proven."""
        if found not in self.seen:
            self.seen.append(found)
        for line, known in self.ranges.items():
            places = found.get(line, 0)
            least = known.lower_bound if places >= known.lower_bound else 0
            most = known.upper_bound if places <= known.upper_bound else self._possible(line)
            self.ranges[line] = replace(known, lower_bound=least, upper_bound=most).with_plan(places)

    def _prove(self, line: AllocationLine, end: int, bound: float) -> None:
        """Move the end that is proven; a bound that a plan has beaten is no bound."""
        if math.isfinite(bound):
            self.ranges[line] = _proven(self.ranges[line], end, bound)

    def _open(self, line: AllocationLine, end: int) -> bool:
        """Whether an end found is not yet the end proven."""
        known = self.ranges[line]
        return known.lowest_found > known.lower_bound if end == LEAST else known.highest_found < known.upper_bound

    def _possible(self, line: AllocationLine) -> int:
        return sum(
            self.instance.case.places_demanded(line.borough, line.service, year) for year in self.instance.case.years
        )

    def _left(self) -> float:
        """Seconds for the next search."""
        return min(EACH, self.until - time.perf_counter())


def _terms(model: MipModel, instance: OptionInstance) -> dict[AllocationLine, list[str]]:
    """The columns whose sum is a line's places."""
    case = instance.case
    provider = {each.name: each.provider for each in case.contracts}
    bidder = {each.name: each.provider for each in case.offers}
    found: defaultdict[AllocationLine, list[str]] = defaultdict(list)
    for (borough, service, _), sources in model.variables.sources.items():
        for source in sources:
            who = (bidder if source.is_new else provider)[source.supplier]
            found[AllocationLine(borough, service, who)].append(source.places.name)
    return {line: found[line] for line in in_table_order(case, found)}


def _aimed(names: list[str], end: int) -> dict[str, float]:
    return dict.fromkeys(names, float(end))


def _proven(known: LineRange, end: int, bound: float) -> LineRange:
    if end == LEAST:
        least = math.ceil(bound - DUST)
        return replace(known, lower_bound=least) if known.lower_bound < least <= known.lowest_found else known
    most = math.floor(DUST - bound)
    return replace(known, upper_bound=most) if known.highest_found <= most < known.upper_bound else known


def _minimised(objective: str, value: Fraction) -> float:
    """A value of an aim as the programme has it: minimised, money in thousands of pounds."""
    return float(value if objective == "cost" else -value) / (1 if objective == "outcomes" else THOUSAND_POUNDS)
