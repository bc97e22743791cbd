"""The tables of a scenario pack: every scenario beside the base case, and the unconstrained benchmark of each option.

Money is pence in the rows; a blank means that there is no figure. A difference is from the base case.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.appraisal.measures import BY_NAME
from optimiser.analyses.scenarios import ScenarioPack, ScenarioRun
from optimiser.engine.run import Result
from optimiser.reports.data.data_table import OPTION, Cell, Column, DataTable, Kind, plain_number
from optimiser.reports.prose.scenarios import measure_value

COMPARED = ("cost", "outcomes", "weighted_outcomes")  # measures whose difference is listed
FIGURES = ("cost", "saving", "outcomes", "weighted_outcomes", "coverage")

Row = tuple[Cell, ...]


def _scenario_rows(pack: ScenarioPack) -> Iterator[Row]:
    """A row for each scenario and option, in the order of the pack."""
    for member, option in _members_and_options(pack):
        result = member.result(option)
        standing = member.run.appraisal.standings.get(option)
        yield (
            *_key(member, option, result),
            member.preferred == option,
            member.certain,
            standing.rank if standing else None,
            plain_number(standing.score) if standing else None,
            *(_figure(name, measure_value(result, name)) for name in FIGURES),
            *_differences(result, pack.base.result(option)),
        )


def _benchmark_rows(pack: ScenarioPack) -> Iterator[Row]:
    """A row for each scenario and option: its plan without policy constraints."""
    for member, option in _members_and_options(pack):
        benchmark = member.benchmark.get(option)
        yield (
            *_key(member, option, benchmark),
            *(_figure(name, measure_value(benchmark, name)) for name in COMPARED),
            *_differences(benchmark, member.result(option)),
        )


def _members_and_options(pack: ScenarioPack) -> Iterator[tuple[ScenarioRun, str]]:
    return ((member, option) for member in pack.members for option in pack.options)


def _key(member: ScenarioRun, option: str, result: Result | None) -> Row:
    return member.name, member.folder, option, result.answer.status.value if result else None


def _differences(result: Result | None, base: Result | None) -> Row:
    pairs = ((name, measure_value(result, name), measure_value(base, name)) for name in COMPARED)
    return tuple(None if new is None or old is None else _figure(name, new - old) for name, new, old in pairs)


def _figure(name: str, figure: Fraction | None) -> Cell:
    """A figure as its column holds it: pence, or a number."""
    return figure if BY_NAME[name].money else plain_number(figure)


def _difference_columns(which: str) -> tuple[Column, ...]:
    """The differences of the measures of COMPARED from those of another answer: `of the base case`."""
    return (
        Column("cost_difference", Kind.MONEY, f"the cost less that {which}", blank=True),
        Column("outcomes_difference", Kind.NUMBER, f"the outcomes less those {which}", blank=True),
        Column("weighted_outcomes_difference", Kind.NUMBER, f"the weighted outcomes less those {which}", blank=True),
    )


_WEIGHTED = Column(
    "weighted_outcomes", Kind.NUMBER, "the same, each multiplied by the weight of its service", blank=True
)
_KEY = (
    Column("scenario", Kind.TEXT, "`as it stands`, the scenario's name, or `as set` for the changes of --set"),
    Column("folder", Kind.TEXT, "the folder with the scenario's own files"),
    OPTION,
)
SCENARIOS = DataTable[ScenarioPack](
    "scenarios",
    "One row for each scenario and option.",
    (
        *_KEY,
        Column(
            "status",
            Kind.TEXT,
            "optimal, within gap, unproven, infeasible or no answer; blank if it is not appraised there",
            blank=True,
        ),
        Column("preferred", Kind.FLAG, "yes for the preferred option of that scenario, else no"),
        Column(
            "certain",
            Kind.FLAG,
            "yes if an option is preferred in that scenario and no other could be within what is proven, else no",
        ),
        Column("rank", Kind.COUNT, "the rank in that scenario", blank=True),
        Column("score", Kind.NUMBER, "the weighted score in that scenario, 0 to 100", unit="points", blank=True),
        Column("cost", Kind.MONEY, "the cost over the horizon", blank=True),
        Column("saving", Kind.MONEY, "the saving against today's arrangements in that scenario", blank=True),
        Column("outcomes", Kind.NUMBER, "the expected outcomes over the horizon", blank=True),
        _WEIGHTED,
        Column("coverage", Kind.NUMBER, "places in the last year divided by demand", unit="share", blank=True),
        *_difference_columns("of the base case"),
    ),
    _scenario_rows,
)
BENCHMARK = DataTable[ScenarioPack](
    "yardstick",
    "One row for each scenario and option: the option without the policy constraints of the case.",
    (
        *_KEY,
        Column("status", Kind.TEXT, "what is proven of the option without policy constraints", blank=True),
        Column("cost", Kind.MONEY, "the cost without policy constraints", blank=True),
        Column("outcomes", Kind.NUMBER, "the outcomes without policy constraints", blank=True),
        _WEIGHTED,
        *_difference_columns("with policy constraints"),
    ),
    _benchmark_rows,
)
SCENARIO_TABLES = (SCENARIOS, BENCHMARK)
