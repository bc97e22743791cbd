"""The figures if some causes have changed and others have not: each such case made, solved and appraised.

The two ends are the runs' own answers and are not solved again. If the tables do not fit together, or there is no
figure, the reason takes its place. How a change is shared over its causes is in `bridge`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from models.appraisal.scoring import Appraisal, appraise
from models.case.types import Case
from models.case.validation import Tables, validate
from models.plan.plan import Answer
from optimiser.analyses.comparison.causes import mix_tables
from optimiser.analyses.comparison.results import PREFERRED, SCORE, Cause
from optimiser.engine.answer_cache import PROVEN_STATUSES, answer_key
from optimiser.engine.parallel import BatchSolver
from optimiser.engine.run import Result, Run, options_to_solve

Coalition = frozenset[Cause]
STAGE = "causes"


class MissingFigure(StrEnum):
    """Why there is no figure."""

    FAULTS = "the tables do not fit together"
    NO_PLAN = "the option has no plan"
    NOT_THERE = "the option is not there"
    UNPROVEN = "not every answer is proven in the time given"
    NOBODY = "no option may be preferred"
    NO_FIGURE = "there is no such figure"


@dataclass(frozen=True, slots=True)
class CoalitionPoint:
    """One case: its options' results and appraisal; if its tables have faults, only `fault`, the first."""

    results: Mapping[str, Result] = field(default_factory=dict)
    appraisal: Appraisal | None = None
    fault: str = ""

    @property
    def proven(self) -> bool:
        """Whether every answer is proven: within the gap, or that there is no plan."""
        return all(result.answer.status in PROVEN_STATUSES for result in self.results.values())


@dataclass
class CoalitionSolver:
    """Solves the cases between two runs.

    `old`, `new`: the two runs' tables. `points`: the solved cases, by the causes that have changed.
    """

    old: Tables
    new: Tables
    causes: tuple[Cause, ...]
    batch_solver: BatchSolver
    points: dict[Coalition, CoalitionPoint] = field(default_factory=dict)

    def use_answers(self, changed: Collection[Cause], answers: Mapping[str, Answer]) -> None:
        """Use these answers for the case in which these causes have changed. They are verified again but not solved."""
        case = self._case(frozenset(changed))
        if isinstance(case, Case):
            for option in (option for option in case.options if option.name in answers):
                self.batch_solver.cache.substitutes[answer_key(case, option.name, self.batch_solver.settings)] = (
                    answers[option.name]
                )

    def solve(self, wanted: Iterable[Coalition]) -> None:
        """Solve these cases. Raises BrokenAnswer if an answer fails its verification, and WorkersLost."""
        cases: dict[tuple[str, ...], dict[Coalition, Case]] = defaultdict(dict)
        for each in dict.fromkeys(wanted):
            if each not in self.points:
                case = self._case(each)
                if isinstance(case, str):
                    self.points[each] = CoalitionPoint(fault=case)
                else:
                    cases[_available_options(case, self.batch_solver.settings.options)][each] = case
        for options, some in cases.items():
            bench = replace(self.batch_solver, settings=replace(self.batch_solver.settings, options=options))
            for each, results in bench.solve(STAGE, some).items():
                figures = {name: result.measures for name, result in results.items()}
                self.points[each] = CoalitionPoint(results, appraise(some[each], figures))

    def _case(self, changed: Coalition) -> Case | str:
        """The case in which these causes have changed, or its first fault."""
        verdict = validate(mix_tables(self.old, self.new, changed))
        if verdict.case is not None:
            return verdict.case
        return str(verdict.faults[0]) if verdict.faults else "a cell cannot be read"


def run_as_point(run: Run) -> CoalitionPoint:
    """A run as a point."""
    return CoalitionPoint(run.results, run.appraisal)


def read_figure(point: CoalitionPoint, subject: str, name: str, *, proven: bool = True) -> Fraction | MissingFigure:
    """A figure of an option, or of the preferred option, or why it is missing. `proven`: whether it must be proven."""
    if point.appraisal is None:
        return MissingFigure.FAULTS
    option = point.appraisal.preferred if subject == PREFERRED else subject
    if proven and not _rests_on_proof(point, subject, name):
        return MissingFigure.UNPROVEN
    if option is None:
        return MissingFigure.NOBODY
    if option not in point.results:
        return MissingFigure.NOT_THERE
    measures = point.results[option].measures
    if measures is None:
        return MissingFigure.NO_PLAN
    found = point.appraisal.standings[option].score if name == SCORE else measures[name]
    return MissingFigure.NO_FIGURE if found is None else found


def figure_tolerance(point: CoalitionPoint, subject: str, name: str) -> Fraction:
    """How far a figure may be off: the gap within which its answers are proven, times the figure."""
    found = read_figure(point, subject, name, proven=False)
    if isinstance(found, MissingFigure) or point.appraisal is None:
        return Fraction(0)
    own = point.appraisal.preferred if subject == PREFERRED else subject
    results = [point.results[own]] if name != SCORE and own is not None else list(point.results.values())
    gaps = (result.answer.gap for result in results if result.answer.status.has_figures)
    return max((_gap_fraction(gap) for gap in gaps if gap is not None), default=Fraction(0)) * abs(found)


def _rests_on_proof(point: CoalitionPoint, subject: str, name: str) -> bool:
    """Whether the answers behind a figure are proven: the option's; for a score or the preferred option, all."""
    if subject == PREFERRED or name == SCORE:
        return point.proven
    result = point.results.get(subject)
    return result is None or result.answer.status in PROVEN_STATUSES


def _available_options(case: Case, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the named options that the case appraises; if it has none of them, its reference alone."""
    if not names:
        return ()
    there = {option.name.casefold() for option in case.options if not option.dropped}
    kept = tuple(name for name in names if " ".join(name.split()).casefold() in there)
    return kept or (options_to_solve(case, ())[0].name,)


def _gap_fraction(gap: float) -> Fraction:
    """A gap as a fraction; 0 if it is so small that the answer counts as optimal."""
    return Fraction(0) if gap <= 1e-6 else Fraction(min(gap, 1.0))
