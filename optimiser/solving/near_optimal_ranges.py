"""The range of each allocation line over all plans that are nearly as good: proven bounds, and ends that were found.

Bounds: the model with continuous places and the objective constrained to its worst value is a relaxation of all such
plans. So the least and the most that a line can be in it bound the line in every such plan: first without integer
decisions, then with them, by branch and bound. Ends: each of these searches ends near a plan. Its decisions are kept
and its places made whole; once the audit has accepted it, it moves the ends found of every line. A search stops after a
number of nodes, not seconds, so that the same input gives the same ranges. The words are those of
`models.plan.allocation_lines`.
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
from models.mip.savings import spending_needed
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
from optimiser.solving.persistent_highs import PersistentModel, PersistentResult
from optimiser.solving.search import FEASIBILITY_TOLERANCE
from optimiser.solving.solver_interface import columns_of

MAX_PROBED_DECISIONS = 1000  # with more, probing each decision takes longer than it saves
SEARCH_SECONDS = 60.0  # that one search may take; Ctrl-C is heeded between two
NODES = 200  # of the search for one end of one line
SMALL_MODEL = 120  # columns: a model that is searched with whole places too
PLACES_GAP = 0.5  # of a place: how near to its bound such a search need come
WHOLE_NODES = 200  # of the search for whole places
PLACES_TOLERANCE = 0.01  # of a place: an error that a solver's tolerances allow

ProgressCallback = Callable[[int, int], None]  # searches done, and how many there are at most
LOWER, UPPER = 1, -1  # the ends of a range: the coefficient of the line's places in the objective, which is minimised


def line_ranges(
    instance: OptionInstance,
    objective: str,
    plan: Plan,
    value: Fraction,
    accept: Callable[[Plan], bool],
    *,
    seconds: float,
    on_progress: ProgressCallback | None = None,
) -> NearOptimalRanges:
    """The ranges of an option's allocation lines over all plans nearly as good as `plan`.

    `value`: of the objective in `plan`, exact. `accept`: whether the audit finds that a plan meets every constraint
    and is nearly as good. `seconds`: when to stop searching; ends not reached by then stay as known. HiGHS is used
    whatever solver the run has asked for, because no other can keep a model.
    """
    search = _RangeSearch(instance, objective, plan, value, accept, time.perf_counter() + seconds, on_progress)
    search.bound_by_relaxation()
    search.search_ends()
    search.settle_undetermined()
    return search.result()


@dataclass
class _RangeSearch:
    instance: OptionInstance
    objective: str
    plan: Plan
    value: Fraction
    accept: Callable[[Plan], bool]
    deadline: float
    on_progress: ProgressCallback | None
    ranges: dict[AllocationLine, LineRange] = field(default_factory=dict)
    plans: list[dict[AllocationLine, int]] = field(default_factory=list)  # the different plans known, as places by line

    def __post_init__(self) -> None:
        self.mip = build(self.instance)
        self.mip.set_objective(self.objective)
        self.constrained = len(self.mip.objectives[self.objective]) > 0  # otherwise no plan is better than another
        if self.constrained:
            worst = _minimised(self.objective, near_optimal_limit(self.objective, self.value))
            self.mip.constrain_objective(self.objective, worst + FEASIBILITY_TOLERANCE)
        self.columns = _columns_by_line(self.mip, self.instance)
        self.places = frozenset(name for names in self.columns.values() for name in names)
        self.model = PersistentModel(self.mip.problem)
        self.small = len(columns_of(self.mip.problem)) <= SMALL_MODEL
        planned = places_by_line(self.instance.case, self.plan)
        for line in self.columns:
            places = planned.get(line, 0)
            self.ranges[line] = LineRange(line, places, places, places, 0, max(places, self._places_demanded(line)))
        self.plans.append(planned)

    def bound_by_relaxation(self) -> None:
        """Bound every line by the linear relaxation, with the decisions fixed that cannot be otherwise."""
        if self.model.decision_count <= MAX_PROBED_DECISIONS:
            self.model.fix_forced_decisions()
        for line in self.columns:
            for end in (LOWER, UPPER):
                if self._is_open(line, end) and self._seconds_left() > 0:
                    self._use_bound(line, end, self.model.solve_relaxation(self._line_objective(line, end)).bound)

    def search_ends(self) -> None:
        """For each end that is not known yet, search for a plan there and prove how far out it may lie."""
        ends = [(line, end) for line in self.columns for end in (LOWER, UPPER)]
        for done, (line, end) in enumerate(ends):
            if self.on_progress is not None:
                self.on_progress(done, len(ends))
            if self._is_open(line, end) and self._seconds_left() > 0:
                self._search_end(line, end)

    def settle_undetermined(self) -> None:
        """For each undetermined line, find the best plan in which it is different, or prove that there is none."""
        for line, known in list(self.ranges.items()):
            for end in (LOWER, UPPER):
                undetermined = self.ranges[line].state is LineState.UNDETERMINED
                if undetermined and self._is_open(line, end) and self._seconds_left() > 0:
                    other = (0.0, known.places - 1.0) if end == LOWER else (known.places + 1.0, math.inf)
                    self._search_other_places(line, end, *other)

    def result(self) -> NearOptimalRanges:
        """What is known now."""
        ranges = [self.ranges[line] for line in in_table_order(self.instance.case, self.ranges)]
        used = tuple(each for each in ranges if not each.never_used)
        return NearOptimalRanges(self.instance.option.name, used, len(ranges) - len(used), len(self.plans))

    def _search_end(self, line: AllocationLine, end: int) -> None:
        """With continuous places; if that leaves a gap and the model is small, with whole ones too."""
        objective = self._line_objective(line, end)
        for also_integer in ((), self.places) if self.small else ((),):
            if self._is_open(line, end):
                result = self.model.solve(objective, PLACES_GAP, NODES, self._seconds_left(), also_integer)
                self._use_bound(line, end, result.bound)
                if result.value is not None:
                    self._try_decisions(objective, result, PLACES_GAP)

    def _search_other_places(self, line: AllocationLine, end: int, least: float, most: float) -> None:
        """Search for the best plan in which the line has `least` to `most` places, or prove that there is none."""
        best = {column.name: float(times) for column, times in self.mip.objectives[self.objective].items()}
        with self.model.with_sum_between(self.columns[line], least, most):
            for also_integer in ((), self.places):
                result = self.model.solve(best, FEASIBILITY_TOLERANCE, NODES, self._seconds_left(), also_integer)
                if result.infeasible:
                    self._use_bound(line, end, float(end * self.ranges[line].places))
                    break
                if result.value is not None and self._try_decisions(best, result, 0.0):
                    break

    def _try_decisions(self, objective: Mapping[str, float], result: PersistentResult, gap: float) -> bool:
        """Whole places for the decisions of a search, as good as can be for its objective; whether that is a plan.

        If the constraint on the objective is too loose for an acceptable plan, it is tried again a little tighter.
        """
        for tighter_by in (0.0, 2 * FEASIBILITY_TOLERANCE) if self.constrained else (0.0,):
            with self.model.with_last_row_tightened(tighter_by):
                seconds = max(self._seconds_left(), 1.0)
                whole = self.model.solve_with_decisions(
                    objective, result.values, self.places, gap, WHOLE_NODES, seconds
                )
            plan = self._funded_plan(whole)
            if plan is not None and self.accept(plan):
                self._use_plan(places_by_line(self.instance.case, plan))
                return True
        return False

    def _funded_plan(self, whole: PersistentResult) -> Plan | None:
        """The plan with who pays for it. None if there is none or the money does not reach."""
        if whole.value is None:
            return None
        for column in columns_of(self.mip.problem):
            column.varValue = whole.values[column.name]
        variables = self.mip.variables
        try:
            payments = allocate_funding(self.instance, cell_charges(variables), spending_needed(variables))
        except Shortfall:
            return None
        return replace(extract_plan(variables), spent=payments.spent, carried=payments.carried)

    def _use_plan(self, planned: dict[AllocationLine, int]) -> None:
        """Widen the ranges found by one more plan. A bound that the plan disproves does not count any more."""
        if planned not in self.plans:
            self.plans.append(planned)
        for line, known in self.ranges.items():
            places = planned.get(line, 0)
            lower = known.lower_bound if places >= known.lower_bound else 0
            upper = known.upper_bound if places <= known.upper_bound else self._places_demanded(line)
            self.ranges[line] = replace(known, lower_bound=lower, upper_bound=upper).with_plan(places)

    def _use_bound(self, line: AllocationLine, end: int, bound: float) -> None:
        """Move the bound of a line at one end, if this bound is finite and no plan disproves it."""
        if math.isfinite(bound):
            self.ranges[line] = _with_bound(self.ranges[line], end, bound)

    def _is_open(self, line: AllocationLine, end: int) -> bool:
        """Whether the end found is not yet the end proven."""
        known = self.ranges[line]
        return known.lowest_found > known.lower_bound if end == LOWER else known.highest_found < known.upper_bound

    def _line_objective(self, line: AllocationLine, end: int) -> dict[str, float]:
        return dict.fromkeys(self.columns[line], float(end))

    def _places_demanded(self, line: AllocationLine) -> int:
        case = self.instance.case
        return sum(case.places_demanded(line.borough, line.service, year) for year in case.years)

    def _seconds_left(self) -> float:
        """Seconds for the next search."""
        return min(SEARCH_SECONDS, self.deadline - time.perf_counter())


def _columns_by_line(mip: MipModel, instance: OptionInstance) -> dict[AllocationLine, list[str]]:
    """The names of the columns whose sum is a line's places."""
    case = instance.case
    provider = {contract.name: contract.provider for contract in case.contracts}
    bidder = {offer.name: offer.provider for offer in case.offers}
    columns: defaultdict[AllocationLine, list[str]] = defaultdict(list)
    for (borough, service, _), sources in mip.variables.sources.items():
        for source in sources:
            supplier = (bidder if source.is_new else provider)[source.supplier]
            columns[AllocationLine(borough, service, supplier)].append(source.places.name)
    return {line: columns[line] for line in in_table_order(case, columns)}


def _with_bound(known: LineRange, end: int, bound: float) -> LineRange:
    if end == LOWER:
        lower = math.ceil(bound - PLACES_TOLERANCE)
        return replace(known, lower_bound=lower) if known.lower_bound < lower <= known.lowest_found else known
    upper = math.floor(PLACES_TOLERANCE - bound)
    return replace(known, upper_bound=upper) if known.highest_found <= upper < known.upper_bound else known


def _minimised(objective: str, value: Fraction) -> float:
    """A value of an objective as the model has it: minimised, money in thousands of pounds."""
    return float(value if objective == "cost" else -value) / (1 if objective == "outcomes" else THOUSAND_POUNDS)
